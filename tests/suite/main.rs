//! The integration tests: one binary, a module each.

mod commonmark;
mod dependencies;
mod quantities;
mod readme;
