//! The overview on the data page: what the ledger tells most of, each indicator by its latest figure.
//!
//! 1. Of every function of the congress the indicators with most figures, core ones first.
//! 2. Of each the region that tells most of it, the site's own before others; of that region the latest figure.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Renderer;
use super::view;
use crate::figures::catalogue::Tier;

/// Tiles in all, and of one function.
const MOST: usize = 24;
const MOST_OF_FUNCTION: usize = 4;

impl Renderer<'_> {
    /// The tiles of the overview, by function of the congress.
    pub(super) fn overview(&self) -> Vec<view::TileGroup> {
        let catalogue = &self.site.tables.catalogue;
        let mut told: Vec<(usize, &[usize])> = self.site.ledger.indicators().collect();
        told.sort_by_key(|(position, members)| {
            (catalogue.at(*position).tier != Tier::Core, Reverse(members.len()), *position)
        });
        let mut of: BTreeMap<&str, usize> = BTreeMap::new();
        let mut chosen: Vec<(usize, &[usize])> = Vec::new();
        for (position, members) in told {
            let count = of.entry(&catalogue.at(position).function).or_default();
            if *count < MOST_OF_FUNCTION && chosen.len() < MOST {
                *count += 1;
                chosen.push((position, members));
            }
        }
        chosen.sort_unstable_by_key(|(position, _)| *position);
        let mut groups: Vec<view::TileGroup> = Vec::new();
        for (position, members) in chosen {
            let Some(index) = self.latest_of_most_told(members) else { continue };
            let (function, tile) = (&catalogue.at(position).function, self.key_tile(index));
            match groups.iter_mut().find(|group| group.title == *function) {
                Some(group) => group.tiles.push(tile),
                None => groups.push(view::TileGroup { title: function.clone(), tiles: vec![tile] }),
            }
        }
        groups
    }

    fn latest_of_most_told(&self, members: &[usize]) -> Option<usize> {
        let region = |index: usize| &*self.site.ledger.get(index).region;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for &index in members {
            *counts.entry(region(index)).or_default() += 1;
        }
        let own = self.own_region();
        let (most, _) = counts
            .into_iter()
            .max_by_key(|(code, count)| (*count, own.as_deref() == Some(code), Reverse(*code)))?;
        self.latest(members.iter().copied().filter(|&it| region(it) == most))
    }
}
