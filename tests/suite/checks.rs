//! Every rule has its file, its page in the documentation and its line in the list of rules.

use std::path::Path;

use yaomu::check::RULES;
use yaomu::diag::Severity;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

#[test]
fn every_rule_has_its_file_and_its_page() {
    for rule in &RULES {
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
    for rule in &RULES {
        assert!(list.contains(&format!("({}.md)", rule.name)), "{} is not in the list", rule.name);
    }
}
