//! What two sources tell of the same thing, what compares, and regions that became others: on the pages and in `yaomu check`.

use super::site::Site;

/// What two documents of 2022 tell of the same year in Hunan.
fn two_sources() -> Site {
    let site = Site::new();
    site.file(
        "content/news/a.md",
        "---\ntitle: 甲\nperiod: 2021\nsource: {name: 湖南日报}\nfigures:\n  deputies.issues_resolved: 近6万个\n  deputies.aid_funds: 4.4亿余元\n  livelihood.townships: 1524个\n---\n解决问题近6万个，帮扶4.4亿余元，覆盖1524个乡镇。\n",
    );
    site.file(
        "content/news/b.md",
        "---\ntitle: 乙\nperiod: 2021\nsource: {name: 湖南人大网}\nfigures:\n  - deputies.issues_resolved: 6万余个\n  - deputies.aid_funds: 4.4亿余元\n  - livelihood.townships: 1524个\n  - {indicator: livelihood.townships, value: 1524个}\n---\n解决问题6万余个，帮扶4.4亿余元，覆盖1524个乡镇。\n",
    );
    site
}

#[test]
fn a_conflict_is_told_with_both_sources_and_what_is_told_alike_is_not() {
    let site = two_sources();
    let ran = site.run(&["check", "--format", "json", "--lang", "zh", "--today", super::site::TODAY]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let said: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let found: Vec<(&str, &str, u64, &str)> = said
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap();
            (text("code"), text("file"), it["line"].as_u64().unwrap(), text("message"))
        })
        .collect();
    let message = |own, source, other, place| {
        format!("`{own}` 与别处对同一件事的说法不能都对：{source}的 `{other}`（{place}）")
    };
    let [one, other] = [
        message("近6万个", "湖南人大网", "6万余个", "content/news/b.md:6"),
        message("6万余个", "湖南日报", "近6万个", "content/news/a.md:6"),
    ];
    assert_eq!(
        found,
        [("conflict", "content/news/a.md", 6, &*one), ("conflict", "content/news/b.md", 6, &*other)]
    );

    assert_eq!(site.build(&[]).code, Some(0));
    let page = site.page("indicators/deputies.issues_resolved/index.html");
    let conflicts = &page[page.find("id=\"conflicts\"").unwrap()..page.find("id=\"figures\"").unwrap()];
    for words in ["近6万个", "6万余个", "湖南日报", "湖南人大网"] {
        assert!(conflicts.contains(words), "{words} in {conflicts}");
    }
    for alike in ["deputies.aid_funds", "livelihood.townships"] {
        assert!(
            !site.page(&format!("indicators/{alike}/index.html")).contains("id=\"conflicts\""),
            "{alike}"
        );
    }
}

#[test]
fn one_acceptance_is_enough_for_both_sides_of_a_conflict() {
    let site = two_sources();
    let text = std::fs::read_to_string(site.root().join("content/news/a.md")).unwrap();
    let accepted = text
        .replace("issues_resolved: 近6万个", "issues_resolved: {value: 近6万个, accept: {conflict: 已核对}}");
    site.file("content/news/a.md", accepted);
    site.build_well(&[]);
}

#[test]
fn what_is_not_drawn_has_its_reason_and_its_table() {
    let site = Site::new();
    site.file(
        "content/_data/a.csv",
        "indicator,value,region,period,definition,source_name\nsuggestions.closed_rate,94%,湖南省,2022,办结,某报\nsuggestions.closed_rate,90%,河南省,2022,解决,某报\n",
    );
    site.file(
        "content/news/a.md",
        "---\ntitle: 甲\ndate: 2024-01-02\naccept: {chart-refused: 口径确实不同}\n---\n正文。\n\n```chart\nindicator: suggestions.closed_rate\nby: region\n```\n",
    );
    site.build_well(&[]);
    for page in ["news/a/index.html", "indicators/suggestions.closed_rate/index.html"] {
        let page = site.page(page);
        assert!(page.contains("口径不同（解决、办结）。并排比较会误导，所以只列表。"), "{page}");
        assert!(
            !page.contains("<svg class=\"wide\"") && page.contains("<td>90%</td>") || page.contains("90%")
        );
    }
}

#[test]
fn a_rate_in_per_mille_is_a_part_of_a_hundred() {
    let site = Site::new();
    site.file(
        "content/_data/indicators.csv",
        "id,function,name_zh,unit,kind\nown.rate,代表,自己的率,‰,rate\n",
    );
    site.file(
        "content/_data/a.csv",
        "indicator,value,region,period,source_name\nown.rate,250‰,湖南省,2024,某报\n",
    );
    site.file(
        "content/news/a.md",
        "---\ntitle: 甲\ndate: 2024-01-02\n---\n正文。\n\n```chart\nindicator: own.rate\nkind: share\n```\n",
    );
    site.build_well(&[]);
    let page = site.page("news/a/index.html");
    assert!(page.contains(">250‰</text>"), "{page}");
    // A quarter of the 718 pixels of the bar.
    assert!(page.contains("width=\"179.5\" height=\"28\""), "{page}");
}

#[test]
fn a_renamed_region_keeps_its_history_and_its_line() {
    let site = Site::new();
    site.file(
        "content/_data/a.csv",
        "indicator,value,region,period,source_name\nsuggestions.total,60件,祁阳县,2019,某报\nsuggestions.total,61件,祁阳县,2020,某报\nsuggestions.total,62件,祁阳市,2022,某报\nsuggestions.total,63件,祁阳市,2023,某报\n",
    );
    site.build_well(&[]);
    let page = site.page("regions/431181/index.html");
    for words in ["前身：<a href=\"../../regions/431121/\">祁阳县</a>", "前身：祁阳县（至2021年止）", "61件"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(
        site.page("regions/431121/index.html").contains("后继：<a href=\"../../regions/431181/\">祁阳市</a>")
    );
    let indicator = site.page("indicators/suggestions.total/index.html");
    assert!(indicator.contains("：祁阳市 · 2019–2023"), "one line: {indicator}");

    // Another county that went into it makes a merger of it: two lines, and none over the change.
    site.file(
        "content/_data/regions.csv",
        "code,name,level,parent,valid_from,valid_to,successor\n431122,东安县,县,431100,,2021,431181\n",
    );
    site.build_well(&[]);
    let indicator = site.page("indicators/suggestions.total/index.html");
    assert!(indicator.contains("：祁阳县、祁阳市 · 2019–2023"), "{indicator}");
    assert!(site.page("regions/431181/index.html").contains("前身：祁阳县（至2021年止）"));
}
