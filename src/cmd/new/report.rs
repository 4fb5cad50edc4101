//! The next report of a region: its period, and the figures of the report before as a list to fill in.

use std::sync::Arc;

use jiff::civil::Date;

use super::archetype::{LastTime, Values, one_line};
use super::place::Name;
use crate::assemble::{Page, Site};
use crate::diag::build::Failure;
use crate::diag::{Said, new as say};
use crate::digest::Kind;
use crate::figures::ledger::Figure;
use crate::figures::period::{Period, PeriodKind};

/// Fills in period and figures of the report that follows those of the region with `code`, and gives its name. A period that is
/// asked for stands; so does a name, before the period.
///
/// # Errors
/// When the period cannot be read.
pub fn fill(
    site: &Site,
    code: &str,
    (named, asked): (Option<String>, Option<Arc<Period>>),
    date: Date,
    values: &mut Values,
    notes: &mut Vec<Said>,
) -> Result<Name, Failure> {
    let reports = of_region(site, code);
    let period = match asked {
        Some(period) => period,
        None => {
            let last = reports.last().and_then(|page| page.document.period.as_deref());
            let text = last.map_or_else(|| (date.year() - 1).to_string(), next);
            notes.push(say::period_chosen(&text, last.map(|it| it.label.as_str())));
            let period = super::period(site, Some(code), &text)?;
            values.period = Some(text);
            period
        }
    };
    let language = site.config.language;
    values.period_name = Some(period.text(language).into_owned());
    if let Some(page) = before(&reports, &period) {
        values.figures = page.figures.iter().map(|&it| last_time(site, page, site.ledger.get(it))).collect();
        notes.push(say::figures_listed(values.figures.len(), &page.document.file));
    }
    let name = named.or_else(|| usual_name(&reports)).unwrap_or_else(|| code.to_owned());
    Ok(Name { words: Some(name), after: format!("-{}", key(&period)), ..Name::default() })
}

/// The reports of a region, by the end of their periods.
fn of_region<'s>(site: &'s Site, code: &str) -> Vec<&'s Page> {
    let is_of = |page: &&Page| {
        let document = &page.document;
        page.kind == Kind::Report && document.region.as_deref() == Some(code) && document.period.is_some()
    };
    let mut reports: Vec<&Page> = site.pages.iter().filter(is_of).collect();
    reports.sort_by_key(|page| page.document.period.as_ref().map(|it| (it.last_day(), it.start)));
    reports
}

/// The period after `last` as an editor writes it: as many whole years again, else the year after.
fn next(last: &Period) -> String {
    let (first, end) = (last.start.year(), last.last_day().year());
    let years = end - first + 1;
    if last.kind == PeriodKind::Term && years > 1 {
        format!("{}..{}", end + 1, end + years)
    } else {
        (end + 1).to_string()
    }
}

/// The last report of a period of the same kind before `period`; else the last one of any kind.
fn before<'s>(reports: &[&'s Page], period: &Period) -> Option<&'s Page> {
    let earlier = |page: &&&'s Page| {
        page.document.period.as_ref().is_some_and(|it| it.last_day() < period.start.first_day())
    };
    let alike = |page: &&&'s Page| page.document.period.as_ref().is_some_and(|it| it.kind == period.kind);
    let all = || reports.iter().rev().filter(earlier);
    all().find(alike).or_else(|| all().next()).copied()
}

/// How the files of a region's reports are called before the period: `hunan-2021.md` → `hunan`.
fn usual_name(reports: &[&Page]) -> Option<String> {
    reports.iter().rev().find_map(|page| {
        let stem = page.document.file.rsplit('/').next()?.strip_suffix(".md")?;
        let name = stem.strip_suffix(&key(page.document.period.as_deref()?))?.strip_suffix('-')?;
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// A period in a file name: `2018-2022`.
fn key(period: &Period) -> String {
    period.key().replace("--", "-").trim_end_matches('-').to_owned()
}

/// What the editor looks for in the new source, with what the last one said.
fn last_time(site: &Site, page: &Page, figure: &Figure) -> LastTime {
    let language = site.config.language;
    let indicator = site.tables.catalogue.get(&figure.indicator);
    let is_own = page.document.region.as_deref() == Some(&*figure.region);
    LastTime {
        indicator: figure.indicator.to_string(),
        name: indicator.map_or_else(|| figure.indicator.to_string(), |it| it.name(language).to_owned()),
        region: (!is_own).then(|| figure.region.to_string()),
        level: figure.foreign_level.then(|| figure.level.letter()),
        category: figure.category.as_deref().map(one_line),
        definition: figure.definition.as_deref().map(one_line),
        denominator: figure.denominator.as_deref().map(one_line),
        value: one_line(&figure.written),
        period: one_line(&figure.period.text(language)),
    }
}
