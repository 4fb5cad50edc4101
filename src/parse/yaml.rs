//! YAML with places: what `serde_yaml` reads, and where in the text it stands.
//!
//! 1. [`read`] turns a text into a [`Value`], or says where it is broken.
//! 2. [`place`] and [`spelling`] are asked late, only when there is something to say of a value: they walk the same
//!    text once more, down to one key or value, and note where the parser is.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::Value;

/// A step on the way from the root of a YAML text to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value under a key.
    Key(String),
    /// An element of a sequence, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Where a YAML text is broken.
#[derive(Debug, PartialEq, Eq)]
pub enum Broken {
    /// The parser's words and the place, in bytes.
    Syntax {
        /// What the parser says, without its place.
        message: String,
        /// Where it says it.
        at: Range<usize>,
    },
    /// One key twice in one map.
    Duplicate {
        /// The key.
        key: String,
        /// Both places.
        first: Range<usize>,
        /// The second one.
        second: Range<usize>,
    },
}

/// Reads `text` into a value. Tags, merge keys and more than one document are refused.
///
/// # Errors
/// Where the text is no YAML, or one map holds a key twice.
pub fn read(text: &str) -> Result<Value, Broken> {
    match serde_yaml::from_str::<Value>(text) {
        Ok(value) => match tag(&value) {
            None => Ok(value),
            Some(name) => {
                let at = text.find(&name).unwrap_or(0);
                Err(Broken::Syntax { message: format!("tag {name}"), at: at..at + name.len() })
            }
        },
        Err(error) => {
            if let Some((key, first, second)) = duplicate(text) {
                return Err(Broken::Duplicate { key, first, second });
            }
            let words = error.to_string();
            let at = telling_place(text, &words).unwrap_or_else(|| {
                error.location().map_or(0, |place| byte_of(text, place.line(), place.column()))
            });
            let message = words.split(" at line ").next().unwrap_or_default().to_owned();
            Err(Broken::Syntax { message, at: at..at + 1 })
        }
    }
}

/// Where the mistake was made, when the parser notices it only far behind: an open quote, a second document.
fn telling_place(text: &str, words: &str) -> Option<usize> {
    if words.contains("more than one document") {
        return text.find("\n--- ").map(|at| at + 1);
    }
    if ["mapping values", "expected ':'", "expected key"].iter().any(|it| words.contains(it))
        && let Some(at) = unfit_colon(text)
    {
        return Some(at);
    }
    let (_, quote) = words.split_once("while scanning a quoted scalar at line ")?;
    let (line, column) = quote.split_once(" column ")?;
    Some(byte_of(
        text,
        line.parse().ok()?,
        column.trim_end_matches(|it: char| !it.is_ascii_digit()).parse().ok()?,
    ))
}

/// The first colon after a key at the beginning of a line that is full-width, or has no space behind it.
fn unfit_colon(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start_matches([' ', '-']).len();
        let inner = &line[lead..];
        let is_key = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '.');
        let key = inner.len() - inner.trim_start_matches(is_key).len();
        let behind = &inner[key..];
        let glued = behind.strip_prefix(':').is_some_and(|it| !it.starts_with([' ', '\t', '\r', '\n', '/']));
        if key > 0 && (behind.starts_with('：') || glued && behind.len() > 1) {
            return Some(start + lead + key);
        }
        start += line.len();
    }
    None
}

/// The first tag (`!x`) in a value.
fn tag(value: &Value) -> Option<String> {
    match value {
        Value::Tagged(tagged) => Some(tagged.tag.to_string()),
        Value::Sequence(items) => items.iter().find_map(tag),
        Value::Mapping(map) => map.iter().find_map(|(key, value)| tag(key).or_else(|| tag(value))),
        _ => None,
    }
}

/// The bytes of the key (`of_key`) or of the value at the end of `path`; of the nearest thing on the way where the path
/// leads nowhere.
pub fn place(text: &str, path: &[Step], of_key: bool) -> Range<usize> {
    let start = (0..=path.len()).rev().find_map(|length| {
        let key = of_key || length < path.len();
        locate(text, &path[..length], key, 0)
    });
    let start = start.unwrap_or(0);
    start..start + token_length(&text[start..], of_key)
}

/// A scalar exactly as it is written (`1.50`, not 1.5), without its quotes.
pub fn spelling(text: &str, path: &[Step]) -> Option<String> {
    let mut found = None;
    let probe = Probe { path, goal: Goal::Spelling(&mut found), skip: 0 };
    let _ = probe.deserialize(serde_yaml::Deserializer::from_str(text));
    found
}

/// Length in bytes of the key or scalar that begins `text`.
fn token_length(text: &str, of_key: bool) -> usize {
    if let Some(quote) = text.chars().next().filter(|&first| first == '"' || first == '\'') {
        return text[1..].find(quote).map_or(text.len(), |end| end + 2);
    }
    let line = text.lines().next().unwrap_or_default();
    let line = line.split(" #").next().unwrap_or_default();
    let end = if of_key { line.find(':').unwrap_or(line.len()) } else { flow_end(line) };
    line[..end].trim_end().len().max(usize::from(!text.is_empty()))
}

/// Where a plain scalar ends that stands in a flow collection; the whole line elsewhere.
fn flow_end(line: &str) -> usize {
    if line.starts_with(['{', '[']) {
        return line.len();
    }
    [", ", "}", "]"].iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len())
}

fn locate(text: &str, path: &[Step], of_key: bool, skip: usize) -> Option<usize> {
    let goal = if of_key { Goal::Key } else { Goal::Value };
    let probe = Probe { path, goal, skip };
    let error = probe.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    if !error.to_string().contains(HERE) {
        return None;
    }
    error.location().map(|place| byte_of(text, place.line(), place.column()))
}

/// The byte at a line and column (from 1, the column in characters).
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

const HERE: &str = "the probe is here";

enum Goal<'a> {
    Key,
    Value,
    Spelling(&'a mut Option<String>),
}

/// Walks down `path` and, at its end, stops the parser with an error: the error carries the place.
struct Probe<'a, 'b> {
    path: &'a [Step],
    goal: Goal<'b>,
    /// How many equal keys to pass over on the last step.
    skip: usize,
}

impl<'de> DeserializeSeed<'de> for Probe<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if !self.path.is_empty() {
            return deserializer.deserialize_any(self);
        }
        match self.goal {
            Goal::Spelling(_) => deserializer.deserialize_str(self),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Probe<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(HERE)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        if let (Goal::Spelling(found), []) = (self.goal, self.path) {
            *found = Some(text.to_owned());
        }
        Err(E::custom(HERE))
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        for _ in 0..*wanted {
            if items.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        // An element has no key of its own: its place is its value's.
        items.next_element_seed(Probe { path: rest, goal: self.goal, skip: self.skip })?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        let stop_at_key = rest.is_empty() && matches!(self.goal, Goal::Key);
        let mut skip = if rest.is_empty() { self.skip } else { 0 };
        while let Some(hit) = map.next_key_seed(KeyProbe { wanted, stop: stop_at_key && skip == 0 })? {
            if !hit {
                map.next_value::<IgnoredAny>()?;
            } else if skip > 0 {
                skip -= 1;
                map.next_value::<IgnoredAny>()?;
            } else {
                return map.next_value_seed(Probe { path: rest, goal: self.goal, skip: self.skip });
            }
        }
        Ok(())
    }
}

/// Whether a key is the wanted one; with `stop`, the parser is stopped on it.
struct KeyProbe<'a> {
    wanted: &'a str,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for KeyProbe<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyProbe<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        let hit = key == self.wanted;
        if hit && self.stop { Err(E::custom(HERE)) } else { Ok(hit) }
    }
}

/// The first key that stands twice in one map, with both places.
fn duplicate(text: &str) -> Option<(String, Range<usize>, Range<usize>)> {
    let mut path = None;
    let seed = Keys { path: Vec::new(), found: &mut path };
    let _ = seed.deserialize(serde_yaml::Deserializer::from_str(text));
    let path: Vec<Step> = path?;
    let Some(Step::Key(key)) = path.last().cloned() else { return None };
    let span = |skip| {
        let start = locate(text, &path, true, skip)?;
        Some(start..start + token_length(&text[start..], true))
    };
    Some((key, span(0)?, span(1)?))
}

/// Walks the whole text and notes the path of the first key that its map already holds.
struct Keys<'a> {
    path: Vec<Step>,
    found: &'a mut Option<Vec<Step>>,
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        for index in 0.. {
            self.path.push(Step::Index(index));
            let seed = Keys { path: self.path.clone(), found: self.found };
            if items.next_element_seed(seed)?.is_none() || self.found.is_some() {
                break;
            }
            self.path.pop();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = std::collections::HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            self.path.push(Step::Key(key.clone()));
            if !seen.insert(key) {
                *self.found = Some(self.path);
                return Err(A::Error::custom(HERE));
            }
            map.next_value_seed(Keys { path: self.path.clone(), found: self.found })?;
            self.path.pop();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "title: 报告\nsource:\n  name: \"湖南日报\"\nfigures:\n  - {indicator: a.b, value: 1.50}\n  - stations.count: 70个\nbad: x\n";

    fn shown(path: &[Step], of_key: bool) -> &'static str {
        &TEXT[place(TEXT, path, of_key)]
    }

    #[test]
    fn values_and_keys_are_found() {
        assert_eq!(shown(&["title".into()], false), "报告");
        assert_eq!(shown(&["source".into(), "name".into()], false), "\"湖南日报\"");
        assert_eq!(shown(&["source".into(), "name".into()], true), "name");
        assert_eq!(shown(&["figures".into(), 0.into(), "value".into()], false), "1.50");
        assert_eq!(shown(&["figures".into(), 1.into(), "stations.count".into()], false), "70个");
        assert_eq!(shown(&["bad".into()], true), "bad");
        assert_eq!(shown(&["source".into(), "nowhere".into()], true), "source");
    }

    #[test]
    fn a_scalar_keeps_its_spelling() {
        let path = ["figures".into(), 0.into(), "value".into()];
        assert_eq!(spelling(TEXT, &path).as_deref(), Some("1.50"));
    }

    #[test]
    fn a_key_that_stands_twice_is_named_with_both_places() {
        let text = "title: a\nsource: {name: b, name: c}\n";
        let Err(Broken::Duplicate { key, first, second }) = read(text) else { panic!("read") };
        assert_eq!((key.as_str(), &text[first.clone()], &text[second.clone()]), ("name", "name", "name"));
        assert!(first.start < second.start);
    }

    #[test]
    fn broken_text_is_placed() {
        let text = "title: 报告: 一\n";
        let Err(Broken::Syntax { message, at }) = read(text) else { panic!("read") };
        assert!(message.contains("mapping values"), "{message}");
        assert!(text[at.start..].starts_with(':'), "{at:?}");
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
        assert!(read(bomb).is_err());
    }
}
