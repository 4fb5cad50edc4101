//! Periods for people: 2022年, 截至2022年12月31日, 2018—2022年.

use std::borrow::Cow;

use super::{Period, PeriodKind, label_of};
use crate::diag::Language;
use crate::digest::date;
use crate::figures::partial_date::PartialDate;

impl Period {
    /// The period for people: a label that was given stays, one that is made of dates has them written out.
    pub fn text(&self, language: Language) -> Cow<'_, str> {
        if self.label != label_of(self.kind, self.start, self.end) {
            return Cow::Borrowed(&self.label);
        }
        let (start, chinese) = (self.start, language == Language::Chinese);
        let one = |date: PartialDate| date.text(language);
        Cow::Owned(match self.end {
            _ if self.kind == PeriodKind::AsOf && chinese => format!("截至{}", one(start)),
            _ if self.kind == PeriodKind::AsOf => format!("as of {}", one(start)),
            Some(end) if end == start => one(start),
            Some(end) if start.month().is_none() && end.month().is_none() => {
                let (from, to) = (start.year(), end.year());
                if chinese { format!("{from}—{to}年") } else { format!("{from}–{to}") }
            }
            Some(end) if chinese => {
                let to = one(end);
                // 2022年1月至10月.
                let year = format!("{}年", start.year());
                format!("{}至{}", one(start), to.strip_prefix(&year).unwrap_or(&to))
            }
            Some(end) => format!("{} – {}", one(start), one(end)),
            None if chinese => format!("{}以来", one(start)),
            None => format!("since {}", one(start)),
        })
    }
}

impl PartialDate {
    /// The date for people: 2022年, 2022年10月, 2022年10月1日.
    pub fn text(self, language: Language) -> String {
        match (self.month(), self.day(), language) {
            (None, _, Language::English) => self.year().to_string(),
            (None, _, Language::Chinese) => format!("{}年", self.year()),
            (Some(month), None, Language::Chinese) => format!("{}年{month}月", self.year()),
            (Some(_), None, Language::English) => {
                let day = date::long(self.first_day(), language);
                day.split_once(' ').map_or_else(String::new, |(_, month)| month.to_owned())
            }
            (Some(_), Some(_), _) => date::long(self.first_day(), language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        for (kind, start, end, chinese, english) in [
            (None, "2022", "2022", "2022年", "2022"),
            (None, "2018", "2022", "2018—2022年", "2018–2022"),
            (None, "2022-10", "2022-10", "2022年10月", "October 2022"),
            (None, "2022-01", "2022-10", "2022年1月至10月", "January 2022 – October 2022"),
            (None, "2021-11", "2022-10", "2021年11月至2022年10月", "November 2021 – October 2022"),
            (None, "2022", "2023-06", "2022年至2023年6月", "2022 – June 2023"),
            (Some("as-of"), "2022-12-31", "2022-12-31", "截至2022年12月31日", "as of 31 December 2022"),
            (Some("as-of"), "2022", "2022", "截至2022年", "as of 2022"),
            (Some("term-to-date"), "2022-01-05", "", "2022年1月5日以来", "since 5 January 2022"),
        ] {
            let end = Some(end).filter(|it| !it.is_empty());
            let period = Period::from_parts(kind, Some(start), end, None).unwrap();
            assert_eq!(period.text(Language::Chinese), chinese);
            assert_eq!(period.text(Language::English), english);
        }
    }

    #[test]
    fn a_label_that_was_given_stays() {
        let period = Period::from_parts(None, Some("2018"), Some("2022"), Some("十三届（五年）")).unwrap();
        assert_eq!(period.text(Language::Chinese), "十三届（五年）");
    }
}
