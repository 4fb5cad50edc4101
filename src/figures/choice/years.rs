//! Over years: a line for each region, and bars of terms.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Chosen, Kind, MOST_FIELDS, MOST_ROWS, Name, Offer, Refusal};
use crate::figures::compare::{Axis, Sort, sort};
use crate::figures::period::YearPoint;

/// How many points a line must have where no text asks for it, unless two of its years follow each other: two dots far apart say
/// less than the table.
const ENOUGH: usize = 3;

impl Offer<'_> {
    /// The set with most points on lines: a line for each region that has two at least, the longest first.
    pub(super) fn lines(self) -> Result<Chosen, Refusal> {
        let on_axis = |&it: &usize| self.get(it).period.on_year_axis().is_some();
        let placed: Vec<usize> = self.figures.iter().copied().filter(on_axis).collect();
        let lines = |set: Vec<usize>| -> Vec<(&str, Cell)> {
            let mut of: BTreeMap<&str, Cell> = BTreeMap::new();
            for index in set {
                of.entry(self.grounds.regions.line(&self.get(index).region)).or_default().push(index);
            }
            of.into_iter().filter(|(_, figures)| self.points(figures).len() > 1).collect()
        };
        let weight = |lines: &Vec<(&str, Cell)>| {
            lines.iter().map(|(_, figures)| self.points(figures).len() - 1).sum::<usize>()
        };
        let sets = self.sets(&placed, Axis::Years).into_iter().map(lines);
        let mut chosen = sets.max_by_key(weight).unwrap_or_default();
        if chosen.is_empty() {
            return Err(self.why(Axis::Years));
        }
        chosen.sort_by_key(|(region, figures)| (Reverse(self.points(figures).len()), *region));
        let rows = chosen.into_iter().map(|(_, figures)| self.spoken_for(figures)).collect();
        Ok(Chosen::of_rows(Kind::Line, Name::Region, rows))
    }

    /// The years of one region as bars, the earliest first.
    pub(super) fn bars_of_years(self) -> Result<Chosen, Refusal> {
        let lines = self.lines()?;
        let [row] = &lines.rows[..] else { return Err(Refusal::SeveralRegions) };
        let mut figures: Cell = row.iter().flatten().copied().collect();
        figures.sort_by_key(|&it| (self.get(it).period.on_year_axis(), it));
        let rows = figures.into_iter().map(|it| vec![it]).collect();
        Ok(Chosen::of_rows(Kind::Bar, Name::Time, rows).at_most(MOST_ROWS))
    }

    /// Whether a line says enough to stand there unasked.
    pub(super) fn says_enough(self, line: &Cell) -> bool {
        let points = self.points(line);
        let years: BTreeSet<i16> = points.iter().map(|point| point.year).collect();
        points.len() >= ENOUGH || years.iter().any(|year| years.contains(&(year + 1)))
    }

    fn points(self, figures: &[usize]) -> BTreeSet<YearPoint> {
        figures.iter().filter_map(|&it| self.get(it).period.on_year_axis()).collect()
    }

    /// The terms of one region that are equally long, one after the other; the most, and of those the newest.
    pub(super) fn terms(self) -> Result<Chosen, Refusal> {
        let is_span = |&it: &usize| sort(self.get(it)) == Sort::Span && self.get(it).period.end.is_some();
        let spans: Vec<usize> = self.figures.iter().copied().filter(is_span).collect();
        let apart = |set: Vec<usize>| -> Vec<Cell> {
            let mut of: BTreeMap<_, Cell> = BTreeMap::new();
            for index in self.spoken_for(set) {
                let period = &self.get(index).period;
                of.entry((period.start.first_day(), period.last_day())).or_default().push(index);
            }
            let mut rows: Vec<Cell> = Vec::new();
            let mut until = None;
            for ((first, last), cell) in of {
                // What overlaps would be counted twice by the eye.
                if until.is_none_or(|it| first > it) {
                    until = Some(last);
                    rows.push(cell);
                }
            }
            rows
        };
        let sets = self.sets(&spans, Axis::Terms).into_iter().map(apart);
        let newest = |rows: &Vec<Cell>| rows.last().map(|cell| self.get(cell[0]).period.last_day());
        let chosen = sets.max_by_key(|rows| (rows.len(), newest(rows))).unwrap_or_default();
        if chosen.len() < 2 {
            return Err(self.why(Axis::Terms));
        }
        let rows = chosen.into_iter().flatten().map(|it| vec![it]).collect();
        Ok(Chosen::of_rows(Kind::Bar, Name::Time, rows))
    }
}

/// The line over years that a page shows unasked: only regions whose line says something.
///
/// # Errors
///
/// Why there is none.
pub fn telling_lines(offer: Offer<'_>) -> Result<Chosen, Refusal> {
    let mut lines = offer.lines()?;
    if !lines.rows.iter().any(|row| offer.says_enough(&row[0])) {
        return Err(Refusal::NoYears);
    }
    lines = super::lines_or_multiples(lines);
    Ok(lines)
}

/// A field for the line of each of several indicators; nothing where there is no line. `rows` are rows of lines.
pub fn lines_of_many(rows: Vec<Vec<Cell>>) -> Option<Chosen> {
    let chosen = Chosen {
        kind: Kind::Multiples,
        rows,
        row: Name::Indicator,
        column: None,
        left_out: 0,
        is_short: false,
    };
    (!chosen.rows.is_empty()).then(|| chosen.at_most(MOST_FIELDS))
}
