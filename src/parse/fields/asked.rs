//! Which keys were looked up, for the tests that hold the reference to the readers.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::Step;

thread_local! {
    static ASKED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes that `key` was looked up in the map at `path`.
pub fn note(path: &[Step], key: &str) {
    let mut name = String::new();
    for step in path {
        match step {
            Step::Key(key) => name.push_str(key),
            Step::Index(_) => {
                name.truncate(name.trim_end_matches('.').len());
                name.push_str("[]");
            }
        }
        name.push('.');
    }
    name.push_str(key);
    ASKED.with_borrow_mut(|asked| asked.insert(name));
}

/// What was looked up on this thread since the last time.
pub fn take() -> BTreeSet<String> {
    ASKED.take()
}
