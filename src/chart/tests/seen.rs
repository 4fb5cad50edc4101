//! Reads the SVG of a chart back.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::chart::measure;

/// A text as it stands in the SVG, in pixels.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) text: String,
    /// Whether it is a value.
    pub(super) is_value: bool,
    pub(super) size: f64,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// What a test wants to know of one `<svg>`.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) size: f64,
    pub(super) labels: Vec<Label>,
    /// What marks say, in their order.
    pub(super) tips: Vec<String>,
    pub(super) classes: BTreeSet<String>,
    pub(super) ids: Vec<String>,
}

fn attributes(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let read = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = quick_xml::escape::unescape(&attribute.value).unwrap();
        (attribute.key.as_ref().to_owned(), value.into_owned())
    };
    tag.attributes().map(|attribute| read(attribute.unwrap())).collect()
}

/// Reads one or more `<svg>`; panics where they are not well-formed or a number is none.
pub(super) fn read(svg: &str) -> Vec<Seen> {
    let mut reader = Reader::from_str(svg);
    let (mut found, mut stack): (Vec<Seen>, Vec<BTreeMap<String, String>>) = (Vec::new(), Vec::new());
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) => {
                let attributes = attributes(&tag);
                check_numbers(&attributes);
                if tag.name().as_ref() == "svg" {
                    let view: Vec<f64> =
                        attributes["viewBox"].split(' ').map(|number| number.parse().unwrap()).collect();
                    let size = attributes["font-size"].parse().unwrap();
                    found.push(Seen { width: view[2], height: view[3], size, ..Seen::default() });
                }
                note(found.last_mut().unwrap(), &attributes);
                stack.push(attributes);
                text.clear();
            }
            Event::Empty(tag) => {
                check_numbers(&attributes(&tag));
                note(found.last_mut().unwrap(), &attributes(&tag));
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(part) => {
                let reference = format!("&{};", &*part);
                text.push_str(&quick_xml::escape::unescape(&reference).unwrap());
            }
            Event::End(tag) => {
                if tag.name().as_ref() == "text" {
                    let seen = found.last_mut().unwrap();
                    seen.labels.push(label(&stack, &text, seen.size));
                }
                // That of the drawing itself has an id.
                if tag.name().as_ref() == "title" && !stack.last().unwrap().contains_key("id") {
                    found.last_mut().unwrap().tips.push(text.clone());
                }
                stack.pop();
            }
            other => panic!("{other:?} has no place in a chart"),
        }
    }
    assert!(stack.is_empty());
    found
}

fn note(seen: &mut Seen, attributes: &BTreeMap<String, String>) {
    seen.classes.extend(attributes.get("class").iter().flat_map(|list| list.split(' ')).map(str::to_owned));
    seen.ids.extend(attributes.get("id").cloned());
}

fn check_numbers(attributes: &BTreeMap<String, String>) {
    for key in ["x", "y", "cx", "cy", "r", "width", "height"] {
        let Some(value) = attributes.get(key) else { continue };
        let number: f64 = value.parse().unwrap();
        assert!(number.is_finite() && number.abs() < 1e5, "{key}={value}");
    }
    let path = attributes.get("d").map(|path| path.replace('-', " -")).unwrap_or_default();
    for number in path.split(|it: char| " Mmlhvz".contains(it)) {
        assert!(number.is_empty() || number.parse::<f64>().is_ok_and(|it| it.abs() < 1e5), "{number}");
    }
}

fn label(stack: &[BTreeMap<String, String>], text: &str, size: f64) -> Label {
    let last = stack.last().unwrap();
    let (x, y): (f64, f64) = (last["x"].parse().unwrap(), last["y"].parse().unwrap());
    let size = stack.iter().rev().find_map(|it| it.get("font-size")).map_or(size, |it| it.parse().unwrap());
    let width = f64::from(measure::width(text)) / 1000.0 * size;
    let side = stack.iter().rev().find_map(|it| it.get("text-anchor")).map_or("start", String::as_str);
    let left = match side {
        "start" => x,
        "middle" => x - width / 2.0,
        "end" => x - width,
        other => panic!("{other}"),
    };
    let is_value = stack.iter().any(|it| it.get("class").is_some_and(|it| it.contains("ch-value")));
    Label {
        text: text.to_owned(),
        is_value,
        size,
        left,
        right: left + width,
        top: y - 0.88 * size,
        bottom: y + 0.14 * size,
    }
}
