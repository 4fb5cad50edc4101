//! Which pages say the same in another language.
//!
//! 1. Those that say so: `translation: ../en/start.md`, on either side.
//! 2. Those of the same name, where a folder named after its language is all that tells their files apart (`docs/start.md` and
//!    `docs/en/start.md`, or `zh/start.md` and `en/start.md`). Where that leaves a choice, none is made.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Hidden, Site, links};
use crate::diag::{Diagnostic, Language, Place, links as say};
use crate::parse::Document;
use crate::path;

/// The same page in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Its site path.
    pub path: String,
    /// Its language.
    pub language: Language,
}

/// All translations.
#[derive(Debug, Default)]
pub struct Translations {
    by_path: HashMap<String, Translation>,
}

/// A page or the page of a folder.
struct Node<'a> {
    file: &'a str,
    path: &'a str,
    language: Language,
    /// None for a home page that no file makes.
    document: Option<&'a Document>,
}

impl Translations {
    /// Pairs the pages of `site`. What is wrong goes to `findings`.
    pub fn new(site: &Site, hidden: &HashMap<Arc<str>, Hidden>, findings: &mut Vec<Diagnostic>) -> Self {
        let nodes = nodes(site);
        // A site in one language has nothing to pair, unless a page claims it.
        let one_language = nodes.windows(2).all(|pair| pair[0].language == pair[1].language);
        let mut pairs: HashMap<usize, usize> = HashMap::new();
        let by_file: HashMap<&str, usize> = nodes.iter().enumerate().map(|(id, it)| (it.file, id)).collect();
        for (id, node) in nodes.iter().enumerate() {
            let Some(document) = node.document else { continue };
            let Some(written) = &document.meta.translation else { continue };
            let place = || document.place(&["translation".into()], false);
            match claimed(id, written, &nodes, &by_file, hidden, &place) {
                Ok(other) if pairs.get(&id).is_some_and(|&it| it != other) => {
                    let taken = nodes[pairs[&id]].file;
                    findings.push(say::translated_twice(place(), node.file, taken));
                }
                Ok(other) if pairs.get(&other).is_some_and(|&it| it != id) => {
                    let taken = nodes[pairs[&other]].file;
                    findings.push(say::translated_twice(place(), nodes[other].file, taken));
                }
                Ok(other) => {
                    pairs.insert(id, other);
                    pairs.insert(other, id);
                }
                Err(finding) => findings.push(*finding),
            }
        }
        if !one_language {
            pair_by_name(&nodes, &mut pairs);
        }
        let by_path = pairs.into_iter().map(|(one, other)| {
            let other = &nodes[other];
            let translation = Translation { path: other.path.to_owned(), language: other.language };
            (nodes[one].path.to_owned(), translation)
        });
        Self { by_path: by_path.collect() }
    }

    /// The page at `path` in the other language.
    pub fn of(&self, path: &str) -> Option<&Translation> {
        self.by_path.get(path)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }
}

fn nodes(site: &Site) -> Vec<Node<'_>> {
    let pages = site.pages.iter().map(|page| Node {
        file: &page.document.file,
        path: &page.path,
        language: page.document.language,
        document: Some(&page.document),
    });
    let sections = site.sections.iter().enumerate().filter_map(|(id, section)| {
        let file = match &section.index {
            Some(document) => &document.file,
            None if id == 0 => "content/_index.md",
            None => return None,
        };
        let document = section.index.as_ref();
        Some(Node { file, path: &section.path, language: section.language, document })
    });
    pages.chain(sections).collect()
}

/// The page that the page `id` claims as its translation.
fn claimed(
    id: usize,
    written: &str,
    nodes: &[Node<'_>],
    by_file: &HashMap<&str, usize>,
    hidden: &HashMap<Arc<str>, Hidden>,
    place: &dyn Fn() -> Place,
) -> Result<usize, Box<Diagnostic>> {
    let (target, _) = path::resolve(nodes[id].file, written)
        .map_err(|why| Box::new(say::bad_destination(place(), written, why)))?;
    if let Some(&why) = hidden.get(&*target) {
        return Err(Box::new(say::unpublished_link(place(), written, links::words(why))));
    }
    let Some(&other) = by_file.get(&*target) else {
        let others = nodes.iter().filter(|it| it.language != nodes[id].language);
        let mut others: Vec<&str> = others.map(|it| it.file).collect();
        others.sort_unstable();
        return Err(Box::new(say::dead_link(place(), written, &target, &others)));
    };
    if nodes[other].language == nodes[id].language {
        return Err(Box::new(say::same_language(place(), written, nodes[id].language.tag())));
    }
    Ok(other)
}

/// Pairs what has no translation yet by the names of files.
fn pair_by_name(nodes: &[Node<'_>], pairs: &mut HashMap<usize, usize>) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (id, node) in nodes.iter().enumerate() {
        same.entry(without_language(node.file, node.language)).or_default().push(id);
    }
    for members in same.values() {
        let &[one, other] = members.as_slice() else { continue };
        let free = !pairs.contains_key(&one) && !pairs.contains_key(&other);
        if free && nodes[one].language != nodes[other].language {
            pairs.insert(one, other);
            pairs.insert(other, one);
        }
    }
}

/// A file without the innermost of its folders that is named after its language.
fn without_language(file: &str, language: Language) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    let folders = parts.len() - 1;
    if let Some(at) = parts[..folders].iter().rposition(|name| Language::of_tag(name) == Some(language)) {
        parts.remove(at);
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_named_after_its_own_language_is_left_out() {
        let without = without_language;
        assert_eq!(without("content/docs/en/start.md", Language::English), "content/docs/start.md");
        assert_eq!(without("content/zh-CN/a/b.md", Language::Chinese), "content/a/b.md");
        assert_eq!(without("content/docs/en/start.md", Language::Chinese), "content/docs/en/start.md");
        assert_eq!(without("content/docs/en.md", Language::English), "content/docs/en.md");
    }
}
