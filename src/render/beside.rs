//! What stands beside a figure: who else tells the same, why two do not agree, what was accepted, how to cite it.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Renderer;
use super::figure::source_name;
use super::view::{Interval, Other};
use crate::check::{self, Subject};
use crate::diag::Language;
use crate::figures::ledger::Figure;
use crate::figures::measure;
use crate::figures::number;
use crate::figures::quantity::Quantity;

/// Others that are named one by one; the indicator's page has all of them.
const MOST_OTHERS: usize = 4;

/// What the page that declares a figure says of others that tell the same.
#[derive(Default)]
pub(super) struct Beside {
    /// Others.
    pub others: Vec<Other>,
    /// Why one of them and the figure cannot both be right.
    pub conflict: Option<String>,
}

impl Renderer<'_> {
    /// Who else tells what the figure at `index` tells.
    pub(super) fn beside(&self, index: usize) -> Beside {
        let ledger = &self.site.ledger;
        let figure = ledger.get(index);
        let run = ledger.told_with(index);
        let contradicts = || ledger.told(&run).against(index, 1).0.first().copied();
        let against = ledger.in_conflict(index).then(contradicts).flatten();
        let others = run.filter(|&it| it != index).take(MOST_OTHERS);
        Beside {
            others: others.map(|it| self.other(it, ledger.get(it))).collect(),
            conflict: against.map(|it| self.apart_text(figure, ledger.get(it))),
        }
    }

    fn other(&self, index: usize, figure: &Figure) -> Other {
        let source = figure.source.as_deref();
        Other {
            value: figure.written.clone(),
            source: source.and_then(source_name).map(str::to_owned),
            date_text: source.and_then(|it| self.date(it.date)),
            path: self.article_link(index).unwrap_or_else(|| self.figure_link(figure)).path,
        }
    }

    /// 近6万个（不到 60,000）与6万余个（不少于 60,000）没有共同的取值.
    fn apart_text(&self, one: &Figure, other: &Figure) -> String {
        let ends_first =
            one.quantity.upper.zip(other.quantity.lower).is_some_and(|(end, begin)| end <= begin);
        let (low, high) = if ends_first { (one, other) } else { (other, one) };
        let told =
            |figure: &Figure, bound: Option<String>| match bound.filter(|_| !figure.quantity.is_point()) {
                Some(bound) => {
                    [&figure.written, self.word("paren_open"), &bound, self.word("paren_close")].concat()
                }
                None => figure.written.clone(),
            };
        self.word("conflict_apart")
            .replace("{low}", &told(low, self.upper_bound(&low.quantity)))
            .replace("{high}", &told(high, self.lower_bound(&high.quantity)))
    }

    /// Why figures of one thing cannot all be right: what the first to end and the last to begin say.
    pub(super) fn conflict_text(&self, figures: &[&Figure]) -> String {
        let first_to_end =
            figures.iter().filter(|it| it.quantity.upper.is_some()).min_by_key(|it| it.quantity.upper);
        let last_to_begin = figures.iter().max_by_key(|it| it.quantity.lower);
        match (first_to_end, last_to_begin) {
            (Some(low), Some(high)) => self.apart_text(low, high),
            _ => String::new(),
        }
    }

    /// The intervals of figures of one thing on one scale.
    pub(super) fn intervals(&self, figures: &[&Figure]) -> Vec<Interval> {
        let told: Vec<Cow<'_, Quantity>> =
            figures.iter().map(|it| measure::comparable(&it.quantity)).collect();
        let scale = Scale::of(&told);
        let interval = |(figure, quantity): (&&Figure, &Cow<'_, Quantity>)| {
            let (start, end) = scale.ends(quantity);
            Interval {
                start: start.to_string(),
                length: (end - start).to_string(),
                text: self
                    .bounds(&figure.quantity)
                    .unwrap_or_else(|| number::grouped(figure.quantity.number)),
            }
        };
        figures.iter().zip(&told).map(interval).collect()
    }

    /// What was found at a figure or a page, and why it stands.
    pub(super) fn accepted(&self, subject: Subject) -> Vec<String> {
        let all = &self.site.accepted;
        let first = all.partition_point(|it| it.subject < subject);
        let text = |rule: &str, reason: &str| {
            let about =
                check::find(rule).map_or_else(String::new, |it| it.about().text(self.language).to_owned());
            self.word("accepted").replace("{finding}", &about).replace("{reason}", reason)
        };
        all[first..]
            .iter()
            .take_while(|it| it.subject == subject)
            .map(|it| text(it.rule, &it.reason))
            .collect()
    }

    /// How to cite a figure, after GB/T 7714: who says it, what, in which collection, when, where.
    pub(super) fn citation(&self, figure: &Figure) -> String {
        let source = figure.source.as_deref();
        let who = source.and_then(source_name).map_or_else(String::new, |it| format!("{it}. "));
        let when = source.and_then(|it| it.date).map_or_else(String::new, |it| format!(" ({}).", it.iso()));
        let address = self.absolute(&format!("indicators/{}/#{}", figure.indicator, figure.address));
        let (medium, place) = match address {
            Some(address) => ("DS/OL", format!(" {address}")),
            None => ("DS", String::new()),
        };
        let mut what = vec![self.region_name(&figure.region).to_owned()];
        what.extend(figure.category.clone());
        what.push(self.period_text(figure));
        what.push(figure.written.clone());
        what.extend(self.definition_notes(figure));
        let (comma, name) = (self.word("clause_joint"), self.indicator_name(self.indicator_of(figure)));
        let (colon, site) = (self.word("colon"), &self.site.config.title);
        let within = match self.language {
            Language::Chinese => "//",
            Language::English => ". In: ",
        };
        format!("{who}{name}{colon}{}[{medium}]{within}{site}.{when}{place}", what.join(comma))
    }
}

/// A scale that holds every bound of some quantities, with room at both ends for what is open.
struct Scale {
    start: Decimal,
    length: Decimal,
}

impl Scale {
    fn of(told: &[Cow<'_, Quantity>]) -> Self {
        let bounds = || told.iter().flat_map(|it| [it.lower, it.upper]).flatten();
        let (least, most) = (bounds().min().unwrap_or_default(), bounds().max().unwrap_or_default());
        let span = most.checked_sub(least).filter(|it| !it.is_zero()).unwrap_or(Decimal::ONE);
        let room = span.checked_mul(Decimal::new(1, 1)).unwrap_or_default();
        let length = room.checked_add(room).and_then(|it| it.checked_add(span)).unwrap_or(span);
        Self { start: least.checked_sub(room).unwrap_or(least), length }
    }

    /// Where the interval begins and ends, in hundredths of the scale.
    fn ends(&self, quantity: &Quantity) -> (Decimal, Decimal) {
        let at = |bound: Decimal| {
            let part = bound.checked_sub(self.start).and_then(|it| it.checked_div(self.length));
            let share = part.and_then(|it| it.checked_mul(Decimal::ONE_HUNDRED)).unwrap_or_default();
            share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).round_dp(2).normalize()
        };
        (quantity.lower.map_or(Decimal::ZERO, at), quantity.upper.map_or(Decimal::ONE_HUNDRED, at))
    }
}
