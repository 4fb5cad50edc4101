//! Lists: folders, terms, and the indexes of terms.

use tera::Value;

use super::Renderer;
use super::view::{self, Link, Pager};
use crate::assemble::charts::Owner;
use crate::assemble::{PageId, Section};
use crate::path;
use crate::plan::{Output, Taxonomy, list_page, list_pages};

/// Page numbers shown on each side of the current one.
const NEARBY: usize = 2;

impl Renderer<'_> {
    /// A page of a folder's list.
    pub(super) fn section(&self, output: &Output, id: usize, number: usize) -> view::List {
        let section = &self.site.sections[id];
        let mut head = self.head_with(
            "section",
            &section.title,
            self.section_summary(section),
            output,
            self.section_breadcrumb(id),
        );
        head.feed = self.feed_of(&section.path);
        let owner = Owner::Section(id);
        let body = match &section.index {
            Some(document) if number == 1 => {
                self.body(&owner, document, &section.targets, &output.path, 0..document.body.html.len())
            }
            _ => String::new(),
        };
        let term = |&id: &usize| {
            let inner = &self.site.sections[id];
            view::Term {
                title: inner.title.clone(),
                path: self.link("", &inner.path).path,
                count: inner.pages.len(),
            }
        };
        // The same folder in another language is none of its parts.
        let other = self.site.translations.of(&section.path).map(|it| &it.path);
        let inner = section.sections.iter().filter(|&&id| Some(&self.site.sections[id].path) != other);
        let sections = inner.map(term).collect();
        let figures = if number == 1 { self.intro_figures(section) } else { Vec::new() };
        let list = self.list(head, &section.pages, &section.path, number);
        let charts = if number == 1 { self.charts_of(&owner) } else { Vec::new() };
        view::List { body, charts, sections, figures, ..list }
    }

    /// A page of a term's list.
    pub(super) fn term(&self, output: &Output, taxonomy: Taxonomy, id: usize, number: usize) -> view::List {
        let term = &taxonomy.terms(self.site)[id];
        let index = self.link(self.taxonomy_title(taxonomy), taxonomy.path());
        let breadcrumb = vec![self.home_link(), index, self.term_link(term)];
        let mut head = self.head_with("term", &term.name, String::new(), output, breadcrumb);
        head.feed = self.feed_of(&term.path);
        self.list(head, &term.pages, &term.path, number)
    }

    /// The rows of the figures that a folder's own text declares.
    pub(super) fn intro_figures(&self, section: &Section) -> Vec<Value> {
        let own = section.index.as_ref().and_then(|it| it.meta.source.as_ref());
        self.own_figures(&section.figures, own)
    }

    fn list(&self, head: view::Head, ids: &[PageId], path: &str, number: usize) -> view::List {
        let size = self.site.config.page_size;
        let first = (number - 1) * size;
        let shown = &ids[first.min(ids.len())..(first + size).min(ids.len())];
        view::List {
            head,
            body: String::new(),
            charts: Vec::new(),
            figures: Vec::new(),
            entries_html: self.entries(shown, &list_page(path, number), '2'),
            count: ids.len(),
            sections: Vec::new(),
            pager: self.pager(path, number, list_pages(ids.len(), size)),
        }
    }

    pub(super) fn pager(&self, path: &str, number: usize, count: usize) -> Option<Pager> {
        if count < 2 {
            return None;
        }
        let at = |number: usize| path::href(&list_page(path, number), self.portable);
        let mut pages = Vec::new();
        let mut last = 0;
        for shown in (1..=count).filter(|&it| it == 1 || it == count || it.abs_diff(number) <= NEARBY) {
            if shown > last + 1 {
                pages.push(Link {
                    title: "…".to_owned(),
                    path: String::new(),
                    external: false,
                    language: None,
                });
            }
            pages.push(Link { title: shown.to_string(), path: at(shown), external: false, language: None });
            last = shown;
        }
        Some(Pager {
            number,
            count,
            first: at(1),
            previous: (number > 1).then(|| at(number - 1)),
            next: (number < count).then(|| at(number + 1)),
            last: at(count),
            pages,
        })
    }

    /// The index of a taxonomy.
    pub(super) fn terms(&self, output: &Output, taxonomy: Taxonomy) -> view::Terms {
        let term = |term: &crate::assemble::Term| view::Term {
            title: term.name.clone(),
            path: self.term_link(term).path,
            count: term.pages.len(),
        };
        view::Terms {
            head: self.head("terms", self.taxonomy_title(taxonomy), String::new(), output),
            terms: taxonomy.terms(self.site).iter().map(term).collect(),
        }
    }

    fn taxonomy_title(&self, taxonomy: Taxonomy) -> &'static str {
        self.word(match taxonomy {
            Taxonomy::Topics => "topics",
            Taxonomy::Tags => "tags",
            Taxonomy::Series => "series",
        })
    }

    fn section_summary(&self, section: &Section) -> String {
        let of = |document: &crate::parse::Document| {
            document.meta.summary.clone().unwrap_or_else(|| document.body.summary.clone())
        };
        section.index.as_ref().map(of).unwrap_or_default()
    }

    /// The path of the Atom feed of a list, where there is one.
    pub(super) fn feed_of(&self, path: &str) -> Option<String> {
        let feed = format!("{path}feed.xml");
        self.plan.has(&feed).then(|| path::href(&feed, self.portable))
    }
}
