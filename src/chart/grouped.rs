//! Grouped bars: for each name one bar of every period, the latest first in the eye.
//!
//! Periods keep one colour through the chart and are named in a line of swatches above it. Each bar has its value at its end,
//! as written; a period that a name has no value of leaves its place empty, so that nothing reads as zero.

use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::PathElement;
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use super::backend::{Backend, Canvas, Drawn, Mark as Shape};
use super::drawing::{Drawing, UNIT};
use super::hatch::hatch;
use super::legend::Legend;
use super::paint::Paint;
use super::scale::{Places, Values};
use super::{AFTER, BEFORE, Form, Grouped, Mark, colour, measure, tip, whisker};
use crate::diag::Language;

/// Thickness of a bar with one line of text beside it, and the gap to the next of its group.
const BAR: (i32, i32) = (13 * UNIT, 3 * UNIT);
/// Above and below a group.
const MARGIN: i32 = 6 * UNIT;
/// Between a bar and the text before and behind it.
const GAP: i32 = 7 * UNIT;

/// The chart in a form; nothing where there is no value.
pub(super) fn draw(chart: &Grouped, form: Form) -> Option<Drawing> {
    let layout = Layout::of(chart, form)?;
    form.drawing(layout.height, |canvas| layout.draw(canvas))
}

/// The field with its coordinates: values across, places down.
type Field<'a> = DrawingArea<Backend<'a>, Cartesian2d<Values, Places>>;

struct Layout<'a> {
    form: Form,
    language: Language,
    legend: Legend,
    groups: Vec<Placed<'a>>,
    values: Values,
    /// Left and right end of the field.
    field: (i32, i32),
    height: i32,
}

struct Placed<'a> {
    name: Vec<String>,
    middle: i32,
    bars: Vec<PlacedBar<'a>>,
}

struct PlacedBar<'a> {
    mark: &'a Mark,
    label: &'a str,
    period: &'a str,
    /// Colour of its period.
    colour: u8,
    value: Vec<String>,
    middle: i32,
}

impl PlacedBar<'_> {
    fn paint(&self) -> Paint {
        if self.mark.approximate { Paint::HollowBar(self.colour) } else { Paint::Bar(self.colour) }
    }
}

impl<'a> Layout<'a> {
    fn of(chart: &'a Grouped, form: Form) -> Option<Self> {
        let marks = || chart.groups.iter().flat_map(|group| group.marks.iter().flatten());
        let low = marks().map(|mark| mark.extent().0).min()?.min(Decimal::ZERO);
        let high = marks().map(|mark| mark.extent().1).max()?.max(Decimal::ZERO);
        let colours = colours(chart.periods.len());
        let legend = Legend::of_colours(&chart.periods, &colours, form);
        let mut height = legend.height();
        let mut groups = Vec::with_capacity(chart.groups.len());
        for group in &chart.groups {
            let name = measure::wrap(&group.label, form.names);
            let top = height + MARGIN;
            let mut bottom = top;
            let bars: Vec<PlacedBar<'_>> = (0..)
                .zip(&group.marks)
                .filter_map(|(period, mark)| Some((period, mark.as_ref()?)))
                .map(|(period, mark): (usize, &Mark)| {
                    let colour = colours.get(period).copied().unwrap_or_default();
                    let value = measure::wrap(&mark.written, form.values);
                    let lines = i32::try_from(value.len()).unwrap_or(1);
                    let row = (BAR.0 + BAR.1).max(lines * form.leading());
                    let middle = bottom + row / 2;
                    bottom += row;
                    let (label, period) =
                        (group.label.as_str(), chart.periods.get(period).map_or("", String::as_str));
                    PlacedBar { mark, label, period, colour, value, middle }
                })
                .collect();
            let lines = i32::try_from(name.len()).unwrap_or(1) * form.leading();
            let full = (bottom - top).max(lines);
            let shift = (full - (bottom - top)) / 2;
            let bars = bars.into_iter().map(|bar| PlacedBar { middle: bar.middle + shift, ..bar }).collect();
            groups.push(Placed { name, middle: top + full / 2, bars });
            height = top + full + MARGIN;
        }
        let names = form.widest(groups.iter().flat_map(|group| &group.name));
        let beside = form.widest(groups.iter().flat_map(|group| &group.bars).flat_map(|bar| &bar.value))
            + GAP
            + UNIT
            + whisker::ARROW;
        let left = names + GAP + if low < Decimal::ZERO { beside } else { 0 };
        let values = Values::exactly(low, high);
        let (language, field) = (chart.language, (left, form.width - beside));
        Some(Self { form, language, legend, groups, values, field, height })
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let (left, right) = self.field;
        let field = canvas.apply_coord_spec(Cartesian2d::new(
            self.values.clone(),
            Places,
            (left..right, 0..self.height),
        ));
        self.legend.draw(0, canvas)?;
        let bars = || self.groups.iter().flat_map(|group| &group.bars);
        for bar in bars() {
            let (top, bottom) = (bar.middle - BAR.0 / 2, bar.middle - BAR.0 / 2 + BAR.0);
            let shape = Shape::area((Decimal::ZERO, top), (bar.mark.number, bottom), bar.paint());
            field.draw(&shape.saying(tip([bar.label, bar.period], bar.mark, self.language)))?;
        }
        for bar in by_colour(bars) {
            let ends = (x(&field, Decimal::ZERO), x(&field, bar.mark.number));
            hatch(bar.paint(), ends, bar.middle).map_or(Ok(()), |pattern| canvas.draw(&pattern))?;
        }
        let zero = x(&field, Decimal::ZERO);
        let base = vec![(zero, self.legend.height()), (zero, self.height)];
        canvas.draw(&PathElement::new(base, Paint::Base.style()))?;
        for bar in bars() {
            for stroke in self.whisker(bar, &field) {
                canvas.draw(&PathElement::new(stroke, Paint::Whisker(bar.colour).style()))?;
            }
        }
        let end = self.form.widest(self.groups.iter().flat_map(|group| &group.name));
        for group in &self.groups {
            self.form.draw_text(&group.name, (end, group.middle), Paint::Name, HPos::Right, canvas)?;
        }
        for negative in [false, true] {
            let side = if negative { HPos::Right } else { HPos::Left };
            for bar in bars().filter(|bar| (bar.mark.number < Decimal::ZERO) == negative) {
                let reach = self.whisker(bar, &field).into_iter().flatten().map(|(x, _)| x);
                let reach = reach.chain([x(&field, bar.mark.number)]);
                let at = if negative {
                    reach.min().unwrap_or_default() - GAP
                } else {
                    reach.max().unwrap_or_default() + GAP
                };
                self.form.draw_text(&bar.value, (at, bar.middle), Paint::Value, side, canvas)?;
            }
        }
        Ok(())
    }

    fn whisker(&self, bar: &PlacedBar<'_>, field: &Field<'_>) -> Vec<Vec<(i32, i32)>> {
        whisker::across(bar.mark, bar.middle, |value| x(field, value))
    }
}

/// Colours of `count` periods: of two, the later one stands out.
fn colours(count: usize) -> Vec<u8> {
    if count == 2 { vec![BEFORE, AFTER] } else { (0..count).map(colour).collect() }
}

/// What is painted alike is written together.
fn by_colour<'b, 'a: 'b, I: Iterator<Item = &'b PlacedBar<'a>>>(
    bars: impl Fn() -> I,
) -> Vec<&'b PlacedBar<'a>> {
    let mut list: Vec<&PlacedBar<'_>> = bars().collect();
    list.sort_by_key(|bar| (bar.colour, bar.mark.approximate));
    list
}

fn x(field: &Field<'_>, value: Decimal) -> i32 {
    field.map_coordinate(&(value, 0)).0
}
