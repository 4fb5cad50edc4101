//! Numbers of persons in a text: mobile and fixed telephones, identity cards.
//!
//! 1. A run is digits, ASCII or full-width, in groups with one space or hyphen between two of them.
//! 2. Wherever a group begins, the lengths of the groups from there on tell what it may be: 11, 3-4-4, 3-8, 7-4 a mobile; 3 or 4
//!    beginning with 0, then 7 or 8 a telephone with its area code; 18 an identity card; 7 or 8 after a word for telephone a
//!    number without one.
//! 3. What stands before and after decides the rest: 13812345678元 is an amount, and what stands in a web address is none.
//!    Hotlines (12345) and service numbers (400-…) are shorter, or of no such form.

use super::{Match, What, in_address};

/// The longest run that is looked at, in groups; a mobile number with its country code has four.
const GROUPS: usize = 16;

/// Digits without anything between them.
#[derive(Clone, Copy, Default)]
struct Group {
    start: usize,
    end: usize,
    /// How many; the values of the first 18 of them.
    count: usize,
    digits: [u8; 18],
    /// What stands before it, where a group stands there.
    joint: Joint,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Joint {
    #[default]
    None,
    Space,
    Hyphen,
    /// The closing bracket of an area code.
    Bracket,
}

/// Adds what is found in `text`, in its order.
pub fn find(text: &str, found: &mut Vec<Match>) {
    let bytes = text.as_bytes();
    let mut groups = [Group::default(); GROUPS];
    let mut at = 0;
    // Where the last telephone ended: another one without its area code may follow.
    let mut last = None;
    while let Some(start) = next_run(bytes, at) {
        let count = read_run(bytes, start, &mut groups);
        at = groups[count - 1].end;
        if groups[..count].iter().map(|it| it.count).sum::<usize>() < 7 {
            continue;
        }
        let mut first = 0;
        while first < count {
            let rest = &groups[first..count];
            let Some((what, used)) = known(text, rest, last) else {
                first += 1;
                continue;
            };
            let (start, end) = (rest[0].start, rest[used - 1].end);
            let end = end + usize::from(what == What::Identity && rest[used - 1].count == 17);
            if is_telephone(what) {
                last = Some(end);
            }
            found.push(Match { range: start..end, what });
            first += used;
        }
    }
}

fn is_telephone(what: What) -> bool {
    matches!(what, What::Mobile | What::Telephone)
}

/// Where the next run begins, from `from` on, that has four digits without anything between them, as every number here has:
/// of those, one stands at every fourth byte, so that no other byte is looked at.
fn next_run(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let hit = bytes.get(at..)?.iter().step_by(4).position(|&it| it.is_ascii_digit() || it == 0xEF)?;
        at += hit * 4;
        if digit(bytes, at).is_some() {
            return Some(run_start(bytes, at, from));
        }
        at += 4;
    }
}

/// Where the run begins that has a digit at `at`, not before `from`.
fn run_start(bytes: &[u8], mut at: usize, from: usize) -> usize {
    let digit_before = |at: usize| {
        [1, 3].into_iter().filter_map(|length| at.checked_sub(length)).find(|&start| {
            start >= from && digit(bytes, start).is_some_and(|(_, length)| start + length == at)
        })
    };
    let joint_before = |at: usize| {
        (1..=3).filter_map(|length| at.checked_sub(length)).find(|&start| {
            start >= from && joint(&bytes[start..at]).is_some_and(|(_, length)| start + length == at)
        })
    };
    loop {
        let before = digit_before(at).or_else(|| digit_before(joint_before(at)?));
        match before {
            Some(start) => at = start,
            None => return at,
        }
    }
}

/// The digit at `at` and how many bytes it takes.
fn digit(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    match *bytes.get(at..)? {
        [it @ b'0'..=b'9', ..] => Some((it - b'0', 1)),
        [0xEF, 0xBC, it @ 0x90..=0x99, ..] => Some((it - 0x90, 3)),
        _ => None,
    }
}

/// What may stand between two groups, and how many bytes it takes.
fn joint(bytes: &[u8]) -> Option<(Joint, usize)> {
    let (joint, length) = match *bytes {
        [b'-', ..] => (Joint::Hyphen, 1),
        // －, ‑, –, —
        [0xEF, 0xBC, 0x8D, ..] | [0xE2, 0x80, 0x91 | 0x93 | 0x94, ..] => (Joint::Hyphen, 3),
        [b')', b' ', ..] => (Joint::Bracket, 2),
        [b')', ..] => (Joint::Bracket, 1),
        // ）
        [0xEF, 0xBC, 0x89, ..] => (Joint::Bracket, 3),
        [b' ', ..] => (Joint::Space, 1),
        // The space that does not break, the wide one.
        [0xC2, 0xA0, ..] => (Joint::Space, 2),
        [0xE3, 0x80, 0x80, ..] => (Joint::Space, 3),
        _ => return None,
    };
    Some((joint, length))
}

/// Reads the run that begins at `start`; how many groups it has, at least one.
fn read_run(bytes: &[u8], start: usize, groups: &mut [Group; GROUPS]) -> usize {
    let (mut at, mut before) = (start, Joint::None);
    for (nth, group) in groups.iter_mut().enumerate() {
        *group = Group { start: at, end: at, joint: before, ..Group::default() };
        while let Some((value, length)) = digit(bytes, group.end) {
            if let Some(place) = group.digits.get_mut(group.count) {
                *place = value;
            }
            group.count += 1;
            group.end += length;
        }
        match joint(&bytes[group.end..]) {
            Some((joint, length)) if digit(bytes, group.end + length).is_some() => {
                at = group.end + length;
                before = joint;
            }
            _ => return nth + 1,
        }
    }
    GROUPS
}

/// What the groups begin with, and how many of them it takes.
fn known(text: &str, groups: &[Group], last: Option<usize>) -> Option<(What, usize)> {
    let (what, used) = shape(text, groups, last)?;
    let (start, end) = (groups[0].start, groups[used - 1].end);
    let after = text.get(end..)?;
    let after = if what == What::Identity && groups[used - 1].count == 17 { after.get(1..)? } else { after };
    let fits = stands_alone(&text[..start], after)
        && !(is_telephone(what) && counts(after))
        && !in_address(text, start);
    fits.then_some((what, used))
}

fn shape(text: &str, groups: &[Group], last: Option<usize>) -> Option<(What, usize)> {
    let lengths = |wanted: &[usize]| {
        groups.len() >= wanted.len()
            && groups.iter().zip(wanted).all(|(group, &count)| group.count == count)
            && groups[1..wanted.len()].windows(2).all(|two| two[0].joint == two[1].joint)
            && groups[1..wanted.len()].iter().all(|it| it.joint != Joint::Bracket)
    };
    let first = &groups[0];
    let is_mobile = |digits: &[u8]| matches!(digits, [1, 3..=9, ..]);
    if is_mobile(&first.digits) {
        for shape in [&[11][..], &[3, 4, 4], &[3, 8], &[7, 4]] {
            if lengths(shape) {
                return Some((What::Mobile, shape.len()));
            }
        }
    }
    if first.count == 13 && first.digits.starts_with(&[8, 6]) && is_mobile(&first.digits[2..]) {
        return Some((What::Mobile, 1));
    }
    if is_identity(text, first) {
        return Some((What::Identity, 1));
    }
    if let Some(used) = with_area_code(groups) {
        return Some((What::Telephone, used));
    }
    let local = [&[7][..], &[8], &[4, 4], &[3, 4]].into_iter().find(|it| lengths(it))?;
    let is_local = matches!(first.digits[0], 2..=8)
        && matches!(first.joint, Joint::None | Joint::Space)
        && (after_label(&text[..first.start]) || follows(text, last, first.start));
    is_local.then_some((What::Telephone, local.len()))
}

/// 0731-82345678, (0731)8234 5678, 073182345678: how many groups it takes.
fn with_area_code(groups: &[Group]) -> Option<usize> {
    let first = &groups[0];
    let is_code = |digits: &[u8]| matches!(digits, [0, 1, 0] | [0, 2, _] | [0, 3..=9, _, _]);
    let is_local = |digit: u8| matches!(digit, 2..=8);
    let together = [3, 4].into_iter().any(|code| {
        matches!(first.count.checked_sub(code), Some(7 | 8))
            && is_code(&first.digits[..code])
            && is_local(first.digits[code])
    });
    if together {
        return Some(1);
    }
    let second = groups.get(1)?;
    if !matches!(first.count, 3 | 4) || !is_code(&first.digits[..first.count]) || !is_local(second.digits[0])
    {
        return None;
    }
    match (second.count, groups.get(2).map(|it| it.count)) {
        (7 | 8, _) => Some(2),
        (3 | 4, Some(4)) => Some(3),
        _ => None,
    }
}

/// 18 digits, the last of which may be an X, with a date of birth and the check digit of GB 11643.
fn is_identity(text: &str, group: &Group) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let last = match (group.count, text.as_bytes().get(group.end)) {
        (18, _) => u32::from(group.digits[17]),
        (17, Some(b'X' | b'x')) => 10,
        _ => return false,
    };
    let pair = |at: usize| group.digits[at] * 10 + group.digits[at + 1];
    let sum: u32 = group.digits.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    matches!(group.digits[0], 1..=8)
        && matches!(pair(6), 18..=20)
        && matches!(pair(10), 1..=12)
        && matches!(pair(12), 1..=31)
        && (12 - sum % 11) % 11 == last
}

/// Whether a number is a whole of its own: no part of a longer word, a decimal, a file name or a code that is named as one.
fn stands_alone(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let previous = back.next();
    let is_decimal = previous == Some('.') && back.next().is_some_and(|it| it.is_ascii_digit());
    let is_money = matches!(previous, Some('¥' | '￥' | '$'));
    let in_word = previous.is_some_and(|it| it.is_ascii_alphanumeric() || it == '_');
    let mut ahead = after.chars();
    let ends = match ahead.next() {
        Some('.') => !ahead.next().is_some_and(|it| it.is_ascii_alphanumeric()),
        Some(it) => !(it.is_ascii_alphanumeric() || matches!(it, '_' | '%' | '‰' | '％')),
        None => true,
    };
    const CODES: [&str; 7] = ["编号", "代码", "单号", "账号", "帐号", "备案号", "许可证"];
    let named = before.trim_end_matches([' ', ':', '：', '为', '是', '（', '(']);
    ends && !in_word && !is_decimal && !is_money && !CODES.iter().any(|it| named.ends_with(it))
}

/// Whether a unit follows: the number counts something.
fn counts(after: &str) -> bool {
    const UNITS: [&str; 31] = [
        "元", "万", "亿", "余", "多", "美元", "人", "名", "位", "个", "件", "条", "项", "次", "户", "台",
        "部", "门", "线", "通", "吨", "斤", "公", "平方", "立方", "千", "度", "股", "字", "号", "期",
    ];
    let after = after.trim_start_matches([' ', '\u{A0}', '\u{3000}']);
    UNITS.iter().any(|unit| after.starts_with(unit))
        // 人 and 部 also begin the name or the office of whoever is called.
        && !["人大", "人事", "部长", "部门", "公室"].iter().any(|word| after.starts_with(word))
}

/// Whether a word for telephone stands before it: 电话：, 联系电话, 传真（0731）.
fn after_label(before: &str) -> bool {
    const LABELS: [&str; 13] = [
        "电话",
        "手机",
        "传真",
        "座机",
        "电　话",
        "电 话",
        "传　真",
        "传 真",
        "Tel",
        "TEL",
        "tel",
        "Fax",
        "FAX",
    ];
    let filling = [
        ' ', '\u{A0}', '\u{3000}', ':', '：', '(', ')', '（', '）', '*', '_', '|', '~', '`', '为', '是',
        '【', '】', '.',
    ];
    let bare = before.trim_end_matches(filling);
    let bare = bare.strip_suffix("号码").or_else(|| bare.strip_suffix('号')).unwrap_or(bare);
    LABELS.iter().any(|label| bare.ends_with(label))
}

/// Whether it follows a telephone in a list: 82345678、82345679.
fn follows(text: &str, last: Option<usize>, start: usize) -> bool {
    let between = last.and_then(|last| text.get(last..start));
    between.is_some_and(|it| {
        !it.is_empty() && it.len() <= 6 && it.chars().all(|it| "、，,/／;；和或 ".contains(it))
    })
}
