//! Every value of the golden tables, read as it stands there.
//!
//! The tables hold what five digests and 41 public reports print, with what it means: facts, without their sentences.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Deserialize;
use yaomu::figures::catalogue::Catalogue;
use yaomu::figures::quantity;

use super::site::Site;

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
