//! `conflict`: the same thing is told twice, and the intervals of the two do not meet.
//!
//! What is the same thing, the ledger says ([`Ledger::told_again`](crate::figures::ledger::Ledger::told_again)). Told twice alike
//! is silent; told more precisely by one than by another is worth a note.

use super::{Checked, Found};
use crate::diag::told as say;

/// How many of those that contradict a figure are named.
const MOST_NAMED: usize = 3;

/// Tells of every figure that another one contradicts, and of those that another one tells more precisely.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let ledger = &checked.site.ledger;
    for run in ledger.told_again() {
        let written = &ledger.get(run.start).quantity;
        // Most of what is told twice is told alike.
        let alike = |index: usize| {
            let it = &ledger.get(index).quantity;
            (it.lower, it.upper, &it.unit) == (written.lower, written.upper, &written.unit)
        };
        if run.clone().all(alike) {
            continue;
        }
        let told = ledger.told(run);
        for index in run.clone() {
            let own = &ledger.get(index).written;
            if ledger.in_conflict(index) {
                let (against, count) = told.against(index, MOST_NAMED);
                let others: Vec<say::Other> = against.iter().map(|&it| checked.other(it)).collect();
                let finding =
                    say::conflict(checked.place(index, "value"), own, &others, count - others.len());
                found.of_figures(std::iter::once(index).chain(against), finding);
            } else if let Some(other) = told.more_precise(index) {
                let place = checked.place(index, "value");
                found.of_figure(index, say::told_more_precisely(place, own, &checked.other(other)));
            }
        }
    }
}
