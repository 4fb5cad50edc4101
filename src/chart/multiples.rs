//! Small multiples: values over the years, a field of its own for each name.
//!
//! 1. Of one indicator all fields have one scale, which is told once, above them. Each says its name and the last value as written.
//! 2. Of different indicators each field has a scale of its own, which is told above them too. Each says its first and last value
//!    as written, with their years.
//! 3. Lines break where a year is missing and fork where sources contradict each other; of the last year all values are written.
//!    What a field has no room for stands in the table.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;

use rust_decimal::Decimal;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::line::marks::{placed, runs};
use super::paint::Paint;
use super::scale::{Values, Years};
use super::symbol::Symbol;
use super::{At, Form, Line, Series, Unit, YearPoint, measure, tip};
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
    language: Language,
    heading: Vec<String>,
    years: Years,
    /// First and last year, as they stand below each field.
    span: (i32, i32),
    cells: Vec<Cell<'a>>,
    width: i32,
    height: i32,
}

struct Cell<'a> {
    series: &'a Series,
    texts: Texts,
    values: Values,
    left: i32,
    top: i32,
    /// Upper end of the field.
    field: i32,
}

/// What stands above a field, in lines.
#[derive(Default)]
struct Texts {
    name: Vec<String>,
    /// First values; empty where they are not written.
    first: Vec<String>,
    last: Vec<String>,
    /// Whether the first values stand before the last ones, not above them.
    beside: bool,
}

impl Texts {
    fn of(series: &Series, end: i32, width: i32, form: Form) -> Self {
        let limit = width / form.size * 1000;
        let own = series.unit.is_some();
        let mut points: Vec<&YearPoint> = series.points.iter().collect();
        points.sort_by_key(|point| (point.at.position(), point.mark.number));
        let moments: Vec<&[&YearPoint]> = points.chunk_by(|one, other| one.at == other.at).collect();
        let written = |moment: Option<&&[&YearPoint]>| -> Vec<String> {
            let Some(year) = moment.and_then(|it| it.first()).map(|point| point.at.year()) else {
                return Vec::new();
            };
            let mut texts: Vec<&str> = Vec::new();
            for point in moment.copied().into_iter().flatten() {
                let text = point.mark.written.as_str();
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            // On one scale, a line that ends before the others says when.
            let when = if own || year != end { format!(" · {year}") } else { String::new() };
            measure::wrap(&format!("{}{when}", texts.join(" / ")), limit)
        };
        let first = if own && moments.len() > 1 { written(moments.first()) } else { Vec::new() };
        let last = written(moments.last());
        let beside = form.widest(&first) + form.size + form.widest(&last) <= width;
        Self { name: measure::wrap(&series.name, limit), first, last, beside }
    }

    fn lines(&self) -> usize {
        let values = if self.beside {
            self.first.len().max(self.last.len())
        } else {
            self.first.len() + self.last.len()
        };
        self.name.len() + values
    }
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Line, form: Form) -> Option<Self> {
        let columns = form.columns.max(1);
        let points = || chart.series.iter().flat_map(|series| &series.points);
        let years = Years::spanning(points().map(|point| point.at))?;
        let common = super::line::axis(&chart.unit, points())?;
        let first = points().map(|point| point.at.year()).min()?;
        let last = points().map(|point| point.at.year()).max()?;
        let drawn: Vec<&Series> = chart.series.iter().filter(|it| !it.points.is_empty()).collect();
        let scale = |series: &Series| {
            let own = series.unit.as_ref().and_then(|unit| super::line::axis(unit, series.points.iter()));
            own.unwrap_or_else(|| common.clone())
        };
        let scales: Vec<Values> = drawn.iter().map(|series| scale(series)).collect();
        let own = drawn.iter().any(|series| series.unit.is_some());
        let scale = if own { scales_differ(&scales, chart.language) } else { one_scale(chart, &common) };
        let heading = heading(scale, chart, form);
        let width = (form.width - (columns - 1) * GAP.0) / columns;
        let mut top = i32::try_from(heading.len()).unwrap_or_default() * form.leading() + 8 * UNIT;
        let mut cells: Vec<Cell<'_>> = Vec::new();
        let all: Vec<(&Series, Values)> = drawn.into_iter().zip(scales).collect();
        for row in all.chunks(usize::try_from(columns).unwrap_or(1)) {
            let texts: Vec<Texts> =
                row.iter().map(|(series, _)| Texts::of(series, last, width, form)).collect();
            let lines = texts.iter().map(Texts::lines).max().unwrap_or(2);
            let above = i32::try_from(lines).unwrap_or(2) * form.leading() + 6 * UNIT;
            for ((column, (series, values)), texts) in (0..).zip(row).zip(texts) {
                let left = column * (width + GAP.0);
                cells.push(Cell { series, texts, values: values.clone(), left, top, field: top + above });
            }
            top += above + FIELD + 4 * UNIT + form.leading() + GAP.1;
        }
        let (language, height) = (chart.language, top - GAP.1);
        Some(Self { form, language, heading, years, span: (first, last), cells, width, height })
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
            self.draw_texts(cell, canvas)?;
        }
        for cell in &self.cells {
            let middle = cell.field + FIELD + 4 * UNIT + form.leading() / 2;
            let (first, last) = self.span;
            let field = self.field(cell, canvas);
            for year in if first == last { vec![first] } else { vec![first, last] } {
                let half = form.measure("0000") / 2;
                // Below its place, and inside of the cell.
                let (x, _) = field.map_coordinate(&(At::Year(year), cell.values.low()));
                let x = x.max(cell.left + half).min(cell.left + self.width - half);
                let style = Paint::Tick.text(form.size, HPos::Center);
                canvas.draw(&Text::new(year.to_string(), (x, middle), style))?;
            }
        }
        Ok(())
    }

    fn draw_texts(&self, cell: &Cell<'_>, canvas: &Canvas<'_>) -> Drawn {
        let (form, texts) = (self.form, &cell.texts);
        let mut middle = cell.top + form.leading() / 2;
        for line in &texts.name {
            canvas.draw(&Text::new(
                line.as_str(),
                (cell.left, middle),
                Paint::Strong.text(form.size, HPos::Left),
            ))?;
            middle += form.leading();
        }
        let value = |side| Paint::Value.text(form.size, side);
        for (nth, line) in (0..).zip(&texts.first) {
            let at = (cell.left, middle + nth * form.leading());
            canvas.draw(&Text::new(line.as_str(), at, value(HPos::Left)))?;
        }
        let to_the_right = texts.beside && !texts.first.is_empty();
        let (x, side) =
            if to_the_right { (cell.left + self.width, HPos::Right) } else { (cell.left, HPos::Left) };
        if !to_the_right {
            middle += i32::try_from(texts.first.len()).unwrap_or_default() * form.leading();
        }
        for (nth, line) in (0..).zip(&texts.last) {
            canvas.draw(&Text::new(line.as_str(), (x, middle + nth * form.leading()), value(side)))?;
        }
        Ok(())
    }

    fn field<'c>(&self, cell: &Cell<'_>, canvas: &Canvas<'c>) -> Field<'c> {
        let across = cell.left..cell.left + self.width;
        let up = cell.field + FIELD - LAST..cell.field + LAST;
        canvas.apply_coord_spec(Cartesian2d::new(self.years.clone(), cell.values.clone(), (across, up)))
    }

    fn draw_field(&self, cell: &Cell<'_>, canvas: &Canvas<'_>) -> Drawn {
        let (left, right) = (cell.left, cell.left + self.width);
        let (top, bottom) = (cell.field, cell.field + FIELD);
        let field = self.field(cell, canvas);
        canvas.draw(&PathElement::new(vec![(left, top), (right, top)], Paint::Grid.style()))?;
        canvas.draw(&PathElement::new(vec![(left, bottom), (right, bottom)], Paint::Base.style()))?;
        let points = placed(cell.series, RADIUS, &field);
        for run in runs(&points) {
            canvas.draw(&PathElement::new(run, Paint::Line(0).style()))?;
        }
        let end = points.iter().map(|it| it.point.at.position()).max();
        for it in &points {
            let (point, mark) = (it.point, &it.point.mark);
            let radius = if Some(point.at.position()) == end { LAST } else { RADIUS };
            let paint = if mark.approximate { Paint::Hollow(0) } else { Paint::Dot(0) };
            let says = tip([&cell.series.name, &point.label], mark, self.language);
            canvas.draw(&Shape::symbol(it.at, Symbol::Circle, radius, paint).saying(says))?;
        }
        Ok(())
    }
}

/// The scale of all fields from its lower to its upper end, with the unit.
fn one_scale(chart: &Line, values: &Values) -> String {
    let labels = values.labels(&chart.unit, chart.language);
    let (Some(low), Some(high)) = (labels.first(), labels.last()) else { return String::new() };
    let unit = match &chart.unit {
        Unit::Count(unit) => unit.trim(),
        Unit::Percent => "",
    };
    match chart.language {
        Language::Chinese => format!("各图纵轴相同：{low}–{high}{unit}"),
        Language::English => format!("All on one scale: {low}–{high} {unit}"),
    }
}

/// That fields of different things cannot be compared by their heights.
fn scales_differ(scales: &[Values], language: Language) -> String {
    let cut = scales.iter().any(|it| it.low() > Decimal::ZERO);
    let text = match (language, cut) {
        (Language::Chinese, false) => "各图单位和纵轴不同",
        (Language::Chinese, true) => "各图单位和纵轴不同，有的纵轴不从零开始",
        (Language::English, false) => "Each on a scale of its own",
        (Language::English, true) => "Each on a scale of its own; some do not begin at zero",
    };
    text.to_owned()
}

/// What all fields share: what there is to say of their scale, and what kind of time is meant.
fn heading(scale: String, chart: &Line, form: Form) -> Vec<String> {
    let time = chart.time.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let joint = if chart.language == Language::Chinese { "；" } else { "; " };
    let parts: Vec<&str> = [Some(&*scale), time].into_iter().flatten().filter(|it| !it.is_empty()).collect();
    measure::wrap(&parts.join(joint), form.width / form.size * 1000)
}
