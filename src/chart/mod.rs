//! Charts of figures, as SVG to stand inside a page and as pictures of their own.
//!
//! 1. The caller says what to draw (`data`: a [`Chart`] or a [`Sparkline`]): decimal values with their bounds, and what the
//!    source wrote.
//! 2. Text is measured and broken (`measure`), axes get round ticks (`scale`), labels find a place where they touch
//!    nothing or are left out (`label`).
//! 3. plotters draws into a backend of our own (`backend`), which keeps shapes and what they are (`drawing`, `paint`).
//! 4. `svg` writes classes where others write colours; [`STYLE`] has a rule for each of them. `pixels` draws the same
//!    shapes in colours of their own, `png` makes a file of that.
//!
//! Each chart is composed twice, for a wide and for a narrow page; the style sheet shows one. A third form has title,
//! notes and the name of the site with it (`picture`), as SVG and through `raster` and `png` as pixels. Letters are at least 11
//! pixels high in all. Nothing is told by colour alone: series have marks of their own (`symbol`), parts patterns in print
//! (`hatch`). Numbers on a chart are numbers of the ledger: values stay decimal up to their place on the canvas, and labels are
//! what the source wrote.

mod backend;
mod bars;
mod data;
mod dots;
mod drawing;
mod glyph;
mod grouped;
mod hatch;
mod label;
mod legend;
mod line;
mod measure;
mod multiples;
mod paint;
mod picture;
mod pixels;
mod png;
pub mod poster;
mod raster;
mod scale;
mod share;
mod slope;
mod sparkline;
mod stacked;
mod svg;
mod symbol;
mod whisker;

use plotters::drawing::IntoDrawingArea;
use plotters::element::Text;
use plotters::style::text_anchor::HPos;
use plotters_backend::BackendCoord;

use crate::diag::Language;
use backend::{Canvas, Drawn};
use drawing::Drawing;
use paint::Paint;
use svg::Head;

pub use data::{
    At, Bar, Bars, Change, Changes, Chart, Group, Grouped, Line, Mark, Order, Series, Share, Sparkline,
    Stacked, Unit, YearPoint,
};
pub use picture::{Frame, Picture};
pub use raster::has_letter;
pub use sparkline::sparkline;

/// The rules for every class that a chart uses; the theme's style sheet takes them in.
///
/// It reads `--ink`, `--ink-2`, `--rule`, `--paper`, `--song` from the page and falls back to a light scheme. It sets
/// `--c1` to `--c7`, the colours of series, for both schemes.
pub const STYLE: &str = include_str!("../../static/charts.css");

impl Chart {
    /// The chart as it stands in a page, in both its forms; empty where there is nothing to draw.
    pub fn inline(&self) -> String {
        let (id, title, description) = self.head();
        let write = |form: Form| {
            let head = Head { id, class: form.class, title, description, described: WIDE.class, own: None };
            self.drawing(form).map(|drawing| drawing.write(&head))
        };
        [WIDE, NARROW].into_iter().filter_map(write).collect()
    }

    fn drawing(&self, form: Form) -> Option<Drawing> {
        match self {
            Self::Line(it) => line::draw(it, form),
            Self::Bars(it) => bars::draw(it, form),
            Self::Share(it) => share::draw(it, form),
            Self::Grouped(it) => grouped::draw(it, form),
            Self::Stacked(it) => stacked::draw(it, form),
            Self::Dots(it) => dots::draw(it, form),
            Self::Slope(it) => slope::draw(it, form),
            Self::Multiples(it) => multiples::draw(it, form),
        }
    }
}

/// One of the two compositions of a chart. Lengths in tenths of a pixel.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Class of the `<svg>`.
    class: &'static str,
    /// Width of the canvas.
    width: i32,
    /// Size of the letters: on a phone 360 pixels wide the narrow form is shown at 0.9 of its size, and so is the wide
    /// form in a column of text.
    size: i32,
    /// Height of the field that lines are drawn in.
    field: i32,
    /// Width for names beside the field, in thousandths of an em.
    names: i32,
    /// Width for a value, likewise.
    values: i32,
    /// How many small multiples stand beside each other.
    columns: i32,
}

const WIDE: Form =
    Form { class: "wide", width: 7200, size: 140, field: 2700, names: 10_000, values: 12_000, columns: 3 };
/// In a picture of its own, which leaves a margin of 24 pixels on all sides.
const ALONE: Form = Form { class: "alone", width: 6720, field: 3000, ..WIDE };
const NARROW: Form =
    Form { class: "narrow", width: 3600, size: 130, field: 2300, names: 7000, values: 7500, columns: 2 };

impl Form {
    /// Draws on a canvas of its width.
    fn drawing(self, height: i32, draw: impl FnOnce(&Canvas<'_>) -> Drawn) -> Option<Drawing> {
        let mut drawing = Drawing::new(self.width, height, self.size);
        let canvas = drawing.backend().into_drawing_area();
        let drawn = draw(&canvas);
        drop(canvas);
        // The backend never fails; if it did, no chart would be better than half of one.
        drawn.ok().map(|()| drawing)
    }

    /// What stands above a chart, in lines.
    fn above(&self, text: Option<&str>) -> Vec<String> {
        let text = text.map(str::trim).filter(|it| !it.is_empty());
        text.map_or_else(Vec::new, |text| measure::wrap(text, self.width / self.size * 1000))
    }

    /// Height of what stands above a chart, with the gap below it.
    fn height_above(&self, lines: &[String]) -> i32 {
        let count = i32::try_from(lines.len()).unwrap_or_default();
        if count == 0 { 0 } else { count * self.leading() + 6 * drawing::UNIT }
    }

    /// Draws what stands above a chart.
    fn draw_above(&self, lines: &[String], canvas: &Canvas<'_>) -> Drawn {
        let count = i32::try_from(lines.len()).unwrap_or_default();
        self.draw_text(lines, (0, count * self.leading() / 2), Paint::Unit, HPos::Left, canvas)
    }

    /// From one line of text to the next.
    fn leading(&self) -> i32 {
        self.size * 13 / 10
    }

    /// Width of `text`.
    fn measure(&self, text: &str) -> i32 {
        measure::at_size(text, self.size)
    }

    /// Width of the widest of `lines`.
    fn widest<'a>(&self, lines: impl IntoIterator<Item = &'a String>) -> i32 {
        lines.into_iter().map(|line| self.measure(line)).max().unwrap_or_default()
    }

    /// Draws `lines` one below the other, the middle of them all at `at`, which lies on their `side`.
    fn draw_text(
        &self,
        lines: &[String],
        at: BackendCoord,
        paint: Paint,
        side: HPos,
        canvas: &Canvas<'_>,
    ) -> Drawn {
        let count = i32::try_from(lines.len()).unwrap_or(1);
        let first = at.1 - (count - 1) * self.leading() / 2;
        for (index, line) in (0..).zip(lines) {
            let at = (at.0, first + index * self.leading());
            canvas.draw(&Text::new(line.as_str(), at, paint.text(self.size, side)))?;
        }
        Ok(())
    }
}

/// Colours of an earlier and a later period: the later one is what the chart is about.
const BEFORE: u8 = 2;
const AFTER: u8 = 0;

/// What a mark says when it is pointed at: what it is of, and its value at the end, as written.
fn tip(of: [&str; 2], mark: &Mark, language: Language) -> Option<String> {
    let colon = if language == Language::Chinese { "：" } else { ": " };
    let of = measure::tidy(&of.join(" "));
    Some(measure::tidy(&format!("{of}{colon}{}", mark.written)))
}

/// Colour of the series at `index`.
fn colour(index: usize) -> u8 {
    u8::try_from(index % usize::from(paint::COLOURS)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
