//! Sessions of congresses: which one met when.
//!
//! A session is looked up and never computed: terms are counted by each region for itself, sessions are held in
//! between, and one may fall into the year before or after (see `tables/sessions.csv`).
//!
//! 1. [`SessionName::parse`] reads a name: 市十六届人大一次会议以来.
//! 2. [`SessionName::region`] says whose session it is, seen from the region that the text belongs to.
//! 3. [`Sessions::get`] looks it up. An unknown one is an error that carries the row to add.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::letters::folded;
use super::numeral;
use super::partial_date::PartialDate;
use super::region::{NATION, Region, RegionError, Regions};

/// A session that met.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Session {
    /// Code of its region.
    pub region: String,
    /// Number of the term, 届.
    pub term: u16,
    /// Number of the session in the term, 次.
    pub number: u16,
    /// When it began, as exactly as is known.
    pub start: PartialDate,
    /// When it ended, where that is known.
    pub end: Option<PartialDate>,
    /// Where that comes from.
    pub evidence: Option<String>,
}

/// That a session is not in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSession {
    /// Code of its region.
    pub region: String,
    /// Name of its region.
    pub region_name: String,
    /// Number of the term.
    pub term: u16,
    /// Number of the session.
    pub number: u16,
}

impl UnknownSession {
    /// Columns of the table that the row goes into.
    pub const HEADER: &'static str = "region_code,region,term,session,start,end,evidence";

    /// The row to add, with the dates left to fill in.
    pub fn row(&self) -> String {
        format!("{},{},{},{},YYYY-MM-DD,,", self.region, self.region_name, self.term, self.number)
    }
}

/// Sessions by region, term and number.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    table: BTreeMap<(String, u16, u16), Session>,
}

impl Sessions {
    /// The sessions that the program knows.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Sessions> = LazyLock::new(|| {
            let mut sessions = Sessions::default();
            rows().flatten().filter_map(|row| Session::try_from(row).ok()).for_each(|it| sessions.insert(it));
            sessions
        });
        &BUILTIN
    }

    /// Adds `session`, or puts it in the place of the one that is known.
    pub fn insert(&mut self, session: Session) {
        self.table.insert((session.region.clone(), session.term, session.number), session);
    }

    /// The session of `region` with these numbers.
    ///
    /// # Errors
    ///
    /// [`UnknownSession`] with the row to add.
    pub fn get(&self, region: &Region, term: u16, number: u16) -> Result<&Session, UnknownSession> {
        self.table.get(&(region.code.clone(), term, number)).ok_or_else(|| UnknownSession {
            region: region.code.clone(),
            region_name: region.name.clone(),
            term,
            number,
        })
    }

    /// The session that followed `session` in its term, where it is known.
    pub fn next(&self, session: &Session) -> Option<&Session> {
        let number = session.number.checked_add(1)?;
        self.table.get(&(session.region.clone(), session.term, number))
    }

    /// The session before that of `region` with these numbers: the one before in its term, or the last one known of the term
    /// before. None where the table does not hold it.
    pub fn before(&self, region: &str, term: u16, number: u16) -> Option<&Session> {
        match number.checked_sub(1)? {
            0 => {
                let term = term.checked_sub(1)?;
                let of_term = (region.to_owned(), term, 0)..=(region.to_owned(), term, u16::MAX);
                self.table.range(of_term).next_back().map(|(_, session)| session)
            }
            before => self.table.get(&(region.to_owned(), term, before)),
        }
    }

    /// All of them, by region, term and number.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Session> + Clone {
        self.table.values()
    }
}

/// The name of a session as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionName {
    /// Whose session: 省, 市, 全国, 湘潭市; empty where the name does not say.
    pub body: String,
    /// Number of the term, 届.
    pub term: u16,
    /// Number of the session, 次.
    pub number: u16,
    /// Whether the time since it is meant: 以来.
    pub since: bool,
}

impl SessionName {
    /// Reads 市十六届人大一次会议, 省十三届人大四次会议以来, 十三届全国人大一次会议 or
    /// 湘潭市第十六届人民代表大会第一次会议; numbers in either script.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = folded(text).into_iter().filter(|&letter| letter != ' ').collect();
        let text = text.strip_prefix('自').or_else(|| text.strip_prefix('从')).unwrap_or(&text);
        let (body, rest) = split_number(text, '届')?;
        let (term, rest) = rest;
        let (nation, rest) = rest.strip_prefix("全国").map_or((false, rest), |rest| (true, rest));
        let rest = rest.strip_prefix("人民代表大会").or_else(|| rest.strip_prefix("人大"))?;
        let (between, (number, rest)) = split_number(rest, '次')?;
        let rest = rest.strip_prefix("全体").unwrap_or(rest).strip_prefix("会议")?;
        let since = match rest {
            "" => false,
            "以来" | "召开以来" | "后" | "之后" | "起" => true,
            _ => return None,
        };
        let body = match (body, nation) {
            ("", true) => "全国",
            (_, true) => return None,
            (body, false) => body,
        };
        let plain = between.is_empty() && body.chars().all(crate::text::is_han) && !body.contains("届");
        plain.then(|| Self { body: body.to_owned(), term, number, since })
    }

    /// Whose session it is, in a text that belongs to `home`: 省 is the province it lies in, a name is looked up, and
    /// where there is none it is its own.
    ///
    /// # Errors
    ///
    /// [`RegionError`] where no such region is found.
    pub fn region<'a>(&self, home: &'a Region, regions: &'a Regions) -> Result<&'a Region, RegionError<'a>> {
        const PREFIXES: [&str; 12] =
            ["省", "自治区", "市", "自治州", "州", "盟", "县", "自治县", "区", "旗", "镇", "乡"];
        match self.body.as_str() {
            "" => Ok(home),
            "全国" => regions.get(NATION).ok_or(RegionError::Unknown { nearest: None }),
            prefix if PREFIXES.contains(&prefix) => std::iter::once(home)
                .chain(regions.ancestors(home))
                .find(|it| it.name.ends_with(prefix))
                .ok_or(RegionError::Unknown { nearest: None }),
            name => regions.find(name),
        }
    }
}

/// What stands before a number that ends in `mark` (第十六届), the number, and what follows.
fn split_number(text: &str, mark: char) -> Option<(&str, (u16, &str))> {
    let (before, after) = text.split_once(mark)?;
    let is_numeral =
        |letter: char| letter.is_ascii_digit() || "一二两三四五六七八九十百〇零".contains(letter);
    let start = before.trim_end_matches(is_numeral).len();
    let number = numeral::parse(&before[start..])?;
    let number = u16::try_from(number).ok().filter(|&it| it > 0 && number.is_integer())?;
    let before = &before[..start];
    Some((before.strip_suffix('第').unwrap_or(before), (number, after)))
}

/// A row of `tables/sessions.csv`.
#[derive(Deserialize)]
struct Row {
    region_code: String,
    term: u16,
    session: u16,
    start: String,
    end: Option<String>,
    evidence: Option<String>,
}

impl TryFrom<Row> for Session {
    type Error = Row;

    fn try_from(row: Row) -> Result<Self, Row> {
        let end = row.end.as_deref().map(PartialDate::parse).transpose();
        match (PartialDate::parse(&row.start), end) {
            (Ok(start), Ok(end)) => Ok(Self {
                region: row.region_code,
                term: row.term,
                number: row.session,
                start,
                end,
                evidence: row.evidence,
            }),
            _ => Err(row),
        }
    }
}

fn rows() -> impl Iterator<Item = csv::Result<Row>> {
    csv::Reader::from_reader(include_bytes!("tables/sessions.csv").as_slice()).into_deserialize()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let read: Vec<_> =
            rows().map(|row| Session::try_from(row.unwrap()).map_err(|it| it.start).unwrap()).collect();
        assert_eq!(read.len(), include_str!("tables/sessions.csv").lines().count() - 1);
        assert_eq!(Sessions::builtin().iter().len(), read.len());
        assert_eq!(UnknownSession::HEADER, include_str!("tables/sessions.csv").lines().next().unwrap());
    }

    #[test]
    fn reads_names() {
        for (text, body, term, number, since) in [
            ("市十六届人大一次会议", "市", 16, 1, false),
            ("省十三届人大四次会议以来", "省", 13, 4, true),
            ("自省十四届人大一次会议以来", "省", 14, 1, true),
            ("十三届全国人大一次会议", "全国", 13, 1, false),
            ("第十四届全国人民代表大会第二次会议", "全国", 14, 2, false),
            ("湘潭市第十六届人民代表大会第一次会议", "湘潭市", 16, 1, false),
            ("湖南省十四届人大三次会议", "湖南省", 14, 3, false),
            ("县18届人大4次会议", "县", 18, 4, false),
            ("十六届人大二次会议", "", 16, 2, false),
            ("市十六屆人大一次會議", "市", 16, 1, false),
        ] {
            let name = SessionName { body: body.into(), term, number, since };
            assert_eq!(SessionName::parse(text), Some(name), "{text}");
        }
        for text in [
            "",
            "2022",
            "市人大常委会第十次会议",
            "十四届人大",
            "市十六届人大常委会三次会议",
            "市十六届人大一次会议上",
            "届人大次会议",
        ] {
            assert_eq!(SessionName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn knows_whose_session_it_is() {
        let regions = Regions::builtin();
        let code = |body: &str, home| {
            let name = SessionName { body: body.into(), term: 1, number: 1, since: false };
            name.region(regions.get(home).unwrap(), regions).map(|it| it.code.as_str()).ok()
        };
        assert_eq!(code("市", "430300"), Some("430300"));
        assert_eq!(code("市", "430302"), Some("430300"));
        assert_eq!(code("市", "430381"), Some("430381"));
        assert_eq!(code("省", "430302"), Some("430000"));
        assert_eq!(code("全国", "430302"), Some("000000"));
        assert_eq!(code("湘潭市", "410000"), Some("430300"));
        assert_eq!(code("市", "430000"), None);
        assert_eq!(code("市", "110000"), Some("110000"));
        assert_eq!(code("", "430000"), Some("430000"));
    }

    #[test]
    fn an_unknown_session_says_which_row_to_add() {
        let regions = Regions::builtin();
        let unknown = Sessions::builtin().get(regions.get("430300").unwrap(), 16, 9).unwrap_err();
        assert_eq!(unknown.row(), "430300,湘潭市,16,9,YYYY-MM-DD,,");
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "(自)?[市省第]{0,2}[0-9十六]{0,3}届?.{0,4}(人大)?[一二次会议以来]{0,8}") {
            let _ = SessionName::parse(&text);
        }
    }
}
