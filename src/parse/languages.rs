//! The languages of folders, known before a text is rendered: its footnotes and tables are labelled in its language.

use std::collections::HashMap;

use super::{encoding, front_matter, yaml};
use crate::diag::Language;
use crate::scan::SourceFile;

/// In which language pages are that do not say it themselves.
#[derive(Debug, Default)]
pub struct Languages {
    site: Language,
    /// What the `_index.md` of folders say, by site path.
    folders: HashMap<String, Language>,
}

impl Languages {
    /// Reads `language` from each `_index.md` of `content`; `site` is the language of what none of them stands above. What is
    /// wrong with such a file is said when it is read as a page.
    pub fn new(content: &[SourceFile], site: Language) -> Self {
        let folders = content.iter().filter_map(|file| {
            let folder = file.path.strip_prefix("content/")?.strip_suffix("_index.md")?;
            (folder.is_empty() || folder.ends_with('/')).then_some(())?;
            Some((folder.to_owned(), said(file)?))
        });
        Self { site, folders: folders.collect() }
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

/// The language that a file says of itself.
fn said(file: &SourceFile) -> Option<Language> {
    let (text, _) = encoding::decode(&file.path, file.bytes.clone()).ok()?;
    let (range, _) = front_matter::split(&file.path, &text).ok()?;
    let value = yaml::read(&text[range]).ok()?;
    Language::of_tag(value.get("language")?.as_str()?.trim())
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
