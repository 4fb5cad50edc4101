//! From shapes to pixels.
//!
//! Letters are outlines of the two faces in `fonts/` (subsets of Noto, SIL Open Font License), so that a picture looks the same on
//! a machine without fonts. What they lack is drawn as their empty box.

use std::sync::LazyLock;

use tiny_skia::{Color, FillRule, Paint, Path, Pixmap, Rect, Stroke, StrokeDash, Transform};
use ttf_parser::{Face as Font, GlyphId};

use super::glyph::{self, Cut};
use super::png;
use crate::text;

/// Which way of drawing this is: another one makes other bytes of the same picture. A test of `poster` says when it has to grow.
pub(super) const EDITION: u32 = 1;

/// Tells pictures apart by the SVG that says the same as their pixels: as long as it is the same, so are the bytes.
pub(super) fn fingerprint(svg: &str) -> u64 {
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    text::fingerprint([version, &EDITION.to_be_bytes(), svg.as_bytes()])
}

/// Whether the faces have `letter`; what they lack is drawn as an empty box.
pub fn has_letter(letter: char) -> bool {
    [Face::Song, Face::Plain].iter().all(|face| face.font().is_none_or(|it| it.glyph_index(letter).is_some()))
}

/// A face that letters are drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Face {
    /// Song, bold: mastheads and headings.
    Song,
    /// Plain.
    Plain,
}

static PLAIN: LazyLock<Option<Font<'static>>> =
    LazyLock::new(|| Font::parse(include_bytes!("fonts/NotoSansSC-Regular.otf"), 0).ok());
static SONG: LazyLock<Option<Font<'static>>> =
    LazyLock::new(|| Font::parse(include_bytes!("fonts/NotoSerifSC-Bold.otf"), 0).ok());

impl Face {
    /// The face itself; it is always there, for it is part of the program.
    pub(super) fn font(self) -> Option<&'static Font<'static>> {
        match self {
            Self::Song => SONG.as_ref(),
            Self::Plain => PLAIN.as_ref(),
        }
    }

    /// Whether it has this letter.
    pub(super) fn has(self, letter: char) -> bool {
        self.font().is_some_and(|font| font.glyph_index(letter).is_some())
    }
}

/// How a line of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Size of the letters, in pixels.
    pub(super) size: f32,
    /// The face.
    pub(super) face: Face,
    /// Whether it is drawn bolder than the face is.
    pub(super) bold: bool,
    /// Colour.
    pub(super) colour: Color,
}

/// A picture of pixels.
pub(super) struct Raster {
    pixmap: Pixmap,
}

impl Raster {
    /// An empty picture of `width` by `height` pixels on `paper`; `None` where it would have no or too many pixels.
    pub(super) fn new(width: u32, height: u32, paper: Color) -> Option<Self> {
        let mut pixmap = Pixmap::new(width, height)?;
        pixmap.fill(paper);
        Some(Self { pixmap })
    }

    /// A filled rectangle.
    pub(super) fn area(&mut self, left: f32, top: f32, width: f32, height: f32, colour: Color) {
        if let Some(rect) = Rect::from_xywh(left, top, width, height) {
            self.pixmap.fill_rect(rect, &paint(colour), Transform::identity(), None);
        }
    }

    /// A filled shape.
    pub(super) fn fill(&mut self, path: &Path, colour: Color) {
        self.pixmap.fill_path(path, &paint(colour), FillRule::Winding, Transform::identity(), None);
    }

    /// A line of this width; with `dash`, in pieces of its first length with gaps of its second.
    pub(super) fn stroke(&mut self, path: &Path, width: f32, dash: Option<[f32; 2]>, colour: Color) {
        let dash = dash.and_then(|dash| StrokeDash::new(dash.to_vec(), 0.0));
        let (line_cap, line_join) = if dash.is_some() {
            (tiny_skia::LineCap::Butt, tiny_skia::LineJoin::Miter)
        } else {
            (tiny_skia::LineCap::Round, tiny_skia::LineJoin::Round)
        };
        let stroke = Stroke { width, dash, line_cap, line_join, ..Stroke::default() };
        self.pixmap.stroke_path(path, &paint(colour), &stroke, Transform::identity(), None);
    }

    /// A line of text from `left` on, its baseline at `baseline`; where it ends.
    pub(super) fn text(&mut self, left: f32, baseline: f32, text: &str, setting: Setting) -> f32 {
        self.letters(left, baseline, text, setting, if setting.bold { Cut::Bold } else { Cut::Plain })
    }

    /// The ground of a line of text: its letters, wider by `reach` on all sides.
    pub(super) fn ground(&mut self, left: f32, baseline: f32, text: &str, setting: Setting, reach: u8) {
        self.letters(left, baseline, text, setting, Cut::Wide(reach));
    }

    fn letters(&mut self, mut left: f32, baseline: f32, text: &str, setting: Setting, cut: Cut) -> f32 {
        let Some(font) = setting.face.font() else { return left };
        let scale = setting.size / f32::from(font.units_per_em());
        for letter in text.chars() {
            let glyph = font.glyph_index(letter).unwrap_or(GlyphId(0));
            glyph::draw(glyph, (left, baseline), setting, cut, &mut self.pixmap);
            left += f32::from(font.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
        }
        left
    }

    /// The picture as a PNG file without transparency.
    pub(super) fn png(&self) -> Vec<u8> {
        png::png(self.pixmap.width(), self.pixmap.height(), self.pixmap.data())
    }
}

/// Width of a line of text.
pub(super) fn width(text: &str, setting: Setting) -> f32 {
    let Some(font) = setting.face.font() else { return 0.0 };
    let scale = setting.size / f32::from(font.units_per_em());
    let advance =
        |letter| font.glyph_hor_advance(font.glyph_index(letter).unwrap_or_default()).unwrap_or_default();
    text.chars().map(|letter| f32::from(advance(letter)) * scale).sum()
}

fn paint(colour: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour);
    paint.anti_alias = true;
    paint
}

/// The colour of `#rrggbb`; black for anything else.
pub(super) fn colour(written: &str) -> Color {
    let number =
        written.strip_prefix('#').and_then(|it| u32::from_str_radix(it, 16).ok()).unwrap_or_default();
    let [_, red, green, blue] = number.to_be_bytes();
    Color::from_rgba8(red, green, blue, 255)
}
