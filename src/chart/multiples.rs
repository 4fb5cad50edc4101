//! Small multiples: one indicator over the years, a field of its own for each name, all on the same scale.
//!
//! Each field says its name and the last value as written; the scale is told once, above them all. Lines break where a year is
//! missing. What a field has no room for stands in the table.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::paint::Paint;
use super::scale::{Values, Years};
use super::symbol::Symbol;
use super::{At, Form, Line, Series, Unit, YearPoint, measure};
use crate::diag::Language;

/// Height of the field of a line.
const FIELD: i32 = 64 * UNIT;
/// Between two columns and between two rows.
const GAP: (i32, i32) = (24 * UNIT, 18 * UNIT);
/// Radius of a mark.
const RADIUS: i32 = 25;
/// Radius of the last one, whose value is written.
const LAST: i32 = 4 * UNIT;

/// The chart in a form; nothing where no series has a point.
pub(super) fn draw(chart: &Line, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field of one name with its coordinates.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Years, Values>>;

struct Layout<'a> {
    form: Form,
    heading: Vec<String>,
    years: Years,
    values: Values,
    /// First and last year, as they stand below each field.
    span: (i32, i32),
    cells: Vec<Cell<'a>>,
    width: i32,
    height: i32,
}

struct Cell<'a> {
    name: Vec<String>,
    last: Vec<String>,
    points: Vec<&'a YearPoint>,
    left: i32,
    top: i32,
    /// Upper end of the field.
    field: i32,
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Line, form: Form) -> Option<Self> {
        let columns = form.columns.max(1);
        let points = || chart.series.iter().flat_map(|series| &series.points);
        let years = Years::spanning(points().map(|point| point.at))?;
        let values = super::line::axis(&chart.unit, points())?;
        let first = points().map(|point| point.at.year()).min()?;
        let last = points().map(|point| point.at.year()).max()?;
        let heading = heading(chart, &values, form);
        let width = (form.width - (columns - 1) * GAP.0) / columns;
        let limit = width / form.size * 1000;
        let mut top = i32::try_from(heading.len()).unwrap_or_default() * form.leading() + 8 * UNIT;
        let mut cells: Vec<Cell<'_>> = Vec::new();
        let drawn: Vec<&Series> = chart.series.iter().filter(|it| !it.points.is_empty()).collect();
        for row in drawn.chunks(usize::try_from(columns).unwrap_or(1)) {
            let texts: Vec<(Vec<String>, Vec<String>, Vec<&YearPoint>)> = row
                .iter()
                .map(|series| {
                    let mut points: Vec<&YearPoint> = series.points.iter().collect();
                    points.sort_by_key(|point| (point.at.position(), point.mark.number));
                    let value = points.last().map_or_else(String::new, |point| {
                        // A line that ends before the others says when.
                        let year = point.at.year();
                        let when = if year == last { String::new() } else { format!(" · {year}") };
                        format!("{}{when}", point.mark.written)
                    });
                    (measure::wrap(&series.name, limit), measure::wrap(&value, limit), points)
                })
                .collect();
            let lines = texts.iter().map(|(name, last, _)| name.len() + last.len()).max().unwrap_or(2);
            let above = i32::try_from(lines).unwrap_or(2) * form.leading() + 6 * UNIT;
            for (column, (name, last, points)) in (0..).zip(texts) {
                let left = column * (width + GAP.0);
                cells.push(Cell { name, last, points, left, top, field: top + above });
            }
            top += above + FIELD + 4 * UNIT + form.leading() + GAP.1;
        }
        Some(Self { form, heading, years, values, span: (first, last), cells, width, height: top - GAP.1 })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let form = self.form;
        let count = i32::try_from(self.heading.len()).unwrap_or_default();
        let middle = count * form.leading() / 2;
        form.draw_text(&self.heading, (0, middle), Paint::Unit, HPos::Left, canvas)?;
        for cell in &self.cells {
            self.draw_field(cell, canvas)?;
        }
        for cell in &self.cells {
            let first = cell.top + form.leading() / 2;
            for (nth, (line, paint)) in (0..).zip(
                cell.name
                    .iter()
                    .map(|it| (it, Paint::Strong))
                    .chain(cell.last.iter().map(|it| (it, Paint::Value))),
            ) {
                let at = (cell.left, first + nth * form.leading());
                canvas.draw(&Text::new(line.as_str(), at, paint.text(form.size, HPos::Left)))?;
            }
        }
        for cell in &self.cells {
            let middle = cell.field + FIELD + 4 * UNIT + form.leading() / 2;
            let (first, last) = self.span;
            let field = self.field(cell, canvas);
            for year in if first == last { vec![first] } else { vec![first, last] } {
                let half = form.measure("0000") / 2;
                // Below its place, and inside of the cell.
                let (x, _) = field.map_coordinate(&(At::Year(year), self.values.low()));
                let x = x.max(cell.left + half).min(cell.left + self.width - half);
                let style = Paint::Tick.text(form.size, HPos::Center);
                canvas.draw(&Text::new(year.to_string(), (x, middle), style))?;
            }
        }
        Ok(())
    }

    fn field<'c>(&self, cell: &Cell<'_>, canvas: &Canvas<'c>) -> Field<'c> {
        let across = cell.left..cell.left + self.width;
        let up = cell.field + FIELD - LAST..cell.field + LAST;
        canvas.apply_coord_spec(Cartesian2d::new(self.years.clone(), self.values.clone(), (across, up)))
    }

    fn draw_field(&self, cell: &Cell<'_>, canvas: &Canvas<'_>) -> Drawn {
        let (left, right) = (cell.left, cell.left + self.width);
        let (top, bottom) = (cell.field, cell.field + FIELD);
        let field = self.field(cell, canvas);
        canvas.draw(&PathElement::new(vec![(left, top), (right, top)], Paint::Grid.style()))?;
        canvas.draw(&PathElement::new(vec![(left, bottom), (right, bottom)], Paint::Base.style()))?;
        let place = |point: &YearPoint| field.map_coordinate(&(point.at, point.mark.number));
        for run in cell.points.chunk_by(|one, other| other.at.year() - one.at.year() <= 1) {
            if run.len() > 1 {
                let path: Vec<(i32, i32)> = run.iter().map(|point| place(point)).collect();
                canvas.draw(&PathElement::new(path, Paint::Line(0).style()))?;
            }
        }
        for (nth, point) in cell.points.iter().enumerate() {
            let radius = if nth + 1 == cell.points.len() { LAST } else { RADIUS };
            let paint = if point.mark.approximate { Paint::Hollow(0) } else { Paint::Dot(0) };
            canvas.draw(&Shape::symbol(place(point), Symbol::Circle, radius, paint))?;
        }
        Ok(())
    }
}

/// What all fields share: the scale from its lower to its upper end, with the unit.
fn heading(chart: &Line, values: &Values, form: Form) -> Vec<String> {
    let labels = values.labels(&chart.unit, chart.language);
    let (Some(low), Some(high)) = (labels.first(), labels.last()) else { return Vec::new() };
    let unit = match &chart.unit {
        Unit::Count(unit) => unit.trim(),
        Unit::Percent => "",
    };
    let text = match chart.language {
        Language::Chinese => format!("各图纵轴相同：{low}–{high}{unit}"),
        Language::English => format!("All on one scale: {low}–{high} {unit}"),
    };
    let text = match chart.time.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
        Some(time) if chart.language == Language::Chinese => format!("{text}；{time}"),
        Some(time) => format!("{text}; {time}"),
        None => text,
    };
    measure::wrap(&text, form.width / form.size * 1000)
}
