//! Reading a map field by field, and saying all that is wrong with it, not the first thing only.
//!
//! The same reader serves front matter, data tables in YAML and `site.toml`. A field is taken once; what nobody took is
//! an unknown key. Places are looked up only when there is something to say ([`Places`]).

#[cfg(test)]
pub mod asked;

use std::cell::RefCell;

use serde_yaml::{Mapping, Value};

use super::markdown::clean::{clean, is_bidi_control};
use super::yaml::{self, Step};
use crate::diag::{Diagnostic, Place, front_matter as say, markdown};

/// Where the values of one source stand.
pub trait Places {
    /// The place of the key (`of_key`) or value at the end of `path`.
    fn place(&self, path: &[Step], of_key: bool) -> Place;
    /// Whether the source holds these words anywhere.
    fn contains(&self, words: &str) -> bool;
    /// The scalar there, as it is written.
    fn spelling(&self, path: &[Step]) -> Option<String>;
}

/// A YAML text inside a file.
pub struct YamlText<'a> {
    /// The file.
    pub file: &'a std::sync::Arc<str>,
    /// Its whole text.
    pub text: &'a str,
    /// The bytes of it that are YAML.
    pub yaml: std::ops::Range<usize>,
}

impl Places for YamlText<'_> {
    fn place(&self, path: &[Step], of_key: bool) -> Place {
        let range = yaml::place(&self.text[self.yaml.clone()], path, of_key);
        Place::in_text(
            self.file.clone(),
            self.text,
            self.yaml.start + range.start..self.yaml.start + range.end,
        )
    }

    fn contains(&self, words: &str) -> bool {
        self.text[self.yaml.clone()].contains(words)
    }

    fn spelling(&self, path: &[Step]) -> Option<String> {
        yaml::spelling(&self.text[self.yaml.clone()], path)
    }
}

/// What reading a source has to say.
pub type Findings = RefCell<Vec<Diagnostic>>;

/// A map that is read field by field.
pub struct Fields<'a> {
    map: &'a Mapping,
    path: Vec<Step>,
    places: &'a dyn Places,
    findings: &'a Findings,
    taken: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of `map`, which stands at `path` of its source.
    pub fn new(map: &'a Mapping, path: Vec<Step>, places: &'a dyn Places, findings: &'a Findings) -> Self {
        Self { map, path, places, findings, taken: Vec::new() }
    }

    /// The value under `key`, unless it is absent or empty.
    pub fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        #[cfg(test)]
        asked::note(&self.path, key);
        self.taken.push(key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// A scalar under `key`, as it is written.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.scalar(value, &[key.into()])
    }

    /// A scalar at `path` below this map, as it is written; anything else is reported.
    pub fn scalar(&self, value: &Value, path: &[Step]) -> Option<String> {
        match value {
            Value::String(text) => Some(self.clean(text.trim(), path)),
            // A whole number is spelt as it reads, unless someone counts in octal; anything else is asked for.
            Value::Number(number) if number.is_u64() && self.places.contains(&number.to_string()) => {
                Some(number.to_string())
            }
            Value::Number(_) | Value::Bool(_) => self.places.spelling(&self.below(path)),
            Value::Null => None,
            _ => {
                self.say(say::not_text(self.place(path)));
                None
            }
        }
    }

    /// `text` without what neither HTML nor XML can carry; the first such character is reported.
    fn clean(&self, text: &str, path: &[Step]) -> String {
        let mut first = None;
        let cleaned = clean(text, |_, letter| {
            first.get_or_insert(letter);
        });
        match first {
            Some(letter) if is_bidi_control(letter) => {
                self.say(markdown::bidi_control(self.place(path), letter));
            }
            Some(letter) => self.say(markdown::control_character(self.place(path), letter)),
            None => {}
        }
        cleaned.text.into_owned()
    }

    /// `true` or `false` under `key`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        // A table has only text.
        let flag = value.as_bool().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        if flag.is_none() {
            self.say(say::not_a_flag(self.place(&[key.into()]), key));
        }
        flag
    }

    /// A whole number under `key`, not negative.
    pub fn whole(&mut self, key: &'static str) -> Option<u64> {
        let value = self.value(key)?;
        let number = value.as_u64();
        if number.is_none() {
            self.say(say::not_a_whole_number(self.place(&[key.into()]), key));
        }
        number
    }

    /// A whole number under `key` that may be negative.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        let value = self.value(key)?;
        let number = value.as_i64();
        if number.is_none() {
            self.say(say::not_a_whole_number(self.place(&[key.into()]), key));
        }
        number
    }

    /// A whole number under `key`, also where it is written as text (in a table).
    pub fn whole_text(&mut self, key: &'static str) -> Option<u64> {
        let written = self.text(key)?;
        let number = written.parse().ok();
        if number.is_none() {
            self.say(say::not_a_whole_number(self.place(&[key.into()]), key));
        }
        number
    }

    /// A list of scalars under `key`; one scalar is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        match self.value(key) {
            None => Vec::new(),
            Some(Value::Sequence(items)) => {
                let text = |(index, item)| self.scalar(item, &[key.into(), Step::Index(index)]);
                items.iter().enumerate().filter_map(text).filter(|text| !text.is_empty()).collect()
            }
            Some(one) => {
                self.scalar(one, &[key.into()]).into_iter().filter(|text| !text.is_empty()).collect()
            }
        }
    }

    /// A list of words under `key`; words written in one line are taken apart (`代表工作、监督`).
    pub fn words(&mut self, key: &'static str) -> Vec<String> {
        let listed = self.map.get(key).is_some_and(Value::is_sequence);
        let texts = self.texts(key);
        if listed {
            return texts;
        }
        let words = texts.iter().flat_map(|text| text.split(['、', '，', ',', '；', ';']));
        words.map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// A list under `key`, each with its step.
    pub fn items(&mut self, key: &'static str) -> Vec<(Vec<Step>, &'a Value)> {
        match self.value(key) {
            None => Vec::new(),
            Some(Value::Sequence(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (vec![key.into(), Step::Index(index)], item))
                .collect(),
            Some(_) => {
                self.say(say::not_a_list(self.place(&[key.into()]), key));
                Vec::new()
            }
        }
    }

    /// A map under `key`.
    pub fn map(&mut self, key: &'static str) -> Option<Fields<'a>> {
        let value = self.value(key)?;
        self.inner(value, &[key.into()])
    }

    /// The fields of `value`, which stands at `path` below this map; anything but a map is reported.
    pub fn inner(&self, value: &'a Value, path: &[Step]) -> Option<Fields<'a>> {
        let Value::Mapping(map) = value else {
            self.say(say::not_a_map(self.place(path)));
            return None;
        };
        Some(Fields::new(map, self.below(path), self.places, self.findings))
    }

    /// Where the values stand.
    pub fn places(&self) -> &'a dyn Places {
        self.places
    }

    /// All entries of this map: for maps whose keys are free.
    pub fn entries(&self) -> impl Iterator<Item = (String, &'a Value)> {
        self.map.iter().map(|(key, value)| (key_text(key), value))
    }

    /// The place of the value at `path` below this map.
    pub fn place(&self, path: &[Step]) -> Place {
        self.places.place(&self.below(path), false)
    }

    /// The place of the key at `path` below this map.
    pub fn key_place(&self, path: &[Step]) -> Place {
        self.places.place(&self.below(path), true)
    }

    /// The whole path of `path` below this map.
    pub fn below(&self, path: &[Step]) -> Vec<Step> {
        self.path.iter().chain(path).cloned().collect()
    }

    /// Adds a finding.
    pub fn say(&self, finding: Diagnostic) {
        self.findings.borrow_mut().push(finding);
    }

    /// Ends the reading: every key that nobody took is unknown.
    pub fn finish(self) {
        for key in self.map.keys() {
            let key = key_text(key);
            if !self.taken.contains(&&*key) {
                let place = self.places.place(&self.below(&[Step::Key(key.clone())]), true);
                // A key may have been looked at twice (a period as a map, then as text).
                let mut known: Vec<&'static str> = Vec::with_capacity(self.taken.len());
                for &taken in &self.taken {
                    if !known.contains(&taken) {
                        known.push(taken);
                    }
                }
                self.say(say::unknown_key(place, &key, &known));
            }
        }
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
    }
}
