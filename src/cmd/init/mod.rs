//! `yaomu init`: begins a site in a folder, or adds to one what it lacks.
//!
//! 1. What is not given is asked, on a terminal ([`ask`]); a site that is there already answers for itself.
//! 2. The files are made ([`crate::starter`]) and those that are missing written ([`lay`]); nothing is overwritten.
//! 3. What was left alone is named, and what to do next.

mod ask;
mod lay;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{IsTerminal, stderr, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Ended, Shell};
use crate::cli::{Format, InitArgs};
use crate::config;
use crate::diag::build::{Doing, Failure, disk};
use crate::diag::{Language, Said, starter as say};
use crate::parse::fields::Findings;
use crate::starter::{self, Answers, File, Part};
use ask::Dialogue;

/// Writes what is missing of a new site.
pub fn init(shell: &Shell, args: &InitArgs) -> Ended {
    let dir = if shell.root == Path::new(".") { args.dir.clone() } else { shell.root.join(&args.dir) };
    lay::look(&dir)?;
    let begun = begun(&dir)?;
    let answers = match &begun {
        Some(begun) => Answers {
            language: begun.language,
            name: if begun.title.is_empty() {
                starter::default_name(begun.language).to_owned()
            } else {
                begun.title.clone()
            },
            publisher: None,
            region: starter::region("", begun.language).map_err(Failure::usage)?,
            base_url: None,
        },
        None => answers(shell, args)?,
    };
    let has_pages = has_pages(&dir, &answers);
    let wanted = |file: &File| match file.part {
        Part::Frame => true,
        Part::Region => begun.is_none(),
        Part::Example => begun.is_none() && !has_pages,
    };
    let files: Vec<File> = starter::files(&answers).into_iter().filter(wanted).collect();
    let laid = lay::lay(&dir, &files)?;
    let tell = |said: &Said| shell.say(shell.language, &said.zh, &said.en);
    laid.left.iter().for_each(|path| tell(&say::left_alone(path)));
    tell(&say::written(laid.written, &dir));
    tell(&say::next_steps(&dir));
    if shell.format == Format::Json {
        shell.tell(&[], shell.language);
    }
    Ok(0)
}

/// A site that is there.
struct Begun {
    title: String,
    language: Language,
}

fn begun(dir: &Path) -> Result<Option<Begun>, Failure> {
    let file = dir.join("site.toml");
    if file.symlink_metadata().is_err() {
        return Ok(None);
    }
    let bytes = fs::read(&file).map_err(|error| disk(Doing::Reading, &file, &error))?;
    // What is wrong with it, `yaomu check` says.
    let name: Arc<str> = "site.toml".into();
    let config = config::read(&name, &String::from_utf8_lossy(&bytes), &Findings::default());
    Ok(Some(Begun { title: config.title, language: config.language }))
}

/// Whether there are pages in `content` that a new site does not have.
fn has_pages(dir: &Path, answers: &Answers) -> bool {
    let ours: Vec<PathBuf> = starter::files(answers).iter().map(|it| dir.join(&it.path)).collect();
    walkdir::WalkDir::new(dir.join("content"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|it| it == "md"))
        .any(|entry| !ours.iter().any(|it| it == entry.path()))
}

fn answers(shell: &Shell, args: &InitArgs) -> Result<Answers, Failure> {
    let to_people = stdin().is_terminal() && stderr().is_terminal() && shell.format == Format::Human;
    if args.yes || !to_people {
        let all_given = args.name.is_some()
            && args.publisher.is_some()
            && args.region.is_some()
            && args.base_url.is_some();
        if !args.yes && !all_given {
            let said = say::nobody_to_ask();
            shell.say(shell.language, &said.zh, &said.en);
        }
        return ask::answers(args, shell.language, None);
    }
    let mut input = stdin().lock();
    let mut output = stderr().lock();
    let dialogue = Dialogue::new(&mut input, &mut output, shell.language);
    ask::answers(args, shell.language, Some(dialogue))
}
