//! What holds for every chart, whatever is drawn: no two texts touch, none is cut, the SVG is well formed, every class
//! has a rule, colours can be seen and told apart.

mod colours;
mod drawn;
mod kinds;
mod seen;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::diag::Language;
use seen::read;

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

/// Fails likewise, for all forms of a chart.
fn check_forms(chart: &Chart) {
    let frame = frame();
    check_layout(&chart.inline());
    if let Some(picture) = chart.picture(&frame) {
        check_layout(&picture.svg());
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
    Bar { label: label.into(), mark }
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
        language: Language::Chinese,
    }
}

fn share_of(rate: Bar) -> Share {
    Share {
        id: "rate".into(),
        title: "办结率".into(),
        description: String::new(),
        time: None,
        rate,
        language: Language::Chinese,
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
        Series { name, points, unit: None }
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
        unit in any_unit(), list in prop::collection::vec((name(), any_mark()), 1..=40),
        time in prop::option::of(name()),
    ) {
        let list: Vec<Bar> = list.into_iter().map(|(label, mark)| Bar { label, mark }).collect();
        check_forms(&Chart::Share(Share { time: time.clone(), ..share_of(list[0].clone()) }));
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
            periods: names.clone(), groups: groups.clone(), language: Language::Chinese,
        }));
        check_forms(&Chart::Stacked(Stacked {
            id: id.clone(), title: title.clone(), description: description.clone(), parts: names.clone(), rows: groups, time: Some(names[0].clone()),
            language: Language::Chinese,
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
        unit in any_unit(), mut series in prop::collection::vec(any_series(), 1..=14), english in any::<bool>(),
        own in prop::option::of(any_unit()), time in prop::option::of(name()),
    ) {
        let language = if english { Language::English } else { Language::Chinese };
        series.iter_mut().for_each(|it| it.unit.clone_from(&own));
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
