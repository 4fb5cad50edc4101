//! A laid out poster as a PNG file.

use super::layout::{self, Laid, Piece};
use super::{PAPER, WIDTH};
use crate::chart::raster::{Face, Raster, Setting, colour};

/// The whole file, and the letters that no face has; nothing where the poster is too high for a picture.
pub(super) fn png(laid: &Laid) -> Option<(Vec<u8>, Vec<char>)> {
    let (width, height) = (u32::try_from(WIDTH).ok()?, u32::try_from(laid.height).ok()?);
    let mut raster = Raster::new(width, height, colour(PAPER))?;
    for piece in &laid.pieces {
        draw(piece, &mut raster);
    }
    Some((raster.png(), raster.missing().iter().copied().collect()))
}

/// Pixels are whole; a poster is far smaller than the numbers that a float holds exactly.
fn pixels(length: i32) -> f32 {
    length as f32
}

fn draw(piece: &Piece, raster: &mut Raster) {
    match piece {
        Piece::Area { left, top, width, height, ink } => {
            let (left, top) = (pixels(*left), pixels(*top));
            raster.area(left, top, pixels(*width), pixels(*height), colour(ink.colour()));
        }
        Piece::Text { left, baseline, size, bold, face, ink, text } => {
            let (face, bold) = match face {
                // This face is bold as it is.
                layout::Face::Song => (Face::Song, false),
                layout::Face::Plain => (Face::Plain, *bold),
            };
            let setting = Setting { size: pixels(*size), face, bold, colour: colour(ink.colour()) };
            raster.text(pixels(*left), pixels(*baseline), text, setting);
        }
        Piece::Code { left, top, module, squares } => {
            let (left, top, module) = (pixels(*left), pixels(*top), pixels(*module) / 1000.0);
            raster.area(left, top, pixels(layout::CODE), pixels(layout::CODE), colour("#ffffff"));
            for &(x, y) in squares {
                // Whole pixels, so that no seam shows between two modules.
                let edge = |at: i32| (pixels(at) / 1000.0).round();
                let (right, below) = (edge_after(x, module), edge_after(y, module));
                let (x, y) = (edge(x), edge(y));
                raster.area(left + x, top + y, right - x, below - y, colour("#000000"));
            }
        }
    }
}

/// Where the module that begins at `at` thousandths ends.
fn edge_after(at: i32, module: f32) -> f32 {
    (pixels(at) / 1000.0 + module).round()
}
