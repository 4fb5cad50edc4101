//! One number with its measure word: a count, a share, a fraction, or four and a half days.

use std::ops::Range;

use rust_decimal::Decimal;

use super::bounds::{self, Hedge, Hedges};
use super::reader::{self, Reader};
use super::{Unread, Why, words};
use crate::figures::letters::starts_with;
use crate::figures::numeral::{self, Numeral};
use crate::figures::unit::{self, FRACTION, PER_MILLE, PERCENT};

/// A number with its measure word, before its hedges make bounds of it.
pub(super) struct Atom {
    pub(super) numeral: Numeral,
    /// Measure word in its normal form, else empty.
    pub(super) unit: String,
    pub(super) unit_range: Range<usize>,
    /// Value of the last digit that says something.
    pub(super) step: Decimal,
    /// One of what is counted: 1, 万 where 万 are counted.
    pub(super) last_unit: Decimal,
    /// Exact whatever its decimals: a fraction, 四天半.
    pub(super) in_words: bool,
}

/// More than this is no figure: 18 digits before the point, 9 after it. Sums and bounds of such numbers are exact.
const LARGEST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);
const MOST_DECIMALS: u32 = 9;
/// A measure word that is not known has at most this many letters.
const LONGEST_UNIT: usize = 6;

impl Atom {
    /// Reads a number with its hedges and its measure word.
    pub(super) fn read(reader: &mut Reader, hedges: &mut Hedges) -> Result<Self, Unread> {
        let negative = reader.eat("-") || reader.eat("负");
        let mut atom = Self::number(reader, hedges)?;
        if atom.unit.is_empty() {
            reader.skip_spaces();
            words::after(reader, hedges);
            atom.measure(reader, hedges)?;
        }
        words::after(reader, hedges);
        let numeral = &mut atom.numeral;
        if numeral.high > LARGEST || (numeral.low.scale() > MOST_DECIMALS && !atom.in_words) {
            return Err(reader.whole(Why::TooLong));
        }
        if negative && !numeral.high.is_zero() {
            (numeral.low, numeral.high) = (-numeral.high, -numeral.low);
        }
        Ok(atom)
    }

    /// Whether the number is rounded to its last digit.
    pub(super) fn is_rounded(&self) -> bool {
        !self.in_words && (self.numeral.decimals > 0 || self.numeral.coarse)
    }

    /// The magnitude that `first` leaves to this, the second number of a range (9~16亿).
    pub(super) fn inherited_magnitude(&self, first: &Self) -> Option<Decimal> {
        let place = Decimal::new(1, self.numeral.decimals);
        let factor = self.numeral.last_place.checked_div(place)?;
        let fits = self.numeral.magnified
            && !first.numeral.magnified
            && first.numeral.low < self.numeral.high / factor;
        fits.then_some(factor)
    }

    fn number(reader: &mut Reader, hedges: &mut Hedges) -> Result<Self, Unread> {
        for (word, unit) in [("百分之", PERCENT), ("千分之", PER_MILLE)] {
            if reader.eat(word) {
                let mut atom = Self::counted(reader, hedges)?;
                unit.clone_into(&mut atom.unit);
                return Ok(atom);
            }
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
            Some('/') => {
                reader.take(1);
                let denominator = integer(reader)?;
                Self::fraction(reader, atom.numeral.low, denominator)
            }
            Some('分') if reader.eat("分之") => {
                let numerator = integer(reader)?;
                Self::fraction(reader, numerator, atom.numeral.low)
            }
            Some('成') => atom.tenths(reader, hedges),
            _ => Ok(atom),
        }
    }

    /// A numeral, with a hedge and a magnitude after it: 20余万, 6万余.
    fn counted(reader: &mut Reader, hedges: &mut Hedges) -> Result<Self, Unread> {
        // 近千人, 逾百场: a hedged magnitude counts one of it.
        let bare = || numeral::magnitude(reader.rest()).filter(|_| !hedges.is_empty());
        let read = numeral::read(reader.rest()).or_else(|| {
            bare().and_then(|(factor, length)| Some((times(&point(Decimal::ONE), factor)?, length)))
        });
        let Some((mut numeral, length)) = read else {
            let why = match reader.peek() {
                Some('第') => Why::Ordinal,
                Some(letter) if numeral::begins(letter) => Why::TooLong,
                _ => Why::NoNumber,
            };
            return Err(reader.unread(why));
        };
        reader.take(length);
        reader.skip_spaces();
        if let Some(hedge) = words::inside(reader) {
            hedges.add(hedge);
            if let Some((factor, length)) = numeral::magnitude(reader.rest()) {
                reader.take(length);
                reader.skip_spaces();
                numeral = times(&numeral, factor).ok_or_else(|| reader.whole(Why::TooLong))?;
            }
        }
        Ok(Self::new(numeral))
    }

    fn new(numeral: Numeral) -> Self {
        let step = if numeral.decimals > 0 {
            numeral.last_place
        } else {
            bounds::last_digit(numeral.low, numeral.last_place)
        };
        let last_unit = numeral.last_place;
        Self { numeral, unit: String::new(), unit_range: 0..0, step, last_unit, in_words: false }
    }

    /// 一半, 半数, 过半: half of the whole. 半年: half of one.
    fn half(reader: &mut Reader, hedges: &mut Hedges) -> Option<Self> {
        let over = reader.starts_with("过半");
        if over {
            reader.take(1);
            hedges.add(Hedge::Over);
        }
        if reader.eat("一半") || reader.eat("半数") || (over && reader.eat("半")) {
            let mut half = Self::new(point(Decimal::from(50)));
            PERCENT.clone_into(&mut half.unit);
            return Some(half);
        }
        if reader.peek() == Some('半') && unit::known(&reader.rest()[1..]).is_some() {
            reader.take(1);
            return Some(Self { in_words: true, ..Self::new(point(Decimal::new(5, 1))) });
        }
        None
    }

    fn fraction(reader: &Reader, numerator: Decimal, denominator: Decimal) -> Result<Self, Unread> {
        let whole = |it: Decimal| it.normalize().scale() == 0;
        let share =
            numerator.checked_div(denominator).map(|it| it.normalize()).filter(|&it| it <= Decimal::ONE);
        let step = Decimal::ONE.checked_div(denominator);
        match (share, step) {
            (Some(share), Some(step)) if whole(numerator) && whole(denominator) => {
                let numeral = Numeral { last_place: step, ..point(share) };
                let (unit, last_unit) = (FRACTION.to_owned(), step);
                Ok(Self { numeral, unit, unit_range: 0..0, step, last_unit, in_words: true })
            }
            _ => Err(reader.whole(Why::NotAShare)),
        }
    }

    /// 八成 is 80 %, rounded to ten; 八成五 and 八成半 are 85 %.
    fn tenths(self, reader: &mut Reader, hedges: &mut Hedges) -> Result<Self, Unread> {
        let before = reader.rest().get(1).copied();
        let is_share = before.is_none_or(|next| {
            next == ' '
                || next == '半'
                || matches!(next, '多' | '余')
                || numeral::begins(next)
                || words::closes(&reader.rest()[1..])
                || reader::range_mark(&reader.rest()[1..]).is_some()
        });
        if !is_share {
            return Ok(self);
        }
        reader.take(1);
        let mut numeral = times(&self.numeral, Decimal::TEN).ok_or_else(|| reader.whole(Why::TooLong))?;
        // A tenth is as coarse as 万: 八成 stands for 78.9 %.
        numeral.coarse = true;
        let more = if reader.eat("半") {
            Some(Decimal::from(5))
        } else {
            numeral::read(reader.rest()).filter(|(it, length)| *length == 1 && it.low < Decimal::TEN).map(
                |(it, _)| {
                    reader.take(1);
                    it.low
                },
            )
        };
        if let Some(more) = more {
            numeral = Numeral {
                low: numeral.low + more,
                high: numeral.high + more,
                last_place: Decimal::ONE,
                ..numeral
            };
        }
        if let Some(hedge) = words::inside(reader) {
            hedges.add(hedge);
        }
        let mut atom = Self::new(numeral);
        PERCENT.clone_into(&mut atom.unit);
        Ok(atom)
    }

    /// Takes the measure word, and 半, 多 or 余 after it.
    fn measure(&mut self, reader: &mut Reader, hedges: &mut Hedges) -> Result<(), Unread> {
        let free = free_length(reader.rest());
        let Some((length, word)) = unit::known(reader.rest()) else {
            return self.unknown_measure(reader, free);
        };
        let next = &reader.rest()[length..];
        let half = next.first() == Some(&'半');
        let above = matches!(next.first(), Some('多' | '余'))
            && (next.len() == 1 || words::closes(&next[1..]) || reader::range_mark(&next[1..]).is_some());
        if !(free <= length || half || above || words::closes(next)) {
            return self.unknown_measure(reader, free);
        }
        self.unit_range = reader.take(length);
        word.clone_into(&mut self.unit);
        reader.skip_spaces();
        if half && self.numeral.decimals == 0 && !self.numeral.magnified {
            self.and_a_half(reader);
        } else if above {
            reader.take(1);
            hedges.add(Hedge::AboveUnit);
        }
        Ok(())
    }

    /// 四天半, 两个半小时.
    fn and_a_half(&mut self, reader: &mut Reader) {
        let following = unit::known(&reader.rest()[1..]);
        let split = following.filter(|&(_, word)| self.unit == "个" && word != "天");
        if reader.rest().len() > 1 && split.is_none() && !words::closes(&reader.rest()[1..]) {
            return;
        }
        reader.take(1);
        if let Some((length, word)) = split {
            self.unit_range = reader.take(length);
            self.unit = if word == "月" { "个月" } else { word }.to_owned();
        }
        let half = Decimal::new(5, 1);
        self.numeral.low += half;
        self.numeral.high += half;
        self.numeral.last_place = half;
        self.step = Decimal::ONE;
        self.in_words = true;
    }

    /// Takes a measure word that is not in the table.
    fn unknown_measure(&mut self, reader: &mut Reader, length: usize) -> Result<(), Unread> {
        if length == 0 {
            return Ok(());
        }
        let word: String = reader.rest()[..length].iter().collect();
        if length > LONGEST_UNIT || word.starts_with(['的', '第', '几', '若']) {
            return Err(reader.unread(Why::Trailing));
        }
        self.unit_range = reader.take(length);
        self.unit = word;
        reader.skip_spaces();
        Ok(())
    }
}

/// How many letters at the start of `rest` can be one measure word: up to a space, a number, the other end of a range
/// or a word that closes the value.
fn free_length(rest: &[char]) -> usize {
    let ends = |at: usize| {
        let here = &rest[at..];
        !unit::may_hold(rest[at]) && !matches!(rest[at], '%' | '‰')
            || numeral::begins(rest[at])
            || words::closes(here)
            || reader::range_mark(here).is_some()
    };
    (0..rest.len()).find(|&at| ends(at)).unwrap_or(rest.len())
}

fn integer(reader: &mut Reader) -> Result<Decimal, Unread> {
    reader.skip_spaces();
    let (numeral, length) = numeral::read(reader.rest())
        .filter(|(it, _)| it.decimals == 0 && it.low == it.high)
        .ok_or_else(|| reader.unread(Why::NoNumber))?;
    reader.take(length);
    reader.skip_spaces();
    Ok(numeral.low)
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
