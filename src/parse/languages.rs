//! The languages of folders, known before a text is rendered: its footnotes and tables are labelled in its language.

use std::collections::HashMap;

use super::{encoding, front_matter, yaml};
use crate::diag::Language;
use crate::scan::SourceFile;

/// In which language pages are that do not say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages {
    site: Language,
    /// What the `_index.md` of folders say, by site path.
    folders: HashMap<String, Language>,
}

impl Languages {
    /// Reads `language` from each `_index.md` of `content`; `site` is the language of what none of them stands above. What is
    /// wrong with such a file is said when it is read as a page.
    pub fn new(content: &[SourceFile], site: Language) -> Self {
        Self { site, folders: folders(content, |_| None) }
    }

    /// Whether `content` says the same; a file that cannot be read says what it last said.
    pub fn are_those_of(&self, content: &[SourceFile]) -> bool {
        self.folders == folders(content, |folder| self.folders.get(folder).copied())
    }

    /// The language of the folder with this site path: its own, else that of the folder above.
    pub fn of_folder(&self, folder: &str) -> Language {
        let mut folder = folder;
        loop {
            if let Some(&language) = self.folders.get(folder) {
                return language;
            }
            let Some(trimmed) = folder.strip_suffix('/') else { return self.site };
            folder = trimmed.rfind('/').map_or("", |at| &folder[..=at]);
        }
    }

    /// The language of a content file that says nothing itself.
    pub fn of_file(&self, file: &str) -> Language {
        let path = file.strip_prefix("content/").unwrap_or(file);
        self.of_folder(path.rfind('/').map_or("", |at| &path[..=at]))
    }
}

/// What the `_index.md` of folders say, by site path; what one says that cannot be read is asked of `unread`.
fn folders(content: &[SourceFile], unread: impl Fn(&str) -> Option<Language>) -> HashMap<String, Language> {
    let of_file = |file: &SourceFile| {
        let folder = file.path.strip_prefix("content/")?.strip_suffix("_index.md")?;
        (folder.is_empty() || folder.ends_with('/')).then_some(())?;
        Some((folder.to_owned(), said(file).unwrap_or_else(|| unread(folder))?))
    };
    content.iter().filter_map(of_file).collect()
}

/// The language that a file says of itself, where it does; none where it cannot be read.
fn said(file: &SourceFile) -> Option<Option<Language>> {
    let (text, _) = encoding::decode(&file.path, file.bytes.clone()).ok()?;
    let (range, _) = front_matter::split(&file.path, &text).ok()?;
    let value = yaml::read(&text[range]).ok()?;
    let Some(language) = value.get("language") else { return Some(None) };
    Language::of_tag(language.as_str()?.trim()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_pass_their_language_on() {
        let file = |path: &str, text: &str| SourceFile { path: path.into(), bytes: text.into() };
        let languages = Languages::new(
            &[
                file("content/docs/en/_index.md", "---\ntitle: A\nlanguage: en\n---\n"),
                file("content/docs/en/zh/_index.md", "---\ntitle: 甲\nlanguage: zh\n---\n"),
                file("content/docs/a_index.md", "---\ntitle: A\nlanguage: en\n---\n"),
                file("content/bad/_index.md", "---\ntitle: A\nlanguage: xx\n---\n"),
            ],
            Language::Chinese,
        );
        assert_eq!(languages.of_file("content/docs/en/deep/down/a.md"), Language::English);
        assert_eq!(languages.of_file("content/docs/en/zh/a.md"), Language::Chinese);
        for folder in ["", "docs/", "bad/", "docs/enough/"] {
            assert_eq!(languages.of_folder(folder), Language::Chinese, "{folder}");
        }
    }
}
