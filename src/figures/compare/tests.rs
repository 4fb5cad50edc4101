use proptest::prelude::*;

use super::*;
use crate::figures::ledger::tests::{Told, told};

fn grounds() -> Grounds<'static> {
    Grounds { catalogue: Catalogue::builtin(), regions: Regions::builtin() }
}

fn reasons(one: Told<'_>, other: Told<'_>, axis: Axis) -> Vec<Reason> {
    comparable([&told(one), &told(other)], axis, grounds()).err().unwrap_or_default()
}

const RATE: Told<'_> = Told {
    indicator: "suggestions.closed_rate",
    value: "94.35%",
    region: "430300",
    period: "2022",
    definition: "办结",
    denominator: "",
    category: "",
    level: "",
};

#[test]
fn the_reason_says_what_differs() {
    let count = Told { indicator: "suggestions.total", value: "460件", definition: "", ..RATE };
    for (other, axis, expected) in [
        (Told { period: "2021", ..RATE }, Axis::Line, &[][..]),
        (Told { definition: "解决", ..RATE }, Axis::Years, &[Reason::Definitions]),
        (Told { definition: "", ..RATE }, Axis::Years, &[Reason::Definitions]),
        (Told { denominator: "suggestions.total", ..RATE }, Axis::Years, &[Reason::Denominators]),
        (Told { value: "2/3", ..RATE }, Axis::Regions, &[]),
        (Told { period: "2018..2022", ..RATE }, Axis::Years, &[Reason::Periods]),
        (Told { period: "截至2022-12-31", ..RATE }, Axis::Years, &[Reason::Periods]),
        (Told { region: "430000", ..RATE }, Axis::Regions, &[Reason::Levels]),
        (Told { region: "430000", level: "市", ..RATE }, Axis::Regions, &[Reason::WholeAndPart]),
        (Told { region: "000000", ..RATE }, Axis::Regions, &[Reason::WholeAndPart]),
        (Told { region: "430100", ..RATE }, Axis::Regions, &[]),
        (Told { region: "430100", ..RATE }, Axis::Line, &[Reason::Regions]),
        (Told { period: "2021", ..RATE }, Axis::Regions, &[Reason::Times]),
        (Told { category: "财政", ..RATE }, Axis::Years, &[Reason::Parts]),
        (count, Axis::Years, &[Reason::Indicators, Reason::Definitions]),
    ] {
        assert_eq!(reasons(RATE, other, axis), expected, "{} {} {}", other.value, other.region, other.period);
    }
    let span = Told { period: "2018..2022", ..count };
    assert_eq!(reasons(span, Told { period: "2013..2017", ..count }, Axis::Regions), [Reason::Spans]);
    let visits = Told { indicator: "petitions.letters", value: "70件", ..count };
    assert_eq!(reasons(visits, Told { value: "70件次", ..visits }, Axis::Years), [Reason::Measures]);
}

#[test]
fn a_renamed_region_is_one_line_and_a_merged_one_is_not() {
    let old = Told { region: "431121", period: "2020", ..RATE };
    let new = Told { region: "431181", period: "2022", ..RATE };
    assert_eq!(reasons(old, new, Axis::Line), []);
    let mut regions = Regions::builtin().clone();
    // Another county that went into it makes a merger of the rename.
    let other = regions.get("431122").unwrap().clone();
    regions.insert(crate::figures::region::Region { successor: Some("431181".into()), ..other });
    let grounds = Grounds { regions: &regions, ..grounds() };
    let merged = comparable([&told(old), &told(new)], Axis::Line, grounds);
    assert_eq!(merged, Err(vec![Reason::Merged]));
    assert_eq!(comparable([&told(old), &told(new)], Axis::Years, grounds), Ok(()));
}

fn any_figure() -> impl Strategy<Value = Figure> {
    let indicator = prop::sample::select(vec![
        ("petitions.letters", "70件"),
        ("petitions.letters", "70件次"),
        ("suggestions.closed_rate", "94%"),
        ("suggestions.closed_rate", "2/3"),
    ]);
    let region = prop::sample::select(vec!["000000", "430000", "430300", "431121", "431181", "431122"]);
    let period = prop::sample::select(vec!["2021", "2022", "2018..2022", "2016..2020", "截至2022-12-31"]);
    let word = || prop::sample::select(vec!["", "甲", "乙"]);
    let level = prop::sample::select(vec!["", "市", "县"]);
    (indicator, region, period, word(), word(), word(), level).prop_map(
        |((indicator, value), region, period, definition, denominator, category, level)| {
            told(Told { indicator, value, region, period, definition, denominator, category, level })
        },
    )
}

proptest! {
    #[test]
    fn comparing_is_the_same_from_both_sides_and_of_any_number(
        figures in prop::collection::vec(any_figure(), 1..6),
        axis in prop::sample::select(vec![
            Axis::Line, Axis::Years, Axis::Regions, Axis::Parts, Axis::Terms, Axis::PartsByYear, Axis::PartsByRegion,
            Axis::IndicatorsByYear, Axis::IndicatorsByRegion,
        ]),
    ) {
        let is = |of: &[&Figure]| comparable(of.iter().copied(), axis, grounds()).is_ok();
        let mut every_pair = true;
        for one in &figures {
            prop_assert!(is(&[one, one]));
            for other in &figures {
                let (there, back) =
                    (comparable([one, other], axis, grounds()), comparable([other, one], axis, grounds()));
                prop_assert_eq!(&there, &back);
                every_pair &= there.is_ok();
            }
        }
        let all: Vec<&Figure> = figures.iter().collect();
        prop_assert_eq!(is(&all), every_pair);
        let sets = sets(&all, |it| it, axis, grounds());
        prop_assert_eq!(sets.iter().map(Vec::len).sum::<usize>(), all.len());
        prop_assert!(sets.iter().all(|set| is(set)));
        prop_assert_eq!(sets.len() == 1, every_pair);
    }
}
