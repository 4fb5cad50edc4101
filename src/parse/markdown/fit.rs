//! Whether a value stands in the text as a number of its own, by what is around it.
//!
//! The text is folded (see `marks`): no white space, half-width digits and signs.

/// How well a match agrees with what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// The text says just this.
    Exact,
    /// The text adds something: 近, 余, 第, the other end of a range.
    Loose,
}

/// How `needle` fits between `before` and `after`; `None` where it is part of another number or word. `apart` says on
/// which side white space stands in the text.
pub(super) fn fit(before: &str, needle: &str, after: &str, apart: (bool, bool)) -> Option<Fit> {
    // White space sets a number apart, unless it groups thousands, as in 2 400元.
    let digit = |letter: char| letter.is_ascii_digit();
    let groups = (grouped(needle) && before.ends_with(digit), grouped(after) && needle.ends_with(digit));
    let before = if apart.0 && !groups.0 && !is_qualified(before) { "" } else { before };
    let after = if apart.1 && !groups.1 && after.starts_with(|it: char| it.is_ascii_alphanumeric()) {
        ""
    } else {
        after
    };
    let start = fit_start(before, needle)?;
    let end = fit_end(needle, after)?;
    Some(if start == Fit::Exact && end == Fit::Exact { Fit::Exact } else { Fit::Loose })
}

/// What qualifies the number behind it, or makes it an ordinal.
const BEFORE: [&str; 13] =
    ["近", "约", "超", "逾", "超过", "突破", "不少于", "不低于", "高于", "不到", "不足", "至少", "第"];

/// What qualifies the number before it.
const AFTER: [&str; 7] = ["余", "多", "以上", "以下", "左右", "上下", "以内"];

/// Units that are the beginning of another, with what makes them that.
const LONGER: [(char, &[&str]); 16] = [
    ('个', &["百分点", "方面", "月", "半"]),
    ('人', &["次", "(次)"]),
    ('件', &["次", "(次)"]),
    ('批', &["次", "(次)"]),
    ('户', &["次"]),
    ('家', &["次"]),
    ('场', &["次"]),
    ('班', &["次"]),
    ('项', &["次", "(次)"]),
    ('次', &["(项)"]),
    ('天', &["半"]),
    ('年', &["半"]),
    ('分', &["之", "钟"]),
    ('倍', &["半"]),
    ('点', &["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]),
    ('平', &["方"]),
];

fn is_qualified(before: &str) -> bool {
    BEFORE.iter().any(|word| before.ends_with(word))
}

fn is_numeral(letter: char) -> bool {
    letter.is_ascii_digit() || "〇零一二两三四五六七八九十百千万亿几".contains(letter)
}

fn is_magnitude(letter: char) -> bool {
    "百千万亿萬億".contains(letter)
}

/// How `needle` fits after `before`.
fn fit_start(before: &str, needle: &str) -> Option<Fit> {
    let first = needle.chars().next()?;
    let mut left = before.chars().rev();
    let (last, previous) = (left.next(), left.next());
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let Some(last) = last else { return Some(Fit::Exact) };
    if !is_numeral(first) {
        let word = first.is_ascii_alphabetic() && last.is_ascii_alphanumeric();
        return (!word).then_some(Fit::Exact);
    }
    if first.is_ascii_digit() {
        let inside = last.is_ascii_alphanumeric()
            || (last == '.' && digit(previous))
            || (matches!(last, ',' | '，') && digit(previous) && grouped(needle))
            || (matches!(last, '+' | '-') && previous.is_some_and(|letter| letter.is_ascii_alphabetic()));
        if inside {
            return None;
        }
    } else if is_numeral(last) || (last == '之' && previous == Some('分')) {
        return None;
    }
    let range = matches!(last, '-' | '~' | '～' | '—' | '–' | '至' | '到' | '/')
        && previous.is_some_and(|letter| is_numeral(letter) || letter == '%');
    Some(if range || is_qualified(before) { Fit::Loose } else { Fit::Exact })
}

/// Whether `needle` begins with a group of three digits.
pub(super) fn grouped(needle: &str) -> bool {
    needle.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// How `needle` fits before `after`.
fn fit_end(needle: &str, after: &str) -> Option<Fit> {
    let last = needle.chars().next_back()?;
    let mut right = after.chars();
    let (next, second) = (right.next(), right.next());
    let Some(next) = next else { return Some(Fit::Exact) };
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let number = is_numeral(last);
    if last.is_ascii_alphabetic() && next.is_ascii_alphanumeric() {
        return None;
    }
    if last.is_ascii_digit() {
        let group = matches!(next, ',' | '，') && digit(second) && grouped(&after[next.len_utf8()..]);
        let inside = next.is_ascii_alphanumeric()
            || (next == '.' && digit(second))
            || group
            || matches!(next, '%' | '‰');
        if inside || after.starts_with("个百分点") {
            return None;
        }
    }
    if number && (is_magnitude(next) || is_numeral(next) || after.starts_with("分之") || next == '成') {
        return None;
    }
    let longer =
        LONGER.iter().any(|&(unit, rest)| unit == last && rest.iter().any(|rest| after.starts_with(rest)));
    if longer {
        return None;
    }
    let range = matches!(next, '-' | '~' | '～' | '—' | '–' | '/') && second.is_some_and(is_numeral);
    let added = AFTER.iter().any(|word| after.starts_with(word))
        || (last.is_ascii_digit() && matches!(next, '年' | '月' | '日'));
    Some(if range || added { Fit::Loose } else { Fit::Exact })
}
