//! Yaomu (要目): a static site generator for congress-work digests that knows what a figure is.
//!
//! The modules in the order of the pipeline; `ARCHITECTURE.md` has the picture.

// The stages.
pub mod config;
pub mod parse;

// The domain: no input or output, no HTML.
pub mod digest;
pub mod figures;

// Words everyone uses.
pub mod diag;
pub mod path;
pub mod text;
