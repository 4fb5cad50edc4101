//! What colours mean, where nothing they colour has room for its name: swatches and names in as many lines as they need.

use plotters::style::text_anchor::HPos;

use super::backend::{Canvas, Drawn, Mark as Shape};
use super::drawing::UNIT;
use super::hatch::hatch;
use super::paint::Paint;
use super::symbol::Symbol;
use super::{Form, colour, measure};

/// Edge of a swatch, and the gap after it.
const SWATCH: (i32, i32) = (14 * UNIT, 6 * UNIT);
/// Radius of a mark in its place.
const RADIUS: i32 = 5 * UNIT;
/// Between an entry and the next one.
const BETWEEN: i32 = 16 * UNIT;
/// Below the last line.
const BELOW: i32 = 8 * UNIT;

/// A legend, laid out.
pub(super) struct Legend {
    form: Form,
    entries: Vec<Entry>,
    height: i32,
}

struct Entry {
    colour: u8,
    /// The mark it is shown as, where it is not a swatch.
    symbol: Option<Symbol>,
    lines: Vec<String>,
    left: i32,
    /// Vertical middle of its first line, from the top of the legend.
    middle: i32,
}

impl Legend {
    /// Of `names`, in the order of their colours; of no height where there are none.
    pub(super) fn of(names: &[String], form: Form) -> Self {
        let colours: Vec<u8> = (0..names.len()).map(colour).collect();
        Self::of_colours(names, &colours, form)
    }

    /// Of `names` in these colours, shown as marks.
    pub(super) fn of_symbols(names: &[String], colours: &[u8], symbols: &[Symbol], form: Form) -> Self {
        let mut legend = Self::of_colours(names, colours, form);
        for (entry, &symbol) in legend.entries.iter_mut().zip(symbols) {
            entry.symbol = Some(symbol);
        }
        legend
    }

    /// Of `names` in these colours.
    pub(super) fn of_colours(names: &[String], colours: &[u8], form: Form) -> Self {
        let (mut left, mut top) = (0, 0);
        let mut line = form.leading();
        let mut entries = Vec::with_capacity(names.len());
        for (name, &colour) in names.iter().zip(colours) {
            let before = SWATCH.0 + SWATCH.1;
            let lines = measure::wrap(name, (form.width - before) / form.size * 1000);
            let width = before + form.widest(&lines);
            if left > 0 && left + width > form.width {
                (left, top) = (0, top + line);
                line = form.leading();
            }
            line = line.max(i32::try_from(lines.len()).unwrap_or(1) * form.leading());
            entries.push(Entry { colour, symbol: None, lines, left, middle: top + form.leading() / 2 });
            left += width + BETWEEN;
        }
        let height = if entries.is_empty() { 0 } else { top + line + BELOW };
        Self { form, entries, height }
    }

    /// Its height, with the gap below it.
    pub(super) fn height(&self) -> i32 {
        self.height
    }

    /// Draws it from `top` on.
    pub(super) fn draw(&self, top: i32, canvas: &Canvas<'_>) -> Drawn {
        for entry in &self.entries {
            let y = top + entry.middle - SWATCH.0 / 2;
            let middle = (entry.left + SWATCH.0 / 2, top + entry.middle);
            if let Some(symbol) = entry.symbol {
                canvas.draw(&Shape::symbol(middle, symbol, RADIUS, Paint::Dot(entry.colour)))?;
                continue;
            }
            let (ends, paint) = ((entry.left, entry.left + SWATCH.0), Paint::Bar(entry.colour));
            canvas.draw(&Shape::area((ends.0, y), (ends.1, y + SWATCH.0), paint))?;
            if let Some(pattern) = hatch(paint, ends, middle.1) {
                canvas.draw(&pattern)?;
            }
        }
        for entry in &self.entries {
            let count = i32::try_from(entry.lines.len()).unwrap_or(1);
            let middle = top + entry.middle + (count - 1) * self.form.leading() / 2;
            let at = (entry.left + SWATCH.0 + SWATCH.1, middle);
            self.form.draw_text(&entry.lines, at, Paint::Name, HPos::Left, canvas)?;
        }
        Ok(())
    }
}
