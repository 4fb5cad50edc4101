//! Charts as pages show them: what was chosen ([`crate::assemble::charts`]), drawn and put into words.
//!
//! 1. `compose` makes of chosen figures what [`crate::chart`] draws.
//! 2. `words` says what is seen: title, what is counted, the finding, sources, notes.
//! 3. `table` has the same numbers for those who do not see it.

mod compose;
mod table;
mod words;

use std::sync::Arc;

use rust_decimal::Decimal;
use tera::{Context, Value};

use super::view;
use super::{Content, Drawing, Renderer};
use crate::assemble::charts::{Chart, Owner, Place, Refused};
use crate::chart::{At, Frame};
use crate::figures::catalogue::Indicator;
use crate::figures::choice::Kind;
use crate::figures::ledger::Figure;
use crate::figures::unit::{FRACTION, PER_MILLE, PERCENT};
use crate::path;
use crate::plan::{ChartFile, chart_file};
pub(super) use compose::is_approximate;
use words::Words;

/// Charts of the home page.
const MOST_HOME_CHARTS: usize = 2;

impl Renderer<'_> {
    /// The charts that a page has by itself or its front matter asks for: all but those inside its text.
    pub(super) fn charts_of(&self, owner: &Owner) -> Vec<view::Chart> {
        let charts = self.site.charts.of(owner).iter();
        charts
            .filter(|it| !matches!(it.asked, Some(Place::Block(_))))
            .map(|it| self.chart(it, &it.id))
            .collect()
    }

    /// For the home page: of the key figures' indicators the first that have a chart over years; then those over regions.
    pub(super) fn key_charts(&self, indices: &[usize]) -> Vec<view::Chart> {
        let mut positions: Vec<usize> = Vec::new();
        for &index in indices {
            let position = self.site.tables.catalogue.position(&self.site.ledger.get(index).indicator);
            positions.extend(position.filter(|it| !positions.contains(it)));
        }
        let of_kind = |wanted: fn(Kind) -> bool| {
            positions.iter().filter_map(move |&position| {
                let mut own = self.site.charts.of(&Owner::Indicator(position)).iter();
                own.find(|it| it.what.as_ref().is_ok_and(|it| wanted(it.kind)))
            })
        };
        let over_years = of_kind(|it| matches!(it, Kind::Line | Kind::Multiples));
        let chosen = over_years.chain(of_kind(|it| it == Kind::Bar)).take(MOST_HOME_CHARTS);
        // The page's own text may ask for charts, too.
        (1..).zip(chosen).map(|(nth, it)| self.chart(it, &format!("chart-key-{nth}"))).collect()
    }

    /// What the chart block of this number becomes: a `<figure>`.
    pub(super) fn block_chart(&self, owner: &Owner, number: usize, page: &str) -> String {
        let Some(chart) = self.site.charts.of_block(owner, number) else { return String::new() };
        let mut context = Context::new();
        context.insert_value("chart", Value::from_serializable(&self.chart(chart, &chart.id)));
        self.component("chart", &context, &path::to_root(page))
    }

    /// A chart for a page on which it has the fragment `id`.
    fn chart(&self, chart: &Chart, id: &str) -> view::Chart {
        let chosen = match &chart.what {
            Ok(chosen) => chosen,
            Err(refused) => return self.refused(chart, refused, id),
        };
        let words = self.chart_words(chart, chosen);
        let file = |file| {
            let path = chart_file(self.site, chart, file);
            self.plan.has(&path).then(|| path::href(&path, self.portable))
        };
        let files = file(ChartFile::Svg).zip(file(ChartFile::Csv));
        view::Chart {
            id: id.to_owned(),
            svg: self.compose(chosen, &words, id).inline(),
            title: words.title,
            subtitle: words.subtitle,
            caption: words.caption,
            note: words.note,
            table: Some(self.chart_table(chosen)),
            refused: None,
            files: files.map(|(svg, csv)| view::ChartFiles { svg, csv, png: file(ChartFile::Png) }),
        }
    }

    /// A file of the chart at `index`: its numbers as the columns of the ledger, or the chart as a picture that stands alone.
    pub(super) fn chart_file(&self, index: usize, file: ChartFile) -> Content<'static> {
        let chart = &self.site.charts.all()[index];
        // Only charts that are drawn have files.
        let Ok(chosen) = &chart.what else { return Content::Bytes(Vec::new().into()) };
        if file == ChartFile::Csv {
            let figures: Vec<usize> = chosen.figures().collect();
            return Content::Bytes(self.data.figures_csv(&figures).into());
        }
        let words = self.chart_words(chart, chosen);
        let Some(picture) = self.compose(chosen, &words, "chart").picture(&self.frame(words)) else {
            return Content::Bytes(Vec::new().into());
        };
        if file == ChartFile::Svg {
            return Content::Bytes(picture.svg().into_bytes().into());
        }
        let fingerprint = picture.fingerprint();
        // No chart is so large that there is no memory for it.
        Content::Drawn(Drawing { fingerprint, draw: Arc::new(move || picture.png().unwrap_or_default()) })
    }

    /// What stands around a chart that has no page around it.
    fn frame(&self, words: Words) -> Frame {
        Frame {
            title: words.title,
            subtitle: words.subtitle,
            notes: [words.caption, words.note].into_iter().filter(|it| !it.is_empty()).collect(),
            masthead: self.site.config.title.clone(),
            language: self.language,
        }
    }

    /// The reason and a table, where nothing may be drawn.
    fn refused(&self, chart: &Chart, refused: &Refused, id: &str) -> view::Chart {
        let name = refused.indicator.map(|it| self.indicator_name(self.site.tables.catalogue.at(it)));
        let why: Vec<&str> = refused.why.iter().map(|it| it.text(self.language)).collect();
        view::Chart {
            id: id.to_owned(),
            title: chart.title.clone().or_else(|| name.map(str::to_owned)).unwrap_or_default(),
            subtitle: String::new(),
            svg: String::new(),
            caption: String::new(),
            note: String::new(),
            table: (!refused.figures.is_empty()).then(|| self.list_of_figures(&refused.figures)),
            refused: Some(why.join(self.word("reason_joint"))),
            files: None,
        }
    }
}

/// Where a figure stands on an axis of years.
pub(super) fn at(figure: &Figure) -> Option<At> {
    figure.period.on_year_axis().map(|point| point.date.map_or(At::Year(i32::from(point.year)), At::Day))
}

pub(super) fn year(at: At) -> i32 {
    match at {
        At::Year(year) => year,
        At::Day(day) => i32::from(day.year()),
    }
}

/// What a number in `written` is multiplied by on the axis of its indicator.
pub(super) fn factor(written: &str, indicator: &Indicator) -> Decimal {
    match (written, &*indicator.unit) {
        (PER_MILLE, PERCENT) => Decimal::new(1, 1),
        (FRACTION, PERCENT) => Decimal::ONE_HUNDRED,
        (PERCENT, PER_MILLE) => Decimal::TEN,
        (FRACTION, PER_MILLE) => Decimal::ONE_THOUSAND,
        _ => Decimal::ONE,
    }
}
