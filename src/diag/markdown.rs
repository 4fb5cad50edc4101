//! Diagnostics of `markdown`.
