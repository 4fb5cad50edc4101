//! What a new site is about: as it is given, else asked where someone is there to answer, else by default.

use std::io::{BufRead, Write};

use crate::cli::InitArgs;
use crate::config::check_base_url;
use crate::diag::build::Failure;
use crate::diag::{Language, Said, starter as say};
use crate::starter::{self, Answers, OwnRegion};

/// Questions and answers.
pub struct Dialogue<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    language: Language,
}

impl<'a> Dialogue<'a> {
    /// One that is held in `language`.
    pub fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write, language: Language) -> Self {
        Self { input, output, language }
    }

    /// The answer to a question; none where it is left empty, or nobody answers any more.
    fn ask(&mut self, question: &Said) -> Option<String> {
        self.put(question.text(self.language));
        let mut bytes = Vec::new();
        let _ = self.input.read_until(b'\n', &mut bytes);
        if bytes.last() != Some(&b'\n') {
            self.put("\n");
        }
        plain(&String::from_utf8_lossy(&bytes))
    }

    /// What cannot be shown cannot be answered; the question goes unanswered.
    fn put(&mut self, text: &str) {
        let _ = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush());
    }
}

/// Takes what `args` gives and asks for the rest.
///
/// # Errors
/// A region that is given and is none.
pub fn answers(
    args: &InitArgs,
    language: Language,
    mut dialogue: Option<Dialogue<'_>>,
) -> Result<Answers, Failure> {
    let mut ask = |given: &Option<String>, question: &Said| match (given, &mut dialogue) {
        (Some(given), _) => plain(given),
        (None, Some(dialogue)) => dialogue.ask(question),
        (None, None) => None,
    };
    let name = ask(&args.name, &say::ask_name(starter::default_name(language)));
    let publisher = ask(&args.publisher, &say::ask_publisher());
    let region = match (&args.region, &mut dialogue) {
        (Some(given), _) => starter::region(given, language).map_err(Failure::usage)?,
        (None, Some(dialogue)) => ask_region(dialogue).map_err(Failure::usage)?,
        (None, None) => starter::region("", language).map_err(Failure::usage)?,
    };
    let base_url = match (&args.base_url, &mut dialogue) {
        (None, Some(dialogue)) => ask_base_url(dialogue),
        (given, _) => given.clone(),
    };
    let name = name.unwrap_or_else(|| starter::default_name(language).to_owned());
    Ok(Answers { language, name, publisher, region, base_url })
}

/// Asks until there is such a region; where the answer is left empty, that is one.
fn ask_region(dialogue: &mut Dialogue<'_>) -> Result<OwnRegion, Box<crate::diag::Diagnostic>> {
    while let Some(written) = dialogue.ask(&say::ask_region()) {
        match starter::region(&written, dialogue.language) {
            Ok(region) => return Ok(region),
            Err(wrong) => {
                let said = [Some(&wrong.message), wrong.help.as_ref()];
                let lines = said.into_iter().flatten().map(|it| format!("{}\n", it.text(dialogue.language)));
                dialogue.put(&lines.collect::<String>());
            }
        }
    }
    starter::region("", dialogue.language)
}

fn ask_base_url(dialogue: &mut Dialogue<'_>) -> Option<String> {
    loop {
        let written = dialogue.ask(&say::ask_base_url())?;
        match check_base_url(&written) {
            Some(address) => return Some(address),
            None => {
                let said = say::not_an_address();
                let line = format!("{}\n", said.text(dialogue.language));
                dialogue.put(&line);
            }
        }
    }
}

/// An answer without what no name has: spaces around it, control characters.
fn plain(answer: &str) -> Option<String> {
    let kept: String = answer.chars().filter(|it| !it.is_control()).collect();
    Some(kept.trim().to_owned()).filter(|it| !it.is_empty())
}
