//! `no-source`: a figure that names no source, and whose page or table names none either.
//!
//! A page, and a table, is told of once, however many figures it has; a figure where it is accepted is told of on its own.

use std::collections::HashMap;

use super::{Checked, Found, Subject};
use crate::diag::content as say;
use crate::digest::Source;
use crate::figures::ledger::Figure;

const RULE: &str = "no-source";

/// Tells of every page and every table with figures whose source is not known.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let figures = checked.site.ledger.figures();
    let mut files: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, figure) in figures.iter().enumerate().filter(|(_, it)| !is_known(it.source.as_deref())) {
        if figure.accept.iter().flatten().any(|by| by.rule == RULE) {
            found.of_figure(index, say::no_source(checked.place(index, ""), &[&figure.written], 1, false));
        } else {
            files.entry(&figure.file).or_default().push(index);
        }
    }
    let mut files: Vec<(&str, Vec<usize>)> = files.into_iter().collect();
    files.sort_unstable_by_key(|(file, _)| *file);
    let folders: HashMap<&str, usize> = checked
        .site
        .sections
        .iter()
        .enumerate()
        .filter_map(|(id, section)| Some((&*section.index.as_ref()?.file, id)))
        .collect();
    for (file, mut indices) in files {
        indices.sort_unstable_by_key(|&index| figures[index].position);
        of_file(checked, folders.get(file).copied(), &indices, figures, found);
    }
}

/// Whether it says a name or an address.
fn is_known(source: Option<&Source>) -> bool {
    source.is_some_and(|it| !it.name.is_empty() || it.url.is_some())
}

/// Tells of the figures at `indices`, which one file declares.
fn of_file(
    checked: &Checked<'_>,
    folder: Option<usize>,
    indices: &[usize],
    figures: &[Figure],
    found: &mut Found,
) {
    let site = checked.site;
    let (subject, document) = match (site.figure_pages[indices[0]], folder) {
        (Some(page), _) => (Some(Subject::Page(page)), Some(&site.pages[page].document)),
        (None, Some(folder)) => (Some(Subject::Section(folder)), site.sections[folder].index.as_ref()),
        (None, None) => (None, None),
    };
    let place = match document {
        Some(document) => document.place(&["figures".into()], true),
        None => checked.place(indices[0], ""),
    };
    let shown: Vec<&str> = indices.iter().take(3).map(|&index| &*figures[index].written).collect();
    found.of(subject, say::no_source(place, &shown, indices.len(), document.is_none()));
}
