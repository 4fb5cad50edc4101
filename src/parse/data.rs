//! `content/_data/`: figures in bulk, and rows that extend or override the built-in tables.
//!
//! `indicators`, `regions` and `sessions` (`.csv`, `.yaml`) belong to the tables; every other file holds figures, a row each.
//! A row is a map, whether it comes from CSV or YAML, and is read by the same reader as front matter.

use std::ops::Range;
use std::sync::Arc;

use jiff::tz::Offset;
use serde_yaml::{Mapping, Value};

use super::entries::{self, Entry};
use super::fields::{Fields, Findings, Places, YamlText};
use super::front_matter;
use super::yaml::{self, Step};
use super::{Tables, resolve};
use crate::diag::{Diagnostic, Place, data as say, figures as say_figure, front_matter as say_map};
use crate::digest::Source;
use crate::figures::catalogue::{self, Better, FormulaError, Indicator, Kind, Tier, formula};
use crate::figures::ledger::Figure;
use crate::figures::partial_date::{DateError, PartialDate};
use crate::figures::quantity;
use crate::figures::region::{Level, Region, Regions};
use crate::figures::session::Session;

/// A data file as text.
#[derive(Debug)]
pub struct DataFile {
    /// Its path from the site's root.
    pub file: Arc<str>,
    /// Its text.
    pub text: String,
}

/// The built-in tables with what the site's own ones add.
pub fn tables(files: &[DataFile], findings: &Findings) -> Tables {
    let mut tables = Tables::builtin();
    // Codes and places of the successors that the site names.
    let mut successors: Vec<(String, Place)> = Vec::new();
    for file in files {
        let insert: fn(&mut Tables, &mut Fields<'_>) -> Result<(), Box<Diagnostic>> = match stem(&file.file) {
            "indicators" => indicator,
            "regions" => region,
            "sessions" => session,
            _ => continue,
        };
        each_row(file, findings, |_, mut fields| {
            // A row that lacks what it needs is not read to its end: what is left of it is not unknown.
            match insert(&mut tables, &mut fields) {
                Ok(()) => {
                    if stem(&file.file) == "regions"
                        && let (Some(code), Some(_)) = (fields.text("code"), fields.text("successor"))
                    {
                        successors.push((code, fields.place(&["successor".into()])));
                    }
                    fields.finish();
                }
                Err(wrong) => fields.say(*wrong),
            }
        });
    }
    let wrong = successors.into_iter().filter_map(|(code, place)| successor(&tables.regions, &code, place));
    findings.borrow_mut().extend(wrong);
    for file in files.iter().filter(|file| stem(&file.file) == "indicators") {
        // Formulas name other indicators, also of later rows. What else is wrong with a row has been said.
        each_row(file, &Findings::default(), |_, fields| ties(&mut tables, fields, findings));
    }
    tables
}

/// What is wrong with the successor that a site names for the region with `code`.
fn successor(regions: &Regions, code: &str, place: Place) -> Option<Diagnostic> {
    let region = regions.get(code)?;
    let written = region.successor.as_deref()?;
    if regions.get(written).is_none() {
        let near = regions.find(written).ok().map(|it| (&*it.code, &*it.name));
        return Some(say::unknown_successor(place, written, near));
    }
    let circle = regions.circle(region)?;
    let names: Vec<&str> = circle.iter().chain([&region]).map(|it| &*it.name).collect();
    Some(say::circular_successor(place, &names))
}

/// How an indicator of the site hangs together with others.
fn ties(tables: &mut Tables, mut fields: Fields<'_>, findings: &Findings) {
    let Some(id) = fields.text("id") else { return };
    let Some(position) = tables.catalogue.position(&id) else { return };
    let mut read = |key: &'static str| {
        let text = fields.text(key).filter(|text| !text.is_empty())?;
        if key == "formula" && !formula::is_meant(&text, &id, &tables.catalogue) {
            return None;
        }
        let place = || fields.place(&[key.into()]);
        match formula::read(&text, &id, &tables.catalogue) {
            Ok(formula) => return Some(formula),
            Err(FormulaError::Unreadable) => findings.borrow_mut().push(say::bad_formula(place(), &text)),
            Err(FormulaError::Unknown(name)) => {
                let group = id.split_once('.').map_or("", |(group, _)| group);
                let of_group = tables.catalogue.nearest(&format!("{group}.{name}"));
                let near = of_group.or_else(|| tables.catalogue.nearest(&name));
                let near = near.map(|it| (&*it.id, &*it.name_zh));
                findings.borrow_mut().push(crate::diag::figures::unknown_indicator(place(), &name, near));
            }
        }
        None
    };
    let [formula, parts, at_most] = ["formula", "parts", "at_most"].map(&mut read);
    if formula.is_none() && parts.is_none() && at_most.is_none() {
        return;
    }
    let ties = tables.catalogue.ties_mut(position);
    ties.formula = formula.or(ties.formula.take());
    ties.parts = parts.or(ties.parts.take());
    ties.at_most = at_most.or(ties.at_most.take());
}

/// The figures of all other files, looked up in `tables`.
pub fn figures(
    files: &[DataFile],
    tables: &Tables,
    defaults: &resolve::Defaults,
    zone: Offset,
    findings: &Findings,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    for file in files.iter().filter(|file| !matches!(stem(&file.file), "indicators" | "regions" | "sessions"))
    {
        let mut last: Option<Arc<Source>> = None;
        let csv = file.file.ends_with(".csv");
        let mut number = 0;
        each_row(file, findings, |position, fields| {
            let entry = if csv { row(fields, zone) } else { written(fields, zone) };
            let Some((mut entry, places)) = entry else { return };
            // Rows of one source share it.
            if entry.source.is_some() && entry.source == last {
                entry.source.clone_from(&last);
            } else if entry.source.is_some() {
                last.clone_from(&entry.source);
            }
            number += 1;
            let place = |steps: &[Step]| {
                let path: Vec<Step> = entry.at_path.iter().chain(steps).cloned().collect();
                places.place(&path, false)
            };
            let mut found = Vec::new();
            if let Some(mut figure) =
                resolve::figure(&entry, defaults, tables, &file.file, &place, &mut found)
            {
                figure.anchor = format!("f-{number}");
                figure.ordinal = number - 1;
                figure.position = position;
                figures.push(figure);
            }
            findings.borrow_mut().append(&mut found);
        });
    }
    figures
}

/// What is said of the rows of a table of regions that lie in a region, or are followed by one, that is not in `regions`; of
/// any other file nothing.
pub fn unknown_relatives(file: &DataFile, regions: &Regions) -> Vec<Diagnostic> {
    let mut unknown = Vec::new();
    if stem(&file.file) != "regions" {
        return unknown;
    }
    // What is wrong with the rows themselves was said when they were read first.
    let said = Findings::default();
    each_row(file, &said, |_, mut fields| {
        for key in ["parent", "successor"] {
            let Some(code) = fields.text(key).filter(|it| !it.is_empty()) else { continue };
            if regions.get(&code).is_none() {
                unknown.push(say_figure::unknown_region_code(fields.place(&[key.into()]), &code));
            }
        }
    });
    unknown
}

/// The places of the rows of a data file.
pub enum Located<'a> {
    /// Of a table.
    Csv(CsvText<'a>),
    /// Of a YAML list.
    Yaml(YamlText<'a>, Vec<Value>),
}

impl<'a> Located<'a> {
    /// Reads `file` again.
    pub fn new(file: &'a DataFile) -> Self {
        // All that is wrong with it was said when it was read first.
        let said = Findings::default();
        if file.file.ends_with(".csv") {
            return Self::Csv(CsvText::read(file, &said).0);
        }
        let rows = match yaml::read(&file.text) {
            Ok(Value::Sequence(rows)) => rows,
            _ => Vec::new(),
        };
        Self::Yaml(YamlText { file: &file.file, text: &file.text, yaml: 0..file.text.len() }, rows)
    }

    /// Where the row at `position` says `key`; where it does not, the row.
    pub fn place(&self, position: usize, key: &'static str) -> Place {
        let row = Step::Index(position);
        let path = if key.is_empty() { vec![row] } else { vec![row, key.into()] };
        match self {
            Self::Csv(table) => table.place(&path, false),
            Self::Yaml(text, rows) => {
                let map = rows.get(position).and_then(Value::as_mapping);
                let short = map.and_then(|it| it.keys().next()).and_then(Value::as_str);
                match (map.is_some_and(|it| it.contains_key("indicator")), short) {
                    // The short form: `indicator: value`.
                    (false, Some(indicator)) => text.place(&[path[0].clone(), indicator.into()], false),
                    _ => text.place(&path, false),
                }
            }
        }
    }
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default()
}

/// Calls `read` with the fields of each row of `file`.
fn each_row<'f>(file: &'f DataFile, findings: &'f Findings, mut read: impl FnMut(usize, Fields<'_>)) {
    if file.file.ends_with(".csv") {
        let (table, rows) = CsvText::read(file, findings);
        for (index, row) in rows.iter().enumerate() {
            read(index, Fields::new(row, vec![Step::Index(index)], &table, findings));
        }
        return;
    }
    let source = YamlText { file: &file.file, text: &file.text, yaml: 0..file.text.len() };
    let place = |at: Range<usize>| Place::in_text(file.file.clone(), &file.text, at);
    match yaml::read(&file.text) {
        Err(broken) => findings.borrow_mut().push(front_matter::say_broken(broken, place)),
        Ok(Value::Sequence(rows)) => {
            for (index, row) in rows.iter().enumerate() {
                match row {
                    Value::Mapping(map) => {
                        read(index, Fields::new(map, vec![Step::Index(index)], &source, findings));
                    }
                    _ => findings
                        .borrow_mut()
                        .push(say_map::not_a_map(source.place(&[Step::Index(index)], false))),
                }
            }
        }
        Ok(Value::Null) => {}
        Ok(_) => findings.borrow_mut().push(say::not_a_list(source.place(&[], false))),
    }
}

/// An entry of a YAML file: as in front matter.
fn written<'a>(fields: Fields<'a>, zone: Offset) -> Option<(Entry, &'a dyn Places)> {
    let places = fields.places();
    let entry = entries::of_list(fields, zone)?;
    Some((entry, places))
}

/// A row of a CSV file: the keys of a long entry, `source_*` and `change_against` for what is nested there.
fn row<'a>(mut fields: Fields<'a>, zone: Offset) -> Option<(Entry, &'a dyn Places)> {
    let places = fields.places();
    let name = fields.text("source_name");
    let url = front_matter::address(&mut fields, "source_url");
    let source = Source {
        author: fields.text("source_author"),
        editor: fields.text("source_editor"),
        date: front_matter::date(&mut fields, "source_date", zone),
        accessed: front_matter::date(&mut fields, "source_accessed", zone),
        licence: fields.text("source_licence"),
        name: name.clone().unwrap_or_default(),
        url: url.clone(),
    };
    let against = fields.text("change_against");
    let indicator = fields.text("indicator");
    if indicator.is_none() {
        fields.say(*missing(&fields, "indicator"));
    }
    let mut entry = entries::long(fields, zone)?;
    entry.indicator = indicator?;
    entry.source = (name.is_some() || url.is_some()).then(|| Arc::new(source));
    if let Some(change) = &mut entry.change {
        change.against = against;
    }
    Some((entry, places))
}

fn indicator(tables: &mut Tables, fields: &mut Fields<'_>) -> Result<(), Box<Diagnostic>> {
    let id = fields.text("id").ok_or_else(|| missing(fields, "id"))?;
    if !catalogue::is_id(&id) {
        return Err(Box::new(say::bad_indicator_id(fields.place(&["id".into()]), &id)));
    }
    let old = tables.catalogue.get(&id).cloned();
    let text = |written: Option<String>, old: fn(&Indicator) -> String, base: &Option<Indicator>| {
        written.unwrap_or_else(|| base.as_ref().map(old).unwrap_or_default())
    };
    let units: Vec<String> = split(fields.text("units")).iter().map(|it| plain_unit(it)).collect();
    let unit = fields
        .text("unit")
        .filter(|it| !it.is_empty())
        .map(|it| plain_unit(&it))
        .or_else(|| old.as_ref().map(|it| it.unit.clone()))
        .or_else(|| units.first().cloned());
    let kind =
        word(fields, "kind", &Kind::ALL.map(|it| (it.as_str(), it))).or(old.as_ref().map(|it| it.kind));
    let better =
        word(fields, "better", &Better::ALL.map(|it| (it.as_str(), it))).or(old.as_ref().map(|it| it.better));
    let name_zh = text(fields.text("name_zh"), |it| it.name_zh.clone(), &old);
    if name_zh.is_empty() {
        return Err(missing(fields, "name_zh"));
    }
    let function = text(fields.text("function"), |it| it.function.clone(), &old);
    let definition = fields.text("definition").or_else(|| old.as_ref().and_then(|it| it.definition.clone()));
    let synonyms = split(fields.text("synonyms"));
    let tier =
        word(fields, "tier", &Tier::ALL.map(|it| (it.as_str(), it))).or(old.as_ref().map(|it| it.tier));
    let written = fields.text("formula").or_else(|| fields.text("formula_or_note"));
    // What checks count with is read when all indicators are there.
    let _ = (fields.text("parts"), fields.text("at_most"));
    let formula = written.clone().or_else(|| old.as_ref().and_then(|it| it.formula.clone()));
    if function.is_empty() {
        return Err(missing(fields, "function"));
    }
    let unit = unit.ok_or_else(|| missing(fields, "unit"))?;
    let kind = kind.unwrap_or_else(|| Kind::of_unit(&unit));
    check_units(fields, kind, &unit, &units);
    let mut accepted =
        if units.is_empty() { old.as_ref().map(|it| it.units.clone()).unwrap_or_default() } else { units };
    if !accepted.contains(&unit) && !unit.is_empty() {
        accepted.insert(0, unit.clone());
    }
    tables.catalogue.insert(Indicator {
        id,
        function,
        name_en: text(fields.text("name_en"), |it| it.name_en.clone(), &old),
        name_zh,
        unit,
        units: accepted,
        kind,
        better: better.unwrap_or(Better::Neutral),
        // A site writes it once, in its own language.
        formula_zh: written.or_else(|| old.as_ref().and_then(|it| it.formula_zh.clone())),
        formula,
        definition,
        synonyms: if synonyms.is_empty() { old.map(|it| it.synonyms).unwrap_or_default() } else { synonyms },
        tier: tier.unwrap_or(Tier::Extended),
    });
    Ok(())
}

/// Tells of a unit that no indicator of the kind can have.
fn check_units(fields: &Fields<'_>, kind: Kind, unit: &String, units: &[String]) {
    let main = Some(unit).filter(|it| !kind.takes(it));
    let further = units.iter().find(|it| !kind.takes(it));
    for (key, wrong) in [("unit", main), ("units", further)] {
        if let Some(wrong) = wrong {
            fields.say(say::unit_of_kind(fields.place(&[key.into()]), wrong, kind));
        }
    }
}

/// A unit as values have it: `%` for `％`, 元 for 万元.
fn plain_unit(written: &str) -> String {
    let read = quantity::parse(&format!("1{written}")).ok().map(|it| it.unit).filter(|it| !it.is_empty());
    read.unwrap_or_else(|| written.to_owned())
}

fn split(list: Option<String>) -> Vec<String> {
    let list = list.unwrap_or_default();
    list.split([',', '，', '、']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

fn word<T: Copy>(fields: &mut Fields<'_>, key: &'static str, known: &[(&'static str, T)]) -> Option<T> {
    let written = fields.text(key).filter(|text| !text.is_empty())?;
    let found = known.iter().find(|(name, _)| *name == written).map(|&(_, value)| value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
        fields.say(say_map::not_one_of(fields.place(&[key.into()]), key, &written, &names));
    }
    found
}

fn region(tables: &mut Tables, fields: &mut Fields<'_>) -> Result<(), Box<Diagnostic>> {
    let (code, name, level) = (fields.text("code"), fields.text("name"), fields.text("level"));
    let parent = fields.text("parent").filter(|it| !it.is_empty());
    let (valid_from, valid_to) = (partial_date(fields, "valid_from"), partial_date(fields, "valid_to"));
    let successor = fields.text("successor").filter(|it| !it.is_empty());
    let code = code.ok_or_else(|| missing(fields, "code"))?;
    let name = name.ok_or_else(|| missing(fields, "name"))?;
    let written = level.ok_or_else(|| missing(fields, "level"))?;
    let level = Level::from_letter(&written)
        .ok_or_else(|| say_figure::unknown_level(fields.place(&["level".into()]), &written))?;
    if !matches!(code.len(), 6 | 9) || !code.chars().all(|it| it.is_ascii_digit()) {
        return Err(Box::new(say::bad_code(fields.place(&["code".into()]), &code)));
    }
    tables.regions.insert(Region { code, name, level, parent, valid_from, valid_to, successor });
    Ok(())
}

/// A row without a key it needs.
fn missing(fields: &Fields<'_>, key: &str) -> Box<Diagnostic> {
    Box::new(say::no_key(fields.place(&[]), key))
}

fn session(tables: &mut Tables, fields: &mut Fields<'_>) -> Result<(), Box<Diagnostic>> {
    let region = fields.text("region_code");
    // For the reader of the table only.
    let _ = fields.text("region");
    let evidence = fields.text("evidence");
    let number = |number: Option<u64>| number.and_then(|it| u16::try_from(it).ok());
    let (term, session) = (number(fields.whole_text("term")), number(fields.whole_text("session")));
    let (start, end) = (partial_date(fields, "start"), partial_date(fields, "end"));
    let region = region.ok_or_else(|| missing(fields, "region_code"))?;
    let term = term.ok_or_else(|| missing(fields, "term"))?;
    let number = session.ok_or_else(|| missing(fields, "session"))?;
    let start = start.ok_or_else(|| missing(fields, "start"))?;
    tables.sessions.insert(Session { region, term, number, start, end, evidence });
    Ok(())
}

/// A year, month or day.
fn partial_date(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    let written = fields.text(key).filter(|it| !it.is_empty())?;
    match PartialDate::parse(&written) {
        Ok(date) => Some(date),
        Err(why) => {
            fields.say(say_map::bad_date(
                fields.place(&[key.into()]),
                &written,
                why == DateError::Unreadable,
            ));
            None
        }
    }
}

/// A CSV text with the places of its cells.
pub struct CsvText<'a> {
    file: &'a DataFile,
    columns: Vec<String>,
    /// Byte where each record begins.
    starts: Vec<usize>,
    /// What stands between two cells.
    delimiter: u8,
}

impl<'a> CsvText<'a> {
    /// The rows as maps of their non-empty cells.
    fn read(file: &'a DataFile, findings: &Findings) -> (Self, Vec<Mapping>) {
        let delimiter = delimiter(&file.text);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(file.text.as_bytes());
        let columns: Vec<String> = reader
            .headers()
            .map(|head| head.iter().map(|it| it.trim().to_owned()).collect())
            .unwrap_or_default();
        let mut table = Self { file, columns, starts: Vec::new(), delimiter };
        let mut rows = Vec::new();
        let mut records = reader.records().peekable();
        // The text is UTF-8 and rows may be of any length, so that no record is an error to the reader.
        while let Some(Ok(record)) = records.next() {
            let start = record.position().map_or(0, |it| usize::try_from(it.byte()).unwrap_or(0));
            // An open quote makes one cell of all that follows.
            if records.peek().is_none() && file.text[start..].matches('"').count() % 2 == 1 {
                findings.borrow_mut().push(say::broken_csv(table.line(start)));
                continue;
            }
            if record.len() != table.columns.len() && record.iter().any(|cell| !cell.trim().is_empty()) {
                findings.borrow_mut().push(say::ragged_row(
                    table.line(start),
                    record.len(),
                    table.columns.len(),
                ));
            }
            let cell = |(column, cell): (&String, &str)| {
                let cell = cell.trim();
                (!cell.is_empty()).then(|| (Value::String(column.clone()), Value::String(cell.to_owned())))
            };
            let row: Mapping = table.columns.iter().zip(record.iter()).filter_map(cell).collect();
            if !row.is_empty() {
                table.starts.push(start);
                rows.push(row);
            }
        }
        (table, rows)
    }

    fn line(&self, start: usize) -> Place {
        let text = &self.file.text;
        let start = start + text[start.min(text.len())..].len()
            - text[start.min(text.len())..].trim_start_matches(['\n', '\r']).len();
        let length = text[start.min(text.len())..].lines().next().map_or(0, str::len);
        Place::in_text(self.file.file.clone(), text, start..start + length)
    }

    /// The bytes of the cell in `column` of the record that begins at `start`.
    fn cell(&self, start: usize, column: usize) -> Range<usize> {
        let text = &self.file.text;
        let start = text.len() - text[start.min(text.len())..].trim_start_matches(['\n', '\r']).len();
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
}

/// What stands between the cells of a table. Spreadsheets also write tabs (as Unicode text) and, in some countries, semicolons.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    [b',', b'\t', b';'].into_iter().find(|&it| head.as_bytes().contains(&it)).unwrap_or(b',')
}

impl Places for CsvText<'_> {
    /// A key stands in the head, so that what is wrong with a column is said once.
    fn place(&self, path: &[Step], of_key: bool) -> Place {
        let start = match path.first() {
            _ if of_key => 0,
            Some(Step::Index(row)) => self.starts.get(*row).copied().unwrap_or(0),
            _ => 0,
        };
        let column = path.iter().rev().find_map(|step| match step {
            Step::Key(key) => self.columns.iter().position(|column| column == key),
            Step::Index(_) => None,
        });
        match column {
            Some(column) => Place::in_text(self.file.file.clone(), &self.file.text, self.cell(start, column)),
            None => self.line(start),
        }
    }

    fn contains(&self, _: &str) -> bool {
        false
    }

    fn spelling(&self, _: &[Step]) -> Option<String> {
        None
    }
}
