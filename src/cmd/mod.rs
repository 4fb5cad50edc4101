//! The commands: they read the clock and the environment, put the stages together and say what came of it.

#![expect(clippy::disallowed_methods, reason = "the shell hands the clock and the environment in")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the shell speaks to the user")]

mod build;
mod check;
mod figures;
mod serve;

use std::io::{IsTerminal, stderr};
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::cli::{Cli, Command, Format, Lang, Publishing};
use crate::diag::build::Failure;
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
    let ended = match &cli.command {
        Command::Build(args) => build::build(&shell, args),
        Command::Check(args) => check::check(&shell, args),
        Command::Serve(args) => serve::serve(&shell, args),
        Command::Figures(args) => figures::figures(&shell, args),
    };
    ended.unwrap_or_else(|failure| {
        shell.tell(std::slice::from_ref(&*failure.diagnostic), shell.language);
        failure.exit_code()
    })
}

/// What all commands need.
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
            Format::Human => eprint!("{}", diag::human(findings, language, stderr().is_terminal())),
        }
    }

    /// Says a line, unless the output is for a program.
    fn say(&self, language: Language, zh: &str, en: &str) {
        if self.format == Format::Human {
            eprintln!("{}", if language == Language::Chinese { zh } else { en });
        }
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
