//! `stale-definition`: of one indicator in one region, some figures have a definition and others none, or the definition
//! changed from one year to the next.
//!
//! Asked of rates, and of counts whose note in the catalogue says that only the same kind compares (联络站). A definition has
//! changed where from some year on none of the earlier ones is told any more; where two are told side by side, nothing has.
//! A figure that says so in its `note` is left alone.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Checked, Found};
use crate::diag::told as say;
use crate::figures::catalogue::{Indicator, Kind};
use crate::figures::ledger::Figure;

/// Tells of figures without a definition beside others that have one, and of those where it changed.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let ledger = &checked.site.ledger;
    for (position, members) in ledger.indicators() {
        if !must_be_defined(checked.site.tables.catalogue.at(position)) {
            continue;
        }
        let same = |&one: &usize, &other: &usize| {
            let (one, other) = (ledger.get(one), ledger.get(other));
            (&one.region, one.level, &one.category) == (&other.region, other.level, &other.category)
        };
        for series in members.chunk_by(same) {
            if series.iter().any(|&it| ledger.get(it).definition.is_some()) {
                missing(checked, series, found);
                changed(checked, series, found);
            }
        }
    }
}

/// Whether a number of it says little without its definition.
fn must_be_defined(indicator: &Indicator) -> bool {
    let notes = || [&indicator.formula, &indicator.formula_zh].into_iter().flatten();
    indicator.kind == Kind::Rate
        || notes().any(|note| note.contains("相同才可比") || note.contains("must match"))
}

fn missing(checked: &Checked<'_>, series: &[usize], found: &mut Found) {
    let ledger = &checked.site.ledger;
    let Some(&defined) = series.iter().find(|&&it| ledger.get(it).definition.is_some()) else { return };
    for &index in series.iter().filter(|&&it| ledger.get(it).definition.is_none()) {
        let figure = ledger.get(index);
        let definition = ledger.get(defined).definition.as_deref().unwrap_or_default();
        let place = checked.place(index, "value");
        let finding = say::no_definition(place, &figure.written, definition, &checked.other(defined));
        found.of_figure(index, finding);
    }
}

fn changed(checked: &Checked<'_>, series: &[usize], found: &mut Found) {
    let ledger = &checked.site.ledger;
    // First and last day that each definition is told of; what spans several years is of no year.
    let mut told: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    let defined = |figure: &&Figure| figure.definition.is_some() && figure.period.on_year_axis().is_some();
    for figure in series.iter().map(|&it| ledger.get(it)).filter(defined) {
        let (day, definition) = (figure.period.last_day(), figure.definition.as_deref().unwrap_or_default());
        let (first, last) = told.entry(definition).or_insert((day, day));
        (*first, *last) = ((*first).min(day), (*last).max(day));
    }
    let mut spans: Vec<(Date, Date, &str)> =
        told.into_iter().map(|(definition, (first, last))| (first, last, definition)).collect();
    spans.sort_unstable();
    let mut ended: Option<(Date, &str)> = spans.first().map(|&(_, last, definition)| (last, definition));
    for (first, last, definition) in spans.into_iter().skip(1) {
        let Some((end, before)) = ended else { return };
        if first > end {
            let begins = |it: &&usize| {
                let figure = ledger.get(**it);
                figure.definition.as_deref() == Some(definition) && figure.period.last_day() == first
            };
            let told = series.iter().filter(begins).filter(|it| ledger.get(**it).note.is_none());
            for &index in told {
                let figure = ledger.get(index);
                let place = checked.place(index, "definition");
                let finding = say::other_definition(place, before, definition, &figure.period.label);
                found.of_figure(index, finding);
            }
        }
        if last >= end {
            ended = Some((last, definition));
        }
    }
}
