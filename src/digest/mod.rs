//! What a digest is made of: kinds of pages, sources, corrections, dates, masthead words.

pub mod date;

use crate::diag::Language;
use crate::figures::numeral;
use date::Date;

/// The kind of a content page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A piece of news or a digest of one.
    Article,
    /// A work report: a region, a period and many figures.
    Report,
    /// A numbered bulletin.
    Issue,
    /// Anything else: about, method.
    Page,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Article, Self::Report, Self::Issue, Self::Page];

    /// The name in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Report => "report",
            Self::Issue => "issue",
            Self::Page => "page",
        }
    }
}

/// Where a text or a figure comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Name of the publication; may be empty.
    pub name: String,
    /// Address, `http` or `https`.
    pub url: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Editor.
    pub editor: Option<String>,
    /// Date of the original.
    pub date: Option<Date>,
    /// When it was read.
    pub accessed: Option<Date>,
    /// Licence.
    pub licence: Option<String>,
}

/// A correction of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When.
    pub date: Option<Date>,
    /// What it said.
    pub was: String,
    /// What it says now.
    pub now: String,
    /// Why.
    pub reason: Option<String>,
    /// The figure it corrects: its place among the figures of the page, from 0.
    pub figure: Option<usize>,
}

/// 第18期 / No. 18.
pub fn issue_number(number: u64, language: Language) -> String {
    match language {
        Language::Chinese => format!("第{number}期"),
        Language::English => format!("No. {number}"),
    }
}

/// 总第七百二十期 / No. 720 overall: the number from the first issue on, in Chinese numerals as mastheads write it.
pub fn issue_serial(serial: u64, language: Language) -> String {
    match language {
        Language::Chinese => format!("总第{}期", numeral::chinese(serial)),
        Language::English => format!("No. {serial} overall"),
    }
}
