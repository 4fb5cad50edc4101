//! The site in memory while it is written: front matter is read first, texts when somebody wants them.
//!
//! 1. [`Sources`] holds what lies on disk, as it was read. It reads again what has changed, and only that, and shows it the
//!    short way: a saved text takes its place in the site that stands, anything else makes a new site of what is read.
//! 2. Then it goes the way of a build: all texts, all checks, the plan. What comes of it takes the place of what was shown.
//! 3. [`Preview`] holds the site that is shown and makes a file of it when it is asked for.
//!
//! A page that cannot be read, and templates that cannot be loaded, stay as they last were.

mod sources;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use crate::assemble::Site;
use crate::check::{self, Accepted};
use crate::diag::{Diagnostic, build as say};
use crate::parse::{self, Base, Document};
use crate::plan::{self, Plan, What};
use crate::render::templates::{self, Templates};
use crate::render::{Content, Renderer};
use crate::scan::Asset;
pub use sources::{Options, Sources, Step};

/// How many pages are kept as they were last made.
const MOST_KEPT: usize = 64;

/// How long somebody who asks for what is not there waits until all texts are read: one of them may show it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many may wait at a time: the others are told that it is not there, and hear when it is.
const MOST_WAITING: usize = 3;

/// A site that is shown.
struct Shown {
    site: Site,
    plan: Plan,
    base: Arc<Base>,
    /// Those of the site, or of the last one where they cannot be loaded.
    templates: Option<Templates>,
    /// All files of `content/` that are no pages.
    attachments: Arc<[Asset]>,
    /// Pages whose text is not read yet, with their figures.
    unread: HashMap<Arc<str>, Document>,
}

/// What stands at a path of the site.
#[derive(Clone, Debug)]
pub enum File {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// The bytes of this file.
    OnDisk(PathBuf),
    /// It cannot be made.
    Broken {
        /// As it was when it could be made.
        last: Option<Arc<[u8]>>,
        /// Why not.
        why: Box<Diagnostic>,
    },
}

/// Pages as they were last made, each with the number of the site it was made from, and the order they came in.
#[derive(Default)]
struct Made {
    pages: HashMap<String, (u64, Arc<[u8]>)>,
    order: Vec<String>,
}

/// The site that is shown, for the threads that answer; [`Sources`] changes it.
#[derive(Default)]
pub struct Preview {
    shown: RwLock<Option<Shown>>,
    /// Number of the site; another one may make other pages.
    number: Mutex<u64>,
    /// Told when all texts are read, or never will be.
    settled: Condvar,
    waiting: AtomicUsize,
    is_over: AtomicBool,
    made: Mutex<Made>,
}

enum Looked {
    Found(File),
    /// These texts are to be read first.
    Wants(Vec<Arc<str>>),
    /// Nothing of what is read so far makes it.
    Unknown {
        /// Whether there is more to be read.
        may_come: bool,
    },
}

impl Preview {
    /// Whether there is a site.
    pub fn is_ready(&self) -> bool {
        self.read().is_some()
    }

    /// Whether something stands at `path`, as far as is known.
    pub fn has(&self, path: &str) -> bool {
        self.read().as_ref().is_some_and(|it| it.plan.file(path).is_some())
    }

    /// What stands at `path` (`news/a/index.html`).
    pub fn file(&self, path: &str) -> Option<File> {
        let mut has_waited = false;
        loop {
            match self.look_up(path) {
                Looked::Found(file) => return Some(file),
                Looked::Wants(texts) => self.read_texts(&texts),
                Looked::Unknown { may_come } if may_come && !has_waited => {
                    self.wait_until_settled();
                    has_waited = true;
                }
                Looked::Unknown { .. } => return None,
            }
        }
    }

    /// No more texts will be read: nobody waits for them any more.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Whoever has looked before it was set waits by now and hears.
        drop(lock(&self.number));
        self.settled.notify_all();
    }

    fn look_up(&self, path: &str) -> Looked {
        let number = *lock(&self.number);
        let shown = self.read();
        let Some(shown) = shown.as_ref() else { return Looked::Unknown { may_come: false } };
        if let Some((of, bytes)) = lock(&self.made).pages.get(path)
            && *of == number
        {
            return Looked::Found(File::Bytes(bytes.clone()));
        }
        let Some(output) = shown.plan.file(path) else {
            return Looked::Unknown { may_come: !shown.unread.is_empty() };
        };
        let Some(templates) = &shown.templates else { return Looked::Unknown { may_come: false } };
        let renderer = Renderer::with(templates.clone(), &shown.site, &shown.plan, false);
        let made = catch_unwind(AssertUnwindSafe(|| match renderer.output(output)?.content {
            Content::Bytes(bytes) => Ok(File::Bytes(bytes.into_owned().into())),
            Content::Copy(file) => Ok(File::OnDisk(file.to_owned())),
            Content::Drawn(it) => Ok(File::Bytes((it.draw)().into())),
        }));
        let made = made.unwrap_or_else(|_| Err(Box::new(say::panicked(path))));
        let made = renderer.of_components().pop().map_or(made, |why| Err(Box::new(why)));
        if !shown.unread.is_empty() {
            let wanted = shown.site.documents().filter(|it| it.is_wanted());
            let wanted: Vec<Arc<str>> = wanted.map(|it| it.file.clone()).collect();
            if !wanted.is_empty() {
                return Looked::Wants(wanted);
            }
        }
        Looked::Found(self.kept(path, number, made))
    }

    /// Keeps a page that was made; of one that cannot be made, the last one is found.
    fn kept(&self, path: &str, number: u64, file: Result<File, Box<Diagnostic>>) -> File {
        let mut made = lock(&self.made);
        match file {
            Ok(File::Bytes(bytes)) if path.ends_with(".html") => {
                if made.pages.insert(path.to_owned(), (number, bytes.clone())).is_none() {
                    made.order.push(path.to_owned());
                }
                if made.order.len() > MOST_KEPT {
                    let oldest = made.order.remove(0);
                    made.pages.remove(&oldest);
                }
                File::Bytes(bytes)
            }
            Ok(file) => file,
            Err(why) => File::Broken { last: made.pages.get(path).map(|(_, bytes)| bytes.clone()), why },
        }
    }

    /// Reads texts that somebody wants before it is their turn. What is wrong with them is told when all are read.
    fn read_texts(&self, files: &[Arc<str>]) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        let Some(shown) = shown.as_mut() else { return };
        let mut documents = Vec::with_capacity(files.len());
        for file in files {
            // Another thread may have read it meanwhile.
            let Some(mut document) = shown.unread.remove(file) else { continue };
            let _ = parse::text(&mut document, &shown.base);
            documents.push(document);
        }
        shown.put(documents, &mut Vec::new());
    }

    fn wait_until_settled(&self) {
        if self.waiting.fetch_add(1, Ordering::SeqCst) < MOST_WAITING {
            self.wait();
        }
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }

    fn wait(&self) {
        let number = lock(&self.number);
        // Nobody who holds what is shown may ask for the number: it is held here.
        let is_unsettled = |_: &mut u64| {
            !self.is_over.load(Ordering::SeqCst)
                && self.read().as_ref().is_some_and(|it| !it.unread.is_empty())
        };
        let _ = self.settled.wait_timeout_while(number, PATIENCE, is_unsettled);
    }

    /// Shows another site, with the templates of the last one where its own cannot be loaded; what is wrong with them is
    /// returned.
    fn show(&self, mut new: Shown) -> Vec<Diagnostic> {
        let loaded = templates::load(&new.site);
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        let wrong = match loaded {
            Ok(templates) => {
                new.templates = Some(templates);
                Vec::new()
            }
            Err(wrong) => {
                let old =
                    shown.as_mut().map(|it| (it.templates.take(), std::mem::take(&mut it.site.templates)));
                // Before there was a site, the theme's own have to do.
                (new.templates, new.site.templates) = old.unwrap_or_default();
                if new.templates.is_none() {
                    new.templates = templates::load(&new.site).ok();
                }
                wrong
            }
        };
        let old = shown.replace(new);
        drop(shown);
        self.is_other();
        // A large site takes a moment to go, and nobody needs to wait for it.
        drop(old);
        wrong
    }

    /// Puts texts into the site; what is wrong with their links is returned.
    fn put(&self, documents: Vec<Document>) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        if let Some(shown) = self.shown.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            for document in &documents {
                shown.unread.remove(&document.file);
            }
            shown.put(documents, &mut findings);
        }
        self.is_other();
        findings
    }

    /// Checks the site as it stands. Findings so far are in `findings`, and more come to them.
    fn check(&self, findings: &mut Vec<Diagnostic>) {
        let Some(accepted) = self.read().as_ref().map(|it| check::look(&it.site, findings)) else { return };
        let of = |it: &Accepted| (it.rule, it.subject, it.reason.clone());
        if let Some(shown) = self.shown.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            if shown.site.accepted.iter().map(of).eq(accepted.iter().map(of)) {
                return;
            }
            shown.site.accepted = accepted;
        }
        self.is_other();
    }

    /// Makes one page of each kind with the site's own templates: what is wrong with them.
    fn try_templates(&self) -> Vec<Diagnostic> {
        let shown = self.read();
        let Some(shown) = shown.as_ref().filter(|it| !it.site.templates.is_empty()) else {
            return Vec::new();
        };
        let Some(templates) = &shown.templates else { return Vec::new() };
        let renderer = Renderer::with(templates.clone(), &shown.site, &shown.plan, false);
        let (mut kinds, mut findings) = (Vec::new(), Vec::new());
        for output in &shown.plan.outputs {
            let kind = match &output.what {
                What::Page(id) => (discriminant(&output.what), Some(shown.site.pages[*id].kind)),
                what @ (What::NotFound | What::Atom(_)) => (discriminant(what), None),
                what if plan::in_sitemap(output) => (discriminant(what), None),
                _ => continue,
            };
            if kinds.contains(&kind) {
                continue;
            }
            kinds.push(kind);
            let made = catch_unwind(AssertUnwindSafe(|| renderer.output(output).err()));
            findings.extend(made.ok().flatten().map(|it| *it));
        }
        findings.append(&mut renderer.of_components());
        // One mistake in a template shows on pages of several kinds.
        let mut told = HashSet::new();
        findings.retain(|it| told.insert((it.place.file.clone(), it.place.line, it.place.column, it.code)));
        findings
    }

    /// Pages made so far may not be what they would be now.
    fn is_other(&self) {
        *lock(&self.number) += 1;
        self.settled.notify_all();
    }

    /// Number of the site that is shown.
    fn number(&self) -> u64 {
        *lock(&self.number)
    }

    fn read(&self) -> RwLockReadGuard<'_, Option<Shown>> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    fn put(&mut self, documents: Vec<Document>, findings: &mut Vec<Diagnostic>) {
        if self.site.put_texts(documents, &self.attachments, findings) {
            // What is wrong with a plan is told by the way of a build.
            self.plan = plan::plan(&self.site, &mut Vec::new());
        }
    }
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
