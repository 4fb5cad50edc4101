//! Workbooks (`.xlsx`): one sheet, as people see it, turned into the text of a table.
//!
//! 1. The container is opened and the list of its sheets read ([`archive`], [`book`]).
//! 2. A sheet is chosen: the one that the settings name, else one that is called 数据, 数字 or figures, else the first one
//!    with a head. Hidden sheets are passed over.
//! 3. Its cells are read as a stream ([`sheet`]), each as the spreadsheet shows it ([`mod@format`]): what comes out is CSV, so that
//!    all that follows is the same for both, with the numbers of its rows beside it.
//!
//! Nothing of a workbook is trusted: parts, tags and the text that comes out have limits that are kept while reading
//! ([`xml`]); other files, macros and links are never opened, and no formula is computed.

mod archive;
mod book;
mod format;
mod sheet;
mod strings;
mod styles;
mod xml;

use std::ops::ControlFlow;
use std::sync::Arc;

use archive::{Archive, PART_LIMIT, SHEET_LIMIT, STRINGS_LIMIT};
use book::{Book, SheetPart};
pub use sheet::{COLUMNS, Flaw, Wrong};
use sheet::{Merges, Shared};
use strings::Strings;
use styles::Styles;

/// The names of sheets that hold the data where a workbook has several.
pub const NAMES: [&str; 4] = ["数据", "数字", "figures", "data"];

/// In how many rows from the top a head is looked for.
pub const HEAD_ROWS: usize = 5;

/// How many names of sheets are told where none fits.
const SHOWN_NAMES: usize = 20;

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is none.
    NoWorkbook,
    /// It is one of the old format (`.xls`).
    OldFormat,
    /// It has a password.
    Locked,
    /// It is cut off, or its parts are not what they should be.
    Damaged,
    /// More comes out of it than is read.
    TooLarge,
    /// More than so many of its cells cannot be read.
    TooManyFlaws(usize),
    /// It has no sheet of the name that the settings give; those that it has.
    NoSuchSheet(Vec<String>),
    /// No sheet that can be seen has a head.
    NoTable(Vec<String>),
}

/// What a sheet says.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// The number of the row of each record of the text.
    pub rows: Vec<u32>,
    /// Cells that cannot be read, sorted by row.
    pub flaws: Vec<Flaw>,
}

/// The sheet of a workbook as CSV. `wanted` names it; else the first with a row that `is_head` is taken. At most `limit` bytes
/// of text come out.
///
/// # Errors
/// [`Broken`].
pub fn read(
    bytes: &[u8],
    wanted: Option<&str>,
    is_head: &dyn Fn(&[String]) -> bool,
    limit: usize,
) -> Result<(String, Sheet), Broken> {
    let mut archive = Archive::open(bytes)?;
    let book = Book::read(&mut archive)?;
    let strings = match &book.strings {
        Some(part) => archive.part(part, STRINGS_LIMIT)?.map(Strings::read).transpose()?,
        None => None,
    };
    let styles = match &book.styles {
        Some(part) => archive.part(part, PART_LIMIT)?.map(Styles::read).transpose()?,
        None => None,
    };
    let shared = Shared {
        strings: strings.unwrap_or_default(),
        styles: styles.unwrap_or_default(),
        epoch: book.epoch,
    };
    let part = choose(&mut archive, &book, &shared, wanted, is_head)?;
    table(&mut archive, part, &shared, limit)
}

fn choose<'b>(
    archive: &mut Archive<'_>,
    book: &'b Book,
    shared: &Shared,
    wanted: Option<&str>,
    is_head: &dyn Fn(&[String]) -> bool,
) -> Result<&'b SheetPart, Broken> {
    let names = || book.sheets.iter().take(SHOWN_NAMES).map(|it| it.name.clone()).collect();
    if let Some(wanted) = wanted {
        return book.sheets.iter().find(|it| it.name == wanted).ok_or_else(|| Broken::NoSuchSheet(names()));
    }
    let visible = || book.sheets.iter().filter(|it| !it.is_hidden);
    let is_named = |it: &&SheetPart| NAMES.contains(&it.name.trim().to_lowercase().as_str());
    if let Some(named) = visible().find(is_named) {
        return Ok(named);
    }
    for part in visible() {
        if has_head(archive, part, shared, is_head)? {
            return Ok(part);
        }
    }
    Err(Broken::NoTable(names()))
}

/// Whether one of the first rows of a sheet is a head.
fn has_head(
    archive: &mut Archive<'_>,
    part: &SheetPart,
    shared: &Shared,
    is_head: &dyn Fn(&[String]) -> bool,
) -> Result<bool, Broken> {
    let xml = archive.part(&part.part, SHEET_LIMIT)?.ok_or(Broken::Damaged)?;
    let (mut seen, mut found) = (0, false);
    sheet::rows(xml, shared, &Merges::default(), &mut Vec::new(), |_, cells| {
        seen += 1;
        found = is_head(cells);
        if found || seen == HEAD_ROWS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(found)
}

fn table(
    archive: &mut Archive<'_>,
    part: &SheetPart,
    shared: &Shared,
    limit: usize,
) -> Result<(String, Sheet), Broken> {
    let mut merges = Merges::default();
    loop {
        let xml = archive.part(&part.part, SHEET_LIMIT)?.ok_or(Broken::Damaged)?;
        let (mut text, mut numbers, mut flaws) = (String::new(), Vec::new(), Vec::new());
        let found = sheet::rows(xml, shared, &merges, &mut flaws, |row, cells| {
            push_record(&mut text, cells);
            numbers.push(row);
            if text.len() > limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if text.len() > limit {
            return Err(Broken::TooLarge);
        }
        if merges.is_empty() && !found.is_empty() {
            merges = found;
            continue;
        }
        text.shrink_to_fit();
        flaws.sort_by_key(|it| (it.row, it.column));
        return Ok((text, Sheet { name: part.name.as_str().into(), rows: numbers, flaws }));
    }
}

/// A row as a record of CSV. A lone empty cell cannot come: such rows are left out.
fn push_record(text: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests;
