//! Feeds: Atom 1.0 through its template, JSON Feed 1.1 directly. Both hold the latest pages with their whole text, or the
//! latest corrections.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde_json::json;
use tera::Value;

use super::Renderer;
use super::pages::Page;
use super::view::{self, FeedEntry};
use crate::assemble::{Corrected, PageId};
use crate::diag::{Diagnostic, Language};
use crate::path;
use crate::plan::{CORRECTIONS, CORRECTIONS_ATOM, Feed, Output};
use crate::text;

impl<'a> Renderer<'a> {
    pub(super) fn atom(&self, output: &'a Output, feed: Feed) -> Result<Cow<'a, [u8]>, Box<Diagnostic>> {
        let view = self.feed(output, feed);
        self.through(
            output,
            view.template(),
            "feed",
            Value::from_serializable(&view),
            path::to_root(&output.path),
        )
    }

    pub(super) fn json_feed(&self, output: &Output, feed: Feed) -> Vec<u8> {
        let view = self.feed(output, feed);
        let item = |entry: &FeedEntry<'_>| {
            let mut item = json!({
                "id": entry.id, "url": entry.url, "title": entry.title, "content_html": entry.content_html,
            });
            // Only Atom must have a date where there is none.
            if entry.updated != EPOCH {
                item["date_modified"] = entry.updated.clone().into();
            }
            if !entry.summary.is_empty() {
                item["summary"] = entry.summary.into();
            }
            if let Some(language) = entry.language {
                item["language"] = language.into();
            }
            if let Some(date) = &entry.published {
                item["date_published"] = date.clone().into();
            }
            item
        };
        let mut feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": view.title,
            "home_page_url": view.html_url,
            "feed_url": view.self_url,
            "language": self.lang(),
            "authors": [{ "name": view.author }],
            "items": view.entries.iter().map(item).collect::<Vec<_>>(),
        });
        if let Some(subtitle) = view.subtitle {
            feed["description"] = subtitle.into();
        }
        feed.to_string().into_bytes()
    }

    fn feed(&self, output: &Output, feed: Feed) -> view::Feed<'_> {
        let site = self.site;
        let config = &site.config;
        let (name, path, entries): (Option<&str>, &str, Vec<FeedEntry<'_>>) = match feed {
            Feed::Site => (None, "", self.listed_entries(&site.listed)),
            Feed::Section(id) => {
                let section = &site.sections[id];
                // The list of a folder goes by weight first; its feed is of what is new.
                let mut ids = section.pages.clone();
                ids.sort_by_key(|&id| (Reverse(site.pages[id].document.meta.date), id));
                (Some(&section.title), &section.path, self.listed_entries(&ids))
            }
            Feed::Term(taxonomy, id) => {
                let term = &taxonomy.terms(site)[id];
                (Some(&term.name), &term.path, self.listed_entries(&term.pages))
            }
            Feed::Corrections => {
                // Without a correction there is no page of them; the feed waits for the first.
                let path = if site.corrections.is_empty() { "" } else { CORRECTIONS };
                let latest = site.corrections.iter().take(config.feed_limit);
                (Some(self.word("corrections")), path, latest.map(|it| self.correction_entry(it)).collect())
            }
        };
        let title = name.map_or_else(|| config.title.clone(), |name| format!("{name} · {}", config.title));
        // A feed without dates still needs one, and the clock is not ours to ask.
        let updated =
            entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| EPOCH.to_owned());
        let address = |path: &str| self.absolute(path).unwrap_or_default();
        view::Feed {
            title,
            language: self.lang(),
            subtitle: config.description.as_deref().filter(|_| name.is_none()),
            // An id stays the same from before the first correction on: it is the feed's own.
            id: address(if feed == Feed::Corrections { CORRECTIONS_ATOM } else { path }),
            self_url: address(&output.path),
            html_url: address(path),
            updated,
            author: &config.title,
            entries,
        }
    }

    /// The entries of the first of `ids` that lists show.
    fn listed_entries(&self, ids: &[PageId]) -> Vec<FeedEntry<'_>> {
        let listed = ids.iter().filter(|&&id| self.site.pages[id].listed);
        listed.take(self.site.config.feed_limit).map(|&id| self.entry(id)).collect()
    }

    fn correction_entry(&self, corrected: &'a Corrected) -> FeedEntry<'a> {
        let Corrected { anchor, correction, title, path, .. } = corrected;
        // The text of a folder shows its corrections in the table of its figures only.
        let fragment = if corrected.page.is_some() { format!("{path}#{anchor}") } else { path.clone() };
        let address = |path: &str| self.absolute(path).unwrap_or_default();
        let date = correction.date.map(|date| date.rfc3339(self.site.config.zone));
        let (was, now) = (text::escape(&correction.was), text::escape(&correction.now));
        let mut content_html = format!("<p><del>{was}</del> → <ins>{now}</ins></p>");
        if let Some(reason) = &correction.reason {
            content_html.push_str(&format!("<p>{}</p>", text::escape(reason)));
        }
        FeedEntry {
            title: format!("{title}{}{} → {}", self.word("colon"), correction.was, correction.now).into(),
            language: None,
            id: address(&format!("{path}#{anchor}")),
            url: address(&fragment),
            published: date.clone(),
            updated: date.unwrap_or_else(|| EPOCH.to_owned()),
            summary: correction.reason.as_deref().unwrap_or_default(),
            content_html,
        }
    }

    fn entry(&self, id: PageId) -> FeedEntry<'_> {
        let page = &self.site.pages[id];
        let meta = &page.document.meta;
        let url = self.absolute(&page.path).unwrap_or_default();
        let zoned = |date: crate::digest::date::Date| date.rfc3339(self.site.config.zone);
        FeedEntry {
            title: meta.title.as_str().into(),
            language: Some(page.document.language).filter(|it| *it != self.language).map(Language::tag),
            id: url.clone(),
            url,
            published: meta.date.map(zoned),
            updated: meta.updated.or(meta.date).map_or_else(|| EPOCH.to_owned(), zoned),
            summary: self.summary_text(page),
            content_html: self.absolute_body(&page.document, &page.targets, &page.path),
        }
    }
}

const EPOCH: &str = "1970-01-01T00:00:00Z";
