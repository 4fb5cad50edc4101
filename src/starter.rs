//! The files of a new site, as `yaomu init` writes them: made of those in `starter/`, which are part of the program, and of the
//! table of settings.
//!
//! 1. [`region`] finds the region of the site.
//! 2. [`files`] fills in the answers.

#[cfg(test)]
mod tests;

use include_dir::{Dir, include_dir};

use crate::cli;
use crate::diag::{Diagnostic, Language, starter as say};
use crate::figures::region::{Level, NATION, RegionError, Regions};
use crate::reference::{self, Descriptions, Table};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// What a new site is about.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Language of its pages and of its files.
    pub language: Language,
    /// Name of the publication.
    pub name: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its region.
    pub region: OwnRegion,
    /// Its address.
    pub base_url: Option<String>,
}

/// The region of a new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRegion {
    /// Its code.
    pub code: String,
    /// The row that the site adds to the table of regions, where the table does not have it: name, level and parent.
    pub row: Option<(String, Level, String)>,
}

/// A file of a new site.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the site's folder, with forward slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// What it is to the site.
    pub part: Part,
}

/// What a file is to a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Every site has it.
    Frame,
    /// The row of its region, which belongs to the `site.toml` that names it.
    Region,
    /// An example, which a site with pages of its own does not need.
    Example,
}

/// The name of a site that is given none.
pub fn default_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "人大工作摘编",
        Language::English => "Congress Digest",
    }
}

/// The region that `written` names: one of the table, by code or name, or `code name` of one that it does not have. Where nothing
/// is written, a made-up county.
///
/// # Errors
/// What to say when there is none, several fit, or it is there no more.
pub fn region(written: &str, language: Language) -> Result<OwnRegion, Box<Diagnostic>> {
    let regions = Regions::builtin();
    let plain: String = written.trim().chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let written = &*plain;
    if written.is_empty() {
        let name = match language {
            Language::Chinese => "示例县",
            Language::English => "Example County",
        };
        return Ok(own_row("999999", name, regions));
    }
    match regions.find(written) {
        Ok(region) if region.valid_to.is_some() => {
            let successor = region.successor.as_deref().and_then(|code| regions.get(code));
            let successor = successor.map(|it| (&*it.code, &*it.name));
            Err(Box::new(say::ended_region(written, successor)))
        }
        Ok(region) => Ok(OwnRegion { code: region.code.clone(), row: None }),
        Err(error) => match code_and_name(written) {
            Some((code, name)) => match regions.get(code) {
                Some(known) if known.name != name => Err(Box::new(say::taken_code(code, &known.name))),
                Some(_) => region(code, language),
                None => Ok(own_row(code, name, regions)),
            },
            None => Err(Box::new(unknown(written, &error))),
        },
    }
}

fn unknown(written: &str, error: &RegionError<'_>) -> Diagnostic {
    match error {
        RegionError::Unknown { nearest } => {
            say::unknown_region(written, nearest.map(|it| (&*it.code, &*it.name)))
        }
        RegionError::Ambiguous { candidates } => {
            let shown: Vec<String> = candidates.iter().map(|it| format!("{} {}", it.code, it.name)).collect();
            say::ambiguous_region(written, &shown)
        }
    }
}

/// `330106 西湖区` taken apart.
fn code_and_name(written: &str) -> Option<(&str, &str)> {
    let (code, name) = written.split_once(char::is_whitespace)?;
    let name = name.trim();
    let is_code = matches!(code.len(), 6 | 9) && code.bytes().all(|it| it.is_ascii_digit());
    (is_code && !name.is_empty()).then_some((code, name))
}

/// A region with a row of its own: its code tells its level, and what it lies in as far as the table goes.
fn own_row(code: &str, name: &str, regions: &Regions) -> OwnRegion {
    let level = match code {
        _ if code.len() > 6 => Level::Township,
        _ if code.ends_with("0000") => Level::Province,
        _ if code.ends_with("00") => Level::Prefecture,
        _ => Level::County,
    };
    let above = [
        code.get(..6).unwrap_or_default().to_owned(),
        format!("{:0<6}", &code[..4]),
        format!("{:0<6}", &code[..2]),
    ];
    let parent = above.into_iter().find(|it| it != code && regions.get(it).is_some());
    let row = (name.to_owned(), level, parent.unwrap_or_else(|| NATION.to_owned()));
    OwnRegion { code: code.to_owned(), row: Some(row) }
}

/// All files of a new site, `site.toml` last: once it is there, the site has begun.
pub fn files(answers: &Answers) -> Vec<File> {
    let language = answers.language;
    let folder = match language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    let mut files: Vec<File> = embedded(&STARTER)
        .into_iter()
        .filter_map(|(path, text)| {
            let path = match path.strip_prefix(folder).and_then(|it| it.strip_prefix('/')) {
                Some(rest) => rest.to_owned(),
                None => place(path)?.to_owned(),
            };
            let part = if path.contains("example") { Part::Example } else { Part::Frame };
            Some(File { path, text: filled(text, answers), part })
        })
        .collect();
    let mut made = |path: &str, text: String| {
        let part = if path.ends_with("regions.csv") { Part::Region } else { Part::Frame };
        files.push(File { path: path.to_owned(), text, part });
    };
    made("static/.gitkeep", String::new());
    made(".vscode/front-matter.code-snippets", reference::snippets(language));
    made(".vscode/front-matter.schema.json", reference::schema_text(Table::FrontMatter, Descriptions::Both));
    made(".vscode/site.schema.json", reference::schema_text(Table::Settings, Descriptions::Both));
    if let Some((name, level, parent)) = &answers.region.row {
        let name = csv_cell(name);
        let code = &answers.region.code;
        made(
            "content/_data/regions.csv",
            format!("code,name,level,parent\n{code},{name},{},{parent}\n", level.letter()),
        );
    }
    made("site.toml", settings(answers));
    files
}

/// Where a file that is the same in both languages goes; none for those of the other language.
fn place(path: &str) -> Option<&str> {
    match path {
        "gitignore" => Some(".gitignore"),
        "pages.yml" => Some(".github/workflows/pages.yml"),
        "vscode/settings.json" => Some(".vscode/settings.json"),
        "vscode/extensions.json" => Some(".vscode/extensions.json"),
        _ => None,
    }
}

/// Path and text of each file, by path.
fn embedded(dir: &'static Dir<'static>) -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<_> =
        dir.files().filter_map(|it| Some((it.path().to_str()?, it.contents_utf8()?))).collect();
    found.extend(dir.dirs().flat_map(embedded));
    found.sort_unstable();
    found
}

/// A text with the answers in it.
fn filled(text: &str, answers: &Answers) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // In one pass: an answer may look like a place to be filled in.
    while let Some((before, (name, after))) =
        rest.split_once("{{ ").and_then(|(before, rest)| Some((before, rest.split_once(" }}")?)))
    {
        filled.push_str(before);
        match name {
            "name" => filled.push_str(&quoted(&answers.name)),
            "title" => filled.push_str(&answers.name),
            "region" => filled.push_str(&quoted(&answers.region.code)),
            "code" => filled.push_str(&answers.region.code),
            "repository" => filled.push_str(cli::repository().unwrap_or_default()),
            // An expression of a workflow.
            _ => {
                filled.push_str("{{ ");
                rest = &rest[before.len() + 3..];
                continue;
            }
        }
        rest = after;
    }
    filled + rest
}

fn settings(answers: &Answers) -> String {
    let language = answers.language;
    let mut set = vec![
        ("title", quoted(&answers.name)),
        ("base_url", quoted(answers.base_url.as_deref().unwrap_or_default())),
        ("region", quoted(&answers.region.code)),
        ("publication.name", quoted(&answers.name)),
    ];
    let (word, sections) = match language {
        Language::Chinese => ("zh-CN", ["动态", "报告", "简报", "关于"]),
        Language::English => ("en", ["News", "Reports", "Bulletins", "About"]),
    };
    set.push(("language", quoted(word)));
    let paths = ["news/", "reports/", "issues/", "about.md"];
    let entries = sections
        .iter()
        .zip(paths)
        .map(|(title, path)| format!("  {{ title = \"{title}\", path = \"{path}\" }},\n"));
    set.push(("nav", format!("[\n{}]", entries.collect::<String>())));
    if let Some(publisher) = &answers.publisher {
        set.push(("publication.publisher", quoted(publisher)));
    }
    reference::site_toml(&set, language)
}

/// In quotes, as TOML, YAML and JSON read it alike.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|it| !it.is_control()).collect();
    serde_json::Value::String(plain).to_string()
}

/// As a cell of a CSV file.
fn csv_cell(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
