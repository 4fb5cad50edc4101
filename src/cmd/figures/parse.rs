//! `yaomu figures parse`: values read one by one.
//!
//! For a program an array with an object for each value, in their order; for people a table of those that were read, and on
//! standard error a line for each that was not.

use std::ffi::OsStr;
use std::io::{Read, Write, stdin, stdout};

use rust_decimal::Decimal;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::super::{CONTENT, Ended, Shell};
use crate::cli::{Format, ParseArgs};
use crate::diag::Language;
use crate::diag::figures::unread_words;
use crate::figures::number;
use crate::figures::quantity::{self, Qualifier, Quantity, Unread};

/// Reads each value and prints number, unit, qualifier and bounds.
pub fn parse(shell: &Shell, args: &ParseArgs) -> Ended {
    let mut values = Vec::new();
    for value in &args.values {
        if value == OsStr::new("-") {
            values.extend(lines());
        } else {
            values.push(value.to_string_lossy().into_owned());
        }
    }
    let read: Vec<Reading> = values.iter().map(|it| (it.as_str(), quantity::parse(it))).collect();
    let text = match shell.format {
        Format::Json => as_json(&read, shell.language),
        _ => as_table(&read, shell.language),
    };
    // Whoever closes the pipe has seen enough.
    let _ = stdout().write_all(text.as_bytes());
    let unread = read.iter().filter_map(|(written, it)| it.as_ref().err().map(|it| (written, it)));
    let mut failed = false;
    for (written, unread) in unread {
        failed = true;
        let words = sentence(written, unread, shell.language);
        shell.say(shell.language, &format!("错误: {words}"), &format!("error: {words}"));
    }
    Ok(if failed { CONTENT } else { 0 })
}

/// A value as written, and what it was read as.
type Reading<'a> = (&'a str, Result<Quantity, Unread>);

/// The lines of standard input that hold something.
fn lines() -> Vec<String> {
    let mut bytes = Vec::new();
    // What came before a fault is read all the same; nothing is a value that cannot be read.
    let _ = stdin().read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.trim_start_matches('\u{FEFF}').lines();
    lines.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn sentence(written: &str, unread: &Unread, language: Language) -> String {
    let (zh, en) = unread_words(written, unread);
    if language == Language::Chinese { zh } else { en }
}

fn as_json(read: &[Reading], language: Language) -> String {
    let object = |(written, it): &Reading| match it {
        Ok(it) => json!({
            "number": number::plain(it.number.normalize()),
            "unit": it.unit,
            "qualifier": it.qualifier.as_str(),
            "lower": it.lower.map(|it| it.normalize().to_string()),
            "upper": it.upper.map(|it| it.normalize().to_string()),
        }),
        Err(unread) => json!({ "error": sentence(written, unread, language) }),
    };
    let objects = Value::Array(read.iter().map(object).collect());
    serde_json::to_string_pretty(&objects).unwrap_or_default() + "\n"
}

/// Columns as wide as their widest cell; numbers stand at the right.
fn as_table(read: &[Reading], language: Language) -> String {
    const NUMBERS: [usize; 3] = [2, 5, 6];
    let head = match language {
        Language::Chinese => ["原文", "规范写法", "数", "单位", "限定", "下限", "上限", "即"],
        Language::English => {
            ["as written", "normal form", "number", "unit", "qualifier", "lower", "upper", "that is"]
        }
    };
    let good = read.iter().filter_map(|(_, it)| it.as_ref().ok());
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(good.map(|it| cells(it, language)));
    if rows.len() == 1 {
        return String::new();
    }
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..head.len()).map(widest).collect();
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let room = " ".repeat(width - cell.width());
            let (before, after) = if NUMBERS.contains(&column) { (&*room, "") } else { ("", &*room) };
            line.extend([before, cell, after, "  "]);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn cells(it: &Quantity, language: Language) -> [String; 8] {
    let written = it.written.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let bound = |it: Option<Decimal>| it.map_or("…".to_owned(), number::grouped);
    let qualifier = match language {
        Language::Chinese => in_chinese(it.qualifier),
        Language::English => it.qualifier.as_str(),
    };
    [
        written,
        it.canonical(),
        number::grouped(it.number),
        it.unit.clone(),
        qualifier.to_owned(),
        bound(it.lower),
        bound(it.upper),
        interval(it, language),
    ]
}

fn in_chinese(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "确数",
        Qualifier::ApproxBelow => "略少",
        Qualifier::AtLeast => "以上",
        Qualifier::About => "大约",
        Qualifier::Range => "范围",
        Qualifier::All => "全部",
        Qualifier::None => "没有",
    }
}

/// The interval in words.
fn interval(it: &Quantity, language: Language) -> String {
    let show = number::grouped;
    let (zh, en) = match (it.lower, it.upper) {
        (Some(lower), Some(_)) if it.is_point() => {
            (format!("正好 {}", show(lower)), format!("exactly {}", show(lower)))
        }
        (Some(lower), Some(upper)) if it.qualifier == Qualifier::Range => {
            (format!("{} 到 {}", show(lower), show(upper)), format!("{} to {}", show(lower), show(upper)))
        }
        (Some(lower), Some(upper)) => (
            format!("不少于 {}，不到 {}", show(lower), show(upper)),
            format!("at least {}, below {}", show(lower), show(upper)),
        ),
        (Some(lower), None) => (format!("不少于 {}", show(lower)), format!("at least {}", show(lower))),
        (None, Some(upper)) if it.is_short_of_upper() => {
            (format!("不到 {}", show(upper)), format!("below {}", show(upper)))
        }
        (None, Some(upper)) => (format!("不多于 {}", show(upper)), format!("at most {}", show(upper))),
        (None, None) => ("说不准".to_owned(), "anything".to_owned()),
    };
    if language == Language::Chinese { zh } else { en }
}
