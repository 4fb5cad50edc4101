//! The integration tests: one binary, a module each.

mod commonmark;
mod quantities;
