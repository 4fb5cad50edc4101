//! Diagnostics for people: the line, a caret under the words, and the way out.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Language, Severity};

/// All of `list` as text for a terminal, in `language`, with a last line that counts them. Empty for an empty list.
pub fn human(list: &[Diagnostic], language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for it in list {
        out.push_str(&one(it, language, &renderer));
        out.push_str("\n\n");
    }
    out.push_str(&summary(list, language));
    out
}

fn one(it: &Diagnostic, language: Language, renderer: &Renderer) -> String {
    let (level, help) = match (it.severity, language) {
        (Severity::Error, Language::Chinese) => (Level::ERROR.with_name("错误"), "帮助"),
        (Severity::Warning, Language::Chinese) => (Level::WARNING.with_name("警告"), "帮助"),
        (Severity::Note, Language::Chinese) => (Level::NOTE.with_name("提示"), "说明"),
        (Severity::Note, Language::English) => (Level::NOTE.with_name("note"), "note"),
        (Severity::Error, Language::English) => (Level::ERROR.with_name("error"), "help"),
        (Severity::Warning, Language::English) => (Level::WARNING.with_name("warning"), "help"),
    };
    let title = level.primary_title(it.message.text(language)).id(it.code);
    let place = &it.place;
    let mut group = if place.line == 0 {
        title.element(annotate_snippets::Origin::path(&*place.file))
    } else if let Some(cells) = &place.cells {
        let bytes = byte_range(&place.source, cells.shown_at, place.length);
        let origin = format!("{}:{}:{} ({})", place.file, place.line, place.column, cells.name());
        let row = Snippet::source(&*place.source).line_start(place.line as usize);
        title
            .element(annotate_snippets::Origin::path(origin))
            .element(row.annotation(AnnotationKind::Primary.span(bytes)))
    } else {
        let bytes = byte_range(&place.source, place.column, place.length);
        title.element(
            Snippet::source(&*place.source)
                .path(&*place.file)
                .line_start(place.line as usize)
                .annotation(AnnotationKind::Primary.span(bytes)),
        )
    };
    if let Some(way_out) = &it.help {
        group = group.element(Level::HELP.with_name(help).message(way_out.text(language)));
    }
    let shown = renderer.render(&[group]);
    if place.cells.is_none() {
        return shown;
    }
    // The renderer takes a snippet that has its place above it for one of another file, and marks it so.
    let is_mark = |line: &&str| line.trim_start().starts_with(":::");
    shown.lines().filter(|line| !is_mark(line)).collect::<Vec<_>>().join("\n")
}

/// The bytes of `length` characters of `line` from `column` on (from 1).
fn byte_range(line: &str, column: u32, length: u32) -> std::ops::Range<usize> {
    let byte = |nth: usize| line.char_indices().nth(nth).map_or(line.len(), |(at, _)| at);
    let first = column.saturating_sub(1) as usize;
    byte(first)..byte(first + length as usize)
}

fn summary(list: &[Diagnostic], language: Language) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| list.iter().filter(|it| it.severity == severity).count());
    let words = match language {
        Language::Chinese => ["处错误", "处警告", "处提示"],
        Language::English => ["error", "warning", "note"],
    };
    let said: Vec<String> = counts
        .into_iter()
        .zip(words)
        .filter(|&(count, _)| count > 0)
        .map(|(count, word)| match language {
            Language::English if count > 1 => format!("{count} {word}s"),
            _ => format!("{count} {word}"),
        })
        .collect();
    let comma = if language == Language::Chinese { "，" } else { ", " };
    if said.is_empty() { String::new() } else { said.join(comma) + "\n" }
}
