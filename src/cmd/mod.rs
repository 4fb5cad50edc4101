//! The commands: they read the clock and the environment, put the stages together and say what came of it.

#![expect(clippy::disallowed_methods, reason = "the shell hands the clock and the environment in")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the shell speaks to the user")]

mod build;
mod check;
mod describe;
mod external;
mod figures;
mod init;
mod new;
mod schema;
mod serve;

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write as _, stderr, stdout};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::check::RULES;
use crate::cli::{self, Cli, Command, FiguresCommand, Format, Lang, Publishing, Refused};
use crate::diag::build::{Doing, Failure, disk};
use crate::diag::{self, Described, Diagnostic, Language, Severity};
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

/// The language of what is said of a command line: that of `--lang`, else that of the locale, else Chinese.
pub fn language(args: &[OsString]) -> Language {
    cli::asked_language(args).or_else(of_locale).unwrap_or_default()
}

/// Tells of a command line that leads to no command, and gives the exit code of the process.
pub fn refuse(refused: &Refused) -> u8 {
    // Whoever reads it may stop when they have seen enough.
    let _ = refused.tell(&mut stderr().lock());
    refused.exit_code()
}

/// Runs a command and gives the exit code of the process.
pub fn run(cli: &Cli) -> u8 {
    let shell = Shell::new(cli);
    if let Err(refused) = speaks(&cli.command, cli.format) {
        shell.for_people().tell_failure(&refused);
        return refused.exit_code();
    }
    let ended = match &cli.command {
        Command::Init(args) => init::init(&shell, args),
        Command::Build(args) => build::build(&shell, args),
        Command::Check(args) => check::check(&shell, args),
        Command::Serve(args) => serve::serve(&shell, args),
        Command::New(args) => new::new(&shell, args),
        Command::Figures(args) => figures::figures(&shell, args),
        Command::Completions(args) => describe::completions(&shell, args),
        Command::Man(args) => describe::man(&shell, args),
        Command::Schema(args) => schema::schema(cli.lang, args),
    };
    ended.unwrap_or_else(|failure| {
        // What prints figures says what is wrong beside them.
        let figures = matches!(&cli.command, Command::Figures(args) if !matches!(args.command, FiguresCommand::Parse(_)));
        let told = if figures { shell.for_people() } else { shell };
        told.tell_failure(&failure);
        failure.exit_code()
    })
}

/// Whether a command gives what it has to say in `format`; all of them speak to people and as JSON.
fn speaks(command: &Command, format: Format) -> Result<(), Failure> {
    use Format::{Csv, Github, Human, Json, Package, Sarif};
    let common = matches!(format, Human | Json);
    let messages = common || matches!(format, Sarif | Github);
    let (name, spoken) = match command {
        Command::Init(_) => ("yaomu init", common),
        Command::Schema(_) => ("yaomu schema", common),
        Command::Build(_) => ("yaomu build", messages),
        Command::Check(_) => ("yaomu check", messages),
        Command::Serve(_) => ("yaomu serve", common),
        Command::New(_) => ("yaomu new", common),
        Command::Completions(_) => ("yaomu completions", common),
        Command::Man(_) => ("yaomu man", common),
        Command::Figures(args) => match args.command {
            FiguresCommand::Parse(_) => ("yaomu figures parse", common),
            FiguresCommand::List(_) => ("yaomu figures list", common || format == Csv),
            FiguresCommand::Export(_) => ("yaomu figures export", common || matches!(format, Csv | Package)),
        },
    };
    if spoken { Ok(()) } else { Err(diag::build::format_not_spoken(format.name(), name)) }
}

/// Writes to standard output. Whoever reads it may stop when they have seen enough.
fn put(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(disk(Doing::Writing, Path::new("stdout"), &error))
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
        let asked = cli.lang.map(Lang::language).or_else(of_locale);
        Self { root: cli.root.clone(), asked, language: asked.unwrap_or_default(), format: cli.format }
    }

    /// The language of messages on a site.
    fn language(&self, site: Language) -> Language {
        self.asked.unwrap_or(site)
    }

    /// Gives the findings: on standard output for a program, on standard error for people.
    fn tell(&self, findings: &[Diagnostic], language: Language) {
        self.tell_below(findings, language, Some(&self.prefix()));
    }

    /// Tells why the run has ended; the place of it is none of the repository's files.
    fn tell_failure(&self, failure: &Failure) {
        self.tell_below(std::slice::from_ref(&*failure.diagnostic), self.language, None);
    }

    fn tell_below(&self, findings: &[Diagnostic], language: Language, prefix: Option<&str>) {
        match self.format {
            Format::Json => println!("{}", diag::json(findings, language)),
            Format::Sarif => {
                let rules: Vec<Described> = RULES
                    .iter()
                    .map(|it| Described { name: it.name, severity: it.severity, about: it.about() })
                    .collect();
                println!("{}", diag::sarif(findings, &rules, language, prefix));
            }
            Format::Github => print!("{}", diag::github(findings, language, prefix)),
            Format::Human | Format::Csv | Format::Package => {
                eprint!("{}", diag::human(findings, language, stderr().is_terminal()))
            }
        }
    }

    /// What stands before the path of a file of the site to make it one of the repository: nothing, or `site/`. The repository
    /// is the folder that GitHub names, else the one that we run in.
    fn prefix(&self) -> String {
        let absolute = |path: &Path| path.canonicalize().ok();
        let repository = std::env::var_os("GITHUB_WORKSPACE")
            .and_then(|it| absolute(Path::new(&it)))
            .filter(|it| absolute(&self.root).is_some_and(|root| root.starts_with(it)))
            .or_else(|| absolute(Path::new(".")));
        let below = absolute(&self.root)
            .zip(repository)
            .and_then(|(root, repository)| root.strip_prefix(repository).ok().map(Path::to_owned));
        let below = below.unwrap_or_else(|| self.root.clone());
        let mut prefix = below.to_string_lossy().replace('\\', "/");
        if !prefix.is_empty() && !prefix.ends_with('/') {
            prefix.push('/');
        }
        prefix
    }

    /// Adds the findings to the page of the run, where the machine is one of GitHub's.
    fn summarize(&self, findings: &[Diagnostic], language: Language) -> Result<(), Failure> {
        let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|it| !it.is_empty()) else {
            return Ok(());
        };
        if self.format != Format::Github {
            return Ok(());
        }
        let path = Path::new(&file);
        let text = diag::github::summary(findings, language, &self.prefix());
        let opened = std::fs::OpenOptions::new().create(true).append(true).open(path);
        opened
            .and_then(|mut it| it.write_all(text.as_bytes()))
            .map_err(|error| disk(Doing::Writing, path, &error))
    }

    /// Says a line, unless the output is for a program; a log of GitHub is read by people, too.
    fn say(&self, language: Language, zh: &str, en: &str) {
        if matches!(self.format, Format::Human | Format::Github) {
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
        Self {
            today: args.today,
            drafts: args.drafts,
            future: args.future,
            base_url: args.base_url.clone(),
            links: false,
        }
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
