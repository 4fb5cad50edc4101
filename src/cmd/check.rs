//! `yaomu check`: the pipeline without its last stage.

use std::convert::Infallible;

use super::{Ended, Shell, clock, strict, verdict};
use crate::cli::CheckArgs;
use crate::diag;
use crate::pipeline;
use crate::render::{Renderer, Stop};
use crate::scan;

/// Checks the site, its templates included, and writes nothing.
pub fn check(shell: &Shell, args: &CheckArgs) -> Ended {
    let (inputs, scanned) = scan::scan(&shell.root)?;
    let prepared = pipeline::prepare(inputs, scanned, &(&args.publishing).into(), clock);
    let language = shell.language(prepared.site.config.language);
    let mut findings = prepared.findings;
    if !diag::has_errors(&findings) {
        let rendered = Renderer::new(&prepared.site, &prepared.plan, false)
            .map(|renderer| renderer.run::<Infallible>(&|_| Ok(())));
        match rendered {
            Err(wrong) | Ok(Err(Stop::Findings(wrong))) => findings.extend(wrong),
            Ok(Ok(()) | Err(Stop::Sink(_))) => {}
        }
        diag::sort(&mut findings);
    }
    strict(&mut findings, args.strict);
    shell.tell(&findings, language);
    if findings.is_empty() {
        shell.say(language, "没有发现问题", "nothing to report");
    }
    Ok(verdict(&findings))
}
