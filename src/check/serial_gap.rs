//! `serial-gap`: bulletins whose numbers (期, anew each year) or serials (总期, on and on) jump, repeat, or do not go with their
//! dates or with each other.
//!
//! 1. The bulletins of a folder are a series. Those that are not published yet count as well: what is still a draft is not
//!    missing; but nothing is said of them.
//! 2. Within a year, by number: repeated, missing, out of the order of dates, and whether the serial goes up as the number does.
//! 3. By serial, all the way: repeated, and between two years missing or out of order. A year may begin with any number, as
//!    long as the serial runs on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Checked, Found};
use crate::assemble::{PageId, home_of};
use crate::diag::content::{self as say, Count};
use crate::digest::Kind;
use crate::parse::Document;

/// A bulletin; `page` is none where it is not published.
#[derive(Clone, Copy)]
struct Issue<'a> {
    document: &'a Document,
    page: Option<PageId>,
    number: Option<u64>,
    serial: Option<u64>,
    date: Option<Date>,
}

impl<'a> Issue<'a> {
    fn new(document: &'a Document, page: Option<PageId>) -> Self {
        let meta = &document.meta;
        let date = meta.date.map(|it| it.day());
        Self { document, page, number: meta.number, serial: meta.serial, date }
    }

    fn year(&self) -> Option<i16> {
        self.date.map(Date::year)
    }

    fn of(&self, count: Count) -> Option<u64> {
        match count {
            Count::Number => self.number,
            Count::Serial => self.serial,
        }
    }
}

/// Looks at every series of bulletins.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    let mut series: BTreeMap<&str, Vec<Issue<'_>>> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate().filter(|(_, page)| page.kind == Kind::Issue) {
        series.entry(home_of(&page.document.file)).or_default().push(Issue::new(&page.document, Some(id)));
    }
    for document in &site.hidden_issues {
        if let Some(issues) = series.get_mut(home_of(&document.file)) {
            issues.push(Issue::new(document, None));
        }
    }
    for mut issues in series.into_values() {
        issues.sort_by(|a, b| (a.date, &a.document.file).cmp(&(b.date, &b.document.file)));
        numbers(&issues, found);
        serials(&issues, found);
    }
}

/// Within each year, by number.
fn numbers(issues: &[Issue<'_>], found: &mut Found) {
    let mut years: BTreeMap<Option<i16>, Vec<Issue<'_>>> = BTreeMap::new();
    for &issue in issues.iter().filter(|it| it.number.is_some()) {
        years.entry(issue.year()).or_default().push(issue);
    }
    // Without a date an issue may be of any year: it fills gaps, and is only looked at where none has a date.
    let undated = if years.len() > 1 { years.remove(&None).unwrap_or_default() } else { Vec::new() };
    let fillers: BTreeSet<u64> = undated.iter().filter_map(|it| it.number).collect();
    for mut year in years.into_values() {
        year.sort_by_key(|it| it.number);
        pairs(&year, Count::Number, found, |before, after, found| {
            let uneven = uneven(before, after, found);
            if !uneven {
                missing(before, after, Count::Number, &fillers, found);
            }
            order(before, after, Count::Number, found);
        });
    }
}

/// All the way, by serial.
fn serials(issues: &[Issue<'_>], found: &mut Found) {
    let mut all: Vec<Issue<'_>> = issues.iter().copied().filter(|it| it.serial.is_some()).collect();
    all.sort_by_key(|it| it.serial);
    let of_one_year = |a: &Issue<'_>, b: &Issue<'_>| {
        a.number.is_some() && b.number.is_some() && a.year().is_some() && a.year() == b.year()
    };
    pairs(&all, Count::Serial, found, |before, after, found| {
        // Those have been compared by number.
        if of_one_year(before, after) {
            return;
        }
        // Issues of the new year that say no serial stand where one seems to be missing.
        let without = |it: &&Issue<'_>| {
            it.serial.is_none()
                && it.number < after.number
                && (it.year() == after.year() || it.year().is_none())
        };
        let silent = || issues.iter().filter(without).count() as u64;
        let step = after.serial.unwrap_or(0).saturating_sub(before.serial.unwrap_or(0));
        if step > 1 && step - 1 > silent() {
            missing(before, after, Count::Serial, &BTreeSet::new(), found);
        }
        order(before, after, Count::Serial, found);
    });
}

/// Calls `compare` with each two of `issues`, in the order of `count`, that follow each other; of several with one number the
/// first stands for all, and the others are told of.
fn pairs(
    issues: &[Issue<'_>],
    count: Count,
    found: &mut Found,
    mut compare: impl FnMut(&Issue<'_>, &Issue<'_>, &mut Found),
) {
    let mut last: Option<&Issue<'_>> = None;
    for issue in issues {
        match last {
            Some(before) if before.of(count) == issue.of(count) => repeated(before, issue, count, found),
            Some(before) => {
                compare(before, issue, found);
                last = Some(issue);
            }
            None => last = Some(issue),
        }
    }
}

fn repeated(first: &Issue<'_>, second: &Issue<'_>, count: Count, found: &mut Found) {
    // Two of one number and one serial are told of once.
    let told = count == Count::Serial && first.number.is_some() && first.number == second.number;
    if told && first.year() == second.year() {
        return;
    }
    let (one, other) = if second.page.is_some() { (second, first) } else { (first, second) };
    if let (Some(page), Some(number)) = (one.page, one.of(count)) {
        let place = one.document.place(&[key(count).into()], false);
        found.of_page(page, say::issue_repeated(place, count, number, &other.document.file));
    }
}

/// Whether the serial does not go up as the number does; a repeated one is told of elsewhere.
fn uneven(before: &Issue<'_>, after: &Issue<'_>, found: &mut Found) -> bool {
    let (Some(a), Some(b)) = (before.number.zip(before.serial), after.number.zip(after.serial)) else {
        return false;
    };
    let due = a.1.saturating_add(b.0 - a.0);
    if due == b.1 || a.1 == b.1 {
        return false;
    }
    if let Some(page) = after.page {
        let place = after.document.place(&["serial".into()], false);
        found.of_page(page, say::issue_uneven(place, a, b, due));
    }
    true
}

/// Tells of the numbers between two issues that none has, `fillers` neither.
fn missing(before: &Issue<'_>, after: &Issue<'_>, count: Count, fillers: &BTreeSet<u64>, found: &mut Found) {
    let (Some(first), Some(last), Some(page)) = (before.of(count), after.of(count), after.page) else {
        return;
    };
    let mut runs = Vec::new();
    let mut next = first + 1;
    for &there in fillers.range(first + 1..last).chain([&last]) {
        if next < there {
            runs.push((next, there - 1));
        }
        next = there.saturating_add(1);
    }
    if !runs.is_empty() {
        let place = after.document.place(&[key(count).into()], false);
        found.of_page(page, say::issue_missing(place, count, &runs, first, last));
    }
}

fn order(before: &Issue<'_>, after: &Issue<'_>, count: Count, found: &mut Found) {
    let (Some(first), Some(second), Some(page)) = (before.date, after.date, after.page) else { return };
    let (Some(earlier), Some(number)) = (before.of(count), after.of(count)) else { return };
    if second < first {
        let place = after.document.place(&["date".into()], false);
        let (date, first) = (second.to_string(), first.to_string());
        found.of_page(page, say::issue_order(place, count, number, &date, (earlier, &first)));
    }
}

fn key(count: Count) -> &'static str {
    match count {
        Count::Number => "number",
        Count::Serial => "serial",
    }
}
