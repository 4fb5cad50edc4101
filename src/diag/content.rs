//! Diagnostics of the rules about content: sources, the numbers of bulletins, what must not be published.

use super::{Diagnostic, Place};
use crate::check::What;

/// Figures without a source: `count` of a page or a table, `shown` the first of them.
pub fn no_source(place: Place, shown: &[&str], count: usize, in_table: bool) -> Diagnostic {
    let listed = |joint: &str| shown.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(joint);
    let (zh, en) = match count - shown.len() {
        0 => (String::new(), String::new()),
        more => ("等".to_owned(), format!(" and {more} more")),
    };
    let it = Diagnostic::warning(
        "no-source",
        place,
        format!("{count} 个数没有来源：{}{zh}", listed("、")),
        match count {
            1 => format!("a figure has no source: {}", listed(", ")),
            _ => format!("{count} figures have no source: {}{en}", listed(", ")),
        },
    );
    if in_table {
        return it.help(
            "在表里填 `source_name` 或 `source_url` 一列；YAML 写 `source: {name: …, url: …}`",
            "fill a column `source_name` or `source_url`; in YAML write `source: {name: …, url: …}`",
        );
    }
    it.help(
        "在元数据里写 `source: {name: …, url: …}`；只有个别数不同，就写在那个数下面",
        "set `source: {name: …, url: …}` in the front matter; where one figure differs, set it there",
    )
}

/// How a bulletin counts: 第18期 within its year, or 总第720期 from the first on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// 期, `number`.
    Number,
    /// 总期, `serial`.
    Serial,
}

impl Count {
    fn zh(self, number: u64) -> String {
        match self {
            Self::Number => format!("第{number}期"),
            Self::Serial => format!("总第{number}期"),
        }
    }

    fn en(self, number: u64) -> String {
        match self {
            Self::Number => format!("No. {number}"),
            Self::Serial => format!("No. {number} overall"),
        }
    }
}

/// Numbers that no bulletin has, first and last of each run, between `before` and `after`.
pub fn issue_missing(place: Place, count: Count, runs: &[(u64, u64)], before: u64, after: u64) -> Diagnostic {
    const SHOWN: usize = 3;
    let zh = |&(first, last): &(u64, u64)| match count {
        _ if first == last => count.zh(first),
        Count::Number => format!("第{first}至{last}期"),
        Count::Serial => format!("总第{first}至{last}期"),
    };
    let en = |&(first, last): &(u64, u64)| match count {
        _ if first == last => count.en(first),
        Count::Number => format!("No. {first} to {last}"),
        Count::Serial => format!("No. {first} to {last} overall"),
    };
    let shown = &runs[..runs.len().min(SHOWN)];
    let listed_zh = shown.iter().map(zh).collect::<Vec<_>>().join("、");
    let listed_en = shown.iter().map(en).collect::<Vec<_>>().join(", ");
    let (more_zh, more_en) = if runs.len() > SHOWN { ("等", " and more") } else { ("", "") };
    let verb = if matches!(runs, [(first, last)] if first == last) { "is" } else { "are" };
    Diagnostic::warning(
        "serial-gap",
        place,
        format!("缺{listed_zh}{more_zh}：{}之后是{}", count.zh(before), count.zh(after)),
        format!(
            "{listed_en}{more_en} {verb} missing: {} is followed by {}",
            count.en(before),
            count.en(after)
        ),
    )
    .help(
        "补上缺的一期，写成草稿也算数；确实没有出，在元数据里写 `accept: {serial-gap: 理由}`",
        "add what is missing, a draft counts; where there was none, write `accept: {serial-gap: reason}` in the front matter",
    )
}

/// Two bulletins of one number; `other` is the file of the other one.
pub fn issue_repeated(place: Place, count: Count, number: u64, other: &str) -> Diagnostic {
    Diagnostic::warning(
        "serial-gap",
        place,
        format!("{}有两个：`{other}` 也是", count.zh(number)),
        format!("there are two of {}: `{other}` is one, too", count.en(number)),
    )
    .help("改正其中一期的编号", "mend the number of one of them")
}

/// A serial that does not go up as the number does; pairs are number and serial.
pub fn issue_uneven(place: Place, before: (u64, u64), after: (u64, u64), due: u64) -> Diagnostic {
    let (number, serial) = before;
    Diagnostic::warning(
        "serial-gap",
        place,
        format!("第{number}期是总第{serial}期，第{}期应当是总第{due}期，这里是总第{}期", after.0, after.1),
        format!(
            "No. {number} is No. {serial} overall, which makes No. {} No. {due} overall, not {}",
            after.0, after.1
        ),
    )
    .help(
        "期号和总期号有一个写错了，或者中间缺了一期",
        "either the number or the serial is wrong, or one in between is missing",
    )
}

/// A bulletin that is dated before one with a smaller number.
pub fn issue_order(place: Place, count: Count, number: u64, date: &str, before: (u64, &str)) -> Diagnostic {
    Diagnostic::warning(
        "serial-gap",
        place,
        format!("{}是 {date}，比{}的 {} 还早", count.zh(number), count.zh(before.0), before.1),
        format!("{} is of {date}, before {} of {}", count.en(number), count.en(before.0), before.1),
    )
    .help("改正日期或者编号", "mend the date or the number")
}

/// Something that must not be published.
pub fn withheld(place: Place, what: What) -> Diagnostic {
    let (zh, en) = match what {
        What::Mobile => ("要公开的内容里有手机号码", "a mobile number is about to be published"),
        What::Telephone => ("要公开的内容里有电话号码", "a telephone number is about to be published"),
        What::Email => ("要公开的内容里有电子邮箱", "an e-mail address is about to be published"),
        What::Identity => {
            ("要公开的内容里有身份证号码", "the number of an identity card is about to be published")
        }
        What::Recipients => ("要公开的内容里有发送单位名单", "a list of recipients is about to be published"),
        What::Secrecy => (
            "要公开的内容标着密级或“内部”字样",
            "something marked as secret or internal is about to be published",
        ),
    };
    let make = match what {
        What::Identity | What::Secrecy => Diagnostic::error,
        What::Mobile | What::Telephone | What::Email | What::Recipients => Diagnostic::warning,
    };
    let it = make("withheld", place, zh.to_owned(), en.to_owned());
    match what {
        What::Secrecy => it.help(
            "先弄清这份材料能不能公开；不能的，写 `visibility: internal`",
            "find out first whether it may be published; if not, write `visibility: internal`",
        ),
        What::Identity => it.help("删去", "take it out"),
        What::Recipients => it.help(
            "删去；确要公开，写进 `[publication]` 的 `recipients`，并设 `show_contacts = true`",
            "take it out; to publish it, put it into `recipients` of `[publication]` and set `show_contacts = true`",
        ),
        What::Mobile | What::Telephone | What::Email => it.help(
            "删去；本单位对外公布的，写进 `[publication]`，并设 `show_contacts = true`",
            "take it out; what your office gives to the public goes into `[publication]`, with `show_contacts = true`",
        ),
    }
}

/// Letters that pictures cannot show, of a report or, without `report`, of what `site.toml` gives to all of them.
pub fn missing_letters(place: Place, letters: &[char], report: bool) -> Diagnostic {
    const SHOWN: usize = 8;
    let listed =
        |joint: &str| letters.iter().take(SHOWN).map(|it| format!("`{it}`")).collect::<Vec<_>>().join(joint);
    let (more_zh, more_en) = if letters.len() > SHOWN { (" 等字", " and more") } else { ("", "") };
    let it = Diagnostic::warning(
        "missing-letters",
        place,
        format!("内置字体没有 {}{more_zh}，PNG 图片里是空框", listed("、")),
        format!("the built-in faces lack {}{more_en}: PNG pictures show empty boxes", listed(", ")),
    );
    if report {
        return it.help(
            "SVG 用读者的字体，不受影响；字没有错，在元数据里写 `accept: {missing-letters: 理由}`",
            "SVG shows them in the reader's faces; where they are right, write `accept: {missing-letters: reason}` in the front matter",
        );
    }
    it.help(
        "字没有错，可以在 `[pictures]` 里设 `png = false`，只做 SVG",
        "where they are right, `png = false` in `[pictures]` makes SVG only",
    )
}
