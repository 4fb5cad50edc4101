//! A whole and its parts, or one rate as a part of a hundred: one bar cut into pieces, and a row for each part with its value
//! as written.
//!
//! The rows stand in the order of the pieces, the largest first, so that colour is not the only link between them; that of a
//! lone rate stands above its bar. No percentage is computed: what is written is what the source wrote.

use plotters::coord::ranged1d::Ranged as _;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::backend::{Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::hatch::hatch;
use super::paint::Paint;
use super::scale::Values;
use super::{Bar, Form, Share, Unit, colour, measure, tip, whisker};
use crate::diag::Language;

/// Thickness of the bar, and the gap below it.
const BAR: (i32, i32) = (28 * UNIT, 12 * UNIT);
/// Between two pieces.
const BETWEEN: i32 = 2 * UNIT;
/// Edge of the square before a name, and the gap after it.
const SWATCH: (i32, i32) = (14 * UNIT, 8 * UNIT);
/// Between a name and its value.
const GAP: i32 = 20 * UNIT;
/// Length of the strokes of the scale, and the gap to their labels.
const STROKE: (i32, i32) = (5 * UNIT, 3 * UNIT);
/// Where a scale of a hundred has its strokes.
const SCALE: [(u32, HPos); 3] = [(0, HPos::Left), (50, HPos::Center), (100, HPos::Right)];

/// The chart in a form; nothing where the parts add up to nothing. A part below zero has a row but no piece.
pub(super) fn draw(chart: &Share, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// Everything measured, nothing drawn.
struct Layout<'a> {
    form: Form,
    language: Language,
    time: Vec<String>,
    rows: Vec<Row<'a>>,
    values: Values,
    /// Whether the whole is a hundred: there is a scale, and a track for what is left of it.
    of_hundred: bool,
    /// Left and right end of the bar.
    span: (i32, i32),
    /// Upper edge of the bar.
    bar: i32,
    height: i32,
}

struct Row<'a> {
    part: &'a Bar,
    paint: Paint,
    name: Vec<String>,
    value: Vec<String>,
    middle: i32,
    start: Decimal,
    end: Decimal,
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Share, form: Form) -> Option<Self> {
        let mut sorted: Vec<&Bar> = chart.parts.iter().collect();
        sorted.sort_by_key(|part| std::cmp::Reverse(part.mark.number));
        let of_part = |part: &&Bar| part.mark.number.max(Decimal::ZERO);
        let whole = sorted.iter().map(of_part).fold(Decimal::ZERO, Decimal::saturating_add);
        let of_hundred = chart.unit == Unit::Percent && whole <= Decimal::ONE_HUNDRED;
        let time = form.above(chart.time.as_deref());
        let mut height = form.height_above(&time);
        let mut rows = Vec::with_capacity(sorted.len());
        let below = BAR.0 + if of_hundred { STROKE.0 + STROKE.1 + form.leading() } else { 0 };
        let alone = of_hundred && sorted.len() == 1;
        let mut bar = height + UNIT;
        if !alone {
            height = bar + below + BAR.1;
        }
        let mut sum = Decimal::ZERO;
        for (index, part) in sorted.into_iter().enumerate() {
            let name = measure::wrap(&part.label, form.names * 3 / 2);
            let value = measure::wrap(&part.mark.written, form.values);
            let lines = i32::try_from(name.len().max(value.len())).unwrap_or(1);
            let row = lines * form.leading() + 6 * UNIT;
            let colour = colour(index);
            let paint = if part.mark.approximate { Paint::HollowBar(colour) } else { Paint::Bar(colour) };
            let start = sum;
            sum = sum.saturating_add(of_part(&part));
            rows.push(Row { part, paint, name, value, middle: height + row / 2, start, end: sum });
            height += row;
        }
        if alone {
            bar = height + UNIT;
            height = bar + below;
        }
        if whole.is_zero() && !of_hundred || rows.is_empty() {
            return None;
        }
        let most = if of_hundred { Decimal::ONE_HUNDRED } else { whole };
        let values = Values::exactly(Decimal::ZERO, most);
        // Half a stroke at both ends.
        let span = (UNIT, form.width - UNIT);
        let language = chart.language;
        Some(Self { form, language, time, rows, values, of_hundred, span, bar, height })
    }

    fn x(&self, value: Decimal) -> i32 {
        self.values.map(&value, self.span)
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        self.form.draw_above(&self.time, canvas)?;
        self.draw_pieces(canvas)?;
        if self.of_hundred {
            self.draw_scale(canvas)?;
        }
        self.draw_rows(canvas)
    }

    fn draw_pieces(&self, canvas: &Canvas<'_>) -> Drawn {
        let (top, bottom) = (self.bar, self.bar + BAR.0);
        if self.of_hundred {
            canvas.draw(&Shape::area((self.span.0, top), (self.span.1, bottom), Paint::Track))?;
        }
        for row in self.rows.iter().filter(|row| row.start < row.end) {
            let says = tip([&row.part.label, ""], &row.part.mark, self.language);
            let (start, end) = (self.x(row.start), self.x(row.end));
            // Paper between neighbours tells them apart where their colours do not.
            let right = if end < self.span.1 && self.rows.len() > 1 {
                (end - BETWEEN).max(start + UNIT / 2)
            } else {
                end
            };
            canvas.draw(&Shape::area((start, top), (right, bottom), row.paint).saying(says))?;
            if let Some(pattern) = hatch(row.paint, (start, right), top + BAR.0 / 2) {
                canvas.draw(&pattern)?;
            }
        }
        if let [alone] = &self.rows[..]
            && self.of_hundred
        {
            for stroke in whisker::across(&alone.part.mark, (top + bottom) / 2, |value| self.x(value)) {
                canvas.draw(&PathElement::new(stroke, Paint::Whisker(0).style()))?;
            }
        }
        Ok(())
    }

    fn draw_scale(&self, canvas: &Canvas<'_>) -> Drawn {
        let top = self.bar + BAR.0;
        for (tick, _) in SCALE {
            let x = self.x(tick.into());
            let stroke = vec![(x, top + UNIT), (x, top + STROKE.0)];
            canvas.draw(&PathElement::new(stroke, Paint::Base.style()))?;
        }
        let middle = top + STROKE.0 + STROKE.1 + self.form.leading() / 2;
        for (tick, side) in SCALE {
            let style = Paint::Tick.text(self.form.size, side);
            canvas.draw(&Text::new(format!("{tick}%"), (self.x(tick.into()), middle), style))?;
        }
        Ok(())
    }

    fn draw_rows(&self, canvas: &Canvas<'_>) -> Drawn {
        let form = self.form;
        let mut left = self.span.0;
        if self.rows.len() > 1 || !self.of_hundred {
            for row in &self.rows {
                let top = row.middle - SWATCH.0 / 2;
                let ends = (left, left + SWATCH.0);
                canvas.draw(&Shape::area((ends.0, top), (ends.1, top + SWATCH.0), row.paint))?;
                if let Some(pattern) = hatch(row.paint, ends, row.middle) {
                    canvas.draw(&pattern)?;
                }
            }
            left += SWATCH.0 + SWATCH.1;
        }
        for row in &self.rows {
            let paint = if row.part.highlight { Paint::Strong } else { Paint::Name };
            form.draw_text(&row.name, (left, row.middle), paint, HPos::Left, canvas)?;
        }
        // Values end at a common edge, near their names.
        let right = left
            + form.widest(self.rows.iter().flat_map(|row| &row.name))
            + GAP
            + form.widest(self.rows.iter().flat_map(|row| &row.value));
        for row in &self.rows {
            form.draw_text(&row.value, (right, row.middle), Paint::Value, HPos::Right, canvas)?;
        }
        Ok(())
    }
}
