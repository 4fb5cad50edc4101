//! Footnotes: numbered in the order of their references, written at the end, with links back.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use super::out::Out;
use super::writer::Writer;
use crate::diag::{self, Language};

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes {
    /// By their folded labels, the places in `list`.
    labels: HashMap<String, usize>,
    list: Vec<Note>,
    /// Places in `list`, by number less one.
    numbered: Vec<usize>,
    /// The definitions that are open, with the HTML around them.
    open: Vec<(usize, Out, usize)>,
}

struct Note {
    label: String,
    /// From 1; 0 until something refers to it.
    number: usize,
    /// How often it was referred to.
    references: usize,
    /// Its text and the bytes of its definition.
    text: Option<(Out, Range<usize>)>,
}

impl Footnotes {
    /// Whether a definition is open.
    pub fn writing(&self) -> bool {
        !self.open.is_empty()
    }

    fn index(&mut self, label: &str) -> usize {
        let next = self.list.len();
        let index = *self.labels.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.list.push(Note { label: label.to_owned(), number: 0, references: 0, text: None });
        }
        index
    }
}

impl Writer<'_> {
    /// A reference in the text.
    pub fn note_reference(&mut self, label: &pulldown_cmark::CowStr<'_>) {
        if self.image.is_some() {
            return;
        }
        self.drop_break_after_han();
        let label = self.words(label);
        let index = self.notes.index(&label);
        let next = self.notes.numbered.len() + 1;
        let note = &mut self.notes.list[index];
        if note.number == 0 {
            note.number = next;
            self.notes.numbered.push(index);
        }
        note.references += 1;
        let id = reference_id(note.number, note.references);
        let number = note.number;
        let linked = self.linked();
        let html = &mut self.out.html;
        // Links do not nest; writing to a string does not fail.
        let _ = if linked {
            write!(html, "<sup class=\"footnote\" id=\"{id}\">{number}</sup>")
        } else {
            write!(
                html,
                "<sup class=\"footnote\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
            )
        };
    }

    /// Begins a definition: what follows is kept for the end.
    pub fn start_note(&mut self, label: &pulldown_cmark::CowStr<'_>, range: Range<usize>) {
        let label = self.words(label);
        let index = self.notes.index(&label);
        let note = &mut self.notes.list[index];
        if note.text.is_none() {
            note.text = Some((Out::default(), range));
        }
        self.notes.open.push((index, mem::take(&mut self.out), mem::take(&mut self.depth)));
    }

    /// Ends it. The first definition of a label counts.
    pub fn end_note(&mut self) {
        let Some((index, around, depth)) = self.notes.open.pop() else { return };
        let written = mem::replace(&mut self.out, around);
        self.depth = depth;
        if let Some((out, _)) = &mut self.notes.list[index].text
            && out.html.is_empty()
        {
            *out = written;
        }
    }

    /// Writes them at the end of the text, and gives their bytes.
    pub fn write_notes(&mut self) -> Range<usize> {
        let start = self.out.html.len();
        let notes = mem::take(&mut self.notes);
        for note in notes.list.iter().filter(|note| note.number == 0) {
            if let Some((_, range)) = &note.text {
                self.report("unused-footnote", range, |place| {
                    diag::markdown::unused_footnote(place, &note.label)
                });
            }
        }
        if notes.numbered.is_empty() {
            return start..start;
        }
        self.out.fresh_line();
        let label = match self.options.language {
            Language::Chinese => "注释",
            Language::English => "Notes",
        };
        let _ = writeln!(
            self.out.html,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>"
        );
        let mut list: Vec<_> = notes.list.into_iter().filter(|note| note.number > 0).collect();
        list.sort_by_key(|note| note.number);
        for note in list {
            let _ = write!(self.out.html, "<li id=\"fn-{}\">", note.number);
            self.out.append(note.text.map(|(out, _)| out).unwrap_or_default());
            self.link_back(note.number, note.references);
            self.out.html.push_str("</li>\n");
        }
        self.out.html.push_str("</ol>\n</section>\n");
        start..self.out.html.len()
    }

    /// Links back to the references, in the last paragraph of the note where it ends in one.
    fn link_back(&mut self, number: usize, references: usize) {
        let words = match self.options.language {
            Language::Chinese => "返回正文",
            Language::English => "Back to the text",
        };
        let ends_in_paragraph = self.out.html.ends_with("</p>\n");
        if ends_in_paragraph {
            self.out.html.truncate(self.out.html.len() - "</p>\n".len());
        }
        for reference in 1..=references {
            let id = reference_id(number, reference);
            let which = if references > 1 { format!(" {number}-{reference}") } else { format!(" {number}") };
            let _ = write!(
                self.out.html,
                " <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{words}{which}\">↩</a>"
            );
        }
        if ends_in_paragraph {
            self.out.html.push_str("</p>\n");
        }
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}
