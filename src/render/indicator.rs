//! An indicator's page, and the index of indicators.

use super::Renderer;
use super::data::Scope;
use super::dataset::Dataset;
use super::figure::Table;
use super::view;
use crate::diag::Language;
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
        let (charts, not_drawn) = self.indicator_charts(indices);
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
            definition: indicator.definition.clone(),
            synonyms: indicator.synonyms.clone(),
            charts,
            not_drawn,
            conflicts: self.conflicts(indices),
            figures: self.figures(indices, Table::Indicator),
            csv: self.own_file(&output.path, OwnFile::Csv),
            json: self.own_file(&output.path, OwnFile::Json),
            package: self.own_file(&output.path, OwnFile::Package),
            head,
        }
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

    /// Figures of one thing whose intervals do not meet, side by side. They are neighbours in the ledger.
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
            let first = ledger.get(index);
            let group: Vec<usize> = told.clone().filter(|&it| ledger.in_conflict(it)).collect();
            conflicts.push(view::Conflict {
                title: format!("{} · {}", self.region_name(&first.region), first.period.label),
                figures: self.figures(&group, Table::Indicator),
            });
        }
        conflicts
    }

    pub(super) fn indicators(&self, output: &Output) -> view::Indicators {
        let mut groups: Vec<view::IndicatorGroup> = Vec::new();
        for (position, members) in self.site.ledger.indicators() {
            let indicator = self.site.tables.catalogue.at(position);
            let link = self.indicator_link(indicator);
            let term = view::Term { title: link.title, path: link.path, count: members.len() };
            match groups.iter_mut().find(|group| group.title == indicator.function) {
                Some(group) => group.indicators.push(term),
                None => {
                    let anchor = format!("g{}", groups.len() + 1);
                    groups.push(view::IndicatorGroup {
                        title: indicator.function.clone(),
                        anchor,
                        indicators: vec![term],
                    });
                }
            }
        }
        view::Indicators {
            head: self.head("indicators", self.word("indicators"), String::new(), output),
            groups,
        }
    }
}
