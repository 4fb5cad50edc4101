//! Regions: codes after GB/T 2260, names, levels, and what belongs to what.
//!
//! [`Regions::find`] takes what an editor writes: a code, a full name (湘潭市), a name with what it lies in
//! (湖南省湘潭市), or a short name (湖南) where only one region fits. Short names come in two ranks, so that 海南 is the
//! province although 海南藏族自治州 could be called so too:
//!
//! 1. without the word for its level: 湖南省 → 湖南, 湘西土家族苗族自治州 → 湘西州;
//! 2. an autonomous prefecture or county by its place alone: 湘西.
//!
//! Codes are text. A region that was replaced gives its short name to its successor; how one became another is told in
//! `region/history.rs`.

mod history;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::partial_date::PartialDate;
use crate::diag;

/// Code of the whole country.
pub const NATION: &str = "000000";

/// A place with a congress of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Six digits (nine or twelve for what lies below a county), as text.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Level of its congress.
    pub level: Level,
    /// Code of the region it lies in; none for the whole country.
    pub parent: Option<String>,
    /// Since when it has this code and name, where the table says so.
    pub valid_from: Option<PartialDate>,
    /// Until when.
    pub valid_to: Option<PartialDate>,
    /// Code of the region that came after it.
    pub successor: Option<String>,
}

/// Level of a congress, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 国.
    Nation,
    /// 省: provinces, autonomous regions and the four great cities.
    Province,
    /// 市: cities divided into districts, prefectures.
    Prefecture,
    /// 县: counties, districts, cities without districts.
    County,
    /// 乡: towns and townships.
    Township,
}

impl Level {
    /// All of them, the highest first.
    pub const ALL: [Self; 5] = [Self::Nation, Self::Province, Self::Prefecture, Self::County, Self::Township];

    /// 国, 省, 市, 县 or 乡.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Nation => "国",
            Self::Province => "省",
            Self::Prefecture => "市",
            Self::County => "县",
            Self::Township => "乡",
        }
    }

    /// The same for addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Township => "township",
        }
    }

    /// The level that `letter` stands for.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.letter() == letter)
    }
}

/// Why a text names no region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegionError<'a> {
    /// There is none.
    Unknown {
        /// The nearest, when it is near enough to be meant.
        nearest: Option<&'a Region>,
    },
    /// Several fit.
    Ambiguous {
        /// Those that do, by code.
        candidates: Vec<&'a Region>,
    },
}

/// Regions by code and by name.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    list: Vec<Region>,
    codes: HashMap<String, usize>,
    /// Who goes by a name: its full name, then the two ranks of short names.
    names: [HashMap<String, Vec<usize>>; 3],
    /// Those that went into a region, by its code.
    predecessors: HashMap<String, Vec<usize>>,
}

impl Regions {
    /// The regions that the program knows.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Regions> = LazyLock::new(|| {
            let mut regions = Regions::default();
            rows().flatten().filter_map(|row| Region::try_from(row).ok()).for_each(|it| regions.insert(it));
            regions
        });
        &BUILTIN
    }

    /// Adds `region`, or puts it in the place of the one with its code.
    pub fn insert(&mut self, region: Region) {
        if let Some(&at) = self.codes.get(&region.code) {
            self.list[at] = region;
            self.names = Default::default();
            self.predecessors.clear();
            (0..self.list.len()).for_each(|at| self.index(at));
        } else {
            self.codes.insert(region.code.clone(), self.list.len());
            self.list.push(region);
            self.index(self.list.len() - 1);
        }
    }

    fn index(&mut self, at: usize) {
        if let Some(successor) = &self.list[at].successor {
            self.predecessors.entry(successor.clone()).or_default().push(at);
        }
        let name = &self.list[at].name;
        let (short, place) = short_names(name);
        let ranks = [(0, Some(name.clone())), (1, short), (2, place)];
        for (rank, name) in ranks.into_iter().filter_map(|(rank, name)| Some((rank, name?))) {
            self.names[rank].entry(name).or_default().push(at);
        }
    }

    /// The region with `code`.
    pub fn get(&self, code: &str) -> Option<&Region> {
        self.codes.get(code).map(|&at| &self.list[at])
    }

    /// All of them, in the order of the table, then of insertion.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Region> + Clone {
        self.list.iter()
    }

    /// The regions that `region` lies in, the nearest first, up to the whole country.
    pub fn ancestors<'a>(&'a self, region: &'a Region) -> impl Iterator<Item = &'a Region> {
        let parent = |it: &&'a Region| it.parent.as_deref().and_then(|code| self.get(code));
        // Tables of a site may go in circles; no region is deeper than this.
        std::iter::successors(parent(&region), parent).take(Level::ALL.len())
    }

    /// The region that `text` names.
    ///
    /// # Errors
    ///
    /// [`RegionError`] with the nearest or with all that fit.
    pub fn find(&self, text: &str) -> Result<&Region, RegionError<'_>> {
        let text = text.trim();
        if let Some(region) = self.get(text) {
            return Ok(region);
        }
        for names in &self.names {
            let found = names.get(text).map(|found| self.valid(found)).unwrap_or_default();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(one),
                _ => return Err(RegionError::Ambiguous { candidates: found }),
            }
        }
        self.find_within(text)
    }

    /// 湖南省湘潭市: a full name after the name of what it lies in.
    fn find_within(&self, text: &str) -> Result<&Region, RegionError<'_>> {
        let lies_in = |region: &Region, outer: &str| {
            self.ancestors(region).any(|it| {
                let rest = outer.strip_prefix(it.name.as_str());
                let rest = rest.or_else(|| outer.strip_prefix(short_names(&it.name).0.as_deref()?));
                rest.is_some_and(|rest| rest.is_empty() || self.ancestors(region).any(|it| it.name == rest))
            })
        };
        let mut candidates: Vec<&Region> = self
            .iter()
            .filter(|it| text.strip_suffix(it.name.as_str()).is_some_and(|outer| lies_in(it, outer)))
            .collect();
        match candidates.len() {
            0 => Err(RegionError::Unknown { nearest: self.nearest(text) }),
            1 => candidates.pop().ok_or(RegionError::Unknown { nearest: None }),
            _ => Err(RegionError::Ambiguous { candidates }),
        }
    }

    /// Those of `found` that no other of them has replaced, by code.
    fn valid(&self, found: &[usize]) -> Vec<&Region> {
        let all: Vec<&Region> = found.iter().map(|&at| &self.list[at]).collect();
        let replaced =
            |it: &Region| all.iter().any(|other| it.successor.as_deref() == Some(other.code.as_str()));
        let mut valid: Vec<&Region> = all.iter().copied().filter(|it| !replaced(it)).collect();
        valid.sort_by(|one, other| one.code.cmp(&other.code));
        valid
    }

    fn nearest(&self, text: &str) -> Option<&Region> {
        // A code has neighbours that nobody meant: what it lies in is nearest.
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.outer(text);
        }
        let names = self.names.iter().take(2).flat_map(HashMap::keys).map(String::as_str);
        let name = diag::nearest(text, names)?;
        self.names
            .iter()
            .find_map(|names| names.get(name))
            .and_then(|found| self.valid(found).first().copied())
    }

    /// What the place with `code` would lie in: the region of its first six digits, its prefecture or its province.
    fn outer(&self, code: &str) -> Option<&Region> {
        let digits = [6, 4, 2].into_iter().filter_map(|count| code.get(..count));
        digits.filter(|it| !it.starts_with("00")).find_map(|it| self.get(&format!("{it:0<6}")))
    }
}

/// The two ranks of short names of a region.
fn short_names(name: &str) -> (Option<String>, Option<String>) {
    const AUTONOMOUS: [(&str, &str); 3] = [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")];
    const ENDINGS: [&str; 7] = ["特别行政区", "自治区", "地区", "省", "市", "县", "区"];
    const LEAGUES: [&str; 2] = ["盟", "旗"];
    // One letter names nothing: 道县 is never 道.
    let long_enough = |it: &&str| it.chars().count() >= 2;
    for (ending, level) in AUTONOMOUS {
        if let Some(stem) = name.strip_suffix(ending) {
            let place = without_peoples(stem);
            let short = Some(place).filter(long_enough).map(|it| format!("{it}{level}"));
            return (short, Some(place).filter(long_enough).map(str::to_owned));
        }
    }
    let ending = ENDINGS.iter().chain(&LEAGUES).find_map(|ending| name.strip_suffix(ending));
    let stem = ending.map(|stem| if name.ends_with("自治区") { without_peoples(stem) } else { stem });
    (stem.filter(long_enough).map(str::to_owned), None)
}

/// 湘西 for 湘西土家族苗族: without the peoples that the names of autonomous regions end in.
fn without_peoples(stem: &str) -> &str {
    const PEOPLES: [&str; 38] = [
        "维吾尔",
        "土家族",
        "蒙古族",
        "朝鲜族",
        "布依族",
        "哈尼族",
        "景颇族",
        "傈僳族",
        "柯尔克孜",
        "哈萨克族",
        "哈萨克",
        "仡佬族",
        "拉祜族",
        "毛南族",
        "仫佬族",
        "东乡族",
        "裕固族",
        "保安族",
        "撒拉族",
        "达斡尔族",
        "鄂温克族",
        "纳西族",
        "普米族",
        "塔吉克",
        "锡伯",
        "蒙古",
        "壮族",
        "回族",
        "藏族",
        "苗族",
        "彝族",
        "侗族",
        "傣族",
        "白族",
        "羌族",
        "瑶族",
        "满族",
        "畲族",
    ];
    let mut stem = stem;
    while let Some(rest) =
        PEOPLES.iter().find_map(|people| stem.strip_suffix(people)).filter(|it| it.chars().count() >= 2)
    {
        stem = rest;
    }
    stem
}

/// A row of `tables/regions.csv`.
#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    level: String,
    parent: Option<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
    successor: Option<String>,
}

impl TryFrom<Row> for Region {
    type Error = Row;

    fn try_from(row: Row) -> Result<Self, Row> {
        let date = |text: &Option<String>| match text {
            Some(text) => PartialDate::parse(text).map(Some),
            None => Ok(None),
        };
        match (Level::from_letter(&row.level), date(&row.valid_from), date(&row.valid_to)) {
            (Some(level), Ok(valid_from), Ok(valid_to)) => Ok(Self {
                code: row.code,
                name: row.name,
                level,
                parent: row.parent,
                valid_from,
                valid_to,
                successor: row.successor,
            }),
            _ => Err(row),
        }
    }
}

fn rows() -> impl Iterator<Item = csv::Result<Row>> {
    csv::Reader::from_reader(include_bytes!("tables/regions.csv").as_slice()).into_deserialize()
}

#[cfg(test)]
mod tests;
