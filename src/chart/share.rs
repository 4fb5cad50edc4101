//! One rate as a part of a hundred: its name and its value as written, and below them a bar on a scale from 0 to 100%.

use plotters::coord::ranged1d::Ranged as _;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::backend::{Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::paint::Paint;
use super::scale::Values;
use super::{AFTER, Form, Share, measure, tip, whisker};

/// Thickness of the bar.
const THICKNESS: i32 = 28 * UNIT;
/// Between the name and the value.
const GAP: i32 = 20 * UNIT;
/// Length of the strokes of the scale, and the gap to their labels.
const STROKE: (i32, i32) = (5 * UNIT, 3 * UNIT);
/// Where the scale has its strokes.
const SCALE: [(u32, HPos); 3] = [(0, HPos::Left), (50, HPos::Center), (100, HPos::Right)];

/// The chart in a form.
pub(super) fn draw(chart: &Share, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form);
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// Everything measured, nothing drawn.
struct Layout<'a> {
    form: Form,
    chart: &'a Share,
    time: Vec<String>,
    name: Vec<String>,
    value: Vec<String>,
    /// Middle of name and value.
    middle: i32,
    values: Values,
    /// Left and right end of the bar.
    span: (i32, i32),
    /// Upper edge of the bar.
    top: i32,
    height: i32,
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Share, form: Form) -> Self {
        let time = form.above(chart.time.as_deref());
        let above = form.height_above(&time);
        let name = measure::wrap(&chart.rate.label, form.names * 3 / 2);
        let value = measure::wrap(&chart.rate.mark.written, form.values);
        let lines = i32::try_from(name.len().max(value.len())).unwrap_or(1);
        let row = lines * form.leading() + 6 * UNIT;
        let top = above + row + UNIT;
        let height = top + THICKNESS + STROKE.0 + STROKE.1 + form.leading();
        let values = Values::exactly(Decimal::ZERO, Decimal::ONE_HUNDRED);
        // Half a stroke at both ends.
        let span = (UNIT, form.width - UNIT);
        Self { form, chart, time, name, value, middle: above + row / 2, values, span, top, height }
    }

    /// The place of a value; what lies beyond the scale stands at its end.
    fn x(&self, value: Decimal) -> i32 {
        self.values.map(&value.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED), self.span)
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        self.form.draw_above(&self.time, canvas)?;
        self.draw_bar(canvas)?;
        self.draw_scale(canvas)?;
        let (form, left) = (self.form, self.span.0);
        form.draw_text(&self.name, (left, self.middle), Paint::Name, HPos::Left, canvas)?;
        let right = left + form.widest(&self.name) + GAP + form.widest(&self.value);
        form.draw_text(&self.value, (right, self.middle), Paint::Value, HPos::Right, canvas)
    }

    fn draw_bar(&self, canvas: &Canvas<'_>) -> Drawn {
        let (top, bottom) = (self.top, self.top + THICKNESS);
        let (left, right) = self.span;
        canvas.draw(&Shape::area((left, top), (right, bottom), Paint::Track))?;
        let (label, mark) = (&self.chart.rate.label, &self.chart.rate.mark);
        if mark.number > Decimal::ZERO {
            let paint = if mark.approximate { Paint::HollowBar(AFTER) } else { Paint::Bar(AFTER) };
            let says = tip([label, ""], mark, self.chart.language);
            canvas.draw(&Shape::area((left, top), (self.x(mark.number), bottom), paint).saying(says))?;
        }
        for stroke in whisker::across(mark, (top + bottom) / 2, |value| self.x(value)) {
            canvas.draw(&PathElement::new(stroke, Paint::Whisker(AFTER).style()))?;
        }
        Ok(())
    }

    fn draw_scale(&self, canvas: &Canvas<'_>) -> Drawn {
        let top = self.top + THICKNESS;
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
}
