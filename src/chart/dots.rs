//! Dots: the change of many from one period to another, a line between two marks for each.
//!
//! The lower of the two values stands before its mark and the higher one behind it, so that they never touch. Round ticks below
//! say where the marks stand; they need not begin at zero, for nothing here has a length that means a value.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::legend::Legend;
use super::paint::Paint;
use super::scale::{Places, Values};
use super::symbol::Symbol;
use super::{AFTER, BEFORE, Changes, Form, Mark, Unit, measure, tip, whisker};

/// Radius of a mark.
const RADIUS: i32 = 5 * UNIT;
/// Marks of the earlier and the later period.
const SYMBOLS: [Symbol; 2] = [Symbol::Diamond, Symbol::Circle];
/// Height of a row with one line of text.
const ROW: i32 = 28 * UNIT;
/// Between a mark and its value, and between a name and the field.
const GAP: i32 = 5 * UNIT;

/// The chart in a form; nothing where there is no row.
pub(super) fn draw(chart: &Changes, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field with its coordinates: values across, places down.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Values, Places>>;

struct Layout<'a> {
    form: Form,
    chart: &'a Changes,
    legend: Legend,
    rows: Vec<Row<'a>>,
    values: Values,
    ticks: Vec<String>,
    /// Left and right end of the field.
    field: (i32, i32),
    /// Where the rows end and the ticks begin.
    bottom: i32,
    height: i32,
}

struct Row<'a> {
    label: &'a str,
    name: Vec<String>,
    middle: i32,
    /// Both values with what is written: of the earlier period, of the later one.
    sides: [(&'a Mark, Vec<String>); 2],
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Changes, form: Form) -> Option<Self> {
        let marks = || chart.rows.iter().flat_map(|row| [&row.before, &row.after]);
        let low = marks().map(|mark| mark.extent().0).min()?;
        let high = marks().map(|mark| mark.extent().1).max()?;
        let whole = marks().all(|mark| mark.number.is_integer());
        let values = match chart.unit {
            Unit::Percent => Values::of_rates(low, high),
            Unit::Count(_) => Values::from_zero(low, high, whole),
        };
        let legend = Legend::of_symbols(&chart.periods, &[BEFORE, AFTER], &SYMBOLS, form);
        let mut bottom = legend.height();
        let mut rows = Vec::with_capacity(chart.rows.len());
        for row in &chart.rows {
            let name = measure::wrap(&row.label, form.names);
            let sides = [&row.before, &row.after].map(|mark| {
                // Narrow, but no number is cut for that.
                let limit = measure::longest_number(&mark.written).clamp(form.values * 3 / 4, form.values);
                (mark, measure::wrap(&mark.written, limit))
            });
            let lines = name.len().max(sides[0].1.len()).max(sides[1].1.len());
            let height = ROW.max(i32::try_from(lines).unwrap_or(1) * form.leading() + 8 * UNIT);
            rows.push(Row { label: &row.label, name, middle: bottom + height / 2, sides });
            bottom += height;
        }
        let names = form.widest(rows.iter().flat_map(|row| &row.name));
        let beside = form.widest(rows.iter().flat_map(|row| &row.sides).flat_map(|side| &side.1))
            + GAP
            + RADIUS
            + whisker::ARROW;
        let field = (names + GAP + beside, form.width - beside - UNIT);
        let ticks = values.labels(&chart.unit, chart.language);
        let height = bottom + 4 * UNIT + form.leading();
        Some(Self { form, chart, legend, rows, values, ticks, field, bottom, height })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let (left, right) = self.field;
        let field = canvas.apply_coord_spec(Cartesian2d::new(
            self.values.clone(),
            Places,
            (left..right, 0..self.height),
        ));
        self.legend.draw(0, canvas)?;
        self.draw_ticks(&field, canvas)?;
        for row in &self.rows {
            let ends = row.sides.each_ref().map(|(mark, _)| x(&field, mark.number));
            let line = vec![(ends[0], row.middle), (ends[1], row.middle)];
            canvas.draw(&PathElement::new(line, Paint::Line(BEFORE).style()))?;
            for (colour, (mark, _)) in [BEFORE, AFTER].into_iter().zip(&row.sides) {
                for stroke in whisker::across(mark, row.middle, |value| x(&field, value)) {
                    canvas.draw(&PathElement::new(stroke, Paint::Whisker(colour).style()))?;
                }
            }
        }
        // The later mark stands over the earlier one, where they are the same.
        for row in &self.rows {
            for (side, colour) in [BEFORE, AFTER].into_iter().enumerate() {
                let mark = row.sides[side].0;
                let paint = if mark.approximate { Paint::Hollow(colour) } else { Paint::Dot(colour) };
                let at = (x(&field, mark.number), row.middle);
                let says = tip([row.label, &self.chart.periods[side]], mark, self.chart.language);
                canvas.draw(&Shape::symbol(at, SYMBOLS[side], RADIUS, paint).saying(says))?;
            }
        }
        let end = self.form.widest(self.rows.iter().flat_map(|row| &row.name));
        for row in &self.rows {
            self.form.draw_text(&row.name, (end, row.middle), Paint::Name, HPos::Right, canvas)?;
        }
        for row in &self.rows {
            self.draw_values(row, &field, canvas)?;
        }
        Ok(())
    }

    fn draw_ticks(&self, field: &Field<'_>, canvas: &Canvas<'_>) -> Drawn {
        let top = self.legend.height();
        let places: Vec<i32> = self.values.ticks().iter().map(|&tick| x(field, tick)).collect();
        for &at in &places {
            canvas.draw(&PathElement::new(vec![(at, top), (at, self.bottom)], Paint::Grid.style()))?;
        }
        // Labels that would touch the one before are left out; the first one never is.
        let mut free = 0;
        for (&at, label) in places.iter().zip(&self.ticks) {
            let width = self.form.measure(label);
            let (start, end) = (at - width / 2, at + width / 2 + UNIT);
            if start < free || end > self.form.width {
                continue;
            }
            let middle = self.bottom + 4 * UNIT + self.form.leading() / 2;
            let style = Paint::Tick.text(self.form.size, HPos::Center);
            canvas.draw(&Text::new(label.as_str(), (at, middle), style))?;
            free = end + 6 * UNIT;
        }
        Ok(())
    }

    fn draw_values(&self, row: &Row<'_>, field: &Field<'_>, canvas: &Canvas<'_>) -> Drawn {
        let [before, after] = &row.sides;
        let (lower, higher) =
            if before.0.number <= after.0.number { (before, after) } else { (after, before) };
        let reach = |mark: &Mark| {
            let strokes = whisker::across(mark, row.middle, |value| x(field, value));
            let at = x(field, mark.number);
            let of_whisker: Vec<i32> = strokes.into_iter().flatten().map(|(x, _)| x).collect();
            let least = of_whisker.iter().copied().chain([at - RADIUS]).min().unwrap_or(at);
            let most = of_whisker.into_iter().chain([at + RADIUS]).max().unwrap_or(at);
            (least, most)
        };
        let least = reach(lower.0).0.min(reach(higher.0).0);
        let most = reach(lower.0).1.max(reach(higher.0).1);
        let right = (most + GAP, row.middle);
        self.form.draw_text(&higher.1, right, Paint::Value, HPos::Left, canvas)?;
        if lower.1 != higher.1 {
            let left = (least - GAP, row.middle);
            self.form.draw_text(&lower.1, left, Paint::Value, HPos::Right, canvas)?;
        }
        Ok(())
    }
}

fn x(field: &Field<'_>, value: Decimal) -> i32 {
    field.map_coordinate(&(value, 0)).0
}
