//! Words around a number.

use super::Direction;
use super::bounds::{Hedge, Hedges};
use super::reader::Reader;
use crate::figures::letters::{folded, starts_with};
use crate::figures::numeral;

/// Words for an upper bound that the number itself does not reach; the others (不超过, 以下) may mean it too.
const SHORT_OF: [&str; 10] = ["不到", "不足", "不及", "不满", "未满", "未达", "未到", "低于", "少于", "小于"];

/// Whether the upper bound of what is `written` so is not itself meant.
pub(super) fn is_short_of(written: &str) -> bool {
    let letters: String = folded(written).into_iter().collect();
    let less = letters.find('<').is_some_and(|at| !letters[at..].starts_with("<="));
    less || SHORT_OF.iter().any(|word| letters.contains(word))
}

/// What may stand before a number. Where one word begins another, the longer one stands first.
const BEFORE: &[(&str, Meaning)] = &[
    ("不少于", Meaning::Hedge(Hedge::Over)),
    ("不低于", Meaning::Hedge(Hedge::Over)),
    ("不小于", Meaning::Hedge(Hedge::Over)),
    ("不下于", Meaning::Hedge(Hedge::Over)),
    ("不下", Meaning::Hedge(Hedge::Over)),
    ("不超过", Meaning::Hedge(Hedge::Under)),
    ("不超", Meaning::Hedge(Hedge::Under)),
    ("不多于", Meaning::Hedge(Hedge::Under)),
    ("不高于", Meaning::Hedge(Hedge::Under)),
    ("不大于", Meaning::Hedge(Hedge::Under)),
    ("不到", Meaning::Hedge(Hedge::Under)),
    ("不足", Meaning::Hedge(Hedge::Under)),
    ("不及", Meaning::Hedge(Hedge::Under)),
    ("不满", Meaning::Hedge(Hedge::Under)),
    ("未满", Meaning::Hedge(Hedge::Under)),
    ("未达", Meaning::Hedge(Hedge::Under)),
    ("未到", Meaning::Hedge(Hedge::Under)),
    ("低于", Meaning::Hedge(Hedge::Under)),
    ("少于", Meaning::Hedge(Hedge::Under)),
    ("小于", Meaning::Hedge(Hedge::Under)),
    ("至多", Meaning::Hedge(Hedge::Under)),
    ("最多", Meaning::Hedge(Hedge::Under)),
    ("最高", Meaning::Hedge(Hedge::Under)),
    ("将近", Meaning::Hedge(Hedge::Near)),
    ("接近", Meaning::Hedge(Hedge::Near)),
    ("近", Meaning::Hedge(Hedge::Near)),
    ("大约", Meaning::Hedge(Hedge::About)),
    ("大概", Meaning::Hedge(Hedge::About)),
    ("约为", Meaning::Hedge(Hedge::About)),
    ("约", Meaning::Hedge(Hedge::About)),
    ("≈", Meaning::Hedge(Hedge::About)),
    ("~", Meaning::Hedge(Hedge::About)),
    ("超过", Meaning::Hedge(Hedge::Over)),
    ("超出", Meaning::Hedge(Hedge::Over)),
    ("超", Meaning::Hedge(Hedge::Over)),
    ("突破", Meaning::Hedge(Hedge::Over)),
    ("逾", Meaning::Hedge(Hedge::Over)),
    ("过", Meaning::Hedge(Hedge::Over)),
    ("高于", Meaning::Hedge(Hedge::Over)),
    ("多于", Meaning::Hedge(Hedge::Over)),
    ("大于", Meaning::Hedge(Hedge::Over)),
    ("至少", Meaning::Hedge(Hedge::Over)),
    ("最少", Meaning::Hedge(Hedge::Over)),
    ("最低", Meaning::Hedge(Hedge::Over)),
    ("起码", Meaning::Hedge(Hedge::Over)),
    ("≥", Meaning::Hedge(Hedge::Over)),
    (">=", Meaning::Hedge(Hedge::Over)),
    (">", Meaning::Hedge(Hedge::Over)),
    ("≤", Meaning::Hedge(Hedge::Under)),
    ("<=", Meaning::Hedge(Hedge::Under)),
    ("<", Meaning::Hedge(Hedge::Under)),
    ("增加", Meaning::Change(Direction::Up)),
    ("增长", Meaning::Change(Direction::Up)),
    ("提高", Meaning::Change(Direction::Up)),
    ("提升", Meaning::Change(Direction::Up)),
    ("上升", Meaning::Change(Direction::Up)),
    ("上涨", Meaning::Change(Direction::Up)),
    ("扩大", Meaning::Change(Direction::Up)),
    ("净增", Meaning::Change(Direction::Up)),
    ("新增", Meaning::Change(Direction::Up)),
    ("翻", Meaning::Change(Direction::Up)),
    ("上", Meaning::Hedge(Hedge::Over)),
    ("负增长", Meaning::Extent(Direction::Down)),
    ("下降", Meaning::Change(Direction::Down)),
    ("下滑", Meaning::Change(Direction::Down)),
    ("下跌", Meaning::Change(Direction::Down)),
    ("回落", Meaning::Change(Direction::Down)),
    ("减少", Meaning::Change(Direction::Down)),
    ("降低", Meaning::Change(Direction::Down)),
    ("降至", Meaning::Nothing),
    ("降到", Meaning::Nothing),
    ("精简", Meaning::Change(Direction::Down)),
    ("压减", Meaning::Change(Direction::Down)),
    ("压缩", Meaning::Change(Direction::Down)),
    ("缩减", Meaning::Change(Direction::Down)),
    ("缩短", Meaning::Change(Direction::Down)),
    ("增幅", Meaning::Extent(Direction::Up)),
    ("涨幅", Meaning::Extent(Direction::Up)),
    ("降幅", Meaning::Extent(Direction::Down)),
    ("跌幅", Meaning::Extent(Direction::Down)),
    ("首批", Meaning::Nothing),
    ("累计", Meaning::Nothing),
    ("共计", Meaning::Nothing),
    ("一共", Meaning::Nothing),
    ("总共", Meaning::Nothing),
    ("合计", Meaning::Nothing),
    ("总计", Meaning::Nothing),
    ("人民币", Meaning::Nothing),
    ("达到", Meaning::Nothing),
    ("多达", Meaning::Nothing),
    ("高达", Meaning::Nothing),
    ("保持", Meaning::Nothing),
    ("维持", Meaning::Nothing),
    ("稳定", Meaning::Nothing),
    ("控制", Meaning::Nothing),
    ("其中", Meaning::Nothing),
    ("平均", Meaning::Nothing),
    ("占比", Meaning::Nothing),
    ("占总数的", Meaning::Nothing),
    ("占", Meaning::Nothing),
    ("全部", Meaning::Nothing),
    ("已经", Meaning::Nothing),
    ("共", Meaning::Nothing),
    ("达", Meaning::Nothing),
    ("均", Meaning::Nothing),
    ("为", Meaning::Nothing),
    ("已", Meaning::Nothing),
    ("有", Meaning::Nothing),
    ("是", Meaning::Nothing),
    ("在", Meaning::Nothing),
    ("仅", Meaning::Nothing),
    ("只", Meaning::Nothing),
    ("了", Meaning::Nothing),
    ("+", Meaning::Nothing),
];

/// What may stand after a number or its measure word.
const AFTER: &[(&str, Option<Hedge>)] = &[
    ("及以上", Some(Hedge::Over)),
    ("或以上", Some(Hedge::Over)),
    ("以上", Some(Hedge::Over)),
    ("+", Some(Hedge::Over)),
    ("左右", Some(Hedge::About)),
    ("上下", Some(Hedge::About)),
    ("及以下", Some(Hedge::Under)),
    ("或以下", Some(Hedge::Under)),
    ("以下", Some(Hedge::Under)),
    ("以内", Some(Hedge::Under)),
    ("之内", Some(Hedge::Under)),
    ("之间", None),
    ("之多", None),
    ("不等", None),
];

#[derive(Clone, Copy)]
enum Meaning {
    Hedge(Hedge),
    /// A verb: 提高到 is a level and no change, 提高了 is one.
    Change(Direction),
    /// A noun: 降幅为10% is a change.
    Extent(Direction),
    Nothing,
}

/// Takes the words before a number.
pub(super) fn before(reader: &mut Reader, hedges: &mut Hedges) -> Option<Direction> {
    let mut direction = against(reader);
    while let Some((word, meaning)) = word_before(reader.rest()) {
        reader.eat(word);
        match meaning {
            Meaning::Hedge(hedge) => hedges.add(hedge),
            Meaning::Nothing => {}
            Meaning::Extent(change) => direction = Some(change),
            Meaning::Change(change) => {
                let level = reader.eat_one(&["到", "至", "为"]);
                reader.eat("了");
                direction = (!level).then_some(change);
            }
        }
    }
    direction
}

/// Takes what a change is told against: 同比, 较上年, 比去年同期, 与2021年相比. A verb of change must follow.
fn against(reader: &mut Reader) -> Option<Direction> {
    const LONGEST: usize = 20;
    const SHORT: [(&str, Direction); 5] = [
        ("高出", Direction::Up),
        ("高", Direction::Up),
        ("多", Direction::Up),
        ("低", Direction::Down),
        ("少", Direction::Down),
    ];
    if reader.eat_one(&["同比", "环比"]) || !reader.peek().is_some_and(|it| matches!(it, '较' | '比' | '与'))
    {
        return None;
    }
    let rest = reader.rest();
    for at in 2..rest.len().min(LONGEST) {
        let here = &rest[at..];
        if let Some((_, Meaning::Change(_) | Meaning::Extent(_))) = word_before(here) {
            reader.take(at);
            return None;
        }
        let short = SHORT.iter().find(|(word, _)| {
            let next = here.get(word.chars().count()).copied();
            starts_with(here, word) && next.is_some_and(numeral::begins)
        });
        if let Some((word, direction)) = short {
            reader.take(at + word.chars().count());
            return Some(*direction);
        }
    }
    None
}

fn word_before(rest: &[char]) -> Option<(&'static str, Meaning)> {
    if rest.first().is_none_or(|&it| numeral::begins(it)) {
        return None;
    }
    BEFORE.iter().find(|(word, _)| starts_with(rest, word)).copied()
}

/// Whether a word of [`before`] begins here.
pub(super) fn is_before(rest: &[char]) -> bool {
    word_before(rest).is_some()
}

/// Takes 以上, 左右 and their like.
pub(super) fn after(reader: &mut Reader, hedges: &mut Hedges) {
    while let Some(&(word, hedge)) = AFTER.iter().find(|(word, _)| reader.starts_with(word)) {
        reader.eat(word);
        if let Some(hedge) = hedge {
            hedges.add(hedge);
        }
    }
}

/// Whether a word of [`after`] begins here.
pub(super) fn closes(rest: &[char]) -> bool {
    AFTER.iter().any(|(word, _)| starts_with(rest, word))
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
