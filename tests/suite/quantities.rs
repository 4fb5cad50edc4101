//! Every value of the golden tables, read as it stands there.
//!
//! The tables hold what five digests and 41 public reports print, with what it means: facts, without their sentences.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use rust_decimal::Decimal;
use serde::Deserialize;
use yaomu::figures::catalogue::Catalogue;
use yaomu::figures::quantity;

use super::site::{Ran, Site};

/// The columns of both tables that say what a value means.
#[derive(Deserialize)]
struct Row {
    id: String,
    indicator: String,
    value_as_written: String,
    number: Decimal,
    unit: String,
    unit_from: String,
    qualifier: String,
    lower: Option<Decimal>,
    upper: Option<Decimal>,
}

fn rows() -> csv::Result<Vec<Row>> {
    let tables = [include_str!("../golden/source-figures.csv"), include_str!("../golden/public-figures.csv")];
    tables
        .into_iter()
        .flat_map(|table| csv::Reader::from_reader(table.as_bytes()).into_deserialize().collect::<Vec<_>>())
        .collect()
}

#[test]
fn every_value_means_what_the_tables_say() {
    let rows = rows().unwrap();
    assert_eq!(rows.len(), 95 + 379);
    let mut wrong = Vec::new();
    for row in &rows {
        let expected = (
            row.number.normalize(),
            row.qualifier.as_str(),
            row.lower.map(|it| it.normalize()),
            row.upper.map(|it| it.normalize()),
        );
        match quantity::parse(&row.value_as_written) {
            Err(unread) => wrong.push(format!("{} {}: {unread:?}", row.id, row.value_as_written)),
            Ok(it) => {
                // The table has fractions to four places; written numbers have fewer.
                let found = (it.number.round_dp(4).normalize(), it.qualifier.as_str(), it.lower, it.upper);
                let unit_agrees = row.unit_from != "value" || it.unit == row.unit;
                if found != expected || !unit_agrees {
                    wrong.push(format!("{} {}: {it:?}", row.id, row.value_as_written));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_written_unit_is_accepted_by_its_indicator() {
    let catalogue = Catalogue::builtin();
    let mut wrong = Vec::new();
    for row in rows().unwrap() {
        let unit = quantity::parse(&row.value_as_written).unwrap().unit;
        let change = row.indicator.strip_suffix(".change");
        let accepted = catalogue
            .get(change.unwrap_or(&row.indicator))
            .is_some_and(|it| if change.is_some() { it.accepts_change(&unit) } else { it.accepts(&unit) });
        if !accepted {
            wrong.push(format!("{} {}: {unit}", row.id, row.indicator));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every class in the pages of a site whose one indicator is better `better`, and whether a page says which way.
fn classes(better: &str) -> (BTreeSet<String>, bool) {
    let site = Site::new();
    site.file(
        "content/_data/indicators.csv",
        format!("id,function,name_zh,unit,better\nown.count,监督,自有指标,件,{better}\n"),
    );
    site.file(
        "content/reports/a.md",
        "---\ntitle: 甲\nkind: report\ndate: 2024-02-01\nperiod: 2023\nsource: {name: 某报}\nfigures:\n  own.count: {value: 30件, change: {value: 50%, against: 上年}}\n---\n30件。\n",
    );
    site.file(
        "content/_data/a.csv",
        "indicator,period,value,source_name\nown.count,2021,10件,某报\nown.count,2022,20件,某报\n",
    );
    site.build_well(&[]);
    let pages: Vec<String> = site
        .public()
        .into_iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(_, page)| String::from_utf8(page).unwrap())
        .collect();
    let tokens = pages.iter().flat_map(|page| page.split("class=\"").skip(1));
    let tokens = tokens.filter_map(|rest| rest.split('"').next()).flat_map(str::split_whitespace);
    let says = pages.iter().any(|page| page.contains("越高越好") || page.contains("越低越好"));
    (tokens.map(str::to_owned).collect(), says)
}

#[test]
fn a_neutral_indicator_is_never_shown_as_good_or_bad() {
    let [(up, up_says), (down, down_says), (neutral, neutral_says)] = ["up", "down", "neutral"].map(classes);
    assert!(up_says && down_says && !neutral_says);
    // Whatever a page of one direction has and the same page of the other has not is a verdict.
    let verdicts: Vec<&String> = up.symmetric_difference(&down).filter(|it| neutral.contains(*it)).collect();
    assert!(verdicts.is_empty(), "{verdicts:?}");
}

/// Runs `yaomu figures parse` on `values`, with `args` before them.
fn parse(args: &[&str], values: &[&str]) -> Ran {
    let site = Site::empty();
    let all: Vec<&str> =
        ["figures", "parse"].iter().chain(args).chain(&["--"]).chain(values).copied().collect();
    site.run(&all)
}

/// A row of the golden tables as the program must print it: the strings of the table.
#[derive(Deserialize)]
struct Printed {
    value_as_written: String,
    number: String,
    unit: String,
    unit_from: String,
    qualifier: String,
    lower: String,
    upper: String,
}

#[test]
fn the_program_prints_the_strings_of_the_tables() {
    let tables = [include_str!("../golden/source-figures.csv"), include_str!("../golden/public-figures.csv")];
    let rows: Vec<Printed> = tables
        .into_iter()
        .flat_map(|table| csv::Reader::from_reader(table.as_bytes()).into_deserialize().collect::<Vec<_>>())
        .collect::<Result<_, _>>()
        .unwrap();
    let values: Vec<&str> = rows.iter().map(|it| it.value_as_written.as_str()).collect();
    let ran = parse(&["--format", "json"], &values);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let printed: Vec<BTreeMap<String, serde_json::Value>> = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(printed.len(), rows.len());
    for (row, printed) in rows.iter().zip(&printed) {
        let keys: Vec<&str> = printed.keys().map(String::as_str).collect();
        assert_eq!(keys, ["lower", "number", "qualifier", "unit", "upper"]);
        let bound = |it: &str| if it.is_empty() { serde_json::Value::Null } else { it.into() };
        let found = (&printed["number"], &printed["qualifier"], &printed["lower"], &printed["upper"]);
        let expected = (
            &row.number.as_str().into(),
            &row.qualifier.as_str().into(),
            &bound(&row.lower),
            &bound(&row.upper),
        );
        assert_eq!(found, expected, "{}", row.value_as_written);
        if row.unit_from == "value" {
            assert_eq!(printed["unit"], row.unit, "{}", row.value_as_written);
        }
    }
}

#[test]
fn values_that_cannot_be_read_stand_beside_those_that_can() {
    let values = ["近6万个", "37批112人次", "", "-3.2%", "不到90%", "𠀀", "--", "2/3"];
    let ran = parse(&["--format", "json", "--lang", "zh"], &values);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    expect![[r#"
        [
          {
            "lower": "50000",
            "number": "60000",
            "qualifier": "approx-below",
            "unit": "个",
            "upper": "60000"
          },
          {
            "error": "看不懂数值 `37批112人次`：`112人次` 是另一个数，要分开写"
          },
          {
            "error": "没有写数值"
          },
          {
            "lower": "-3.25",
            "number": "-3.2",
            "qualifier": "exact",
            "unit": "%",
            "upper": "-3.15"
          },
          {
            "lower": null,
            "number": "90",
            "qualifier": "approx-below",
            "unit": "%",
            "upper": "90"
          },
          {
            "error": "看不懂数值 `𠀀`：`𠀀` 不是数"
          },
          {
            "error": "看不懂数值 `--`：`-` 不是数"
          },
          {
            "lower": "0.6666666666666666666666666667",
            "number": "0.6667",
            "qualifier": "exact",
            "unit": "fraction",
            "upper": "0.6666666666666666666666666667"
          }
        ]
    "#]]
    .assert_eq(&ran.stdout);
}

#[test]
fn people_get_a_table_and_the_faults_below_it() {
    let values = ["近6万个", "4.4億餘元", "百分之七十二点二", "2- 3名", "超过90%", "全部", "若干", "五一"];
    let ran = parse(&["--lang", "zh"], &values);
    assert_eq!(ran.code, Some(1));
    expect![[r#"
        原文              规范写法            数  单位  限定         下限         上限  即
        近6万个           近6万个         60,000  个    略少       50,000       60,000  不少于 50,000，不到 60,000
        4.4億餘元         4.4亿余元  440,000,000  元    以上  440,000,000  450,000,000  不少于 440,000,000，不到 450,000,000
        百分之七十二点二  72.2%             72.2  %     确数        72.15        72.25  不少于 72.15，不到 72.25
        2- 3名            2–3名              2.5  名    范围            2            3  2 到 3
        超过90%           90%以上             90  %     以上           90            …  不少于 90
        全部              全部               100  %     全部          100          100  正好 100
        错误: 看不懂数值 `若干`：`若干` 没有说是多少
        错误: 看不懂数值 `五一`：`五一` 是逐个写的数字，像年份或编号，不是数量
    "#]].assert_eq(&(ran.stdout + &ran.stderr));
    let ran = parse(&["--lang", "en"], &values);
    expect![[r#"
        as written        normal form       number  unit  qualifier           lower        upper  that is
        近6万个           近6万个           60,000  个    approx-below       50,000       60,000  at least 50,000, below 60,000
        4.4億餘元         4.4亿余元    440,000,000  元    at-least      440,000,000  450,000,000  at least 440,000,000, below 450,000,000
        百分之七十二点二  72.2%               72.2  %     exact               72.15        72.25  at least 72.15, below 72.25
        2- 3名            2–3名                2.5  名    range                   2            3  2 to 3
        超过90%           90%以上               90  %     at-least               90            …  at least 90
        全部              全部                 100  %     all                   100          100  exactly 100
        error: `若干` cannot be read as a value: `若干` does not say how many
        error: `五一` cannot be read as a value: `五一` are digits in a row, as in a year or a serial number, and count nothing
    "#]].assert_eq(&(ran.stdout + &ran.stderr));
}

#[test]
fn options_may_follow_the_values_and_values_come_from_a_pipe() {
    let site = Site::empty();
    let ran = site.run(&["figures", "parse", "-5件", "--format", "json"]);
    assert!(ran.code == Some(0) && ran.stdout.contains(r#""number": "-5""#), "{ran:?}");
    assert_eq!(site.run(&["figures", "parse"]).code, Some(2));
    assert_eq!(site.run(&["figures", "parse", "5件", "--fromat", "json"]).code, Some(2));
    // Standard input is empty in these tests: no value, no fault.
    let ran = site.run(&["figures", "parse", "-", "--format", "json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "[]\n"));
}
