//! `bound`: what cannot be more than something else.
//!
//! 1. The catalogue says of what an indicator is a part (`at_most`); and the numerator of a formula is a part of its
//!    denominator. Both are compared where both are told beside each other.
//! 2. A rate lies within 0 and 100%.
//!
//! Only what cannot be is told of: 40余 may be more than 45, and nothing is said.

use rust_decimal::Decimal;

use super::operands::{alike, candidates};
use super::{Checked, Found};
use crate::diag::relations as say;
use crate::figures::catalogue::{Kind, Ties};
use crate::figures::measure;
use crate::figures::quantity::Quantity;
use crate::figures::relation::{Bound, Span, bound};
use crate::figures::unit::{FRACTION, PER_MILLE, PERCENT};

/// Compares what is bounded with its bounds.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let catalogue = &checked.site.tables.catalogue;
    let mut pairs: Vec<(usize, usize)> =
        catalogue.tied().flat_map(|(position, ties)| pairs_of(position, ties)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for (less, more) in pairs {
        check_pair(checked, less, more, found);
    }
    for (position, members) in checked.site.ledger.indicators() {
        if catalogue.at(position).kind == Kind::Rate {
            for &index in members {
                let quantity = &checked.site.ledger.get(index).quantity;
                if is_beyond(quantity) {
                    found
                        .of_figure(index, say::rate_beyond(checked.place(index, "value"), &quantity.written));
                }
            }
        }
    }
}

/// Which indicator cannot be more than which.
fn pairs_of(position: usize, ties: &Ties) -> impl Iterator<Item = (usize, usize)> {
    let bounds = ties.at_most.iter().flat_map(|it| &it.alternatives);
    let bounds = bounds.flat_map(move |it| it.sum.iter().map(move |bound| (position, bound.indicator)));
    let ratios = ties.formula.iter().flat_map(|it| &it.alternatives);
    let ratios = ratios.filter_map(|it| match (&it.sum[..], &it.over[..]) {
        ([part], [whole]) => Some((part.indicator, whole.indicator)),
        _ => None,
    });
    bounds.chain(ratios)
}

fn check_pair(checked: &Checked<'_>, less: usize, more: usize, found: &mut Found) {
    let ledger = &checked.site.ledger;
    if ledger.of_indicator(more).is_empty() {
        return;
    }
    for &index in ledger.of_indicator(less) {
        let figure = ledger.get(index);
        let of = |category: Option<&str>| candidates(checked, more, index, category, |it| alike(it, figure));
        let of_part = figure.category.as_deref().map(|it| of(Some(it))).unwrap_or_default();
        let bounds = if of_part.is_empty() { of(None) } else { of_part };
        let is_violated = |&it: &usize| {
            let [less, more] = [figure, ledger.get(it)].map(|it| measure::comparable(&it.quantity));
            is_share(&less) == is_share(&more) && bound(&Span::of(&less), &Span::of(&more)) == Bound::Violated
        };
        if let Some(&first) = bounds.first()
            && bounds.iter().all(is_violated)
        {
            let (less, more) = (checked.told(&[index]), checked.told(&[first]));
            let finding = say::bound_violated(checked.place(index, "value"), &less, &more);
            found.of_figures([index, first], finding);
        }
    }
}

fn is_share(quantity: &Quantity) -> bool {
    whole(&quantity.unit).is_some()
}

fn whole(unit: &str) -> Option<Decimal> {
    match unit {
        PERCENT => Some(Decimal::ONE_HUNDRED),
        PER_MILLE => Some(Decimal::ONE_THOUSAND),
        FRACTION => Some(Decimal::ONE),
        _ => None,
    }
}

/// Whether a rate is less than nothing or more than all.
fn is_beyond(quantity: &Quantity) -> bool {
    let span = Span::of(quantity);
    let [nothing, all] = [Some(Decimal::ZERO), whole(&quantity.unit)].map(|it| it.map(Span::point));
    nothing.is_some_and(|nothing| bound(&nothing, &span) == Bound::Violated)
        || all.is_some_and(|all| bound(&span, &all) == Bound::Violated)
}
