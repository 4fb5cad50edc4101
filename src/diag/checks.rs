//! Diagnostics of the rules themselves: settings, acceptances.

use super::{Diagnostic, Place, Said, Severity};

/// A rule that does not exist.
pub fn unknown_rule(place: Place, written: &str, near: Option<&str>) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-rule",
        place,
        format!("没有 `{written}` 这条检查规则"),
        format!("there is no rule `{written}`"),
    );
    match near {
        Some(near) => it.help(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => it.help(
            "规则名就是提示里方括号中的名字，如 `conflict`",
            "a rule goes by the name in square brackets in its messages, such as `conflict`",
        ),
    }
}

/// An acceptance without a reason.
pub fn accept_needs_reason(place: Place, rule: &str) -> Diagnostic {
    Diagnostic::error(
        "accept-needs-reason",
        place,
        format!("接受 `{rule}` 要写明理由"),
        format!("to accept `{rule}`, say why"),
    )
    .help(
        format!("写成 `accept: {{{rule}: 已与来源核对，原文如此}}`"),
        format!("write `accept: {{{rule}: checked, the source says so}}`"),
    )
}

/// An acceptance that meets no finding.
pub fn unused_accept(place: Place, rule: &str) -> Diagnostic {
    Diagnostic::warning(
        "unused-accept",
        place,
        format!("这里没有 `{rule}` 要接受：问题已经不在了"),
        format!("there is no `{rule}` to accept here any more"),
    )
    .help("删去 `accept` 里的这一条", "take it out of `accept`")
}

/// `finding`, which is accepted for `reason`: a note from now on.
pub fn accepted(finding: Diagnostic, reason: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        help: Some(Said { zh: format!("已接受：{reason}"), en: format!("accepted: {reason}") }),
        ..finding
    }
}

/// Figures without a source: `count` of a page or a table, `shown` the first of them.
pub fn no_source(place: Place, shown: &[&str], count: usize, in_table: bool) -> Diagnostic {
    let listed = |joint: &str| shown.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(joint);
    let (zh, en) = match count - shown.len() {
        0 => (String::new(), String::new()),
        more => ("等".to_owned(), format!(" and {more} more")),
    };
    let it = Diagnostic::warning(
        "no-source",
        place,
        format!("{count} 个数没有来源：{}{zh}", listed("、")),
        match count {
            1 => format!("a figure has no source: {}", listed(", ")),
            _ => format!("{count} figures have no source: {}{en}", listed(", ")),
        },
    );
    if in_table {
        return it.help(
            "在表里填 `source_name` 或 `source_url` 一列；YAML 写 `source: {name: …, url: …}`",
            "fill a column `source_name` or `source_url`; in YAML write `source: {name: …, url: …}`",
        );
    }
    it.help(
        "在元数据里写 `source: {name: …, url: …}`；只有个别数不同，就写在那个数下面",
        "set `source: {name: …, url: …}` in the front matter; where one figure differs, set it there",
    )
}
