//! `yaomu check`: the pipeline without its last stage, and as much of what is wrong in one run as can be told.

use std::collections::HashSet;
use std::convert::Infallible;

use super::{Ended, Shell, clock, external, strict, verdict};
use crate::check::{RULES, external as rules};
use crate::cli::CheckArgs;
use crate::diag::{self, Diagnostic, Severity, build as say};
use crate::pipeline::{self, Prepared};
use crate::render::{Renderer, Stop};
use crate::scan;

/// Checks the site, its templates included, and writes nothing; other hosts are asked with `--external` only.
pub fn check(shell: &Shell, args: &CheckArgs) -> Ended {
    let (inputs, scanned) = scan::scan(&shell.root)?;
    let options = pipeline::Options { links: args.external, ..(&args.publishing).into() };
    let prepared = pipeline::prepare(inputs, scanned, &options, clock);
    let site = &prepared.site;
    let language = shell.language(site.config.language);
    let mut findings = rendered(&prepared);
    if args.external {
        findings.extend(external::check(shell, args, site, &prepared.links, language));
    }
    findings.extend(prepared.findings);
    diag::sort(&mut findings);
    strict(&mut findings, args.strict);
    shell.tell(&findings, language);
    if findings.is_empty() {
        shell.say(language, "没有发现问题", "nothing to report");
    }
    let in_use = RULES.iter().filter(|rule| {
        site.config.checks.severity(rule.name) != Some(None)
            && (args.external || !rules::NAMES.contains(&rule.name))
    });
    let (zh, en) = say::checked(site.pages.len(), site.ledger.figures().len(), in_use.count());
    shell.say(language, &zh, &en);
    shell.summarize(&findings, language)?;
    Ok(verdict(&findings))
}

/// What is wrong with the templates. Where files have errors, the pages that stand on them are left out: they would fail for
/// the same reason once more. All pages stand on `site.toml`; with errors there, templates are only read.
fn rendered(prepared: &Prepared) -> Vec<Diagnostic> {
    let errors = prepared.findings.iter().filter(|it| it.severity == Severity::Error);
    let wrong: HashSet<&str> = errors.map(|it| &*it.place.file).collect();
    let renderer = match Renderer::new(&prepared.site, &prepared.plan, false) {
        Ok(renderer) => renderer,
        Err(findings) => return findings,
    };
    if wrong.contains("site.toml") {
        return Vec::new();
    }
    match renderer.run_some::<Infallible>(|origin| !wrong.contains(origin), &|_| Ok(())) {
        Err(Stop::Findings(mut findings)) => {
            // What fails beside errors may do so because of them: that is no bug until they are gone.
            findings.retain(|it| wrong.is_empty() || it.code != say::PANICKED);
            findings
        }
        Ok(()) | Err(Stop::Sink(_)) => Vec::new(),
    }
}
