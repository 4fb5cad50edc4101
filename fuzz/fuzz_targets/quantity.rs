//! Any text as a value: the reader must not panic, and what it reads must keep its promises.

#![no_main]

use libfuzzer_sys::fuzz_target;
use yaomu::figures::quantity::{self, Quantity};

fuzz_target!(|text: &str| {
    match quantity::parse(text) {
        Err(unread) => assert!(text.get(unread.range.clone()).is_some(), "{unread:?}"),
        Ok(it) => {
            assert!(it.lower.is_none_or(|lower| lower <= it.number), "{it:?}");
            assert!(it.upper.is_none_or(|upper| it.number <= upper), "{it:?}");
            let normal = it.canonical();
            let again =
                quantity::parse(&normal).unwrap_or_else(|unread| panic!("{it:?}\n{normal}: {unread:?}"));
            assert_eq!(meaning(&it), meaning(&again), "{normal}");
            assert_eq!(again.canonical(), normal);
        }
    }
});

fn meaning(it: &Quantity) -> impl PartialEq + std::fmt::Debug + '_ {
    (it.number, it.unit.as_str(), it.qualifier, it.lower, it.upper, it.direction)
}
