//! Where the open places of a text lead: destinations as written become site paths.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{Hidden, Page, PageId, Site};
use crate::diag::{Diagnostic, links as say};
use crate::parse::Document;
use crate::parse::markdown::{Hole, Slot};
use crate::parse::yaml::Step;
use crate::path;
use crate::scan::Asset;

/// Where an open place of a text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A site path, with its fragment.
    Path(String),
    /// A page that no content file makes (`/indicators/…`), with its fragment: looked up in the plan.
    Generated(String),
    /// The chart block of this number.
    Chart(usize),
    /// Nowhere: there is a finding.
    Nowhere,
}

/// What destinations are looked up in.
struct Index<'a> {
    pages: HashMap<&'a str, &'a Page>,
    sections: HashMap<&'a str, &'a super::Section>,
    attachments: HashMap<&'a str, &'a Asset>,
    static_files: HashSet<&'a str>,
    hidden: &'a HashMap<Arc<str>, Hidden>,
    /// File and fragment of each figure.
    figures: HashSet<(&'a str, &'a str)>,
}

/// Resolves every destination of `site`; `attachments` that a page leads to are kept.
pub fn resolve(
    site: &mut Site,
    attachments: Vec<Asset>,
    hidden: &HashMap<Arc<str>, Hidden>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut used = BTreeSet::new();
    let index = Index {
        pages: site.pages.iter().map(|page| (&*page.document.file, page)).collect(),
        sections: site.sections.iter().map(|section| (&*section.path, section)).collect(),
        attachments: attachments.iter().map(|it| (&*it.path, it)).collect(),
        static_files: site.static_files.iter().map(|it| &*it.path).collect(),
        hidden,
        figures: site.ledger.figures().iter().map(|it| (&*it.file, &*it.anchor)).collect(),
    };
    let of_pages: Vec<Vec<Target>> =
        site.pages.iter().map(|page| targets(&page.document, &index, &mut used, findings)).collect();
    let of_sections: Vec<Vec<Target>> = site
        .sections
        .iter()
        .map(|section| {
            section.index.as_ref().map_or_else(Vec::new, |it| targets(it, &index, &mut used, findings))
        })
        .collect();
    let ids: HashMap<&str, PageId> =
        site.pages.iter().enumerate().map(|(id, page)| (&*page.document.file, id)).collect();
    let articles: Vec<Vec<PageId>> =
        site.pages.iter().map(|page| articles(page, &ids, &index, findings)).collect();
    for ((page, targets), articles) in site.pages.iter_mut().zip(of_pages).zip(articles) {
        page.targets = targets;
        page.articles = articles;
    }
    for (section, targets) in site.sections.iter_mut().zip(of_sections) {
        section.targets = targets;
    }
    site.attachments = attachments.into_iter().filter(|it| used.contains(&it.path)).collect();
}

fn targets(
    document: &Document,
    index: &Index<'_>,
    used: &mut BTreeSet<Arc<str>>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Target> {
    let mut charts = 0;
    let one = |slot: &Slot| match &slot.what {
        Hole::Chart { .. } => {
            charts += 1;
            Target::Chart(charts - 1)
        }
        Hole::Link { dest } => match link(document, dest, index, used) {
            Ok(target) => target,
            Err(say) => {
                findings.push(say(document.place_of(slot.range.clone())));
                Target::Nowhere
            }
        },
        Hole::Image { dest } => match image(document, dest, index, used) {
            Ok(target) => target,
            Err(say) => {
                findings.push(say(document.place_of(slot.range.clone())));
                Target::Nowhere
            }
        },
    };
    document.body.slots.iter().map(one).collect()
}

/// Makes a finding at a place.
type Finding<'a> = Box<dyn FnOnce(crate::diag::Place) -> Diagnostic + 'a>;

fn link<'a>(
    document: &'a Document,
    dest: &'a str,
    index: &'a Index<'_>,
    used: &mut BTreeSet<Arc<str>>,
) -> Result<Target, Finding<'a>> {
    let (target, fragment) = match path::resolve(&document.file, dest) {
        Ok(resolved) => resolved,
        Err(why) => return Err(Box::new(move |place| say::bad_destination(place, dest, why))),
    };
    // A heading of the same page needs no path; the page as a whole does, or the link would lead to the home page.
    if target == *document.file && fragment.as_deref().is_some_and(|it| !it.is_empty()) {
        return anchored(index, document, String::new(), &target, fragment);
    }
    if let Some(page) = index.pages.get(&*target) {
        return anchored(index, &page.document, page.path.clone(), &target, fragment);
    }
    if let Some(section) = section(&target, index) {
        return match &section.index {
            Some(document) => anchored(index, document, section.path.clone(), &target, fragment),
            None => Ok(Target::Path(section.path.clone())),
        };
    }
    if let Some(&why) = index.hidden.get(&*target) {
        return Err(Box::new(move |place| say::unpublished_link(place, dest, words(why))));
    }
    if let Some(target) = file(&target, index, used) {
        return Ok(target);
    }
    if let Some(path) = dest.strip_prefix('/') {
        return Ok(Target::Generated(path.to_owned()));
    }
    let nearby = nearby(index, document);
    Err(Box::new(move |place| say::dead_link(place, dest, &target, &nearby)))
}

/// The pages that a dead link of `document` may have meant: never itself.
fn nearby<'a>(index: &Index<'a>, document: &Document) -> Vec<&'a str> {
    let mut nearby: Vec<&str> = index.pages.keys().copied().filter(|it| *it != &*document.file).collect();
    nearby.sort_unstable();
    nearby
}

fn image<'a>(
    document: &'a Document,
    dest: &'a str,
    index: &'a Index<'_>,
    used: &mut BTreeSet<Arc<str>>,
) -> Result<Target, Finding<'a>> {
    let (target, _) = match path::resolve(&document.file, dest) {
        Ok(resolved) => resolved,
        Err(why) => return Err(Box::new(move |place| say::bad_destination(place, dest, why))),
    };
    file(&target, index, used)
        .ok_or_else(|| -> Finding<'a> { Box::new(move |place| say::dead_image(place, dest, &target)) })
}

/// The folder that `target` names: `content/news`, `content/news/_index.md`.
fn section<'a>(target: &str, index: &'a Index<'_>) -> Option<&'a super::Section> {
    let inner = if target == "content" { "" } else { target.strip_prefix("content/")? };
    let folder = inner.strip_suffix("_index.md").unwrap_or(inner).trim_end_matches('/');
    if folder.is_empty() {
        return index.sections.get("").copied();
    }
    index.sections.get(&*format!("{folder}/")).copied()
}

/// A file beside a page, or of `static/`.
fn file(target: &str, index: &Index<'_>, used: &mut BTreeSet<Arc<str>>) -> Option<Target> {
    if let Some(asset) = index.attachments.get(target) {
        used.insert(asset.path.clone());
        return Some(Target::Path(target.strip_prefix("content/").unwrap_or(target).to_owned()));
    }
    let inner = target.strip_prefix("content/")?;
    index.static_files.contains(&*format!("static/{inner}")).then(|| Target::Path(inner.to_owned()))
}

/// A page with a fragment, which must be one of its headings, notes or figures.
fn anchored<'a>(
    index: &Index<'_>,
    document: &'a Document,
    path: String,
    file: &str,
    fragment: Option<String>,
) -> Result<Target, Finding<'a>> {
    let Some(fragment) = fragment.filter(|it| !it.is_empty()) else { return Ok(Target::Path(path)) };
    let body = &document.body;
    let known = body.headings.iter().any(|heading| heading.id == fragment)
        || fragment.starts_with("f-") && index.figures.contains(&(&*document.file, &*fragment))
        || body.html.contains(&format!(" id=\"{}\"", crate::text::escape(&fragment)));
    if known {
        return Ok(Target::Path(format!("{path}#{fragment}")));
    }
    let file = file.to_owned();
    Err(Box::new(move |place| {
        let headings: Vec<&str> = document.body.headings.iter().map(|heading| &*heading.id).collect();
        say::dead_anchor(place, &file, &fragment, &headings)
    }))
}

pub(super) fn words(why: Hidden) -> (&'static str, &'static str) {
    match why {
        Hidden::Draft => ("它是草稿", "it is a draft"),
        Hidden::Internal => ("它只供内部使用", "it is internal"),
        Hidden::Future => ("它的日期还没有到", "its date is in the future"),
    }
}

/// The articles that a bulletin lists.
fn articles(
    page: &Page,
    ids: &HashMap<&str, PageId>,
    index: &Index<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<PageId> {
    let document = &page.document;
    let mut found = Vec::new();
    for (nth, written) in document.meta.articles.iter().enumerate() {
        let place = || document.place(&["articles".into(), Step::Index(nth)], false);
        match path::resolve(&document.file, written) {
            Err(why) => findings.push(say::bad_destination(place(), written, why)),
            Ok((target, _)) => match (ids.get(&*target), index.hidden.get(&*target)) {
                (Some(&id), _) => found.push(id),
                (None, Some(&why)) => findings.push(say::unpublished_link(place(), written, words(why))),
                (None, None) => {
                    findings.push(say::dead_link(place(), written, &target, &nearby(index, document)));
                }
            },
        }
    }
    found
}
