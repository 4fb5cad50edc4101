//! Diagnostics of `content/_data/`.

use super::{Diagnostic, Language, Place};
use crate::figures::catalogue::Kind;

/// A YAML file that is no list.
pub fn not_a_list(place: Place) -> Diagnostic {
    Diagnostic::error("wrong-type", place, "数据文件应当是一个列表", "a data file must be a list").help(
        "每项以 `- ` 开头：`- {indicator: stations.count, value: 70个}`",
        "begin each entry with `- `: `- {indicator: stations.count, value: 70个}`",
    )
}

/// A row without a key it needs.
pub fn no_key(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error("missing-key", place, format!("这一行缺少 `{key}`"), format!("this row has no `{key}`"))
}

/// An id that is none of an indicator.
pub fn bad_indicator_id(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-value",
        place,
        format!("`{id}` 不能作指标的 `id`"),
        format!("`{id}` cannot be the `id` of an indicator"),
    )
    .help(
        "写成“组.名”，用小写英文字母、数字和下划线：`stations.count`",
        "write `group.name` in small letters, digits and `_`: `stations.count`",
    )
}

/// A unit that no indicator of its kind can have.
pub fn unit_of_kind(place: Place, unit: &str, kind: Kind) -> Diagnostic {
    let (zh, en) = (kind.label(Language::Chinese), kind.label(Language::English));
    let it = Diagnostic::error(
        "bad-value",
        place,
        format!("`kind` 是 `{}`（{zh}），单位不能是 `{unit}`", kind.as_str()),
        format!("`kind` is `{}` ({en}), so the unit cannot be `{unit}`", kind.as_str()),
    );
    match kind.usual_units() {
        [] => it.help("改正 `unit`，或者改 `kind`", "mend `unit`, or change `kind`"),
        units => it.help(
            format!("可用的单位：{}；或者改 `kind`", units.join("、")),
            format!("its units are {}; or change `kind`", units.join(", ")),
        ),
    }
}

/// A region code that is none.
pub fn bad_code(place: Place, code: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-value",
        place,
        format!("`{code}` 不是行政区划代码"),
        format!("`{code}` is no region code"),
    )
    .help("写六位数字（乡镇九位）", "write six digits (nine for a township)")
}

/// A region's successor that the table does not hold. `near` is what its words name, where they are no code.
pub fn unknown_successor(place: Place, written: &str, near: Option<(&str, &str)>) -> Diagnostic {
    let it = Diagnostic::error(
        "bad-successor",
        place,
        format!("后继地区 `{written}` 不在行政区划表里"),
        format!("the region table has no `{written}` to be a successor"),
    );
    match near {
        Some((code, name)) => {
            it.help(format!("写代码：`{code}`（{name}）"), format!("write the code: `{code}` ({name})"))
        }
        None => it.help("为后继地区也写一行", "give the successor a row of its own"),
    }
}

/// Regions that come after each other in a circle.
pub fn circular_successor(place: Place, names: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "bad-successor",
        place,
        format!("后继地区绕成了圈：{}", names.join(" → ")),
        format!("the successors go in a circle: {}", names.join(" → ")),
    )
    .help("改名前的地区写 `successor`，改名后的不写", "only the region that ended has a `successor`")
}

/// A CSV record that cannot be read.
pub fn broken_csv(place: Place) -> Diagnostic {
    Diagnostic::error("bad-csv", place, "看不懂这一行 CSV", "this row of CSV cannot be read")
        .help("检查引号是否成对", "look whether the quotes are paired")
}

/// A record with more or fewer cells than there are columns.
pub fn ragged_row(place: Place, cells: usize, columns: usize) -> Diagnostic {
    Diagnostic::error(
        "ragged-row",
        place,
        format!("这一行有 {cells} 格，表头有 {columns} 列"),
        format!("this row has {cells} cells, the head has {columns} columns"),
    )
    .help(
        "含逗号的内容要加半角双引号；空格也要留出逗号",
        "put cells that hold a comma in double quotes; keep the commas of empty cells",
    )
}

/// A formula of an indicator that is none.
pub fn bad_formula(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-formula",
        place,
        format!("看不懂算法 `{written}`"),
        format!("`{written}` is no formula that can be counted with"),
    )
    .help(
        "写成 `closed/total`、`(resolved+resolving)/total`，几种算法之间用 `|` 隔开",
        "write `closed/total` or `(resolved+resolving)/total`, with `|` between several ways to count",
    )
}
