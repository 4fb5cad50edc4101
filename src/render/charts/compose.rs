//! From chosen figures to a chart that can be drawn.

use std::collections::BTreeMap;

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

/// One of the ways in which a row is told.
struct Way {
    label: String,
    /// Of each cell the figure that this way is about, where there is one.
    own: Vec<Option<usize>>,
}

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

    /// A group for each row, and one more for each source that says otherwise. A whole has all its parts each time; of bars side by
    /// side only what differs is drawn again.
    fn groups(&self, chosen: &Chosen, wholes: bool) -> Vec<Group> {
        let mark = |way: &Way, cell: &Cell, at: usize| {
            let index = way.own[at].or_else(|| cell.first().copied().filter(|_| wholes));
            index.map(|it| self.mark(self.site.ledger.get(it)))
        };
        let group = |(row, way): (&Vec<Cell>, Way)| Group {
            marks: row.iter().enumerate().map(|(at, cell)| mark(&way, cell, at)).collect(),
            label: way.label,
        };
        self.ways(chosen).map(group).collect()
    }

    fn changes(&self, chosen: &Chosen) -> Vec<Change> {
        let mark = |way: &Way, cell: &Cell, at: usize| {
            let index = way.own[at].or_else(|| cell.first().copied())?;
            Some(self.mark(self.site.ledger.get(index)))
        };
        let change = |(row, way): (&Vec<Cell>, Way)| {
            let before = mark(&way, row.first()?, 0)?;
            let after = mark(&way, row.last()?, row.len() - 1)?;
            Some(Change { label: way.label, before, after })
        };
        self.ways(chosen).filter_map(change).collect()
    }

    /// Every row, once as the first sources tell it and once for each source that contradicts them: what two of those say is not
    /// put together, as nobody says it so.
    fn ways<'c>(&'c self, chosen: &'c Chosen) -> impl Iterator<Item = (&'c Vec<Cell>, Way)> {
        chosen.rows.iter().flat_map(move |row| {
            let mut others: BTreeMap<(usize, &str), Vec<Option<usize>>> = BTreeMap::new();
            for (at, cell) in row.iter().enumerate() {
                for (nth, &index) in cell.iter().enumerate().skip(1) {
                    let source = self.source_name_of(index);
                    let before = &cell[1..nth];
                    let again = before.iter().filter(|&&it| self.source_name_of(it) == source).count();
                    others.entry((again, source)).or_insert_with(|| vec![None; row.len()])[at] = Some(index);
                }
            }
            let first: Vec<Option<usize>> = row.iter().map(|cell| cell.first().copied()).collect();
            let disputed = !others.is_empty();
            let label = move |own: &[Option<usize>], is_first: bool| {
                // What nobody disputes says nothing of whose the row is.
                let told = own.iter().zip(row).filter(|(_, cell)| !is_first || cell.len() > 1);
                let mut told: Vec<usize> = told.filter_map(|(index, _)| *index).collect();
                told.dedup_by_key(|it| self.source_name_of(*it));
                match told[..] {
                    [only] if disputed => self.row_name(chosen, &[vec![only]]),
                    _ => self.row_name(chosen, row),
                }
            };
            [(first, true)].into_iter().chain(others.into_values().map(|it| (it, false))).map(
                move |(own, is_first)| {
                    let label = label(&own, is_first);
                    (row, Way { label, own })
                },
            )
        })
    }

    fn source_name_of(&self, index: usize) -> &str {
        self.site.ledger.get(index).source.as_deref().map_or("", |it| &it.name)
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
