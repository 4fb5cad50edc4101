//! A figure as a table row shows it, and in words.

use std::sync::Arc;

use rust_decimal::Decimal;
use tera::Value;

use super::Renderer;
use super::view::{self, Link};
use crate::assemble::Page;
use crate::diag::Language;
use crate::digest::Source;
use crate::figures::catalogue::Indicator;
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

impl Renderer<'_> {
    /// The row of the figure at `index` of the ledger. `own` is the source that the page gives for all its rows.
    pub(super) fn figure(&self, index: usize, table: Table, own: Option<&Arc<Source>>) -> Value {
        let figure = self.site.ledger.get(index);
        let indicator = self.indicator_of(figure);
        let region = self.site.tables.regions.get(&figure.region);
        let anchor = match table {
            Table::Own => figure.anchor.clone(),
            Table::Indicator => figure.address.clone(),
            Table::Region => format!("{}-{}", figure.indicator, figure.address),
        };
        let indicator_path = || self.link("", &format!("indicators/{}/", indicator.id)).path;
        let region_name = || region.map_or_else(String::new, |it| it.name.clone());
        let (name, path) = match table {
            Table::Indicator => {
                (region_name(), self.region_link(&figure.region).map_or_else(String::new, |it| it.path))
            }
            _ => (self.indicator_name(indicator).to_owned(), indicator_path()),
        };
        let mut period_notes = Vec::new();
        if table == Table::Own {
            period_notes.push(region_name());
        }
        if figure.foreign_level {
            period_notes.push(self.word("level_of").replace("{level}", figure.level.letter()));
        }
        let shown = figure.source.as_ref().filter(|source| table != Table::Own || own != Some(source));
        let source =
            shown.and_then(|it| Some(&it.name).filter(|name| !name.is_empty()).or(it.url.as_ref()).cloned());
        let article = if table == Table::Own { None } else { self.article_link(index) };
        let (article, article_path) = article.map_or((None, None), |it| (Some(it.title), Some(it.path)));
        // Handed over one by one: a table of thousands of rows is never there twice.
        Value::from_serializable(&view::Figure {
            anchor,
            name,
            path,
            category: figure.category.clone(),
            name_notes: self.name_notes(figure),
            value: figure.written.clone(),
            value_notes: self.value_notes(figure),
            period: figure.period.label.clone(),
            period_notes,
            source,
            source_url: shown.and_then(|it| it.url.clone()),
            source_date: shown.and_then(|it| self.date(it.date)),
            article,
            article_path,
            source_notes: self.source_notes(figure),
            conflict: self.site.ledger.in_conflict(index).then(indicator_path),
            corrections: self.corrections_of_figure(index, table == Table::Own),
        })
    }

    fn labelled(&self, label: &str, text: &str) -> String {
        [self.word(label), self.word("colon"), text].concat()
    }

    fn name_notes(&self, figure: &Figure) -> Vec<String> {
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
        indices.iter().map(|&index| self.figure(index, table, None)).collect()
    }

    /// The rows of a page's own figures.
    pub(super) fn own_figures(&self, page: &Page) -> Vec<Value> {
        let own = page.document.meta.source.as_ref();
        page.figures.iter().map(|&index| self.figure(index, Table::Own, own)).collect()
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

    /// The page that declares a figure; null for figures of `content/_data/`.
    fn article_link(&self, index: usize) -> Option<Link> {
        let (page, figure) = (&self.site.pages[self.site.figure_pages[index]?], self.site.ledger.get(index));
        Some(self.link(page.document.meta.title.clone(), &format!("{}#{}", page.path, figure.anchor)))
    }

    /// The denominator: the name of the indicator it names, else its words.
    pub(super) fn denominator<'f>(&'f self, written: &'f str) -> &'f str {
        self.site.tables.catalogue.get(written).map_or(written, |it| self.indicator_name(it))
    }

    /// The value as a number with its unit, when the written one does not show it by itself.
    fn in_digits(&self, figure: &Figure) -> Option<String> {
        let quantity = &figure.quantity;
        let digits = number::plain(quantity.number);
        (!figure.written.contains(&digits)).then(|| {
            let unit = if quantity.unit == "fraction" { "" } else { &quantity.unit };
            format!("{}{unit}", number::grouped(quantity.number))
        })
    }

    /// The interval in words, for what is not exact.
    fn bounds(&self, quantity: &Quantity) -> Option<String> {
        if matches!(quantity.qualifier, Qualifier::Exact | Qualifier::All | Qualifier::None) {
            return None;
        }
        let shown = |bound: Decimal| number::grouped(bound);
        Some(match (quantity.lower, quantity.upper, self.language) {
            (Some(lower), Some(upper), Language::Chinese) => {
                format!("不少于 {}，不到 {}", shown(lower), shown(upper))
            }
            (Some(lower), Some(upper), Language::English) => {
                format!("at least {}, below {}", shown(lower), shown(upper))
            }
            (Some(lower), None, Language::Chinese) => format!("不少于 {}", shown(lower)),
            (Some(lower), None, Language::English) => format!("at least {}", shown(lower)),
            (None, Some(upper), Language::Chinese) => format!("不到 {}", shown(upper)),
            (None, Some(upper), Language::English) => format!("below {}", shown(upper)),
            (None, None, _) => return None,
        })
    }
}
