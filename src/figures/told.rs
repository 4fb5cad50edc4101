//! What is told more than once: figures of one thing, in one measure.
//!
//! The ledger orders its figures so that those of one thing are neighbours; [`runs`] finds them. Two of them contradict each
//! other where their intervals do not meet. In a run of any length the one that begins last and the one that ends first settle
//! it ([`contradicted`]), so that a ledger of two hundred thousand figures costs no more than sorting it.

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;

use super::catalogue::Catalogue;
use super::ledger::Figure;
use super::measure::{self, Measure, measure};
use super::quantity::Quantity;

/// The measure of a figure; of one without an indicator in the catalogue its very unit.
pub(super) fn measure_of<'a>(figure: &'a Figure, catalogue: &'a Catalogue) -> Measure<'a> {
    match catalogue.get(&figure.indicator) {
        Some(indicator) => measure(&figure.quantity.unit, indicator),
        None => Measure::Unit(&figure.quantity.unit),
    }
}

/// Where two figures or more tell the same thing: ranges of `figures`, which are in the order of the ledger.
pub(super) fn runs(figures: &[Figure], catalogue: &Catalogue) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for index in 1..=figures.len() {
        let goes_on = figures.get(index).is_some_and(|figure| {
            let before = &figures[index - 1];
            before.same_thing(figure) && measure_of(before, catalogue) == measure_of(figure, catalogue)
        });
        if !goes_on {
            if index - start > 1 {
                runs.push(start..index);
            }
            start = index;
        }
    }
    runs
}

/// Which figures of one run another one contradicts, in their order.
pub(super) fn contradicted(figures: &[Figure]) -> Vec<bool> {
    let told: Vec<Cow<'_, Quantity>> = figures.iter().map(|it| measure::comparable(&it.quantity)).collect();
    let last_to_begin = told.iter().max_by_key(|it| it.lower);
    let first_to_end = told.iter().min_by_key(|it| end(it));
    let extremes: Vec<&Quantity> = last_to_begin.into_iter().chain(first_to_end).map(|it| &**it).collect();
    told.iter().map(|it| extremes.iter().any(|extreme| !it.meets(extreme))).collect()
}

/// Where an interval ends, in an order: open ones last; one that holds its end after one that does not.
fn end(quantity: &Quantity) -> (bool, Option<Decimal>, bool) {
    (quantity.upper.is_none(), quantity.upper, quantity.holds_its_upper_bound())
}

/// The figures of one run, to ask who contradicts whom.
pub struct Told<'a> {
    first: usize,
    told: Vec<Cow<'a, Quantity>>,
    /// Places in `told`, by where the interval begins and by where it ends.
    by_beginning: Vec<usize>,
    by_end: Vec<usize>,
    /// The place in `told` of the narrowest interval, the first of several.
    narrowest: Option<usize>,
}

impl<'a> Told<'a> {
    /// Of the figures of `run`, a range of the ledger.
    pub(super) fn new(figures: &'a [Figure], run: &Range<usize>) -> Self {
        let told: Vec<Cow<'a, Quantity>> =
            figures[run.clone()].iter().map(|it| measure::comparable(&it.quantity)).collect();
        let mut by_beginning: Vec<usize> = (0..told.len()).collect();
        let mut by_end = by_beginning.clone();
        by_beginning.sort_by_key(|&it| told[it].lower);
        by_end.sort_by_key(|&it| end(&told[it]));
        let width = |it: &Quantity| it.upper?.checked_sub(it.lower?);
        let narrowest = (0..told.len()).filter_map(|it| Some((width(&told[it])?, it))).min();
        let narrowest = narrowest.map(|(_, at)| at);
        Self { first: run.start, told, by_beginning, by_end, narrowest }
    }

    /// Indices of the figures that contradict the one at `index`, `most` of them at most, and how many there are: first
    /// those that end before it begins, then those that begin after it ends.
    pub fn against(&self, index: usize, most: usize) -> (Vec<usize>, usize) {
        let own = &self.told[index - self.first];
        // What ends before it begins are the first to end, and what begins after it ends the last to begin.
        let below = self.by_end.partition_point(|&it| ends_before(&self.told[it], own));
        let above = self.by_beginning.partition_point(|&it| !ends_before(own, &self.told[it]));
        let (below, above) = (&self.by_end[..below], &self.by_beginning[above..]);
        let named = below.iter().chain(above).take(most).map(|&it| it + self.first);
        (named.collect(), below.len() + above.len())
    }

    /// The figure with the narrowest interval, where it lies inside that of the one at `index` and is not the same.
    pub fn more_precise(&self, index: usize) -> Option<usize> {
        let own = &self.told[index - self.first];
        let narrowest = self.narrowest?;
        let inner = &self.told[narrowest];
        let begins_inside = own.lower.is_none_or(|lower| inner.lower >= Some(lower));
        let ends_inside = own.upper.is_none() || end(inner) <= end(own);
        let same = (own.lower, own.upper) == (inner.lower, inner.upper);
        (begins_inside && ends_inside && !same && own.meets(inner)).then_some(narrowest + self.first)
    }
}

/// Whether the interval of `one` ends before that of `other` begins.
fn ends_before(one: &Quantity, other: &Quantity) -> bool {
    match (one.upper, other.lower) {
        (Some(upper), Some(lower)) => upper < lower || (upper == lower && !one.holds_its_upper_bound()),
        _ => false,
    }
}
