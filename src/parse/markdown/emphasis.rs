//! Emphasis beside full-width punctuation: `**送：**全国人大` is strong.
//!
//! CommonMark asks what stands on both sides of a run of `*` or `~~`. A run between a full-width mark and a letter
//! neither opens nor closes, because in Latin text a space would stand there; Chinese has none
//! (commonmark-spec issue 650). The rule of markdown-cjk-friendly is that marks of CJK scripts count as letters, and
//! CJK letters as spaces. Until pulldown-cmark has it, this pass puts a noncharacter, which counts as a letter, between
//! such a run and the mark on its inner side, and the writer takes it out of every event again, so that code, addresses
//! and labels come out as they were. Noncharacters of the author's own are gone by then (see `clean`). Where no CJK is
//! near a run nothing is put in, so CommonMark is unchanged; most texts are not even copied.

use std::borrow::Cow;
use std::sync::LazyLock;

/// What is put in: a noncharacter, neither space nor punctuation.
pub(super) const SENTINEL: char = '\u{FDD0}';

/// Finds it in a text.
pub(super) static FIND_SENTINEL: LazyLock<memchr::memmem::Finder<'static>> =
    LazyLock::new(|| memchr::memmem::Finder::new("\u{FDD0}"));

/// The text for the parser and where sentinels were put in.
pub(super) struct Marked<'a> {
    /// The text, borrowed where no run needs help.
    pub text: Cow<'a, str>,
    /// Offsets in `text` of the sentinels, ascending.
    pub sentinels: Vec<usize>,
}

impl Marked<'_> {
    /// The offset in the text without sentinels of the offset `at` in the text with them.
    pub fn original(&self, at: usize) -> usize {
        let before = self.sentinels.partition_point(|&sentinel| sentinel < at);
        at.saturating_sub(before * SENTINEL.len_utf8())
    }
}

/// Puts sentinels where a run of `*`, or a pair of `~`, would else fail to open or close beside CJK.
pub(super) fn mark(text: &str) -> Marked<'_> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut sentinels = Vec::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'*', b'~', b'\\', rest)) {
        at += next;
        let byte = bytes[at];
        if byte == b'\\' {
            at += 2;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|&&other| other == byte).count();
        if (byte == b'*' || end - at == 2)
            && let Some(place) = place(text, at, end)
        {
            out.push_str(&text[copied..place]);
            sentinels.push(out.len());
            out.push(SENTINEL);
            copied = place;
        }
        at = end;
    }
    if sentinels.is_empty() {
        return Marked { text: Cow::Borrowed(text), sentinels };
    }
    out.push_str(&text[copied..]);
    Marked { text: Cow::Owned(out), sentinels }
}

/// Where a sentinel must stand for the run `start..end`, if it needs one.
fn place(text: &str, start: usize, end: usize) -> Option<usize> {
    let before = Neighbour::of(text[..start].chars().rev())?;
    let after = Neighbour::of(text[end..].chars())?;
    if before.letter == '|' || after.letter == '|' || !(before.cjk || after.cjk) {
        return None;
    }
    match (before.mark, after.mark) {
        (false, true) => Some(end),
        (true, false) if !starts_block(text, start) => Some(start),
        _ => None,
    }
}

/// The character beside a run, as the rule sees it.
struct Neighbour {
    letter: char,
    /// Punctuation or a symbol.
    mark: bool,
    cjk: bool,
}

impl Neighbour {
    /// The first of `letters`, which lead away from the run; `None` for white space and the ends of the text.
    fn of(mut letters: impl Iterator<Item = char>) -> Option<Self> {
        let letter = letters.next()?;
        if letter.is_whitespace() {
            return None;
        }
        if matches!(letter, '\u{FE00}'..='\u{FE0E}' | '\u{E0100}'..='\u{E01EF}') {
            // A variation selector belongs to the letter it follows, and is no punctuation to the parser.
            return Some(Self { letter, mark: false, cjk: letters.next().is_some_and(is_cjk) });
        }
        let mark = !letter.is_alphanumeric();
        // Quotation marks and dashes that Chinese shares with other scripts are CJK where the next letter is.
        let cjk = is_cjk(letter) || (is_shared(letter) && letters.next().is_some_and(is_cjk));
        Some(Self { letter, mark, cjk })
    }
}

/// Whether only the signs that open a block stand before `start` on its line: a run there follows no text.
fn starts_block(text: &str, start: usize) -> bool {
    text[..start].bytes().rev().take_while(|&byte| byte != b'\n').all(|byte| b"> \t:".contains(&byte))
}

fn is_shared(mark: char) -> bool {
    matches!(mark, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2014}' | '\u{2026}' | '\u{00B7}')
}

/// Letters and marks of the CJK scripts and their full-width and half-width forms, without emoji.
fn is_cjk(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE1F}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FFEE}' | '\u{16FE0}'..='\u{18DFF}' | '\u{1AFF0}'..='\u{1B2FF}'
        | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        mark(text).text.replace(SENTINEL, "┊")
    }

    #[test]
    fn stands_inside_the_run() {
        assert_eq!(marked("**送：**全国人大"), "**送：┊**全国人大");
        assert_eq!(marked("前**《决定》**后"), "前**┊《决定》┊**后");
        assert_eq!(marked("~~删除。~~后"), "~~删除。┊~~后");
        assert_eq!(marked("Go**“十四五”**Go"), "Go**┊“十四五”┊**Go");
    }

    #[test]
    fn is_not_put_in_without_need() {
        for text in [
            "a**\"b\"**c",
            "word**“quote”**word",
            "前**中文**后",
            "> **引**",
            ">**引**文",
            "~~~后\n",
            "|**后**|",
            r"中\*\*（注）\*\*文",
            "9~16亿",
            "** （注）**",
            "***\n",
            "* （项）",
        ] {
            assert!(matches!(mark(text).text, Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn offsets_lead_back() {
        let source = "前**《决定》**后，**注：**文";
        let marked = mark(source);
        for (at, letter) in marked.text.char_indices().filter(|&(_, letter)| letter != SENTINEL) {
            assert!(source[marked.original(at)..].starts_with(letter), "{letter} at {at}");
        }
    }
}
