//! `unit-mismatch`: a unit that the indicator does not take, of a value or of a change; a rate without a unit.

use super::{Checked, Found};
use crate::diag::figures as say;
use crate::figures::catalogue::{Indicator, Kind};
use crate::figures::ledger::Figure;
use crate::figures::quantity::Qualifier;
use crate::figures::unit::{PERCENT, PERCENTAGE_POINT};

/// Tells of every figure whose unit, or that of its change, its indicator does not take.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    for (position, members) in site.ledger.indicators() {
        let indicator = site.tables.catalogue.at(position);
        for &index in members {
            let figure = site.ledger.get(index);
            let (unit, name) = (&figure.quantity.unit, &indicator.name_zh);
            if !indicator.accepts(unit) {
                let place = checked.place(index, "value");
                found.of_figure(index, say::unit_mismatch(place, unit, name, &indicator.units));
            } else if lacks_unit(indicator, figure) {
                let place = checked.place(index, "value");
                found.of_figure(index, say::rate_without_unit(place, &figure.written, name));
            }
            if let Some(change) = &figure.change
                && !indicator.accepts_change(&change.quantity.unit)
            {
                let place = checked.place(index, "change");
                found.of_figure(
                    index,
                    say::unit_mismatch(place, &change.quantity.unit, name, &units_of_change(indicator)),
                );
            }
        }
    }
}

/// A rate must say its unit: 94.35 may be 94.35% or 0.9435. 全部 and 没有 need none.
fn lacks_unit(indicator: &Indicator, figure: &Figure) -> bool {
    indicator.kind == Kind::Rate
        && figure.quantity.unit.is_empty()
        && !matches!(figure.quantity.qualifier, Qualifier::All | Qualifier::None)
}

/// The units that a change may have, for people.
fn units_of_change(indicator: &Indicator) -> Vec<String> {
    let further = [PERCENT, PERCENTAGE_POINT].into_iter().filter(|it| !indicator.accepts(it));
    indicator.units.iter().cloned().chain(further.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::catalogue::Catalogue;

    #[test]
    fn a_change_takes_points_beside_its_own_units() {
        let of = |id| units_of_change(Catalogue::builtin().get(id).unwrap());
        assert_eq!(of("suggestions.total"), ["件", "条", "%", "百分点"]);
        assert_eq!(of("suggestions.closed_rate"), ["%", "fraction", "‰", "百分点"]);
    }
}
