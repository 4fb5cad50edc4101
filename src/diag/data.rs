//! Diagnostics of `content/_data/`.

use super::{Diagnostic, Language, Place, nearest};
use crate::figures::catalogue::Kind;
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
