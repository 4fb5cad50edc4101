//! Scales: from numbers and dates to places on the canvas, with the ticks and what they say.
//!
//! Values stay decimal up to the one division that makes a place of them. A [`Decimal`] is always finite, and a scale
//! always spans more than nothing, so plotters never sees an empty or endless range.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{At, Unit};
use crate::diag::Language;

/// An axis of values: what it spans and where its ticks are.
#[derive(Clone, Debug)]
pub(super) struct Values {
    low: Decimal,
    high: Decimal,
    ticks: Vec<Decimal>,
}

impl Values {
    /// From zero, or from below it, to the end of the highest value.
    /// With `whole`, all ticks are whole numbers.
    pub(super) fn from_zero(low: Decimal, high: Decimal, whole: bool) -> Self {
        let (low, high) = (low.min(Decimal::ZERO), high.max(Decimal::ZERO));
        let least = if whole { Decimal::ONE } else { Decimal::ZERO };
        if low == high { Self::round(low, Decimal::ONE, least) } else { Self::round(low, high, least) }
    }

    /// For rates in percent: 0 to 100 when that shows the differences, else from a round number below the lowest.
    /// Never over 100 when no value is.
    pub(super) fn of_rates(low: Decimal, high: Decimal) -> Self {
        let (narrow, most, whole) = (Decimal::from(5), Decimal::from(35), Decimal::ONE_HUNDRED);
        let spread = high.checked_sub(low).unwrap_or(Decimal::MAX);
        if low < Decimal::from(40) || spread > most {
            let full = low >= Decimal::ZERO && high > Decimal::from(50) && high <= whole;
            return Self::from_zero(low, if full { whole } else { high }, false);
        }
        let pad = ((narrow - spread) / Decimal::TWO).max(spread / Decimal::TEN);
        let top = if high <= whole { high.saturating_add(pad).min(whole) } else { high.saturating_add(pad) };
        // What the limit cuts off above is added below, so that equal values near 100 keep their distance to the base.
        let bottom = low - pad - (pad - (top - high));
        Self::round(bottom, top, Decimal::ZERO)
    }

    /// Exactly from `low` to `high`, without ticks. An empty range is widened.
    pub(super) fn exactly(low: Decimal, high: Decimal) -> Self {
        let high = if low < high { high } else { low.checked_add(Decimal::ONE).unwrap_or(Decimal::MAX) };
        Self { low, high, ticks: Vec::new() }
    }

    /// Widened to ticks at round numbers at least `least` apart: four or five of them, where there is room for so many.
    fn round(low: Decimal, high: Decimal, least: Decimal) -> Self {
        let span = high.checked_sub(low).unwrap_or(Decimal::MAX);
        let best = steps(span)
            .filter(|(step, _)| *step >= least && (least.is_zero() || step.is_integer()))
            .filter_map(|(step, odd)| {
                let first = low.checked_div(step)?.floor();
                let last = high.checked_div(step)?.ceil();
                let count = (last - first).to_u32()?;
                let excess = Decimal::from(count).checked_mul(step)?.checked_sub(span)?;
                // The tightest fit wins, unless its steps are odd; of two alike the one with fewer ticks.
                let cost = if odd { excess.saturating_add(span / Decimal::from(4)) } else { excess };
                let off = 3_u32.saturating_sub(count).max(count.saturating_sub(4));
                (1..=5).contains(&count).then_some((off, cost, count, step, first))
            })
            .min();
        let ticks = best.and_then(|(_, _, count, step, first)| {
            let tick = |index| Some((first + Decimal::from(index)).checked_mul(step)?.normalize());
            (0..=count).map(tick).collect::<Option<Vec<Decimal>>>()
        });
        // At the end of what a decimal can hold there may be no round number any more.
        let ticks = ticks.unwrap_or_else(|| vec![low, high]);
        let (low, high) = (ticks.first().copied().unwrap_or(low), ticks.last().copied().unwrap_or(high));
        Self { low, high, ticks }
    }

    /// Where the ticks are.
    pub(super) fn ticks(&self) -> &[Decimal] {
        &self.ticks
    }

    /// Where the scale begins.
    pub(super) fn low(&self) -> Decimal {
        self.low
    }

    /// What stands at each tick: one unit for the whole axis.
    pub(super) fn labels(&self, unit: &Unit, language: Language) -> Vec<String> {
        let most = self.low.abs().max(self.high.abs());
        let (divisor, suffix) = match (unit, language) {
            (Unit::Percent, _) => (Decimal::ONE, "%"),
            (Unit::Count(_), Language::Chinese) if most >= Decimal::from(200_000_000) => {
                (Decimal::from(100_000_000), "亿")
            }
            (Unit::Count(_), Language::Chinese) if most >= Decimal::from(20_000) => {
                (Decimal::from(10_000), "万")
            }
            (Unit::Count(_), Language::English) if most >= Decimal::from(2_000_000_000_i64) => {
                (Decimal::from(1_000_000_000), "bn")
            }
            (Unit::Count(_), Language::English) if most >= Decimal::from(2_000_000) => {
                (Decimal::from(1_000_000), "m")
            }
            (Unit::Count(_), _) => (Decimal::ONE, ""),
        };
        let label = |tick: &Decimal| {
            let number = (tick / divisor).normalize();
            match language {
                _ if number.is_zero() && !matches!(unit, Unit::Percent) => "0".to_owned(),
                Language::Chinese => format!("{number}{suffix}"),
                Language::English => format!("{}{suffix}", grouped(number)),
            }
        };
        self.ticks.iter().map(label).collect()
    }
}

/// Steps worth trying for `span`, and which of them are odd to count in: besides one, two, five and ten times a power of ten
/// quarters of the next one, and in need three and four times.
fn steps(span: Decimal) -> impl Iterator<Item = (Decimal, bool)> {
    let mut power = Decimal::ONE;
    while let Some(next) = power.checked_mul(Decimal::TEN).filter(|&next| next <= span) {
        power = next;
    }
    while power > span && power.scale() < 20 {
        power /= Decimal::TEN;
    }
    let factors = [(10, false), (20, false), (25, false), (30, true), (40, true), (50, false)];
    [2, 1]
        .into_iter()
        .flat_map(move |scale| factors.map(|(factor, odd)| (Decimal::new(factor, scale), odd)))
        .filter_map(move |(factor, odd)| Some((power.checked_mul(factor)?, odd)))
        .filter(|(step, _)| !step.is_zero())
}

/// With a comma at every third digit.
fn grouped(number: Decimal) -> String {
    let text = number.abs().to_string();
    let whole = text.find('.').unwrap_or(text.len());
    let mut out = if number.is_sign_negative() { "-".to_owned() } else { String::new() };
    for (at, digit) in text.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Ranged for Values {
    type FormatOption = DefaultFormatting;
    type ValueType = Decimal;

    fn map(&self, value: &Decimal, limit: (i32, i32)) -> i32 {
        place(*value, self.low, self.high, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<Decimal> {
        if hint.max_num_points() < self.ticks.len() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<Decimal> {
        self.low..self.high
    }
}

/// The one place where a value becomes a coordinate.
fn place(value: Decimal, low: Decimal, high: Decimal, (start, end): (i32, i32)) -> i32 {
    let within = |value: Decimal| value.checked_sub(low);
    // The full span of what a decimal can hold does not fit into one; a quarter of it does.
    let quarter = |number: Decimal| number / Decimal::from(4);
    let (part, whole) = within(value)
        .zip(within(high))
        .unwrap_or_else(|| (quarter(value) - quarter(low), quarter(high) - quarter(low)));
    let share = part.checked_div(whole).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
    let offset = (share * Decimal::from(end - start)).round().to_i32().unwrap_or_default();
    start + offset
}

/// An axis of years, each with a band of its own: a year's value stands in the middle of the band, a date's at its day.
#[derive(Clone, Debug)]
pub(super) struct Years {
    first: i32,
    last: i32,
}

impl Years {
    /// From the first to the last of `moments`; `None` when there are none.
    pub(super) fn spanning(moments: impl Iterator<Item = At> + Clone) -> Option<Self> {
        let years = moments.map(At::year);
        Some(Self { first: years.clone().min()?, last: years.max()? })
    }

    /// Years to label, where one label needs as much room as `room` years have: the `wished` ones (in order) as far as
    /// they keep clear of each other. Where they are most of the years and have no room, every second, fifth, tenth …
    pub(super) fn labelled(&self, wished: &[i32], room: Decimal) -> Vec<i32> {
        let clear = |one: i32, other: i32| Decimal::from((one - other).abs()) >= room;
        if wished.windows(2).all(|pair| clear(pair[0], pair[1])) {
            return wished.to_vec();
        }
        if wished.len() * 2 < usize::try_from(self.count()).unwrap_or_default() {
            let mut chosen: Vec<i32> = Vec::new();
            for &year in wished.last().into_iter().chain(wished) {
                if chosen.iter().all(|&other| clear(year, other)) {
                    chosen.push(year);
                }
            }
            return chosen;
        }
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
        let step = steps.into_iter().find(|&step| Decimal::from(step) >= room).unwrap_or(10_000);
        let start = self.first + (step - self.first.rem_euclid(step)) % step;
        let years: Vec<i32> = (start..=self.last).step_by(step.unsigned_abs() as usize).collect();
        if years.is_empty() { vec![self.last] } else { years }
    }

    /// How many years it spans.
    pub(super) fn count(&self) -> i32 {
        self.last - self.first + 1
    }
}

impl Ranged for Years {
    type FormatOption = DefaultFormatting;
    type ValueType = At;

    fn map(&self, value: &At, limit: (i32, i32)) -> i32 {
        place(value.position(), Decimal::from(self.first), Decimal::from(self.last + 1), limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<At> {
        let room = usize::try_from(self.count()).unwrap_or(usize::MAX) <= hint.max_num_points();
        if room { (self.first..=self.last).map(At::Year).collect() } else { Vec::new() }
    }

    fn range(&self) -> Range<At> {
        At::Year(self.first)..At::Year(self.last)
    }
}

/// An axis that is already in units of the canvas.
#[derive(Clone, Debug)]
pub(super) struct Places;

impl Ranged for Places {
    type FormatOption = DefaultFormatting;
    type ValueType = i32;

    fn map(&self, value: &i32, _limit: (i32, i32)) -> i32 {
        *value
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<i32> {
        Vec::new()
    }

    fn range(&self) -> Range<i32> {
        i32::MIN..i32::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn labels(scale: &Values, unit: &Unit) -> Vec<String> {
        scale.labels(unit, Language::Chinese)
    }

    fn of_count(low: &str, high: &str) -> Vec<String> {
        labels(&Values::from_zero(number(low), number(high), false), &Unit::Count("件".into()))
    }

    fn of_rate(low: &str, high: &str) -> Vec<String> {
        labels(&Values::of_rates(number(low), number(high)), &Unit::Percent)
    }

    #[test]
    fn counts_begin_at_zero_and_share_one_unit() {
        assert_eq!(of_count("4287", "9235"), ["0", "2500", "5000", "7500", "10000"]);
        assert_eq!(of_count("25", "12836"), ["0", "5000", "10000", "15000"]);
        assert_eq!(of_count("0", "440000000"), ["0", "2亿", "4亿", "6亿"]);
        assert_eq!(of_count("0", "46000"), ["0", "2万", "4万", "6万"]);
        assert_eq!(of_count("0", "0.03"), ["0", "0.01", "0.02", "0.03"]);
        assert_eq!(of_count("-3", "4"), ["-4", "-2", "0", "2", "4"]);
    }

    #[test]
    fn rates_begin_where_differences_show_and_end_at_a_hundred() {
        assert_eq!(of_rate("71.28", "78.9"), ["70%", "72.5%", "75%", "77.5%", "80%"]);
        assert_eq!(of_rate("100", "100"), ["94%", "96%", "98%", "100%"]);
        assert_eq!(of_rate("12", "96"), ["0%", "25%", "50%", "75%", "100%"]);
        assert_eq!(of_rate("95", "130"), ["80%", "100%", "120%", "140%"]);
    }

    #[test]
    fn counts_of_whole_things_have_whole_ticks() {
        let labels = |high: i32| {
            Values::from_zero(Decimal::ZERO, high.into(), true)
                .labels(&Unit::Count(String::new()), Language::Chinese)
        };
        assert_eq!(labels(0), ["0", "1"]);
        assert_eq!(labels(2), ["0", "1", "2"]);
        assert_eq!(labels(3), ["0", "1", "2", "3"]);
    }

    #[test]
    fn equal_and_extreme_values_have_a_scale() {
        assert_eq!(of_count("0", "0"), ["0", "0.25", "0.5", "0.75", "1"]);
        for (low, high) in [
            (Decimal::MIN, Decimal::MAX),
            (Decimal::ZERO, Decimal::MAX),
            (Decimal::ZERO, Decimal::new(1, 28)),
        ] {
            let scale = Values::from_zero(low, high, false);
            assert!(scale.low < scale.high && scale.ticks().len() < 8);
            assert_eq!(scale.map(&scale.high, (0, 1000)), 1000);
        }
    }

    #[test]
    fn english_groups_digits() {
        let labels = Values::from_zero(Decimal::ZERO, number("12836"), true)
            .labels(&Unit::Count("items".into()), Language::English);
        assert_eq!(labels, ["0", "5,000", "10,000", "15,000"]);
        assert_eq!(grouped(number("-1234567.5")), "-1,234,567.5");
    }

    #[test]
    fn years_that_have_no_room_are_thinned() {
        let years = Years { first: 2002, last: 2024 };
        assert_eq!(years.labelled(&[2002, 2018, 2024], Decimal::TWO), [2002, 2018, 2024]);
        assert_eq!(years.labelled(&[2002, 2018, 2019, 2024], Decimal::from(3)), [2024, 2002, 2018]);
        let all: Vec<i32> = (2002..=2024).collect();
        assert_eq!(years.labelled(&all, Decimal::from(3)), [2005, 2010, 2015, 2020]);
    }

    #[test]
    fn a_year_stands_in_its_middle_and_a_date_at_its_day() {
        let years = Years { first: 2022, last: 2023 };
        let end = At::Day(jiff::civil::date(2022, 12, 31));
        assert_eq!(years.map(&At::Year(2022), (0, 1000)), 250);
        assert_eq!(years.map(&end, (0, 1000)), 499);
    }
}
