//! What has been drawn: shapes and texts in their order, each with its [`Paint`].

use plotters_backend::BackendCoord;

use super::backend::Backend;
use super::paint::Paint;

/// How many units of the canvas make a pixel.
pub(super) const UNIT: i32 = 10;

/// From the vertical middle of a line of text to its baseline, in thousandths of its size.
const MIDDLE_TO_BASELINE: i32 = 360;

/// Where the baseline of a text of `size` lies below its vertical middle.
pub(super) fn baseline(size: i32) -> i32 {
    size * MIDDLE_TO_BASELINE / 1000
}

/// A shape or a text.
#[derive(Debug)]
pub(super) enum Shape {
    /// Lines from point to point; a closed one may be filled.
    Path { points: Vec<BackendCoord>, closed: bool },
    /// An upright rectangle.
    Rect { at: BackendCoord, width: i32, height: i32 },
    /// A circle around a point.
    Circle { at: BackendCoord, radius: u32 },
    /// A line of text, its baseline at the point.
    Text { at: BackendCoord, text: String },
}

/// Where a text lies from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Behind it.
    Start,
    /// Around it.
    Middle,
    /// Before it.
    End,
}

/// Something that has been drawn.
#[derive(Debug)]
pub(super) struct Element {
    /// What it is.
    pub(super) paint: Paint,
    /// Where a text lies.
    pub(super) side: Side,
    /// Size of the letters of a text.
    pub(super) size: i32,
    /// Its shape.
    pub(super) shape: Shape,
    /// What it says when it is pointed at.
    pub(super) tip: Option<String>,
}

/// All that has been drawn. Lengths in tenths of a pixel.
#[derive(Debug)]
pub(super) struct Drawing {
    /// Width of the canvas.
    pub(super) width: i32,
    /// Height of the canvas.
    pub(super) height: i32,
    /// Size of letters, where a text has no other.
    pub(super) size: i32,
    /// In the order it was drawn.
    pub(super) elements: Vec<Element>,
}

impl Drawing {
    /// An empty drawing of `width` by `height`, with letters of `size`.
    pub(super) fn new(width: i32, height: i32, size: i32) -> Self {
        Self { width, height, size, elements: Vec::with_capacity(64) }
    }

    /// The canvas for plotters.
    pub(super) fn backend(&mut self) -> Backend<'_> {
        Backend::on(self)
    }

    /// Moves all that has been drawn.
    pub(super) fn shift(&mut self, (dx, dy): BackendCoord) {
        let moved = |at: &mut BackendCoord| *at = (at.0 + dx, at.1 + dy);
        for element in &mut self.elements {
            match &mut element.shape {
                Shape::Path { points, .. } => points.iter_mut().for_each(moved),
                Shape::Rect { at, .. } | Shape::Circle { at, .. } | Shape::Text { at, .. } => moved(at),
            }
        }
    }
}
