//! Folders and terms: what belongs together, and in which order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Page, PageId, Section, above, folder_of};
use crate::digest::Kind;
use crate::parse::Document;
use crate::parse::languages::Languages;
use crate::path;

/// A topic, tag or series with its pages.
#[derive(Debug)]
pub struct Term {
    /// Its name, as written.
    pub name: String,
    /// Its site path: `topics/代表工作/`.
    pub path: String,
    /// Its pages, newest first.
    pub pages: Vec<PageId>,
}

/// One section for each folder with pages in or below it, the root first.
pub fn sections(
    published: &[Document],
    mut indexes: HashMap<String, Document>,
    languages: &Languages,
) -> Vec<Section> {
    let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
    let of_pages = published.iter().map(|document| {
        let folder = folder_of(&document.file);
        if document.file.ends_with("/index.md") { above(folder) } else { folder }
    });
    let of_indexes: Vec<String> = indexes.keys().cloned().collect();
    for mut folder in of_pages.chain(of_indexes.iter().map(String::as_str)) {
        while folders.insert(folder) {
            folder = above(folder);
        }
    }
    let mut sections: Vec<Section> = Vec::with_capacity(folders.len());
    for folder in folders {
        let parent =
            (!folder.is_empty()).then(|| sections.iter().position(|it| it.path == above(folder))).flatten();
        let index = indexes.remove(folder);
        let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let title = index.as_ref().map(|it| it.meta.title.clone()).filter(|it| !it.is_empty());
        if let Some(parent) = parent {
            let id = sections.len();
            sections[parent].sections.push(id);
        }
        sections.push(Section {
            path: path::of_content(&format!("content/{folder}_index.md"), None),
            title: title.unwrap_or_else(|| name.to_owned()),
            language: languages.of_folder(folder),
            index,
            targets: Vec::new(),
            figures: Vec::new(),
            pages: Vec::new(),
            sections: Vec::new(),
            parent,
        });
    }
    let weight = |section: &Section| section.index.as_ref().map_or(0, |it| it.meta.weight);
    let weights: Vec<i64> = sections.iter().map(weight).collect();
    for section in &mut sections {
        section.sections.sort_by_key(|&id| (weights[id], id));
    }
    sections
}

/// The default kind of the pages of each section: that of its `_index.md`, else of the folder above.
pub fn kinds(sections: &[Section]) -> Vec<Kind> {
    let mut kinds = Vec::with_capacity(sections.len());
    for section in sections {
        let own = section.index.as_ref().and_then(|it| it.meta.kind);
        let inherited = section.parent.map(|parent| kinds[parent]);
        kinds.push(own.or(inherited).unwrap_or(Kind::Article));
    }
    kinds
}

/// Puts the pages into their sections, in the order of lists (by weight, then newest first), and links neighbours.
pub fn fill_sections(pages: &mut [Page], sections: &mut [Section]) {
    // A folder's own list shows its plain pages, too.
    for (id, page) in pages.iter().enumerate().filter(|(_, page)| !page.expired) {
        sections[page.section].pages.push(id);
    }
    for section in sections {
        let weight = |id: &PageId| pages[*id].document.meta.weight;
        section.pages = newest_first(pages, section.pages.iter().copied());
        section.pages.sort_by_key(weight);
        let listed: Vec<PageId> = section.pages.iter().copied().filter(|&id| pages[id].listed).collect();
        for pair in listed.windows(2) {
            pages[pair[0]].previous = Some(pair[1]);
            pages[pair[1]].next = Some(pair[0]);
        }
    }
}

/// `ids` by date, newest first; pages without a date last, equal ones in the order of their files.
pub fn newest_first(pages: &[Page], ids: impl Iterator<Item = PageId>) -> Vec<PageId> {
    let mut ids: Vec<PageId> = ids.collect();
    ids.sort_by_key(|&id| (Reverse(pages[id].document.meta.date), id));
    ids
}

/// The terms that `of` finds on the `listed` pages, those with most pages first.
pub fn terms(pages: &[Page], listed: &[PageId], root: &str, of: impl Fn(&Page) -> &[String]) -> Vec<Term> {
    let mut found: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for &id in listed {
        for name in of(&pages[id]) {
            let members = found.entry(name).or_default();
            // A page that names a term twice is in it once.
            if members.last() != Some(&id) {
                members.push(id);
            }
        }
    }
    let mut terms: Vec<Term> = found
        .into_iter()
        .map(|(name, pages)| Term {
            name: name.to_owned(),
            path: format!("{root}{}/", path::of_term(name)),
            pages,
        })
        .collect();
    terms.sort_by(|a, b| b.pages.len().cmp(&a.pages.len()).then_with(|| a.name.cmp(&b.name)));
    terms
}

/// The `listed` pages of each region.
pub fn by_region(pages: &[Page], listed: &[PageId]) -> BTreeMap<Arc<str>, Vec<PageId>> {
    let mut regions: BTreeMap<Arc<str>, Vec<PageId>> = BTreeMap::new();
    for &id in listed {
        if let Some(code) = &pages[id].document.region {
            regions.entry(code.clone()).or_default().push(id);
        }
    }
    regions
}
