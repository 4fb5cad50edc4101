//! What all pages hand their template: title, addresses, breadcrumb.

use super::Renderer;
use super::json_ld::{self, Described};
use super::view::{Head, Link};
use crate::assemble::Page;
use crate::path;
use crate::plan::{Output, What};

impl Renderer<'_> {
    /// The head of a generated page; its breadcrumb is home and itself.
    pub(super) fn head(&self, kind: &'static str, title: &str, description: String, output: &Output) -> Head {
        let breadcrumb = vec![self.home_link(), self.link(title, &output.path)];
        self.head_with(kind, title, description, output, breadcrumb)
    }

    /// The head of a generated page with its breadcrumb.
    pub(super) fn head_with(
        &self,
        kind: &'static str,
        title: &str,
        description: String,
        output: &Output,
        breadcrumb: Vec<Link>,
    ) -> Head {
        self.head_of(kind, title, description, output, breadcrumb, |_, _| None)
    }

    /// The same for a page that is something of its own in JSON-LD: `thing` makes it from address and description.
    pub(super) fn head_of(
        &self,
        kind: &'static str,
        title: &str,
        description: String,
        output: &Output,
        breadcrumb: Vec<Link>,
        thing: impl FnOnce(&str, &str) -> Option<String>,
    ) -> Head {
        let canonical = if kind == "not-found" { None } else { self.absolute(&output.path) };
        let json_ld_html = match &canonical {
            Some(url) if breadcrumb.len() > 1 => {
                let own = thing(url, &description);
                let things: Vec<String> =
                    own.into_iter().chain([json_ld::breadcrumb(&breadcrumb, self)]).collect();
                json_ld::script(&things)
            }
            _ => String::new(),
        };
        let nav_path = breadcrumb.get(1).map(|link| link.path.clone());
        Head {
            kind,
            language: self.lang(),
            translations: self.translations(&output.path),
            alternates: self.alternates(&output.path),
            title: title.to_owned(),
            description,
            path: path::href(&output.path, self.portable),
            canonical,
            image: None,
            og_type: "website",
            json_ld_html,
            breadcrumb,
            feed: None,
            published: None,
            modified: None,
            nav_path,
        }
    }

    /// The head of a content page.
    pub(super) fn page_head(&self, page: &Page, output: &Output) -> Head {
        let meta = &page.document.meta;
        let mut breadcrumb = self.section_breadcrumb(page.section);
        breadcrumb.push(self.link(meta.title.clone(), &page.path));
        let thing = |url: &str, summary: &str| {
            let corrections = match output.what {
                What::Page(id) => self.site.corrections.of_page(id).map(|it| &it.correction).collect(),
                _ => Vec::new(),
            };
            Some(json_ld::page(self, page, &Described { url, summary, corrections }))
        };
        let description = self.summary_text(page).to_owned();
        let head = self.head_of(page.kind.name(), &meta.title, description, output, breadcrumb, thing);
        Head {
            og_type: "article",
            image: match output.what {
                What::Page(id) => self.card_image(id),
                _ => None,
            },
            published: meta.date.map(|date| date.rfc3339(self.site.config.zone)),
            modified: meta.updated.or(meta.date).map(|date| date.rfc3339(self.site.config.zone)),
            ..head
        }
    }

    pub(super) fn home_link(&self) -> Link {
        self.link(self.word("home"), self.in_own_language(""))
    }

    /// Home and the folders down to the section.
    pub(super) fn section_breadcrumb(&self, section: usize) -> Vec<Link> {
        let mut links = Vec::new();
        let mut at = Some(section);
        while let Some(id) = at {
            let section = &self.site.sections[id];
            if id == 0 || section.path == self.in_own_language("") {
                links.push(self.home_link());
                break;
            }
            // `docs/en/` is `docs/` in English, not a part of it.
            let own = path::href(self.in_own_language(&section.path), self.portable);
            if !links.iter().any(|link: &Link| link.path == own) {
                links.push(self.link(section.title.clone(), &section.path));
            }
            at = section.parent;
        }
        links.reverse();
        links
    }
}
