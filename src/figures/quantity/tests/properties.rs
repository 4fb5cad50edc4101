//! What holds for every value.

use proptest::prelude::*;

use super::super::*;
use crate::figures::number::{grouped, in_ten_thousands, plain};

proptest! {
    #[test]
    fn any_text_is_survived(text in ".*") {
        let _ = parse(&text);
    }

    #[test]
    fn bounds_hold_the_number(text in "(近|约|超过|不到|-)?[0-9一二三四五六七八九十百千万亿零点两半成余多%.,/至~ -]{1,12}(余|多)?(万|亿)?(件|人次|%|年)?(半|多|以上|左右)?") {
        if let Ok(it) = parse(&text) {
            prop_assert!(it.lower.is_none_or(|lower| lower <= it.number), "{text}: {it:?}");
            prop_assert!(it.upper.is_none_or(|upper| it.number <= upper), "{text}: {it:?}");
            prop_assert_eq!(it.written.as_str(), text.trim());
            let (number, unit) = it.split_unit();
            prop_assert!(it.written.starts_with(number) && it.written.ends_with(unit));
        }
    }

    #[test]
    fn places_of_errors_are_in_the_text(text in "[ 0-9一二万亿余近约%件人次（(]{0,10}") {
        if let Err(it) = parse(&text) {
            prop_assert!(text.get(it.range).is_some());
        }
    }

    #[test]
    fn numbers_come_back(mantissa in 0_i64..1_000_000_000, scale in 0_u32..5) {
        let number = Decimal::new(mantissa, scale);
        let it = parse(&format!("{}件", plain(number))).unwrap();
        prop_assert_eq!(it.number, number);
        prop_assert_eq!(plain(it.number), plain(number));
        prop_assert_eq!(it.unit, "件");
        let grouped = parse(&format!("{}件", grouped(number))).unwrap();
        prop_assert_eq!(grouped.number, number);
        let short = parse(&format!("{}件", in_ten_thousands(number))).unwrap();
        prop_assert_eq!(short.number, number);
    }

    #[test]
    fn the_normal_form_is_read_as_the_same_value(text in written()) {
        let it = parse(&text).map_err(|unread| TestCaseError::fail(format!("{text}: {unread:?}")))?;
        let normal = it.canonical();
        let again = parse(&normal).map_err(|unread| TestCaseError::fail(format!("{text}: {normal}: {unread:?}")))?;
        let meaning = |it: &Quantity| (it.number, it.unit.clone(), it.qualifier, it.lower, it.upper, it.direction);
        prop_assert_eq!(meaning(&it), meaning(&again), "{}: {}", text, normal);
        prop_assert_eq!(again.canonical(), normal);
    }

    #[test]
    fn the_normal_form_of_any_text_that_is_read(text in "(近|约|超过|不到|降幅|-)?[0-9一二三四五六七八九十百千万亿零点两半成余多%.,/至~ -]{1,10}(余|多)?(万|亿)?(件|人次|%|年|个月)?(半|多|以上|左右)?") {
        if let Ok(it) = parse(&text) {
            let normal = it.canonical();
            let again = parse(&normal).map_err(|unread| TestCaseError::fail(format!("{text}: {normal}: {unread:?}")))?;
            prop_assert_eq!((it.number, it.lower, it.upper), (again.number, again.lower, again.upper), "{}: {}", text, normal);
        }
    }
}

/// Values of every shape, all of which are read.
fn written() -> impl Strategy<Value = String> {
    let before = "(共|累计|均为)?(近|约|超过|不到|突破|不少于)?";
    let count = "([1-9][0-9]{0,5}|[1-9][0-9]?\\.[0-9]{1,3}|[一二三五六七八九]百[一二三六]十[四七八]|十[一二三]|[两五]千)";
    let unit = "(件|个|名|人次|件次|元|个方面|个百分点|%|人\\(次\\)|元/人|桶)?";
    prop_oneof![
        format!("{before}{count}(余|多)?(万|亿)?{unit}(以上|左右)?").as_str().prop_regex(),
        format!("(增长|下降|较上年提高|降幅为)?(近|约)?{count}(%|个百分点|倍)").as_str().prop_regex(),
        "(近|约|超过|不到)?(百分之(七十|八十二点五|百)|[三六八]成(五|半|多)?|一半|2/3|五分之四)(以上|左右)?"
            .prop_regex(),
        "(近|约)?([1-9]天半|[两三]个半月|半年|[1-9]个多月|三年多)(以上)?".prop_regex(),
        "(约)?[1-4][0-9]?(-|~|至|到|—)[5-9][0-9][0-9](余)?(万|亿)?(件|%|人次)?".prop_regex(),
        "(近)?(数|几)(十|百|千|万|十万|百万)(余)?(件|元|人次)?".prop_regex(),
        "(全部(办结)?|没有(出现)?一(例|起|件)|没有|三四百人|七八成)".prop_regex(),
    ]
}

/// A pattern as a strategy.
trait Pattern {
    fn prop_regex(&self) -> BoxedStrategy<String>;
}

impl Pattern for str {
    fn prop_regex(&self) -> BoxedStrategy<String> {
        proptest::string::string_regex(self).unwrap().boxed()
    }
}
