//! The text of a new file: an archetype, filled in by Tera.
//!
//! A site's own `archetypes/<kind>.md` takes the place of the built-in one, which there is in both languages of sites. All that an
//! archetype may use stands in [`Values`]; the filter `yaml` writes a text so that it can stand in front matter.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use crate::config::Config;
use crate::diag::build::{Doing, Failure, disk};
use crate::diag::{Diagnostic, Language, Place, new as say};
use crate::digest::Kind;
use crate::parse::fields::Findings;
use crate::parse::{encoding, front_matter};

/// What Tera knows the archetype by.
const NAME: &str = "archetype.md";

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/archetypes");

/// What an archetype may use. What there is none of is `none`, so that `{% if period %}` asks for it.
#[derive(Debug, Default, Serialize)]
pub struct Values {
    /// Title, where the command line gives one.
    pub title: Option<String>,
    /// Date: 2026-11-22.
    pub date: String,
    /// Year of the date.
    pub year: i16,
    /// The kind, where the folder does not say it: `report`.
    pub kind: Option<&'static str>,
    /// Code of the region: 430000.
    pub region: Option<String>,
    /// Its name: 湖南省.
    pub region_name: Option<String>,
    /// Period as front matter has it: 2026, 2021..2025. That of a report is always there.
    pub period: Option<String>,
    /// Of a report, the same for people: 2026年, 2021—2025年.
    pub period_name: Option<String>,
    /// Name of the publication, else title of the site.
    pub publication: String,
    /// Of a bulletin: its number in the year.
    pub number: Option<u64>,
    /// Of a bulletin: its number from the first on, where the site's bulletins have it.
    pub serial: Option<u64>,
    /// Of a bulletin: articles since the last one, newest first.
    pub articles: Vec<Listed>,
    /// Of a report: figures of the one before.
    pub figures: Vec<LastTime>,
}

/// An article that a bulletin lists.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// The way to it: ../news/a.md.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// A figure of the report before.
#[derive(Debug, Serialize)]
pub struct LastTime {
    /// Id of its indicator.
    pub indicator: String,
    /// Name of its indicator.
    pub name: String,
    /// Code of its region, where that is not the report's.
    pub region: Option<String>,
    /// Level, where it is not that of the region: 县.
    pub level: Option<&'static str>,
    /// Part of a partition.
    pub category: Option<String>,
    /// What counts.
    pub definition: Option<String>,
    /// What it is a share of.
    pub denominator: Option<String>,
    /// Value as its source wrote it.
    pub value: String,
    /// Its period, for people.
    pub period: String,
}

/// The text of a new file of `kind`.
///
/// # Errors
/// When the site's own archetype cannot be read or filled in.
pub fn fill(root: &Path, config: &Config, kind: Kind, values: &Values) -> Result<String, Failure> {
    let own = format!("archetypes/{}.md", kind.name());
    let text = match own_text(root, &own)? {
        Some(text) => Cow::Owned(text),
        None => Cow::Borrowed(builtin(kind, config.language)),
    };
    let filled = render(&text, values).map_err(|error| fault(&error, &own, &text))?;
    // Windows editors end lines with two letters; one file has one kind of end.
    Ok(filled.replace("\r\n", "\n"))
}

fn own_text(root: &Path, own: &str) -> Result<Option<String>, Failure> {
    let path = root.join(own);
    match fs::read(&path) {
        Ok(bytes) => match encoding::decode(&own.into(), bytes) {
            Ok((text, _)) => Ok(Some(text)),
            Err(finding) => Err(Failure::usage(finding)),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk(Doing::Reading, &path, &error)),
    }
}

fn builtin(kind: Kind, language: Language) -> &'static str {
    let folder = if language == Language::Chinese { "zh" } else { "en" };
    let file = BUILTIN.get_file(format!("{folder}/{}.md", kind.name()));
    file.and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

fn render(text: &str, values: &Values) -> Result<String, tera::Error> {
    let mut tera = Tera::default();
    tera.register_filter("yaml", |text: &str, _: Kwargs, _: &State<'_>| quoted(text));
    tera.add_raw_template(NAME, text)?;
    tera.render(NAME, &Context::from_serialize(values)?)
}

/// What Tera says of the archetype in `file`, with its place. What it finds when it loads comes as the text of a report: the words,
/// then an arrow with `name:line:column`.
fn fault(error: &tera::Error, file: &str, text: &str) -> Failure {
    if let tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) = error.kind() {
        let place = Place::in_text(file, text, report.span().range.clone());
        return say::bad_archetype(place, report.message());
    }
    let report = error.to_string();
    let report = report.strip_prefix("error: ").unwrap_or(&report);
    let (words, rest) = report.split_once('\n').unwrap_or((report, ""));
    let mut numbers = rest.lines().next().unwrap_or_default().rsplit(':').map(str::parse);
    let place = match (numbers.next(), numbers.next()) {
        (Some(Ok(column)), Some(Ok(line))) => Place::at(file, text, line, column, 1),
        _ => Place::file(file),
    };
    say::bad_archetype(place, words)
}

/// `text` as a scalar of YAML, in quotes where it would be read as something else.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "·《》（）“”‘’、，。；？！—…".contains(letter);
    let inner = |letter: char| plain(letter) || matches!(letter, ' ' | '-' | '_' | '.' | '/');
    // The way to a file begins with dots.
    let mut letters = text.strip_prefix("../").unwrap_or(text).chars();
    let is_plain = letters.next().is_some_and(|it| plain(it) && (!it.is_ascii_digit() || text.contains('/')))
        && letters.all(inner)
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&&*text.to_ascii_lowercase());
    // What JSON writes in quotes, YAML reads.
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// `text` on one line, so that it can stand in a comment.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with the front matter of `text`, the whole of `file`: an archetype of the site may have any mistake.
pub fn findings(file: &str, text: &str, config: &Config) -> Vec<Diagnostic> {
    let file: Arc<str> = file.into();
    match front_matter::split(&file, text) {
        Ok((yaml, _)) => {
            let found = Findings::default();
            front_matter::read(&file, text, yaml, config.zone, &found);
            found.into_inner()
        }
        Err(finding) => vec![*finding],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_where_yaml_needs_it() {
        for (text, expected) in [
            ("代表工作：三件事", "\"代表工作：三件事\""),
            ("《联络动态》2026年第1期", "《联络动态》2026年第1期"),
            ("AI and deputies", "AI and deputies"),
            ("a: b", "\"a: b\""),
            ("2026", "\"2026\""),
            ("# 井", "\"# 井\""),
            ("甲\"乙\\丙", "\"甲\\\"乙\\\\丙\""),
            ("Yes", "\"Yes\""),
            ("[甲]", "\"[甲]\""),
            ("- 甲", "\"- 甲\""),
            ("", "\"\""),
            ("../news/2026-11-22-a.md", "../news/2026-11-22-a.md"),
            ("../../1", "\"../../1\""),
        ] {
            assert_eq!(quoted(text), expected);
            let read: serde_yaml::Value = serde_yaml::from_str(&format!("[{}]", quoted(text))).unwrap();
            assert_eq!(read[0].as_str(), Some(text));
        }
    }
}
