//! A rate and the counts it is made of.

use rust_decimal::Decimal;

use super::span::{Span, rounded, share};
use crate::figures::quantity::{Qualifier, Quantity};

/// How a rate agrees with its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It is the ratio, rounded.
    Rounded,
    /// It is the ratio, cut off: 63.4% for 63.46%.
    Truncated,
    /// It is one unit of its last place away or less, but neither of these, as where shares must add up to a hundred.
    Forced,
    /// Counts or rate are approximate, and their bounds allow it.
    Within,
    /// It is another number.
    Disagrees,
    /// The counts make no ratio: nothing to divide by, or numbers too large.
    Unknown,
}

/// A rate beside the ratio of its counts. Everything is in the unit of the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// How they agree.
    pub agreement: Agreement,
    /// The ratio, where both counts are exact.
    pub exact: Option<Decimal>,
    /// All the ratio can be.
    pub between: Span,
    /// What the rate should be, to the place it is written to; where the ratio is known and the rate is not hedged.
    pub should_be: Option<Decimal>,
}

/// Compares `rate` as written with the ratio of two counts, with a tolerance of one unit in its last written place.
pub fn ratio(numerator: &Span, denominator: &Span, rate: &Quantity) -> Ratio {
    let whole = share(&rate.unit).unwrap_or(Decimal::ONE);
    if denominator.upper.is_some_and(|it| it <= Decimal::ZERO) {
        let between = Span::default();
        return Ratio { agreement: Agreement::Unknown, exact: None, between, should_be: None };
    }
    let Some((count, of)) = numerator.only().zip(denominator.only()) else {
        let between = numerator.over(denominator).times(whole);
        let says_nothing = between.lower.is_none() && between.upper.is_none();
        let agreement = match between.meets(&Span::tolerant(rate)) {
            _ if says_nothing => Agreement::Unknown,
            true => Agreement::Within,
            false => Agreement::Disagrees,
        };
        return Ratio { agreement, exact: None, between, should_be: None };
    };
    let exact = count
        .checked_mul(whole)
        .and_then(|it| it.checked_div(of))
        .or_else(|| count.checked_div(of)?.checked_mul(whole));
    let Some(exact) = exact else {
        let between = Span::default();
        return Ratio { agreement: Agreement::Unknown, exact: None, between, should_be: None };
    };
    let agreement = agreement(exact, rate);
    // More than all of them is no rate: then a count is wrong, and nobody knows what the rate should be.
    let is_share = whole == Decimal::ONE || exact <= whole;
    let can_be = is_share || agreement != Agreement::Disagrees;
    Ratio {
        agreement,
        exact: Some(exact),
        between: Span::point(exact),
        should_be: rounded(exact, rate.last_place).filter(|_| can_be && rate.qualifier == Qualifier::Exact),
    }
}

fn agreement(exact: Decimal, rate: &Quantity) -> Agreement {
    if rate.qualifier != Qualifier::Exact {
        // 全部 is all of them, however near the others come.
        let fits = Span::of(rate).meets(&Span::point(exact));
        return match rate.qualifier {
            Qualifier::All | Qualifier::None if fits => Agreement::Rounded,
            _ if fits => Agreement::Within,
            _ => Agreement::Disagrees,
        };
    }
    let Some(over) = exact.checked_sub(rate.number) else { return Agreement::Disagrees };
    let place = rate.last_place;
    if over.abs().checked_mul(Decimal::TWO).is_some_and(|twice| twice <= place) {
        Agreement::Rounded
    } else if Decimal::ZERO <= over && over < place {
        Agreement::Truncated
    } else if over.abs() <= place && place <= Decimal::ONE {
        // Tenths (四成) are too coarse for it: they are not made to add up.
        Agreement::Forced
    } else {
        Agreement::Disagrees
    }
}
