//! From documents to a site: what is published, where it lies, what belongs together.
//!
//! 1. Pages that are drafts, internal or of the future are left out ([`Options`]).
//! 2. Folders become sections; topics, tags and series are gathered ([`gather`]).
//! 3. Every figure of what is published goes into the ledger.
//! 4. So do corrections, told apart by figure and page ([`corrections`]).
//! 5. Destinations of links and images become site paths ([`links`]).
//! 6. Pages that are the same in two languages are paired ([`translations`]).
//! 7. Charts are chosen ([`charts`]).

pub mod charts;
mod corrections;
mod gather;
mod links;
mod translations;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::Accepted;
use crate::config::Config;
use crate::diag::{Diagnostic, Language, front_matter as say};
use crate::digest::Kind;
use crate::figures::ledger::{Figure, Ledger};
use crate::parse::data::DataFile;
use crate::parse::{Document, Parsed, Tables};
use crate::path;
use crate::scan::Asset;
pub use charts::Charts;
pub use corrections::{Corrected, Corrections};
pub use gather::Term;
pub use links::Target;
pub use translations::{Translation, Translations};

/// What a build takes from its command line.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Today, in the site's time zone.
    pub today: Date,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether pages with a future date are published.
    pub future: bool,
}

/// Index of a page in [`Site::pages`].
pub type PageId = usize;

/// A site: everything that is published, found and linked.
#[derive(Debug)]
pub struct Site {
    /// Settings.
    pub config: Config,
    /// Tables.
    pub tables: Tables,
    /// Pages, in the order of their files; those of folders (`_index.md`) are in [`Section::index`].
    pub pages: Vec<Page>,
    /// Folders, the root first, in the order of their paths.
    pub sections: Vec<Section>,
    /// Topics, tags and series.
    pub topics: Vec<Term>,
    /// Tags.
    pub tags: Vec<Term>,
    /// Series.
    pub series: Vec<Term>,
    /// Pages of each region, newest first, by code.
    pub region_pages: BTreeMap<Arc<str>, Vec<PageId>>,
    /// All pages that lists show, newest first.
    pub listed: Vec<PageId>,
    /// All figures.
    pub ledger: Ledger,
    /// All corrections.
    pub corrections: Corrections,
    /// Files of `content/` that a published page shows or links to.
    pub attachments: Vec<Asset>,
    /// Files of `static/`.
    pub static_files: Vec<Asset>,
    /// Templates of the site: name and text.
    pub templates: Vec<(String, String)>,
    /// The page that declares each figure of the ledger; none for figures of `content/_data/`.
    pub figure_pages: Vec<Option<PageId>>,
    /// Bulletins that are not published: they count where numbers are checked, nowhere else.
    pub hidden_issues: Vec<Document>,
    /// The files of `content/_data/`, for the places of findings.
    pub data: Vec<DataFile>,
    /// Findings that were accepted, by what they are about.
    pub accepted: Vec<Accepted>,
    /// Which pages say the same in another language.
    pub translations: Translations,
    /// All charts.
    pub charts: Charts,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// What was read.
    pub document: Document,
    /// Its kind.
    pub kind: Kind,
    /// Its site path.
    pub path: String,
    /// The folder it lies in: index into [`Site::sections`].
    pub section: usize,
    /// Whether it is in no list any more.
    pub expired: bool,
    /// Whether lists show it: it has not expired and is no plain page.
    pub listed: bool,
    /// Older page of its folder.
    pub previous: Option<PageId>,
    /// Newer page of its folder.
    pub next: Option<PageId>,
    /// Where the open places of its text lead, in their order.
    pub targets: Vec<Target>,
    /// For a bulletin: the articles it lists.
    pub articles: Vec<PageId>,
    /// Where its figures stand in the ledger, in their order.
    pub figures: Vec<usize>,
}

impl Page {
    /// Whether it is a report with figures of its own, which go onto pictures that stand for it.
    pub fn has_pictures(&self) -> bool {
        self.kind == Kind::Report && !self.figures.is_empty()
    }
}

/// A folder.
#[derive(Debug)]
pub struct Section {
    /// Its site path: `news/`; empty for the root.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Its `_index.md`.
    pub index: Option<Document>,
    /// Where the open places of that text lead.
    pub targets: Vec<Target>,
    /// Where the figures of that text stand in the ledger, in their order.
    pub figures: Vec<usize>,
    /// Its pages, in the order of its list.
    pub pages: Vec<PageId>,
    /// Folders in it.
    pub sections: Vec<usize>,
    /// The folder it lies in.
    pub parent: Option<usize>,
}

impl Site {
    /// Lets go of the sources: once all findings are made, nobody asks for their places any more.
    pub fn forget_sources(&mut self) {
        let indexes = self.sections.iter_mut().filter_map(|section| section.index.as_mut());
        for document in self.pages.iter_mut().map(|page| &mut page.document).chain(indexes) {
            document.text = String::new();
            document.body.outward = Vec::new();
        }
        self.data = Vec::new();
        self.hidden_issues = Vec::new();
    }

    /// The page of a content file.
    pub fn page_of(&self, file: &str) -> Option<&Page> {
        self.pages.binary_search_by(|page| (*page.document.file).cmp(file)).ok().map(|id| &self.pages[id])
    }
}

/// Puts a site together. What is wrong goes to `findings`.
pub fn assemble(
    parsed: Parsed,
    attachments: Vec<Asset>,
    static_files: Vec<Asset>,
    options: Options,
    findings: &mut Vec<Diagnostic>,
) -> Site {
    let Parsed { config, tables, documents, figures, data, templates, languages, .. } = parsed;
    let mut hidden: HashMap<Arc<str>, Hidden> = HashMap::new();
    let (mut indexes, mut published) = (HashMap::new(), Vec::with_capacity(documents.len()));
    let mut hidden_issues = Vec::new();
    for document in documents {
        if let Some(why) = hidden_because(&document, options) {
            hidden.insert(document.file.clone(), why);
            if document.meta.number.is_some() || document.meta.serial.is_some() {
                hidden_issues.push(document);
            }
        } else if document.file.ends_with("/_index.md") {
            indexes.insert(folder_of(&document.file).to_owned(), document);
        } else {
            published.push(document);
        }
    }
    published.sort_by(|a, b| a.file.cmp(&b.file));
    let mut sections = gather::sections(&published, indexes, &languages);
    let section_of: HashMap<String, usize> =
        sections.iter().enumerate().map(|(id, section)| (section.path.clone(), id)).collect();
    let kinds = gather::kinds(&sections);
    hidden_issues.retain(|document: &Document| {
        let kind = || section_of.get(home_of(&document.file)).map(|&section| kinds[section]);
        document.meta.kind.or_else(kind) == Some(Kind::Issue)
    });
    let mut pages: Vec<Page> = published
        .into_iter()
        .map(|document| page(document, &section_of, &kinds, options, findings))
        .collect();
    gather::fill_sections(&mut pages, &mut sections);
    let listed = gather::newest_first(
        &pages,
        pages.iter().enumerate().filter(|(_, page)| page.listed).map(|(id, _)| id),
    );
    let ledger = ledger(&mut pages, &mut sections, figures, &tables);
    let figure_pages = link_figures(&mut pages, &mut sections, &ledger);
    let corrections = Corrections::new(&mut pages, &mut sections, &ledger);
    let mut site = Site {
        topics: gather::terms(&pages, &listed, "topics/", |page| &page.document.meta.topics),
        tags: gather::terms(&pages, &listed, "tags/", |page| &page.document.meta.tags),
        series: gather::terms(&pages, &listed, "series/", |page| page.document.meta.series.as_slice()),
        region_pages: gather::by_region(&pages, &listed),
        figure_pages,
        config,
        tables,
        pages,
        sections,
        listed,
        ledger,
        corrections,
        attachments: Vec::new(),
        static_files,
        templates,
        hidden_issues,
        data,
        accepted: Vec::new(),
        translations: Translations::default(),
        charts: Charts::default(),
    };
    links::resolve(&mut site, attachments, &hidden, findings);
    site.translations = Translations::new(&site, &hidden, findings);
    site.charts = Charts::new(&site);
    site
}

/// Why a file is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// A draft.
    Draft,
    /// `visibility: internal`.
    Internal,
    /// Its date is in the future.
    Future,
}

fn hidden_because(document: &Document, options: Options) -> Option<Hidden> {
    let meta = &document.meta;
    if meta.internal {
        Some(Hidden::Internal)
    } else if meta.draft && !options.drafts {
        Some(Hidden::Draft)
    } else if meta.date.is_some_and(|date| date.day() > options.today) && !options.future {
        Some(Hidden::Future)
    } else {
        None
    }
}

/// The folder of a content file as a site path: `content/news/a.md` → `news/`.
fn folder_of(file: &str) -> &str {
    let path = file.strip_prefix("content/").unwrap_or(file);
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The folder that lists a content file: the page of a folder bundle (`news/a/index.md`) belongs to the folder above.
pub fn home_of(file: &str) -> &str {
    let folder = folder_of(file);
    if file.ends_with("/index.md") { above(folder) } else { folder }
}

fn page(
    mut document: Document,
    section_of: &HashMap<String, usize>,
    kinds: &[Kind],
    options: Options,
    findings: &mut Vec<Diagnostic>,
) -> Page {
    let section = section_of.get(home_of(&document.file)).copied().unwrap_or(0);
    let kind = document.meta.kind.unwrap_or(kinds[section]);
    let meta = &document.meta;
    if kind == Kind::Report {
        for (key, missing) in [
            ("region", document.region.is_none() && meta.region.is_none()),
            ("period", document.period.is_none() && meta.period.is_none()),
        ] {
            if missing {
                findings.push(say::report_needs(document.place(&["title".into()], false), key));
            }
        }
    }
    let expired = meta.expires.is_some_and(|date| date.day() <= options.today);
    let path = path::of_content(&document.file, meta.slug.as_deref());
    if kind != Kind::Issue {
        // Only a bulletin takes its text apart.
        document.body.sections = Vec::new();
    }
    Page {
        kind,
        path,
        section,
        expired,
        listed: !expired && kind != Kind::Page,
        previous: None,
        next: None,
        targets: Vec::new(),
        articles: Vec::new(),
        figures: Vec::new(),
        document,
    }
}

fn above(folder: &str) -> &str {
    let trimmed = folder.strip_suffix('/').unwrap_or(folder);
    trimmed.rfind('/').map_or("", |at| &trimmed[..=at])
}

/// Moves the figures of all documents into the ledger.
fn ledger(pages: &mut [Page], sections: &mut [Section], data: Vec<Figure>, tables: &Tables) -> Ledger {
    let of_pages = pages.iter_mut().map(|page| &mut page.document);
    let of_sections = sections.iter_mut().filter_map(|section| section.index.as_mut());
    let taken = of_pages.chain(of_sections).flat_map(|document| std::mem::take(&mut document.figures));
    Ledger::new(taken.chain(data).collect(), &tables.catalogue)
}

/// Tells each page where its figures stand, and each figure its page.
fn link_figures(pages: &mut [Page], sections: &mut [Section], ledger: &Ledger) -> Vec<Option<PageId>> {
    let ids: HashMap<Arc<str>, PageId> =
        pages.iter().enumerate().map(|(id, page)| (page.document.file.clone(), id)).collect();
    let mut owners = Vec::with_capacity(ledger.figures().len());
    for (index, figure) in ledger.figures().iter().enumerate() {
        let owner = ids.get(&figure.file).copied();
        if let Some(id) = owner {
            pages[id].figures.push(index);
        }
        owners.push(owner);
    }
    for page in pages {
        page.figures.sort_by_key(|&index| ledger.get(index).ordinal);
    }
    for section in sections {
        let Some(document) = &section.index else { continue };
        let own = ledger.figures().iter().enumerate().filter(|(_, figure)| figure.file == document.file);
        section.figures = own.map(|(index, _)| index).collect();
        section.figures.sort_by_key(|&index| ledger.get(index).ordinal);
    }
    owners
}
