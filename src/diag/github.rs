//! Diagnostics as workflow commands of GitHub Actions, which shows each on its line of a pull request; and the same as
//! Markdown, for the page of the run.
//!
//! GitHub takes the first ten of a kind from each step and drops the others. They are given all the same: in the log each
//! stands as a line, so those behind the tenth begin with their place.

use std::fmt::Write as _;

use super::{Diagnostic, Language, Severity};

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;

/// Largest summary that we write, in bytes: GitHub refuses one of more than a mebibyte.
const LARGEST_SUMMARY: usize = 900_000;

/// A command a line, in `language`. Before the path of each file stands `prefix`, the way from the repository's root to the
/// site's; without one the files are none of the repository, and not named.
pub fn github(list: &[Diagnostic], language: Language, prefix: Option<&str>) -> String {
    let mut out = String::new();
    let mut counts = [0; 3];
    for it in list {
        let nth = &mut counts[it.severity as usize];
        *nth += 1;
        push(&mut out, it, language, prefix, *nth > SHOWN);
    }
    if counts.iter().any(|&count| count > SHOWN) {
        out.push_str(match language {
            Language::Chinese => "GitHub 每一步每种只标注前 10 处，其余只在日志里\n",
            Language::English => {
                "GitHub annotates ten of a kind for each step; the rest stands in this log\n"
            }
        });
    }
    out
}

fn push(out: &mut String, it: &Diagnostic, language: Language, prefix: Option<&str>, in_log_only: bool) {
    let command = match it.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let _ = write!(out, "::{command} ");
    let place = &it.place;
    if let Some(prefix) = prefix {
        let _ = write!(out, "file={},", property(&format!("{prefix}{}", place.file)));
        if place.line > 0 && !place.in_workbook() {
            let end = place.column.saturating_add(place.length);
            let _ = write!(out, "line={},col={},endColumn={end},", place.line, place.column);
        }
    }
    let _ = write!(out, "title={}::", property(it.code));
    if in_log_only && let Some(prefix) = prefix {
        out.push_str(&data(&format!("{prefix}{}: ", at(it))));
    }
    out.push_str(&data(&it.told(language)));
    if let Some(help) = &it.help {
        out.push_str("%0A");
        out.push_str(&data(help.text(language)));
    }
    out.push('\n');
}

/// `content/a.md:3:5`.
fn at(it: &Diagnostic) -> String {
    let place = &it.place;
    match place.line {
        line if line == 0 || place.in_workbook() => place.file.to_string(),
        line => format!("{}:{line}:{}", place.file, place.column),
    }
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The list as a table in Markdown, as much of it as GitHub takes.
pub fn summary(list: &[Diagnostic], language: Language, prefix: &str) -> String {
    let (title, head, none) = match language {
        Language::Chinese => ("Yaomu 检查", ["级别", "位置", "问题"], "没有发现问题"),
        Language::English => ("Yaomu check", ["severity", "place", "finding"], "nothing to report"),
    };
    if list.is_empty() {
        return format!("### {title}\n\n{none}\n");
    }
    let mut out = format!("### {title}\n\n| {} |\n| --- | --- | --- |\n", head.join(" | "));
    for it in list {
        let severity = match it.severity {
            Severity::Error => "❌",
            Severity::Warning => "⚠️",
            Severity::Note => "ℹ️",
        };
        let place = cell(&format!("{prefix}{}", at(it)));
        let message = cell(&it.told(language));
        let row = format!("| {severity} | {place} | {message}<br>{} |\n", it.code);
        if out.len() + row.len() > LARGEST_SUMMARY {
            out.push_str("\n…\n");
            break;
        }
        out.push_str(&row);
    }
    out
}

/// Text as it is in a cell of a table: nothing in it is Markdown or HTML, but for the backticks of our own messages.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push(' '),
            '|' | '\\' | '*' | '_' | '[' | ']' | '@' | '~' | '`' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Cells, Place};

    fn finding(severity: Severity, file: &str, message: &str) -> Diagnostic {
        let place = Place::in_text(file, "甲：94.53%\n", 6..12);
        Diagnostic { severity, ..Diagnostic::error("dead-link", place, message, message) }
    }

    #[test]
    fn a_finding_is_a_command() {
        let list = [
            finding(Severity::Error, "content/a.md", "应为 94.35%\r\n或者").help("第一行\n第二行", "x"),
            finding(Severity::Warning, "content/a,b:c.md", "x"),
            Diagnostic::note("no-site-toml", Place::file("site.toml"), "x", "x"),
        ];
        assert_eq!(
            github(&list, Language::Chinese, Some("site/")),
            "::error file=site/content/a.md,line=1,col=3,endColumn=9,title=dead-link::应为 94.35%25%0D%0A或者%0A第一行%0A第二行\n\
             ::warning file=site/content/a%2Cb%3Ac.md,line=1,col=3,endColumn=9,title=dead-link::x\n\
             ::notice file=site/site.toml,title=no-site-toml::x\n"
        );
        assert_eq!(github(&list[2..], Language::English, None), "::notice title=no-site-toml::x\n");
    }

    #[test]
    fn a_cell_of_a_workbook_is_named_and_no_line() {
        let cells = Cells { sheet: Some("数据".into()), row: 5, columns: (3, 3), shown_at: 1 };
        let place = Place { line: 5, column: 3, cells: Some(Box::new(cells)), ..Place::file("a.xlsx") };
        let list = [Diagnostic::error("bad-cell", place, "错", "wrong")];
        let said = github(&list, Language::Chinese, Some(""));
        assert_eq!(said, "::error file=a.xlsx,title=bad-cell::数据!C5：错\n");
        assert!(summary(&list, Language::English, "").contains("| a.xlsx | 数据!C5: wrong<br>"));
    }

    #[test]
    fn words_of_the_content_are_no_commands() {
        let said = github(
            &[finding(Severity::Error, "a\n::warning::b", "a\n::stop-commands::x")],
            Language::English,
            Some(""),
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }

    #[test]
    fn behind_the_tenth_the_place_is_said_in_the_log() {
        let list: Vec<Diagnostic> =
            (0..12).map(|_| finding(Severity::Warning, "content/a.md", "m")).collect();
        let said = github(&list, Language::English, Some("site/"));
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines.len(), 13);
        assert!(lines[9].ends_with("::m"), "{}", lines[9]);
        assert!(lines[10].ends_with("::site/content/a.md:1:3: m"), "{}", lines[10]);
        assert!(lines[12].starts_with("GitHub annotates ten"), "{}", lines[12]);
    }

    #[test]
    fn the_summary_is_a_table_of_plain_words() {
        let list = [finding(Severity::Error, "content/a|b.md", "`<img>` @all\n| x |")];
        assert_eq!(
            summary(&list, Language::English, ""),
            "### Yaomu check\n\n| severity | place | finding |\n| --- | --- | --- |\n\
             | ❌ | content/a&#124;b.md:1:3 | &#96;&lt;img&gt;&#96; &#64;all &#124; x &#124;<br>dead-link |\n"
        );
        assert!(summary(&[], Language::Chinese, "").contains("没有发现问题"));
    }
}
