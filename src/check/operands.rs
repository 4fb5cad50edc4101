//! The figures that a formula names, beside a figure: which of several to count with.
//!
//! Only what is told of the same region, level and time counts. Of several figures the nearest are taken: of the same source,
//! then of the same file, then any others; and of others only where all of them tell the same, so that no figure of another
//! source raises a false alarm. Definitions must be the same, or absent on either side.

use std::sync::Arc;

use super::Checked;
use crate::diag::{Language, Said};
use crate::figures::catalogue::Operand;
use crate::figures::ledger::Figure;
use crate::figures::relation::Span;

/// One way to fill a sum of a formula with figures.
#[derive(Clone, Default)]
pub(super) struct Choice {
    /// The figures, by their indices in the ledger.
    pub(super) figures: Vec<usize>,
    /// What they add up to.
    pub(super) span: Span,
}

/// More ways to fill a formula than these are not tried.
const MOST: usize = 16;

/// How near the source of one figure is to that of another; 0 is nearest.
pub(super) fn distance(one: &Figure, other: &Figure) -> u8 {
    let same_source = match (&one.source, &other.source) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => false,
    };
    match (same_source, one.file == other.file) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    }
}

/// Whether two definitions do not contradict each other.
pub(super) fn alike(one: &Figure, other: &Figure) -> bool {
    one.definition.is_none() || other.definition.is_none() || one.definition == other.definition
}

/// The figures of the indicator at `position` to count with beside the figure at `index`, of the part `category` or else of
/// the whole; those that `fits`.
pub(super) fn candidates(
    checked: &Checked<'_>,
    position: usize,
    index: usize,
    category: Option<&str>,
    fits: impl Fn(&Figure) -> bool,
) -> Vec<usize> {
    let ledger = &checked.site.ledger;
    let figure = ledger.get(index);
    let beside = || checked.beside().of(position, index, category);
    let Some(nearest) = beside().map(|(_, it)| distance(figure, it)).min() else { return Vec::new() };
    let mut near: Vec<usize> = beside()
        .filter(|(_, it)| distance(figure, it) == nearest && fits(it))
        .map(|(index, _)| index)
        .collect();
    let agree =
        |near: &[usize]| near.iter().all(|&it| ledger.get(near[0]).quantity.meets(&ledger.get(it).quantity));
    if nearest > 1 && !agree(&near) {
        near.clear();
    }
    near
}

/// Every way to fill `sum` with the figures that `candidates` gives for each operand; none where one is missing that may not.
pub(super) fn choices(
    checked: &Checked<'_>,
    sum: &[Operand],
    candidates: impl Fn(usize) -> Vec<usize>,
) -> Vec<Choice> {
    let nothing = Choice { figures: Vec::new(), span: Span::point(rust_decimal::Decimal::ZERO) };
    let mut choices = vec![nothing];
    for operand in sum {
        let found = candidates(operand.indicator);
        match &found[..] {
            [] if operand.optional => continue,
            [] => return Vec::new(),
            _ => {}
        }
        let with = |choice: &Choice, index: usize| {
            let mut figures = choice.figures.clone();
            figures.push(index);
            Choice { figures, span: choice.span.plus(&Span::of(&checked.site.ledger.get(index).quantity)) }
        };
        choices = choices
            .iter()
            .flat_map(|choice| found.iter().map(move |&index| with(choice, index)))
            .take(MOST)
            .collect();
    }
    choices.retain(|it| !it.figures.is_empty());
    choices
}

impl Checked<'_> {
    /// The figures with the names of their indicators, added up: 办结件数 434件.
    pub(super) fn told(&self, figures: &[usize]) -> Said {
        let catalogue = &self.site.tables.catalogue;
        let name = |figure: &Figure, language: Language| {
            let indicator = catalogue.get(&figure.indicator);
            let name = indicator.map_or("", |it| it.name(language));
            // A site names its own in its own language.
            if name.is_empty() { indicator.map_or("", |it| &it.name_zh) } else { name }.to_owned()
        };
        let one = |index: usize, language: Language| {
            let figure = self.site.ledger.get(index);
            let name = match (&figure.category, language) {
                (None, _) => name(figure, language),
                (Some(part), _) if figures.len() > 1 => part.clone(),
                (Some(part), Language::Chinese) => format!("{}（{part}）", name(figure, language)),
                (Some(part), Language::English) => format!("{} ({part})", name(figure, language)),
            };
            format!("{name} {}", figure.written)
        };
        let all = |language| {
            let told: Vec<String> = figures.iter().take(LISTED).map(|&index| one(index, language)).collect();
            let more = figures.len().saturating_sub(LISTED);
            match (more, language) {
                (0, _) => told.join(" + "),
                (_, Language::Chinese) => format!("{} + ……（另有 {more} 项）", told.join(" + ")),
                (_, Language::English) => format!("{} + … ({more} more)", told.join(" + ")),
            }
        };
        Said { zh: all(Language::Chinese), en: all(Language::English) }
    }
}

/// As many parts are listed.
const LISTED: usize = 12;
