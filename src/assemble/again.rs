//! The preview's short way: texts that were read again take their place in a site that stands. What a text decides is its
//! HTML, where its links lead, which files it shows and which charts it asks for, and nothing of other pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::charts::{Charts, Owner};
use super::{Site, links};
use crate::diag::Diagnostic;
use crate::parse::Document;
use crate::scan::Asset;

impl Site {
    /// Whose page the text of a content file stands on.
    pub fn owner_of(&self, file: &str) -> Option<Owner> {
        let of_page = self.pages.binary_search_by(|page| (*page.document.file).cmp(file)).ok();
        let of_section = || {
            let index = |it: &super::Section| it.index.as_ref().is_some_and(|it| &*it.file == file);
            self.sections.iter().position(index).map(Owner::Section)
        };
        of_page.map(Owner::Page).or_else(of_section)
    }

    /// The documents of pages and folders.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let of_pages = self.pages.iter().map(|page| &page.document);
        of_pages.chain(self.sections.iter().filter_map(|section| section.index.as_ref()))
    }

    /// Puts documents in the place of those with the same front matter; `attachments` are all files of `content/`. What is
    /// wrong with their links goes to `findings`. Whether other files are to be written now: the plan does not hold any more.
    pub fn put_texts(
        &mut self,
        read: Vec<Document>,
        attachments: &[Asset],
        findings: &mut Vec<Diagnostic>,
    ) -> bool {
        let placed: Vec<(Owner, Document)> =
            read.into_iter().filter_map(|it| Some((self.owner_of(&it.file)?, it))).collect();
        let documents = placed.iter().map(|(_, document)| document);
        let (targets, used) = links::targets_of(documents, self, attachments, findings);
        let mut owners = Vec::with_capacity(placed.len());
        for ((owner, mut document), targets) in placed.into_iter().zip(targets) {
            // They are in the ledger.
            document.figures = Vec::new();
            document.corrections = Vec::new();
            match owner {
                Owner::Page(id) => {
                    let page = &mut self.pages[id];
                    (page.document, page.targets) = (document, targets);
                }
                Owner::Section(id) => {
                    let section = &mut self.sections[id];
                    (section.index, section.targets) = (Some(document), targets);
                }
                Owner::Indicator(_) | Owner::Region(_) => {}
            }
            owners.push(owner);
        }
        let mut is_other = self.attach(&used, attachments);
        for owner in owners {
            is_other |= Charts::again(self, &owner);
        }
        is_other
    }

    /// Adds files that are used to those that are published. Whether there are any.
    fn attach(&mut self, used: &BTreeSet<Arc<str>>, attachments: &[Asset]) -> bool {
        let present: BTreeSet<&Arc<str>> = self.attachments.iter().map(|it| &it.path).collect();
        let is_new = |it: &&Asset| used.contains(&it.path) && !present.contains(&it.path);
        let new: Vec<Asset> = attachments.iter().filter(is_new).cloned().collect();
        let any = !new.is_empty();
        self.attachments.extend(new);
        self.attachments.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        any
    }
}
