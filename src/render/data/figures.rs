//! The rows of figures, as CSV and as JSON: written once, copied by every table that wants them.

use std::borrow::Cow;

use super::Data;
use super::columns::FIGURES;
use super::csv_rows::{CsvRows, CsvWriter};
use super::sources::Sources;
use crate::check::Subject;
use crate::figures::ledger::{Complete, Figure};
use crate::figures::number;

/// The cells of a figure, in the order of [`FIGURES`].
type Cells<'a> = [Cow<'a, str>; FIGURES.len()];

/// The rows of all figures.
pub(super) struct FigureRows {
    csv: CsvRows,
    json: Vec<u8>,
    /// Where each JSON row ends.
    json_ends: Vec<usize>,
}

impl FigureRows {
    fn new(data: &Data<'_>) -> Self {
        let count = data.site.ledger.figures().len();
        let mut csv = CsvWriter::new(FIGURES.iter().map(|it| it.name));
        let (mut json, mut json_ends) = (Vec::new(), Vec::with_capacity(count));
        for index in 0..count {
            let cells = data.cells(index);
            push_json(&mut json, &cells);
            json_ends.push(json.len());
            csv.row(cells.iter().map(|it| it.as_bytes()));
        }
        json.shrink_to_fit();
        Self { csv: csv.finish(), json, json_ends }
    }

    fn json_row(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.json_ends[before]);
        &self.json[start..self.json_ends[index]]
    }
}

/// Appends a row as a JSON object of its cells that are not empty.
fn push_json(out: &mut Vec<u8>, cells: &Cells<'_>) {
    let filled = FIGURES.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    for (nth, (column, cell)) in filled.enumerate() {
        out.push(if nth == 0 { b'{' } else { b',' });
        out.push(b'"');
        out.extend_from_slice(column.name.as_bytes());
        out.extend_from_slice(b"\":");
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(&mut *out, &**cell);
    }
    out.push(b'}');
}

impl<'a> Data<'a> {
    /// The rows of some figures as CSV.
    pub fn figures_csv(&self, indices: &[usize]) -> Vec<u8> {
        let rows = self.rows();
        let mut out = rows.csv.head().to_vec();
        for &index in indices {
            out.extend_from_slice(rows.csv.row(index));
        }
        out
    }

    /// The same as a JSON array.
    pub fn figures_json(&self, indices: &[usize]) -> Vec<u8> {
        let rows = self.rows();
        let length: usize = indices.iter().map(|&index| rows.json_row(index).len() + 2).sum();
        let mut out = Vec::with_capacity(length + 4);
        out.push(b'[');
        for (nth, &index) in indices.iter().enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            out.extend_from_slice(rows.json_row(index));
        }
        out.extend_from_slice(b"\n]\n");
        out
    }

    fn rows(&self) -> &FigureRows {
        self.rows.get_or_init(|| FigureRows::new(self))
    }

    /// All sources.
    pub fn sources(&self) -> &Sources<'a> {
        self.sources.get_or_init(|| Sources::new(&self.site.ledger))
    }

    fn cells(&self, index: usize) -> Cells<'_> {
        let (figure, tables) = (self.site.ledger.get(index), &self.site.tables);
        let quantity = &figure.quantity;
        let number = number::plain(quantity.number);
        // The bounds of what is exact are the number itself.
        let bound = |bound: Option<rust_decimal::Decimal>| match bound {
            Some(bound) if bound == quantity.number => number.clone().into(),
            Some(bound) => number::plain(bound).into(),
            None => Cow::Borrowed(""),
        };
        let text = |text: &'a Option<String>| Cow::Borrowed(text.as_deref().unwrap_or_default());
        let source = figure.source.as_deref();
        let change = figure.change.as_deref();
        let (lower, upper) = (bound(quantity.lower), bound(quantity.upper));
        [
            format!("{}#{}", figure.indicator, figure.address).into(),
            (&*figure.indicator).into(),
            tables.catalogue.get(&figure.indicator).map_or("", |it| it.shown(self.language)).into(),
            (&*figure.region).into(),
            tables.regions.get(&figure.region).map_or("", |it| &it.name).into(),
            figure.level.letter().into(),
            text(&figure.category),
            figure.period.label.as_str().into(),
            figure.period.kind.as_str().into(),
            figure.period.start.to_string().into(),
            figure.period.end.map(|it| it.to_string()).unwrap_or_default().into(),
            figure.written.as_str().into(),
            number.into(),
            lower,
            upper,
            quantity.qualifier.as_str().into(),
            quantity.unit.as_str().into(),
            text(&figure.definition),
            text(&figure.denominator),
            change.map_or("", |it| &it.written).into(),
            change.and_then(|it| it.against.as_deref()).unwrap_or_default().into(),
            text(&figure.at),
            text(&figure.note),
            match &figure.parts_complete {
                Complete::None => Cow::Borrowed(""),
                Complete::All => Cow::Borrowed("true"),
                Complete::Of(partitions) => partitions.join(";").into(),
            },
            accepted(figure).into(),
            source.map_or("", |it| &it.name).into(),
            source.and_then(|it| it.url.as_deref()).unwrap_or_default().into(),
            source.and_then(|it| it.date).map(|it| it.iso()).unwrap_or_default().into(),
            self.sources().of(index).map_or("", |it| &it.id).into(),
            self.article_address(index).into(),
            self.status(index),
        ]
    }

    /// `conflict`, `corrected` and `accepted`, those of them that hold of the figure at `index` of the ledger.
    pub fn status(&self, index: usize) -> Cow<'static, str> {
        // They come in the order of their subjects.
        let subject = Subject::Figure(index);
        let accepted = self.site.accepted.binary_search_by(|it| it.subject.cmp(&subject)).is_ok();
        let holding = [
            (self.site.ledger.in_conflict(index), "conflict"),
            (self.site.corrections.of_figure(index).len() > 0, "corrected"),
            (accepted, "accepted"),
        ];
        let mut words = holding.into_iter().filter(|it| it.0).map(|it| it.1);
        match (words.next(), words.next()) {
            (None, _) => "".into(),
            (Some(one), None) => one.into(),
            (Some(one), Some(other)) => {
                let all: Vec<&str> = [one, other].into_iter().chain(words).collect();
                all.join(" ").into()
            }
        }
    }

    /// Absolute where the site has a `base_url`, else from its root; empty for figures of `content/_data/`.
    fn article_address(&self, index: usize) -> String {
        let Some(id) = self.site.figure_pages[index] else { return String::new() };
        let (page, figure) = (&self.site.pages[id], self.site.ledger.get(index));
        let path = format!("{}#{}", page.path, figure.anchor);
        self.absolute(&path).unwrap_or(path)
    }
}

/// `rule: reason; rule: reason`.
fn accepted(figure: &Figure) -> String {
    let all = figure.accept.iter().flat_map(|it| it.iter());
    all.map(|it| format!("{}: {}", it.rule, it.reason)).collect::<Vec<_>>().join("; ")
}
