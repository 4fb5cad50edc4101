//! A table: a CSV text, or the sheet of a workbook turned into one, with the places of its cells.
//!
//! 1. [`Table::open`] finds what parts the cells and which row is the head, and says what is wrong with the head. A table of
//!    figures may have a title above its head.
//! 2. [`Table::each`] hands on row after row, each read once and then gone.
//! 3. [`Places`]: where a cell stands, looked up only when there is something to say of it.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use csv::StringRecord;
use serde_yaml::{Mapping, Value};

use super::DataFile;
use super::columns::{self, Column};
use super::head::{self, Record, reader};
use super::lines::Lines;
use crate::diag::{Cells, Place, data as say, workbook as say_cell};
use crate::parse::fields::{Findings, Places};
use crate::parse::workbook::{Flaw, Sheet, Wrong};
use crate::parse::yaml::Step;

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Figures, under the heads of [`columns`].
    Figures,
    /// Rows of one of the built-in tables: its heads are its keys.
    OwnRows,
}

/// A table.
pub struct Table<'a> {
    file: &'a DataFile,
    delimiter: u8,
    heads: Vec<Head>,
    head: Record,
    /// The rows handed on so far.
    rows: RefCell<Vec<Record>>,
    lines: OnceCell<Lines>,
}

/// A column of the table.
struct Head {
    written: String,
    /// The key its cells are read under; none for a column that nobody knows.
    key: Option<Cow<'static, str>>,
    is_derived: bool,
}

/// A row as it is handed on.
pub struct Row<'r> {
    /// Its position among the rows below the head, from 0.
    pub position: usize,
    record: &'r StringRecord,
}

impl Row<'_> {
    /// What stands in a column; none where that is nothing, or there is no such column.
    pub fn cell(&self, column: Option<usize>) -> Option<&str> {
        self.record.get(column?).map(unguarded).filter(|it| !it.is_empty())
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula, as `figures.csv` has it.
fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|it| it.starts_with(['=', '+', '@', '\t'])).unwrap_or(cell)
}

impl<'a> Table<'a> {
    /// Finds the head of `file`.
    pub fn open(file: &'a DataFile, holds: Holds, findings: &Findings) -> Self {
        let (delimiter, head) = match (&file.sheet, holds) {
            (Some(_), Holds::Figures) => (b',', head::of_figures(&file.text, b',').map(|(head, _)| head)),
            (None, Holds::Figures) => head::by_head(&file.text),
            (sheet, Holds::OwnRows) => {
                (if sheet.is_some() { b',' } else { head::by_first_line(&file.text) }, None)
            }
        };
        let mut record = StringRecord::new();
        let mut reader = reader(&file.text, delimiter);
        let head = head.unwrap_or_default();
        for _ in 0..=head.nth {
            // The text is UTF-8 and rows may be of any length, so that no record is an error to the reader.
            let _ = reader.read_record(&mut record);
        }
        let heads = record.iter().map(|it| Head::new(it.trim(), holds)).collect();
        let table = Self { file, delimiter, heads, head, rows: RefCell::default(), lines: OnceCell::new() };
        if holds == Holds::Figures {
            table.check_heads(findings);
        }
        table
    }

    fn check_heads(&self, findings: &Findings) {
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for (column, head) in self.heads.iter().enumerate() {
            let place = || self.at(self.head, Some(column));
            let Some(key) = &head.key else {
                if !head.written.is_empty() {
                    findings.borrow_mut().push(say::unknown_column(place(), &head.written));
                }
                continue;
            };
            match seen.iter().find(|(it, _)| *it == &**key) {
                Some((_, first)) => {
                    findings.borrow_mut().push(say::duplicate_column(place(), &head.written, first));
                }
                None => seen.push((key, &head.written)),
            }
        }
    }

    /// The column that is read under `key`.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.heads.iter().position(|it| it.key.as_deref() == Some(key))
    }

    /// The head of the column that is read under `key`, as it is written.
    pub fn head(&self, key: &str) -> &str {
        self.column(key).map_or("", |column| &self.heads[column].written)
    }

    /// A map with the key of every column that is read as it is, and of `further` ones; with the column of each key.
    pub fn map(&self, further: &[&'static str]) -> (Mapping, Vec<Option<usize>>) {
        let (mut map, mut columns) = (Mapping::new(), Vec::new());
        for (column, head) in self.heads.iter().enumerate().filter(|(_, head)| !head.is_derived) {
            let Some(key) = &head.key else { continue };
            if map.insert(Value::String(key.to_string()), Value::Null).is_none() {
                columns.push(Some(column));
            }
        }
        for key in further {
            if !map.contains_key(key) {
                map.insert(Value::String((*key).to_owned()), Value::Null);
                columns.push(None);
            }
        }
        (map, columns)
    }

    /// Calls `read` with every row below the head that has something in it, and can be read.
    pub fn each(&self, findings: &Findings, mut read: impl FnMut(Row<'_>)) {
        let text = &self.file.text;
        let flawed = self.flaws_elsewhere(findings);
        // An open quote makes one cell of all that follows.
        let is_open = memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1;
        let mut headless = HashSet::new();
        let mut reader = reader(text, self.delimiter);
        let mut record = StringRecord::new();
        let mut nth = 0;
        while matches!(reader.read_record(&mut record), Ok(true)) {
            let start = record.position().map_or(0, |it| usize::try_from(it.byte()).unwrap_or(0));
            let this = Record { start, nth };
            nth += 1;
            if this.nth <= self.head.nth {
                continue;
            }
            let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
            if is_open && end >= text.len() {
                findings.borrow_mut().push(say::broken_csv(self.at(this, None)));
                continue;
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let position = self.rows.borrow().len();
            self.rows.borrow_mut().push(this);
            self.check_length(this, &record, &mut headless, findings);
            match flawed.get(&this.nth) {
                Some(flaws) => self.say_flaws(flaws, Some(this), findings),
                None => read(Row { position, record: &record }),
            }
        }
    }

    /// The cells of a sheet that cannot be read, by the row that they are in. Those of the head, and of rows that have nothing
    /// else in them, are said.
    fn flaws_elsewhere(&self, findings: &Findings) -> HashMap<usize, Vec<&'a Flaw>> {
        let mut of_rows: HashMap<usize, Vec<&Flaw>> = HashMap::new();
        let Some(sheet) = &self.file.sheet else { return of_rows };
        let head = sheet.rows.get(self.head.nth).copied().unwrap_or(0);
        let is_of_table = |column: u32| {
            let head = usize::try_from(column).ok().and_then(|it| self.heads.get(it.checked_sub(1)?));
            head.is_some_and(|it| !it.written.is_empty())
        };
        for flaw in sheet.flaws.iter().filter(|it| it.row >= head) {
            if flaw.row == head {
                self.say_flaws(&[flaw], Some(self.head), findings);
            } else if flaw.what == Wrong::TooFar || is_of_table(flaw.column) {
                match sheet.rows.binary_search(&flaw.row) {
                    Ok(nth) => of_rows.entry(nth).or_default().push(flaw),
                    Err(_) => self.say_flaws(&[flaw], None, findings),
                }
            }
        }
        of_rows
    }

    fn say_flaws(&self, flaws: &[&Flaw], record: Option<Record>, findings: &Findings) {
        let Some(sheet) = &self.file.sheet else { return };
        for flaw in flaws {
            let place = self.sheet_place(sheet, flaw.row, record, flaw.column);
            findings.borrow_mut().push(say_cell::cell(place, flaw));
        }
    }

    /// A row of a text has as many cells as there are heads; in a sheet, what has something in it has a head.
    fn check_length(
        &self,
        record: Record,
        cells: &StringRecord,
        headless: &mut HashSet<usize>,
        findings: &Findings,
    ) {
        if self.file.sheet.is_none() && cells.len() != self.heads.len() {
            let place = self.at(record, None);
            findings.borrow_mut().push(say::ragged_row(place, cells.len(), self.heads.len()));
            return;
        }
        for (column, cell) in cells.iter().enumerate() {
            let has_head = self.heads.get(column).is_some_and(|it| !it.written.is_empty());
            if !has_head && !cell.trim().is_empty() && headless.insert(column) {
                findings.borrow_mut().push(say::no_head(self.at(record, Some(column))));
            }
        }
    }

    /// The place of a row, or of its cell in `column`.
    fn at(&self, record: Record, column: Option<usize>) -> Place {
        match (&self.file.sheet, column) {
            (Some(sheet), column) => {
                let row = sheet.rows.get(record.nth).copied().unwrap_or(1);
                let column = column.and_then(|it| u32::try_from(it + 1).ok()).unwrap_or(0);
                self.sheet_place(sheet, row, Some(record), column)
            }
            (None, Some(column)) => {
                let cell = self.cell(record.start, column);
                let last = u32::try_from(column + 1).unwrap_or(u32::MAX);
                self.text_place(record, cell, (last, last))
            }
            (None, None) => {
                let start = self.first_byte(record.start);
                let length = self.file.text[start..].lines().next().map_or(0, str::len);
                let last = u32::try_from(self.heads.len()).unwrap_or(u32::MAX);
                self.text_place(record, start..start + length, (1, last))
            }
        }
    }

    /// A place in a text. Where cells before it hold line breaks, its line is not the row that a spreadsheet shows: then it
    /// tells the cell as well.
    fn text_place(&self, record: Record, bytes: Range<usize>, columns: (u32, u32)) -> Place {
        let text = &self.file.text;
        let lines = self.lines.get_or_init(|| Lines::new(text));
        let mut place = lines.place(&self.file.file, text, bytes);
        let row = lines.row(self.first_byte(record.start));
        if row != place.line {
            place.cells = Some(Box::new(Cells { sheet: None, row, columns, shown_at: place.column }));
        }
        place
    }

    /// The place of a cell of a sheet, or of its row where `column` is 0: the row is shown with bars between its cells.
    fn sheet_place(&self, sheet: &Sheet, row: u32, record: Option<Record>, column: u32) -> Place {
        let mut cells = StringRecord::new();
        if let Some(record) = record {
            let _ = reader(&self.file.text[record.start..], self.delimiter).read_record(&mut cells);
        }
        let (mut source, mut shown) = (String::new(), (1, 0));
        let width = cells.len().max(usize::try_from(column).unwrap_or(0).min(self.heads.len()));
        for index in 0..width {
            let cell = shortened(cells.get(index).unwrap_or_default().trim());
            source.push_str(if index > 0 { " | " } else { "" });
            if index + 1 == usize::try_from(column).unwrap_or(0) {
                shown = (source.chars().count() + 1, cell.chars().count());
            }
            source.push_str(&cell);
        }
        if column == 0 {
            shown.1 = source.chars().count();
        }
        let small = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let columns = if column == 0 { (1, small(width.max(1))) } else { (column, column) };
        Place {
            file: self.file.file.clone(),
            line: row,
            column: columns.0,
            length: small(shown.1).max(1),
            source: source.into(),
            cells: Some(Box::new(Cells {
                sheet: Some(sheet.name.clone()),
                row,
                columns,
                shown_at: small(shown.0),
            })),
        }
    }

    /// The first byte of a record behind empty lines.
    fn first_byte(&self, start: usize) -> usize {
        let text = &self.file.text;
        text.len() - text[start.min(text.len())..].trim_start_matches(['\n', '\r']).len()
    }

    /// The bytes of the cell in `column` of the record that begins at `start`.
    fn cell(&self, start: usize, column: usize) -> Range<usize> {
        let text = &self.file.text;
        let start = self.first_byte(start);
        let (mut nth, mut quoted, mut begin) = (0, false, start);
        for (at, byte) in text.bytes().enumerate().skip(start) {
            match byte {
                b'"' => quoted = !quoted,
                _ if !quoted && (byte == self.delimiter || byte == b'\n') => {
                    if nth == column || byte == b'\n' {
                        return begin..at;
                    }
                    nth += 1;
                    begin = at + 1;
                }
                _ => {}
            }
        }
        begin..text.len()
    }

    /// The column where `record` says `key`: its own, or another that says the same; an empty one only where there is no
    /// better.
    fn column_of(&self, record: Record, key: &str) -> Option<usize> {
        let others: &[&str] = match key {
            "value" => &["number"],
            "indicator" => &["indicator_name"],
            "region" => &["region_name"],
            "period" => &["period_start", "period_end", "period_kind"],
            _ => &[],
        };
        let own = self.column(key);
        if others.is_empty() {
            return own;
        }
        let mut cells = StringRecord::new();
        let _ = reader(&self.file.text[record.start..], self.delimiter).read_record(&mut cells);
        let is_filled = |it: &usize| cells.get(*it).is_some_and(|cell| !cell.trim().is_empty());
        let filled = || others.iter().filter_map(|other| self.column(other)).find(is_filled);
        own.filter(is_filled).or_else(filled).or(own)
    }
}

/// What of a cell is shown where its row is.
fn shortened(cell: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String =
        cell.chars().take(SHOWN).map(|it| if it.is_control() { ' ' } else { it }).collect();
    if cell.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

impl Head {
    fn new(written: &str, holds: Holds) -> Self {
        let column = || columns::of_head(written);
        let (key, is_derived) = match holds {
            _ if written.is_empty() => (None, false),
            Holds::OwnRows => (Some(written.to_owned().into()), false),
            Holds::Figures => {
                column().map_or((None, false), |it: &Column| (Some(it.key.into()), it.is_derived))
            }
        };
        Self { written: written.to_owned(), key, is_derived }
    }
}

impl Places for Table<'_> {
    /// A key stands in the head, so that what is wrong with a column is said once.
    fn place(&self, path: &[Step], of_key: bool) -> Place {
        let row = match path.first() {
            Some(Step::Index(row)) if !of_key => self.rows.borrow().get(*row).copied(),
            _ => None,
        };
        let record = row.unwrap_or(self.head);
        let key = path.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key),
            Step::Index(_) => None,
        });
        self.at(record, key.and_then(|key| self.column_of(record, key)))
    }

    fn contains(&self, _: &str) -> bool {
        false
    }

    fn spelling(&self, _: &[Step]) -> Option<String> {
        None
    }
}
