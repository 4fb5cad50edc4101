use super::*;
use crate::parse::workbook::xml::Part;

fn read(sheet: &str) -> (Vec<(u32, Vec<String>)>, Vec<Flaw>) {
    let xml = || Xml::new(Part { read: sheet.as_bytes(), limit: 10_000 });
    let shared = Shared { strings: Strings::default(), styles: Styles::default(), epoch: Epoch::Of1900 };
    let (mut found, mut flaws) = (Vec::new(), Vec::new());
    let none = &mut Vec::new();
    let merges = rows(xml(), &shared, &Merges::default(), none, |_, _| ControlFlow::Continue(())).unwrap();
    rows(xml(), &shared, &merges, &mut flaws, |row, cells| {
        found.push((row, cells.to_vec()));
        ControlFlow::Continue(())
    })
    .unwrap();
    (found, flaws)
}

#[test]
fn cells_are_texts() {
    let (rows, flaws) = read(
        "<worksheet><sheetData>\
         <row r='2'><c r='B2' t='inlineStr'><is><t>甲</t></is></c><c><v>443</v></c><c t='b'><v>1</v></c></row>\
         <row><c t='str'><f>A1</f><v> 乙 </v></c><c t='d'><v>2022-01-19T08:00:00</v></c><c r='Z3' s='1'/></row>\
         <row r='9'><c r='A9' t='str'><v></v></c></row>\
         <row r='1048576'><c r='A1048576'><v>1E-1</v></c></row>\
         </sheetData></worksheet>",
    );
    let expected: [(u32, &[&str]); 3] =
        [(2, &["", "甲", "443", "true"]), (3, &[" 乙 ", "2022-01-19"]), (1_048_576, &["0.1"])];
    assert_eq!(rows.len(), expected.len());
    for ((row, cells), (number, texts)) in rows.iter().zip(expected) {
        assert_eq!((*row, cells.as_slice()), (number, texts.map_owned().as_slice()));
    }
    assert!(flaws.is_empty(), "{flaws:?}");
}

trait MapOwned {
    fn map_owned(&self) -> Vec<String>;
}

impl MapOwned for &[&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|it| (*it).to_owned()).collect()
    }
}

#[test]
fn cells_that_cannot_be_read_are_told() {
    let (rows, flaws) = read(
        "<worksheet><sheetData><row r='1'>\
         <c r='A1' t='e'><v>#DIV/0!</v></c><c r='B1'><f>A1</f></c><c r='C1' t='s'><v>7</v></c>\
         <c r='D1'><v>much</v></c><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>",
    );
    assert!(rows.is_empty());
    let found: Vec<(u32, &Wrong)> = flaws.iter().map(|it| (it.column, &it.what)).collect();
    let [error, number, much] = ["#DIV/0!", "7", "much"].map(str::to_owned);
    assert_eq!(
        found,
        [
            (1, &Wrong::Error(error)),
            (2, &Wrong::NotComputed),
            (3, &Wrong::Number(number)),
            (4, &Wrong::Number(much)),
            (16_384, &Wrong::TooFar),
        ]
    );
}

#[test]
fn cells_merged_downwards_say_the_same_in_each_row() {
    let (rows, flaws) = read(
        "<worksheet><sheetData>\
         <row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>\
         <row r='2'><c r='A2'/><c r='B2'><v>3</v></c></row>\
         <row r='3'><c r='A3'/></row>\
         <row r='4'><c r='A4'><v>4</v></c><c r='B4'/></row>\
         </sheetData><mergeCells><mergeCell ref='A1:A3'/><mergeCell ref='A4:B4'/></mergeCells></worksheet>",
    );
    let rows: Vec<(u32, String)> = rows.into_iter().map(|(row, cells)| (row, cells.join(","))).collect();
    assert_eq!(rows, [(1, "1,2".to_owned()), (2, "1,3".to_owned()), (4, "4".to_owned())]);
    assert_eq!(flaws, [Flaw { row: 4, column: 1, what: Wrong::Merged { column: 2, row: 4 } }]);
}

#[test]
fn references_are_read() {
    assert_eq!(position("C5"), Some((5, 3)));
    assert_eq!(position("$AA$10"), Some((10, 27)));
    for wrong in ["", "5", "C", "C0", "é5", "AAAAAAAAAAA1", "A99999999999"] {
        assert_eq!(position(wrong), None, "{wrong}");
    }
}
