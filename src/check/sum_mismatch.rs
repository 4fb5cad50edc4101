//! `sum-mismatch`: a total against its parts.
//!
//! 1. A total that says `parts_complete`: its own categories, and the partitions that the catalogue names for it (by
//!    delegation, by handling body, by subject), each on its own; of several, those that it names.
//! 2. A count whose formula is a sum, where all its operands are told beside it.
//!
//! A total that fits but adds up different units (件次 and 人次) is worth a note.

use super::operands::{Choice, candidates, choices, distance};
use super::{Checked, Found};
use crate::diag::relations as say;
use crate::figures::catalogue::{Kind, Operand};
use crate::figures::ledger::Complete;
use crate::figures::relation::{self, Sum, Total};

/// Adds up what must add up.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let (catalogue, ledger) = (&checked.site.tables.catalogue, &checked.site.ledger);
    for (index, figure) in ledger.figures().iter().enumerate() {
        if figure.parts_complete != Complete::None {
            complete(checked, index, found);
        }
    }
    for (position, ties) in catalogue.tied().filter(|&(it, _)| catalogue.at(it).kind != Kind::Rate) {
        let sums = ties.formula.iter().flat_map(|it| &it.alternatives).filter(|it| it.over.is_empty());
        let sums: Vec<&[Operand]> = sums.map(|it| &it.sum[..]).collect();
        if !sums.is_empty() {
            for &index in ledger.of_indicator(position) {
                let told = |sum: &&[Operand]| !named(checked, index, sum).is_empty();
                // A sum that is the beginning of a longer one may excuse a total, it proves none wrong.
                let counts = |sum: &&&[Operand]| sums.iter().filter(|it| is_part(sum, it)).all(told);
                let ways = sums.iter().filter(counts).flat_map(|sum| named(checked, index, sum));
                tell_best(checked, index, ways.map(|it| it.figures), Origin::Formula, found);
            }
        }
    }
}

/// Whether `sum` leaves out some of what `other` adds up.
fn is_part(sum: &[Operand], other: &[Operand]) -> bool {
    sum.len() < other.len() && sum.iter().all(|it| other.iter().any(|one| one.indicator == it.indicator))
}

/// Why a sum is expected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The total says that its parts are complete.
    Complete,
    /// The indicator is made of others.
    Formula,
}

/// Checks every partition of the total at `index`.
fn complete(checked: &Checked<'_>, index: usize, found: &mut Found) {
    let (catalogue, ledger) = (&checked.site.tables.catalogue, &checked.site.ledger);
    let Some(position) = catalogue.position(&ledger.get(index).indicator) else { return };
    let declared = catalogue.ties(position).and_then(|it| it.parts.as_ref());
    let mut has_parts = false;
    let mut told = |mut ways: Vec<Vec<usize>>| {
        // One category alone is an example, no partition.
        ways.retain(|it| it.len() > 1);
        has_parts |= !ways.is_empty();
        tell_best(checked, index, ways.into_iter(), Origin::Complete, found);
    };
    let holds = |it: usize| ledger.get(index).parts_complete.holds(&catalogue.at(it).id);
    for partition in categories(checked, index, position).into_iter().filter(|_| holds(position)) {
        told(vec![partition]);
    }
    let ways = declared.iter().flat_map(|it| &it.alternatives);
    for alternative in ways.filter(|it| it.sum.iter().all(|part| holds(part.indicator))) {
        match &alternative.sum[..] {
            [one] => {
                for partition in categories(checked, index, one.indicator) {
                    told(vec![partition]);
                }
            }
            sum => told(named(checked, index, sum).into_iter().map(|it| it.figures).collect()),
        }
    }
    if !has_parts {
        found.of_figure(
            index,
            say::no_parts(checked.place(index, "parts_complete"), &ledger.get(index).written),
        );
    }
}

/// Ways to fill a sum of named indicators beside the figure at `index`.
fn named(checked: &Checked<'_>, index: usize, sum: &[Operand]) -> Vec<Choice> {
    let figure = checked.site.ledger.get(index);
    choices(checked, sum, |indicator| {
        candidates(checked, indicator, index, figure.category.as_deref(), |_| true)
    })
}

/// The categories of the indicator at `position` beside the total at `index`: one partition, or several where definitions
/// keep them apart. Sources that contradict each other make none.
fn categories(checked: &Checked<'_>, index: usize, position: usize) -> Vec<Vec<usize>> {
    let ledger = &checked.site.ledger;
    let total = ledger.get(index);
    let parts = || checked.beside().parts(position, index).filter(|&(it, _)| it != index);
    let Some(nearest) = parts().map(|(_, it)| distance(total, it)).min() else { return Vec::new() };
    let mut all: Vec<usize> = Vec::new();
    for (it, part) in parts().filter(|(_, it)| distance(total, it) == nearest) {
        // Equal parts are neighbours but for their definitions.
        let same = all
            .iter()
            .rev()
            .map(|&it| (it, ledger.get(it)))
            .take_while(|(_, it)| it.category == part.category);
        match same.into_iter().find(|(_, it)| it.definition == part.definition) {
            Some((_, other)) if !other.quantity.meets(&part.quantity) => return Vec::new(),
            Some(_) => {}
            None => all.push(it),
        }
    }
    all.sort_by_key(|&it| (&ledger.get(it).file, ledger.get(it).position));
    let fits = |parts: &[usize]| matches!(add(checked, index, parts).total, Total::Exact | Total::Within);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    if !fits(&all) {
        for &it in &all {
            let definition = &ledger.get(it).definition;
            match groups.iter_mut().find(|group| ledger.get(group[0]).definition == *definition) {
                Some(group) => group.push(it),
                None => groups.push(vec![it]),
            }
        }
    }
    // A definition of one part alone says more of that part, it makes no partition.
    if groups.is_empty() || groups.iter().any(|group| group.len() < 2) { vec![all] } else { groups }
}

fn add(checked: &Checked<'_>, index: usize, parts: &[usize]) -> Sum {
    let ledger = &checked.site.ledger;
    relation::sum(parts.iter().map(|&it| &ledger.get(it).quantity), &ledger.get(index).quantity)
}

/// Tells of the way to add up that fits the total best.
fn tell_best(
    checked: &Checked<'_>,
    index: usize,
    ways: impl Iterator<Item = Vec<usize>>,
    origin: Origin,
    found: &mut Found,
) {
    let rank = |(sum, _): &(Sum, Vec<usize>)| match sum.total {
        Total::Exact => 0,
        Total::Within => 1,
        Total::Disagrees => 2,
        Total::Unknown => 3,
    };
    let sums = ways.map(|parts| (add(checked, index, &parts), parts));
    let Some((sum, parts)) = sums.min_by_key(rank) else { return };
    let total = &checked.site.ledger.get(index).quantity;
    let place = || checked.place(index, "value");
    if sum.total == Total::Disagrees {
        let told = checked.told(&parts);
        let finding = say::sum_disagrees(place(), total, &sum, &told, origin == Origin::Complete);
        found.of_figure(index, finding);
    } else if sum.total == Total::Exact && sum.mixed_units {
        found.of_figure(index, say::sum_of_units(place(), total, &checked.told(&parts)));
    }
}
