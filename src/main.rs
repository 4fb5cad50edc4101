//! The `yaomu` binary: parses the command line, runs the command, ends the process.

use std::panic;
use std::process::ExitCode;

use yaomu::{cli, cmd};

// Pages are made of many small pieces: this allocator takes an eighth off the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit code of a bug of ours.
const BUG: u8 = 70;

fn main() -> ExitCode {
    // A panic in a page is caught and named where it happens; its trace would say nothing to an editor.
    panic::set_hook(Box::new(|_| {}));
    let args = cli::arguments(std::env::args_os());
    let language = cmd::language(&args);
    let cli = match cli::parse(args, language) {
        Ok(cli) => cli,
        Err(refused) => return ExitCode::from(cmd::refuse(&refused)),
    };
    let code = panic::catch_unwind(|| cmd::run(&cli)).unwrap_or(BUG);
    ExitCode::from(code)
}
