//! `chart-refused`: a text asks for a chart that cannot be drawn, or not with all that it names.
//!
//! What can is decided where charts are chosen ([`crate::assemble::charts`]); here the reason gets the place of its block.

use super::{Checked, Found, Subject};
use crate::assemble::charts::{Owner, Place, unmet};
use crate::diag::charts as say;
use crate::parse::Document;
use crate::parse::markdown::Hole;

/// Tells of every chart that is asked for and not drawn, or not with all that is asked for.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    for chart in checked.site.charts.all() {
        let Some(at) = chart.asked else { continue };
        let Some((subject, document)) = asked_by(checked, &chart.owner) else { continue };
        let place = || place(document, at);
        match &chart.what {
            Ok(_) if chart.unmet.is_empty() => {}
            Ok(_) => found
                .of(Some(subject), say::not_all(place(), &unmet::say(&chart.unmet, &checked.site.tables))),
            Err(refused) => {
                if let (Some(refusal), Some(why)) = (&refused.refusal, refused.why.first()) {
                    found.of(Some(subject), say::refused(place(), why, refusal));
                }
            }
        }
    }
}

/// Whose text asks for the charts of `owner`.
fn asked_by<'a>(checked: &Checked<'a>, owner: &Owner) -> Option<(Subject, &'a Document)> {
    let site = checked.site;
    match owner {
        Owner::Page(id) => Some((Subject::Page(*id), &site.pages[*id].document)),
        Owner::Section(id) => Some((Subject::Section(*id), site.sections[*id].index.as_ref()?)),
        Owner::Indicator(_) | Owner::Region(_) => None,
    }
}

fn place(document: &Document, at: Place) -> crate::diag::Place {
    match at {
        Place::Entry(nth) => document.place(&["charts".into(), nth.into()], false),
        Place::Block(nth) => {
            let mut slots = document.body.slots.iter().filter(|slot| matches!(slot.what, Hole::Chart { .. }));
            let slot = slots.nth(nth);
            slot.map_or_else(
                || crate::diag::Place::file(document.file.clone()),
                |it| document.place_of(it.range.clone()),
            )
        }
    }
}
