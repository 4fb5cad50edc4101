//! The marks of a line chart: where they stand, how they are joined, and where their values may be written.

use std::collections::BTreeMap;

use plotters_backend::BackendCoord;
use rust_decimal::Decimal;

use super::Field;
use crate::chart::drawing::UNIT;
use crate::chart::label::Rect;
use crate::chart::{Series, YearPoint};

/// Length of the arrow at a value without an upper or lower bound.
const ARROW: i32 = 15 * UNIT;
/// A point at its place on the canvas.
pub(in crate::chart) struct Placed<'a> {
    /// What it shows.
    pub(in crate::chart) point: &'a YearPoint,
    /// Where.
    pub(in crate::chart) at: BackendCoord,
    radius: i32,
    /// Upper and lower end of its whisker, where it has one long enough to see.
    bounds: (Option<Bound>, Option<Bound>),
    /// Whether other values stand at the same time.
    contested: bool,
}

#[derive(Clone, Copy)]
enum Bound {
    Closed(i32),
    Open(i32),
}

impl Bound {
    fn y(self) -> i32 {
        match self {
            Self::Closed(y) | Self::Open(y) => y,
        }
    }
}

impl Placed<'_> {
    /// Strokes of the whisker: from the mark to the bound, and what is at its end.
    pub(in crate::chart) fn whisker(&self) -> Vec<Vec<BackendCoord>> {
        let (x, y) = self.at;
        let cap = 4 * UNIT;
        let mut strokes = Vec::new();
        for bound in [self.bounds.0, self.bounds.1].into_iter().flatten() {
            let end = bound.y();
            let from = if end < y { y - self.radius } else { y + self.radius };
            strokes.push(vec![(x, from), (x, end)]);
            strokes.push(match bound {
                Bound::Closed(_) => vec![(x - cap, end), (x + cap, end)],
                Bound::Open(_) => {
                    let back = if end < y { end + cap } else { end - cap };
                    vec![(x - cap, back), (x, end), (x + cap, back)]
                }
            });
        }
        strokes
    }

    /// Upper and lower end of all that is drawn of it.
    fn reach(&self) -> (i32, i32) {
        let (above, below) = self.bounds;
        let y = self.at.1;
        (above.map_or(y, Bound::y).min(y - self.radius), below.map_or(y, Bound::y).max(y + self.radius))
    }
}

/// The points of a series by time; what is said twice in the same way stands once.
pub(in crate::chart) fn placed<'a>(series: &'a Series, radius: i32, field: &Field<'_>) -> Vec<Placed<'a>> {
    let mut points: Vec<&YearPoint> = series.points.iter().collect();
    points.sort_by(|one, other| {
        (one.at.position(), one.mark.number).cmp(&(other.at.position(), other.mark.number))
    });
    points.dedup_by(|one, other| one.at == other.at && one.mark == other.mark);
    let bottom = field.get_y_axis_pixel_range().start;
    let mut list: Vec<Placed<'a>> = points
        .iter()
        .map(|&point| {
            let place = |value: Decimal| field.map_coordinate(&(point.at, value));
            let at = place(point.mark.number);
            let seen = |end: i32| ((end - at.1).abs() > radius + UNIT).then_some(Bound::Closed(end));
            let mark = &point.mark;
            let bounds = if mark.approximate {
                let arrow = (at.1 + ARROW < bottom).then_some(Bound::Open(at.1 + ARROW));
                let above = mark.upper.map_or(Some(Bound::Open(at.1 - ARROW)), |value| seen(place(value).1));
                (above, mark.lower.map_or(arrow, |value| seen(place(value).1)))
            } else {
                (None, None)
            };
            Placed { point, at, radius, bounds, contested: false }
        })
        .collect();
    for index in 1..list.len() {
        if list[index - 1].point.at == list[index].point.at {
            list[index - 1].contested = true;
            list[index].contested = true;
        }
    }
    list
}

/// The strokes of a line: from each moment to the next, unless a year between them is missing. Where one of the two has
/// several values the line forks; where both have, the lowest leads to the lowest.
pub(in crate::chart) fn runs(points: &[Placed<'_>]) -> Vec<Vec<BackendCoord>> {
    let moments: Vec<&[Placed<'_>]> = points.chunk_by(|one, other| one.point.at == other.point.at).collect();
    let mut runs: Vec<Vec<BackendCoord>> = Vec::new();
    for pair in moments.windows(2) {
        let ([before, ..], [after, ..]) = (pair[0], pair[1]) else { continue };
        if after.point.at.year() - before.point.at.year() > 1 {
            continue;
        }
        for index in 0..pair[0].len().max(pair[1].len()) {
            let of = |moment: &[Placed<'_>]| moment.get(index.min(moment.len() - 1)).map(|point| point.at);
            let (Some(start), Some(end)) = (of(pair[0]), of(pair[1])) else { continue };
            match runs.iter_mut().find(|run| run.last() == Some(&start)) {
                Some(run) => run.push(end),
                None => runs.push(vec![start, end]),
            }
        }
    }
    runs
}

/// Which labels find their place first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Last,
    First,
    Extreme,
    Contested,
    Other,
}

/// How many points several series may have together for all of them to be labelled.
const FEW: usize = 12;

/// The points whose values are to be labelled, the most important first.
pub(super) fn ranked<'p, 'a>(placed: &'p [Vec<Placed<'a>>]) -> Vec<(Rank, &'p Placed<'a>)> {
    let drawn = placed.iter().filter(|points| !points.is_empty()).count();
    let count: usize = placed.iter().map(Vec::len).sum();
    let mut by_rank: BTreeMap<Rank, Vec<&'p Placed<'a>>> = BTreeMap::new();
    for points in placed {
        let number = |point: &&Placed<'_>| point.point.mark.number;
        let (least, most) =
            (points.iter().map(|it| number(&it)).min(), points.iter().map(|it| number(&it)).max());
        for (index, point) in points.iter().enumerate() {
            let rank = match Some(point.point.mark.number) {
                _ if index + 1 == points.len() => Rank::Last,
                _ if index == 0 => Rank::First,
                number if number == least || number == most => Rank::Extreme,
                _ if point.contested => Rank::Contested,
                _ => Rank::Other,
            };
            by_rank.entry(rank).or_default().push(point);
        }
    }
    // Where many lines run close to each other, more labels say less.
    let worth =
        |rank: Rank| drawn < 2 || count <= FEW || (drawn < 4 && rank < Rank::Other) || rank == Rank::Last;
    by_rank
        .into_iter()
        .filter(|&(rank, _)| worth(rank))
        .flat_map(|(rank, points)| points.into_iter().map(move |point| (rank, point)))
        .collect()
}

/// Where the label of a point may stand, the best place first.
pub(super) fn wishes(point: &Placed<'_>, width: i32, height: i32) -> [Rect; 8] {
    let (x, y) = point.at;
    let (top, bottom) = point.reach();
    let (above, below) = (top - UNIT - height / 2, bottom + UNIT + height / 2);
    let width = width + 4 * UNIT;
    let (aside, beside) = (width / 2 - point.radius, width / 2 + point.radius + 2 * UNIT);
    let at = |x, y| Rect::around((x, y), width, height);
    [
        at(x, above),
        at(x, below),
        at(x + aside, above),
        at(x - aside, above),
        at(x + aside, below),
        at(x - aside, below),
        at(x + beside, y),
        at(x - beside, y),
    ]
}
