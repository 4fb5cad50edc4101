//! Every value of the golden tables, read as it stands there.
//!
//! The tables hold what five digests and 41 public reports print, with what it means: facts, without their sentences.

use rust_decimal::Decimal;
use serde::Deserialize;
use yaomu::figures::catalogue::Catalogue;
use yaomu::figures::quantity;

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
