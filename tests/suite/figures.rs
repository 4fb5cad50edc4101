//! `yaomu figures list` and `yaomu figures export`.

use std::fs;

use super::site::{Ran, SETTINGS, Site};

fn site() -> Site {
    let site = Site::new();
    site.file("site.toml", format!("{SETTINGS}[checks]\nconflict = \"note\"\n"));
    site.file(
        "content/_data/a.csv",
        "indicator,value,region,period,source_name,source_date\n\
         办结率,94.35%,湖南省,2022,某报,2023-01-10\n\
         办结率,92%,湖南省,2021,某报,2022-01-10\n\
         办结率,90%,湘潭市,2022,某报,2023-01-10\n\
         stations.count,近6万个,湖南省,2022,某报,2023-01-10\n\
         stations.count,6万余个,湖南省,2022,某网,2023-01-11\n\
         stations.count,9583个,河南省,2018..2022,某报,2023-01-10\n",
    );
    site
}

fn listed(site: &Site, args: &[&str]) -> Vec<String> {
    let ran = list(site, args);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
    rows.iter().map(|it| it["value"].as_str().unwrap().to_owned()).collect()
}

fn list(site: &Site, args: &[&str]) -> Ran {
    let mut all = vec!["figures", "list", "--format", "json", "--lang", "zh"];
    all.extend(args);
    site.run(&all)
}

#[test]
fn filters_narrow_the_list() {
    let site = site();
    let all = ["92%", "94.35%", "90%", "9583个", "近6万个", "6万余个"];
    assert_eq!(listed(&site, &[]), all);
    assert_eq!(listed(&site, &["--indicator", "办结率"]), all[..3]);
    assert_eq!(listed(&site, &["--indicator", "suggestions.closed_rate", "--region", "湖南"]), all[..2]);
    assert_eq!(listed(&site, &["--region", "430000", "--below", "--period", "2022"]).len(), 4);
    assert_eq!(listed(&site, &["--region", "湘潭市", "--region", "河南省"]), ["90%", "9583个"]);
    // A figure of five years is none of one of them.
    assert_eq!(listed(&site, &["--region", "河南省", "--period", "2022"]), [""; 0]);
    assert_eq!(listed(&site, &["--period", "2018..2022"]).len(), 6);
    assert_eq!(listed(&site, &["--status", "conflict"]), ["近6万个", "6万余个"]);
    assert_eq!(listed(&site, &["--status", "corrected"]), [""; 0]);
}

#[test]
fn names_that_name_nothing_are_told_with_the_nearest() {
    let site = site();
    for (args, code, near) in [
        (["--indicator", "stations.cont"], "unknown-indicator", "stations.count"),
        (["--region", "湖难省"], "unknown-region", "湖"),
        (["--period", "甲年"], "bad-period", "2018..2022"),
    ] {
        let ran = list(&site, &args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.stderr.contains(code) && ran.stderr.contains(near), "{}", ran.stderr);
    }
}

#[test]
fn people_get_an_aligned_table() {
    let ran = site().run(&["figures", "list", "--indicator", "stations.count", "--lang", "zh"]);
    expect_test::expect![[r#"
        指标        地区    时期       数值     来源             状态
        代表联络站  河南省  2018–2022  9583个   某报 2023-01-10
        代表联络站  湖南省  2022       近6万个  某报 2023-01-10  说法不一
        代表联络站  湖南省  2022       6万余个  某网 2023-01-11  说法不一
    "#]]
    .assert_eq(&ran.stdout);
    assert_eq!(ran.stderr, "共 3 个数字\n");
}

#[test]
fn what_is_wrong_with_the_content_goes_to_standard_error() {
    let site = Site::new();
    site.file("content/news/a.md", "---\ntitle: 甲\nfigures: {stations.count: 七成个}\n---\n");
    for format in ["human", "csv", "json"] {
        let ran = site.run(&["figures", "list", "--format", format, "--lang", "en"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{format}");
        assert!(ran.stderr.contains("--> content/news/a.md:3"), "{}", ran.stderr);
    }
}

#[test]
fn an_export_of_everything_is_what_the_site_offers() {
    let site = site();
    site.build_well(&[]);
    let ran = site.run(&["figures", "export", "--output", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("6 figures, 6 files written"), "{}", ran.stderr);
    for name in
        ["figures.csv", "figures.json", "indicators.csv", "regions.csv", "sources.csv", "datapackage.json"]
    {
        let file = fs::read(site.root().join("out").join(name)).unwrap();
        assert!(file == site.public()[&format!("data/{name}")], "{name}");
    }
    let csv = site.run(&["figures", "export", "--format", "csv"]);
    assert_eq!(csv.stdout.as_bytes(), site.public()["data/figures.csv"]);
    let json = site.run(&["figures", "export", "--format", "json"]);
    assert_eq!(json.stdout.as_bytes(), site.public()["data/figures.json"]);
    let again = site.run(&["figures", "export", "--output", "out", "--lang", "en"]);
    assert!(again.stderr.contains("0 files written, 6 unchanged"), "{}", again.stderr);
}

#[test]
fn an_export_of_some_figures_names_only_what_they_need() {
    let site = site();
    let args = ["figures", "export", "--output", "out", "--format", "package", "--region", "湘潭市"];
    assert_eq!(site.run(&args).code, Some(0));
    let read = |name: &str| fs::read_to_string(site.root().join("out").join(name)).unwrap();
    assert_eq!(read("figures.csv").lines().count(), 2);
    assert_eq!(read("indicators.csv").lines().count(), 2);
    let regions = read("regions.csv");
    let codes: Vec<&str> = regions.lines().skip(1).map(|it| &it[..6]).collect();
    assert_eq!(codes, ["000000", "430000", "430300"]);
    assert!(read("sources.csv").trim_end().ends_with(",1"));
    assert!(!site.root().join("out/figures.json").exists());
}

#[test]
fn a_file_that_is_not_ours_is_not_overwritten() {
    let site = site();
    site.file("out/regions.csv", "mine");
    let export = |more: &[&str]| {
        let mut args = vec!["figures", "export", "--output", "out", "--lang", "en"];
        args.extend(more);
        site.run(&args).code
    };
    assert_eq!(export(&[]), Some(2));
    // Nothing at all was written.
    assert_eq!(fs::read_dir(site.root().join("out")).unwrap().count(), 1);
    assert_eq!(export(&["--force"]), Some(0));
    assert_eq!(export(&["--region", "湘潭市"]), Some(0), "what we wrote ourselves is ours");
    site.file("out/figures.csv", "edited");
    assert_eq!(export(&[]), Some(2));
    assert_eq!(fs::read_to_string(site.root().join("out/figures.csv")).unwrap(), "edited");
    // Sources and home are no place for it.
    assert_eq!(site.run(&["figures", "export", "--output", "content/_data"]).code, Some(2));
}

#[test]
fn a_format_is_refused_where_it_means_nothing() {
    let site = site();
    for args in [
        &["build", "--format", "csv"][..],
        &["check", "--format", "package"],
        &["figures", "list", "--format", "package"],
        &["figures", "parse", "70个", "--format", "csv"],
        &["figures", "export"],
        &["figures", "export", "--format", "package"],
    ] {
        let ran = site.run(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_status_says_all_that_holds() {
    let site = Site::new();
    site.file(
        "content/news/a.md",
        "---\ntitle: 甲\nregion: 湖南\nperiod: 2022\nfigures:\n  stations.count: {value: 70个, accept: {not-in-text: 数在图里}}\n  \
         suggestions.total: 460件\ncorrections:\n  - {date: 2023-01-02, was: 7个, now: 70个}\n---\n共460件。\n",
    );
    assert_eq!(listed(&site, &["--status", "accepted"]), ["70个"]);
    assert_eq!(listed(&site, &["--status", "corrected", "--status", "conflict"]), ["70个"]);
    assert!(list(&site, &[]).stdout.contains(r#""status":"corrected accepted""#));
}
