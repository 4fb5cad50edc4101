//! Where links and feeds of a built site lead, and what its charts show.

use super::site::Site;

#[test]
fn a_link_of_a_page_to_itself_stays_on_the_page() {
    let site = Site::new();
    site.file("content/news/a.md", "---\ntitle: 甲\n---\n## 做法\n\n[全文](a.md)，[做法](a.md#做法)。\n");
    site.build_well(&[]);
    let page = site.page("news/a/index.html");
    assert!(page.contains("<a href=\"../../news/a/\">全文</a>"), "{page}");
    assert!(page.contains("<a href=\"#做法\">做法</a>"), "{page}");
}

#[test]
fn a_dead_link_is_never_said_to_mean_its_own_page() {
    let site = Site::new();
    site.file("content/news/2025.md", "---\ntitle: 甲\n---\n[上一年](2024.md)。\n");
    let ran = site.build(&[]);
    assert!(ran.stderr.contains("[dead-link]") && !ran.stderr.contains("did you mean"), "{}", ran.stderr);
}

#[test]
fn the_feed_of_a_folder_begins_with_what_is_new() {
    let site = Site::new();
    site.file("site.toml", format!("{}[feeds]\nlimit = 1\n", super::site::SETTINGS));
    site.file("content/news/a.md", "---\ntitle: 置顶\ndate: 2020-01-01\nweight: -1\n---\n旧。\n");
    site.file("content/news/b.md", "---\ntitle: 最新\ndate: 2026-01-01\n---\n新。\n");
    site.build_well(&[]);
    let feed = site.page("news/feed.xml");
    assert!(feed.contains("最新") && !feed.contains("置顶"), "{feed}");
}

#[test]
fn rates_in_other_units_stand_on_one_axis() {
    let site = Site::new();
    site.file(
        "content/_data/rates.csv",
        "indicator,period,value,source_name\nsuggestions.closed_rate,2023,三分之二,某报\nsuggestions.closed_rate,2024,950‰,某报\nsuggestions.closed_rate,2025,96%,某报\n",
    );
    site.build_well(&[]);
    let page = site.page("indicators/suggestions.closed_rate/index.html");
    assert!(page.contains("950‰") && page.contains("100%") && !page.contains("200%"), "{page}");
}

#[test]
fn an_address_with_a_space_leads_somewhere_in_angle_brackets() {
    let site = Site::new();
    site.file("content/图 1.png", "x");
    site.file("content/a.md", "---\ntitle: 甲\n---\n![图](<图 1.png>)\n");
    site.build_well(&[]);
    assert!(
        site.page("a/index.html").contains("<img src=\"../图%201.png\""),
        "{}",
        site.page("a/index.html")
    );
}
