//! JSON-LD after schema.org, safe to stand in a `<script>`.

use serde::Serialize;

use super::Renderer;
use super::view::Link;
use crate::assemble;
use crate::digest::{Correction, Kind};
use crate::path;

/// What a page is called elsewhere.
pub struct Described<'a> {
    /// Its absolute address.
    pub url: &'a str,
    /// Its summary.
    pub summary: &'a str,
    /// What was corrected in it.
    pub corrections: Vec<&'a Correction>,
}

/// Several things, each as JSON, as the text of one script. `<`, `>` and `&` are written as escapes, so nothing can end the
/// script.
pub fn script(things: &[String]) -> String {
    let length: usize = things.iter().map(String::len).sum();
    let mut out = String::with_capacity(length + 96);
    out.push_str("{\"@context\":\"https://schema.org\",\"@graph\":[");
    for (nth, thing) in things.iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        push_safely(&mut out, thing);
    }
    out.push_str("]}");
    out
}

/// Appends `thing`; what could end a script, or a line of it, is escaped.
fn push_safely(out: &mut String, thing: &str) {
    let bytes = thing.as_bytes();
    let holds = |letter: &str| memchr::memmem::find(bytes, letter.as_bytes()).is_some();
    if !holds("\u{2028}") && !holds("\u{2029}") && memchr::memchr3(b'<', b'>', b'&', bytes).is_none() {
        return out.push_str(thing);
    }
    for letter in thing.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            other => out.push(other),
        }
    }
}

/// A thing that only has a name.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// What was corrected in a page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Corrected {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

impl Corrected {
    fn new(correction: &Correction, renderer: &Renderer<'_>) -> Self {
        let Correction { was, now, reason, date, .. } = correction;
        let mut text = format!("{was} → {now}");
        if let Some(reason) = reason {
            text.push_str(renderer.word("colon"));
            text.push_str(reason);
        }
        Self { kind: "CorrectionComment", text, date_published: date.map(|it| it.iso()) }
    }
}

fn named<'a>(kind: &'static str, name: &'a str) -> Named<'a> {
    Named { kind, name, url: None }
}

/// The way to a page.
pub fn breadcrumb(links: &[Link], renderer: &Renderer<'_>) -> String {
    #[derive(Serialize)]
    struct Item<'a> {
        #[serde(rename = "@type")]
        kind: &'static str,
        position: usize,
        name: &'a str,
        item: String,
    }
    #[derive(Serialize)]
    struct Breadcrumb<'a> {
        #[serde(rename = "@type")]
        kind: &'static str,
        #[serde(rename = "itemListElement")]
        items: Vec<Item<'a>>,
    }
    let base = renderer.site.config.base_url.as_deref().unwrap_or_default();
    let items = links.iter().enumerate().map(|(index, link)| {
        // A portable site's links name files; addresses do not.
        let path = link.path.strip_suffix("index.html").unwrap_or(&link.path);
        let item = path::absolute(base, &path::decoded(path).unwrap_or_default());
        Item { kind: "ListItem", position: index + 1, name: &link.title, item }
    });
    text(&Breadcrumb { kind: "BreadcrumbList", items: items.collect() })
}

fn text(thing: &impl Serialize) -> String {
    serde_json::to_string(thing).unwrap_or_default()
}

/// A content page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    publisher: Named<'a>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    about: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    content_location: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_number: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Corrected>,
}

/// A content page: `NewsArticle`, `Report`, `PublicationIssue` or `WebPage`.
pub fn page(renderer: &Renderer<'_>, page: &assemble::Page, described: &Described<'_>) -> String {
    let meta = &page.document.meta;
    let config = &renderer.site.config;
    let kind = match page.kind {
        Kind::Article => "NewsArticle",
        Kind::Report => "Report",
        Kind::Issue => "PublicationIssue",
        Kind::Page => "WebPage",
    };
    let headed = matches!(page.kind, Kind::Article | Kind::Report);
    let issue = page.kind == Kind::Issue;
    // A bulletin has a publisher of its own; the rest is the site's.
    let own = config.publication.publisher.as_deref().filter(|_| issue);
    let region = page.document.region.as_deref().map(|code| renderer.region_name(code));
    let source = meta.source.as_deref().filter(|source| !source.name.is_empty());
    text(&Page {
        kind,
        id: described.url,
        url: described.url,
        headline: Some(&*meta.title).filter(|_| headed),
        name: Some(&*meta.title).filter(|_| !headed),
        description: described.summary,
        in_language: renderer.lang(),
        date_published: meta.date.map(|date| date.rfc3339(config.zone)),
        date_modified: meta.updated.map(|date| date.rfc3339(config.zone)),
        publisher: named("Organization", own.unwrap_or(&config.title)),
        about: &meta.topics,
        keywords: &meta.tags,
        content_location: region
            .filter(|name| !name.is_empty())
            .map(|name| named("AdministrativeArea", name)),
        temporal_coverage: page.document.period.as_ref().map(|period| match period.end {
            Some(end) if end != period.start => format!("{}/{end}", period.start),
            _ => period.start.to_string(),
        }),
        is_based_on: source.map(|it| Named { kind: "CreativeWork", name: &it.name, url: it.url.as_deref() }),
        author: source.and_then(|it| it.author.as_deref()).map(|name| named("Person", name)),
        issue_number: meta.number.filter(|_| issue),
        is_part_of: issue
            .then(|| named("Periodical", config.publication.name.as_deref().unwrap_or(&config.title))),
        correction: described.corrections.iter().map(|it| Corrected::new(it, renderer)).collect(),
    })
}
