//! Diagnostics of `front_matter`.
