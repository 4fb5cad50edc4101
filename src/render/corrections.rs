//! Corrections: of a page, of a figure, and the page of all of them.

use super::Renderer;
use super::view;
use crate::assemble::{Corrected, PageId};
use crate::plan::Output;

impl Renderer<'_> {
    /// The corrections of a page, as it shows them itself.
    pub(super) fn corrections_of(&self, id: PageId) -> Vec<view::Correction> {
        self.site.corrections.of_page(id).map(|it| self.correction(it, true)).collect()
    }

    /// The corrections of the figure at `index` of the ledger; `own` where its page shows them.
    pub(super) fn corrections_of_figure(&self, index: usize, own: bool) -> Vec<view::Correction> {
        self.site.corrections.of_figure(index).map(|it| self.correction(it, own)).collect()
    }

    /// The page of all corrections.
    pub(super) fn corrections(&self, output: &Output) -> view::Corrections {
        let head = self.head("corrections", self.word("corrections"), String::new(), output);
        let corrections = self.site.corrections.iter().map(|it| self.correction(it, false)).collect();
        view::Corrections { head, corrections }
    }

    fn correction(&self, corrected: &Corrected, own: bool) -> view::Correction {
        let Corrected { anchor, correction, title, path, .. } = corrected;
        let figure = corrected.figure.map(|index| {
            let figure = self.site.ledger.get(index);
            let indicator = self.indicator_of(figure);
            let row = format!("indicators/{}/#{}", indicator.id, figure.address);
            self.link(self.indicator_name(indicator), &row)
        });
        let fragment = if corrected.page.is_some() { format!("{path}#{anchor}") } else { path.clone() };
        view::Correction {
            anchor: anchor.clone(),
            date: correction.date.map(|it| it.iso()),
            date_text: self.date(correction.date).unwrap_or_default(),
            was: correction.was.clone(),
            now: correction.now.clone(),
            reason: correction.reason.clone(),
            figure,
            page: (!own).then(|| self.link(title.clone(), &fragment)),
        }
    }
}
