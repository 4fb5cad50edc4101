//! What may share an axis.
//!
//! Two figures do where they tell the same of different years or regions: one indicator, level, part of a partition,
//! definition, denominator, and one sort of period. A year and the session held in it are one sort; a count as of a day is
//! another; what spans several years never stands on an axis of years.

use super::ledger::Figure;
use super::period::PeriodKind;

/// Sorts of periods that may stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// Told of a year, or of the session held in it.
    Annual,
    /// Told as of a day.
    AsOf,
    /// Told of several years: two of them compare where both begin and end together.
    Span,
}

/// What all figures on one axis have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Common<'a> {
    /// Id of the indicator.
    pub indicator: &'a str,
    /// Whose bodies are counted.
    pub level: super::region::Level,
    /// Part of a partition.
    pub category: Option<&'a str>,
    /// What counts.
    pub definition: Option<&'a str>,
    /// What it is a share of.
    pub denominator: Option<&'a str>,
    /// Sort of period.
    pub sort: Sort,
}

/// The sort of a figure's period.
pub fn sort(figure: &Figure) -> Sort {
    match figure.period.kind {
        PeriodKind::AsOf => Sort::AsOf,
        _ if figure.period.on_year_axis().is_some() => Sort::Annual,
        _ => Sort::Span,
    }
}

/// What a figure has in common with all it may be compared with.
pub fn common(figure: &Figure) -> Common<'_> {
    Common {
        indicator: &figure.indicator,
        level: figure.level,
        category: figure.category.as_deref(),
        definition: figure.definition.as_deref(),
        denominator: figure.denominator.as_deref(),
        sort: sort(figure),
    }
}
