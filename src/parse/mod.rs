//! From the texts of a site to documents, every page on its own and in parallel.
//!
//! 1. Settings and tables first ([`crate::config`], [`data`]): pages are looked up in them.
//! 2. Each page: decode ([`encoding`]), split and validate its front matter ([`front_matter`]), look its figures up ([`resolve`]),
//!    render its Markdown once ([`markdown`]), marking the figures it finds in the text.
//! 3. What is wrong with a page is a finding; a page that makes us panic is one, too.

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
#[derive(Debug)]
pub struct Document {
    /// Its path from the site's root.
    pub file: Arc<str>,
    /// Its whole text, kept for the places of later findings.
    pub text: String,
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
    /// Its text as HTML, with places left open.
    pub body: Body,
    /// The charts that its text asks for, in the order of its open places.
    pub charts: Vec<Asked>,
    /// Those that its front matter asks for: they stand before the text.
    pub top_charts: Vec<Asked>,
}

impl Document {
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

/// Everything read.
#[derive(Debug)]
pub struct Parsed {
    /// Settings.
    pub config: Config,
    /// Tables.
    pub tables: Tables,
    /// Pages, in the order of their files.
    pub documents: Vec<Document>,
    /// Figures of `content/_data/`.
    pub figures: Vec<Figure>,
    /// The files of them, kept for the places of later findings.
    pub data: Vec<DataFile>,
    /// Templates of the site: name and text.
    pub templates: Vec<(String, String)>,
    /// In which language folders are.
    pub languages: Languages,
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
    let found = Findings::default();
    let files = data::read(std::mem::take(&mut inputs.data), &config.data.sheets, &mut findings);
    let tables = data::tables(&files, &found);
    let defaults = site_defaults(&config, &tables, &found);
    check_home(&config, &tables, &found);
    let figures = data::figures(&files, &tables, &defaults, config.zone, &found);
    findings.extend(found.into_inner());
    let templates = std::mem::take(&mut inputs.templates)
        .into_iter()
        .filter_map(|file| decoded(file, &mut findings))
        .map(|(file, text)| (file.strip_prefix("templates/").unwrap_or(&file).to_owned(), text))
        .collect();
    let languages = Languages::new(&inputs.content, config.language);
    let pages: Vec<(Option<Document>, Vec<Diagnostic>)> = std::mem::take(&mut inputs.content)
        .into_par_iter()
        .map(|file| {
            let path = file.path.clone();
            catch_unwind(AssertUnwindSafe(|| document(file, &config, &tables, &defaults, &languages)))
                .unwrap_or_else(|_| (None, vec![diag::build::panicked(&path)]))
        })
        .collect();
    let mut documents = Vec::with_capacity(pages.len());
    for (document, mut found) in pages {
        documents.extend(document);
        findings.append(&mut found);
    }
    Parsed { config, tables, documents, figures, data: files, templates, languages, findings }
}

fn decoded(file: SourceFile, findings: &mut Vec<Diagnostic>) -> Option<(Arc<str>, String)> {
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

fn document(
    file: SourceFile,
    config: &Config,
    tables: &Tables,
    site: &resolve::Defaults,
    languages: &Languages,
) -> (Option<Document>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some((file, text)) = decoded(file, &mut findings) else { return (None, findings) };
    let (yaml, body) = match front_matter::split(&file, &text) {
        Ok(parts) => parts,
        Err(error) => {
            findings.push(*error);
            return (None, findings);
        }
    };
    let found = Findings::default();
    let mut meta = front_matter::read(&file, &text, yaml.clone(), config.zone, &found);
    findings.extend(found.into_inner());

    let source = YamlText { file: &file, text: &text, yaml };
    let (region, period) = own_place(&meta, tables, site, &source, &mut findings);
    let defaults = resolve::Defaults {
        region: region.clone(),
        period: period.clone(),
        source: meta.source.clone(),
        region_unread: region.is_none() && meta.region.is_some(),
        period_unread: period.is_none() && meta.period.is_some(),
    };
    let declared = meta.figures.len();
    let mut figures = figures(&mut meta, &defaults, tables, &file, &source, &mut findings);
    let written = std::mem::take(&mut meta.corrections);
    // Where a figure could not be read, a correction of it has nothing to find: that is said already.
    let whole = figures.len() == declared;
    let page = corrections::Page { figures: &figures, whole, tables, source: &source };
    let corrections = corrections::resolve(written, &page, &mut findings);
    let marks: Vec<Mark<'_>> = figures.iter().map(mark).collect();
    let language = meta.language.unwrap_or_else(|| languages.of_file(&file));
    let options = markdown::Options { raw_html: config.raw_html, language };
    let mut rendered =
        markdown::render(&markdown::Source { file: &file, text: &text, body }, &options, &marks);
    drop(marks);
    findings.append(&mut rendered.diagnostics);
    for (figure, found) in figures.iter_mut().zip(std::mem::take(&mut rendered.found)) {
        figure.in_text = Some(found);
    }
    let charts = chart_block::read_all(&rendered, &file, &text, tables, &mut findings);
    let top_charts =
        chart_block::read_entries(&std::mem::take(&mut meta.charts), &source, tables, &mut findings);
    // A string that grew has room for twice as much; shrinking it in place would keep that.
    rendered.html = rendered.html.as_str().to_owned();
    let document = Document {
        file,
        text,
        meta,
        language,
        region,
        period,
        figures,
        corrections,
        body: rendered,
        charts,
        top_charts,
    };
    (Some(document), findings)
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
