//! Diagnostics as data: an array of `{severity, code, file, line, column, message, help}`.
//!
//! `file` is a path that opens. In a workbook `line` is the row and `column` the number of the column; the message begins
//! with the sheet and cell.

use std::borrow::Cow;

use serde::Serialize;

use super::{Diagnostic, Language, Severity};

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'static str,
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    message: Cow<'a, str>,
    help: Option<&'a str>,
}

/// The list as a JSON array, in `language`; `line` and `column` are null where the file as a whole is meant.
pub fn json(list: &[Diagnostic], language: Language) -> String {
    let entries: Vec<Entry<'_>> = list
        .iter()
        .map(|it| Entry {
            severity: match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            code: it.code,
            file: &it.place.file,
            line: (it.place.line > 0).then_some(it.place.line),
            column: (it.place.line > 0).then_some(it.place.column),
            message: it.told(language),
            help: it.help.as_ref().map(|help| help.text(language)),
        })
        .collect();
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}
