//! Every relation of the golden tables that can be counted, with the verdict that stands there.
//!
//! `public-relations.csv` has sums and ratios of public reports, with their operands; `source-relations.csv` those of five
//! digests, whose figures are found in `source-figures.csv` by the name of the relation. Other types of relations are
//! told there for information.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use yaomu::figures::quantity::{self, Quantity};
use yaomu::figures::relation::{self, Agreement, Bound, Changed, Span, Total};

#[derive(Deserialize)]
struct PublicRow {
    source_id: String,
    r#type: String,
    what: String,
    operands: String,
    written: String,
    computed: Decimal,
    verdict: String,
}

#[derive(Deserialize)]
struct SourceRow {
    relation: String,
    r#type: String,
    as_written: String,
    computed: String,
    verdict: String,
}

#[derive(Deserialize)]
struct Figure {
    relation: String,
    indicator: String,
    value_as_written: String,
}

fn rows<T: DeserializeOwned>(table: &str) -> Vec<T> {
    csv::Reader::from_reader(table.as_bytes()).into_deserialize().collect::<csv::Result<_>>().unwrap()
}

fn source_rows(wanted: &str) -> Vec<SourceRow> {
    let rows: Vec<SourceRow> = rows(include_str!("../golden/source-relations.csv"));
    rows.into_iter().filter(|row| row.r#type == wanted).collect()
}

/// The figures of a relation: indicator and value.
fn figures(relation: &str) -> Vec<(String, Quantity)> {
    let figures: Vec<Figure> = rows(include_str!("../golden/source-figures.csv"));
    let of = figures.into_iter().filter(|it| it.relation == relation);
    of.map(|it| (it.indicator, parsed(&it.value_as_written))).collect()
}

fn parsed(written: &str) -> Quantity {
    quantity::parse(written).unwrap_or_else(|unread| panic!("{written}: {unread:?}"))
}

/// The numbers in a text, as they stand there, with a percent sign after them.
fn numbers(text: &str) -> Vec<String> {
    let belongs = |it: char| it.is_ascii_digit() || matches!(it, '.' | '%' | '万');
    let parts = text.split(|it| !belongs(it)).map(|it| it.trim_end_matches('.'));
    parts.filter(|it| it.starts_with(|it: char| it.is_ascii_digit())).map(str::to_owned).collect()
}

/// The word that a verdict begins with.
fn first_word(verdict: &str) -> &str {
    verdict.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default()
}

#[test]
fn every_type_of_relation_is_known() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows::<SourceRow>(include_str!("../golden/source-relations.csv")) {
        *counts.entry(row.r#type).or_default() += 1;
    }
    let counted = [
        ("bound", 2),
        ("conflict", 1),
        ("delta", 1),
        ("equal", 4),
        ("ratio", 7),
        ("ratio-bounds", 1),
        ("sum", 1),
    ];
    for (name, count) in counted {
        assert_eq!(counts.remove(name), Some(count), "{name}");
    }
    let told: Vec<&str> = counts.keys().map(String::as_str).collect();
    assert_eq!(told, ["coverage", "denominator", "derived", "external", "pair", "scope", "subset"]);

    let public: Vec<PublicRow> = rows(include_str!("../golden/public-relations.csv"));
    let count = |wanted: &str| public.iter().filter(|row| row.r#type == wanted).count();
    assert_eq!((count("sum"), count("ratio"), public.len()), (17, 29, 46));
}

#[test]
fn public_sums_and_ratios_come_out_as_told() {
    let mut wrong = Vec::new();
    for row in rows::<PublicRow>(include_str!("../golden/public-relations.csv")) {
        let separator = if row.r#type == "sum" { '+' } else { '/' };
        let operands: Vec<Quantity> = row.operands.split(separator).map(parsed).collect();
        let written = parsed(&row.written);
        let (verdict, computed) = if row.r#type == "sum" {
            let sum = relation::sum(&operands, &written);
            (if sum.total == Total::Exact { "ok" } else { "wrong" }, sum.number)
        } else {
            let ratio = relation::ratio(&Span::of(&operands[0]), &Span::of(&operands[1]), &written);
            let verdict = match ratio.agreement {
                Agreement::Rounded => "rounded",
                Agreement::Truncated => "truncated",
                _ => "wrong",
            };
            (verdict, ratio.exact.map(|it| it.round_dp(4)))
        };
        if verdict != row.verdict || computed != Some(row.computed) {
            wrong.push(format!("{} {}: {verdict} {computed:?}", row.source_id, row.what));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_equal_meets_and_what_conflicts_does_not() {
    for row in source_rows("equal") {
        let figures = figures(&row.relation);
        // What has the same measure word is the same thing, but for prefectures beside counties.
        let written = row.as_written.split(['=', '(']).map(numbers).collect::<Vec<_>>();
        let alike = |one: &Quantity, other: &Quantity| one.unit == other.unit && one.number == other.number;
        let told = figures
            .iter()
            .filter(|(_, it)| written[0].iter().any(|number| it.written.starts_with(&**number)));
        let told: Vec<&Quantity> = told.map(|(_, it)| it).collect();
        assert!(told.len() >= 2, "{}", row.relation);
        for one in &told {
            let equals: Vec<_> = told.iter().filter(|other| alike(one, other)).collect();
            assert!(equals.len() >= 2, "{}: {}", row.relation, one.written);
            assert!(
                equals.iter().all(|it| one.meets(it) && Span::of(one) == Span::of(it)),
                "{}",
                row.relation
            );
        }
        assert_eq!(first_word(&row.verdict), "OK");
    }
    for row in source_rows("conflict") {
        let figures = figures(&row.relation);
        let [(one, below), (other, above)] = &figures[..] else { panic!("{}", row.relation) };
        assert_eq!(one, other);
        assert!(!below.meets(above) && !Span::of(below).meets(&Span::of(above)));
        assert_eq!(first_word(&row.verdict), "CONFLICT");
    }
}

#[test]
fn bounds_hold_and_leave_seats_unfilled() {
    for row in source_rows("bound") {
        let figures = figures(&row.relation);
        let of = |id: &str| {
            figures.iter().find(|(indicator, _)| indicator == id).map(|(_, it)| Span::of(it)).unwrap()
        };
        let (elected, quota) = (of("election.deputies_elected"), of("election.quota"));
        assert_eq!((first_word(&row.verdict), relation::bound(&elected, &quota)), ("OK", Bound::Holds));
        assert_eq!(relation::bound(&quota, &elected), Bound::Violated);
        let gap = quota.minus(&elected);
        let told = numbers(&row.computed);
        for end in [gap.lower, gap.upper] {
            assert!(told.contains(&end.unwrap().to_string()), "{}: {gap:?}", row.relation);
        }
    }
}

#[test]
fn source_ratios_come_out_as_told() {
    for row in source_rows("ratio") {
        let operands: Vec<Span> = numbers(&row.as_written).iter().map(|it| Span::of(&parsed(it))).collect();
        let [numerator, denominator] = operands[..] else { panic!("{}", row.as_written) };
        // What the relation names of the figures are these operands.
        for (indicator, figure) in figures(&row.relation) {
            let is_rate = figure.unit == "%";
            assert!(is_rate || operands.contains(&Span::of(&figure)), "{} {indicator}", row.relation);
        }
        let told = numbers(&row.computed);
        assert!(!told.is_empty(), "{}", row.relation);
        for rate in told {
            let agreement = relation::ratio(&numerator, &denominator, &parsed(&rate)).agreement;
            let exact = numerator.only().is_some() && denominator.only().is_some();
            let expected = if exact { Agreement::Rounded } else { Agreement::Within };
            assert_eq!(agreement, expected, "{} {rate}", row.relation);
        }
        assert!(matches!(first_word(&row.verdict), "OK" | "derived"), "{}", row.verdict);
    }
}

#[test]
fn approximate_counts_give_bounds_and_no_ratio() {
    for row in source_rows("ratio-bounds") {
        let figures = figures(&row.relation);
        let of = |id: &str| {
            figures.iter().find(|(indicator, _)| indicator == id).map(|(_, it)| Span::of(it)).unwrap()
        };
        let (adopted, collected) = (of("legislation.opinions_adopted"), of("legislation.opinions_collected"));
        let ratio = relation::ratio(&adopted, &collected, &parsed("66.7%"));
        assert_eq!((ratio.exact, ratio.should_be, ratio.agreement), (None, None, Agreement::Within));
        let ends =
            [ratio.between.lower, ratio.between.upper].map(|it| format!("{}%", it.unwrap().round_dp(1)));
        assert!(ends.iter().all(|end| numbers(&row.computed).contains(end)), "{ends:?}");
        for beyond in ["57%", "56.9%", "83.5%", "84.4%"] {
            let expected = if beyond == "57%" { Agreement::Within } else { Agreement::Disagrees };
            assert_eq!(
                relation::ratio(&adopted, &collected, &parsed(beyond)).agreement,
                expected,
                "{beyond}"
            );
        }
    }
}

#[test]
fn the_quota_is_that_of_the_last_round_and_its_increase() {
    for row in source_rows("sum") {
        let (pairs, before) = (numbers(&row.as_written), numbers(&row.computed));
        assert_eq!((pairs.len(), before.len()), (4, 2));
        for (pair, before) in pairs.chunks(2).zip(before) {
            let [quota, increase] = [&pair[0], &pair[1]].map(|it| parsed(it));
            assert!(figures(&row.relation).iter().any(|(_, it)| it.number == increase.number));
            let sum = relation::sum([&parsed(&before), &increase], &quota);
            assert_eq!(sum.total, Total::Exact, "{before}");
        }
        assert_eq!(first_word(&row.verdict), "derived");
    }
}

#[test]
fn a_rate_that_changes_by_percent_is_ambiguous() {
    for row in source_rows("delta") {
        let figures = figures(&row.relation);
        let [(_, now), (_, change)] = &figures[..] else { panic!("{}", row.relation) };
        let (verdict, readings) = relation::change(None, change, now, true);
        assert_eq!((first_word(&row.verdict), verdict), ("AMBIGUOUS", Changed::Ambiguous));
        for (reading, places) in readings.iter().zip([1, 2]) {
            let before = format!("{}%", reading.before.unwrap().number.round_dp(places));
            assert!(numbers(&row.computed).contains(&before), "{before}");
        }
    }
}
