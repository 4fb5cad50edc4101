//! A total and its parts.

use rust_decimal::Decimal;

use super::span::{Span, share};
use crate::figures::quantity::Quantity;

/// How a total agrees with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// It is what they add up to.
    Exact,
    /// Parts or total are approximate or rounded, and their bounds allow it.
    Within,
    /// They add up to another number.
    Disagrees,
    /// They do not add up: a share and a count, or numbers too large.
    Unknown,
}

/// A total beside what its parts add up to, in the unit of the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How they agree.
    pub total: Total,
    /// What the numbers of the parts add up to.
    pub number: Option<Decimal>,
    /// All they can add up to.
    pub span: Span,
    /// Whether parts are counted in different units (件次 and 人次), which says little of what is counted.
    pub mixed_units: bool,
}

/// Compares `total` with what `parts` add up to. Shares among them are rounded to their last place, and have one unit of
/// it as tolerance.
pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Quantity>, total: &Quantity) -> Sum {
    let mut number = Some(Decimal::ZERO);
    let mut span = Span::point(Decimal::ZERO);
    let (mut unit, mut mixed_units, mut alike) = ("", false, true);
    for part in parts {
        let factor = in_unit_of(total, part);
        alike &= factor.is_some();
        let factor = factor.unwrap_or(Decimal::ONE);
        number = number.and_then(|it| it.checked_add(part.number.checked_mul(factor)?));
        span = span.plus(&Span::computed(part).times(factor));
        mixed_units |=
            share(&part.unit).is_none() && !unit.is_empty() && !part.unit.is_empty() && part.unit != unit;
        if !part.unit.is_empty() {
            unit = &part.unit;
        }
    }
    let total = match (alike, number) {
        (false, _) | (_, None) => Total::Unknown,
        _ if !span.meets(&Span::tolerant(total)) => Total::Disagrees,
        (_, Some(number)) if number == total.number => Total::Exact,
        _ => Total::Within,
    };
    Sum { total, number, span, mixed_units }
}

/// What a part is multiplied with to be in the unit of the total; counts are counts, whatever their measure word.
fn in_unit_of(total: &Quantity, part: &Quantity) -> Option<Decimal> {
    match (share(&total.unit), share(&part.unit)) {
        (Some(whole), Some(part)) => whole.checked_div(part),
        (None, None) => Some(Decimal::ONE),
        _ => None,
    }
}
