//! `unknown-region`: a region that the table does not hold, or a short name that fits several.
//!
//! A page, a figure and a setting name a region where they are read, and it is looked up there
//! ([`crate::parse::resolve::find_region`]): without it there is no figure to look at any more. What is left to look at are the
//! site's own tables of regions: the region that one lies in may stand in a later row, so that it is looked up when all rows
//! are known.

use super::{Checked, Found};
use crate::parse::data;

/// Tells of every row of the site's region tables whose parent no table holds.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    let site = checked.site;
    for file in site.data.iter() {
        for finding in data::unknown_parents(file, &site.tables.regions) {
            found.of(None, finding);
        }
    }
}
