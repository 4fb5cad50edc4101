//! `yaomu serve`: the site from memory, built again whenever a source changes.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use super::{Ended, Shell, clock};
use crate::cli::ServeArgs;
use crate::diag::{self, Language, build as say};
use crate::pipeline;
use crate::render::{Content, Renderer, Stop};
use crate::scan;
use crate::serve::{Event, Generation, Options, Outcome, Served, serve as run};

/// Serves the site until the process is ended; nothing is written to disk.
pub fn serve(shell: &Shell, args: &ServeArgs) -> Ended {
    let root = &shell.root;
    let options = Options {
        address: args.address,
        port: args.port,
        base_path: args.base_path.clone(),
        hosts: args.host.clone(),
        watch: ["site.toml", "content", "templates", "static"].map(|name| root.join(name)).to_vec(),
        ignore: vec![root.join("public")],
        open: args.open,
        language: shell.language,
    };
    // A folder that holds no site is told before a port is taken.
    scan::scan(root)?;
    let rebuild = || generation(shell, args);
    let report = |event: Event<'_>| {
        let (zh, en) = say::serving(&event);
        shell.say(shell.language, &zh, &en);
    };
    run(&options, rebuild, report)?;
    Ok(0)
}

/// Builds the site into memory; what is wrong is told here and over the pages.
fn generation(shell: &Shell, args: &ServeArgs) -> Outcome {
    let publishing = pipeline::Options {
        today: args.today,
        drafts: args.drafts,
        future: args.future,
        base_url: Some("http://localhost/".to_owned()),
        links: false,
    };
    let (inputs, scanned) = match scan::scan(&shell.root) {
        Ok(scanned) => scanned,
        Err(failure) => return failed(shell, &[*failure.diagnostic], shell.language),
    };
    let prepared = pipeline::prepare(inputs, scanned, &publishing, clock);
    let language = shell.language(prepared.site.config.language);
    let findings = prepared.findings;
    if !diag::can_be_shown(&findings) {
        return failed(shell, &findings, language);
    }
    let files = Mutex::new(HashMap::new());
    let keep = |path: String, served: Served| {
        if let Ok(mut files) = files.lock() {
            files.insert(path, served);
        }
    };
    let rendered = Renderer::new(&prepared.site, &prepared.plan, false).map(|renderer| {
        renderer.run::<Infallible>(&|artifact| {
            let served = match artifact.content {
                Content::Bytes(bytes) => Served::Bytes(bytes.into()),
                Content::Copy(file) => Served::File(file.to_owned()),
                Content::Drawn(it) => Served::Page(Arc::new(move || Ok((it.draw)()))),
            };
            keep(artifact.path.into_owned(), served);
            Ok(())
        })
    });
    match rendered {
        Err(wrong) | Ok(Err(Stop::Findings(wrong))) => failed(shell, &wrong, language),
        Ok(Ok(()) | Err(Stop::Sink(_))) => {
            shell.tell(&findings, language);
            // What is wrong and does not keep its page from being shown is told over the new site.
            let problems = diag::has_errors(&findings).then(|| diag::human(&findings, language, false));
            let files = files.into_inner().unwrap_or_default();
            Outcome { generation: Some(Generation { files }), problems }
        }
    }
}

fn failed(shell: &Shell, findings: &[diag::Diagnostic], language: Language) -> Outcome {
    shell.tell(findings, language);
    Outcome { generation: None, problems: Some(diag::human(findings, language, false)) }
}
