//! Workbooks as a spreadsheet writes them, made of a text that shows what is in them.
//!
//! ```text
//! [数据]                         a sheet; `[数据 hidden]` one that is not seen
//! 指标 | 数值 | 日期              a row; an empty line is an empty row
//! 办结率 | 0.9435 as 0.00% | 44580 as yyyy/m/d
//! 办复率 | =#DIV/0! | =?          an error, a formula that was never computed
//! ^ | < | '430300                 merged with the cell above, with the one before; a number as text
//! ```

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// The bytes of a workbook.
pub fn workbook(text: &str) -> Vec<u8> {
    let mut formats: Vec<String> = Vec::new();
    let mut sheets: Vec<(String, bool, Vec<String>)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            let shown = name.strip_suffix(" hidden");
            sheets.push((shown.unwrap_or(name).to_owned(), shown.is_some(), Vec::new()));
        } else {
            sheets.last_mut().expect("a sheet comes first").2.push(line.to_owned());
        }
    }
    let (mut book, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (index, (name, is_hidden, rows)) in sheets.iter().enumerate() {
        let state = if *is_hidden { " state=\"hidden\"" } else { "" };
        let _ = write!(book, "<sheet name=\"{name}\" sheetId=\"{index}\"{state} r:id=\"r{index}\"/>");
        relations.push_str(&relation(
            &format!("r{index}"),
            "worksheet",
            &format!("worksheets/sheet{index}.xml"),
        ));
        parts.push((format!("xl/worksheets/sheet{index}.xml"), sheet(rows, &mut formats)));
    }
    relations.push_str(&relation("styles", "styles", "styles.xml"));
    let (mut codes, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
    for (index, code) in formats.iter().enumerate() {
        let _ = write!(codes, "<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + index, escaped(code));
        let _ = write!(styles, "<xf numFmtId=\"{}\"/>", 164 + index);
    }
    let root = relation("r1", "officeDocument", "xl/workbook.xml");
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    parts.extend([
        ("_rels/.rels".to_owned(), format!("<Relationships>{root}</Relationships>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{links}\"><sheets>{book}</sheets></workbook>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!("<styleSheet><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"),
        ),
    ]);
    container(&parts)
}

/// A container with these parts.
pub fn container(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\"/>")
}

fn sheet(rows: &[String], formats: &mut Vec<String>) -> String {
    let (mut out, mut merges) = (String::new(), String::new());
    for (row, line) in rows.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let _ = write!(out, "<row r=\"{}\">", row + 1);
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        for (column, written) in cells.iter().enumerate() {
            let at = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
            out.push_str(&cell(&at, written, formats));
            let follows = cells[column + 1..].iter().take_while(|it| **it == "<").count();
            let below = |line: &&String| line.split('|').nth(column).map(str::trim) == Some("^");
            let further = rows[row + 1..].iter().take_while(below).count();
            if follows + further > 0 && !matches!(*written, "<" | "^") {
                let last = char::from(b'A' + u8::try_from(column + follows).unwrap());
                let _ = write!(merges, "<mergeCell ref=\"{at}:{last}{}\"/>", row + 1 + further);
            }
        }
        out.push_str("</row>");
    }
    let merges = if merges.is_empty() { merges } else { format!("<mergeCells>{merges}</mergeCells>") };
    format!("<worksheet><sheetData>{out}</sheetData>{merges}</worksheet>")
}

fn cell(at: &str, written: &str, formats: &mut Vec<String>) -> String {
    let (number, format) = written.split_once(" as ").unwrap_or((written, ""));
    match written {
        "" | "<" | "^" => format!("<c r=\"{at}\"/>"),
        "=?" => format!("<c r=\"{at}\"><f>A1</f></c>"),
        _ if written.starts_with("=#") => {
            format!("<c r=\"{at}\" t=\"e\"><f>A1</f><v>{}</v></c>", &written[1..])
        }
        _ if number.parse::<f64>().is_ok() => {
            let style = if format.is_empty() {
                0
            } else {
                let known = formats.iter().position(|it| it == format);
                known.unwrap_or_else(|| {
                    formats.push(format.to_owned());
                    formats.len() - 1
                }) + 1
            };
            format!("<c r=\"{at}\" s=\"{style}\"><v>{number}</v></c>")
        }
        _ => {
            let text = escaped(written.strip_prefix('\'').unwrap_or(written));
            format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
