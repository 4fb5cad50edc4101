//! The catalogue of indicators: what a figure can measure, in which units, and the words it goes by.
//!
//! [`Catalogue::builtin`] is the table of the program; a site adds indicators of its own or overrides built-in ones
//! with [`Catalogue::insert`]. Everything comes in catalogue order: that of the table, then that of insertion.
//!
//! How indicators hang together, as [`formula`] reads it, is a table of its own ([`Ties`]), so that checks have it as data.

pub mod formula;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

pub use self::formula::{Alternative, Formula, FormulaError, Operand, Ties};
use super::unit::{FRACTION, PER_MILLE, PERCENT, PERCENTAGE_POINT};
use crate::diag::{self, Language};

/// What money is counted in.
const YUAN: &str = "元";

/// Whether `id` has the form of an indicator's: `group.name`, in small ASCII letters, digits and `_`.
pub fn is_id(id: &str) -> bool {
    let part = |it: &str| {
        it.starts_with(|first: char| first.is_ascii_lowercase())
            && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
    };
    id.contains('.') && id.split('.').all(part)
}

/// Something that figures measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// `suggestions.closed_rate`.
    pub id: String,
    /// Function of the congress: 立法, 监督, 代表工作, …
    pub function: String,
    /// Name in Chinese: 办结率.
    pub name_zh: String,
    /// Name in English: closing rate.
    pub name_en: String,
    /// Main unit, in its normal form.
    pub unit: String,
    /// Every unit that is accepted, the main one first.
    pub units: Vec<String>,
    /// What kind of number it is.
    pub kind: Kind,
    /// Which way is better.
    pub better: Better,
    /// Its formula for people, or a note; what checks count with is in [`Catalogue::ties`].
    pub formula: Option<String>,
    /// The same in Chinese.
    pub formula_zh: Option<String>,
    /// What it counts, in a sentence; for people.
    pub definition: Option<String>,
    /// Words it goes by in reports.
    pub synonyms: Vec<String>,
    /// Whether most congresses report it.
    pub tier: Tier,
}

impl Indicator {
    /// Whether a value may have `unit`. A missing measure word (18万) is accepted.
    pub fn accepts(&self, unit: &str) -> bool {
        unit.is_empty() || self.units.iter().any(|it| it == unit)
    }

    /// Whether a change of it may have `unit`: one of its own, a share of what it was, or percentage points.
    pub fn accepts_change(&self, unit: &str) -> bool {
        self.accepts(unit) || matches!(unit, PERCENT | PERCENTAGE_POINT | PER_MILLE)
    }

    /// The formula or note in `language`.
    pub fn formula_in(&self, language: Language) -> Option<&str> {
        match language {
            Language::Chinese => self.formula_zh.as_deref(),
            Language::English => self.formula.as_deref(),
        }
    }

    /// The name in `language`, where it has one there; else in Chinese.
    pub fn shown(&self, language: Language) -> &str {
        match self.name(language) {
            "" => &self.name_zh,
            name => name,
        }
    }

    /// The name in `language`.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.name_zh,
            Language::English => &self.name_en,
        }
    }
}

/// What kind of number an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Things: 件, 项, 个.
    Count,
    /// A share of something: %.
    Rate,
    /// 元.
    Money,
    /// Persons, each counted once: 名, 位, 人.
    Persons,
    /// Persons, counted each time: 人次.
    PersonTimes,
    /// 年, 天.
    Duration,
    /// A value to be reached, no outcome.
    Threshold,
    /// A number of the text (四项重点工作), no indicator of work.
    Structural,
    /// A number of the page around the text.
    Chrome,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Count,
        Self::Rate,
        Self::Money,
        Self::Persons,
        Self::PersonTimes,
        Self::Duration,
        Self::Threshold,
        Self::Structural,
        Self::Chrome,
    ];

    /// The name it has in tables: `person-times`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rate => "rate",
            Self::Money => "money",
            Self::Persons => "persons",
            Self::PersonTimes => "person-times",
            Self::Duration => "duration",
            Self::Threshold => "threshold",
            Self::Structural => "structural",
            Self::Chrome => "chrome",
        }
    }

    /// The name it has for people.
    pub fn label(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Count => ("数量", "count"),
            Self::Rate => ("比率", "rate"),
            Self::Money => ("金额", "money"),
            Self::Persons => ("人数", "persons"),
            Self::PersonTimes => ("人次", "person-times"),
            Self::Duration => ("时长", "duration"),
            Self::Threshold => ("标准线", "threshold"),
            Self::Structural => ("章节计数", "count of sections"),
            Self::Chrome => ("页面信息", "page information"),
        };
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// The kind of what is counted in `unit`, where nothing else says it.
    pub fn of_unit(unit: &str) -> Self {
        const KINDS: [Kind; 5] = [Kind::Rate, Kind::Money, Kind::Persons, Kind::PersonTimes, Kind::Duration];
        KINDS.into_iter().find(|it| it.takes(unit)).unwrap_or(Self::Count)
    }

    /// Whether an indicator of this kind may be counted in `unit`: a rate never in 件, money in nothing but 元.
    pub fn takes(self, unit: &str) -> bool {
        const TIMES: [&str; 8] = ["年", "个月", "月", "周", "天", "日", "小时", "分钟"];
        const SHARES: [&str; 4] = [PERCENT, FRACTION, PER_MILLE, PERCENTAGE_POINT];
        match self {
            Self::Rate | Self::Persons | Self::PersonTimes => self.units().contains(&unit),
            Self::Money => unit == YUAN,
            Self::Duration => TIMES.contains(&unit),
            Self::Count => unit != YUAN && !SHARES.contains(&unit),
            Self::Threshold | Self::Structural | Self::Chrome => true,
        }
    }

    /// What [`Self::takes`] allows, for people; nothing where it would be a long list.
    pub fn usual_units(self) -> &'static [&'static str] {
        match self {
            Self::Rate => &[PERCENT, PER_MILLE],
            Self::Money => &[YUAN],
            Self::Duration => &["年", "个月", "天"],
            _ => self.units(),
        }
    }

    /// Units that every indicator of this kind takes, whatever its main unit.
    fn units(self) -> &'static [&'static str] {
        match self {
            Self::Persons => &["名", "位", "人"],
            Self::PersonTimes => &["人次", "人(次)"],
            Self::Rate | Self::Threshold => &[PERCENT, FRACTION, PER_MILLE],
            Self::Count | Self::Money | Self::Duration | Self::Structural | Self::Chrome => &[],
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

impl Better {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Up, Self::Down, Self::Neutral];

    /// The name it has in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Neutral => "neutral",
        }
    }

    /// What it says to people; nothing of a neutral one.
    pub fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Up, Language::Chinese) => "越高越好",
            (Self::Up, Language::English) => "more is better",
            (Self::Down, Language::Chinese) => "越低越好",
            (Self::Down, Language::English) => "less is better",
            (Self::Neutral, _) => "",
        }
    }
}

impl Tier {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Core, Self::Extended];

    /// The name it has in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Extended => "ext",
        }
    }
}

/// Whether most congresses report an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// They do.
    Core,
    /// Some do.
    #[serde(rename = "ext")]
    Extended,
}

/// Why a name names no indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError<'a> {
    /// There is none; this one is near.
    Unknown {
        /// The nearest, when it is near enough to be meant.
        nearest: Option<&'a Indicator>,
    },
    /// Several go by it.
    Ambiguous {
        /// Those that do, in catalogue order.
        candidates: Vec<&'a Indicator>,
    },
}

/// Indicators by id and by name.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    list: Vec<Indicator>,
    ids: HashMap<String, usize>,
    /// Who goes by a name: by its whole name, by its name without brackets, by a synonym.
    names: [HashMap<String, Vec<usize>>; 3],
    /// How they hang together, by position.
    ties: BTreeMap<usize, Ties>,
}

impl Catalogue {
    /// The indicators that the program knows.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Catalogue> = LazyLock::new(|| {
            let mut catalogue = Catalogue::default();
            rows().flatten().for_each(|row| catalogue.insert(row.into()));
            for (indicator, ties) in
                tie_rows().flatten().filter_map(|row| row.read(&catalogue).ok()).collect::<Vec<_>>()
            {
                catalogue.ties.insert(indicator, ties);
            }
            catalogue
        });
        &BUILTIN
    }

    /// Adds `indicator`, or puts it in the place of the one with its id. Its units are completed by those its kind
    /// takes, the main one first.
    pub fn insert(&mut self, mut indicator: Indicator) {
        let mut units = vec![indicator.unit.clone()];
        let further = std::mem::take(&mut indicator.units);
        let by_kind = indicator.kind.units().iter().map(|&it| it.to_owned());
        units.extend(further.into_iter().chain(by_kind));
        for unit in units {
            if !unit.is_empty() && !indicator.units.contains(&unit) {
                indicator.units.push(unit);
            }
        }
        if let Some(&at) = self.ids.get(&indicator.id) {
            self.list[at] = indicator;
            self.names = Default::default();
            (0..self.list.len()).for_each(|at| self.index(at));
        } else {
            self.ids.insert(indicator.id.clone(), self.list.len());
            self.list.push(indicator);
            self.index(self.list.len() - 1);
        }
    }

    fn index(&mut self, at: usize) {
        let it = &self.list[at];
        let name = plain_name(&it.name_zh);
        let short = without_brackets(&name).to_owned();
        let english = it.name_en.to_lowercase();
        let synonyms = it.synonyms.iter().map(|synonym| plain_name(synonym)).map(|name| (2, name));
        for (rank, name) in [(0, name), (0, english), (1, short)].into_iter().chain(synonyms) {
            let owners = self.names[rank].entry(name).or_default();
            if !owners.contains(&at) {
                owners.push(at);
            }
        }
    }

    /// The indicator with `id`.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.ids.get(id).map(|&at| &self.list[at])
    }

    /// How the indicator at `position` hangs together with others.
    pub fn ties(&self, position: usize) -> Option<&Ties> {
        self.ties.get(&position)
    }

    /// The indicators that hang together with others: positions, in catalogue order, and how.
    pub fn tied(&self) -> impl Iterator<Item = (usize, &Ties)> {
        self.ties.iter().map(|(&position, ties)| (position, ties))
    }

    /// How the indicator at `position` hangs together with others, to be changed.
    pub fn ties_mut(&mut self, position: usize) -> &mut Ties {
        self.ties.entry(position).or_default()
    }

    /// All of them, in catalogue order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Indicator> + Clone {
        self.list.iter()
    }

    /// The functions of the congress, in catalogue order.
    pub fn functions(&self) -> Vec<&str> {
        let mut functions: Vec<&str> = Vec::new();
        for it in &self.list {
            if !functions.contains(&it.function.as_str()) {
                functions.push(&it.function);
            }
        }
        functions
    }

    /// The indicator at `position`, as [`Self::position`] gives it.
    ///
    /// # Panics
    ///
    /// When the catalogue has no such position.
    pub fn at(&self, position: usize) -> &Indicator {
        &self.list[position]
    }

    /// Where `id` stands in catalogue order.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// What an editor meant by `key`: an id, a name (办结率), or a synonym that only one indicator goes by.
    ///
    /// # Errors
    ///
    /// [`NameError`] with the nearest or with all that fit.
    pub fn by_name(&self, key: &str) -> Result<&Indicator, NameError<'_>> {
        let key = key.trim();
        if let Some(it) = self.get(key) {
            return Ok(it);
        }
        let (wanted, english) = (plain_name(key), key.to_lowercase());
        for names in &self.names {
            match names.get(&wanted).or_else(|| names.get(&english)).map(Vec::as_slice) {
                None | Some([]) => {}
                Some([one]) => return Ok(&self.list[*one]),
                Some(several) => {
                    return Err(NameError::Ambiguous {
                        candidates: several.iter().map(|&at| &self.list[at]).collect(),
                    });
                }
            }
        }
        Err(NameError::Unknown { nearest: self.nearest(key) })
    }

    /// The indicator that `key` is nearest to, by id, name or synonym, when it is near enough to be meant.
    pub fn nearest(&self, key: &str) -> Option<&Indicator> {
        if let Some(id) = diag::nearest(key, self.iter().map(|it| it.id.as_str())) {
            return self.get(id);
        }
        // closed_rate, or suggestion.closed_rate, for suggestions.closed_rate.
        let last = |id: &str| id.rsplit('.').next().unwrap_or_default().to_owned();
        let mut same_ending = self.iter().filter(|it| last(&it.id) == last(key));
        if let (Some(one), None) = (same_ending.next(), same_ending.next()) {
            return Some(one);
        }
        let names = self.iter().flat_map(|it| std::iter::once(&it.name_zh).chain(&it.synonyms));
        let name = diag::nearest(key, names.map(String::as_str))?;
        self.iter().find(|it| it.name_zh == name || it.synonyms.iter().any(|synonym| synonym == name))
    }
}

/// A name with half-width brackets and without spaces.
fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect()
}

/// 办复率 for 办复率(答复率).
fn without_brackets(name: &str) -> &str {
    name.find('(').map_or(name, |at| &name[..at])
}

/// A row of `tables/indicators.csv`; lists are `units` (by spaces) and `synonyms` (by commas).
#[derive(Deserialize)]
struct Row {
    id: String,
    function: String,
    name_zh: String,
    name_en: String,
    unit: String,
    units: String,
    kind: Kind,
    better: Better,
    formula_or_note: Option<String>,
    note_zh: Option<String>,
    synonyms: String,
    tier: Tier,
}

impl From<Row> for Indicator {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            function: row.function,
            name_zh: row.name_zh,
            name_en: row.name_en,
            unit: row.unit,
            units: row.units.split_whitespace().map(str::to_owned).collect(),
            kind: row.kind,
            better: row.better,
            formula: row.formula_or_note,
            formula_zh: row.note_zh,
            definition: None,
            synonyms: row.synonyms.split(',').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            tier: row.tier,
        }
    }
}

fn rows() -> impl Iterator<Item = csv::Result<Row>> {
    csv::Reader::from_reader(include_bytes!("tables/indicators.csv").as_slice()).into_deserialize()
}

/// A row of `tables/ties.csv`: formulas over indicators, as [`formula`] reads them.
#[derive(Deserialize)]
struct TieRow {
    indicator: String,
    formula: Option<String>,
    parts: Option<String>,
    at_most: Option<String>,
}

impl TieRow {
    fn read(&self, catalogue: &Catalogue) -> Result<(usize, Ties), FormulaError> {
        let read = |text: &Option<String>| {
            text.as_ref().map(|text| formula::read(text, &self.indicator, catalogue)).transpose()
        };
        let position = catalogue
            .position(&self.indicator)
            .ok_or_else(|| FormulaError::Unknown(self.indicator.clone()))?;
        let (formula, parts, at_most) = (read(&self.formula)?, read(&self.parts)?, read(&self.at_most)?);
        Ok((position, Ties { formula, parts, at_most }))
    }
}

fn tie_rows() -> impl Iterator<Item = csv::Result<TieRow>> {
    csv::Reader::from_reader(include_bytes!("tables/ties.csv").as_slice()).into_deserialize()
}

#[cfg(test)]
mod tests;
