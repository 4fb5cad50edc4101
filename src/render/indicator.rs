//! An indicator's page, and the index of indicators.

use tera::Value;

use super::Renderer;
use super::data::Scope;
use super::dataset::Dataset;
use super::figure::{Shared, Table};
use super::shared::under_headings;
use super::view::{self, Fact};
use crate::assemble::charts::Owner;
use crate::diag::Language;
use crate::figures::catalogue::Kind;
use crate::figures::ledger::Figure;
use crate::figures::unit::FRACTION;
use crate::plan::{Output, OwnFile};

impl Renderer<'_> {
    pub(super) fn indicator(&self, output: &Output, position: usize) -> view::Indicator {
        let indicator = self.site.tables.catalogue.at(position);
        let name = self.indicator_name(indicator);
        let indices = self.site.ledger.of_indicator(position);
        let breadcrumb = vec![
            self.home_link(),
            self.link(self.word("indicators"), "indicators/"),
            self.link(name, &output.path),
        ];
        let description = format!(
            "{name}{}{}",
            self.word("colon"),
            self.word("figures_n").replace("{n}", &indices.len().to_string())
        );
        let dataset = |_: &str, description: &str| {
            let (path, identifier) = (&*output.path, Some(&*indicator.id));
            Some(self.dataset(&Dataset { name, description, path, indices, identifier }))
        };
        let head = self.head_of("indicator", name, description, output, breadcrumb, dataset);
        let not_drawn = self.site.charts.not_drawn(position);
        view::Indicator {
            id: indicator.id.clone(),
            other_name: match self.language {
                Language::Chinese => indicator.name_en.clone(),
                Language::English => indicator.name_zh.clone(),
            },
            function: indicator.function.clone(),
            unit: indicator.unit.clone(),
            // Our own name for a share written as a fraction is no unit for people.
            units: indicator.units.iter().filter(|it| *it != FRACTION).cloned().collect(),
            kind_text: indicator.kind.label(self.language).to_owned(),
            better_text: indicator.better.label(self.language).to_owned(),
            formula: match self.language {
                Language::Chinese => indicator.formula_zh.clone(),
                Language::English => indicator.formula.clone(),
            },
            is_computed: indicator.kind == Kind::Rate
                || self.site.tables.catalogue.ties(position).is_some_and(|it| it.formula.is_some()),
            definition: indicator.definition.clone(),
            synonyms: indicator.synonyms.clone(),
            charts: self.charts_of(&Owner::Indicator(position)),
            not_drawn: not_drawn.map(|it| it.text(self.language).to_owned()).into_iter().collect(),
            conflicts: self.conflicts(indices),
            figures: self.by_definition(indices),
            csv: self.own_file(&output.path, OwnFile::Csv),
            json: self.own_file(&output.path, OwnFile::Json),
            package: self.own_file(&output.path, OwnFile::Package),
            head,
        }
    }

    /// The rows of an indicator: what has one definition and one denominator stands together, under both.
    fn by_definition(&self, indices: &[usize]) -> Vec<Value> {
        let key = |index: usize| {
            let figure = self.site.ledger.get(index);
            (figure.definition.as_deref(), figure.denominator.as_deref())
        };
        let mut order: Vec<usize> = indices.to_vec();
        order.sort_by_key(|&index| key(index));
        let mixed = order.first().is_some_and(|&first| order.iter().any(|&it| key(it) != key(first)));
        let mut last = None;
        let row = |&index: &usize| {
            let heading = if last == Some(key(index)) { Vec::new() } else { self.definition(index, mixed) };
            last = Some(key(index));
            self.figure(index, Table::Indicator, Shared { heading, ..Shared::default() })
        };
        order.iter().map(row).collect()
    }

    /// Definition and denominator of a figure as a heading; what has none is only told apart from others that have.
    fn definition(&self, index: usize, mixed: bool) -> Vec<Fact> {
        let figure = self.site.ledger.get(index);
        let fact = |kind: &'static str, text: String| Fact {
            kind,
            label: self.word(kind),
            text,
            path: None,
            url: None,
            date_text: None,
        };
        let definition = figure.definition.clone().map(|it| fact("definition", it));
        let denominator =
            figure.denominator.as_deref().map(|it| fact("denominator", self.denominator(it).to_owned()));
        let mut facts: Vec<Fact> = definition.into_iter().chain(denominator).collect();
        if facts.is_empty() && mixed {
            facts.push(fact("definition", self.word("unsaid").to_owned()));
        }
        facts
    }

    /// A file of an indicator's figures.
    pub(super) fn indicator_file(&self, position: usize, file: OwnFile) -> Vec<u8> {
        let indicator = self.site.tables.catalogue.at(position);
        let path = format!("indicators/{}/", indicator.id);
        let scope = Scope::One { id: &indicator.id, name: self.indicator_name(indicator), path: &path };
        self.data.own_file(file, &scope, self.site.ledger.of_indicator(position))
    }

    /// The link to a file of the figures of the page at `path`.
    pub(super) fn own_file(&self, path: &str, file: OwnFile) -> String {
        let name = OwnFile::ALL.iter().find(|it| it.0 == file).map_or("", |it| it.1);
        self.link("", &format!("{path}{name}")).path
    }

    /// Figures of one thing whose intervals do not meet, side by side.
    fn conflicts(&self, indices: &[usize]) -> Vec<view::Conflict> {
        let ledger = &self.site.ledger;
        let mut conflicts = Vec::new();
        let mut told = 0..0;
        for &index in indices.iter().filter(|&&index| ledger.in_conflict(index)) {
            // The others of its run have gone with the first.
            if told.contains(&index) {
                continue;
            }
            told = ledger.told_with(index);
            let group: Vec<usize> = told.clone().filter(|&it| ledger.in_conflict(it)).collect();
            let figures: Vec<&Figure> = group.iter().map(|&it| ledger.get(it)).collect();
            let first = ledger.get(index);
            let mut title = vec![self.region_name(&first.region).to_owned()];
            title.extend(first.category.clone());
            title.push(self.period_text(first));
            title.extend(self.definition_notes(first));
            conflicts.push(view::Conflict {
                title: title.join(" · "),
                text: self.conflict_text(&figures),
                intervals: self.intervals(&figures),
                figures: self.figures(&group, Table::Indicator),
            });
        }
        conflicts
    }

    pub(super) fn indicators(&self, output: &Output) -> view::Indicators {
        let term = |(position, members): (usize, &[usize])| {
            let indicator = self.site.tables.catalogue.at(position);
            let link = self.indicator_link(indicator);
            (&*indicator.function, view::Term { title: link.title, path: link.path, count: members.len() })
        };
        let groups = under_headings(self.site.ledger.indicators().map(term));
        let group = |(nth, (title, indicators)): (usize, (String, Vec<_>))| view::IndicatorGroup {
            title,
            anchor: format!("g{nth}"),
            indicators,
        };
        let groups = (1..).zip(groups).map(group).collect();
        view::Indicators {
            head: self.head("indicators", self.word("indicators"), String::new(), output),
            groups,
        }
    }
}
