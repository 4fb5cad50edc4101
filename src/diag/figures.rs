//! Diagnostics of declared figures.

use super::{Diagnostic, Place};
use crate::figures::period::{PeriodError, PeriodKind};
use crate::figures::quantity::{Unread, Why};
use crate::figures::unit::FRACTION;

/// `figures` is neither a map nor a list.
pub fn not_figures(place: Place) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        place,
        "`figures` 应当是一组 `指标: 数值`",
        "`figures` must be lines of `indicator: value`",
    )
    .help("例如 `stations.count: 70个`", "for example `stations.count: 70个`")
}

/// A list entry that names no indicator.
pub fn no_indicator(place: Place) -> Diagnostic {
    Diagnostic::error("no-indicator", place, "这一项没有写明指标", "this entry names no indicator").help(
        "写成 `- stations.count: 70个`，或者 `- {indicator: stations.count, value: 70个}`",
        "write `- stations.count: 70个` or `- {indicator: stations.count, value: 70个}`",
    )
}

/// A figure without a value.
pub fn no_value(place: Place) -> Diagnostic {
    Diagnostic::error("no-value", place, "这个指标没有数值", "this figure has no value")
        .help("照原文写，如 `value: 近6万个`", "write it as the source does: `value: 近6万个`")
}

/// An indicator that the catalogue does not hold.
pub fn unknown_indicator(place: Place, written: &str, near: Option<(&str, &str)>) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-indicator",
        place,
        format!("指标表里没有 `{written}`"),
        format!("the catalogue has no indicator `{written}`"),
    );
    if let Some(base) = written.strip_suffix(".change") {
        return it.help(
            format!("变化量写在指标下面：`{base}: {{value: …, change: {{value: …, against: 上年}}}}`"),
            format!(
                "a change stands with its figure: `{base}: {{value: …, change: {{value: …, against: 上年}}}}`"
            ),
        );
    }
    match near {
        Some((id, name)) => {
            it.help(format!("是不是 `{id}`（{name}）？"), format!("did you mean `{id}` ({name})?"))
        }
        None => it.help(
            "自己的指标写进 `content/_data/indicators.yaml`",
            "put indicators of your own into `content/_data/indicators.yaml`",
        ),
    }
}

/// A value that is no quantity.
pub fn unread_value(place: Place, written: &str, unread: &Unread) -> Diagnostic {
    let (zh, en) = unread_words(written, unread);
    Diagnostic::error("unread-value", place, zh, en).help(
        "照原文写数值和单位，如 `94.35%`、`近6万个`、`4.4亿余元`",
        "write number and unit as the source does: `94.35%`, `近6万个`, `4.4亿余元`",
    )
}

/// Why `written` is no quantity, in Chinese and in English; the part that was not understood stands between backticks.
pub fn unread_words(written: &str, unread: &Unread) -> (String, String) {
    let part = clipped(written.get(unread.range.clone()).unwrap_or_default());
    let (zh, en) = match unread.why {
        Why::Empty => return ("没有写数值".to_owned(), "there is no value".to_owned()),
        Why::NoNumber if part.is_empty() => ("少了一个数".to_owned(), "a number is missing".to_owned()),
        Why::NoNumber => (format!("`{part}` 不是数"), format!("`{part}` is no number")),
        Why::Ordinal => {
            (format!("`{part}` 是序号，不是数量"), format!("`{part}` is a place in a row, not an amount"))
        }
        Why::Some => (format!("`{part}` 没有说是多少"), format!("`{part}` does not say how many")),
        Why::Positional => (
            format!("`{part}` 是逐个写的数字，像年份或编号，不是数量"),
            format!("`{part}` are digits in a row, as in a year or a serial number, and count nothing"),
        ),
        Why::TooLong => (
            format!("`{part}` 位数太多，小数点前最多 18 位，后面最多 9 位"),
            format!("`{part}` has too many digits: at most 18 before the point and 9 after it"),
        ),
        Why::LongText => ("太长了，不会是一个数值".to_owned(), "it is longer than any value".to_owned()),
        Why::SecondFigure => (
            format!("`{part}` 是另一个数，要分开写"),
            format!("`{part}` is another figure, which needs an entry of its own"),
        ),
        Why::Trailing => {
            (format!("末尾的 `{part}` 不是单位"), format!("`{part}` at its end is no measure word"))
        }
        Why::UnitsDiffer => {
            (format!("`{part}` 两头的单位不同"), format!("the two ends of `{part}` have different units"))
        }
        Why::Backwards => (
            format!("`{part}` 后面的数比前面的小"),
            format!("`{part}` ends with a lesser number than it begins with"),
        ),
        Why::NotAShare => (
            format!("`{part}` 不是分数：分母不能是零，也不能小于分子"),
            format!("`{part}` is no share: the denominator is zero or less than the numerator"),
        ),
    };
    let written = clipped(written);
    (format!("看不懂数值 `{written}`：{zh}"), format!("`{written}` cannot be read as a value: {en}"))
}

/// At most the first letters of a text, on one line.
fn clipped(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out: String =
        text.chars().take(LONGEST).map(|it| if it.is_control() { ' ' } else { it }).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// A unit that the indicator does not take.
pub fn unit_mismatch(place: Place, unit: &str, name: &str, units: &[String]) -> Diagnostic {
    Diagnostic::error(
        "unit-mismatch",
        place,
        format!("「{name}」的单位不能是 `{unit}`"),
        format!("the unit of {name} cannot be `{unit}`"),
    )
    .help(
        format!("可用的单位：{}", units.join("、").replace(FRACTION, "分数（如 2/3）")),
        format!("accepted units: {}", units.join(", ")),
    )
}

/// A rate without its unit: 94.35 may be 94.35% or 0.9435.
pub fn rate_without_unit(place: Place, written: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "unit-mismatch",
        place,
        format!("「{name}」是比率，`{written}` 没有写单位"),
        format!("{name} is a rate, and `{written}` has no unit"),
    )
    .help("照原文写上 `%` 或 `‰`", "write `%` or `‰` as the source does")
}

/// A region that the table does not hold.
pub fn unknown_region(place: Place, written: &str, near: Option<(&str, &str)>) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-region",
        place,
        format!("行政区划表里没有 `{written}`"),
        format!("the region table has no `{written}`"),
    );
    let is_code = written.bytes().all(|it| it.is_ascii_digit());
    match near {
        Some((code, name)) if is_code => it.help(
            format!("是不是 `{code}` {name}？它下面的地区若表里没有，写进 `content/_data/regions.csv`"),
            format!("did you mean `{code}` {name}? put a region in it that is missing into `content/_data/regions.csv`"),
        ),
        Some((code, name)) => it.help(format!("是不是 `{code}` {name}？"), format!("did you mean `{code}` {name}?")),
        None => it.help(
            "写六位代码或全名；表里没有的写进 `content/_data/regions.csv`",
            "write the code of six digits or the full name; put what is missing into `content/_data/regions.csv`",
        ),
    }
}

/// A code in a table of regions that no row has.
pub fn unknown_region_code(place: Place, code: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-region",
        place,
        format!("行政区划表里没有代码 `{code}`"),
        format!("the region table has no code `{code}`"),
    )
    .help(
        "这里写六位代码；表里没有的先加一行",
        "write the code of six digits here; add a row for what is missing",
    )
}

/// A short name that fits several regions.
pub fn ambiguous_region(place: Place, written: &str, candidates: &[String]) -> Diagnostic {
    Diagnostic::error(
        "unknown-region",
        place,
        format!("`{written}` 有几个地区都说得通"),
        format!("`{written}` fits several regions"),
    )
    .help(format!("写明是哪一个：{}", candidates.join("、")), format!("say which: {}", candidates.join(", ")))
}

/// A level that is none.
pub fn unknown_level(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-value",
        place,
        format!("`level` 不能是 `{written}`"),
        format!("`level` cannot be `{written}`"),
    )
    .help("可用：国、省、市、县、乡", "known: 国, 省, 市, 县, 乡")
}

/// A period that cannot be read, or that cannot be.
pub fn bad_period(place: Place, written: &str, why: &PeriodError) -> Diagnostic {
    let say = |zh: String, en: String| Diagnostic::error("bad-period", place.clone(), zh, en);
    match why {
        PeriodError::NoDate { written: date, .. } => say(
            format!("时期 `{written}` 里没有 `{date}` 这个日期"),
            format!("the period `{written}` holds `{date}`, which is no date"),
        ),
        PeriodError::Backwards => {
            say(format!("时期 `{written}` 的终点早于起点"), format!("the period `{written}` ends before it begins"))
                .help("把早的写在前面：`2018..2022`", "write the earlier one first: `2018..2022`")
        }
        PeriodError::NotOneYear => say(
            format!("时期 `{written}` 的种类是 `year`，却不在一年之内"),
            format!("the period `{written}` is of the kind `year` but longer than one"),
        )
        .help("去掉 `kind`，由日期决定", "leave `kind` out: the dates decide"),
        PeriodError::NoSuchBody { body, region } => say(
            format!("`{written}` 说的是“{body}”人大，{region}没有对应的地区"),
            format!("`{written}` names the congress of `{body}`, which {region} does not have"),
        )
        .help(
            "检查 `region:`，或者在会议名称前写明地区：`湘潭市十六届人大一次会议以来`",
            "look at `region:`, or name the region before the session: `湘潭市十六届人大一次会议以来`",
        ),
        PeriodError::UnknownKind { nearest } => {
            let kinds = PeriodKind::ALL.map(PeriodKind::as_str);
            let nearest = nearest.map(PeriodKind::as_str);
            say(
                "`kind` 不是时期的种类".to_owned(),
                "`kind` is no kind of period".to_owned(),
            )
            .help(
                nearest.map_or_else(|| format!("可用：{}", kinds.join("、")), |it| format!("是不是 `{it}`？")),
                nearest.map_or_else(|| format!("one of {}", kinds.join(", ")), |it| format!("did you mean `{it}`?")),
            )
        }
        _ => say(format!("看不懂时期 `{written}`"), format!("`{written}` is no period we can read")).help(
            "写成 `2022`、`2018..2022`、`2022-01..2022-10`、`截至2022-12-31`、`市十六届人大一次会议以来`，或 `{kind, start, end, label}`",
            "write `2022`, `2018..2022`, `2022-01..2022-10`, `截至2022-12-31`, `市十六届人大一次会议以来`, or `{kind, start, end, label}`",
        ),
    }
}

/// A session that the table does not hold.
pub fn unknown_session(place: Place, written: &str, head: &str, row: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-session",
        place,
        format!("会议表里没有 `{written}`"),
        format!("the session table has no `{written}`"),
    )
    .help(
        format!(
            "在 `content/_data/sessions.csv` 里加一行（日期照实填写）：`{row}`；没有这个文件就新建，第一行写 `{head}`"
        ),
        format!(
            "add a row to `content/_data/sessions.csv`, with its date: `{row}`; a new file begins with `{head}`"
        ),
    )
}

/// A figure whose value is not in the text.
pub fn not_in_text(place: Place, written: &str) -> Diagnostic {
    Diagnostic::warning(
        "not-in-text",
        place,
        format!("正文里没有 `{written}`"),
        format!("the text does not say `{written}`"),
    )
    .help(
        "正文里照样写出这个数，或者把它移到 `content/_data/`",
        "write the value in the text as it stands here, or move it to `content/_data/`",
    )
}

/// A figure without region or period.
pub fn figure_needs(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error(
        "figure-needs",
        place,
        format!("这个数没有写明 `{key}`"),
        format!("this figure has no `{key}`"),
    )
    .help(
        format!("在这一项或页面的元数据里写 `{key}:`"),
        format!("set `{key}:` here or in the page's front matter"),
    )
}
