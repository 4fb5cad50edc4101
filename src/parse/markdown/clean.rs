//! What the parser must not see: control characters, noncharacters, direction controls, foreign line ends.

use std::borrow::Cow;

/// A text with characters taken out, and how its offsets relate to the original's.
pub(in crate::parse) struct Cleaned<'a> {
    /// The text, borrowed where nothing had to go.
    pub text: Cow<'a, str>,
    /// From each offset in `text` on, how many bytes of the original are missing before it.
    missing: Vec<(usize, usize)>,
}

impl Cleaned<'_> {
    /// The offset in the original of the offset `at` in the cleaned text.
    pub fn original(&self, at: usize) -> usize {
        let index = self.missing.partition_point(|&(from, _)| from <= at);
        at + index.checked_sub(1).and_then(|index| self.missing.get(index)).map_or(0, |&(_, bytes)| bytes)
    }
}

/// Takes out what XML and HTML forbid and what turns the direction of text; line ends become `\n`. Calls `removed`
/// with the offset of each character taken out (line ends excepted).
pub(in crate::parse) fn clean<'a>(text: &'a str, mut removed: impl FnMut(usize, char)) -> Cleaned<'a> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut missing = Vec::new();
    let (mut kept, mut gone, mut at) = (0, 0, 0);
    while let Some(next) = bytes[at..].iter().position(|&byte| SUSPECT[usize::from(byte)]) {
        at += next;
        let length = forbidden(&bytes[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        if out.is_empty() {
            out.reserve(text.len());
        }
        out.push_str(&text[kept..at]);
        kept = at + length;
        if bytes[at] == b'\r' && bytes.get(kept) != Some(&b'\n') {
            out.push('\n');
        } else {
            gone += length;
            missing.push((out.len(), gone));
            if bytes[at] != b'\r' {
                text[at..kept].chars().for_each(|letter| removed(at, letter));
            }
        }
        at = kept;
    }
    if kept == 0 {
        return Cleaned { text: Cow::Borrowed(text), missing };
    }
    out.push_str(&text[kept..]);
    Cleaned { text: Cow::Owned(out), missing }
}

/// Whether `letter` is one of those that turn the direction of the text around them.
pub(in crate::parse) fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// First bytes of characters that may be forbidden.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte < 0x20 && byte != 0x09 && byte != 0x0A)
            || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF)
            || byte >= 0xF0;
        byte += 1;
    }
    table
};

/// The length of the forbidden character at the start of `bytes` (a carriage return counts), 0 where it may stay.
fn forbidden(bytes: &[u8]) -> usize {
    match *bytes {
        [0x09 | 0x0A, ..] => 0,
        [0..=0x1F | 0x7F, ..] => 1,
        [0xC2, 0x80..=0x9F, ..] => 2,
        [0xE2, 0x80, 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA6..=0xA9, ..] => 3,
        [0xEF, 0xBF, 0xBE | 0xBF, ..] | [0xEF, 0xB7, 0x90..=0xAF, ..] => 3,
        [0xF0..=0xF4, second, 0xBF, 0xBE | 0xBF, ..] if second & 0x0F == 0x0F => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (String, Vec<(usize, char)>) {
        let mut removed = Vec::new();
        let text = clean(text, |at, letter| removed.push((at, letter))).text.into_owned();
        (text, removed)
    }

    #[test]
    fn leaves_plain_text_alone() {
        assert!(matches!(clean("代表\t建议，“好”\n", |_, _| ()).text, Cow::Borrowed(_)));
    }

    #[test]
    fn takes_out_what_xml_forbids() {
        let (text, removed) = cleaned("a\0b\u{1b}c\u{fffe}d\u{202e}e\u{fdd0}f\u{1ffff}g\u{85}h");
        assert_eq!(text, "abcdefgh");
        assert_eq!(removed.len(), 7);
        assert_eq!(removed[0], (1, '\0'));
    }

    #[test]
    fn line_ends_become_line_feeds_and_offsets_stay_right() {
        let source = "甲\r\n乙\r丙\0丁";
        let cleaned = clean(source, |_, _| ());
        assert_eq!(cleaned.text, "甲\n乙\n丙丁");
        for (at, letter) in cleaned.text.char_indices().filter(|&(_, letter)| letter != '\n') {
            assert!(source[cleaned.original(at)..].starts_with(letter), "{letter}");
        }
    }
}
