//! What is checked once a site stands as a whole. Every rule is a file of its own name.

mod not_in_text;

use crate::assemble::Site;
use crate::diag::Diagnostic;

/// Runs every rule.
pub fn check(site: &Site, findings: &mut Vec<Diagnostic>) {
    not_in_text::check(site, findings);
}
