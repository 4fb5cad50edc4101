use super::*;

#[test]
fn every_row_of_the_table_is_read() {
    let broken: Vec<_> = rows().filter_map(Result::err).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(Catalogue::builtin().iter().len(), 247);
    assert_eq!(Catalogue::builtin().iter().filter(|it| it.tier == Tier::Core).count(), 123);
}

#[test]
fn every_row_of_the_ties_is_read() {
    let catalogue = Catalogue::builtin();
    let rows: Vec<TieRow> = tie_rows().collect::<csv::Result<_>>().unwrap();
    let broken: Vec<_> = rows.iter().filter_map(|row| row.read(catalogue).err()).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert_eq!(catalogue.tied().count(), rows.len());
    let counts = |position: usize| catalogue.at(position).kind != Kind::Rate;
    for (position, ties) in catalogue.tied() {
        let id = &catalogue.at(position).id;
        for alternative in ties.formula.iter().flat_map(|it| &it.alternatives) {
            // A ratio is a rate of counts; a sum is of what its operands are.
            let is_ratio = !alternative.over.is_empty();
            assert!(!is_ratio || !counts(position), "{id}");
            let operands = alternative.sum.iter().chain(&alternative.over);
            assert!(
                operands.clone().all(|it| counts(it.indicator) == (is_ratio || counts(position))),
                "{id}"
            );
        }
        for alternative in ties.at_most.iter().flat_map(|it| &it.alternatives) {
            assert!(alternative.over.is_empty() && alternative.sum.len() == 1, "{id}");
        }
    }
}

#[test]
fn functions_stand_in_catalogue_order() {
    let functions = Catalogue::builtin().functions();
    assert_eq!(
        functions,
        ["立法", "监督", "重大事项决定", "人事任免", "代表工作", "自身建设", "选举", "基础"]
    );
}

#[test]
fn units_start_with_the_main_one() {
    let catalogue = Catalogue::builtin();
    assert_eq!(catalogue.get("supervision.reports_heard").unwrap().units, ["项", "个", "件", "次"]);
    assert_eq!(catalogue.get("suggestions.evaluators").unwrap().units, ["位", "名", "人"]);
    let visits = catalogue.get("stations.deputy_visits").unwrap();
    assert!(visits.accepts("人次") && visits.accepts("") && !visits.accepts("人"));
    let rate = catalogue.get("suggestions.closed_rate").unwrap();
    assert!(!rate.accepts("百分点") && rate.accepts_change("百分点") && !rate.accepts("件"));
}

#[test]
fn every_unit_fits_its_kind() {
    for it in Catalogue::builtin().iter() {
        assert!(is_id(&it.id), "{}", it.id);
        let wrong: Vec<_> = it.units.iter().filter(|unit| !it.kind.takes(unit)).collect();
        assert!(wrong.is_empty(), "{} is a {:?}, in {wrong:?}", it.id, it.kind);
    }
    for (kind, unit) in [
        (Kind::Rate, "件"),
        (Kind::Persons, "元"),
        (Kind::Money, "万元"),
        (Kind::Count, "%"),
        (Kind::Duration, "次"),
    ] {
        assert!(!kind.takes(unit), "{kind:?} {unit}");
    }
    let kinds = ["%", "元", "名", "人次", "天", "件"].map(Kind::of_unit);
    assert_eq!(
        kinds,
        [Kind::Rate, Kind::Money, Kind::Persons, Kind::PersonTimes, Kind::Duration, Kind::Count]
    );
}

#[test]
fn ids_have_a_group_and_a_name() {
    assert!(["own.count", "a1.b_2", "a.b.c"].into_iter().all(is_id));
    assert!(
        !["", "count", "own.", ".count", "Own.count", "own.办结率", "own count.x", "own.1", "own..x"]
            .into_iter()
            .any(is_id)
    );
}

#[test]
fn editors_may_use_names() {
    let catalogue = Catalogue::builtin();
    let id = |key| catalogue.by_name(key).map(|it| it.id.as_str());
    assert_eq!(id("suggestions.total"), Ok("suggestions.total"));
    assert_eq!(id("办结率"), Ok("suggestions.closed_rate"));
    assert_eq!(id("办复率"), Ok("suggestions.replied_rate"));
    assert_eq!(id("答复率"), Ok("suggestions.replied_rate"));
    assert_eq!(id("满意率（含基本满意）"), Ok("suggestions.satisfied_or_basic_rate"));
    assert_eq!(id("代表议案"), Ok("motions.total"));
    // 落实率 means A in one place and A+B in another.
    let Err(NameError::Ambiguous { candidates }) = catalogue.by_name("落实率") else { panic!() };
    assert_eq!(candidates.len(), 2);
    let Err(NameError::Unknown { nearest }) = catalogue.by_name("当年解觉率") else { panic!() };
    assert_eq!(nearest.unwrap().id, "suggestions.resolved_same_year_rate");
    assert_eq!(catalogue.by_name("天气"), Err(NameError::Unknown { nearest: None }));
}

#[test]
fn mistyped_ids_find_their_neighbour() {
    let catalogue = Catalogue::builtin();
    let id = |key| catalogue.nearest(key).map(|it| it.id.as_str());
    assert_eq!(id("suggestion.closed_rate"), Some("suggestions.closed_rate"));
    assert_eq!(id("closed_rate"), Some("suggestions.closed_rate"));
    assert_eq!(id("totally.unlike.anything.at.all"), None);
}

#[test]
fn a_site_adds_and_overrides() {
    let mut catalogue = Catalogue::builtin().clone();
    let total =
        Indicator { name_zh: "建议总数".into(), ..catalogue.get("suggestions.total").unwrap().clone() };
    let before = catalogue.position("suggestions.total");
    catalogue.insert(total.clone());
    assert_eq!(catalogue.get("suggestions.total").unwrap().name_zh, "建议总数");
    assert_eq!(catalogue.position("suggestions.total"), before);
    catalogue.insert(Indicator { id: "own.thing".into(), function: "本地".into(), ..total });
    assert_eq!(catalogue.functions().last(), Some(&"本地"));
    assert_eq!(catalogue.iter().len(), 248);
}
