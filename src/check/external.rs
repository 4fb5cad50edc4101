//! Links to other hosts: which there are, and what their answers mean. Asking is the shell's business.
//!
//! 1. [`links`] gathers them from all that is published: texts, sources of pages and figures, menu and foot of the site.
//!    Addresses of the site itself are none, nor are mail and telephone.
//! 2. [`check`] turns the answers into findings of `dead-external` and `moved-external`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::located::Located;
use super::{Subject, dead_external, judged, moved_external};
use crate::assemble::Site;
use crate::diag::{Diagnostic, Place};
use crate::figures::ledger::Figure;
use crate::parse::Document;
use crate::parse::front_matter::web_address;
use crate::path::outward;

/// Names of the rules that need an answer of other hosts.
pub const NAMES: [&str; 2] = ["dead-external", "moved-external"];

/// A link to another host.
#[derive(Clone, Debug)]
pub struct Link {
    /// As written.
    pub url: String,
    /// What is asked for when it is followed; none where it names no host.
    pub asked: Option<String>,
    /// Where.
    pub place: Place,
    /// Where a finding of it can be accepted.
    pub subjects: Vec<Subject>,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is there.
    Fine,
    /// It is there, and has moved for good to this address.
    Moved(String),
    /// It leads nowhere.
    Dead(Why),
    /// It could not be asked.
    Unasked(Unasked),
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The host answers with this status, 400 or more.
    Status(u16),
    /// There is no such host.
    NoHost,
    /// Nobody listens there.
    Refused,
    /// No answer in time.
    Silent,
    /// The certificate is not trusted, or no cipher is shared.
    Untrusted,
    /// The connection breaks off, or the answer is not HTTP.
    Broken,
    /// One redirect after the other.
    Redirects,
    /// It is no whole address.
    NoAddress,
}

/// Why a link could not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unasked {
    /// It lies in a private network.
    Private,
    /// The host wants to be left alone for longer than we wait.
    Busy,
}

/// The links of `site` to other hosts, in the order of its pages; needs the sources.
pub fn links(site: &Site) -> Vec<Link> {
    let mut gathered = Gathered { own: site.config.base_url.as_deref(), list: Vec::new() };
    for (id, page) in site.pages.iter().enumerate() {
        gathered.of_document(&page.document, &[Subject::Page(id)]);
    }
    for (id, section) in site.sections.iter().enumerate() {
        if let Some(document) = &section.index {
            gathered.of_document(document, &[Subject::Section(id)]);
        }
    }
    gathered.of_figures(site);
    let settings = site.config.nav.iter().map(|it| &it.path);
    for setting in settings.chain(site.config.footer.links.iter().map(|(_, url)| url)) {
        if web_address(&setting.text) {
            gathered.push(&setting.text, &[], || setting.place.clone());
        }
    }
    gathered.list
}

struct Gathered<'a> {
    /// Address of the site itself.
    own: Option<&'a str>,
    list: Vec<Link>,
}

impl Gathered<'_> {
    fn push(&mut self, url: &str, subjects: &[Subject], place: impl FnOnce() -> Place) {
        if self.own.is_some_and(|own| url.starts_with(own)) {
            return;
        }
        let asked = outward::request(url);
        self.list.push(Link { url: url.to_owned(), asked, place: place(), subjects: subjects.to_vec() });
    }

    fn of_document(&mut self, document: &Document, subjects: &[Subject]) {
        if let Some(url) = document.meta.source.as_ref().and_then(|it| it.url.as_deref()) {
            self.push(url, subjects, || document.place(&["source".into(), "url".into()], false));
        }
        for link in &document.body.outward {
            self.push(&link.url, subjects, || document.place_of(link.range.clone()));
        }
    }

    /// The sources that figures name themselves, each once a file: a table may name one in every row.
    fn of_figures(&mut self, site: &Site) {
        let located = Located::new(site);
        let mut seen = HashSet::new();
        for (index, figure) in site.ledger.figures().iter().enumerate() {
            let Some(url) = own_source(site, index, figure) else { continue };
            if !seen.insert((figure.file.clone(), url)) {
                continue;
            }
            let mut subjects = vec![Subject::Figure(index)];
            subjects.extend(site.figure_pages[index].map(Subject::Page));
            let is_table = figure.file.ends_with(".csv") || figure.file.ends_with(".xlsx");
            let key = if is_table { "source_url" } else { "source" };
            self.push(url, &subjects, || narrowed(located.figure(figure, key), url));
        }
    }
}

/// The address of the source that a figure names, and not its page for it.
fn own_source<'a>(site: &Site, index: usize, figure: &'a Figure) -> Option<&'a str> {
    let source = figure.source.as_ref()?;
    let of_page = site.figure_pages[index].and_then(|id| site.pages[id].document.meta.source.as_ref());
    let inherited = of_page.is_some_and(|it| Arc::ptr_eq(it, source));
    source.url.as_deref().filter(|_| !inherited)
}

/// `place`, and in its line no more than the words `url`, where they stand there.
fn narrowed(place: Place, url: &str) -> Place {
    // A cell is narrow enough; what is shown beside it of a workbook's row is no line of a text.
    match place.source.find(url).filter(|_| place.cells.is_none()) {
        Some(at) => {
            let column = u32::try_from(place.source[..at].chars().count()).unwrap_or(u32::MAX);
            let length = u32::try_from(url.chars().count()).unwrap_or(u32::MAX);
            Place { column: column.saturating_add(1), length, ..place }
        }
        None => place,
    }
}

/// Whether the site wants to hear of other hosts at all.
pub fn is_off(site: &Site) -> bool {
    NAMES.iter().all(|name| site.config.checks.severity(name) == Some(None))
}

/// What the answers mean for the links of `site`, by what was asked for.
pub fn check(site: &Site, links: &[Link], answers: &HashMap<String, Answer>) -> Vec<Diagnostic> {
    let nowhere = Answer::Dead(Why::NoAddress);
    let mut findings = Vec::new();
    for link in links {
        let answer = match &link.asked {
            None => &nowhere,
            Some(asked) => match answers.get(asked) {
                Some(answer) => answer,
                None => continue,
            },
        };
        let found = [dead_external::check(link, answer), moved_external::check(link, answer)];
        let wanted = found.into_iter().flatten();
        findings.extend(
            wanted
                .filter(|it| site.config.checks.severity(it.code) != Some(None))
                .map(|it| judged(site, &link.subjects, it, |_, _| {})),
        );
    }
    findings
}
