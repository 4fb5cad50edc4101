//! CommonMark's own examples through our renderer, raw HTML allowed.
//!
//! What differs on purpose is undone in one place each ([`as_the_spec_writes`]); examples that come out otherwise for a
//! reason of ours are listed with it ([`EXCEPTIONS`]). An exception that no longer is one fails the test too.

use std::sync::Arc;

use serde::Deserialize;
use yaomu::parse::markdown::{Body, Hole, Options, Source, push_address, render};

#[derive(Deserialize)]
struct Example {
    example: usize,
    section: String,
    markdown: String,
    html: String,
}

/// Examples whose output differs, by number, and why.
const EXCEPTIONS: &[(&[usize], &str)] =
    &[(&[596, 598, 599, 601], "a link has the scheme http, https, mailto or tel, else only its text stays")];

#[test]
fn the_examples_of_the_specification() {
    let examples: Vec<Example> =
        serde_json::from_str(include_str!("../commonmark/spec-0.31.2.json")).expect("the examples are JSON");
    assert_eq!(examples.len(), 652);
    let mut wrong = Vec::new();
    for example in &examples {
        let body = body(&example.markdown);
        let ours = as_the_spec_writes(&body);
        let expected = without_details(&below_the_title(&example.html));
        let excepted = EXCEPTIONS.iter().any(|(numbers, _)| numbers.contains(&example.example));
        if (ours == expected) == excepted {
            let Example { example, section, markdown, .. } = example;
            wrong.push(format!(
                "{example} ({section}): {markdown:?}\n  expected {expected:?}\n  ours     {ours:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

fn body(markdown: &str) -> Body {
    let file: Arc<str> = "spec.md".into();
    let source = Source { file: &file, text: markdown, body: 0 };
    render(&source, &Options { raw_html: true, ..Options::default() }, &[])
}

/// Our HTML with what we add on purpose undone:
///
/// - slots are filled with the address as written, as the site would be asked for it;
/// - headings have ids (that they go down a level where level 1 is used is done to what is expected);
/// - links to other hosts have `rel="noopener"`, images `loading="lazy"`;
/// - an image alone in its paragraph with a title is a figure.
fn as_the_spec_writes(body: &Body) -> String {
    let mut html = body.html.clone();
    for slot in body.slots.iter().rev() {
        if let Hole::Link { dest } | Hole::Image { dest } = &slot.what {
            let mut address = String::new();
            push_address(&mut address, dest);
            html.insert_str(slot.at, &address);
        }
    }
    for heading in &body.headings {
        html = html.replace(
            &format!("<h{} id=\"{}\">", heading.level, heading.id),
            &format!("<h{}>", heading.level),
        );
    }
    html = html.replace(" rel=\"noopener\"", "").replace(" loading=\"lazy\"", "");
    html = without_figures(&html);
    without_details(&html)
}

/// HTML with its headings a level down where it uses level 1: the only `h1` of a page is its title.
fn below_the_title(html: &str) -> String {
    let mut html = html.to_owned();
    if html.contains("<h1>") {
        for level in (1..6).rev() {
            let lower = level + 1;
            html = html.replace(&format!("<h{level}>"), &format!("<h{lower}>"));
            html = html.replace(&format!("</h{level}>"), &format!("</h{lower}>"));
        }
    }
    html
}

/// `<figure><img …><figcaption>t</figcaption></figure>` as the image with the title in its paragraph.
fn without_figures(html: &str) -> String {
    html.replace("<figure>", "<p>")
        .replace("><figcaption>", " title=\"")
        .replace("</figcaption></figure>", "\"></p>")
}

/// HTML without details of writing that mean nothing: the slash of empty elements, quotes escaped in text.
fn without_details(html: &str) -> String {
    html.replace(" />", ">").replace("&quot;", "\"").replace("&#39;", "'")
}
