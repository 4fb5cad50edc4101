//! Diagnostics of corrections.

use super::{Diagnostic, Place};

/// A correction that lacks something.
pub fn needs(place: Place, key: &str) -> Diagnostic {
    Diagnostic::warning(
        "correction-needs",
        place,
        format!("这条更正没有写 `{key}`"),
        format!("this correction has no `{key}`"),
    )
    .help(
        "写成 `{date: 2026-03-02, was: 94.53%, now: 94.35%, reason: 录入有误}`",
        "write `{date: 2026-03-02, was: 94.53%, now: 94.35%, reason: mistyped}`",
    )
}

/// A correction of a figure that its page does not declare.
pub fn no_such_figure(place: Place, indicator: &str) -> Diagnostic {
    Diagnostic::error(
        "correction-figure",
        place,
        format!("更正的是 `{indicator}`，本页没有登记这样的数"),
        format!("this corrects `{indicator}`, but the page declares no such figure"),
    )
    .help(
        "照 `figures` 里的写法写 `indicator`、`category`、`period`；更正的不是数字，就去掉 `indicator`",
        "write `indicator`, `category` and `period` as `figures` does; leave `indicator` out where no figure is corrected",
    )
}

/// A correction that fits several figures of its page.
pub fn ambiguous(place: Place, indicator: &str) -> Diagnostic {
    Diagnostic::error(
        "correction-figure",
        place,
        format!("本页有几个 `{indicator}`，看不出更正的是哪一个"),
        format!("the page declares several figures of `{indicator}`: which one is corrected?"),
    )
    .help(
        "再写上 `category`、`period`、`region` 或 `level`",
        "say `category`, `period`, `region` or `level`, too",
    )
}

/// A correction that leads to another value than its figure has.
pub fn mismatch(place: Place, now: &str, written: &str) -> Diagnostic {
    Diagnostic::error(
        "correction-mismatch",
        place,
        format!("更正为 `{now}`，登记的数却是 `{written}`"),
        format!("corrected to `{now}`, but the figure says `{written}`"),
    )
    .help("两处写成同样的字", "write both alike")
}
