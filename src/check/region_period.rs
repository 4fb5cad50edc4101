//! `region-period`: a figure is told of a region at a time when it had not begun or had ended: 祁阳县 in 2023, which had been 祁阳市
//! since 2021.
//!
//! A period that reaches into the time of the region is fine. Of figures that take the region of their page, the page is told
//! once.

use std::collections::BTreeMap;

use super::{Checked, Found};
use crate::assemble::PageId;
use crate::diag::told as say;
use crate::figures::ledger::Figure;
use crate::figures::region::{Region, Regions};

/// Tells of every figure outside the time of its region.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    let mut of_pages: BTreeMap<PageId, (usize, usize)> = BTreeMap::new();
    for (code, members) in site.ledger.regions() {
        let Some(region) = site.tables.regions.get(code) else { continue };
        // Most regions have been there all the time.
        if region.valid_from.is_none() && region.valid_to.is_none() {
            continue;
        }
        for &index in members {
            let figure = site.ledger.get(index);
            if outside(region, figure).is_none() {
                continue;
            }
            let page = site.figure_pages[index]
                .filter(|&id| site.pages[id].document.meta.region.is_some())
                .filter(|&id| site.pages[id].document.region.as_ref() == Some(code));
            match page {
                Some(id) => of_pages.entry(id).or_insert((index, 0)).1 += 1,
                None => found.of_figure(index, finding(checked, region, index, None)),
            }
        }
    }
    for (id, (index, count)) in of_pages {
        let code = &site.ledger.get(index).region;
        if let Some(region) = site.tables.regions.get(code) {
            found.of_page(id, finding(checked, region, index, Some((id, count))));
        }
    }
}

/// Whether the period of `figure` lies outside the time of `region`: whether it comes too late.
fn outside(region: &Region, figure: &Figure) -> Option<bool> {
    let period = &figure.period;
    let late = region.valid_to.is_some_and(|end| period.start.first_day() > end.last_day());
    let early = region.valid_from.is_some_and(|start| period.last_day() < start.first_day());
    (late || early).then_some(late)
}

fn finding(
    checked: &Checked<'_>,
    region: &Region,
    index: usize,
    page: Option<(PageId, usize)>,
) -> crate::diag::Diagnostic {
    let regions: &Regions = &checked.site.tables.regions;
    let figure = checked.site.ledger.get(index);
    let late = outside(region, figure).unwrap_or_default();
    let bound = if late { region.valid_to } else { region.valid_from };
    let mut before = regions.predecessors(region);
    let instead = if late {
        regions.successor(region)
    } else {
        // Of several that were merged, nobody knows which is meant.
        before.next().filter(|_| before.next().is_none())
    };
    let (place, count) = match page {
        Some((id, count)) => (checked.site.pages[id].document.place(&["region".into()], false), count),
        None => (checked.place(index, "region"), 1),
    };
    let told = say::Outside {
        region: &region.name,
        late,
        bound: bound.map(|it| it.to_string()).unwrap_or_default(),
        period: &figure.period.label,
        count,
        instead: instead.map(|it| (&*it.code, &*it.name)),
    };
    say::outside_its_time(place, &told)
}
