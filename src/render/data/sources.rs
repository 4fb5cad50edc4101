//! Sources, told apart by name, address and date.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::digest::Source;
use crate::figures::ledger::Ledger;
use crate::text;

/// What tells two sources apart: name, address, date.
pub type Key<'a> = (&'a str, &'a str, String);

/// A source.
pub struct Entry<'a> {
    /// Made of its name, address and date, so that edits elsewhere leave it as it is.
    pub id: String,
    /// What the first figure of it says.
    pub source: &'a Source,
}

/// All sources of a ledger.
pub struct Sources<'a> {
    /// By name, address and date.
    pub list: Vec<Entry<'a>>,
    /// Where the source of each figure stands in it.
    of: Vec<Option<u32>>,
}

impl<'a> Sources<'a> {
    /// Tells the sources of a ledger apart.
    pub fn new(ledger: &'a Ledger) -> Self {
        let mut keys: BTreeMap<Key<'a>, (&'a Source, u32)> = BTreeMap::new();
        // Figures of a page share their source: each is looked at once.
        let mut seen: HashMap<usize, Option<Key<'a>>> = HashMap::new();
        let address = |source: &Arc<Source>| Arc::as_ptr(source).addr();
        for source in ledger.figures().iter().filter_map(|it| it.source.as_ref()) {
            seen.entry(address(source)).or_insert_with(|| {
                let key = key(source)?;
                keys.entry(key.clone()).or_insert((source, 0));
                Some(key)
            });
        }
        let mut list = Vec::with_capacity(keys.len());
        for (number, (key, (source, at))) in keys.iter_mut().enumerate() {
            *at = u32::try_from(number).unwrap_or(u32::MAX);
            list.push(Entry { id: id(key), source });
        }
        let places: HashMap<usize, Option<u32>> = seen
            .into_iter()
            .map(|(address, key)| (address, key.and_then(|key| keys.get(&key)).map(|it| it.1)))
            .collect();
        let of = ledger.figures().iter().map(|figure| {
            let source = figure.source.as_ref()?;
            places.get(&address(source)).copied().flatten()
        });
        Self { of: of.collect(), list }
    }

    /// Where the source of the figure at `index` of the ledger stands in the list.
    pub fn position(&self, index: usize) -> Option<usize> {
        self.of[index].and_then(|at| usize::try_from(at).ok())
    }

    /// The source of the figure at `index` of the ledger.
    pub fn of(&self, index: usize) -> Option<&Entry<'a>> {
        self.position(index).map(|at| &self.list[at])
    }

    /// The sources of some figures, each with the number of them, in the order of the list.
    pub fn among(&self, indices: &[usize]) -> Vec<(&Entry<'a>, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in indices.iter().filter_map(|&index| self.position(index)) {
            *counts.entry(at).or_default() += 1;
        }
        counts.into_iter().map(|(at, count)| (&self.list[at], count)).collect()
    }
}

/// None of a source that has neither name nor address.
fn key(source: &Source) -> Option<Key<'_>> {
    let url = source.url.as_deref().unwrap_or_default();
    let date = source.date.map(|it| it.iso()).unwrap_or_default();
    (!source.name.is_empty() || !url.is_empty()).then_some((&source.name, url, date))
}

fn id((name, url, date): &Key<'_>) -> String {
    // 48 bits: of 10,000 sources, two share an id once in five million sites.
    format!("s-{:012x}", text::fingerprint([name, url, &**date].map(str::as_bytes)) >> 16)
}
