//! Parsing.
pub mod fields;
pub mod yaml;
