//! What lies on disk, as it was read, and what to do when it changes.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::Offset;
use rayon::prelude::*;

use super::{Preview, Shown};
use crate::assemble;
use crate::check;
use crate::diag::build::Failure;
use crate::diag::{self, Diagnostic, Language};
use crate::parse::{self, Base, Document, Parsed};
use crate::plan;
use crate::scan::{self, Asset, Inputs, SourceFile};

/// What to show.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder of the site, absolute.
    pub root: PathBuf,
    /// Today, where it is given; else it is asked for the site's time zone.
    pub today: Option<Date>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether pages of the future are shown.
    pub future: bool,
    /// Address of the preview, which takes the place of the site's own where it has one.
    pub url: String,
}

/// What has been done about a change.
#[derive(Debug)]
pub struct Step {
    /// Whether all is read and checked; else it is shown the short way.
    pub is_settled: bool,
    /// Whether pages may look different for it.
    pub is_other: bool,
    /// What is known to be wrong; all of it where it is settled.
    pub findings: Vec<Diagnostic>,
    /// Site paths of files that are copied and have changed.
    pub files: Vec<String>,
}

/// What lies on disk, as it was read.
pub struct Sources {
    options: Options,
    clock: fn(Offset) -> Date,
    kept: Option<Kept>,
}

struct Kept {
    base: Arc<Base>,
    /// Stands for the bytes that it is read from, but for templates.
    mark: u64,
    /// What is wrong with it, but for templates.
    of_base: Vec<Diagnostic>,
    /// What is wrong with the encoding of templates, and what a scan has found.
    scanned: Vec<Diagnostic>,
    pages: BTreeMap<Arc<str>, Page>,
    attachments: Arc<[Asset]>,
    static_files: Vec<Asset>,
    /// What is wrong with templates when pages are made with them; none where they were not tried.
    tried: Option<Vec<Diagnostic>>,
    /// What is wrong with the site as it stands, its plan and its templates; none where it was not made of all that is here.
    standing: Option<[Vec<Diagnostic>; 3]>,
}

/// A content file.
#[derive(Default)]
struct Page {
    /// As it could last be read.
    document: Option<Document>,
    /// What is wrong with its bytes.
    bytes: Vec<Diagnostic>,
    /// What is wrong with its front matter.
    front: Vec<Diagnostic>,
    /// What is wrong with its text.
    text: Vec<Diagnostic>,
}

/// What has changed in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Nothing that shows.
    Nothing,
    Text,
    Front,
}

impl Sources {
    /// Nothing is read yet; `clock` tells today's date in a time zone.
    pub fn new(options: Options, clock: fn(Offset) -> Date) -> Self {
        Self { options, clock, kept: None }
    }

    /// The language of the site; none as long as nothing is read.
    pub fn language(&self) -> Option<Language> {
        self.kept.as_ref().map(|it| it.base.config.language)
    }

    /// Shows what has `changed`, absolute paths; everything where that is not known. It is to be settled then.
    ///
    /// # Errors
    /// The site cannot be read; what was shown stays.
    pub fn follow(&mut self, preview: &Preview, changed: &[PathBuf]) -> Result<Step, Failure> {
        let known: Option<Vec<Known>> = changed.iter().map(|path| self.known(path)).collect();
        let (mut pages, mut files) = (Vec::new(), Vec::new());
        for it in known.iter().flatten() {
            match it {
                Known::Page(file) => pages.push(file.clone()),
                Known::Copied(path) => files.push(path.clone()),
            }
        }
        let before = preview.number();
        let findings = match known {
            Some(known) if !known.is_empty() => self.read_pages(preview, &pages)?,
            _ => self.read_all(preview)?,
        };
        Ok(Step { is_settled: false, is_other: preview.number() != before, findings, files })
    }

    fn known(&self, path: &Path) -> Option<Known> {
        let kept = self.kept.as_ref()?;
        let path = path.strip_prefix(&self.options.root).ok()?.to_str()?.replace('\\', "/");
        if let Some((file, _)) = kept.pages.get_key_value(&*path) {
            return Some(Known::Page(file.clone()));
        }
        let copied = kept.attachments.iter().chain(&kept.static_files).find(|it| *it.path == *path)?;
        // Gone, or come back in another shape: the scan tells.
        copied.file.is_file().then_some(())?;
        let inner = path.strip_prefix("static/").or_else(|| path.strip_prefix("content/"))?;
        Some(Known::Copied(inner.to_owned()))
    }

    /// Reads pages that a scan has found again, and shows them.
    fn read_pages(&mut self, preview: &Preview, files: &[Arc<str>]) -> Result<Vec<Diagnostic>, Failure> {
        let Some(kept) = &mut self.kept else { return self.read_all(preview) };
        let mut changes = Vec::new();
        for path in files {
            let Some(file) = scan::page(&self.options.root, path)? else { return self.read_all(preview) };
            let page = kept.pages.entry(path.clone()).or_default();
            if !page.is_of(&file.bytes) {
                let change = page.read(file, &kept.base, true);
                if change != Change::Nothing {
                    // Another page may keep it from being shown now; then it is when all is settled.
                    kept.standing = None;
                }
                if change == Change::Front && path.ends_with("/_index.md") {
                    // It may say something of the pages below it.
                    return self.read_all(preview);
                }
                changes.push((path.clone(), change));
            }
        }
        Ok(self.show(preview, &changes))
    }

    /// Reads what a scan finds and is not known yet, and shows it.
    fn read_all(&mut self, preview: &Preview) -> Result<Vec<Diagnostic>, Failure> {
        let (mut inputs, mut scanned) = scan::scan(&self.options.root)?;
        let mark = mark(&inputs);
        let (base, of_base, mut old) = match self.kept.take() {
            // The language of a folder is in the texts below it.
            Some(mut kept) if kept.mark == mark && kept.base.has_languages_of(&inputs) => {
                let read = parse::templates(std::mem::take(&mut inputs.templates), &mut scanned);
                Arc::make_mut(&mut kept.base).templates = read;
                (kept.base, kept.of_base, kept.pages)
            }
            kept => {
                let (base, of_base) = self.read_base(&mut inputs);
                match kept {
                    // With settings or tables that cannot be read the site stays as it was.
                    Some(kept) if diag::has_errors(&of_base) => (kept.base, of_base, kept.pages),
                    _ => (Arc::new(base), of_base, BTreeMap::new()),
                }
            }
        };
        let with_old: Vec<(SourceFile, Option<Page>)> = inputs
            .content
            .into_iter()
            .map(|file| {
                let old = old.remove(&file.path);
                (file, old)
            })
            .collect();
        let read = |(file, old): (SourceFile, Option<Page>)| {
            let (path, is_new) = (file.path.clone(), old.is_none());
            let mut page = old.unwrap_or_default();
            if !page.is_of(&file.bytes) {
                page.read(file, &base, !is_new);
            }
            (path, page)
        };
        let pages: Vec<(Arc<str>, Page)> = with_old.into_par_iter().map(read).collect();
        self.kept = Some(Kept {
            base: base.clone(),
            mark,
            of_base,
            scanned,
            pages: pages.into_iter().collect(),
            attachments: inputs.attachments.into(),
            static_files: inputs.static_files,
            tried: None,
            standing: None,
        });
        Ok(self.show_all(preview))
    }

    fn read_base(&self, inputs: &mut Inputs) -> (Base, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let mut config = parse::settings(inputs.config.take(), &mut findings);
        // Feeds and the like belong to a site with an address; here they lead to the preview.
        if config.base_url.is_some() {
            config.base_url = Some(self.options.url.clone());
        }
        let base = parse::base(inputs, config, &mut findings);
        (base, findings)
    }

    /// Shows pages that were read again: the short way where nothing but texts has changed.
    fn show(&mut self, preview: &Preview, changes: &[(Arc<str>, Change)]) -> Vec<Diagnostic> {
        if changes.iter().any(|(_, change)| *change == Change::Front) || !preview.is_ready() {
            return self.show_all(preview);
        }
        let Some(kept) = &mut self.kept else { return Vec::new() };
        let (mut findings, mut documents) = (Vec::new(), Vec::new());
        for (file, change) in changes {
            let Some(page) = kept.pages.get(file) else { continue };
            findings.extend(page.said().cloned());
            if *change == Change::Text {
                documents.extend(page.document.clone());
            }
        }
        if !documents.is_empty() {
            findings.append(&mut preview.put(documents));
            kept.standing = None;
        }
        findings
    }

    /// Makes a site of what is read and shows it.
    fn show_all(&mut self, preview: &Preview) -> Vec<Diagnostic> {
        let Some(kept) = &mut self.kept else { return Vec::new() };
        let today = self.options.today.unwrap_or_else(|| (self.clock)(kept.base.config.zone));
        let publishing =
            assemble::Options { today, drafts: self.options.drafts, future: self.options.future };
        let documents: Vec<Document> = kept.pages.values().filter_map(|it| it.document.clone()).collect();
        let unread = documents.iter().filter(|it| !it.is_read());
        let unread = unread.map(|it| (it.file.clone(), it.clone())).collect();
        let parsed = Parsed { base: (*kept.base).clone(), documents, findings: Vec::new() };
        let (mut standing, mut planned) = (Vec::new(), Vec::new());
        let site = assemble::assemble(
            parsed,
            kept.attachments.to_vec(),
            kept.static_files.clone(),
            publishing,
            &mut standing,
        );
        let plan = plan::plan(&site, &mut planned);
        if check::is_empty(&site) {
            planned.push(diag::scan::nothing_published());
        }
        let (base, attachments) = (kept.base.clone(), kept.attachments.clone());
        let of_templates = preview.show(Shown { site, plan, base, templates: None, attachments, unread });
        let mut findings = kept.said();
        for more in [&standing, &planned, &of_templates] {
            findings.extend(more.iter().cloned());
        }
        kept.standing = Some([standing, planned, of_templates]);
        findings
    }

    /// Goes the way of a build: reads the texts that are left, and checks the site.
    pub fn settle(&mut self, preview: &Preview) -> Step {
        let before = preview.number();
        let findings = self.all_findings(preview);
        Step { is_settled: true, is_other: preview.number() != before, findings, files: Vec::new() }
    }

    fn all_findings(&mut self, preview: &Preview) -> Vec<Diagnostic> {
        let Some(kept) = &mut self.kept else { return Vec::new() };
        let base = kept.base.clone();
        let read = |page: &mut Page| {
            let unread = page.document.as_mut().filter(|it| !it.is_read());
            if let Some(document) = unread {
                page.text = parse::text(document, &base);
                return true;
            }
            false
        };
        let is_whole = kept.pages.par_iter_mut().map(|(_, page)| read(page)).filter(|it| *it).count() == 0;
        if !is_whole || kept.standing.is_none() {
            self.show_all(preview);
        }
        let Some(kept) = &mut self.kept else { return Vec::new() };
        let tried = kept.tried.get_or_insert_with(|| preview.try_templates()).clone();
        let mut findings = kept.said();
        let [standing, planned, of_templates] =
            kept.standing.as_ref().map_or_else(Default::default, Clone::clone);
        findings.extend(standing);
        preview.check(&mut findings);
        findings.extend(planned.into_iter().chain(of_templates).chain(tried));
        diag::sort(&mut findings);
        findings
    }
}

/// What a path that has changed is known as.
enum Known {
    /// A page.
    Page(Arc<str>),
    /// A file that is copied, by its site path.
    Copied(String),
}

impl Kept {
    /// What is wrong with single files.
    fn said(&self) -> Vec<Diagnostic> {
        let of_pages = self.pages.values().flat_map(Page::said);
        self.of_base.iter().chain(&self.scanned).chain(of_pages).cloned().collect()
    }
}

impl Page {
    /// What is wrong with it.
    fn said(&self) -> impl Iterator<Item = &Diagnostic> {
        self.bytes.iter().chain(&self.front).chain(&self.text)
    }

    /// Whether these are the bytes that it was read from.
    fn is_of(&self, bytes: &[u8]) -> bool {
        // Where something is wrong, that may be in bytes which are not in the document.
        self.bytes.is_empty()
            && !diag::has_errors(&self.front)
            && self.document.as_ref().is_some_and(|it| it.text.as_bytes() == bytes)
    }

    /// Takes in the file as it is now; its text, too, where it is to be read `whole`.
    fn read(&mut self, file: SourceFile, base: &Base, whole: bool) -> Change {
        self.bytes.clear();
        let Some((path, written)) = parse::decoded(file, &mut self.bytes) else { return Change::Nothing };
        let is_good = !diag::has_errors(&self.front);
        if let Some(old) = self.document.as_ref().filter(|it| is_good && it.has_front_of(&written)) {
            let mut document = old.with_text(written.into());
            self.text = parse::text(&mut document, base);
            self.document = Some(document);
            return Change::Text;
        }
        let (document, front) = parse::front(path, written, base);
        self.front = front;
        if diag::has_errors(&self.front) && self.document.is_some() {
            // It stays as it was.
            return Change::Nothing;
        }
        self.text = Vec::new();
        self.document = document;
        if let Some(document) = self.document.as_mut().filter(|_| whole) {
            self.text = parse::text(document, base);
        }
        Change::Front
    }
}

/// Stands for the bytes of settings and tables.
fn mark(inputs: &Inputs) -> u64 {
    let mut mark = DefaultHasher::new();
    for file in inputs.config.iter().chain(&inputs.data) {
        (&file.path, &file.bytes).hash(&mut mark);
    }
    mark.finish()
}
