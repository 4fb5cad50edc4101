//! Numbers in both scripts: 一百五十六, 七十二点二, 二〇二四, 1,480, 3.16万, 一亿二千万.
//!
//! 1. [`read`] takes the longest number at the start of a text: digits with magnitudes, or a run of Chinese numerals.
//! 2. A Chinese integer is split at its greatest unit: what stands before it is counted in it, what follows is less
//!    than it. A single digit that follows without 零 counts the next smaller unit (两万五 is 25000).
//! 3. Two neighbouring digits where one would stand are an estimate: 三四十 is 30 to 40.
//! 4. [`chinese`] writes an integer the way issues are numbered: 七百二十.

use rust_decimal::Decimal;

use super::letters::{folded, starts_with};

/// The number that all of `text` is, in either script. An estimate (三四) is not one number.
pub fn parse(text: &str) -> Option<Decimal> {
    let letters = folded(text.trim());
    let (numeral, length) = read(&letters)?;
    (length == letters.len() && numeral.low == numeral.high).then_some(numeral.low)
}

/// `number` in Chinese numerals: 十八, 七百二十, 一万零五, 四千二百八十七.
pub fn chinese(number: u64) -> String {
    const BIG: [(u64, char); 2] = [(100_000_000, '亿'), (10_000, '万')];
    for (size, name) in BIG {
        if number >= size {
            let (high, low) = (chinese(number / size), number % size);
            let gap = if low > 0 && low < size / 10 { "零" } else { "" };
            return if low == 0 {
                format!("{high}{name}")
            } else {
                format!("{high}{name}{gap}{}", inner(low))
            };
        }
    }
    let text = inner(number);
    text.strip_prefix("一十").map_or_else(|| text.clone(), |rest| format!("十{rest}"))
}

/// The same inside a longer number, where 10 is 一十.
fn inner(number: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number >= 10_000 {
        let (high, low) = (number / 10_000, number % 10_000);
        let gap = if low > 0 && low < 1000 { "零" } else { "" };
        let rest = if low == 0 { String::new() } else { inner(low) };
        return format!("{}万{gap}{rest}", inner(high));
    }
    let digit = |it: u64| usize::try_from(it).ok().and_then(|it| DIGITS.get(it)).copied().unwrap_or('零');
    let mut out = String::new();
    let mut rest = number;
    for (size, name) in [(1000, '千'), (100, '百'), (10, '十')] {
        if rest >= size {
            out.push(digit(rest / size));
            out.push(name);
            if (1..size / 10).contains(&(rest % size)) {
                out.push('零');
            }
            rest %= size;
        }
    }
    if rest > 0 || number == 0 {
        out.push(digit(rest));
    }
    out
}

/// A number as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The number; the lesser one of an estimate. Its scale is the number of decimals written.
    pub low: Decimal,
    /// The same; the greater one of an estimate.
    pub high: Decimal,
    /// How many decimals stand after the point, before any magnitude.
    pub decimals: u32,
    /// Value of one unit in the last written place: 0.01 for 94.35, 100 for 3.16万, 1 for 5100.
    pub last_place: Decimal,
    /// Whether it is counted in 万 or 亿, and so rounded.
    pub coarse: bool,
    /// Whether a magnitude word closes it.
    pub magnified: bool,
}

/// Chinese numerals longer than this are no number.
const LONGEST: usize = 64;

/// The longest number at the start of `letters`, and how many letters it takes.
pub(super) fn read(letters: &[char]) -> Option<(Numeral, usize)> {
    if letters.first()?.is_ascii_digit() {
        return arabic(letters);
    }
    let run = letters.iter().take(LONGEST + 1).take_while(|&&letter| is_chinese(letter)).count();
    if run > LONGEST {
        return None;
    }
    (1..=run).rev().find_map(|length| {
        if cuts_a_word(&letters[..length], &letters[length..]) {
            None
        } else {
            chinese_numeral(&letters[..length]).map(|it| (it, length))
        }
    })
}

/// Whether the last letter before a cut belongs to what follows it: 百 to 百分点, 千 to 千瓦时, 兆 to 兆瓦.
fn cuts_a_word(before: &[char], after: &[char]) -> bool {
    match before.last() {
        Some('百') => starts_with(after, "分点"),
        Some('千' | '兆') if before.len() > 1 => after.first().is_some_and(|&it| is_measured(it)),
        _ => false,
    }
}

/// Whether 千, 百 or 兆 before `letter` is part of a measure: 千瓦, 千米, 千伏.
fn is_measured(letter: char) -> bool {
    matches!(letter, '克' | '米' | '瓦' | '伏' | '赫' | '帕' | '卡' | '焦')
}

/// Whether `letters` are Chinese digits in a row (二〇二二), which name a year or a number and count nothing. Two
/// neighbouring ones (三四) are an estimate.
pub(super) fn is_positional(letters: &[char]) -> bool {
    letters.len() > 1 && letters.iter().all(|&letter| digit(letter).is_some()) && estimate(letters).is_none()
}

/// Whether a number may begin with `letter`.
pub(super) fn begins(letter: char) -> bool {
    letter.is_ascii_digit() || digit(letter).is_some() || matches!(letter, '十' | '拾' | '廿' | '卅' | '卌')
}

/// Whether a number may go on with `letter`.
pub(super) fn continues(letter: char) -> bool {
    begins(letter) || is_chinese(letter) || matches!(letter, '.' | ',')
}

fn is_chinese(letter: char) -> bool {
    begins(letter) && !letter.is_ascii_digit() || unit(letter).is_some() || letter == '点'
}

fn digit(letter: char) -> Option<u128> {
    Some(match letter {
        '零' | '〇' | '○' | '◯' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether `letter` stands for a power of ten: 十, 百, 万.
pub(super) fn is_unit(letter: char) -> bool {
    unit(letter).is_some()
}

fn unit(letter: char) -> Option<u128> {
    Some(match letter {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

fn is_big(letter: char) -> bool {
    matches!(letter, '万' | '亿' | '兆')
}

/// The magnitude at the start of `letters` (万亿, 千万, 百, …; not 十 alone), and how many letters it takes.
pub(super) fn magnitude(letters: &[char]) -> Option<(Decimal, usize)> {
    power(letters).filter(|_| letters.first() != Some(&'十') || letters.get(1).is_some_and(|&it| is_big(it)))
}

/// The same with 十 among them, as in 数十.
pub(super) fn power(letters: &[char]) -> Option<(Decimal, usize)> {
    let small = letters.first().copied().filter(|&letter| matches!(letter, '十' | '百' | '千'));
    let big: Vec<char> =
        letters.iter().skip(usize::from(small.is_some())).take_while(|&&it| is_big(it)).copied().collect();
    let length = usize::from(small.is_some()) + big.len();
    let alone = big.is_empty();
    let part_of_a_word = alone && letters.get(1).is_some_and(|&it| it == '分' || is_measured(it));
    // 万亿 is one magnitude; 亿万 is none.
    let known = matches!(big.as_slice(), [] | ['万' | '亿'] | ['万', '亿']);
    if length == 0 || part_of_a_word || !known {
        return None;
    }
    let factor = small.into_iter().chain(big).filter_map(unit).product::<u128>();
    Some((whole(factor)?, length))
}

/// What [`power`] reads as ten to the power of `exponent`: 十, 百, …, 千万亿.
pub(super) fn power_name(exponent: u32) -> Option<&'static str> {
    const NAMES: [&str; 15] = [
        "十",
        "百",
        "千",
        "万",
        "十万",
        "百万",
        "千万",
        "亿",
        "十亿",
        "百亿",
        "千亿",
        "万亿",
        "十万亿",
        "百万亿",
        "千万亿",
    ];
    NAMES.get(usize::try_from(exponent).ok()?.checked_sub(1)?).copied()
}

/// Digits with separators, decimals and magnitudes: `1,480`, `2 400`, `3.16万`, `3亿4500万`.
fn arabic(letters: &[char]) -> Option<(Numeral, usize)> {
    let (mut numeral, mut at) = coefficient(letters)?;
    let mut smallest: Option<Decimal> = None;
    loop {
        let gap = letters[at..].iter().take_while(|&&letter| letter == ' ').count();
        let Some((factor, length)) = magnitude(&letters[at + gap..]) else { break };
        if smallest.is_some_and(|it| factor >= it) {
            break;
        }
        smallest = Some(factor);
        at += gap + length;
        let part = numeral.last_place;
        numeral = Numeral {
            low: numeral.low.checked_mul(factor)?.normalize(),
            high: numeral.high.checked_mul(factor)?.normalize(),
            last_place: part.checked_mul(factor)?.normalize(),
            coarse: factor >= Decimal::from(10_000),
            magnified: true,
            ..numeral
        };
        let Some((more, length)) = lesser_part(&letters[at..], &numeral, factor) else { break };
        numeral = Numeral {
            low: numeral.low.checked_add(more.low)?,
            high: numeral.high.checked_add(more.high)?,
            ..more
        };
        at += length;
    }
    Some((numeral, at))
}

/// What follows a magnitude and is counted in a smaller one: 4500万 in 3亿4500万.
fn lesser_part(letters: &[char], before: &Numeral, factor: Decimal) -> Option<(Numeral, usize)> {
    if before.decimals > 0 || !letters.first()?.is_ascii_digit() {
        return None;
    }
    let (more, length) = coefficient(letters)?;
    let (factor_of_more, taken) = magnitude(&letters[length..]).unwrap_or((Decimal::ONE, 0));
    // 3万5 is said for 3.5万 and would be read as 30005: digits alone count only where they fill the places, as in 3万4500.
    let filled = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let places = factor.mantissa().checked_ilog10().map(|it| it as usize);
    let value = more.low.checked_mul(factor_of_more)?;
    if value >= factor || (taken == 0 && places != Some(filled)) {
        return None;
    }
    let last_place = more.last_place.checked_mul(factor_of_more)?.normalize();
    let coarse = factor_of_more >= Decimal::from(10_000);
    Some((
        Numeral { low: value, high: value, last_place, coarse, magnified: taken > 0, ..more },
        length + taken,
    ))
}

/// Digits with separators and decimals, without a magnitude.
fn coefficient(letters: &[char]) -> Option<(Numeral, usize)> {
    let digits = |from: usize| letters[from..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    let mut at = digits(0);
    let mut mantissa = digits_value(&letters[..at], 0)?;
    if (1..=3).contains(&at) {
        while letters.get(at).is_some_and(|&it| matches!(it, ',' | ' ' | '\'')) && digits(at + 1) == 3 {
            mantissa = digits_value(&letters[at + 1..at + 4], mantissa)?;
            at += 4;
        }
    }
    let mut decimals = 0;
    if letters.get(at) == Some(&'.') && digits(at + 1) > 0 {
        let length = digits(at + 1);
        mantissa = digits_value(&letters[at + 1..at + 1 + length], mantissa)?;
        decimals = u32::try_from(length).ok().filter(|&it| it <= Decimal::MAX_SCALE)?;
        at += 1 + length;
    }
    let value = Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, decimals).ok()?;
    let last_place = Decimal::new(1, decimals);
    Some((Numeral { low: value, high: value, decimals, last_place, coarse: false, magnified: false }, at))
}

fn digits_value(digits: &[char], before: u128) -> Option<u128> {
    digits.iter().try_fold(before, |sum, it| sum.checked_mul(10)?.checked_add(u128::from(it.to_digit(10)?)))
}

/// All of `letters` as a number in Chinese numerals.
fn chinese_numeral(letters: &[char]) -> Option<Numeral> {
    if let Some(point) = letters.iter().position(|&letter| letter == '点') {
        return chinese_decimal(&letters[..point], &letters[point + 1..]);
    }
    if let Some((low, high)) = estimate(letters) {
        let (low, high) = (whole(low)?, whole(high)?);
        let magnified = letters.last().is_some_and(|&it| is_big(it));
        return Some(Numeral {
            low,
            high,
            decimals: 0,
            last_place: Decimal::ONE,
            coarse: magnified,
            magnified,
        });
    }
    let value = whole(integer(letters)?)?;
    // 六万 and 两万五 are rounded like 6万 and 2.5万; 一万二千三百 is counted.
    let big = letters.iter().rposition(|&letter| is_big(letter));
    let (coarse, last_place) = match big.map(|at| (unit(letters[at]).unwrap_or(1), &letters[at + 1..])) {
        Some((size, [])) => (true, size),
        Some((size, [_])) => (true, size / 10),
        _ => (false, 1),
    };
    let magnified = big.is_some_and(|at| at + 1 == letters.len());
    Some(Numeral { low: value, high: value, decimals: 0, last_place: whole(last_place)?, coarse, magnified })
}

/// 七十二点二, 三点一六万.
fn chinese_decimal(before: &[char], after: &[char]) -> Option<Numeral> {
    let count = after.iter().take_while(|&&letter| digit(letter).is_some()).count();
    let decimals = u32::try_from(count).ok().filter(|&it| it > 0 && it <= Decimal::MAX_SCALE)?;
    let (factor, taken) = if count == after.len() { (Decimal::ONE, 0) } else { magnitude(&after[count..])? };
    if count + taken != after.len() {
        return None;
    }
    let mantissa = positional(&after[..count], integer(before)?)?;
    let coefficient = Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, decimals).ok()?;
    let mut value = coefficient.checked_mul(factor)?;
    let mut last_place = Decimal::new(1, decimals).checked_mul(factor)?;
    if taken > 0 {
        value = value.normalize();
        last_place = last_place.normalize();
    }
    let coarse = factor >= Decimal::from(10_000);
    Some(Numeral { low: value, high: value, decimals, last_place, coarse, magnified: taken > 0 })
}

fn positional(digits: &[char], before: u128) -> Option<u128> {
    digits.iter().try_fold(before, |sum, &it| sum.checked_mul(10)?.checked_add(digit(it)?))
}

/// 三四十: two neighbouring digits (or 三五) in the place of one.
fn estimate(letters: &[char]) -> Option<(u128, u128)> {
    let is_digit = |at: usize| letters.get(at).and_then(|&letter| digit(letter)).is_some();
    let at = (0..letters.len()).find(|&at| is_digit(at) && is_digit(at + 1))?;
    let (first, second) = (digit(letters[at])?, digit(letters[at + 1])?);
    if is_digit(at + 2) || first == 0 || !(second == first + 1 || (first, second) == (3, 5)) {
        return None;
    }
    let without = |gone: usize| -> Vec<char> {
        letters.iter().enumerate().filter(|&(index, _)| index != gone).map(|(_, &letter)| letter).collect()
    };
    Some((integer(&without(at + 1))?, integer(&without(at))?))
}

/// A Chinese integer, positional (二〇二四) or with units.
fn integer(letters: &[char]) -> Option<u128> {
    if letters.is_empty() {
        return None;
    }
    if letters.iter().all(|&letter| digit(letter).is_some()) {
        return positional(letters, 0);
    }
    // 兆 and 亿 take any number before them (三万亿), 万 takes thousands, 千 百 十 a digit each.
    for name in ['兆', '亿'] {
        if let Some(at) = letters.iter().rposition(|&letter| letter == name) {
            let size = unit(name)?;
            return integer(&letters[..at])?.checked_mul(size)?.checked_add(tail(&letters[at + 1..], size)?);
        }
    }
    for names in [['万', '万'], ['千', '仟'], ['百', '佰'], ['十', '拾']] {
        if let Some(at) = letters.iter().position(|letter| names.contains(letter)) {
            let size = unit(names[0])?;
            let count = match (&letters[..at], size) {
                ([], 10) => 1,
                ([one], _) => digit(*one).or_else(|| integer(&[*one]))?,
                (more, 10_000) => integer(more)?,
                _ => return None,
            };
            let fits = count > 0 && (count < 10 || size == 10_000 && count < size);
            return if fits {
                count.checked_mul(size)?.checked_add(tail(&letters[at + 1..], size)?)
            } else {
                None
            };
        }
    }
    let tens = match letters.first()? {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    };
    Some(tens + tail(&letters[1..], 10)?)
}

/// What follows a unit of `size`, always less than it.
fn tail(letters: &[char], size: u128) -> Option<u128> {
    let rest = match letters {
        [] => return Some(0),
        [one] => return digit(*one).filter(|&it| it > 0).map(|it| it * (size / 10)),
        [zero, rest @ ..] if digit(*zero) == Some(0) => rest,
        rest => rest,
    };
    // A run of digits is no part of a number with units: 一百二三 is an estimate, seen before.
    if rest.len() > 1 && rest.iter().all(|&letter| digit(letter).is_some()) {
        return None;
    }
    integer(rest).filter(|&it| it > 0 && it < size)
}

fn whole(number: u128) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(i128::try_from(number).ok()?, 0).ok()
}

#[cfg(test)]
mod tests;
