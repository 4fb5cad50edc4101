//! Parsing.
pub mod yaml;
