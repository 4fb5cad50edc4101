//! A figure as a table row shows it, and in words.

use rust_decimal::Decimal;

use super::Renderer;
use super::view::{self, Link};
use crate::diag::Language;
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
    /// The row of the figure at `index` of the ledger.
    pub(super) fn figure(&self, index: usize, table: Table) -> view::Figure {
        let figure = self.site.ledger.get(index);
        let indicator = self.indicator_of(figure);
        let quantity = &figure.quantity;
        let anchor = match table {
            Table::Own => figure.anchor.clone(),
            Table::Indicator => figure.address.clone(),
            Table::Region => format!("{}-{}", figure.indicator, figure.address),
        };
        let level = (self.site.tables.regions.get(&figure.region).map(|it| it.level) != Some(figure.level))
            .then(|| figure.level.letter().to_owned());
        view::Figure {
            anchor,
            indicator: self.indicator_link(indicator),
            value: figure.written.clone(),
            number: self.in_digits(figure),
            bounds: self.bounds(quantity),
            qualifier: quantity.qualifier.as_str(),
            region: self.region_link(&figure.region),
            level,
            category: figure.category.clone(),
            period: Some(figure.period.label.clone()),
            definition: figure.definition.clone(),
            denominator: figure.denominator.as_deref().map(|it| self.denominator(it)),
            change: figure.change.as_ref().map(|change| match (&change.against, self.language) {
                (Some(against), Language::Chinese) => format!("较{against}：{}", change.written),
                (Some(against), Language::English) => format!("against {against}: {}", change.written),
                (None, _) => change.written.clone(),
            }),
            at: figure.at.clone(),
            note: figure.note.clone(),
            source: figure.source.as_deref().and_then(|source| self.source(source)),
            article: if table == Table::Own { None } else { self.article_link(index) },
            in_conflict: self.site.ledger.in_conflict(index),
        }
    }

    pub(super) fn figures(&self, indices: &[usize], table: Table) -> Vec<view::Figure> {
        indices.iter().map(|&index| self.figure(index, table)).collect()
    }

    pub(super) fn indicator_of(&self, figure: &Figure) -> &Indicator {
        let catalogue = &self.site.tables.catalogue;
        catalogue.at(catalogue.position(&figure.indicator).unwrap_or_default())
    }

    pub(super) fn indicator_name<'i>(&self, indicator: &'i Indicator) -> &'i str {
        match self.language {
            Language::English if !indicator.name_en.is_empty() => &indicator.name_en,
            _ => &indicator.name_zh,
        }
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
    fn denominator(&self, written: &str) -> String {
        let found = self.site.tables.catalogue.get(written);
        found.map_or_else(|| written.to_owned(), |it| self.indicator_name(it).to_owned())
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
