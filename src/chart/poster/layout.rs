//! Where everything stands on a poster. Lengths in pixels.

use qrcodegen::{QrCode, QrCodeEcc};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Poster, PosterFigure, PosterGroup, WIDTH};
use crate::chart::measure;

/// Between the edge and what is drawn.
const MARGIN: i32 = 64;
/// Width of all that is drawn.
const CONTENT: i32 = WIDTH - 2 * MARGIN;
/// Between two columns of figures.
const GAP: i32 = 28;
/// Width of a column.
const COLUMN: i32 = (CONTENT - GAP) / 2;
/// Edge of the QR code with its quiet zone.
pub(super) const CODE: i32 = 220;
/// Modules of paper around a QR code, as its standard wants.
const QUIET: i32 = 4;
/// Largest and least size of a value's letters.
const VALUE: (i32, i32) = (92, 52);

/// What a piece is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The paper itself.
    Paper,
    /// Black of the text.
    Ink,
    /// Grey of what is said beside it.
    Faint,
    /// The red of the masthead.
    Accent,
    /// A thin rule, the track behind a bar.
    Rule,
}

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Song, for the masthead and headings.
    Song,
    /// Plain, for all else.
    Plain,
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A filled rectangle.
    Area { left: i32, top: i32, width: i32, height: i32, ink: Ink },
    /// A line of text; `baseline` is where it stands.
    Text { left: i32, baseline: i32, size: i32, bold: bool, face: Face, ink: Ink, text: String },
    /// Squares of a QR code, each a module wide and high, from its upper left corner; in thousandths of a pixel.
    Code { left: i32, top: i32, module: i32, squares: Vec<(i32, i32)> },
}

/// A poster, laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Laid {
    /// Its title, for those who do not see it.
    pub(super) title: String,
    /// Its height.
    pub(super) height: i32,
    /// What is drawn, in order.
    pub(super) pieces: Vec<Piece>,
}

/// Gives everything its place.
pub(super) fn layout(poster: &Poster) -> Laid {
    let mut page = Page { top: MARGIN, pieces: Vec::new() };
    page.masthead(poster);
    for group in &poster.groups {
        page.group(group);
    }
    page.foot(poster);
    Laid { title: measure::tidy(&poster.title), height: page.top + MARGIN, pieces: page.pieces }
}

/// How a line of text is set.
#[derive(Clone, Copy)]
struct Setting {
    size: i32,
    bold: bool,
    face: Face,
    ink: Ink,
}

impl Setting {
    fn leading(self) -> i32 {
        self.size * 14 / 10
    }

    fn wrap(self, text: &str, width: i32) -> Vec<String> {
        measure::wrap(text, width * 1000 / self.size)
    }
}

const MASTHEAD: Setting = Setting { size: 44, bold: true, face: Face::Song, ink: Ink::Accent };
const TITLE: Setting = Setting { size: 64, bold: true, face: Face::Song, ink: Ink::Ink };
const SUBTITLE: Setting = Setting { size: 32, bold: false, face: Face::Plain, ink: Ink::Faint };
const HEADING: Setting = Setting { size: 40, bold: true, face: Face::Song, ink: Ink::Accent };
const NAME: Setting = Setting { size: 30, bold: false, face: Face::Plain, ink: Ink::Faint };
const FOOT: Setting = Setting { size: 26, bold: false, face: Face::Plain, ink: Ink::Faint };

/// The picture so far.
struct Page {
    top: i32,
    pieces: Vec<Piece>,
}

impl Page {
    fn area(&mut self, left: i32, top: i32, (width, height): (i32, i32), ink: Ink) {
        self.pieces.push(Piece::Area { left, top, width, height, ink });
    }

    /// Lines of text from `top` on; where they end.
    fn lines(&mut self, left: i32, top: i32, lines: &[String], setting: Setting) -> i32 {
        let mut y = top;
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.text(left, y + setting.leading() / 2, line, setting);
            y += setting.leading();
        }
        y
    }

    /// A line of text whose vertical middle is at `middle`.
    fn text(&mut self, left: i32, middle: i32, text: &str, setting: Setting) {
        let Setting { size, bold, face, ink } = setting;
        let baseline = middle + size * 36 / 100;
        self.pieces.push(Piece::Text { left, baseline, size, bold, face, ink, text: text.to_owned() });
    }

    /// Name of the publication over a thick and a thin rule, title, region and period.
    fn masthead(&mut self, poster: &Poster) {
        let name = MASTHEAD.wrap(&poster.masthead, CONTENT);
        self.top = self.lines(MARGIN, self.top, &name, MASTHEAD) + 14;
        self.area(MARGIN, self.top, (CONTENT, 7), Ink::Accent);
        self.area(MARGIN, self.top + 13, (CONTENT, 2), Ink::Accent);
        let title = TITLE.wrap(&poster.title, CONTENT);
        self.top = self.lines(MARGIN, self.top + 48, &title, TITLE) + 12;
        let subtitle = SUBTITLE.wrap(&poster.subtitle, CONTENT);
        self.top = self.lines(MARGIN, self.top, &subtitle, SUBTITLE) + 20;
    }

    fn group(&mut self, group: &PosterGroup) {
        self.top += 36;
        let heading = HEADING.wrap(&group.title, CONTENT);
        self.top = self.lines(MARGIN, self.top, &heading, HEADING) + 8;
        self.area(MARGIN, self.top, (CONTENT, 2), Ink::Rule);
        self.top += 26;
        for pair in group.figures.chunks(2) {
            let ends: Vec<i32> = (0..)
                .zip(pair)
                .map(|(column, figure)| self.figure(MARGIN + column * (COLUMN + GAP), figure))
                .collect();
            self.top = ends.into_iter().max().unwrap_or(self.top) + 34;
        }
    }

    /// A figure: its value large, its name below, for a rate a bar; where it ends.
    fn figure(&mut self, left: i32, figure: &PosterFigure) -> i32 {
        let mut y = self.value(left, figure);
        if let Some(share) = figure.share {
            let filled = (share * Decimal::from(COLUMN) / Decimal::ONE_HUNDRED).round().to_i32();
            let filled = filled.unwrap_or_default().clamp(0, COLUMN);
            self.area(left, y + 6, (COLUMN, 14), Ink::Rule);
            self.area(left, y + 6, (filled, 14), Ink::Accent);
            if figure.approximate && filled > 8 {
                // The end of an approximate value is open.
                self.area((left + filled - 4).max(left), y + 6, (4, 14), Ink::Paper);
            }
            y += 32;
        }
        self.lines(left, y, &NAME.wrap(&figure.name, COLUMN), NAME)
    }

    /// Value and unit on one line, as large as fits; where even the least size does not, on several.
    fn value(&mut self, left: i32, figure: &PosterFigure) -> i32 {
        let set = |size| Setting { size, bold: true, face: Face::Plain, ink: Ink::Ink };
        let small = |size: i32| Setting { size: size * 45 / 100, ..set(size) };
        let (value, unit) = (measure::tidy(&figure.value), measure::tidy(&figure.unit));
        let wide = |size: i32| {
            let value = measure::at_size(&value, size);
            value + size / 10 + measure::at_size(&unit, small(size).size)
        };
        let fitting = (VALUE.1..=VALUE.0).rev().step_by(4).find(|&size| wide(size) <= COLUMN);
        if let Some(size) = fitting {
            let middle = self.top + VALUE.0 * 12 / 20;
            self.text(left, middle, &value, set(size));
            if !unit.is_empty() {
                let at = left + measure::at_size(&value, size) + size / 10;
                // On the same baseline as the value.
                let lower = (size - small(size).size) * 36 / 100;
                self.text(at, middle + lower, &unit, small(size));
            }
            return self.top + VALUE.0 * 12 / 10;
        }
        let whole = set(VALUE.1);
        let lines = whole.wrap(&format!("{value}{unit}"), COLUMN);
        self.lines(left, self.top, &lines, whole)
    }

    /// Source and address, beside a QR code.
    fn foot(&mut self, poster: &Poster) {
        self.top += 30;
        self.area(MARGIN, self.top, (CONTENT, 2), Ink::Accent);
        self.area(MARGIN, self.top + 8, (CONTENT, 7), Ink::Accent);
        self.top += 40;
        let code = poster.address.as_deref().and_then(|it| QrCode::encode_text(it, QrCodeEcc::Medium).ok());
        let width = if code.is_some() { CONTENT - CODE - GAP } else { CONTENT };
        let mut end = self.top;
        for line in &poster.foot {
            end = self.lines(MARGIN, end, &FOOT.wrap(line, width), FOOT) + 6;
        }
        if let Some(code) = code {
            let left = WIDTH - MARGIN - CODE;
            self.code(left, self.top, &code);
            end = end.max(self.top + CODE);
        }
        self.top = end;
    }

    fn code(&mut self, left: i32, top: i32, code: &QrCode) {
        let size = code.size();
        let module = CODE * 1000 / (size + 2 * QUIET);
        let dark =
            (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|&(x, y)| code.get_module(x, y));
        let at = |nth: i32| (nth + QUIET) * module;
        let squares = dark.map(|(x, y)| (at(x), at(y))).collect();
        self.pieces.push(Piece::Code { left, top, module, squares });
    }
}
