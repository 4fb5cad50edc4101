//! What single charts look like, by hand.

use std::collections::BTreeSet;

use super::*;

pub(super) fn totals() -> Line {
    let totals = [(2002, "4287"), (2018, "7139"), (2019, "8160"), (2024, "9235")];
    let points = totals.map(|(year, total)| point(year, total, "件")).to_vec();
    chart_of(Unit::Count("件".into()), vec![Series { name: "全国".into(), points, unit: None }])
}

#[test]
fn a_line_is_drawn_and_breaks_where_years_are_missing() {
    let svg = inline_line(&totals());
    let seen = read(&svg);
    assert_eq!(seen.len(), 2);
    for form in &seen {
        let texts: Vec<&str> = form.labels.iter().map(|label| label.text.as_str()).collect();
        assert!(
            ["4287件", "7139件", "8160件", "9235件", "单位：件", "10000"].iter().all(|it| texts.contains(it)),
            "{texts:?}"
        );
    }
    let strokes = svg.matches("ch-line").count();
    assert_eq!(strokes, 2, "one stroke from 2018 to 2019 in each form: {svg}");
    assert!(svg.contains("<title>2018年：7139件</title>"));
}

/// Rows that are cut into so many parts; the first part of each is approximate.
pub(super) fn stacked_of(parts: usize, rows: i64) -> Chart {
    let marks = |row: i64| {
        (0..7)
            .take(parts)
            .map(move |part| mark(Decimal::from(120 - 15 * part + row), if part == 1 { 0 } else { 9 }))
    };
    Chart::Stacked(Stacked {
        id: "parts".into(),
        title: "代表建议的办理结果".into(),
        description: "已解决的最多。".into(),
        time: None,
        parts: ["已解决", "正在解决", "列入计划", "留作参考", "已撤回", "转交", "其他"].map(str::to_owned)
            [..parts]
            .to_vec(),
        rows: (0..rows)
            .map(|row| Group { label: format!("{}年", 2019 + row), marks: marks(row).map(Some).collect() })
            .collect(),
        language: Language::Chinese,
    })
}

#[test]
fn a_picture_stands_alone() {
    let picture = Chart::Line(totals()).picture(&frame()).unwrap();
    let svg = picture.svg();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"zh-CN\""), "{svg}");
    for part in
        ["数据来源", "人大工作摘编", "单位：%", "--ink:#1c1b19", "prefers-color-scheme:dark", "ch-title"]
    {
        assert!(svg.contains(part), "{part}: {svg}");
    }
    let style = &svg[svg.find("<style>").unwrap()..svg.find("</style>").unwrap()];
    assert_eq!(style.matches('{').count(), style.matches('}').count());
    assert!(!style.contains("/*") && !style.contains("  "), "{style}");
    let seen = read(&svg);
    let png = picture.png().unwrap();
    let size = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((f64::from(size(16)), f64::from(size(20))), (seen[0].width * 2.0, seen[0].height * 2.0));
    assert_eq!(png, Chart::Line(totals()).picture(&frame()).unwrap().png().unwrap());
    assert!(picture.missing().is_empty());
    let odd = Frame { title: "\u{20000}".into(), ..frame() };
    assert_eq!(Chart::Line(totals()).picture(&odd).unwrap().missing(), ['\u{20000}']);
}

#[test]
fn a_usual_chart_is_small() {
    let years = (2014..2024).map(|year| point(year, &format!("{}.35", 70 + year % 9), "%")).collect();
    let list = (0..14).map(|index| bar("湖南省", exact(&format!("{}", 9000 - index * 400), "个"))).collect();
    for usual in [
        Chart::Line(chart_of(
            Unit::Percent,
            vec![Series { name: "湖南省".into(), points: years, unit: None }],
        )),
        Chart::Bars(bars_of(Unit::Count("个".into()), list)),
        stacked_of(4, 5),
    ] {
        let svg = usual.inline();
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, svg.as_bytes()).unwrap();
        let packed = packed.finish().unwrap().len();
        assert!(svg.len() < 12_000 && packed < 4_000, "{} and {packed}: {svg}", svg.len());
    }
}

#[test]
fn contradicting_sources_both_stand_and_the_line_forks() {
    let points = vec![
        point(2021, "71.28", "%"),
        point(2022, "76", "%"),
        point(2022, "78.9", "%"),
        point(2023, "77", "%"),
    ];
    let svg = inline_line(&chart_of(Unit::Percent, vec![Series { name: "全国".into(), points, unit: None }]));
    assert!(svg.contains("76%</text>") && svg.contains("78.9%</text>"), "{svg}");
    assert_eq!(svg.matches("<circle").count(), 8);
}

#[test]
fn approximate_values_are_hollow_with_a_whisker() {
    let wide = mark(Decimal::from(4400), 0);
    let chart = bars_of(
        Unit::Count("个".into()),
        vec![bar("湖南省", wide.clone()), bar("广东省", exact("12836", "个"))],
    );
    let svg = inline_bars(&chart);
    assert!(svg.contains("ch-hollow-bar") && svg.contains("ch-whisker") && svg.contains("ch-bar\""), "{svg}");
    let points = vec![YearPoint { at: At::Year(2020), label: "2020年".into(), mark: wide }];
    let svg = inline_line(&chart_of(
        Unit::Count("个".into()),
        vec![Series { name: String::new(), points, unit: None }],
    ));
    assert!(svg.contains("ch-hollow") && svg.contains("ch-whisker"), "{svg}");
}

#[test]
fn bars_are_ranked() {
    let list = vec![
        bar("湘潭市", exact("70", "个")),
        bar("广东省", exact("12836", "个")),
        bar("河南省", exact("9583", "个")),
    ];
    let svg = inline_bars(&bars_of(Unit::Count("个".into()), list));
    let at = |name: &str| svg.find(&format!(">{name}<")).unwrap();
    assert!(at("广东省") < at("河南省") && at("河南省") < at("湘潭市"));
}

#[test]
fn bars_keep_an_order_that_is_given() {
    let list = vec![bar("十二届", exact("7", "个")), bar("十三届", exact("9", "个"))];
    let svg = inline_bars(&Bars { order: Order::Given, ..bars_of(Unit::Count("个".into()), list) });
    assert!(svg.find(">十二届<").unwrap() < svg.find(">十三届<").unwrap());
}

#[test]
fn the_kind_of_time_is_named() {
    let time = Some("截至年末".to_owned());
    let bars = bars_of(Unit::Percent, vec![bar("甲", exact("7", "%"))]);
    let share = share_of(bar("甲", exact("7", "%")));
    for svg in [
        inline_line(&Line { time: time.clone(), ..totals() }),
        Chart::Multiples(Line { time: time.clone(), ..totals() }).inline(),
        inline_bars(&Bars { time: time.clone(), ..bars }),
        inline_share(&Share { time, ..share }),
    ] {
        assert_eq!(svg.matches("截至年末").count(), 2, "{svg}");
    }
}

#[test]
fn one_rate_is_a_part_of_a_hundred() {
    let rate = bar("办结率", Mark { written: "近95%".into(), ..mark(Decimal::from(95), 0) });
    let svg = inline_share(&share_of(rate));
    for part in ["ch-track", "ch-hollow-bar", "ch-whisker", ">0%<", ">50%<", ">100%<", ">近95%<"] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
}

#[test]
fn the_bar_of_a_rate_is_as_long_as_the_rate() {
    let svg = inline_share(&share_of(bar("甲", exact("25", "%"))));
    assert!(
        svg.contains(r#"width="718" height="28""#) && svg.contains(r#"width="179.5" height="28""#),
        "{svg}"
    );
    let none = inline_share(&share_of(bar("甲", exact("0", "%"))));
    assert!(!none.contains("ch-bar") && none.contains(">0%</text>"), "{none}");
}

#[test]
fn nothing_to_draw_draws_nothing() {
    assert_eq!(inline_line(&chart_of(Unit::Percent, Vec::new())), "");
    assert_eq!(
        inline_line(&chart_of(
            Unit::Percent,
            vec![Series { name: "无".into(), points: Vec::new(), unit: None }]
        )),
        ""
    );
    assert_eq!(inline_bars(&bars_of(Unit::Percent, Vec::new())), "");
    assert_eq!(sparkline(&Sparkline { id: "s".into(), title: String::new(), points: Vec::new() }), "");
}

#[test]
fn one_value_and_equal_values_and_the_largest_are_drawn() {
    for texts in [vec!["0"], vec!["94.35"], vec!["100", "100", "100"], vec!["-3", "0"]] {
        for unit in [Unit::Percent, Unit::Count("件".into())] {
            let points = (2019..).zip(&texts).map(|(year, text)| point(year, text, "")).collect();
            check_layout(&inline_line(&chart_of(
                unit.clone(),
                vec![Series { name: "甲".into(), points, unit: None }],
            )));
            let list = texts.iter().map(|text| bar("甲", exact(text, ""))).collect();
            check_layout(&inline_bars(&bars_of(unit, list)));
        }
    }
    let extremes = [Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28)];
    let points = (2019..).zip(extremes);
    let points: Vec<YearPoint> =
        points.map(|(year, number)| YearPoint { mark: mark(number, 9), ..point(year, "1", "") }).collect();
    for unit in [Unit::Percent, Unit::Count(String::new())] {
        check_layout(&inline_line(&chart_of(
            unit.clone(),
            vec![Series { name: String::new(), points: points.clone(), unit: None }],
        )));
        check_layout(&inline_bars(&bars_of(
            unit,
            points.iter().map(|it| bar("甲", it.mark.clone())).collect(),
        )));
    }
}

#[test]
fn hostile_text_comes_back_as_it_was() {
    let hostile = "</title><script>alert('1')</script>\" onload=\"x]]>{{ 7*7 }}&amp;";
    let mut chart = totals();
    chart.title = hostile.to_owned();
    chart.id = "a b\"<>".to_owned();
    chart.unit = Unit::Count(hostile.to_owned());
    chart.series[0].points[3].mark.written = "<b>&\u{0}9".to_owned();
    let svg = inline_line(&chart);
    assert!(!svg.contains("<script") && !svg.contains('\u{0}'), "{svg}");
    let seen = read(&svg);
    assert_eq!(seen[0].ids, ["a-b----wide-t", "a-b----wide-d"]);
    assert!(seen[0].labels.iter().any(|label| label.text == "<b>&9"));
    let list = vec![bar(hostile, exact("1", hostile))];
    check_layout(&inline_bars(&bars_of(Unit::Count(hostile.into()), list)));
}

#[test]
fn ids_differ_between_the_two_forms_and_are_named_by_the_chart() {
    let svg = inline_line(&totals());
    let ids: Vec<String> = read(&svg).into_iter().flat_map(|seen| seen.ids).collect();
    assert_eq!(ids, ["totals-wide-t", "totals-wide-d", "totals-narrow-t"]);
    assert!(svg.contains("role=\"img\" aria-labelledby=\"totals-narrow-t totals-wide-d\""));
}

#[test]
fn every_class_has_a_rule_and_every_rule_a_class() {
    let series = (0..7).map(|index| Series {
        name: format!("第{index}"),
        points: vec![
            point(2020, "3", "件"),
            YearPoint { mark: mark(Decimal::from(40), 0), ..point(2021, "4", "件") },
        ],
        unit: None,
    });
    let approximate = bar("湘潭市", mark(Decimal::from(60), 0));
    let svgs = [
        inline_line(&chart_of(Unit::Count("件".into()), series.collect())),
        inline_bars(&bars_of(Unit::Percent, vec![approximate, bar("长沙市", exact("99", "%"))])),
        sparkline(&Sparkline {
            id: "s".into(),
            title: String::new(),
            points: vec![(At::Year(1), Decimal::ONE)],
        }),
        stacked_of(7, 2).inline(),
        Chart::Multiples(totals()).inline(),
        Chart::Line(totals()).picture(&frame()).unwrap().svg(),
    ];
    let used: BTreeSet<String> =
        svgs.iter().flat_map(|svg| read(svg)).flat_map(|seen| seen.classes).collect();
    let mut ruled = BTreeSet::new();
    let rules = STYLE
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest))
        .collect::<String>();
    for (at, _) in rules.match_indices('.') {
        let class: String =
            rules[at + 1..].chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '-').collect();
        if class.starts_with(|it: char| it.is_ascii_alphabetic()) {
            ruled.insert(class);
        }
    }
    ruled.retain(|class| !["rem", "em", "px", "5em", "5px"].contains(&class.as_str()));
    assert_eq!(used, ruled);
}

#[test]
fn the_same_chart_gives_the_same_bytes_whatever_the_order_of_its_points() {
    let one = totals();
    let mut other = one.clone();
    other.series[0].points.reverse();
    assert_eq!(inline_line(&one), inline_line(&other));
}
