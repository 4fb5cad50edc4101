//! The measure word behind a number, and what stands in it or after it: 四天半, 3个多月, 三年多, 壹万元整.

use rust_decimal::Decimal;

use super::atom::{Atom, HALF};
use super::bounds::Hedge;
use super::form::Shape;
use super::reader::{self, Reader};
use super::{Unread, Why, words};
use crate::figures::letters::starts_with;
use crate::figures::numeral::Numeral;
use crate::figures::unit;

impl Atom {
    /// Takes the measure word, and 半, 多 or 余 after it.
    pub(super) fn measure(&mut self, reader: &mut Reader) -> Result<(), Unread> {
        let Some((length, word)) = unit::known(reader.rest()) else { return self.unknown_measure(reader) };
        self.unit_range = reader.take(length);
        self.unit = word.into_owned();
        if self.and_a_half(reader) || self.ge_and_more(reader) {
            return Ok(());
        }
        if self.unit == "元" && (reader.eat("整") || reader.eat("正")) {
            if self.numeral.low.normalize().scale() > 0 {
                return Err(reader.whole(Why::Trailing));
            }
            // 壹万元整 is no rounded 1万元.
            self.numeral = Numeral { decimals: 0, last_place: Decimal::ONE, ..self.numeral };
            self.form.shape = Shape::Counted;
        }
        reader.skip_spaces();
        let rest = reader.rest();
        let more = [("有余", 2), ("余", 1), ("多", 1)].iter().find(|(word, _)| starts_with(rest, word));
        if let Some(&(_, length)) = more
            && (rest.len() == length
                || words::closes(&rest[length..])
                || reader::range_mark(&rest[length..]).is_some())
        {
            reader.take(length);
            self.form.hedges.add(Hedge::AboveUnit);
        }
        Ok(())
    }

    /// 四天半, 两个半小时.
    fn and_a_half(&mut self, reader: &mut Reader) -> bool {
        let rest = reader.rest();
        let counts = self.form.shape == Shape::Counted && !self.form.hedges.has(Hedge::Above);
        let counts = counts && !self.numeral.magnified && !self.is_estimate();
        if rest.first() != Some(&'半') || !counts {
            return false;
        }
        let following = unit::known(&rest[1..]);
        let split = following.filter(|(_, word)| self.unit == "个" && word != "天");
        let next = split.as_ref().map_or(1, |(length, _)| 1 + length);
        let ends = rest.len() == next
            || rest[next] == ' '
            || words::closes(&rest[next..])
            || reader::range_mark(&rest[next..]).is_some();
        if !ends {
            return false;
        }
        reader.take(1);
        if let Some((length, word)) = split {
            self.unit_range = reader.take(length);
            self.unit = of_months(&word);
        }
        reader.skip_spaces();
        self.numeral.low += HALF;
        self.numeral.high += HALF;
        self.numeral.last_place = HALF;
        self.form.shape = Shape::Half;
        true
    }

    /// 3个多月, 两个多小时, 一个来月.
    fn ge_and_more(&mut self, reader: &mut Reader) -> bool {
        let rest = reader.rest();
        let hedge = match rest.first() {
            Some('多' | '余') => Hedge::AboveUnit,
            Some('来') => Hedge::About,
            _ => return false,
        };
        let Some((length, word)) = unit::known(&rest[1..]).filter(|_| self.unit == "个") else {
            return false;
        };
        reader.take(1);
        self.unit_range = reader.take(length);
        self.unit = of_months(&word);
        self.form.hedges.add(hedge);
        reader.skip_spaces();
        true
    }

    /// Takes a measure word that is not in the table.
    fn unknown_measure(&mut self, reader: &mut Reader) -> Result<(), Unread> {
        let rest = reader.rest();
        let ends = |here: &[char]| {
            words::closes(here) || words::is_before(here) || reader::range_mark(here).is_some()
        };
        let end = (0..rest.len().min(unit::LONGEST + 1)).find(|&at| ends(&rest[at..])).unwrap_or(rest.len());
        if end == 0 {
            return Ok(());
        }
        let Some(length) = unit::unknown(&rest[..end]) else { return Err(reader.trailing()) };
        let word: String = rest[..length].iter().collect();
        self.unit_range = reader.take(length);
        self.unit = word;
        reader.skip_spaces();
        Ok(())
    }
}

/// 月 after 个 is counted in 个月.
fn of_months(word: &str) -> String {
    if word == "月" { "个月" } else { word }.to_owned()
}
