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
pub const RULES: [Rule; 6] = [
    rule(
        "not-in-text",
        Severity::Warning,
        "登记了数据，正文里却没有这个数",
        "a figure is declared, but the text does not say its value",
    ),
    rule("no-source", Severity::Warning, "数据没有来源", "a figure whose source is not known"),
    rule(
        "unit-mismatch",
        Severity::Error,
        "单位不是这个指标的单位",
        "a unit that its indicator does not take",
    ),
    rule(
        "unknown-region",
        Severity::Error,
        "行政区划表里没有的地区",
        "a region that the table does not hold",
    ),
    rule(
        "serial-gap",
        Severity::Warning,
        "期刊的期号或总期号有缺、有重、与日期不合",
        "numbers of bulletins that jump, repeat or do not follow the dates",
    ),
    rule(
        "withheld",
        Severity::Warning,
        "不该公开的内容：电话、邮箱、身份证号、发送单位、密级字样",
        "what must not be published: telephones, e-mail, identity cards, recipients, words of secrecy",
    ),
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|it| it.name == name)
}
