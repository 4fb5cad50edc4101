//! The next bulletin: its numbers, and the articles since the last one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::archetype::{Listed, Values, one_line};
use crate::assemble::{PageId, Site, home_of};
use crate::diag::{Said, new as say};
use crate::digest::Kind;
use crate::parse::Document;

/// Fills in the numbers and articles of the bulletin that follows those of `folder`, and gives its name. Articles later
/// than its date or today are not published with it.
pub fn fill(
    site: &Site,
    folder: &str,
    (date, today): (Date, Date),
    values: &mut Values,
    notes: &mut Vec<Said>,
) -> String {
    let of_folder = |document: &Document| home_of(&document.file) == folder;
    let issues: Vec<&Document> = site
        .pages
        .iter()
        .filter(|page| page.kind == Kind::Issue)
        .map(|page| &page.document)
        .chain(&site.hidden_issues)
        .filter(|document| of_folder(document))
        .collect();
    let number = number(&issues, date.year());
    let serial = serial(&issues);
    values.number = Some(number);
    values.serial = serial;
    notes.push(say::numbered(date.year(), number, serial, issues.is_empty()));
    let last = issues.iter().filter_map(|it| it.meta.date).map(|it| it.day()).max();
    let listed = since(site, last, date.min(today));
    notes.push(say::articles_listed(listed.len(), last));
    notes.push(say::issue_is_draft());
    values.articles = listed.into_iter().map(|id| listing(site, folder, id)).collect();
    format!("{}-{number:02}", date.year())
}

/// The number after the last of the year. Numbers begin anew each year, unless the site's run on: where there are serials, those do.
fn number(issues: &[&Document], year: i16) -> u64 {
    let mut years: BTreeMap<i16, (u64, u64)> = BTreeMap::new();
    for meta in issues.iter().map(|it| &it.meta) {
        let (Some(number), Some(date)) = (meta.number, meta.date) else { continue };
        let (first, last) = years.entry(date.year()).or_insert((number, number));
        (*first, *last) = (number.min(*first), number.max(*last));
    }
    let bounds: Vec<(u64, u64)> = years.values().copied().collect();
    let runs_on = bounds.len() > 1
        && issues.iter().all(|it| it.meta.serial.is_none())
        && bounds.windows(2).all(|pair| pair[0].1.checked_add(1) == Some(pair[1].0));
    let last = if runs_on { bounds.last().map(|it| it.1) } else { years.get(&year).map(|it| it.1) };
    last.unwrap_or(0).saturating_add(1)
}

/// The serial after the last; none where the site's bulletins have none.
fn serial(issues: &[&Document]) -> Option<u64> {
    let last = issues.iter().filter_map(|it| it.meta.serial).max();
    if issues.is_empty() { Some(1) } else { last.and_then(|it| it.checked_add(1)) }
}

/// Articles since the last bulletin that none lists yet, newest first; before the first bulletin, those of the year.
fn since(site: &Site, last: Option<Date>, until: Date) -> Vec<PageId> {
    let told: HashSet<PageId> = site.pages.iter().flat_map(|page| page.articles.iter().copied()).collect();
    let is_new = |day: Date| last.map_or(day.year() == until.year(), |last| day >= last) && day <= until;
    let mut found: Vec<PageId> = site
        .listed
        .iter()
        .copied()
        .filter(|id| !told.contains(id))
        .filter(|&id| {
            let page = &site.pages[id];
            let meta = &page.document.meta;
            page.kind == Kind::Article && !meta.draft && meta.date.is_some_and(|date| is_new(date.day()))
        })
        .collect();
    found.sort_by_key(|&id| Reverse(site.pages[id].document.meta.date));
    found
}

fn listing(site: &Site, folder: &str, id: PageId) -> Listed {
    let document = &site.pages[id].document;
    let file = document.file.strip_prefix("content/").unwrap_or(&document.file);
    Listed { path: way(folder, file), title: one_line(&document.meta.title) }
}

/// The way from a folder to a file, both from `content/`: `../news/a.md`.
fn way(folder: &str, file: &str) -> String {
    let mut here: Vec<&str> = folder.split_terminator('/').collect();
    let mut there: Vec<&str> = file.split('/').collect();
    while !here.is_empty() && there.len() > 1 && here[0] == there[0] {
        here.remove(0);
        there.remove(0);
    }
    let mut way = "../".repeat(here.len());
    way.push_str(&there.join("/"));
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_from_folder_to_file() {
        for (folder, file, expected) in [
            ("issues/", "news/a.md", "../news/a.md"),
            ("", "news/a.md", "news/a.md"),
            ("en/issues/", "en/news/b/index.md", "../news/b/index.md"),
            ("issues/2026/", "issues/a.md", "../a.md"),
            ("news/", "news/a.md", "a.md"),
        ] {
            assert_eq!(way(folder, file), expected);
        }
    }
}
