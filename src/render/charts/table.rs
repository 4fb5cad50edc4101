//! The numbers of a chart as a table, for those who do not see it.

use crate::figures::choice::{Cell, Chosen, Kind, Name};
use crate::render::Renderer;
use crate::render::view;

impl Renderer<'_> {
    /// A row for each row of the chart where it has columns, else a row for each figure.
    pub(super) fn chart_table(&self, chosen: &Chosen) -> view::Table {
        if chosen.column.is_none() {
            let figures: Vec<usize> = chosen.figures().collect();
            return if chosen.row == Name::Indicator && chosen.kind == Kind::Multiples {
                self.table_of(&figures, true)
            } else {
                self.list_of_figures(&figures)
            };
        }
        let head_of_rows = match chosen.row {
            Name::Region => "region",
            Name::Category => "category",
            Name::Indicator => "indicator",
            Name::Time => "period",
        };
        let mut head = vec![self.word(head_of_rows).to_owned()];
        head.extend(self.columns(chosen));
        let written = |cell: &Cell| {
            let values: Vec<&str> = cell.iter().map(|&it| &*self.site.ledger.get(it).written).collect();
            values.join(self.word("reason_joint"))
        };
        let row = |row: &Vec<Cell>| {
            let mut cells = vec![self.row_name(chosen, row)];
            cells.extend(row.iter().map(written));
            cells
        };
        view::Table { head, rows: chosen.rows.iter().map(row).collect() }
    }

    /// Figures one below the other, each with its region and period.
    pub(super) fn list_of_figures(&self, indices: &[usize]) -> view::Table {
        let first = indices.first().map(|&it| &self.site.ledger.get(it).indicator);
        let several = indices.iter().any(|&it| Some(&self.site.ledger.get(it).indicator) != first);
        self.table_of(indices, several)
    }

    fn table_of(&self, indices: &[usize], indicators: bool) -> view::Table {
        let parts = indices.iter().any(|&it| self.site.ledger.get(it).category.is_some());
        let heads = [
            ("indicator", indicators),
            ("region", true),
            ("category", parts),
            ("period", true),
            ("value", true),
        ];
        let row = |&index: &usize| {
            let figure = self.site.ledger.get(index);
            let cells = [
                (self.indicator_name(self.indicator_of(figure)).to_owned(), indicators),
                (self.region_name(&figure.region).to_owned(), true),
                (figure.category.clone().unwrap_or_default(), parts),
                (self.period_text(figure), true),
                (figure.written.clone(), true),
            ];
            cells.into_iter().filter(|(_, shown)| *shown).map(|(cell, _)| cell).collect()
        };
        view::Table {
            head: heads.iter().filter(|it| it.1).map(|it| self.word(it.0).to_owned()).collect(),
            rows: indices.iter().map(row).collect(),
        }
    }
}
