//! Why figures are not drawn, in words.

use std::borrow::Cow;

use super::Renderer;
use super::view;
use crate::figures::compare::{self, Axis, Reason, Sort};
use crate::figures::ledger::Figure;
use crate::parse::chart_block::{By, ChartBlock};

/// How many different definitions, units … are named.
const MOST_NAMED: usize = 4;

impl Renderer<'_> {
    /// A table and the reason, where nothing that a text asks for may be drawn.
    pub(super) fn refused(&self, figures: &[&Figure], block: &ChartBlock, id: &str) -> view::Chart {
        let name = self.site.tables.catalogue.get(&block.indicator).map_or("", |it| self.indicator_name(it));
        let one_region = figures.windows(2).all(|pair| pair[0].region == pair[1].region);
        let axis = match block.by {
            Some(By::Year) => Axis::Years,
            Some(By::Part) => Axis::Parts,
            Some(By::Region) => Axis::Regions,
            None if one_region => Axis::Years,
            None => Axis::Regions,
        };
        let why = match figures {
            [] => self.word("chart_no_data").to_owned(),
            [_] => self.word("chart_one_figure").to_owned(),
            _ => self.not_drawn(figures, axis),
        };
        view::Chart {
            id: id.to_owned(),
            title: block.title.clone().unwrap_or_else(|| name.to_owned()),
            subtitle: String::new(),
            svg: String::new(),
            caption: String::new(),
            note: String::new(),
            table: (!figures.is_empty()).then(|| self.chart_table(figures)),
            refused: Some(why),
            files: None,
        }
    }

    /// Why nothing is drawn along `axis` although there are several figures.
    fn not_drawn(&self, figures: &[&Figure], axis: Axis) -> String {
        self.incomparable(figures, axis).unwrap_or_else(|| {
            let spans = figures.iter().all(|it| compare::sort(it) == Sort::Span);
            let key = match axis {
                Axis::Line | Axis::Years if spans => "chart_spans",
                Axis::Line | Axis::Years => "chart_no_years",
                Axis::Regions => "chart_one_region",
                Axis::Parts => "chart_no_parts",
            };
            self.word(key).to_owned()
        })
    }

    /// Why `figures` may not share `axis`; nothing where they may.
    pub(super) fn incomparable(&self, figures: &[&Figure], axis: Axis) -> Option<String> {
        let grounds = self.site.tables.grounds();
        let reasons = compare::comparable(figures.iter().copied(), axis, grounds).err()?;
        let reasons: Vec<String> = reasons.iter().map(|&it| self.reason(it, figures)).collect();
        let key = match axis {
            Axis::Line | Axis::Years => "not_drawn_years",
            Axis::Regions => "not_drawn_regions",
            Axis::Parts => "not_drawn_parts",
        };
        Some(self.word(key).replace("{why}", &reasons.join(self.word("reason_joint"))))
    }

    /// A reason with what differs: 口径不同（办结；解决）.
    fn reason(&self, reason: Reason, figures: &[&Figure]) -> String {
        let mut told: Vec<Cow<'_, str>> = Vec::new();
        for figure in figures {
            let it = self.differing(reason, figure);
            if !it.is_empty() && !told.contains(&it) {
                told.push(it);
            }
        }
        let more = told.len() > MOST_NAMED;
        told.truncate(MOST_NAMED);
        let word = self.word(match reason {
            Reason::Indicators => "differ_indicators",
            Reason::Measures => "differ_measures",
            Reason::Definitions => "differ_definitions",
            Reason::Denominators => "differ_denominators",
            Reason::Levels => "differ_levels",
            Reason::WholeAndPart => "differ_whole",
            Reason::Parts => "differ_parts",
            Reason::Periods => "differ_periods",
            Reason::Spans => "differ_spans",
            Reason::Times => "differ_times",
            Reason::Regions => "differ_regions",
            Reason::Merged => "differ_merged",
        });
        if told.len() < 2 {
            return word.to_owned();
        }
        let ending = if more { self.word("and_so_on") } else { "" };
        let told = told.join(self.word("list_joint"));
        self.word("reason_told").replace("{why}", word).replace("{told}", &format!("{told}{ending}"))
    }

    /// What of a figure a reason is about.
    fn differing<'f>(&'f self, reason: Reason, figure: &'f Figure) -> Cow<'f, str> {
        let unsaid = self.word("unsaid");
        let told = match reason {
            Reason::Spans | Reason::Times => return figure.period.text(self.language),
            Reason::Indicators => self.indicator_name(self.indicator_of(figure)),
            Reason::Measures => &figure.quantity.unit,
            Reason::Definitions => figure.definition.as_deref().unwrap_or(unsaid),
            Reason::Denominators => figure.denominator.as_deref().map_or(unsaid, |it| self.denominator(it)),
            Reason::Levels => figure.level.letter(),
            Reason::WholeAndPart | Reason::Regions | Reason::Merged => self.region_name(&figure.region),
            Reason::Parts => figure.category.as_deref().unwrap_or_else(|| self.word("whole")),
            Reason::Periods => self.word(match compare::sort(figure) {
                Sort::Annual => "sort_annual",
                Sort::AsOf => "sort_as_of",
                Sort::Span => "sort_span",
            }),
        };
        Cow::Borrowed(told)
    }
}
