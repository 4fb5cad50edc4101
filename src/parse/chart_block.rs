//! Chart blocks: what a fenced block ```` ```chart ```` asks for.

use std::sync::Arc;

use serde_yaml::Value;

use super::fields::{Fields, Findings, YamlText};
use super::markdown::{Body, Hole};
use super::{Tables, front_matter, resolve, yaml};
use crate::diag::{Diagnostic, Place, front_matter as say};
use crate::figures::region::Regions;

/// What is drawn against what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A line over years.
    Year,
    /// Bars over regions.
    Region,
    /// Bars over the parts of a partition.
    Part,
}

/// A chart that a text asks for.
#[derive(Clone, Debug)]
pub struct ChartBlock {
    /// Id of the indicator.
    pub indicator: Arc<str>,
    /// Codes of the regions; empty: all.
    pub regions: Vec<Arc<str>>,
    /// Over what; left out, the data decides.
    pub by: Option<By>,
    /// Title; left out, it is made.
    pub title: Option<String>,
}

impl ChartBlock {
    /// Whether it shows figures of the region with `code`: one that it names, or one that was renamed to it.
    pub fn wants(&self, code: &str, regions: &Regions) -> bool {
        let line = regions.line(code);
        self.regions.is_empty() || self.regions.iter().any(|it| **it == *code || regions.line(it) == line)
    }
}

/// Reads the chart blocks of a text, in the order of its open places.
pub fn read_all(
    body: &Body,
    file: &Arc<str>,
    text: &str,
    tables: &Tables,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<ChartBlock>> {
    let blocks = body.slots.iter().filter(|slot| matches!(slot.what, Hole::Chart { .. }));
    blocks
        .map(|slot| {
            let found = Findings::default();
            let source = YamlText { file, text, yaml: slot.range.clone() };
            let block = read(&source, tables, &found);
            findings.extend(found.into_inner());
            block
        })
        .collect()
}

fn read(source: &YamlText<'_>, tables: &Tables, found: &Findings) -> Option<ChartBlock> {
    let range = source.yaml.clone();
    let place = |at: std::ops::Range<usize>| {
        Place::in_text(source.file.clone(), source.text, range.start + at.start..range.start + at.end)
    };
    let value = match yaml::read(&source.text[range.clone()]) {
        Ok(value) => value,
        Err(broken) => {
            found.borrow_mut().push(front_matter::say_broken(broken, place));
            return None;
        }
    };
    let Value::Mapping(map) = &value else {
        found.borrow_mut().push(say::not_keys_and_values(place(0..1)));
        return None;
    };
    let mut fields = Fields::new(map, Vec::new(), source, found);
    let written = fields.text("indicator");
    if written.is_none() {
        fields.say(crate::diag::figures::no_indicator(fields.place(&[])));
    }
    let mut names = fields.texts("regions");
    names.extend(fields.text("region"));
    let by = by(&mut fields);
    let title = fields.text("title");
    let mut wrong = Vec::new();
    let at = |steps: &[yaml::Step]| fields.place(steps);
    let indicator = written.and_then(|written| {
        resolve::indicator(&written, tables, &at, &mut wrong).map(|it| Arc::from(it.id.as_str()))
    });
    let mut regions = Vec::new();
    for name in &names {
        match resolve::find_region(name, tables, &|| fields.place(&["regions".into()])) {
            Ok(region) => regions.push(region.code.as_str().into()),
            Err(error) => wrong.push(*error),
        }
    }
    fields.finish();
    let fine = wrong.is_empty();
    found.borrow_mut().append(&mut wrong);
    indicator.filter(|_| fine).map(|indicator| ChartBlock { indicator, regions, by, title })
}

fn by(fields: &mut Fields<'_>) -> Option<By> {
    let by = fields.text("by");
    let kind = fields.text("kind");
    let known: &[(&'static str, By)] = &[("year", By::Year), ("region", By::Region), ("part", By::Part)];
    let kinds: &[(&'static str, By)] = &[("line", By::Year), ("bar", By::Region)];
    let mut chosen = None;
    for (key, written, known) in [("kind", kind, kinds), ("by", by, known)] {
        let Some(written) = written else { continue };
        chosen = known.iter().find(|(name, _)| *name == written).map(|&(_, by)| by);
        if chosen.is_none() {
            let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
            fields.say(say::not_one_of(fields.place(&[key.into()]), key, &written, &names));
        }
    }
    chosen
}
