//! Diagnostics of workbooks: what cannot be read at all, and single cells.

use super::{Diagnostic, Place, column_letters};
use crate::parse::workbook::{Broken, COLUMNS, Flaw, NAMES, Wrong};

/// A workbook that cannot be read; what comes out of it has at most `limit` megabytes.
pub fn broken(file: &str, why: &Broken, limit: usize) -> Diagnostic {
    let say = |code, zh: String, en: String| Diagnostic::error(code, Place::file(file), zh, en);
    let bad = |zh: &str, en: &str| say("bad-workbook", format!("`{file}` {zh}"), format!("`{file}` {en}"));
    match why {
        Broken::NoWorkbook => bad("不是 Excel 工作簿（.xlsx）", "is no workbook (.xlsx)").help(
            "用表格软件打开它，另存为 .xlsx 或 CSV",
            "open it in a spreadsheet program and save it as .xlsx or CSV",
        ),
        Broken::OldFormat => bad("是旧格式的工作簿（.xls）", "is a workbook of the old format (.xls)").help(
            "另存为“Excel 工作簿（.xlsx）”；改扩展名没有用",
            "save it as .xlsx; another extension does not help",
        ),
        Broken::Locked => bad("有密码，读不了", "has a password and cannot be read")
            .help("去掉密码再保存", "save it without the password"),
        Broken::Damaged => bad("不完整或已损坏", "is damaged or cut off").help(
            "用表格软件打开，看看是否完好，再保存一次",
            "open it in a spreadsheet program, look whether it is whole, and save it again",
        ),
        Broken::TooLarge => say(
            "workbook-too-large",
            format!("`{file}` 展开后太大，上限是 {limit} MB"),
            format!("what `{file}` holds is too large, the limit is {limit} MB"),
        )
        .help(
            "分成几个文件；删去表格以外的格式和内容",
            "split it into several files; remove what is not the table",
        ),
        Broken::TooManyFlaws(count) => say(
            "bad-cell",
            format!("`{file}` 里读不了的单元格超过 {count} 个"),
            format!("more than {count} cells of `{file}` cannot be read"),
        )
        .help("删去表格以外的内容，改好公式", "remove what is not the table, and mend the formulas"),
        Broken::NoSuchSheet(names) | Broken::NoTable(names) => no_sheet(file, names),
    }
}

fn no_sheet(file: &str, names: &[String]) -> Diagnostic {
    Diagnostic::error(
        "no-sheet",
        Place::file(file),
        format!("`{file}` 的工作表都没有表头"),
        format!("no sheet of `{file}` has a head"),
    )
    .help(
        format!(
            "表头写在前五行，至少要有“指标”和“数值”两列；有几张工作表时，把要读的命名为“{}”，或者在 site.toml 的 `[data.sheets]` 里写明。现有：{}",
            NAMES[0],
            names.join("、")
        ),
        format!(
            "write the head into the first five rows, with columns such as `indicator` and `value`; of several sheets, name the one to read `{}` or say it in `[data.sheets]` of site.toml. There are: {}",
            NAMES[2],
            names.join(", ")
        ),
    )
}

/// `[data.sheets]` names a sheet that the workbook does not have.
pub fn no_such_sheet(place: Place, wanted: &str, names: &[String]) -> Diagnostic {
    Diagnostic::error(
        "no-sheet",
        place,
        format!("没有叫 `{wanted}` 的工作表"),
        format!("there is no sheet `{wanted}`"),
    )
    .help(format!("现有：{}", names.join("、")), format!("there are: {}", names.join(", ")))
}

/// `[data.sheets]` names a file that is not there.
pub fn no_such_workbook(place: Place, file: &str) -> Diagnostic {
    Diagnostic::error(
        "no-sheet",
        place,
        format!("`content/_data/` 里没有工作簿 `{file}`"),
        format!("there is no workbook `{file}` in `content/_data/`"),
    )
}

/// A cell that cannot be read.
pub fn cell(place: Place, flaw: &Flaw) -> Diagnostic {
    let say = |zh: String, en: String| Diagnostic::error("bad-cell", place.clone(), zh, en);
    let as_text = |it: Diagnostic| {
        it.help(
            "把单元格格式改为“文本”，照原文写，如 `94.35%`、`近6万个`",
            "format the cell as text and write what the source says: `94.35%`, `近6万个`",
        )
    };
    match &flaw.what {
        Wrong::Error(error) => {
            say(format!("单元格是错误值 `{error}`"), format!("the cell holds the error `{error}`"))
                .help("改好公式，或者直接写数值", "mend the formula, or write the value itself")
        }
        Wrong::NotComputed => say("公式没有算出的结果".to_owned(), "the formula has no result".to_owned())
            .help(
                "用表格软件打开并保存一次，或者把公式粘贴为数值",
                "open and save it in a spreadsheet program, or paste the formula as a value",
            ),
        Wrong::Format(code) => as_text(say(
            format!("看不懂数字格式 `{code}`"),
            format!("the number format `{code}` is not understood"),
        )),
        Wrong::Number(number) => as_text(say(
            format!("单元格里的 `{number}` 不是数，也不是日期"),
            format!("`{number}` in the cell is neither a number nor a date"),
        )),
        Wrong::Merged { column, row } => {
            let last = format!("{}{row}", column_letters(*column));
            Diagnostic::error(
                "merged-cells",
                place.clone(),
                format!("与右边的单元格合并了，直到 `{last}`"),
                format!("the cell is merged with those beside it, up to `{last}`"),
            )
            .help(
                "取消合并，每格各写各的；同一列上下合并的可以不改",
                "unmerge them and write each cell; cells merged downwards in one column may stay",
            )
        }
        Wrong::TooFar => {
            say(format!("这一格在第 {COLUMNS} 列以外"), format!("the cell lies beyond column {COLUMNS}"))
                .help("删去表格以外的内容", "remove what is not the table")
        }
    }
}
