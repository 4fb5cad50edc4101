//! The sparkline: the course of a figure beside its value, without axes and labels.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::IntoDrawingArea;
use plotters::element::PathElement;
use rust_decimal::Decimal;

use super::backend::{Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::paint::Paint;
use super::scale::Values;
use super::svg::Head;
use super::symbol::Symbol;
use super::{At, Sparkline};

/// Width and height of the canvas.
const SIZE: (i32, i32) = (120 * UNIT, 32 * UNIT);
/// Radius of the mark at the last value.
const LAST: i32 = 35;
/// Radius of a mark that no line leads to.
const LONE: i32 = 15;

/// The sparkline; empty where there is no point. The last value has a mark, lines break where a year is missing.
pub fn sparkline(chart: &Sparkline) -> String {
    let mut points = chart.points.clone();
    points.sort_by_key(|&(at, value)| (at.position(), value));
    points.dedup();
    let mut drawing = Drawing::new(SIZE.0, SIZE.1, 10 * UNIT);
    let canvas = drawing.backend().into_drawing_area();
    let drawn = draw(&points, &canvas);
    drop(canvas);
    let head = Head {
        id: &chart.id,
        class: "spark",
        title: &chart.title,
        description: "",
        described: "",
        own: None,
    };
    match drawn {
        Some(Ok(())) => drawing.write(&head),
        // There is nothing to draw (or the backend failed, which it never does).
        None | Some(Err(_)) => String::new(),
    }
}

fn draw(points: &[(At, Decimal)], canvas: &Canvas<'_>) -> Option<Drawn> {
    let (first, last) = (points.first()?.0.position(), points.last()?.0.position());
    let low = points.iter().map(|&(_, value)| value).min()?;
    let high = points.iter().map(|&(_, value)| value).max()?;
    let edge = LAST + UNIT;
    let (times, values) = (around(first, last), around(low, high));
    let spec = Cartesian2d::<Values, Values>::new(times, values, (edge..SIZE.0 - edge, SIZE.1 - edge..edge));
    let field = canvas.apply_coord_spec(spec);
    let draw = || {
        for run in points.chunk_by(|one, other| other.0.year() - one.0.year() <= 1) {
            let places: Vec<(Decimal, Decimal)> =
                run.iter().map(|&(at, value)| (at.position(), value)).collect();
            match places[..] {
                [lone] => field.draw(&dot(lone, LONE, Paint::Dot(0)))?,
                _ => field.draw(&PathElement::new(places, Paint::Line(0).style()))?,
            }
        }
        let last = points.last().map(|&(at, value)| dot((at.position(), value), LAST, Paint::Dot(0)));
        last.map_or(Ok(()), |last| field.draw(&last))
    };
    Some(draw())
}

/// From `low` to `high`; around them where they are the same, so that the one value stands in the middle.
fn around(low: Decimal, high: Decimal) -> Values {
    let margin = if low == high { Decimal::ONE } else { Decimal::ZERO };
    Values::exactly(low.saturating_sub(margin), high.saturating_add(margin))
}

fn dot(at: (Decimal, Decimal), radius: i32, paint: Paint) -> Shape<(Decimal, Decimal)> {
    Shape::symbol(at, Symbol::Circle, radius, paint)
}
