//! Which language a page is in, and where the same page stands in the other one.

use super::Renderer;
use super::view::{Alternate, Translation};
use crate::assemble::Site;
use crate::assemble::charts::Owner;
use crate::diag::Language;
use crate::path;
use crate::plan::{Feed, What};
use crate::theme;

/// The languages that pages of the site have beside its own.
pub(super) fn others(site: &Site) -> Vec<Language> {
    let of_pages = site.pages.iter().map(|page| page.document.language);
    let used: Vec<Language> = of_pages.chain(site.sections.iter().map(|it| it.language)).collect();
    let own = site.config.language;
    [Language::Chinese, Language::English].into_iter().filter(|it| *it != own && used.contains(it)).collect()
}

/// The language of a file: that of the page or folder it belongs to, else the site's.
pub(super) fn of_output(site: &Site, what: &What) -> Language {
    let of_page = |id: usize| site.pages[id].document.language;
    match what {
        What::Home => site.sections[0].language,
        What::Page(id) | What::ReportPicture(id, _) => of_page(*id),
        What::Section(id, _) | What::Atom(Feed::Section(id)) | What::JsonFeed(Feed::Section(id)) => {
            site.sections[*id].language
        }
        What::ChartFile(index, _) => match site.charts.all()[*index].owner {
            Owner::Page(id) => of_page(id),
            Owner::Section(id) => site.sections[id].language,
            Owner::Indicator(_) | Owner::Region(_) => site.config.language,
        },
        _ => site.config.language,
    }
}

impl Renderer<'_> {
    /// The page at `path`, or the same in the language of this renderer.
    pub(super) fn in_own_language<'p>(&'p self, path: &'p str) -> &'p str {
        match self.site.translations.of(path) {
            Some(translation) if translation.language == self.language => &translation.path,
            _ => path,
        }
    }

    /// The page at `path` in the other language.
    pub(super) fn translations(&self, path: &str) -> Vec<Translation> {
        let translation = self.site.translations.of(path);
        let view = translation.map(|it| Translation {
            language: it.language.tag(),
            name: theme::messages::word(it.language, "language_name"),
            path: path::href(&it.path, self.portable),
        });
        view.into_iter().collect()
    }

    /// The page at `path` in all languages, itself among them, for search engines; the site's own is for all others.
    pub(super) fn alternates(&self, path: &str) -> Vec<Alternate> {
        let Some(other) = self.site.translations.of(path) else { return Vec::new() };
        let own = self.site.translations.of(&other.path).map_or(self.language, |it| it.language);
        let default = if other.language == self.site.config.language { &*other.path } else { path };
        let all = [(own.tag(), path), (other.language.tag(), &*other.path), ("x-default", default)];
        let alternate =
            |(language, path): (&'static str, &str)| Some(Alternate { language, url: self.absolute(path)? });
        all.into_iter().filter_map(alternate).collect()
    }
}
