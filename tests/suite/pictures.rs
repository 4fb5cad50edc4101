//! The pictures of a report: its poster and its card.

use std::collections::BTreeSet;
use std::fs;
use std::thread;
use std::time::Duration;

use scraper::Html;

use super::output::{select, text_of, xml};
use super::repository::SITE;
use super::site::{SETTINGS, Site};

const REPORT: &str = "---\ntitle: 某市工作报告\nkind: report\ndate: 2024-01-02\nregion: 湘潭市\nperiod: 2023\nsource: {name: 某市人大网}\nfigures:\n  stations.count: 近70个\n  suggestions.closed_rate: {value: 94.35%, definition: 办结}\n---\n近70个，94.35%。\n";

fn pictures(site: &Site) -> Vec<String> {
    let is_picture = |path: &String| path.contains("poster.") || path.ends_with("card.png");
    site.public().into_keys().filter(is_picture).collect()
}

#[test]
fn a_report_with_figures_has_them_and_nothing_else_has() {
    let site = Site::new();
    site.file("content/reports/a.md", REPORT);
    site.file("content/reports/b.md", REPORT.replace("kind: report", "kind: report\nvisibility: internal"));
    site.file("content/reports/c.md", REPORT.replace("kind: report", "kind: report\ndraft: true"));
    site.file(
        "content/reports/d.md",
        "---\ntitle: 丁\nkind: report\nregion: 湘潭市\nperiod: 2022\n---\n无数。\n",
    );
    site.file("content/news/e.md", REPORT.replace("kind: report\n", "").replace("2023", "2021"));
    site.build_well(&[]);
    assert_eq!(pictures(&site), ["reports/a/card.png", "reports/a/poster.png", "reports/a/poster.svg"]);
    assert!(site.public()["reports/a/card.png"].starts_with(b"\x89PNG"));
    let svg = site.page("reports/a/poster.svg");
    for text in
        ["近70", "个", "94.35", "代表联络站", "某市工作报告", "湘潭市 · 2023年", "来源：某市人大网", "测试站"]
    {
        assert!(svg.contains(text), "{text} in {svg}");
    }
    assert!(svg.contains("viewBox=\"0 0 37 37\""), "the QR code of a short address");
}

#[test]
fn the_page_names_its_card_by_its_whole_address() {
    let site = Site::new();
    site.file("content/reports/a.md", REPORT).file("content/news/b.md", "---\ntitle: 乙\n---\n文。\n");
    site.build_well(&[]);
    let page = Html::parse_document(&site.page("reports/a/index.html"));
    let said = |name: &str| {
        let found = select(&page, &format!("meta[property='{name}'], meta[name='{name}']"));
        found.first().and_then(|it| it.attr("content")).map(str::to_owned)
    };
    assert_eq!(said("og:image").as_deref(), Some("https://example.org/digest/reports/a/card.png"));
    assert_eq!(said("og:image:width").as_deref(), Some("1200"));
    assert_eq!(said("og:image:height").as_deref(), Some("630"));
    assert_eq!(said("twitter:card").as_deref(), Some("summary_large_image"));
    assert!(said("og:image:alt").unwrap().contains("某市工作报告"));
    assert_eq!(text_of(&page, ".poster h3"), "图解");
    let links: Vec<_> =
        select(&page, ".poster a[download]").iter().filter_map(|it| it.attr("href")).collect();
    assert_eq!(links, ["../../reports/a/poster.png", "../../reports/a/poster.svg"]);
    assert!(!site.page("news/b/index.html").contains("og:image"));
}

#[test]
fn without_an_address_there_is_no_code_and_no_image_for_others() {
    let site = Site::new();
    site.file("site.toml", "title = \"测试站\"\n").file("content/reports/a.md", REPORT);
    assert_eq!(site.build(&[]).code, Some(0));
    // The poster, without the card that only others would show.
    assert_eq!(pictures(&site).len(), 2);
    assert!(!site.page("reports/a/index.html").contains("og:image"));
    assert!(!site.page("reports/a/poster.svg").contains("<path"));
}

#[test]
fn a_site_may_do_without_pixels() {
    let site = Site::new();
    site.file("site.toml", format!("{SETTINGS}[pictures]\npng = false\n"))
        .file("content/reports/a.md", REPORT);
    site.build_well(&[]);
    assert_eq!(pictures(&site), ["reports/a/poster.svg"]);
    let page = site.page("reports/a/index.html");
    assert!(!page.contains(".png"), "{page}");
    assert!(page.contains("poster.svg"));
}

/// Drawn again only where what is drawn has changed, and then as by a build from nothing.
#[test]
fn a_build_after_another_makes_the_same_pictures() {
    let site = Site::new();
    site.file("content/reports/a.md", REPORT).file("content/reports/b.md", REPORT.replace("2023", "2022"));
    site.build_well(&[]);
    let time = |path: &str| fs::metadata(site.root().join("public").join(path)).unwrap().modified().unwrap();
    let before = [time("reports/a/poster.png"), time("reports/b/poster.png")];
    thread::sleep(Duration::from_millis(20));
    site.file("content/reports/a.md", REPORT.replace("94.35%", "94.36%"));
    site.build_well(&[]);
    let after = [time("reports/a/poster.png"), time("reports/b/poster.png")];
    assert!(before[0] < after[0] && before[1] == after[1]);
    let once = site.public();
    fs::remove_dir_all(site.root().join("public")).unwrap();
    site.build_well(&[]);
    assert_eq!(super::site::differing(&once, &site.public()), Vec::<String>::new());
}

/// Every value on a poster of the repository's site is one of the ledger.
#[test]
fn posters_show_values_of_the_ledger() {
    let ledger: serde_json::Value = serde_json::from_slice(&SITE["data/figures.json"]).unwrap();
    let mut written = BTreeSet::new();
    collect(&ledger, &mut written);
    let mut seen = 0;
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.ends_with("/poster.svg")) {
        let svg = std::str::from_utf8(bytes).unwrap();
        xml(path, svg);
        for text in svg.split("<tspan").skip(1).zip(svg.split("<tspan")) {
            let value = text.1.rsplit('>').next().unwrap();
            let unit = text.0.split(['>', '<']).nth(1).unwrap();
            assert!(written.contains(&format!("{value}{unit}")), "{path}: {value}{unit}");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

/// Every text in a JSON value.
fn collect(value: &serde_json::Value, texts: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => {
            texts.insert(text.clone());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|it| collect(it, texts)),
        serde_json::Value::Object(fields) => fields.values().for_each(|it| collect(it, texts)),
        _ => {}
    }
}
