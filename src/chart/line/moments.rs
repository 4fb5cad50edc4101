//! What stands below the field of a line chart: years, and what kind of time they stand for.

use plotters::coord::ranged1d::Ranged as _;
use plotters::element::Text;
use plotters::style::text_anchor::HPos;
use rust_decimal::Decimal;

use crate::chart::backend::{Canvas, Drawn};
use crate::chart::drawing::UNIT;
use crate::chart::label::Rect;
use crate::chart::measure;
use crate::chart::paint::Paint;
use crate::chart::scale::Years;
use crate::chart::{At, Form, Line};

/// Between the field and the years.
const GAP: i32 = 8 * UNIT;
/// Between two labels.
const APART: i32 = 10 * UNIT;

/// The labels below the field.
pub(super) struct Moments {
    /// Years with their places.
    years: Vec<(i32, i32)>,
    /// What kind of time they stand for, in lines.
    time: Vec<String>,
    /// Left end of those, and how many lines below the years they begin.
    at: (i32, i32),
    height: i32,
}

impl Moments {
    pub(super) fn of(chart: &Line, years: &Years, field: Rect, form: Form) -> Self {
        let shown = labelled(chart, years, field, form);
        let years: Vec<(i32, i32)> = shown
            .into_iter()
            .map(|year| (year, years.map(&At::Year(year), (field.left, field.right))))
            .collect();
        let half = form.measure("0000") / 2;
        let first = years.iter().map(|&(_, x)| x - half).min().unwrap_or(form.width);
        let last = years.iter().map(|&(_, x)| x + half).max().unwrap_or_default();
        let mut time = form.above(chart.time.as_deref());
        let width = form.widest(&time);
        // Beside the years, before them or behind them, else below them.
        let at = match &time[..] {
            [_] if width + APART <= first => (0, 0),
            [_] if last + APART + width <= form.width => ((last + APART).max(field.right - width), 0),
            _ => {
                let room = (form.width - field.left) / form.size * 1000;
                time = time.iter().flat_map(|line| measure::wrap(line, room)).collect();
                (field.left, 1)
            }
        };
        let lines = i32::try_from(time.len()).unwrap_or_default();
        let height = GAP + form.leading() * (at.1 + lines).max(1);
        Self { years, time, at, height }
    }

    /// Its height, with the gap to the field.
    pub(super) fn height(&self) -> i32 {
        self.height
    }

    /// Draws it below a field that ends at `bottom`.
    pub(super) fn draw(&self, bottom: i32, form: Form, canvas: &Canvas<'_>) -> Drawn {
        let middle = bottom + GAP + form.leading() / 2;
        for &(year, x) in &self.years {
            let style = Paint::Tick.text(form.size, HPos::Center);
            canvas.draw(&Text::new(year.to_string(), (x, middle), style))?;
        }
        for (index, line) in (self.at.1..).zip(&self.time) {
            let at = (self.at.0, middle + index * form.leading());
            canvas.draw(&Text::new(line.as_str(), at, Paint::Unit.text(form.size, HPos::Left)))?;
        }
        Ok(())
    }
}

/// The years there is something to see of, or, where those have no room, evenly spaced ones.
fn labelled(chart: &Line, years: &Years, field: Rect, form: Form) -> Vec<i32> {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let mut wished: Vec<i32> = points.map(|point| point.at.year()).collect();
    wished.sort_unstable();
    wished.dedup();
    let label = form.measure("0000") + APART;
    let band = Decimal::from(field.right - field.left) / Decimal::from(years.count());
    years.labelled(&wished, Decimal::from(label) / band)
}
