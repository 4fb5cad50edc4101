//! HTML in the making, with the places in it that later steps come back to.

use std::ops::Range;

use super::Slot;

/// HTML and the offsets in it that move when something is put in before them.
#[derive(Default)]
pub(super) struct Out {
    pub html: String,
    pub slots: Vec<Slot>,
    /// The runs of text, in order.
    pub pieces: Vec<Piece>,
    /// Offsets of the digits of heading tags.
    pub levels: Vec<usize>,
}

/// A run of text that stands unbroken both in the HTML (escaped) and in the plain text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Bytes of the plain text.
    pub plain: Range<usize>,
    /// Bytes of the HTML.
    pub html: Range<usize>,
    /// Whether it stands in a link.
    pub linked: bool,
}

impl Out {
    /// Starts a new line, but at the start.
    pub fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Puts `text` in at `at`, near the end of the HTML: what stands after it moves.
    pub fn insert(&mut self, at: usize, text: &str) {
        self.html.insert_str(at, text);
        let (slots, pieces) = (self.slots.iter_mut().rev(), self.pieces.iter_mut().rev());
        slots.take_while(|slot| slot.at >= at).for_each(|slot| slot.at += text.len());
        pieces.take_while(|piece| piece.html.start >= at).for_each(|piece| piece.moved(text.len()));
    }

    /// Appends `text`, the bytes from `plain` on of the plain text, escaped.
    pub fn text(&mut self, text: &str, plain: usize, linked: bool) {
        let start = self.html.len();
        escape_text(&mut self.html, text);
        let end = self.html.len();
        match self.pieces.last_mut() {
            Some(last) if last.plain.end == plain && last.html.end == start && last.linked == linked => {
                last.plain.end = plain + text.len();
                last.html.end = end;
            }
            _ => self.pieces.push(Piece { plain: plain..plain + text.len(), html: start..end, linked }),
        }
    }

    /// Appends other HTML with its places.
    pub fn append(&mut self, other: Self) {
        let by = self.html.len();
        self.html.push_str(&other.html);
        self.slots.extend(other.slots.into_iter().map(|slot| Slot { at: slot.at + by, ..slot }));
        self.pieces.extend(other.pieces.into_iter().map(|mut piece| {
            piece.moved(by);
            piece
        }));
        self.levels.extend(other.levels.into_iter().map(|at| at + by));
    }
}

impl Piece {
    fn moved(&mut self, by: usize) {
        self.html.start += by;
        self.html.end += by;
    }
}

/// Appends `text` with `&`, `<` and `>` escaped.
pub(super) fn escape_text(html: &mut String, text: &str) {
    if memchr::memchr3(b'&', b'<', b'>', text.as_bytes()).is_none() {
        return html.push_str(text);
    }
    push_escaped(html, text, |byte| matches!(byte, b'&' | b'<' | b'>'));
}

/// Appends `text` for a double-quoted attribute.
pub(super) fn escape_attribute(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"'));
}

fn push_escaped(html: &mut String, text: &str, special: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&special) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}
