//! From a declared figure to one in the ledger: indicator, region, level, period and value are looked up and read.
//!
//! A unit that the indicator does not take is no matter of reading: the figure enters the ledger, and the rule
//! `unit-mismatch` says it.

use std::sync::Arc;

use super::Tables;
use super::entries::{Entry, PeriodText};
use super::yaml::Step;
use crate::diag::{Diagnostic, Place, figures as say};
use crate::digest::Source;
use crate::figures::catalogue::Indicator;
use crate::figures::ledger::{Change, Complete, Figure};
use crate::figures::period::{Period, PeriodContext, PeriodError};
use crate::figures::quantity;
use crate::figures::region::{Level, Region, RegionError};
use crate::figures::session::UnknownSession;

/// What a figure takes from its page when it does not say it itself.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// Code of the page's region.
    pub region: Option<Arc<str>>,
    /// Its period.
    pub period: Option<Arc<Period>>,
    /// Its source.
    pub source: Option<Arc<Source>>,
    /// Whether the page says a region that could not be read: what is wrong with it has been said once.
    pub region_unread: bool,
    /// The same of its period.
    pub period_unread: bool,
}

/// Where a key of an entry stands: steps below the entry.
pub type Placing<'a> = &'a dyn Fn(&[Step]) -> Place;

/// Looks up everything an entry names. `place` gives the place of a key below the entry (empty: the entry itself); what is
/// wrong goes to `findings`.
pub fn figure(
    entry: &Entry,
    defaults: &Defaults,
    tables: &Tables,
    file: &Arc<str>,
    place: Placing<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Figure> {
    let before = findings.len();
    let indicator = indicator(&entry.indicator, tables, place, findings);
    let region = region(entry, defaults, tables, place, findings);
    let level = level(entry, region, place, findings);
    let period = match (&entry.period, region) {
        (Some(text), Some(region)) => {
            period(text, region, tables, &|| place(&["period".into()])).map_err(|it| findings.push(*it)).ok()
        }
        (Some(_), None) => None,
        (None, _) => defaults.period.clone(),
    };
    if entry.period.is_none() && period.is_none() && !defaults.period_unread {
        findings.push(say::figure_needs(place(&[]), "period"));
    }
    let value_place = || if entry.long { place(&["value".into()]) } else { place(&[]) };
    let quantity = match quantity::parse(&entry.value) {
        Ok(quantity) => Some(quantity),
        Err(unread) => {
            findings.push(say::unread_value(value_place(), &entry.value, &unread));
            None
        }
    };
    let change = entry.change.as_ref().and_then(|change| match quantity::parse(&change.value) {
        Ok(quantity) => {
            let against = change.against.clone();
            Some(Box::new(Change { written: change.value.clone(), quantity, against }))
        }
        Err(unread) => {
            findings.push(say::unread_value(place(&["change".into()]), &change.value, &unread));
            None
        }
    });
    let parts_complete = complete(&entry.parts_complete, tables, place, findings);
    if findings.len() > before {
        return None;
    }
    Some(Figure {
        indicator: indicator?.id.as_str().into(),
        written: entry.value.clone(),
        quantity: quantity?,
        region: region?.code.as_str().into(),
        level: level?,
        foreign_level: region.map(|it| it.level) != level,
        category: entry.category.clone(),
        period: period?,
        definition: entry.definition.clone(),
        denominator: entry.denominator.clone(),
        at: entry.at.clone(),
        note: entry.note.clone(),
        change,
        parts_complete,
        source: entry.source.clone().or_else(|| defaults.source.clone()),
        accept: (!entry.accept.is_empty()).then(|| entry.accept.clone().into()),
        in_text: None,
        file: file.clone(),
        position: 0,
        ordinal: 0,
        anchor: String::new(),
        address: String::new(),
    })
}

/// Which partitions are told completely: `true`, `false`, or the indicators that tell them.
fn complete(
    written: &[String],
    tables: &Tables,
    place: Placing<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Complete {
    match written {
        [] => Complete::None,
        [one] if one == "false" => Complete::None,
        [one] if one == "true" => Complete::All,
        names => {
            let here: Placing<'_> = &|_| place(&["parts_complete".into()]);
            let found = names.iter().filter_map(|it| indicator(it, tables, here, findings));
            Complete::Of(found.map(|it| it.id.as_str().into()).collect())
        }
    }
}

/// The indicator with an id or a name.
pub fn indicator<'a>(
    written: &str,
    tables: &'a Tables,
    place: Placing<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<&'a Indicator> {
    let found = tables.catalogue.get(written).or_else(|| tables.catalogue.by_name(written).ok());
    if found.is_none() {
        let near = tables.catalogue.nearest(written).map(|it| (&*it.id, &*it.name_zh));
        findings.push(say::unknown_indicator(place(&["indicator".into()]), written, near));
    }
    found
}

fn region<'a>(
    entry: &Entry,
    defaults: &Defaults,
    tables: &'a Tables,
    place: Placing<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<&'a Region> {
    match (&entry.region, &defaults.region) {
        (Some(written), _) => {
            find_region(written, tables, &|| place(&["region".into()])).map_err(|it| findings.push(*it)).ok()
        }
        (None, Some(code)) => tables.regions.get(code),
        (None, None) => {
            if !defaults.region_unread {
                findings.push(say::figure_needs(place(&[]), "region"));
            }
            None
        }
    }
}

/// The region with a code or a name.
///
/// # Errors
/// What to say when there is none, or several.
pub fn find_region<'a>(
    written: &str,
    tables: &'a Tables,
    place: &dyn Fn() -> Place,
) -> Result<&'a Region, Box<Diagnostic>> {
    tables.regions.find(written).map_err(|error| {
        Box::new(match error {
            RegionError::Unknown { nearest } => {
                let near = nearest.map(|it| (&*it.code, &*it.name));
                say::unknown_region(place(), written, near)
            }
            RegionError::Ambiguous { candidates } => {
                let shown: Vec<String> =
                    candidates.iter().map(|it| format!("{} {}", it.code, it.name)).collect();
                say::ambiguous_region(place(), written, &shown)
            }
        })
    })
}

fn level(
    entry: &Entry,
    region: Option<&Region>,
    place: Placing<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Level> {
    match &entry.level {
        None => region.map(|region| region.level),
        Some(written) => {
            let level = Level::from_letter(written);
            if level.is_none() {
                findings.push(say::unknown_level(place(&["level".into()]), written));
            }
            level
        }
    }
}

/// Reads a period.
///
/// # Errors
/// What to say when it cannot be read, or names a session that the table does not hold.
pub fn period(
    text: &PeriodText,
    region: &Region,
    tables: &Tables,
    place: &dyn Fn() -> Place,
) -> Result<Arc<Period>, Box<Diagnostic>> {
    let context = PeriodContext { region, regions: &tables.regions, sessions: &tables.sessions };
    let (read, written) = match text {
        PeriodText::Text(text) => (Period::parse(text, &context), text.clone()),
        PeriodText::Both { text, kind, start, end } => {
            let parts = |label| Period::from_parts(kind.as_deref(), start.as_deref(), end.as_deref(), label);
            let is_own_label = kind.is_some() && parts(None).is_ok_and(|it| it.label == *text);
            let read = match Period::parse(text, &context) {
                Ok(read) if !is_own_label => Ok(read),
                Err(why) if start.is_none() && end.is_none() => Err(why),
                // A label that only people read, or one that is made of the dates.
                _ => parts(Some(text.as_str())),
            };
            (read, text.clone())
        }
        PeriodText::Parts { kind, start, end, label } => (
            Period::from_parts(kind.as_deref(), start.as_deref(), end.as_deref(), label.as_deref()),
            label.clone().or_else(|| start.clone()).unwrap_or_default(),
        ),
    };
    read.map(Arc::new).map_err(|error| {
        Box::new(match error {
            PeriodError::UnknownSession(unknown) => {
                say::unknown_session(place(), &written, UnknownSession::HEADER, &unknown.row())
            }
            other => say::bad_period(place(), &written, &other),
        })
    })
}
