//! The repository's own site: it builds without a word, and its tree works wherever it is put.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use scraper::Html;

use super::output::{assert_harmless, json_ld, select, xml};
use super::site::{TODAY, Tree, finish, program, tree};

/// What a build makes of it.
pub static SITE: LazyLock<Tree> = LazyLock::new(|| build(&[]));
static PORTABLE: LazyLock<Tree> = LazyLock::new(|| build(&["--portable"]));

fn build(args: &[&str]) -> Tree {
    let folder = tempfile::TempDir::new().unwrap();
    let out = folder.path().join("out");
    let mut all =
        vec!["build", "--lang", "en", "--strict", "--today", TODAY, "--output", out.to_str().unwrap()];
    all.extend(args);
    let ran = finish(program(Path::new(env!("CARGO_MANIFEST_DIR")), &all));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "a warning: {}", ran.stderr);
    assert!(ran.stderr.starts_with("built into "), "{}", ran.stderr);
    tree(&out)
}

fn text<'a>(site: &'a Tree, path: &str) -> &'a str {
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

fn pages(site: &Tree) -> Vec<(&String, Html)> {
    let html = site.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path, Html::parse_document(std::str::from_utf8(bytes).unwrap()))).collect()
}

fn decoded(url: &str) -> String {
    let bytes = url.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| u8::from_str_radix(&url[at + 1..at + 3], 16).unwrap());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap()
}

/// Where `link` leads from the page at `from`: the path below the site's root and the fragment; none for another host.
fn resolved(from: &str, link: &str) -> Option<(String, String)> {
    if link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:") {
        return None;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    assert!(!path.starts_with('/'), "{from}: {link} begins at the host's root");
    assert!(!path.contains('?'), "{from}: {link}");
    let mut parts: Vec<&str> = from.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                ".." => assert!(parts.pop().is_some(), "{from}: {link} leads out of the site"),
                "." => {}
                part => parts.push(part),
            }
        }
        if path.ends_with("..") || path == "." {
            parts.push("");
        }
    }
    Some((decoded(&parts.join("/")), decoded(fragment)))
}

/// Follows every link of every page, as a host that serves `index.html` for a folder does; with `files`, as a disk does.
fn crawl(site: &Tree, files: bool) {
    let pages = pages(site);
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, page)| {
            (path.as_str(), select(page, "[id]").iter().map(|it| it.attr("id").unwrap().to_owned()).collect())
        })
        .collect();
    let (mut links, mut broken) = (0, BTreeSet::new());
    for (path, page) in pages.iter().filter(|(path, _)| *path != "404.html") {
        for element in select(page, "[href], [src]") {
            let link = element.attr("href").or_else(|| element.attr("src")).unwrap();
            let Some((target, fragment)) = resolved(path, link) else {
                let fetched = element.value().name() != "a" && element.attr("rel") != Some("canonical");
                assert!(!fetched, "{path} asks another host: {link}");
                continue;
            };
            links += 1;
            let file = if target.is_empty() || target.ends_with('/') {
                assert!(!files || target == **path, "{path}: {link} names a folder");
                format!("{target}index.html")
            } else {
                target
            };
            if !site.contains_key(&file) {
                broken.insert(format!("{path}: {link}"));
            } else if !fragment.is_empty()
                && !ids.get(file.as_str()).is_some_and(|ids| ids.contains(&fragment))
            {
                broken.insert(format!("{path}: {link}: no such id"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(links > 1000, "only {links} links were followed");
}

#[test]
fn every_link_leads_somewhere_wherever_the_tree_is_mounted() {
    // All of them are relative, so that it makes no difference where that is.
    crawl(&SITE, false);
}

#[test]
fn a_portable_tree_works_from_a_folder_on_disk() {
    crawl(&PORTABLE, true);
}

#[test]
fn the_page_of_what_is_missing_works_at_any_depth() {
    let page = Html::parse_document(text(&SITE, "404.html"));
    for element in select(&page, "[href], [src]") {
        let link = element.attr("href").or_else(|| element.attr("src")).unwrap();
        let Some(path) = link.strip_prefix("/digest/") else {
            assert!(link.starts_with('#') || element.value().name() == "a" && link.contains("://"), "{link}");
            continue;
        };
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        assert!(SITE.contains_key(&decoded(&file)), "{link}");
    }
}

#[test]
fn style_and_script_ask_no_other_host() {
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for word in ["http://", "https://", "//cdn", "@import", "url("] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn ids_stand_once_in_each_page() {
    for (path, page) in pages(&SITE).iter().chain(&pages(&PORTABLE)) {
        let mut seen = BTreeSet::new();
        for element in select(page, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{path}: `{id}`");
            assert!(seen.insert(id), "{path}: `{id}` twice");
        }
        for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for element in select(page, &format!("[{name}]")) {
                for id in element.attr(name).unwrap().split_whitespace() {
                    assert!(seen.contains(id), "{path}: {name}={id}");
                }
            }
        }
    }
}

fn has_words(element: scraper::ElementRef<'_>) -> bool {
    element.text().any(|text| !text.trim().is_empty())
        || element.attr("aria-label").is_some_and(|it| !it.is_empty())
        || element.descendent_elements().any(|it| it.attr("alt").is_some_and(|it| !it.is_empty()))
}

#[test]
fn every_page_has_one_heading_one_language_and_no_skipped_level() {
    for (path, page) in pages(&SITE) {
        if !select(&page, "meta[http-equiv=refresh]").is_empty() {
            continue;
        }
        assert_eq!(select(&page, "h1").len(), 1, "{path}");
        assert_eq!(select(&page, "main").len(), 1, "{path}");
        assert_eq!(select(&page, "html")[0].attr("lang"), Some("zh-CN"), "{path}");
        assert!(!select(&page, "title")[0].text().collect::<String>().is_empty(), "{path}");
        let mut level = 0;
        for heading in select(&page, "h1, h2, h3, h4, h5, h6") {
            let next = heading.value().name()[1..].parse::<u32>().unwrap();
            assert!(next <= level + 1, "{path}: h{level} is followed by {}", heading.html());
            level = next;
            assert!(has_words(heading), "{path}: an empty {}", heading.html());
        }
        for named in select(&page, "a, button, th, caption, figcaption, summary, dt") {
            assert!(has_words(named), "{path}: an empty {}", named.html());
        }
        for image in select(&page, "img") {
            assert!(image.attr("alt").is_some(), "{path}: {}", image.html());
        }
        for svg in select(&page, "svg") {
            let hidden = svg.attr("aria-hidden") == Some("true");
            let named = svg.attr("aria-labelledby").is_some() || svg.attr("aria-label").is_some();
            assert!(hidden || named && svg.attr("role") == Some("img"), "{path}: an svg without a name");
        }
        assert_harmless(path, &page);
    }
}

#[test]
fn every_drawing_is_well_formed_and_shows_no_placeholder() {
    let mut drawings = 0;
    for (path, bytes) in SITE.iter() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if path.ends_with(".svg") || path.ends_with(".xml") {
            xml(path, text);
        }
        if path.ends_with(".html") {
            for part in text.split("<svg").skip(1) {
                let svg = format!("<svg{}</svg>", part.split("</svg>").next().unwrap());
                xml(path, &svg);
                assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{path}");
                drawings += 1;
            }
            // The manual shows templates, as code.
            let told: String = text
                .split("<code")
                .map(|part| part.split_once("</code>").map_or(part, |(_, rest)| rest))
                .collect();
            assert!(!told.contains("[object") && !told.contains("{{") && !told.contains("{%"), "{path}");
        }
    }
    assert!(drawings > 20, "{drawings}");
}

#[test]
fn feeds_and_sitemap_name_pages_that_exist() {
    let base = "https://yaomu.example/digest/";
    let exists = |url: &str| {
        let path = url.strip_prefix(base).unwrap_or_else(|| panic!("{url}"));
        let path = path.split('#').next().unwrap();
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        assert!(SITE.contains_key(&decoded(&file)), "{url}");
    };
    let mut feeds = 0;
    for (path, bytes) in SITE.iter() {
        let text = || std::str::from_utf8(bytes).unwrap();
        if path.ends_with("feed.xml") || path == "corrections.xml" {
            let feed = xml(path, text());
            assert!(
                !feed["title"][0].is_empty() && feed["updated"].iter().all(|it| it.len() >= 20),
                "{path}"
            );
            let ids: BTreeSet<&String> = feed["id"].iter().collect();
            assert_eq!(ids.len(), feed["id"].len(), "{path}: an id twice");
            for content in feed.get("content").into_iter().flatten() {
                let page = Html::parse_fragment(content);
                assert_harmless(path, &page);
                for element in select(&page, "[href], [src]") {
                    let link = element.attr("href").or_else(|| element.attr("src")).unwrap();
                    assert!(
                        link.contains("://") || link.starts_with("mailto:"),
                        "{path}: {link} is relative"
                    );
                    if link.starts_with(base) {
                        exists(link);
                    }
                }
            }
            feeds += 1;
        } else if path.ends_with("feed.json") || path == "corrections.json" {
            let feed: serde_json::Value = serde_json::from_str(text()).unwrap();
            assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{path}");
            exists(feed["home_page_url"].as_str().unwrap());
            exists(feed["feed_url"].as_str().unwrap());
            for item in feed["items"].as_array().unwrap() {
                exists(item["url"].as_str().unwrap());
                assert!(item["content_html"].is_string() || item["content_text"].is_string(), "{path}");
            }
        } else if path.starts_with("sitemap") {
            let locations = &xml(path, text())["loc"];
            locations.iter().for_each(|url| exists(url));
            assert!(locations.len() > 40, "{path}: {}", locations.len());
        }
    }
    assert!(feeds > 10, "{feeds}");
    assert!(text(&SITE, "robots.txt").contains("Sitemap: https://yaomu.example/digest/sitemap.xml"));
}

#[test]
fn structured_data_can_be_read_and_has_the_kinds_it_should() {
    let mut kinds = BTreeSet::new();
    for (path, page) in pages(&SITE) {
        let canonical =
            select(&page, "link[rel=canonical]").first().and_then(|it| it.attr("href").map(str::to_owned));
        assert_eq!(canonical.is_none(), path == "404.html", "{path}");
        for script in json_ld(&page) {
            assert_eq!(script["@context"], "https://schema.org", "{path}");
            for thing in script["@graph"].as_array().unwrap() {
                kinds.insert(thing["@type"].as_str().unwrap().to_owned());
                if let Some(url) = thing["url"].as_str() {
                    assert_eq!(Some(url), canonical.as_deref(), "{path}");
                }
            }
        }
    }
    for kind in ["NewsArticle", "Report", "PublicationIssue", "Dataset", "BreadcrumbList"] {
        assert!(kinds.contains(kind), "{kind} is missing in {kinds:?}");
    }
}

/// The text of a page's main part, without its tags.
fn words(path: &str) -> String {
    let page = Html::parse_document(text(&SITE, path));
    select(&page, "main")[0].text().collect()
}

#[test]
fn the_figures_stand_where_they_belong_as_written() {
    let expected = [
        ("reports/henan-2018-2022/index.html", &["9583个", "6416个"][..]),
        ("indicators/stations.count/index.html", &["9583个"]),
        ("indicators/stations.online_count/index.html", &["6416个"]),
        ("reports/hunan-2021/index.html", &["77.5%", "近6万个"]),
        ("reports/xiangtan-2022/index.html", &["94.35%", "99.77%"]),
        ("indicators/deputies.issues_resolved/index.html", &["近6万个", "6万余个"]),
        ("issues/2024-18/index.html", &["第18期", "总第七百二十期", "要目"]),
    ];
    for (path, strings) in expected {
        let words = words(path);
        for string in strings {
            assert!(words.contains(string), "{path}: {string}");
        }
    }
    assert!(SITE.keys().any(|path| path.ends_with("/index.html") && words(path).contains("4.4亿余元")));
}

#[test]
fn two_sources_that_disagree_stand_side_by_side() {
    let page = Html::parse_document(text(&SITE, "indicators/deputies.issues_resolved/index.html"));
    let conflicts = select(&page, "[aria-labelledby=conflicts] .conflict");
    assert!(!conflicts.is_empty(), "no conflict is shown");
    let words: String = conflicts[0].text().collect();
    assert!(words.contains("近6万个") && words.contains("6万余个"), "{words}");
}

#[test]
fn figures_in_the_text_lead_to_their_row() {
    let mut marked = 0;
    for (path, page) in pages(&SITE) {
        for figure in select(&page, "main .text a[href^='#f-']") {
            let id = figure.attr("href").unwrap().trim_start_matches('#').to_owned();
            let row = select(&page, "tr[id]").into_iter().find(|row| row.attr("id") == Some(&id));
            let value: String = figure.text().collect();
            let row = row.unwrap_or_else(|| panic!("{path}: {id}")).text().collect::<String>();
            let plain = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
            assert!(plain(&row).contains(&plain(&value)), "{path}: {value} is not in {row}");
            marked += 1;
        }
    }
    assert!(marked > 100, "{marked}");
}
