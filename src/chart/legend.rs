//! What colours mean, where nothing they colour has room for its name: swatches and names in as many lines as they need.

use plotters::style::text_anchor::HPos;

use super::paint::Paint;
use super::svg::{Canvas, Drawn, Mark as Shape, UNIT};
use super::{Form, colour, measure};

/// Edge of a swatch, and the gap after it.
const SWATCH: (i32, i32) = (12 * UNIT, 6 * UNIT);
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
            entries.push(Entry { colour, lines, left, middle: top + form.leading() / 2 });
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
            let points = vec![(entry.left, y), (entry.left + SWATCH.0, y + SWATCH.0)];
            canvas.draw(&Shape { points, radius: 0, paint: Paint::Bar(entry.colour), tip: None })?;
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
