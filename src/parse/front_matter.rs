//! Front matter: the YAML at the head of a content file, validated field by field.
//!
//! 1. [`split`] finds it.
//! 2. [`read`] takes it apart into a [`Meta`]; what is wrong goes to the findings, and the field is left out.

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::Offset;
use rust_decimal::Decimal;
use serde_yaml::{Mapping, Value};

use super::corrections;
use super::entries::{self, Entry};
use super::fields::{Fields, Findings, Places, YamlText};
use super::yaml::{self, Broken, Step};
use crate::diag::{Diagnostic, Language, Place, front_matter as say};
use crate::digest::date::{Date, DateError};
use crate::digest::{Kind, Source};
use crate::figures::ledger::Acceptance;
use crate::figures::numeral;
use crate::path;

/// What the front matter of a page says, before anything is looked up.
#[derive(Debug, Default)]
pub struct Meta {
    /// Title; empty only where there was an error.
    pub title: String,
    /// Takes the place of the file's stem in the URL.
    pub slug: Option<String>,
    /// Date of publication.
    pub date: Option<Date>,
    /// Date of the last change.
    pub updated: Option<Date>,
    /// From this date on it is in no list.
    pub expires: Option<Date>,
    /// Kind, where the page says so itself; in an `_index.md` that of the pages of its folder.
    pub kind: Option<Kind>,
    /// Language, where the page says so itself; in an `_index.md` that of the pages of its folder, too.
    pub language: Option<Language>,
    /// The same page in another language: a path relative to its file.
    pub translation: Option<String>,
    /// Region: code or name.
    pub region: Option<String>,
    /// Period.
    pub period: Option<entries::PeriodText>,
    /// Where the text comes from.
    pub source: Option<Arc<Source>>,
    /// Congress functions.
    pub topics: Vec<String>,
    /// Free words.
    pub tags: Vec<String>,
    /// Series.
    pub series: Option<String>,
    /// Summary, where the page gives its own.
    pub summary: Option<String>,
    /// Own values of the site.
    pub extra: Option<Mapping>,
    /// Not published but with `--drafts`.
    pub draft: bool,
    /// Never published.
    pub internal: bool,
    /// Further URLs that lead here, checked.
    pub aliases: Vec<String>,
    /// Corrections, until the figures they correct are found.
    pub corrections: Vec<corrections::Written>,
    /// Declared figures, until they are looked up.
    pub figures: Vec<Entry>,
    /// Charts that stand before the text, until their indicators are looked up: paths and values.
    pub charts: Vec<(Vec<Step>, Value)>,
    /// Findings that are accepted at the page.
    pub accept: Vec<Acceptance>,
    /// A bulletin's number within its year.
    pub number: Option<u64>,
    /// A bulletin's number from the first on.
    pub serial: Option<u64>,
    /// A bulletin's articles: paths relative to its file.
    pub articles: Vec<String>,
    /// Order within its folder, small first.
    pub weight: i64,
}

/// The bytes of the YAML and where the body begins, or what is wrong.
///
/// # Errors
/// No front matter, no end of it, or another generator's.
pub fn split(file: &Arc<str>, text: &str) -> Result<(Range<usize>, usize), Box<Diagnostic>> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let place = || Place::at(file.clone(), text, 1, 1, u32::try_from(first.chars().count()).unwrap_or(1));
    if first != "---" {
        return Err(Box::new(if first == "+++" { say::toml(place()) } else { say::missing(place()) }));
    }
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok((start..at, at + line.len()));
        }
        at += line.len();
    }
    Err(Box::new(say::unclosed(place())))
}

/// Reads the YAML at `range` of `text`. `zone` is the site's time zone.
pub fn read(file: &Arc<str>, text: &str, range: Range<usize>, zone: Offset, findings: &Findings) -> Meta {
    let source = YamlText { file, text, yaml: range.clone() };
    let place =
        |at: Range<usize>| Place::in_text(file.clone(), text, range.start + at.start..range.start + at.end);
    let value = match yaml::read(&text[range.clone()]) {
        Ok(value) => value,
        Err(broken) => {
            findings.borrow_mut().push(say_broken(broken, place));
            return Meta::default();
        }
    };
    let map = match value {
        Value::Mapping(map) => map,
        Value::Null => Mapping::new(),
        _ => {
            findings.borrow_mut().push(say::not_keys_and_values(place(0..1)));
            return Meta::default();
        }
    };
    let mut fields = Fields::new(&map, Vec::new(), &source, findings);
    let meta = meta(&mut fields, zone);
    if meta.title.is_empty() {
        let at = if map.contains_key("title") {
            source.place(&["title".into()], true)
        } else {
            Place::at(file.clone(), text, 1, 1, 3)
        };
        findings.borrow_mut().push(say::no_title(at));
    }
    fields.finish();
    meta
}

/// What a broken YAML text gets.
pub fn say_broken(broken: Broken, place: impl Fn(Range<usize>) -> Place) -> Diagnostic {
    match broken {
        Broken::Syntax { message, at } => say::syntax(place(at), &message),
        Broken::Duplicate { key, first, second } => {
            say::duplicate_key(place(second), &key, place(first).line)
        }
    }
}

fn meta(fields: &mut Fields<'_>, zone: Offset) -> Meta {
    Meta {
        title: fields.text("title").unwrap_or_default(),
        slug: slug(fields),
        date: date(fields, "date", zone),
        updated: date(fields, "updated", zone),
        expires: date(fields, "expires", zone),
        kind: kind(fields),
        language: language(fields),
        translation: fields.text("translation").filter(|text| !text.is_empty()),
        region: fields.text("region").filter(|text| !text.is_empty()),
        period: entries::period(fields),
        source: fields.map("source").map(|inner| Arc::new(source(inner, zone))),
        topics: fields.words("topics"),
        tags: fields.words("tags"),
        series: fields.text("series").filter(|text| !text.is_empty()),
        summary: fields.text("summary").filter(|text| !text.is_empty()),
        extra: fields.map("extra").and_then(|_| fields.value("extra")).and_then(Value::as_mapping).cloned(),
        draft: fields.flag("draft").unwrap_or(false),
        internal: visibility(fields),
        aliases: aliases(fields),
        corrections: corrections::read(fields, zone),
        figures: entries::figures(fields, zone),
        charts: fields.items("charts").into_iter().map(|(path, value)| (path, value.clone())).collect(),
        accept: entries::accept(fields),
        number: number(fields, "number"),
        serial: number(fields, "serial"),
        articles: fields.texts("articles"),
        weight: fields.integer("weight").unwrap_or(0),
    }
}

fn slug(fields: &mut Fields<'_>) -> Option<String> {
    let slug = fields.text("slug")?;
    if let Err(why) = path::check_name(&slug) {
        fields.say(say::bad_path(fields.place(&["slug".into()]), "slug", &slug, why));
        return None;
    }
    Some(slug)
}

/// A date under `key`.
pub fn date(fields: &mut Fields<'_>, key: &'static str, zone: Offset) -> Option<Date> {
    let written = fields.text(key)?;
    match Date::parse(&written, zone) {
        Ok(date) => Some(date),
        Err(why) => {
            let exists = why == DateError::Unreadable;
            fields.say(say::bad_date(fields.place(&[key.into()]), &written, exists));
            None
        }
    }
}

fn kind(fields: &mut Fields<'_>) -> Option<Kind> {
    let key = "kind";
    let written = fields.text(key)?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == written);
    if kind.is_none() {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        fields.say(say::not_one_of(fields.place(&[key.into()]), key, &written, &known));
    }
    kind
}

fn language(fields: &mut Fields<'_>) -> Option<Language> {
    let written = fields.text("language")?;
    let language = Language::of_tag(&written);
    if language.is_none() {
        let known = Language::TAGS.map(|(tag, _)| tag);
        fields.say(say::not_one_of(fields.place(&["language".into()]), "language", &written, &known));
    }
    language
}

/// A `source:` map.
pub fn source(mut fields: Fields<'_>, zone: Offset) -> Source {
    let it = Source {
        name: fields.text("name").unwrap_or_default(),
        url: address(&mut fields, "url"),
        author: fields.text("author"),
        editor: fields.text("editor"),
        date: date(&mut fields, "date", zone),
        accessed: date(&mut fields, "accessed", zone),
        licence: fields.text("licence"),
    };
    fields.finish();
    it
}

/// A web address under `key`.
pub fn address(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let written = fields.text(key).filter(|it| !it.is_empty())?;
    if web_address(&written) {
        return Some(written);
    }
    fields.say(say::bad_address(fields.place(&[key.into()]), key, &written));
    None
}

/// Whether a link to it is safe on a page.
pub fn web_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.chars().any(|it| it.is_control() || it.is_whitespace())
}

fn visibility(fields: &mut Fields<'_>) -> bool {
    let Some(written) = fields.text("visibility") else { return false };
    if !matches!(&*written, "internal" | "public") {
        fields.say(say::not_one_of(
            fields.place(&["visibility".into()]),
            "visibility",
            &written,
            &["public", "internal"],
        ));
    }
    // What cannot be read is not published.
    written != "public"
}

fn aliases(fields: &mut Fields<'_>) -> Vec<String> {
    let mut checked = Vec::new();
    for (index, written) in fields.texts("aliases").into_iter().enumerate() {
        match path::alias(&written) {
            Ok(path) => checked.push(path),
            Err(why) => {
                let place = fields.place(&["aliases".into(), Step::Index(index)]);
                fields.say(say::bad_path(place, "aliases", &written, why));
            }
        }
    }
    checked
}

fn number(fields: &mut Fields<'_>, key: &'static str) -> Option<u64> {
    let written = fields.text(key)?;
    let number = numeral::parse(&written).filter(Decimal::is_integer).and_then(|it| u64::try_from(it).ok());
    if number.is_none() {
        fields.say(say::bad_number(fields.place(&[key.into()]), key, &written));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(yaml: &str) -> Meta {
        let text = format!("---\ntitle: 甲\n{yaml}---\n");
        let file = "content/a.md".into();
        let findings = Findings::default();
        let (range, _) = split(&file, &text).unwrap();
        let meta = read(&file, &text, range, Offset::constant(8), &findings);
        assert!(findings.into_inner().is_empty(), "{yaml}");
        meta
    }

    #[test]
    fn topics_stand_in_a_list_or_in_one_line() {
        let expected = ["代表工作", "监督"];
        assert_eq!(meta("topics: [代表工作, 监督]\n").topics, expected);
        assert_eq!(meta("topics: 代表工作、监督\n").topics, expected);
        assert_eq!(meta("topics:\n  - 代表工作\n  - 监督\n").topics, expected);
        // A list is taken as it is.
        assert_eq!(meta("tags: [\"决定、决议\"]\n").tags, ["决定、决议"]);
    }

    #[test]
    fn numbers_keep_their_spelling() {
        assert_eq!(meta("figures: {stations.count: 1.50}\n").figures[0].value, "1.50");
        assert_eq!(meta("region: 430300\n").region.as_deref(), Some("430300"));
    }
}
