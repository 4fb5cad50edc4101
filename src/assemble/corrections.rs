//! The corrections of all that is published, by figure and by page.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Page, PageId, Section};
use crate::digest::Correction;
use crate::figures::ledger::Ledger;
use crate::parse::Document;
use crate::text;

/// A published correction.
#[derive(Debug)]
pub struct Corrected {
    /// Its fragment on its page. It is made of what the correction says, not of the order of things.
    pub anchor: String,
    /// What it says.
    pub correction: Correction,
    /// Title of what it corrects.
    pub title: String,
    /// Site path of that.
    pub path: String,
    /// The page; none for the text of a folder.
    pub page: Option<PageId>,
    /// The figure it corrects, by its index in the ledger.
    pub figure: Option<usize>,
}

/// All corrections, newest first.
#[derive(Debug, Default)]
pub struct Corrections {
    list: Vec<Corrected>,
    by_figure: HashMap<usize, Vec<usize>>,
    by_page: HashMap<PageId, Vec<usize>>,
}

impl Corrections {
    /// Gathers them once the figures of pages and sections are in the ledger.
    pub fn new(pages: &mut [Page], sections: &mut [Section], ledger: &Ledger) -> Self {
        let mut list = Vec::new();
        for (id, page) in pages.iter_mut().enumerate() {
            take(&mut page.document, &page.path, Some(id), &page.figures, ledger, &mut list);
        }
        for section in sections {
            if let Some(document) = &mut section.index {
                take(document, &section.path, None, &section.figures, ledger, &mut list);
            }
        }
        // Those of one page keep their order.
        list.sort_by(|a, b| {
            Reverse(a.correction.date).cmp(&Reverse(b.correction.date)).then_with(|| a.path.cmp(&b.path))
        });
        let mut it = Self { list, ..Self::default() };
        for (nth, corrected) in it.list.iter().enumerate() {
            if let Some(figure) = corrected.figure {
                it.by_figure.entry(figure).or_default().push(nth);
            }
            if let Some(page) = corrected.page {
                it.by_page.entry(page).or_default().push(nth);
            }
        }
        it
    }

    /// All of them, newest first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Corrected> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Those of the figure at `index` of the ledger, newest first.
    pub fn of_figure(&self, index: usize) -> impl ExactSizeIterator<Item = &Corrected> {
        self.by_figure.get(&index).map_or(&[][..], |it| &it[..]).iter().map(|&nth| &self.list[nth])
    }

    /// Those of a page, newest first.
    pub fn of_page(&self, id: PageId) -> impl ExactSizeIterator<Item = &Corrected> {
        self.by_page.get(&id).map_or(&[][..], |it| &it[..]).iter().map(|&nth| &self.list[nth])
    }
}

/// Moves the corrections of one document, whose figures stand at `figures` of the ledger, to `list`.
fn take(
    document: &mut Document,
    path: &str,
    page: Option<PageId>,
    figures: &[usize],
    ledger: &Ledger,
    list: &mut Vec<Corrected>,
) {
    let first = list.len();
    for correction in std::mem::take(&mut document.corrections) {
        let figure = correction.figure.and_then(|ordinal| figures.get(ordinal).copied());
        let mut anchor = anchor(&correction, figure.map(|it| &*ledger.get(it).indicator));
        let same = list[first..].iter().filter(|it| it.anchor == anchor).count();
        if same > 0 {
            anchor.push_str(&format!("-{}", same + 1));
        }
        let title = document.meta.title.clone();
        list.push(Corrected { anchor, correction, title, path: path.to_owned(), page, figure });
    }
}

fn anchor(correction: &Correction, indicator: Option<&str>) -> String {
    let day = correction.date.map(|it| it.iso()).unwrap_or_default();
    let parts = [&day, indicator.unwrap_or_default(), &correction.was, &correction.now];
    let number = text::fingerprint(parts.map(str::as_bytes));
    format!("c-{:08x}", number >> 32)
}
