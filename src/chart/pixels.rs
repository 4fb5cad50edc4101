//! A drawing in pixels: the same shapes and texts that the SVG has, in the light scheme.

use tiny_skia::{Color, Path, PathBuilder};

use super::drawing::{Drawing, Element, Shape, Side, UNIT};
use super::paint::{Look, PAPER, Paint, Tone};
use super::raster::{self, Face, Raster, Setting};

/// Pixels of the picture for each pixel of the drawing.
const SCALE: i32 = 2;

/// The drawing as a PNG file; nothing where it is too high for a picture.
pub(super) fn png(drawing: &Drawing) -> Option<Vec<u8>> {
    let size = |length: i32| u32::try_from(length * SCALE / UNIT).ok();
    let mut raster = Raster::new(size(drawing.width)?, size(drawing.height)?, raster::colour(PAPER))?;
    for element in drawing.elements.iter().filter(|it| it.paint != Paint::Paper) {
        draw(element, &mut raster);
    }
    Some(raster.png())
}

/// Letters of the drawing that no face has.
pub(super) fn missing(drawing: &Drawing) -> Vec<char> {
    let mut missing: Vec<char> = Vec::new();
    for element in &drawing.elements {
        if let Shape::Text { text, .. } = &element.shape {
            let face = face(element.paint);
            missing.extend(text.chars().filter(|&letter| !face.has(letter)));
        }
    }
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn face(paint: Paint) -> Face {
    if paint == Paint::Title { Face::Song } else { Face::Plain }
}

/// Tenths of a pixel of the drawing in pixels of the picture. A drawing is far smaller than the numbers that a float holds exactly.
fn pixels(tenths: i32) -> f32 {
    (tenths * SCALE) as f32 / UNIT as f32
}

fn colour((written, part): Tone) -> Color {
    let mut colour = raster::colour(written);
    colour.apply_opacity(part);
    colour
}

fn draw(element: &Element, raster: &mut Raster) {
    let look = element.paint.look();
    match &element.shape {
        Shape::Text { at, text } => draw_text(element, *at, text, look, raster),
        &Shape::Rect { at: (x, y), width, height } => {
            if let Some(fill) = look.fill {
                raster.area(pixels(x), pixels(y), pixels(width), pixels(height), colour(fill));
            }
            if look.stroke.is_some() {
                let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                draw_path(path(&corners, true).as_ref(), Look { fill: None, ..look }, raster);
            }
        }
        &Shape::Circle { at: (x, y), radius } => {
            let radius = pixels(i32::try_from(radius).unwrap_or_default());
            draw_path(PathBuilder::from_circle(pixels(x), pixels(y), radius).as_ref(), look, raster);
        }
        Shape::Path { points, closed } => draw_path(path(points, *closed).as_ref(), look, raster),
    }
}

fn path(points: &[(i32, i32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (index, &(x, y)) in points.iter().enumerate() {
        if index == 0 { path.move_to(pixels(x), pixels(y)) } else { path.line_to(pixels(x), pixels(y)) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// The stroke of a shape lies over its filling.
fn draw_path(path: Option<&Path>, look: Look, raster: &mut Raster) {
    let Some(path) = path else { return };
    if let Some(fill) = look.fill {
        raster.fill(path, colour(fill));
    }
    if let Some((tone, width)) = look.stroke {
        let scale = SCALE as f32;
        raster.stroke(path, width * scale, look.dash.map(|dash| dash.map(|it| it * scale)), colour(tone));
    }
}

/// The stroke of a text lies below it: it is its ground.
fn draw_text(element: &Element, (x, baseline): (i32, i32), text: &str, look: Look, raster: &mut Raster) {
    let Some(fill) = look.fill else { return };
    let face = face(element.paint);
    // Song is bold as it is.
    let bold = element.paint.is_bold() && face == Face::Plain;
    let setting = Setting { size: pixels(element.size), face, bold, colour: colour(fill) };
    let width = raster::width(text, setting);
    let left = match element.side {
        Side::Start => pixels(x),
        Side::Middle => pixels(x) - width / 2.0,
        Side::End => pixels(x) - width,
    };
    if let Some((tone, wide)) = look.stroke {
        let reach = (wide * SCALE as f32 / 2.0) as u8;
        raster.ground(left, pixels(baseline), text, Setting { colour: colour(tone), ..setting }, reach);
    }
    raster.text(left, pixels(baseline), text, setting);
}
