//! Stacked bars: for each row a whole cut into the same parts, in the same order and colours.
//!
//! Parts are named in a line of swatches above; each value stands below its own piece, where there is room for it.
//! What has no room is left out here and stands in the table. Bars begin at zero and are as long as the sum of their pieces.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::hatch::hatch;
use super::legend::Legend;
use super::paint::Paint;
use super::scale::{Places, Values};
use super::{Form, Mark, Stacked, colour, measure, tip};
use crate::diag::Language;

/// Thickness of a bar, and the gap to the values below it.
const BAR: (i32, i32) = (18 * UNIT, 2 * UNIT);
/// Above and below a row.
const MARGIN: i32 = 5 * UNIT;
/// Between a name and its bar.
const GAP: i32 = 7 * UNIT;
/// Between two pieces.
const BETWEEN: i32 = 15;
/// Between two values.
const APART: i32 = 4 * UNIT;

/// The chart in a form; nothing where no row adds up to anything.
pub(super) fn draw(chart: &Stacked, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field with its coordinates: values across, places down.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Values, Places>>;

struct Layout<'a> {
    form: Form,
    language: Language,
    /// What time it is about.
    time: Vec<String>,
    /// Names of the parts.
    parts: &'a [String],
    legend: Legend,
    rows: Vec<Row<'a>>,
    values: Values,
    left: i32,
    /// Upper end of the field.
    top: i32,
    height: i32,
}

struct Row<'a> {
    label: &'a str,
    name: Vec<String>,
    middle: i32,
    top: i32,
    pieces: Vec<Piece<'a>>,
}

struct Piece<'a> {
    mark: &'a Mark,
    part: usize,
    start: Decimal,
    end: Decimal,
}

impl Piece<'_> {
    fn paint(&self) -> Paint {
        let colour = colour(self.part);
        if self.mark.approximate { Paint::HollowBar(colour) } else { Paint::Bar(colour) }
    }
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Stacked, form: Form) -> Option<Self> {
        let time = form.above(chart.time.as_deref());
        let legend = Legend::of(&chart.parts, form);
        let top = form.height_above(&time) + legend.height();
        let mut height = top;
        let mut rows = Vec::with_capacity(chart.rows.len());
        for row in &chart.rows {
            let pieces = pieces(&row.marks);
            let name = measure::wrap(&row.label, form.names);
            let lines = i32::try_from(name.len()).unwrap_or(1) * form.leading();
            let full = (BAR.0 + BAR.1 + form.leading()).max(lines);
            let bar = height + MARGIN + (full - BAR.0 - BAR.1 - form.leading()) / 2;
            // A name of one line stands beside its bar, a longer one beside bar and values.
            let middle = if name.len() == 1 { bar + BAR.0 / 2 } else { height + MARGIN + full / 2 };
            rows.push(Row { label: &row.label, name, middle, top: bar, pieces });
            height += full + 2 * MARGIN;
        }
        let most = rows.iter().filter_map(|row| row.pieces.last()).map(|piece| piece.end).max()?;
        let left = form.widest(rows.iter().flat_map(|row| &row.name)) + GAP;
        let values = Values::exactly(Decimal::ZERO, most);
        let parts = &chart.parts;
        Some(Self { form, language: chart.language, time, parts, legend, rows, values, left, top, height })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let span = self.left..self.form.width - UNIT;
        let field =
            canvas.apply_coord_spec(Cartesian2d::new(self.values.clone(), Places, (span, 0..self.height)));
        self.form.draw_above(&self.time, canvas)?;
        self.legend.draw(self.form.height_above(&self.time), canvas)?;
        self.draw_pieces(&field, canvas)?;
        let base = vec![(self.left, self.top), (self.left, self.height)];
        canvas.draw(&PathElement::new(base, Paint::Base.style()))?;
        for row in &self.rows {
            let at = (self.left - GAP, row.middle);
            self.form.draw_text(&row.name, at, Paint::Name, HPos::Right, canvas)?;
        }
        for row in &self.rows {
            self.draw_values(row, &field, canvas)?;
        }
        Ok(())
    }

    /// The pieces, row by row, and over them their patterns: of those, what is painted alike is written together.
    fn draw_pieces(&self, field: &Field<'_>, canvas: &Canvas<'_>) -> Drawn {
        let mut pieces: Vec<(&Row<'_>, &Piece<'_>)> =
            self.rows.iter().flat_map(|row| row.pieces.iter().map(move |piece| (row, piece))).collect();
        // Paper between neighbours tells them apart where their colours do not.
        let span = |piece: &Piece<'_>| {
            let (start, end) = (x(field, piece.start), x(field, piece.end));
            (start, (end - BETWEEN).max(start + UNIT / 2))
        };
        for &(row, piece) in &pieces {
            let (start, end) = span(piece);
            let part = self.parts.get(piece.part).map_or("", String::as_str);
            let says = tip([row.label, part], piece.mark, self.language);
            let shape = Shape::area((start, row.top), (end, row.top + BAR.0), piece.paint());
            canvas.draw(&shape.saying(says))?;
        }
        pieces.sort_by_key(|(_, piece)| (piece.part, piece.mark.approximate));
        for &(row, piece) in &pieces {
            let pattern = hatch(piece.paint(), span(piece), row.top + BAR.0 / 2);
            pattern.map_or(Ok(()), |pattern| canvas.draw(&pattern))?;
        }
        Ok(())
    }

    /// The values of a row, each below its own piece; one that is wider than its piece is left out, for it would seem to be of
    /// another one. Behind the last piece there is none.
    fn draw_values(&self, row: &Row<'_>, field: &Field<'_>, canvas: &Canvas<'_>) -> Drawn {
        let form = self.form;
        let middle = row.top + BAR.0 + BAR.1 + form.leading() / 2;
        for (nth, piece) in (1..).zip(&row.pieces) {
            let text = measure::tidy(&piece.mark.written);
            let width = form.measure(&text);
            let (start, end) = (x(field, piece.start), x(field, piece.end));
            let (at, side) = if width + APART <= end - start {
                ((start + end) / 2, HPos::Center)
            } else if nth == row.pieces.len() && start + UNIT + width <= form.width {
                (start + UNIT, HPos::Left)
            } else {
                continue;
            };
            if !text.is_empty() {
                canvas.draw(&Text::new(text, (at, middle), Paint::Value.text(form.size, side)))?;
            }
        }
        Ok(())
    }
}

/// The pieces of a row, one after the other.
fn pieces(marks: &[Option<Mark>]) -> Vec<Piece<'_>> {
    let mut start = Decimal::ZERO;
    let mut pieces = Vec::with_capacity(marks.len());
    for (part, mark) in marks.iter().enumerate() {
        let Some(mark) = mark.as_ref().filter(|mark| mark.number > Decimal::ZERO) else { continue };
        let end = start.saturating_add(mark.number);
        pieces.push(Piece { mark, part, start, end });
        start = end;
    }
    pieces
}

fn x(field: &Field<'_>, value: Decimal) -> i32 {
    field.map_coordinate(&(value, 0)).0
}
