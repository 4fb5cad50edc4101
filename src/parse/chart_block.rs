//! What a text asks to be drawn: a fenced block ```` ```chart ```` in it, or an entry of `charts:` in its front matter.

use std::sync::Arc;

use serde_yaml::Value;

use super::fields::{Fields, Findings, YamlText};
use super::markdown::{Body, Hole};
use super::yaml::Step;
use super::{Tables, front_matter, resolve, yaml};
use crate::diag::{Diagnostic, Place, Said, charts as say_chart};
use crate::figures::choice::{By, Kind};
use crate::figures::ledger::Figure;
use crate::figures::period::{Period, PeriodContext};
use crate::figures::region::{Level, NATION, Regions};

/// A chart that a text asks for.
#[derive(Clone, Debug)]
pub struct ChartBlock {
    /// Ids of the indicators: one, or several that make up a whole.
    pub indicators: Vec<Arc<str>>,
    /// Codes of the regions; empty: all.
    pub regions: Vec<Arc<str>>,
    /// Periods, as written; empty: all.
    pub periods: Vec<String>,
    /// Only figures of this part.
    pub category: Option<String>,
    /// Only figures that are defined so.
    pub definition: Option<String>,
    /// Only figures of this level.
    pub level: Option<Level>,
    /// What it is drawn as; left out, the data decides.
    pub kind: Option<Kind>,
    /// Over what; left out, the data decides.
    pub by: Option<By>,
    /// Title; left out, it is made.
    pub title: Option<String>,
    /// What its author says below it.
    pub note: Option<String>,
}

/// What a text wants of a chart and does not get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The region with this code.
    Region(Arc<str>),
    /// The period, as written.
    Period(String),
    /// The indicator with this id.
    Indicator(Arc<str>),
}

/// Whether a figure is of the period that is written so, or of that year.
fn is_of(written: &str, figure: &Figure) -> bool {
    let year = figure.period.on_year_axis().map(|point| point.year);
    *written == figure.period.label || (year.is_some() && written.parse().ok() == year)
}

/// What became of one: the chart that is wanted, or what is wrong with the way it is asked for.
pub type Asked = Result<ChartBlock, Vec<Said>>;

/// What decides which figures a block shows and how: all but its own words.
pub type Wish<'a> = (
    (&'a [Arc<str>], &'a [Arc<str>], &'a [String]),
    (Option<&'a str>, Option<&'a str>, Option<Level>),
    (Option<Kind>, Option<By>),
);

impl ChartBlock {
    /// What it asks for: blocks with the same wish show the same.
    pub fn wish(&self) -> Wish<'_> {
        (
            (&self.indicators, &self.regions, &self.periods),
            (self.category.as_deref(), self.definition.as_deref(), self.level),
            (self.kind, self.by),
        )
    }

    /// What it names and none of the figures that are drawn is of.
    pub fn unmet<'a>(
        &self,
        drawn: impl Iterator<Item = &'a Figure> + Clone,
        regions: &Regions,
    ) -> Vec<Unmet> {
        let region = |code: &&Arc<str>| {
            let line = regions.line(code);
            drawn.clone().all(|it| it.region != **code && regions.line(&it.region) != line)
        };
        let period = |written: &&String| drawn.clone().all(|it| !is_of(written, it));
        let several = if self.indicators.len() > 1 { &self.indicators[..] } else { &[] };
        let indicator = |id: &&Arc<str>| drawn.clone().all(|it| it.indicator != **id);
        let mut unmet: Vec<Unmet> = self.regions.iter().filter(region).cloned().map(Unmet::Region).collect();
        unmet.extend(self.periods.iter().filter(period).cloned().map(Unmet::Period));
        unmet.extend(several.iter().filter(indicator).cloned().map(Unmet::Indicator));
        unmet
    }

    /// Whether it shows `figure`: a region that was renamed to one that it names is that one.
    pub fn wants(&self, figure: &Figure, regions: &Regions) -> bool {
        let line = regions.line(&figure.region);
        let is_region = |it: &Arc<str>| *it == figure.region || regions.line(it) == line;
        let says = |wanted: &Option<String>, it: &Option<String>| wanted.is_none() || wanted == it;
        (self.regions.is_empty() || self.regions.iter().any(is_region))
            && (self.periods.is_empty() || self.periods.iter().any(|it| is_of(it, figure)))
            && says(&self.category, &figure.category)
            && says(&self.definition, &figure.definition)
            && self.level.is_none_or(|it| it == figure.level)
    }
}

/// Reads the chart blocks of a text, in the order of its open places.
pub fn read_all(
    body: &Body,
    file: &Arc<str>,
    text: &str,
    tables: &Tables,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Asked> {
    let blocks = body.slots.iter().filter(|slot| matches!(slot.what, Hole::Chart { .. }));
    blocks
        .map(|slot| {
            let found = Findings::default();
            let source = YamlText { file, text, yaml: slot.range.clone() };
            let block = if matches!(&slot.what, Hole::Chart { text } if text.trim().is_empty()) {
                let fence = slot.range.start..slot.range.start;
                found.borrow_mut().push(say_chart::no_indicator(Place::in_text(file.clone(), text, fence)));
                None
            } else {
                read(&source, tables, &found)
            };
            asked(block, found, findings)
        })
        .collect()
}

/// Reads the entries of `charts:`, which stand at their paths of the front matter `source`.
pub fn read_entries(
    entries: &[(Vec<Step>, Value)],
    source: &YamlText<'_>,
    tables: &Tables,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Asked> {
    let read = |(path, value): &(Vec<Step>, Value)| {
        let found = Findings::default();
        let block = match value {
            Value::Mapping(map) => fields(Fields::new(map, path.clone(), source, &found), tables, &found),
            _ => {
                let place = super::fields::Places::place(source, path, false);
                found.borrow_mut().push(say_chart::entry_is_no_map(place));
                None
            }
        };
        asked(block, found, findings)
    };
    entries.iter().map(read).collect()
}

/// The block, where nothing is wrong with it. What is wrong does not keep the rest of the page from being shown.
fn asked(block: Option<ChartBlock>, found: Findings, findings: &mut Vec<Diagnostic>) -> Asked {
    let found: Vec<Diagnostic> = found.into_inner().into_iter().map(Diagnostic::in_its_place).collect();
    let said = found.iter().map(|it| it.message.clone()).collect();
    findings.extend(found);
    block.ok_or(said)
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
        found.borrow_mut().push(say_chart::block_is_no_map(place(0..1)));
        return None;
    };
    fields(Fields::new(map, Vec::new(), source, found), tables, found)
}

fn fields(mut fields: Fields<'_>, tables: &Tables, found: &Findings) -> Option<ChartBlock> {
    let before = found.borrow().len();
    let one = fields.text("indicator");
    let several = fields.texts("indicators");
    if one.is_none() && several.is_empty() {
        fields.say(say_chart::no_indicator(fields.place(&[])));
    }
    let listed_regions = fields.texts("regions").into_iter().map(|it| ("regions", it));
    let names: Vec<(&'static str, String)> =
        listed_regions.chain(fields.text("region").map(|it| ("region", it))).collect();
    let kind = one_of(&mut fields, "kind", &Kind::ALL);
    let by = one_of(&mut fields, "by", &By::ALL);
    let level = fields.text("level").and_then(|written| {
        let level = Level::from_letter(&written);
        if level.is_none() {
            fields.say(crate::diag::figures::unknown_level(fields.place(&["level".into()]), &written));
        }
        level
    });
    let mut block = ChartBlock {
        indicators: Vec::new(),
        regions: Vec::new(),
        periods: fields.words("periods").into_iter().map(|it| period_label(it, tables)).collect(),
        category: fields.text("category"),
        definition: fields.text("definition"),
        level,
        kind,
        by,
        title: fields.text("title"),
        note: fields.text("note"),
    };
    let mut wrong = Vec::new();
    let at = |steps: &[Step]| fields.place(steps);
    let listed = |_: &[Step]| fields.place(&["indicators".into()]);
    if let Some(written) = &one {
        let found = resolve::indicator(written, tables, &at, &mut wrong);
        block.indicators.extend(found.map(|it| Arc::from(it.id.as_str())));
    }
    for written in &several {
        let found = resolve::indicator(written, tables, &listed, &mut wrong);
        block.indicators.extend(found.map(|it| Arc::from(it.id.as_str())));
    }
    for (key, name) in &names {
        match resolve::find_region(name, tables, &|| fields.place(&[(*key).into()])) {
            Ok(region) => block.regions.push(region.code.as_str().into()),
            Err(_) if name.contains(['，', '、', ',']) => {
                wrong.push(say_chart::regions_in_one_word(fields.place(&[(*key).into()]), name));
            }
            Err(error) => wrong.push(*error),
        }
    }
    fields.finish();
    found.borrow_mut().append(&mut wrong);
    (found.borrow().len() == before).then_some(block)
}

/// What figures of the time that `written` tells are labelled: 2022年 is 2022. Sessions and labels of the author's own stand as written.
fn period_label(written: String, tables: &Tables) -> String {
    let Some(region) = tables.regions.get(NATION) else { return written };
    let context = PeriodContext { region, regions: &tables.regions, sessions: &tables.sessions };
    match Period::parse(&written, &context) {
        Ok(period) if period.session.is_none() => period.label,
        _ => written,
    }
}

/// The one of `known` that `key` names.
fn one_of<T: Copy>(fields: &mut Fields<'_>, key: &'static str, known: &[(&'static str, T)]) -> Option<T> {
    let written = fields.text(key)?;
    let found = known.iter().find(|(name, _)| *name == written).map(|&(_, it)| it);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
        fields.say(say_chart::unknown_word(fields.place(&[key.into()]), key, &written, &names));
    }
    found
}
