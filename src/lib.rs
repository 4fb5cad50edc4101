//! Yaomu (要目): a static site generator for congress-work digests that knows what a figure is.
//!
//! The modules in the order of the pipeline; `ARCHITECTURE.md` has the picture.

// The spine and the stages.
pub mod pipeline;
pub mod scan;
pub mod parse;
pub mod assemble;
pub mod check;
pub mod plan;
pub mod render;
pub mod write;

// The domain: no input or output, no HTML.
pub mod config;
pub mod digest;
pub mod figures;
pub mod chart;
pub mod theme;
pub mod reference;
pub mod starter;

// The shell.
pub mod cli;
pub mod cmd;
pub mod preview;
pub mod serve;

// Words everyone uses.
pub mod diag;
pub mod path;
pub mod text;
