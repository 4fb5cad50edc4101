//! `not-in-text`: a figure is declared, but the text does not say its value.

use super::{Checked, Found};
use crate::diag::figures as say;

/// Tells of every figure that a page declares and its text does not say; figures of `content/_data/` have no text.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    for (index, figure) in checked.site.ledger.figures().iter().enumerate() {
        if figure.in_text == Some(false) {
            found.of_figure(index, say::not_in_text(checked.place(index, "value"), &figure.written));
        }
    }
}
