//! What is said of a command line that is wrong. In English clap says it; in Chinese the sentences are ours, made of what clap has
//! found out: its kind of error and the words that belong to it.

use std::error::Error as _;
use std::fmt;
use std::io;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::chinese;
use crate::diag::Language;

/// A command line that leads to no command: it is wrong, or it asks for help or the version.
#[derive(Debug)]
pub struct Refused {
    pub(super) error: clap::Error,
    pub(super) language: Language,
}

impl Refused {
    /// The exit code of the process: 0 for help, else 2.
    pub fn exit_code(&self) -> u8 {
        u8::try_from(self.error.exit_code()).unwrap_or(2)
    }

    /// What is said, where it is not clap that says it.
    fn own(&self) -> Option<String> {
        let is_page = matches!(
            self.error.kind(),
            ErrorKind::DisplayHelp
                | ErrorKind::DisplayVersion
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        );
        (self.language == Language::Chinese && !is_page).then(|| sentences(&self.error))
    }

    /// Tells it: help on standard output, what is wrong on `err`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&self, err: &mut dyn io::Write) -> io::Result<()> {
        match self.own() {
            Some(text) => err.write_all(text.as_bytes()).and_then(|()| err.flush()),
            None => self.error.print(),
        }
    }
}

/// What a value must be like, in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl fmt::Display for Wanted {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.en)
    }
}

impl std::error::Error for Wanted {}

/// The error in Chinese: what is wrong, what comes near, how the command is called.
fn sentences(error: &clap::Error) -> String {
    let mut text = format!("错误: {}\n", wrong(error));
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    for words in near.iter().filter_map(|&kind| list(error, kind)) {
        text.push_str(&format!("  是不是 {words}？\n"));
    }
    if let Some(words) = list(error, ContextKind::ValidValue) {
        text.push_str(&format!("  可以写：{words}\n"));
    }
    if let (ErrorKind::UnknownArgument, Some(word)) = (error.kind(), one(error, ContextKind::InvalidArg))
        && error.get(ContextKind::Suggested).is_some()
    {
        text.push_str(&format!("  要把它当作值，写成 `-- {word}`\n"));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        text.push_str(&format!("\n用法: {}\n", usage.trim_start_matches("Usage:").trim()));
    }
    text.push_str("\n全部写法见 `--help`\n");
    text
}

/// What is wrong, in one sentence.
fn wrong(error: &clap::Error) -> String {
    let argument = one(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = one(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 `{argument}` 这个参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有 `{}` 这个命令", one(error, ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 后面没有写值"),
        ErrorKind::InvalidValue => format!("`{argument}` 不能写 `{value}`"),
        ErrorKind::ValueValidation => {
            let wanted = error.source().and_then(|it| it.downcast_ref::<Wanted>()).map(|it| it.zh);
            let wanted = wanted.or_else(|| chinese::wanted(&argument)).unwrap_or("写法不对");
            format!("`{argument}` 不能写 `{value}`：{wanted}")
        }
        ErrorKind::NoEquals => format!("`{argument}` 和值之间要写等号"),
        ErrorKind::TooManyValues => format!("`{argument}` 的值多了：`{value}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{argument}` 的值个数不对")
        }
        ErrorKind::ArgumentConflict => match list(error, ContextKind::PriorArg) {
            Some(prior) if prior != format!("`{argument}`") => {
                format!("`{argument}` 不能和 {prior} 一起用")
            }
            _ => format!("`{argument}` 只能写一次"),
        },
        ErrorKind::MissingRequiredArgument => {
            format!("还要写 {}", list(error, ContextKind::InvalidArg).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "没有写要做什么".to_owned(),
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字".to_owned(),
        _ => "命令写错了".to_owned(),
    }
}

/// The word of a kind, as it is.
fn one(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(" ")),
        _ => None,
    }
}

/// The words of a kind, in backticks.
fn list(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let words: Vec<&String> = match error.get(kind)? {
        ContextValue::String(word) => vec![word],
        ContextValue::Strings(words) => words.iter().collect(),
        _ => return None,
    };
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    (!quoted.is_empty()).then(|| quoted.join("、"))
}
