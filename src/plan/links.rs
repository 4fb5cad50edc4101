//! Links to generated pages: whether what they name is planned.

use super::Plan;
use crate::assemble::{Site, Target};
use crate::diag::{Diagnostic, config as say_config, links as say};

/// Links to generated pages (`/indicators/…`) must have a target.
pub fn check_generated(site: &Site, plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let pages = site.pages.iter().map(|page| (&page.document, &page.targets));
    let sections =
        site.sections.iter().filter_map(|it| it.index.as_ref().map(|document| (document, &it.targets)));
    for (document, targets) in pages.chain(sections) {
        for (slot, target) in document.body.slots.iter().zip(targets) {
            if let Target::Generated(path) = target {
                let bare = path.split('#').next().unwrap_or_default();
                if !plan.has(bare) {
                    let written = format!("/{path}");
                    findings.push(say::dead_link(document.place_of(slot.range.clone()), &written, bare, &[]));
                }
            }
        }
    }
}

/// The site path of a menu entry: a file or folder of `content/`, or a page that is generated.
pub fn nav_path(written: &str, site: &Site, plan: &Plan) -> Option<String> {
    let written = written.trim_start_matches('/');
    if let Some(page) = site.page_of(&format!("content/{written}")) {
        return Some(page.path.clone());
    }
    let path = if written.is_empty() || written.ends_with('/') || plan.has(written) {
        written.to_owned()
    } else {
        format!("{written}/")
    };
    plan.has(&path).then_some(path)
}

/// Menu entries must have a target.
pub fn check_nav(site: &Site, plan: &Plan, findings: &mut Vec<Diagnostic>) {
    for entry in &site.config.nav {
        let written = &entry.path.text;
        if !crate::parse::front_matter::web_address(written) && nav_path(written, site, plan).is_none() {
            findings.push(say_config::dead_nav(entry.path.place.clone(), written));
        }
    }
}
