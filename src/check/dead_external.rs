//! `dead-external`: a link to another host leads nowhere.

use super::external::{Answer, Link};
use crate::diag::{Diagnostic, external as say};

/// What is to be said of `link` when that was the answer; where it could not be asked, a note tells.
pub fn check(link: &Link, answer: &Answer) -> Option<Diagnostic> {
    match answer {
        Answer::Dead(why) => Some(say::dead(link.place.clone(), &link.url, *why)),
        Answer::Unasked(why) => Some(say::unasked(link.place.clone(), &link.url, *why)),
        Answer::Fine | Answer::Moved(_) => None,
    }
}
