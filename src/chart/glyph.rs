//! Letters in pixels: each is drawn once for a size and kept, as the same few hundred come again and again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tiny_skia::{FillRule, Mask, Path, PathBuilder, Pixmap, Stroke, Transform};
use ttf_parser::{GlyphId, OutlineBuilder};

use super::raster::{Face, Setting};

/// How many places between two pixels a letter may stand at.
const PHASES: u8 = 4;
/// Most bytes of letters that a thread keeps.
const MOST: usize = 4 << 20;

/// How letters are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cut {
    /// As the face has them.
    Plain,
    /// Bolder.
    Bold,
    /// Wider by so many pixels on all sides: the ground that another letter stands on.
    Wide(u8),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    face: Face,
    glyph: u16,
    /// The size, as its bits.
    size: u32,
    phase: u8,
    cut: Cut,
}

/// How much of each pixel a letter covers.
struct Glyph {
    /// From the point it stands at to its upper left corner.
    left: i32,
    top: i32,
    width: usize,
    cover: Vec<u8>,
}

#[derive(Default)]
struct Kept {
    glyphs: HashMap<Key, Option<Rc<Glyph>>>,
    bytes: usize,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Draws a letter at a point on its baseline. The picture must be opaque.
pub(super) fn draw(
    glyph: GlyphId,
    (left, baseline): (f32, f32),
    setting: Setting,
    cut: Cut,
    pixmap: &mut Pixmap,
) {
    let steps = (left * f32::from(PHASES)).round() as i32;
    let phase = u8::try_from(steps.rem_euclid(i32::from(PHASES))).unwrap_or_default();
    let key = Key { face: setting.face, glyph: glyph.0, size: setting.size.to_bits(), phase, cut };
    if let Some(glyph) = kept(key) {
        let at = (steps.div_euclid(i32::from(PHASES)), baseline.round() as i32);
        cover(&glyph, at, setting, pixmap);
    }
}

/// The letter, drawn now or before.
fn kept(key: Key) -> Option<Rc<Glyph>> {
    KEPT.with_borrow_mut(|kept| {
        if let Some(glyph) = kept.glyphs.get(&key) {
            return glyph.clone();
        }
        let glyph = drawn(key).map(Rc::new);
        if kept.bytes > MOST {
            *kept = Kept::default();
        }
        kept.bytes += size_of::<Key>() + glyph.as_ref().map_or(0, |glyph| glyph.cover.len());
        kept.glyphs.insert(key, glyph.clone());
        glyph
    })
}

fn drawn(key: Key) -> Option<Glyph> {
    let font = key.face.font()?;
    let size = f32::from_bits(key.size);
    let scale = size / f32::from(font.units_per_em());
    let shift = f32::from(key.phase) / f32::from(PHASES);
    let mut outline = Outline { path: PathBuilder::new(), scale, shift };
    font.outline_glyph(GlyphId(key.glyph), &mut outline)?;
    let path = outline.path.finish()?;
    let stroke = match key.cut {
        Cut::Plain => None,
        Cut::Bold => Some(size / 28.0),
        Cut::Wide(reach) => Some(2.0 * f32::from(reach)),
    };
    let reach = stroke.unwrap_or_default() / 2.0 + 1.0;
    let bounds = path.bounds();
    let (left, top) = ((bounds.left() - reach).floor(), (bounds.top() - reach).floor());
    let (width, height) = ((bounds.right() + reach).ceil() - left, (bounds.bottom() + reach).ceil() - top);
    let mut mask = Mask::new(width as u32, height as u32)?;
    let moved = Transform::from_translate(-left, -top);
    mask.fill_path(&path, FillRule::Winding, true, moved);
    if let Some(edge) = stroke.and_then(|width| edge(&path, width)) {
        mask.fill_path(&edge, FillRule::Winding, true, moved);
    }
    Some(Glyph { left: left as i32, top: top as i32, width: width as usize, cover: mask.take() })
}

/// The outline of a stroke along the path.
fn edge(path: &Path, width: f32) -> Option<Path> {
    let join = tiny_skia::LineJoin::Round;
    path.stroke(&Stroke { width, line_join: join, ..Stroke::default() }, 1.0)
}

/// Puts the colour over the pixels, as much of it as the letter covers of them.
fn cover(glyph: &Glyph, (x, y): (i32, i32), setting: Setting, pixmap: &mut Pixmap) {
    let colour = setting.colour.to_color_u8();
    let colour = [colour.red(), colour.green(), colour.blue()].map(u32::from);
    let (left, top) = (x + glyph.left, y + glyph.top);
    let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
    let skipped = usize::try_from(-left).unwrap_or_default();
    let start = usize::try_from(left).unwrap_or_default();
    for (row, cover) in (top..).zip(glyph.cover.chunks(glyph.width.max(1))) {
        let Some(row) = usize::try_from(row).ok().filter(|&row| row < height) else { continue };
        let line = &mut pixmap.data_mut()[row * width * 4..(row + 1) * width * 4];
        let pixels = line.chunks_exact_mut(4).skip(start);
        for (pixel, &cover) in pixels.zip(cover.iter().skip(skipped)) {
            let cover = u32::from(cover);
            if cover > 0 {
                for (part, &own) in pixel.iter_mut().zip(&colour) {
                    let mixed = u32::from(*part) * (255 - cover) + own * cover;
                    *part = u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX);
                }
            }
        }
    }
}

/// Collects the outline of a letter.
struct Outline {
    path: PathBuilder,
    scale: f32,
    /// How far it stands behind a whole pixel.
    shift: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.shift + x * self.scale, -y * self.scale)
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
