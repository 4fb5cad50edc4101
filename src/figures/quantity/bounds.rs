//! Bounds: what a number can be, after the precision it is written with and the hedges around it.
//!
//! With *p* the value of the last written digit that says something (the last one after a decimal point, else the
//! last that is not zero: 3.16万 has 100, 5100 has 100, 14.70 has 0.01):
//!
//! | written | bounds |
//! |---|---|
//! | 余, 多, 几 | from N to N + p |
//! | 近, 接近 | from N − p to N |
//! | 约, 左右, 来 | from N − p/2 to N + p/2 |
//! | 超过, 以上 | N and more |
//! | 不到, 以下 | N and less |
//! | decimals, 万, 亿 | rounded: from N − p/2 to N + p/2 |
//! | other integers | N |
//!
//! Two hedges (约30余) cover what either covers.

use rust_decimal::Decimal;

use super::Qualifier;

/// A word that makes a number less than exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Hedge {
    /// 近: a little less.
    Near,
    /// 余, 多: a little more.
    Above,
    /// 余 after the measure word (三年多): less than one unit more.
    AboveUnit,
    /// 约, 左右: around it.
    About,
    /// 超过, 以上: it or more, open.
    Over,
    /// 不到, 以下: it or less, open.
    Under,
}

/// The hedges of one value; none twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Hedges(Vec<Hedge>);

impl Hedges {
    pub(super) fn add(&mut self, hedge: Hedge) {
        if !self.0.contains(&hedge) {
            self.0.push(hedge);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn qualifier(&self) -> Qualifier {
        let mut all = self.0.iter().map(|hedge| match hedge {
            Hedge::Near | Hedge::Under => Qualifier::ApproxBelow,
            Hedge::Above | Hedge::AboveUnit | Hedge::Over => Qualifier::AtLeast,
            Hedge::About => Qualifier::About,
        });
        let Some(first) = all.next() else { return Qualifier::Exact };
        if all.all(|it| it == first) { first } else { Qualifier::About }
    }
}

/// Bounds of `number`, whose last telling digit is worth `step`, and which is counted in steps of `last_unit`.
pub(super) fn of(
    number: Decimal,
    step: Decimal,
    rounded: bool,
    last_unit: Decimal,
    hedges: &Hedges,
) -> (Option<Decimal>, Option<Decimal>) {
    let size = number.abs();
    let half = step / Decimal::TWO;
    let around = (Some(size - half), Some(size + half));
    let one = |hedge: &Hedge| match hedge {
        Hedge::Near => (Some(size - step), Some(size)),
        Hedge::Above => (Some(size), Some(size + step)),
        Hedge::AboveUnit => (Some(size), Some(size + last_unit)),
        Hedge::About => around,
        Hedge::Over => (Some(size), None),
        Hedge::Under => (None, Some(size)),
    };
    let exact = if rounded { around } else { (Some(size), Some(size)) };
    let (lower, upper) = hedges.0.iter().map(one).reduce(hull).unwrap_or(exact);
    // Nothing that is counted is less than none.
    let lower = lower.map(|it| it.max(Decimal::ZERO)).map(tidy);
    let upper = upper.map(tidy);
    if number.is_sign_negative() { (upper.map(|it| -it), lower.map(|it| -it)) } else { (lower, upper) }
}

type Interval = (Option<Decimal>, Option<Decimal>);

fn hull(one: Interval, other: Interval) -> Interval {
    let lower = one.0.zip(other.0).map(|(one, other)| one.min(other));
    let upper = one.1.zip(other.1).map(|(one, other)| one.max(other));
    (lower, upper)
}

/// Without the zeros that halving and multiplying leave behind.
fn tidy(number: Decimal) -> Decimal {
    number.normalize()
}

/// Value of the last digit of `number` that is not zero; `last_place` for zero.
pub(super) fn last_digit(number: Decimal, last_place: Decimal) -> Decimal {
    let number = number.normalize();
    if number.is_zero() {
        return last_place;
    }
    let mut mantissa = number.mantissa();
    let mut step = Decimal::new(1, number.scale());
    while mantissa % 10 == 0 {
        mantissa /= 10;
        step *= Decimal::TEN;
    }
    step
}
