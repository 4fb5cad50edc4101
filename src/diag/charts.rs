//! Diagnostics of charts that a text asks for, and why there is none.

use super::near::nearest;
use super::{Diagnostic, Place, Said, front_matter};
use crate::figures::choice::{MOST_SERIES, Name, Refusal};

/// A chart of nothing.
pub fn no_indicator(place: Place) -> Diagnostic {
    Diagnostic::error("no-indicator", place, "这张图没有写明指标", "this chart names no indicator").help(
        "写一行 `indicator: suggestions.closed_rate`；一个整体的几个部分写成 `indicators: [suggestions.resolved, suggestions.resolving]`",
        "write a line `indicator: suggestions.closed_rate`; of the parts of a whole `indicators: [suggestions.resolved, suggestions.resolving]`",
    )
}

/// A block that is a word or a list and no map.
pub fn block_is_no_map(place: Place) -> Diagnostic {
    let wide = place.source.contains('：');
    let it = Diagnostic::error(
        "not-a-map",
        place,
        "图表里应当是一行一个 `键: 值`",
        "a chart must be lines of `key: value`",
    );
    if wide {
        return it.help(
            "这里用了全角冒号 `：`，请改成半角冒号加一个空格：`indicator: suggestions.closed_rate`",
            "there is a full-width colon `：`; write a half-width colon and a space: `indicator: suggestions.closed_rate`",
        );
    }
    it.help(
        "冒号后面要有一个空格：`indicator: suggestions.closed_rate`",
        "write a space after the colon: `indicator: suggestions.closed_rate`",
    )
}

/// What the words of `kind` and `by` mean to Chinese readers.
const MEANINGS: [(&str, &str); 11] = [
    ("line", "折线"),
    ("bar", "条形"),
    ("grouped", "并列"),
    ("stacked", "堆叠"),
    ("dot", "前后两点"),
    ("slope", "前后连线"),
    ("share", "占比"),
    ("multiples", "每个地区一格"),
    ("year", "年"),
    ("region", "地区"),
    ("part", "部分"),
];

/// A `kind` or `by` that is none of `known`.
pub fn unknown_word(place: Place, key: &str, written: &str, known: &[&str]) -> Diagnostic {
    let it = front_matter::not_one_of(place, key, written, known);
    let meaning = |word: &&str| MEANINGS.iter().find(|(it, _)| it == word).map_or("", |it| it.1);
    if let Some(meant) = known.iter().find(|word| !written.is_empty() && meaning(word) == written) {
        return it.help(format!("写成 `{key}: {meant}`"), format!("write `{key}: {meant}`"));
    }
    if nearest(written, known.iter().copied()).is_some() {
        return it;
    }
    let glossed: Vec<String> = known.iter().map(|word| format!("`{word}` {}", meaning(word))).collect();
    it.help(format!("可用：{}", glossed.join("、")), format!("known: {}", known.join(", ")))
}

/// Several regions in one word.
pub fn regions_in_one_word(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-region",
        place,
        format!("行政区划表里没有 `{written}`"),
        format!("the region table has no `{written}`"),
    )
    .help(
        "几个地区写在方括号里，用半角逗号隔开：`regions: [湖南省, 河南省]`",
        "write several regions in brackets, with half-width commas: `regions: [湖南省, 河南省]`",
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

/// A chart is drawn without something that its text names.
pub fn not_all(place: Place, named: &Said) -> Diagnostic {
    Diagnostic::warning(
        "chart-refused",
        place,
        format!("这张图里没有 {}：没有这样的数，或者与画出的不能比", named.zh),
        format!("this chart is without {}: there are no such figures, or none that compare with those drawn", named.en),
    )
    .help(
        "核对写法和登记的时期、口径；画不进来的，从图里去掉，写在正文里",
        "look at the spelling and at the periods and definitions that are declared; what does not fit is better told in the text",
    )
    .in_its_place()
}

fn way_out(refusal: &Refusal) -> (String, String) {
    let fixed = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match refusal {
        Refusal::TooMany(_, Name::Region) => (
            format!(
                "用 `regions: [...]` 选出至多 {MOST_SERIES} 个地区，或者写 `kind: multiples`（每个地区一格）、`kind: dot`（前后两点）"
            ),
            format!(
                "choose up to {MOST_SERIES} with `regions: [...]`, or write `kind: multiples` for a field of each, `kind: dot` for changes"
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
        Refusal::OneFigure => fixed(
            "少写几个 `region`、`periods`、`definition` 这样的条件，或者先登记别的地区、别的年份的数字",
            "narrow it less with `region`, `periods`, `definition`, or declare figures of other regions or years first",
        ),
        Refusal::NoParts => fixed(
            "各部分的数字登记时要写明 `category`；或者换一种 `by`，或者去掉它，由数据决定",
            "declare figures of parts with their `category`, or take another `by` or none",
        ),
        Refusal::NoYears
        | Refusal::Spans
        | Refusal::OneRegion
        | Refusal::NoChange
        | Refusal::NoRate
        | Refusal::MoreThanWhole => fixed(
            "换一种 `kind` 或 `by`，或者去掉它们，由数据决定",
            "take another `kind` or `by`, or leave them out and the data decides",
        ),
    }
}
