//! Wholes cut into their parts: a row for each region or year, a column for each part.
//!
//! Parts are the categories of one indicator, or indicators that the catalogue names as a partition of another one
//! ([`crate::figures::catalogue::Ties::parts`]). Rates stack where their counts do and they are shares of one thing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{By, Cell, Chosen, Kind, MOST_ROWS, MOST_SERIES, Name, Offer, Refusal};
use crate::figures::catalogue::{Alternative, Catalogue};
use crate::figures::compare::{Axis, Reason};
use crate::figures::ledger::Figure;
use crate::figures::measure::Measure;
use crate::figures::told;

/// More than 100 %: what rounding of several rates can add.
const ROUNDING: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// What a row is of, in the order of rows.
type Key<'a> = (Reverse<Option<Date>>, &'a str);

impl<'a> Offer<'a> {
    /// The grid with most cells.
    pub(super) fn stacked(self, by: Option<By>) -> Result<Chosen, Refusal> {
        let ways: &[(Axis, By)] = if self.has_several_indicators() {
            if !self.is_whole() {
                return Err(Refusal::NoWhole);
            }
            &[(Axis::IndicatorsByRegion, By::Region), (Axis::IndicatorsByYear, By::Year)]
        } else {
            &[(Axis::PartsByRegion, By::Region), (Axis::PartsByYear, By::Year)]
        };
        let wanted = ways.iter().filter(|(_, way)| by.is_none() || by == Some(By::Part) || by == Some(*way));
        let grids = wanted.flat_map(|&(axis, way)| self.grids(axis, way));
        let weight = |grid: &Chosen| (grid.rows.len().min(MOST_ROWS), grid.figures().count());
        let Some(chosen) = grids.max_by_key(weight) else {
            return Err(self.why(if by == Some(By::Year) { ways[1].0 } else { ways[0].0 }));
        };
        let parts = chosen.rows.first().map_or(0, Vec::len);
        if parts > MOST_SERIES {
            return Err(Refusal::TooMany(parts, chosen.column.unwrap_or(Name::Category)));
        }
        self.is_sound(&chosen)?;
        let is_short = chosen.rows.iter().any(|row| self.is_short_of_total(row));
        Ok(Chosen { is_short, ..chosen }.at_most(MOST_ROWS))
    }

    fn grids(self, axis: Axis, by: By) -> Vec<Chosen> {
        let of_indicators = matches!(axis, Axis::IndicatorsByRegion | Axis::IndicatorsByYear);
        let figures: Vec<usize> = self
            .figures
            .iter()
            .copied()
            .filter(|&it| of_indicators || self.get(it).category.is_some())
            .collect();
        self.sets(&figures, axis).into_iter().filter_map(|set| self.grid(set, by, of_indicators)).collect()
    }

    fn grid(self, set: Vec<usize>, by: By, of_indicators: bool) -> Option<Chosen> {
        let part = |index: usize| -> &'a str {
            let figure = self.get(index);
            if of_indicators { &figure.indicator } else { figure.category.as_deref().unwrap_or_default() }
        };
        let mut rows: BTreeMap<Key<'a>, BTreeMap<&'a str, Cell>> = BTreeMap::new();
        let mut columns: Vec<&'a str> = Vec::new();
        for index in set {
            let figure = self.get(index);
            let key = match by {
                By::Region => (Reverse(None), &*figure.region),
                By::Year | By::Part => (Reverse(Some(figure.period.last_day())), ""),
            };
            if !columns.contains(&part(index)) {
                columns.push(part(index));
            }
            rows.entry(key).or_default().entry(part(index)).or_default().push(index);
        }
        // One part is no partition.
        rows.retain(|_, parts| parts.len() > 1);
        columns.retain(|it| rows.values().any(|parts| parts.contains_key(it)));
        if rows.is_empty() {
            return None;
        }
        if !of_indicators {
            // Names have no order of their own; indicators stand as the catalogue has them.
            let first = rows.values().next();
            let number = |part: &&str| first?.get(part)?.first().map(|&it| self.number(it));
            columns.sort_by_key(|part| Reverse(number(part)));
        }
        let row = |parts: &BTreeMap<&str, Cell>| -> Vec<Cell> {
            let cell = |it: &&str| self.spoken_for(parts.get(it).map_or_else(Vec::new, |it| self.newest(it)));
            columns.iter().map(cell).collect()
        };
        Some(Chosen {
            kind: Kind::Stacked,
            rows: rows.values().map(row).collect(),
            row: if by == By::Region { Name::Region } else { Name::Time },
            column: Some(if of_indicators { Name::Indicator } else { Name::Category }),
            left_out: 0,
            is_short: false,
        })
    }

    /// Each part means the same in all rows, no row of rates is more than all, and none of counts more than the total that is told
    /// with it: 男、女 and 党员 are no parts of one whole.
    fn is_sound(self, chosen: &Chosen) -> Result<(), Refusal> {
        for column in 0..chosen.rows.first().map_or(0, Vec::len) {
            let told: BTreeSet<Option<&str>> = chosen
                .rows
                .iter()
                .flat_map(|row| &row[column])
                .map(|&it| self.get(it).definition.as_deref())
                .collect();
            if told.len() > 1 {
                return Err(Refusal::Incomparable(Axis::Parts, vec![Reason::Definitions]));
            }
        }
        let is_share = |it: usize| told::measure_of(self.get(it), self.grounds.catalogue) == Measure::Share;
        let more = |row: &Vec<Cell>| {
            let numbers = row.iter().filter_map(|cell| cell.first()).filter(|&&it| is_share(it));
            let sum = numbers.fold(Decimal::ZERO, |sum, &it| sum.saturating_add(self.number(it)));
            sum > Decimal::ONE_HUNDRED + ROUNDING
        };
        if chosen.rows.iter().any(|row| more(row) || self.is_over_total(row)) {
            return Err(Refusal::MoreThanWhole);
        }
        Ok(())
    }

    /// Whether the parts in `row` are more than the total of the same region and time, however low they and high it may be.
    fn is_over_total(self, row: &[Cell]) -> bool {
        let least = |it: usize| self.get(it).quantity.lower.unwrap_or_default();
        let sum = row.iter().map(|cell| cell.iter().map(|&it| least(it)).min().unwrap_or_default());
        let sum = sum.fold(Decimal::ZERO, Decimal::saturating_add);
        let most: Option<Vec<Decimal>> =
            self.totals(row).iter().map(|&it| self.get(it).quantity.upper).collect();
        most.is_some_and(|it| it.into_iter().max().is_some_and(|it| sum > it))
    }

    /// Whether they are less than it, however high they and low it may be.
    fn is_short_of_total(self, row: &[Cell]) -> bool {
        let most = |cell: &Cell| {
            let ends: Option<Vec<Decimal>> = cell.iter().map(|&it| self.get(it).quantity.upper).collect();
            Some(ends?.into_iter().max().unwrap_or_default())
        };
        let parts: Option<Vec<Decimal>> = row.iter().map(most).collect();
        let sum = parts.map(|it| it.into_iter().fold(Decimal::ZERO, Decimal::saturating_add));
        let totals = self.totals(row);
        let least = totals.iter().filter_map(|&it| self.get(it).quantity.lower).min();
        sum.zip(least).is_some_and(|(sum, least)| sum < least)
    }

    /// The counts that the parts in `row` should add up to: of the same indicator, or of one that has them as its parts.
    fn totals(self, row: &[Cell]) -> Vec<usize> {
        let catalogue = self.grounds.catalogue;
        let parts: BTreeSet<usize> =
            row.iter().flatten().filter_map(|&it| catalogue.position(&self.get(it).indicator)).collect();
        let Some(&index) = row.iter().flatten().next() else { return Vec::new() };
        let first = self.get(index);
        let measure = told::measure_of(first, catalogue);
        if measure == Measure::Share {
            return Vec::new();
        }
        let own = parts.iter().copied().filter(|_| first.category.is_some());
        let wholes = catalogue.tied().filter_map(|(position, ties)| {
            let ways = &ties.parts.as_ref()?.alternatives;
            let has =
                |way: &&Alternative| parts.iter().all(|it| way.sum.iter().any(|of| of.indicator == *it));
            ways.iter().any(|way| has(&way)).then_some(position)
        });
        let dates = (first.period.start, first.period.end);
        let place = (&*first.region, first.level, None);
        let told = own.chain(wholes).flat_map(|it| self.ledger.at(it, place, dates));
        let is_total = |it: &Figure| {
            it.period.is_same_time(&first.period)
                && told::measure_of(it, catalogue) == measure
                && (*it.indicator != *first.indicator || it.definition == first.definition)
        };
        told.filter(|(_, it)| is_total(it)).map(|(index, _)| index).collect()
    }

    /// Whether the indicators are parts of one whole.
    fn is_whole(self) -> bool {
        let catalogue = self.grounds.catalogue;
        let ids: BTreeSet<&str> = self.figures.iter().map(|&it| &*self.get(it).indicator).collect();
        let parts: Vec<usize> = ids.into_iter().filter_map(|id| catalogue.position(id)).collect();
        is_partition(&parts, catalogue)
            || counts_of(&parts, catalogue).is_some_and(|it| is_partition(&it, catalogue))
    }
}

/// Whether some indicator has all of `parts` in one of its partitions.
fn is_partition(parts: &[usize], catalogue: &Catalogue) -> bool {
    let partitions =
        catalogue.tied().filter_map(|(_, ties)| ties.parts.as_ref()).flat_map(|it| &it.alternatives);
    let holds = |way: &Alternative| parts.iter().all(|part| way.sum.iter().any(|it| it.indicator == *part));
    partitions.into_iter().any(holds)
}

/// What rates count, where all are shares of one thing.
fn counts_of(rates: &[usize], catalogue: &Catalogue) -> Option<Vec<usize>> {
    let ways = |rate: &usize| {
        let formula = catalogue.ties(*rate)?.formula.as_ref()?;
        let of_one = |way: &Alternative| match (&way.sum[..], &way.over[..]) {
            ([count], [over]) => Some((over.indicator, count.indicator)),
            _ => None,
        };
        Some(formula.alternatives.iter().filter_map(of_one).collect::<BTreeMap<_, _>>())
    };
    let all: Vec<BTreeMap<usize, usize>> = rates.iter().map(ways).collect::<Option<_>>()?;
    let (first, rest) = all.split_first()?;
    let over = first.keys().find(|over| rest.iter().all(|it| it.contains_key(over)))?;
    Some(all.iter().map(|it| it[over]).collect())
}

/// The indicators that stand for `whole` in a stack: its parts by the catalogue, each way to cut it.
pub fn ways_to_cut(whole: usize, catalogue: &Catalogue) -> Vec<Vec<usize>> {
    let parts = catalogue.ties(whole).and_then(|ties| ties.parts.as_ref());
    let ways = parts.map_or(&[][..], |it| &it.alternatives);
    ways.iter().map(|way| way.sum.iter().map(|it| it.indicator).collect()).collect()
}
