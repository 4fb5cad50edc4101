//! Values the way sources write them: 近6万个, 4.4亿余元, 百分之七十二点二, 2- 3名, 全部.
//!
//! [`parse`] goes from left to right:
//!
//! 1. Words that say it all: 全部, 没有出现一例.
//! 2. What stands before the number: hedges (近, 超过), the direction of a change (下降), words that add nothing (共).
//! 3. The number itself, as a count, a share or a fraction, with hedges inside it (20余万).
//! 4. Hedges and the measure word, in either order; 半 after the measure word.
//! 5. The other end of a range.
//! 6. Number, hedges and written precision make the bounds (`bounds.rs`).
//!
//! Values are kept as written: 6.9% for what reads as percentage points stays 6.9 %, a fall is a [`Direction`] and
//! no negative number. What cannot be read is an [`Unread`] that names its place.

mod atom;
mod bounds;
mod form;
mod in_words;
mod measure;
mod reader;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use self::atom::Atom;
use self::bounds::{Hedge, Hedges};
use self::form::{Form, Shape};
use self::reader::Reader;
use super::letters::is_invisible;
use super::numeral::Numeral;
use super::unit::{FRACTION, PER_MILLE, PERCENT};

/// Reads one value as written.
///
/// # Errors
///
/// [`Unread`] with the bytes of `text` that were not understood.
pub fn parse(text: &str) -> Result<Quantity, Unread> {
    let blank = |letter: char| letter.is_whitespace() || is_invisible(letter);
    let from_start = text.trim_start_matches(blank);
    let (written, offset) = (from_start.trim_end_matches(blank), text.len() - from_start.len());
    read(written).map_err(|it| Unread { range: it.range.start + offset..it.range.end + offset, why: it.why })
}

/// How a value was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Qualifier {
    /// 460件, 94.35%: as exact as it is written.
    Exact,
    /// 近, 不到: less than the number.
    ApproxBelow,
    /// 余, 多, 超, 以上: the number or more.
    AtLeast,
    /// 约, 左右: around the number.
    About,
    /// 2-3名: between two numbers.
    Range,
    /// 全部: a hundred per cent, in words.
    All,
    /// 没有: none, in words.
    None,
}

impl Qualifier {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Exact, Self::ApproxBelow, Self::AtLeast, Self::About, Self::Range, Self::All, Self::None];

    /// The name it has in tables: `approx-below`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::ApproxBelow => "approx-below",
            Self::AtLeast => "at-least",
            Self::About => "about",
            Self::Range => "range",
            Self::All => "all",
            Self::None => "none",
        }
    }
}

/// Which way a change goes, where the value says so (下降83.37%). 提高到 is a new level and no direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增长, 提高, 上升.
    Up,
    /// 下降, 减少.
    Down,
}

/// A value as written and as understood.
///
/// `lower ≤ number ≤ upper` where the bounds are there. Equal bounds are a point. Otherwise the upper bound of 余 and of
/// rounding is not itself meant (`[60000, 70000)`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// As the source wrote it, without space around it.
    pub written: String,
    /// The number, with the decimals written (14.70); a fraction (2/3) as a quotient of 28 digits; of a range the
    /// middle.
    pub number: Decimal,
    /// Measure word in its normal form: `%`, `百分点`, `fraction`, 件; empty when there is none.
    pub unit: String,
    /// How it was meant.
    pub qualifier: Qualifier,
    /// Least it can be; `None` when open.
    pub lower: Option<Decimal>,
    /// Most it can be; `None` when open.
    pub upper: Option<Decimal>,
    /// Value of one unit in the last written place: 0.01 for 94.35%, 100 for 3.16万, 1 for 35%.
    pub last_place: Decimal,
    /// Which way a change goes, where the value says so.
    pub direction: Option<Direction>,
    /// Where in `written` the measure word stands, in bytes; empty when it is not written.
    unit_range: Range<usize>,
    /// What number and bounds do not tell of how it is written.
    form: Form,
}

impl Quantity {
    /// Whether there is only an upper bound that is not itself meant: 不到5%, but not 最多8件.
    pub fn is_short_of_upper(&self) -> bool {
        self.lower.is_none() && self.upper.is_some() && words::is_short_of(&self.written)
    }

    /// The number part and the measure word after it, both as written: `4.4亿余` and `元`. Where the measure word does
    /// not close the value (全部, 90%左右, 四天半), all is in the first part.
    pub fn split_unit(&self) -> (&str, &str) {
        if self.unit_range.is_empty() || self.unit_range.end != self.written.len() {
            return (&self.written, "");
        }
        let (number, unit) = self.written.split_at(self.unit_range.start);
        (number.trim_end(), unit)
    }

    /// The value in its normal form: 六萬餘個 is `6万余个`, 超过百分之九十 is `90%以上`. It reads as the same number, unit,
    /// qualifier, bounds and direction; words that add nothing (共计) are gone.
    pub fn canonical(&self) -> String {
        form::canonical(self)
    }

    /// Whether there is nothing between the bounds.
    pub fn is_point(&self) -> bool {
        self.lower.is_some() && self.lower == self.upper
    }

    /// Whether both can be the same number, which two sources that tell of one thing must allow: 近6万 and 6万余 do
    /// not. Their units must be the same ([`Self::converted`]).
    pub fn meets(&self, other: &Self) -> bool {
        let begins_within = |one: &Self, other: &Self| match (one.lower, other.upper) {
            (Some(lower), Some(upper)) => lower < upper || (lower == upper && other.holds_its_upper_bound()),
            _ => true,
        };
        begins_within(self, other) && begins_within(other, self)
    }

    /// A point is its own bound, and 2-3名 can be 3. 近6万 cannot be 60000.
    pub(super) fn holds_its_upper_bound(&self) -> bool {
        self.is_point() || self.qualifier == Qualifier::Range || self.lower.is_none()
    }

    /// The same in `unit`: itself, or a share among `%`, `‰` and `fraction`. `None` where the units do not convert.
    pub fn converted(&self, unit: &str) -> Option<Self> {
        if self.unit == unit {
            return Some(self.clone());
        }
        let factor = share(unit)?.checked_div(share(&self.unit)?)?;
        let scaled = |it: Decimal| it.checked_mul(factor).map(|it| it.normalize());
        let bound = |it: Option<Decimal>| it.map_or(Some(None), |it| scaled(it).map(Some));
        Some(Self {
            number: scaled(self.number)?,
            unit: unit.to_owned(),
            lower: bound(self.lower)?,
            upper: bound(self.upper)?,
            last_place: scaled(self.last_place)?,
            ..self.clone()
        })
    }
}

/// How many of a unit make up the whole.
fn share(unit: &str) -> Option<Decimal> {
    match unit {
        PERCENT => Some(Decimal::ONE_HUNDRED),
        PER_MILLE => Some(Decimal::ONE_THOUSAND),
        FRACTION => Some(Decimal::ONE),
        _ => None,
    }
}

/// What of a value was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its place in the text handed to [`parse`], in bytes.
    pub range: Range<usize>,
    /// Why.
    pub why: Why,
}

/// Why a value was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// There is nothing.
    Empty,
    /// A number was expected.
    NoNumber,
    /// 第七百二十期 counts a place in a row, not an amount.
    Ordinal,
    /// 一批, 几个 and 若干 say that there are some, not how many.
    Some,
    /// Chinese digits in a row (二〇二二) name a year or a number and count nothing.
    Positional,
    /// It is longer than any value: a sentence, or text by mistake.
    LongText,
    /// The number has more digits than a figure can have (18 before the point, 9 after it).
    TooLong,
    /// Another figure follows (115批766人次): each needs an entry of its own.
    SecondFigure,
    /// What stands after the value is no measure word.
    Trailing,
    /// The two ends of a range have different units.
    UnitsDiffer,
    /// The range ends before it begins.
    Backwards,
    /// The denominator is zero or less than the numerator.
    NotAShare,
}

fn read(written: &str) -> Result<Quantity, Unread> {
    let mut reader = Reader::new(written)?;
    if reader.is_at_end() {
        return Err(reader.unread(Why::Empty));
    }
    if let Some(quantity) = in_words::read(&mut reader, written)? {
        return Ok(quantity);
    }
    // 由70.6%提高到77.5% has two figures; 从2到3名 is a range.
    let from = reader.unread_next(1, Why::NoNumber);
    let from = reader.eat_one(&["由", "从"]).then_some(from);
    let mut hedges = Hedges::default();
    let direction = words::before(&mut reader, &mut hedges);
    let first = Atom::read(&mut reader, hedges)?;
    let second = match reader.take_range_mark() {
        Some(()) => Some(Atom::read(&mut reader, Hedges::default())?),
        None => None,
    };
    if !reader.is_at_end() {
        return Err(reader.trailing());
    }
    let ends = match (second, from) {
        (Some(second), _) => (first, second),
        (None, Some(from)) => return Err(from),
        (None, None) if first.is_estimate() => first.ends(),
        (None, None) => return Ok(first.into_quantity(written, direction)),
    };
    range(written, ends, direction).map_err(|why| reader.whole(why))
}

/// A range of two atoms. 9~16亿 leaves 亿 to the second, as 15~30% does with the percent sign.
fn range(written: &str, ends: (Atom, Atom), direction: Option<Direction>) -> Result<Quantity, Why> {
    let (mut first, mut second) = ends;
    if let Some(factor) = second.inherited_magnitude(&first) {
        first = first.scaled(factor, second.form.shape).ok_or(Why::TooLong)?;
    }
    if first.unit.is_empty() && second.unit != FRACTION {
        first.unit.clone_from(&second.unit);
    } else if second.unit.is_empty() && first.unit != FRACTION {
        (second.unit, second.unit_range) = (first.unit.clone(), 0..0);
    } else if first.unit != second.unit {
        return Err(Why::UnitsDiffer);
    }
    let (low, high) = (first.numeral.low, second.numeral.high);
    if low > high {
        return Err(Why::Backwards);
    }
    // 3至5件以上 is three at least, 不超过3至5件 five at most.
    let says = |hedge| first.form.hedges.has(hedge) || second.form.hedges.has(hedge);
    match (says(Hedge::Over), says(Hedge::Under)) {
        (true, false) => {
            first.unit_range = second.unit_range;
            return Ok(first.hedged_by(Hedge::Over).into_quantity(written, direction));
        }
        (false, true) => {
            let most = Atom { numeral: Numeral { low: high, ..second.numeral }, ..second };
            return Ok(most.hedged_by(Hedge::Under).into_quantity(written, direction));
        }
        _ => {}
    }
    let upper = high + second.more();
    if low == upper {
        return Ok(second.into_quantity(written, direction));
    }
    Ok(Quantity {
        written: written.to_owned(),
        number: ((low + upper) / Decimal::TWO).normalize(),
        unit: second.unit,
        qualifier: Qualifier::Range,
        lower: Some(low),
        upper: Some(upper),
        last_place: second.numeral.last_place,
        direction,
        unit_range: second.unit_range,
        form: Form { hedges: Hedges::default(), shape: Shape::Range },
    })
}

impl Atom {
    fn hedged_by(mut self, hedge: Hedge) -> Self {
        self.form.hedges = Hedges::default();
        self.form.hedges.add(hedge);
        self
    }

    /// What 余 adds to the upper end of a range: 20至30余件 ends before 40.
    fn more(&self) -> Decimal {
        let hedges = self.form.hedges;
        if self.numeral.high.is_sign_negative() || self.form.shape == Shape::Fraction {
            Decimal::ZERO
        } else if hedges.has(Hedge::Above) {
            self.step()
        } else if hedges.has(Hedge::AboveUnit) {
            self.step().min(Decimal::ONE)
        } else {
            Decimal::ZERO
        }
    }

    fn into_quantity(self, written: &str, direction: Option<Direction>) -> Quantity {
        let (lower, upper) = self.bounds();
        Quantity {
            written: written.to_owned(),
            number: self.numeral.low,
            unit: self.unit,
            qualifier: self.form.hedges.qualifier(),
            lower,
            upper,
            last_place: self.numeral.last_place,
            direction,
            unit_range: self.unit_range,
            form: self.form,
        }
    }
}

#[cfg(test)]
mod tests;
