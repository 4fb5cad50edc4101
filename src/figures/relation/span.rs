//! What a value can be, and the arithmetic of such spans.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::quantity::{Qualifier, Quantity};
use crate::figures::unit::{FRACTION, PER_MILLE, PERCENT, PERCENTAGE_POINT};

/// Everything a value can be; an end that is `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Least it can be.
    pub lower: Option<Decimal>,
    /// Most it can be.
    pub upper: Option<Decimal>,
    /// Whether the upper end itself is not meant: 近6万 is less than 60000.
    pub below_upper: bool,
}

impl Span {
    /// Nothing but `number`.
    pub fn point(number: Decimal) -> Self {
        Self { lower: Some(number), upper: Some(number), below_upper: false }
    }

    /// The bounds of `quantity`.
    pub fn of(quantity: &Quantity) -> Self {
        Self {
            lower: quantity.lower,
            upper: quantity.upper,
            below_upper: quantity.upper.is_some() && !quantity.holds_its_upper_bound(),
        }
    }

    /// The same of a value that was computed before it was written: an exact share (35%) is rounded like one with decimals.
    pub(super) fn computed(quantity: &Quantity) -> Self {
        Self::within(quantity, quantity.last_place.checked_div(Decimal::TWO))
    }

    /// The same where it may have been cut off, or moved so that shares add to a hundred: one unit of the last place.
    pub(super) fn tolerant(quantity: &Quantity) -> Self {
        Self::within(quantity, Some(quantity.last_place))
    }

    fn within(quantity: &Quantity, tolerance: Option<Decimal>) -> Self {
        // A count is a count; 全部 and 没有 are all and none.
        let rounded = quantity.qualifier == Qualifier::Exact
            && (!quantity.is_point() || share(&quantity.unit).is_some());
        match tolerance.filter(|_| rounded) {
            Some(tolerance) => Self {
                lower: quantity.number.checked_sub(tolerance),
                upper: quantity.number.checked_add(tolerance),
                below_upper: false,
            },
            None => Self::of(quantity),
        }
    }

    /// The number itself where there is but one.
    pub fn only(&self) -> Option<Decimal> {
        self.lower.filter(|_| self.lower == self.upper)
    }

    /// Whether both can be the same number.
    pub fn meets(&self, other: &Self) -> bool {
        let begins_within = |one: &Self, other: &Self| match (one.lower, other.upper) {
            (Some(lower), Some(upper)) => lower < upper || (lower == upper && !other.below_upper),
            _ => true,
        };
        begins_within(self, other) && begins_within(other, self)
    }

    /// Both added up; an end that is too large is open.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let add = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_add(other?);
        let upper = add(self.upper, other.upper);
        Self {
            lower: add(self.lower, other.lower),
            upper,
            below_upper: upper.is_some() && (self.below_upper || other.below_upper),
        }
    }

    /// The other taken away.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let subtract = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_sub(other?);
        let upper = subtract(self.upper, other.lower);
        Self {
            lower: subtract(self.lower, other.upper),
            upper,
            below_upper: upper.is_some() && self.below_upper,
        }
    }

    /// Divided by the other; both count things, so neither is less than none.
    #[must_use]
    pub(super) fn over(&self, other: &Self) -> Self {
        let count = |it: Option<Decimal>| it.unwrap_or_default().max(Decimal::ZERO);
        // What is divided by what may be endless is as little as nothing.
        let lower = other.upper.map_or(Some(Decimal::ZERO), |by| count(self.lower).checked_div(by));
        let upper = self.upper.and_then(|it| it.checked_div(count(other.lower)));
        Self { lower, upper, below_upper: upper.is_some() && self.below_upper }
    }

    /// Multiplied by the other; neither is less than none.
    #[must_use]
    pub(super) fn of_times(&self, other: &Self) -> Self {
        let product = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_mul(other?);
        let upper = product(self.upper, other.upper);
        let below_upper = upper.is_some() && (self.below_upper || other.below_upper);
        Self { lower: product(self.lower, other.lower), upper, below_upper }
    }

    /// `factor` times as much; the factor is not negative.
    #[must_use]
    pub(super) fn times(&self, factor: Decimal) -> Self {
        let scaled = |it: Option<Decimal>| it.and_then(|it| it.checked_mul(factor));
        let upper = scaled(self.upper);
        Self { lower: scaled(self.lower), upper, below_upper: upper.is_some() && self.below_upper }
    }
}

/// How many of a unit make up the whole, where it is one of shares.
pub(super) fn share(unit: &str) -> Option<Decimal> {
    match unit {
        PERCENT | PERCENTAGE_POINT => Some(Decimal::ONE_HUNDRED),
        PER_MILLE => Some(Decimal::ONE_THOUSAND),
        FRACTION => Some(Decimal::ONE),
        _ => None,
    }
}

/// `number` to a multiple of `place`, halves away from zero: 94.3478 to 94.35 where the last place is 0.01.
pub fn rounded(number: Decimal, place: Decimal) -> Option<Decimal> {
    let steps = number.checked_div(place)?;
    let whole = steps.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    whole.checked_mul(place)
}
