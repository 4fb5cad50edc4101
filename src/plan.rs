//! What a build writes: every file with its path, before one is made.
//!
//! Paths that are unfit, and paths that two things want, are found here, so nothing is written that would have to be undone.

mod links;
mod what;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::assemble::Site;
use crate::assemble::charts::Chart;
use crate::config;
use crate::diag::{Diagnostic, Place, links as say};
use crate::path;
use crate::theme;
pub use links::nav_path;
pub use what::{ChartFile, DataFile, Feed, Output, OwnFile, ReportPicture, Taxonomy, What};

/// Pages in an archive above which each year has a page of its own.
const ONE_ARCHIVE: usize = 400;
/// URLs in one sitemap, after the protocol.
const SITEMAP_URLS: usize = 50_000;

/// Site path of the page of all corrections.
pub const CORRECTIONS: &str = "corrections/";
/// Site path of their Atom feed.
pub const CORRECTIONS_ATOM: &str = "corrections.xml";
/// Site path of their JSON Feed.
pub const CORRECTIONS_JSON: &str = "corrections.json";

/// Owner of what no file of the site makes.
const OURS: &str = "Yaomu";

/// Everything a build writes, in a fixed order.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files.
    pub outputs: Vec<Output>,
    /// Years of the archive that have a page of their own; empty when the archive is one page.
    pub archive_years: Vec<i16>,
    /// Site paths of all outputs.
    paths: HashMap<String, usize>,
}

impl Plan {
    /// Whether something is written at a site path.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains_key(path)
    }

    /// What is written as the file at `path` (`news/a/index.html`).
    pub fn file(&self, path: &str) -> Option<&Output> {
        let folder = path.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/'));
        let id = folder.and_then(|it| self.paths.get(it)).or_else(|| self.paths.get(path))?;
        self.outputs.get(*id)
    }
}

/// The site path of a page of a list: the list's own for the first one.
pub fn list_page(path: &str, number: usize) -> String {
    if number == 1 { path.to_owned() } else { format!("{path}page/{number}/") }
}

/// How many pages a list of `count` entries has.
pub fn list_pages(count: usize, page_size: usize) -> usize {
    count.div_ceil(page_size).max(1)
}

/// The site path of a file of a chart: beside the page that it stands on.
pub fn chart_file(site: &Site, chart: &Chart, file: ChartFile) -> String {
    let end = ChartFile::ALL.iter().find(|it| it.0 == file).map_or("", |it| it.1);
    format!("{}{}.{end}", site.path_of(&chart.owner), chart.id)
}

/// Plans a site. What is wrong goes to `findings`.
pub fn plan(site: &Site, findings: &mut Vec<Diagnostic>) -> Plan {
    let mut planner = Planner { plan: Plan::default(), owners: HashMap::new(), findings };
    planner.content(site);
    planner.taxonomies(site);
    planner.pictures(site);
    planner.charts(site);
    planner.figures(site);
    if !site.corrections.is_empty() {
        planner.generated(CORRECTIONS.to_owned(), What::Corrections);
    }
    planner.archive(site);
    planner.files(site);
    if site.config.base_url.is_some() {
        planner.feeds(site);
        planner.sitemaps();
    }
    let mut plan = planner.plan;
    plan.paths = plan.outputs.iter().enumerate().map(|(id, output)| (output.path.clone(), id)).collect();
    links::check_generated(site, &plan, findings);
    links::check_nav(site, &plan, findings);
    plan
}

struct Planner<'a> {
    plan: Plan,
    /// Folded path → what owns it, in words, and its exact path.
    owners: HashMap<String, (String, String)>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Planner<'_> {
    /// Claims `path` for `what`; `owner` names who wants it and `place` where that is said.
    fn claim(&mut self, path: String, what: What, owner: &str, place: &dyn Fn() -> Place) {
        let file = path::file(&path).into_owned();
        match self.owners.entry(path::folded(&file)) {
            Entry::Vacant(free) => {
                free.insert((owner.to_owned(), file));
                self.plan.outputs.push(Output { path, what });
            }
            Entry::Occupied(taken) => {
                let (other, exact) = taken.get();
                let finding = say::same_url(place(), &path, other, *exact == file);
                self.findings.push(match what {
                    What::Term(..) => finding.help("把两处写成同样的字", "spell both alike"),
                    What::Alias(_) => finding.help(
                        "删去或改写 `aliases` 里的这一项",
                        "remove this one of `aliases`, or change it",
                    ),
                    _ => finding,
                });
            }
        }
    }

    fn content(&mut self, site: &Site) {
        let root = &site.sections[0];
        let home = root.index.as_ref().map_or("site.toml".into(), |it| it.file.clone());
        self.claim(String::new(), What::Home, &home, &|| Place::file(home.clone()));
        for (id, page) in site.pages.iter().enumerate() {
            let document = &page.document;
            if let Err(why) = path::check(&page.path) {
                self.findings.push(say::bad_file_name(&document.file, why));
                continue;
            }
            let place = || document.place(&["title".into()], true);
            self.claim(page.path.clone(), What::Page(id), &document.file, &place);
        }
        for (id, section) in site.sections.iter().enumerate().skip(1) {
            let owner: Arc<str> = section
                .index
                .as_ref()
                .map_or_else(|| format!("content/{}", section.path).into(), |it| it.file.clone());
            if let Err(why) = path::check(&section.path) {
                self.findings.push(say::bad_file_name(&owner, why));
                continue;
            }
            for number in 1..=list_pages(section.pages.len(), site.config.page_size) {
                let path = list_page(&section.path, number);
                self.claim(path, What::Section(id, number), &owner, &|| Place::file(owner.clone()));
            }
        }
        for page in &site.pages {
            for (nth, alias) in page.document.meta.aliases.iter().enumerate() {
                let place = || page.document.place(&["aliases".into(), nth.into()], false);
                self.claim(alias.clone(), What::Alias(page.path.clone()), &page.document.file, &place);
            }
        }
    }

    fn taxonomies(&mut self, site: &Site) {
        for taxonomy in Taxonomy::ALL {
            let terms = taxonomy.terms(site);
            if terms.is_empty() {
                continue;
            }
            self.generated(taxonomy.path().to_owned(), What::Terms(taxonomy));
            for (id, term) in terms.iter().enumerate() {
                let first = term.pages[0];
                let document = &site.pages[first].document;
                let owner = format!("{}（{}）", document.file, term.name);
                if let Err(why) = path::check(&term.path) {
                    self.findings.push(say::bad_file_name(&owner, why));
                    continue;
                }
                for number in 1..=list_pages(term.pages.len(), site.config.page_size) {
                    let what = What::Term(taxonomy, id, number);
                    let key = match taxonomy {
                        Taxonomy::Topics => "topics",
                        Taxonomy::Tags => "tags",
                        Taxonomy::Series => "series",
                    };
                    self.claim(list_page(&term.path, number), what, &owner, &|| {
                        document.place(&[key.into()], false)
                    });
                }
            }
        }
    }

    fn figures(&mut self, site: &Site) {
        let codes: std::collections::BTreeSet<&Arc<str>> =
            site.ledger.regions().map(|(code, _)| code).chain(site.region_pages.keys()).collect();
        if !codes.is_empty() {
            self.generated("regions/".to_owned(), What::Regions);
        }
        for code in codes {
            let pages = site.region_pages.get(code).map_or(0, Vec::len);
            for number in 1..=list_pages(pages, site.config.page_size) {
                let path = list_page(&format!("regions/{code}/"), number);
                self.generated(path, What::Region(code.clone(), number));
            }
            if !site.ledger.of_region(code).is_empty() {
                for (file, name) in OwnFile::ALL {
                    let what = What::RegionFile(code.clone(), file);
                    self.generated(format!("regions/{code}/{name}"), what);
                }
            }
        }
        if site.ledger.figures().is_empty() {
            return;
        }
        self.generated("indicators/".to_owned(), What::Indicators);
        for (position, _) in site.ledger.indicators() {
            let id = &site.tables.catalogue.at(position).id;
            self.generated(format!("indicators/{id}/"), What::Indicator(position));
            for (file, name) in OwnFile::ALL {
                self.generated(format!("indicators/{id}/{name}"), What::IndicatorFile(position, file));
            }
        }
        self.generated("data/".to_owned(), What::Data);
        for (file, name) in DataFile::ALL {
            self.generated(format!("data/{name}"), What::DataFile(file));
        }
    }

    /// The pictures of reports that have figures of their own.
    fn pictures(&mut self, site: &Site) {
        for (id, page) in site.pages.iter().enumerate() {
            if !page.has_pictures() || path::check(&page.path).is_err() {
                continue;
            }
            for (picture, name) in ReportPicture::ALL {
                // Nothing can lead to a card where the site has no address.
                let leads = picture != ReportPicture::CardPng || site.config.base_url.is_some();
                if leads && (site.config.pictures.png || !picture.is_png()) {
                    self.generated(format!("{}{name}", page.path), What::ReportPicture(id, picture));
                }
            }
        }
    }

    /// The files of the charts that are drawn.
    fn charts(&mut self, site: &Site) {
        for (index, chart) in site.charts.all().iter().enumerate() {
            if chart.what.is_err() || path::check(&site.path_of(&chart.owner)).is_err() {
                continue;
            }
            for (file, _) in ChartFile::ALL {
                if site.config.pictures.png || file != ChartFile::Png {
                    self.generated(chart_file(site, chart, file), What::ChartFile(index, file));
                }
            }
        }
    }

    fn archive(&mut self, site: &Site) {
        if site.listed.is_empty() {
            return;
        }
        self.generated("archive/".to_owned(), What::Archive);
        if site.listed.len() > ONE_ARCHIVE {
            let years = site
                .listed
                .iter()
                .filter_map(|&id| site.pages[id].document.meta.date)
                .map(|date| date.day().year());
            let mut years: Vec<i16> = years.collect();
            years.dedup();
            for &year in &years {
                self.generated(format!("archive/{year}/"), What::ArchiveYear(year));
            }
            self.plan.archive_years = years;
        }
    }

    fn files(&mut self, site: &Site) {
        for (id, asset) in site.attachments.iter().enumerate() {
            let path = asset.path.strip_prefix("content/").unwrap_or(&asset.path).to_owned();
            self.asset(path, What::Attachment(id), &asset.path);
        }
        for (id, asset) in site.static_files.iter().enumerate() {
            let path = asset.path.strip_prefix("static/").unwrap_or(&asset.path).to_owned();
            self.asset(path, What::Static(id), &asset.path);
        }
        for name in theme::static_files() {
            // A file of the site's own takes the place of the theme's.
            if !site.static_files.iter().any(|it| it.path.strip_prefix("static/") == Some(name)) {
                self.generated(name.to_owned(), What::Theme(name));
            }
        }
        self.generated("404.html".to_owned(), What::NotFound);
        self.generated("robots.txt".to_owned(), What::Robots);
        self.generated(".nojekyll".to_owned(), What::NoJekyll);
        if site.config.cname.is_some() {
            self.generated("CNAME".to_owned(), What::Cname);
            self.findings.extend(config::beside_cname(&site.config));
        }
    }

    fn asset(&mut self, path: String, what: What, file: &Arc<str>) {
        match path::check(&path) {
            Err(why) => self.findings.push(say::bad_file_name(file, why)),
            Ok(()) => self.claim(path, what, file, &|| Place::file(file.clone())),
        }
    }

    fn feeds(&mut self, site: &Site) {
        let mut feeds = vec![(String::new(), Feed::Site)];
        let sections = site.sections.iter().enumerate().skip(1);
        feeds.extend(sections.map(|(id, section)| (section.path.clone(), Feed::Section(id))));
        for taxonomy in Taxonomy::ALL {
            let terms = taxonomy.terms(site).iter().enumerate();
            feeds.extend(terms.map(|(id, term)| (term.path.clone(), Feed::Term(taxonomy, id))));
        }
        for (path, feed) in feeds {
            self.generated(format!("{path}feed.xml"), What::Atom(feed));
            self.generated(format!("{path}feed.json"), What::JsonFeed(feed));
        }
        // Whoever trusts the figures wants to hear of the first correction, too.
        if !site.ledger.figures().is_empty() || !site.corrections.is_empty() {
            self.generated(CORRECTIONS_ATOM.to_owned(), What::Atom(Feed::Corrections));
            self.generated(CORRECTIONS_JSON.to_owned(), What::JsonFeed(Feed::Corrections));
        }
    }

    fn sitemaps(&mut self) {
        let pages = self.plan.outputs.iter().filter(|output| in_sitemap(output)).count();
        if pages <= SITEMAP_URLS {
            self.generated("sitemap.xml".to_owned(), What::Sitemap(Some(0)));
            return;
        }
        self.generated("sitemap.xml".to_owned(), What::Sitemap(None));
        for number in 0..pages.div_ceil(SITEMAP_URLS) {
            self.generated(format!("sitemap-{}.xml", number + 1), What::Sitemap(Some(number)));
        }
    }

    /// Claims a path for something that no file of the site makes: whoever else wants it is told.
    fn generated(&mut self, path: String, what: What) {
        let file = path::file(&path).into_owned();
        let key = path::folded(&file);
        if let Some((owner, exact)) = self.owners.get(&key) {
            // Two feeds or lists of ours collide only where their terms do, which is said there.
            if owner == OURS {
                return;
            }
            // `a.md（主题）`: the name of a file may hold brackets, too.
            let owner_file =
                owner.split_once(".md（").map_or(owner.clone(), |(file, _)| format!("{file}.md"));
            let finding = say::same_url(Place::file(owner_file), &path, OURS, *exact == file);
            self.findings.push(finding);
            return;
        }
        self.owners.insert(key, (OURS.to_owned(), file));
        self.plan.outputs.push(Output { path, what });
    }
}

/// Whether search engines are told of it.
pub fn in_sitemap(output: &Output) -> bool {
    use What::{
        Archive, ArchiveYear, Corrections, Data, Home, Indicator, Indicators, Page, Region, Regions, Section,
        Term, Terms,
    };
    matches!(
        output.what,
        Home | Page(_)
            | Section(..)
            | Terms(_)
            | Term(..)
            | Regions
            | Region(..)
            | Indicators
            | Indicator(_)
            | Data
            | Corrections
            | Archive
            | ArchiveYear(_)
    )
}

/// The outputs of one sitemap.
pub fn sitemap(plan: &Plan, number: usize) -> impl Iterator<Item = &Output> {
    plan.outputs.iter().filter(|output| in_sitemap(output)).skip(number * SITEMAP_URLS).take(SITEMAP_URLS)
}
