//! Markdown to HTML, in one pass over the parser's events.
//!
//! 1. `clean`: characters that HTML and XML forbid go, line ends become `\n`.
//! 2. `emphasis`: emphasis is made to work beside full-width punctuation.
//! 3. `writer` turns the events into HTML (`blocks`, `inlines`, `headings`, `footnotes`) and beside it collects the plain text,
//!    block by block. Addresses inside the site and charts are left open as [`Slot`]s.
//! 4. `marks` finds the figures in the plain text, by the rules of `fit`, and marks them up; `summary` takes the first sentences from it.
//!
//! Emphasis and text follow CommonMark and GFM (tables, strikethrough, task lists, footnotes), with definition lists. What
//! differs on purpose: no line break between two Han letters or a Han letter and a digit, ids on headings, a `{#id}` at the
//! end of a heading is its id, and headings go down by one level where the text uses level 1, as the title of a page is its only `h1`. A single
//! `~` between digits or Han letters is a range (9~16亿), not a deletion.

mod blocks;
pub(in crate::parse) mod clean;
mod emphasis;
mod fit;
mod footnotes;
mod headings;
mod inlines;
mod leftovers;
mod links;
mod marks;
mod out;
mod summary;
#[cfg(test)]
mod tests;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{self, Diagnostic};

pub use links::push_address;
pub use marks::Mark;

/// How to render.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether the site lets raw HTML through.
    pub raw_html: bool,
    /// The language of the words we add, such as 返回正文.
    pub language: diag::Language,
}

/// A Markdown text in its file.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Path of the file, for diagnostics.
    pub file: &'a Arc<str>,
    /// The whole text of the file.
    pub text: &'a str,
    /// Byte at which the Markdown begins.
    pub body: usize,
}

/// A text as HTML, and what was found in it.
#[derive(Debug, Default)]
pub struct Body {
    /// The HTML, with nothing where the slots are.
    pub html: String,
    /// What is to be put in, by ascending offset.
    pub slots: Vec<Slot>,
    /// Headings in their order, with the levels the HTML has.
    pub headings: Vec<Heading>,
    /// The parts under headings of level 2 that stand at the top level of the text.
    pub sections: Vec<Section>,
    /// Bytes of `html` that hold the footnotes; empty where there are none.
    pub notes: Range<usize>,
    /// Length in characters, as editors count: words of other scripts count as one.
    pub characters: usize,
    /// The first sentences, plain text, for lists and search engines.
    pub summary: String,
    /// Links to other hosts, in their order.
    pub outward: Vec<Outward>,
    /// For each mark whether it was found.
    pub found: Vec<bool>,
    /// What is to be said about the text, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

/// A place left open in the HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Byte offset in the HTML.
    pub at: usize,
    /// What belongs there.
    pub what: Hole,
    /// Bytes of the file it comes from, for diagnostics.
    pub range: Range<usize>,
}

/// A link to another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outward {
    /// As written.
    pub url: String,
    /// Bytes of the file it comes from, for diagnostics.
    pub range: Range<usize>,
}

/// What belongs into a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hole {
    /// An address, escaped for the `href="…"` around it.
    Link {
        /// As written: a relative path, a fragment, both, or nothing.
        dest: String,
    },
    /// An address, escaped for the `src="…"` around it.
    Image {
        /// As written.
        dest: String,
    },
    /// The HTML of a chart.
    Chart {
        /// The YAML of the chart; its first line is the one in which the slot's range begins.
        text: String,
    },
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Fragment.
    pub id: String,
    /// Plain text.
    pub title: String,
}

/// A heading of level 2 with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Plain text of the heading.
    pub title: String,
    /// Its fragment.
    pub id: String,
    /// Bytes of the HTML from after the heading up to the next one of this level, without the source line.
    pub html: Range<usize>,
    /// The last paragraph where all of it stands in brackets, （摘自…）, without them.
    pub source_line: Option<String>,
}

/// Renders the Markdown of `source` and marks up the figures `marks` in it.
///
/// It reports what is wrong and renders on; a text of any form gives balanced HTML when raw HTML is off.
pub fn render(source: &Source<'_>, options: &Options, marks: &[Mark<'_>]) -> Body {
    let mut reports = writer::Reports::new(source);
    let cleaned = clean::clean(source.text.get(source.body..).unwrap_or_default(), |at, letter| {
        reports.removed(source.body + at, letter);
    });
    let marked = emphasis::mark(&cleaned.text);
    let origin = writer::Origin { base: source.body, cleaned: &cleaned, marked: &marked };
    let mut written = writer::write(&origin, options, reports);
    let mut body = Body {
        characters: crate::text::count_characters(&written.plain),
        summary: summary::summary(&written.plain, &written.blocks),
        headings: written.headings.iter().map(|it| it.heading.clone()).collect(),
        sections: written.sections(),
        notes: written.notes.clone(),
        outward: written.outward,
        diagnostics: written.diagnostics,
        ..Body::default()
    };
    let set = marks::set(&mut written.out, &written.plain, &written.blocks, marks);
    for section in &mut body.sections {
        section.html = set.moved(section.html.start)..set.moved(section.html.end);
    }
    body.notes = set.moved(body.notes.start)..set.moved(body.notes.end);
    body.html = written.out.html;
    body.slots = written.out.slots;
    body.found = set.found;
    body
}
