use proptest::prelude::*;

use super::*;
use crate::figures::period::PeriodContext;
use crate::figures::quantity;
use crate::figures::region::Regions;
use crate::figures::session::Sessions;

/// A figure in words; what is empty is not said.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) indicator: &'a str,
    pub(crate) value: &'a str,
    pub(crate) region: &'a str,
    pub(crate) period: &'a str,
    pub(crate) definition: &'a str,
    pub(crate) denominator: &'a str,
    pub(crate) category: &'a str,
    pub(crate) level: &'a str,
}

pub(crate) fn told(it: Told<'_>) -> Figure {
    let regions = Regions::builtin();
    let region = regions.get(it.region).unwrap();
    let said = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
    let context = PeriodContext { region, regions, sessions: Sessions::builtin() };
    let level = Level::from_letter(it.level).unwrap_or(region.level);
    Figure {
        indicator: it.indicator.into(),
        written: it.value.into(),
        quantity: quantity::parse(it.value).unwrap(),
        region: it.region.into(),
        level,
        foreign_level: level != region.level,
        category: said(it.category),
        period: Arc::new(Period::parse(it.period, &context).unwrap()),
        definition: said(it.definition),
        denominator: said(it.denominator),
        at: None,
        note: None,
        change: None,
        parts_complete: Complete::None,
        source: None,
        accept: None,
        in_text: None,
        file: "content/a.md".into(),
        position: 0,
        ordinal: 0,
        anchor: String::new(),
        address: String::new(),
    }
}

fn of(indicator: &str, values: &[&str]) -> Ledger {
    let figure = |value: &&str| {
        told(Told {
            indicator,
            value,
            region: "430000",
            period: "2021",
            definition: "",
            denominator: "",
            category: "",
            level: "",
        })
    };
    Ledger::new(values.iter().map(figure).collect(), Catalogue::builtin())
}

fn in_conflict(ledger: &Ledger) -> Vec<&str> {
    let all = ledger.figures().iter().enumerate();
    all.filter(|(index, _)| ledger.in_conflict(*index)).map(|(_, it)| &*it.written).collect()
}

#[test]
fn what_is_told_twice_conflicts_where_nothing_fits_both() {
    for (values, conflicting) in [
        (&["近6万个", "6万余个"][..], &["近6万个", "6万余个"][..]),
        (&["6万余个", "6.2万个", "6万多个"], &[]),
        (&["1524个", "1524个", "1524个"], &[]),
        (&["1524个", "1524", "1523个"], &["1524个", "1524", "1523个"]),
        (&["60个", "60余个"], &[]),
        (&["2-3个", "3个"], &[]),
        (&["2-3个", "4个"], &["2-3个", "4个"]),
        (&["近60个", "60个"], &["近60个", "60个"]),
        (&["18万", "18万个"], &[]),
        (&["超过5万个", "4万余个", "6万余个"], &["超过5万个", "4万余个", "6万余个"]),
        (&["超过5万个", "6万余个", "4-7万个"], &[]),
    ] {
        assert_eq!(in_conflict(&of("deputies.issues_resolved", values)), conflicting, "{values:?}");
    }
    // Other words for the same unit compare by number; persons and person-times never do.
    assert_eq!(in_conflict(&of("supervision.reports_heard", &["24项", "24个", "23件"])).len(), 3);
    assert!(of("supervision.reports_heard", &["24项", "24件"]).told_again().len() == 1);
    assert!(of("petitions.letters", &["70件次", "64件"]).told_again().is_empty());
    assert_eq!(in_conflict(&of("suggestions.closed_rate", &["三分之二", "66.7%"])), [""; 0]);
    assert_eq!(in_conflict(&of("suggestions.closed_rate", &["2/3", "70%"])).len(), 2);
}

#[test]
fn it_is_known_who_contradicts_whom_and_who_is_more_precise() {
    let ledger = of("deputies.issues_resolved", &["近6万个", "6万余个", "6.2万个", "59999个"]);
    let run = ledger.told_again()[0].clone();
    let told = ledger.told(&run);
    let written = |index: usize| &*ledger.get(index).written;
    let against = |index| told.against(index, 9).0.into_iter().map(written).collect::<Vec<_>>();
    assert_eq!(against(0), ["6万余个", "6.2万个"]);
    assert_eq!(against(3), ["6万余个", "6.2万个"]);
    assert_eq!(against(1), ["59999个", "近6万个"]);
    assert_eq!(told.more_precise(0).map(written), Some("59999个"));
    assert_eq!(told.more_precise(1), None);
    assert_eq!(told.more_precise(3), None);
    assert_eq!(ledger.told_with(2), 0..4);
}

proptest! {
    #[test]
    fn conflicts_are_those_of_every_pair(values in prop::collection::vec("(近|约|超过|不到)?[1-9][0-9]?(余|万)?个|[1-4]-[5-9]个", 1..9)) {
        let values: Vec<&str> = values.iter().map(String::as_str).filter(|it| quantity::parse(it).is_ok()).collect();
        let ledger = of("deputies.issues_resolved", &values);
        let run = 0..ledger.figures().len();
        let told = ledger.told(&run);
        for index in run.clone() {
            let meets = |other: &usize| ledger.get(index).quantity.meets(&ledger.get(*other).quantity);
            let mut expected: Vec<usize> = run.clone().filter(|it| !meets(it)).collect();
            let (mut found, count) = told.against(index, usize::MAX);
            prop_assert_eq!(found.len(), count);
            found.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(ledger.in_conflict(index), !expected.is_empty());
            prop_assert_eq!(found, expected);
        }
    }
}
