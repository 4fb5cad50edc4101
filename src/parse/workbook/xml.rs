//! The XML of a workbook's parts, read as a stream under limits.
//!
//! What is read is bounded before it is kept: the bytes of a part ([`Part::limit`]), of one tag or text, and the depth of
//! elements. A reader that only trusted what the file says of itself could be made to ask for any amount of memory.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Broken;

/// The most bytes of one tag or of one text without a tag in it. A cell holds at most 32,767 characters.
const TOKEN_LIMIT: usize = 1 << 20;

/// How deep elements may lie in each other. Those of a sheet lie six deep.
const DEPTH_LIMIT: u32 = 64;

/// A part of a workbook and how much of it is read at most.
pub struct Part<R> {
    /// Its bytes.
    pub read: R,
    /// The most bytes of it that are read.
    pub limit: u64,
}

/// The tokens of a part.
pub struct Xml<R: Read> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    depth: u32,
}

/// A piece of XML. An empty element opens and closes.
pub enum Token<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element of this local name ends.
    Close(Cow<'a, str>),
    /// Text, its references resolved; one text may come in several pieces.
    Text(Cow<'a, str>),
    /// Nothing that tells anything: a comment, the declaration.
    Nothing,
    /// The part ends.
    End,
}

/// The beginning of an element.
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self.attributes().find(|it| it.key.local_name().into_inner() == name);
        Some(found?.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// Calls `seen` with the name of each attribute, without a prefix, and its value.
    pub fn each_attribute(&self, mut seen: impl FnMut(&str, &str)) {
        for attribute in self.attributes() {
            if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) {
                seen(attribute.key.local_name().into_inner(), &value);
            }
        }
    }

    /// Whether one stands twice is not looked at: in a tag with thousands of them that takes its time.
    fn attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten()
    }

    /// An attribute that is a whole number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// An attribute that is true or false.
    pub fn flag(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|it| matches!(it.trim(), "1" | "true"))
    }
}

impl<R: Read> Xml<R> {
    /// The tokens of `part`.
    pub fn new(part: Part<R>) -> Self {
        let mut reader = Reader::from_reader(Metered {
            read: BufReader::with_capacity(1 << 16, part.read),
            left: part.limit,
            token_left: TOKEN_LIMIT,
            is_too_large: false,
        });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next token.
    ///
    /// # Errors
    /// What is no XML, or more of it than the limits allow.
    pub fn next(&mut self) -> Result<Token<'_>, Broken> {
        self.buffer.clear();
        self.reader.get_mut().token_left = TOKEN_LIMIT;
        let event = self.reader.read_event_into(&mut self.buffer);
        match event {
            Ok(Event::Start(element)) => {
                self.depth += 1;
                if self.depth > DEPTH_LIMIT {
                    Err(Broken::Damaged)
                } else {
                    Ok(Token::Open(Element(element)))
                }
            }
            Ok(Event::End(element)) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Token::Close(element.local_name().into_inner().to_owned().into()))
            }
            Ok(Event::Text(text)) => Ok(Token::Text(text.into_inner())),
            Ok(Event::CData(text)) => Ok(Token::Text(text.into_inner())),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => Ok(Token::Text(letter.to_string().into())),
                Ok(None) => resolve_predefined_entity(&reference.xml10_content())
                    .map(|text| Token::Text(text.into()))
                    .ok_or(Broken::Damaged),
                Err(_) => Err(Broken::Damaged),
            },
            Ok(Event::Eof) if self.depth == 0 => Ok(Token::End),
            Ok(Event::Eof) => Err(Broken::Damaged),
            Ok(_) => Ok(Token::Nothing),
            Err(_) if self.reader.get_ref().is_too_large => Err(Broken::TooLarge),
            Err(_) => Err(Broken::Damaged),
        }
    }

    /// Calls `seen` with every element that begins.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn each_element(mut self, mut seen: impl FnMut(&Element<'_>)) -> Result<(), Broken> {
        loop {
            match self.next()? {
                Token::Open(element) => seen(&element),
                Token::End => return Ok(()),
                _ => {}
            }
        }
    }
}

/// A reader that gives out no more than it may.
struct Metered<R> {
    read: BufReader<R>,
    left: u64,
    token_left: usize,
    is_too_large: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.len().min(into.len());
        into[..count].copy_from_slice(&self.read.buffer()[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 || self.token_left == 0 {
            self.is_too_large = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.read.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
        self.token_left = self.token_left.saturating_sub(count);
        self.read.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str, limit: u64) -> Result<(), Broken> {
        Xml::new(Part { read: text.as_bytes(), limit }).each_element(|_| {})
    }

    #[test]
    fn what_is_read_is_bounded() {
        assert_eq!(end("<a><b/></a>", 100), Ok(()));
        assert_eq!(end("<a><b/></a>", 5), Err(Broken::TooLarge));
        assert_eq!(end("<a><b>", 100), Err(Broken::Damaged));
        let limit = 1 << 30;
        let long = "x".repeat(TOKEN_LIMIT * 2);
        for text in [format!("<a>{long}</a>"), format!("<a {long}=''/>"), format!("<a><!--{long}--></a>")] {
            assert_eq!(end(&text, limit), Err(Broken::TooLarge));
        }
        assert_eq!(end(&"<a>".repeat(1000), limit), Err(Broken::Damaged));
        assert_eq!(end("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", limit), Err(Broken::Damaged));
    }

    #[test]
    fn references_are_resolved() {
        let mut xml = Xml::new(Part { read: &b"<a>1 &lt; &#x4EBA;<![CDATA[&]]></a>"[..], limit: 100 });
        let mut text = String::new();
        loop {
            match xml.next().unwrap() {
                Token::Text(piece) => text.push_str(&piece),
                Token::End => break,
                _ => {}
            }
        }
        assert_eq!(text, "1 < 人&");
    }
}
