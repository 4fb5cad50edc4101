//! Bounds: what a number can be, after the precision it is written with and the hedges around it.
//!
//! With *p* the value of the last written digit that says something (the last one after a decimal point, else the
//! last that is not zero: 3.16万 has 100, 5100 has 100, 14.70 has 0.01):
//!
//! | written | bounds |
//! |---|---|
//! | 余, 多, 几 | from N to N + p |
//! | 几, 数 before a power of ten (数百) | from it to ten times it |
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
    /// 数, 几 before a power of ten (数百): less than ten times it.
    Several,
    /// 约, 左右: around it.
    About,
    /// 超过, 以上: it or more, open.
    Over,
    /// 不到, 以下: it or less, open.
    Under,
}

impl Hedge {
    const ALL: [Self; 7] =
        [Self::Near, Self::Above, Self::AboveUnit, Self::Several, Self::About, Self::Over, Self::Under];
}

/// The hedges of one value: a set, in which the order of words does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Hedges(u8);

impl Hedges {
    pub(super) fn add(&mut self, hedge: Hedge) {
        self.0 |= 1 << hedge as u8;
    }

    pub(super) fn has(self, hedge: Hedge) -> bool {
        self.0 & (1 << hedge as u8) != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn all(self) -> impl Iterator<Item = Hedge> {
        Hedge::ALL.into_iter().filter(move |&hedge| self.has(hedge))
    }

    pub(super) fn qualifier(self) -> Qualifier {
        let mut all = self.all().map(|hedge| match hedge {
            Hedge::Near | Hedge::Under => Qualifier::ApproxBelow,
            Hedge::Above | Hedge::AboveUnit | Hedge::Several | Hedge::Over => Qualifier::AtLeast,
            Hedge::About => Qualifier::About,
        });
        let Some(first) = all.next() else { return Qualifier::Exact };
        if all.all(|it| it == first) { first } else { Qualifier::About }
    }
}

/// Bounds of `number`, whose last telling digit is worth `step`.
pub(super) fn of(number: Decimal, step: Decimal, rounded: bool, hedges: Hedges) -> Interval {
    let size = number.abs();
    let half = step / Decimal::TWO;
    let around = (Some(size - half), Some(size + half));
    let one_more = if rounded { step } else { step.min(Decimal::ONE) };
    let one = |hedge: Hedge| match hedge {
        Hedge::Near => (Some(size - step), Some(size)),
        Hedge::Above => (Some(size), Some(size + step)),
        Hedge::AboveUnit => (Some(size), Some(size + one_more)),
        Hedge::Several => (Some(size), Some(size * Decimal::TEN)),
        Hedge::About => around,
        Hedge::Over => (Some(size), None),
        Hedge::Under => (None, Some(size)),
    };
    let exact = if rounded { around } else { (Some(size), Some(size)) };
    let (lower, upper) = hedges.all().map(one).reduce(hull).unwrap_or(exact);
    // Nothing that is counted is less than none.
    let lower = lower.map(|it| it.max(Decimal::ZERO)).map(tidy);
    let upper = upper.map(tidy);
    if number.is_sign_negative() { (upper.map(|it| -it), lower.map(|it| -it)) } else { (lower, upper) }
}

/// Least and most; `None` when open.
pub(super) type Interval = (Option<Decimal>, Option<Decimal>);

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
