//! `yaomu build`: scan, prepare, render, write.

use std::path::Path;

use super::{Ended, Shell, clock, strict, verdict};
use crate::cli::BuildArgs;
use crate::diag::{self, Severity, build as say};
use crate::pipeline;
use crate::render::{self, Renderer, Stop};
use crate::scan;
use crate::write::{self, Target, Writer};

/// Builds the site into its output folder. Where the content has errors, nothing is written.
pub fn build(shell: &Shell, args: &BuildArgs) -> Ended {
    let out = shell.root.join(&args.output);
    let home = shell.home();
    let target = Target { out: &out, root: &shell.root, home: home.as_deref() };
    let (inputs, scanned) = scan::scan(&shell.root)?;
    let prepared = pipeline::prepare(inputs, scanned, &(&args.publishing).into(), clock);
    let language = shell.language(prepared.site.config.language);
    let mut findings = prepared.findings;
    findings.retain(|it| it.severity != Severity::Note);
    strict(&mut findings, args.strict);
    if diag::has_errors(&findings) {
        return Ok(give_up(shell, &out, findings, Vec::new(), language));
    }
    let renderer = match Renderer::new(&prepared.site, &prepared.plan, args.portable) {
        Ok(renderer) => renderer,
        Err(wrong) => return Ok(give_up(shell, &out, findings, wrong, language)),
    };
    let writer = Writer::begin(&target)?;
    let put = |artifact: render::Artifact<'_>| match &artifact.content {
        render::Content::Bytes(bytes) => writer.put(&artifact.path, write::Content::Bytes(bytes)),
        render::Content::Copy(file) => writer.put(&artifact.path, write::Content::Copy(file)),
        render::Content::Drawn(it) => writer.put_drawn(&artifact.path, it.fingerprint, &*it.draw),
    };
    match renderer.run(&put) {
        Ok(()) => {}
        Err(Stop::Sink(failure)) => return Err(failure),
        Err(Stop::Findings(wrong)) => return Ok(give_up(shell, &out, findings, wrong, language)),
    }
    // Before anything is swapped in: under `--strict` a site that is too large changes nothing.
    findings.extend(writer.weight().beyond(&prepared.site.config.limits));
    diag::sort(&mut findings);
    strict(&mut findings, args.strict);
    if diag::has_errors(&findings) {
        return Ok(give_up(shell, &out, findings, Vec::new(), language));
    }
    let report = writer.commit()?;
    shell.tell(&findings, language);
    let (zh, en) = say::built(&report, &out);
    shell.say(language, &zh, &en);
    Ok(0)
}

/// Tells what is wrong, with the templates too beside what was found before, and that nothing was written.
fn give_up(
    shell: &Shell,
    out: &Path,
    mut findings: Vec<diag::Diagnostic>,
    wrong: Vec<diag::Diagnostic>,
    language: diag::Language,
) -> u8 {
    findings.extend(wrong);
    diag::sort(&mut findings);
    shell.tell(&findings, language);
    let (zh, en) = say::not_built(out.exists());
    shell.say(language, &zh, &en);
    verdict(&findings)
}
