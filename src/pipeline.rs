//! The spine: from the inputs to a site and its plan, with all there is to say of them.
//!
//! `scan` comes before and `render` and `write` after it; the commands put them together.

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::assemble::{self, Site};
use crate::check::{self, external::Link};
use crate::config::{self, Config};
use crate::diag::{self, Diagnostic};
use crate::parse::{self, Parsed};
use crate::plan::{self, Plan};
use crate::scan::Inputs;

/// What the command line says of a build.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Today, where it is given; else it is asked for the site's time zone.
    pub today: Option<Date>,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether pages of the future are published.
    pub future: bool,
    /// Takes the place of the site's `base_url`; already checked.
    pub base_url: Option<String>,
    /// Whether links to other hosts are gathered.
    pub links: bool,
}

/// A site that is ready to be rendered, and what was found on the way.
#[derive(Debug)]
pub struct Prepared {
    /// The site.
    pub site: Site,
    /// What will be written.
    pub plan: Plan,
    /// Links to other hosts, where they are asked for.
    pub links: Vec<Link>,
    /// Findings, sorted by place.
    pub findings: Vec<Diagnostic>,
}

/// Reads, assembles, checks and plans. `clock` tells today's date in a time zone; it is asked at most once.
pub fn prepare(
    mut inputs: Inputs,
    scanned: Vec<Diagnostic>,
    options: &Options,
    clock: impl Fn(Offset) -> Date,
) -> Prepared {
    let mut findings = scanned;
    let mut config: Config = parse::settings(inputs.config.take(), &mut findings);
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(base_url.clone());
    }
    if config.base_url.is_none() {
        findings.push(config::without_base_url("site.toml", &config));
    }
    let today = options.today.unwrap_or_else(|| clock(config.zone));
    let mut parsed: Parsed = parse::parse(&mut inputs, config);
    findings.append(&mut parsed.findings);
    let publishing = assemble::Options { today, drafts: options.drafts, future: options.future };
    let mut site =
        assemble::assemble(parsed, inputs.attachments, inputs.static_files, publishing, &mut findings);
    check::check(&mut site, &mut findings);
    let plan = plan::plan(&site, &mut findings);
    // What is wrong may be why there is nothing.
    if !diag::has_errors(&findings) && check::is_empty(&site) {
        findings.push(diag::scan::nothing_published());
    }
    let links = if options.links { check::external::links(&site) } else { Vec::new() };
    site.forget_sources();
    diag::sort(&mut findings);
    Prepared { site, plan, links, findings }
}
