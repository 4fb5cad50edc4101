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

/// Characters as Chinese editors count them: every Han letter and every full-width mark is one, a run of Latin
/// letters or digits is one word and counts as one.
pub fn count_characters(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for letter in text.chars() {
        // Most letters are common Han ones.
        if matches!(letter, '\u{4E00}'..='\u{9FFF}') {
            count += 1;
            in_word = false;
            continue;
        }
        // The cheap questions first.
        let alphanumeric = !is_han(letter) && !is_wide_mark(letter) && letter.is_alphanumeric();
        if is_han(letter) || is_wide_mark(letter) || (alphanumeric && !in_word) {
            count += 1;
        }
        in_word = alphanumeric || (in_word && matches!(letter, '.' | ',' | '%' | '\'' | '-'));
    }
    count
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
