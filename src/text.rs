//! Words everyone uses about text: letters, widths, escaping.

use std::borrow::Cow;

/// Whether `letter` is a Han character (the unified ideographs with their extensions, 〇 and the iteration mark).
pub fn is_han(letter: char) -> bool {
    matches!(letter,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether `mark` is a full-width punctuation mark, or one of the curly quotes, dashes and dots that Chinese shares
/// with other scripts.
pub fn is_wide_mark(mark: char) -> bool {
    matches!(mark,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{30FB}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
        | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}' | '\u{00B7}')
}

/// Whether UTF-8 `bytes` begin with one of the Han letters from U+4E00 to U+9FFF, which most letters of a text are; told without
/// decoding.
pub fn is_common_han(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE5..=0xE9, ..] | [0xE4, 0xB8..=0xBF, ..])
}

/// Characters as Chinese editors count them: every Han letter and every full-width mark is one, a run of Latin
/// letters or digits is one word and counts as one.
pub fn count_characters(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            let alphanumeric = bytes[at].is_ascii_alphanumeric();
            count += usize::from(alphanumeric && !in_word);
            in_word = alphanumeric || (in_word && matches!(bytes[at], b'.' | b',' | b'%' | b'\'' | b'-'));
            at += 1;
            continue;
        }
        if is_common_han(&bytes[at..]) {
            count += 1;
            in_word = false;
            at += 3;
            continue;
        }
        let Some(letter) = text[at..].chars().next() else { break };
        at += letter.len_utf8();
        // The cheap questions first.
        let alphanumeric = !is_wide_mark(letter) && !is_han(letter) && letter.is_alphanumeric();
        if is_han(letter) || is_wide_mark(letter) || (alphanumeric && !in_word) {
            count += 1;
        }
        in_word = alphanumeric || (in_word && matches!(letter, '.' | ',' | '%' | '\'' | '-'));
    }
    count
}

/// A number that stands for `parts`, the same on every machine and in every version: FNV-1a, its bits mixed at the end. For
/// ids that survive edits elsewhere, not against malice.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        // No UTF-8 text holds the byte that ends a part.
        for &byte in part.iter().chain(&[0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// `text` for HTML and XML, in text and in double-quoted attributes alike.
pub fn escape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(['&', '<', '>', '"', '\'']) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for letter in text[first..].chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}
