//! Charts of figures, as SVG to stand inside a page.
//!
//! 1. The caller says what to draw ([`Line`], [`Bars`], [`Share`], [`Sparkline`]): decimal values with their
//!    bounds, and what the source wrote.
//! 2. Text is measured and broken (`measure`), axes get round ticks (`scale`), labels find a place where they touch
//!    nothing or are left out (`label`).
//! 3. plotters draws into a backend of our own (`svg`), which writes classes where others write colours. [`STYLE`] has
//!    a rule for each of them.
//!
//! Each chart is composed twice, for a wide and for a narrow page; the style sheet shows one. Letters are at least 11
//! pixels high in both. Numbers on a chart are numbers of the ledger: values stay decimal up to their place on the
//! canvas, and labels are what the source wrote.

mod bars;
mod dots;
mod grouped;
mod label;
mod legend;
mod line;
mod measure;
mod multiples;
mod paint;
pub mod poster;
mod raster;
mod scale;
mod share;
mod slope;
mod sparkline;
mod stacked;
mod svg;
mod whisker;

use jiff::civil::Date;
use plotters::drawing::IntoDrawingArea;
use plotters::element::Text;
use plotters::style::text_anchor::HPos;
use plotters_backend::BackendCoord;
use rust_decimal::Decimal;

use crate::diag::Language;
use paint::Paint;
use svg::{Canvas, Drawing, Drawn, Head};

pub use bars::bars;
pub use dots::dots;
pub use grouped::grouped;
pub use line::line;
pub use multiples::multiples;
pub use raster::has_letter;
pub use share::share;
pub use slope::slope;
pub use sparkline::sparkline;
pub use stacked::stacked;

/// The rules for every class that a chart uses; the theme's style sheet takes them in.
///
/// It reads `--ink`, `--ink-2`, `--rule`, `--paper`, `--accent` from the page and falls back to a light scheme. It sets
/// `--c1` to `--c7`, the colours of series, for both schemes.
pub const STYLE: &str = include_str!("../../static/charts.css");

/// A value as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The value, in the chart's unit (a rate of 72.2 % is 72.2).
    pub number: Decimal,
    /// Least it can be; open when `None`. Drawn only where the value is approximate.
    pub lower: Option<Decimal>,
    /// Most it can be; open when `None`. Drawn only where the value is approximate.
    pub upper: Option<Decimal>,
    /// Whether the source wrote 近, 余, 约 …: drawn hollow, with a whisker over its bounds.
    pub approximate: bool,
    /// As the source wrote it, with its unit: the label.
    pub written: String,
}

impl Mark {
    /// The least and the most that has to be in the picture.
    fn extent(&self) -> (Decimal, Decimal) {
        if !self.approximate {
            return (self.number, self.number);
        }
        let (lower, upper) = (self.lower.unwrap_or(self.number), self.upper.unwrap_or(self.number));
        (lower.min(self.number), upper.max(self.number))
    }
}

/// What the numbers of a chart count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A rate in percent.
    Percent,
    /// A count of this unit (件, 名, 个); empty where there is none to name.
    Count(String),
}

/// Where a value stands on an axis of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// A year as a whole, or the session held in it: the middle of the year's band.
    Year(i32),
    /// As of a day: that day in the year's band.
    Day(Date),
}

impl At {
    /// The year it lies in.
    fn year(self) -> i32 {
        match self {
            Self::Year(year) => year.clamp(-9999, 9999),
            Self::Day(date) => i32::from(date.year()),
        }
    }

    /// In years, from the first moment of the year 0.
    fn position(self) -> Decimal {
        let part = match self {
            Self::Year(_) => Decimal::new(5, 1),
            Self::Day(date) => {
                let noon = Decimal::from(date.day_of_year()) - Decimal::new(5, 1);
                noon / Decimal::from(date.days_in_year())
            }
        };
        Decimal::from(self.year()) + part
    }
}

/// A value at its place in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearPoint {
    /// When.
    pub at: At,
    /// The period for people: 2018年, 截至2022年底.
    pub label: String,
    /// The value.
    pub mark: Mark,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name, at its end; not drawn where it is the only one.
    pub name: String,
    /// Its values, in any order. Several at one time are all drawn: sources that contradict each other.
    pub points: Vec<YearPoint>,
}

/// A line chart over years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What the numbers count.
    pub unit: Unit,
    /// Lines; colours repeat after seven.
    pub series: Vec<Series>,
    /// Language of the axes.
    pub language: Language,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is of: the name of a region.
    pub label: String,
    /// Its value.
    pub mark: Mark,
    /// Whether it is the one the page is about.
    pub highlight: bool,
}

/// Horizontal bars, the highest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What the numbers count.
    pub unit: Unit,
    /// Bars, in any order; equal ones keep theirs.
    pub bars: Vec<Bar>,
}

/// A whole cut into its parts. It says something only where the parts are disjoint and complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// Parts, in any order; all count the same thing in the same unit.
    pub parts: Vec<Bar>,
}

/// Bars of several periods, a group for each name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// Names of the periods, in the order of the bars in a group.
    pub periods: Vec<String>,
    /// Groups, from the top.
    pub groups: Vec<Group>,
}

/// A name with one value for each of several things that all names share: periods, or parts of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is of: the name of a region.
    pub label: String,
    /// A value for each; none where there is none to know.
    pub marks: Vec<Option<Mark>>,
}

/// Wholes cut into the same parts, a row for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stacked {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// Names of the parts, in the order of the pieces.
    pub parts: Vec<String>,
    /// Rows, from the top; all count the same thing in the same unit.
    pub rows: Vec<Group>,
}

/// Changes from one period to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What the numbers count.
    pub unit: Unit,
    /// Names of the earlier and the later period.
    pub periods: [String; 2],
    /// Rows, from the top.
    pub rows: Vec<Change>,
    /// Language of the axis.
    pub language: Language,
}

/// The change of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is of: the name of a region.
    pub label: String,
    /// Its value in the earlier period.
    pub before: Mark,
    /// Its value in the later period.
    pub after: Mark,
}

/// A line the size of a word, without labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sparkline {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// What it shows, for those who do not see it; with an empty one it is hidden from them.
    pub title: String,
    /// Values, in any order.
    pub points: Vec<(At, Decimal)>,
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
}

const WIDE: Form = Form { class: "wide", width: 7200, size: 140, field: 2700, names: 10_000, values: 12_000 };
const NARROW: Form = Form { class: "narrow", width: 3600, size: 130, field: 2300, names: 7000, values: 7500 };

impl Form {
    /// Draws on a canvas of its width.
    fn compose(
        self,
        height: i32,
        head: &Head<'_>,
        draw: impl FnOnce(&Canvas<'_>) -> Drawn,
    ) -> Option<String> {
        let mut drawing = Drawing::new(self.width, height, self.size);
        let canvas = drawing.backend().into_drawing_area();
        let drawn = draw(&canvas);
        drop(canvas);
        // The backend never fails; if it did, no chart would be better than half of one.
        drawn.ok().map(|()| drawing.write(head))
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

/// Colour of the series at `index`.
fn colour(index: usize) -> u8 {
    u8::try_from(index % usize::from(paint::COLOURS)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
