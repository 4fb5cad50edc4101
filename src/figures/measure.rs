//! In what two figures of one indicator are counted: whether their numbers say the same sort of thing.
//!
//! 项, 个 and 件 of reports heard are one; persons, persons counted each time (人次) and things counted each time (件次) never
//! are. A missing measure word (18万) and one that leaves it open (87人(次)) go with the indicator.

use std::borrow::Cow;

use super::catalogue::{Indicator, Kind};
use super::quantity::Quantity;
use super::unit::{FRACTION, PER_MILLE, PERCENT};

/// What numbers are counted in, as far as comparing them goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure<'a> {
    /// A share: %, ‰ and fractions convert into each other.
    Share,
    /// Things: 件, 项, 个, 批, 次 …
    Things,
    /// Things counted each time: 件次, 户次.
    Times,
    /// Persons, each counted once.
    Persons,
    /// Persons counted each time: 人次.
    PersonTimes,
    /// Only what has this very unit: 元, 天.
    Unit(&'a str),
}

/// What a value with `unit` of `indicator` is counted in.
pub fn measure<'a>(unit: &'a str, indicator: &'a Indicator) -> Measure<'a> {
    let unit = if unit.is_empty() || unit.contains('(') { indicator.unit.as_str() } else { unit };
    match (indicator.kind, unit) {
        (_, PERCENT | PER_MILLE | FRACTION) => Measure::Share,
        (Kind::Money | Kind::Duration | Kind::Rate | Kind::Threshold, _) => Measure::Unit(unit),
        (_, "名" | "位" | "人") => Measure::Persons,
        // 批次 and 场次 are other words for 批 and 场.
        (_, "次" | "批次" | "场次") => Measure::Things,
        _ if unit.ends_with('次') && unit.starts_with('人') => Measure::PersonTimes,
        _ if unit.ends_with('次') => Measure::Times,
        _ => Measure::Things,
    }
}

/// A quantity whose numbers can be set against those of its measure: shares in percent.
pub fn comparable(quantity: &Quantity) -> Cow<'_, Quantity> {
    match quantity.unit.as_str() {
        PER_MILLE | FRACTION => quantity.converted(PERCENT).map_or(Cow::Borrowed(quantity), Cow::Owned),
        _ => Cow::Borrowed(quantity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::catalogue::Catalogue;

    #[test]
    fn synonyms_are_one_and_persons_are_not_their_visits() {
        let catalogue = Catalogue::builtin();
        let same = |id: &str, one, other| {
            let indicator = catalogue.get(id).unwrap();
            measure(one, indicator) == measure(other, indicator)
        };
        for (id, one, other, expected) in [
            ("supervision.reports_heard", "项", "件", true),
            ("supervision.reports_heard", "个", "", true),
            ("suggestions.closed_rate", "%", "fraction", true),
            ("suggestions.closed_rate", "%", "‰", true),
            ("petitions.letters", "件次", "件", false),
            ("petitions.visits_batches", "批", "批次", true),
            ("petitions.visits_persons", "人次", "人(次)", true),
            ("petitions.visits_persons", "人次", "人", false),
            ("deputies.aid_funds", "元", "美元", false),
            ("deputies.aid_funds", "元", "", true),
        ] {
            assert_eq!(same(id, one, other), expected, "{id} {one} {other}");
        }
    }
}
