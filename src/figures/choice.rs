//! Which figures a chart shows: of all that are offered the largest set that may share its axis ([`compare`]).
//!
//! Charts are drawn from what is chosen here, and the checks ask here whether a chart that a text wants can be drawn.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::compare::{self, Axis, Grounds};
use super::ledger::Figure;
use super::measure;
use super::period::YearPoint;

/// The figures of one region, under whatever name it had, over the years.
pub struct Line<'a> {
    /// Code of the region; of one that was renamed the latest.
    pub region: &'a str,
    /// Its figures.
    pub figures: Vec<&'a Figure>,
}

impl Line<'_> {
    /// How many points it has.
    pub fn points(&self) -> usize {
        points(&self.figures).len()
    }

    /// Whether two of its years follow each other.
    pub fn has_neighbours(&self) -> bool {
        let years: BTreeSet<i16> = points(&self.figures).into_iter().map(|point| point.year).collect();
        years.iter().any(|year| years.contains(&(year + 1)))
    }
}

fn points(figures: &[&Figure]) -> BTreeSet<YearPoint> {
    figures.iter().filter_map(|it| it.period.on_year_axis()).collect()
}

/// The set with most points on lines: a line for each region that has two at least, the longest first. Empty where no region has.
pub fn over_years<'a>(figures: &[&'a Figure], grounds: Grounds<'a>) -> Vec<Line<'a>> {
    let placed: Vec<&Figure> =
        figures.iter().copied().filter(|it| it.period.on_year_axis().is_some()).collect();
    let lines = |set: Vec<&'a Figure>| {
        let mut of: BTreeMap<&'a str, Vec<&'a Figure>> = BTreeMap::new();
        for figure in set {
            of.entry(grounds.regions.line(&figure.region)).or_default().push(figure);
        }
        let lines = of.into_iter().map(|(region, figures)| Line { region, figures });
        lines.filter(|it| it.points() > 1).collect::<Vec<_>>()
    };
    let weight = |lines: &Vec<Line<'_>>| lines.iter().map(|it| it.points() - 1).sum::<usize>();
    let sets = compare::sets(&placed, Axis::Years, grounds).into_iter().map(lines);
    let mut chosen = sets.max_by_key(weight).unwrap_or_default();
    chosen.sort_by_key(|line| (Reverse(line.points()), line.region));
    chosen
}

/// The set with most regions, the newest of those: a figure for each, the highest first. Where two sources agree on a region,
/// one is enough; where they do not, both stand. Empty where there are not two regions.
pub fn over_regions<'a>(figures: &[&'a Figure], grounds: Grounds<'_>) -> Vec<&'a Figure> {
    let regions = |set: &[&Figure]| set.iter().map(|it| &it.region).collect::<BTreeSet<_>>().len();
    let newest = |set: &[&Figure]| set.iter().map(|it| it.period.last_day()).max();
    let sets = compare::sets(figures, Axis::Regions, grounds);
    let largest = sets.into_iter().max_by_key(|set| (regions(set), newest(set)));
    let mut shown = largest.filter(|set| regions(set) > 1).unwrap_or_default();
    let number = |figure: &Figure| measure::comparable(&figure.quantity).number;
    shown.sort_by(|a, b| number(b).cmp(&number(a)).then_with(|| a.region.cmp(&b.region)));
    let mut told = BTreeSet::new();
    shown.retain(|it| told.insert((&it.region, number(it))));
    shown
}

/// The set with most parts of one whole. Empty where there are not three.
pub fn over_parts<'a>(figures: &[&'a Figure], grounds: Grounds<'_>) -> Vec<&'a Figure> {
    let parts: Vec<&Figure> = figures.iter().copied().filter(|it| it.category.is_some()).collect();
    let sets = compare::sets(&parts, Axis::Parts, grounds);
    sets.into_iter().max_by_key(Vec::len).filter(|set| set.len() > 2).unwrap_or_default()
}
