//! The cells of one sheet, row by row, as texts.
//!
//! [`rows`] reads the cells, shows each as the spreadsheet does, and hands on every row that has something in it. A cell that
//! cannot be read is empty and a [`Flaw`]. Which cells are merged stands behind all of them: who wants that heeded reads
//! again.

use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;

use rust_decimal::Decimal;

use super::Broken;
use super::format::{Epoch, Format};
use super::strings::{CELL_LIMIT, Strings, Words, unescaped};
use super::styles::Styles;
use super::xml::{Element, Token, Xml};

/// How many columns of a sheet are read. The tables have some thirty; a row is kept as long as its last cell.
pub const COLUMNS: usize = 256;

/// The most merged cells that are kept in mind.
const MERGES: usize = 100_000;

/// The most cells that cannot be read; a sheet with more of them is no table.
const FLAWS: usize = 10_000;

/// What the cells of a workbook share.
pub struct Shared {
    /// Texts.
    pub strings: Strings,
    /// Formats.
    pub styles: Styles,
    /// The day that days are counted from.
    pub epoch: Epoch,
}

/// A cell that cannot be read, by its row and column from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Its row.
    pub row: u32,
    /// Its column.
    pub column: u32,
    /// What is wrong with it.
    pub what: Wrong,
}

/// What can be wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It holds an error: `#DIV/0!`.
    Error(String),
    /// Its formula was never computed.
    NotComputed,
    /// Its number is shown in a way that we do not follow, by the code of the format.
    Format(String),
    /// Its number is no number, or a day that is none.
    Number(String),
    /// It is merged with cells beside it: up to this column and row.
    Merged {
        /// Last column.
        column: u32,
        /// Last row.
        row: u32,
    },
    /// It lies in a column behind the last that is read.
    TooFar,
}

/// Merged cells: the first one of each, and the last.
#[derive(Debug, Default)]
pub struct Merges {
    ends: HashMap<(u32, u32), (u32, u32)>,
}

impl Merges {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn add(&mut self, element: &Element<'_>) -> Result<(), Broken> {
        let range = element.attribute("ref").unwrap_or_default();
        let (first, last) = range.split_once(':').unwrap_or_default();
        self.ends.extend(position(first).zip(position(last)));
        if self.ends.len() > MERGES { Err(Broken::TooLarge) } else { Ok(()) }
    }
}

/// What is shown of the value of a cell.
fn short(value: &str) -> String {
    value.chars().take(40).collect()
}

/// Row and column of a reference such as `C5`, `$C$5`.
fn position(reference: &str) -> Option<(u32, u32)> {
    let at = reference.find(|it: char| it.is_ascii_digit())?;
    let (letters, row) = reference.split_at(at);
    let mut column: u32 = 0;
    for letter in letters.bytes().filter(|&it| it != b'$') {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|&it| it < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(digit) + 1)?;
    }
    let row: u32 = row.parse().ok()?;
    (column > 0 && row > 0).then_some((row, column))
}

/// A row being read.
struct Reading<'a> {
    shared: &'a Shared,
    merges: &'a Merges,
    row: u32,
    column: u32,
    cells: Vec<String>,
    flaws: &'a mut Vec<Flaw>,
    /// Cells merged downwards that still go on: last row and text, by column.
    running: HashMap<u32, (u32, String)>,
}

/// Hands every row with something in it to `keep`: its number and its cells up to the last that is not empty; with `merges`,
/// merged cells are heeded. Which there are is returned, unless `keep` ends the reading.
///
/// # Errors
/// As [`Xml::next`].
pub fn rows<R: Read>(
    mut xml: Xml<R>,
    shared: &Shared,
    merges: &Merges,
    flaws: &mut Vec<Flaw>,
    mut keep: impl FnMut(u32, &[String]) -> ControlFlow<()>,
) -> Result<Merges, Broken> {
    let mut found = Merges::default();
    let mut reading =
        Reading { shared, merges, row: 0, column: 0, cells: Vec::new(), flaws, running: HashMap::new() };
    let mut cell = Cell::default();
    loop {
        match xml.next()? {
            Token::Open(element) => match element.name() {
                "row" => {
                    let number = element.number("r").and_then(|it| u32::try_from(it).ok());
                    reading.row = number.unwrap_or(reading.row.saturating_add(1));
                    reading.column = 0;
                    reading.cells.clear();
                }
                "c" => cell.begin(&element),
                "v" => cell.begin_value(),
                "f" => cell.has_formula = true,
                "mergeCell" => found.add(&element)?,
                name => cell.words.open(name),
            },
            Token::Text(text) => cell.text(&text)?,
            Token::Close(name) => match &*name {
                "c" => {
                    reading.end_cell(&mut cell);
                    if reading.flaws.len() > FLAWS {
                        return Err(Broken::TooManyFlaws(FLAWS));
                    }
                }
                "v" => cell.in_value = false,
                "row" => {
                    reading.fill_merged();
                    let length =
                        reading.cells.iter().rposition(|it| !it.is_empty()).map_or(0, |last| last + 1);
                    if length > 0 && keep(reading.row, &reading.cells[..length]).is_break() {
                        return Ok(found);
                    }
                }
                name => cell.words.close(name),
            },
            Token::End => return Ok(found),
            Token::Nothing => {}
        }
    }
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    reference: Option<(u32, u32)>,
    kind: Kind,
    style: Option<usize>,
    has_formula: bool,
    has_value: bool,
    in_value: bool,
    words: Words,
    value: String,
}

/// What the value of a cell is.
#[derive(Clone, Copy, Default)]
enum Kind {
    /// A number, or a day as one.
    #[default]
    Number,
    /// The number of a shared text.
    Shared,
    /// A text.
    Text,
    Flag,
    Error,
    /// A day as ISO writes it.
    Day,
}

impl Cell {
    fn begin(&mut self, element: &Element<'_>) {
        let mut value = std::mem::take(&mut self.value);
        value.clear();
        *self = Self { value, ..Self::default() };
        element.each_attribute(|name, written| match name {
            "r" => self.reference = position(written),
            "s" => self.style = written.parse().ok(),
            "t" => {
                self.kind = match written {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" => Kind::Text,
                    "b" => Kind::Flag,
                    "e" => Kind::Error,
                    "d" => Kind::Day,
                    _ => Kind::Number,
                }
            }
            _ => {}
        });
    }

    fn begin_value(&mut self) {
        self.in_value = true;
        self.has_value = true;
    }

    fn text(&mut self, text: &str) -> Result<(), Broken> {
        if self.in_value {
            self.value.push_str(text);
        } else {
            self.words.text(text, &mut self.value);
        }
        if self.value.len() > CELL_LIMIT { Err(Broken::TooLarge) } else { Ok(()) }
    }

    /// The cell as it is shown.
    fn shown(&self, shared: &Shared) -> Result<String, Wrong> {
        if self.has_formula && !self.has_value {
            return Err(Wrong::NotComputed);
        }
        let value = self.value.trim();
        match self.kind {
            Kind::Shared => {
                let text = value.parse().ok().and_then(|index| shared.strings.get(index));
                text.map(unescaped).ok_or_else(|| Wrong::Number(short(value)))
            }
            Kind::Text => Ok(unescaped(&self.value)),
            Kind::Flag => Ok(if value == "1" { "true" } else { "false" }.to_owned()),
            Kind::Error => Err(Wrong::Error(short(value))),
            // The time of the day is left out, as it is of days that are counted.
            Kind::Day => Ok(value.split('T').next().unwrap_or_default().to_owned()),
            Kind::Number if value.is_empty() => Ok(String::new()),
            Kind::Number => self.number(value, shared),
        }
    }

    fn number(&self, value: &str, shared: &Shared) -> Result<String, Wrong> {
        let default = Format::default();
        let format = self.style.and_then(|style| shared.styles.format(style)).unwrap_or(&default);
        let number = if value.contains(['e', 'E']) {
            Decimal::from_scientific(value).ok()
        } else {
            value.parse::<Decimal>().ok()
        };
        let number = number.ok_or_else(|| Wrong::Number(short(value)))?;
        // Numbers are saved with 17 digits of which 15 are meant.
        let number = number.round_sf(15).unwrap_or(number);
        match (format.show(number, shared.epoch), format) {
            (Some(shown), _) => Ok(shown),
            (None, Format::Unfit(code)) => Err(Wrong::Format(code.clone())),
            (None, _) => Err(Wrong::Number(short(value))),
        }
    }
}

impl Reading<'_> {
    fn end_cell(&mut self, cell: &mut Cell) {
        let column = cell.reference.map_or(self.column.saturating_add(1), |(_, column)| column);
        self.column = column;
        let flaw = |what| Flaw { row: self.row, column, what };
        let text = match cell.shown(self.shared) {
            Ok(text) => text,
            Err(wrong) => {
                self.flaws.push(flaw(wrong));
                String::new()
            }
        };
        let index = usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1);
        if index >= COLUMNS {
            if !text.trim().is_empty() {
                self.flaws.push(flaw(Wrong::TooFar));
            }
            return;
        }
        if let Some(&(last_row, last_column)) = self.merges.ends.get(&(self.row, column))
            && !text.trim().is_empty()
        {
            if last_column > column {
                self.flaws.push(flaw(Wrong::Merged { column: last_column, row: last_row }));
            } else {
                self.running.insert(column, (last_row, text.clone()));
            }
        }
        if self.cells.len() <= index {
            self.cells.resize(index + 1, String::new());
        }
        self.cells[index] = text;
    }

    /// A cell merged downwards says the same in every row that has something of its own.
    fn fill_merged(&mut self) {
        self.running.retain(|_, (last, _)| *last >= self.row);
        if self.running.is_empty() || self.cells.iter().all(|it| it.trim().is_empty()) {
            return;
        }
        for (&column, (_, text)) in &self.running {
            let index = usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1);
            if self.cells.len() <= index {
                self.cells.resize(index + 1, String::new());
            }
            if self.cells[index].is_empty() {
                self.cells[index].clone_from(text);
            }
        }
    }
}

#[cfg(test)]
mod tests;
