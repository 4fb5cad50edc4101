//! Addresses of figures: the fragment of a figure's row on its indicator's page, the same for as long as the figure is.
//!
//! 1. What is told comes first and can be read: region, period, level, part and definition. A session goes by its number:
//!    its dates may become known later.
//! 2. Who tells it comes last, as a short key made of the file, for figures of `content/_data/` also of the source, and of
//!    what of the thing itself cannot be read in the address. It is always there, not only where a second one tells the same:
//!    so an address is made of its own figure alone, and no edit elsewhere moves it. The value is no part of it: a figure that
//!    is corrected keeps its address.
//! 3. Only what one file tells twice from the same source is told apart by its order there.

use std::collections::HashMap;

use super::ledger::Figure;
use super::period::Period;
use crate::path;
use crate::text;

/// Letters of a key: digits and small letters but for those that look alike.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters in a key: enough to tell apart all who ever tell one thing.
const LENGTH: u32 = 5;

/// The addresses of `figures`, all of one indicator, in their order.
pub fn of_all<'a>(figures: impl ExactSizeIterator<Item = &'a Figure>) -> Vec<String> {
    let mut taken: HashMap<String, u32> = HashMap::with_capacity(figures.len());
    let give = |figure: &Figure| {
        let address = of(figure);
        let count = taken.entry(address.clone()).or_default();
        *count += 1;
        if *count > 1 { format!("{address}-{count}") } else { address }
    };
    figures.map(give).collect()
}

/// The address that the figure has by itself.
fn of(figure: &Figure) -> String {
    let mut address = format!("{}-{}", figure.region, period(&figure.period, &figure.region));
    if figure.foreign_level {
        address.push('-');
        address.push_str(figure.level.key());
    }
    for part in [figure.category.as_deref(), figure.definition.as_deref()].into_iter().flatten() {
        address.push('-');
        address.push_str(&path::of_term(part));
    }
    address.push('-');
    push_key(&mut address, figure);
    address
}

/// `2022`, `2018--2022`; of a session `s16-1`, `since-s16-1`, with the code of its region where that is another.
fn period(period: &Period, region: &str) -> String {
    let Some(session) = &period.session else { return period.key() };
    let since = if session.since { "since-" } else { "" };
    let body = if session.region == region { String::new() } else { format!("{}-", session.region) };
    format!("{since}s{body}{}-{}", session.term, session.number)
}

/// Who tells it.
fn push_key(address: &mut String, figure: &Figure) {
    // A page has one source as a rule, and may put its name right; the rows of a table differ by theirs.
    let source = figure.source.as_deref().filter(|_| figure.in_text.is_none());
    let parts = [
        &*figure.file,
        figure.period.kind.as_str(),
        figure.category.as_deref().unwrap_or_default(),
        figure.definition.as_deref().unwrap_or_default(),
        figure.denominator.as_deref().unwrap_or_default(),
        source.map_or("", |it| &it.name),
        source.and_then(|it| it.url.as_deref()).unwrap_or_default(),
    ];
    let hash = text::fingerprint(parts.map(str::as_bytes));
    for nth in 0..LENGTH {
        let letter = usize::try_from(hash >> (5 * nth) & 31).unwrap_or_default();
        address.push(char::from(LETTERS[letter]));
    }
}

#[cfg(test)]
mod tests;
