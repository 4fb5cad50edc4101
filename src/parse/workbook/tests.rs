//! Whole workbooks, made by another library and by hand.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::*;

const LIMIT: usize = 1_000_000;

fn is_head(cells: &[String]) -> bool {
    cells.iter().any(|it| it == "指标")
}

fn text_of(bytes: &[u8]) -> String {
    match read(bytes, None, &is_head, LIMIT) {
        Ok((text, sheet)) => format!("{} {:?}\n{text}{:?}", sheet.name, sheet.rows, sheet.flaws),
        Err(broken) => format!("{broken:?}"),
    }
}

/// A container with these parts.
fn container(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = "<Relationships><Relationship Id='r1' Type='http://x/relationships/worksheet' Target='worksheets/a.xml'/>\
    <Relationship Id='r2' Type='http://x/relationships/sharedStrings' Target='sharedStrings.xml'/>\
    <Relationship Id='r3' Type='http://x/relationships/externalLink' Target='file:///etc/passwd' TargetMode='External'/>\
    </Relationships>";

const BOOK: &str = "<workbook xmlns:r='x'><workbookPr date1904='1'/><sheets>\
    <sheet name='数据' sheetId='1' r:id='r1'/></sheets></workbook>";

/// A workbook with these cells and shared texts.
fn by_hand(rows: &str, strings: &str) -> Vec<u8> {
    container(&[
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/worksheets/a.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

#[test]
fn cells_come_out_as_they_are_shown() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("2022年").unwrap();
    sheet.write(0, 0, "一览表").unwrap();
    for (column, head) in ["指标", "数值", "日期", "说明"].into_iter().enumerate() {
        sheet.write(1, u16::try_from(column).unwrap(), head).unwrap();
    }
    let percent = Format::new().set_num_format("0.00%");
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write(2, 0, "办结率").unwrap();
    sheet.write_with_format(2, 1, 0.9435, &percent).unwrap();
    sheet.write_with_format(2, 2, ExcelDateTime::from_ymd(2022, 1, 19).unwrap(), &day).unwrap();
    sheet.write(2, 3, "甲,\"乙\"\n丙").unwrap();
    sheet.write(4, 0, "建议").unwrap();
    sheet.write_formula(4, 1, Formula::new("200+243").set_result("443")).unwrap();
    sheet.write(4, 3, true).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        text_of(&bytes),
        "2022年 [1, 2, 3, 5]\n一览表\n指标,数值,日期,说明\n办结率,94.35%,2022-01-19,\"甲,\"\"乙\"\"\n丙\"\n建议,443,,true\n[]"
    );
}

#[test]
fn a_sheet_is_chosen_by_its_name_then_by_its_head() {
    let book = |names: [&str; 3], hidden: Option<usize>, with_head: usize| {
        let mut book = Workbook::new();
        for (index, name) in names.into_iter().enumerate() {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap();
            sheet.write(0, 0, if index == with_head { "指标" } else { "别的" }).unwrap();
            sheet.set_hidden(hidden == Some(index));
        }
        book.save_to_buffer().unwrap()
    };
    let chosen =
        |bytes: &[u8], wanted| read(bytes, wanted, &is_head, LIMIT).map(|(_, sheet)| sheet.name.to_string());
    assert_eq!(chosen(&book(["说明", "表", "数据"], None, 1), None).as_deref(), Ok("数据"));
    assert_eq!(chosen(&book(["说明", "表", "Figures"], Some(2), 1), None).as_deref(), Ok("表"));
    assert_eq!(chosen(&book(["说明", "表", "数据"], Some(2), 0), Some("数据")).as_deref(), Ok("数据"));
    let names = ["说明", "表", "丙"].map(str::to_owned).to_vec();
    assert_eq!(
        chosen(&book(["说明", "表", "丙"], None, 1), Some("丁")),
        Err(Broken::NoSuchSheet(names.clone()))
    );
    assert_eq!(chosen(&book(["说明", "表", "丙"], Some(1), 1), None), Err(Broken::NoTable(names)));
}

#[test]
fn days_may_be_counted_from_1904() {
    // Without a format a day is a number; in one without styles none is a day.
    let cells = "<row><c t='s'><v>0</v></c></row><row><c><v>43118</v></c></row>";
    assert_eq!(text_of(&by_hand(cells, "<si><t>指标</t></si>")), "数据 [1, 2]\n指标\n43118\n[]");
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let whole = by_hand("<row><c t='s'><v>0</v></c></row>", "<si><t>指标</t></si>");
    let ole = |rest: &[u8]| [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], rest].concat();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, expected) in [
        (b"<html>".to_vec(), Broken::NoWorkbook),
        (Vec::new(), Broken::NoWorkbook),
        (container(&[("word/document.xml", "<a/>")]), Broken::NoWorkbook),
        (ole(&[0; 512]), Broken::OldFormat),
        (ole(&[&[0; 512], &*name].concat()), Broken::Locked),
        (whole[..whole.len() / 2].to_vec(), Broken::Damaged),
        (by_hand("<row><c></row>", ""), Broken::Damaged),
    ] {
        assert_eq!(read(&bytes, None, &is_head, LIMIT).map(|_| ()), Err(expected));
    }
    // Any part of it cut off or any byte changed is told, or read, and never more.
    for length in 0..whole.len() {
        let _ = read(&whole[..length], None, &is_head, LIMIT);
        let mut changed = whole.clone();
        changed[length] ^= 0x55;
        let _ = read(&changed, None, &is_head, LIMIT);
    }
}

#[test]
fn what_comes_out_is_bounded() {
    // A few bytes that say the same long text again and again.
    let long = format!("<si><t>指标</t></si><si><t>{}</t></si>", "长".repeat(30_000));
    let rows = format!("<row><c t='s'><v>0</v></c></row>{}", "<row><c t='s'><v>1</v></c></row>".repeat(1000));
    assert_eq!(text_of(&by_hand(&rows, &long)), "TooLarge");
    // A last cell far away costs nothing.
    let far =
        "<row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>";
    assert!(text_of(&by_hand(far, "<si><t>指标</t></si>")).starts_with("数据 [1]\n指标\n[Flaw"));
    // What a part says of its size is looked at before, what comes out of it is counted.
    let parts = [("a.xml", "<a><b/><b/><b/></a>")];
    let bytes = container(&parts);
    let mut archive = Archive::open(&bytes).unwrap();
    assert_eq!(archive.part("a.xml", 5).map(|_| ()), Err(Broken::TooLarge));
}
