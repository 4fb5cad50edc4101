//! From the parser's events to HTML, plain text and findings.
//!
//! This file holds the state and the text; `blocks` and `inlines` hold the tags.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options as Syntax, Parser};

use super::clean::{self, Cleaned};
use super::emphasis::{FIND_SENTINEL, Marked};
use super::footnotes::Footnotes;
use super::headings::{Headings, Titled};
use super::inlines::Image;
use super::out::Out;
use super::{Options, Outward, Section, Source};
use crate::diag::{self, Diagnostic, Place};
use crate::text::{is_han, is_wide_mark};

/// Ends every block in the plain text; the parser's text never holds it.
pub(super) const BLOCK_END: char = '\u{1E}';

/// How offsets of the parser's text lead back to the file.
pub(super) struct Origin<'a> {
    /// Where the Markdown begins in the file.
    pub base: usize,
    pub cleaned: &'a Cleaned<'a>,
    pub marked: &'a Marked<'a>,
}

impl Origin<'_> {
    /// The bytes of the file behind `range` of the parser's text.
    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        let original = |at| self.base + self.cleaned.original(self.marked.original(at));
        original(range.start)..original(range.end)
    }
}

/// Findings, at most [`Reports::MOST`] of a kind: a hostile text does not fill the memory with them.
pub(super) struct Reports<'a> {
    source: Source<'a>,
    list: Vec<Diagnostic>,
    counts: Vec<(&'static str, usize)>,
    /// Where the last control character and the last direction control were taken out.
    removed: [usize; 2],
}

impl<'a> Reports<'a> {
    const MOST: usize = 100;

    pub fn new(source: &Source<'a>) -> Self {
        Self { source: *source, list: Vec::new(), counts: Vec::new(), removed: [usize::MAX; 2] }
    }

    /// Adds the finding `make` gives for the place `range` of the file, unless there are enough of its `kind`.
    pub fn add(&mut self, kind: &'static str, range: Range<usize>, make: impl FnOnce(Place) -> Diagnostic) {
        let index = self.counts.iter().position(|&(name, _)| name == kind).unwrap_or_else(|| {
            self.counts.push((kind, 0));
            self.counts.len() - 1
        });
        self.counts[index].1 += 1;
        if self.counts[index].1 <= Self::MOST {
            self.list.push(make(Place::in_text(self.source.file.clone(), self.source.text, range)));
        }
    }

    /// Says that `letter` was taken out at `at`, once a line.
    pub fn removed(&mut self, at: usize, letter: char) {
        let bidi = clean::is_bidi_control(letter);
        let last = std::mem::replace(&mut self.removed[usize::from(bidi)], at);
        let range = at..at + letter.len_utf8();
        if self.source.text.get(last..at).is_some_and(|between| !between.contains('\n')) {
            return;
        }
        if bidi {
            self.add("bidi-control", range, |place| diag::markdown::bidi_control(place, letter));
        } else {
            self.add("control-character", range, |place| diag::markdown::control_character(place, letter));
        }
    }
}

/// What a block of plain text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A paragraph at the top level of the text.
    Paragraph,
    /// A paragraph or item in a list or quotation, a cell, a term.
    Inner,
    Heading,
    Note,
}

/// A block of the plain text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: Kind,
    /// Bytes of the plain text, without its end mark.
    pub plain: Range<usize>,
    /// Bytes of the HTML, for a [`Kind::Paragraph`].
    pub html: Range<usize>,
}

/// All that the writer makes.
pub(super) struct Written {
    pub out: Out,
    pub plain: String,
    pub blocks: Vec<Block>,
    pub headings: Vec<Titled>,
    pub notes: Range<usize>,
    pub outward: Vec<Outward>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Written {
    /// The parts under the headings of level 2.
    pub fn sections(&self) -> Vec<Section> {
        super::headings::sections(&self.headings, &self.blocks, &self.plain, self.notes.start)
    }
}

/// Writes the text behind `origin`.
pub(super) fn write(origin: &Origin<'_>, options: &Options, reports: Reports<'_>) -> Written {
    let syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_DEFINITION_LIST;
    let text = &*origin.marked.text;
    let mut writer = Writer::new(origin, text, *options, reports);
    for (event, range) in Parser::new_ext(text, syntax).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

/// The state between two events.
pub(super) struct Writer<'a> {
    pub origin: &'a Origin<'a>,
    /// The parser's text.
    pub text: &'a str,
    pub options: Options,
    pub reports: Reports<'a>,
    pub out: Out,
    pub plain: String,
    pub blocks: Vec<Block>,
    /// Where the open block begins in the plain text.
    block: Option<usize>,
    /// Where in the HTML a soft line break stands that is not decided yet.
    soft_break: Option<usize>,
    /// How many lists, quotations, tables and the like are open.
    pub depth: usize,
    /// Where the HTML of the open paragraph begins.
    pub paragraph: Option<usize>,
    pub headings: Headings,
    pub notes: Footnotes,
    pub image: Option<Image>,
    /// The image that was written last: its bytes in the HTML, where its title attribute begins, and its title.
    pub last_image: Option<(Range<usize>, usize, String)>,
    /// Links to other hosts.
    pub outward: Vec<Outward>,
    /// For each open link whether it has a tag.
    pub links: Vec<bool>,
    /// Whether a link of raw HTML is open.
    pub raw_link: bool,
    /// For each open deletion whether it is one.
    pub deletions: Vec<bool>,
    pub code: Option<super::blocks::Code>,
    /// The raw HTML of the open block.
    pub raw: Option<String>,
    pub table: super::blocks::Table,
    /// Up to where in the parser's text marks of other generators were looked for.
    pub looked_up_to: usize,
}

impl<'a> Writer<'a> {
    fn new(origin: &'a Origin<'a>, text: &'a str, options: Options, reports: Reports<'a>) -> Self {
        let mut out = Out::default();
        out.html.reserve(text.len() + text.len() / 4);
        Self {
            origin,
            text,
            options,
            reports,
            out,
            plain: String::with_capacity(text.len()),
            blocks: Vec::new(),
            block: None,
            soft_break: None,
            depth: 0,
            paragraph: None,
            headings: Headings::default(),
            notes: Footnotes::default(),
            image: None,
            last_image: None,
            outward: Vec::new(),
            links: Vec::new(),
            raw_link: false,
            deletions: Vec::new(),
            code: None,
            raw: None,
            table: super::blocks::Table::default(),
            looked_up_to: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text_event(&text, range),
            Event::Code(code) => self.inline_code(&code),
            Event::SoftBreak => self.line_break(false),
            Event::HardBreak => self.line_break(true),
            Event::Html(html) => self.raw_block(&html),
            Event::InlineHtml(html) => self.raw_inline(&html, range),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::TaskListMarker(done) => self.task(done),
            Event::Rule => {
                self.out.fresh_line();
                self.out.html.push_str("<hr>\n");
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn finish(mut self) -> Written {
        self.close_block();
        let notes = self.write_notes();
        self.headings.level(&mut self.out);
        Written {
            out: self.out,
            plain: self.plain,
            blocks: self.blocks,
            headings: self.headings.list,
            notes,
            outward: self.outward,
            diagnostics: self.reports.list,
        }
    }

    /// Reports a finding at `range` of the parser's text.
    pub fn report(
        &mut self,
        kind: &'static str,
        range: &Range<usize>,
        make: impl FnOnce(Place) -> Diagnostic,
    ) {
        let range = self.origin.range(range);
        self.reports.add(kind, range, make);
    }

    /// What the author wrote, without our sentinels and without what entities brought back in.
    pub fn words<'t>(&self, text: &'t CowStr<'_>) -> Cow<'t, str> {
        let owned = !matches!(text, CowStr::Borrowed(_));
        let sentinel =
            !self.origin.marked.sentinels.is_empty() && FIND_SENTINEL.find(text.as_bytes()).is_some();
        if !owned && !sentinel {
            return Cow::Borrowed(text);
        }
        match clean::clean(text, |_, _| ()).text {
            Cow::Borrowed(same) => Cow::Borrowed(same),
            Cow::Owned(cleaned) => Cow::Owned(cleaned),
        }
    }

    fn text_event(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        let words = self.words(text);
        if self.code.is_some() {
            self.code_text(&words, &range);
        } else {
            self.look_for_leftovers(&range);
            if words.ends_with(']') {
                self.look_for_spaced_address(&range);
            }
            self.push_text(&words);
        }
    }

    /// Appends running text.
    pub fn push_text(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        self.decide_break(first);
        self.open_block();
        self.out.text(text, self.plain.len(), self.linked());
        self.plain.push_str(text);
    }

    fn inline_code(&mut self, code: &CowStr<'_>) {
        let code = self.words(code);
        if let Some(image) = &mut self.image {
            image.alt.push_str(&code);
            return;
        }
        self.decide_break(code.chars().next().unwrap_or(' '));
        self.open_block();
        self.out.html.push_str("<code>");
        super::out::escape_text(&mut self.out.html, &code);
        self.out.html.push_str("</code>");
        self.plain.push_str(&code);
    }

    /// Whether a link is open that has a tag: links do not nest.
    pub fn linked(&self) -> bool {
        self.raw_link || self.links.contains(&true)
    }

    fn line_break(&mut self, hard: bool) {
        if let Some(image) = &mut self.image {
            image.alt.push('\n');
        } else if hard {
            self.decide_break(' ');
            self.open_block();
            self.out.html.push_str("<br>\n");
            self.plain.push('\n');
        } else {
            if self.options.raw_html {
                // A tag stands alone on its line.
                self.decide_break(' ');
            }
            self.soft_break.get_or_insert(self.out.html.len());
        }
    }

    /// Writes the soft line break that waits, unless what it stands after and `next` belong together in Chinese.
    pub fn decide_break(&mut self, next: char) {
        let Some(at) = self.soft_break.take() else { return };
        if self.block.is_some() && joins(&self.plain, next) {
            return;
        }
        self.open_block();
        self.out.insert(at, "\n");
        self.plain.push('\n');
    }

    /// Drops a soft line break that waits before a footnote's number, where the text before it is Chinese.
    pub fn drop_break_after_han(&mut self) {
        self.decide_break('注');
    }

    fn open_block(&mut self) {
        if self.block.is_none() {
            self.block = Some(self.plain.len());
        }
    }

    /// Ends the open block of plain text, and gives its bytes.
    pub fn close_block(&mut self) -> Option<Range<usize>> {
        match self.soft_break {
            // Raw HTML stands behind it.
            Some(at) if at < self.out.html.len() => self.decide_break(' '),
            _ => self.soft_break = None,
        }
        self.raw_link = false;
        let start = self.block.take()?;
        let plain = start..self.plain.len();
        self.plain.push(BLOCK_END);
        let kind = if self.notes.writing() {
            Kind::Note
        } else if self.headings.open.is_some() {
            Kind::Heading
        } else if self.paragraph.is_some() && self.depth == 0 {
            Kind::Paragraph
        } else {
            Kind::Inner
        };
        self.blocks.push(Block { kind, plain: plain.clone(), html: 0..0 });
        Some(plain)
    }

    /// The open block's plain text so far.
    pub fn block_start(&self) -> usize {
        self.block.unwrap_or(self.plain.len())
    }
}

/// Whether a line that ends as `before` does and one that begins with `next` belong together without a space: Chinese has none
/// between its letters and a number, nor beside a full-width mark. Between a Han letter and a Latin word authors differ, so there
/// the break stays one.
fn joins(before: &str, next: char) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let wide = |letter| is_han(letter) || is_wide_mark(letter);
    // Quotation marks and dashes stand in every script: what is before them tells in which.
    let shared = |letter| matches!(letter, '\u{2010}'..='\u{2027}' | '\u{00B7}');
    let after_chinese = || before.chars().rev().find(|&letter| !shared(letter)).is_some_and(wide);
    let goes_with = |wide: char, narrow: char| {
        narrow.is_ascii_digit() || (narrow.is_ascii_alphabetic() && is_wide_mark(wide) && !shared(wide))
    };
    match (wide(last), wide(next)) {
        (true, true) => !shared(next) || !shared(last) || after_chinese(),
        (true, false) => goes_with(last, next) && (!shared(last) || after_chinese()),
        (false, true) => (last == '%' || goes_with(next, last)) && !shared(next),
        (false, false) => false,
    }
}
