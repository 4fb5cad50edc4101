//! Parts of one year as reports name them: 2025年上半年, 2025年前三季度, 2025年1至10月, 2025年3月5日至11日.
//!
//! Half-years and quarters keep their name as label. Months and days are the pair of dates that they say, so that
//! 2025年1至10月 and `2025-01..2025-10` are one period.

use crate::figures::partial_date::{DateError, PartialDate};

/// A part of a year.
pub(super) struct Part {
    pub(super) start: PartialDate,
    pub(super) end: PartialDate,
    /// None where the dates say it all.
    pub(super) label: Option<String>,
}

/// The part of a year that `letters`, folded and without spaces, name; none where they have no such form.
pub(super) fn read(letters: &str) -> Option<Result<Part, DateError>> {
    let (year, rest) = letters.split_once('年')?;
    let year = PartialDate::parse(&format!("{year}年")).ok()?.to_year();
    let made = named(rest)
        .map(|(first, last, name)| months(year, first, last, name))
        .or_else(|| Some(pair(year, rest)?.map(|(start, end)| Part { start, end, label: None })))?;
    match made {
        Err(DateError::Unreadable) => None,
        made => Some(made),
    }
}

fn months(year: PartialDate, first: u32, last: u32, name: &str) -> Result<Part, DateError> {
    let of = |month| PartialDate::new(u32::from(year.year().unsigned_abs()), Some(month), None);
    Ok(Part { start: of(first)?, end: of(last)?, label: Some(format!("{}年{name}", year.year())) })
}

/// First and last month of a half-year or of quarters, and the name it has.
fn named(rest: &str) -> Option<(u32, u32, &'static str)> {
    Some(match rest.strip_prefix('第').unwrap_or(rest) {
        "上半年" => (1, 6, "上半年"),
        "下半年" => (7, 12, "下半年"),
        "一季度" | "1季度" => (1, 3, "第一季度"),
        "二季度" | "2季度" => (4, 6, "第二季度"),
        "三季度" | "3季度" => (7, 9, "第三季度"),
        "四季度" | "4季度" => (10, 12, "第四季度"),
        "前三季度" | "前3季度" => (1, 9, "前三季度"),
        _ => return None,
    })
}

/// 1至10月, 1月至10月, 3月5—11日, 10月31日至11月4日: each end has from the other what it leaves out.
fn pair(year: PartialDate, rest: &str) -> Option<Result<(PartialDate, PartialDate), DateError>> {
    let (first, last) = ["——", "—", "~", "至", "-"].iter().find_map(|mark| rest.split_once(mark))?;
    let unit = last.chars().next_back().filter(|unit| "月日号".contains(*unit))?;
    let first =
        if first.ends_with(['月', '日', '号']) { first.to_owned() } else { format!("{first}{unit}") };
    let month =
        first.split_once('月').filter(|_| !last.contains('月')).map(|(month, _)| format!("{month}月"));
    let date = |text: String| PartialDate::parse(&format!("{year}年{text}"));
    let last = format!("{}{last}", month.unwrap_or_default());
    Some(date(first).and_then(|start| Ok((start, date(last)?))))
}
