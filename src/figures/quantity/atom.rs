//! One number with its measure word: a count, a share, a fraction, or four and a half days.

use std::ops::Range;

use rust_decimal::Decimal;

use super::bounds::{self, Hedge, Hedges, Interval};
use super::form::{Form, Shape};
use super::reader::{self, Reader};
use super::{Unread, Why, words};
use crate::figures::letters::starts_with;
use crate::figures::numeral::{self, Numeral};
use crate::figures::unit::{self, FRACTION, PER_MILLE, PERCENT};

/// A number with its measure word, before its hedges make bounds of it.
#[derive(Clone)]
pub(super) struct Atom {
    pub(super) numeral: Numeral,
    /// Measure word in its normal form, else empty.
    pub(super) unit: String,
    pub(super) unit_range: Range<usize>,
    pub(super) form: Form,
}

/// More than this is no figure: 18 digits before the point, 9 after it. Sums and bounds of such numbers are exact.
const LARGEST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);
const MOST_DECIMALS: u32 = 9;
/// The greatest power of ten that has a name: 千万亿.
const MOST_SEVERAL: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);
/// A fraction has at most nine digits below the line, so that its quotient tells what it was.
const LARGEST_DENOMINATOR: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
/// What a half adds.
pub(super) const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

impl Atom {
    /// Reads a number with its hedges and its measure word; `hedges` were read before it.
    pub(super) fn read(reader: &mut Reader, hedges: Hedges) -> Result<Self, Unread> {
        let negative = reader.eat("-") || reader.eat("负");
        let mut atom = Self::number(reader, hedges)?;
        reader.skip_spaces();
        words::after(reader, &mut atom.form.hedges);
        if atom.unit.is_empty() {
            atom.measure(reader)?;
            words::after(reader, &mut atom.form.hedges);
        }
        let numeral = &mut atom.numeral;
        if negative && !numeral.high.is_zero() {
            (numeral.low, numeral.high) = (-numeral.high, -numeral.low);
        }
        Ok(atom)
    }

    /// Whether two neighbouring digits estimate the number (三四个).
    pub(super) fn is_estimate(&self) -> bool {
        self.numeral.low != self.numeral.high
    }

    /// Value of the last digit that says something.
    pub(super) fn step(&self) -> Decimal {
        let Numeral { low, high, decimals, last_place, .. } = self.numeral;
        match self.form.shape {
            Shape::Half | Shape::Fraction => last_place,
            _ if decimals > 0 => last_place,
            Shape::Counted if high.is_zero() => Decimal::ONE,
            _ => bounds::last_digit(if low.is_zero() { high } else { low }, last_place),
        }
    }

    /// The two ends of an estimate: 三 and 四 of 三四个.
    pub(super) fn ends(self) -> (Self, Self) {
        let end = |number| Numeral { low: number, high: number, ..self.numeral };
        (
            Self { numeral: end(self.numeral.low), ..self.clone() },
            Self { numeral: end(self.numeral.high), ..self },
        )
    }

    /// The same, counted in `factor`: 9 in 9~16亿.
    pub(super) fn scaled(self, factor: Decimal, like: Shape) -> Option<Self> {
        let shape = match self.form.shape {
            Shape::Counted => like,
            shape => shape,
        };
        Some(Self { numeral: times(&self.numeral, factor)?, form: Form { shape, ..self.form }, ..self })
    }

    /// What the number can be.
    pub(super) fn bounds(&self) -> Interval {
        bounds::of(self.numeral.low, self.step(), self.form.shape.is_rounded(), self.form.hedges)
    }

    /// The magnitude that `first` leaves to this, the second number of a range (9~16亿, 三至五成).
    pub(super) fn inherited_magnitude(&self, first: &Self) -> Option<Decimal> {
        if !first.unit.is_empty() {
            return None;
        }
        if self.form.shape == Shape::Tenths {
            return Some(Decimal::TEN);
        }
        let place = Decimal::new(1, self.numeral.decimals);
        let factor = self.numeral.last_place.checked_div(place)?;
        let fits = self.numeral.magnified
            && !first.numeral.magnified
            && first.numeral.low < self.numeral.high.checked_div(factor)?;
        fits.then_some(factor)
    }

    fn number(reader: &mut Reader, hedges: Hedges) -> Result<Self, Unread> {
        for (word, unit) in [("百分之", PERCENT), ("千分之", PER_MILLE)] {
            if reader.eat(word) {
                let mut atom =
                    Self::hundred(reader, hedges).map_or_else(|| Self::counted(reader, hedges), Ok)?;
                unit.clone_into(&mut atom.unit);
                return Ok(atom);
            }
        }
        if reader.eat("万分之") {
            let numerator = Self::part(reader)?;
            return Self::fraction(reader, hedges, numerator, Decimal::from(10_000));
        }
        if reader.eat("百分百") {
            return Ok(Self { unit: PERCENT.to_owned(), ..Self::new(point(Decimal::ONE_HUNDRED), hedges) });
        }
        if ["一批", "一大批", "一些", "一系列"]
            .iter()
            .any(|word| starts_with(reader.rest(), word) && !starts_with(reader.rest(), "一批次"))
        {
            return Err(reader.unread(Why::Some));
        }
        if let Some(half) = Self::half(reader, hedges) {
            return Ok(half);
        }
        let atom = Self::counted(reader, hedges)?;
        match reader.peek() {
            // 三四分之一, 数十分之一.
            Some('/' | '分') if atom.is_estimate() || atom.form.hedges != hedges => {
                Err(reader.whole(Why::NotAShare))
            }
            Some('/') => {
                reader.take(1);
                let denominator = Self::part(reader)?;
                Self::fraction(reader, atom.form.hedges, atom.numeral.low, denominator)
            }
            Some('分') if reader.eat("分之") => {
                let numerator = Self::part(reader)?;
                Self::fraction(reader, atom.form.hedges, numerator, atom.numeral.low)
            }
            Some('成') => atom.tenths(reader),
            _ => Ok(atom),
        }
    }

    /// A numeral, with a hedge and a magnitude after it: 20余万, 6万余.
    fn counted(reader: &mut Reader, hedges: Hedges) -> Result<Self, Unread> {
        let mut hedges = hedges;
        let mut numeral = Self::numeral(reader, &mut hedges)?;
        reader.skip_spaces();
        if let Some(hedge) = words::inside(reader) {
            hedges.add(hedge);
            // 20余万, 3万余亿; not 3亿余亿.
            let counts = numeral.last_place <= Decimal::from(10_000);
            if let Some((factor, length)) = numeral::magnitude(reader.rest()).filter(|_| counts) {
                reader.take(length);
                reader.skip_spaces();
                let most = if hedges.has(Hedge::Several) { MOST_SEVERAL } else { LARGEST };
                numeral = times(&numeral, factor)
                    .filter(|it| is_sane(it) && it.high <= most)
                    .ok_or_else(|| reader.whole(Why::TooLong))?;
            }
        }
        Ok(Self::new(numeral, hedges))
    }

    /// The number itself, or a magnitude that stands for it: 数百, and 百 in 近百件 or 百余件.
    fn numeral(reader: &mut Reader, hedges: &mut Hedges) -> Result<Numeral, Unread> {
        if let Some((numeral, length)) = numeral::read(reader.rest()) {
            let letters = reader.rest();
            let is_year = length == 4 && letters.get(length) == Some(&'年');
            if numeral::is_positional(&letters[..length]) && !is_year {
                return Err(reader.unread_next(length, Why::Positional));
            }
            let unread = reader.unread_next(length, Why::TooLong);
            reader.take(length);
            return Some(numeral).filter(is_sane).ok_or(unread);
        }
        let some = ["好几", "几", "数以", "数"].into_iter().find(|word| reader.starts_with(word));
        let before = some.map_or(0, |word| word.chars().count());
        let after = &reader.rest()[before..];
        if let Some((factor, length)) = numeral::power(after) {
            let next = after.get(length);
            let hedged = !hedges.is_empty() && after.first() != Some(&'十')
                || matches!(next, Some('余' | '多' | '来'));
            let (meant, more) = match some {
                Some("数以") => (next == Some(&'计'), 1),
                Some(_) => (true, 0),
                None => (hedged, 0),
            };
            if meant {
                if some.is_some() {
                    hedges.add(Hedge::Several);
                }
                reader.take(before + length + more);
                return times(&point(Decimal::ONE), factor).ok_or_else(|| reader.whole(Why::TooLong));
            }
        }
        Err(reader.no_number())
    }

    /// A number above or below the line of a fraction.
    fn part(reader: &mut Reader) -> Result<Decimal, Unread> {
        reader.skip_spaces();
        let (numeral, length) = numeral::read(reader.rest())
            .filter(|(it, _)| it.low == it.high && is_sane(it))
            .ok_or_else(|| reader.no_number())?;
        reader.take(length);
        reader.skip_spaces();
        Ok(numeral.low)
    }

    fn new(numeral: Numeral, hedges: Hedges) -> Self {
        let shape = match numeral {
            Numeral { decimals: 1.., .. } => Shape::Decimals,
            Numeral { coarse: true, .. } => Shape::Coarse,
            _ => Shape::Counted,
        };
        Self { numeral, unit: String::new(), unit_range: 0..0, form: Form { hedges, shape } }
    }

    /// 百分之百.
    fn hundred(reader: &mut Reader, hedges: Hedges) -> Option<Self> {
        let alone = reader.peek() == Some('百') && numeral::power(reader.rest())?.1 == 1;
        (alone && !matches!(reader.rest().get(1), Some('余' | '多'))).then(|| {
            reader.take(1);
            Self::new(point(Decimal::ONE_HUNDRED), hedges)
        })
    }

    /// 一半, 半数, 过半: half of the whole. 半年: half of one.
    fn half(reader: &mut Reader, hedges: Hedges) -> Option<Self> {
        let closes = |rest: &[char]| {
            rest.iter().all(|&it| it == ' ') || words::closes(rest) || reader::range_mark(rest).is_some()
        };
        let bare = !hedges.is_empty() && reader.peek() == Some('半') && closes(&reader.rest()[1..]);
        if reader.eat("一半") || reader.eat("半数") || (bare && reader.eat("半")) {
            return Some(Self { unit: PERCENT.to_owned(), ..Self::new(point(Decimal::from(50)), hedges) });
        }
        if reader.peek() == Some('半') && unit::known(&reader.rest()[1..]).is_some() {
            reader.take(1);
            let mut half = Self::new(Numeral { last_place: HALF, ..point(HALF) }, hedges);
            half.form.shape = Shape::Half;
            return Some(half);
        }
        None
    }

    /// `numerator / denominator` in lowest terms, with 多 after it.
    fn fraction(
        reader: &mut Reader,
        hedges: Hedges,
        numerator: Decimal,
        denominator: Decimal,
    ) -> Result<Self, Unread> {
        let (numerator, denominator) =
            lowest_terms(numerator, denominator).ok_or_else(|| reader.whole(Why::NotAShare))?;
        let mut hedges = hedges;
        if let Some(hedge) = words::inside(reader) {
            hedges.add(hedge);
        }
        let numeral = Numeral {
            last_place: (Decimal::ONE / denominator).normalize(),
            ..point((numerator / denominator).normalize())
        };
        let form = Form { hedges, shape: Shape::Fraction };
        Ok(Self { numeral, unit: FRACTION.to_owned(), unit_range: 0..0, form })
    }

    /// 八成 is 80 %, rounded to ten; 八成五 and 八成半 are 85 %.
    fn tenths(mut self, reader: &mut Reader) -> Result<Self, Unread> {
        let before = reader.rest().get(1).copied();
        let is_share = before.is_none_or(|next| {
            next == ' '
                || matches!(next, '半' | '多' | '余')
                || numeral::begins(next)
                || words::closes(&reader.rest()[1..])
                || reader::range_mark(&reader.rest()[1..]).is_some()
        });
        if !is_share || self.numeral.magnified || self.numeral.high > Decimal::TEN {
            return Ok(self);
        }
        reader.take(1);
        let mut numeral = times(&self.numeral, Decimal::TEN).ok_or_else(|| reader.whole(Why::TooLong))?;
        let more = if self.is_estimate() || self.numeral.decimals > 0 || self.numeral.high == Decimal::TEN {
            None
        } else if reader.eat("半") {
            Some(Decimal::from(5))
        } else {
            let one = numeral::read(reader.rest())
                .filter(|(it, length)| *length == 1 && it.low < Decimal::TEN && !it.low.is_zero());
            one.map(|(it, _)| {
                reader.take(1);
                it.low
            })
        };
        if let Some(more) = more {
            let low = numeral.low + more;
            numeral = Numeral { low, high: low, last_place: Decimal::ONE, ..numeral };
        }
        if let Some(hedge) = words::inside(reader) {
            self.form.hedges.add(hedge);
        }
        self.numeral = numeral;
        self.form.shape = Shape::Tenths;
        PERCENT.clone_into(&mut self.unit);
        Ok(self)
    }
}

/// Whether it has no more digits than a figure can have.
fn is_sane(it: &Numeral) -> bool {
    let has_name = it.decimals == 0 || it.last_place < MOST_SEVERAL;
    it.high <= LARGEST
        && it.low.scale() <= MOST_DECIMALS
        && it.last_place.scale() <= MOST_DECIMALS
        && has_name
}

/// A share as whole numbers in lowest terms; `None` where it is none, or has too many digits.
fn lowest_terms(numerator: Decimal, denominator: Decimal) -> Option<(Decimal, Decimal)> {
    let places = numerator.scale().max(denominator.scale());
    let scale = (0..places).try_fold(Decimal::ONE, |it, _| it.checked_mul(Decimal::TEN))?;
    let (numerator, denominator) = (numerator.checked_mul(scale)?, denominator.checked_mul(scale)?);
    if denominator.is_zero() || numerator > denominator {
        return None;
    }
    let (mut divisor, mut rest) = (denominator, numerator);
    while !rest.is_zero() {
        (divisor, rest) = (rest, divisor.checked_rem(rest)?);
    }
    let denominator = (denominator / divisor).normalize();
    (denominator <= LARGEST_DENOMINATOR).then(|| ((numerator / divisor).normalize(), denominator))
}

fn point(number: Decimal) -> Numeral {
    Numeral {
        low: number,
        high: number,
        decimals: 0,
        last_place: Decimal::ONE,
        coarse: false,
        magnified: false,
    }
}

fn times(numeral: &Numeral, factor: Decimal) -> Option<Numeral> {
    Some(Numeral {
        low: numeral.low.checked_mul(factor)?.normalize(),
        high: numeral.high.checked_mul(factor)?.normalize(),
        last_place: numeral.last_place.checked_mul(factor)?.normalize(),
        coarse: factor >= Decimal::from(10_000),
        magnified: true,
        ..*numeral
    })
}
