//! From the bytes of a file to its text.
//!
//! 1. UTF-8, with or without a byte order mark, is taken as it is.
//! 2. UTF-16 with a mark is decoded with a warning; without one it is refused by name.
//! 3. What decodes as GB18030 without a flaw *and* reads as Chinese is decoded with a warning.
//! 4. Anything else is an error at its first bad sequence: nothing is guessed and published as rubbish.
//!
//! Line ends become `\n`, so that places and output are those of the same file with `\n`.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::diag::{Diagnostic, Place, scan as diag};

/// The text of `file` with a warning where it had to be decoded, or the error that it cannot be read.
pub fn decode(file: &Arc<str>, bytes: Vec<u8>) -> Result<(String, Option<Diagnostic>), Box<Diagnostic>> {
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return marked_utf16(file, &bytes, UTF_16LE),
        [0xFE, 0xFF, ..] => return marked_utf16(file, &bytes, UTF_16BE),
        _ if is_unmarked_utf16(&bytes) => return Err(Box::new(diag::utf16_without_mark(file))),
        _ => {}
    }
    // Copying is much cheaper than the standard library's check of Chinese text.
    match simdutf8::basic::from_utf8(&bytes).map_err(|_| std::str::from_utf8(&bytes)) {
        Ok(text) => {
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            Ok((with_plain_line_ends(text.to_owned()), None))
        }
        Err(Ok(text)) => Ok((with_plain_line_ends(text.to_owned()), None)),
        Err(Err(error)) => match GB18030.decode_without_bom_handling_and_without_replacement(&bytes) {
            Some(text) if reads_as_chinese(&bytes) => {
                Ok((with_plain_line_ends(text.into_owned()), Some(diag::not_utf8(file, "GB18030"))))
            }
            _ => Err(Box::new(first_bad_sequence(file, &bytes, &error))),
        },
    }
}

fn marked_utf16(
    file: &Arc<str>,
    bytes: &[u8],
    encoding: &'static Encoding,
) -> Result<(String, Option<Diagnostic>), Box<Diagnostic>> {
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes[2..]) {
        Some(text) => {
            Ok((with_plain_line_ends(text.into_owned()), Some(diag::not_utf8(file, encoding.name()))))
        }
        None => {
            let (units, offset) = first_bad_unit(&bytes[2..], encoding == UTF_16BE);
            let before = with_plain_line_ends(String::from_utf16_lossy(&units));
            let place = Place::in_text(Arc::clone(file), &before, before.len()..before.len());
            Err(Box::new(diag::broken_utf16(place, offset + 3)))
        }
    }
}

/// The units before the first one that stands alone and should not, and where in `bytes` that one is.
fn first_bad_unit(bytes: &[u8], is_big_endian: bool) -> (Vec<u16>, usize) {
    let unit = |pair: &[u8]| match (pair, is_big_endian) {
        (&[a, b], true) => u16::from_be_bytes([a, b]),
        (&[a, b], false) => u16::from_le_bytes([a, b]),
        _ => 0,
    };
    let mut good: Vec<u16> = Vec::new();
    for letter in char::decode_utf16(bytes.chunks_exact(2).map(unit)) {
        match letter {
            Ok(letter) => good.extend_from_slice(letter.encode_utf16(&mut [0; 2])),
            Err(_) => break,
        }
    }
    let offset = good.len() * 2;
    (good, offset)
}

/// UTF-16 of any language has ASCII in it (line ends at least), so every other byte of a part of it is NUL. A
/// stray NUL in another text does not turn the rest into Chinese.
fn is_unmarked_utf16(bytes: &[u8]) -> bool {
    if !bytes.contains(&0) || !bytes.len().is_multiple_of(2) {
        return false;
    }
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    if even.min(odd) * 10 > even.max(odd) {
        return false;
    }
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if text.is_ascii() => !text.contains('\0'),
        Some(text) => reads_as_chinese(&GB18030.encode(&text).0),
        None => false,
    }
}

/// Whether well-formed GB18030 is Chinese and not some other encoding that happens to be well-formed: at least
/// three quarters of what is not ASCII are the 3,755 common characters of GB 2312 (rows 16 to 55) or full-width
/// marks, where the rarer characters of rows 56 to 87 count half. Damaged UTF-8, Big5 and Latin-1 land in the
/// extension areas instead.
fn reads_as_chinese(bytes: &[u8]) -> bool {
    let (mut halves, mut total) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        if lead < 0x80 {
            rest = after;
            continue;
        }
        total += 1;
        let trail = after.first().copied().unwrap_or(0);
        halves += match (lead, trail) {
            (0xB0..=0xD7 | 0xA1 | 0xA3, 0xA1..=0xFE) => 2,
            (0xD8..=0xF7 | 0xA2, 0xA1..=0xFE) => 1,
            _ => 0,
        };
        let length = match trail {
            _ if lead == 0x80 => 0,
            b'0'..=b'9' => 3,
            _ => 1,
        };
        rest = after.get(length..).unwrap_or_default();
    }
    total > 0 && halves * 2 >= total * 3
}

fn first_bad_sequence(file: &Arc<str>, bytes: &[u8], error: &std::str::Utf8Error) -> Diagnostic {
    let start = error.valid_up_to();
    let end = error.error_len().map_or(bytes.len(), |length| start + length);
    let before = with_plain_line_ends(String::from_utf8_lossy(&bytes[..start]).into_owned());
    let before = before.strip_prefix('\u{FEFF}').unwrap_or(&before);
    let line_end = bytes[end..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    let rest = String::from_utf8_lossy(&bytes[start..line_end.map_or(bytes.len(), |at| end + at)]);
    let text: Cow<'_, str> = format!("{before}{rest}").into();
    let place = Place::in_text(Arc::clone(file), &text, before.len()..before.len() + '\u{FFFD}'.len_utf8());
    diag::unreadable_text(place, start + 1, &bytes[start..end])
}

/// `text` with `\n` for every `\r\n` and every lone `\r`.
fn with_plain_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((line, after)) = rest.split_once('\r') {
        out.push_str(line);
        out.push('\n');
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
