//! Why figures are not drawn, in words.

use std::borrow::Cow;

use crate::diag::{Language, Said};
use crate::figures::catalogue::Indicator;
use crate::figures::choice::{MOST_SERIES, Name, Refusal};
use crate::figures::compare::{self, Axis, Reason, Sort};
use crate::figures::ledger::{Figure, Ledger};
use crate::parse::Tables;
use crate::theme::messages;

/// How many different definitions, units … are named.
const MOST_NAMED: usize = 4;

/// A sentence for `refusal` of the figures at `indices`.
pub fn say(refusal: &Refusal, indices: &[usize], ledger: &Ledger, tables: &Tables) -> Said {
    let figures: Vec<&Figure> = indices.iter().map(|&it| ledger.get(it)).collect();
    let say = |language| Words { language, tables }.refusal(refusal, &figures);
    Said { zh: say(Language::Chinese), en: say(Language::English) }
}

/// The words of one language.
struct Words<'a> {
    language: Language,
    tables: &'a Tables,
}

impl Words<'_> {
    fn word(&self, key: &str) -> &'static str {
        messages::word(self.language, key)
    }

    /// A whole sentence or more.
    fn refusal(&self, refusal: &Refusal, figures: &[&Figure]) -> String {
        let key = match refusal {
            Refusal::Incomparable(axis, reasons) => return self.incomparable(*axis, reasons, figures),
            Refusal::TooMany(count, of) => {
                let key = if *of == Name::Region { "chart_too_many_regions" } else { "chart_too_many_parts" };
                let text = self.word(key).replace("{n}", &count.to_string());
                return text.replace("{most}", &MOST_SERIES.to_string());
            }
            Refusal::NoData => "chart_no_data",
            Refusal::OneFigure => "chart_one_figure",
            Refusal::NoYears => "chart_no_years",
            Refusal::Spans => "chart_spans",
            Refusal::OneRegion => "chart_one_region",
            Refusal::NoParts => "chart_no_parts",
            Refusal::NoChange => "chart_no_change",
            Refusal::NoRate => "chart_no_rate",
            Refusal::SeveralRegions => "chart_several_regions",
            Refusal::NoWhole => "chart_no_whole",
            Refusal::MoreThanWhole => "chart_more_than_whole",
        };
        self.word(key).to_owned()
    }

    fn incomparable(&self, axis: Axis, reasons: &[Reason], figures: &[&Figure]) -> String {
        let reasons: Vec<String> = reasons.iter().map(|&it| self.reason(it, figures)).collect();
        let key = match axis {
            Axis::Line | Axis::Years | Axis::Terms => "not_drawn_years",
            Axis::Regions => "not_drawn_regions",
            Axis::Parts
            | Axis::PartsByYear
            | Axis::PartsByRegion
            | Axis::IndicatorsByYear
            | Axis::IndicatorsByRegion => "not_drawn_parts",
        };
        self.word(key).replace("{why}", &reasons.join(self.word("reason_joint")))
    }

    /// A reason with what differs: 口径不同（办结；解决）.
    fn reason(&self, reason: Reason, figures: &[&Figure]) -> String {
        let mut told: Vec<Cow<'_, str>> = Vec::new();
        for figure in figures {
            if told.len() > MOST_NAMED {
                break;
            }
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
        let region = || self.tables.regions.get(&figure.region).map_or("", |it| &*it.name);
        let told = match reason {
            Reason::Spans | Reason::Times => return figure.period.text(self.language),
            Reason::Indicators => self.indicator(&figure.indicator),
            Reason::Measures => &figure.quantity.unit,
            Reason::Definitions => figure.definition.as_deref().unwrap_or(unsaid),
            Reason::Denominators => figure.denominator.as_deref().map_or(unsaid, |it| self.indicator(it)),
            Reason::Levels => figure.level.letter(),
            Reason::WholeAndPart | Reason::Regions | Reason::Merged => region(),
            Reason::Parts => figure.category.as_deref().unwrap_or_else(|| self.word("whole")),
            Reason::Periods => self.word(match compare::sort(figure) {
                Sort::Annual => "sort_annual",
                Sort::AsOf => "sort_as_of",
                Sort::Span => "sort_span",
            }),
        };
        Cow::Borrowed(told)
    }

    /// The name of an indicator; of what is none, as written.
    fn indicator<'f>(&'f self, id: &'f str) -> &'f str {
        let named = |it: &'f Indicator| it.shown(self.language);
        self.tables.catalogue.get(id).map_or(id, named)
    }
}
