//! Periods: a year, a session, a term, a date that figures stand at.
//!
//! [`Period::parse`] reads, in this order:
//!
//! 1. parts of a year in words: `2025年上半年`, `2025年第三季度`, `2025年1至10月`;
//! 2. `2018..2022`, `2022-01..2022-10`, also with —, ~ or 至 between the dates, and `2018-2022`;
//! 3. `截至2022-12-31`, `截至2022年末`;
//! 4. session names, with and without 以来, looked up in the session table;
//! 5. `2022`, `2022年`, `2022-10`, `2022-12-31`.
//!
//! [`Period::from_parts`] makes one of the four keys of the long form. What a pair of dates says about its kind: one
//! whole year is a year, five are a term, anything else is a campaign, which is compared only with its like; a single
//! day is as-of. [`Period::text`] writes it out for people.

mod part;
mod words;

use jiff::civil::Date;

use super::letters::folded;
use super::partial_date::{DateError, PartialDate};
use super::region::{Region, Regions};
use super::session::{SessionName, Sessions, UnknownSession};
use crate::diag;

/// When a figure holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// What kind of period it is; only periods of one kind are compared.
    pub kind: PeriodKind,
    /// Its beginning; of as-of the date itself.
    pub start: PartialDate,
    /// Its end; of as-of the date itself. None where a session or what runs since it has no known end.
    pub end: Option<PartialDate>,
    /// The period for people.
    pub label: String,
    /// The session it is named after.
    pub session: Option<SessionId>,
}

/// Which session a period is named after.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId {
    /// Code of its region.
    pub region: String,
    /// Number of the term.
    pub term: u16,
    /// Number of the session.
    pub number: u16,
    /// Whether the time since it is meant.
    pub since: bool,
}

/// What kind of period it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodKind {
    /// A calendar year.
    Year,
    /// A session, or from it to the next one.
    Session,
    /// A whole term of five years.
    Term,
    /// From the beginning of a term until now.
    TermToDate,
    /// What there is at a date.
    AsOf,
    /// Any other stretch of time.
    Campaign,
}

impl PeriodKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Year, Self::Session, Self::Term, Self::TermToDate, Self::AsOf, Self::Campaign];

    /// The name it has in front matter and tables: `term-to-date`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Session => "session",
            Self::Term => "term",
            Self::TermToDate => "term-to-date",
            Self::AsOf => "as-of",
            Self::Campaign => "campaign",
        }
    }

    /// The kind of that name.
    ///
    /// # Errors
    ///
    /// [`PeriodError::UnknownKind`] with the nearest.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let named = |name: &str| Self::ALL.into_iter().find(|it| it.as_str() == name);
        let nearest = || diag::nearest(text, Self::ALL.iter().map(|it| it.as_str())).and_then(named);
        named(text).ok_or_else(|| PeriodError::UnknownKind { nearest: nearest() })
    }
}

/// What names in a period are looked up in.
#[derive(Clone, Copy, Debug)]
pub struct PeriodContext<'a> {
    /// The region that the text belongs to.
    pub region: &'a Region,
    /// All regions.
    pub regions: &'a Regions,
    /// All sessions.
    pub sessions: &'a Sessions,
}

/// Why a text is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodError {
    /// It has none of the forms.
    Unreadable,
    /// A date in it is none.
    NoDate {
        /// The date as written.
        written: String,
        /// Why.
        why: DateError,
    },
    /// It ends before it begins.
    Backwards,
    /// Neither its beginning nor its end is given.
    NoStart,
    /// There is no such kind.
    UnknownKind {
        /// The nearest, when it is near enough to be meant.
        nearest: Option<PeriodKind>,
    },
    /// A period of kind `year` is longer than one.
    NotOneYear,
    /// No region has the congress that the session is of: 省 where the text belongs to the whole country.
    NoSuchBody {
        /// What the session's name says: 省, 湘潭.
        body: String,
        /// Name of the region that the text belongs to.
        region: String,
    },
    /// The session is not in the table.
    UnknownSession(UnknownSession),
}

/// Where a period stands on an axis of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearPoint {
    /// The year.
    pub year: i16,
    /// The date in it, for an as-of that is more exact than a year.
    pub date: Option<Date>,
}

impl Period {
    /// Reads a period as an editor writes it.
    ///
    /// # Errors
    ///
    /// [`PeriodError`].
    pub fn parse(text: &str, context: &PeriodContext<'_>) -> Result<Self, PeriodError> {
        let letters: String = folded(text.trim()).into_iter().filter(|&letter| letter != ' ').collect();
        if let Some(part) = part::read(&letters) {
            let part = part.map_err(|why| PeriodError::NoDate { written: text.trim().to_owned(), why })?;
            return Self::between(None, part.start, Some(part.end), part.label);
        }
        if let Some((start, end)) = pair(&letters) {
            return Self::from_parts(None, Some(start), Some(end), None);
        }
        if let Some(date) = ["截至", "截止"].iter().find_map(|word| letters.strip_prefix(word)) {
            let date = date.strip_prefix('到').unwrap_or(date);
            return Self::from_parts(Some(PeriodKind::AsOf.as_str()), None, Some(date), None);
        }
        if let Some(name) = SessionName::parse(&letters) {
            return Self::of_session(text.trim(), &name, context);
        }
        match PartialDate::parse(&letters) {
            Ok(date) => Ok(Self::between(None, date, Some(date), None)?),
            Err(DateError::Unreadable) => Err(PeriodError::Unreadable),
            Err(why) => Err(PeriodError::NoDate { written: text.trim().to_owned(), why }),
        }
    }

    /// The period of the long form `{kind, start, end, label}`. Without a kind the dates decide; without a label it is
    /// made of the dates. A beginning alone is open, but for a year and as-of; an end alone is as-of.
    ///
    /// # Errors
    ///
    /// [`PeriodError`].
    pub fn from_parts(
        kind: Option<&str>,
        start: Option<&str>,
        end: Option<&str>,
        label: Option<&str>,
    ) -> Result<Self, PeriodError> {
        let date = |text: Option<&str>| {
            let no_date =
                |why| PeriodError::NoDate { written: text.unwrap_or_default().trim().to_owned(), why };
            text.map(PartialDate::parse).transpose().map_err(no_date)
        };
        let kind = kind.map(PeriodKind::parse).transpose()?;
        let label = label.map(str::to_owned);
        match (date(start)?, date(end)?) {
            (None, None) => Err(PeriodError::NoStart),
            (None, Some(end)) => match kind {
                None | Some(PeriodKind::AsOf | PeriodKind::Year) => {
                    Self::between(kind.or(Some(PeriodKind::AsOf)), end, Some(end), label)
                }
                Some(_) => Err(PeriodError::NoStart),
            },
            (Some(start), None) => {
                let closed = matches!(kind, None | Some(PeriodKind::Year | PeriodKind::AsOf));
                Self::between(kind, start, closed.then_some(start), label)
            }
            (Some(start), end) => Self::between(kind, start, end, label),
        }
    }

    fn between(
        kind: Option<PeriodKind>,
        start: PartialDate,
        end: Option<PartialDate>,
        label: Option<String>,
    ) -> Result<Self, PeriodError> {
        let (mut start, mut end) = (start, end);
        let last = end.unwrap_or(start);
        if last.last_day() < start.first_day() {
            return Err(PeriodError::Backwards);
        }
        let years = whole_years(start, last);
        let kind = kind.unwrap_or(match years {
            Some(1) => PeriodKind::Year,
            Some(5) => PeriodKind::Term,
            _ if start == last && start.day().is_some() => PeriodKind::AsOf,
            _ => PeriodKind::Campaign,
        });
        match kind {
            PeriodKind::Year if start.year() != last.year() => return Err(PeriodError::NotOneYear),
            // 2022-01..2022-12 is 2022.
            PeriodKind::Year if years == Some(1) => {
                start = start.to_year();
                end = Some(start);
            }
            PeriodKind::AsOf => {
                start = last;
                end = Some(last);
            }
            _ => {}
        }
        let label = label.unwrap_or_else(|| label_of(kind, start, end));
        Ok(Self { kind, start, end, label, session: None })
    }

    fn of_session(
        written: &str,
        name: &SessionName,
        context: &PeriodContext<'_>,
    ) -> Result<Self, PeriodError> {
        let region = name.region(context.region, context.regions).map_err(|_| PeriodError::NoSuchBody {
            body: name.body.clone(),
            region: context.region.name.clone(),
        })?;
        let session =
            context.sessions.get(region, name.term, name.number).map_err(PeriodError::UnknownSession)?;
        // What is told since a session is told at the next one.
        let end = if name.since { context.sessions.next(session).map(|it| it.start) } else { session.end };
        Ok(Self {
            kind: PeriodKind::Session,
            start: session.start,
            end,
            label: written.to_owned(),
            session: Some(SessionId {
                region: region.code.clone(),
                term: name.term,
                number: name.number,
                since: name.since,
            }),
        })
    }

    /// Where it stands on an axis of years: a year at its year, a session at the year it began, as-of at its date, a
    /// campaign within one year at that year. A period of several years is no point.
    pub fn on_year_axis(&self) -> Option<YearPoint> {
        let year = self.start.year();
        match self.kind {
            PeriodKind::Year | PeriodKind::Session => Some(YearPoint { year, date: None }),
            PeriodKind::AsOf => {
                Some(YearPoint { year, date: self.start.month().map(|_| self.start.last_day()) })
            }
            PeriodKind::Campaign => (self.end?.year() == year).then_some(YearPoint { year, date: None }),
            PeriodKind::Term | PeriodKind::TermToDate => None,
        }
    }

    /// The last day it may reach into, as far as it is known: its end, else its beginning.
    pub fn last_day(&self) -> Date {
        self.end.unwrap_or(self.start).last_day()
    }

    /// A short key made of ASCII, for addresses: `2022`, `2018--2022`, `2022-01-18--`.
    pub fn key(&self) -> String {
        match self.end {
            Some(end) if end == self.start => self.start.to_string(),
            Some(end) => format!("{}--{end}", self.start),
            None => format!("{}--", self.start),
        }
    }

    /// Whether both mean the same time, whatever their labels.
    pub fn is_same_time(&self, other: &Self) -> bool {
        (self.kind, self.start, self.end, &self.session)
            == (other.kind, other.start, other.end, &other.session)
    }
}

/// The two dates of a pair, as written.
fn pair(letters: &str) -> Option<(&str, &str)> {
    let marks = ["..", "——", "—", "~", "至"];
    // 截至 has a 至 of its own.
    let begins_with_a_year =
        letters.starts_with(|letter: char| letter.is_ascii_digit() || "一二〇".contains(letter));
    let marked = || marks.iter().find_map(|mark| letters.split_once(mark));
    let years = || {
        let (start, end) = letters.split_once('-')?;
        let is_year = |it: &str| it.trim_end_matches('年').len() == 4;
        (is_year(start) && is_year(end)).then_some((start, end))
    };
    if begins_with_a_year { marked().or_else(years) } else { None }
}

/// How many whole calendar years lie between the first day of `start` and the last of `end`.
fn whole_years(start: PartialDate, end: PartialDate) -> Option<i16> {
    let (first, last) = (start.first_day(), end.last_day());
    let whole = (first.month(), first.day(), last.month(), last.day()) == (1, 1, 12, 31);
    whole.then(|| last.year() - first.year() + 1)
}

fn label_of(kind: PeriodKind, start: PartialDate, end: Option<PartialDate>) -> String {
    match end {
        _ if kind == PeriodKind::AsOf => format!("截至{start}"),
        Some(end) if end == start => start.to_string(),
        Some(end) => format!("{start}–{end}"),
        None => format!("{start}–"),
    }
}

#[cfg(test)]
mod tests;
