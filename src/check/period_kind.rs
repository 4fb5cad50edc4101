//! `period-kind`: a total of several years is mixed up with figures of one year.
//!
//! 1. A page tells the same thing of one year and of several, and one of the two takes its period from the page: an editor who
//!    adds to the page may well have forgotten it.
//! 2. A total of several years is less than what a single year in it has: one of their periods is wrong, or it is no total.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Checked, Found};
use crate::diag::told as say;
use crate::figures::catalogue::Kind;
use crate::figures::compare::{self, Sort};
use crate::figures::ledger::Figure;
use crate::figures::measure;
use crate::figures::quantity::Quantity;
use crate::figures::relation::{self, Bound, Span};
use crate::parse::Document;

/// Tells of both.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    for page in &site.pages {
        inherited(checked, &page.document, &page.figures, found);
    }
    for section in &site.sections {
        if let Some(document) = &section.index {
            inherited(checked, document, &section.figures, found);
        }
    }
    totals(checked, found);
}

fn inherited(checked: &Checked<'_>, document: &Document, figures: &[usize], found: &mut Found) {
    let ledger = &checked.site.ledger;
    let Some(own) = &document.period else { return };
    let own_sort = figures.iter().map(|&it| ledger.get(it)).find(|it| Arc::ptr_eq(&it.period, own));
    let Some(own_sort) = own_sort.map(compare::sort).filter(|it| *it != Sort::AsOf) else { return };
    let other_sort = if own_sort == Sort::Span { Sort::Annual } else { Sort::Span };
    // What is told here of the other sort of period, which is seldom anything.
    let mut other: HashMap<_, usize> = HashMap::new();
    for &index in figures.iter().filter(|&&it| compare::sort(ledger.get(it)) == other_sort) {
        other.entry(thing(ledger.get(index))).or_insert(index);
    }
    for &index in figures {
        let figure = ledger.get(index);
        if let Some(&beside) = other.get(&thing(figure)).filter(|_| Arc::ptr_eq(&figure.period, own)) {
            let finding = say::period_of_page(
                checked.place(index, "value"),
                &figure.written,
                &figure.period.label,
                &checked.other(beside),
            );
            found.of_figures([index, beside], finding);
        }
    }
}

type Thing<'a> = (&'a str, &'a str, crate::figures::region::Level, [Option<&'a str>; 3]);

/// What a figure tells of, whenever.
fn thing(figure: &Figure) -> Thing<'_> {
    let words = [&figure.category, &figure.definition, &figure.denominator].map(|it| it.as_deref());
    (&figure.indicator, &figure.region, figure.level, words)
}

/// Totals that are less than one of their years.
fn totals(checked: &Checked<'_>, found: &mut Found) {
    let ledger = &checked.site.ledger;
    for (position, members) in ledger.indicators() {
        let indicator = checked.site.tables.catalogue.at(position);
        if !matches!(indicator.kind, Kind::Count | Kind::Persons | Kind::PersonTimes | Kind::Money) {
            continue;
        }
        let same = |&one: &usize, &other: &usize| {
            let (one, other) = (ledger.get(one), ledger.get(other));
            (&one.region, one.level, &one.category) == (&other.region, other.level, &other.category)
        };
        for things in members.chunk_by(same) {
            if things.iter().any(|&it| compare::sort(ledger.get(it)) == Sort::Span) {
                totals_of(checked, things, found);
            }
        }
    }
}

fn totals_of(checked: &Checked<'_>, things: &[usize], found: &mut Found) {
    let ledger = &checked.site.ledger;
    let indicator = |figure: &Figure| checked.site.tables.catalogue.get(&figure.indicator);
    let kind = |index: usize| {
        let figure = ledger.get(index);
        let measure = indicator(figure).map(|it| measure::measure(&ledger.get(index).quantity.unit, it));
        (thing(figure).3, measure)
    };
    // Of each year the most that is told, by when it begins and ends.
    let mut years: HashMap<_, BTreeMap<_, usize>> = HashMap::new();
    for &index in things.iter().filter(|&&it| compare::sort(ledger.get(it)) == Sort::Annual) {
        let figure = ledger.get(index);
        let dates = (figure.period.start.first_day(), figure.period.last_day());
        let most = years.entry(kind(index)).or_default().entry(dates).or_insert(index);
        if figure.quantity.lower > ledger.get(*most).quantity.lower {
            *most = index;
        }
    }
    for &index in things.iter().filter(|&&it| compare::sort(ledger.get(it)) == Sort::Span) {
        let total = ledger.get(index);
        let Some(years) = years.get(&kind(index)) else { continue };
        let (first, last) = (total.period.start.first_day(), total.period.last_day());
        let within = years.range((first, first)..).take_while(|((start, _), _)| *start <= last);
        let more = within
            .filter(|((_, end), _)| *end <= last)
            .find(|(_, year)| is_less(&total.quantity, &ledger.get(**year).quantity));
        if let Some((_, &year)) = more {
            let place = checked.place(index, "value");
            let label = &total.period.label;
            let finding = say::total_less_than_a_year(place, &total.written, label, &checked.other(year));
            found.of_figures([index, year], finding);
        }
    }
}

/// Whether a total cannot be as much as one of its years.
fn is_less(total: &Quantity, year: &Quantity) -> bool {
    relation::bound(&Span::of(year), &Span::of(total)) == Bound::Violated
}
