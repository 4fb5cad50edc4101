//! `withheld`: what must not be published, on something public: telephone numbers, e-mail addresses, identity cards, lists of
//! recipients, words of secrecy.
//!
//! 1. The source of every published page is looked at, text and front matter alike, once for each sort; so are the notes and
//!    sources of figures in `content/_data/`.
//! 2. What is found in a comment of the front matter is not published. With `show_contacts` neither is anything said of the
//!    contacts that `[publication]` declares.
//! 3. The places are those in the source.

mod numbers;
mod words;

use std::ops::Range;
use std::sync::Arc;

use super::{Checked, Found, Subject};
use crate::config::Publication;
use crate::diag::content as say;
use crate::digest::{Kind, Source};
use crate::figures::ledger::Figure;
use crate::parse::{Document, front_matter};

/// A sort of thing that is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A mobile telephone.
    Mobile,
    /// A fixed telephone or a fax.
    Telephone,
    /// An e-mail address.
    Email,
    /// The number of an identity card.
    Identity,
    /// To whom a bulletin is sent.
    Recipients,
    /// A degree of secrecy, or a note that it is internal.
    Secrecy,
}

/// Something found, and the bytes it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
}

/// Looks at all that is published.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    let contacts = Contacts::new(&site.config.publication);
    let mut matches = Vec::new();
    for (id, page) in site.pages.iter().enumerate() {
        of_document(&page.document, page.kind, Subject::Page(id), &contacts, &mut matches, found);
    }
    for (id, section) in site.sections.iter().enumerate() {
        if let Some(document) = &section.index {
            of_document(document, Kind::Page, Subject::Section(id), &contacts, &mut matches, found);
        }
    }
    of_tables(checked, &contacts, &mut matches, found);
}

fn of_document(
    document: &Document,
    kind: Kind,
    subject: Subject,
    contacts: &Contacts,
    matches: &mut Vec<Match>,
    found: &mut Found,
) {
    let text = &*document.text;
    let (yaml, body) = front_matter::split(&document.file, text).unwrap_or((0..0, 0));
    matches.clear();
    find(text, matches);
    words::recipients(text, body, kind == Kind::Issue, matches);
    for it in
        matches.iter().filter(|it| !(yaml.contains(&it.range.start) && in_comment(text, it.range.start)))
    {
        if !contacts.allow(it.what, &text[it.range.clone()]) {
            found.of(Some(subject), say::withheld(document.place_of(it.range.clone()), it.what));
        }
    }
}

/// The words of figures that stand in tables; those of pages stand in their sources.
fn of_tables(checked: &Checked<'_>, contacts: &Contacts, matches: &mut Vec<Match>, found: &mut Found) {
    let site = checked.site;
    let mut last: Option<&Arc<Source>> = None;
    for (index, figure) in site.ledger.figures().iter().enumerate() {
        if site.figure_pages[index].is_some() || figure.in_text.is_some() {
            continue;
        }
        // Rows of one source share it.
        let source = figure.source.as_ref().filter(|it| !last.is_some_and(|last| Arc::ptr_eq(last, it)));
        last = figure.source.as_ref();
        for (key, words) in words_of(figure, source.map(|it| &**it)) {
            matches.clear();
            find(words, matches);
            for it in matches.iter().filter(|it| !contacts.allow(it.what, &words[it.range.clone()])) {
                found.of_figure(index, say::withheld(checked.place(index, key), it.what));
            }
        }
    }
}

/// The free words of a figure with the keys they stand under.
fn words_of<'a>(
    figure: &'a Figure,
    source: Option<&'a Source>,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let own = [("note", &figure.note), ("at", &figure.at), ("definition", &figure.definition)];
    let own = own.into_iter().filter_map(|(key, words)| Some((key, words.as_deref()?)));
    let of_source = source.into_iter().flat_map(|it| {
        let words = [
            ("source_name", Some(&*it.name)),
            ("source_author", it.author.as_deref()),
            ("source_editor", it.editor.as_deref()),
        ];
        words.into_iter().filter_map(|(key, words)| Some((key, words?)))
    });
    own.chain(of_source)
}

/// Adds what `text` holds of every sort but recipients, which have their place on a page.
fn find(text: &str, found: &mut Vec<Match>) {
    numbers::find(text, found);
    emails(text, found);
    words::find(text, found);
}

/// Adds the e-mail addresses; the one of a link that shows its address is told of once.
fn emails(text: &str, found: &mut Vec<Match>) {
    let bytes = text.as_bytes();
    let mut last: Option<Range<usize>> = None;
    for at in memchr::memchr_iter(b'@', bytes).chain(memchr::memmem::find_iter(bytes, "＠")) {
        let Some(range) = email(text, at) else { continue };
        let again = last.as_ref().is_some_and(|it| {
            text[it.clone()] == text[range.clone()] && range.start.abs_diff(it.end) < "](mailto:".len() + 1
        });
        if !again && !in_address(text, range.start) {
            found.push(Match { range: range.clone(), what: What::Email });
        }
        last = Some(range);
    }
}

/// The address around the `@` at `at`. Those of the reserved names (example.org) are nobody's.
fn email(text: &str, at: usize) -> Option<Range<usize>> {
    const NOBODY: [&str; 6] =
        ["example.com", "example.org", "example.net", "example.cn", ".example", ".invalid"];
    let sign = if text.as_bytes()[at] == b'@' { 1 } else { "＠".len() };
    let of_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '%' | '+' | '-');
    let start = text[..at].trim_end_matches(of_name).len();
    let start = start + text[start..at].len() - text[start..at].trim_start_matches(['.', '-', '%']).len();
    let host = &text[at + sign..];
    let end =
        host.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-']);
    let (_, last) = host.rsplit_once('.')?;
    let fits = start < at
        && last.len() >= 2
        && last.bytes().all(|it| it.is_ascii_alphabetic())
        && host.split('.').all(|label| !label.is_empty())
        && !NOBODY.iter().any(|it| host.ends_with(it));
    fits.then(|| start..at + sign + host.len())
}

/// Whether the byte at `at` stands in a web address: its number is none of a person's.
fn in_address(text: &str, at: usize) -> bool {
    let ends = |it: char| !it.is_ascii_graphic() || matches!(it, '<' | '>' | '"' | '(' | '[' | '|');
    // No address is longer; a text without any space must not be searched through for each of its numbers.
    let bytes = &text.as_bytes()[at.saturating_sub(2_048)..at];
    let start = bytes.iter().rposition(|&it| ends(char::from(it))).map_or(0, |it| it + 1);
    let holds = |words: &str| memchr::memmem::find(&bytes[start..], words.as_bytes()).is_some();
    holds("://") || holds("www.")
}

/// Whether the byte at `at` of front matter stands behind a `#` that begins a comment.
fn in_comment(text: &str, at: usize) -> bool {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |it| it + 1);
    let before = &text[start..at];
    let open = |before: &str| before.matches('"').count() % 2 == 1 || before.matches('\'').count() % 2 == 1;
    before
        .match_indices('#')
        .any(|(hash, _)| (hash == 0 || before[..hash].ends_with([' ', '\t'])) && !open(&before[..hash]))
}

/// What a site itself publishes of its office.
struct Contacts {
    telephones: Vec<String>,
    emails: String,
    recipients: String,
}

impl Contacts {
    fn new(publication: &Publication) -> Self {
        let shown =
            |it: &Option<String>| it.clone().filter(|_| publication.show_contacts).unwrap_or_default();
        let mut telephones = Vec::new();
        let mut matches = Vec::new();
        let declared = format!("电话：{}", shown(&publication.phone));
        numbers::find(&declared, &mut matches);
        telephones.extend(matches.into_iter().map(|it| digits(&declared[it.range])));
        Self {
            telephones,
            emails: shown(&publication.email).to_lowercase(),
            recipients: letters(&shown(&publication.recipients)),
        }
    }

    fn allow(&self, what: What, written: &str) -> bool {
        match what {
            What::Mobile | What::Telephone => {
                let written = digits(written);
                self.telephones.iter().any(|it| it.ends_with(&written) || written.ends_with(it))
            }
            What::Email => {
                self.emails.split([' ', '、', ',', '，', ';', '；']).any(|it| it == written.to_lowercase())
            }
            What::Recipients => {
                let list = written.split_once(['：', ':']).map_or(written, |(_, list)| list);
                !self.recipients.is_empty() && letters(list) == self.recipients
            }
            What::Identity | What::Secrecy => false,
        }
    }
}

/// The digits of a number, as ASCII.
fn digits(written: &str) -> String {
    let ascii = |it: char| match it {
        '０'..='９' => char::from_digit(it as u32 - '０' as u32, 10),
        _ => Some(it).filter(char::is_ascii_digit),
    };
    written.chars().filter_map(ascii).collect()
}

/// The letters of a text, without marks and spaces.
fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests;
