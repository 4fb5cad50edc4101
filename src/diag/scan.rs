//! Diagnostics of `scan`.
