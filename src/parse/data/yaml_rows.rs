//! The rows of a YAML list, each looked at on its own: what asks the parser for a place or a spelling reads one row, and not the
//! file from its beginning.

use std::cell::OnceCell;
use std::ops::Range;

use super::DataFile;
use super::lines::Lines;
use crate::diag::Place;
use crate::parse::fields::Places;
use crate::parse::yaml::{self, Step};

/// The rows of a file.
pub struct YamlRows<'a> {
    file: &'a DataFile,
    /// The first byte of each row; none where rows cannot be told apart without the parser.
    starts: Option<Vec<usize>>,
    lines: OnceCell<Lines>,
}

impl<'a> YamlRows<'a> {
    /// The `count` rows of `file`.
    pub fn new(file: &'a DataFile, count: usize) -> Self {
        let text = file.text.as_bytes();
        let begins = |&at: &usize| {
            text.get(at) == Some(&b'-')
                && matches!(text.get(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
        };
        // A list that is indented, or written in brackets, has other rows than these.
        let ends = memchr::memchr_iter(b'\n', text).map(|at| at + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(ends).filter(begins).collect();
        Self { file, starts: Some(starts).filter(|it| it.len() == count), lines: OnceCell::new() }
    }

    /// The row at `index`, and the path to it within what it is read from.
    pub fn row(&self, index: usize) -> (YamlRow<'_>, Step) {
        let text = &self.file.text;
        let alone = self.starts.as_ref().and_then(|starts| {
            let yaml = *starts.get(index)?..starts.get(index + 1).copied().unwrap_or(text.len());
            // What an alias stands for may be said in another row.
            (!text[yaml.clone()].contains('*')).then_some(yaml)
        });
        let step = Step::Index(if alone.is_some() { 0 } else { index });
        (YamlRow { rows: self, yaml: alone.unwrap_or(0..text.len()) }, step)
    }
}

/// A row.
pub struct YamlRow<'a> {
    rows: &'a YamlRows<'a>,
    /// The bytes of the file that it is read from.
    yaml: Range<usize>,
}

impl YamlRow<'_> {
    fn text(&self) -> &str {
        &self.rows.file.text[self.yaml.clone()]
    }
}

impl Places for YamlRow<'_> {
    fn place(&self, path: &[Step], of_key: bool) -> Place {
        let DataFile { file, text, .. } = self.rows.file;
        let range = yaml::place(self.text(), path, of_key);
        let lines = self.rows.lines.get_or_init(|| Lines::new(text));
        lines.place(file, text, self.yaml.start + range.start..self.yaml.start + range.end)
    }

    fn contains(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    fn spelling(&self, path: &[Step]) -> Option<String> {
        yaml::spelling(self.text(), path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> DataFile {
        DataFile { file: "a.yaml".into(), text: text.to_owned(), sheet: None }
    }

    #[test]
    fn a_row_alone_says_what_the_whole_file_says() {
        for text in [
            "# 注\n- a: 1.50\n  b: |\n    - x\n- a: 2.50\n  b: y\n",
            "- {a: 1.50, b: x}\n-\n  a: 2.50\n  b: y",
            "  - a: 1.50\n    b: x\n  - a: 2.50\n    b: y\n",
            "- a: &n 1.50\n  b: x\n- a: 2.50\n  b: *n\n",
            "[{a: 1.50, b: x}, {a: 2.50, b: y}]\n",
        ] {
            let file = file(text);
            let rows = YamlRows::new(&file, 2);
            for (index, spelt) in ["1.50", "2.50"].into_iter().enumerate() {
                let (row, first) = rows.row(index);
                assert_eq!(row.spelling(&[first.clone(), "a".into()]).as_deref(), Some(spelt), "{text}");
                for key in ["a", "b"] {
                    let range = yaml::place(text, &[Step::Index(index), key.into()], false);
                    let expected = Place::in_text(file.file.clone(), text, range);
                    assert_eq!(row.place(&[first.clone(), key.into()], false), expected, "{text}");
                }
            }
        }
    }
}
