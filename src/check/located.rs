//! Where figures stand in their files. Looked up only when there is something to say: a file is read again for it, once.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::assemble::Site;
use crate::diag::Place;
use crate::figures::ledger::Figure;
use crate::parse::Document;
use crate::parse::data::{self, DataFile};
use crate::parse::entries::Entry;
use crate::parse::fields::Findings;
use crate::parse::front_matter;

/// The places of a site's figures.
pub struct Located<'a> {
    site: &'a Site,
    /// The texts of folders, by their files.
    folders: OnceCell<HashMap<&'a str, &'a Document>>,
    documents: RefCell<HashMap<Arc<str>, Arc<Vec<Entry>>>>,
    tables: RefCell<HashMap<Arc<str>, Rc<data::Located<'a>>>>,
}

impl<'a> Located<'a> {
    /// Nothing is read yet.
    pub fn new(site: &'a Site) -> Self {
        Self { site, folders: OnceCell::new(), documents: RefCell::default(), tables: RefCell::default() }
    }

    /// Where `figure` says `key`; where it does not, and with an empty `key`, the figure itself.
    pub fn figure(&self, figure: &Figure, key: &'static str) -> Place {
        if let Some(document) = self.document(&figure.file) {
            return self.in_document(document, figure, key);
        }
        match self.site.data.iter().find(|it| it.file == figure.file) {
            Some(file) => self.table(file).place(figure.position, key),
            None => Place::file(figure.file.clone()),
        }
    }

    fn document(&self, file: &str) -> Option<&'a Document> {
        let folders = || {
            let indexes = self.site.sections.iter().filter_map(|it| it.index.as_ref());
            indexes.map(|it| (&*it.file, it)).collect()
        };
        let of_folder = || self.folders.get_or_init(folders).get(file).copied();
        self.site.page_of(file).map(|page| &page.document).or_else(of_folder)
    }

    fn in_document(&self, document: &Document, figure: &Figure, key: &'static str) -> Place {
        let entries = self.entries(document);
        let Some(entry) = entries.get(figure.position) else { return Place::file(figure.file.clone()) };
        let mut path = entry.at_path.clone();
        if entry.long && !key.is_empty() {
            path.push(key.into());
        }
        document.place(&path, false)
    }

    fn entries(&self, document: &Document) -> Arc<Vec<Entry>> {
        let mut known = self.documents.borrow_mut();
        let read = || {
            let range = front_matter::split(&document.file, &document.text).map_or(0..0, |(range, _)| range);
            // All that is wrong with it was said when it was read first.
            let said = Findings::default();
            let meta =
                front_matter::read(&document.file, &document.text, range, self.site.config.zone, &said);
            Arc::new(meta.figures)
        };
        known.entry(document.file.clone()).or_insert_with(read).clone()
    }

    fn table(&self, file: &'a DataFile) -> Rc<data::Located<'a>> {
        let mut known = self.tables.borrow_mut();
        known.entry(file.file.clone()).or_insert_with(|| Rc::new(data::Located::new(file))).clone()
    }
}
