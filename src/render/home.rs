//! The home page: latest bulletin, key figures, latest articles, topics, regions.

use std::collections::BTreeSet;

use super::Renderer;
use super::view;
use crate::assemble::charts::Owner;
use crate::config::HomeFigure;
use crate::digest::Kind;
use crate::figures::catalogue::Tier;
use crate::figures::compare::{self, Sort};
use crate::figures::ledger::Figure;
use crate::path;
use crate::plan::Output;

/// Key figures, topics and regions shown.
const MOST_TILES: usize = 8;
const MOST_TERMS: usize = 24;

impl Renderer<'_> {
    pub(super) fn home(&self, output: &Output) -> view::Home {
        let site = self.site;
        let root = &site.sections[0];
        let title = site.config.title.clone();
        let description = site.config.description.clone().unwrap_or_default();
        let mut head = self.head_with("home", &title, description, output, vec![self.home_link()]);
        head.feed = self.feed_of("");
        let latest: Vec<usize> = site
            .listed
            .iter()
            .copied()
            .filter(|&id| site.pages[id].kind != Kind::Issue)
            .take(site.config.home.latest)
            .collect();
        let of_term = |term: &crate::assemble::Term| view::Term {
            title: term.name.clone(),
            path: self.term_link(term).path,
            count: term.pages.len(),
        };
        let key = self.key_figures();
        view::Home {
            head,
            body: root.index.as_ref().map_or_else(String::new, |it| {
                self.body(&Owner::Section(0), it, &root.targets, "", 0..it.body().html.len())
            }),
            figures: self.intro_figures(root),
            issue: self.latest_issue(),
            tiles: self.key_tiles(&key),
            charts: self.home_charts(&key),
            latest: self.summaries(&latest),
            more: self.plan.has("archive/").then(|| path::href("archive/", self.portable)),
            topics: site.topics.iter().take(MOST_TERMS).map(of_term).collect(),
            regions: self.most_told_regions(),
        }
    }

    /// Those that the home page's own front matter asks for; else the key figures'.
    fn home_charts(&self, key: &[usize]) -> Vec<view::Chart> {
        let own = self.charts_of(&Owner::Section(0));
        if own.is_empty() { self.key_charts(key) } else { own }
    }

    fn latest_issue(&self) -> Option<view::HomeIssue> {
        let id = self.site.listed.iter().copied().find(|&id| self.site.pages[id].kind == Kind::Issue)?;
        let page = &self.site.pages[id];
        Some(view::HomeIssue {
            title: page.document.meta.title.clone(),
            path: path::href(&page.path, self.portable),
            number: self.issue_number(page),
            serial: self.issue_serial(page),
            date_text: self.date(page.document.meta.date),
            contents: self.issue_contents(page),
        })
    }

    /// The key figures that `[home]` names; else the best known ones of the site's own region, or of any.
    fn key_figures(&self) -> Vec<usize> {
        let named = &self.site.config.home.figures;
        if named.is_empty() {
            return self.chosen_figures();
        }
        let figure = |wanted: &HomeFigure| {
            self.named_figure(&wanted.indicator.text, wanted.region.as_ref().map(|it| &*it.text))
        };
        named.iter().filter_map(figure).collect()
    }

    fn key_tiles(&self, indices: &[usize]) -> Vec<view::Tile> {
        indices.iter().map(|&it| self.key_tile(it)).collect()
    }

    /// A figure as a large number, on a page that is of no region.
    pub(super) fn key_tile(&self, index: usize) -> view::Tile {
        let figure = self.site.ledger.get(index);
        let path = format!("indicators/{}/#{}", figure.indicator, figure.address);
        self.tile(index, self.link("", &path).path, true)
    }

    /// Code of the region that the site belongs to.
    pub(super) fn own_region(&self) -> Option<String> {
        let named = &self.site.config.region.as_ref()?.text;
        self.site.tables.regions.find(named).ok().map(|it| it.code.clone())
    }

    /// The latest figure of an indicator, of a region or of the site's own; of any region where that has none.
    fn named_figure(&self, indicator: &str, region: Option<&str>) -> Option<usize> {
        let tables = &self.site.tables;
        let id =
            tables.catalogue.get(indicator).or_else(|| tables.catalogue.by_name(indicator).ok())?.id.clone();
        let members = self.site.ledger.of_indicator(tables.catalogue.position(&id)?);
        let code = |name: &str| tables.regions.find(name).ok().map(|it| it.code.clone());
        match region {
            Some(name) => {
                let wanted = code(name)?;
                self.latest(members.iter().copied().filter(|&it| *self.site.ledger.get(it).region == *wanted))
            }
            None => self.latest_of_own_region(members),
        }
    }

    /// The latest of the site's own region; of any where that has none.
    fn latest_of_own_region(&self, members: &[usize]) -> Option<usize> {
        let own = self.own_region();
        let is_own = |&it: &usize| own.as_deref() == Some(&*self.site.ledger.get(it).region);
        let of_own = self.latest(members.iter().copied().filter(is_own));
        of_own.or_else(|| self.latest(members.iter().copied()))
    }

    /// Core indicators with most figures, each once. Parts do not count: one says little without the others.
    fn chosen_figures(&self) -> Vec<usize> {
        let catalogue = &self.site.tables.catalogue;
        let is_whole = |&it: &usize| self.site.ledger.get(it).category.is_none();
        let mut told: Vec<(usize, Vec<usize>)> = self
            .site
            .ledger
            .indicators()
            .filter(|(position, _)| catalogue.at(*position).tier == Tier::Core)
            .map(|(position, members)| (position, members.iter().copied().filter(is_whole).collect()))
            .collect();
        told.sort_by_key(|(position, whole)| (std::cmp::Reverse(whole.len()), *position));
        let chosen = told.iter().filter_map(|(_, whole)| self.latest_of_own_region(whole));
        chosen.take(MOST_TILES).collect()
    }

    /// The newest of some figures: whole ones before parts, a year or a day before a span of years.
    pub(super) fn latest(&self, indices: impl Iterator<Item = usize>) -> Option<usize> {
        let key = |&index: &usize| {
            let figure: &Figure = self.site.ledger.get(index);
            let span = compare::sort(figure) == Sort::Span;
            (figure.category.is_none(), !span, figure.period.last_day(), std::cmp::Reverse(index))
        };
        indices.max_by_key(key)
    }

    /// Regions with most figures and pages.
    fn most_told_regions(&self) -> Vec<view::Term> {
        let site = self.site;
        let codes: BTreeSet<&str> = site
            .ledger
            .regions()
            .map(|(code, _)| &**code)
            .chain(site.region_pages.keys().map(|code| &**code))
            .collect();
        let count =
            |code: &str| site.ledger.of_region(code).len() + site.region_pages.get(code).map_or(0, Vec::len);
        let mut regions: Vec<(usize, &str)> = codes.into_iter().map(|code| (count(code), code)).collect();
        regions.sort_by_key(|&(count, code)| (std::cmp::Reverse(count), code));
        regions.truncate(MOST_TERMS);
        let term = |(count, code): (usize, &str)| {
            self.region_link(code).map(|link| view::Term { title: link.title, path: link.path, count })
        };
        regions.into_iter().filter_map(term).collect()
    }
}
