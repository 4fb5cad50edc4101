use super::*;

fn found(text: &str) -> String {
    match Regions::builtin().find(text) {
        Ok(it) => it.code.clone(),
        Err(RegionError::Ambiguous { candidates }) => {
            candidates.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(" or ")
        }
        Err(RegionError::Unknown { nearest }) => {
            format!("near {}", nearest.map_or("none", |it| &it.name))
        }
    }
}

#[test]
fn every_row_of_the_table_is_read() {
    let regions: Vec<_> =
        rows().map(|row| Region::try_from(row.unwrap()).map_err(|it| it.code).unwrap()).collect();
    assert_eq!(regions.len(), 645);
    let all = Regions::builtin();
    assert_eq!(all.iter().len(), 645);
    for it in all.iter() {
        assert!(
            it.code == NATION || it.parent.as_deref().is_some_and(|code| all.get(code).is_some()),
            "{it:?}"
        );
        assert_eq!(found(&it.name), it.code);
    }
}

#[test]
fn finds_what_editors_write() {
    for (text, expected) in [
        ("430000", "430000"),
        ("000000", "000000"),
        ("全国", "000000"),
        ("湖南省", "430000"),
        ("湖南", "430000"),
        (" 郴州 ", "431000"),
        ("长沙", "长沙市 or 长沙县"),
        ("北京", "110000"),
        ("内蒙古", "150000"),
        ("广西", "450000"),
        ("新疆", "650000"),
        ("海南", "460000"),
        ("海南州", "632500"),
        ("湘西", "433100"),
        ("湘西州", "433100"),
        ("恩施", "422800"),
        ("湘潭市", "430300"),
        ("湘潭县", "430321"),
        ("湘潭", "湘潭市 or 湘潭县"),
        ("吉林", "吉林省 or 吉林市"),
        ("祁阳", "431181"),
        ("祁阳县", "431121"),
        ("湖南省湘潭市", "430300"),
        ("湖南湘潭市", "430300"),
        ("湘潭市雨湖区", "430302"),
        ("湖南省湘潭市雨湖区", "430302"),
        ("河南省湘潭市", "near none"),
        ("湖南剩", "near 湖南省"),
        ("430399", "near 湘潭市"),
        ("439999", "near 湖南省"),
        ("430302001", "near 雨湖区"),
        ("999999", "near none"),
        ("4", "near none"),
        ("胡南省", "near 湖南省"),
        ("湘谭市", "near 湘潭市"),
        ("", "near none"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn climbs_to_the_country() {
    let regions = Regions::builtin();
    let names =
        |code| regions.ancestors(regions.get(code).unwrap()).map(|it| it.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names("430302"), ["湘潭市", "湖南省", "全国"]);
    assert!(names(NATION).is_empty());
}

#[test]
fn levels_are_ordered_and_have_letters() {
    assert!(Level::Nation < Level::Province && Level::County < Level::Township);
    assert!(Level::ALL.into_iter().all(|it| Level::from_letter(it.letter()) == Some(it)));
    assert_eq!(Level::from_letter("州"), None);
}

#[test]
fn a_site_adds_its_towns() {
    let mut regions = Regions::builtin().clone();
    let town = Region {
        code: "430321100".into(),
        name: "易俗河镇".into(),
        level: Level::Township,
        parent: Some("430321".into()),
        valid_from: None,
        valid_to: None,
        successor: None,
    };
    regions.insert(town.clone());
    assert_eq!(regions.find("易俗河镇"), Ok(&town));
    let circular = Region { parent: Some(town.code.clone()), ..town };
    regions.insert(circular.clone());
    assert!(regions.ancestors(&circular).count() <= 5);
}
