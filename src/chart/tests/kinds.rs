//! What each kind of chart says of its values: in labels beside them, and when they are pointed at.

use super::drawn::stacked_of;
use super::*;

const PERIODS: [&str; 2] = ["2021年", "2022年"];

fn changes(rows: Vec<Change>) -> Changes {
    Changes {
        id: "c".into(),
        title: "变化".into(),
        description: String::new(),
        unit: Unit::Percent,
        periods: PERIODS.map(str::to_owned),
        rows,
        language: Language::Chinese,
    }
}

fn change(label: &str, before: &str, after: &str) -> Change {
    Change { label: label.into(), before: exact(before, "%"), after: exact(after, "%") }
}

fn group(label: &str, values: &[&str]) -> Group {
    Group { label: label.into(), marks: values.iter().map(|it| Some(exact(it, "件"))).collect() }
}

fn series(name: &str, unit: Option<Unit>, points: Vec<YearPoint>) -> Series {
    Series { name: name.into(), points, unit }
}

/// What the marks of both compositions say; the same in the same order.
fn tips(chart: &Chart) -> Vec<String> {
    let [wide, narrow] = &read(&chart.inline())[..] else { panic!("two drawings") };
    assert_eq!(wide.tips, narrow.tips);
    wide.tips.clone()
}

/// The values in each composition.
fn values(chart: &Chart) -> Vec<Vec<String>> {
    let of = |seen: seen::Seen| seen.labels.into_iter().filter(|it| it.is_value).map(|it| it.text).collect();
    read(&chart.inline()).into_iter().map(of).collect()
}

#[test]
fn every_mark_says_what_it_is_of_in_the_order_of_reading() {
    let rows = vec![change("甲", "90", "95"), change("乙", "80", "70")];
    let both = ["甲 2021年：90%", "甲 2022年：95%", "乙 2021年：80%", "乙 2022年：70%"];
    assert_eq!(tips(&Chart::Slope(changes(rows.clone()))), both);
    assert_eq!(tips(&Chart::Dots(changes(rows))), both);
    let (id, title, description, language) =
        ("g".to_owned(), "题".to_owned(), String::new(), Language::Chinese);
    let groups = vec![group("甲", &["3", "4"]), group("乙", &["5", "6"])];
    let periods = PERIODS.map(str::to_owned).to_vec();
    let grouped = Grouped { id, title, description, periods, groups, language };
    let said = ["甲 2021年：3件", "甲 2022年：4件", "乙 2021年：5件", "乙 2022年：6件"];
    assert_eq!(tips(&Chart::Grouped(grouped)), said);
    let said = [
        "2019年 已解决：120件",
        "2019年 正在解决：105余件",
        "2020年 已解决：121件",
        "2020年 正在解决：106余件",
    ];
    assert_eq!(tips(&stacked_of(2, 2)), said);
    let bars = vec![bar("甲", exact("3", "件")), bar("乙", exact("7", "件"))];
    assert_eq!(tips(&Chart::Bars(bars_of(Unit::Count("件".into()), bars))), ["乙：7件", "甲：3件"]);
    assert_eq!(tips(&Chart::Share(share_of(bar("甲", exact("95", "%"))))), ["甲：95%"]);
    // By time, whatever is approximate.
    let mut points = vec![point(2020, "5", "件"), point(2021, "6", "件"), point(2022, "7", "件")];
    points[1].mark.approximate = true;
    let lines = chart_of(Unit::Count("件".into()), vec![series("甲", None, points)]);
    let said = ["2020年：5件", "2021年：6件", "2022年：7件"];
    assert_eq!(tips(&Chart::Line(lines.clone())), said);
    assert_eq!(tips(&Chart::Multiples(lines)), said.map(|it| format!("甲 {it}")));
}

#[test]
fn all_lines_of_a_value_are_a_value() {
    let long = Mark {
        written: "一千二百三十四件至一千五百六十七件以上".into(), ..exact("1234", "")
    };
    let rows = vec![Change { after: long.clone(), ..change("甲", "90", "95") }];
    for shown in values(&Chart::Slope(changes(rows))) {
        assert!(shown.concat().contains(&long.written), "{shown:?}");
        assert!(!shown.concat().contains('甲'));
    }
}

#[test]
fn a_value_stands_at_its_own_piece_or_not_at_all() {
    let Chart::Stacked(one) = stacked_of(3, 1) else { panic!("stacked") };
    let of = |values: &[&str]| {
        let chart = Chart::Stacked(Stacked { rows: vec![group("甲", values)], ..one.clone() });
        self::values(&chart).swap_remove(0)
    };
    assert_eq!(of(&["500", "400", "300"]), ["500件", "400件", "300件"]);
    assert_eq!(of(&["900", "3", "900"]), ["900件", "900件"]);
    // Behind the last one there is room where another row is longer.
    let rows = vec![group("甲", &["30", "3", "4"]), group("乙", &["500", "400", "300"])];
    let chart = Chart::Stacked(Stacked { rows, ..one.clone() });
    assert_eq!(values(&chart)[0], ["4件", "500件", "400件", "300件"]);
}

#[test]
fn sources_that_contradict_each_other_fork_a_small_line_too() {
    let points = vec![point(2021, "71", "%"), point(2022, "76", "%"), point(2022, "78.9", "%")];
    let chart = Chart::Multiples(chart_of(Unit::Percent, vec![series("甲", None, points)]));
    for shown in values(&chart) {
        assert_eq!(shown, ["76% / 78.9%"]);
    }
    let svg = chart.inline();
    let path = svg.split("ch-line").nth(1).unwrap().split('"').nth(2).unwrap();
    assert_eq!(path.matches(['M', 'm']).count(), 2, "two strokes from one point: {path}");
    assert!(!path.contains('v'), "no upright stroke between two sources: {path}");
}

#[test]
fn small_multiples_of_different_things_have_scales_of_their_own() {
    let count = Unit::Count("件".into());
    let totals = vec![point(2019, "8000", "件"), point(2021, "9000", "件")];
    let rates = vec![point(2020, "90", "%"), point(2021, "95", "%")];
    let all = vec![series("总数", Some(count.clone()), totals), series("办结率", Some(Unit::Percent), rates)];
    let chart = Chart::Multiples(chart_of(count, all));
    let svg = chart.inline();
    assert!(svg.contains("各图单位和纵轴不同，有的纵轴不从零开始") && !svg.contains("纵轴相同"), "{svg}");
    for shown in values(&chart) {
        assert_eq!(shown, ["8000件 · 2019", "9000件 · 2021", "90% · 2020", "95% · 2021"]);
    }
}
