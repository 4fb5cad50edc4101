//! Pages as lists show them. A page stands in many lists, the same in all but for the way back to the site's root and the level
//! of its heading: its entry is made once, with marks for both, and filled in.

use tera::{Context, Value};

use super::Renderer;
use crate::assemble::PageId;
use crate::path;

/// Marks in a ready entry. Control characters are in no content: they are taken out when it is read.
const ROOT: char = '\u{1}';
const LEVEL: char = '\u{2}';

impl Renderer<'_> {
    /// The entries of `ids` as HTML for the page at `page`, with headings of `level`.
    pub(super) fn entries(&self, ids: &[PageId], page: &str, level: char) -> String {
        let root = path::to_root(page);
        let mut out = String::with_capacity(ids.len() * 800);
        for &id in ids {
            let ready = self.ready_entries[id].get_or_init(|| self.made_entry(id).into());
            let mut rest = &**ready;
            while let Some(at) = memchr::memchr2(1, 2, rest.as_bytes()) {
                out.push_str(&rest[..at]);
                if rest[at..].starts_with(ROOT) {
                    out.push_str(&root)
                } else {
                    out.push(level)
                }
                rest = &rest[at + 1..];
            }
            out.push_str(rest);
        }
        out
    }

    fn made_entry(&self, id: PageId) -> String {
        let mut context = Context::new();
        context.insert_value("entry", self.summary_value(id));
        context.insert_value("level", Value::safe_string(LEVEL.encode_utf8(&mut [0; 4])));
        self.component("entry", &context, ROOT.encode_utf8(&mut [0; 4]))
    }

    /// A component rendered by itself, on a page from which `root` leads back. What is wrong with it is told at the end of the
    /// run.
    pub(super) fn component(&self, name: &str, context: &Context, root: &str) -> String {
        let made =
            self.tera.render_component_with_implicits(name, context, &self.implicits(root), None, true);
        made.unwrap_or_else(|error| {
            if let Ok(mut findings) = self.component_findings.lock() {
                findings.push(super::templates::finding(&error, "", self.site));
            }
            String::new()
        })
    }
}
