//! A whole and its parts: one bar cut into pieces, and below it a row for each part with its value as written.
//!
//! The rows stand in the order of the pieces, the largest first, so that colour is not the only link between them. No
//! percentage is computed: what is written is what the source wrote.

use plotters::coord::cartesian::Cartesian2d;
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::paint::Paint;
use super::scale::{Places, Values};
use super::svg::{Canvas, Drawn, Head, Mark as Shape, UNIT};
use super::{Bar, Form, NARROW, Share, WIDE, colour, measure};

/// Thickness of the bar, and the gap below it.
const BAR: (i32, i32) = (28 * UNIT, 12 * UNIT);
/// Between two pieces.
const BETWEEN: i32 = 2 * UNIT;
/// Edge of the square before a name, and the gap after it.
const SWATCH: (i32, i32) = (12 * UNIT, 8 * UNIT);
/// Between a name and its value.
const GAP: i32 = 20 * UNIT;
/// Between the bar and the edge of the canvas: half a stroke.
const EDGE: i32 = UNIT;

/// The chart in both its forms; empty where the parts add up to nothing. A part below zero has a row but no piece.
pub fn share(chart: &Share) -> String {
    let mut sorted: Vec<&Bar> = chart.parts.iter().collect();
    sorted.sort_by_key(|part| std::cmp::Reverse(part.mark.number));
    let sum = sorted.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(size_of(part)));
    if sum.is_zero() {
        return String::new();
    }
    [WIDE, NARROW].into_iter().filter_map(|form| compose(chart, &sorted, sum, form)).collect()
}

fn size_of(part: &Bar) -> Decimal {
    part.mark.number.max(Decimal::ZERO)
}

fn compose(chart: &Share, sorted: &[&Bar], sum: Decimal, form: Form) -> Option<String> {
    let rows = rows(sorted, form);
    let height = rows.last().map_or(0, |row| row.bottom);
    let head = Head::of(form, &chart.id, &chart.title, &chart.description);
    form.compose(height, &head, |canvas| draw(&rows, sum, form, canvas))
}

struct Row<'a> {
    part: &'a Bar,
    paint: Paint,
    name: Vec<String>,
    value: Vec<String>,
    middle: i32,
    bottom: i32,
}

fn rows<'a>(sorted: &[&'a Bar], form: Form) -> Vec<Row<'a>> {
    let mut top = EDGE + BAR.0 + BAR.1;
    let row = |(index, &part): (usize, &&'a Bar)| {
        let name = measure::wrap(&part.label, form.names * 3 / 2);
        let value = measure::wrap(&part.mark.written, form.values);
        let lines = i32::try_from(name.len().max(value.len())).unwrap_or(1);
        let height = lines * form.leading() + 6 * UNIT;
        let colour = colour(index);
        let paint = if part.mark.approximate { Paint::HollowBar(colour) } else { Paint::Bar(colour) };
        let row = Row { part, paint, name, value, middle: top + height / 2, bottom: top + height };
        top += height;
        row
    };
    sorted.iter().enumerate().map(row).collect()
}

fn draw(rows: &[Row<'_>], sum: Decimal, form: Form, canvas: &Canvas<'_>) -> Drawn {
    let spec = Cartesian2d::<Values, Places>::new(
        Values::exactly(Decimal::ZERO, sum),
        Places,
        (EDGE..form.width - EDGE, 0..BAR.0),
    );
    let field = canvas.apply_coord_spec(spec);
    let mut start = Decimal::ZERO;
    for row in rows {
        let end = start.saturating_add(size_of(row.part));
        if start < end {
            let tip = (form.class == WIDE.class)
                .then(|| measure::tidy(&format!("{} {}", row.part.label, row.part.mark.written)));
            let x = |sum: Decimal| field.map_coordinate(&(sum, 0)).0;
            // Paper between neighbours tells them apart where their colours do not.
            let right = if end < sum { (x(end) - BETWEEN).max(x(start) + UNIT / 2) } else { x(end) };
            let points = vec![(x(start), EDGE), (right, EDGE + BAR.0)];
            canvas.draw(&Shape { points, radius: 0, paint: row.paint, tip })?;
        }
        start = end;
    }
    for row in rows {
        let top = row.middle - SWATCH.0 / 2;
        let points = vec![(EDGE, top), (EDGE + SWATCH.0, top + SWATCH.0)];
        canvas.draw(&Shape { points, radius: 0, paint: row.paint, tip: None })?;
    }
    let left = EDGE + SWATCH.0 + SWATCH.1;
    for row in rows {
        let paint = if row.part.highlight { Paint::Strong } else { Paint::Name };
        form.draw_text(&row.name, (left, row.middle), paint, HPos::Left, canvas)?;
    }
    // Values end at a common edge, near their names.
    let right = left
        + form.widest(rows.iter().flat_map(|row| &row.name))
        + GAP
        + form.widest(rows.iter().flat_map(|row| &row.value));
    for row in rows {
        form.draw_text(&row.value, (right, row.middle), Paint::Value, HPos::Right, canvas)?;
    }
    Ok(())
}
