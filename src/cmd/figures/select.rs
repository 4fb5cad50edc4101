//! Which figures of a site are meant: `--indicator`, `--region`, `--below`, `--period`, `--status`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::{Shell, clock, verdict};
use crate::assemble::Site;
use crate::cli::SelectArgs;
use crate::diag::build::Failure;
use crate::diag::{self, Place, figures as say};
use crate::figures::period::{Period, PeriodError};
use crate::figures::region::NATION;
use crate::parse::entries::PeriodText;
use crate::parse::resolve;
use crate::pipeline;
use crate::render::data::Data;
use crate::scan;

/// The site, or the exit code where its content has errors, which are told.
pub fn site(shell: &Shell, args: &SelectArgs) -> Result<Result<Site, u8>, Failure> {
    let (inputs, scanned) = scan::scan(&shell.root)?;
    let prepared = pipeline::prepare(inputs, scanned, &(&args.publishing).into(), clock);
    if !diag::has_errors(&prepared.findings) {
        return Ok(Ok(prepared.site));
    }
    let language = shell.language(prepared.site.config.language);
    shell.tell(&prepared.findings, language);
    Ok(Err(verdict(&prepared.findings)))
}

/// The indices of the figures that are meant, in the order of the ledger.
///
/// # Errors
/// A name that names nothing, with the nearest that does.
pub fn select(site: &Site, data: &Data<'_>, args: &SelectArgs) -> Result<Vec<usize>, Failure> {
    let indicators =
        args.indicator.iter().map(|it| indicator(site, it)).collect::<Result<BTreeSet<_>, _>>()?;
    let regions = args.region.iter().map(|it| region(site, it)).collect::<Result<BTreeSet<_>, _>>()?;
    let period = args.period.as_deref().map(|it| period(site, it)).transpose()?;
    let in_region = |code: &str| {
        let region = site.tables.regions.get(code).filter(|_| args.below);
        let mut above = region.into_iter().flat_map(|it| site.tables.regions.ancestors(it));
        regions.is_empty() || regions.contains(code) || above.any(|it| regions.contains(&*it.code))
    };
    let meant = |&index: &usize| {
        let figure = site.ledger.get(index);
        (indicators.is_empty() || indicators.contains(&*figure.indicator))
            && in_region(&figure.region)
            && period.as_deref().is_none_or(|it| lies_in(&figure.period, it))
            && (args.status.is_empty()
                || data.status(index).split(' ').any(|it| args.status.iter().any(|wanted| wanted == it)))
    };
    Ok(data.all().into_iter().filter(meant).collect())
}

/// Whether `it` begins and ends in `asked`, or stands in it on an axis of years: a session belongs to the year it is held in.
fn lies_in(it: &Period, asked: &Period) -> bool {
    let (first, last) = (asked.start.first_day(), asked.last_day());
    let within = it.start.first_day() >= first && it.last_day() <= last;
    let in_year = it.on_year_axis().is_some_and(|_| {
        let year = it.start.to_year();
        year.first_day() >= first && year.last_day() <= last
    });
    within || in_year || it.is_same_time(asked)
}

fn indicator<'s>(site: &'s Site, written: &str) -> Result<&'s str, Failure> {
    let mut findings = Vec::new();
    let place = |_: &[_]| Place::file("--indicator");
    let found = resolve::indicator(written, &site.tables, &place, &mut findings);
    found.map(|it| &*it.id).ok_or_else(|| {
        let finding = findings.pop();
        Failure::usage(finding.unwrap_or_else(|| say::unknown_indicator(place(&[]), written, None)))
    })
}

fn region<'s>(site: &'s Site, written: &str) -> Result<&'s str, Failure> {
    let found = resolve::find_region(written, &site.tables, &|| Place::file("--region"));
    found.map(|it| &*it.code).map_err(Failure::usage)
}

fn period(site: &Site, written: &str) -> Result<Arc<Period>, Failure> {
    let regions = &site.tables.regions;
    let place = || Place::file("--period");
    let own = site.config.region.as_ref().and_then(|it| regions.find(&it.text).ok());
    let Some(region) = own.or_else(|| regions.get(NATION)) else {
        return Err(Failure::usage(say::bad_period(place(), written, &PeriodError::Unreadable)));
    };
    let text = PeriodText::Text(written.to_owned());
    resolve::period(&text, region, &site.tables, &place).map_err(Failure::usage)
}
