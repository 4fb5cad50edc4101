//! `content/_data/`: figures in bulk, and rows that extend or override the built-in tables.
//!
//! 1. [`read`] makes a text of each file; of a workbook, of one of its sheets.
//! 2. `indicators`, `regions` and `sessions` belong to the tables ([`own_tables`], [`ties`]); every other file holds figures, a row each.
//! 3. A row is a map, whether it comes from a table ([`table`]) or from YAML, and is read by the same reader as front matter.
//!    Tables of figures have the columns of `figures.csv` ([`columns`]); those that say a thing again are compared
//!    ([`told_twice`]).
//! 4. [`Located`] finds the place of a row again for what is found later.

mod columns;
mod head;
mod lines;
mod own_tables;
mod table;
mod ties;
mod told_twice;
mod yaml_rows;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::tz::Offset;
use serde_yaml::Value;

use self::table::{Holds, Row, Table};
pub use self::ties::unknown_parents;
use self::told_twice::Columns;
use self::yaml_rows::YamlRows;
use super::encoding;
use super::entries::{self, Entry, PeriodText};
use super::fields::{Fields, Findings, Places};
use super::front_matter;
use super::workbook::{self, Broken, Sheet};
use super::yaml::{self, Step};
use super::{Tables, resolve};
use crate::config::Setting;
use crate::diag::{self, Diagnostic, Place, data as say, front_matter as say_map, workbook as say_workbook};
use crate::digest::Source;
use crate::figures::ledger::Figure;
use crate::scan::{DATA_LIMIT, SourceFile};

/// A data file as text.
#[derive(Debug)]
pub struct DataFile {
    /// Its path from the site's root.
    pub file: Arc<str>,
    /// Its text; of a workbook the CSV of its sheet.
    pub text: String,
    /// The sheet of a workbook.
    pub sheet: Option<Sheet>,
}

/// Decodes the data files. `sheets` names those of workbooks, by their path below `content/_data/`.
pub fn read(
    files: Vec<SourceFile>,
    sheets: &[(String, Setting)],
    findings: &mut Vec<Diagnostic>,
) -> Vec<DataFile> {
    let mut used = vec![false; sheets.len()];
    let mut found = Vec::with_capacity(files.len());
    for SourceFile { path, bytes } in files {
        if path.ends_with(".xlsx") {
            let name = path.strip_prefix("content/_data/").unwrap_or(&path);
            let setting = sheets.iter().position(|(it, _)| it == name);
            if let Some(index) = setting {
                used[index] = true;
            }
            let wanted = setting.map(|index| &sheets[index].1);
            match read_workbook(&path, &bytes, wanted) {
                Ok(file) => found.push(file),
                Err(error) => findings.push(*error),
            }
            continue;
        }
        match encoding::decode(&path, bytes) {
            Ok((text, warning)) => {
                findings.extend(warning);
                found.push(DataFile { file: path, text, sheet: None });
            }
            Err(error) => findings.push(*error),
        }
    }
    for ((name, setting), _) in sheets.iter().zip(used).filter(|(_, used)| !used) {
        findings.push(say_workbook::no_such_workbook(setting.place.clone(), name));
    }
    found
}

fn read_workbook(
    file: &Arc<str>,
    bytes: &[u8],
    wanted: Option<&Setting>,
) -> Result<DataFile, Box<Diagnostic>> {
    let is_own = own_tables::of(stem(file)).is_some();
    let is_head = |cells: &[String]| is_own || columns::heads_among(cells.iter().map(String::as_str)) >= 2;
    let limit = usize::try_from(DATA_LIMIT).unwrap_or(usize::MAX);
    let name = wanted.map(|it| it.text.as_str());
    // The libraries are not expected to panic; a site must not fall with one of its files if they do.
    let read = catch_unwind(AssertUnwindSafe(|| workbook::read(bytes, name, &is_head, limit)));
    match (read, wanted) {
        (Ok(Ok((text, sheet))), _) => Ok(DataFile { file: file.clone(), text, sheet: Some(sheet) }),
        (Ok(Err(Broken::NoSuchSheet(names))), Some(wanted)) => {
            Err(Box::new(say_workbook::no_such_sheet(wanted.place.clone(), &wanted.text, &names)))
        }
        (Ok(Err(why)), _) => Err(Box::new(say_workbook::broken(file, &why, limit / 1_000_000))),
        (Err(_), _) => Err(Box::new(diag::build::panicked(file))),
    }
}

/// The built-in tables with what the site's own ones add.
pub fn tables(files: &[DataFile], findings: &Findings) -> Tables {
    let mut tables = Tables::builtin();
    for file in files {
        let Some(insert) = own_tables::of(stem(&file.file)) else { continue };
        each_row(file, findings, |mut fields| {
            // A row that lacks what it needs is not read to its end: what is left of it is not unknown.
            match insert(&mut tables, &mut fields) {
                Ok(()) => fields.finish(),
                Err(wrong) => fields.say(*wrong),
            }
        });
    }
    ties::read(files, &mut tables, findings);
    tables
}

/// The figures of all other files, looked up in `tables`.
pub fn figures(
    files: &[DataFile],
    tables: &Tables,
    defaults: &resolve::Defaults,
    zone: Offset,
    findings: &Findings,
) -> Vec<Figure> {
    let mut reading =
        Reading { tables, defaults, zone, findings, figures: Vec::new(), number: 0, last: None };
    for file in files.iter().filter(|file| own_tables::of(stem(&file.file)).is_none()) {
        (reading.number, reading.last) = (0, None);
        if is_table(file) {
            reading.table(file);
        } else {
            each_yaml_row(file, findings, |position, fields| {
                let places = fields.places();
                if let Some(mut entry) = entries::of_list(fields, zone) {
                    reading.add(&mut entry, places, file, position);
                }
            });
        }
    }
    reading.figures
}

/// The figures read so far, and what they are read with.
struct Reading<'a> {
    tables: &'a Tables,
    defaults: &'a resolve::Defaults,
    zone: Offset,
    findings: &'a Findings,
    figures: Vec<Figure>,
    /// How many entries of the file were read.
    number: usize,
    /// The source of the entry before.
    last: Option<Arc<Source>>,
}

impl Reading<'_> {
    fn table(&mut self, file: &DataFile) {
        let (findings, zone) = (self.findings, self.zone);
        let table = Table::open(file, Holds::Figures, findings);
        let columns = Columns::of(&table);
        // These may be told by other columns.
        let (mut map, of_map) = table.map(&["value", "indicator", "region"]);
        table.each(findings, |row| {
            for ((key, value), &column) in map.iter_mut().zip(&of_map) {
                let told = match key.as_str() {
                    Some("value") => columns.value(&row),
                    Some("indicator") if row.cell(column).is_none() => {
                        owned(row.cell(columns.indicator_name))
                    }
                    Some("region") if row.cell(column).is_none() => owned(row.cell(columns.region_name)),
                    _ => None,
                };
                let told = told.or_else(|| owned(row.cell(column)));
                *value = told.map_or(Value::Null, Value::String);
            }
            let fields = Fields::new(&map, vec![Step::Index(row.position)], &table, findings);
            let Some(mut entry) = entry_of_row(fields, zone) else { return };
            entry.period = period(entry.period, &row, &columns);
            if !self.add(&mut entry, &table, file, row.position) {
                return;
            }
            let Some(figure) = self.figures.last() else { return };
            columns.check(&row, figure, self.tables, |differing| {
                let place = table.place(&[Step::Index(row.position), differing.key.into()], false);
                findings.borrow_mut().push(say::told_otherwise(
                    place,
                    table.head(differing.key),
                    differing.written,
                    &differing.expected,
                ));
            });
        });
    }

    /// Looks an entry up. Whether it is a figure.
    fn add(&mut self, entry: &mut Entry, places: &dyn Places, file: &DataFile, position: usize) -> bool {
        // Rows of one source share it.
        if entry.source.is_some() && entry.source == self.last {
            entry.source.clone_from(&self.last);
        } else if entry.source.is_some() {
            self.last.clone_from(&entry.source);
        }
        self.number += 1;
        let place = |steps: &[Step]| {
            let path: Vec<Step> = entry.at_path.iter().chain(steps).cloned().collect();
            places.place(&path, false)
        };
        let mut found = Vec::new();
        let figure = resolve::figure(entry, self.defaults, self.tables, &file.file, &place, &mut found);
        self.findings.borrow_mut().append(&mut found);
        let Some(mut figure) = figure else { return false };
        figure.anchor = format!("f-{}", self.number);
        figure.ordinal = self.number - 1;
        figure.position = position;
        self.figures.push(figure);
        true
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// The period of a row: as written, by its kind and dates, or both.
fn period(written: Option<PeriodText>, row: &Row<'_>, columns: &Columns) -> Option<PeriodText> {
    let cell = |column| owned(row.cell(column));
    let (kind, start, end) =
        (cell(columns.period_kind), cell(columns.period_start), cell(columns.period_end));
    match written {
        _ if kind.is_none() && start.is_none() && end.is_none() => written,
        Some(PeriodText::Text(text)) => Some(PeriodText::Both { text, kind, start, end }),
        _ => Some(PeriodText::Parts { kind, start, end, label: None }),
    }
}

/// A row of a table: the keys of a long entry, `source_*` and `change_against` for what is nested there.
fn entry_of_row(mut fields: Fields<'_>, zone: Offset) -> Option<Entry> {
    let source = Source {
        name: fields.text("source_name").unwrap_or_default(),
        url: front_matter::address(&mut fields, "source_url"),
        author: fields.text("source_author"),
        editor: fields.text("source_editor"),
        date: front_matter::date(&mut fields, "source_date", zone),
        accessed: front_matter::date(&mut fields, "source_accessed", zone),
        licence: fields.text("source_licence"),
    };
    let against = fields.text("change_against");
    let indicator = fields.text("indicator");
    if indicator.is_none() {
        fields.say(say::no_key(fields.place(&[]), "indicator"));
    }
    let mut entry = entries::long(fields, zone)?;
    entry.indicator = indicator?;
    entry.source = (source != Source::default()).then(|| Arc::new(source));
    if let Some(change) = &mut entry.change {
        change.against = against;
    }
    Some(entry)
}

/// The places of the rows of a data file.
pub enum Located<'a> {
    /// Of a table.
    Table(Table<'a>),
    /// Of a YAML list.
    Yaml(YamlRows<'a>, Vec<Value>),
}

impl<'a> Located<'a> {
    /// Reads `file` again.
    pub fn new(file: &'a DataFile) -> Self {
        // All that is wrong with it was said when it was read first.
        let said = Findings::default();
        if is_table(file) {
            let table = Table::open(file, Holds::Figures, &said);
            table.each(&said, |_| {});
            return Self::Table(table);
        }
        let rows = match yaml::read(&file.text) {
            Ok(Value::Sequence(rows)) => rows,
            _ => Vec::new(),
        };
        Self::Yaml(YamlRows::new(file, rows.len()), rows)
    }

    /// Where the row at `position` says `key`; where it does not, the row.
    pub fn place(&self, position: usize, key: &'static str) -> Place {
        let path = |row: Step| if key.is_empty() { vec![row] } else { vec![row, key.into()] };
        match self {
            Self::Table(table) => table.place(&path(Step::Index(position)), false),
            Self::Yaml(all, rows) => {
                let (places, row) = all.row(position);
                let map = rows.get(position).and_then(Value::as_mapping);
                let short = map.and_then(|it| it.keys().next()).and_then(Value::as_str);
                match (map.is_some_and(|it| it.contains_key("indicator")), short) {
                    // The short form: `indicator: value`.
                    (false, Some(indicator)) => places.place(&[row, indicator.into()], false),
                    _ => places.place(&path(row), false),
                }
            }
        }
    }
}

/// Every head that a column of a table of figures may have.
pub fn heads() -> impl Iterator<Item = &'static str> {
    columns::all_heads()
}

fn is_table(file: &DataFile) -> bool {
    file.sheet.is_some() || file.file.ends_with(".csv")
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default()
}

/// Calls `read` with the fields of each row of `file`, a table of the site's own rows.
fn each_row<'f>(file: &'f DataFile, findings: &'f Findings, mut read: impl FnMut(Fields<'_>)) {
    if !is_table(file) {
        each_yaml_row(file, findings, |_, fields| read(fields));
        return;
    }
    let table = Table::open(file, Holds::OwnRows, findings);
    let (mut map, of_map) = table.map(&[]);
    table.each(findings, |row| {
        for (value, &column) in map.values_mut().zip(&of_map) {
            *value = owned(row.cell(column)).map_or(Value::Null, Value::String);
        }
        read(Fields::new(&map, vec![Step::Index(row.position)], &table, findings));
    });
}

fn each_yaml_row<'f>(file: &'f DataFile, findings: &'f Findings, mut read: impl FnMut(usize, Fields<'_>)) {
    let place = |at: Range<usize>| Place::in_text(file.file.clone(), &file.text, at);
    match yaml::read(&file.text) {
        Err(broken) => findings.borrow_mut().push(front_matter::say_broken(broken, place)),
        Ok(Value::Sequence(rows)) => {
            let all = YamlRows::new(file, rows.len());
            for (index, row) in rows.iter().enumerate() {
                let (places, first) = all.row(index);
                match row {
                    Value::Mapping(map) => {
                        read(index, Fields::new(map, vec![first], &places, findings));
                    }
                    _ => findings.borrow_mut().push(say_map::not_a_map(places.place(&[first], false))),
                }
            }
        }
        Ok(Value::Null) => {}
        Ok(_) => {
            let whole = yaml::place(&file.text, &[], false);
            findings.borrow_mut().push(say::not_a_list(place(whole)));
        }
    }
}
