//! Diagnostics of `config`.
