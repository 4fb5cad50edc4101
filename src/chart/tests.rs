//! What holds for every chart, whatever is drawn: no two texts touch, none is cut, the SVG is well formed, every class
//! has a rule, colours can be seen and told apart.

mod colours;
mod seen;

use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::diag::Language;
use seen::read;

/// Fails likewise, in all forms; and where a picture of pixels has another size than its drawing.
fn check_forms(chart: &Chart) {
    let frame = frame();
    check_layout(&chart.inline());
    if let Some(picture) = chart.picture(&frame) {
        check_layout(&picture.svg());
    }
}

fn frame() -> Frame {
    Frame {
        title: "代表建议办结率 · 全国、湖南省、河南省 · 2018–2024（截至年末），一段长得在一行里放不下的题目"
            .into(),
        subtitle: "单位：%".into(),
        notes: vec!["数据来源：某市人大常委会工作报告".into(), "注：各年口径相同。".into()],
        masthead: "人大工作摘编".into(),
        language: Language::Chinese,
    }
}

fn inline_line(chart: &Line) -> String {
    Chart::Line(chart.clone()).inline()
}

fn inline_bars(chart: &Bars) -> String {
    Chart::Bars(chart.clone()).inline()
}

fn inline_share(chart: &Share) -> String {
    Chart::Share(chart.clone()).inline()
}

/// Fails where labels overlap, leave the canvas or are too small to read.
fn check_layout(svg: &str) {
    for seen in read(svg) {
        // The narrow form is shown at nine tenths of its size on a phone, the wide form in a column of text.
        let shown = if seen.classes.contains("alone") { 1.0 } else { 0.9 };
        assert!(seen.labels.iter().all(|label| label.size * shown >= 11.0));
        for (index, one) in seen.labels.iter().enumerate() {
            let slack = 0.11;
            let inside = one.left >= -slack && one.top >= -slack;
            assert!(
                inside && one.right <= seen.width + slack && one.bottom <= seen.height + slack,
                "{one:?} is cut"
            );
            for other in &seen.labels[..index] {
                let apart = one.left >= other.right - slack
                    || other.left >= one.right - slack
                    || one.top >= other.bottom - slack
                    || other.top >= one.bottom - slack;
                assert!(apart, "{one:?} over {other:?}");
            }
        }
    }
}

fn mark(number: Decimal, qualifier: u8) -> Mark {
    let tenth = number.abs() / Decimal::TEN;
    let (approximate, lower, upper, word) = match qualifier {
        0 => (true, Some(number), Some(number + tenth), "余"),
        1 => (true, Some(number), None, "以上"),
        2 => (true, None, Some(number), "以下"),
        _ => (false, Some(number), Some(number), ""),
    };
    Mark { number, lower, upper, approximate, written: format!("{number}{word}件") }
}

fn exact(text: &str, unit: &str) -> Mark {
    Mark { written: format!("{text}{unit}"), ..mark(text.parse().unwrap(), 9) }
}

fn point(year: i32, text: &str, unit: &str) -> YearPoint {
    YearPoint { at: At::Year(year), label: format!("{year}年"), mark: exact(text, unit) }
}

fn chart_of(unit: Unit, series: Vec<Series>) -> Line {
    let (title, description) = ("代表建议总数".to_owned(), "逐年上升。".to_owned());
    Line { id: "totals".into(), title, description, unit, time: None, series, language: Language::Chinese }
}

fn bar(label: &str, mark: Mark) -> Bar {
    Bar { label: label.into(), mark, highlight: false }
}

fn bars_of(unit: Unit, bars: Vec<Bar>) -> Bars {
    Bars {
        id: "stations".into(),
        title: "代表联络站".into(),
        description: "最多".into(),
        unit,
        time: None,
        bars,
        order: Order::Ranked,
    }
}

fn share_of(parts: Vec<Bar>) -> Share {
    Share {
        id: "parts".into(),
        title: "按类别".into(),
        description: String::new(),
        time: None,
        unit: Unit::Count(String::new()),
        parts,
    }
}

prop_compose! {
    fn value()(mantissa in 1_i64..=44_000_000, scale in 0_u32..=7, negative in prop::bool::weighted(0.05)) -> Decimal {
        let number = (Decimal::new(mantissa, scale) * Decimal::TEN).round_dp(2).max(Decimal::new(1, 2));
        if negative { -number } else { number }
    }
}

prop_compose! {
    fn any_mark()(number in value(), qualifier in 0_u8..12) -> Mark { mark(number, qualifier) }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[一-龠]{1,14}", 1 => "[A-Za-z,. ]{1,40}", 1 => "[一-龠，（）]{1,14}"]
}

prop_compose! {
    fn any_point()(year in 1990_i32..2030, day in prop::option::weighted(0.2, 1_i8..28), mark in any_mark()) -> YearPoint {
        let at = day.map_or(At::Year(year), |day| {
            At::Day(jiff::civil::date(i16::try_from(year).unwrap(), 7, day))
        });
        YearPoint { at, label: format!("{year}年"), mark }
    }
}

prop_compose! {
    fn any_series()(name in name(), points in prop::collection::vec(any_point(), 2..30)) -> Series {
        Series { name, points }
    }
}

prop_compose! {
    fn any_unit()(percent in any::<bool>(), unit in name()) -> Unit {
        if percent { Unit::Percent } else { Unit::Count(unit) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn labels_of_lines_never_touch(
        unit in any_unit(), series in prop::collection::vec(any_series(), 1..=7), english in any::<bool>(), time in prop::option::of(name()),
    ) {
        let language = if english { Language::English } else { Language::Chinese };
        check_forms(&Chart::Line(Line { language, time, ..chart_of(unit, series) }));
    }

    #[test]
    fn labels_of_bars_never_touch(
        unit in any_unit(), list in prop::collection::vec((name(), any_mark(), any::<bool>()), 1..=40),
        time in prop::option::of(name()),
    ) {
        let list: Vec<Bar> = list.into_iter().map(|(label, mark, highlight)| Bar { label, mark, highlight }).collect();
        check_forms(&Chart::Share(Share { unit: unit.clone(), time: time.clone(), ..share_of(list.clone()) }));
        check_forms(&Chart::Bars(Bars { time, ..bars_of(unit, list) }));
    }

    #[test]
    fn labels_of_groups_never_touch(
        unit in any_unit(),
        names in prop::collection::vec(name(), 1..=7),
        rows in prop::collection::vec((name(), prop::collection::vec(prop::option::weighted(0.8, any_mark()), 7)), 1..=20),
    ) {
        let count = names.len();
        let groups: Vec<Group> = rows
            .iter()
            .map(|(label, marks)| Group { label: label.clone(), marks: marks[..count].to_vec() })
            .collect();
        let (id, title, description) = ("g".to_owned(), "甲".to_owned(), "乙".to_owned());
        check_forms(&Chart::Grouped(Grouped {
            id: id.clone(), title: title.clone(), description: description.clone(),
            periods: names.clone(), groups: groups.clone(),
        }));
        check_forms(&Chart::Stacked(Stacked {
            id: id.clone(), title: title.clone(), description: description.clone(), parts: names.clone(), rows: groups, time: Some(names[0].clone()),
        }));
        let change = |(label, marks): &(String, Vec<Option<Mark>>)| {
            let mut known = marks.iter().flatten().cloned();
            Some(Change { label: label.clone(), before: known.next()?, after: known.next()? })
        };
        let changes = Changes {
            id, title, description, unit, periods: [names[0].clone(), names[count - 1].clone()],
            rows: rows.iter().filter_map(change).collect(), language: Language::Chinese,
        };
        check_forms(&Chart::Dots(changes.clone()));
        check_forms(&Chart::Slope(changes));
    }

    #[test]
    fn labels_of_small_multiples_never_touch(
        unit in any_unit(), series in prop::collection::vec(any_series(), 1..=14), english in any::<bool>(), time in prop::option::of(name()),
    ) {
        let language = if english { Language::English } else { Language::Chinese };
        check_forms(&Chart::Multiples(Line { language, time, ..chart_of(unit, series) }));
    }

    #[test]
    fn sparklines_are_well_formed(points in prop::collection::vec((1990_i32..2030, value()), 1..30)) {
        let points = points.into_iter().map(|(year, value)| (At::Year(year), value)).collect();
        check_layout_of_spark(&sparkline(&Sparkline { id: "s".into(), title: "走势".into(), points }));
    }
}

fn check_layout_of_spark(svg: &str) {
    let seen = read(svg);
    assert_eq!(seen.len(), 1);
    assert!(seen[0].labels.is_empty());
}

fn totals() -> Line {
    let totals = [(2002, "4287"), (2018, "7139"), (2019, "8160"), (2024, "9235")];
    let points = totals.map(|(year, total)| point(year, total, "件")).to_vec();
    chart_of(Unit::Count("件".into()), vec![Series { name: "全国".into(), points }])
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
fn stacked_of(parts: usize, rows: i64) -> Chart {
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
        Chart::Line(chart_of(Unit::Percent, vec![Series { name: "湖南省".into(), points: years }])),
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
    let svg = inline_line(&chart_of(Unit::Percent, vec![Series { name: "全国".into(), points }]));
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
    let svg = inline_line(&chart_of(Unit::Count("个".into()), vec![Series { name: String::new(), points }]));
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
    let share = share_of(vec![bar("甲", exact("7", "件"))]);
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
    let svg = inline_share(&Share { unit: Unit::Percent, ..share_of(vec![rate]) });
    for part in ["ch-track", "ch-hollow-bar", "ch-whisker", ">0%<", ">50%<", ">100%<", ">近95%<"] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
}

#[test]
fn parts_fill_the_bar() {
    let parts = [("财政经济", "120"), ("社会建设", "60"), ("教科文卫", "20"), ("其他", "0")];
    let svg = inline_share(&share_of(parts.map(|(name, count)| bar(name, exact(count, "件"))).to_vec()));
    let pieces = [
        r#"x="1" y="1" width="428.8" height="28""#,
        r#"x="431.8" y="1" width="213.4" height="28""#,
        r#"x="647.2" y="1" width="71.8" height="28""#,
    ];
    for piece in pieces {
        assert!(svg.contains(piece), "{piece}: {svg}");
    }
    assert!(svg.contains("<title>财政经济 120件</title>") && svg.contains(">0件</text>"));
}

#[test]
fn nothing_to_draw_draws_nothing() {
    assert_eq!(inline_line(&chart_of(Unit::Percent, Vec::new())), "");
    assert_eq!(
        inline_line(&chart_of(Unit::Percent, vec![Series { name: "无".into(), points: Vec::new() }])),
        ""
    );
    assert_eq!(inline_bars(&bars_of(Unit::Percent, Vec::new())), "");
    assert_eq!(inline_share(&share_of(vec![bar("无", exact("0", "件"))])), "");
    assert_eq!(sparkline(&Sparkline { id: "s".into(), title: String::new(), points: Vec::new() }), "");
}

#[test]
fn one_value_and_equal_values_and_the_largest_are_drawn() {
    for texts in [vec!["0"], vec!["94.35"], vec!["100", "100", "100"], vec!["-3", "0"]] {
        for unit in [Unit::Percent, Unit::Count("件".into())] {
            let points = (2019..).zip(&texts).map(|(year, text)| point(year, text, "")).collect();
            check_layout(&inline_line(&chart_of(unit.clone(), vec![Series { name: "甲".into(), points }])));
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
            vec![Series { name: String::new(), points: points.clone() }],
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
    assert_eq!(ids, ["totals-wide-t", "totals-wide-d", "totals-narrow-t", "totals-narrow-d"]);
    assert!(svg.contains("role=\"img\" aria-labelledby=\"totals-narrow-t totals-narrow-d\""));
}

#[test]
fn every_class_has_a_rule_and_every_rule_a_class() {
    let series = (0..7).map(|index| Series {
        name: format!("第{index}"),
        points: vec![
            point(2020, "3", "件"),
            YearPoint { mark: mark(Decimal::from(40), 0), ..point(2021, "4", "件") },
        ],
    });
    let negative = Bar { highlight: true, ..bar("湘潭市", mark(Decimal::from(60), 0)) };
    let svgs = [
        inline_line(&chart_of(Unit::Count("件".into()), series.collect())),
        inline_bars(&bars_of(Unit::Percent, vec![negative, bar("长沙市", exact("99", "%"))])),
        sparkline(&Sparkline {
            id: "s".into(),
            title: String::new(),
            points: vec![(At::Year(1), Decimal::ONE)],
        }),
        stacked_of(7, 2).inline(),
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
