//! From shapes to pixels, and from pixels to a PNG file.
//!
//! Letters are outlines of the two faces in `fonts/` (subsets of Noto, SIL Open Font License), so that a picture looks the same on
//! a machine without fonts. What they lack is drawn as their empty box.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Stroke, Transform};
use ttf_parser::{Face as Font, GlyphId, OutlineBuilder};

/// Which way of drawing this is: another one makes other bytes of the same picture. A test of `poster` says when it has to grow.
pub(super) const EDITION: u32 = 1;

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
    fn font(self) -> Option<&'static Font<'static>> {
        match self {
            Self::Song => SONG.as_ref(),
            Self::Plain => PLAIN.as_ref(),
        }
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

    /// A line of text from `left` on, its baseline at `baseline`; where it ends.
    pub(super) fn text(&mut self, left: f32, baseline: f32, text: &str, setting: Setting) -> f32 {
        let Some(font) = setting.face.font() else { return left };
        let scale = setting.size / f32::from(font.units_per_em());
        let mut outline = Outline { path: PathBuilder::new(), scale, left, baseline };
        for letter in text.chars() {
            let glyph = font.glyph_index(letter).unwrap_or(GlyphId(0));
            font.outline_glyph(glyph, &mut outline);
            outline.left += f32::from(font.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
        }
        let end = outline.left;
        let Some(path) = outline.path.finish() else { return end };
        let paint = paint(setting.colour);
        self.pixmap.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        if setting.bold {
            let stroke = Stroke { width: setting.size / 28.0, ..Stroke::default() };
            self.pixmap.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
        }
        end
    }

    /// The picture as a PNG file without transparency.
    pub(super) fn png(&self) -> Vec<u8> {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
        for row in self.pixmap.data().chunks(width as usize * 4) {
            // Each row begins with its filter: none. Paper is opaque, so that alpha says nothing.
            let pixels = row.chunks(4).flat_map(|pixel| &pixel[..3]).copied();
            let line: Vec<u8> = std::iter::once(0).chain(pixels).collect();
            // Writing to memory does not fail.
            let _infallible = encoder.write_all(&line);
        }
        let mut head = Vec::with_capacity(13);
        head.extend(width.to_be_bytes());
        head.extend(height.to_be_bytes());
        // Eight bits for each of red, green and blue; compression, filter and order as ever.
        head.extend([8, 2, 0, 0, 0]);
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut out, b"IHDR", &head);
        chunk(&mut out, b"IDAT", &encoder.finish().unwrap_or_default());
        chunk(&mut out, b"IEND", &[]);
        out
    }
}

fn paint(colour: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour);
    paint.anti_alias = true;
    paint
}

/// A chunk of a PNG file: length, kind, data, checksum.
fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    out.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}

/// The colour of `#rrggbb`; black for anything else.
pub(super) fn colour(written: &str) -> Color {
    let number =
        written.strip_prefix('#').and_then(|it| u32::from_str_radix(it, 16).ok()).unwrap_or_default();
    let [_, red, green, blue] = number.to_be_bytes();
    Color::from_rgba8(red, green, blue, 255)
}

/// Collects the outlines of letters, from left to right.
struct Outline {
    path: PathBuilder,
    scale: f32,
    left: f32,
    baseline: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
