//! The ledger: every figure of a site, looked up, in one order, found by indicator and by region.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::address;
use super::catalogue::Catalogue;
use super::partial_date::PartialDate;
use super::period::Period;
use super::quantity::Quantity;
use super::region::Level;
use super::told::{self, Told};
use crate::digest::Source;

/// A figure whose indicator, region, period and value are known.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Id of the indicator.
    pub indicator: Arc<str>,
    /// Value as the source wrote it.
    pub written: String,
    /// What it says.
    pub quantity: Quantity,
    /// Code of the region.
    pub region: Arc<str>,
    /// Whose bodies are counted.
    pub level: Level,
    /// Whether that is another level than the region's own.
    pub foreign_level: bool,
    /// Part of a partition.
    pub category: Option<String>,
    /// Period.
    pub period: Arc<Period>,
    /// What counts.
    pub definition: Option<String>,
    /// What it is a share of.
    pub denominator: Option<String>,
    /// Where in the source document.
    pub at: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Change against an earlier figure.
    pub change: Option<Box<Change>>,
    /// Which of its partitions must add up to it.
    pub parts_complete: Complete,
    /// Source.
    pub source: Option<Arc<Source>>,
    /// Findings that are accepted at it.
    pub accept: Option<Box<[Acceptance]>>,
    /// Whether the text of its page says its value; none for figures of `content/_data/`, which have no text.
    pub in_text: Option<bool>,
    /// The file that declares it.
    pub file: Arc<str>,
    /// Its place among all entries of that file, also those that could not be read, from 0.
    pub position: usize,
    /// Its place among the figures of that file, from 0.
    pub ordinal: usize,
    /// Fragment of its row on the page that declares it: `f-stations.count`.
    pub anchor: String,
    /// Fragment of its row on the indicator's page, made of nothing but itself; set by [`Ledger::new`].
    pub address: String,
}

/// Which partitions of a total are told completely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Complete {
    /// None is said to be.
    #[default]
    None,
    /// All that are told.
    All,
    /// Those into these indicators, by id; the total's own id stands for its categories.
    Of(Box<[Arc<str>]>),
}

impl Complete {
    /// Whether the parts that `indicator` tells are.
    pub fn holds(&self, indicator: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Of(partitions) => partitions.iter().any(|it| **it == *indicator),
        }
    }
}

/// A finding that is accepted, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Name of the rule.
    pub rule: String,
    /// Why.
    pub reason: String,
}

/// A change of a figure, as written and read.
#[derive(Clone, Debug)]
pub struct Change {
    /// As the source wrote it.
    pub written: String,
    /// What it says.
    pub quantity: Quantity,
    /// Against what.
    pub against: Option<String>,
}

impl Figure {
    /// Whether both tell the same thing: one indicator, region, level, part, period, definition and denominator. In what they are
    /// counted is another question ([`Ledger::told_again`]).
    pub fn same_thing(&self, other: &Self) -> bool {
        self.indicator == other.indicator
            && self.region == other.region
            && self.level == other.level
            && self.category == other.category
            && self.definition == other.definition
            && self.denominator == other.denominator
            && self.period.is_same_time(&other.period)
    }
}

/// All figures of a site.
#[derive(Debug, Default)]
pub struct Ledger {
    figures: Vec<Figure>,
    by_indicator: BTreeMap<usize, Vec<usize>>,
    by_region: BTreeMap<Arc<str>, Vec<usize>>,
    told_again: Vec<Range<usize>>,
    in_conflict: Vec<bool>,
}

impl Ledger {
    /// Orders `figures` by indicator (as in the catalogue), region, level, part, period, definition and file, and gives each its
    /// address. Those that tell the same thing stand side by side.
    pub fn new(figures: Vec<Figure>, catalogue: &Catalogue) -> Self {
        let ranks: HashMap<&str, usize> =
            catalogue.iter().enumerate().map(|(rank, it)| (&*it.id, rank)).collect();
        let mut ranked: Vec<(usize, Figure)> = figures
            .into_iter()
            .map(|it| (ranks.get(&*it.indicator).copied().unwrap_or(usize::MAX), it))
            .collect();
        ranked.sort_by(|(rank, a), (other, b)| rank.cmp(other).then_with(|| order(a, b, catalogue)));
        let mut figures: Vec<Figure> = ranked.into_iter().map(|(_, figure)| figure).collect();
        let mut by_indicator: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut by_region: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for (index, figure) in figures.iter().enumerate() {
            if let Some(position) = catalogue.position(&figure.indicator) {
                by_indicator.entry(position).or_default().push(index);
            }
            by_region.entry(figure.region.clone()).or_default().push(index);
        }
        for members in by_indicator.values() {
            let addresses = address::of_all(members.iter().map(|&index| &figures[index]));
            for (&index, address) in members.iter().zip(addresses) {
                figures[index].address = address;
            }
        }
        let told_again = told::runs(&figures, catalogue);
        let mut in_conflict = vec![false; figures.len()];
        for run in &told_again {
            in_conflict[run.clone()].copy_from_slice(&told::contradicted(&figures[run.clone()]));
        }
        Self { figures, by_indicator, by_region, told_again, in_conflict }
    }

    /// All figures, in order.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The figure at `index`.
    pub fn get(&self, index: usize) -> &Figure {
        &self.figures[index]
    }

    /// Whether another source says of the same thing what the interval of the figure at `index` does not meet.
    pub fn in_conflict(&self, index: usize) -> bool {
        self.in_conflict[index]
    }

    /// Where two figures or more tell the same thing in the same measure: ranges of indices, in order.
    pub fn told_again(&self) -> &[Range<usize>] {
        &self.told_again
    }

    /// All figures that tell the same thing as the one at `index`, itself among them.
    pub fn told_with(&self, index: usize) -> Range<usize> {
        let at = self.told_again.partition_point(|run| run.end <= index);
        self.told_again.get(at).filter(|run| run.contains(&index)).cloned().unwrap_or(index..index + 1)
    }

    /// Who contradicts whom in `run`, a range of [`Self::told_again`].
    pub fn told(&self, run: &Range<usize>) -> Told<'_> {
        Told::new(&self.figures, run)
    }

    /// Positions in the catalogue of the indicators with figures, each with the indices of its figures.
    pub fn indicators(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.by_indicator.iter().map(|(&position, members)| (position, &members[..]))
    }

    /// Indices of the figures of the indicator at `position` of the catalogue.
    pub fn of_indicator(&self, position: usize) -> &[usize] {
        self.by_indicator.get(&position).map_or(&[], |members| &members[..])
    }

    /// Indices of the figures of the indicator at `position` that are of the region with `code`.
    pub fn of_indicator_in(&self, position: usize, code: &str) -> &[usize] {
        let members = self.of_indicator(position);
        let first = members.partition_point(|&index| &*self.figures[index].region < code);
        let count = members[first..].partition_point(|&index| &*self.figures[index].region == code);
        &members[first..first + count]
    }

    /// What the indicator at `position` tells of a region, level and part between two dates, of whatever kind the period is.
    pub fn at<'a>(
        &'a self,
        position: usize,
        (region, level, category): (&str, Level, Option<&str>),
        (start, end): (PartialDate, Option<PartialDate>),
    ) -> impl Iterator<Item = (usize, &'a Figure)> + use<'a> {
        let members = self.of_indicator(position);
        let key = (region, level, category, start, end);
        let of = |&index: &usize| {
            let it = &self.figures[index];
            (&*it.region, it.level, it.category.as_deref(), it.period.start, it.period.end).cmp(&key)
        };
        let first = members.partition_point(|index| of(index) == Ordering::Less);
        let count = members[first..].partition_point(|index| of(index) == Ordering::Equal);
        members[first..first + count].iter().map(|&index| (index, &self.figures[index]))
    }

    /// Codes of the regions with figures, each with the indices of its figures.
    pub fn regions(&self) -> impl Iterator<Item = (&Arc<str>, &[usize])> {
        self.by_region.iter().map(|(code, members)| (code, &members[..]))
    }

    /// Indices of the figures of the region with `code`.
    pub fn of_region(&self, code: &str) -> &[usize] {
        self.by_region.get(code).map_or(&[], |members| &members[..])
    }
}

/// The order of the figures of one indicator.
fn order(a: &Figure, b: &Figure, catalogue: &Catalogue) -> Ordering {
    (&a.region, a.level, &a.category)
        .cmp(&(&b.region, b.level, &b.category))
        .then_with(|| (a.period.start, a.period.end).cmp(&(b.period.start, b.period.end)))
        .then_with(|| (&a.definition, &a.denominator).cmp(&(&b.definition, &b.denominator)))
        .then_with(|| (a.period.kind, &a.period.session).cmp(&(b.period.kind, &b.period.session)))
        .then_with(|| told::measure_of(a, catalogue).cmp(&told::measure_of(b, catalogue)))
        .then_with(|| a.file.cmp(&b.file))
}

#[cfg(test)]
pub(crate) mod tests;
