//! Every rule has its file, its page in the documentation and its line in the list of rules.

use std::path::Path;

use yaomu::check::RULES;
use yaomu::diag::Severity;

use super::site::Site;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

#[test]
fn every_rule_has_its_file_and_its_page() {
    for rule in RULES {
        let source = read(&format!("src/check/{}.rs", rule.name.replace('-', "_")));
        assert!(source.contains(&format!("`{}`", rule.name)), "src/check has no file of {}", rule.name);
        let page = read(&format!("content/docs/checks/{}.md", rule.name));
        let severity = match rule.severity {
            Severity::Error => "默认是错误",
            Severity::Warning => "默认是警告",
            Severity::Note => "默认是提示",
        };
        for words in [rule.name, "## 为什么查", "## 怎样改", severity, "accept:", "## In English"] {
            assert!(page.contains(words), "the page of {} says nothing of {words}", rule.name);
        }
    }
}

#[test]
fn the_list_of_rules_is_whole() {
    let list = read("content/docs/checks/_index.md");
    let guide = read("content/docs/_index.md");
    for rule in RULES {
        assert!(list.contains(&format!("({}.md)", rule.name)), "{} is not in the list", rule.name);
        let way = format!("(checks/{}.md)", rule.name);
        assert!(guide.contains(&way), "the handbook does not lead to {}", rule.name);
    }
}

#[test]
fn a_series_of_bulletins_may_begin_anywhere_and_counts_what_is_not_published() {
    let site = Site::new();
    let issue = |file: &str, keys: &str| {
        site.file(
            &format!("content/issues/{file}.md"),
            format!("---\ntitle: 简报\nkind: issue\n{keys}\n---\n正文。\n"),
        );
    };
    issue("2023-23", "date: 2023-12-01\nnumber: 23\nserial: 719");
    // The first of a year is any number, as long as the serial runs on.
    issue("2024-02", "date: 2024-02-01\nnumber: 2\nserial: 720");
    issue("2024-03", "number: 3\ndraft: true");
    issue("2024-04", "date: 2024-04-01\nnumber: 4\nvisibility: internal\nserial: 722");
    issue("2024-05", "date: 2024-05-01\nnumber: 5\nserial: 723");
    issue("2024-06", "date: 2024-05-01\nnumber: 6\nserial: 724");
    // One without a serial stands for one; one of the future for another.
    issue("2025-01", "date: 2025-01-01\nnumber: 1");
    issue("2025-02", "date: 2025-01-05\nnumber: 2\nserial: 726");
    issue("2026-01", "date: 2999-01-01\nnumber: 9\nserial: 900");
    issue("2026-02", "date: 2026-01-05\nnumber: 1\nserial: 727");
    // Another series.
    site.file(
        "content/letters/1.md",
        "---\ntitle: 信\nkind: issue\ndate: 2024-01-01\nnumber: 1\nserial: 1\n---\n正文。\n",
    );
    site.build_well(&["--strict"]);
}

#[test]
fn what_moved_and_what_a_folder_links_to_are_findings_like_others() {
    use std::collections::HashMap;
    use yaomu::check::external::{self, Answer, Why};
    use yaomu::pipeline;

    let site = Site::new();
    let url = |name: &str| format!("https://a.gov.cn/{name}");
    site.file("site.toml", "title = \"站\"\n[checks]\nmoved-external = \"error\"\n");
    site.file(
        "content/news/_index.md",
        format!(
            "---\ntitle: 新闻\naccept: {{dead-external: 原网站已关闭}}\n---\n[甲]({})，[乙]({})。\n",
            url("dead"),
            url("moved")
        ),
    );
    let answers =
        HashMap::from([(url("dead"), Answer::Dead(Why::NoHost)), (url("moved"), Answer::Moved(url("new")))]);
    let (inputs, scanned) = yaomu::scan::scan(&site.root()).unwrap();
    let options = pipeline::Options {
        today: Some(jiff::civil::date(2024, 1, 1)),
        drafts: false,
        future: false,
        base_url: None,
        links: true,
    };
    let prepared = pipeline::prepare(inputs, scanned, &options, |_| jiff::civil::date(2024, 1, 1));
    let found = external::check(&prepared.site, &prepared.links, &answers);
    let severities: Vec<_> = found.iter().map(|it| (it.code, it.severity)).collect();
    assert_eq!(severities, [("dead-external", Severity::Note), ("moved-external", Severity::Error)]);
}
