//! The rules by name: what each looks for and how grave it is, unless `[checks]` of `site.toml` says otherwise.

use crate::diag::{Said, Severity};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the same as its code, its file in this folder and its page in the documentation.
    pub name: &'static str,
    /// How grave its findings are by default.
    pub severity: Severity,
    /// What it looks for, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl Rule {
    /// What it looks for.
    pub fn about(&self) -> Said {
        Said { zh: self.zh.to_owned(), en: self.en.to_owned() }
    }
}

const fn rule(name: &'static str, severity: Severity, zh: &'static str, en: &'static str) -> Rule {
    Rule { name, severity, zh, en }
}

/// All rules, in the order of the documentation.
pub const RULES: [Rule; 4] = [
    rule(
        "not-in-text",
        Severity::Warning,
        "登记了数据，正文里却没有这个数",
        "a figure is declared, but the text does not say its value",
    ),
    rule(
        "rate-mismatch",
        Severity::Error,
        "比率与它的分子、分母对不上",
        "a rate does not agree with its counts",
    ),
    rule("sum-mismatch", Severity::Error, "各部分加起来不等于总数", "the parts do not add up to their total"),
    rule(
        "bound",
        Severity::Error,
        "部分大于整体，或者比率不在 0 到 100% 之间",
        "a part is more than its whole, or a rate is not within 0 and 100%",
    ),
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|it| it.name == name)
}
