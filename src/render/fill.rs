//! Filling the places that the Markdown stage left open: destinations and charts.

use std::ops::Range;

use super::Renderer;
use crate::assemble::Target;
use crate::assemble::charts::Owner;
use crate::parse::Document;
use crate::path;
use crate::text::escape;

impl Renderer<'_> {
    /// The text of a document as it stands on the page at `page`, which is `owner`'s; `part` is the part of its HTML that is wanted.
    pub(super) fn body(
        &self,
        owner: &Owner,
        document: &Document,
        targets: &[Target],
        page: &str,
        part: Range<usize>,
    ) -> String {
        let root = path::to_root(page);
        let link = |path: &str| match path.strip_prefix('#') {
            Some(_) => path.to_owned(),
            None => format!("{root}{}", path::href(path, self.portable)),
        };
        let chart = |number: usize| self.block_chart(owner, number, page);
        self.filled(document, targets, part, link, chart)
    }

    /// The same for a feed: every destination is an absolute address; charts are left out. `own` is the document's path.
    pub(super) fn absolute_body(&self, document: &Document, targets: &[Target], own: &str) -> String {
        let base = self.site.config.base_url.as_deref().unwrap_or_default();
        let link = |path: &str| match path.strip_prefix('#') {
            Some(_) => path::absolute(base, &format!("{own}{path}")),
            None => path::absolute(base, path),
        };
        // Without the style sheet a chart is black shapes.
        let html = self.filled(document, targets, 0..document.body().html.len(), link, |_| String::new());
        // Footnotes and figures lead within the page; a reader of feeds has another one before it.
        html.replace("href=\"#", &format!("href=\"{}#", path::absolute(base, own)))
    }

    fn filled(
        &self,
        document: &Document,
        targets: &[Target],
        part: Range<usize>,
        link: impl Fn(&str) -> String,
        chart: impl Fn(usize) -> String,
    ) -> String {
        let html = &document.body().html;
        // A place at the very border of two parts is a chart that closes the first one.
        let inside = |at: usize| at <= part.end && (at > part.start || part.start == 0);
        let slots = document.body().slots.iter().zip(targets).filter(|(slot, _)| inside(slot.at));
        let mut out = String::with_capacity(part.len() + 64);
        let mut done = part.start;
        for (slot, target) in slots {
            out.push_str(&html[done..slot.at]);
            done = slot.at;
            match target {
                Target::Path(path) | Target::Generated(path) => out.push_str(&escape(&link(path))),
                Target::Chart(number) => out.push_str(&chart(*number)),
                Target::Nowhere => {}
            }
        }
        out.push_str(&html[done..part.end]);
        out
    }
}
