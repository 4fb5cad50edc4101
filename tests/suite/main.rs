//! The integration tests: one binary, a module each.
//!
//! Where exit codes, messages and the disk matter they run the real program ([`site`]). `UPDATE=1` writes what is pinned in
//! `tests/faults` and `tests/sites` anew: read the difference before you commit it.

mod building;
mod case;
mod commonmark;
mod dependencies;
mod diagnostics;
mod faults;
mod golden;
mod output;
mod quantities;
mod readme;
mod repository;
mod site;
mod source;
