//! Horizontal bars, the highest first or in an order that is given.
//!
//! Names stand before the bars and values behind them, both in as many lines as they need: nothing is cut. There is no
//! axis of values, for every bar has its value written at its end; the line that all begin at is zero.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::PathElement;
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::paint::Paint;
use super::scale::{Places, Values};
use super::{AFTER, Bar, Bars, Form, Order, Unit, measure, tip, whisker};
use crate::diag::Language;

/// Thickness of a bar.
const THICKNESS: i32 = 15 * UNIT;
/// Height of a row with one line of text.
const ROW: i32 = 28 * UNIT;
/// Between a bar and the text before and behind it.
const GAP: i32 = 7 * UNIT;

/// The chart in a form; nothing where there is no bar.
pub(super) fn draw(chart: &Bars, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field with its coordinates: values across, places down.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Values, Places>>;

/// Everything measured, nothing drawn.
struct Layout<'a> {
    form: Form,
    language: Language,
    /// What time it is about.
    time: Vec<String>,
    rows: Vec<Row<'a>>,
    values: Values,
    /// What rates are shown against: the end of the track behind each bar.
    whole: Option<Decimal>,
    /// Left and right end of the field.
    field: (i32, i32),
    /// Upper end of the field.
    top: i32,
    height: i32,
}

struct Row<'a> {
    bar: &'a Bar,
    name: Vec<String>,
    value: Vec<String>,
    /// Where its middle lies.
    middle: i32,
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Bars, form: Form) -> Option<Self> {
        let mut sorted: Vec<&Bar> = chart.bars.iter().collect();
        if chart.order == Order::Ranked {
            sorted.sort_by_key(|bar| std::cmp::Reverse(bar.mark.number));
        }
        let extents = || sorted.iter().map(|bar| bar.mark.extent());
        let low = extents().map(|(low, _)| low).min()?.min(Decimal::ZERO);
        let high = extents().map(|(_, high)| high).max()?.max(Decimal::ZERO);
        let hundred = Decimal::ONE_HUNDRED;
        let rates =
            chart.unit == Unit::Percent && low.is_zero() && high > Decimal::from(50) && high <= hundred;
        let whole = rates.then_some(hundred);

        let mut rows = Vec::with_capacity(sorted.len());
        let time = form.above(chart.time.as_deref());
        let top = form.height_above(&time);
        let mut height = top;
        for &bar in &sorted {
            let name = measure::wrap(&bar.label, form.names);
            let value = measure::wrap(&bar.mark.written, form.values);
            let lines = i32::try_from(name.len().max(value.len())).unwrap_or(1);
            let row = ROW.max(lines * form.leading() + 8 * UNIT);
            rows.push(Row { bar, name, value, middle: height + row / 2 });
            height += row;
        }
        let names = form.widest(rows.iter().flat_map(|row| &row.name));
        let beside = form.widest(rows.iter().flat_map(|row| &row.value)) + GAP + UNIT;
        let open = |bar: &&Bar, bound: Option<Decimal>| bar.mark.approximate && bound.is_none();
        let right =
            if sorted.iter().any(|bar| open(bar, bar.mark.upper)) { beside + whisker::ARROW } else { beside };
        // Values of negative bars stand before them.
        let left = names + GAP + if low < Decimal::ZERO { beside + whisker::ARROW } else { 0 };
        let values = Values::exactly(low, whole.unwrap_or(high));
        let (language, field) = (chart.language, (left, form.width - right));
        Some(Self { form, language, time, rows, values, whole, field, top, height })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        self.form.draw_above(&self.time, canvas)?;
        let (left, right) = self.field;
        let field = canvas.apply_coord_spec(Cartesian2d::new(
            self.values.clone(),
            Places,
            (left..right, 0..self.height),
        ));
        if let Some(whole) = self.whole {
            for row in &self.rows {
                draw_bar(row, whole, Paint::Track, None, &field)?;
            }
        }
        for row in &self.rows {
            let paint = if row.bar.mark.approximate { Paint::HollowBar(AFTER) } else { Paint::Bar(AFTER) };
            let says = tip([&row.bar.label, ""], &row.bar.mark, self.language);
            draw_bar(row, row.bar.mark.number, paint, says, &field)?;
        }
        let zero = x(&field, Decimal::ZERO);
        canvas.draw(&PathElement::new(vec![(zero, self.top), (zero, self.height)], Paint::Base.style()))?;
        for row in &self.rows {
            for stroke in whisker(row, &field) {
                canvas.draw(&PathElement::new(stroke, Paint::Whisker(AFTER).style()))?;
            }
        }
        let name_end = self.form.widest(self.rows.iter().flat_map(|row| &row.name));
        for row in &self.rows {
            self.form.draw_text(&row.name, (name_end, row.middle), Paint::Name, HPos::Right, canvas)?;
        }
        for negative in [false, true] {
            let side = if negative { HPos::Right } else { HPos::Left };
            for row in self.rows.iter().filter(|row| (row.bar.mark.number < Decimal::ZERO) == negative) {
                let at = (self.value_at(row, negative, &field), row.middle);
                self.form.draw_text(&row.value, at, Paint::Value, side, canvas)?;
            }
        }
        Ok(())
    }

    /// Where the value of a row begins (or ends, before a negative bar): clear of the bar, its whisker and the track.
    fn value_at(&self, row: &Row<'_>, negative: bool, field: &Field<'_>) -> i32 {
        let ends =
            whisker(row, field).into_iter().flatten().map(|(x, _)| x).chain([x(field, row.bar.mark.number)]);
        if negative {
            ends.min().unwrap_or_default() - GAP
        } else {
            let end = ends.max().unwrap_or_default();
            self.whole.map_or(end, |whole| end.max(x(field, whole))) + GAP
        }
    }
}

fn x(field: &Field<'_>, value: Decimal) -> i32 {
    field.map_coordinate(&(value, 0)).0
}

/// A bar from zero to `value`.
fn draw_bar(row: &Row<'_>, value: Decimal, paint: Paint, says: Option<String>, field: &Field<'_>) -> Drawn {
    let (top, bottom) = (row.middle - THICKNESS / 2, row.middle - THICKNESS / 2 + THICKNESS);
    field.draw(&Shape::area((Decimal::ZERO, top), (value, bottom), paint).saying(says))
}

fn whisker(row: &Row<'_>, field: &Field<'_>) -> Vec<Vec<(i32, i32)>> {
    whisker::across(&row.bar.mark, row.middle, |value| x(field, value))
}
