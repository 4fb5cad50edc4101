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
        accepted: Some(reason.into()),
        ..finding
    }
}
