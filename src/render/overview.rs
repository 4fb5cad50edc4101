//! The overview on the data page: what the ledger tells most of, each indicator by its latest figure.
//!
//! 1. Of each indicator the region that tells most of it, the site's own before others; of that region the latest figure.
//! 2. Of every function of the congress the indicators that are told most of in that way, core ones before others.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Renderer;
use super::shared::under_headings;
use super::view;
use crate::figures::catalogue::Tier;

/// Tiles in all, and of one function.
const MOST: usize = 24;
const MOST_OF_FUNCTION: usize = 4;

impl Renderer<'_> {
    /// The tiles of the overview, by function of the congress.
    pub(super) fn overview(&self) -> Vec<view::TileGroup> {
        let catalogue = &self.site.tables.catalogue;
        let own = self.own_region();
        let indicators = self.site.ledger.indicators();
        let told = indicators.filter_map(|(position, members)| {
            let (count, index) = self.latest_of_most_told(members, own.as_deref())?;
            Some((position, count, index))
        });
        let mut told: Vec<(usize, usize, usize)> = told.collect();
        told.sort_by_key(|&(position, count, _)| {
            (Reverse(count), catalogue.at(position).tier != Tier::Core, position)
        });
        let mut of: BTreeMap<&str, usize> = BTreeMap::new();
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        for (position, _, index) in told {
            let count = of.entry(&catalogue.at(position).function).or_default();
            if *count < MOST_OF_FUNCTION && chosen.len() < MOST {
                *count += 1;
                chosen.push((position, index));
            }
        }
        chosen.sort_unstable();
        let tile =
            |(position, index): (usize, usize)| (&*catalogue.at(position).function, self.key_tile(index));
        let groups = under_headings(chosen.into_iter().map(tile)).into_iter();
        groups.map(|(title, tiles)| view::TileGroup { title, tiles }).collect()
    }

    /// Of the figures of an indicator, how many the region has that tells most of it, and the latest of those. A part says little
    /// without the others.
    fn latest_of_most_told(&self, members: &[usize], own: Option<&str>) -> Option<(usize, usize)> {
        let get = |index: usize| self.site.ledger.get(index);
        let whole = || members.iter().copied().filter(|&it| get(it).category.is_none());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for index in whole() {
            *counts.entry(&get(index).region).or_default() += 1;
        }
        let (most, count) =
            counts.into_iter().max_by_key(|&(code, count)| (count, own == Some(code), Reverse(code)))?;
        Some((count, self.latest(whole().filter(|&it| *get(it).region == *most))?))
    }
}
