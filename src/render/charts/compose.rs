//! From chosen figures to a chart that can be drawn.

use super::words::Words;
use super::{at, factor};
use crate::chart::{
    Bar, Bars, Change, Changes, Chart, Group, Grouped, Line, Mark, Order, Series, Share, Stacked, Unit,
    YearPoint,
};
use crate::figures::catalogue::Indicator;
use crate::figures::choice::{Cell, Chosen, Kind, Name};
use crate::figures::ledger::Figure;
use crate::figures::measure;
use crate::figures::quantity::Qualifier;
use crate::render::Renderer;

impl Renderer<'_> {
    /// The chart of `chosen`; ids in it begin with `id`.
    pub(super) fn compose(&self, chosen: &Chosen, words: &Words, id: &str) -> Chart {
        let (id, title, description) = (id.to_owned(), words.title.clone(), words.finding.clone());
        let time = words.time.clone();
        let (unit, language) = (self.unit_of(chosen), self.language);
        if let Some(rate) = self.rate(chosen) {
            return Chart::Share(Share { id, title, description, time, rate, language });
        }
        match chosen.kind {
            Kind::Line => Chart::Line(self.lines(chosen, words, id)),
            Kind::Multiples => Chart::Multiples(self.lines(chosen, words, id)),
            // Rates that contradict each other stand one below the other.
            Kind::Bar | Kind::Share => {
                let order = if chosen.row == Name::Time { Order::Given } else { Order::Ranked };
                let bars = self.bars(chosen);
                Chart::Bars(Bars { id, title, description, unit, time, bars, order, language })
            }
            Kind::Grouped => {
                let groups = self.groups(chosen, false);
                Chart::Grouped(Grouped {
                    id,
                    title,
                    description,
                    periods: self.columns(chosen),
                    groups,
                    language,
                })
            }
            Kind::Stacked => {
                let rows = self.groups(chosen, true);
                Chart::Stacked(Stacked {
                    id,
                    title,
                    description,
                    parts: self.columns(chosen),
                    time,
                    rows,
                    language,
                })
            }
            Kind::Dot | Kind::Slope => {
                let changes = Changes {
                    id,
                    title,
                    description,
                    unit,
                    periods: self.two_columns(chosen),
                    rows: self.changes(chosen),
                    language,
                };
                if chosen.kind == Kind::Dot { Chart::Dots(changes) } else { Chart::Slope(changes) }
            }
        }
    }

    fn lines(&self, chosen: &Chosen, words: &Words, id: String) -> Line {
        let series = chosen.rows.iter().map(|row| Series {
            name: self.row_name(chosen, row),
            unit: if chosen.row == Name::Indicator { self.unit_of_row(row) } else { None },
            points: row.iter().flatten().filter_map(|&it| self.point(self.site.ledger.get(it))).collect(),
        });
        Line {
            id,
            title: words.title.clone(),
            description: words.finding.clone(),
            unit: self.unit_of(chosen),
            time: words.time.clone(),
            series: series.collect(),
            language: self.language,
        }
    }

    fn point(&self, figure: &Figure) -> Option<YearPoint> {
        let at = at(figure)?;
        Some(YearPoint { at, label: self.period_text(figure), mark: self.mark(figure) })
    }

    fn bars(&self, chosen: &Chosen) -> Vec<Bar> {
        let rows = chosen.rows.iter().filter_map(|row| Some((row, *row.first()?.first()?)));
        let bar = |(row, index): (&Vec<Cell>, usize)| Bar {
            label: self.row_name(chosen, row),
            mark: self.mark(self.site.ledger.get(index)),
        };
        rows.map(bar).collect()
    }

    /// The rate of a share, where there is one only; in percent, whatever its indicator counts in.
    fn rate(&self, chosen: &Chosen) -> Option<Bar> {
        let ([row], Kind::Share) = (&chosen.rows[..], chosen.kind) else { return None };
        let figure = self.site.ledger.get(*row.first()?.first()?);
        let percent = measure::comparable(&figure.quantity);
        let (number, lower, upper) = (percent.number, percent.lower, percent.upper);
        let mark = Mark { number, lower, upper, ..self.mark(figure) };
        Some(Bar { label: self.row_name(chosen, row), mark })
    }

    /// A group for each row, and one more for each further value of a source that says otherwise. A whole has all its parts each
    /// time; of bars side by side only what differs is drawn again.
    fn groups(&self, chosen: &Chosen, wholes: bool) -> Vec<Group> {
        self.ways(chosen)
            .map(|(label, row, way)| {
                let mark = |cell: &Cell| {
                    let index = cell.get(way).or_else(|| cell.first().filter(|_| wholes));
                    index.map(|&it| self.mark(self.site.ledger.get(it)))
                };
                Group { label, marks: row.iter().map(mark).collect() }
            })
            .collect()
    }

    fn changes(&self, chosen: &Chosen) -> Vec<Change> {
        let mark = |cell: &Cell, way: usize| {
            let index = cell.get(way).or_else(|| cell.first())?;
            Some(self.mark(self.site.ledger.get(*index)))
        };
        let change = |(label, row, way): (String, &Vec<Cell>, usize)| {
            let (before, after) = (mark(row.first()?, way)?, mark(row.last()?, way)?);
            Some(Change { label, before, after })
        };
        self.ways(chosen).filter_map(change).collect()
    }

    /// Every row with its name, once for each of the values that contradict each other in it.
    fn ways<'c>(&'c self, chosen: &'c Chosen) -> impl Iterator<Item = (String, &'c Vec<Cell>, usize)> {
        chosen.rows.iter().flat_map(move |row| {
            let count = row.iter().map(Vec::len).max().unwrap_or_default();
            (0..count).map(move |way| {
                let of_way: Vec<Cell> =
                    row.iter().filter_map(|cell| cell.get(way).map(|&it| vec![it])).collect();
                let named = if count > 1 { &of_way } else { row };
                (self.row_name(chosen, named), row, way)
            })
        })
    }

    fn two_columns(&self, chosen: &Chosen) -> [String; 2] {
        let mut names = self.columns(chosen).into_iter();
        [names.next().unwrap_or_default(), names.next_back().unwrap_or_default()]
    }

    /// A figure in the unit of its axis: 950‰ and 三分之二 stand on an axis of % as 95 and 66.67.
    fn mark(&self, figure: &Figure) -> Mark {
        let quantity = &figure.quantity;
        let factor = factor(&quantity.unit, self.indicator_of(figure));
        Mark {
            number: quantity.number * factor,
            lower: quantity.lower.map(|it| it * factor),
            upper: quantity.upper.map(|it| it * factor),
            approximate: is_approximate(figure),
            written: figure.written.clone(),
        }
    }

    fn unit_of(&self, chosen: &Chosen) -> Unit {
        chosen.rows.iter().find_map(|row| self.unit_of_row(row)).unwrap_or(Unit::Percent)
    }

    fn unit_of_row(&self, row: &[Cell]) -> Option<Unit> {
        let first = row.iter().flatten().next()?;
        Some(unit(self.indicator_of(self.site.ledger.get(*first))))
    }
}

/// Whether a figure is drawn hollow.
pub(in crate::render) fn is_approximate(figure: &Figure) -> bool {
    !matches!(figure.quantity.qualifier, Qualifier::Exact | Qualifier::All | Qualifier::None)
}

fn unit(indicator: &Indicator) -> Unit {
    if indicator.unit == "%" { Unit::Percent } else { Unit::Count(indicator.unit.clone()) }
}
