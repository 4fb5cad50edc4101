//! A figure as a table row shows it, and in words.

use std::sync::Arc;

use tera::Value;

use super::Renderer;
use super::beside::Beside;
use super::view::{self, Fact, Link};
use crate::check::Subject;
use crate::diag::Language;
use crate::digest::Source;
use crate::figures::catalogue::{Indicator, Kind};
use crate::figures::ledger::Figure;
use crate::figures::number;
use crate::figures::quantity::{Qualifier, Quantity};

/// Whose table a figure stands in: it decides the row's fragment and whether the row names the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The page that declares it.
    Own,
    /// The page of its indicator.
    Indicator,
    /// The page of its region.
    Region,
}

/// What the rows of a table have in common and do not say each for themselves.
#[derive(Default)]
pub struct Shared<'a> {
    /// The source.
    pub source: Option<&'a Arc<Source>>,
    /// Code of the region.
    pub region: Option<&'a str>,
    /// What stands above the row: only the first of a group has it.
    pub heading: Vec<Fact>,
}

impl Renderer<'_> {
    /// The row of the figure at `index` of the ledger.
    pub(super) fn figure(&self, index: usize, table: Table, shared: Shared<'_>) -> Value {
        let figure = self.site.ledger.get(index);
        let indicator = self.indicator_of(figure);
        let own = table == Table::Own;
        let anchor = match table {
            Table::Own => figure.anchor.clone(),
            Table::Indicator => figure.address.clone(),
            Table::Region => format!("{}-{}", figure.indicator, figure.address),
        };
        let (name, path) = match table {
            Table::Indicator => (
                self.region_name(&figure.region).to_owned(),
                self.region_link(&figure.region).map_or_else(String::new, |it| it.path),
            ),
            _ => (self.indicator_name(indicator).to_owned(), self.figure_link(figure).path),
        };
        let foreign_level =
            figure.foreign_level.then(|| self.word("level_of").replace("{level}", figure.level.letter()));
        let region = (own && shared.region != Some(&*figure.region))
            .then(|| self.region_name(&figure.region).to_owned());
        let shown = figure.source.as_ref().filter(|source| !own || shared.source != Some(source));
        let article = if own { None } else { self.article_link(index) };
        let (article, article_path) = article.map_or((None, None), |it| (Some(it.title), Some(it.path)));
        let beside = if own { self.beside(index) } else { Beside::default() };
        // Handed over one by one: a table of thousands of rows is never there twice.
        Value::from_serializable(&view::Figure {
            anchor,
            heading: shared.heading,
            name,
            path,
            category: figure.category.clone(),
            name_notes: self.name_notes(figure, table),
            value: figure.written.clone(),
            value_notes: self.value_notes(figure),
            period: self.period_text(figure),
            period_notes: foreign_level.into_iter().collect(),
            region,
            source: shown.and_then(|it| source_name(it)).map(str::to_owned),
            source_url: shown.and_then(|it| it.url.clone()),
            source_date: shown.and_then(|it| self.date(it.date)),
            article,
            article_path,
            source_notes: self.source_notes(figure),
            conflict: self
                .site
                .ledger
                .in_conflict(index)
                .then(|| self.link("", &format!("indicators/{}/", indicator.id)).path),
            conflict_text: beside.conflict,
            others: beside.others,
            accepted: self.accepted(Subject::Figure(index)),
            citation: (table != Table::Region).then(|| self.citation(figure)),
            corrections: self.corrections_of_figure(index, own),
        })
    }

    fn labelled(&self, label: &str, text: &str) -> String {
        [self.word(label), self.word("colon"), text].concat()
    }

    /// Definition and denominator; on the indicator's own page they stand above the rows. Of a rate, how it is made.
    fn name_notes(&self, figure: &Figure, table: Table) -> Vec<String> {
        let mut notes = if table == Table::Indicator { Vec::new() } else { self.definition_notes(figure) };
        let indicator = self.indicator_of(figure);
        if table == Table::Own && indicator.kind == Kind::Rate {
            notes.extend(indicator.formula_in(self.language).map(|it| self.labelled("formula", it)));
        }
        notes
    }

    /// Definition and denominator with their words.
    pub(super) fn definition_notes(&self, figure: &Figure) -> Vec<String> {
        let definition = figure.definition.as_deref().map(|it| self.labelled("definition", it));
        let denominator =
            figure.denominator.as_deref().map(|it| self.labelled("denominator", self.denominator(it)));
        definition.into_iter().chain(denominator).collect()
    }

    fn value_notes(&self, figure: &Figure) -> Vec<String> {
        let change = figure.change.as_ref().map(|change| match (&change.against, self.language) {
            (Some(against), Language::Chinese) => format!("较{against}：{}", change.written),
            (Some(against), Language::English) => format!("against {against}: {}", change.written),
            (None, _) => change.written.clone(),
        });
        [self.in_digits(figure), self.bounds(&figure.quantity), change].into_iter().flatten().collect()
    }

    fn source_notes(&self, figure: &Figure) -> Vec<String> {
        let note = figure.note.as_deref().map(|it| self.labelled("note", it));
        figure.at.clone().into_iter().chain(note).collect()
    }

    pub(super) fn figures(&self, indices: &[usize], table: Table) -> Vec<Value> {
        indices.iter().map(|&index| self.figure(index, table, Shared::default())).collect()
    }

    /// The rows of figures in the table of the page that declares them. What most of them have in common, region and source,
    /// is said once, above them.
    pub(super) fn own_figures(&self, indices: &[usize], source: Option<&Arc<Source>>) -> Vec<Value> {
        let region = self.common_region(indices);
        let takes_source = |&index: &usize| self.site.ledger.get(index).source.as_ref() == source;
        let said = source.filter(|_| indices.iter().any(takes_source));
        let mut heading: Vec<Fact> = Vec::new();
        if let Some(code) = region {
            let link = self.region_link(code);
            heading.push(Fact {
                kind: "region",
                label: self.word("region"),
                text: self.region_name(code).to_owned(),
                path: link.map(|it| it.path),
                url: None,
                date_text: None,
            });
        }
        if let Some((source, name)) = said.and_then(|it| Some((it, source_name(it)?))) {
            heading.push(Fact {
                kind: "source",
                label: self.word("source"),
                text: name.to_owned(),
                path: None,
                url: source.url.clone(),
                date_text: self.date(source.date),
            });
        }
        let row = |&index: &usize| {
            let heading = std::mem::take(&mut heading);
            self.figure(index, Table::Own, Shared { source: said, region, heading })
        };
        indices.iter().map(row).collect()
    }

    /// The region of most figures; of several such the first.
    fn common_region(&self, indices: &[usize]) -> Option<&str> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for &index in indices {
            let code = &*self.site.ledger.get(index).region;
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(code, _)| code)
    }

    pub(super) fn indicator_of(&self, figure: &Figure) -> &Indicator {
        let catalogue = &self.site.tables.catalogue;
        catalogue.at(catalogue.position(&figure.indicator).unwrap_or_default())
    }

    pub(super) fn indicator_name<'i>(&self, indicator: &'i Indicator) -> &'i str {
        indicator.shown(self.language)
    }

    pub(super) fn indicator_link(&self, indicator: &Indicator) -> Link {
        self.link(self.indicator_name(indicator), &format!("indicators/{}/", indicator.id))
    }

    /// The period for people.
    pub(super) fn period_text(&self, figure: &Figure) -> String {
        figure.period.text(self.language).into_owned()
    }

    /// The row of a figure on its indicator's page: its stable address.
    pub(super) fn figure_link(&self, figure: &Figure) -> Link {
        let path = format!("indicators/{}/#{}", figure.indicator, figure.address);
        self.link(self.indicator_name(self.indicator_of(figure)), &path)
    }

    /// The page that declares a figure; null for figures of `content/_data/`.
    pub(super) fn article_link(&self, index: usize) -> Option<Link> {
        let (page, figure) = (&self.site.pages[self.site.figure_pages[index]?], self.site.ledger.get(index));
        Some(self.link(page.document.meta.title.clone(), &format!("{}#{}", page.path, figure.anchor)))
    }

    /// The denominator: the name of the indicator it names, else its words.
    pub(super) fn denominator<'f>(&'f self, written: &'f str) -> &'f str {
        self.site.tables.catalogue.get(written).map_or(written, |it| self.indicator_name(it))
    }

    /// The value as a number with its unit, when the written one does not show it by itself.
    pub(super) fn in_digits(&self, figure: &Figure) -> Option<String> {
        let quantity = &figure.quantity;
        let digits = number::plain(quantity.number);
        (!figure.written.contains(&digits)).then(|| {
            let unit = if quantity.unit == "fraction" { "" } else { &quantity.unit };
            format!("{}{unit}", number::grouped(quantity.number))
        })
    }

    /// The interval in words, for what is not exact.
    pub(super) fn bounds(&self, quantity: &Quantity) -> Option<String> {
        let plain = number::plain(quantity.number);
        match quantity.qualifier {
            Qualifier::All | Qualifier::None => return None,
            // 94.35% shows by itself how exact it is; 3.16万 does not.
            Qualifier::Exact if quantity.is_point() || quantity.written.contains(&plain) => return None,
            _ => {}
        }
        let parts = [self.lower_bound(quantity), self.upper_bound(quantity)];
        let told: Vec<String> = parts.into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(self.word("clause_joint")))
    }

    /// 不少于 60,000.
    pub(super) fn lower_bound(&self, quantity: &Quantity) -> Option<String> {
        let lower = number::grouped(quantity.lower?);
        Some(self.word("bound_lower").replace("{n}", &lower))
    }

    /// 不到 60,000; where the bound itself is meant (2至3名), 不超过 3.
    pub(super) fn upper_bound(&self, quantity: &Quantity) -> Option<String> {
        let upper = number::grouped(quantity.upper?);
        let open = quantity.lower.is_none() && !quantity.is_short_of_upper();
        let meant = quantity.qualifier == Qualifier::Range || open;
        Some(self.word(if meant { "bound_most" } else { "bound_upper" }).replace("{n}", &upper))
    }
}

/// What a source goes by: its name, else its address.
pub(super) fn source_name(source: &Source) -> Option<&str> {
    Some(source.name.as_str()).filter(|name| !name.is_empty()).or(source.url.as_deref())
}
