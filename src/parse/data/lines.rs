//! Where the lines of a file begin: counted once, however many places in it are told.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Place;

/// The lines of a text.
pub struct Lines {
    /// The first byte of each.
    starts: Vec<usize>,
    /// Those among them that begin within a quoted cell.
    quoted: Vec<usize>,
}

impl Lines {
    /// Of `text`.
    pub fn new(text: &str) -> Self {
        let mut lines = Self { starts: vec![0], quoted: Vec::new() };
        let mut is_open = false;
        for at in memchr::memchr2_iter(b'\n', b'"', text.as_bytes()) {
            if text.as_bytes()[at] == b'"' {
                is_open = !is_open;
                continue;
            }
            lines.starts.push(at + 1);
            if is_open {
                lines.quoted.push(at + 1);
            }
        }
        lines
    }

    /// The bytes `range` of `text`, which is the text that was counted, as [`Place::in_text`] has it.
    pub fn place(&self, file: &Arc<str>, text: &str, range: Range<usize>) -> Place {
        let line = self.starts.partition_point(|&it| it <= range.start.min(text.len()));
        Place::on_line(file.clone(), text, range, u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// The row of a spreadsheet that the byte at `at` stands in, from 1: line breaks within cells make none.
    pub fn row(&self, at: usize) -> u32 {
        let before = |list: &[usize]| list.partition_point(|&it| it <= at);
        u32::try_from(before(&self.starts) - before(&self.quoted)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_that_of_a_count_from_the_beginning() {
        let (file, text) = (Arc::from("a.csv"), "a,b\r\n\"x\ny\",近6万\n\n末");
        let lines = Lines::new(text);
        for at in (0..text.len() + 2).filter(|&at| text.is_char_boundary(at.min(text.len()))) {
            let range = at..at + 4;
            assert_eq!(lines.place(&file, text, range.clone()), Place::in_text(file.clone(), text, range));
        }
        let row_of = |words: &str| lines.row(text.find(words).unwrap());
        assert_eq!([row_of("a,b"), row_of("x"), row_of("y"), row_of("末")], [1, 2, 2, 4]);
    }
}
