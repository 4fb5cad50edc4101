//! Figures as they are declared: the short and long form of front matter, and the rows of `content/_data/`.
//!
//! An [`Entry`] is what is written; [`super::resolve`] looks it up in the tables.

use std::sync::Arc;

use jiff::tz::Offset;
use serde_yaml::Value;

use super::fields::Fields;
use super::front_matter;
use super::yaml::Step;
use crate::check;
use crate::diag::{self, checks, figures as say};
use crate::digest::Source;
use crate::figures::ledger::Acceptance;

/// A declared figure.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Where it stands in its source.
    pub at_path: Vec<Step>,
    /// Indicator: id or name.
    pub indicator: String,
    /// Value as the source wrote it.
    pub value: String,
    /// Region: code or name.
    pub region: Option<String>,
    /// 国 省 市 县 乡.
    pub level: Option<String>,
    /// Part of a partition.
    pub category: Option<String>,
    /// Period.
    pub period: Option<PeriodText>,
    /// What counts.
    pub definition: Option<String>,
    /// What it is a share of.
    pub denominator: Option<String>,
    /// Where in the source document.
    pub at: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Change against an earlier figure.
    pub change: Option<Change>,
    /// Whether its parts must add up to it.
    pub parts_complete: Vec<String>,
    /// Findings that are accepted at it.
    pub accept: Vec<Acceptance>,
    /// Its own source.
    pub source: Option<Arc<Source>>,
    /// Whether it is written in the long form, its value under a key of its own.
    pub long: bool,
}

/// A change as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// 6.9%, 10个百分点, 15件.
    pub value: String,
    /// Against what: 上年.
    pub against: Option<String>,
}

/// A period as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeriodText {
    /// One of the short forms.
    Text(String),
    /// A row of a table that says it both ways.
    Both {
        /// One of the short forms, or only a label.
        text: String,
        /// As in [`Self::Parts`].
        kind: Option<String>,
        /// The same.
        start: Option<String>,
        /// The same.
        end: Option<String>,
    },
    /// `{kind, start, end, label}`.
    Parts {
        /// year, session, term, term-to-date, as-of, campaign.
        kind: Option<String>,
        /// First day, month or year.
        start: Option<String>,
        /// Last one.
        end: Option<String>,
        /// What people call it.
        label: Option<String>,
    },
}

/// The `period` of a map.
pub fn period(fields: &mut Fields<'_>) -> Option<PeriodText> {
    match fields.value("period")? {
        Value::Mapping(_) => {
            let mut inner = fields.map("period")?;
            let parts = PeriodText::Parts {
                kind: inner.text("kind"),
                start: inner.text("start"),
                end: inner.text("end"),
                label: inner.text("label"),
            };
            inner.finish();
            Some(parts)
        }
        _ => fields.text("period").filter(|text| !text.is_empty()).map(PeriodText::Text),
    }
}

/// The `figures` of a page: a map from indicator to value or long form, or a list of entries.
pub fn figures(fields: &mut Fields<'_>, zone: Offset) -> Vec<Entry> {
    match fields.value("figures") {
        None => Vec::new(),
        Some(Value::Sequence(_)) => {
            let items = fields.items("figures");
            items.into_iter().filter_map(|(path, item)| listed(fields, &path, item, zone)).collect()
        }
        Some(Value::Mapping(_)) => {
            let Some(map) = fields.map("figures") else { return Vec::new() };
            map.entries().filter_map(|(indicator, value)| named(&map, indicator, value, &[], zone)).collect()
        }
        Some(_) => {
            fields.say(say::not_figures(fields.place(&["figures".into()])));
            Vec::new()
        }
    }
}

/// An element of a list: `{indicator: …, value: …}`, or the short form `indicator: value`.
fn listed(fields: &Fields<'_>, path: &[Step], item: &Value, zone: Offset) -> Option<Entry> {
    of_list(fields.inner(item, path)?, zone)
}

/// The same, of the element's own fields.
pub fn of_list(mut fields: Fields<'_>, zone: Offset) -> Option<Entry> {
    if let Some(indicator) = fields.text("indicator") {
        return Some(Entry { indicator, ..long(fields, zone)? });
    }
    let mut entries = fields.entries();
    let first = entries.next().filter(|(key, _)| key != "value");
    let (Some((indicator, value)), None) = (first, entries.next()) else {
        fields.say(say::no_indicator(fields.place(&[])));
        return None;
    };
    named(&fields, indicator, value, &[], zone)
}

/// `indicator: value` or `indicator: {value: …}`.
fn named(
    fields: &Fields<'_>,
    indicator: String,
    value: &Value,
    path: &[Step],
    zone: Offset,
) -> Option<Entry> {
    let mut at = path.to_vec();
    at.push(Step::Key(indicator.clone()));
    if let Value::Mapping(_) = value {
        let entry = long(fields.inner(value, &at)?, zone)?;
        return Some(Entry { indicator, ..entry });
    }
    let written = fields.scalar(value, &at).filter(|text| !text.is_empty());
    if written.is_none() && matches!(value, Value::Null | Value::String(_)) {
        fields.say(say::no_value(fields.key_place(&at)));
    }
    Some(Entry { indicator, value: written?, at_path: fields.below(&at), ..Entry::default() })
}

/// The long form, but for its indicator.
pub fn long(mut fields: Fields<'_>, zone: Offset) -> Option<Entry> {
    let value = fields.text("value").filter(|text| !text.is_empty());
    if value.is_none() {
        fields.say(say::no_value(fields.place(&[])));
    }
    let entry = Entry {
        at_path: fields.below(&[]),
        indicator: String::new(),
        value: value.clone().unwrap_or_default(),
        region: fields.text("region"),
        level: fields.text("level"),
        category: fields.text("category"),
        period: period(&mut fields),
        definition: fields.text("definition"),
        denominator: fields.text("denominator"),
        at: fields.text("at"),
        note: fields.text("note"),
        change: change(&mut fields),
        parts_complete: fields.words("parts_complete"),
        accept: accept(&mut fields),
        source: fields.map("source").map(|inner| Arc::new(front_matter::source(inner, zone))),
        long: true,
    };
    fields.finish();
    value.map(|_| entry)
}

/// Findings that are accepted: a map from rule to reason, or, in a cell of a table, `rule: reason; rule: reason`.
pub fn accept(fields: &mut Fields<'_>) -> Vec<Acceptance> {
    let said = match fields.value("accept") {
        None => return Vec::new(),
        Some(Value::Mapping(_)) => {
            let Some(map) = fields.map("accept") else { return Vec::new() };
            map.entries()
                .map(|(rule, value)| {
                    let reason = map.scalar(value, &[Step::Key(rule.clone())]).unwrap_or_default();
                    (map.key_place(&[Step::Key(rule.clone())]), rule, reason)
                })
                .collect::<Vec<_>>()
        }
        Some(_) => {
            let text = fields.text("accept").unwrap_or_default();
            let said = acceptances(&text).into_iter();
            said.map(|(rule, reason)| (fields.place(&["accept".into()]), rule, reason)).collect()
        }
    };
    let mut accepted = Vec::with_capacity(said.len());
    for (place, rule, reason) in said {
        if check::find(&rule).is_none() {
            let near = diag::nearest(&rule, check::RULES.iter().map(|it| it.name));
            fields.say(checks::unknown_rule(place, &rule, near));
        } else if reason.is_empty() {
            fields.say(checks::accept_needs_reason(place, &rule));
        } else {
            accepted.push(Acceptance { rule, reason });
        }
    }
    accepted
}

/// `rule: reason; rule: reason` taken apart. A semicolon with something else behind it than the name of a rule is one of the reason.
fn acceptances(text: &str) -> Vec<(String, String)> {
    let mut said: Vec<(String, String)> = Vec::new();
    for part in text.split_inclusive([';', '；']) {
        let (rule, reason) = part.split_once([':', '：']).unwrap_or((part, ""));
        let rule = rule.trim_matches([';', '；', ' ']);
        let is_name = rule.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
        match said.last_mut() {
            Some((_, before)) if !is_name => before.push_str(part),
            _ => said.push((rule.to_owned(), reason.to_owned())),
        }
    }
    said.retain_mut(|(rule, reason)| {
        *reason = reason.trim().trim_end_matches([';', '；']).trim_end().to_owned();
        !rule.is_empty()
    });
    said
}

fn change(fields: &mut Fields<'_>) -> Option<Change> {
    match fields.value("change")? {
        Value::Mapping(_) => {
            let mut inner = fields.map("change")?;
            let change = inner.text("value").map(|value| Change { value, against: inner.text("against") });
            inner.finish();
            change
        }
        _ => fields.text("change").map(|value| Change { value, against: None }),
    }
}
