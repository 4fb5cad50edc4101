//! The tables against the readers.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::tz::Offset;

use super::*;
use crate::check::RULES;
use crate::config;
use crate::diag::Place;
use crate::diag::human;
use crate::parse::fields::{Findings, YamlText, asked};
use crate::parse::front_matter::Meta;
use crate::parse::{chart_block, data, front_matter as reader};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// A way to write maps: TOML's `{ key = value }` or YAML's `{key: value}`.
struct Notation {
    joint: &'static str,
    figures_listed: bool,
}

const TOML: Notation = Notation { joint: " = ", figures_listed: false };
const YAML: Notation = Notation { joint: ": ", figures_listed: false };
const YAML_LISTED: Notation = Notation { joint: ": ", figures_listed: true };

impl Notation {
    /// A value that has everything which may stand below the key.
    fn full(&self, key: &Key, language: Language) -> String {
        match key.shape {
            Shape::Map(keys) | Shape::TextOrMap(keys) => self.map(keys, language),
            Shape::Maps(keys) | Shape::TextsOrMaps(keys) => format!("[{}]", self.map(keys, language)),
            Shape::Figures(keys) if self.figures_listed => format!("[{}]", self.map(keys, language)),
            Shape::Figures(keys) => {
                let entry: Vec<&Key> = keys.iter().filter(|it| it.name != "indicator").collect();
                format!("{{suggestions.total: {}}}", self.map(entry, language))
            }
            Shape::Rules => {
                let all: Vec<String> =
                    RULES.iter().map(|it| format!("{}{}\"note\"", it.name, self.joint)).collect();
                format!("{{{}}}", all.join(", "))
            }
            Shape::Free if self.joint == TOML.joint => format!("{{{}}}", key.example.of(language)),
            _ => key.example.of(language).to_owned(),
        }
    }

    fn map<'a>(&self, keys: impl IntoIterator<Item = &'a Key>, language: Language) -> String {
        let entry = |key: &Key| format!("{}{}{}", key.name, self.joint, self.full(key, language));
        format!("{{{}}}", keys.into_iter().map(entry).collect::<Vec<_>>().join(", "))
    }
}

/// The paths of all keys of a table, as [`asked`] names them.
fn paths(above: &str, keys: &[Key], found: &mut BTreeSet<String>) {
    for key in keys {
        let path = format!("{above}{}", key.name);
        let below = match key.shape {
            Shape::Maps(_) | Shape::TextsOrMaps(_) => format!("{path}[]."),
            Shape::Figures(_) => format!("{path}.*."),
            _ => format!("{path}."),
        };
        if matches!(key.shape, Shape::Rules) {
            found.extend(RULES.iter().map(|rule| format!("{below}{}", rule.name)));
        }
        paths(&below, key.shape.keys(), found);
        found.insert(path);
    }
}

fn said(findings: Findings) -> String {
    human(&findings.into_inner(), Language::English, false)
}

fn read_settings(text: &str) -> (config::Config, String) {
    let findings = Findings::default();
    let config = config::read(&"site.toml".into(), text, &findings);
    (config, said(findings))
}

fn read_front_matter(yaml: &str) -> (Meta, String) {
    let text = format!("---\n{yaml}---\n");
    let file: Arc<str> = "content/a.md".into();
    let findings = Findings::default();
    let (range, _) = reader::split(&file, &text).unwrap();
    let meta = reader::read(&file, &text, range.clone(), Offset::constant(8), &findings);
    let tables = data::tables(&[], &findings);
    let source = YamlText { file: &file, text: &text, yaml: range };
    let mut of_charts = Vec::new();
    chart_block::read_entries(&meta.charts, &source, &tables, &mut of_charts);
    findings.borrow_mut().extend(of_charts);
    (meta, said(findings))
}

#[test]
fn the_settings_are_those_that_are_read() {
    for language in LANGUAGES {
        let mut text = String::new();
        for key in settings::KEYS {
            text.push_str(&format!("{}{}{}\n", key.name, TOML.joint, TOML.full(key, language)));
        }
        asked::take();
        assert_eq!(read_settings(&text).1, "", "{text}");
        let mut known = BTreeSet::new();
        paths("", settings::KEYS, &mut known);
        assert_eq!(asked::take(), known);
    }
}

#[test]
fn the_keys_of_front_matter_are_those_that_are_read() {
    for language in LANGUAGES {
        asked::take();
        for notation in [YAML, YAML_LISTED] {
            let entry = |key: &Key| format!("{}: {}\n", key.name, notation.full(key, language));
            let text: String = front_matter::KEYS.iter().map(entry).collect();
            assert_eq!(read_front_matter(&text).1, "", "{text}");
        }
        let read: BTreeSet<String> = asked::take()
            .into_iter()
            .map(|it| {
                it.replace("figures[].", "figures.*.").replace("figures.suggestions.total.", "figures.*.")
            })
            .collect();
        let mut known = BTreeSet::new();
        paths("", front_matter::KEYS, &mut known);
        assert_eq!(read, known);
    }
}

#[test]
fn every_example_is_read() {
    for language in LANGUAGES {
        for key in front_matter::KEYS.iter().filter(|key| key.name != "title") {
            let text = format!("title: a\n{}: {}\n", key.name, key.example.of(language));
            assert_eq!(read_front_matter(&text).1, "", "{text}");
        }
        for key in settings::KEYS.iter().filter(|key| !key.example.zh.is_empty() && key.name != "title") {
            let text = match key.shape {
                Shape::Free => format!("title = \"a\"\n[{}]\n{}\n", key.name, key.example.of(language)),
                _ => format!("title = \"a\"\n{} = {}\n", key.name, key.example.of(language)),
            };
            assert_eq!(read_settings(&text).1, "", "{text}");
        }
    }
}

#[test]
fn what_is_left_out_counts_as_its_default() {
    // Where a setting stands is no part of what it is.
    let read = |text: &str| {
        let mut config = read_settings(text).0;
        for limit in [&mut config.limits.site_size, &mut config.limits.file_size].into_iter().flatten() {
            limit.place = Place::file("site.toml");
        }
        format!("{config:?}")
    };
    let bare = read("title = \"a\"\n");
    let mut seen = 0;
    for key in settings::KEYS {
        let own =
            (!key.default.is_empty()).then(|| format!("title = \"a\"\n{} = {}\n", key.name, key.default));
        let inner = key
            .shape
            .keys()
            .iter()
            .filter(|it| !it.default.is_empty())
            .map(|it| format!("title = \"a\"\n[{}]\n{} = {}\n", key.name, it.name, it.default));
        for text in own.into_iter().chain(inner) {
            assert_eq!(read(&text), bare, "{text}");
            seen += 1;
        }
    }
    let bare = format!("{:?}", read_front_matter("title: a\n").0);
    for key in front_matter::KEYS.iter().filter(|key| !key.default.is_empty()) {
        let text = format!("title: a\n{}: {}\n", key.name, key.default);
        assert_eq!(format!("{:?}", read_front_matter(&text).0), bare, "{text}");
        seen += 1;
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn words_that_a_key_takes_are_all_it_takes() {
    fn look(keys: &[Key], found: &mut usize) {
        for key in keys {
            if let Shape::OneOf(words) = key.shape {
                let words = words();
                let example = key.example.zh.trim_matches('"');
                assert!(words.contains(&example), "{}: {example}", key.name);
                *found += 1;
            }
            look(key.shape.keys(), found);
        }
    }
    let mut found = 0;
    look(front_matter::KEYS, &mut found);
    look(settings::KEYS, &mut found);
    assert!(found >= 6);
    // Where the reader has words of its own, a word that is none is refused with those that are.
    for (text, words) in [
        ("language = \"x\"\n", ["zh-CN", "zh", "en"].join(", ")),
        ("[checks]\nbound = \"x\"\n", SEVERITIES.join(", ")),
    ] {
        let (_, said) = read_settings(&format!("title = \"a\"\n{text}"));
        assert!(said.contains(&words), "{said}");
    }
    assert!(read_front_matter("title: a\nvisibility: x\n").1.contains("public, internal"));
}

#[test]
fn every_key_is_told_in_both_languages() {
    fn look(keys: &[Key]) {
        for key in keys {
            assert!(
                !key.about.zh.is_ascii() && key.about.en.chars().any(|it| it.is_ascii_lowercase()),
                "{}",
                key.name
            );
            look(key.shape.keys());
        }
    }
    look(front_matter::KEYS);
    look(settings::KEYS);
}

#[test]
fn schemas_refuse_what_the_readers_refuse() {
    let of_site = schema(Table::Settings, Descriptions::Both);
    assert_eq!(of_site["additionalProperties"], false);
    assert_eq!(of_site["required"], serde_json::json!(["title"]));
    assert_eq!(of_site["properties"]["home"]["additionalProperties"], false);
    assert_eq!(of_site["properties"]["checks"]["properties"]["bound"]["enum"].as_array().unwrap().len(), 4);
    let front = schema(Table::FrontMatter, Descriptions::In(Language::English));
    let kind = &front["properties"]["kind"]["enum"];
    assert_eq!(*kind, serde_json::json!(["article", "report", "issue", "page", null]));
    assert!(front["properties"]["title"]["description"].as_str().unwrap().is_ascii());
}
