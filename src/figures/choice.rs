//! Which figures a chart shows, and in which kind of chart: out of all that are offered the largest set that may share its axis
//! ([`compare`]), or why there is none.
//!
//! 1. [`choose`] is asked with the kind and the axis that a text wants; what it leaves out, the figures decide, in this order:
//!    a line over years (small multiples where there are more regions than lines can be told apart), bars of the parts of a whole,
//!    bars over regions, bars of the terms of a congress, and of a single rate a bar of 100. Of several indicators that make up a
//!    whole, a stack.
//! 2. `years`, `bars`, `change` and `stack` have a way to choose each, from what is offered to a grid of figures.
//! 3. Of sources that agree the most precise one speaks; of those that contradict each other, all.
//!
//! All charts are chosen here: those that a text asks for, those that pages have by themselves, and what checks say of both.

mod bars;
mod change;
mod stack;
mod years;

use rust_decimal::Decimal;

use super::compare::{self, Axis, Grounds, Reason, Sort};
use super::ledger::{Figure, Ledger};
use super::measure::{self, Measure};
use super::told;
pub use stack::ways_to_cut;
pub use years::{lines_of_many, telling_lines};

/// Lines, parts or periods in one chart: more are not told apart.
pub const MOST_SERIES: usize = 7;
/// Rows of bars or dots in one chart.
pub const MOST_ROWS: usize = 30;
/// Fields of small multiples.
pub const MOST_FIELDS: usize = 24;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Lines over years.
    Line,
    /// Ranked bars.
    Bar,
    /// Bars of two periods or more side by side.
    Grouped,
    /// Wholes cut into their parts.
    Stacked,
    /// The change of many between two periods, as dots.
    Dot,
    /// The change of a few between two periods, as lines.
    Slope,
    /// One rate as a bar of 100.
    Share,
    /// A line over years in a field of its own for each region.
    Multiples,
}

impl Kind {
    /// All of them, by the names that texts call them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("line", Self::Line),
        ("bar", Self::Bar),
        ("grouped", Self::Grouped),
        ("stacked", Self::Stacked),
        ("dot", Self::Dot),
        ("slope", Self::Slope),
        ("share", Self::Share),
        ("multiples", Self::Multiples),
    ];
}

/// What a chart goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Years, or terms of a congress.
    Year,
    /// Regions.
    Region,
    /// The parts of a partition.
    Part,
}

impl By {
    /// All of them, by the names that texts call them.
    pub const ALL: [(&'static str, Self); 3] =
        [("year", Self::Year), ("region", Self::Region), ("part", Self::Part)];
}

/// What the rows or columns of a chart are told apart by, and named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// The region.
    Region,
    /// The category.
    Category,
    /// The indicator.
    Indicator,
    /// The period.
    Time,
}

/// The figures of one place in a chart, as indices of the ledger: one, or all that contradict each other; of a line all its points.
pub type Cell = Vec<usize>;

/// A chart's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// What it is drawn as.
    pub kind: Kind,
    /// Its rows (lines, bars, groups, fields), in the order they are shown. A row has a cell for each column; cells may be empty.
    pub rows: Vec<Vec<Cell>>,
    /// What rows are named after.
    pub row: Name,
    /// What columns are named after, where there is more than one.
    pub column: Option<Name>,
    /// How many rows were left out for want of room.
    pub left_out: usize,
    /// Whether some whole is known to have more than its parts here.
    pub is_short: bool,
}

impl Chosen {
    fn of_rows(kind: Kind, row: Name, rows: Vec<Cell>) -> Self {
        let rows = rows.into_iter().map(|cell| vec![cell]).collect();
        Self { kind, rows, row, column: None, left_out: 0, is_short: false }
    }

    /// Without the rows after the first `most`.
    fn at_most(mut self, most: usize) -> Self {
        self.left_out += self.rows.len().saturating_sub(most);
        self.rows.truncate(most);
        self
    }

    /// All its figures, row by row.
    pub fn figures(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().flatten().flatten().copied()
    }
}

/// Why there is no chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no figure.
    NoData,
    /// There is one figure.
    OneFigure,
    /// They may not share the axis.
    Incomparable(Axis, Vec<Reason>),
    /// More series than can be told apart.
    TooMany(usize, Name),
    /// No region has two years.
    NoYears,
    /// All are totals of several years, which are no points of a line.
    Spans,
    /// There are not two regions of one time.
    OneRegion,
    /// No partition has three parts.
    NoParts,
    /// Nothing has a value in two periods.
    NoChange,
    /// There is no rate between 0 and 100 %.
    NoRate,
    /// More than one region where one is shown.
    SeveralRegions,
    /// The indicators are no parts of one whole, by what the catalogue says of them.
    NoWhole,
    /// Parts are more than their whole.
    MoreThanWhole,
}

/// What charts are chosen from.
#[derive(Clone, Copy)]
pub struct Offer<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// What comparing looks things up in.
    pub grounds: Grounds<'a>,
    /// The figures, as indices of the ledger, in its order.
    pub figures: &'a [usize],
}

/// The chart that `offer` makes. `kind` and `by` are what a text asks for; without them the figures decide.
///
/// # Errors
///
/// Why there is none.
pub fn choose(offer: Offer<'_>, kind: Option<Kind>, by: Option<By>) -> Result<Chosen, Refusal> {
    if offer.figures.is_empty() {
        return Err(Refusal::NoData);
    }
    if offer.has_several_indicators() && !matches!(kind, None | Some(Kind::Stacked)) {
        return Err(Refusal::Incomparable(Axis::Years, vec![Reason::Indicators]));
    }
    match kind {
        None if offer.has_several_indicators() => offer.stacked(by),
        None => offer.decided(by),
        Some(Kind::Line) => offer.lines().and_then(few_lines),
        Some(Kind::Multiples) => Ok(Chosen { kind: Kind::Multiples, ..offer.lines()? }.at_most(MOST_FIELDS)),
        Some(Kind::Bar) => offer.some_bars(by),
        Some(kind @ (Kind::Grouped | Kind::Dot | Kind::Slope)) => offer.changes(kind, by),
        Some(Kind::Stacked) => offer.stacked(by),
        Some(Kind::Share) => offer.share(),
    }
}

fn few_lines(lines: Chosen) -> Result<Chosen, Refusal> {
    let count = lines.rows.len();
    if count > MOST_SERIES { Err(Refusal::TooMany(count, Name::Region)) } else { Ok(lines) }
}

impl<'a> Offer<'a> {
    /// The chart where no kind is asked for.
    fn decided(self, by: Option<By>) -> Result<Chosen, Refusal> {
        match by {
            Some(By::Year) => self.over_time(),
            Some(By::Region) => self.regions(),
            Some(By::Part) => self.parts(),
            None => {
                let share = |_| self.share();
                let drawn = self.lines().map(lines_or_multiples);
                let drawn = drawn.or_else(|_| self.parts()).or_else(|_| self.regions());
                drawn.or_else(|_| self.terms()).or_else(share).map_err(|_| self.refused(None))
            }
        }
    }

    fn over_time(self) -> Result<Chosen, Refusal> {
        self.lines().map(lines_or_multiples).or_else(|why| self.terms().map_err(|_| why))
    }

    fn some_bars(self, by: Option<By>) -> Result<Chosen, Refusal> {
        match by {
            Some(By::Year) => self.terms().or_else(|_| self.bars_of_years()),
            Some(By::Region) => self.regions(),
            Some(By::Part) => self.parts(),
            None => self
                .parts()
                .or_else(|_| self.regions())
                .or_else(|_| self.terms())
                .map_err(|_| self.refused(Some(Axis::Regions))),
        }
    }

    /// Why nothing was found, along `axis` or, without one, along what the figures are most of.
    fn refused(self, axis: Option<Axis>) -> Refusal {
        let one_region =
            self.figures.windows(2).all(|pair| self.get(pair[0]).region == self.get(pair[1]).region);
        self.why(axis.unwrap_or(if one_region { Axis::Years } else { Axis::Regions }))
    }

    /// Why the figures make no chart along `axis`.
    fn why(self, axis: Axis) -> Refusal {
        if self.figures.len() == 1 {
            return Refusal::OneFigure;
        }
        let figures = self.figures.iter().map(|&it| self.get(it));
        if let Err(reasons) = compare::comparable(figures.clone(), axis, self.grounds) {
            return Refusal::Incomparable(axis, reasons);
        }
        match axis {
            Axis::Regions | Axis::PartsByRegion | Axis::IndicatorsByRegion => Refusal::OneRegion,
            Axis::Parts | Axis::PartsByYear | Axis::IndicatorsByYear => Refusal::NoParts,
            Axis::Line | Axis::Years | Axis::Terms => {
                let spans = figures.clone().all(|it| compare::sort(it) == Sort::Span);
                if spans { Refusal::Spans } else { Refusal::NoYears }
            }
        }
    }

    fn get(self, index: usize) -> &'a Figure {
        self.ledger.get(index)
    }

    fn has_several_indicators(self) -> bool {
        self.figures.windows(2).any(|pair| self.get(pair[0]).indicator != self.get(pair[1]).indicator)
    }

    /// The sets of `figures` that may share `axis`.
    fn sets(self, figures: &[usize], axis: Axis) -> Vec<Vec<usize>> {
        compare::sets(figures, |it| self.get(it), axis, self.grounds)
    }

    /// The number of a figure, shares in percent.
    fn number(self, index: usize) -> Decimal {
        measure::comparable(&self.get(index).quantity).number
    }

    /// Of those in `figures` that tell the same thing: all that contradict each other, else the most precise one.
    fn spoken_for(self, mut figures: Vec<usize>) -> Vec<usize> {
        figures.sort_unstable();
        let same = |&one: &usize, &other: &usize| self.get(one).same_thing(self.get(other));
        let mut spoken: Vec<usize> = Vec::with_capacity(figures.len());
        for run in figures.chunk_by(same) {
            let disputed: Vec<usize> =
                run.iter().copied().filter(|&it| self.ledger.in_conflict(it)).collect();
            if disputed.len() > 1 {
                let first = spoken.len();
                for index in disputed {
                    if spoken[first..].iter().all(|&it| self.extent(it) != self.extent(index)) {
                        spoken.push(index);
                    }
                }
            } else {
                spoken.extend(run.iter().copied().min_by_key(|&it| (self.width(it), it)));
            }
        }
        spoken
    }

    /// A figure's number and bounds: 近6万 and 6万余 have one number and are not the same.
    fn extent(self, index: usize) -> (Decimal, Option<Decimal>, Option<Decimal>) {
        let quantity = measure::comparable(&self.get(index).quantity);
        (quantity.number, quantity.lower, quantity.upper)
    }

    /// How far a figure's interval reaches; the whole line where it is open.
    fn width(self, index: usize) -> Decimal {
        let quantity = &self.get(index).quantity;
        let ends = quantity.upper.zip(quantity.lower);
        ends.and_then(|(upper, lower)| upper.checked_sub(lower)).unwrap_or(Decimal::MAX)
    }

    /// Of `figures`, those whose time ends last.
    fn newest(self, figures: &[usize]) -> Vec<usize> {
        let last = figures.iter().map(|&it| self.get(it).period.last_day()).max();
        figures.iter().copied().filter(|&it| Some(self.get(it).period.last_day()) == last).collect()
    }

    /// The newest rate, as a bar of 100.
    fn share(self) -> Result<Chosen, Refusal> {
        let is_rate = |&index: &usize| {
            let number = self.number(index);
            let measure = told::measure_of(self.get(index), self.grounds.catalogue);
            measure == Measure::Share && number >= Decimal::ZERO && number <= Decimal::ONE_HUNDRED
        };
        let rates: Vec<usize> = self.figures.iter().copied().filter(is_rate).collect();
        let newest = self.newest(&rates);
        let whole: Vec<usize> =
            newest.iter().copied().filter(|&it| self.get(it).category.is_none()).collect();
        let mut shown = self.spoken_for(if whole.is_empty() { newest } else { whole });
        let Some(&first) = shown.first() else { return Err(Refusal::NoRate) };
        if shown.iter().any(|&it| self.get(it).region != self.get(first).region) {
            return Err(Refusal::SeveralRegions);
        }
        // One bar says one thing: of two definitions or two parts neither is the rate.
        let all = shown.iter().map(|&it| self.get(it));
        if let Err(reasons) = compare::comparable(all, Axis::Regions, self.grounds) {
            return Err(Refusal::Incomparable(Axis::Regions, reasons));
        }
        shown.retain(|&it| self.get(it).same_thing(self.get(first)));
        Ok(Chosen::of_rows(Kind::Share, Name::Region, shown.into_iter().map(|it| vec![it]).collect()))
    }
}

/// Lines, or small multiples where there are more of them than can be told apart.
fn lines_or_multiples(lines: Chosen) -> Chosen {
    if lines.rows.len() > MOST_SERIES {
        Chosen { kind: Kind::Multiples, ..lines }.at_most(MOST_FIELDS)
    } else {
        lines
    }
}

#[cfg(test)]
mod tests;
