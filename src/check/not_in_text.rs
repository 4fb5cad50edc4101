//! `not-in-text`: a figure is declared, but the text does not say its value.

use crate::assemble::Site;
use crate::diag::{Diagnostic, figures as say};

/// Tells of every figure that a page declares and its text does not say; figures of `content/_data/` have no text.
pub fn check(site: &Site, findings: &mut Vec<Diagnostic>) {
    let documents = site
        .pages
        .iter()
        .map(|page| &page.document)
        .chain(site.sections.iter().filter_map(|it| it.index.as_ref()));
    for document in documents {
        for entry in &document.meta.figures {
            let mut path = entry.at_path.clone();
            if entry.long {
                path.push("value".into());
            }
            findings.push(say::not_in_text(document.place(&path, false), &entry.value));
        }
    }
}
