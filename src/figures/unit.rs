//! Measure words: the known ones, the longest first, and their normal forms.

use super::letters::starts_with;

/// Known measure words by length in letters. 人次 is found before 人, 个方面 before 个.
const KNOWN: [&[&str]; 4] = [
    &["平方公里"],
    &["百分点", "个方面", "人(次)", "次(项)", "件(次)", "平方米", "立方米", "千瓦时"],
    &[
        "人次", "件次", "批次", "户次", "家次", "场次", "个次", "条次", "美元", "公里", "公顷", "公斤",
        "千克", "千米", "千瓦", "小时", "分钟", "个月", "字符", "人天", "方面", "篇次", "部次",
    ],
    &[
        "件", "条", "类", "项", "名", "位", "人", "户", "家", "个", "处", "座", "篇", "份", "期", "场", "张",
        "元", "次", "批", "部", "例", "起", "市", "县", "区", "省", "乡", "镇", "村", "套", "天", "年", "月",
        "周", "日", "岁", "倍", "字", "页", "本", "册", "亩", "吨", "米", "克", "所", "间", "台", "辆", "支",
        "组", "轮", "届", "级", "只", "对", "番", "宗", "封", "票", "幅", "块", "棵", "株", "头", "步", "门",
        "款", "章", "节", "站", "点", "%", "‰",
    ],
];

/// What a change of a rate is counted in.
pub const PERCENTAGE_POINT: &str = "百分点";
/// The unit of a share.
pub const PERCENT: &str = "%";
/// The unit of a share in thousandths.
pub const PER_MILLE: &str = "‰";
/// The unit of a value written as a fraction (2/3).
pub const FRACTION: &str = "fraction";

/// How many letters the known measure word at the start of `letters` has, and its normal form.
pub(super) fn known(letters: &[char]) -> Option<(usize, &'static str)> {
    // 个百分点 counts in points; the 个 says no more than it does in 三个.
    if starts_with(letters, "个百分点") {
        return Some((4, PERCENTAGE_POINT));
    }
    KNOWN
        .iter()
        .flat_map(|words| words.iter())
        .find(|word| starts_with(letters, word))
        .map(|word| (word.chars().count(), *word))
}

/// Whether a letter may stand in a measure word that is not known.
pub(super) fn may_hold(letter: char) -> bool {
    crate::text::is_han(letter)
        || letter.is_alphabetic()
        || matches!(letter, '(' | ')' | '·' | '²' | '³' | '°')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::letters::folded;

    #[test]
    fn the_longest_word_is_found_first() {
        for (text, found) in [
            ("人次", Some((2, "人次"))),
            ("人", Some((1, "人"))),
            ("件次", Some((2, "件次"))),
            ("个方面", Some((3, "个方面"))),
            ("个百分点", Some((4, "百分点"))),
            ("個", Some((1, "个"))),
            ("人（次）", Some((4, "人(次)"))),
            ("％", Some((1, "%"))),
            ("桶", None),
        ] {
            assert_eq!(known(&folded(text)), found, "{text}");
        }
    }

    #[test]
    fn lengths_descend() {
        let lengths = |words: &[&str]| words.iter().map(|word| word.chars().count()).collect::<Vec<_>>();
        assert!(lengths(KNOWN[0]).iter().all(|&length| length == 4));
        assert!(lengths(KNOWN[2]).iter().all(|&length| length == 2));
        assert!(lengths(KNOWN[3]).iter().all(|&length| length == 1));
        // 人(次) has four letters; no known word of three begins it.
        assert!(lengths(KNOWN[1]).iter().all(|&length| length >= 3));
    }
}
