//! Diagnostics of `data`.
