//! Values without a number: 全部 and 没有.

use rust_decimal::Decimal;

use super::form::Form;
use super::reader::Reader;
use super::{Qualifier, Quantity, Unread};
use crate::figures::letters::starts_with;
use crate::figures::numeral;
use crate::figures::unit::{self, PERCENT};

/// 全部, 全部办结, 全覆盖, 均已办结: a hundred per cent. 没有, 没有出现一例, 无一件: none. `None` where a number is to follow.
pub(super) fn read(reader: &mut Reader, written: &str) -> Result<Option<Quantity>, Unread> {
    if reader.peek().is_some_and(numeral::begins) {
        return Ok(None);
    }
    if is_all(reader.rest()) {
        return Ok(Some(quantity(written, Qualifier::All, PERCENT)));
    }
    if let Some(measured) = none_of(reader.rest()) {
        reader.take(measured);
        if reader.is_at_end() {
            return Ok(Some(quantity(written, Qualifier::None, "")));
        }
        reader.take(1);
        let Some((length, word)) = unit::known(reader.rest()) else { return Err(reader.trailing()) };
        reader.take(length);
        return if reader.is_at_end() {
            Ok(Some(quantity(written, Qualifier::None, &word)))
        } else {
            Err(reader.trailing())
        };
    }
    Ok(None)
}

fn quantity(written: &str, qualifier: Qualifier, unit: &str) -> Quantity {
    let number = if qualifier == Qualifier::All { Decimal::ONE_HUNDRED } else { Decimal::ZERO };
    Quantity {
        written: written.to_owned(),
        number,
        unit: unit.to_owned(),
        qualifier,
        lower: Some(number),
        upper: Some(number),
        last_place: Decimal::ONE,
        direction: None,
        unit_range: 0..0,
        form: Form::default(),
    }
}

/// 全部 with any verb that does not take it back; 均 with one that says what was done (均为 without a number says
/// nothing).
fn is_all(rest: &[char]) -> bool {
    const ALL: [&str; 5] = ["全部", "全覆盖", "全面覆盖", "全数", "均"];
    const DONE: [&str; 22] = [
        "已", "按", "如期", "得到", "获", "予以", "完成", "办", "答", "落实", "通过", "解决", "整改", "反馈",
        "回复", "合格", "达标", "到位", "满意", "实现", "覆盖", "作出",
    ];
    const LONGEST: usize = 10;
    let Some(all) = ALL.into_iter().find(|word| starts_with(rest, word)) else { return false };
    let verb = &rest[all.chars().count()..];
    let is_plain = verb.len() <= LONGEST
        && verb.iter().all(|&it| crate::text::is_han(it) && !numeral::begins(it))
        && !verb.iter().any(|it| "未没不无非或近约超的".contains(*it))
        && !verb.ends_with(&['达'])
        && !verb.ends_with(&['为']);
    is_plain
        && match all {
            "全部" | "全数" => true,
            "均" => verb.is_empty() || DONE.iter().any(|word| verb.len() > 1 && starts_with(verb, word)),
            _ => verb.is_empty(),
        }
}

/// How many letters stand before 一 and a measure word where none of a thing is told; all letters of a bare 没有.
fn none_of(rest: &[char]) -> Option<usize> {
    const NONE: [&str; 4] = ["没有", "没", "未", "无"];
    const VERBS: [&str; 7] = ["出现", "发生", "发现", "接到", "收到", "产生", "有"];
    let negation = NONE.into_iter().find(|word| starts_with(rest, word))?;
    let mut at = negation.chars().count();
    if at == rest.len() {
        return Some(at);
    }
    for words in [&VERBS[..], &["过"], &["任何"]] {
        if let Some(word) = words.iter().find(|word| starts_with(&rest[at..], word)) {
            at += word.chars().count();
        }
    }
    let one = matches!(rest[at..], ['一' | '1', measure, ..] if !numeral::begins(measure) && !numeral::is_unit(measure));
    one.then_some(at)
}
