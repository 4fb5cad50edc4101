//! The whisker of an approximate value on a bar: a bracket at a bound, an arrow where there is none.

use rust_decimal::Decimal;

use super::Mark;
use super::drawing::UNIT;

/// Length of the arrow at a value without an upper or lower bound.
pub(super) const ARROW: i32 = 14 * UNIT;
/// Half the length of the stroke at the end of a whisker.
const CAP: i32 = 4 * UNIT;

/// Strokes over the bounds of `mark`, whose bar lies at the height `y`; `x` gives the place of a value.
pub(super) fn across(mark: &Mark, y: i32, x: impl Fn(Decimal) -> i32) -> Vec<Vec<(i32, i32)>> {
    if !mark.approximate {
        return Vec::new();
    }
    let end = x(mark.number);
    let mut strokes = Vec::new();
    for (bound, outwards) in [(mark.lower, -1), (mark.upper, 1)] {
        match bound.map(&x) {
            Some(at) if (at - end).abs() > 2 * UNIT => {
                strokes.push(vec![(end, y), (at, y)]);
                strokes.push(vec![(at, y - CAP), (at, y + CAP)]);
            }
            Some(_) => {}
            // Inside of the bar an arrow would not be seen.
            None if (outwards > 0) == (mark.number >= Decimal::ZERO) => {
                let tip = end + outwards * ARROW;
                strokes.push(vec![(end, y), (tip, y)]);
                strokes.push(vec![
                    (tip - outwards * CAP, y - CAP),
                    (tip, y),
                    (tip - outwards * CAP, y + CAP),
                ]);
            }
            None => {}
        }
    }
    strokes
}
