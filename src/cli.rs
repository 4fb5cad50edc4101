//! The command line.

mod chinese;
mod new;
mod refusal;
mod version;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::diag::Language;
pub use new::NewArgs;
pub use refusal::Refused;
pub use version::{VERSION, repository};

/// A static site generator for congress-work digests that knows what a figure is.
#[derive(Debug, Parser)]
#[command(name = "yaomu", version = VERSION, about, disable_help_subcommand = true, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Folder of the site
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,

    /// Language of messages; else that of the locale, else that of the site
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,

    /// How messages are given
    #[arg(long, global = true, default_value = "human", value_name = "FORMAT")]
    pub format: Format,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a site in a folder
    Init(InitArgs),
    /// Build the site
    Build(BuildArgs),
    /// Check the site without writing it
    Check(CheckArgs),
    /// Show the site in a browser while you write
    Serve(ServeArgs),
    /// Make a content file, its front matter to be filled in
    New(NewArgs),
    /// Read values, list and export the figures of a site
    Figures(FiguresArgs),
    /// Print a JSON Schema of what can be written, for editors
    Schema(SchemaArgs),
    /// Print what lets a shell complete commands and options
    Completions(CompletionsArgs),
    /// Print the man page, or write one for each command
    Man(ManArgs),
}

/// `yaomu completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// `yaomu man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Folder to write the pages of all commands to; without it, that of yaomu goes to standard output
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// `yaomu init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder of the new site; what is there already stays as it is
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Name of the publication
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,

    /// Its region, by name or code; one that is not in the table as code and name, such as "330106 西湖区"
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,

    /// Address of the site
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,

    /// Ask nothing: take what is given, and defaults for the rest
    #[arg(long, short)]
    pub yes: bool,
}

/// `yaomu schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what; described in both languages, or with --lang in one
    #[arg(value_name = "OF")]
    pub of: SchemaOf,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The YAML at the head of a page
    FrontMatter,
    /// site.toml
    Site,
}

/// `yaomu figures`.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: FiguresCommand,
}

/// What to do with figures.
#[derive(Debug, Subcommand)]
pub enum FiguresCommand {
    /// Read values as a source writes them: number, unit, qualifier, bounds
    Parse(ParseArgs),
    /// List figures: as a table, or with `--format csv` or `json`
    List(ListArgs),
    /// Export figures: CSV, JSON and a data package, or one of them with `--format csv`, `json` or `package`
    Export(ExportArgs),
}

/// `yaomu figures parse`.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Values as written, such as 近6万个; - reads them from standard input, a line each
    #[arg(required = true, value_name = "VALUE")]
    pub values: Vec<OsString>,
}

/// Which figures are meant; all where nothing is said.
#[derive(Debug, Args)]
pub struct SelectArgs {
    /// Of this indicator, by id or name; may be given several times
    #[arg(long, value_name = "INDICATOR")]
    pub indicator: Vec<String>,

    /// Of this region, by code or name; may be given several times
    #[arg(long, value_name = "REGION")]
    pub region: Vec<String>,

    /// And of the regions that lie in it
    #[arg(long, requires = "region")]
    pub below: bool,

    /// Of this time, such as 2022 or 2018..2022: what begins and ends in it, and sessions held in a year of it
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// With this status; may be given several times
    #[arg(long, value_name = "STATUS", value_parser = ["conflict", "corrected", "accepted"])]
    pub status: Vec<String>,

    /// What is published.
    #[command(flatten)]
    pub publishing: Publishing,
}

/// `yaomu figures list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Which figures.
    #[command(flatten)]
    pub select: SelectArgs,
}

/// `yaomu figures export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which figures.
    #[command(flatten)]
    pub select: SelectArgs,

    /// Folder to write to, from the site's folder; without it, one file goes to standard output
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Overwrite files that are not of an earlier export, or were changed since
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// What is published.
#[derive(Debug, Clone, Args)]
pub struct Publishing {
    /// Address of the site, instead of that in site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,

    /// Take this day for today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<jiff::civil::Date>,

    /// Publish drafts
    #[arg(long)]
    pub drafts: bool,

    /// Publish pages whose date is in the future
    #[arg(long)]
    pub future: bool,
}

/// `yaomu build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// What is published.
    #[command(flatten)]
    pub publishing: Publishing,

    /// Where to write; from the site's folder
    #[arg(long, short, default_value = "public", value_name = "DIR")]
    pub output: PathBuf,

    /// Name index.html in links, so that the site works from a folder on disk
    #[arg(long)]
    pub portable: bool,

    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

/// `yaomu check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// What is published.
    #[command(flatten)]
    pub publishing: Publishing,

    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,

    /// Ask other hosts whether what the site links to is still there
    #[arg(long)]
    pub external: bool,

    /// Where the answers of other hosts are kept; else in the user's cache folder
    #[arg(long, value_name = "FILE", requires = "external")]
    pub external_cache: Option<PathBuf>,

    /// Ask machines of this network as well: private and loopback addresses
    #[arg(long, requires = "external")]
    pub external_private: bool,
}

/// `yaomu serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Publish drafts
    #[arg(long)]
    pub drafts: bool,

    /// Publish pages whose date is in the future
    #[arg(long)]
    pub future: bool,

    /// Take this day for today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<jiff::civil::Date>,

    /// Port; the next free one where it is taken
    #[arg(long, short, default_value_t = 1111, value_name = "PORT")]
    pub port: u16,

    /// Address to listen on; others can see the site unless it is a loopback address
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub address: std::net::IpAddr,

    /// Path that the site lies under
    #[arg(long, default_value = "/", value_name = "PATH")]
    pub base_path: String,

    /// A further host name to answer to
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,

    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese
    #[value(name = "zh", alias = "zh-CN")]
    Zh,
    /// English
    En,
}

/// How messages are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on standard error
    Human,
    /// As JSON, on standard output
    Json,
    /// As CSV (figures list, figures export)
    Csv,
    /// As a data package: tables and datapackage.json (figures export)
    Package,
    /// As SARIF 2.1.0, for code scanning, on standard output (build, check)
    Sarif,
    /// As workflow commands, for annotations on GitHub, on standard output (build, check)
    Github,
}

impl Format {
    /// As it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Package => "package",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }
}

/// The arguments with which the program was called, so put that clap takes values of `figures parse` such as -3.2% for
/// values: behind `--`, after all that begins like an option.
pub fn arguments(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    const WITH_VALUE: [&str; 3] = ["--format", "--lang", "--root"];
    let mut args: Vec<OsString> = args.collect();
    let Some(at) = args.windows(2).position(|pair| pair[0] == "figures" && pair[1] == "parse") else {
        return args;
    };
    let mut given = args.split_off(at + 2).into_iter();
    let mut values = Vec::new();
    while let Some(arg) = given.next() {
        let letters = arg.to_string_lossy();
        let name = letters.strip_prefix("--").or_else(|| letters.strip_prefix('-'));
        if letters == "--" {
            values.extend(given.by_ref());
        } else if name.is_some_and(|name| name.starts_with(|it: char| it.is_ascii_alphabetic())) {
            let takes_next = WITH_VALUE.contains(&&*letters);
            args.push(arg);
            args.extend(takes_next.then(|| given.next()).flatten());
        } else {
            values.push(arg);
        }
    }
    if !values.is_empty() {
        args.push("--".into());
        args.extend(values);
    }
    args
}

/// The command line with its words in `language`.
pub fn command(language: Language) -> clap::Command {
    match language {
        Language::Chinese => chinese::translated(Cli::command()),
        Language::English => Cli::command(),
    }
}

/// Reads the command line; what is said of it is in `language`.
///
/// # Errors
/// When it is wrong, and when it asks for help or the version.
pub fn parse(args: Vec<OsString>, language: Language) -> Result<Cli, Refused> {
    let mut command = command(language);
    let parsed = command.try_get_matches_from_mut(args).and_then(|it| Cli::from_arg_matches(&it));
    parsed.map_err(|error| Refused { error, language })
}

/// The language that `--lang` asks for, seen before the command line is read: what is wrong with it is said in that language.
pub fn asked_language(args: &[OsString]) -> Option<Language> {
    let mut args = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    let mut asked = None;
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(rest) => rest.strip_prefix('=').map(|it| it.to_owned().into()),
            None => None,
        };
        asked = value.and_then(|it| Lang::from_str(&it, false).ok()).or(asked);
    }
    asked.map(Lang::language)
}

impl Lang {
    /// The language it stands for.
    pub fn language(self) -> Language {
        match self {
            Self::Zh => Language::Chinese,
            Self::En => Language::English,
        }
    }
}

fn base_url(written: &str) -> Result<String, refusal::Wanted> {
    crate::config::check_base_url(written).ok_or(refusal::Wanted {
        zh: "要写 https://example.org/digest/ 这样的网址",
        en: "an address such as https://example.org/digest/ is needed",
    })
}

fn date(written: &str) -> Result<jiff::civil::Date, refusal::Wanted> {
    written.parse().map_err(|_| refusal::Wanted {
        zh: "要写 2026-11-22 这样的日期",
        en: "a day such as 2026-11-22 is needed",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(line: &str) -> String {
        let args = arguments(line.split(' ').map(OsString::from));
        args.iter().map(|it| it.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_language_is_known_before_the_line_is_read() {
        for (line, expected) in [
            ("yaomu build", None),
            ("yaomu build --lang zh", Some(Language::Chinese)),
            ("yaomu --lang=en buld", Some(Language::English)),
            ("yaomu --lang xx --lang", None),
            ("yaomu figures parse -- --lang en", None),
        ] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(asked_language(&args), expected, "{line}");
        }
    }

    #[test]
    fn values_may_begin_with_a_hyphen() {
        for (line, expected) in [
            ("yaomu build --output x", "yaomu build --output x"),
            ("yaomu --lang zh figures parse -3.2% 5件", "yaomu --lang zh figures parse -- -3.2% 5件"),
            ("yaomu figures parse 5件 --format json --3", "yaomu figures parse --format json -- 5件 --3"),
            (
                "yaomu figures parse -5件 --lang=en -- --lang -",
                "yaomu figures parse --lang=en -- -5件 --lang -",
            ),
            ("yaomu figures parse --help", "yaomu figures parse --help"),
            ("yaomu figures parse 5件 --format", "yaomu figures parse --format -- 5件"),
            ("yaomu figures parse", "yaomu figures parse"),
        ] {
            assert_eq!(arranged(line), expected);
        }
    }
}
