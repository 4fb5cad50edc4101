//! `yaomu figures`: values read, figures listed and exported.

mod parse;

use super::{Ended, Shell};
use crate::cli::{FiguresArgs, FiguresCommand};

/// Runs a subcommand.
pub fn figures(shell: &Shell, args: &FiguresArgs) -> Ended {
    match &args.command {
        FiguresCommand::Parse(args) => parse::parse(shell, args),
    }
}
