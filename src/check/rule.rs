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
pub const RULES: &[Rule] = &[
    rule(
        "not-in-text",
        Severity::Warning,
        "登记了数据，正文里却没有这个数",
        "a figure is declared, but the text does not say its value",
    ),
    rule(
        "conflict",
        Severity::Warning,
        "同一件事说了两次，两个数不可能都对",
        "the same thing is told twice, in numbers that cannot both be right",
    ),
    rule(
        "change-mismatch",
        Severity::Warning,
        "增减幅度与上年的数对不上，或者比率的变化把百分点写成了 %",
        "a change does not fit the figure of the year before, or points of a rate are written as %",
    ),
    rule(
        "period-kind",
        Severity::Warning,
        "几年合计的数与一年的数混在一起",
        "a total of several years is mixed up with figures of one year",
    ),
    rule(
        "stale-definition",
        Severity::Warning,
        "同一地区的同一指标，有的数没有写口径，或者口径前后变了",
        "of one indicator in one region, some figures have no definition, or it has changed",
    ),
    rule(
        "region-period",
        Severity::Warning,
        "说的是一个地区还没有、或者已经没有的时候",
        "a figure is told of a region before it began or after it ended",
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
    rule(
        "chart-refused",
        Severity::Warning,
        "正文要的图画不成：没有数字、不能比，或者太多",
        "a chart that a text asks for cannot be drawn: no figures, none that compare, or too many",
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
    rule(
        "missing-letters",
        Severity::Warning,
        "内置字体里没有的字，PNG 图片画不出来",
        "letters that the built-in faces lack, so that PNG pictures cannot show them",
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
