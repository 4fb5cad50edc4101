//! Measure words: the known ones, the longest first, and their normal forms.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::letters::starts_with;
use super::numeral;

/// Known measure words by length in letters. 人次 is found before 人, 个方面 before 个.
const KNOWN: [&[&str]; 4] = [
    &["平方公里", "平方千米", "立方千米", "县市区旗"],
    &["百分点", "个方面", "平方米", "立方米", "千瓦时", "工作日", "县市区", "兆瓦时"],
    &[
        "人次", "件次", "批次", "户次", "家次", "场次", "美元", "公里", "公顷", "公斤", "千克", "千米",
        "千瓦", "兆瓦", "千伏", "小时", "分钟", "个月", "字符", "人天", "方面", "季度", "星期", "港元",
        "欧元", "日元", "英镑", "厘米", "毫米", "平方", "立方", "市州", "县区", "部门", "社区", "街道",
        "乡镇", "件套", "台套", "车次", "学时", "课时", "人份", "世纪", "钟头", "场所", "成员",
    ],
    &[
        "件", "条", "类", "项", "名", "位", "人", "户", "家", "个", "处", "座", "篇", "份", "期", "场", "张",
        "元", "次", "批", "部", "例", "起", "市", "县", "区", "省", "乡", "镇", "村", "套", "天", "年", "月",
        "周", "日", "岁", "倍", "字", "页", "本", "册", "亩", "吨", "米", "克", "所", "间", "台", "辆", "支",
        "组", "轮", "届", "级", "只", "对", "番", "宗", "封", "票", "幅", "块", "棵", "株", "头", "步", "门",
        "款", "章", "节", "站", "点", "秒", "种", "笔", "层", "栋", "幢", "艘", "架", "集", "首", "段", "口",
        "盏", "尾", "匹", "升", "排", "班", "队", "州", "旗", "%", "‰",
    ],
];

/// Words that follow 个 and say the same without it: 个百分点, 个小时.
const AFTER_GE: [&str; 6] = ["百分点", "小时", "工作日", "星期", "季度", "钟头"];

/// What a change of a rate is counted in.
pub const PERCENTAGE_POINT: &str = "百分点";
/// The unit of a share.
pub const PERCENT: &str = "%";
/// The unit of a share in thousandths.
pub const PER_MILLE: &str = "‰";
/// The unit of a value written as a fraction (2/3).
pub const FRACTION: &str = "fraction";

/// How many letters the known measure word at the start of `letters` has, and its normal form. Two that stand together
/// are one: 人(次), 项(件), 亩次, 元/人.
pub(super) fn known(letters: &[char]) -> Option<(usize, Cow<'static, str>)> {
    let (length, word) = single(letters)?;
    let bracketed = |open: &[char]| {
        let (inner, other) = single(open.get(1..).unwrap_or_default())?;
        (open.first() == Some(&'(') && open.get(inner + 1) == Some(&')')).then_some((inner + 2, other))
    };
    let next = &letters[length..];
    if let Some((more, other)) = bracketed(next) {
        return Some((length + more, format!("{word}({other})").into()));
    }
    match next.first() {
        Some('/') => {
            if let Some((more, other)) = single(&next[1..]) {
                return Some((length + 1 + more, format!("{word}/{other}").into()));
            }
        }
        Some('次') if !word.ends_with('次') => return Some((length + 1, format!("{word}次").into())),
        _ => {}
    }
    Some((length, word.into()))
}

fn single(letters: &[char]) -> Option<(usize, &'static str)> {
    let first = letters.first()?;
    // 个百分点 counts in points; the 个 says no more than it does in 三个.
    if *first == '个'
        && let Some(word) = AFTER_GE.iter().find(|word| starts_with(&letters[1..], word))
    {
        return Some((1 + word.chars().count(), word));
    }
    let words = BY_FIRST.get(first)?;
    words.iter().copied().find(|(_, word)| starts_with(letters, word))
}

/// The known words with their lengths by their first letter, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<(usize, &'static str)>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<_>> = HashMap::new();
    for word in KNOWN.iter().flat_map(|words| words.iter().copied()) {
        words.entry(word.chars().next().unwrap_or_default()).or_default().push((word.chars().count(), word));
    }
    words
});

/// No measure word that is not known is longer: a Latin one.
pub(super) const LONGEST: usize = 8;
/// The same for one of Han letters.
const LONGEST_HAN: usize = 3;

/// How many letters at the start of `letters` can be a measure word that is not known: a short word of Han letters, or one
/// of Latin letters.
pub(super) fn unknown(letters: &[char]) -> Option<usize> {
    let is_han = |it: char| crate::text::is_han(it) && !numeral::begins(it);
    let is_latin = |it: char| it.is_alphabetic() && !crate::text::is_han(it) || matches!(it, '²' | '³' | '°');
    let run = |is: &dyn Fn(char) -> bool| letters.iter().take_while(|&&letter| is(letter)).count();
    let (han, latin) = (run(&is_han), run(&is_latin));
    let first = letters.first()?;
    let is_rest_of_number = numeral::is_unit(*first) || "余多来几的第若半成分点了和与及等".contains(*first);
    if is_rest_of_number || han > LONGEST_HAN || latin > LONGEST {
        return None;
    }
    Some(han.max(latin)).filter(|&it| it > 0)
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
            ("个小时", Some((3, "小时"))),
            ("個", Some((1, "个"))),
            ("人（次）", Some((4, "人(次)"))),
            ("项(件)", Some((4, "项(件)"))),
            ("项(共)", Some((1, "项"))),
            ("亩次", Some((2, "亩次"))),
            ("元/平方米", Some((5, "元/平方米"))),
            ("％", Some((1, "%"))),
            ("桶", None),
        ] {
            assert_eq!(known(&folded(text)), found.map(|(length, word)| (length, word.into())), "{text}");
        }
    }

    #[test]
    fn other_words_are_short() {
        for (text, found) in [
            ("桶", Some(1)),
            ("建议", Some(2)),
            ("kWh", Some(3)),
            ("m²", Some(2)),
            ("各级人大代表", None),
            ("的", None),
            ("万亿", None),
            ("", None),
            ("，", None),
        ] {
            assert_eq!(unknown(&folded(text)), found, "{text}");
        }
    }

    #[test]
    fn lengths_descend() {
        for (words, length) in KNOWN.iter().zip([4, 3, 2, 1]) {
            assert!(words.iter().all(|word| word.chars().count() == length));
        }
    }
}
