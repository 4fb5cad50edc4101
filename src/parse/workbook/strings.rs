//! The texts that the cells of a workbook share, one after the other in one string.

use std::io::Read;

use super::Broken;
use super::xml::{Token, Xml};

/// The most bytes of the text of a cell: a spreadsheet has room for 32,767 characters.
pub const CELL_LIMIT: usize = 4 * 32_767;

/// The texts, by their number.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads `xl/sharedStrings.xml`.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn read<R: Read>(mut xml: Xml<R>) -> Result<Self, Broken> {
        let mut strings = Self::default();
        let mut words = Words::default();
        loop {
            match xml.next()? {
                Token::Open(element) => words.open(element.name()),
                Token::Text(text) => {
                    words.text(&text, &mut strings.text);
                    let start = strings.ends.last().map_or(0, |&it| it as usize);
                    if strings.text.len() - start > CELL_LIMIT {
                        return Err(Broken::TooLarge);
                    }
                }
                Token::Close(name) => {
                    words.close(&name);
                    if name == "si" {
                        let end = u32::try_from(strings.text.len()).map_err(|_| Broken::TooLarge)?;
                        strings.ends.push(end);
                    }
                }
                Token::End => return Ok(strings),
                Token::Nothing => {}
            }
        }
    }

    /// The text at `index`.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }
}

/// Which of the text inside a string element is the cell's: what lies in `<t>`, but not the reading aids (`<rPh>`).
#[derive(Debug, Default)]
pub struct Words {
    is_text: bool,
    is_aid: bool,
}

impl Words {
    /// An element begins.
    pub fn open(&mut self, name: &str) {
        match name {
            "t" => self.is_text = true,
            "rPh" => self.is_aid = true,
            _ => {}
        }
    }

    /// An element ends.
    pub fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "rPh" => self.is_aid = false,
            _ => {}
        }
    }

    /// Adds `text` to `out` where it is the cell's.
    pub fn text(&self, text: &str, out: &mut String) {
        if self.is_text && !self.is_aid {
            out.push_str(text);
        }
    }
}

/// `text` with the characters that the format writes as `_x000D_`, and every line end as `\n`.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let end = if letter.is_some() { at + 7 } else { at + 2 };
        out.push_str(if letter.is_some() { &rest[..at] } else { &rest[..end] });
        out.extend(letter);
        rest = &rest[end..];
    }
    out.push_str(rest);
    if out.contains('\r') { out.replace("\r\n", "\n").replace('\r', "\n") } else { out }
}

#[cfg(test)]
mod tests {
    use super::super::xml::Part;
    use super::*;

    #[test]
    fn texts_are_those_of_the_cells() {
        let xml = "<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 丙</t></r>\
                   <rPh sb='0' eb='1'><t>yi</t></rPh></si><si/><si><t>丁</t></si></sst>";
        let strings = Strings::read(Xml::new(Part { read: xml.as_bytes(), limit: 1000 })).unwrap();
        let found: Vec<Option<&str>> = (0..5).map(|index| strings.get(index)).collect();
        assert_eq!(found, [Some("甲"), Some("乙 丙"), Some(""), Some("丁"), None]);
    }

    #[test]
    fn escaped_characters_are_read() {
        assert_eq!(unescaped("一_x000D_\n二_x4EBA__xZZZZ_ _x"), "一\n二人_xZZZZ_ _x");
        assert_eq!(unescaped("a_x中b_"), "a_x中b_");
    }
}
