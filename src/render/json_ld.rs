//! JSON-LD after schema.org, safe to stand in a `<script>`.

use serde_json::{Map, Value, json};

use super::Renderer;
use super::view::Link;
use crate::assemble::Page;
use crate::digest::Kind;
use crate::path;

/// What a page is called elsewhere.
pub struct Described<'a> {
    /// Its absolute address.
    pub url: &'a str,
    /// Its summary.
    pub summary: &'a str,
}

/// Several things as the text of one script. `<`, `>` and `&` are written as escapes, so nothing can end the script.
pub fn script(things: &[Value]) -> String {
    let text = serde_json::to_string(things).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 64);
    out.push_str("{\"@context\":\"https://schema.org\",\"@graph\":");
    let mut rest = &*text;
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let letter = rest[at..].chars().next().unwrap_or_default();
        out.push_str(&rest[..at]);
        out.push_str(&format!("\\u{:04x}", u32::from(letter)));
        rest = &rest[at + letter.len_utf8()..];
    }
    out.push_str(rest);
    out.push('}');
    out
}

/// The way to a page.
pub fn breadcrumb(links: &[Link], renderer: &Renderer<'_>) -> Value {
    let base = renderer.site.config.base_url.as_deref().unwrap_or_default();
    let items: Vec<Value> = links
        .iter()
        .enumerate()
        .map(|(index, link)| {
            // A portable site's links name files; addresses do not.
            let path = link.path.strip_suffix("index.html").unwrap_or(&link.path);
            let path = path::decoded(path).unwrap_or_default();
            json!({ "@type": "ListItem", "position": index + 1, "name": link.title, "item": path::absolute(base, &path) })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// A content page: `NewsArticle`, `Report`, `PublicationIssue` or `WebPage`.
pub fn page(renderer: &Renderer<'_>, page: &Page, described: &Described<'_>) -> Value {
    let meta = &page.document.meta;
    let config = &renderer.site.config;
    let mut thing = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            thing.insert(key.to_owned(), value);
        }
    };
    let (kind, title) = match page.kind {
        Kind::Article => ("NewsArticle", "headline"),
        Kind::Report => ("Report", "headline"),
        Kind::Issue => ("PublicationIssue", "name"),
        Kind::Page => ("WebPage", "name"),
    };
    // A bulletin has a publisher of its own; the rest is the site's.
    let own = config.publication.publisher.as_deref().filter(|_| page.kind == Kind::Issue);
    let publisher = own.unwrap_or(&config.title);
    set("@type", Some(kind.into()));
    set("@id", Some(described.url.into()));
    set("url", Some(described.url.into()));
    set(title, Some(meta.title.clone().into()));
    set("description", Some(described.summary.into()).filter(|_| !described.summary.is_empty()));
    set("inLanguage", Some(renderer.lang().into()));
    set("datePublished", meta.date.map(|date| date.rfc3339(config.zone).into()));
    set("dateModified", meta.updated.map(|date| date.rfc3339(config.zone).into()));
    set("publisher", Some(json!({ "@type": "Organization", "name": publisher })));
    set("about", (!meta.topics.is_empty()).then(|| meta.topics.clone().into()));
    set("keywords", (!meta.tags.is_empty()).then(|| meta.tags.clone().into()));
    let place = page.document.region.as_deref().map(|code| renderer.region_name(code));
    set(
        "contentLocation",
        place
            .filter(|name| !name.is_empty())
            .map(|name| json!({ "@type": "AdministrativeArea", "name": name })),
    );
    set(
        "temporalCoverage",
        page.document.period.as_ref().map(|period| match period.end {
            Some(end) if end != period.start => format!("{}/{end}", period.start).into(),
            _ => period.start.to_string().into(),
        }),
    );
    if let Some(source) = meta.source.as_deref().filter(|source| !source.name.is_empty()) {
        let mut original = json!({ "@type": "CreativeWork", "name": source.name });
        if let Some(url) = &source.url {
            original["url"] = url.clone().into();
        }
        set("isBasedOn", Some(original));
        set("author", source.author.as_ref().map(|name| json!({ "@type": "Person", "name": name })));
    }
    if page.kind == Kind::Issue {
        set("issueNumber", meta.number.map(Into::into));
        let name = config.publication.name.as_deref().unwrap_or(&config.title);
        set("isPartOf", Some(json!({ "@type": "Periodical", "name": name })));
    }
    Value::Object(thing)
}

/// A data set: all figures, or those of one indicator or region. `files` are site paths with their media types.
pub fn dataset(
    renderer: &Renderer<'_>,
    name: &str,
    description: &str,
    path: &str,
    files: &[(String, &str)],
) -> Value {
    let config = &renderer.site.config;
    let distribution: Vec<Value> = files
        .iter()
        .map(|(file, media)| json!({ "@type": "DataDownload", "contentUrl": renderer.absolute(file), "encodingFormat": media }))
        .collect();
    json!({
        "@type": "Dataset",
        "@id": renderer.absolute(path),
        "name": name,
        "description": description,
        "url": renderer.absolute(path),
        "inLanguage": renderer.lang(),
        "creator": { "@type": "Organization", "name": config.title },
        "distribution": distribution,
    })
}
