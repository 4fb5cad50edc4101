//! Figures as large numbers, with a small line over the years where there is one.

use std::collections::{BTreeMap, BTreeSet};

use super::Renderer;
use super::charts::{at, factor, year};
use super::shared::under_headings;
use super::view;
use crate::assemble::PageId;
use crate::assemble::charts::Owner;
use crate::chart::{self, At, Sparkline};
use crate::figures::catalogue::Kind;
use crate::figures::ledger::Figure;
use crate::path;

impl Renderer<'_> {
    /// The figures as large numbers, by function of the congress; without the parts that a chart of the page shows side by side.
    pub(super) fn tile_groups(&self, id: PageId, indices: &[usize]) -> Vec<view::TileGroup> {
        let page = &self.site.pages[id];
        let charts = self.site.charts.of(&Owner::Page(id)).iter();
        let drawn: BTreeSet<usize> =
            charts.filter_map(|it| it.what.as_ref().ok()).flat_map(|it| it.figures()).collect();
        let stands = |it: &&usize| self.site.ledger.get(**it).category.is_none() || !drawn.contains(it);
        let tile = |&index: &usize| {
            let figure = self.site.ledger.get(index);
            // From the root, as all links of a template.
            let path = path::href(&format!("{}#{}", page.path, figure.anchor), self.portable);
            (&*self.indicator_of(figure).function, self.tile(index, path, false))
        };
        let groups = under_headings(indices.iter().filter(stands).map(tile)).into_iter();
        groups.map(|(title, tiles)| view::TileGroup { title, tiles }).collect()
    }

    /// A figure as a large number. On the page of its own report it links within the page.
    pub(super) fn tile(&self, index: usize, path: String, with_region: bool) -> view::Tile {
        let figure = self.site.ledger.get(index);
        let indicator = self.indicator_of(figure);
        let (value, unit) = figure.quantity.split_unit();
        let mut note = self.period_text(figure);
        if with_region {
            note = format!("{} · {note}", self.region_name(&figure.region));
        }
        let percent = (indicator.kind == Kind::Rate && figure.quantity.unit == "%")
            .then(|| f64::try_from(figure.quantity.number).unwrap_or(0.0))
            .filter(|it| (0.0..=100.0).contains(it));
        view::Tile {
            title: self.tile_title(figure),
            value: value.to_owned(),
            unit: unit.to_owned(),
            note,
            path,
            percent,
            svg: self.sparkline(figure, index),
        }
    }

    /// What a figure is called where it stands as a large number: its indicator, with the part or the level that is counted.
    pub(super) fn tile_title(&self, figure: &Figure) -> String {
        let name = self.indicator_name(self.indicator_of(figure));
        let level = || self.word("level_short").replace("{level}", figure.level.letter());
        match figure.category.clone().or_else(|| figure.foreign_level.then(level)) {
            Some(told) => format!("{name}（{told}）"),
            None => name.to_owned(),
        }
    }

    /// The figures comparable with this one in its region, over the years; empty where there are not two.
    fn sparkline(&self, figure: &Figure, index: usize) -> String {
        let indicator = self.indicator_of(figure);
        let number = |figure: &Figure| figure.quantity.number * factor(&figure.quantity.unit, indicator);
        let same = self.site.in_line_with(index);
        // There is no room for both of two that contradict each other, and one alone would hide it.
        if same.iter().any(|&it| self.site.ledger.in_conflict(it)) {
            return String::new();
        }
        let same = same.into_iter().map(|it| self.site.ledger.get(it));
        let points: BTreeMap<At, &Figure> = same.filter_map(|it| Some((at(it)?, it))).collect();
        // Dots without a line between them say nothing at this size.
        let years: Vec<i32> = points.keys().map(|&at| year(at)).collect();
        if !years.windows(3).any(|run| run[2] - run[0] <= 2) {
            return String::new();
        }
        // Where it begins and where it ends, for those who do not see it.
        let ends = [points.values().next(), points.values().next_back()].into_iter().flatten();
        let ends = ends.map(|end| format!("{} {}", self.period_text(end), end.written));
        let title = format!(
            "{} {}{}{}",
            self.indicator_name(indicator),
            self.region_name(&figure.region),
            self.word("colon"),
            ends.collect::<Vec<_>>().join(self.word("list_joint"))
        );
        chart::sparkline(&Sparkline {
            id: format!("spark-{index}"),
            title,
            points: points.into_iter().map(|(at, figure)| (at, number(figure))).collect(),
        })
    }
}
