//! Figures: values as sources write them, what they measure, where and when.
//!
//! 1. [`quantity`] reads a value as written (近6万个) into number, unit, qualifier and bounds, on top of
//!    [`numeral`] (numbers in both scripts) and [`mod@unit`] (measure words); [`number`] shows numbers to people.
//! 2. [`catalogue`] says what an indicator is and which units it takes.
//! 3. [`region`], [`session`] and [`period`] say where and when, with [`partial_date`] for dates as exact as the
//!    source has them.
//! 4. [`ledger`] holds all figures of a site; [`compare`] says which of them may share an axis.
//!
//! Nothing here reads a file: the built-in tables are part of the program, a site's own are inserted by the caller.

mod address;
pub mod catalogue;
pub mod compare;
pub mod ledger;
mod letters;
pub mod number;
pub mod numeral;
pub mod partial_date;
pub mod period;
pub mod quantity;
pub mod region;
pub mod session;
pub mod unit;
