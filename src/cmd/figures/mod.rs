//! `yaomu figures`: values read, figures listed and exported.

mod export;
mod list;
mod parse;
mod select;
mod table;

use super::{Ended, Shell};
use crate::cli::{FiguresArgs, FiguresCommand};

/// Runs a subcommand.
pub fn figures(shell: &Shell, args: &FiguresArgs) -> Ended {
    match &args.command {
        FiguresCommand::Parse(args) => parse::parse(shell, args),
        FiguresCommand::List(args) => list::list(shell, args),
        FiguresCommand::Export(args) => export::export(shell, args),
    }
}
