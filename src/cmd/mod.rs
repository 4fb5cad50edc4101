//! The commands: they read the clock and the environment, put the stages together and say what came of it.

#![expect(clippy::disallowed_methods, reason = "the shell hands the clock and the environment in")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the shell speaks to the user")]

mod build;
mod check;
mod figures;
mod serve;

use std::io::{ErrorKind, IsTerminal, Write as _, stderr, stdout};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::cli::{Cli, Command, FiguresCommand, Format, Lang, Publishing};
use crate::diag::build::{Doing, Failure};
use crate::diag::{self, Diagnostic, Language, Severity};
use crate::pipeline;

/// Exit code of a run whose content has errors.
const CONTENT: u8 = 1;

/// Exit code of a bug of ours that was caught and named.
const BUG: u8 = 70;

/// The exit code of a run that ends with `findings`.
fn verdict(findings: &[Diagnostic]) -> u8 {
    if findings.iter().any(|it| it.code == diag::build::PANICKED) {
        BUG
    } else if diag::has_errors(findings) {
        CONTENT
    } else {
        0
    }
}

/// Runs a command and gives the exit code of the process.
pub fn run(cli: &Cli) -> u8 {
    let shell = Shell::new(cli);
    if let Err(refused) = speaks(&cli.command, cli.format) {
        shell.for_people().tell(std::slice::from_ref(&*refused.diagnostic), shell.language);
        return refused.exit_code();
    }
    let ended = match &cli.command {
        Command::Build(args) => build::build(&shell, args),
        Command::Check(args) => check::check(&shell, args),
        Command::Serve(args) => serve::serve(&shell, args),
        Command::Figures(args) => figures::figures(&shell, args),
    };
    ended.unwrap_or_else(|failure| {
        // What prints figures says what is wrong beside them.
        let figures = matches!(&cli.command, Command::Figures(args) if !matches!(args.command, FiguresCommand::Parse(_)));
        let told = if figures { shell.for_people() } else { shell };
        told.tell(std::slice::from_ref(&*failure.diagnostic), told.language);
        failure.exit_code()
    })
}

/// Whether a command gives what it has to say in `format`; all of them speak to people and as JSON.
fn speaks(command: &Command, format: Format) -> Result<(), Failure> {
    use Format::{Csv, Human, Json};
    let common = matches!(format, Human | Json);
    let (name, spoken) = match command {
        Command::Build(_) => ("yaomu build", common),
        Command::Check(_) => ("yaomu check", common),
        Command::Serve(_) => ("yaomu serve", common),
        Command::Figures(args) => match args.command {
            FiguresCommand::Parse(_) => ("yaomu figures parse", common),
            FiguresCommand::List(_) => ("yaomu figures list", common || format == Csv),
            FiguresCommand::Export(_) => {
                ("yaomu figures export", common || matches!(format, Csv | Format::Package))
            }
        },
    };
    if spoken { Ok(()) } else { Err(diag::build::format_not_spoken(format.name(), name)) }
}

/// Writes to standard output. Whoever reads it may stop when they have seen enough.
fn put(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(diag::build::disk(Doing::Writing, Path::new("stdout"), &error))
        }
        _ => Ok(()),
    }
}

/// What all commands need.
#[derive(Clone)]
struct Shell {
    root: PathBuf,
    /// Language asked for, or that of the locale; where neither says, the site's.
    asked: Option<Language>,
    /// The same with Chinese as the last resort.
    language: Language,
    format: Format,
}

impl Shell {
    fn new(cli: &Cli) -> Self {
        let asked = cli.lang.map(|lang| match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        });
        let asked = asked.or_else(of_locale);
        Self { root: cli.root.clone(), asked, language: asked.unwrap_or_default(), format: cli.format }
    }

    /// The language of messages on a site.
    fn language(&self, site: Language) -> Language {
        self.asked.unwrap_or(site)
    }

    /// Gives the findings: as JSON on standard output, or for people on standard error.
    fn tell(&self, findings: &[Diagnostic], language: Language) {
        match self.format {
            Format::Json => println!("{}", diag::json(findings, language)),
            Format::Human | Format::Csv | Format::Package => {
                eprint!("{}", diag::human(findings, language, stderr().is_terminal()))
            }
        }
    }

    /// Says a line, unless the output is for a program.
    fn say(&self, language: Language, zh: &str, en: &str) {
        if self.format == Format::Human {
            eprintln!("{}", if language == Language::Chinese { zh } else { en });
        }
    }

    /// The same, speaking to people: for commands whose format is that of what they print.
    fn for_people(&self) -> Self {
        Self { format: Format::Human, ..self.clone() }
    }

    /// The user's home folder.
    fn home(&self) -> Option<PathBuf> {
        std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from)
    }
}

/// The language of the locale, as far as it says one.
fn of_locale() -> Option<Language> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
    if set.starts_with("zh") {
        Some(Language::Chinese)
    } else if set.starts_with("en") {
        Some(Language::English)
    } else {
        None
    }
}

/// Today in a time zone.
fn clock(zone: Offset) -> Date {
    zone.to_datetime(jiff::Timestamp::now()).date()
}

impl From<&Publishing> for pipeline::Options {
    fn from(args: &Publishing) -> Self {
        Self { today: args.today, drafts: args.drafts, future: args.future, base_url: args.base_url.clone() }
    }
}

/// Warnings are errors under `--strict`.
fn strict(findings: &mut [Diagnostic], strict: bool) {
    if strict {
        for finding in findings.iter_mut().filter(|it| it.severity == Severity::Warning) {
            finding.severity = Severity::Error;
        }
    }
}

type Ended = Result<u8, Failure>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, build, front_matter};

    #[test]
    fn a_bug_of_ours_weighs_more_than_the_content() {
        let content = front_matter::no_title(Place::file("content/a.md"));
        let warning = Diagnostic::warning("raw-html", Place::file("content/a.md"), "", "");
        assert_eq!(verdict(&[]), 0);
        assert_eq!(verdict(std::slice::from_ref(&warning)), 0);
        assert_eq!(verdict(&[warning, content.clone()]), CONTENT);
        assert_eq!(verdict(&[content, build::panicked("content/a.md")]), BUG);
    }
}
