//! A level, the one before, and the change between them.

use rust_decimal::Decimal;

use super::span::{Span, share};
use crate::figures::quantity::{Direction, Quantity};
use crate::figures::unit::PERCENTAGE_POINT;

/// How a change agrees with the levels before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It fits, and is meant as it is written.
    Agrees,
    /// It fits in no way it can be meant.
    Disagrees,
    /// A rate changes by some %: it can be meant in percentage points, or as a share of what the rate was.
    Ambiguous,
    /// The level before is not known, or the numbers say nothing.
    Unknown,
}

/// What a change can be counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// In the unit of the level: 15件 more.
    Amount,
    /// In points of a rate: 77.5% is 6.9 points above 70.6%.
    Points,
    /// As a share of the level before: 77.5% is 6.9% above 72.5%.
    Share,
}

/// What a level should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// By the numbers as written, in the unit of the level now, not rounded.
    pub number: Decimal,
    /// All it can be.
    pub span: Span,
}

/// One way to mean a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it is counted in.
    pub meaning: Meaning,
    /// Which way it goes. Where the change does not say so: the way that fits, else up.
    pub direction: Direction,
    /// What the level before would be.
    pub before: Option<Level>,
    /// What the level now would be, where that before is known.
    pub now: Option<Level>,
    /// Whether the level before fits, where it is known.
    pub fits: Option<bool>,
}

/// How `change` (6.9%, 增长14.70%, 15件) agrees with the level `now` and the one `before`, with every way it can be meant:
/// two for a rate that changes by some %. `is_rate` says whether the levels are shares of something.
///
/// Units must be those of one indicator: the level before in another unit of shares is converted, a change of a count in
/// % is a share of the level before. A change has one unit of its last place as tolerance.
pub fn change(
    before: Option<&Quantity>,
    change: &Quantity,
    now: &Quantity,
    is_rate: bool,
) -> (Changed, Vec<Reading>) {
    let in_same_unit = before.and_then(|it| {
        let alike =
            it.unit == now.unit || it.unit.is_empty() || now.unit.is_empty() || share(&now.unit).is_none();
        if alike { Some(it.clone()) } else { it.converted(&now.unit) }
    });
    let by_share = share(&change.unit).is_some();
    let meanings: &[Meaning] = if change.unit == PERCENTAGE_POINT {
        &[Meaning::Points]
    } else if by_share && is_rate {
        &[Meaning::Points, Meaning::Share]
    } else if by_share {
        &[Meaning::Share]
    } else {
        &[Meaning::Amount]
    };
    let readings: Vec<Reading> =
        meanings.iter().map(|&meaning| read(meaning, in_same_unit.as_ref(), change, now)).collect();
    let fits = |wanted: Meaning| readings.iter().any(|it| it.meaning == wanted && it.fits == Some(true));
    let ambiguous = readings.len() > 1;
    let verdict = if readings.iter().any(|it| it.fits.is_none()) {
        if ambiguous { Changed::Ambiguous } else { Changed::Unknown }
    } else if ambiguous && fits(Meaning::Points) {
        Changed::Ambiguous
    } else if readings.iter().any(|it| it.fits == Some(true)) {
        Changed::Agrees
    } else {
        Changed::Disagrees
    };
    (verdict, readings)
}

/// One reading, in the direction that is said, else the one that fits.
fn read(meaning: Meaning, before: Option<&Quantity>, change: &Quantity, now: &Quantity) -> Reading {
    let step = Step::new(meaning, change, now);
    let towards = |direction: Direction| {
        let earlier = step.and_then(|it| it.back(&Span::computed(now), now.number, direction));
        let later = before
            .zip(step)
            .and_then(|(before, it)| it.on(&Span::computed(before), before.number, direction));
        let fits = earlier.zip(before).map(|(level, before)| level.span.meets(&Span::computed(before)));
        Reading { meaning, direction, before: earlier, now: later, fits }
    };
    let sign = if change.number.is_sign_negative() { Some(Direction::Down) } else { None };
    match change.direction.or(sign) {
        Some(direction) => towards(direction),
        None => {
            let down = towards(Direction::Down);
            let up = towards(Direction::Up);
            if up.fits == Some(false) && down.fits == Some(true) { down } else { up }
        }
    }
}

/// A change as it is added or multiplied with.
#[derive(Clone, Copy)]
struct Step {
    by_share: bool,
    /// In the unit of the level, or of a share of it as a fraction. Never negative.
    number: Decimal,
    span: Span,
}

impl Step {
    fn new(meaning: Meaning, change: &Quantity, now: &Quantity) -> Option<Self> {
        let factor = match meaning {
            Meaning::Amount => Decimal::ONE,
            Meaning::Share => Decimal::ONE.checked_div(share(&change.unit)?)?,
            Meaning::Points => {
                share(&now.unit).unwrap_or(Decimal::ONE_HUNDRED).checked_div(share(&change.unit)?)?
            }
        };
        let mut span = Span::tolerant(change);
        if change.number.is_sign_negative() {
            let negated = |it: Option<Decimal>| it.map(|it| -it);
            span = Span { lower: negated(span.upper), upper: negated(span.lower), below_upper: false };
        }
        let number = change.number.abs().checked_mul(factor)?;
        Some(Self { by_share: meaning == Meaning::Share, number, span: span.times(factor) })
    }

    /// From the level after the change to the one before.
    fn back(self, now: &Span, number: Decimal, direction: Direction) -> Option<Level> {
        if self.by_share {
            let (factor, span) = self.factor(direction)?;
            // Nothing is left of what falls by all of itself, and it could have been anything.
            return (factor > Decimal::ZERO)
                .then(|| Some(Level { number: number.checked_div(factor)?, span: now.over(&span) }))?;
        }
        match direction {
            Direction::Up => {
                Some(Level { number: number.checked_sub(self.number)?, span: now.minus(&self.span) })
            }
            Direction::Down => {
                Some(Level { number: number.checked_add(self.number)?, span: now.plus(&self.span) })
            }
        }
    }

    /// From the level before the change to the one after.
    fn on(self, before: &Span, number: Decimal, direction: Direction) -> Option<Level> {
        if self.by_share {
            let (factor, span) = self.factor(direction)?;
            return Some(Level { number: number.checked_mul(factor)?, span: before.of_times(&span) });
        }
        match direction {
            Direction::Up => {
                Some(Level { number: number.checked_add(self.number)?, span: before.plus(&self.span) })
            }
            Direction::Down => {
                Some(Level { number: number.checked_sub(self.number)?, span: before.minus(&self.span) })
            }
        }
    }

    /// What the level before is multiplied with.
    fn factor(self, direction: Direction) -> Option<(Decimal, Span)> {
        let one = Span::point(Decimal::ONE);
        match direction {
            Direction::Up => Some((Decimal::ONE.checked_add(self.number)?, one.plus(&self.span))),
            Direction::Down => Some((Decimal::ONE.checked_sub(self.number)?, one.minus(&self.span))),
        }
    }
}
