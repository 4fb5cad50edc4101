//! What may share an axis, and why not.
//!
//! [`comparable`] is the one place that decides it. Everything that sets figures side by side asks: charts, rankings of
//! regions, a small line over the years in a tile, a change against the year before.
//!
//! On every axis the figures must be of one indicator and measure, one definition and denominator, one level and one sort of
//! period: a year and the session held in it are one sort, a count as of a day is another, and what spans several years compares
//! only with what begins and ends with it. What else must be the same, the axis says ([`Axis`]). As being the same is all there
//! is to it, a set is comparable where every two of it are.

use super::catalogue::Catalogue;
use super::ledger::Figure;
use super::measure::Measure;
use super::partial_date::PartialDate;
use super::period::PeriodKind;
use super::region::{Level, NATION, Regions};
use super::told;

/// What figures are set along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    /// The years of one region, under whatever name it had.
    Line,
    /// Years; there may be lines of several regions.
    Years,
    /// Regions, at one time.
    Regions,
    /// The parts of one whole, of one region and time.
    Parts,
    /// Spans of several years in one region, equally long: the terms of a congress.
    Terms,
    /// The parts of the wholes of one region, over the years.
    PartsByYear,
    /// The parts of the wholes of several regions, at one time.
    PartsByRegion,
    /// As [`Axis::PartsByYear`] where each part is an indicator of its own, as resolved and resolving are.
    IndicatorsByYear,
    /// As [`Axis::PartsByRegion`] where each part is an indicator of its own.
    IndicatorsByRegion,
}

impl Axis {
    /// Whether each part is an indicator of its own.
    fn takes_indicators(self) -> bool {
        matches!(self, Self::IndicatorsByYear | Self::IndicatorsByRegion)
    }

    /// Whether the categories of a partition stand side by side.
    fn takes_parts(self) -> bool {
        matches!(self, Self::Parts | Self::PartsByYear | Self::PartsByRegion)
    }

    /// Whether all is of one region.
    fn is_of_one_region(self) -> bool {
        !matches!(self, Self::Years | Self::Regions | Self::PartsByRegion | Self::IndicatorsByRegion)
    }

    /// Whether all is of one time.
    fn is_of_one_time(self) -> bool {
        matches!(self, Self::Parts | Self::Regions | Self::PartsByRegion | Self::IndicatorsByRegion)
    }
}

/// Why figures may not share an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// They measure different things.
    Indicators,
    /// They are counted in different things: persons and person-times.
    Measures,
    /// What counts differs, or is said of some only.
    Definitions,
    /// What they are a share of differs, or is said of some only.
    Denominators,
    /// They count bodies of different levels.
    Levels,
    /// One is of the whole, the other of what lies in it: the whole country, a province.
    WholeAndPart,
    /// They are different parts of a partition, or the whole and a part.
    Parts,
    /// A year, a day and several years are different sorts of period.
    Periods,
    /// They span different years.
    Spans,
    /// They are of different times where one time is asked for.
    Times,
    /// They are of different regions where one is asked for.
    Regions,
    /// One region went into the other together with others, or into one that was there already: no series.
    Merged,
}

/// What comparing looks things up in.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// Indicators.
    pub catalogue: &'a Catalogue,
    /// Regions.
    pub regions: &'a Regions,
}

/// Sorts of periods that may stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// Told of a year, or of the session held in it.
    Annual,
    /// Told as of a day.
    AsOf,
    /// Told of several years.
    Span,
}

/// The sort of a figure's period.
pub fn sort(figure: &Figure) -> Sort {
    match figure.period.kind {
        PeriodKind::AsOf => Sort::AsOf,
        _ if figure.period.on_year_axis().is_some() => Sort::Annual,
        _ => Sort::Span,
    }
}

/// Whether `figures` may share `axis`.
///
/// # Errors
///
/// Every reason why they may not, each once, in the order of [`Reason`].
pub fn comparable<'a>(
    figures: impl IntoIterator<Item = &'a Figure>,
    axis: Axis,
    grounds: Grounds<'_>,
) -> Result<(), Vec<Reason>> {
    let mut figures = figures.into_iter();
    let Some(first) = figures.next() else { return Ok(()) };
    let first = place(first, axis, grounds);
    let mut reasons: Vec<Reason> = Vec::new();
    for figure in figures {
        let differing = first.differing(&place(figure, axis, grounds), grounds);
        reasons
            .extend(differing.into_iter().flatten().filter(|it| !reasons.contains(it)).collect::<Vec<_>>());
    }
    reasons.sort_unstable();
    if reasons.is_empty() { Ok(()) } else { Err(reasons) }
}

/// Parts `figures` into the sets that may share `axis`, each as large as can be; in the order of what they have in common, and
/// of `figures` within.
/// `figure` tells what figure an item is.
pub fn sets<'a, T: Copy>(
    items: &[T],
    figure: impl Fn(T) -> &'a Figure,
    axis: Axis,
    grounds: Grounds<'a>,
) -> Vec<Vec<T>> {
    let mut placed: Vec<(Place<'a>, T)> =
        items.iter().map(|&it| (place(figure(it), axis, grounds), it)).collect();
    placed.sort_by(|(one, _), (other, _)| one.cmp(other));
    let sets = placed.chunk_by(|(one, _), (other, _)| one == other);
    sets.map(|set| set.iter().map(|&(_, item)| item).collect()).collect()
}

/// Everything that must be the same for figures to share an axis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    indicator: &'a str,
    level: Level,
    region_level: Option<Level>,
    nation: bool,
    category: Option<&'a str>,
    definition: Option<&'a str>,
    denominator: Option<&'a str>,
    measure: Measure<'a>,
    sort: Sort,
    time: Time,
    region: Option<&'a str>,
}

/// What must be the same of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Time {
    /// Nothing: it is the axis.
    Any,
    /// The year.
    Year(i16),
    /// Beginning and end.
    Dates(PartialDate, Option<PartialDate>),
    /// How many years it takes, as near as whole ones come.
    Long(i64),
}

fn place<'a>(figure: &'a Figure, axis: Axis, grounds: Grounds<'a>) -> Place<'a> {
    let sort = sort(figure);
    let dates = Time::Dates(figure.period.start, figure.period.end);
    let time = match (sort, figure.period.on_year_axis()) {
        (Sort::Span, _) if axis == Axis::Terms => years(figure).map_or(dates, Time::Long),
        (Sort::Span, _) | (_, None) => dates,
        (_, Some(_)) if axis == Axis::Parts => dates,
        (_, Some(point)) if axis.is_of_one_time() => Time::Year(point.year),
        (_, Some(_)) => Time::Any,
    };
    Place {
        indicator: if axis.takes_indicators() { "" } else { &figure.indicator },
        level: figure.level,
        region_level: grounds.regions.get(&figure.region).map(|it| it.level),
        nation: &*figure.region == NATION,
        category: match figure.category.as_deref() {
            Some(_) if axis.takes_parts() => Some(""),
            category => category,
        },
        // What counts as resolved and what as resolving are two definitions, and each is the other's by the name of its indicator.
        definition: figure.definition.as_deref().filter(|_| !axis.takes_indicators()),
        denominator: figure.denominator.as_deref(),
        measure: told::measure_of(figure, grounds.catalogue),
        sort,
        time,
        region: match axis {
            _ if !axis.is_of_one_region() => None,
            Axis::Parts => Some(&figure.region),
            _ => Some(grounds.regions.line(&figure.region)),
        },
    }
}

/// How many years a span takes; what has no end takes none that is known.
fn years(figure: &Figure) -> Option<i64> {
    let (first, last) = (figure.period.start.first_day(), figure.period.end?.last_day());
    let days = first.until((jiff::Unit::Day, last)).ok()?.get_days();
    Some((i64::from(days) + 183) / 365)
}

impl Place<'_> {
    /// Why a figure at this place may not stand beside one at `other`; nothing where the places are the same.
    fn differing(&self, other: &Self, grounds: Grounds<'_>) -> [Option<Reason>; 9] {
        let when = |differs: bool, reason: Reason| differs.then_some(reason);
        let whole = self.nation != other.nation
            || (self.level == other.level && self.region_level != other.region_level);
        [
            when(self.indicator != other.indicator, Reason::Indicators),
            when(self.measure != other.measure && self.indicator == other.indicator, Reason::Measures),
            when(self.definition != other.definition, Reason::Definitions),
            when(self.denominator != other.denominator, Reason::Denominators),
            if whole { Some(Reason::WholeAndPart) } else { when(self.level != other.level, Reason::Levels) },
            when(self.category != other.category, Reason::Parts),
            when(self.sort != other.sort, Reason::Periods),
            when(
                self.sort == other.sort && self.time != other.time,
                if self.sort == Sort::Span { Reason::Spans } else { Reason::Times },
            ),
            self.region.zip(other.region).filter(|(one, other)| one != other).map(|(one, other)| {
                let merged = grounds.regions.heir(one) == grounds.regions.heir(other);
                if merged { Reason::Merged } else { Reason::Regions }
            }),
        ]
    }
}

#[cfg(test)]
mod tests;
