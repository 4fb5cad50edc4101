//! Diagnostics of `figures`.
