//! A laid out picture as a PNG file.

use super::PAPER;
use super::layout::{Code, Face, Ink, Laid, Piece, gap};
use crate::chart::raster::{self, Raster, Setting, colour};

/// Highest picture, in pixels: what programs that show pictures still open.
const HIGHEST: i32 = 30_000;

/// The whole file; `None` where there is no memory for its pixels.
pub(super) fn png(laid: &Laid) -> Option<Vec<u8>> {
    let (scale, width, height) = size(laid.width, laid.height)?;
    let mut drawing = Drawing { raster: Raster::new(width, height, colour(PAPER))?, scale };
    for piece in &laid.pieces {
        drawing.draw(piece);
    }
    Some(drawing.raster.png())
}

/// How a picture is scaled, and its width and height then: what would be too high is drawn smaller.
pub(super) fn size(width: i32, height: i32) -> Option<(f32, u32, u32)> {
    let scaled = |length: i32| i64::from(length) * i64::from(height.min(HIGHEST)) / i64::from(height.max(1));
    let scale = (pixels(HIGHEST) / pixels(height)).min(1.0);
    Some((scale, u32::try_from(scaled(width)).ok()?, u32::try_from(scaled(height)).ok()?))
}

/// Pixels are whole; a picture is far smaller than the numbers that a float holds exactly.
fn pixels(length: i32) -> f32 {
    length as f32
}

struct Drawing {
    raster: Raster,
    scale: f32,
}

impl Drawing {
    fn draw(&mut self, piece: &Piece) {
        let scale = self.scale;
        let at = |length: i32| pixels(length) * scale;
        match piece {
            Piece::Area { left, top, width, height, ink } => {
                self.raster.area(at(*left), at(*top), at(*width), at(*height), colour(ink.colour()));
            }
            Piece::Text { left, baseline, size, face, ink, text } => {
                self.text((at(*left), at(*baseline)), text, at(*size), *face, *ink);
            }
            Piece::Value { left, baseline, size, small, value, unit } => {
                let end = self.text((at(*left), at(*baseline)), value, at(*size), Face::Song, Ink::Accent);
                let left = end + at(gap(*size));
                self.text((left, at(*baseline)), unit, at(*small), Face::Plain, Ink::Text);
            }
            Piece::Code { left, top, edge, code } => self.code((at(*left), at(*top)), at(*edge), code),
        }
    }

    /// A line of text; where it ends.
    fn text(&mut self, (left, baseline): (f32, f32), text: &str, size: f32, face: Face, ink: Ink) -> f32 {
        let face = match face {
            Face::Song => raster::Face::Song,
            Face::Plain => raster::Face::Plain,
        };
        let setting = Setting { size, face, bold: false, colour: colour(ink.colour()) };
        self.raster.text(left, baseline, text, setting)
    }

    fn code(&mut self, (left, top): (f32, f32), edge: f32, code: &Code) {
        self.raster.area(left, top, edge, edge, colour("#ffffff"));
        // Whole pixels, so that no seam shows between two modules.
        let at = |module: i32| (pixels(module) * edge / pixels(code.modules)).round();
        for &(x, y, length) in &code.runs {
            let (width, height) = (at(x + length) - at(x), at(y + 1) - at(y));
            self.raster.area(left + at(x), top + at(y), width, height, colour("#000000"));
        }
    }
}
