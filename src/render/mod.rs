//! From the plan to files: every output on its own, in parallel, each handed on as soon as it is made.
//!
//! 1. [`Renderer::new`] loads the templates (the theme's, with the site's own in their place) and makes what all pages share once:
//!    the site's value, the theme's words, a link to each region.
//!    Where pages are in another language, there is a second renderer with its words ([`languages`]).
//! 2. [`Renderer::run`] makes each output: pages through their template, data files and sitemaps directly.
//! 3. A template that fails is a finding at the template's line; a panic is one of the output's.

mod archive;
mod beside;
mod charts;
mod corrections;
pub mod data;
mod dataset;
mod document;
mod entries;
mod feed;
mod figure;
mod fill;
mod head;
mod home;
mod indicator;
mod issue;
mod json_ld;
mod languages;
mod list;
mod overview;
mod pages;
mod poster;
mod region;
mod shared;
mod sitemap;
pub mod templates;
mod tiles;
pub mod view;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;
use tera::{Context, Tera, Value};

use crate::assemble::Site;
use crate::diag::{Diagnostic, Language, build as say_build, template as say};
use crate::path;
use crate::plan::{Output, Plan, What};
use crate::theme;
use data::Data;
use pages::Page;
use templates::Templates;

/// Largest file a template may make, in bytes.
const LARGEST: usize = 50_000_000;

/// Takes what a template makes, until it is too large: a loop gone wild must not eat the memory first.
struct Capped(Vec<u8>);

impl io::Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        if self.0.len() > LARGEST { Err(io::Error::other("too large")) } else { Ok(bytes.len()) }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(|_| ())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file to be written: its path below the output folder, and its bytes or the file they are copied from.
#[derive(Debug)]
pub struct Artifact<'a> {
    /// `news/a/index.html`.
    pub path: Cow<'a, str>,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a file.
#[derive(Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(Cow<'a, [u8]>),
    /// The bytes of this file.
    Copy(&'a Path),
    /// A picture that is drawn when it is wanted: drawing is dear.
    Drawn(Drawing),
}

/// A picture that can be drawn, and what tells whether it has to be.
#[derive(Clone)]
pub struct Drawing {
    /// Made of all that it is drawn from: as long as it is the same, so are the bytes.
    pub fingerprint: u64,
    /// Draws it.
    pub draw: Arc<dyn Fn() -> Vec<u8> + Send + Sync>,
}

impl fmt::Debug for Drawing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Drawing").field(&self.fingerprint).finish()
    }
}

/// What stops a rendering.
pub enum Stop<E> {
    /// Findings in templates.
    Findings(Vec<Diagnostic>),
    /// What the sink refused.
    Sink(E),
}

/// Makes the outputs of one site.
pub struct Renderer<'a> {
    site: &'a Site,
    plan: &'a Plan,
    tera: Tera,
    language: Language,
    portable: bool,
    /// `site` and `t`.
    shared: Context,
    /// A link to each region that has a page, by code.
    region_links: HashMap<&'a str, view::Link>,
    /// The ledger as files.
    data: Data<'a>,
    /// The entry of each page in lists, made when the first list wants it.
    ready_entries: Vec<OnceLock<Box<str>>>,
    /// What is wrong with components that were rendered by themselves.
    component_findings: Mutex<Vec<Diagnostic>>,
    /// For pages in another language than the site's.
    others: Vec<Renderer<'a>>,
}

impl<'a> Renderer<'a> {
    /// Loads the templates and makes what all pages share. With `portable`, links name `index.html`.
    ///
    /// # Errors
    /// What is wrong with the site's templates.
    pub fn new(site: &'a Site, plan: &'a Plan, portable: bool) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self::with(templates::load(site)?, site, plan, portable))
    }

    /// The same with templates that are loaded.
    pub fn with(templates: Templates, site: &'a Site, plan: &'a Plan, portable: bool) -> Self {
        let Templates(tera) = templates;
        let others = languages::others(site).into_iter();
        let others = others.map(|it| Self::speaking(site, plan, portable, tera.clone(), it)).collect();
        Self { others, ..Self::speaking(site, plan, portable, tera, site.config.language) }
    }

    /// A renderer of pages in `language`.
    fn speaking(site: &'a Site, plan: &'a Plan, portable: bool, tera: Tera, language: Language) -> Self {
        let mut renderer = Self {
            site,
            plan,
            tera,
            language,
            portable,
            shared: Context::new(),
            region_links: HashMap::new(),
            data: Data::new(site),
            ready_entries: vec![OnceLock::new(); site.pages.len()],
            component_findings: Mutex::default(),
            others: Vec::new(),
        };
        renderer.region_links = renderer.links_to_regions();
        let shared = Value::from_serializable(&renderer.site_view());
        let words: serde_json::Map<String, serde_json::Value> = theme::messages::messages(language)
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).into()))
            .collect();
        renderer.shared.insert_value("site", shared);
        renderer.shared.insert_value("t", Value::from_serializable(&words));
        *renderer.tera.global_context() = renderer.shared.clone();
        renderer
    }

    /// Makes every output and hands it to `sink`, from several threads, in no fixed order.
    ///
    /// # Errors
    /// The findings in templates, in order; or the first thing the sink refused.
    pub fn run<E: Send>(&self, sink: &(dyn Fn(Artifact<'_>) -> Result<(), E> + Sync)) -> Result<(), Stop<E>> {
        self.run_some(|_| true, sink)
    }

    /// The same for the outputs that `wanted` picks by what they are made from: their file, or their path.
    ///
    /// # Errors
    /// As of [`Renderer::run`].
    pub fn run_some<E: Send>(
        &self,
        wanted: impl Fn(&str) -> bool + Sync,
        sink: &(dyn Fn(Artifact<'_>) -> Result<(), E> + Sync),
    ) -> Result<(), Stop<E>> {
        let one = |output: &'a Output| -> Result<Option<Diagnostic>, E> {
            if !wanted(&self.origin(output)) {
                return Ok(None);
            }
            match catch_unwind(AssertUnwindSafe(|| self.output(output))) {
                Ok(Ok(artifact)) => sink(artifact).map(|()| None),
                Ok(Err(finding)) => Ok(Some(*finding)),
                Err(_) => Ok(Some(say_build::panicked(&self.origin(output)))),
            }
        };
        let results: Result<Vec<Option<Diagnostic>>, E> =
            self.plan.outputs.par_iter().with_min_len(4).map(one).collect();
        let mut findings: Vec<Diagnostic> = results.map_err(Stop::Sink)?.into_iter().flatten().collect();
        findings.append(&mut self.of_components());
        if findings.is_empty() {
            return Ok(());
        }
        // One mistake in a template shows on every page: say it once, for the first.
        let mut seen = std::collections::HashSet::new();
        findings.retain(|it| seen.insert((it.place.file.clone(), it.place.line, it.place.column, it.code)));
        Err(Stop::Findings(findings))
    }

    /// What went wrong since this was last asked in components that are rendered by themselves.
    pub fn of_components(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for renderer in std::iter::once(self).chain(&self.others) {
            if let Ok(mut of_components) = renderer.component_findings.lock() {
                findings.append(&mut of_components);
            }
        }
        findings
    }

    /// Makes one output.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn output(&self, output: &'a Output) -> Result<Artifact<'a>, Box<Diagnostic>> {
        let language = languages::of_output(self.site, &output.what);
        self.others.iter().find(|it| it.language == language).unwrap_or(self).made(output)
    }

    fn made(&self, output: &'a Output) -> Result<Artifact<'a>, Box<Diagnostic>> {
        let site = self.site;
        let bytes: Cow<'a, [u8]> = match &output.what {
            What::Home => self.page(output, &self.home(output))?,
            What::Page(id) => self.content_page(output, *id)?,
            What::ChartFile(index, file) => {
                let content = self.chart_file(*index, *file);
                return Ok(Artifact { path: path::file(&output.path), content });
            }
            What::ReportPicture(id, picture) => {
                let content = self.report_picture(*id, *picture);
                return Ok(Artifact { path: path::file(&output.path), content });
            }
            What::Section(id, number) => self.page(output, &self.section(output, *id, *number))?,
            What::Terms(taxonomy) => self.page(output, &self.terms(output, *taxonomy))?,
            What::Term(taxonomy, id, number) => {
                self.page(output, &self.term(output, *taxonomy, *id, *number))?
            }
            What::Regions => self.page(output, &self.regions(output))?,
            What::Region(code, number) => self.page(output, &self.region(output, code, *number))?,
            What::RegionFile(code, file) => self.region_file(code, *file).into(),
            What::Indicators => self.page(output, &self.indicators(output))?,
            What::Indicator(position) => self.page(output, &self.indicator(output, *position))?,
            What::IndicatorFile(position, file) => self.indicator_file(*position, *file).into(),
            What::Data => self.page(output, &self.data(output))?,
            What::DataFile(file) => self.data.file(*file, &self.data.all()).into(),
            What::Corrections => self.page(output, &self.corrections(output))?,
            What::Archive => self.page(output, &self.archive(output, None))?,
            What::ArchiveYear(year) => self.page(output, &self.archive(output, Some(*year)))?,
            What::NotFound => self.not_found(output)?,
            What::Atom(feed) => self.atom(output, *feed)?,
            What::JsonFeed(feed) => self.json_feed(output, *feed).into(),
            What::Sitemap(number) => self.sitemap(*number).into_bytes().into(),
            What::Robots => self.robots().into_bytes().into(),
            What::NoJekyll => Vec::new().into(),
            What::Cname => {
                let domain = site.config.cname.as_ref().map_or("", |it| &it.text);
                format!("{domain}\n").into_bytes().into()
            }
            What::Alias(target) => self.alias(output, target).into_bytes().into(),
            What::Attachment(id) => return Ok(self.copy(output, &site.attachments[*id].file)),
            What::Static(id) => return Ok(self.copy(output, &site.static_files[*id].file)),
            What::Theme(name) => theme::static_file(name).unwrap_or_default().into(),
        };
        Ok(Artifact { path: path::file(&output.path), content: Content::Bytes(bytes) })
    }

    fn copy(&self, output: &'a Output, file: &'a Path) -> Artifact<'a> {
        Artifact { path: path::file(&output.path), content: Content::Copy(file) }
    }

    /// Renders `view` as `page` of its template.
    fn page(&self, output: &Output, view: &impl Page) -> Result<Cow<'a, [u8]>, Box<Diagnostic>> {
        self.through(
            output,
            view.template(),
            "page",
            Value::from_serializable(view),
            path::to_root(&output.path),
        )
    }

    fn through(
        &self,
        output: &Output,
        template: &str,
        name: &'static str,
        view: Value,
        root: String,
    ) -> Result<Cow<'a, [u8]>, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value(name, view);
        context.insert_value("root", Value::safe_string(&root));
        let mut html = Capped(Vec::with_capacity(16 * 1024));
        self.tera.render_to(template, &context, &mut html).map_err(|error| {
            Box::new(if html.0.len() > LARGEST {
                say::too_large(template, &self.origin(output))
            } else {
                templates::finding(&error, &self.origin(output), self.site)
            })
        })?;
        Ok(html.0.into())
    }

    /// What an output is made from, for messages: its file, or its path.
    fn origin(&self, output: &Output) -> String {
        match &output.what {
            What::Page(id) | What::ReportPicture(id, _) => self.site.pages[*id].document.file.to_string(),
            _ => format!("/{}", output.path),
        }
    }

    /// 404.html is shown at any depth: its links start at the site's root.
    fn not_found(&self, output: &Output) -> Result<Cow<'a, [u8]>, Box<Diagnostic>> {
        let base = self.site.config.base_url.as_deref();
        let root = base.map_or_else(
            || "/".to_owned(),
            |base| base.splitn(4, '/').nth(3).map_or_else(|| "/".to_owned(), |path| format!("/{path}")),
        );
        let title = self.word("not_found");
        let head = self.head("not-found", title, String::new(), output);
        self.through(output, head.template(), "page", Value::from_serializable(&head), root)
    }

    /// A page that leads to another, for hosts that know no redirects.
    fn alias(&self, output: &Output, target: &str) -> String {
        let root = path::to_root(&output.path);
        let link = format!("{root}{}", path::href(target, self.portable));
        let canonical = self
            .absolute(target)
            .map_or_else(String::new, |url| format!("<link rel=\"canonical\" href=\"{url}\">\n"));
        let (lang, title) = (self.lang(), self.word("moved"));
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta name=\"robots\" \
             content=\"noindex\">\n{canonical}<meta http-equiv=\"refresh\" content=\"0; url={link}\">\n</head>\n<body>\n<p><a \
             href=\"{link}\">{title}</a></p>\n</body>\n</html>\n"
        )
    }

    fn robots(&self) -> String {
        let sitemap =
            self.absolute("sitemap.xml").map_or_else(String::new, |url| format!("\nSitemap: {url}\n"));
        format!("User-agent: *\nAllow: /\n{sitemap}")
    }

    /// What a component sees that is rendered by itself, on a page from which `root` leads back.
    fn implicits(&self, root: &str) -> Context {
        let mut context = Context::new();
        for name in ["site", "t"] {
            if let Some(value) = self.shared.get(name) {
                context.insert_value(name, value.clone());
            }
        }
        context.insert_value("root", Value::safe_string(root));
        context
    }

    /// A word of the theme.
    fn word(&self, key: &str) -> &'static str {
        theme::messages::word(self.language, key)
    }

    fn lang(&self) -> &'static str {
        self.language.tag()
    }
}
