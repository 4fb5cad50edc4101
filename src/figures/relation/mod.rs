//! How figures hang together: what ratios, sums, bounds and changes of written values say of each other.
//!
//! 1. [`Span`] is what a value can be: its bounds, with the arithmetic of intervals.
//! 2. [`ratio()`] compares a rate with its counts, [`sum()`] a total with its parts, [`bound()`] two values of which one
//!    cannot be more than the other, [`change()`] a level with the one before and the change between them.
//!
//! All of it is decimal and checked: a number too large to work with, an open bound or a zero to divide by make a verdict
//! that says nothing, never a panic. Nothing is converted or corrected; a verdict only says how things agree. Whether
//! two values can be the same is [`Quantity::meets`](super::quantity::Quantity::meets).

mod bound;
mod change;
mod ratio;
mod span;
mod sum;

pub use bound::{Bound, bound};
pub use change::{Changed, Level, Meaning, Reading, change};
pub use ratio::{Agreement, Ratio, ratio};
pub use span::{Span, rounded};
pub use sum::{Sum, Total, sum};

#[cfg(test)]
mod tests;
