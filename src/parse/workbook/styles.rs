//! `xl/styles.xml`: under which format each cell style shows its numbers.

use std::collections::HashMap;
use std::io::Read;

use super::Broken;
use super::format::Format;
use super::xml::{Token, Xml};

/// The formats of cell styles, by the number of the style.
#[derive(Debug, Default)]
pub struct Styles {
    formats: Vec<Format>,
    of_style: Vec<usize>,
}

impl Styles {
    /// Reads the part.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn read<R: Read>(mut xml: Xml<R>) -> Result<Self, Broken> {
        let mut codes: HashMap<usize, String> = HashMap::new();
        let (mut formats, mut known) = (Vec::new(), HashMap::new());
        let mut of_style = Vec::new();
        let mut is_cell_style = false;
        loop {
            match xml.next()? {
                Token::Open(element) => match element.name() {
                    "numFmt" => {
                        let code = element.attribute("formatCode");
                        codes.extend(element.number("numFmtId").zip(code));
                    }
                    "cellXfs" => is_cell_style = true,
                    "xf" if is_cell_style => {
                        let id = element.number("numFmtId").unwrap_or(0);
                        of_style.push(*known.entry(id).or_insert_with(|| {
                            formats.push(
                                codes.get(&id).map_or_else(|| Format::built_in(id), |it| Format::parse(it)),
                            );
                            formats.len() - 1
                        }));
                    }
                    _ => {}
                },
                Token::Close(name) if name == "cellXfs" => is_cell_style = false,
                Token::End => return Ok(Self { formats, of_style }),
                _ => {}
            }
        }
    }

    /// The format of a style; none for one that says nothing.
    pub fn format(&self, style: usize) -> Option<&Format> {
        self.formats.get(*self.of_style.get(style)?)
    }
}
