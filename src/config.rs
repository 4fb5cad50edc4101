//! `site.toml`: the settings of a site.
//!
//! Read with the same reader as front matter, so that every problem is reported in one run, with its place. A site of
//! three lines builds: all but `title` has a default.

mod limits;

use std::sync::Arc;

use jiff::tz::Offset;
use serde_yaml::{Mapping, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::check::RULES;
use crate::diag::{Diagnostic, Language, Place, Severity, config as say, front_matter};
use crate::digest::date::{DEFAULT_ZONE, parse_offset};
use crate::parse::fields::{Fields, Findings, Places};
use crate::parse::yaml::Step;
pub use limits::{Limit, Limits};

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// One sentence on what it is.
    pub description: Option<String>,
    /// Absolute address with a closing slash.
    pub base_url: Option<String>,
    /// Whether the site says that it has no address: `base_url = ""`.
    pub no_base_url: bool,
    /// Language of the theme's words.
    pub language: Language,
    /// The region content belongs to when it names none: code or name.
    pub region: Option<Setting>,
    /// The site's time zone.
    pub zone: Offset,
    /// The bulletin's masthead and colophon.
    pub publication: Publication,
    /// Menu entries.
    pub nav: Vec<NavEntry>,
    /// CSS custom properties of the theme that the site sets: name without `--`, colour.
    pub palette: Vec<(&'static str, String)>,
    /// The home page.
    pub home: Home,
    /// How many entries a feed has.
    pub feed_limit: usize,
    /// The foot of each page.
    pub footer: Footer,
    /// Whether raw HTML in content is passed through.
    pub raw_html: bool,
    /// Characters read in a minute.
    pub reading_speed: usize,
    /// Entries on a page of a list.
    pub page_size: usize,
    /// Own domain of a GitHub Pages site.
    pub cname: Option<Setting>,
    /// `[limits]`.
    pub limits: Limits,
    /// `[checks]`.
    pub checks: Checks,
    /// `[data]`.
    pub data: DataSettings,
    /// `[pictures]`.
    pub pictures: Pictures,
    /// `[extra]`.
    pub extra: Value,
}

/// `[pictures]`: which pictures are made beside those in the pages.
#[derive(Debug, Clone, Copy)]
pub struct Pictures {
    /// Whether charts and reports are made as PNG, too.
    pub png: bool,
}

/// `[checks]`: how grave the findings of rules are.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    set: Vec<(&'static str, Option<Severity>)>,
}

impl Checks {
    /// What the site sets for a rule, `Some(None)` where it switches it off; none where it sets nothing.
    pub fn severity(&self, rule: &str) -> Option<Option<Severity>> {
        self.set.iter().find(|(name, _)| *name == rule).map(|&(_, severity)| severity)
    }
}

/// `[data]`: what others may do with the data files, and what is read of workbooks.
#[derive(Debug, Clone, Default)]
pub struct DataSettings {
    /// Name of the licence: CC-BY-4.0.
    pub licence: Option<String>,
    /// Its address.
    pub licence_url: Option<String>,
    /// The sheet that is read of a workbook of `content/_data/`, by the path of the workbook below it.
    pub sheets: Vec<(String, Setting)>,
}

/// A setting that is checked later, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What is written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// `[publication]`.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// Name, such as 联络动态.
    pub name: Option<String>,
    /// The body that edits it.
    pub publisher: Option<String>,
    /// 批准文号.
    pub approval: Option<String>,
    /// 责任编辑.
    pub editor: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// 送.
    pub recipients: Option<String>,
    /// Whether phone, e-mail and recipients are published.
    pub show_contacts: bool,
    /// Printing note.
    pub note: Option<String>,
}

/// An entry of `nav`.
#[derive(Debug, Clone)]
pub struct NavEntry {
    /// What it says.
    pub title: String,
    /// A folder or file of `content/`, a generated page, or a whole address.
    pub path: Setting,
}

/// `[home]`.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// Key figures to show; empty: chosen from the ledger.
    pub figures: Vec<HomeFigure>,
    /// How many latest articles.
    pub latest: usize,
}

/// A key figure of the home page.
#[derive(Debug, Clone)]
pub struct HomeFigure {
    /// Indicator: id or name.
    pub indicator: Setting,
    /// Region: code or name; the site's own when left out.
    pub region: Option<Setting>,
}

/// `[footer]`.
#[derive(Debug, Clone, Default)]
pub struct Footer {
    /// 主办单位.
    pub organiser: Option<String>,
    /// 承办单位.
    pub operator: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// ICP备案号.
    pub icp: Option<String>,
    /// 公安备案号.
    pub police: Option<String>,
    /// 网站标识码.
    pub site_code: Option<String>,
    /// Rights.
    pub copyright: Option<String>,
    /// Further links: title and address.
    pub links: Vec<(String, Setting)>,
}

/// The custom properties of the theme that a site may set.
const COLOURS: [&str; 5] = ["accent", "paper", "ink", "ink-2", "rule"];

/// Reads `text`, the whole of `site.toml`; what is wrong goes to `findings`, and the default takes its place.
pub fn read(file: &Arc<str>, text: &str, findings: &Findings) -> Config {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        findings.borrow_mut().push(say::syntax(Place::in_text(file.clone(), text, range), error.message()));
    }
    let Value::Mapping(map) = in_yaml(&DeValue::Table(table.get_ref().clone())) else { return empty() };
    let source = TomlText { file, text, table: table.get_ref() };
    let mut fields = Fields::new(&map, Vec::new(), &source, findings);
    let config = settings(&mut fields);
    if config.title.is_empty() && errors.is_empty() {
        findings.borrow_mut().push(say::no_title(Place::at(file.clone(), text, 1, 1, 1)));
    }
    fields.finish();
    config
}

fn empty() -> Config {
    Config {
        title: String::new(),
        description: None,
        base_url: None,
        no_base_url: false,
        language: Language::Chinese,
        region: None,
        zone: DEFAULT_ZONE,
        publication: Publication::default(),
        nav: Vec::new(),
        palette: Vec::new(),
        home: Home { figures: Vec::new(), latest: 10 },
        feed_limit: 20,
        footer: Footer::default(),
        raw_html: false,
        reading_speed: 400,
        page_size: 20,
        cname: None,
        limits: Limits::default(),
        checks: Checks::default(),
        data: DataSettings::default(),
        pictures: Pictures { png: true },
        extra: Value::Mapping(Mapping::new()),
    }
}

fn settings(top: &mut Fields<'_>) -> Config {
    let defaults = empty();
    let language = one_of(top, "language", &Language::TAGS);
    let base_url = base_url(top);
    let config = Config {
        title: top.text("title").unwrap_or_default(),
        description: top.text("description"),
        no_base_url: base_url.as_deref() == Some(""),
        base_url: base_url.filter(|it| !it.is_empty()),
        language: language.unwrap_or_default(),
        region: setting(top, "region"),
        zone: time_zone(top).unwrap_or(defaults.zone),
        publication: top.map("publication").map(publication).unwrap_or_default(),
        nav: nav(top),
        palette: top.map("theme").map(palette).unwrap_or_default(),
        home: top.map("home").map(home).unwrap_or(defaults.home),
        feed_limit: top.map("feeds").and_then(|it| count(it, "limit")).unwrap_or(defaults.feed_limit),
        footer: top.map("footer").map(footer).unwrap_or_default(),
        cname: cname(top),
        limits: top.map("limits").map(limits::read).unwrap_or_default(),
        checks: top.map("checks").map(checks).unwrap_or_default(),
        data: top.map("data").map(data).unwrap_or_default(),
        pictures: top.map("pictures").map(pictures).unwrap_or(defaults.pictures),
        extra: top.value("extra").cloned().unwrap_or(defaults.extra),
        ..defaults
    };
    match top.map("content") {
        Some(fields) => content(fields, config),
        None => config,
    }
}

fn setting(fields: &mut Fields<'_>, key: &'static str) -> Option<Setting> {
    let text = fields.text(key)?;
    Some(Setting { text, place: fields.place(&[key.into()]) })
}

fn one_of<T: Copy>(fields: &mut Fields<'_>, key: &'static str, known: &[(&'static str, T)]) -> Option<T> {
    let written = fields.text(key)?;
    let found = known.iter().find(|(name, _)| *name == written).map(|&(_, value)| value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
        fields.say(front_matter::not_one_of(fields.place(&[key.into()]), key, &written, &names));
    }
    found
}

/// The address; empty where the site says that it has none.
fn base_url(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("base_url")?;
    if written.is_empty() {
        return Some(written);
    }
    let checked = check_base_url(&written);
    if checked.is_none() {
        fields.say(say::bad_base_url(fields.place(&["base_url".into()]), &written));
    }
    checked
}

/// `written` as an address of a site, with a closing slash; `None` when it is none.
pub fn check_base_url(written: &str) -> Option<String> {
    let rest = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let fits = |letter: char| letter.is_ascii_graphic() && !"?#\"'<>\\{}|^`@".contains(letter);
    if host.is_empty() || !rest.chars().all(fits) || rest.contains("..") {
        return None;
    }
    Some(if written.ends_with('/') { written.to_owned() } else { format!("{written}/") })
}

fn cname(fields: &mut Fields<'_>) -> Option<Setting> {
    let written = setting(fields, "cname")?;
    let fits =
        |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    if written.text.contains('.') && written.text.split('.').all(fits) {
        return Some(written);
    }
    fields.say(say::bad_cname(written.place, &written.text));
    None
}

fn time_zone(fields: &mut Fields<'_>) -> Option<Offset> {
    let written = fields.text("time_zone")?;
    let zone = parse_offset(&written).ok();
    if zone.is_none() {
        fields.say(say::bad_time_zone(fields.place(&["time_zone".into()]), &written));
    }
    zone
}

fn nav(top: &mut Fields<'_>) -> Vec<NavEntry> {
    let mut entries = Vec::new();
    for (path, value) in top.items("nav") {
        let Some(mut fields) = top.inner(value, &path) else { continue };
        let title = fields.text("title");
        let target = setting(&mut fields, "path");
        if let (Some(title), Some(path)) = (title, target) {
            entries.push(NavEntry { title, path });
        }
        fields.finish();
    }
    entries
}

fn publication(mut fields: Fields<'_>) -> Publication {
    let it = Publication {
        name: fields.text("name"),
        publisher: fields.text("publisher"),
        approval: fields.text("approval"),
        editor: fields.text("editor"),
        phone: fields.text("phone"),
        email: fields.text("email"),
        recipients: fields.text("recipients"),
        show_contacts: fields.flag("show_contacts").unwrap_or(false),
        note: fields.text("note"),
    };
    fields.finish();
    it
}

fn data(mut fields: Fields<'_>) -> DataSettings {
    let it = DataSettings {
        licence: fields.text("licence"),
        licence_url: crate::parse::front_matter::address(&mut fields, "licence_url"),
        sheets: fields.map("sheets").map(sheets).unwrap_or_default(),
    };
    fields.finish();
    it
}

fn pictures(mut fields: Fields<'_>) -> Pictures {
    let it = Pictures { png: fields.flag("png").unwrap_or(true) };
    fields.finish();
    it
}

fn palette(mut fields: Fields<'_>) -> Vec<(&'static str, String)> {
    let mut colours = Vec::new();
    for name in COLOURS {
        if let Some(written) = fields.text(name) {
            let digits = written.strip_prefix('#').unwrap_or_default();
            if matches!(digits.len(), 3 | 6) && digits.chars().all(|it| it.is_ascii_hexdigit()) {
                colours.push((name, written));
            } else {
                fields.say(say::bad_colour(fields.place(&[name.into()]), &written));
            }
        }
    }
    fields.finish();
    colours
}

fn home(mut fields: Fields<'_>) -> Home {
    let mut figures = Vec::new();
    for (path, value) in fields.items("figures") {
        if let Value::Mapping(_) = value {
            let Some(mut inner) = fields.inner(value, &path) else { continue };
            let indicator = setting(&mut inner, "indicator");
            let region = setting(&mut inner, "region");
            figures.extend(indicator.map(|indicator| HomeFigure { indicator, region }));
            inner.finish();
        } else if let Some(text) = fields.scalar(value, &path) {
            figures
                .push(HomeFigure { indicator: Setting { text, place: fields.place(&path) }, region: None });
        }
    }
    let latest = fields.whole("latest").and_then(|it| usize::try_from(it).ok()).unwrap_or(10);
    fields.finish();
    Home { figures, latest }
}

fn footer(mut fields: Fields<'_>) -> Footer {
    let mut links = Vec::new();
    for (path, value) in fields.items("links") {
        let Some(mut inner) = fields.inner(value, &path) else { continue };
        if let (Some(title), Some(url)) = (inner.text("title"), setting(&mut inner, "url")) {
            links.push((title, url));
        }
        inner.finish();
    }
    let it = Footer {
        organiser: fields.text("organiser"),
        operator: fields.text("operator"),
        address: fields.text("address"),
        icp: fields.text("icp"),
        police: fields.text("police"),
        site_code: fields.text("site_code"),
        copyright: fields.text("copyright"),
        links,
    };
    fields.finish();
    it
}

fn content(mut fields: Fields<'_>, config: Config) -> Config {
    let number = |it: Option<u64>, default| {
        it.and_then(|it| usize::try_from(it).ok()).filter(|&it| it > 0).unwrap_or(default)
    };
    let config = Config {
        raw_html: fields.flag("raw_html").unwrap_or(config.raw_html),
        reading_speed: number(fields.whole("reading_speed"), config.reading_speed),
        page_size: number(fields.whole("page_size"), config.page_size),
        ..config
    };
    fields.finish();
    config
}

fn checks(mut fields: Fields<'_>) -> Checks {
    const WORDS: [(&str, Option<Severity>); 4] = [
        ("error", Some(Severity::Error)),
        ("warning", Some(Severity::Warning)),
        ("note", Some(Severity::Note)),
        ("off", None),
    ];
    let set = RULES
        .iter()
        .filter_map(|rule| one_of(&mut fields, rule.name, &WORDS).map(|severity| (rule.name, severity)))
        .collect();
    fields.finish();
    Checks { set }
}

fn sheets(map: Fields<'_>) -> Vec<(String, Setting)> {
    let mut sheets = Vec::new();
    for (file, value) in map.entries() {
        let path = [Step::Key(file.clone())];
        if let Some(text) = map.scalar(value, &path) {
            sheets.push((file, Setting { text, place: map.place(&path) }));
        }
    }
    sheets
}

fn count(mut fields: Fields<'_>, key: &'static str) -> Option<usize> {
    let number = fields.whole(key).and_then(|it| usize::try_from(it).ok());
    fields.finish();
    number
}

/// A TOML text with the places of its values.
struct TomlText<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    table: &'a DeTable<'a>,
}

impl TomlText<'_> {
    fn span(&self, path: &[Step], of_key: bool) -> std::ops::Range<usize> {
        let mut table = Some(self.table);
        let mut list: Option<&[Spanned<DeValue<'_>>]> = None;
        let mut span = 0..0;
        for (depth, step) in path.iter().enumerate() {
            let value = match step {
                Step::Key(name) => {
                    let Some((key, value)) =
                        table.and_then(|table| table.iter().find(|(key, _)| key.get_ref() == name))
                    else {
                        break;
                    };
                    if of_key && depth + 1 == path.len() {
                        return key.span();
                    }
                    value
                }
                Step::Index(index) => {
                    let Some(value) = list.and_then(|list| list.get(*index)) else { break };
                    value
                }
            };
            span = value.span();
            table = value.get_ref().as_table();
            list = value.get_ref().as_array().map(|array| &array[..]);
        }
        span
    }
}

impl Places for TomlText<'_> {
    fn place(&self, path: &[Step], of_key: bool) -> Place {
        Place::in_text(self.file.clone(), self.text, self.span(path, of_key))
    }

    fn contains(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    fn spelling(&self, path: &[Step]) -> Option<String> {
        self.text.get(self.span(path, false)).map(str::to_owned)
    }
}

/// The same value in the shape that [`Fields`] reads.
fn in_yaml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => number
            .as_str()
            .parse::<i64>()
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::from),
        DeValue::Float(number) => number
            .as_str()
            .parse::<f64>()
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::from),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => Value::Sequence(items.iter().map(|item| in_yaml(item.get_ref())).collect()),
        DeValue::Table(table) => {
            let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                let key: &std::borrow::Cow<'_, str> = key.get_ref();
                (Value::String(key.to_string()), in_yaml(value.get_ref()))
            };
            Value::Mapping(table.iter().map(entry).collect())
        }
    }
}

/// A finding on the settings as a whole: there is no `base_url`. Where they say so themselves, it is a note.
pub fn without_base_url(file: &str, config: &Config) -> Diagnostic {
    if config.no_base_url { say::base_url_left_empty(file) } else { say::no_base_url(file) }
}

/// A finding on the address the site is built for: it is not the root of the site's own domain.
pub fn beside_cname(config: &Config) -> Option<Diagnostic> {
    let (cname, base_url) = (config.cname.as_ref()?, config.base_url.as_ref()?);
    let (_, address) = base_url.split_once("://")?;
    let agrees = address.strip_suffix('/').is_some_and(|it| it.eq_ignore_ascii_case(&cname.text));
    (!agrees).then(|| say::cname_mismatch(cname.place.clone(), &cname.text, base_url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::human;

    fn check(text: &str) -> (Config, String) {
        let findings = Findings::default();
        let config = read(&"site.toml".into(), text, &findings);
        let mut found = findings.into_inner();
        crate::diag::sort(&mut found);
        (config, human(&found, Language::English, false))
    }

    #[test]
    fn three_lines_are_a_site() {
        let (config, said) = check(
            "title = \"人大工作摘编\"\nbase_url = \"https://a.github.io/digest\"\nregion = \"430000\"\n",
        );
        assert_eq!(said, "");
        assert_eq!(config.base_url.as_deref(), Some("https://a.github.io/digest/"));
        assert_eq!(config.region.map(|it| it.text).as_deref(), Some("430000"));
    }

    #[test]
    fn every_problem_is_reported_in_one_run() {
        let (_, said) =
            check("titel = \"x\"\nbase_url = \"ftp://x\"\nlanguage = \"fr\"\n[theme]\naccent = \"red\"\n");
        for code in ["no-title", "unknown-key", "bad-base-url", "bad-value", "bad-colour"] {
            assert!(said.contains(code), "{code} in {said}");
        }
        assert!(said.contains("did you mean `title`?"), "{said}");
        assert!(said.contains("site.toml:5:10"), "{said}");
    }

    #[test]
    fn broken_toml_is_placed() {
        let (_, said) = check("title = \"x\nregion = 4\n");
        assert!(said.contains("bad-toml") && said.contains("site.toml:1"), "{said}");
    }
}
