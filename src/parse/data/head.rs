//! Which row of a table is its head, and what parts its cells.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::columns;
use crate::parse::workbook::HEAD_ROWS;

/// A row of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record {
    /// Byte where it begins.
    pub start: usize,
    /// How many rows with something in them stand before it, the head and what is above it included.
    pub nth: usize,
}

/// A reader of the rows of `text`. The text is UTF-8 and rows may be of any length, so that no row is an error to it.
pub fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(text.as_bytes())
}

/// What stands between the cells of a table. Spreadsheets also write tabs (as Unicode text) and, in some countries, semicolons.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

pub fn by_first_line(text: &str) -> u8 {
    let line = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    DELIMITERS.into_iter().find(|it| line.as_bytes().contains(it)).unwrap_or(b',')
}

/// The delimiter under which most heads are found, with the row of the head.
pub fn by_head(text: &str) -> (u8, Option<Record>) {
    let mut best: Option<(u8, Record, usize)> = None;
    for delimiter in DELIMITERS {
        if let Some((head, count)) = of_figures(text, delimiter)
            && best.is_none_or(|(_, _, most)| count > most)
        {
            best = Some((delimiter, head, count));
        }
    }
    best.map_or_else(|| (by_first_line(text), None), |(delimiter, head, _)| (delimiter, Some(head)))
}

/// The first of the rows at the top with at least two heads, and how many it has; none where there is no such row.
pub fn of_figures(text: &str, delimiter: u8) -> Option<(Record, usize)> {
    let mut reader = reader(text, delimiter);
    let mut record = StringRecord::new();
    for nth in 0..HEAD_ROWS {
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            break;
        }
        let count = columns::heads_among(record.iter());
        if count >= 2 {
            let start = record.position().map_or(0, |it| usize::try_from(it.byte()).unwrap_or(0));
            return Some((Record { start, nth }, count));
        }
    }
    None
}
