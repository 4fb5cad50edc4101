//! Folder and name of a new file.
//!
//! 1. [`folder`]: the one asked for; else the one whose `_index.md` says the kind; else the one that has most pages of it; else the
//!    usual one. A plain page goes to the root: what stands in other folders belongs together.
//!    Never one behind a symbolic link.
//! 2. A name of Latin letters: those of `--name`, else those of the title, else a counter.
//! 3. [`free`]: neither a file nor an address of the site is taken twice.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;

use crate::assemble::{Site, home_of};
use crate::diag::build::Failure;
use crate::diag::{Said, new as say};
use crate::digest::Kind;
use crate::path;
use crate::scan::is_dropping;

/// The folder to put a page of `kind` into, from `content/`: `news/`, empty for the root.
///
/// # Errors
/// When the folder asked for is none of the site's.
pub fn folder(
    site: &Site,
    kind: Kind,
    asked: Option<&Path>,
    notes: &mut Vec<Said>,
) -> Result<String, Failure> {
    if let Some(asked) = asked {
        return inside(asked).ok_or_else(|| say::folder_outside(asked));
    }
    if kind == Kind::Page {
        return Ok(String::new());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in site.pages.iter().filter(|page| page.kind == kind) {
        *counts.entry(home_of(&page.document.file)).or_default() += 1;
    }
    let mut declared: Vec<&str> = site
        .sections
        .iter()
        .filter_map(|section| section.index.as_ref())
        .filter(|index| index.meta.kind == Some(kind))
        .map(|index| home_of(&index.file))
        .collect();
    if declared.is_empty() {
        declared = counts.keys().copied().collect();
    }
    // Of several with as many pages, the first by name.
    declared.sort_by_key(|folder| (std::cmp::Reverse(counts.get(folder).copied().unwrap_or(0)), *folder));
    let Some((first, others)) = declared.split_first() else { return Ok(usual(kind).to_owned()) };
    if !others.is_empty() {
        notes.push(say::folder_chosen(first, others));
    }
    Ok((*first).to_owned())
}

/// Where pages of a kind usually stand.
fn usual(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "news/",
        Kind::Report => "reports/",
        Kind::Issue => "issues/",
        Kind::Page => "",
    }
}

/// `folder` as one of `content/`, with a closing slash; it may be written from the site's folder as well.
fn inside(folder: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in folder.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => parts.push(name.to_str()?),
            _ => return None,
        }
    }
    if parts.first() == Some(&"content") {
        parts.remove(0);
    }
    let fits = |name: &&str| path::check_name(name).is_ok() && !name.starts_with('_') && !is_dropping(name);
    parts.iter().all(fits).then(|| parts.iter().map(|name| format!("{name}/")).collect())
}

/// Sees to it that no link stands on the way to a folder of `content/`: what is behind one is not read, and may lie anywhere.
///
/// # Errors
/// When one does.
pub fn without_links(root: &Path, folder: &str) -> Result<(), Failure> {
    let mut way = PathBuf::from("content");
    for name in folder.split_terminator('/') {
        way.push(name);
        if root.join(&way).symlink_metadata().is_ok_and(|it| it.is_symlink()) {
            return Err(say::folder_is_link(&way));
        }
    }
    Ok(())
}

/// The kind that pages of a folder have when they name none.
pub fn default_kind(site: &Site, folder: &str) -> Kind {
    let indexes = site.sections.iter().filter_map(|section| section.index.as_ref());
    let kinds = indexes.filter_map(|index| Some((home_of(&index.file), index.meta.kind?)));
    let above = kinds.filter(|(home, _)| folder.starts_with(home));
    above.max_by_key(|(home, _)| home.len()).map_or(Kind::Article, |(_, kind)| kind)
}

/// A name that the user gives.
///
/// # Errors
/// When no page can have it.
pub fn checked(name: &str) -> Result<String, Failure> {
    let name = name.trim().strip_suffix(".md").unwrap_or(name.trim());
    let is_index = matches!(name, "index" | "_index");
    if path::check_name(name).is_err() || is_index || is_dropping(name) {
        return Err(say::bad_name(name));
    }
    Ok(name.to_owned())
}

/// A name without `.md`, made of three parts.
#[derive(Debug, Default)]
pub struct Name {
    /// What stands before the words: the day of an article.
    pub before: String,
    /// What `--name` says or would say; none where nothing was to be had, and a counter takes its place.
    pub words: Option<String>,
    /// What stands behind them: the period of a report.
    pub after: String,
}

impl Name {
    /// An article: its day, then its words.
    pub fn of_article(named: Option<String>, title: Option<&str>, date: Date) -> Self {
        let words = named.or_else(|| title.and_then(latin));
        Self { before: format!("{date}-"), words, ..Self::default() }
    }

    /// A plain page: its words.
    pub fn of_page(named: Option<String>, title: Option<&str>) -> Self {
        let words = named.or_else(|| title.and_then(latin));
        let before = if words.is_none() { "page-" } else { "" };
        Self { before: before.to_owned(), words, ..Self::default() }
    }

    fn file(&self, folder: &str, words: &str) -> String {
        format!("content/{folder}{}{words}{}.md", self.before, self.after)
    }
}

/// The Latin letters and digits of a title as a name: `AI and the deputies` → `ai-and-the-deputies`. None without letters: a
/// number alone says nothing.
fn latin(title: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&word.to_ascii_lowercase());
    }
    let has_letters = name.bytes().any(|it| it.is_ascii_alphabetic());
    (has_letters && path::check_name(&name).is_ok() && name != "index").then_some(name)
}

/// The file of that name in `folder`, from the site's root.
///
/// # Errors
/// When something is in its way; another name is suggested.
pub fn free(
    root: &Path,
    site: &Site,
    folder: &str,
    name: &Name,
    notes: &mut Vec<Said>,
) -> Result<String, Failure> {
    // A file that is no page of the site, internal or not to be read, is in the way, too.
    let is_free = |words: &String| {
        let file = name.file(folder, words);
        taken(site, &file).is_none() && root.join(file).symlink_metadata().is_err()
    };
    let Some(words) = &name.words else {
        let number = (1_u32..).map(|number| number.to_string()).find(is_free).unwrap_or_default();
        let file = name.file(folder, &number);
        notes.push(say::name_counted(&file));
        return Ok(file);
    };
    let file = name.file(folder, words);
    match taken(site, &file) {
        None => Ok(file),
        Some(other) => {
            let free = (2_u32..).map(|number| format!("{words}-{number}")).find(is_free);
            Err(say::in_the_way(&file, &other, free.as_deref()))
        }
    }
}

/// What has the address of `file` already.
fn taken(site: &Site, file: &str) -> Option<String> {
    let path = path::folded(&path::of_content(file, None));
    let page = site.pages.iter().find(|page| path::folded(&page.path) == path);
    let section = || site.sections.iter().find(|section| path::folded(&section.path) == path);
    page.map(|page| page.document.file.to_string())
        .or_else(|| section().map(|section| format!("content/{}", section.path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_latin_letters() {
        for (title, name) in [
            ("AI and the Deputies, 2026", Some("ai-and-the-deputies-2026")),
            ("“AI+”代表工作", Some("ai")),
            ("2026年", None),
            ("代表联络站", None),
            ("CON", None),
            ("Index", None),
        ] {
            assert_eq!(latin(title).as_deref(), name, "{title}");
        }
    }

    #[test]
    fn folders_lie_in_content() {
        for (written, folder) in [
            ("news", Some("news/")),
            ("content/news/", Some("news/")),
            ("./content", Some("")),
            (".", Some("")),
            ("en/新闻", Some("en/新闻/")),
            ("../news", None),
            ("/news", None),
            ("_data", None),
            ("a/.git", None),
        ] {
            assert_eq!(inside(Path::new(written)).as_deref(), folder, "{written}");
        }
    }
}
