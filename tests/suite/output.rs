//! Reading what was built, with readers that are not ours.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use scraper::{ElementRef, Html, Selector};

/// The elements of a page that a CSS selector matches.
pub fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The text of the first element that a CSS selector matches.
pub fn text_of(page: &Html, selector: &str) -> String {
    select(page, selector).first().unwrap_or_else(|| panic!("no {selector}")).text().collect()
}

/// Reads XML to its end and gives the text of every element, by name. Panics where it is not well-formed.
pub fn xml(name: &str, text: &str) -> BTreeMap<String, Vec<String>> {
    let mut reader = Reader::from_str(text);
    let mut stack: Vec<(String, String)> = Vec::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Eof => break,
            Event::Start(tag) => {
                for attribute in tag.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                }
                stack.push((tag.name().as_ref().to_owned(), String::new()));
            }
            Event::Text(part) => {
                if let Some((_, text)) = stack.last_mut() {
                    text.push_str(&part);
                }
            }
            Event::GeneralRef(part) => {
                let reference = format!("&{};", &*part);
                if let Some((_, text)) = stack.last_mut() {
                    text.push_str(&quick_xml::escape::unescape(&reference).unwrap());
                }
            }
            Event::End(_) => {
                let (tag, text) = stack.pop().unwrap();
                texts.entry(tag).or_default().push(text);
            }
            _ => {}
        }
    }
    assert!(stack.is_empty(), "{name}: not closed: {stack:?}");
    let forbidden = |it: char| {
        it.is_control() && !matches!(it, '\n' | '\r' | '\t') || matches!(it, '\u{FFFE}' | '\u{FFFF}')
    };
    assert!(!text.contains(forbidden), "{name}: a control character");
    texts
}

/// Whether nothing on a page runs that the theme did not put there, and no address is anything but what content may name.
pub fn assert_harmless(name: &str, page: &Html) {
    for script in select(page, "script") {
        let own = script.attr("type") == Some("application/ld+json")
            || script.attr("src").is_some_and(|src| src.ends_with("yaomu.js"));
        assert!(own, "{name}: {}", script.html());
    }
    for node in page.tree.values() {
        let scraper::Node::Element(element) = node else { continue };
        assert!(
            !matches!(element.name(), "iframe" | "object" | "embed" | "base" | "form"),
            "{name}: {element:?}"
        );
        for (key, value) in element.attrs() {
            assert!(!key.starts_with("on"), "{name}: {element:?}");
            if matches!(key, "href" | "src" | "xlink:href" | "action" | "formaction") {
                let scheme = value.split(['/', '?', '#']).next().unwrap_or_default();
                let scheme = scheme.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                let allowed = ["http", "https", "mailto", "tel"];
                assert!(scheme.as_deref().is_none_or(|it| allowed.contains(&it)), "{name}: {value}");
            }
        }
    }
}

/// Every value of the scripts of JSON-LD on a page; panics where one cannot be read.
pub fn json_ld(page: &Html) -> Vec<serde_json::Value> {
    let scripts = select(page, "script[type='application/ld+json']");
    scripts.iter().map(|it| serde_json::from_str(&it.text().collect::<String>()).unwrap()).collect()
}
