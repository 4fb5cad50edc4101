//! Diagnostics of `content/_data/`.

use super::{Diagnostic, Place};

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
