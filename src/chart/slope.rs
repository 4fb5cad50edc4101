//! Slopes: the change of a few from one period to another, a line for each between two uprights.
//!
//! Values stand beside the uprights and names behind the later value, moved apart where they would touch; a thin line leads from a
//! label that was moved to its mark.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::label::spread;
use super::paint::Paint;
use super::scale::{Places, Values};
use super::symbol::Symbol;
use super::{Changes, Form, Mark, Unit, colour, measure, tip};

/// Radius of a mark.
const RADIUS: i32 = 4 * UNIT;
/// Between an upright and a label: room for the line that leads to it.
const LEADER: i32 = 16 * UNIT;
/// Between the end of that line and the label.
const GAP: i32 = 4 * UNIT;

/// The chart in a form; nothing where there is no row.
pub(super) fn draw(chart: &Changes, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field with its coordinates: places across, values up.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Places, Values>>;

struct Layout<'a> {
    form: Form,
    chart: &'a Changes,
    periods: [Vec<String>; 2],
    rows: Vec<Row<'a>>,
    values: Values,
    /// Left and right upright.
    uprights: (i32, i32),
    /// Upper and lower end of the field.
    field: (i32, i32),
    height: i32,
}

struct Row<'a> {
    marks: [&'a Mark; 2],
    label: &'a str,
    /// What stands before the left upright and behind the right one.
    labels: [Vec<String>; 2],
    /// How many lines of those are of the value; a name follows.
    values: [usize; 2],
    /// The name, where it stands in the line of the later value, and how far behind the beginning of that.
    name: Option<(i32, String)>,
}

impl Row<'_> {
    /// Width of what stands at a side.
    fn width(&self, side: usize, form: Form) -> i32 {
        let named = self.name.as_ref().filter(|_| side == 1);
        named.map_or(0, |(at, name)| at + form.measure(name)).max(form.widest(&self.labels[side]))
    }
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Changes, form: Form) -> Option<Self> {
        let marks = || chart.rows.iter().flat_map(|row| [&row.before, &row.after]);
        let low = marks().map(|mark| mark.extent().0).min()?;
        let high = marks().map(|mark| mark.extent().1).max()?;
        let values = match chart.unit {
            // No axis is drawn, and no length means a value: the lines take the room there is.
            Unit::Percent => Values::exactly(low, high),
            Unit::Count(_) => Values::from_zero(low, high, false),
        };
        let rows: Vec<Row<'_>> = chart
            .rows
            .iter()
            .map(|row| {
                let mut after = measure::wrap(&row.after.written, form.values);
                let before = measure::wrap(&row.before.written, form.values);
                let values = [before.len(), after.len()];
                let value = form.widest(&after) + form.size / 2;
                let name = measure::tidy(&row.label);
                // In one line where there is room for that.
                let beside = after.len() == 1 && value + form.measure(&name) <= form.width / 3;
                let name = if beside {
                    Some((value, name))
                } else {
                    after.extend(measure::wrap(&row.label, form.names));
                    None
                };
                let (marks, labels) = ([&row.before, &row.after], [before, after]);
                Row { marks, label: &row.label, labels, values, name }
            })
            .collect();
        let periods = [&chart.periods[0], &chart.periods[1]].map(|it| measure::wrap(it, form.names));
        let widest = |side: usize| rows.iter().map(|row| row.width(side, form)).max().unwrap_or_default();
        let beside = |side: usize| widest(side) + LEADER + GAP;
        let half = |side: usize| form.widest(&periods[side]) / 2 + UNIT;
        let uprights = (beside(0).max(half(0)), form.width - beside(1).max(half(1)));
        let needed = |side: usize| rows.iter().map(|row| block(&row.labels[side], form)).sum::<i32>();
        let lines = i32::try_from(periods[0].len().max(periods[1].len())).unwrap_or(1);
        let top = lines * form.leading() + 8 * UNIT + form.leading() / 2;
        let bottom = top + form.field.max(needed(0)).max(needed(1));
        let height = bottom + form.leading();
        Some(Self { form, chart, periods, rows, values, uprights, field: (top, bottom), height })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let ((left, right), (top, bottom)) = (self.uprights, self.field);
        let field = canvas.apply_coord_spec(Cartesian2d::new(
            Places,
            self.values.clone(),
            (0..self.form.width, bottom..top),
        ));
        for (at, period) in [left, right].into_iter().zip(&self.periods) {
            canvas.draw(&PathElement::new(vec![(at, top), (at, bottom)], Paint::Grid.style()))?;
            let count = i32::try_from(period.len()).unwrap_or(1);
            let middle = count * self.form.leading() / 2;
            self.form.draw_text(period, (at, middle), Paint::Strong, HPos::Center, canvas)?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let line = vec![(left, y(&field, row.marks[0])), (right, y(&field, row.marks[1]))];
            canvas.draw(&PathElement::new(line, Paint::Line(colour(index)).style()))?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            for ((at, mark), period) in [left, right].into_iter().zip(row.marks).zip(&self.chart.periods) {
                let colour = colour(index);
                let paint = if mark.approximate { Paint::Hollow(colour) } else { Paint::Dot(colour) };
                let at = (at, y(&field, mark));
                let says = tip([row.label, period], mark, self.chart.language);
                canvas.draw(&Shape::symbol(at, Symbol::of(index), RADIUS, paint).saying(says))?;
            }
        }
        self.draw_labels(0, &field, canvas)?;
        self.draw_labels(1, &field, canvas)
    }

    /// The labels of one side, with a line from each to its mark.
    fn draw_labels(&self, side: usize, field: &Field<'_>, canvas: &Canvas<'_>) -> Drawn {
        let (form, upright) = (self.form, [self.uprights.0, self.uprights.1][side]);
        let outwards = [-1, 1][side];
        let half = form.leading() / 2;
        let wishes: Vec<(i32, i32)> = self
            .rows
            .iter()
            // The value stands beside the mark; what is below it follows.
            .map(|row| {
                let height = block(&row.labels[side], form);
                (y(field, row.marks[side]) + height / 2 - half, height)
            })
            .collect();
        let middles = spread(&wishes, self.field.0 - half, self.field.1 + half);
        for (index, (row, &middle)) in self.rows.iter().zip(&middles).enumerate() {
            let lines = &row.labels[side];
            let first = middle - block(lines, form) / 2 + half;
            let from = (upright + outwards * (RADIUS + UNIT), y(field, row.marks[side]));
            let leader = vec![from, (upright + outwards * LEADER, first)];
            canvas.draw(&PathElement::new(leader, Paint::Leader(colour(index)).style()))?;
        }
        for (row, &middle) in self.rows.iter().zip(&middles) {
            let lines = &row.labels[side];
            let first = middle - block(lines, form) / 2 + half;
            let anchor = if side == 0 { HPos::Right } else { HPos::Left };
            for (nth, line) in lines.iter().enumerate() {
                let paint = if nth < row.values[side] { Paint::Value } else { Paint::Name };
                let at = (
                    upright + outwards * (LEADER + GAP),
                    first + i32::try_from(nth).unwrap_or_default() * form.leading(),
                );
                canvas.draw(&Text::new(line.as_str(), at, paint.text(form.size, anchor)))?;
            }
            if let Some((offset, name)) = row.name.as_ref().filter(|_| side == 1) {
                let at = (upright + LEADER + GAP + offset, first);
                canvas.draw(&Text::new(name.as_str(), at, Paint::Name.text(form.size, anchor)))?;
            }
        }
        Ok(())
    }
}

fn y(field: &Field<'_>, mark: &Mark) -> i32 {
    field.map_coordinate(&(0, mark.number)).1
}

/// Height of a label with the gap to the next one.
fn block(lines: &[String], form: Form) -> i32 {
    i32::try_from(lines.len()).unwrap_or(1) * form.leading() + 4 * UNIT
}
