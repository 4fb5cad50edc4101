//! What views are made of: links, dates, sources, summaries, the site.

use std::collections::HashMap;

use tera::Value;

use super::Renderer;
use super::view::{self, Link};
use crate::assemble::{Page, PageId, Term};
use crate::config::Setting;
use crate::diag::Language;
use crate::digest::date::Date;
use crate::digest::{self, Kind, Source};
use crate::figures::region::Region;
use crate::parse::front_matter::web_address;
use crate::path;
use crate::plan::{CORRECTIONS_ATOM, CORRECTIONS_JSON, nav_path};

/// Items under their headings, both in the order in which they come first.
pub(super) fn under_headings<'h, T>(items: impl IntoIterator<Item = (&'h str, T)>) -> Vec<(String, Vec<T>)> {
    let mut groups: Vec<(String, Vec<T>)> = Vec::new();
    for (heading, item) in items {
        match groups.iter_mut().find(|(title, _)| title == heading) {
            Some((_, group)) => group.push(item),
            None => groups.push((heading.to_owned(), vec![item])),
        }
    }
    groups
}

impl<'a> Renderer<'a> {
    /// A link inside the site.
    pub(super) fn link(&self, title: impl Into<String>, path: &str) -> Link {
        Link { title: title.into(), path: path::href(path, self.portable), external: false, language: None }
    }

    /// The absolute address of a site path, when the site has a `base_url`.
    pub(super) fn absolute(&self, path: &str) -> Option<String> {
        self.site.config.base_url.as_deref().map(|base| path::absolute(base, path))
    }

    /// A date for people.
    pub(super) fn date(&self, date: Option<Date>) -> Option<String> {
        date.map(|date| date.long(self.language))
    }

    pub(super) fn page_link(&self, id: PageId) -> Link {
        let page = &self.site.pages[id];
        self.link(page.document.meta.title.clone(), &page.path)
    }

    pub(super) fn term_link(&self, term: &Term) -> Link {
        self.link(term.name.clone(), &term.path)
    }

    /// Links to the terms with `names`.
    pub(super) fn term_links(&self, names: &[String], root: &str) -> Vec<Link> {
        names.iter().map(|name| self.link(name.clone(), &format!("{root}{}/", path::of_term(name)))).collect()
    }

    /// A link to each region that has a page: most pages and all figures show one.
    pub(super) fn links_to_regions(&self) -> HashMap<&'a str, Link> {
        let link = |region: &'a Region| {
            let path = format!("regions/{}/", region.code);
            self.plan.has(&path).then(|| (&*region.code, self.link(region.name.clone(), &path)))
        };
        self.site.tables.regions.iter().filter_map(link).collect()
    }

    pub(super) fn region_link(&self, code: &str) -> Option<Link> {
        self.region_links.get(code).cloned()
    }

    pub(super) fn region_name(&self, code: &str) -> &str {
        self.site.tables.regions.get(code).map_or("", |region: &Region| &region.name)
    }

    pub(super) fn source(&self, source: &Source) -> Option<view::Source> {
        (!source.name.is_empty() || source.url.is_some()).then(|| view::Source {
            name: if source.name.is_empty() {
                source.url.clone().unwrap_or_default()
            } else {
                source.name.clone()
            },
            url: source.url.clone(),
            author: source.author.clone(),
            editor: source.editor.clone(),
            date_text: self.date(source.date),
            accessed_text: self.date(source.accessed),
            licence: source.licence.clone(),
        })
    }

    /// 第18期.
    pub(super) fn issue_number(&self, page: &Page) -> Option<String> {
        page.document
            .meta
            .number
            .filter(|_| page.kind == Kind::Issue)
            .map(|number| digest::issue_number(number, self.language))
    }

    /// 总第七百二十期.
    pub(super) fn issue_serial(&self, page: &Page) -> Option<String> {
        page.document
            .meta
            .serial
            .filter(|_| page.kind == Kind::Issue)
            .map(|serial| digest::issue_serial(serial, self.language))
    }

    /// The summary of a page: its own words, else its first sentences.
    pub(super) fn summary_text<'p>(&self, page: &'p Page) -> &'p str {
        page.document.meta.summary.as_deref().unwrap_or(&page.document.body.summary)
    }

    /// The region that a page tells of; a plain page (a manual, an imprint) has none to show, whatever the site's own is.
    pub(super) fn region_of(&self, page: &Page) -> Option<Link> {
        let code = page.document.region.as_deref().filter(|_| page.kind != Kind::Page)?;
        self.region_link(code)
    }

    /// A page as lists show it.
    pub(super) fn summary(&self, page: &Page) -> view::Summary {
        let meta = &page.document.meta;
        view::Summary {
            kind: page.kind.name(),
            title: meta.title.clone(),
            language: Some(page.document.language).filter(|it| *it != self.language).map(Language::tag),
            path: path::href(&page.path, self.portable),
            date: meta.date.map(|date| date.iso()),
            date_text: self.date(meta.date),
            summary: self.summary_text(page).to_owned(),
            source: crate::parse::source_name(meta.source.as_ref()),
            region: self.region_of(page),
            topics: if page.listed { self.term_links(&meta.topics, "topics/") } else { Vec::new() },
            issue_number: self.issue_number(page),
            issue_serial: self.issue_serial(page),
            figure_count: page.figures.len(),
        }
    }

    /// The summaries of `ids`.
    pub(super) fn summaries(&self, ids: &[PageId]) -> Vec<Value> {
        ids.iter().map(|&id| self.summary_value(id)).collect()
    }

    pub(super) fn summary_value(&self, id: PageId) -> Value {
        Value::from_serializable(&self.summary(&self.site.pages[id]))
    }

    pub(super) fn site_view(&self) -> view::Site {
        let config = &self.site.config;
        let nav = config.nav.iter().map(|entry| {
            let written = &entry.path.text;
            match nav_path(written, self.site, self.plan) {
                Some(path) => self.nav_link(&entry.title, &path),
                None => self.foreign(Link {
                    title: entry.title.clone(),
                    path: written.clone(),
                    external: true,
                    language: None,
                }),
            }
        });
        let feeds = config.base_url.is_some();
        let planned = |path: &str| self.plan.has(path).then(|| path.to_owned());
        view::Site {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.tag(),
            base_url: config.base_url.clone(),
            nav: nav.collect(),
            home: self.link("", self.in_own_language("")).path,
            publication: view::Publication {
                name: config.publication.name.clone(),
                publisher: config.publication.publisher.clone(),
            },
            footer: self.footer(),
            palette: config.palette.iter().map(|(name, colour)| format!("--{name}:{colour};")).collect(),
            feed: feeds.then(|| "feed.xml".to_owned()),
            json_feed: feeds.then(|| "feed.json".to_owned()),
            corrections_feed: planned(CORRECTIONS_ATOM),
            corrections_json_feed: planned(CORRECTIONS_JSON),
            generator: concat!("Yaomu ", env!("CARGO_PKG_VERSION")).to_owned(),
            extra: Value::from_serializable(&config.extra),
        }
    }

    /// An entry of the menu. Where its page has a translation in the language of the menu, that one, by its own title.
    fn nav_link(&self, title: &str, path: &str) -> Link {
        let own = self.in_own_language(path);
        if own == path {
            return self.foreign(self.link(title, path));
        }
        let page = self.site.pages.iter().find(|it| it.path == own).map(|it| &it.document.meta.title);
        let section = || self.site.sections.iter().find(|it| it.path == own).map(|it| &it.title);
        self.link(page.or_else(section).map_or(title, String::as_str), own)
    }

    /// A link that the settings of the site give its words.
    fn foreign(&self, link: Link) -> Link {
        let own = self.site.config.language;
        Link { language: (own != self.language).then(|| own.tag()), ..link }
    }

    fn footer(&self) -> view::Footer {
        let footer = &self.site.config.footer;
        let link = |(title, url): &(String, Setting)| match nav_path(&url.text, self.site, self.plan) {
            Some(path) => Some(self.link(title.clone(), &path)),
            None => {
                let url = &url.text;
                web_address(url).then(|| Link {
                    title: title.clone(),
                    path: url.clone(),
                    external: true,
                    language: None,
                })
            }
        };
        view::Footer {
            organiser: footer.organiser.clone(),
            operator: footer.operator.clone(),
            address: footer.address.clone(),
            icp: footer.icp.clone(),
            police: footer.police.clone(),
            site_code: footer.site_code.clone(),
            copyright: footer.copyright.clone(),
            links: footer.links.iter().filter_map(link).collect(),
        }
    }
}
