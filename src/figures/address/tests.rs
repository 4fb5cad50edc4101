use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::digest::Source;
use crate::figures::catalogue::Catalogue;
use crate::figures::ledger::{Complete, Figure, Ledger};
use crate::figures::partial_date::PartialDate;
use crate::figures::period::{Period, PeriodKind, SessionId};
use crate::figures::quantity;
use crate::figures::region::Level;

/// 70 stations of Xiangtan in 2022, as told by `file`.
fn figure(file: &str) -> Figure {
    Figure {
        indicator: "stations.count".into(),
        written: "70个".to_owned(),
        quantity: quantity::parse("70个").unwrap(),
        region: "430300".into(),
        level: Level::Prefecture,
        foreign_level: false,
        category: None,
        period: Arc::new(year("2022")),
        definition: None,
        denominator: None,
        at: None,
        note: None,
        change: None,
        parts_complete: Complete::None,
        source: None,
        accept: None,
        in_text: Some(true),
        file: file.into(),
        position: 0,
        ordinal: 0,
        anchor: String::new(),
        address: String::new(),
    }
}

fn year(text: &str) -> Period {
    let date = PartialDate::parse(text).unwrap();
    Period { kind: PeriodKind::Year, start: date, end: Some(date), label: text.to_owned(), session: None }
}

fn source(name: &str) -> Option<Arc<Source>> {
    Some(Arc::new(Source { name: name.to_owned(), ..Source::default() }))
}

/// The addresses that a ledger gives, by who tells what.
fn addresses(figures: &[Figure]) -> BTreeMap<String, String> {
    let ledger = Ledger::new(figures.to_vec(), Catalogue::builtin());
    ledger.figures().iter().map(|it| (identity(it), it.address.clone())).collect()
}

fn identity(figure: &Figure) -> String {
    format!(
        "{} {:?} {} {:?} {:?} {:?}",
        figure.file,
        figure.source,
        figure.period.label,
        figure.category,
        figure.definition,
        figure.denominator
    )
}

fn address(figure: Figure) -> String {
    addresses(&[figure]).into_values().next().unwrap()
}

#[test]
fn an_address_says_what_is_told() {
    let told = |change: &dyn Fn(&mut Figure)| {
        let mut figure = figure("content/a.md");
        change(&mut figure);
        let address = address(figure);
        address.rsplit_once('-').unwrap().0.to_owned()
    };
    assert_eq!(told(&|_| {}), "430300-2022");
    assert_eq!(told(&|it| it.category = Some("财政 经济".to_owned())), "430300-2022-财政-经济");
    assert_eq!(told(&|it| it.definition = Some("办结".to_owned())), "430300-2022-办结");
    assert_eq!(told(&|it| (it.level, it.foreign_level) = (Level::County, true)), "430300-2022-county");
}

#[test]
fn a_session_goes_by_its_number_whenever_it_ends() {
    let told = |region: &str, since, end: Option<&str>| {
        let mut figure = figure("content/a.md");
        let session = SessionId { region: region.to_owned(), term: 16, number: 1, since };
        let end = end.map(|it| PartialDate::parse(it).unwrap());
        figure.period =
            Arc::new(Period { kind: PeriodKind::Session, end, session: Some(session), ..year("2022-01-05") });
        address(figure)
    };
    assert!(told("430300", false, None).starts_with("430300-s16-1-"));
    assert!(told("430000", true, None).starts_with("430300-since-s430000-16-1-"));
    assert_eq!(told("430300", true, None), told("430300", true, Some("2022-12-29")));
}

#[test]
fn a_corrected_value_and_a_source_put_right_leave_the_address() {
    let (before, mut after) = (figure("content/a.md"), figure("content/a.md"));
    after.written = "71个".to_owned();
    after.quantity = quantity::parse("71个").unwrap();
    after.source = source("某报");
    assert_eq!(address(before), address(after));
}

#[test]
fn addresses_are_the_same_on_every_machine() {
    assert_eq!(address(figure("content/reports/a.md")), "430300-2022-pjrfd");
}

#[test]
fn what_one_file_tells_twice_has_two_addresses() {
    let twice = [figure("content/a.md"), figure("content/a.md")];
    let ledger = Ledger::new(twice.to_vec(), Catalogue::builtin());
    let [first, second] = ledger.figures() else { panic!() };
    assert_eq!(second.address, format!("{}-2", first.address));
}

/// Figures that files and sources tell, each of them a thing once.
fn any_figures() -> impl Strategy<Value = Vec<Figure>> {
    let parts = (0_usize..6, 0_usize..3, 0_usize..2, 0_usize..2, 0_usize..2, 0_usize..2);
    proptest::collection::btree_set(parts, 1..40).prop_map(|all| {
        let made = all.into_iter().map(|(file, name, when, category, definition, denominator)| {
            let in_table = file < 2;
            let name = if in_table { name } else { 0 };
            let ending = if in_table { "csv" } else { "md" };
            Figure {
                source: source(["甲报", "乙报", "丙报"][name]),
                in_text: (!in_table).then_some(true),
                period: Arc::new(year(["2021", "2022"][when])),
                category: (category == 1).then(|| "甲".to_owned()),
                definition: (definition == 1).then(|| "办结".to_owned()),
                denominator: (denominator == 1).then(|| "suggestions.total".to_owned()),
                ..figure(&format!("content/{file}.{ending}"))
            }
        });
        let mut figures: Vec<Figure> = made.collect();
        figures.sort_by_key(identity);
        figures.dedup_by_key(|it| identity(it));
        figures
    })
}

proptest! {
    /// Whatever else is added, taken away, put in another order or corrected.
    #[test]
    fn edits_elsewhere_leave_an_address(
        figures in any_figures().prop_shuffle(),
        others in any_figures(),
        kept in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let before = addresses(&figures);
        prop_assert_eq!(before.len(), figures.len());
        let mut names: Vec<&String> = before.values().collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), figures.len(), "no two have one address");
        let mut after: Vec<Figure> =
            figures.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(it, _)| it.clone()).collect();
        let known: Vec<String> = figures.iter().map(identity).collect();
        after.extend(others.into_iter().filter(|it| !known.contains(&identity(it))).map(|it| Figure {
            written: "71个".to_owned(),
            ..it
        }));
        after.reverse();
        for (who, address) in addresses(&after) {
            if let Some(before) = before.get(&who) {
                prop_assert_eq!(&address, before);
            }
        }
    }
}
