//! Places for labels: where they touch neither each other nor what is drawn.

use plotters_backend::BackendCoord;

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    /// Left edge.
    pub(super) left: i32,
    /// Upper edge.
    pub(super) top: i32,
    /// Right edge.
    pub(super) right: i32,
    /// Lower edge.
    pub(super) bottom: i32,
}

impl Rect {
    /// Of this size around its middle.
    pub(super) fn around((x, y): BackendCoord, width: i32, height: i32) -> Self {
        Self {
            left: x - width / 2,
            top: y - height / 2,
            right: x - width / 2 + width,
            bottom: y - height / 2 + height,
        }
    }

    /// Its middle.
    pub(super) fn middle(&self) -> BackendCoord {
        (self.left + (self.right - self.left) / 2, self.top + (self.bottom - self.top) / 2)
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// Whether the line from `start` to `end` runs through it: what is left of the line after it has been cut off at
    /// each of the four edges in turn.
    fn crossed_by(&self, start: BackendCoord, end: BackendCoord) -> bool {
        let wide = |(x, y): BackendCoord| (i64::from(x), i64::from(y));
        let ((x, y), (to_x, to_y)) = (wide(start), wide(end));
        let (dx, dy) = (to_x - x, to_y - y);
        // The part of the line that is inside, as fractions: numerator and (positive) denominator.
        let (mut from, mut until) = ((0_i64, 1_i64), (1_i64, 1_i64));
        let edges = [
            (-dx, x - i64::from(self.left)),
            (dx, i64::from(self.right) - x),
            (-dy, y - i64::from(self.top)),
            (dy, i64::from(self.bottom) - y),
        ];
        for (pace, room) in edges {
            match pace {
                0 if room < 0 => return false,
                0 => {}
                _ if pace < 0 => from = later(from, (-room, -pace)),
                _ => until = sooner(until, (room, pace)),
            }
        }
        !exceeds(from, until)
    }
}

fn exceeds(one: (i64, i64), other: (i64, i64)) -> bool {
    i128::from(one.0) * i128::from(other.1) > i128::from(other.0) * i128::from(one.1)
}

fn later(one: (i64, i64), other: (i64, i64)) -> (i64, i64) {
    if exceeds(other, one) { other } else { one }
}

fn sooner(one: (i64, i64), other: (i64, i64)) -> (i64, i64) {
    if exceeds(one, other) { other } else { one }
}

/// What is taken already.
#[derive(Clone, Debug)]
pub(super) struct Room {
    bounds: Rect,
    taken: Vec<Rect>,
    lines: Vec<(BackendCoord, BackendCoord)>,
}

impl Room {
    /// Nothing is taken inside of `bounds`, everything outside.
    pub(super) fn new(bounds: Rect) -> Self {
        Self { bounds, taken: Vec::new(), lines: Vec::new() }
    }

    /// Takes `area`.
    pub(super) fn take(&mut self, area: Rect) {
        self.taken.push(area);
    }

    /// Takes what a line runs over.
    pub(super) fn take_line(&mut self, line: &[BackendCoord]) {
        self.lines.extend(line.windows(2).map(|pair| (pair[0], pair[1])));
    }

    /// Takes and returns the first of `wishes` that is free; lines count unless it `may_cross` them.
    pub(super) fn place(&mut self, wishes: &[Rect], may_cross: bool) -> Option<Rect> {
        let free = |wish: &&Rect| {
            self.bounds.holds(wish)
                && !self.taken.iter().any(|area| area.meets(wish))
                && (may_cross || !self.lines.iter().any(|&(start, end)| wish.crossed_by(start, end)))
        };
        let found = wishes.iter().find(free).copied()?;
        self.taken.push(found);
        Some(found)
    }
}

/// Middles for labels one above the other, each as near as can be to where it wishes to be, none over another, all
/// between `top` and `bottom` (which must have room for them).
///
/// `labels` are wished middle and height; the answer keeps their order, whatever theirs is on the page.
pub(super) fn spread(labels: &[(i32, i32)], top: i32, bottom: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&index| (labels[index].0, index));
    let mut blocks: Vec<Block> = Vec::new();
    for &index in &order {
        let (middle, height) = labels[index];
        let mut block = Block { members: vec![index], wishes: i64::from(middle - height / 2), height };
        while let Some(above) =
            blocks.pop_if(|above| above.top(top, bottom) + above.height > block.top(top, bottom))
        {
            block = above.join(block);
        }
        blocks.push(block);
    }
    let mut middles = vec![0; labels.len()];
    for block in &blocks {
        let mut y = block.top(top, bottom);
        for &index in &block.members {
            let height = labels[index].1;
            middles[index] = y + height / 2;
            y += height;
        }
    }
    middles
}

/// Labels that touch each other.
struct Block {
    members: Vec<usize>,
    /// Sum, over its members, of where the block would have to begin for the member to stand where it wishes.
    wishes: i64,
    height: i32,
}

impl Block {
    fn top(&self, top: i32, bottom: i32) -> i32 {
        let count = i64::try_from(self.members.len()).unwrap_or(1).max(1);
        let wish = i32::try_from(self.wishes / count).unwrap_or_default();
        wish.min(bottom - self.height).max(top)
    }

    fn join(mut self, below: Self) -> Self {
        let count = i64::try_from(below.members.len()).unwrap_or_default();
        self.wishes += below.wishes - count * i64::from(self.height);
        self.members.extend(below.members);
        self.height += below.height;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_touch_are_moved_apart_evenly() {
        assert_eq!(spread(&[(500, 100), (100, 100)], 0, 1000), [500, 100]);
        assert_eq!(spread(&[(500, 100), (500, 100)], 0, 1000), [450, 550]);
        assert_eq!(spread(&[(10, 100), (20, 100), (990, 100)], 0, 1000), [50, 150, 950]);
    }

    #[test]
    fn a_line_through_a_corner_crosses_and_one_beside_does_not() {
        let area = Rect { left: 0, top: 0, right: 100, bottom: 100 };
        assert!(area.crossed_by((-50, 50), (50, -50)) && area.crossed_by((10, 10), (20, 20)));
        assert!(!area.crossed_by((-50, 40), (40, -51)) && !area.crossed_by((0, 101), (100, 101)));
    }

    #[test]
    fn the_first_free_place_is_taken() {
        let mut room = Room::new(Rect { left: 0, top: 0, right: 100, bottom: 100 });
        let wishes =
            [Rect::around((90, 90), 40, 40), Rect::around((50, 50), 40, 40), Rect::around((20, 20), 40, 10)];
        assert_eq!(room.place(&wishes, false), Some(wishes[1]));
        assert_eq!(room.place(&wishes, false), Some(wishes[2]));
        assert_eq!(room.place(&wishes, false), None);
    }
}
