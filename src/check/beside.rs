//! What is told beside a figure: of the same region, level and time.
//!
//! Rules ask this several times of every figure. So all figures are put into groups once, in time that grows with the ledger;
//! then a question is answered within its group.

use std::collections::HashMap;

use crate::figures::ledger::{Figure, Ledger};

/// The figures of a ledger by region, level and time.
pub(super) struct Beside<'a> {
    ledger: &'a Ledger,
    /// The group of each figure.
    groups: Vec<usize>,
    /// Where each group begins in `members`, and the end of the last.
    starts: Vec<usize>,
    /// The figures of every group: the position of the indicator, the index of the figure. A group is in the order of both,
    /// so that the figures of an indicator are by category.
    members: Vec<(usize, usize)>,
}

impl<'a> Beside<'a> {
    /// Puts the figures of `ledger` into groups.
    pub(super) fn new(ledger: &'a Ledger) -> Self {
        let mut known = HashMap::new();
        let groups: Vec<usize> = ledger
            .figures()
            .iter()
            .map(|it| {
                let period = &it.period;
                let time = (period.kind, period.start, period.end, &period.session);
                let next = known.len();
                *known.entry((&it.region, it.level, time)).or_insert(next)
            })
            .collect();
        let mut starts = vec![0; known.len() + 1];
        for group in &groups {
            starts[group + 1] += 1;
        }
        for group in 1..starts.len() {
            starts[group] += starts[group - 1];
        }
        let mut ends = starts.clone();
        let mut members = vec![(usize::MAX, usize::MAX); groups.len()];
        for (position, figures) in ledger.indicators() {
            for &index in figures {
                let end = &mut ends[groups[index]];
                members[*end] = (position, index);
                *end += 1;
            }
        }
        Self { ledger, groups, starts, members }
    }

    /// What the indicator at `position` tells beside the figure at `index`, in the order of the ledger: by category.
    fn all(&self, position: usize, index: usize) -> &[(usize, usize)] {
        let group = self.groups[index];
        let members = &self.members[self.starts[group]..self.starts[group + 1]];
        let first = members.partition_point(|&(it, _)| it < position);
        let count = members[first..].partition_point(|&(it, _)| it == position);
        &members[first..first + count]
    }

    /// The same, of the part `category` or else of the whole; definition and denominator may differ. Each with its index.
    pub(super) fn of(
        &self,
        position: usize,
        index: usize,
        category: Option<&str>,
    ) -> impl Iterator<Item = (usize, &'a Figure)> {
        let all = self.all(position, index);
        let of = |&(_, index): &(usize, usize)| self.ledger.get(index).category.as_deref();
        let first = all.partition_point(|it| of(it) < category);
        let count = all[first..].partition_point(|it| of(it) == category);
        all[first..first + count].iter().map(|&(_, index)| (index, self.ledger.get(index)))
    }

    /// The parts among them. Each with its index.
    pub(super) fn parts(&self, position: usize, index: usize) -> impl Iterator<Item = (usize, &'a Figure)> {
        let all = self.all(position, index).iter().map(|&(_, index)| (index, self.ledger.get(index)));
        all.filter(|(_, it)| it.category.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::catalogue::Catalogue;
    use crate::figures::ledger::tests::{Told, told};

    #[test]
    fn what_is_told_of_another_time_or_region_is_not_beside() {
        let catalogue = Catalogue::builtin();
        let with = |indicator: &str, region: &str, period: &str, category: &str| {
            let (definition, denominator, level) = ("", "", "");
            told(Told { indicator, value: "3件", region, period, definition, denominator, category, level })
        };
        let ledger = Ledger::new(
            vec![
                with("suggestions.total", "430000", "2022", ""),
                with("suggestions.total", "430000", "2023", ""),
                with("suggestions.by_unit", "430000", "2022", "法院"),
                with("suggestions.by_unit", "430000", "2022", "政府"),
                with("suggestions.by_unit", "430000", "2023", "政府"),
                with("suggestions.by_unit", "410000", "2022", "政府"),
            ],
            catalogue,
        );
        let beside = Beside::new(&ledger);
        let by_unit = catalogue.position("suggestions.by_unit").unwrap();
        let total = catalogue.position("suggestions.total").unwrap();
        let categories = |index| -> Vec<_> {
            beside.parts(by_unit, index).map(|(_, it)| it.category.clone().unwrap()).collect()
        };
        let totals = ledger.of_indicator(total);
        assert_eq!(categories(totals[0]), ["政府", "法院"]);
        assert_eq!(categories(totals[1]), ["政府"]);
        assert_eq!(beside.of(by_unit, totals[0], Some("法院")).count(), 1);
        assert_eq!(beside.of(by_unit, totals[0], None).count(), 0);
        for &part in ledger.of_indicator(by_unit) {
            let expected = usize::from(&*ledger.get(part).region == "430000");
            assert_eq!(beside.of(total, part, None).count(), expected);
        }
    }
}
