//! The pieces of a picture, and how text is set in lines. Lengths in pixels.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{PosterFigure, Share};
use crate::chart::measure;

/// Height of the bar of a rate.
pub(super) const BAR: i32 = 16;

/// What a piece is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Black of the text.
    Text,
    /// Grey of what is said beside it.
    Faint,
    /// The red of the masthead.
    Accent,
    /// The same, thinned: what a rate may be, but need not.
    Tint,
    /// A thin rule, the track behind a bar.
    Rule,
}

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Song, bold: mastheads, headings and large numbers.
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
    Text { left: i32, baseline: i32, size: i32, face: Face, ink: Ink, text: String },
    /// A value, and behind it, wherever that ends in the face at hand, its unit in letters of `small` size.
    Value { left: i32, baseline: i32, size: i32, small: i32, value: String, unit: String },
    /// A QR code of `edge` by `edge` pixels.
    Code { left: i32, top: i32, edge: i32, code: Code },
}

/// The dark modules of a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// Modules from edge to edge, the quiet zone included.
    pub(super) modules: i32,
    /// Runs of dark ones: column and row of the first, and how many there are side by side.
    pub(super) runs: Vec<(i32, i32, i32)>,
}

/// A picture, laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Laid {
    /// Its title, for those who do not see it.
    pub(super) title: String,
    /// Its width.
    pub(super) width: i32,
    /// Its height.
    pub(super) height: i32,
    /// What is drawn, in order.
    pub(super) pieces: Vec<Piece>,
}

/// How a line of text is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// Size of the letters.
    pub(super) size: i32,
    /// The face.
    pub(super) face: Face,
    /// The colour.
    pub(super) ink: Ink,
}

impl Setting {
    /// From one line to the next.
    pub(super) fn leading(self) -> i32 {
        self.size * 14 / 10
    }

    /// Where the letters of a line stand whose upper edge is `top`.
    pub(super) fn baseline(self, top: i32) -> i32 {
        top + self.leading() / 2 + self.size * 36 / 100
    }

    /// `text` in lines of at most `width`.
    pub(super) fn wrap(self, text: &str, width: i32) -> Vec<String> {
        let lines = measure::wrap(text, width * 1000 / self.size);
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// Each of `texts` in lines of at most `width`.
    pub(super) fn wrap_all(self, texts: &[String], width: i32) -> Vec<String> {
        texts.iter().flat_map(|text| self.wrap(text, width)).collect()
    }

    /// Height of so many lines.
    pub(super) fn height(self, lines: &[String]) -> i32 {
        i32::try_from(lines.len()).unwrap_or_default() * self.leading()
    }
}

/// The picture so far.
#[derive(Default)]
pub(super) struct Pieces(pub(super) Vec<Piece>);

impl Pieces {
    /// A filled rectangle of `width` by `height`.
    pub(super) fn area(&mut self, left: i32, top: i32, (width, height): (i32, i32), ink: Ink) {
        self.0.push(Piece::Area { left, top, width, height, ink });
    }

    /// Lines of text from `top` on; where they end.
    pub(super) fn lines(&mut self, left: i32, top: i32, lines: &[String], setting: Setting) -> i32 {
        let mut y = top;
        for line in lines {
            let Setting { size, face, ink } = setting;
            let baseline = setting.baseline(y);
            self.0.push(Piece::Text { left, baseline, size, face, ink, text: line.clone() });
            y += setting.leading();
        }
        y
    }

    /// The thick rule over the thin one of a masthead; where they end.
    pub(super) fn masthead_rule(&mut self, left: i32, top: i32, width: i32) -> i32 {
        self.area(left, top, (width, 7), Ink::Accent);
        self.area(left, top + 13, (width, 2), Ink::Accent);
        top + 15
    }

    /// The bar of a rate: what it is at least, and what it may be.
    pub(super) fn bar(&mut self, left: i32, top: i32, width: i32, share: Share) {
        let filled = |share: Decimal| {
            let exact = share * Decimal::from(width) / Decimal::ONE_HUNDRED;
            exact.round().to_i32().unwrap_or_default().clamp(0, width)
        };
        let (least, most) = (filled(share.least), filled(share.most));
        self.area(left, top, (width, BAR), Ink::Rule);
        if most > least {
            self.area(left, top, (most, BAR), Ink::Tint);
        }
        if least > 0 {
            self.area(left, top, (least, BAR), Ink::Accent);
        }
    }
}

/// A value with its unit behind it, measured.
pub(super) struct Value {
    lines: Vec<String>,
    unit: String,
    size: i32,
}

impl Value {
    /// On one line, as large as fits into `width` between `most` and `least`; where even the least does not, on several.
    pub(super) fn fit(figure: &PosterFigure, width: i32, (most, least): (i32, i32)) -> Self {
        let (value, unit) = (measure::tidy(&figure.value), measure::tidy(&figure.unit));
        let wide = |size: i32| {
            let unit = if unit.is_empty() { 0 } else { gap(size) + measure::at_size(&unit, small(size)) };
            measure::at_size(&value, size) + unit
        };
        match (least..=most).rev().step_by(4).find(|&size| wide(size) <= width) {
            Some(size) => Self { lines: vec![value], unit, size },
            None => {
                let setting = Self::setting(least);
                Self {
                    lines: setting.wrap(&format!("{value}{unit}"), width),
                    unit: String::new(),
                    size: least,
                }
            }
        }
    }

    /// Whether it stands on one line.
    pub(super) fn is_one_line(&self) -> bool {
        self.lines.len() < 2
    }

    /// Its height.
    pub(super) fn height(&self) -> i32 {
        Self::setting(self.size).height(&self.lines)
    }

    /// Draws it from `top` on.
    pub(super) fn draw(&self, left: i32, top: i32, pieces: &mut Pieces) {
        let setting = Self::setting(self.size);
        match &*self.lines {
            [value] => pieces.0.push(Piece::Value {
                left,
                baseline: setting.baseline(top),
                size: self.size,
                small: small(self.size),
                value: value.clone(),
                unit: self.unit.clone(),
            }),
            lines => {
                pieces.lines(left, top, lines, setting);
            }
        }
    }

    fn setting(size: i32) -> Setting {
        Setting { size, face: Face::Song, ink: Ink::Accent }
    }
}

/// Size of the unit behind a value.
fn small(size: i32) -> i32 {
    size * 42 / 100
}

/// What is left free between a value and its unit.
pub(super) fn gap(size: i32) -> i32 {
    size / 12
}
