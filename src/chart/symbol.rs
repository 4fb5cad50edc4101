//! Shapes of marks: each series has one of its own, so that it is known without its colour.

use plotters_backend::BackendCoord;

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// ●
    Circle,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ◆
    Diamond,
    /// ▼
    Down,
    /// ✚
    Plus,
    /// ✖
    Cross,
}

const ALL: [Symbol; 7] = [
    Symbol::Circle,
    Symbol::Square,
    Symbol::Triangle,
    Symbol::Diamond,
    Symbol::Down,
    Symbol::Plus,
    Symbol::Cross,
];

/// Corners in thousandths of the radius; areas are about that of the circle.
const SQUARE: [(i32, i32); 4] = [(-880, -880), (880, -880), (880, 880), (-880, 880)];
const TRIANGLE: [(i32, i32); 3] = [(0, -1300), (1200, 850), (-1200, 850)];
const DIAMOND: [(i32, i32); 4] = [(0, -1280), (1280, 0), (0, 1280), (-1280, 0)];
const PLUS: [(i32, i32); 12] = [
    (-400, -1200),
    (400, -1200),
    (400, -400),
    (1200, -400),
    (1200, 400),
    (400, 400),
    (400, 1200),
    (-400, 1200),
    (-400, 400),
    (-1200, 400),
    (-1200, -400),
    (-400, -400),
];
const CROSS: [(i32, i32); 12] = [
    (-570, -1130),
    (0, -570),
    (570, -1130),
    (1130, -570),
    (570, 0),
    (1130, 570),
    (570, 1130),
    (0, 570),
    (-570, 1130),
    (-1130, 570),
    (-570, 0),
    (-1130, -570),
];

impl Symbol {
    /// That of the series at `index`; they repeat after seven, as colours do.
    pub(super) fn of(index: usize) -> Self {
        ALL[index % ALL.len()]
    }

    /// Its corners around `at`; none of a circle.
    pub(super) fn corners(self, (x, y): BackendCoord, radius: i32) -> Vec<BackendCoord> {
        let (list, up): (&[(i32, i32)], i32) = match self {
            Self::Circle => (&[], 1),
            Self::Square => (&SQUARE, 1),
            Self::Triangle => (&TRIANGLE, 1),
            Self::Diamond => (&DIAMOND, 1),
            Self::Down => (&TRIANGLE, -1),
            Self::Plus => (&PLUS, 1),
            Self::Cross => (&CROSS, 1),
        };
        list.iter().map(|&(dx, dy)| (x + dx * radius / 1000, y + dy * up * radius / 1000)).collect()
    }
}
