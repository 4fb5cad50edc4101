use super::*;
use crate::figures::catalogue::Catalogue;
use crate::figures::ledger::tests::{Told, told};
use crate::figures::region::Regions;

const COUNT: Told<'_> = Told {
    indicator: "stations.count",
    value: "10个",
    region: "430000",
    period: "2022",
    definition: "",
    denominator: "",
    category: "",
    level: "",
};

/// What is chosen of `all`: kind, and each row as the values of its cells.
fn chosen(all: &[Told<'_>], kind: Option<Kind>, by: Option<By>) -> Result<(Kind, Vec<String>), Refusal> {
    let catalogue = Catalogue::builtin();
    let ledger = Ledger::new(all.iter().map(|it| told(*it)).collect(), catalogue);
    let figures: Vec<usize> = (0..ledger.figures().len()).collect();
    let grounds = Grounds { catalogue, regions: Regions::builtin() };
    let found = choose(Offer { ledger: &ledger, grounds, figures: &figures }, kind, by)?;
    let cell = |cell: &Cell| cell.iter().map(|&it| &*ledger.get(it).written).collect::<Vec<_>>().join("+");
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
    Ok((found.kind, found.rows.iter().map(row).collect()))
}

fn rows(kind: Kind, rows: &[&str]) -> Result<(Kind, Vec<String>), Refusal> {
    Ok((kind, rows.iter().map(|&it| it.to_owned()).collect()))
}

/// `COUNT` of several regions and years: region, year, value.
fn counts<'a>(of: &[(&'a str, &'a str, &'a str)]) -> Vec<Told<'a>> {
    of.iter().map(|&(region, period, value)| Told { region, period, value, ..COUNT }).collect()
}

#[test]
fn without_a_kind_the_figures_decide() {
    let years = counts(&[("430000", "2021", "10个"), ("430000", "2022", "12个"), ("410000", "2022", "30个")]);
    assert_eq!(chosen(&years, None, None), rows(Kind::Line, &["10个+12个"]));
    assert_eq!(chosen(&years, Some(Kind::Bar), Some(By::Year)), rows(Kind::Bar, &["10个", "12个"]));
    assert_eq!(chosen(&years, None, Some(By::Region)), rows(Kind::Bar, &["30个", "12个"]));
    let regions = counts(&[("430000", "2022", "12个"), ("410000", "2022", "30个")]);
    assert_eq!(chosen(&regions, None, None), rows(Kind::Bar, &["30个", "12个"]));
    let part = |category, value| Told { category, value, ..COUNT };
    let parts = [part("甲", "1个"), part("乙", "3个"), part("丙", "2个")];
    assert_eq!(chosen(&parts, None, None), rows(Kind::Bar, &["3个", "2个", "1个"]));
    let terms = counts(&[("430000", "2018..2022", "90个"), ("430000", "2013..2017", "80个")]);
    assert_eq!(chosen(&terms, None, None), rows(Kind::Bar, &["80个", "90个"]));
    let rate = Told { indicator: "suggestions.closed_rate", value: "94.35%", ..COUNT };
    assert_eq!(chosen(&[rate], None, None), rows(Kind::Share, &["94.35%"]));
    assert_eq!(chosen(&[COUNT], None, None), Err(Refusal::OneFigure));
    assert_eq!(chosen(&[], None, None), Err(Refusal::NoData));
}

#[test]
fn lines_that_cannot_be_told_apart_become_fields() {
    let codes = ["410000", "420000", "430000", "440000", "450000", "500000", "510000", "520000"];
    let all: Vec<_> =
        codes.iter().flat_map(|&code| [(code, "2021", "10个"), (code, "2022", "12个")]).collect();
    let all = counts(&all);
    assert_eq!(chosen(&all, None, None).map(|it| it.0), Ok(Kind::Multiples));
    assert_eq!(chosen(&all, Some(Kind::Line), None), Err(Refusal::TooMany(8, Name::Region)));
    assert_eq!(chosen(&all, Some(Kind::Slope), None), Err(Refusal::TooMany(8, Name::Region)));
    assert_eq!(chosen(&all, Some(Kind::Dot), None).map(|it| it.1.len()), Ok(8));
}

#[test]
fn a_change_takes_the_two_years_that_most_share() {
    let all = counts(&[
        ("430000", "2020", "1个"),
        ("430000", "2021", "2个"),
        ("430000", "2022", "3个"),
        ("410000", "2020", "5个"),
        ("410000", "2022", "6个"),
        ("420000", "2021", "9个"),
    ]);
    assert_eq!(chosen(&all, Some(Kind::Dot), None), rows(Kind::Dot, &["5个 6个", "1个 3个"]));
    assert_eq!(chosen(&all[..1], Some(Kind::Dot), None), Err(Refusal::OneFigure));
    assert_eq!(chosen(&all[..3], Some(Kind::Slope), Some(By::Part)), Err(Refusal::NoChange));
}

#[test]
fn a_stack_wants_parts_of_one_whole() {
    let outcome = |indicator, value, region| Told { indicator, value, region, ..COUNT };
    let of = |region| {
        [outcome("suggestions.resolved", "60件", region), outcome("suggestions.resolving", "30件", region)]
    };
    let all = [of("430000"), of("410000")].concat();
    assert_eq!(chosen(&all, None, None), rows(Kind::Stacked, &["60件 30件", "60件 30件"]));
    let rate = |indicator, value| outcome(indicator, value, "430000");
    let rates = [rate("suggestions.resolved_rate", "60%"), rate("suggestions.resolving_rate", "30%")];
    assert_eq!(chosen(&rates, None, None), rows(Kind::Stacked, &["60% 30%"]));
    let more = [rates[0], Told { value: "50%", ..rates[1] }];
    assert_eq!(chosen(&more, None, None), Err(Refusal::MoreThanWhole));
    let strangers = [rates[0], rate("suggestions.satisfied_rate", "30%")];
    assert_eq!(chosen(&strangers, None, None), Err(Refusal::NoWhole));
    let mixed = [all[0], all[1], Told { definition: "A类", ..all[2] }, all[3]];
    let refused = Refusal::Incomparable(Axis::Parts, vec![Reason::Definitions]);
    assert_eq!(chosen(&mixed, None, Some(By::Region)), Err(refused));
}

#[test]
fn categories_that_are_more_than_their_total_are_no_parts() {
    let part = |category, value| Told { category, value, ..COUNT };
    let mut all = vec![part("男", "6个"), part("女", "4个"), Told { value: "近10个", ..COUNT }];
    let stacked = |all: &[Told<'_>]| chosen(all, Some(Kind::Stacked), None).map(|it| it.1);
    assert_eq!(stacked(&all[..2]), Ok(vec!["6个 4个".to_owned()]));
    all[2].value = "10个";
    assert_eq!(stacked(&all), Ok(vec!["6个 4个".to_owned()]));
    all.push(part("党员", "5个"));
    assert_eq!(stacked(&all), Err(Refusal::MoreThanWhole));
}

#[test]
fn sources_that_agree_speak_once_and_those_that_do_not_all() {
    let all = counts(&[
        ("430000", "2022", "近6万个"),
        ("430000", "2022", "59873个"),
        ("410000", "2022", "300个"),
        ("410000", "2022", "310个"),
    ]);
    let by = Some(By::Region);
    assert_eq!(chosen(&all, Some(Kind::Bar), by), rows(Kind::Bar, &["59873个", "310个", "300个"]));
    let all =
        counts(&[("430000", "2022", "近6万个"), ("430000", "2022", "6万余个"), ("410000", "2022", "300个")]);
    assert_eq!(chosen(&all, Some(Kind::Bar), by), rows(Kind::Bar, &["近6万个", "6万余个", "300个"]));
}

#[test]
fn one_rate_is_the_newest_of_one_region() {
    let rate =
        |region, period, value| Told { indicator: "suggestions.closed_rate", region, period, value, ..COUNT };
    let all = [rate("430000", "2021", "90%"), rate("430000", "2022", "95%"), rate("410000", "2021", "80%")];
    assert_eq!(chosen(&all, Some(Kind::Share), None), rows(Kind::Share, &["95%"]));
    let both = [all[0], all[2]];
    assert_eq!(chosen(&both, Some(Kind::Share), None), Err(Refusal::SeveralRegions));
    assert_eq!(chosen(&[COUNT, COUNT], Some(Kind::Share), None), Err(Refusal::NoRate));
    let refused = |reason| Err(Refusal::Incomparable(Axis::Regions, vec![reason]));
    let two = [Told { definition: "满意", ..all[0] }, Told { definition: "满意和基本满意", ..all[0] }];
    assert_eq!(chosen(&two, Some(Kind::Share), None), refused(Reason::Definitions));
    let two = [Told { category: "甲", ..all[0] }, Told { category: "乙", ..all[0] }];
    assert_eq!(chosen(&two, Some(Kind::Share), None), refused(Reason::Parts));
}
