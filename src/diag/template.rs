//! Diagnostics of `template`.
