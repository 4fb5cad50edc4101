//! `rate-mismatch`: a rate against the counts it is made of.
//!
//! 1. Its formula in the catalogue names numerator and denominator; the `denominator` of the figure replaces the latter.
//! 2. [`operands`](super::operands) finds the counts beside it. A rate of a part has the numerator of the same part, and the
//!    denominator of that part or else of the whole.
//! 3. Of all ways to count, the one that agrees best is told of: a rate that fits one of them is right.

use std::collections::HashMap;

use super::operands::{Choice, alike, candidates, choices};
use super::{Checked, Found};
use crate::diag::{Diagnostic, relations as say};
use crate::figures::catalogue::{Alternative, Formula, Kind, Operand, formula};
use crate::figures::ledger::Figure;
use crate::figures::relation::{self, Agreement, Ratio, Total};

/// Compares every rate with its counts, where they are there.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let (catalogue, ledger) = (&checked.site.tables.catalogue, &checked.site.ledger);
    for (position, ties) in catalogue.tied() {
        let Some(formula) = &ties.formula else { continue };
        let id = &catalogue.at(position).id;
        let is_rate = catalogue.at(position).kind == Kind::Rate;
        // Few names stand for the denominators of many figures.
        let mut named: HashMap<&str, Option<usize>> = HashMap::new();
        for &index in ledger.of_indicator(position) {
            let figure = ledger.get(index);
            // `unit-mismatch` tells of a rate without its sign; 94.35 is not compared as if it were a part of one.
            if is_rate && figure.quantity.unit.is_empty() {
                continue;
            }
            let denominator = figure
                .denominator
                .as_deref()
                .map(|name| *named.entry(name).or_insert_with(|| formula::find(name, id, catalogue)));
            let way = Way { checked, index, figure, denominator };
            if let Some(finding) = way.best(formula, is_rate).and_then(|it| it.finding(checked, index)) {
                found.of_figure(index, finding);
            }
        }
    }
}

/// How a rate agrees with its counts, one way of counting.
struct Verdict {
    ratio: Ratio,
    numerator: Choice,
    /// Empty where the rate is a sum of others.
    denominator: Choice,
}

impl Verdict {
    /// The better it agrees, the less.
    fn rank(&self) -> u8 {
        match self.ratio.agreement {
            Agreement::Rounded => 0,
            Agreement::Within => 1,
            Agreement::Truncated => 2,
            Agreement::Forced => 3,
            Agreement::Disagrees => 4,
            Agreement::Unknown => 5,
        }
    }

    fn finding(&self, checked: &Checked<'_>, index: usize) -> Option<Diagnostic> {
        let rate = checked.site.ledger.get(index);
        let counts = || say::Counts {
            numerator: checked.told(&self.numerator.figures),
            several: self.numerator.figures.len() > 1,
            denominator: (!self.denominator.figures.is_empty())
                .then(|| checked.told(&self.denominator.figures)),
        };
        let place = || checked.place(index, "value");
        match self.ratio.agreement {
            Agreement::Disagrees => {
                Some(say::rate_disagrees(place(), &rate.quantity, &self.ratio, &counts()))
            }
            Agreement::Truncated => {
                Some(say::rate_truncated(place(), &rate.quantity, &self.ratio, &counts()))
            }
            Agreement::Forced => Some(say::rate_forced(place(), &rate.quantity, &self.ratio, &counts())),
            Agreement::Rounded | Agreement::Within | Agreement::Unknown => None,
        }
    }
}

/// A rate, and how its counts are found.
struct Way<'a, 'site> {
    checked: &'a Checked<'site>,
    /// Where the rate stands in the ledger.
    index: usize,
    figure: &'a Figure,
    /// What the figure names as its denominator, where it names one and it is an indicator.
    denominator: Option<Option<usize>>,
}

impl Way<'_, '_> {
    /// The way of counting that agrees best.
    fn best(&self, formula: &Formula, is_rate: bool) -> Option<Verdict> {
        let mut best: Option<Verdict> = None;
        for alternative in &formula.alternatives {
            if alternative.over.is_empty() && !is_rate {
                continue;
            }
            for verdict in self.verdicts(alternative) {
                if best.as_ref().is_none_or(|best| verdict.rank() < best.rank()) {
                    best = Some(verdict);
                }
            }
            if best.as_ref().is_some_and(|it| it.rank() == 0) {
                break;
            }
        }
        best
    }

    fn verdicts(&self, alternative: &Alternative) -> Vec<Verdict> {
        let numerators = self.numerators(&alternative.sum);
        if numerators.is_empty() {
            return Vec::new();
        }
        if alternative.over.is_empty() {
            return numerators.into_iter().map(|it| self.of_sum(it)).collect();
        }
        let named;
        let over = match self.denominator {
            None => &alternative.over[..],
            // Words that are no indicator: a share of something that is not counted here.
            Some(None) => return Vec::new(),
            Some(Some(indicator)) => {
                named = [Operand { indicator, optional: false }];
                &named
            }
        };
        let denominators = choices(self.checked, over, |indicator| self.denominator_figures(indicator));
        let pairs = numerators.iter().flat_map(|one| denominators.iter().map(move |other| (one, other)));
        pairs
            .map(|(numerator, denominator)| Verdict {
                ratio: relation::ratio(&numerator.span, &denominator.span, &self.figure.quantity),
                numerator: numerator.clone(),
                denominator: denominator.clone(),
            })
            .collect()
    }

    /// The parts of a sum have definitions of their own; a numerator alone has that of the rate.
    fn numerators(&self, sum: &[Operand]) -> Vec<Choice> {
        let (figure, alone) = (self.figure, sum.len() == 1);
        choices(self.checked, sum, |indicator| {
            let fits = |it: &Figure| !alone || alike(it, figure);
            candidates(self.checked, indicator, self.index, figure.category.as_deref(), fits)
        })
    }

    fn denominator_figures(&self, indicator: usize) -> Vec<usize> {
        let (figure, is_named) = (self.figure, self.denominator.is_some());
        let of = |category: Option<&str>| {
            let strict = candidates(self.checked, indicator, self.index, category, |it| alike(it, figure));
            // A figure that names its denominator means it, whatever that goes by.
            if strict.is_empty() && is_named {
                return candidates(self.checked, indicator, self.index, category, |_| true);
            }
            strict
        };
        let of_part = figure.category.as_deref().map(|it| of(Some(it))).unwrap_or_default();
        if of_part.is_empty() { of(None) } else { of_part }
    }

    /// A rate that is the sum of others.
    fn of_sum(&self, numerator: Choice) -> Verdict {
        let ledger = &self.checked.site.ledger;
        let parts = numerator.figures.iter().map(|&index| &ledger.get(index).quantity);
        let sum = relation::sum(parts, &self.figure.quantity);
        let agreement = match sum.total {
            Total::Exact | Total::Within => Agreement::Within,
            Total::Disagrees => Agreement::Disagrees,
            Total::Unknown => Agreement::Unknown,
        };
        let ratio = Ratio { agreement, exact: sum.number, between: sum.span, should_be: sum.number };
        Verdict { ratio, numerator, denominator: Choice::default() }
    }
}
