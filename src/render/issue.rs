//! A bulletin: masthead, 要目, articles, colophon.

use tera::Value;

use super::Renderer;
use super::view;
use crate::assemble::charts::Owner;
use crate::assemble::{Page, PageId};
use crate::check::Subject;
use crate::diag::Language;
use crate::plan::Output;

impl Renderer<'_> {
    pub(super) fn issue(&self, output: &Output, id: PageId) -> view::Issue {
        let page = &self.site.pages[id];
        let document = &page.document;
        let meta = &document.meta;
        let config = &self.site.config;
        let owner = Owner::Page(id);
        let articles = if page.articles.is_empty() {
            self.own_sections(&owner, page)
        } else {
            self.listed_articles(page)
        };
        // The text before the first article, whose heading is made anew from its title.
        let html = &document.body().html;
        let first = document.body().sections.first().filter(|_| page.articles.is_empty());
        let lead = first.map_or(html.len(), |it| html[..it.html.start].rfind("<h2").unwrap_or(it.html.start));
        view::Issue {
            head: self.page_head(page, output),
            name: config.publication.name.clone().unwrap_or_else(|| config.title.clone()),
            number: self.issue_number(page),
            serial: self.issue_serial(page),
            publisher: config.publication.publisher.clone(),
            date: meta.date.map(|date| date.iso()),
            date_text: self.date(meta.date),
            body: self.body(&owner, document, &page.targets, &page.path, 0..lead),
            charts: self.charts_of(&owner),
            articles,
            figures: self.own_figures(&page.figures, meta.source.as_ref()),
            colophon: self.colophon(),
            corrections: self.corrections_of(id),
            accepted: self.accepted(Subject::Page(id)),
            previous: page.previous.map(|id| self.page_link(id)),
            next: page.next.map(|id| self.page_link(id)),
            extra: Value::from_serializable(&meta.extra),
        }
    }

    /// The level-2 sections of the bulletin's own text.
    fn own_sections(&self, owner: &Owner, page: &Page) -> Vec<view::IssueArticle> {
        let document = &page.document;
        let section = |section: &crate::parse::markdown::Section| view::IssueArticle {
            title: section.title.clone(),
            anchor: section.id.clone(),
            path: None,
            body: self.body(owner, document, &page.targets, &page.path, section.html.clone()),
            summary: String::new(),
            source: section.source_line.clone(),
        };
        document.body().sections.iter().map(section).collect()
    }

    /// The articles of the site that the bulletin lists.
    fn listed_articles(&self, page: &Page) -> Vec<view::IssueArticle> {
        let article = |(nth, &id): (usize, &usize)| {
            let article = &self.site.pages[id];
            let source = article
                .document
                .meta
                .source
                .as_ref()
                .map(|source| source.name.clone())
                .filter(|name| !name.is_empty());
            view::IssueArticle {
                title: article.document.meta.title.clone(),
                anchor: format!("article-{}", nth + 1),
                path: Some(self.page_link(id).path),
                body: String::new(),
                summary: self.summary_text(article).to_owned(),
                source: source.map(|name| match self.language {
                    Language::Chinese => format!("摘编自{name}"),
                    Language::English => format!("from {name}"),
                }),
            }
        };
        page.articles.iter().enumerate().map(article).collect()
    }

    fn colophon(&self) -> view::Colophon {
        let publication = &self.site.config.publication;
        let contact = |value: &Option<String>| value.clone().filter(|_| publication.show_contacts);
        view::Colophon {
            editor: publication.editor.clone(),
            approval: publication.approval.clone(),
            phone: contact(&publication.phone),
            email: contact(&publication.email),
            recipients: contact(&publication.recipients),
            note: publication.note.clone(),
        }
    }

    /// 要目: links into a bulletin.
    pub(super) fn issue_contents(&self, page: &Page) -> Vec<view::Link> {
        let document = &page.document;
        if page.articles.is_empty() {
            let sections = document.body().sections.iter();
            return sections
                .map(|it| self.link(it.title.clone(), &format!("{}#{}", page.path, it.id)))
                .collect();
        }
        page.articles.iter().map(|&id| self.page_link(id)).collect()
    }
}
