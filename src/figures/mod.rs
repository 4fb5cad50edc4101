//! Figures: values as sources write them, what they measure, where and when.
//!
//! 1. [`quantity`] reads a value as written (近6万个) into number, unit, qualifier and bounds, on top of
//!    [`numeral`] (numbers in both scripts) and [`mod@unit`] (measure words); [`number`] shows numbers to people.
//! 2. [`catalogue`] says what an indicator is and which units it takes.
//! 3. [`region`], [`session`] and [`period`] say where and when, with [`partial_date`] for dates as exact as the
//!    source has them.
//! 4. [`relation`] says how values agree: ratios, sums, bounds, changes.
//! 5. [`ledger`] holds all figures of a site; [`told`] says which of them tell the same thing, [`compare`] which may share
//!    an axis, both in terms of what they are counted in ([`mod@measure`]); [`choice`] picks what a chart shows.
//!
//! Nothing here reads a file: the built-in tables are part of the program, a site's own are inserted by the caller.

mod address;
pub mod catalogue;
pub mod choice;
pub mod compare;
pub mod ledger;
mod letters;
pub mod measure;
pub mod number;
pub mod numeral;
pub mod partial_date;
pub mod period;
pub mod quantity;
pub mod region;
pub mod relation;
pub mod session;
pub mod told;
pub mod unit;
