//! Headings: their ids, their levels, and the parts of the text under them.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::out::{Out, escape_attribute};
use super::writer::{Block, Kind, Writer};
use super::{Heading, Section};
use crate::diag;
use crate::text::is_han;

/// What ids of ours begin with: footnotes and their references, figures in tables, charts, figures in the text.
const RESERVED: [&str; 5] = ["fn-", "fnref-", "f-", "fig-", "at-"];

/// The headings so far.
#[derive(Default)]
pub(super) struct Headings {
    pub list: Vec<Titled>,
    /// Where in the HTML the open heading begins.
    pub open: Option<usize>,
    /// Ids in use, with the number the last of the same name got.
    ids: HashMap<String, usize>,
}

/// A heading and where it stands.
pub(super) struct Titled {
    pub heading: Heading,
    /// Bytes of the HTML, where it stands at the top level of the text.
    at: Option<Range<usize>>,
}

impl Headings {
    /// `id`, or the first of `id-2`, `id-3` … that is free; it is taken then.
    fn free(&mut self, id: String) -> String {
        let Some(&last) = self.ids.get(&id) else {
            self.ids.insert(id.clone(), 1);
            return id;
        };
        let mut number = last;
        loop {
            number += 1;
            let numbered = format!("{id}-{number}");
            if !self.ids.contains_key(&numbered) {
                self.ids.insert(numbered.clone(), 1);
                self.ids.insert(id, number);
                return numbered;
            }
        }
    }

    /// Moves all headings down by a level where one is of level 1, which belongs to the title of the page.
    pub fn level(&mut self, out: &mut Out) {
        if !self.list.iter().any(|it| it.heading.level == 1) {
            return;
        }
        for it in &mut self.list {
            it.heading.level = (it.heading.level + 1).min(6);
        }
        for &at in &out.levels {
            let lower = match out.html.get(at..at + 1) {
                Some("1") => "2",
                Some("2") => "3",
                Some("3") => "4",
                Some("4") => "5",
                _ => "6",
            };
            out.html.replace_range(at..at + 1, lower);
        }
    }
}

impl Writer<'_> {
    /// Begins a heading; its tag is written when its id is known.
    pub fn start_heading(&mut self) {
        self.out.fresh_line();
        self.headings.open = Some(self.out.html.len());
    }

    /// Ends it.
    pub fn end_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let Some(start) = self.headings.open else { return };
        let attributes = self.take_attributes(range);
        let title =
            self.close_block().map(|plain| self.plain[plain].trim().replace('\n', " ")).unwrap_or_default();
        self.headings.open = None;
        let (id, classes) = match attributes {
            Some((Some(id), classes)) => (self.written_id(id, range), classes),
            Some((None, classes)) => (self.headings.free(made_id(&title)), classes),
            None => (self.headings.free(made_id(&title)), String::new()),
        };
        let level = level as u8;
        let mut tag = format!("<h{level} id=\"");
        escape_attribute(&mut tag, &id);
        if !classes.is_empty() {
            tag.push_str("\" class=\"");
            tag.push_str(&classes);
        }
        tag.push_str("\">");
        self.out.insert(start, &tag);
        self.out.levels.push(start + "<h".len());
        self.out.levels.push(self.out.html.len() + "</h".len());
        self.out.html.push_str(&format!("</h{level}>\n"));
        let at = (self.depth == 0 && !self.notes.writing()).then_some(start..self.out.html.len());
        self.headings.list.push(Titled { heading: Heading { level, id, title }, at });
    }

    /// Takes `{#id .class}` off the end of the open heading: the id, if there is one, and the classes.
    fn take_attributes(&mut self, range: &Range<usize>) -> Option<(Option<String>, String)> {
        let start = self.block_start();
        let title = &self.plain[start..];
        let brace = title.strip_suffix('}')?.rfind('{')?;
        let (id, classes) = attributes(&title[brace + 1..title.len() - 1])?;
        let piece = self.out.pieces.last()?;
        // It must be the last of the running text, and not escaped.
        let in_piece =
            piece.plain.end == self.plain.len() && piece.plain.start <= start + brace && !piece.linked;
        let at_end = piece.html.end == self.out.html.len();
        if !in_piece || !at_end || self.text.get(range.clone()).is_none_or(|source| source.contains("\\{")) {
            return None;
        }
        let kept = title[..brace].trim_end().len();
        // Neither white space nor what the braces hold is escaped, so the bytes are the same in the HTML. The piece
        // may begin after the white space that goes.
        let kept = (start + kept).max(piece.plain.start);
        let less = self.plain.len() - kept;
        self.plain.truncate(kept);
        self.out.html.truncate(self.out.html.len() - less);
        if let Some(piece) = self.out.pieces.last_mut() {
            piece.plain.end -= less;
            piece.html.end -= less;
        }
        Some((id, classes))
    }

    /// The id an author wrote, changed and reported where it cannot be had.
    fn written_id(&mut self, id: String, range: &Range<usize>) -> String {
        let reserved = RESERVED.iter().any(|start| id.starts_with(start));
        let used = self.headings.free(if reserved { format!("h-{id}") } else { id.clone() });
        if used != id {
            self.report("heading-id", range, |place| diag::markdown::heading_id(place, &id, &used));
        }
        used
    }
}

/// The id and the classes in the braces after a heading; `None` where they hold anything else.
fn attributes(inside: &str) -> Option<(Option<String>, String)> {
    let mut id = None;
    let mut classes = String::new();
    for word in inside.split_ascii_whitespace() {
        let name = word.get(1..).filter(|name| !name.is_empty())?;
        let safe =
            |letter: char| is_han(letter) || letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        match word.as_bytes().first()? {
            b'#' if id.is_none() && name.chars().all(|it| safe(it) || matches!(it, '.' | ':')) => {
                id = Some(name.to_owned());
            }
            b'.' if name.chars().all(safe) => {
                if !classes.is_empty() {
                    classes.push(' ');
                }
                classes.push_str(name);
            }
            _ => return None,
        }
    }
    (id.is_some() || !classes.is_empty()).then_some((id, classes))
}

/// The id of a heading without one: its Han letters, ASCII letters in lower case, digits, and hyphens between them.
fn made_id(title: &str) -> String {
    let mut id = String::with_capacity(title.len());
    for letter in title.chars() {
        if is_han(letter) || letter.is_ascii_alphanumeric() {
            id.push(letter.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() {
        id.push_str("section");
    }
    if RESERVED.iter().any(|start| id.starts_with(start)) {
        id.insert_str(0, "h-");
    }
    id
}

/// The parts under the headings of level 2 at the top level of a text whose HTML ends at `end`.
pub(super) fn sections(headings: &[Titled], blocks: &[Block], plain: &str, end: usize) -> Vec<Section> {
    let top: Vec<_> = headings
        .iter()
        .filter(|it| it.heading.level <= 2)
        .filter_map(|it| Some((it, it.at.as_ref()?)))
        .collect();
    let paragraphs: Vec<_> = blocks.iter().filter(|it| it.kind == Kind::Paragraph).collect();
    let section = |(index, &(titled, at)): (usize, &(&Titled, &Range<usize>))| {
        let mut html = at.end..top.get(index + 1).map_or(end, |&(_, next)| next.start);
        let last = paragraphs.partition_point(|it| it.html.end <= html.end).checked_sub(1);
        let source_line = last
            .and_then(|last| paragraphs.get(last))
            .filter(|it| it.html.start >= html.start && it.html.end == html.end)
            .and_then(|it| Some((it.html.start, bracketed(&plain[it.plain.clone()])?)));
        let source_line = source_line.map(|(start, words)| {
            html.end = start;
            words.to_owned()
        });
        Section { title: titled.heading.title.clone(), id: titled.heading.id.clone(), html, source_line }
    };
    top.iter().enumerate().map(section).collect()
}

/// What stands in the brackets where a paragraph is one pair of them and short: 摘自…, …供稿.
pub(super) fn bracketed(paragraph: &str) -> Option<&str> {
    let inside = paragraph.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    (!inside.contains(['（', '(', '。', '\n']) && inside.chars().count() <= 60).then_some(inside)
}
