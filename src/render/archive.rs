//! The archive: all pages by year; a page for each year where there are many.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Renderer;
use super::view;
use crate::assemble::PageId;
use crate::diag::Language;
use crate::plan::Output;

impl Renderer<'_> {
    /// The whole archive, or one year of it.
    pub(super) fn archive(&self, output: &Output, only: Option<i16>) -> view::Archive {
        let mut by_year: BTreeMap<Reverse<Option<i16>>, Vec<PageId>> = BTreeMap::new();
        for &id in &self.site.listed {
            let year = self.site.pages[id].document.meta.date.map(|date| date.year());
            by_year.entry(Reverse(year)).or_default().push(id);
        }
        let paged = !self.plan.archive_years.is_empty();
        let title = self.word("archive");
        let head = match only {
            None => self.head("archive", title, String::new(), output),
            Some(year) => {
                let name = self.year(year);
                let breadcrumb = vec![
                    self.home_link(),
                    self.link(title, "archive/"),
                    self.link(name.clone(), &output.path),
                ];
                self.head_with("archive", &format!("{title} · {name}"), String::new(), output, breadcrumb)
            }
        };
        let years = by_year.into_iter().filter(|(Reverse(year), _)| only.is_none() || *year == only).map(
            |(Reverse(year), ids)| {
                // The index of a long archive names its years; their pages list what is in them.
                let own_page = paged && only.is_none() && year.is_some();
                view::ArchiveYear {
                    title: year.map_or_else(|| self.word("no_date").to_owned(), |year| self.year(year)),
                    anchor: year.map_or_else(|| "undated".to_owned(), |year| format!("y{year}")),
                    count: ids.len(),
                    path: year
                        .filter(|_| own_page)
                        .map(|year| self.link("", &format!("archive/{year}/")).path),
                    pages: if own_page { Vec::new() } else { self.summaries(&ids) },
                }
            },
        );
        view::Archive { head, years: years.collect() }
    }

    fn year(&self, year: i16) -> String {
        match self.language {
            Language::Chinese => format!("{year}年"),
            Language::English => year.to_string(),
        }
    }
}
