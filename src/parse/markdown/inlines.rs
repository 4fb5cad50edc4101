//! Inline tags: emphasis, links, images, raw HTML.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use super::links::{self, Destination, push_address};
use super::out::escape_attribute;
use super::writer::Writer;
use super::{Hole, Outward, Slot};
use crate::diag;
use crate::text::{is_han, is_wide_mark};

/// The open image.
pub(super) struct Image {
    pub alt: String,
    dest: String,
    title: String,
    /// How many images are open inside it: they are text.
    depth: usize,
    range: Range<usize>,
}

impl Writer<'_> {
    /// Opens an inline tag.
    pub fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(image) = &mut self.image {
            image.depth += usize::from(matches!(tag, Tag::Image { .. }));
            return;
        }
        match tag {
            Tag::Emphasis => self.out.html.push_str("<em>"),
            Tag::Strong => self.out.html.push_str("<strong>"),
            Tag::Strikethrough => {
                let deletion = self.is_deletion(&range);
                self.deletions.push(deletion);
                if deletion { self.out.html.push_str("<del>") } else { self.push_text("~") }
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let (dest, title) = (self.words(&dest_url), self.words(&title));
                self.start_link(link_type, &dest, &title, &range);
            }
            Tag::Image { dest_url, title, .. } => {
                let (dest, title) = (self.words(&dest_url).into_owned(), self.words(&title).into_owned());
                self.image = Some(Image { alt: String::new(), dest, title, depth: 0, range });
            }
            _ => {}
        }
    }

    /// Closes an inline tag.
    pub fn end_inline(&mut self, tag: TagEnd) {
        if let Some(image) = &mut self.image {
            match (tag, image.depth) {
                (TagEnd::Image, 0) => self.end_image(),
                (TagEnd::Image, _) => image.depth -= 1,
                _ => {}
            }
            return;
        }
        match tag {
            TagEnd::Emphasis => self.out.html.push_str("</em>"),
            TagEnd::Strong => self.out.html.push_str("</strong>"),
            TagEnd::Strikethrough => match self.deletions.pop() {
                Some(false) => self.push_text("~"),
                _ => self.out.html.push_str("</del>"),
            },
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    /// Warns where `](` stands behind the text at `range` with an address that is none for its spaces: what was meant as a
    /// link or an image would be read as words.
    pub fn look_for_spaced_address(&mut self, range: &Range<usize>) {
        let rest = self.text.get(range.end..).and_then(|it| it.strip_prefix('('));
        let line = rest.and_then(|it| it.lines().next()).and_then(|it| it.split_once(')'));
        let Some((address, _)) = line.map(|(address, after)| (address.trim(), after)) else { return };
        if address.contains([' ', '\u{3000}'])
            && address.contains(['.', '/'])
            && !address.contains(['<', '"'])
        {
            let address = address.to_owned();
            let range = range.end..range.end + 1 + address.len();
            self.report("spaced-address", &range, |place| diag::markdown::spaced_address(place, &address));
        }
    }

    fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.out.html.push_str("</a>");
        }
    }

    /// Whether the deletion at `range` is one: two tildes are, a single one between digits or Han letters is a range.
    fn is_deletion(&self, range: &Range<usize>) -> bool {
        let (before, rest) = self.text.split_at_checked(range.start).unwrap_or_default();
        let inside = self.text.get(range.start..range.end).unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        if rest.starts_with("~~") {
            return true;
        }
        let inside = inside.trim_matches('~');
        let neighbours = [
            before.chars().next_back(),
            inside.chars().next(),
            inside.chars().next_back(),
            after.chars().next(),
        ];
        !neighbours
            .into_iter()
            .flatten()
            .any(|it| it.is_ascii_digit() || it == '%' || is_han(it) || is_wide_mark(it))
    }

    fn start_link(&mut self, kind: LinkType, dest: &str, title: &str, range: &Range<usize>) {
        let email = kind == LinkType::Email;
        let destination = if email { Destination::External } else { links::classify(dest) };
        let written = self.dest_range(kind, dest, range);
        let tag = match destination {
            Destination::Forbidden | Destination::ProtocolRelative => {
                self.refuse(&destination, dest, &written);
                false
            }
            Destination::Internal => {
                self.out.html.push_str("<a href=\"");
                self.slot(Hole::Link { dest: dest.to_owned() }, &written);
                true
            }
            Destination::External => {
                self.out.html.push_str(if email { "<a href=\"mailto:" } else { "<a href=\"" });
                push_address(&mut self.out.html, dest);
                self.out.html.push_str("\" rel=\"noopener");
                if !email && links::is_web(dest) {
                    let range = self.origin.range(&written);
                    self.outward.push(Outward { url: dest.trim().to_owned(), range });
                }
                true
            }
        };
        if tag {
            self.push_title(title);
            self.out.html.push_str("\">");
        }
        self.links.push(tag);
    }

    fn push_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.html.push_str("\" title=\"");
            escape_attribute(&mut self.out.html, title);
        }
    }

    fn refuse(&mut self, destination: &Destination, dest: &str, range: &Range<usize>) {
        if *destination == Destination::ProtocolRelative {
            self.report("bad-link", range, |place| diag::markdown::protocol_relative(place, dest));
        } else {
            self.report("bad-link", range, |place| diag::markdown::bad_link(place, dest));
        }
    }

    fn slot(&mut self, what: Hole, range: &Range<usize>) {
        let range = self.origin.range(range);
        self.out.slots.push(Slot { at: self.out.html.len(), what, range });
    }

    /// Where in the text `dest` stands, within the link or image at `range`.
    fn dest_range(&self, kind: LinkType, dest: &str, range: &Range<usize>) -> Range<usize> {
        let written = self.text.get(range.clone()).unwrap_or_default();
        match written.rfind(dest) {
            Some(at) if kind == LinkType::Inline && !dest.is_empty() => {
                range.start + at..range.start + at + dest.len()
            }
            _ => range.clone(),
        }
    }

    fn end_image(&mut self) {
        let Some(Image { alt, dest, title, range, .. }) = self.image.take() else { return };
        self.decide_break(' ');
        if alt.trim().is_empty() {
            self.report("missing-alt", &range, diag::markdown::missing_alt);
        }
        let destination = links::classify(&dest);
        let written = self.dest_range(LinkType::Inline, &dest, &range);
        match destination {
            Destination::Internal => self.image_tag(&alt, dest, &title, &written),
            Destination::External if links::is_web(&dest) => {
                self.report("remote-image", &written, |place| diag::markdown::remote_image(place, &dest));
                self.image_link(&alt, &dest, &written);
            }
            _ => {
                self.refuse(&destination, &dest, &written);
                self.push_text(&alt);
            }
        }
    }

    fn image_tag(&mut self, alt: &str, dest: String, title: &str, range: &Range<usize>) {
        let start = self.out.html.len();
        self.out.html.push_str("<img src=\"");
        self.slot(Hole::Image { dest }, range);
        self.out.html.push_str("\" alt=\"");
        escape_attribute(&mut self.out.html, alt);
        self.out.html.push_str("\" loading=\"lazy");
        let title_at = self.out.html.len() + 1;
        self.push_title(title);
        self.out.html.push_str("\">");
        self.last_image = Some((start..self.out.html.len(), title_at, title.to_owned()));
    }

    /// A link in the place of a picture on another host.
    fn image_link(&mut self, alt: &str, dest: &str, range: &Range<usize>) {
        let words = if alt.trim().is_empty() { dest } else { alt };
        if self.linked() {
            return self.push_text(words);
        }
        self.start_link(LinkType::Autolink, dest, "", range);
        self.push_text(words);
        self.end_link();
    }

    /// A tag or comment of raw HTML.
    pub fn raw_inline(&mut self, html: &CowStr<'_>, range: Range<usize>) {
        if self.image.is_some() {
            return;
        }
        let html = self.words(html);
        if self.options.raw_html {
            self.out.html.push_str(&html);
            self.raw_link = match html.get(..2) {
                Some("<a") => !html[2..].starts_with(|letter: char| letter.is_ascii_alphanumeric()),
                _ => self.raw_link && !html.starts_with("</a"),
            };
        } else if !super::blocks::only_comments(&html) && !html.starts_with("</") {
            // The end of an element is left out with its start, which has been reported.
            self.report("raw-html", &range, diag::markdown::raw_html);
        }
    }
}
