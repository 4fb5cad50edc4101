//! Every diagnostic, pinned: a case in `tests/faults` each, with all that is said in Chinese and in English.
//!
//! What no site can provoke (a full disk, a file that vanishes) is pinned by its constructor, below.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::case;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

#[test]
fn every_case_says_what_is_pinned() {
    let problems: Vec<String> =
        case::all(&folder()).into_par_iter().filter_map(|it| it.check(&folder()).err()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
