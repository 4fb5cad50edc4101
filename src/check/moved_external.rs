//! `moved-external`: a link to another host is answered, but says that it has moved for good.

use super::external::{Answer, Link};
use crate::diag::{Diagnostic, external as say};

/// What is to be said of `link` when that was the answer.
pub fn check(link: &Link, answer: &Answer) -> Option<Diagnostic> {
    match answer {
        Answer::Moved(to) => Some(say::moved(link.place.clone(), &link.url, to)),
        Answer::Fine | Answer::Dead(_) | Answer::Unasked(_) => None,
    }
}
