//! Dates as exact as the source has them: 2022, 2022-12, 2022-12-31.

use std::fmt;

use jiff::civil::Date;

use super::letters::folded;

/// A year, a month of a year, or a day. Ordered by when it begins; of those that begin together, the longest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has none of the forms.
    Unreadable,
    /// There is no such year (0001 to 9999).
    NoSuchYear,
    /// There is no such month.
    NoSuchMonth {
        /// What was written.
        month: u32,
    },
    /// The month has no such day.
    NoSuchDay {
        /// Year.
        year: i16,
        /// Month, from 1.
        month: i8,
        /// What was written.
        day: u32,
        /// The last day it has.
        last: i8,
    },
    /// The day has no such time.
    NoSuchTime,
    /// The offset from UTC is none (+08:00).
    NoSuchOffset,
}

impl PartialDate {
    /// The date of these parts; a day needs a month.
    ///
    /// # Errors
    ///
    /// Which part does not exist.
    pub fn new(year: u32, month: Option<u32>, day: Option<u32>) -> Result<Self, DateError> {
        let year =
            i16::try_from(year).ok().filter(|it| (1..=9999).contains(it)).ok_or(DateError::NoSuchYear)?;
        let Some(written) = month else {
            return if day.is_none() {
                Ok(Self { year, month: None, day: None })
            } else {
                Err(DateError::Unreadable)
            };
        };
        let no_month = DateError::NoSuchMonth { month: written };
        let month = i8::try_from(written).ok().filter(|it| (1..=12).contains(it)).ok_or(no_month)?;
        let Some(written) = day else { return Ok(Self { year, month: Some(month), day: None }) };
        let last = last_of_month(year, month);
        let no_day = DateError::NoSuchDay { year, month, day: written, last };
        let day = i8::try_from(written).ok().filter(|it| (1..=last).contains(it)).ok_or(no_day)?;
        Ok(Self { year, month: Some(month), day: Some(day) })
    }

    /// The day `date`.
    pub fn of_day(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }

    /// Reads `2022`, `2022-12`, `2022-12-31`, `2022/12/31`, `2022.12.31`, `2022年12月31日` and `二〇二二年十二月`, year before month
    /// before day, and no other order. 年末 and 年底 are the last day of December, 月底 the last day of the month.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let letters = folded(text.trim());
        let parts = if letters.contains(&'年') { chinese(&letters) } else { numbers(&letters) };
        let Parts { year, month, day, at_end } = parts.ok_or(DateError::Unreadable)?;
        let date = Self::new(year, month, day)?;
        Ok(if at_end { Self::of_day(date.last_day()) } else { date })
    }

    /// The year it lies in.
    #[must_use]
    pub fn to_year(self) -> Self {
        Self { year: self.year, month: None, day: None }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The same date so many years earlier, as exact as it is; none before the year 1.
    pub fn years_earlier(self, years: i16) -> Option<Self> {
        let year = self.year.checked_sub(years).filter(|it| *it >= 1)?;
        // 29 February has the last day of February before it.
        let day = self.day.map(|day| day.min(self.month.map_or(31, |month| last_of_month(year, month))));
        Some(Self { year, month: self.month, day })
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        let month = self.month.unwrap_or(12);
        jiff::civil::date(self.year, month, self.day.unwrap_or_else(|| last_of_month(self.year, month)))
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601: `2022`, `2022-12`, `2022-12-31`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        [self.month, self.day].into_iter().flatten().try_for_each(|part| write!(out, "-{part:02}"))
    }
}

/// The last day of a month.
fn last_of_month(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The parts of a date as written, not checked against the calendar.
pub(crate) struct Parts {
    pub(crate) year: u32,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    /// 年末, 月底: the last day of what is named.
    pub(crate) at_end: bool,
}

/// `2022-12-31`, `2022/3/5`, `2022.3.5`; the year has four digits. `2022.12` is a number like any other.
fn numbers(letters: &[char]) -> Option<Parts> {
    let mark = letters.iter().copied().find(|letter| !letter.is_ascii_digit()).unwrap_or('-');
    if !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let mut parts = letters.split(|&letter| letter == mark);
    let year = number(parts.next().filter(|it| it.len() == 4)?)?;
    let short =
        |it: Option<&[char]>| it.map_or(Some(None), |it| number(it).filter(|_| it.len() <= 2).map(Some));
    let (month, day) = (short(parts.next())?, short(parts.next())?);
    let whole = parts.next().is_none() && (mark != '.' || day.is_some());
    whole.then_some(Parts { year, month, day, at_end: false })
}

/// `2022年12月31日`, `二〇二二年末`, with spaces anywhere.
fn chinese(letters: &[char]) -> Option<Parts> {
    let letters: Vec<char> = letters.iter().copied().filter(|&letter| letter != ' ').collect();
    let (year, rest) = before(&letters, &['年'])?;
    let mut parts =
        Parts { year: number(year).filter(|_| year.len() == 4)?, month: None, day: None, at_end: false };
    let rest = match rest {
        [] | ['度'] => return Some(parts),
        ['末' | '底'] => return Some(Parts { at_end: true, ..parts }),
        rest => rest,
    };
    let (month, rest) = before(rest, &['月'])?;
    parts.month = Some(number(month)?);
    match rest {
        [] => Some(parts),
        ['末' | '底'] => Some(Parts { at_end: true, ..parts }),
        rest => {
            let (day, rest) = before(rest, &['日', '号'])?;
            rest.is_empty().then_some(())?;
            Some(Parts { day: Some(number(day)?), ..parts })
        }
    }
}

fn before<'a>(letters: &'a [char], marks: &[char]) -> Option<(&'a [char], &'a [char])> {
    let at = letters.iter().position(|letter| marks.contains(letter))?;
    Some((&letters[..at], &letters[at + 1..]))
}

/// A small whole number in either script.
fn number(letters: &[char]) -> Option<u32> {
    let plain = letters
        .iter()
        .all(|letter| letter.is_ascii_digit() || crate::text::is_han(*letter) || *letter == '○');
    let value =
        super::numeral::parse(&letters.iter().collect::<String>()).filter(|_| plain && letters.len() <= 4)?;
    u32::try_from(value).ok().filter(|_| value.is_integer())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_all_forms() {
        for (text, iso) in [
            ("2022", "2022"),
            ("2022年", "2022"),
            ("2022年度", "2022"),
            ("2022-12", "2022-12"),
            ("2022年3月", "2022-03"),
            ("2022-12-31", "2022-12-31"),
            ("2026/3/5", "2026-03-05"),
            ("2023.2.20", "2023-02-20"),
            ("２０２２年１２月３１日", "2022-12-31"),
            ("二〇二六年三月五日", "2026-03-05"),
            ("二○二六年十二月三十一日", "2026-12-31"),
            ("2022 年 1 月 19 日", "2022-01-19"),
            ("2022年末", "2022-12-31"),
            ("2024年2月底", "2024-02-29"),
        ] {
            assert_eq!(PartialDate::parse(text).map(|it| it.to_string()).as_deref(), Ok(iso), "{text}");
        }
    }

    #[test]
    fn says_why_a_date_is_none() {
        use DateError::{NoSuchDay, NoSuchMonth, NoSuchYear, Unreadable};
        for (text, why) in [
            ("2026-02-30", NoSuchDay { year: 2026, month: 2, day: 30, last: 28 }),
            ("2024-02-30", NoSuchDay { year: 2024, month: 2, day: 30, last: 29 }),
            ("1900年2月29日", NoSuchDay { year: 1900, month: 2, day: 29, last: 28 }),
            ("2026-13", NoSuchMonth { month: 13 }),
            ("2026-00-01", NoSuchMonth { month: 0 }),
            ("0000", NoSuchYear),
            ("22", Unreadable),
            ("5/3/2026", Unreadable),
            ("2026-3/5", Unreadable),
            ("2026.3", Unreadable),
            ("2026.3.", Unreadable),
            ("20.2.2023", Unreadable),
            ("2023.2.30", NoSuchDay { year: 2023, month: 2, day: 30, last: 28 }),
            ("2026-", Unreadable),
            ("2026-1-2-3", Unreadable),
            ("去年", Unreadable),
            ("2026年3", Unreadable),
            ("", Unreadable),
        ] {
            assert_eq!(PartialDate::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn knows_its_first_and_last_day() {
        let date = |text| PartialDate::parse(text).unwrap();
        assert_eq!(date("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(date("2024").first_day().to_string(), "2024-01-01");
        assert_eq!(date("2024").last_day().to_string(), "2024-12-31");
        assert!(
            date("2022") < date("2022-01")
                && date("2022-01-31") < date("2022-02")
                && date("2022-12") < date("2023")
        );
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in ".*") {
            let _ = PartialDate::parse(&text);
        }

        #[test]
        fn what_is_written_is_read(year in 1_u32..10_000, month in proptest::option::of(1_u32..13), day in 1_u32..29) {
            let date = PartialDate::new(year, month, month.map(|_| day)).unwrap();
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
            prop_assert!(date.first_day() <= date.last_day());
        }
    }
}
