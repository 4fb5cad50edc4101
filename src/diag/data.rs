//! Diagnostics of `content/_data/`.

use super::{Diagnostic, Place, nearest};
use crate::parse::data::heads;

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

/// A column of a table of figures that nobody knows.
pub fn unknown_column(place: Place, head: &str) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-key",
        place,
        format!("没有 `{head}` 这一列"),
        format!("unknown column `{head}`"),
    );
    if let Some(meant) = nearest(head, heads()) {
        return it.help(format!("是不是 `{meant}`？"), format!("did you mean `{meant}`?"));
    }
    it.help(
        "不读的列请删去。常用的列：指标、数值、单位、地区、层级、类别、时期、口径、分母、变化、比较对象、出处、说明、来源、来源网址、来源日期",
        "remove columns that are not read; the common ones: indicator, value, unit, region, level, category, period, definition, denominator, change, change_against, at, note, source, source_url, source_date",
    )
}

/// Two columns of one meaning.
pub fn duplicate_column(place: Place, head: &str, first: &str) -> Diagnostic {
    Diagnostic::error(
        "duplicate-column",
        place,
        format!("`{head}` 与前面的 `{first}` 是同一列"),
        format!("`{head}` is the same column as `{first}` before it"),
    )
    .help("只留一列", "keep one of them")
}

/// A cell below no head.
pub fn no_head(place: Place) -> Diagnostic {
    Diagnostic::error(
        "no-head",
        place,
        "这一列有内容，却没有列名",
        "this column has no name, but something in it",
    )
    .help("在表头里写上列名，或者删去这一列", "name it in the head, or remove it")
}

/// A cell that says something else than what follows from the rest of its row; nothing where it should be empty.
pub fn told_otherwise(place: Place, head: &str, written: &str, expected: &str) -> Diagnostic {
    let (zh, en) = if expected.is_empty() {
        ("应当空着".to_owned(), "it should be empty".to_owned())
    } else {
        (format!("应是 `{expected}`"), format!("it should be `{expected}`"))
    };
    Diagnostic::error(
        "told-otherwise",
        place,
        format!("`{head}` 写的是 `{written}`，而按这一行别的列，{zh}"),
        format!("`{head}` says `{written}`; by the other columns of the row {en}"),
    )
    .help(
        "看看哪一格写错了；由别的列推得出的，可以不填",
        "see which cell is wrong; what follows from other columns may be left empty",
    )
}
