//! `missing-letters`: letters of a report that the built-in faces lack, so that its PNG pictures show empty boxes.
//!
//! A page is told of once, with all of its letters; so is what `site.toml` gives to the head of every picture. Nothing is drawn
//! for it: what stands on a picture is known before.

use super::{Checked, Found, Subject};
use crate::assemble::{Page, Site};
use crate::chart::has_letter;
use crate::diag::{Place, content as say};

/// Tells of letters that the pictures of reports cannot show.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    if !site.config.pictures.png {
        return;
    }
    let mut reports = site.pages.iter().enumerate().filter(|(_, page)| page.has_pictures()).peekable();
    let config = &site.config;
    if reports.peek().is_some() {
        let head = config.publication.name.as_deref().unwrap_or(&config.title);
        let foot = config.publication.publisher.as_deref().or(config.footer.organiser.as_deref());
        let missing = missing([head, config.title.as_str(), foot.unwrap_or_default()]);
        if !missing.is_empty() {
            found.of(None, say::missing_letters(Place::file("site.toml"), &missing, false));
        }
    }
    for (id, page) in reports {
        let document = &page.document;
        let missing = missing(texts(site, page));
        if let Some(first) = missing.first() {
            // The title is seen at once; whatever else it may be belongs to the figures.
            let in_title = document.meta.title.contains(*first);
            let path = [if in_title { "title" } else { "figures" }.into()];
            let finding = say::missing_letters(document.place(&path, !in_title), &missing, true);
            found.of(Some(Subject::Page(id)), finding);
        }
    }
}

/// What stands on the pictures of a report, its title first.
fn texts<'a>(site: &'a Site, page: &'a Page) -> impl Iterator<Item = &'a str> {
    let language = site.config.language;
    let source = page.document.meta.source.as_deref().map(|it| &*it.name);
    let figures = page.figures.iter().flat_map(move |&index| {
        let figure = site.ledger.get(index);
        let indicator = site.tables.catalogue.get(&figure.indicator);
        let region = site.tables.regions.get(&figure.region);
        let told = [Some(&*figure.written), figure.category.as_deref(), figure.definition.as_deref()];
        let named = [indicator.map(|it| it.shown(language)), region.map(|it| &*it.name)];
        told.into_iter().chain(named).chain([Some(&*figure.period.label)]).flatten()
    });
    [&*page.document.meta.title].into_iter().chain(source).chain(figures)
}

/// The letters of `texts` that no face has, each once.
fn missing<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<char> {
    let mut missing = Vec::new();
    for letter in texts.into_iter().flat_map(str::chars) {
        let is_drawn = !letter.is_whitespace() && !letter.is_control();
        if is_drawn && !has_letter(letter) && !missing.contains(&letter) {
            missing.push(letter);
        }
    }
    missing
}
