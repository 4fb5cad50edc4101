//! The change between periods: of each region, or of each part of a whole, a value in both.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{By, Cell, Chosen, Kind, MOST_ROWS, MOST_SERIES, Name, Offer, Refusal};
use crate::figures::compare::Axis;

/// By year, what each row has there.
type Years<'a> = BTreeMap<i16, BTreeMap<&'a str, Cell>>;

impl<'a> Offer<'a> {
    /// Two periods side by side; grouped bars take all periods where there are no more than can be told apart.
    pub(super) fn changes(self, kind: Kind, by: Option<By>) -> Result<Chosen, Refusal> {
        let found = match by {
            Some(By::Part) => self.change_over(kind, Axis::PartsByYear, Name::Category),
            Some(By::Region) => self.change_over(kind, Axis::Years, Name::Region),
            Some(By::Year) | None => self
                .change_over(kind, Axis::Years, Name::Region)
                .or_else(|| self.change_over(kind, Axis::PartsByYear, Name::Category)),
        };
        let Some(chosen) = found else {
            let axis = if by == Some(By::Part) { Axis::PartsByYear } else { Axis::Years };
            return Err(match self.why(axis) {
                Refusal::NoYears | Refusal::NoParts => Refusal::NoChange,
                why => why,
            });
        };
        let rows = chosen.rows.len();
        if kind == Kind::Slope && rows > MOST_SERIES {
            return Err(Refusal::TooMany(rows, chosen.row));
        }
        Ok(chosen.at_most(MOST_ROWS))
    }

    fn change_over(self, kind: Kind, axis: Axis, row: Name) -> Option<Chosen> {
        let fits = |&it: &usize| {
            let figure = self.get(it);
            figure.period.on_year_axis().is_some() && (row == Name::Region || figure.category.is_some())
        };
        let figures: Vec<usize> = self.figures.iter().copied().filter(fits).collect();
        let sets = self.sets(&figures, axis).into_iter().map(|set| self.by_year(set, row));
        let several = kind == Kind::Grouped;
        let chosen = sets.filter_map(|years| pick(&years, several).map(|picked| (picked, years)));
        let ((_, columns), years) = chosen.max_by_key(|((shared, columns), _)| (*shared, columns.clone()))?;
        let cell = |year: &i16, key: &str| years.get(year).and_then(|rows| rows.get(key)).cloned();
        let mut keys: Vec<&str> = years[columns.last()?].keys().copied().collect();
        keys.retain(|key| columns.iter().all(|year| years[year].contains_key(key)));
        let last = |key: &str| columns.last().and_then(|year| cell(year, key)).map(|it| self.number(it[0]));
        keys.sort_by_key(|key| (Reverse(last(key)), *key));
        let cells =
            |key: &&str| columns.iter().map(|year| cell(year, key).unwrap_or_default()).collect::<Vec<_>>();
        let rows = keys.iter().map(cells).collect();
        Some(Chosen { kind, rows, row, column: Some(Name::Time), left_out: 0, is_short: false })
    }

    fn by_year(self, set: Vec<usize>, row: Name) -> Years<'a> {
        let mut years: Years<'a> = BTreeMap::new();
        for index in set {
            let figure = self.get(index);
            let key = match row {
                Name::Category => figure.category.as_deref().unwrap_or_default(),
                _ => self.grounds.regions.line(&figure.region),
            };
            let Some(point) = figure.period.on_year_axis() else { continue };
            years.entry(point.year).or_default().entry(key).or_default().push(index);
        }
        for rows in years.values_mut() {
            for cell in rows.values_mut() {
                // Several days of one year: the last one.
                *cell = self.spoken_for(self.newest(cell));
            }
        }
        years
    }
}

/// The years that share most rows, the newest of those, and how many rows they share. `several` takes all years where there are no
/// more than can be told apart and all share rows.
fn pick(years: &Years<'_>, several: bool) -> Option<(usize, Vec<i16>)> {
    let shared = |columns: &[&i16]| {
        let (first, rest) = columns.split_first()?;
        let all = |key: &&&str| rest.iter().all(|year| years[year].contains_key(**key));
        Some(years[first].keys().filter(all).count()).filter(|&count| count > 0)
    };
    let all: Vec<&i16> = years.keys().collect();
    if several
        && (2..=MOST_SERIES).contains(&all.len())
        && let Some(count) = shared(&all)
    {
        return Some((count, all.into_iter().copied().collect()));
    }
    let mut best: Option<(usize, Vec<i16>)> = None;
    for (nth, later) in all.iter().enumerate() {
        for earlier in &all[..nth] {
            let found = shared(&[earlier, later]).map(|count| (count, vec![**earlier, **later]));
            let newer = |it: &(usize, Vec<i16>)| (it.0, it.1[1], it.1[0]);
            if found.as_ref().map(newer) > best.as_ref().map(newer) {
                best = found;
            }
        }
    }
    best
}
