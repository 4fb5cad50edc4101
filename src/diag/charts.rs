//! Diagnostics of charts that a text asks for, and why there is none.

use super::{Diagnostic, Place, Said};
use crate::figures::choice::{MOST_SERIES, Name, Refusal};

/// A chart of nothing.
pub fn no_indicator(place: Place) -> Diagnostic {
    Diagnostic::error("no-indicator", place, "这张图没有写明指标", "this chart names no indicator").help(
        "写一行 `indicator: suggestions.closed_rate`；一个整体的几个部分写成 `indicators: [suggestions.resolved, suggestions.resolving]`",
        "write a line `indicator: suggestions.closed_rate`; of the parts of a whole `indicators: [suggestions.resolved, suggestions.resolving]`",
    )
}

/// An entry of `charts:` that is a word and no map.
pub fn entry_is_no_map(place: Place) -> Diagnostic {
    Diagnostic::error(
        "not-a-map",
        place,
        "`charts` 的每一项应当是几个 `键: 值`",
        "each entry of `charts` must be made of `key: value`",
    )
    .help(
        "例如 `- {indicator: suggestions.closed_rate, kind: line}`",
        "for example `- {indicator: suggestions.closed_rate, kind: line}`",
    )
}

/// What a text asks for cannot be drawn. `why` is a sentence.
pub fn refused(place: Place, why: &Said, refusal: &Refusal) -> Diagnostic {
    let (zh, en) = way_out(refusal);
    Diagnostic::warning(
        "chart-refused",
        place,
        format!("这里画不成图：{}", why.zh.trim_end_matches('。')),
        format!("there is no chart here: {}", why.en.trim_end_matches('.')),
    )
    .help(zh, en)
    .in_its_place()
}

fn way_out(refusal: &Refusal) -> (String, String) {
    let fixed = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match refusal {
        Refusal::TooMany(_, Name::Region) => (
            format!(
                "用 `regions: [...]` 选出至多 {MOST_SERIES} 个地区，或者写 `kind: multiples`，每个地区一格"
            ),
            format!(
                "choose up to {MOST_SERIES} with `regions: [...]`, or write `kind: multiples` for a field of each"
            ),
        ),
        Refusal::TooMany(..) => (
            format!("至多 {MOST_SERIES} 个部分：用 `indicators: [...]` 选，或者写 `kind: bar`"),
            format!("up to {MOST_SERIES} parts: choose them with `indicators: [...]`, or write `kind: bar`"),
        ),
        Refusal::NoData => fixed(
            "核对 `indicator`、`regions`、`periods`、`category`、`definition`；数字还没有登记，就先登记",
            "look at `indicator`, `regions`, `periods`, `category`, `definition`; declare the figures first where there are none yet",
        ),
        Refusal::Incomparable(..) => fixed(
            "用 `definition`、`category`、`level`、`periods` 或 `regions` 选出能比的；不能比就用表格",
            "choose what compares with `definition`, `category`, `level`, `periods` or `regions`; what does not belongs into a table",
        ),
        Refusal::SeveralRegions => {
            fixed("用 `region: ...` 写明哪一个地区", "say which one with `region: ...`")
        }
        Refusal::NoWhole => fixed(
            "一个整体怎样分，指标表里写明了（见指标页）；自己的指标在 `content/_data/indicators.yaml` 写 `parts:`",
            "the catalogue says how a whole is cut; of your own indicators `content/_data/indicators.yaml` says it with `parts:`",
        ),
        Refusal::OneFigure
        | Refusal::NoYears
        | Refusal::Spans
        | Refusal::OneRegion
        | Refusal::NoParts
        | Refusal::NoChange
        | Refusal::NoRate
        | Refusal::MoreThanWhole => fixed(
            "换一种 `kind` 或 `by`，或者去掉它们，由数据决定",
            "take another `kind` or `by`, or leave them out and the data decides",
        ),
    }
}
