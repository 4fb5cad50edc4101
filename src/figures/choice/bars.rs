//! Bars: over the regions of one time, over the parts of one whole.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Chosen, Kind, MOST_ROWS, Name, Offer, Refusal};
use crate::figures::compare::Axis;

impl Offer<'_> {
    /// The set with most regions, the newest of those: a figure for each, the highest first.
    pub(super) fn regions(self) -> Result<Chosen, Refusal> {
        let count = |set: &[usize]| set.iter().map(|&it| &self.get(it).region).collect::<BTreeSet<_>>().len();
        let newest = |set: &[usize]| set.iter().map(|&it| self.get(it).period.last_day()).max();
        let sets = self.sets(self.figures, Axis::Regions);
        let largest = sets.into_iter().max_by_key(|set| (count(set), newest(set)));
        let Some(set) = largest.filter(|set| count(set) > 1) else { return Err(self.why(Axis::Regions)) };
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for index in set {
            of.entry(&self.get(index).region).or_default().push(index);
        }
        // Several days of one year: the last one.
        let shown = of.into_values().flat_map(|figures| self.spoken_for(self.newest(&figures))).collect();
        Ok(self.ranked(Name::Region, shown))
    }

    /// The set with most parts of one whole, the newest of those.
    pub(super) fn parts(self) -> Result<Chosen, Refusal> {
        let of_part = |&it: &usize| self.get(it).category.is_some();
        let parts: Vec<usize> = self.figures.iter().copied().filter(of_part).collect();
        let newest = |set: &[usize]| set.iter().map(|&it| self.get(it).period.last_day()).max();
        let sets = self.sets(&parts, Axis::Parts).into_iter().map(|set| self.spoken_for(set));
        let largest = sets.max_by_key(|set| (set.len(), newest(set)));
        match largest.filter(|set| set.len() > 2) {
            Some(shown) => Ok(self.ranked(Name::Category, shown)),
            // How wholes differ is not why.
            None if parts.is_empty() && self.figures.len() > 1 => Err(Refusal::NoParts),
            None => Err(self.why(Axis::Parts)),
        }
    }

    fn ranked(self, row: Name, mut shown: Vec<usize>) -> Chosen {
        shown.sort_by_key(|&it| (Reverse(self.number(it)), it));
        let rows = shown.into_iter().map(|it| vec![it]).collect();
        Chosen::of_rows(Kind::Bar, row, rows).at_most(MOST_ROWS)
    }
}
