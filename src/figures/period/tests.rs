use expect_test::expect;
use proptest::prelude::*;

use super::*;

fn parse(text: &str, region: &str) -> Result<Period, PeriodError> {
    let regions = Regions::builtin();
    let region = regions.get(region).unwrap();
    Period::parse(text, &PeriodContext { region, regions, sessions: Sessions::builtin() })
}

fn shown(period: Result<Period, PeriodError>) -> String {
    match period {
        Err(why) => format!("{why:?}"),
        Ok(it) => {
            let end = it.end.map_or("…".to_owned(), |it| it.to_string());
            let point = it.on_year_axis().map_or("nowhere".to_owned(), |it| match it.date {
                Some(date) => format!("at {date}"),
                None => format!("at {}", it.year),
            });
            format!("{} {} to {end}, {point}: {}", it.kind.as_str(), it.start, it.label)
        }
    }
}

#[test]
fn reads_what_editors_write() {
    let lines: Vec<String> = [
        "2022",
        "2022年",
        "二〇二二年",
        "2018..2022",
        "2018—2022年",
        "2018-2022",
        "2018年至2022年",
        "2022-01..2022-10",
        "2022-01..2022-12",
        "2020..2022",
        "2022-10",
        "2024-10-31..2024-11-04",
        "截至2022-12-31",
        "截至2022年末",
        "截至 2022-12",
        "截至2022年",
        "2022-12-31",
        "市十六届人大一次会议以来",
        "市十五届人大二次会议",
        "省十四届人大一次会议",
        "省十四届人大一次会议以来",
        "省十三届人大四次会议以来",
        "十三届全国人大一次会议以来",
        "市十六届人大九次会议",
        "镇二届人大四次会议",
        "2025年上半年",
        "二〇二五年下半年",
        "2025年第三季度",
        "2025年四季度",
        "2025年前三季度",
        "2025年1至10月",
        "2025年1月至10月",
        "2025年1—10月",
        "2025 年 1-10 月",
        "2025年1～12月",
        "2025年3月5—11日",
        "2024年10月31日至11月4日",
        "2025年11月至2026年3月",
        "2024年度",
        "2023.2.20",
        "2023.2.20..2023.2.24",
        "2025年1至13月",
        "2025年10至1月",
        "2025年第五季度",
        "2025年半年",
        "2022..2018",
        "2026-02-30",
        "2026-01..2026-13",
        "去年",
        "2022..",
        "截至",
        "",
    ]
    .into_iter()
    .map(|text| format!("{text} => {}", shown(parse(text, "430300"))))
    .collect();
    expect![[r#"
        2022 => year 2022 to 2022, at 2022: 2022
        2022年 => year 2022 to 2022, at 2022: 2022
        二〇二二年 => year 2022 to 2022, at 2022: 2022
        2018..2022 => term 2018 to 2022, nowhere: 2018–2022
        2018—2022年 => term 2018 to 2022, nowhere: 2018–2022
        2018-2022 => term 2018 to 2022, nowhere: 2018–2022
        2018年至2022年 => term 2018 to 2022, nowhere: 2018–2022
        2022-01..2022-10 => campaign 2022-01 to 2022-10, at 2022: 2022-01–2022-10
        2022-01..2022-12 => year 2022 to 2022, at 2022: 2022
        2020..2022 => campaign 2020 to 2022, nowhere: 2020–2022
        2022-10 => campaign 2022-10 to 2022-10, at 2022: 2022-10
        2024-10-31..2024-11-04 => campaign 2024-10-31 to 2024-11-04, at 2024: 2024-10-31–2024-11-04
        截至2022-12-31 => as-of 2022-12-31 to 2022-12-31, at 2022-12-31: 截至2022-12-31
        截至2022年末 => as-of 2022-12-31 to 2022-12-31, at 2022-12-31: 截至2022-12-31
        截至 2022-12 => as-of 2022-12 to 2022-12, at 2022-12-31: 截至2022-12
        截至2022年 => as-of 2022 to 2022, at 2022: 截至2022
        2022-12-31 => as-of 2022-12-31 to 2022-12-31, at 2022-12-31: 截至2022-12-31
        市十六届人大一次会议以来 => session 2022 to …, at 2022: 市十六届人大一次会议以来
        市十五届人大二次会议 => session 2018-01-05 to …, at 2018: 市十五届人大二次会议
        省十四届人大一次会议 => session 2023-01-14 to 2023-01-18, at 2023: 省十四届人大一次会议
        省十四届人大一次会议以来 => session 2023-01-14 to 2024-01-26, at 2023: 省十四届人大一次会议以来
        省十三届人大四次会议以来 => session 2021 to 2022-01-18, at 2021: 省十三届人大四次会议以来
        十三届全国人大一次会议以来 => session 2018-03 to 2019-03, at 2018: 十三届全国人大一次会议以来
        市十六届人大九次会议 => UnknownSession(UnknownSession { region: "430300", region_name: "湘潭市", term: 16, number: 9 })
        镇二届人大四次会议 => NoSuchBody { body: "镇", region: "湘潭市" }
        2025年上半年 => campaign 2025-01 to 2025-06, at 2025: 2025年上半年
        二〇二五年下半年 => campaign 2025-07 to 2025-12, at 2025: 2025年下半年
        2025年第三季度 => campaign 2025-07 to 2025-09, at 2025: 2025年第三季度
        2025年四季度 => campaign 2025-10 to 2025-12, at 2025: 2025年第四季度
        2025年前三季度 => campaign 2025-01 to 2025-09, at 2025: 2025年前三季度
        2025年1至10月 => campaign 2025-01 to 2025-10, at 2025: 2025-01–2025-10
        2025年1月至10月 => campaign 2025-01 to 2025-10, at 2025: 2025-01–2025-10
        2025年1—10月 => campaign 2025-01 to 2025-10, at 2025: 2025-01–2025-10
        2025 年 1-10 月 => campaign 2025-01 to 2025-10, at 2025: 2025-01–2025-10
        2025年1～12月 => year 2025 to 2025, at 2025: 2025
        2025年3月5—11日 => campaign 2025-03-05 to 2025-03-11, at 2025: 2025-03-05–2025-03-11
        2024年10月31日至11月4日 => campaign 2024-10-31 to 2024-11-04, at 2024: 2024-10-31–2024-11-04
        2025年11月至2026年3月 => campaign 2025-11 to 2026-03, nowhere: 2025-11–2026-03
        2024年度 => year 2024 to 2024, at 2024: 2024
        2023.2.20 => as-of 2023-02-20 to 2023-02-20, at 2023-02-20: 截至2023-02-20
        2023.2.20..2023.2.24 => campaign 2023-02-20 to 2023-02-24, at 2023: 2023-02-20–2023-02-24
        2025年1至13月 => NoDate { written: "2025年1至13月", why: NoSuchMonth { month: 13 } }
        2025年10至1月 => Backwards
        2025年第五季度 => Unreadable
        2025年半年 => Unreadable
        2022..2018 => Backwards
        2026-02-30 => NoDate { written: "2026-02-30", why: NoSuchDay { year: 2026, month: 2, day: 30, last: 28 } }
        2026-01..2026-13 => NoDate { written: "2026-13", why: NoSuchMonth { month: 13 } }
        去年 => Unreadable
        2022.. => NoDate { written: "", why: Unreadable }
        截至 => NoDate { written: "", why: Unreadable }
         => Unreadable"#]].assert_eq(&lines.join("\n"));
}

#[test]
fn reads_the_long_form() {
    let of = Period::from_parts;
    let lines = [
        of(Some("campaign"), Some("2021"), Some("2021"), Some("2021年县乡换届")),
        of(Some("term"), Some("2018-01"), Some("2022-12"), Some("五年来")),
        of(Some("term-to-date"), Some("2021-12"), None, None),
        of(Some("as-of"), None, Some("2022-12"), None),
        of(Some("year"), Some("2022"), None, None),
        of(None, Some("2020"), Some("2022"), Some("连续三年")),
        of(None, None, Some("2022-06-30"), None),
        of(Some("year"), Some("2018"), Some("2022"), None),
        of(Some("term"), None, Some("2022"), None),
        of(Some("termtodate"), Some("2018"), None, None),
        of(Some("year"), None, None, None),
        of(None, Some("2022-04-31"), None, None),
    ]
    .map(shown);
    expect![[r#"
        campaign 2021 to 2021, at 2021: 2021年县乡换届
        term 2018-01 to 2022-12, nowhere: 五年来
        term-to-date 2021-12 to …, nowhere: 2021-12–
        as-of 2022-12 to 2022-12, at 2022-12-31: 截至2022-12
        year 2022 to 2022, at 2022: 2022
        campaign 2020 to 2022, nowhere: 连续三年
        as-of 2022-06-30 to 2022-06-30, at 2022-06-30: 截至2022-06-30
        NotOneYear
        NoStart
        UnknownKind { nearest: Some(TermToDate) }
        NoStart
        NoDate { written: "2022-04-31", why: NoSuchDay { year: 2022, month: 4, day: 31, last: 30 } }"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn kinds_have_names() {
    assert!(PeriodKind::ALL.into_iter().all(|it| PeriodKind::parse(it.as_str()) == Ok(it)));
}

#[test]
fn the_same_time_by_other_words() {
    let same = |one, other| parse(one, "430300").unwrap().is_same_time(&parse(other, "430300").unwrap());
    assert!(same("2022年", "2022-01..2022-12"));
    assert!(same("2025年1至10月", "2025-01..2025-10"));
    assert!(same("2025年上半年", "2025年1—6月"));
    assert!(same("市十六届人大一次会议", "湘潭市第十六届人民代表大会第一次会议"));
    assert!(!same("市十六届人大一次会议", "市十六届人大一次会议以来"));
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "(截至|[0-9]{4})?.{0,3}[-.0-9年月日末至~—季度第]{0,12}(以来)?") {
        let _ = parse(&text, "430300");
    }
}
