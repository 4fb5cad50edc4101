//! Two values of which one cannot be more than the other.

use super::span::Span;

/// Whether one is at most the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is, whatever both stand for.
    Holds,
    /// Their bounds allow it, and the contrary.
    Possible,
    /// It cannot be.
    Violated,
}

/// Whether `less` is at most `more`; both must count in one unit.
pub fn bound(less: &Span, more: &Span) -> Bound {
    let holds = less.upper.zip(more.lower).is_some_and(|(most, least)| most <= least);
    let violated = less
        .lower
        .zip(more.upper)
        .is_some_and(|(least, most)| least > most || (least == most && more.below_upper));
    match (violated, holds) {
        (true, _) => Bound::Violated,
        (false, true) => Bound::Holds,
        (false, false) => Bound::Possible,
    }
}
