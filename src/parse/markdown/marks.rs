//! Figures in the text: the number in the sentence becomes the link to its source.
//!
//! 1. The plain text is folded: no white space, half-width digits and letters, no commas between thousands; what is no running
//!    text (code, the ends of blocks) becomes a wall that no match crosses.
//! 2. Each value, the longest first, takes its best place that no other value has: in the text before headings before
//!    footnotes, and there a place that says just this before one that adds 近 or 余. Values with no place of their own
//!    share one.
//! 3. The places are marked up in the HTML, run of text by run of text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fit::{Fit, fit, grouped};
use super::out::{Out, Piece, escape_attribute};
use super::writer::{Block, Kind};

/// A figure to find in the text.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    /// The value as in the front matter.
    pub written: &'a str,
    /// Fragment of its row in the table of figures, `f-stations.count`.
    pub anchor: String,
    /// The number for machines.
    pub value: String,
}

/// What was marked up, and how offsets moved by it.
#[derive(Default)]
pub(super) struct Set {
    /// For each mark whether it was found.
    pub found: Vec<bool>,
    /// Offsets in the HTML as it was, and how many bytes were put in up to each.
    moves: Vec<(usize, usize)>,
}

impl Set {
    /// Where the byte at `at` is now.
    pub fn moved(&self, at: usize) -> usize {
        let index = self.moves.partition_point(|&(from, _)| from < at);
        at + index.checked_sub(1).and_then(|index| self.moves.get(index)).map_or(0, |&(_, by)| by)
    }
}

/// Finds `marks` in the text and marks them up in `out`.
pub(super) fn set(out: &mut Out, plain: &str, blocks: &[Block], marks: &[Mark<'_>]) -> Set {
    let mut set = Set { found: vec![false; marks.len()], moves: Vec::new() };
    if marks.is_empty() {
        return set;
    }
    out.pieces.sort_by_key(|piece| piece.plain.start);
    let folded = Folded::of(plain, &out.pieces);
    let mut claims = Claims::new();
    let mut order: Vec<(usize, String)> = marks
        .iter()
        .map(|mark| fold(mark.written))
        .enumerate()
        .filter(|(_, needle)| !needle.is_empty())
        .collect();
    order.sort_by_key(|(_, needle)| std::cmp::Reverse(needle.len()));
    for (mark, needle) in order {
        set.found[mark] = claim(&folded, blocks, &needle, mark, &mut claims);
    }
    let mut parts: Vec<Part> = Vec::new();
    for (&start, claim) in &mut claims {
        claim.marks.sort_unstable();
        let sharing =
            claim.marks.iter().map(|&mark| Shown { number: mark + 1, mark: &marks[mark] }).collect();
        folded.parts(&(start..claim.end), sharing, &mut parts, out);
    }
    parts.sort_by_key(|part| part.html.start);
    write(out, &parts, &mut set);
    set
}

/// The places that are taken, by where they begin in the folded text; they do not overlap.
type Claims = BTreeMap<usize, Claim>;

/// The end of a place and the marks that have it.
struct Claim {
    end: usize,
    marks: Vec<usize>,
}

/// Gives `mark` its place; whether there is one.
fn claim(folded: &Folded<'_>, blocks: &[Block], needle: &str, mark: usize, claims: &mut Claims) -> bool {
    let mut best: Option<((Place, bool), Range<usize>)> = None;
    let mut shared: Option<usize> = None;
    for (start, _) in folded.text.match_indices(needle) {
        let at = start..start + needle.len();
        let Some(fit) = folded.fit(&at) else { continue };
        if let Some((&taken, claim)) =
            claims.range(..at.end).next_back().filter(|(_, claim)| at.start < claim.end)
        {
            if shared.is_none() && taken <= at.start && at.end <= claim.end {
                shared = Some(taken);
            }
            continue;
        }
        let rank = (folded.place(blocks, start), fit == Fit::Loose);
        if best.as_ref().is_none_or(|(other, _)| rank < *other) {
            best = Some((rank, at));
            if rank == (Place::Text, false) {
                break;
            }
        }
    }
    match (best, shared) {
        (Some((_, at)), _) => {
            claims.insert(at.start, Claim { end: at.end, marks: vec![mark] });
        }
        (None, Some(taken)) => {
            if let Some(claim) = claims.get_mut(&taken) {
                claim.marks.push(mark);
            }
        }
        (None, None) => return false,
    }
    true
}

/// Where a match stands, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Text,
    Heading,
    Note,
}

/// What no match crosses.
const WALL: char = '\u{1E}';

/// The folded plain text.
struct Folded<'a> {
    text: String,
    pieces: &'a [Piece],
    plain: &'a str,
    /// Offsets in `text` from which on offsets in the plain text differ by another amount, with those offsets.
    anchors: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    fn of(plain: &'a str, pieces: &'a [Piece]) -> Self {
        let mut folded =
            Self { text: String::with_capacity(plain.len()), pieces, plain, anchors: Vec::new() };
        let mut end = 0;
        for piece in pieces {
            let gap = plain.get(end..piece.plain.start).unwrap_or_default();
            if !gap.trim_matches([' ', '\n']).is_empty() {
                folded.text.push(WALL);
            }
            folded.push(piece.plain.clone());
            end = piece.plain.end;
        }
        folded
    }

    fn push(&mut self, range: Range<usize>) {
        let text = &self.plain[range.clone()];
        self.anchors.push((self.text.len(), range.start));
        let bytes = text.as_bytes();
        let (mut copied, mut next) = (0, 0);
        while next < bytes.len() {
            // Most letters are Han, and stay.
            if crate::text::is_common_han(&bytes[next..]) {
                next += 3;
                continue;
            }
            let at = next;
            let Some(letter) = text[at..].chars().next() else { break };
            next += letter.len_utf8();
            let new = match letter {
                ',' if is_grouping(text, at) => None,
                _ => fold_letter(letter),
            };
            if new == Some(letter) {
                continue;
            }
            self.text.push_str(&text[copied..at]);
            if let Some(new) = new {
                self.anchors.push((self.text.len(), range.start + at));
                self.text.push(new);
            }
            copied = at + letter.len_utf8();
            self.anchors.push((self.text.len(), range.start + copied));
        }
        self.text.push_str(&text[copied..]);
    }

    /// The offset in the plain text of the character at `at` in the folded text.
    fn original(&self, at: usize) -> usize {
        let index = self.anchors.partition_point(|&(from, _)| from <= at);
        index
            .checked_sub(1)
            .and_then(|index| self.anchors.get(index))
            .map_or(0, |&(from, to)| to + (at - from))
    }

    /// The bytes of the plain text behind a place in the folded text, which is not empty.
    fn original_range(&self, at: &Range<usize>) -> Range<usize> {
        let last = self.text[at.clone()].chars().next_back().map_or(0, char::len_utf8);
        let end = self.original(at.end - last);
        self.original(at.start)..end + self.plain[end..].chars().next().map_or(0, char::len_utf8)
    }

    fn place(&self, blocks: &[Block], at: usize) -> Place {
        let original = self.original(at);
        let index = blocks.partition_point(|block| block.plain.end <= original);
        match blocks.get(index).map(|block| block.kind) {
            Some(Kind::Heading) => Place::Heading,
            Some(Kind::Note) => Place::Note,
            _ => Place::Text,
        }
    }

    /// How the value at `at` fits what is around it; `None` where it is part of another number or word.
    fn fit(&self, at: &Range<usize>) -> Option<Fit> {
        fit(&self.text[..at.start], &self.text[at.clone()], &self.text[at.end..], self.apart(at))
    }

    /// Whether white space stands before and after the place `at` in the plain text.
    fn apart(&self, at: &Range<usize>) -> (bool, bool) {
        let range = self.original_range(at);
        let space = char::is_whitespace;
        (self.plain[..range.start].ends_with(space), self.plain[range.end..].starts_with(space))
    }

    /// Adds the runs of text behind the place `at`.
    fn parts<'m>(&self, at: &Range<usize>, marks: Vec<Shown<'m>>, parts: &mut Vec<Part<'m>>, out: &Out) {
        let range = self.original_range(at);
        let first = self.pieces.partition_point(|piece| piece.plain.end <= range.start);
        let mut marks = Some(marks);
        let Some(head) = marks.as_ref().and_then(|marks| marks.first()).map(|it| it.mark) else { return };
        for piece in self.pieces[first..].iter().take_while(|piece| piece.plain.start < range.end) {
            let from = range.start.max(piece.plain.start) - piece.plain.start;
            let to = range.end.min(piece.plain.end) - piece.plain.start;
            let html = &out.html[piece.html.clone()];
            let escaped =
                |bytes| piece.html.start + escaped_offset(&self.plain[piece.plain.clone()], html, bytes);
            let html = escaped(from)..escaped(to);
            parts.push(Part {
                html,
                linked: piece.linked,
                mark: head,
                ids: marks.take().unwrap_or_default(),
            });
        }
    }
}

/// A value as it is looked for.
fn fold(written: &str) -> String {
    let letters = written.char_indices().filter(|&(at, letter)| letter != ',' || !is_grouping(written, at));
    letters.filter_map(|(_, letter)| fold_letter(letter)).collect()
}

fn fold_letter(letter: char) -> Option<char> {
    match letter {
        // Most letters are Han, and stay.
        '\u{4E00}'..='\u{9FFF}' => Some(letter),
        '\u{FF08}'..='\u{FF09}'
        | '\u{FF05}'
        | '\u{FF0B}'
        | '\u{FF0D}'..='\u{FF0F}'
        | '\u{FF10}'..='\u{FF19}'
        | '\u{FF21}'..='\u{FF3A}'
        | '\u{FF41}'..='\u{FF5A}' => char::from_u32(u32::from(letter) - 0xFEE0),
        _ if letter.is_whitespace() => None,
        other => Some(other),
    }
}

/// Whether the comma at `at` groups thousands: a digit before it, three after it and no fourth.
fn is_grouping(text: &str, at: usize) -> bool {
    let before = text[..at].ends_with(|letter: char| letter.is_ascii_digit());
    before && grouped(&text[at + 1..])
}

/// The offset in `html`, which is `plain` escaped, of the byte at `bytes` of `plain`.
fn escaped_offset(plain: &str, html: &str, bytes: usize) -> usize {
    if plain.len() == html.len() {
        return bytes;
    }
    let more = |byte: u8| match byte {
        b'&' => "amp;".len(),
        b'<' | b'>' => "lt;".len(),
        _ => 0,
    };
    bytes + plain.bytes().take(bytes).map(more).sum::<usize>()
}

/// A run of text to mark up.
struct Part<'m> {
    html: Range<usize>,
    linked: bool,
    /// The figure it leads to.
    mark: &'m Mark<'m>,
    /// The figures whose place in the text it is: all that share it in its first run, none in the others.
    ids: Vec<Shown<'m>>,
}

/// A mark and the number of its row in the table of figures, from 1: what print shows where a click leads.
struct Shown<'m> {
    number: usize,
    mark: &'m Mark<'m>,
}

/// Writes `parts`, which are in order and apart, into the HTML.
fn write(out: &mut Out, parts: &[Part<'_>], set: &mut Set) {
    if parts.is_empty() {
        return;
    }
    let mut html = String::with_capacity(out.html.len() + parts.len() * 96);
    let mut copied = 0;
    for part in parts {
        html.push_str(&out.html[copied..part.html.start]);
        let close = open(&mut html, part);
        set.moves.push((part.html.start, html.len() - part.html.start));
        html.push_str(&out.html[part.html.clone()]);
        html.push_str(close);
        copied = part.html.end;
        // What stands right behind the run stands behind its tags.
        set.moves.push((part.html.end - 1, html.len() - part.html.end));
    }
    html.push_str(&out.html[copied..]);
    out.html = html;
    for slot in &mut out.slots {
        slot.at = set.moved(slot.at);
    }
}

/// Writes the tags before a run, and gives those after it.
fn open(html: &mut String, part: &Part<'_>) -> &'static str {
    if part.linked {
        html.push_str("<data class=\"figure\"");
        attribute(html, "value", &part.mark.value);
    } else {
        html.push_str("<a class=\"figure\" href=\"#");
        escape_attribute(html, &part.mark.anchor);
        html.push('"');
    }
    if let [first, others @ ..] = &part.ids[..] {
        attribute(html, "id", &id(first.mark));
        let numbers: Vec<String> = part.ids.iter().map(|it| it.number.to_string()).collect();
        attribute(html, "data-row", &numbers.join(","));
        if !others.is_empty() {
            let anchors: Vec<&str> = part.ids.iter().map(|it| &*it.mark.anchor).collect();
            attribute(html, "data-figures", &anchors.join(" "));
        }
    }
    html.push('>');
    if !part.linked {
        html.push_str("<data");
        attribute(html, "value", &part.mark.value);
        html.push('>');
    }
    for other in part.ids.iter().skip(1) {
        html.push_str("<span");
        attribute(html, "id", &id(other.mark));
        html.push_str("></span>");
    }
    if part.linked { "</data>" } else { "</data></a>" }
}

fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape_attribute(html, value);
    html.push('"');
}

/// The id of a figure's place in the text.
fn id(mark: &Mark<'_>) -> String {
    format!("at-{}", mark.anchor.strip_prefix("f-").unwrap_or(&mark.anchor))
}
