//! How wide text is, measured by a table of our own, and how it breaks into lines.
//!
//! A page is drawn in whatever face the reader's machine has, so the table is generous: a digit counts 0.6 em though most
//! Chinese faces draw it in 0.56. Whatever fits by this measure fits on the page.

use unicode_width::UnicodeWidthChar;

use crate::text;

/// Width of an em in the unit of [`width`].
const EM: i32 = 1000;

/// Advance of the ASCII characters from space to `~`, in thousandths of an em: letters as a bold face draws them, for the name of
/// what a page is about is bold; digits and the marks in numbers as a regular one does, for values never are.
const ASCII: [u16; 95] = [
    300, 380, 580, 600, 600, 920, 750, 330, 380, 380, 510, 600, 300, 400, 300, 400, // space to /
    600, 600, 600, 600, 600, 600, 600, 600, 600, 600, // digits
    330, 330, 600, 600, 600, 540, 1010, // : to @
    690, 690, 720, 740, 640, 600, 760, 760, 340, 570, 690, 580, 880, 770, 790, 670, 790, 690, 660, 640, 750,
    680, 960, 680, 660, 650, // A to Z
    380, 400, 380, 600, 570, 630, // [ to `
    600, 650, 540, 650, 590, 380, 620, 650, 310, 310, 610, 320, 970, 650, 630, 650, 650, 440, 520, 430, 640,
    580, 870, 570, 580, 520, // a to z
    380, 300, 380, 600, // { to ~
];

/// Width of `text` in thousandths of an em.
pub(super) fn width(text: &str) -> i32 {
    text.chars().fold(0, |sum: i32, letter| sum.saturating_add(advance(letter)))
}

/// Width of `text` at `size`, in the unit of `size`, rounded up.
pub(super) fn at_size(text: &str, size: i32) -> i32 {
    let exact = i64::from(width(text)) * i64::from(size);
    i32::try_from((exact + i64::from(EM) - 1) / i64::from(EM)).unwrap_or(i32::MAX)
}

fn advance(letter: char) -> i32 {
    let code = u32::from(letter);
    if let Some(&known) = code.checked_sub(0x20).and_then(|index| ASCII.get(index as usize)) {
        return i32::from(known);
    }
    if text::is_han(letter) || text::is_wide_mark(letter) {
        return EM;
    }
    match UnicodeWidthChar::width(letter) {
        None | Some(0) => 0,
        // Pictures are drawn from a face of their own, wider than the letters around them.
        Some(_) if code >= 0x1F000 && !text::is_han(letter) => 1400,
        Some(1) if code >= 0x250 => 750,
        Some(1) => 680,
        Some(_) => EM,
    }
}

/// White space folded to single spaces, and nothing that XML cannot hold.
pub(super) fn tidy(text: &str) -> String {
    let legal = |letter: &char| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    let words = text.split_whitespace().map(|word| word.chars().filter(legal).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `text` in lines of at most `limit` thousandths of an em: between Han letters, at spaces, after a hyphen; inside a
/// word only where the word alone is longer than a line. No line begins with a closing mark or ends with an opening
/// one, a number stays with the word behind it, and usual words of the field stay whole. The lines come out about equally long. A single character wider than `limit` stands alone on its line.
pub(super) fn wrap(text: &str, limit: i32) -> Vec<String> {
    let text = tidy(text);
    let whole = width(&text);
    if whole <= limit {
        return vec![text];
    }
    let pieces = pieces(&text, limit);
    let count = fill(&pieces, limit).len();
    // A remark in brackets begins a line of its own where that takes no more lines.
    if let Some(at) = text.find(['（', '(']).filter(|&at| at > 0) {
        let apart = [wrap(&text[..at], limit), wrap(&text[at..], limit)].concat();
        if apart.len() <= count {
            return apart;
        }
    }
    // The narrowest measure that takes no more lines: 湘西土家族苗族/自治州 becomes 湘西土家族/苗族自治州.
    let (mut low, mut high) = (whole / i32::try_from(count).unwrap_or(i32::MAX), limit);
    while low < high {
        let middle = low + (high - low) / 2;
        if fill(&pieces, middle).len() <= count {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let mut lines = fill(&pieces, high);
    // One letter alone takes another from the line above, which keeps more than one.
    if let [.., above, last] = &mut lines[..]
        && let [.., before, end] = &pieces[..]
        && *last == end.trim_end()
        && width(last) <= EM
        && width(above) >= 3 * EM
        && before.trim_end().len() == before.len()
        && width(before) + width(last) <= limit
    {
        above.truncate(above.len() - before.len());
        above.truncate(above.trim_end().len());
        last.insert_str(0, before);
    }
    lines
}

/// Width of the longest number in `text`.
pub(super) fn longest_number(text: &str) -> i32 {
    let runs = text.split(|it: char| !it.is_ascii_digit() && !matches!(it, ',' | '.'));
    runs.map(width).max().unwrap_or_default()
}

/// `text` cut into what must stay together.
fn pieces(text: &str, limit: i32) -> Vec<&str> {
    let mut list = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    // Whether a number has just ended, with what counts in it: 1.5万余 in 1.5万余件.
    let mut number = false;
    for (at, letter) in text.char_indices() {
        let too_long = at > start && advance(letter) > 0 && width(&text[start..at]) + advance(letter) > limit;
        let may = before.is_some_and(|before| may_break(before, letter) && !(number && text::is_han(letter)))
            && !splits_word(text, at);
        if may {
            list.push(&text[start..at]);
            start = at;
        } else if too_long {
            // A range is cut between its ends, not inside of a number.
            let range = text[start..at].rfind(RANGE).map(|it| start + it);
            let mark = range.and_then(|it| text[it..].chars().next());
            let end = range.zip(mark).map_or(at, |(it, mark)| it + mark.len_utf8());
            list.push(&text[start..end]);
            start = end;
        }
        number = letter.is_ascii_digit() || (number && "万亿千百余多".contains(letter));
        before = Some(letter);
    }
    list.push(&text[start..]);
    list
}

/// What stands between the ends of a range.
const RANGE: [char; 5] = ['-', '–', '—', '~', '～'];

fn may_break(before: char, after: char) -> bool {
    if closes(after) || opens(before) || after == ' ' || advance(after) == 0 || before == '\u{200D}' {
        return false;
    }
    // An apostrophe is the same character as a closing quotation mark.
    if before == '’' && after.is_ascii_alphanumeric() {
        return false;
    }
    // 31日, 2018—2022.
    if before.is_ascii_digit() && text::is_han(after) || "—–～".contains(before) && after.is_ascii_digit()
    {
        return false;
    }
    let wide = |letter| advance(letter) >= EM;
    before == ' ' || (before == '-' && after.is_alphabetic()) || wide(before) || wide(after)
}

/// Words of the field that a line should not end within. Chinese has no spaces; a list of the usual ones is what a picture needs.
const WORDS: &[&str] = &[
    "人大",
    "代表",
    "会议",
    "建议",
    "议案",
    "意见",
    "报告",
    "文件",
    "问题",
    "工作",
    "活动",
    "部门",
    "单位",
    "机关",
    "群众",
    "以来",
    "次数",
    "人数",
    "件数",
    "批次",
    "人次",
    "审议",
    "审查",
    "评议",
    "监督",
    "检查",
    "视察",
    "调研",
    "培训",
    "学习",
    "办理",
    "解决",
    "落实",
    "满意",
    "办结",
    "办复",
    "答复",
    "列入",
    "计划",
    "采纳",
    "收集",
    "接待",
    "推动",
    "立法",
    "修订",
    "法规",
    "条例",
    "决定",
    "决议",
    "任免",
    "选举",
    "名额",
    "选民",
    "联络",
    "联系",
    "示范",
    "专题",
    "专项",
    "询问",
    "预算",
    "调整",
    "民生",
    "实事",
    "规范",
    "备案",
    "信访",
    "来信",
    "来访",
    "省级",
    "市级",
    "县级",
    "乡级",
    "街道",
    "乡镇",
    "常委会",
    "委员会",
    "联络站",
    "联系点",
    "示范点",
    "规范性",
    "自治区",
    "自治州",
    "自治县",
];

/// Whether a line that ends at `at` cuts one of [`WORDS`].
fn splits_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let cut = |word: &str| {
        word.char_indices()
            .skip(1)
            .any(|(at, _)| before.ends_with(&word[..at]) && after.starts_with(&word[at..]))
    };
    WORDS.iter().any(|word| cut(word))
}

fn closes(mark: char) -> bool {
    "，。、；：？！…—·～）》」』】〉〕〗”’,.;:?!)]}%％℃°".contains(mark)
}

fn opens(mark: char) -> bool {
    "（《「『【〈〔〖“‘([{".contains(mark)
}

fn fill(pieces: &[&str], limit: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > limit {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_letters_are_an_em_and_digits_less() {
        assert_eq!(width("湘潭市"), 3000);
        assert_eq!(width("，"), 1000);
        assert_eq!(width("2024"), 2400);
        assert!(width("iiii") < width("wwww"));
        assert_eq!(width("e\u{301}"), width("e"));
        assert_eq!(at_size("湘", 130), 130);
    }

    #[test]
    fn han_names_break_into_even_lines() {
        assert_eq!(wrap("湘西土家族苗族自治州", 7000), ["湘西土家族", "苗族自治州"]);
        assert_eq!(wrap("湖南省", 3000), ["湖南省"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        for limit in 4000..9000 {
            for line in wrap("建议，批评（含意见）。办理、答复：《代表法》实施", limit)
            {
                assert!(!line.starts_with(closes) && !line.ends_with(opens), "{limit}: {line}");
            }
        }
    }

    #[test]
    fn a_remark_in_brackets_begins_a_line() {
        assert_eq!(wrap("湖南省（湖南日报）", 7000), ["湖南省", "（湖南日报）"]);
        assert_eq!(wrap("湘西土家族苗族自治州（上）", 7000), ["湘西土家族苗族", "自治州（上）"]);
    }

    #[test]
    fn numbers_keep_their_unit() {
        assert_eq!(
            wrap("截至2022年底共有代表联络站1.5万余个", 9000),
            ["截至2022年底", "共有代表联络站", "1.5万余个"]
        );
        assert_eq!(wrap("甲乙丙丁2022年", 5000), ["甲乙丙丁", "2022年"]);
    }

    #[test]
    fn no_letter_is_left_alone_where_another_can_join_it() {
        assert_eq!(wrap("甲乙丙丁戊己庚", 3000), ["甲乙丙", "丁戊", "己庚"]);
        assert_eq!(wrap("甲乙丙", 2000), ["甲乙", "丙"]);
    }

    #[test]
    fn latin_breaks_at_spaces_and_inside_a_word_only_when_it_must() {
        assert_eq!(wrap("Standing Committee of Hunan", 11_000), ["Standing Committee", "of Hunan"]);
        assert_eq!(wrap("National People’s Congress", 9000), ["National", "People’s", "Congress"]);
        assert_eq!(wrap("aaaaaaaaaa", 3000).concat(), "aaaaaaaaaa");
        assert!(wrap("aaaaaaaaaa", 3000).iter().all(|line| width(line) <= 3000));
    }

    #[test]
    fn a_range_breaks_between_its_ends() {
        assert_eq!(wrap("16720724-16720726个", 9000), ["16720724-", "16720726个"]);
        assert_eq!(wrap("16720724-16720726个", 5300), ["16720724-", "16720726", "个"]);
    }

    #[test]
    fn nothing_that_xml_cannot_hold_is_left() {
        assert_eq!(tidy(" a\u{0}\u{8}\n b\u{FFFE} "), "a b");
    }
}
