//! `yaomu completions` and `yaomu man`: the command line described for a shell and for `man`, in the language of messages.

use std::fs;
use std::path::Path;

use clap_mangen::Man;

use super::{Ended, Shell, put};
use crate::cli::{self, CompletionsArgs, ManArgs};
use crate::diag::build::{Doing, Failure, disk};
use crate::diag::{Language, build as say};

/// Prints what lets a shell complete commands and options.
pub fn completions(shell: &Shell, args: &CompletionsArgs) -> Ended {
    let mut command = cli::command(shell.language);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "yaomu", &mut script);
    put(&script)?;
    Ok(0)
}

/// Prints the man page, or writes one for each command.
pub fn man(shell: &Shell, args: &ManArgs) -> Ended {
    let mut command = cli::command(shell.language);
    command.build();
    let Some(folder) = &args.output else {
        put(page(&command, "yaomu", shell.language).as_bytes())?;
        return Ok(0);
    };
    let folder = shell.root.join(folder);
    fs::create_dir_all(&folder).map_err(|error| disk(Doing::Writing, &folder, &error))?;
    let count = pages(&command, "yaomu", &folder, shell.language)?;
    let (zh, en) = say::man_pages_written(count, &folder);
    shell.say(shell.language, &zh, &en);
    Ok(0)
}

/// Writes the page of a command and of those in it, and counts them.
fn pages(command: &clap::Command, name: &str, folder: &Path, language: Language) -> Result<usize, Failure> {
    let file = folder.join(format!("{name}.1"));
    fs::write(&file, page(command, name, language)).map_err(|error| disk(Doing::Writing, &file, &error))?;
    let inner =
        command.get_subcommands().map(|it| pages(it, &format!("{name}-{}", it.get_name()), folder, language));
    inner.sum::<Result<usize, _>>().map(|count| count + 1)
}

/// The page of one command.
fn page(command: &clap::Command, name: &str, language: Language) -> String {
    let mut roff = Vec::new();
    // Writing into memory does not fail.
    let _ = Man::new(command.clone().display_name(name.to_owned())).title(name.to_owned()).render(&mut roff);
    let text = String::from_utf8_lossy(&roff).into_owned();
    if language == Language::English { text } else { in_chinese(&text) }
}

/// The headings of a page in Chinese: clap_mangen has them in English only.
fn in_chinese(text: &str) -> String {
    const HEADINGS: [(&str, &str); 6] = [
        (".SH NAME", ".SH 名称"),
        (".SH SYNOPSIS", ".SH 用法"),
        (".SH DESCRIPTION", ".SH 说明"),
        (".SH OPTIONS", ".SH 选项"),
        (".SH SUBCOMMANDS", ".SH 命令"),
        (".SH VERSION", ".SH 版本"),
    ];
    let heading = |line: &str| HEADINGS.iter().find(|(en, _)| *en == line).map(|(_, zh)| *zh);
    text.lines().map(|line| format!("{}\n", heading(line).unwrap_or(line))).collect()
}
