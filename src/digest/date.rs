//! Dates of the front matter: a day, perhaps with a time, in the site's zone.
//!
//! 1. [`Date::parse`] reads the forms that editors and other generators write. An offset is reckoned into the site's
//!    zone, so 23:30 UTC on the 18th is the 19th there.
//! 2. What it gives back is for pages (2022年1月19日), for machines (2022-01-19) and for feeds (RFC 3339).
//!
//! The zone is a fixed offset that the caller hands in. Nothing here asks for the clock or for `TZ`.

use jiff::civil::{self, DateTime, Time};
use jiff::tz::Offset;

use crate::diag::Language;
pub use crate::figures::partial_date::DateError;
use crate::figures::partial_date::PartialDate;

/// The zone of a site that names none: +08:00.
pub const DEFAULT_ZONE: Offset = Offset::constant(8);

/// A day, with its time where it was written, in the site's zone. Ordered by time; a day without a time begins at 00:00
/// and stands before one written as 00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    at: DateTime,
    timed: bool,
}

impl Date {
    /// Reads `2023-02-20`, `2022-01-19 08:01:41 +0800`, RFC 3339, `2024年11月4日`, and by rule `2026/3/5` (year, month,
    /// day, in no other order) and `二〇二六年三月五日`. A time may follow each of them: hours and minutes, perhaps
    /// seconds, perhaps an offset from UTC (`+0800`, `+08:00`, `+08`, `Z`). A time without an offset is in `zone`.
    ///
    /// # Errors
    ///
    /// Why it is no date: the form, or the part that the calendar does not have.
    pub fn parse(text: &str, zone: Offset) -> Result<Self, DateError> {
        let text = text.trim();
        let (day, time) = split(text);
        let date = PartialDate::parse(day)?;
        if date.day().is_none() {
            return Err(DateError::Unreadable);
        }
        let date = date.first_day();
        let Some(time) = time else { return Ok(Self::of_day(date)) };
        let (time, offset) = split_offset(time);
        let at = date.to_datetime(clock(time)?);
        let Some(offset) = offset else { return Ok(Self { at, timed: true }) };
        let there = parse_offset(offset)?.to_timestamp(at).map_err(|_| DateError::NoSuchYear)?;
        Ok(Self { at: zone.to_datetime(there), timed: true })
    }

    /// The day `date`, without a time.
    pub fn of_day(date: civil::Date) -> Self {
        Self { at: date.to_datetime(Time::midnight()), timed: false }
    }

    /// The day.
    pub fn day(self) -> civil::Date {
        self.at.date()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.at.year()
    }

    /// The time of the day, where it was written.
    pub fn time(self) -> Option<Time> {
        self.timed.then(|| self.at.time())
    }

    /// ISO 8601, the day only: `2022-01-19`.
    pub fn iso(self) -> String {
        self.day().to_string()
    }

    /// RFC 3339 with the offset of `zone`: `2022-01-19T08:01:41+08:00`. Without a time it is 00:00.
    pub fn rfc3339(self, zone: Offset) -> String {
        let (sign, seconds) = (if zone.seconds() < 0 { '-' } else { '+' }, zone.seconds().unsigned_abs());
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        format!("{}{sign}{hours:02}:{minutes:02}", self.at.strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// For people: `2022年1月19日`, `19 January 2022`.
    pub fn long(self, language: Language) -> String {
        long(self.day(), language)
    }
}

/// `day` for people: `2022年1月19日`, `19 January 2022`.
pub fn long(day: civil::Date, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, number) = (day.year(), day.month(), day.day());
    match language {
        Language::Chinese => format!("{year}年{month}月{number}日"),
        Language::English => {
            let name = usize::try_from(month - 1).ok().and_then(|it| MONTHS.get(it)).unwrap_or(&"");
            format!("{number} {name} {year}")
        }
    }
}

/// Reads the zone of a site: `+08:00`, `+0800`, `Z`.
///
/// # Errors
///
/// [`DateError::NoSuchOffset`].
pub fn parse_offset(text: &str) -> Result<Offset, DateError> {
    if matches!(text, "Z" | "z") {
        return Ok(Offset::UTC);
    }
    let (sign, digits) = match text.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, text.strip_prefix(['-', '−']).ok_or(DateError::NoSuchOffset)?),
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 4) => digits.split_at_checked(2).ok_or(DateError::NoSuchOffset)?,
        (None, _) => (digits, "00"),
    };
    let (hours, minutes) =
        two_digits(hours, 23).zip(two_digits(minutes, 59)).ok_or(DateError::NoSuchOffset)?;
    let seconds = sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
    Offset::from_seconds(seconds).map_err(|_| DateError::NoSuchOffset)
}

/// The day and the time of a date: cut at `T`, after 日, or at the space before the time.
fn split(text: &str) -> (&str, Option<&str>) {
    let colon = text.find(':').unwrap_or(text.len());
    let before = &text[..colon];
    let cut = before
        .find(['T', 't'])
        .map(|at| (at, at + 1))
        .or_else(|| before.rfind(['日', '号']).map(|at| (at + '日'.len_utf8(), at + '日'.len_utf8())))
        .or_else(|| before.rfind(char::is_whitespace).map(|at| (at, at)));
    match cut {
        Some((end, start)) if colon < text.len() => (&text[..end], Some(text[start..].trim())),
        _ => (text, None),
    }
}

/// `08:01:41 +0800` into the time and the offset.
fn split_offset(time: &str) -> (&str, Option<&str>) {
    match time.find(['+', '-', '−', 'Z', 'z']) {
        Some(at) => (time[..at].trim_end(), Some(&time[at..])),
        None => (time, None),
    }
}

/// `08:01`, `08:01:41`, `08:01:41.5`. A leap second is the second before it.
fn clock(text: &str) -> Result<Time, DateError> {
    let mut parts = text.splitn(3, ':');
    let mut next = |most: i8| parts.next().map(|it| two_digits(it, most).ok_or(DateError::NoSuchTime));
    let (hour, minute) = match (next(23), next(59)) {
        (Some(hour), Some(minute)) => (hour?, minute?),
        _ => return Err(DateError::Unreadable),
    };
    let whole = |it: &str| {
        let (seconds, fraction) = it.split_once('.').unwrap_or((it, "0"));
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        two_digits(seconds, 60).filter(|_| is_fraction).map(|it| it.min(59)).ok_or(DateError::NoSuchTime)
    };
    let second = text.splitn(3, ':').nth(2).map_or(Ok(0), whole)?;
    Time::new(hour, minute, second, 0).map_err(|_| DateError::NoSuchTime)
}

fn two_digits(text: &str, most: i8) -> Option<i8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse::<i8>().ok().filter(|&it| digits && it <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Result<String, DateError> {
        Date::parse(text, DEFAULT_ZONE).map(|it| it.rfc3339(DEFAULT_ZONE))
    }

    #[test]
    fn reads_all_forms() {
        for (text, expected) in [
            ("2023-02-20", "2023-02-20T00:00:00+08:00"),
            ("2022-01-19 08:01:41 +0800", "2022-01-19T08:01:41+08:00"),
            ("2022-01-18T23:30:00Z", "2022-01-19T07:30:00+08:00"),
            ("2022-01-19T08:01:41.25+08:00", "2022-01-19T08:01:41+08:00"),
            ("2022-12-31 20:00:00 -0500", "2023-01-01T09:00:00+08:00"),
            ("2022-01-19 08:01", "2022-01-19T08:01:00+08:00"),
            ("2022-01-19t08:01:60z", "2022-01-19T16:01:59+08:00"),
            ("2024年11月4日", "2024-11-04T00:00:00+08:00"),
            ("2024年11月4日 9:05", "2024-11-04T09:05:00+08:00"),
            ("2024年11月4日09:05", "2024-11-04T09:05:00+08:00"),
            ("2026/3/5", "2026-03-05T00:00:00+08:00"),
            ("二〇二六年三月五日", "2026-03-05T00:00:00+08:00"),
        ] {
            assert_eq!(shown(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn says_why_a_date_is_none() {
        use DateError::{NoSuchDay, NoSuchMonth, NoSuchOffset, NoSuchTime, Unreadable};
        for (text, why) in [
            ("2026-02-30", NoSuchDay { year: 2026, month: 2, day: 30, last: 28 }),
            ("2026-13-01 10:00", NoSuchMonth { month: 13 }),
            ("2026-03-05 24:00", NoSuchTime),
            ("2026-03-05 10:61", NoSuchTime),
            ("2026-03-05 10:00:", NoSuchTime),
            ("2026-03-05 10:00 +25:00", NoSuchOffset),
            ("2026-03-05 10:00 +8:0:0", NoSuchOffset),
            ("2026-03", Unreadable),
            ("2026", Unreadable),
            ("05/03/2026", Unreadable),
            ("tomorrow", Unreadable),
            ("T:", Unreadable),
            ("", Unreadable),
        ] {
            assert_eq!(shown(text), Err(why), "{text}");
        }
    }

    #[test]
    fn is_reckoned_in_the_zone_of_the_site() {
        let zone = parse_offset("-03:30").unwrap();
        let date = Date::parse("2022-01-01 02:00:00 +0800", zone).unwrap();
        assert_eq!(
            (date.iso().as_str(), date.rfc3339(zone).as_str()),
            ("2021-12-31", "2021-12-31T14:30:00-03:30")
        );
    }

    #[test]
    fn is_written_for_people() {
        let date = Date::parse("2022-01-19", DEFAULT_ZONE).unwrap();
        assert_eq!(date.long(Language::Chinese), "2022年1月19日");
        assert_eq!(date.long(Language::English), "19 January 2022");
    }

    #[test]
    fn later_is_greater() {
        let date = |text| Date::parse(text, DEFAULT_ZONE).unwrap();
        assert!(date("2022-01-19") < date("2022-01-19 00:00"));
        assert!(date("2022-01-19 00:00") < date("2022-01-19 08:01"));
        assert!(date("2022-01-19T01:00:00Z") < date("2022-01-19 09:30"));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})?.{0,3}[T日 :+\\-Z0-9.]{0,20}") {
            let _ = shown(&text);
        }

        #[test]
        fn feeds_are_read_back(days in 0_i32..3_000_000, seconds in 0_i32..86_400) {
            let at = civil::date(1000, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let text = format!("{at}T{:02}:{:02}:{:02}+08:00", seconds / 3600, seconds / 60 % 60, seconds % 60);
            prop_assert_eq!(shown(&text), Ok(text));
        }
    }
}
