//! Diagnostics of `build`.
