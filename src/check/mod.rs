//! What is checked once a site stands as a whole.
//!
//! 1. Every rule ([`RULES`]) is a file of its own name with one function, `check(&Checked, &mut Found)`. It says what it
//!    finds and of which figure or page; how grave that is, the site decides.
//! 2. [`check`] runs the rules that are not switched off, gives each finding the severity that `[checks]` sets, and turns
//!    one that is accepted at its figure or page into a note with the reason. Those go to [`Site::accepted`], for the pages.
//! 3. An acceptance that meets no finding is one itself: what was accepted has gone.

mod beside;
mod bound;
mod change_mismatch;
mod chart_refused;
mod conflict;
mod dead_external;
pub mod external;
mod located;
mod missing_letters;
mod moved_external;
mod no_source;
mod not_in_text;
mod operands;
mod period_kind;
mod rate_mismatch;
mod region_period;
mod rule;
mod serial_gap;
mod stale_definition;
mod sum_mismatch;
mod unit_mismatch;
mod unknown_region;
mod withheld;

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::assemble::{PageId, Site};
use crate::diag::told::Other;
use crate::diag::{Diagnostic, Severity, checks as say};
use crate::figures::ledger::Acceptance;
use beside::Beside;
use located::Located;
pub use rule::{RULES, Rule, find};
pub use withheld::What;

/// What a finding is about: where it can be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The figure at this index of the ledger.
    Figure(usize),
    /// The page.
    Page(PageId),
    /// The folder, by its own text: an index into [`Site::sections`].
    Section(usize),
}

/// A finding that was accepted.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Name of the rule.
    pub rule: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// Why it is accepted.
    pub reason: String,
}

/// What rules look at: the site, and where its figures stand.
pub struct Checked<'a> {
    /// The site.
    pub site: &'a Site,
    located: Located<'a>,
    beside: OnceCell<Beside<'a>>,
}

impl<'a> Checked<'a> {
    /// What is told beside a figure.
    fn beside(&self) -> &Beside<'a> {
        self.beside.get_or_init(|| Beside::new(&self.site.ledger))
    }

    /// Where the figure at `index` of the ledger says `key`; where it does not, and with an empty `key`, the figure itself.
    pub fn place(&self, index: usize, key: &'static str) -> crate::diag::Place {
        self.located.figure(self.site.ledger.get(index), key)
    }

    /// The figure at `index` as another one's findings name it.
    fn other(&self, index: usize) -> Other {
        let figure = self.site.ledger.get(index);
        let source = figure.source.as_ref().map(|it| it.name.clone()).unwrap_or_default();
        Other {
            source,
            written: figure.written.clone(),
            period: figure.period.label.clone(),
            place: self.place(index, "value"),
        }
    }
}

/// What rules find.
#[derive(Debug, Default)]
pub struct Found {
    list: Vec<(Vec<Subject>, Diagnostic)>,
}

impl Found {
    /// Of a figure.
    pub fn of_figure(&mut self, index: usize, finding: Diagnostic) {
        self.list.push((vec![Subject::Figure(index)], finding));
    }

    /// Of several figures; it may be accepted at any of them.
    pub fn of_figures(&mut self, indices: impl IntoIterator<Item = usize>, finding: Diagnostic) {
        self.list.push((indices.into_iter().map(Subject::Figure).collect(), finding));
    }

    /// Of a page.
    pub fn of_page(&mut self, id: PageId, finding: Diagnostic) {
        self.of(Some(Subject::Page(id)), finding);
    }

    /// Of whatever it may be; what is no page's, no folder's and no figure's cannot be accepted.
    pub fn of(&mut self, subject: Option<Subject>, finding: Diagnostic) {
        self.list.push((subject.into_iter().collect(), finding));
    }
}

type Run = fn(&Checked<'_>, &mut Found);

/// The function of each rule that looks at the site; a rule without one speaks up while pages are read.
const RUNS: &[(&str, Run)] = &[
    ("not-in-text", not_in_text::check),
    ("conflict", conflict::check),
    ("change-mismatch", change_mismatch::check),
    ("period-kind", period_kind::check),
    ("stale-definition", stale_definition::check),
    ("region-period", region_period::check),
    ("rate-mismatch", rate_mismatch::check),
    ("sum-mismatch", sum_mismatch::check),
    ("bound", bound::check),
    ("chart-refused", chart_refused::check),
    ("no-source", no_source::check),
    ("unit-mismatch", unit_mismatch::check),
    ("unknown-region", unknown_region::check),
    ("serial-gap", serial_gap::check),
    ("withheld", withheld::check),
    ("missing-letters", missing_letters::check),
];

/// Runs every rule. What they find goes to `findings`, what is accepted is noted in the site.
pub fn check(site: &mut Site, findings: &mut Vec<Diagnostic>) {
    site.accepted = look(site, findings);
}

/// The same without a note in the site: what is accepted is returned.
pub fn look(site: &Site, findings: &mut Vec<Diagnostic>) -> Vec<Accepted> {
    said_while_reading(site, findings);
    let checked = Checked { site, located: Located::new(site), beside: OnceCell::new() };
    let (mut accepted, mut used) = (Vec::new(), HashSet::new());
    for &(name, run) in RUNS {
        let severity = site.config.checks.severity(name);
        let mut found = Found::default();
        if severity != Some(None) {
            run(&checked, &mut found);
        }
        for (subjects, finding) in found.list {
            debug_assert_eq!(finding.code, name, "a rule speaks under its own name");
            findings.push(judged(site, &subjects, finding, |subject, by| {
                if used.insert((subject, name)) {
                    accepted.push(Accepted { rule: name, subject, reason: by.reason.clone() });
                }
            }));
        }
    }
    unused(&checked, &used, findings);
    drop(checked);
    accepted.sort_by(|a: &Accepted, b| (a.subject, a.rule).cmp(&(b.subject, b.rule)));
    accepted
}

/// Gives what rules said while files were read the severity that the site sets.
fn said_while_reading(site: &Site, findings: &mut Vec<Diagnostic>) {
    findings.retain_mut(|finding| match site.config.checks.severity(finding.code) {
        Some(None) => false,
        Some(Some(severity)) => {
            finding.severity = severity;
            true
        }
        None => true,
    });
}

/// A finding of a rule as the site takes it: of the severity that it sets, and a note where it is accepted, which `accept`
/// hears of.
fn judged<'a>(
    site: &'a Site,
    subjects: &[Subject],
    mut finding: Diagnostic,
    mut accept: impl FnMut(Subject, &'a Acceptance),
) -> Diagnostic {
    let name = finding.code;
    // A note stays one: it says that all is well, and why that is worth a word. But for a rule that says nothing else.
    let notes = || find(name).is_some_and(|it| it.severity == Severity::Note);
    if let Some(Some(severity)) = site.config.checks.severity(name)
        && (finding.severity != Severity::Note || notes())
    {
        finding.severity = severity;
    }
    let acceptances = subjects.iter().flat_map(|&it| of(site, it).iter().map(move |by| (it, by)));
    for (subject, by) in acceptances.filter(|(_, by)| by.rule == name) {
        finding = say::accepted(finding, &by.reason);
        accept(subject, by);
    }
    finding
}

/// Whether a site publishes nothing: no page, no text of a folder, no figure.
pub fn is_empty(site: &Site) -> bool {
    site.pages.is_empty()
        && site.sections.iter().all(|it| it.index.is_none())
        && site.ledger.figures().is_empty()
}

/// What is accepted at `subject`.
fn of(site: &Site, subject: Subject) -> &[Acceptance] {
    match subject {
        Subject::Figure(index) => site.ledger.get(index).accept.as_deref().unwrap_or_default(),
        Subject::Page(id) => &site.pages[id].document.meta.accept,
        Subject::Section(id) => match &site.sections[id].index {
            Some(document) => &document.meta.accept,
            None => &[],
        },
    }
}

/// Tells of acceptances that met no finding, unless their rule is switched off.
fn unused(checked: &Checked<'_>, used: &HashSet<(Subject, &str)>, findings: &mut Vec<Diagnostic>) {
    let site = checked.site;
    let idle = |subject: Subject, by: &Acceptance| {
        !used.contains(&(subject, &*by.rule))
            && site.config.checks.severity(&by.rule) != Some(None)
            && RUNS.iter().any(|(name, _)| *name == by.rule)
    };
    for (index, figure) in site.ledger.figures().iter().enumerate() {
        for by in figure.accept.as_deref().unwrap_or_default() {
            if idle(Subject::Figure(index), by) {
                findings.push(say::unused_accept(checked.place(index, "accept"), &by.rule));
            }
        }
    }
    let pages = site.pages.iter().enumerate().map(|(id, page)| (Subject::Page(id), &page.document));
    let folders = site.sections.iter().enumerate();
    let folders = folders.filter_map(|(id, it)| Some((Subject::Section(id), it.index.as_ref()?)));
    for (subject, document) in pages.chain(folders) {
        for by in document.meta.accept.iter().filter(|by| idle(subject, by)) {
            let path = ["accept".into(), by.rule.as_str().into()];
            findings.push(say::unused_accept(document.place(&path, true), &by.rule));
        }
    }
}
