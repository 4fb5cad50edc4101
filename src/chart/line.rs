//! The line chart over years.
//!
//! 1. Axes: round values with one unit, whole years; space beside the field for what was measured.
//! 2. Lines break where a year is missing and fork where sources contradict each other.
//! 3. Names stand at the ends of the lines, moved apart; values as written where there is room, the last, the first, the
//!    highest and the lowest before the others.

pub(super) mod marks;
mod moments;

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;
use plotters_backend::BackendCoord;
use rust_decimal::Decimal;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::label::{Rect, Room, spread};
use super::paint::Paint;
use super::scale::{Values, Years};
use super::symbol::Symbol;
use super::{At, Form, Line, Series, Unit, YearPoint, colour, measure, tip};
use crate::diag::Language;
use marks::{Placed, Rank, placed, ranked, runs, wishes};
use moments::Moments;

/// Radius of a mark, at least and at most: it gets smaller where years are close to each other.
const RADIUS: (i32, i32) = (2 * UNIT, 4 * UNIT);
/// Between the end of the field and a name: room for a leader and a stroke in the colour of the line.
const LEADER: i32 = 22 * UNIT;
/// The stroke itself, and the gap after it.
const STROKE: (i32, i32) = (16 * UNIT, 5 * UNIT);
/// Radius of the mark on it.
const KEY: i32 = 35;

/// The chart in a form; nothing where no series has a point.
pub(super) fn draw(chart: &Line, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field with its coordinates.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Years, Values>>;

/// Everything measured, nothing drawn.
struct Layout<'a> {
    chart: &'a Line,
    form: Form,
    years: Years,
    values: Values,
    /// What stands at the ticks of the values.
    ticks: Vec<String>,
    /// What stands above the field: the unit, and a warning when the axis does not begin at zero.
    heading: Vec<String>,
    /// Names of the series, in lines; empty where there is only one series.
    names: Vec<Vec<String>>,
    /// The field.
    field: Rect,
    /// What stands below it.
    moments: Moments,
    /// Radius of the marks.
    radius: i32,
    height: i32,
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Line, form: Form) -> Option<Self> {
        let points = || chart.series.iter().flat_map(|series| &series.points);
        let years = Years::spanning(points().map(|point| point.at))?;
        let values = axis(&chart.unit, points())?;
        let ticks = values.labels(&chart.unit, chart.language);
        let heading = heading(chart, &values, form);
        let drawn = chart.series.iter().filter(|series| !series.points.is_empty()).count();
        let name = |series: &Series| match drawn {
            0 | 1 => Vec::new(),
            _ if series.points.is_empty() => Vec::new(),
            _ => measure::wrap(&series.name, form.names),
        };
        let names: Vec<Vec<String>> = chart.series.iter().map(name).collect();

        let edge = form.measure("0000") / 2 + 2 * UNIT;
        let left = (form.widest(&ticks) + 8 * UNIT).max(edge);
        let beside =
            if drawn > 1 { form.widest(names.iter().flatten()) + LEADER + STROKE.0 + STROKE.1 } else { 0 };
        let top = UNIT + lines_height(&heading, form) + form.size * 3 / 2;
        let room = names.iter().map(|lines| block_height(lines, form)).sum::<i32>();
        let bottom = top + room.max(form.field);
        let field = Rect { left, top, right: form.width - beside.max(edge), bottom };
        let moments = Moments::of(chart, &years, field, form);
        let height = bottom + moments.height();
        let radius = radius(field.right - field.left, &years, points().map(|point| point.at));
        Some(Self { chart, form, years, values, ticks, heading, names, field, moments, radius, height })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let Rect { left, top, right, bottom } = self.field;
        let spec = Cartesian2d::new(self.years.clone(), self.values.clone(), (left..right, bottom..top));
        let field = canvas.apply_coord_spec(spec);
        let mut room = Room::new(Rect { left: 0, top: 0, right: self.form.width, bottom });
        self.draw_axes(canvas, &field, &mut room)?;
        let placed: Vec<Vec<Placed<'_>>> =
            self.chart.series.iter().map(|series| placed(series, self.radius, &field)).collect();
        for (index, points) in placed.iter().enumerate() {
            self.draw_series(index, points, canvas, &mut room)?;
        }
        self.draw_names(&placed, canvas, &mut room)?;
        self.draw_values(&placed, canvas, &mut room)
    }

    fn draw_axes(&self, canvas: &Canvas<'_>, field: &Field<'_>, room: &mut Room) -> Drawn {
        let (form, Rect { left, right, bottom, .. }) = (self.form, self.field);
        let heights = self.values.ticks().iter().map(|&tick| (tick, self.y(field, tick)));
        for (zero, paint) in [(false, Paint::Grid), (true, Paint::Base)] {
            for (_, y) in heights.clone().filter(|(tick, _)| tick.is_zero() == zero) {
                canvas.draw(&PathElement::new(vec![(left, y), (right, y)], paint.style()))?;
            }
        }
        for ((_, y), label) in heights.zip(&self.ticks) {
            let style = Paint::Tick.text(form.size, HPos::Right);
            canvas.draw(&Text::new(label.as_str(), (left - 8 * UNIT, y), style))?;
            let width = form.measure(label);
            room.take(Rect::around((left - 8 * UNIT - width / 2, y), width, form.leading()));
        }
        self.moments.draw(bottom, form, canvas)?;
        for (index, text) in (0..).zip(&self.heading) {
            let at = (0, UNIT + form.leading() / 2 + index * form.leading());
            canvas.draw(&Text::new(text.as_str(), at, Paint::Unit.text(form.size, HPos::Left)))?;
            let width = form.measure(text);
            room.take(Rect::around((width / 2, at.1), width + UNIT, form.leading()));
        }
        Ok(())
    }

    fn y(&self, field: &Field<'_>, value: Decimal) -> i32 {
        field.map_coordinate(&(At::Year(0), value)).1
    }

    fn draw_series(
        &self,
        index: usize,
        points: &[Placed<'_>],
        canvas: &Canvas<'_>,
        room: &mut Room,
    ) -> Drawn {
        let colour = colour(index);
        for run in runs(points) {
            room.take_line(&run);
            canvas.draw(&PathElement::new(run, Paint::Line(colour).style()))?;
        }
        for point in points {
            for stroke in point.whisker() {
                room.take_line(&stroke);
                canvas.draw(&PathElement::new(stroke, Paint::Whisker(colour).style()))?;
            }
        }
        let is_named = self.names.get(index).is_some_and(|it| !it.is_empty());
        let name = self.chart.series.get(index).filter(|_| is_named).map_or("", |it| it.name.as_str());
        for Placed { point, at, .. } in points {
            room.take(Rect::around(*at, 2 * self.radius, 2 * self.radius));
            let paint = if point.mark.approximate { Paint::Hollow(colour) } else { Paint::Dot(colour) };
            let says = tip([name, &point.label], &point.mark, self.chart.language);
            canvas.draw(&Shape::symbol(*at, Symbol::of(index), self.radius, paint).saying(says))?;
        }
        Ok(())
    }

    fn draw_names(&self, placed: &[Vec<Placed<'_>>], canvas: &Canvas<'_>, room: &mut Room) -> Drawn {
        let form = self.form;
        let ends: Vec<(usize, BackendCoord)> = (0..)
            .zip(placed)
            .filter(|(index, _)| self.names.get(*index).is_some_and(|name| !name.is_empty()))
            .filter_map(|(index, points)| points.last().map(|point| (index, point.at)))
            .collect();
        let wishes: Vec<(i32, i32)> =
            ends.iter().map(|&(index, (_, y))| (y, block_height(&self.names[index], form))).collect();
        let middles = spread(&wishes, self.field.top, self.field.bottom);
        let stroke = self.field.right + LEADER;
        for (&(index, (x, y)), &middle) in ends.iter().zip(&middles) {
            let leader = vec![(x + self.radius + 2 * UNIT, y), (stroke - 6 * UNIT, middle), (stroke, middle)];
            room.take_line(&leader);
            canvas.draw(&PathElement::new(leader, Paint::Leader(colour(index)).style()))?;
        }
        for (&(index, _), &middle) in ends.iter().zip(&middles) {
            let path = vec![(stroke, middle), (stroke + STROKE.0, middle)];
            room.take(Rect::around((stroke + STROKE.0 / 2, middle), STROKE.0 + 4 * UNIT, 10 * UNIT));
            canvas.draw(&PathElement::new(path, Paint::Line(colour(index)).style()))?;
            let mark = (stroke + STROKE.0 / 2, middle);
            canvas.draw(&Shape::symbol(mark, Symbol::of(index), KEY, Paint::Dot(colour(index))))?;
        }
        for (&(index, _), &middle) in ends.iter().zip(&middles) {
            let lines = &self.names[index];
            for (at, text) in stacked(lines, middle, form) {
                let at = (stroke + STROKE.0 + STROKE.1, at);
                canvas.draw(&Text::new(text, at, Paint::Name.text(form.size, HPos::Left)))?;
                let width = form.measure(text);
                room.take(Rect {
                    left: at.0,
                    top: at.1 - form.leading() / 2,
                    right: at.0 + width,
                    bottom: at.1 + form.leading() / 2,
                });
            }
        }
        Ok(())
    }

    fn draw_values(&self, placed: &[Vec<Placed<'_>>], canvas: &Canvas<'_>, room: &mut Room) -> Drawn {
        let widest = (self.field.right - self.field.left) / 2;
        for (rank, point) in ranked(placed) {
            let text = measure::tidy(&point.point.mark.written);
            let width = self.form.measure(&text);
            if text.is_empty() || width > widest {
                continue;
            }
            let wishes = wishes(point, width, self.form.leading());
            let important = rank < Rank::Other;
            let found =
                room.place(&wishes, false).or_else(|| important.then(|| room.place(&wishes, true)).flatten());
            if let Some(found) = found {
                canvas.draw(&Text::new(
                    text,
                    found.middle(),
                    Paint::Value.text(self.form.size, HPos::Center),
                ))?;
            }
        }
        Ok(())
    }
}

/// Radius of the marks: small where there are many, and never so large that those of two years touch.
fn radius(width: i32, years: &Years, moments: impl Iterator<Item = At>) -> i32 {
    let mut seen: Vec<i32> = moments.map(At::year).collect();
    seen.sort_unstable();
    seen.dedup();
    let count = i32::try_from(seen.len()).unwrap_or(i32::MAX).max(1);
    (width / count / 4).min(width / years.count() / 2).clamp(RADIUS.0, RADIUS.1)
}

/// The axis of values, over all that has to be in the picture.
pub(super) fn axis<'a>(unit: &Unit, points: impl Iterator<Item = &'a YearPoint> + Clone) -> Option<Values> {
    let extents = points.clone().map(|point| point.mark.extent());
    let low = extents.clone().map(|(low, _)| low).min()?;
    let high = extents.map(|(_, high)| high).max()?;
    let whole = points.clone().all(|point| point.mark.number.is_integer());
    Some(match unit {
        Unit::Percent => Values::of_rates(low, high),
        Unit::Count(_) => Values::from_zero(low, high, whole),
    })
}

fn heading(chart: &Line, values: &Values, form: Form) -> Vec<String> {
    let chinese = chart.language == Language::Chinese;
    let mut parts = Vec::new();
    if let Unit::Count(unit) = &chart.unit
        && !unit.trim().is_empty()
    {
        parts.push(if chinese { format!("单位：{unit}") } else { format!("Unit: {unit}") });
    }
    if values.low() > Decimal::ZERO {
        parts.push(if chinese {
            "纵轴不从零开始".to_owned()
        } else {
            "Axis does not begin at zero".to_owned()
        });
    }
    let text = parts.join(if chinese { "；" } else { "; " });
    let width = form.width / form.size * 1000;
    if text.is_empty() { Vec::new() } else { measure::wrap(&text, width) }
}

fn lines_height(lines: &[String], form: Form) -> i32 {
    i32::try_from(lines.len()).unwrap_or_default() * form.leading()
}

/// Height of a name with the gap to the next one.
fn block_height(lines: &[String], form: Form) -> i32 {
    if lines.is_empty() { 0 } else { lines_height(lines, form) + 3 * UNIT }
}

/// The middles of `lines` that stand one below the other around `middle`.
fn stacked(lines: &[String], middle: i32, form: Form) -> impl Iterator<Item = (i32, &str)> {
    let first = middle - (lines_height(lines, form) - form.leading()) / 2;
    (0..).zip(lines).map(move |(index, line): (i32, &String)| (first + index * form.leading(), line.as_str()))
}
