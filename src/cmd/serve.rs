//! `yaomu serve`: the site from memory, which follows its sources as they change.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf, absolute};
use std::sync::{Mutex, PoisonError};

use super::{Ended, Shell, clock};
use crate::cli::ServeArgs;
use crate::diag::build::{self as say, Doing, Failure};
use crate::diag::{self, Diagnostic, Language, Severity};
use crate::preview::{self, File, Preview, Sources, Step};
use crate::scan;
use crate::serve::{Event, News, Options, Served, Server, Source, Task};

/// Serves the site until the process is asked to end; nothing is written to disk.
pub fn serve(shell: &Shell, args: &ServeArgs) -> Ended {
    // A folder that holds no site is told before a port is taken.
    scan::is_site(&shell.root)?;
    let root = whole(&shell.root).map_err(|error| say::disk(Doing::Reading, &shell.root, &error))?;
    let server = Server::bind(&options(shell, args, &root))?;
    let stopper = server.stopper();
    let of_signal = stopper.clone();
    // Where signals cannot be had, an interrupt ends the process as it always does.
    let _ = ctrlc::set_handler(move || of_signal.stop());
    let within = root.clone();
    let sources = preview::Options {
        root,
        today: args.today,
        drafts: args.drafts,
        future: args.future,
        url: server.url(),
    };
    let shown = Shown { preview: Preview::default(), shell, told: Mutex::default() };
    let mut sources = Sources::new(sources, clock);
    let (mut told, failed) = (Told::default(), RefCell::new(None));
    // Why the sources could not be read when that was last tried.
    let mut behind: Option<String> = None;
    let follow = |task: Task<'_>, tell: &dyn Fn(News)| {
        let step = match task {
            Task::Show(changed) => sources.follow(&shown.preview, changed),
            // What could not be read may be there again; until it is, nothing is settled.
            Task::Settle if behind.is_some() => sources.follow(&shown.preview, &[]).map(|first| {
                behind = None;
                let step = sources.settle(&shown.preview);
                Step { is_other: first.is_other || step.is_other, ..step }
            }),
            Task::Settle => Ok(sources.settle(&shown.preview)),
        };
        let language = shell.language(sources.language().unwrap_or_default());
        match step {
            Ok(step) => tell(told.news(shell, step, language)),
            Err(failure) if shown.is_ready() => {
                let problem = diag::human(std::slice::from_ref(&*failure.diagnostic), shell.language, false);
                if behind.as_ref() != Some(&problem) {
                    shell.tell_failure(&failure);
                }
                tell(News { problems: Some(Some(problem.clone())), ..News::default() });
                behind = Some(problem);
            }
            Err(failure) => {
                stopper.stop();
                failed.replace(Some(failure));
            }
        }
    };
    let report = |event: Event<'_>| {
        if matches!(event, Event::Ended) {
            shown.preview.end();
        }
        let (zh, en) = match event {
            Event::Changed(files) => {
                let inside = |it: &PathBuf| it.strip_prefix(&within).unwrap_or(it).to_owned();
                say::serving(&Event::Changed(&files.iter().map(inside).collect::<Vec<_>>()))
            }
            other => say::serving(&other),
        };
        shell.say(shell.language, &zh, &en);
    };
    server.run(&shown, follow, report)?;
    failed.into_inner().map_or(Ok(0), Err::<u8, Failure>)
}

/// The whole path of `root`. Where a link leads to it, some systems name what has changed by the path without the link.
fn whole(root: &Path) -> io::Result<PathBuf> {
    // On Windows that path would be one that people and other programs do not read.
    if cfg!(windows) { absolute(root) } else { root.canonicalize().or_else(|_| absolute(root)) }
}

fn options(shell: &Shell, args: &ServeArgs, root: &Path) -> Options {
    Options {
        address: args.address,
        port: args.port,
        base_path: args.base_path.clone(),
        hosts: args.host.clone(),
        watch: ["site.toml", "content", "templates", "static"].map(|name| root.join(name)).to_vec(),
        ignore: vec![root.join("public")],
        open: args.open,
        language: shell.language,
    }
}

/// What was last told, so that the same is not told again after every change.
#[derive(Default)]
struct Told {
    findings: String,
}

impl Told {
    /// Tells on the terminal what is new, and makes of a step what open pages hear.
    fn news(&mut self, shell: &Shell, step: Step, language: Language) -> News {
        let mut findings = step.findings;
        findings.retain(|it| it.severity != Severity::Note);
        let problems = problems(&findings, language);
        if step.is_settled {
            let text = diag::human(&findings, language, false);
            if text != self.findings {
                shell.tell(&findings, language);
                self.findings = text;
            }
            let count = |severity| findings.iter().filter(|it| it.severity == severity).count();
            let (zh, en) = say::settled(count(Severity::Error), count(Severity::Warning));
            shell.say(language, &zh, &en);
        }
        // What is not told the short way may be wrong all the same: only the whole way takes a message back.
        let problems = (step.is_settled || problems.is_some()).then_some(problems);
        News { is_fresh: step.is_other, files: step.files, problems }
    }
}

/// What stands over the pages: errors, as warnings keep nothing from being published.
fn problems(findings: &[Diagnostic], language: Language) -> Option<String> {
    let errors: Vec<Diagnostic> =
        findings.iter().filter(|it| it.severity == Severity::Error).cloned().collect();
    (!errors.is_empty()).then(|| diag::human(&errors, language, false))
}

struct Shown<'a> {
    preview: Preview,
    shell: &'a Shell,
    /// What could not be made and is told on the terminal.
    told: Mutex<HashSet<String>>,
}

impl Source for Shown<'_> {
    fn is_ready(&self) -> bool {
        self.preview.is_ready()
    }

    fn find(&self, path: &str) -> Option<Served> {
        Some(match self.preview.file(path)? {
            File::Bytes(bytes) => Served::Bytes(bytes),
            File::OnDisk(file) => Served::File(file),
            File::Broken { last, why } => {
                let language = self.shell.language;
                let said = diag::human(std::slice::from_ref(&*why), language, false);
                let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
                if told.insert(said.clone()) {
                    self.shell.tell(&[*why], language);
                }
                Served::Broken { last, why: said }
            }
        })
    }

    fn has(&self, path: &str) -> bool {
        self.preview.has(path)
    }
}
