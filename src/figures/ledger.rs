//! The ledger: every figure of a site, looked up, in one order, found by indicator and by region.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::address;
use super::catalogue::Catalogue;
use super::period::Period;
use super::quantity::Quantity;
use super::region::Level;
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
    /// Whether its parts must add up to it.
    pub parts_complete: bool,
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
    /// Whether both tell the same thing: one indicator, region, level, part, period and definition.
    pub fn same_thing(&self, other: &Self) -> bool {
        self.indicator == other.indicator
            && self.region == other.region
            && self.level == other.level
            && self.category == other.category
            && self.definition == other.definition
            && self.denominator == other.denominator
            && self.period.is_same_time(&other.period)
    }

    /// Whether the intervals of both meet. An interval holds its lower bound and, unless it is a point, not its upper one.
    pub fn meets(&self, other: &Self) -> bool {
        self.quantity.unit != other.quantity.unit || self.quantity.meets(&other.quantity)
    }
}

/// All figures of a site.
#[derive(Debug, Default)]
pub struct Ledger {
    figures: Vec<Figure>,
    by_indicator: BTreeMap<usize, Vec<usize>>,
    by_region: BTreeMap<Arc<str>, Vec<usize>>,
    in_conflict: Vec<bool>,
}

impl Ledger {
    /// Orders `figures` by indicator (as in the catalogue), region, level, part, period and file, and gives each its address.
    pub fn new(figures: Vec<Figure>, catalogue: &Catalogue) -> Self {
        let ranks: HashMap<&str, usize> =
            catalogue.iter().enumerate().map(|(rank, it)| (&*it.id, rank)).collect();
        let mut ranked: Vec<(usize, Figure)> = figures
            .into_iter()
            .map(|it| (ranks.get(&*it.indicator).copied().unwrap_or(usize::MAX), it))
            .collect();
        ranked.sort_by(|(rank, a), (other, b)| {
            rank.cmp(other)
                .then_with(|| a.region.cmp(&b.region))
                .then_with(|| a.level.cmp(&b.level))
                .then_with(|| a.category.cmp(&b.category))
                .then_with(|| (a.period.start, a.period.end).cmp(&(b.period.start, b.period.end)))
                .then_with(|| a.definition.cmp(&b.definition))
                .then_with(|| a.file.cmp(&b.file))
        });
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
        let in_conflict = conflicts(&figures);
        Self { figures, by_indicator, by_region, in_conflict }
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

    /// Positions in the catalogue of the indicators with figures, each with the indices of its figures.
    pub fn indicators(&self) -> impl Iterator<Item = (usize, &[usize])> {
        self.by_indicator.iter().map(|(&position, members)| (position, &members[..]))
    }

    /// Indices of the figures of the indicator at `position` of the catalogue.
    pub fn of_indicator(&self, position: usize) -> &[usize] {
        self.by_indicator.get(&position).map_or(&[], |members| &members[..])
    }

    /// What the indicator at `position` tells of the region, level and time of `like`, as the part `category`; definition and
    /// denominator may differ. Each with its index. Looked up by halving: it costs next to nothing.
    pub fn beside<'a>(
        &'a self,
        position: usize,
        like: &'a Figure,
        category: Option<&str>,
    ) -> impl Iterator<Item = (usize, &'a Figure)> {
        let key = (&like.region, like.level, category, like.period.start, like.period.end);
        let of =
            |it: &'a Figure| (&it.region, it.level, it.category.as_deref(), it.period.start, it.period.end);
        let members = self.of_indicator(position);
        let first = members.partition_point(|&index| of(&self.figures[index]) < key);
        let count = members[first..].partition_point(|&index| of(&self.figures[index]) == key);
        members[first..first + count]
            .iter()
            .map(|&index| (index, &self.figures[index]))
            .filter(|(_, it)| it.period.is_same_time(&like.period))
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

/// Marks every figure that another one of the same thing contradicts. Equal things stand side by side in the order of the
/// ledger but for the denominator, so only neighbours up to the next thing are compared.
fn conflicts(figures: &[Figure]) -> Vec<bool> {
    let mut marked = vec![false; figures.len()];
    let mut first = 0;
    for index in 1..=figures.len() {
        let goes_on = figures.get(index).is_some_and(|figure| {
            let head = &figures[first];
            (&head.indicator, &head.region, head.level, &head.category)
                == (&figure.indicator, &figure.region, figure.level, &figure.category)
                && (head.period.start, head.period.end) == (figure.period.start, figure.period.end)
        });
        if goes_on {
            continue;
        }
        for one in first..index {
            for other in one + 1..index {
                if figures[one].same_thing(&figures[other]) && !figures[one].meets(&figures[other]) {
                    marked[one] = true;
                    marked[other] = true;
                }
            }
        }
        first = index;
    }
    marked
}
