//! Words around a number, and words instead of one.

use std::ops::Range;

use rust_decimal::Decimal;

use super::bounds::{Hedge, Hedges};
use super::reader::Reader;
use super::{Direction, Qualifier, Quantity};
use crate::figures::unit::{self, PERCENT};
use crate::figures::{letters, numeral};

/// What may stand before a number. Where one word begins another, the longer one stands first.
const BEFORE: &[(&str, Meaning)] = &[
    ("不少于", Meaning::Hedge(Hedge::Over)),
    ("不低于", Meaning::Hedge(Hedge::Over)),
    ("不超过", Meaning::Hedge(Hedge::Under)),
    ("不多于", Meaning::Hedge(Hedge::Under)),
    ("不高于", Meaning::Hedge(Hedge::Under)),
    ("不到", Meaning::Hedge(Hedge::Under)),
    ("不足", Meaning::Hedge(Hedge::Under)),
    ("低于", Meaning::Hedge(Hedge::Under)),
    ("少于", Meaning::Hedge(Hedge::Under)),
    ("至多", Meaning::Hedge(Hedge::Under)),
    ("最多", Meaning::Hedge(Hedge::Under)),
    ("将近", Meaning::Hedge(Hedge::Near)),
    ("接近", Meaning::Hedge(Hedge::Near)),
    ("近", Meaning::Hedge(Hedge::Near)),
    ("大约", Meaning::Hedge(Hedge::About)),
    ("大概", Meaning::Hedge(Hedge::About)),
    ("约为", Meaning::Hedge(Hedge::About)),
    ("约", Meaning::Hedge(Hedge::About)),
    ("≈", Meaning::Hedge(Hedge::About)),
    ("超过", Meaning::Hedge(Hedge::Over)),
    ("超出", Meaning::Hedge(Hedge::Over)),
    ("超", Meaning::Hedge(Hedge::Over)),
    ("突破", Meaning::Hedge(Hedge::Over)),
    ("逾", Meaning::Hedge(Hedge::Over)),
    ("高于", Meaning::Hedge(Hedge::Over)),
    ("多于", Meaning::Hedge(Hedge::Over)),
    ("大于", Meaning::Hedge(Hedge::Over)),
    ("至少", Meaning::Hedge(Hedge::Over)),
    ("最少", Meaning::Hedge(Hedge::Over)),
    ("≥", Meaning::Hedge(Hedge::Over)),
    (">", Meaning::Hedge(Hedge::Over)),
    ("≤", Meaning::Hedge(Hedge::Under)),
    ("<", Meaning::Hedge(Hedge::Under)),
    ("增加", Meaning::Change(Direction::Up)),
    ("增长", Meaning::Change(Direction::Up)),
    ("提高", Meaning::Change(Direction::Up)),
    ("提升", Meaning::Change(Direction::Up)),
    ("上升", Meaning::Change(Direction::Up)),
    ("上", Meaning::Hedge(Hedge::Over)),
    ("下降", Meaning::Change(Direction::Down)),
    ("减少", Meaning::Change(Direction::Down)),
    ("降低", Meaning::Change(Direction::Down)),
    ("精简", Meaning::Change(Direction::Down)),
    ("首批", Meaning::Nothing),
    ("累计", Meaning::Nothing),
    ("共计", Meaning::Nothing),
    ("合计", Meaning::Nothing),
    ("总计", Meaning::Nothing),
    ("达到", Meaning::Nothing),
    ("全部", Meaning::Nothing),
    ("均为", Meaning::Nothing),
    ("共", Meaning::Nothing),
    ("达", Meaning::Nothing),
    ("均", Meaning::Nothing),
    ("为", Meaning::Nothing),
    ("已", Meaning::Nothing),
];

/// What may stand after a number or its measure word.
const AFTER: &[(&str, Hedge)] = &[
    ("及以上", Hedge::Over),
    ("以上", Hedge::Over),
    ("左右", Hedge::About),
    ("上下", Hedge::About),
    ("及以下", Hedge::Under),
    ("以下", Hedge::Under),
    ("以内", Hedge::Under),
    ("之内", Hedge::Under),
];

#[derive(Clone, Copy)]
enum Meaning {
    Hedge(Hedge),
    Change(Direction),
    Nothing,
}

/// Takes the words before a number. 提高到 is a level and no change; 提高了 is one.
pub(super) fn before(reader: &mut Reader, hedges: &mut Hedges) -> Option<Direction> {
    let mut direction = None;
    while let Some(&(word, meaning)) = BEFORE.iter().find(|(word, _)| reader.starts_with(word)) {
        reader.eat(word);
        match meaning {
            Meaning::Hedge(hedge) => hedges.add(hedge),
            Meaning::Nothing => {}
            Meaning::Change(change) => {
                let level = ["到", "至", "为"].iter().any(|word| reader.eat(word));
                reader.eat("了");
                direction = (!level).then_some(change);
            }
        }
    }
    direction
}

/// Takes 以上, 左右 and their like.
pub(super) fn after(reader: &mut Reader, hedges: &mut Hedges) {
    while let Some(&(word, hedge)) = AFTER.iter().find(|(word, _)| reader.starts_with(word)) {
        reader.eat(word);
        hedges.add(hedge);
    }
}

/// Whether a word of [`after`] begins here.
pub(super) fn closes(rest: &[char]) -> bool {
    AFTER.iter().any(|(word, _)| letters::starts_with(rest, word))
}

/// Takes 余, 多, 几 or 来, inside or after a number.
pub(super) fn inside(reader: &mut Reader) -> Option<Hedge> {
    let hedge = match reader.peek()? {
        '余' | '多' | '几' => Hedge::Above,
        '来' => Hedge::About,
        _ => return None,
    };
    reader.take(1);
    reader.skip_spaces();
    Some(hedge)
}

/// A value without a number.
pub(super) struct InWords {
    number: Decimal,
    unit: String,
    qualifier: Qualifier,
    unit_range: Range<usize>,
}

impl InWords {
    pub(super) fn quantity(self, written: &str) -> Quantity {
        Quantity {
            written: written.to_owned(),
            number: self.number,
            unit: self.unit,
            qualifier: self.qualifier,
            lower: Some(self.number),
            upper: Some(self.number),
            last_place: Decimal::ONE,
            direction: None,
            unit_range: self.unit_range,
        }
    }
}

/// 全部, 全部办结, 全覆盖, 均: a hundred per cent. 没有, 没有出现一例, 无一件: none.
pub(super) fn in_words(reader: &Reader) -> Option<InWords> {
    let rest = reader.rest();
    let none = ["没有", "没", "未", "无"].into_iter().find(|word| letters::starts_with(rest, word));
    if let Some(word) = none {
        return none_of(rest, word.chars().count());
    }
    let all = ["全部", "全覆盖", "全面覆盖", "全数", "均"]
        .into_iter()
        .find(|word| letters::starts_with(rest, word))?;
    let verb = &rest[all.chars().count()..];
    let is_verb = verb.iter().all(|&letter| crate::text::is_han(letter) && !numeral::begins(letter));
    // 均为 or 均达 without a number says nothing.
    (is_verb && (verb.is_empty() || all == "全部")).then(|| InWords {
        number: Decimal::ONE_HUNDRED,
        unit: PERCENT.to_owned(),
        qualifier: Qualifier::All,
        unit_range: 0..0,
    })
}

/// What follows 没有: nothing, or an optional verb, 一 and a measure word.
fn none_of(rest: &[char], negation: usize) -> Option<InWords> {
    const VERBS: [&str; 6] = ["出现", "发生", "发现", "接到", "收到", "产生"];
    let mut at = negation;
    if let Some(verb) = VERBS.iter().find(|verb| letters::starts_with(&rest[at..], verb)) {
        at += verb.chars().count();
    }
    let mut none =
        InWords { number: Decimal::ZERO, unit: String::new(), qualifier: Qualifier::None, unit_range: 0..0 };
    match &rest[at..] {
        [] => {}
        ['一', measure @ ..] => {
            let (length, word) = unit::known(measure)?;
            if length != measure.len() {
                return None;
            }
            none.unit = word.to_owned();
        }
        _ => return None,
    }
    Some(none)
}
