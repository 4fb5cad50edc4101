//! Everything an editor can write in `site.toml` and in front matter: each key with its shape, its default, an example and
//! what it is for, in both languages.
//!
//! 1. [`settings`] and [`front_matter`] are the tables. Tests hold them to the readers: what a reader looks up stands there,
//!    what stands there is looked up, and its example is accepted.
//! 2. [`schema()`] makes a JSON Schema of a table, for editors that check while one types.
//! 3. [`snippets()`] offers the keys of front matter in an editor that cannot apply a schema within Markdown.
//! 4. [`site_toml()`] writes the settings of a new site, each explained.
//! 5. [`manual`] writes the tables as pages of the manual.

pub mod front_matter;
pub mod manual;
mod schema;
pub mod settings;
mod site_toml;
mod snippets;

#[cfg(test)]
mod tests;

pub use schema::{Descriptions, schema, schema_text};
pub use site_toml::site_toml;
pub use snippets::snippets;

use crate::diag::{Language, Severity};

/// One of the two tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Front matter: YAML at the head of a page.
    FrontMatter,
    /// `site.toml`.
    Settings,
}

impl Table {
    /// Its keys.
    pub fn keys(self) -> &'static [Key] {
        match self {
            Self::FrontMatter => front_matter::KEYS,
            Self::Settings => settings::KEYS,
        }
    }
}

/// Words in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// Those of `language`.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What may stand under it.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
    /// What counts where it is left out, as it would be written; empty where there is nothing.
    pub default: &'static str,
    /// A value as it is written: TOML in the settings, YAML in front matter.
    pub example: Words,
    /// What it is for.
    pub about: Words,
}

/// What may stand under a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text, in one line or many.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number, not negative.
    Count,
    /// A whole number.
    Whole,
    /// A whole number, also in Han numerals.
    Numeral,
    /// A day, perhaps with a time.
    Date,
    /// A web address.
    Address,
    /// The address of the site, or nothing.
    SiteAddress,
    /// A colour.
    Colour,
    /// An offset from UTC.
    Offset,
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
    /// A list of texts, or one.
    Texts,
    /// The same; in one line they are parted by commas.
    Words,
    /// Keys and values.
    Map(&'static [Key]),
    /// A list of such.
    Maps(&'static [Key]),
    /// Text or keys and values.
    TextOrMap(&'static [Key]),
    /// A list of such.
    TextsOrMaps(&'static [Key]),
    /// Figures: a map from indicator to value or keys and values, or a list.
    Figures(&'static [Key]),
    /// A text for each name.
    Names,
    /// A reason for each rule that is accepted.
    Accepted,
    /// A word for each rule.
    Rules,
    /// Anything.
    Free,
}

impl Shape {
    /// The keys that stand below it; none where there are none, or where they are free.
    pub fn keys(self) -> &'static [Key] {
        match self {
            Self::Map(keys)
            | Self::Maps(keys)
            | Self::TextOrMap(keys)
            | Self::TextsOrMaps(keys)
            | Self::Figures(keys) => keys,
            _ => &[],
        }
    }
}

/// A key with all that must be said of it.
const fn key(
    name: &'static str,
    shape: Shape,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    let example = Words { zh: example, en: example };
    Key { name, shape, needed: false, default: "", example, about: Words { zh, en } }
}

impl Key {
    const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    const fn default(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    /// With another example for those who read English.
    const fn example_en(self, en: &'static str) -> Self {
        let zh = self.example.zh;
        Self { example: Words { zh, en }, ..self }
    }
}

/// What `checks` takes for a rule.
const SEVERITIES: [&str; 4] = ["error", "warning", "note", "off"];

/// As `checks` writes it.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
