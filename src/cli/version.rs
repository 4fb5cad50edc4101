//! What `build.rs` has found out about the sources that the program was built from.

/// Version with commit and its date: `0.1.0 (8e7d404 2026-11-22)`; the version alone where the sources say no commit.
pub const VERSION: &str = env!("YAOMU_VERSION");

/// `OWNER/NAME` of the repository on GitHub that the program was built from, where it is known.
pub fn repository() -> Option<&'static str> {
    Some(env!("YAOMU_REPOSITORY")).filter(|it| !it.is_empty())
}
