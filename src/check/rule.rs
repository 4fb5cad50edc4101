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
pub const RULES: [Rule; 3] = [
    rule(
        "not-in-text",
        Severity::Warning,
        "登记了数据，正文里却没有这个数",
        "a figure is declared, but the text does not say its value",
    ),
    rule(
        "dead-external",
        Severity::Warning,
        "别的网站上的链接打不开（只在 `check --external` 时查）",
        "a link to another host leads nowhere (looked at by `check --external` only)",
    ),
    rule(
        "moved-external",
        Severity::Note,
        "别的网站上的链接已永久换了地址（只在 `check --external` 时查）",
        "a link to another host has moved for good (looked at by `check --external` only)",
    ),
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|it| it.name == name)
}
