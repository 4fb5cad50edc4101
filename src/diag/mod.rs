//! What we have to say about a site: diagnostics, with their place in a file.
//!
//! 1. A [`Diagnostic`] is a value: severity, code, place, and its text in Chinese and in English.
//!    Stages make them, nobody prints them on the way.
//! 2. Every diagnostic has one constructor, in the file of the stage that makes it
//!    (`diag/front_matter.rs`, `diag/markdown.rs`, …). Both languages stand there side by side.
//! 3. [`human()`], [`json()`], [`sarif()`] and [`github()`] turn a sorted list into text.

pub mod build;
pub mod charts;
pub mod checks;
pub mod config;
pub mod content;
pub mod corrections;
pub mod data;
pub mod external;
pub mod figures;
pub mod front_matter;
pub mod github;
mod human;
mod json;
pub mod links;
pub mod markdown;
mod near;
pub mod new;
pub mod relations;
mod sarif;
pub mod scan;
pub mod size;
pub mod starter;
pub mod template;
pub mod told;
pub mod workbook;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

pub use github::github;
pub use human::human;
pub use json::json;
pub use near::nearest;
pub use sarif::{Described, sarif};

/// The language messages are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese, `zh-CN`.
    #[default]
    Chinese,
    /// English, `en`.
    English,
}

impl Language {
    /// What may be written for each of them.
    pub const TAGS: [(&'static str, Self); 3] =
        [("zh-CN", Self::Chinese), ("zh", Self::Chinese), ("en", Self::English)];

    /// The language that is written like this.
    pub fn of_tag(written: &str) -> Option<Self> {
        Self::TAGS.iter().find(|(tag, _)| *tag == written).map(|&(_, language)| language)
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published, but for `--strict`.
    Warning,
    /// All is well, and worth a word: a finding that was accepted, a rate that was cut off. Only `check` says it.
    Note,
}

/// A place in a source file. Lines and columns count from 1, columns in characters; 0 means the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the file from the site's root, with forward slashes.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// How many characters the caret underlines, at least 1.
    pub length: u32,
    /// The line itself, without its end.
    pub source: Box<str>,
    /// The cells of a spreadsheet it means, where line and column do not say it.
    pub cells: Option<Box<Cells>>,
}

/// Cells of one row, as people with the spreadsheet before them name them: `数据!C5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// Name of the sheet; none in a text.
    pub sheet: Option<Arc<str>>,
    /// Row, from 1.
    pub row: u32,
    /// First and last column, from 1.
    pub columns: (u32, u32),
    /// Where in the place's `source` they begin, in characters from 1.
    pub shown_at: u32,
}

impl Cells {
    /// `数据!C5`, `数据!A5:F5`, or in a text `C5`.
    pub fn name(&self) -> String {
        let (first, last) = self.columns;
        let mut name = self.sheet.as_ref().map_or_else(String::new, |sheet| format!("{sheet}!"));
        name.push_str(&format!("{}{}", column_letters(first), self.row));
        if last > first {
            name.push_str(&format!(":{}{}", column_letters(last), self.row));
        }
        name
    }
}

/// The letters of a column (from 1) in a spreadsheet: A, Z, AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while let Some(before) = rest.checked_sub(1) {
        letters.push(char::from(b'A' + u8::try_from(before % 26).unwrap_or(0)));
        rest = before / 26;
    }
    letters.iter().rev().collect()
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: 0, column: 0, length: 0, source: "".into(), cells: None }
    }

    /// The bytes `range` of `text`, which is the whole text of `file`. A range that runs over the end of its
    /// first line is cut there; one that lies outside the text is moved to its end.
    pub fn in_text(file: impl Into<Arc<str>>, text: &str, range: Range<usize>) -> Self {
        let start = floor_char_boundary(text, range.start);
        let line = count(text[..start].bytes().filter(|&byte| byte == b'\n').count()) + 1;
        Self::on_line(file, text, range, line)
    }

    /// The same where the line is known that `range` begins on.
    pub fn on_line(file: impl Into<Arc<str>>, text: &str, range: Range<usize>, line: u32) -> Self {
        let start = floor_char_boundary(text, range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = floor_char_boundary(text, range.end).clamp(start, line_end);
        Self {
            file: file.into(),
            line,
            column: count(text[line_start..start].chars().count()) + 1,
            length: count(text[start..end].chars().count()).max(1),
            source: text[line_start..line_end].trim_end_matches('\r').into(),
            cells: None,
        }
    }

    /// Whether it lies in a workbook, which has no lines.
    fn in_workbook(&self) -> bool {
        self.cells.as_ref().is_some_and(|it| it.sheet.is_some())
    }

    /// `line` and `column` (both from 1, the column in characters) of `text`, underlining `length` characters.
    pub fn at(file: impl Into<Arc<str>>, text: &str, line: u32, column: u32, length: u32) -> Self {
        let source = text.split('\n').nth(line.saturating_sub(1) as usize).unwrap_or_default();
        Self {
            file: file.into(),
            line,
            column,
            length: length.max(1),
            source: source.trim_end_matches('\r').into(),
            cells: None,
        }
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// The sentence in `language`.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// One finding: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error, warning or note.
    pub severity: Severity,
    /// Kebab-case name, the same as the rule, its file and its page in the documentation.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong: lower case, backticks round the user's words, no full stop.
    pub message: Said,
    /// What to do about it.
    pub help: Option<Said>,
    /// Why it is accepted, where it is.
    pub accepted: Option<Box<str>>,
    /// Whether the page can be shown all the same, with the message in the place of what is wrong.
    pub in_place: bool,
}

impl Diagnostic {
    /// An error at `place`.
    pub fn error(code: &'static str, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place,
            message: Said { zh: zh.into(), en: en.into() },
            help: None,
            accepted: None,
            in_place: false,
        }
    }

    /// A warning at `place`.
    pub fn warning(code: &'static str, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, zh, en) }
    }

    /// A note at `place`.
    pub fn note(code: &'static str, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, place, zh, en) }
    }

    /// The same with a way out.
    #[must_use]
    pub fn help(self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { help: Some(Said { zh: zh.into(), en: en.into() }), ..self }
    }

    /// The same of something that stands by itself: the page can be shown with the message in its place.
    #[must_use]
    pub fn in_its_place(self) -> Self {
        Self { in_place: true, ..self }
    }

    /// The message for those who see no more of the place than file, line and column: of a cell it begins with sheet and cell.
    fn told(&self, language: Language) -> Cow<'_, str> {
        let text = self.message.text(language);
        match (&self.place.cells, language) {
            (None, _) => text.into(),
            (Some(cells), Language::Chinese) => format!("{}：{text}", cells.name()).into(),
            (Some(cells), Language::English) => format!("{}: {text}", cells.name()).into(),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.place.line, it.place.column, it.severity, it.code);
        self.place
            .file
            .cmp(&other.place.file)
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.message.zh.cmp(&other.message.zh))
    }
}

/// Sorts by file, line and column, and drops what is said twice.
pub fn sort(list: &mut Vec<Diagnostic>) {
    list.sort_by(Diagnostic::order);
    list.dedup();
}

/// Whether one of them is an error.
pub fn has_errors(list: &[Diagnostic]) -> bool {
    list.iter().any(|it| it.severity == Severity::Error)
}

/// Whether all errors are of things that stand by themselves, so that their pages can be shown.
pub fn can_be_shown(list: &[Diagnostic]) -> bool {
    list.iter().all(|it| it.severity != Severity::Error || it.in_place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }
}
