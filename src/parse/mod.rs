//! From the texts of a site to documents, every page on its own and in parallel.
//!
//! 1. Settings and tables first ([`crate::config`], [`data`]): pages are looked up in them.
//! 2. Each page: decode ([`encoding`]), split and validate its front matter ([`front_matter`]), look its figures up ([`resolve`]),
//!    render its Markdown once ([`markdown`]), marking the figures it finds in the text.
//! 3. What is wrong with a page is a finding; a page that makes us panic is one, too.
//!
//! A build reads pages whole; the preview their front matter first ([`front`]) and each text when somebody wants it ([`text`]).

pub mod chart_block;
pub mod corrections;
pub mod data;
pub mod encoding;
pub mod entries;
pub mod fields;
pub mod front_matter;
pub mod languages;
pub mod markdown;
pub mod resolve;
pub mod workbook;
pub mod yaml;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::diag::{self, Diagnostic, Language, Place};
use crate::digest::{Correction, Source};
use crate::figures::catalogue::Catalogue;
use crate::figures::compare::Grounds;
use crate::figures::ledger::Figure;
use crate::figures::number;
use crate::figures::period::Period;
use crate::figures::region::Regions;
use crate::figures::session::Sessions;
use crate::scan::{Inputs, SourceFile};
use chart_block::Asked;
use data::DataFile;
use fields::{Findings, Places, YamlText};
use front_matter::Meta;
use languages::Languages;
use markdown::{Body, Mark};

/// What figures are looked up in: the built-in tables with those of the site.
#[derive(Debug)]
pub struct Tables {
    /// Indicators.
    pub catalogue: Catalogue,
    /// Regions.
    pub regions: Regions,
    /// Sessions.
    pub sessions: Sessions,
}

impl Tables {
    /// The built-in ones.
    pub fn builtin() -> Self {
        Self {
            catalogue: Catalogue::builtin().clone(),
            regions: Regions::builtin().clone(),
            sessions: Sessions::builtin().clone(),
        }
    }

    /// What comparing figures looks things up in.
    pub fn grounds(&self) -> Grounds<'_> {
        Grounds { catalogue: &self.catalogue, regions: &self.regions }
    }
}

/// A content file, read.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path from the site's root.
    pub file: Arc<str>,
    /// Its whole text, kept for the places of later findings.
    pub text: Arc<str>,
    /// Its front matter.
    pub meta: Meta,
    /// Its language: its own, else that of its folder.
    pub language: Language,
    /// Code of its region.
    pub region: Option<Arc<str>>,
    /// Its period.
    pub period: Option<Arc<Period>>,
    /// Its figures, in their order; they move into the ledger.
    pub figures: Vec<Figure>,
    /// Its corrections, in their order.
    pub corrections: Vec<Correction>,
    /// Its text as HTML, with places left open; empty as long as it is not read.
    pub body: Arc<Body>,
    /// The charts that its text asks for, in the order of its open places.
    pub charts: Vec<Asked>,
    /// Those that its front matter asks for: they stand before the text.
    pub top_charts: Vec<Asked>,
    /// As long as the text is not read: whether somebody has wanted it.
    unread: Option<Arc<AtomicBool>>,
}

impl Document {
    /// The text as HTML, for a page that shows it or says something of it. Where it is not read yet that is noted, and what
    /// comes is empty.
    pub fn body(&self) -> &Body {
        if let Some(wanted) = &self.unread {
            wanted.store(true, Ordering::Relaxed);
        }
        &self.body
    }

    /// Whether the text is read.
    pub fn is_read(&self) -> bool {
        self.unread.is_none()
    }

    /// Whether somebody has wanted the text before it was read.
    pub fn is_wanted(&self) -> bool {
        self.unread.as_ref().is_some_and(|it| it.load(Ordering::Relaxed))
    }

    /// Whether `text` differs from its own in nothing but what follows the front matter.
    pub fn has_front_of(&self, text: &str) -> bool {
        let front = |text: &str| Some(front_matter::split(&self.file, text).ok()?.1);
        let (own, other) = (front(&self.text), front(text));
        own.is_some() && own == other && own.map(|at| &self.text[..at]) == other.map(|at| &text[..at])
    }

    /// The same page with another text, which is to be read again.
    #[must_use]
    pub fn with_text(&self, text: Arc<str>) -> Self {
        Self { text, unread: Some(Arc::default()), ..self.clone() }
    }

    /// The place of a front matter key.
    pub fn place(&self, path: &[yaml::Step], of_key: bool) -> Place {
        let yaml = front_matter::split(&self.file, &self.text).map_or(0..0, |(yaml, _)| yaml);
        YamlText { file: &self.file, text: &self.text, yaml }.place(path, of_key)
    }

    /// The place of some bytes of the file.
    pub fn place_of(&self, range: std::ops::Range<usize>) -> Place {
        Place::in_text(self.file.clone(), &self.text, range)
    }
}

/// Everything read but the pages, which are looked up in it.
#[derive(Debug, Clone)]
pub struct Base {
    /// Settings.
    pub config: Config,
    /// Tables.
    pub tables: Arc<Tables>,
    /// Figures of `content/_data/`.
    pub figures: Vec<Figure>,
    /// The files of them, kept for the places of later findings.
    pub data: Arc<Vec<DataFile>>,
    /// Templates of the site: name and text.
    pub templates: Vec<(String, String)>,
    /// In which language folders are.
    pub languages: Languages,
    /// What a page is about that does not say.
    defaults: resolve::Defaults,
}

impl Base {
    /// Whether the folders of `inputs` have the same languages.
    pub fn has_languages_of(&self, inputs: &Inputs) -> bool {
        self.languages.are_those_of(&inputs.content)
    }
}

/// Everything read.
#[derive(Debug)]
pub struct Parsed {
    /// What is no page.
    pub base: Base,
    /// Pages, in the order of their files.
    pub documents: Vec<Document>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// Reads the settings: they are needed before anything else, also by commands that build nothing.
pub fn settings(file: Option<SourceFile>, findings: &mut Vec<Diagnostic>) -> Config {
    let found = Findings::default();
    let file = file.unwrap_or_else(|| SourceFile { path: "site.toml".into(), bytes: Vec::new() });
    let text = decoded(file, findings).map_or_else(String::new, |(_, text)| text);
    let config = config::read(&"site.toml".into(), &text, &found);
    findings.extend(found.into_inner());
    config
}

/// Reads everything but the settings.
pub fn parse(inputs: &mut Inputs, config: Config) -> Parsed {
    let mut findings = Vec::new();
    let base = base(inputs, config, &mut findings);
    let pages = std::mem::take(&mut inputs.content);
    let mut documents = Vec::with_capacity(pages.len());
    for (document, mut found) in pages.into_par_iter().map(|file| whole(file, &base)).collect::<Vec<_>>() {
        documents.extend(document);
        findings.append(&mut found);
    }
    Parsed { base, documents, findings }
}

/// Reads everything but settings and pages. What is wrong goes to `findings`.
pub fn base(inputs: &mut Inputs, config: Config, findings: &mut Vec<Diagnostic>) -> Base {
    let found = Findings::default();
    let files = data::read(std::mem::take(&mut inputs.data), &config.data.sheets, findings);
    let tables = data::tables(&files, &found);
    let defaults = site_defaults(&config, &tables, &found);
    check_home(&config, &tables, &found);
    let figures = data::figures(&files, &tables, &defaults, config.zone, &found);
    findings.extend(found.into_inner());
    let templates = templates(std::mem::take(&mut inputs.templates), findings);
    let languages = Languages::new(&inputs.content, config.language);
    Base { config, tables: Arc::new(tables), figures, data: Arc::new(files), templates, languages, defaults }
}

/// Reads templates: name and text of each.
pub fn templates(files: Vec<SourceFile>, findings: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let read = files.into_iter().filter_map(|file| decoded(file, findings));
    read.map(|(file, text)| (file.strip_prefix("templates/").unwrap_or(&file).to_owned(), text)).collect()
}

/// Reads a page, its front matter and its text.
fn whole(file: SourceFile, base: &Base) -> (Option<Document>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some((file, written)) = decoded(file, &mut findings) else { return (None, findings) };
    let (mut document, mut found) = front(file, written, base);
    findings.append(&mut found);
    if let Some(document) = &mut document {
        findings.append(&mut text(document, base));
    }
    (document, findings)
}

/// Reads the front matter of the page that is `written` in `file`; its text is left for [`text`].
pub fn front(file: Arc<str>, written: String, base: &Base) -> (Option<Document>, Vec<Diagnostic>) {
    let path = file.clone();
    catch_unwind(AssertUnwindSafe(|| front_of(file, written, base)))
        .unwrap_or_else(|_| (None, vec![diag::build::panicked(&path)]))
}

/// Reads the text of a page: its HTML, which figures stand in it, the charts that it asks for. What is wrong is returned.
pub fn text(document: &mut Document, base: &Base) -> Vec<Diagnostic> {
    let found = catch_unwind(AssertUnwindSafe(|| text_of(document, base)));
    document.unread = None;
    found.unwrap_or_else(|_| vec![diag::build::panicked(&document.file)])
}

/// The text of a file, from whatever encoding it has.
pub fn decoded(file: SourceFile, findings: &mut Vec<Diagnostic>) -> Option<(Arc<str>, String)> {
    let SourceFile { path, bytes } = file;
    match encoding::decode(&path, bytes) {
        Ok((text, warning)) => {
            findings.extend(warning);
            Some((path, text))
        }
        Err(error) => {
            findings.push(*error);
            None
        }
    }
}

fn site_defaults(config: &Config, tables: &Tables, found: &Findings) -> resolve::Defaults {
    let region = config.region.as_ref().and_then(|setting| {
        let place = || setting.place.clone();
        resolve::find_region(&setting.text, tables, &place).map_err(|it| found.borrow_mut().push(*it)).ok()
    });
    resolve::Defaults { region: region.map(|it| it.code.as_str().into()), ..resolve::Defaults::default() }
}

/// The key figures that `[home]` names must be of known indicators and regions.
fn check_home(config: &Config, tables: &Tables, found: &Findings) {
    for figure in &config.home.figures {
        let mut findings = Vec::new();
        let place = |_: &[yaml::Step]| figure.indicator.place.clone();
        resolve::indicator(&figure.indicator.text, tables, &place, &mut findings);
        if let Some(region) = &figure.region {
            let place = || region.place.clone();
            findings.extend(resolve::find_region(&region.text, tables, &place).err().map(|it| *it));
        }
        found.borrow_mut().append(&mut findings);
    }
}

fn front_of(file: Arc<str>, text: String, base: &Base) -> (Option<Document>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let yaml = match front_matter::split(&file, &text) {
        Ok((yaml, _)) => yaml,
        Err(error) => {
            findings.push(*error);
            return (None, findings);
        }
    };
    let found = Findings::default();
    let mut meta = front_matter::read(&file, &text, yaml.clone(), base.config.zone, &found);
    findings.extend(found.into_inner());

    let (tables, source) = (&base.tables, YamlText { file: &file, text: &text, yaml });
    let (region, period) = own_place(&meta, tables, &base.defaults, &source, &mut findings);
    let defaults = resolve::Defaults {
        region: region.clone(),
        period: period.clone(),
        source: meta.source.clone(),
        region_unread: region.is_none() && meta.region.is_some(),
        period_unread: period.is_none() && meta.period.is_some(),
    };
    let declared = meta.figures.len();
    let figures = figures(&mut meta, &defaults, tables, &file, &source, &mut findings);
    let written = std::mem::take(&mut meta.corrections);
    // Where a figure could not be read, a correction of it has nothing to find: that is said already.
    let whole = figures.len() == declared;
    let page = corrections::Page { figures: &figures, whole, tables, source: &source };
    let corrections = corrections::resolve(written, &page, &mut findings);
    let language = meta.language.unwrap_or_else(|| base.languages.of_file(&file));
    let top_charts =
        chart_block::read_entries(&std::mem::take(&mut meta.charts), &source, tables, &mut findings);
    let document = Document {
        file,
        text: text.into(),
        meta,
        language,
        region,
        period,
        figures,
        corrections,
        body: Arc::default(),
        charts: Vec::new(),
        top_charts,
        unread: Some(Arc::default()),
    };
    (Some(document), findings)
}

fn text_of(document: &mut Document, base: &Base) -> Vec<Diagnostic> {
    let (file, text) = (&document.file, &*document.text);
    let Ok((_, body)) = front_matter::split(file, text) else { return Vec::new() };
    let marks: Vec<Mark<'_>> = document.figures.iter().map(mark).collect();
    let options = markdown::Options { raw_html: base.config.raw_html, language: document.language };
    let mut rendered = markdown::render(&markdown::Source { file, text, body }, &options, &marks);
    drop(marks);
    let mut findings = std::mem::take(&mut rendered.diagnostics);
    let found = std::mem::take(&mut rendered.found);
    document.charts = chart_block::read_all(&rendered, file, text, &base.tables, &mut findings);
    // A string that grew has room for twice as much; shrinking it in place would keep that.
    rendered.html = rendered.html.as_str().to_owned();
    document.body = Arc::new(rendered);
    for (figure, found) in document.figures.iter_mut().zip(found) {
        figure.in_text = Some(found);
    }
    findings
}

/// The page's own region and period.
fn own_place(
    meta: &Meta,
    tables: &Tables,
    site: &resolve::Defaults,
    source: &YamlText<'_>,
    findings: &mut Vec<Diagnostic>,
) -> (Option<Arc<str>>, Option<Arc<Period>>) {
    let place = |key: &'static str| move || source.place(&[key.into()], false);
    let region = match &meta.region {
        Some(written) => match resolve::find_region(written, tables, &place("region")) {
            Ok(region) => Some(region.code.as_str().into()),
            Err(error) => {
                findings.push(*error);
                None
            }
        },
        None => site.region.clone(),
    };
    // Without a region a session cannot be looked up; any other period can.
    let context = region.as_deref().or(Some("000000")).and_then(|code| tables.regions.get(code));
    let period = match (&meta.period, context) {
        (Some(text), Some(context)) => match resolve::period(text, context, tables, &place("period")) {
            Ok(period) => Some(period),
            Err(error) => {
                // A session cannot be looked up where its region could not: that is said already.
                if region.is_some() || meta.region.is_none() {
                    findings.push(*error);
                }
                None
            }
        },
        _ => None,
    };
    (region, period)
}

fn figures(
    meta: &mut Meta,
    defaults: &resolve::Defaults,
    tables: &Tables,
    file: &Arc<str>,
    source: &YamlText<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Figure> {
    let entries = std::mem::take(&mut meta.figures);
    let mut figures: Vec<Figure> = Vec::with_capacity(entries.len());
    for (position, entry) in entries.into_iter().enumerate() {
        let place = |steps: &[yaml::Step]| {
            let path: Vec<yaml::Step> = entry.at_path.iter().chain(steps).cloned().collect();
            // In the short form, and in a map, the indicator is the entry's own key.
            if let ([yaml::Step::Key(key)], Some(yaml::Step::Key(_))) = (steps, entry.at_path.last())
                && key == "indicator"
            {
                return source.place(&entry.at_path, true);
            }
            source.place(&path, false)
        };
        if let Some(mut figure) = resolve::figure(&entry, defaults, tables, file, &place, findings) {
            let base = format!("f-{}", figure.indicator);
            let same = figures.iter().filter(|it| it.indicator == figure.indicator).count();
            figure.anchor = if same == 0 { base } else { format!("{base}-{}", same + 1) };
            figure.ordinal = figures.len();
            figure.position = position;
            // Until the text is read.
            figure.in_text = Some(true);
            figures.push(figure);
        }
    }
    figures
}

fn mark(figure: &Figure) -> Mark<'_> {
    Mark {
        written: &figure.written,
        anchor: figure.anchor.clone(),
        value: number::plain(figure.quantity.number),
    }
}

/// Name of the source, for lists.
pub fn source_name(source: Option<&Arc<Source>>) -> Option<String> {
    source.map(|it| it.name.clone()).filter(|name| !name.is_empty())
}
