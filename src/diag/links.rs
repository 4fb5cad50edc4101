//! Diagnostics of `links`.
