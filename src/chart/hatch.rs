//! Patterns on bars, for print without colours: strokes in the colour of the paper along the middle of a bar. The style sheet gives
//! each colour strokes of its own, and none to the first.

use plotters::element::PathElement;
use plotters_backend::BackendCoord;

use super::drawing::UNIT;
use super::paint::Paint;

/// Between the ends of a bar and its pattern.
const MARGIN: i32 = 2 * UNIT;

/// The pattern of a bar that is painted like this, from its left to its right end; none where there is no room for one.
pub(super) fn hatch(bar: Paint, (left, right): (i32, i32), middle: i32) -> Option<PathElement<BackendCoord>> {
    let paint = match bar {
        Paint::Bar(colour) if colour > 0 => Paint::Hatch(colour),
        Paint::HollowBar(colour) if colour > 0 => Paint::HollowHatch(colour),
        _ => return None,
    };
    let (left, right) = (left.min(right) + MARGIN, left.max(right) - MARGIN);
    (left < right).then(|| PathElement::new(vec![(left, middle), (right, middle)], paint.style()))
}
