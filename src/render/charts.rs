//! Charts out of the ledger: which figures one shows, its title, its caption and its table.
//!
//! What may share an axis is [`compare`]'s to say; how it is drawn is [`crate::chart`]'s. Here is chosen: the largest set of
//! comparable figures over years, over regions of one year, or over the parts of one partition.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use tera::{Context, Value};

use super::Renderer;
use super::view;
use crate::assemble::Page;
use crate::chart::{self, At, Bar, Bars, Line, Mark, Series, Sparkline, Unit, YearPoint};
use crate::diag::Language;
use crate::figures::catalogue::{Indicator, Kind};
use crate::figures::choice;
use crate::figures::compare::{self, Axis};
use crate::figures::ledger::Figure;
use crate::figures::quantity::Qualifier;
use crate::figures::unit::{FRACTION, PER_MILLE, PERCENT};
use crate::parse::chart_block::{By, ChartBlock};
use crate::path;

/// Lines in one chart, bars in one chart, charts of a report.
const MOST_LINES: usize = 6;
const MOST_BARS: usize = 30;
const MOST_REPORT_CHARTS: usize = 3;
const MOST_HOME_CHARTS: usize = 2;

impl Renderer<'_> {
    /// The charts of an indicator's page, over years, over regions, over the parts of a whole, and why some of them are not
    /// there although there is more than one figure.
    pub(super) fn indicator_charts(&self, indices: &[usize]) -> (Vec<view::Chart>, Vec<String>) {
        let figures = self.of_ledger(indices);
        let years = self.over_years(&figures, "chart-years", None);
        let regions = self.over_regions(&figures, "chart-regions", None);
        let parts = self.over_parts(&figures, "chart-parts", None);
        let several =
            |part: &dyn Fn(&Figure) -> &str| figures.windows(2).any(|pair| part(pair[0]) != part(pair[1]));
        let mut why = Vec::new();
        if regions.is_none() && several(&|it| &*it.region) {
            why.extend(self.incomparable(&figures, Axis::Regions));
        }
        // One sentence is enough: along years the same would be said again.
        let drawn = years.is_some() || regions.is_some() || parts.is_some();
        if why.is_empty() && !drawn && several(&|it| &*it.period.label) {
            why.extend(self.incomparable(&figures, Axis::Years));
        }
        (years.into_iter().chain(regions).chain(parts).collect(), why)
    }

    /// For the home page: the first key figures that make a line over years; where none does, bars over regions.
    pub(super) fn key_charts(&self, indices: &[usize]) -> Vec<view::Chart> {
        let indicators = indices.iter().map(|&index| &*self.site.ledger.get(index).indicator);
        let positions: BTreeSet<usize> =
            indicators.filter_map(|id| self.site.tables.catalogue.position(id)).collect();
        let all: Vec<Vec<&Figure>> =
            positions.into_iter().map(|it| self.of_ledger(self.site.ledger.of_indicator(it))).collect();
        let numbered = |draw: &dyn Fn(&[&Figure], &str) -> Option<view::Chart>| {
            let mut charts: Vec<view::Chart> = Vec::new();
            for figures in &all {
                let id = format!("chart-{}", charts.len() + 1);
                charts.extend(draw(figures, &id).filter(|_| charts.len() < MOST_HOME_CHARTS));
            }
            charts
        };
        let lines = numbered(&|figures, id| self.over_years(figures, id, None));
        if lines.is_empty() { numbered(&|figures, id| self.over_regions(figures, id, None)) } else { lines }
    }

    /// The charts of a report: its partitions, and its figures over the years where earlier ones are known.
    pub(super) fn report_charts(&self, indices: &[usize]) -> Vec<view::Chart> {
        let mut charts = Vec::new();
        let own = self.of_ledger(indices);
        let mut seen = BTreeSet::new();
        for figure in &own {
            if charts.len() == MOST_REPORT_CHARTS {
                break;
            }
            if !seen.insert((figure.indicator.clone(), figure.level)) {
                continue;
            }
            let id = format!("chart-{}", charts.len() + 1);
            let same: Vec<&Figure> =
                own.iter().copied().filter(|it| it.indicator == figure.indicator).collect();
            let line = || self.over_years(&self.in_line_with(figure), &id, None);
            charts.extend(self.over_parts(&same, &id, None).or_else(line));
        }
        charts
    }

    /// What a chart block of a text becomes: a `<figure>`.
    pub(super) fn block_chart(&self, block: &ChartBlock, id: &str, page: &str) -> String {
        let position = self.site.tables.catalogue.position(&block.indicator);
        let all = position
            .map_or_else(Vec::new, |position| self.of_ledger(self.site.ledger.of_indicator(position)));
        let regions = &self.site.tables.regions;
        let figures: Vec<&Figure> =
            all.into_iter().filter(|figure| block.wants(&figure.region, regions)).collect();
        let title = block.title.as_deref();
        let drawn = match block.by {
            Some(By::Year) => self.over_years(&figures, id, title),
            Some(By::Region) => self.over_regions(&figures, id, title),
            Some(By::Part) => self.over_parts(&figures, id, title),
            None => self
                .over_years(&figures, id, title)
                .or_else(|| self.over_parts(&figures, id, title))
                .or_else(|| self.over_regions(&figures, id, title)),
        };
        let chart = drawn.unwrap_or_else(|| self.refused(&figures, block, id));
        let mut context = Context::new();
        context.insert_value("chart", Value::from_serializable(&chart));
        self.component("chart", &context, &path::to_root(page))
    }

    /// Those of the figures that may stand on an axis: one with a unit that its indicator does not take has none.
    fn of_ledger(&self, indices: &[usize]) -> Vec<&Figure> {
        let figures = indices.iter().map(|&index| self.site.ledger.get(index));
        figures.filter(|it| self.indicator_of(it).accepts(&it.quantity.unit)).collect()
    }

    /// A line for each region that has most years; `None` where no region has two.
    fn over_years(&self, figures: &[&Figure], id: &str, title: Option<&str>) -> Option<view::Chart> {
        let mut chosen = choice::over_years(figures, self.site.tables.grounds());
        // Two years far apart are two dots: the table shows them better, unless a text asks for the chart.
        if title.is_none() && !chosen.iter().any(|line| line.points() > 2 || line.has_neighbours()) {
            return None;
        }
        let left_out = chosen.len().saturating_sub(MOST_LINES);
        chosen.truncate(MOST_LINES);
        let shown: Vec<&Figure> = chosen.iter().flat_map(|line| line.figures.iter().copied()).collect();
        let indicator = self.indicator_of(shown.first()?);
        let names: Vec<&str> = chosen.iter().map(|line| self.region_name(line.region)).collect();
        let span = shown
            .iter()
            .filter_map(|it| at(it))
            .map(year)
            .fold((i32::MAX, i32::MIN), |(low, high), it| (low.min(it), high.max(it)));
        let made = format!(
            "{}{}{} · {}–{}",
            self.indicator_name(indicator),
            self.word("caption_joint"),
            names.join(self.word("list_joint")),
            span.0,
            span.1
        );
        let title = title.map_or(made, str::to_owned);
        let description = format!("{}–{}", span.0, span.1);
        let series = chosen.iter().map(|line| Series {
            name: self.region_name(line.region).to_owned(),
            points: points(&line.figures, indicator, self.language),
        });
        let line = Line {
            id: id.to_owned(),
            title: title.clone(),
            description: format!("{title} ({description})"),
            unit: unit(indicator),
            series: series.collect(),
            language: self.language,
        };
        let note = (left_out > 0).then(|| self.word("chart_left_out").replace("{n}", &left_out.to_string()));
        Some(self.chart(id, title, chart::line(&line), &shown, note))
    }

    /// A bar for each region of the year that most regions tell of.
    fn over_regions(&self, figures: &[&Figure], id: &str, title: Option<&str>) -> Option<view::Chart> {
        let mut shown = choice::over_regions(figures, self.site.tables.grounds());
        let indicator = self.indicator_of(shown.first()?);
        let left_out = shown.len().saturating_sub(MOST_BARS);
        shown.truncate(MOST_BARS);
        // One region's own name of the time (a day, its session) is not that of the others.
        let label = &shown[0].period.label;
        let when = if shown.iter().all(|it| it.period.label == *label) {
            self.period_text(shown[0])
        } else {
            at(shown[0]).map_or_else(|| self.period_text(shown[0]), |at| year(at).to_string())
        };
        let made = format!("{}{}{when}", self.indicator_name(indicator), self.word("caption_joint"));
        let title = title.map_or(made, str::to_owned);
        let bar = |figure: &&Figure| Bar {
            label: self.region_name(&figure.region).to_owned(),
            mark: mark(figure, indicator),
            highlight: false,
        };
        let bars = Bars {
            id: id.to_owned(),
            title: title.clone(),
            description: title.clone(),
            unit: unit(indicator),
            bars: shown.iter().map(bar).collect(),
        };
        let note = (left_out > 0).then(|| self.word("chart_left_out").replace("{n}", &left_out.to_string()));
        Some(self.chart(id, title, chart::bars(&bars), &shown, note))
    }

    /// A bar for each part of the largest partition.
    fn over_parts(&self, figures: &[&Figure], id: &str, title: Option<&str>) -> Option<view::Chart> {
        let shown = choice::over_parts(figures, self.site.tables.grounds());
        let indicator = self.indicator_of(shown.first()?);
        let made = format!(
            "{}{}{} · {}",
            self.indicator_name(indicator),
            self.word("caption_joint"),
            self.region_name(&shown[0].region),
            self.period_text(shown[0])
        );
        let title = title.map_or(made, str::to_owned);
        let bar = |figure: &&Figure| Bar {
            label: figure.category.clone().unwrap_or_default(),
            mark: mark(figure, indicator),
            highlight: false,
        };
        let bars = Bars {
            id: id.to_owned(),
            title: title.clone(),
            description: title.clone(),
            unit: unit(indicator),
            bars: shown.iter().map(bar).collect(),
        };
        Some(self.chart(id, title, chart::bars(&bars), &shown, None))
    }

    fn chart(
        &self,
        id: &str,
        title: String,
        svg: String,
        shown: &[&Figure],
        note: Option<String>,
    ) -> view::Chart {
        let mut sources: Vec<&str> = Vec::new();
        for source in shown.iter().filter_map(|figure| figure.source.as_deref()) {
            if !source.name.is_empty() && !sources.contains(&&*source.name) {
                sources.push(&source.name);
            }
        }
        let more = sources.len().saturating_sub(3);
        sources.truncate(3);
        let mut caption = String::new();
        if !sources.is_empty() {
            caption = format!(
                "{}{}{}",
                self.word("source"),
                self.word("colon"),
                sources.join(self.word("list_joint"))
            );
            if more > 0 {
                caption.push_str(&self.word("and_more").replace("{n}", &(sources.len() + more).to_string()));
            }
        }
        if let Some(note) = note {
            caption = if caption.is_empty() { note } else { format!("{caption} · {note}") };
        }
        view::Chart {
            id: id.to_owned(),
            title,
            svg,
            caption,
            table: Some(self.chart_table(shown)),
            refused: None,
        }
    }

    pub(super) fn chart_table(&self, figures: &[&Figure]) -> view::Table {
        let parts = figures.iter().any(|figure| figure.category.is_some());
        let mut head = vec![
            self.word("region").to_owned(),
            self.word("period").to_owned(),
            self.word("value").to_owned(),
        ];
        if parts {
            head.insert(1, self.word("category").to_owned());
        }
        let row = |figure: &&Figure| {
            let mut row = vec![
                self.region_name(&figure.region).to_owned(),
                self.period_text(figure),
                figure.written.clone(),
            ];
            if parts {
                row.insert(1, figure.category.clone().unwrap_or_default());
            }
            row
        };
        view::Table { head, rows: figures.iter().map(row).collect() }
    }

    /// The figures as large numbers, by function of the congress.
    pub(super) fn tile_groups(&self, page: &Page, indices: &[usize]) -> Vec<view::TileGroup> {
        let mut groups: Vec<view::TileGroup> = Vec::new();
        for &index in indices {
            let figure = self.site.ledger.get(index);
            let function = &self.indicator_of(figure).function;
            // From the root, as all links of a template.
            let path = path::href(&format!("{}#{}", page.path, figure.anchor), self.portable);
            let tile = self.tile(index, path, false);
            match groups.iter_mut().find(|group| group.title == *function) {
                Some(group) => group.tiles.push(tile),
                None => groups.push(view::TileGroup { title: function.clone(), tiles: vec![tile] }),
            }
        }
        groups
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

    /// All figures that make one line over the years with `figure`, itself among them.
    fn in_line_with(&self, figure: &Figure) -> Vec<&Figure> {
        let (tables, ledger) = (&self.site.tables, &self.site.ledger);
        let Some(position) = tables.catalogue.position(&figure.indicator) else { return Vec::new() };
        let regions = tables.regions.of_line(&figure.region).into_iter();
        let indices = regions.flat_map(|code| ledger.of_indicator_in(position, code));
        let line = |it: &&Figure| compare::comparable([figure, it], Axis::Line, tables.grounds()).is_ok();
        indices.map(|&index| ledger.get(index)).filter(line).collect()
    }

    /// The figures comparable with this one in its region, over the years; empty where there are not two.
    fn sparkline(&self, figure: &Figure, index: usize) -> String {
        let indicator = self.indicator_of(figure);
        let number = |figure: &Figure| figure.quantity.number * factor(&figure.quantity.unit, indicator);
        let same = self.in_line_with(figure).into_iter();
        let points: BTreeMap<At, Decimal> = same.filter_map(|it| Some((at(it)?, number(it)))).collect();
        // Dots without a line between them say nothing at this size.
        let years: Vec<i32> = points.keys().map(|&at| year(at)).collect();
        if !years.windows(3).any(|run| run[2] - run[0] <= 2) {
            return String::new();
        }
        let title = format!(
            "{} {}",
            self.indicator_name(self.indicator_of(figure)),
            self.region_name(&figure.region)
        );
        chart::sparkline(&Sparkline {
            id: format!("spark-{index}"),
            title,
            points: points.into_iter().collect(),
        })
    }
}

/// Where a figure stands on an axis of years.
fn at(figure: &Figure) -> Option<At> {
    figure.period.on_year_axis().map(|point| point.date.map_or(At::Year(i32::from(point.year)), At::Day))
}

fn year(at: At) -> i32 {
    match at {
        At::Year(year) => year,
        At::Day(day) => i32::from(day.year()),
    }
}

fn points(figures: &[&Figure], indicator: &Indicator, language: Language) -> Vec<YearPoint> {
    let mut points: Vec<YearPoint> = Vec::with_capacity(figures.len());
    for figure in figures {
        let Some(at) = at(figure) else { continue };
        let mark = mark(figure, indicator);
        // Two sources that agree are one point.
        if !points.iter().any(|point| point.at == at && point.mark == mark) {
            points.push(YearPoint { at, label: figure.period.text(language).into_owned(), mark });
        }
    }
    points
}

/// A figure in the unit of its axis: 950‰ and 三分之二 stand on an axis of % as 95 and 66.67.
fn mark(figure: &Figure, indicator: &Indicator) -> Mark {
    let quantity = &figure.quantity;
    let factor = factor(&quantity.unit, indicator);
    Mark {
        number: quantity.number * factor,
        lower: quantity.lower.map(|it| it * factor),
        upper: quantity.upper.map(|it| it * factor),
        approximate: !matches!(quantity.qualifier, Qualifier::Exact | Qualifier::All | Qualifier::None),
        written: figure.written.clone(),
    }
}

/// What a number in `written` is multiplied by on the axis of its indicator.
fn factor(written: &str, indicator: &Indicator) -> Decimal {
    match (written, &*indicator.unit) {
        (PER_MILLE, PERCENT) => Decimal::new(1, 1),
        (FRACTION, PERCENT) => Decimal::ONE_HUNDRED,
        _ => Decimal::ONE,
    }
}

fn unit(indicator: &Indicator) -> Unit {
    if indicator.unit == "%" { Unit::Percent } else { Unit::Count(indicator.unit.clone()) }
}
