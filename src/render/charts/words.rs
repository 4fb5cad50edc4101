//! What is said of a chart: its title, what is counted, what there is to see, its sources and notes.
//!
//! Nothing is computed here: every number said is one of the ledger, as its source wrote it.

use std::collections::BTreeSet;

use super::compose::is_approximate;
use super::{at, year};
use crate::assemble::charts::{Chart, unmet};
use crate::figures::choice::{Cell, Chosen, Kind, Name};
use crate::figures::compare::{self, Sort};
use crate::figures::ledger::Figure;
use crate::figures::measure;
use crate::figures::partial_date::PartialDate;
use crate::render::Renderer;

/// Names in a title, rows in a finding, sources in a caption.
const MOST_NAMES: usize = 4;
const MOST_FOUND: usize = 7;
const MOST_SOURCES: usize = 3;
/// Letters of the periods in a title: 十三届五年与十四届五年 is no more.
const LONG_PERIODS: usize = 16;

/// The words around a chart.
pub(super) struct Words {
    pub(super) title: String,
    /// What is counted, and what of: definition, denominator.
    pub(super) subtitle: String,
    /// What there is to see.
    pub(super) finding: String,
    /// What kind of time is meant, where the years alone do not say it.
    pub(super) time: Option<String>,
    /// Sources.
    pub(super) caption: String,
    pub(super) note: String,
}

impl Renderer<'_> {
    pub(super) fn chart_words(&self, chart: &Chart, chosen: &Chosen) -> Words {
        let figures: Vec<&Figure> = chosen.figures().map(|it| self.site.ledger.get(it)).collect();
        Words {
            title: chart.title.clone().unwrap_or_else(|| self.chart_title(chosen, &figures)),
            subtitle: self.counted(chosen, &figures),
            finding: self.finding(chosen),
            time: self.kind_of_time(chart, chosen, &figures),
            caption: self.sources_of(&figures),
            note: self.chart_note(chart, chosen, &figures),
        }
    }

    /// What of, where and when.
    fn chart_title(&self, chosen: &Chosen, figures: &[&Figure]) -> String {
        let Some(&first) = figures.first() else { return String::new() };
        let region = self.region_name(&first.region);
        let mut indicator = self.indicator_name(self.indicator_of(first)).to_owned();
        let part = first.category.as_deref();
        if let Some(part) = part.filter(|_| figures.iter().all(|it| it.category.as_deref() == part)) {
            indicator = self.word("reason_told").replace("{why}", &indicator).replace("{told}", part);
        }
        let indicator = &*indicator;
        let named = |what: &str, of: &[String]| {
            // 十四届全国人大二次会议 says 全国.
            let said_by = |other: &&String, it: &String| *other != it && other.contains(it.as_str());
            let told = |it: &&String| !it.is_empty() && !of.iter().any(|other| said_by(&other, it));
            let of: Vec<&str> = of.iter().filter(told).map(String::as_str).collect();
            format!("{what}{}{}", self.word("caption_joint"), of.join(" · "))
        };
        match (chosen.kind, chosen.row) {
            (Kind::Multiples, Name::Indicator) => named(region, &[self.word("over_years").to_owned()]),
            // Each field says its region.
            (Kind::Multiples, _) => named(indicator, &[span(figures)]),
            (Kind::Line, _) => {
                let names: Vec<String> = chosen.rows.iter().map(|row| self.row_name(chosen, row)).collect();
                named(indicator, &[self.listed(&names), span(figures)])
            }
            (Kind::Stacked, row) => {
                let whole = match chosen.column {
                    Some(Name::Indicator) => self.listed(&self.columns(chosen)),
                    _ => indicator.to_owned(),
                };
                let one = chosen.rows.len() == 1;
                let place = if row == Name::Time || one { region.to_owned() } else { String::new() };
                let time = if row == Name::Region || one { self.when(figures) } else { span(figures) };
                named(&whole, &[place, time])
            }
            (Kind::Grouped | Kind::Dot | Kind::Slope, row) => {
                let place = if row == Name::Category { region.to_owned() } else { String::new() };
                let periods = self.columns(chosen).join(self.word("and_joint"));
                // The legend has their names.
                let long = periods.chars().count() > LONG_PERIODS;
                named(indicator, &[place, if long { span(figures) } else { periods }])
            }
            (_, Name::Time) => named(indicator, &[region.to_owned(), span(figures)]),
            (_, Name::Region) if chosen.kind == Kind::Bar => named(indicator, &[self.when(figures)]),
            _ => named(indicator, &[region.to_owned(), self.when(figures)]),
        }
    }

    /// Names in a row; of many the first ones.
    fn listed(&self, names: &[String]) -> String {
        let shown = names.iter().take(MOST_NAMES).cloned().collect::<Vec<_>>().join(self.word("list_joint"));
        if names.len() <= MOST_NAMES {
            return shown;
        }
        format!("{shown}{}", self.word("and_more_names").replace("{n}", &names.len().to_string()))
    }

    /// The time that all figures are of; one region's own name of it (a day, its session) is not that of the others.
    fn when(&self, figures: &[&Figure]) -> String {
        let Some(first) = figures.first() else { return String::new() };
        let same = figures.iter().all(|it| it.period.label == first.period.label);
        let year = || at(first).map(|at| self.year_text(year(at)));
        if same { self.period_text(first) } else { year().unwrap_or_else(|| self.period_text(first)) }
    }

    fn year_text(&self, year: i32) -> String {
        let date = u32::try_from(year).ok().and_then(|it| PartialDate::new(it, None, None).ok());
        date.map_or_else(|| year.to_string(), |it| it.text(self.language))
    }

    /// Unit, definition and denominator, as far as all share them.
    fn counted(&self, chosen: &Chosen, figures: &[&Figure]) -> String {
        let Some(&first) = figures.first() else { return String::new() };
        if chosen.row == Name::Indicator {
            return String::new();
        }
        let say = |word: &str, told: &str| format!("{}{}{told}", self.word(word), self.word("colon"));
        let mut parts = Vec::new();
        let definition = first.definition.as_deref();
        if let Some(told) =
            definition.filter(|_| figures.iter().all(|it| it.definition.as_deref() == definition))
        {
            parts.push(say("definition", told));
        }
        // All of a chart have one denominator.
        parts.extend(first.denominator.as_deref().map(|it| say("denominator", self.denominator(it))));
        parts.extend(
            first.foreign_level.then(|| self.word("level_short").replace("{level}", first.level.letter())),
        );
        parts.join(self.word("reason_joint"))
    }

    /// What there is to see, said with the numbers that are drawn.
    fn finding(&self, chosen: &Chosen) -> String {
        let ledger = &self.site.ledger;
        let written = |cell: &Cell| {
            let values: Vec<&str> = cell.iter().map(|&it| &*ledger.get(it).written).collect();
            values.join(self.word("list_joint"))
        };
        let mut told: Vec<String> = Vec::new();
        for row in chosen.rows.iter().take(MOST_FOUND) {
            let name = self.row_name(chosen, row);
            let values = match chosen.kind {
                Kind::Line | Kind::Multiples => self.first_and_last(&row[0]),
                Kind::Bar | Kind::Share => written(&row[0]),
                Kind::Grouped | Kind::Dot | Kind::Slope | Kind::Stacked => {
                    let columns = self.columns(chosen);
                    let of = columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                    let of: Vec<String> =
                        of.map(|(column, cell)| format!("{column} {}", written(cell))).collect();
                    of.join(self.word("list_joint"))
                }
            };
            told.push(format!("{name}{}{values}", self.word("colon")));
        }
        if chosen.rows.len() > MOST_FOUND {
            told.push(self.word("and_more_rows").to_owned());
        }
        format!("{}{}", told.join(self.word("reason_joint")), self.word("full_stop"))
    }

    /// The first and last value of a line, and the highest and lowest where those are others.
    fn first_and_last(&self, cell: &Cell) -> String {
        let mut figures: Vec<&Figure> = cell.iter().map(|&it| self.site.ledger.get(it)).collect();
        figures.sort_by_key(|it| at(it));
        let number = |figure: &&&Figure| measure::comparable(&figure.quantity).number;
        // What contradicts each other is said together.
        let say = |figure: &Figure| {
            let when = self.period_text(figure);
            let same = figures.iter().filter(|it| at(it) == at(figure) && self.period_text(it) == when);
            let told: Vec<&str> = same.map(|it| &*it.written).collect();
            format!("{when} {}", told.join(self.word("list_joint")))
        };
        let (Some(first), Some(last)) = (figures.first(), figures.last()) else { return String::new() };
        let mut told = vec![say(first), say(last)];
        let extremes =
            [("highest", figures.iter().max_by_key(number)), ("lowest", figures.iter().min_by_key(number))];
        for (word, figure) in extremes {
            let Some(figure) = figure.map(|it| say(it)).filter(|it| !told.contains(it)) else { continue };
            told.push(format!("{} {figure}", self.word(word)));
        }
        told.join(self.word("list_joint"))
    }

    /// What the years of an axis or the figures of bars are: a count as of a day is no count of a year.
    fn kind_of_time(&self, chart: &Chart, chosen: &Chosen, figures: &[&Figure]) -> Option<String> {
        let label = figures.first().map(|it| &it.period.label);
        let said = chart.title.is_none() && figures.iter().all(|it| Some(&it.period.label) == label);
        let as_of = figures.iter().all(|it| compare::sort(it) == Sort::AsOf);
        if !as_of || said || chosen.row == Name::Indicator {
            return None;
        }
        let ends_year = |figure: &&Figure| {
            let day = figure.period.last_day();
            (day.month(), day.day()) == (12, 31)
        };
        let word = if figures.iter().all(ends_year) { "as_of_year_end" } else { "as_of_day" };
        Some(self.word(word).to_owned())
    }

    fn sources_of(&self, figures: &[&Figure]) -> String {
        let mut sources: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        for source in figures.iter().filter_map(|figure| figure.source.as_deref()) {
            if !source.name.is_empty() && seen.insert(&*source.name) {
                sources.push(&source.name);
            }
        }
        if sources.is_empty() {
            return String::new();
        }
        let count = sources.len();
        sources.truncate(MOST_SOURCES);
        let named = sources.join(self.word("list_joint"));
        let mut caption = format!("{}{}{named}", self.word("source"), self.word("colon"));
        if count > MOST_SOURCES {
            caption.push_str(&self.word("and_more").replace("{n}", &count.to_string()));
        }
        caption
    }

    fn chart_note(&self, chart: &Chart, chosen: &Chosen, figures: &[&Figure]) -> String {
        let mut notes: Vec<String> = chart.note.clone().into_iter().collect();
        if figures.iter().any(|it| is_approximate(it)) {
            // Where marks are close to each other, nothing is drawn of what they can be.
            let alone = matches!(chosen.kind, Kind::Multiples | Kind::Slope | Kind::Stacked);
            notes.push(self.word(if alone { "chart_hollow_alone" } else { "chart_hollow" }).to_owned());
        }
        if chosen.figures().any(|it| self.site.ledger.in_conflict(it)) {
            notes.push(self.word("chart_conflict").to_owned());
        }
        if chosen.is_short {
            notes.push(self.word("chart_short").to_owned());
        }
        if !chart.unmet.is_empty() {
            let named = unmet::say(&chart.unmet, &self.site.tables);
            notes.push(self.word("chart_unmet").replace("{names}", named.text(self.language)));
        }
        if chosen.left_out > 0 {
            notes.push(self.word("chart_left_out").replace("{n}", &chosen.left_out.to_string()));
        }
        notes.join(self.word("reason_joint"))
    }

    /// What a row of a chart is called. Of rows for values that contradict each other, each says its source.
    pub(super) fn row_name(&self, chosen: &Chosen, row: &[Cell]) -> String {
        let Some(&index) = row.iter().flatten().next() else { return String::new() };
        let mut name = self.name_of(chosen.row, index);
        if chosen.kind == Kind::Bar && chosen.row == Name::Region && self.is_of_several_days(chosen) {
            let day = self.period_text(self.site.ledger.get(index));
            name = self.word("reason_told").replace("{why}", &name).replace("{told}", &day);
        }
        let alone = row.iter().map(Vec::len).sum::<usize>() == 1;
        let disputed = alone && chosen.kind != Kind::Line && self.site.ledger.in_conflict(index);
        let source =
            self.site.ledger.get(index).source.as_deref().filter(|it| disputed && !it.name.is_empty());
        source.map_or_else(
            || name.clone(),
            |it| self.word("reason_told").replace("{why}", &name).replace("{told}", &it.name),
        )
    }

    /// Whether its figures were counted as of different days: each bar says of which.
    fn is_of_several_days(&self, chosen: &Chosen) -> bool {
        let mut figures = chosen.figures().map(|it| self.site.ledger.get(it));
        let Some(first) = figures.next() else { return false };
        compare::sort(first) == Sort::AsOf && figures.any(|it| it.period.label != first.period.label)
    }

    /// What its columns are called.
    pub(super) fn columns(&self, chosen: &Chosen) -> Vec<String> {
        let count = chosen.rows.first().map_or(0, Vec::len);
        let name = |column: usize| {
            let mut cells = chosen.rows.iter().filter_map(|row| row.get(column)).flatten();
            let first = cells.next().copied()?;
            let figure = self.site.ledger.get(first);
            let same = cells.all(|&it| self.site.ledger.get(it).period.label == figure.period.label);
            Some(match chosen.column {
                // One region's own name of the time is not that of the others.
                Some(Name::Time) if !same => {
                    at(figure).map_or_else(|| self.period_text(figure), |at| year(at).to_string())
                }
                Some(by) => self.name_of(by, first),
                None => self.word("value").to_owned(),
            })
        };
        (0..count).map(|column| name(column).unwrap_or_default()).collect()
    }

    fn name_of(&self, by: Name, index: usize) -> String {
        let figure = self.site.ledger.get(index);
        match by {
            // Under whatever name it had: the one it has now.
            Name::Region => {
                let latest = self.site.tables.regions.line(&figure.region);
                match self.region_name(latest) {
                    "" => self.region_name(&figure.region).to_owned(),
                    name => name.to_owned(),
                }
            }
            Name::Category => figure.category.clone().unwrap_or_default(),
            Name::Indicator => {
                let name = self.indicator_name(self.indicator_of(figure));
                let category = figure.category.as_deref();
                category.map_or_else(
                    || name.to_owned(),
                    |it| self.word("reason_told").replace("{why}", name).replace("{told}", it),
                )
            }
            Name::Time => self.period_text(figure),
        }
    }
}

/// First and last year: 2018–2022.
fn span(figures: &[&Figure]) -> String {
    let years: BTreeSet<i32> = figures.iter().filter_map(|it| at(it)).map(year).collect();
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}
