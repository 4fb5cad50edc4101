//! Articles, reports and plain pages.

use std::borrow::Cow;

use tera::Value;

use super::Renderer;
use super::view;
use crate::assemble::charts::Owner;
use crate::assemble::{Page, PageId};
use crate::check::Subject;
use crate::diag::{Diagnostic, Language};
use crate::digest::Kind;
use crate::plan::Output;

impl<'a> Renderer<'a> {
    /// A content page, through the template of its kind.
    pub(super) fn content_page(
        &self,
        output: &'a Output,
        id: PageId,
    ) -> Result<Cow<'a, [u8]>, Box<Diagnostic>> {
        let page = &self.site.pages[id];
        match page.kind {
            Kind::Issue => self.page(output, &self.issue(output, id)),
            Kind::Article | Kind::Report | Kind::Page => self.page(output, &self.document(output, id)),
        }
    }

    fn document(&self, output: &Output, id: PageId) -> view::Document {
        let page = &self.site.pages[id];
        let document = &page.document;
        let meta = &document.meta;
        let report = page.kind == Kind::Report;
        let indices = &page.figures;
        view::Document {
            head: self.page_head(page, output),
            date: meta.date.map(|date| date.iso()),
            date_text: self.date(meta.date),
            updated_text: self.date(meta.updated),
            source: meta.source.as_deref().and_then(|source| self.source(source)),
            region: self.region_of(page),
            period: document.period.as_ref().map(|period| period.text(self.language).into_owned()),
            topics: if page.listed { self.term_links(&meta.topics, "topics/") } else { Vec::new() },
            tags: if page.listed { self.term_links(&meta.tags, "tags/") } else { Vec::new() },
            body: self.body(
                &Owner::Page(id),
                document,
                &page.targets,
                &page.path,
                0..document.body().html.len(),
            ),
            contents: self.contents(page),
            characters: document.body().characters,
            minutes: document.body().characters.div_ceil(self.reading_speed()).max(1),
            tiles: if report { self.tile_groups(id, indices) } else { Vec::new() },
            charts: self.charts_of(&Owner::Page(id)),
            poster: self.poster_links(id),
            figures: self.own_figures(indices, meta.source.as_ref()),
            corrections: self.corrections_of(id),
            accepted: self.accepted(Subject::Page(id)),
            series: self.series(page),
            previous: page.previous.map(|id| self.page_link(id)),
            next: page.next.map(|id| self.page_link(id)),
            extra: Value::from_serializable(&meta.extra),
        }
    }

    /// What is read in a minute: the site says it for its own language.
    fn reading_speed(&self) -> usize {
        if self.language == self.site.config.language {
            return self.site.config.reading_speed;
        }
        match self.language {
            Language::Chinese => 400,
            Language::English => 230,
        }
    }

    fn contents(&self, page: &Page) -> Vec<view::Heading> {
        let headings = page.document.body().headings.iter().filter(|heading| matches!(heading.level, 2 | 3));
        headings
            .map(|it| view::Heading { level: it.level, id: it.id.clone(), title: it.title.clone() })
            .collect()
    }

    /// The series of a page, in reading order: oldest first.
    fn series(&self, page: &Page) -> Option<view::Series> {
        let name = page.document.meta.series.as_ref()?;
        let term = self.site.series.iter().find(|term| term.name == *name)?;
        let members: Vec<PageId> = term.pages.iter().rev().copied().collect();
        let at = members.iter().position(|&id| self.site.pages[id].path == page.path)?;
        Some(view::Series {
            title: name.clone(),
            path: self.term_link(term).path,
            position: at + 1,
            count: members.len(),
            previous: at.checked_sub(1).map(|at| self.page_link(members[at])),
            next: members.get(at + 1).map(|&id| self.page_link(id)),
        })
    }
}
