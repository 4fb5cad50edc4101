//! CSV as Excel and RFC 4180 want it: UTF-8 with a byte order mark, CRLF, nothing that a spreadsheet would run.

/// Collects the rows of a CSV file.
pub struct CsvWriter {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvWriter {
    /// A file that begins with `head`.
    pub fn new<'n>(head: impl IntoIterator<Item = &'n str>) -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let mut it = Self { writer };
        it.row(head);
        it
    }

    /// Adds a row, as long as the head.
    pub fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) {
        // Writing to memory does not fail, and every row is as long as the head.
        let _ = self.writer.write_record(cells);
    }

    /// The file.
    pub fn finish(self) -> CsvRows {
        guarded(&self.writer.into_inner().unwrap_or_default())
    }
}

/// A CSV file in memory whose rows can be taken one by one.
pub struct CsvRows {
    bytes: Vec<u8>,
    /// Where each row ends; the head is the first.
    ends: Vec<usize>,
}

impl CsvRows {
    /// The whole file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Its first row, with the byte order mark.
    pub fn head(&self) -> &[u8] {
        &self.bytes[..self.ends.first().copied().unwrap_or_default()]
    }

    /// A row, from 0; the head is none.
    pub fn row(&self, index: usize) -> &[u8] {
        &self.bytes[self.ends[index]..self.ends[index + 1]]
    }
}

/// Puts a byte order mark before the file, and an apostrophe before every cell that a spreadsheet would take for a formula;
/// notes where the rows end.
fn guarded(bytes: &[u8]) -> CsvRows {
    let mut out = b"\xef\xbb\xbf".to_vec();
    out.reserve(bytes.len());
    let mut ends = Vec::new();
    let (mut quoted, mut at_start) = (false, true);
    for &byte in bytes {
        if at_start && matches!(byte, b'=' | b'+' | b'@' | b'\t') {
            out.push(b'\'');
        }
        out.push(byte);
        if byte == b'"' {
            // The quote that opens a cell is not its first letter.
            quoted = !quoted;
            continue;
        }
        at_start = !quoted && matches!(byte, b',' | b'\n');
        if at_start && byte == b'\n' {
            ends.push(out.len());
        }
    }
    CsvRows { bytes: out, ends }
}
