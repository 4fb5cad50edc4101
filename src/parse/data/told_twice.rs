//! Columns that say again what the value, the indicator, the region or the period says: `figures.csv` has them, and office
//! tables too.
//!
//! 1. Where the value is missing it is made of number, unit and qualifier; a value without a unit takes that of its column
//!    ([`Columns::value`]).
//! 2. Where a column says something else than what was read, that is a finding at its cell ([`Columns::check`]). What only
//!    the site that gave out the table knew (`article`, `status`, `source_id`, the end of `id`) is passed over.

use rust_decimal::Decimal;

use super::table::{Row, Table};
use crate::figures::catalogue::NameError;
use crate::figures::ledger::Figure;
use crate::figures::number;
use crate::figures::partial_date::PartialDate;
use crate::figures::quantity::{self, Qualifier};
use crate::figures::region::RegionError;
use crate::figures::unit::FRACTION;
use crate::parse::Tables;

/// Where these columns stand in a table.
pub struct Columns {
    value: Option<usize>,
    pub(super) indicator_name: Option<usize>,
    pub(super) region_name: Option<usize>,
    pub(super) period_kind: Option<usize>,
    pub(super) period_start: Option<usize>,
    pub(super) period_end: Option<usize>,
    id: Option<usize>,
    number: Option<usize>,
    lower: Option<usize>,
    upper: Option<usize>,
    qualifier: Option<usize>,
    unit: Option<usize>,
}

/// A cell that says something else: the key of its column, what it says, and what it should.
pub struct Differing<'r> {
    /// Key of the column.
    pub key: &'static str,
    /// What stands there.
    pub written: &'r str,
    /// What follows from the rest of the row.
    pub expected: String,
}

impl Columns {
    /// Looks for them.
    pub fn of(table: &Table<'_>) -> Self {
        let column = |key| table.column(key);
        Self {
            value: column("value"),
            indicator_name: column("indicator_name"),
            region_name: column("region_name"),
            period_kind: column("period_kind"),
            period_start: column("period_start"),
            period_end: column("period_end"),
            id: column("id"),
            number: column("number"),
            lower: column("lower"),
            upper: column("upper"),
            qualifier: column("qualifier"),
            unit: column("unit"),
        }
    }

    /// The value of a row, where it is not its cell as it stands.
    pub fn value(&self, row: &Row<'_>) -> Option<String> {
        let unit = row.cell(self.unit);
        if let Some(value) = row.cell(self.value) {
            let unit = unit.filter(|unit| !value.contains(unit))?;
            let read = quantity::parse(value).ok()?;
            let is_bare = read.unit.is_empty() && !matches!(read.qualifier, Qualifier::All | Qualifier::None);
            return is_bare.then(|| format!("{value}{unit}"));
        }
        let (number, unit) = (row.cell(self.number)?, unit.unwrap_or_default());
        let qualifier = row.cell(self.qualifier).unwrap_or_default();
        let bounds = (row.cell(self.lower), row.cell(self.upper));
        Some(match (qualifier, bounds) {
            ("approx-below", _) => format!("近{number}{unit}"),
            ("at-least", (_, Some(_))) => format!("{number}余{unit}"),
            ("at-least", _) => format!("{number}{unit}以上"),
            ("about", _) => format!("约{number}{unit}"),
            ("range", (Some(lower), Some(upper))) => format!("{lower}～{upper}{unit}"),
            ("all", _) => "全部".to_owned(),
            ("none", _) => "没有".to_owned(),
            _ => format!("{number}{unit}"),
        })
    }

    /// Tells `differs` of every cell that says something else than `figure`.
    pub fn check<'r>(
        &self,
        row: &'r Row<'_>,
        figure: &Figure,
        tables: &Tables,
        mut differs: impl FnMut(Differing<'r>),
    ) {
        let quantity = &figure.quantity;
        let mut look = |key, column, expected: &dyn Fn(&str) -> Option<String>| {
            if let Some(written) = row.cell(column)
                && let Some(expected) = expected(written)
            {
                differs(Differing { key, written, expected });
            }
        };
        look("id", self.id, &|it| {
            let begins = it.split_once('#').is_some_and(|(id, _)| id == &*figure.indicator);
            (!begins).then(|| format!("{}#…", figure.indicator))
        });
        look("indicator_name", self.indicator_name, &|it| other_indicator(it, figure, tables));
        look("region_name", self.region_name, &|it| other_region(it, figure, tables));
        look("number", self.number, &|it| other_number(it, Some(quantity.number)));
        look("lower", self.lower, &|it| other_number(it, quantity.lower));
        look("upper", self.upper, &|it| other_number(it, quantity.upper));
        let qualifier = quantity.qualifier.as_str();
        look("qualifier", self.qualifier, &|it| (it != qualifier).then(|| qualifier.to_owned()));
        look("unit", self.unit, &|it| other_unit(it, &quantity.unit));
        let period = &figure.period;
        let kind = period.kind.as_str();
        look("period_kind", self.period_kind, &|it| (it != kind).then(|| kind.to_owned()));
        let first = Some(period.start);
        look("period_start", self.period_start, &|it| other_date(it, first, PartialDate::first_day));
        look("period_end", self.period_end, &|it| other_date(it, period.end, PartialDate::last_day));
    }
}

fn other_indicator(written: &str, figure: &Figure, tables: &Tables) -> Option<String> {
    let indicator = tables.catalogue.get(&figure.indicator)?;
    if [&indicator.name_zh, &indicator.name_en].contains(&&written.to_owned()) {
        return None;
    }
    let is_it = match tables.catalogue.by_name(written) {
        Ok(named) => named.id == indicator.id,
        Err(NameError::Ambiguous { candidates }) => candidates.iter().any(|it| it.id == indicator.id),
        Err(_) => false,
    };
    (!is_it).then(|| indicator.name_zh.clone())
}

fn other_region(written: &str, figure: &Figure, tables: &Tables) -> Option<String> {
    let region = tables.regions.get(&figure.region)?;
    let is_it = written == region.name
        || match tables.regions.find(written) {
            Ok(named) => named.code == region.code,
            Err(RegionError::Ambiguous { candidates }) => candidates.iter().any(|it| it.code == region.code),
            Err(_) => false,
        };
    (!is_it).then(|| region.name.clone())
}

/// `expected` as it is given out, unless `written` is that number; in words where there is no bound.
fn other_number(written: &str, expected: Option<Decimal>) -> Option<String> {
    let shown = expected.map(number::plain);
    let plain: String = written.chars().filter(|it| !matches!(it, ',' | '，' | '%' | '％' | '‰')).collect();
    let is_it = shown.as_deref() == Some(written)
        || shown
            .as_ref()
            .is_some_and(|shown| plain.trim().parse::<Decimal>().ok() == shown.parse::<Decimal>().ok());
    (!is_it).then(|| shown.unwrap_or_default())
}

fn other_unit(written: &str, unit: &str) -> Option<String> {
    let is_it = written == unit
        || written != FRACTION && quantity::parse(&format!("1{written}")).is_ok_and(|it| it.unit == unit);
    (!is_it).then(|| unit.to_owned())
}

/// `expected`, unless `written` begins or ends on the same day or is less exact: 2022-01 is right where a session began on
/// 2022-01-17.
fn other_date<T: PartialEq>(
    written: &str,
    expected: Option<PartialDate>,
    day: impl Fn(PartialDate) -> T,
) -> Option<String> {
    let is_it = match (PartialDate::parse(written), expected) {
        (Ok(written), Some(expected)) => {
            day(written) == day(expected)
                || written.first_day() <= expected.first_day() && expected.last_day() <= written.last_day()
        }
        _ => false,
    };
    (!is_it).then(|| expected.map(|it| it.to_string()).unwrap_or_default())
}
