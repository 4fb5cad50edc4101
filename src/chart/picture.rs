//! A picture that stands alone: a chart with its title above, its notes and the name of the site below, as an SVG file with a style
//! sheet of its own or as a PNG file.

use std::sync::LazyLock;

use plotters_backend::BackendCoord;

use super::drawing::{Drawing, Element, Shape, Side, UNIT, baseline};
use super::paint::Paint;
use super::svg::Head;
use super::{ALONE, Chart, STYLE, measure, pixels, raster};
use crate::diag::Language;

/// Around all that is drawn.
const MARGIN: i32 = 24 * UNIT;
/// Thickness of the rule at the top, and from its upper edge to the thin line below it.
const RULE: (i32, i32) = (30, 55);
/// Sizes of letters: of the title, the line below it, the notes, the name of the site.
const SIZES: [i32; 4] = [220, 140, 120, 130];
/// Above the title, above the chart, above the notes, above the name of the site.
const GAPS: [i32; 4] = [14 * UNIT, 14 * UNIT, 16 * UNIT, 8 * UNIT];

/// What stands around a chart in a picture of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What is seen.
    pub title: String,
    /// What is counted, in which unit, of which time; empty where the title says it all.
    pub subtitle: String,
    /// Source and remarks, each in a paragraph.
    pub notes: Vec<String>,
    /// Name of the site.
    pub masthead: String,
    /// Language of all of it.
    pub language: Language,
}

/// A chart in its frame.
#[derive(Debug)]
pub struct Picture {
    drawing: Drawing,
    title: String,
    description: String,
    language: Language,
}

impl Chart {
    /// The chart as a picture of its own; nothing where there is nothing to draw.
    pub fn picture(&self, frame: &Frame) -> Option<Picture> {
        let chart = self.drawing(ALONE)?;
        let (_, _, description) = self.head();
        let mut page = Page::new();
        page.rule();
        page.text(&frame.title, SIZES[0], Paint::Title, GAPS[0]);
        page.text(&frame.subtitle, SIZES[1], Paint::Unit, 4 * UNIT);
        page.chart(chart);
        for (index, note) in frame.notes.iter().enumerate() {
            page.text(note, SIZES[2], Paint::Unit, if index == 0 { GAPS[2] } else { 2 * UNIT });
        }
        page.text(&frame.masthead, SIZES[3], Paint::Title, GAPS[3]);
        let (title, description) = (frame.title.clone(), description.to_owned());
        Some(Picture { drawing: page.finish(), title, description, language: frame.language })
    }
}

impl Picture {
    /// A whole SVG file: it needs no page, and follows the reader's choice of light or dark.
    pub fn svg(&self) -> String {
        let language = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        // Rules of the page would make it as wide as what it stands in, and as an image it would have no size at all.
        let (width, height) = (self.drawing.width / UNIT, self.drawing.height / UNIT);
        let attributes = format!(
            " xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{language}\" style=\"width:{width}px;height:{height}px\""
        );
        let (title, description) = (&self.title, &self.description);
        self.drawing.write(&Head {
            id: "chart",
            class: ALONE.class,
            title,
            description,
            described: ALONE.class,
            own: Some((&attributes, &SHEET)),
        })
    }

    /// A PNG file of the light scheme, at twice the size; nothing where it would be too high for one.
    pub fn png(&self) -> Option<Vec<u8>> {
        pixels::png(&self.drawing)
    }

    /// What the PNG file is made of, in a number: as long as it is the same, so are the bytes.
    pub fn fingerprint(&self) -> u64 {
        raster::fingerprint(&self.svg())
    }

    /// Letters that the PNG file shows as an empty box, as its faces do not have them.
    pub fn missing(&self) -> Vec<char> {
        pixels::missing(&self.drawing)
    }
}

/// The style sheet of a file of its own: that of the page, with the colours that a page would give it.
static SHEET: LazyLock<String> = LazyLock::new(|| {
    let own = include_str!("picture.css");
    let mut sheet = String::with_capacity(STYLE.len());
    for part in [own, STYLE] {
        let uncommented = part.split("/*").map(|it| it.split_once("*/").map_or(it, |(_, rest)| rest));
        for line in uncommented.flat_map(str::lines) {
            let line = line.trim();
            sheet.push_str(&line.replace(": ", ":").replace(", ", ",").replace(" {", "{"));
        }
    }
    sheet.replace(";}", "}")
});

/// A picture in the making, from the top down.
struct Page {
    elements: Vec<Element>,
    bottom: i32,
}

impl Page {
    fn new() -> Self {
        Self { elements: Vec::new(), bottom: MARGIN }
    }

    /// The rule of a masthead: thick over thin.
    fn rule(&mut self) {
        let at = (MARGIN, self.bottom);
        self.add(Paint::Title, Shape::Rect { at, width: ALONE.width, height: RULE.0 });
        let y = self.bottom + RULE.1;
        let points = vec![(MARGIN, y), (MARGIN + ALONE.width, y)];
        self.add(Paint::Base, Shape::Path { points, closed: false });
        self.bottom = y;
    }

    /// Text in as many lines as it needs, `gap` below what is there.
    fn text(&mut self, text: &str, size: i32, paint: Paint, gap: i32) {
        if text.trim().is_empty() {
            return;
        }
        let leading = size * 14 / 10;
        self.bottom += gap;
        for line in measure::wrap(text, ALONE.width / size * 1000) {
            let at: BackendCoord = (MARGIN, self.bottom + leading / 2 + baseline(size));
            let shape = Shape::Text { at, text: line };
            self.elements.push(Element { paint, side: Side::Start, size, shape, tip: None });
            self.bottom += leading;
        }
    }

    fn chart(&mut self, mut chart: Drawing) {
        self.bottom += GAPS[1];
        chart.shift((MARGIN, self.bottom));
        self.bottom += chart.height;
        self.elements.append(&mut chart.elements);
    }

    fn add(&mut self, paint: Paint, shape: Shape) {
        self.elements.push(Element { paint, side: Side::Start, size: 0, shape, tip: None });
    }

    /// All of it on its paper. The height is a whole number of pixels.
    fn finish(mut self) -> Drawing {
        let (width, height) = (ALONE.width + 2 * MARGIN, (self.bottom + MARGIN + UNIT - 1) / UNIT * UNIT);
        let paper = Shape::Rect { at: (0, 0), width, height };
        let paper = Element { paint: Paint::Paper, side: Side::Start, size: 0, shape: paper, tip: None };
        self.elements.insert(0, paper);
        Drawing { width, height, size: ALONE.size, elements: self.elements }
    }
}
