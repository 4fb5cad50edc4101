//! The manual in this repository's site: found by search engines, the same in both languages, in one order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use scraper::Html;

use super::output::{json_ld, select, text_of};
use super::repository::SITE;
use super::site::tree;

/// A page of the manual: its file below `content/docs/`, its text, and what is made of it.
struct Page {
    file: String,
    source: String,
    html: Html,
}

fn manual() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/docs");
    let markdown = tree(&folder).into_iter().filter(|(file, _)| file.ends_with(".md"));
    let pages: Vec<Page> = markdown
        .map(|(file, bytes)| {
            let stem = file.strip_suffix("_index.md").map(str::to_owned);
            let path = stem.unwrap_or_else(|| format!("{}/", file.strip_suffix(".md").unwrap()));
            let made = SITE.get(&format!("docs/{path}index.html")).unwrap_or_else(|| panic!("{file}"));
            let html = Html::parse_document(std::str::from_utf8(made).unwrap());
            Page { file, source: String::from_utf8(bytes).unwrap(), html }
        })
        .collect();
    assert!(pages.len() > 20);
    pages
}

fn attribute(page: &Html, selector: &str, name: &str) -> String {
    let found = select(page, selector);
    found.first().and_then(|it| it.value().attr(name)).unwrap_or_default().to_owned()
}

#[test]
fn every_page_has_a_title_a_description_and_a_place_of_its_own() {
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for Page { file, html, .. } in manual() {
        let description = attribute(&html, "meta[name=description]", "content");
        for words in [text_of(&html, "title"), description, attribute(&html, "link[rel=canonical]", "href")] {
            assert!(words.chars().count() > 6, "{file}: {words}");
            if let Some(other) = told.insert(words.clone(), file.clone()) {
                panic!("{file} and {other} both say {words}");
            }
        }
        assert!(json_ld(&html).iter().any(|it| it.to_string().contains("BreadcrumbList")), "{file}");
    }
}

#[test]
fn pages_of_one_name_are_translations_and_stand_in_one_order() {
    let pages = manual();
    let weight = |page: &Page| {
        let front = page.source.split("---\n").nth(1).unwrap_or_default();
        front.lines().find_map(|line| line.strip_prefix("weight: ")).unwrap_or("0").to_owned()
    };
    for english in pages.iter().filter(|page| page.file.starts_with("en/")) {
        assert_eq!(attribute(&english.html, "html", "lang"), "en", "{}", english.file);
        let name = english.file.strip_prefix("en/").unwrap();
        let Some(chinese) = pages.iter().find(|page| page.file == name) else { continue };
        assert_eq!(weight(chinese), weight(english), "{name}");
        for (page, other) in [(chinese, english), (english, chinese)] {
            let language = attribute(&other.html, "html", "lang");
            let own = attribute(&other.html, "link[rel=canonical]", "href");
            let told = attribute(&page.html, &format!("head link[hreflang={language}]"), "href");
            assert_eq!(told, own, "{}", page.file);
            assert_eq!(
                select(&page.html, &format!(".languages a[lang={language}]")).len(),
                1,
                "{}",
                page.file
            );
        }
    }
}

/// Without a folder's own page its list is called after the folder, and is in the language of the site.
#[test]
fn every_folder_has_a_page_of_its_own() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/docs");
    for entry in fs::read_dir(docs).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()) {
        assert!(entry.join("_index.md").is_file(), "{}", entry.display());
    }
}
