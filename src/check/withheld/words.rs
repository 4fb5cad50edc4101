//! Words that mark a text as not for the public: degrees of secrecy, 内部资料, lists of recipients.
//!
//! A marking stands in a line of its own, or with its star (机密★一年); the same words in a sentence are talk of the law.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Match, What};

/// A letter or a word that every marking has one of.
static NEEDLES: LazyLock<[Finder<'static>; 5]> =
    LazyLock::new(|| ["密", "内部", "外传", "不得公开", "此件不"].map(Finder::new));

/// How many letters a line may have that is nothing but a marking.
const LONGEST: usize = 24;

/// How many of the last lines of a page may hold its recipients.
const TAIL: usize = 12;

/// Adds the markings of secrecy in `text`.
pub fn find(text: &str, found: &mut Vec<Match>) {
    let first = found.len();
    for needle in NEEDLES.iter() {
        let mut at = 0;
        while let Some(hit) = text.as_bytes().get(at..).and_then(|rest| needle.find(rest)) {
            let line = line_around(text, at + hit);
            at = line.end;
            let told =
                found[first..].iter().any(|it| it.range.start >= line.start && it.range.end <= line.end);
            if !told && let Some(range) = marking(text, line) {
                found.push(Match { range, what: What::Secrecy });
            }
        }
    }
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |it| it + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(text.len(), |it| at + it);
    start..end
}

/// What Markdown and YAML put around words, and brackets.
fn is_dressing(letter: char) -> bool {
    letter.is_whitespace() || "#>*_-+|`~\"'【】[]（）()〔〕「」“”《》".contains(letter)
}

/// The marking that a line is or begins with.
fn marking(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let whole = &text[line.clone()];
    let bare = whole.trim_start_matches(is_dressing);
    // `title: 机密`, in front matter.
    let value = bare.split_once(':').filter(|(key, _)| {
        !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'"'))
    });
    let bare = value.map_or(bare, |(_, value)| value.trim_start_matches(is_dressing));
    let start = line.end - bare.len();
    let bare = bare.trim_end_matches(|it: char| is_dressing(it) || "。！!，,；;".contains(it));
    let letters: String = bare.chars().filter(|it| !it.is_whitespace() && !"*_".contains(*it)).collect();
    if is_degree(&letters) || is_internal(&letters) {
        return Some(start..start + bare.len());
    }
    // 机密★一年 somewhere in the line.
    let star = ["密★", "密☆", "密 ★"].iter().find_map(|it| bare.find(it).map(|at| at..at + it.len()))?;
    let word = bare[..star.start].char_indices().next_back().filter(|(_, it)| "绝机秘".contains(*it))?;
    Some(start + word.0..start + star.end)
}

/// 机密, 机密★1年, 秘密级, 密级：绝密.
fn is_degree(letters: &str) -> bool {
    let labels = ["密级：", "密级:", "秘密等级：", "保密级别："];
    let labelled = labels.iter().find_map(|label| letters.strip_prefix(label));
    let Some(rest) =
        ["绝密", "机密", "秘密"].iter().find_map(|degree| labelled.unwrap_or(letters).strip_prefix(degree))
    else {
        return false;
    };
    let rest = rest.strip_prefix(['件', '级']).unwrap_or(rest);
    rest.is_empty() || rest.starts_with(['★', '☆'])
}

/// 内部资料，注意保存; 此件不公开; 请勿外传; 注意保密.
fn is_internal(letters: &str) -> bool {
    if letters.chars().count() > LONGEST {
        return false;
    }
    let has = |words: &[&str]| words.iter().any(|it| letters.contains(it));
    let kinds =
        ["内部资料", "内部文件", "内部刊物", "内部材料", "内部参考", "内部使用", "内部传阅", "内部发行"];
    let orders = [
        "注意保存",
        "注意保管",
        "妥善保管",
        "妥善保存",
        "外传",
        "免费交流",
        "不得公开",
        "不得翻印",
        "不得转载",
        "请勿转载",
        "注意保密",
        "仅供参考",
        "不得复制",
        "严禁复制",
    ];
    if let Some(rest) = kinds.iter().find_map(|kind| letters.strip_prefix(kind)) {
        return rest.is_empty() || orders.iter().any(|order| rest.contains(order));
    }
    has(&["不得外传", "请勿外传", "严禁外传", "禁止外传", "切勿外传"])
        || has(&["此件不公开", "此件不予公开", "此件不宜公开", "供内部参考", "供内部使用", "供内部交流"])
        || matches!(letters, "注意保密" | "请注意保密")
        || (has(&["不得公开"])
            && has(&["内部", "本件", "此件", "本刊", "本资料", "本材料", "本文件", "本期"]))
}

/// Adds the lists of recipients in `text` from `body` on: paragraphs that begin with 送：, 报：, 发： or 抄送：. Of a bulletin all
/// are looked at, of any other page the last lines.
pub fn recipients(text: &str, body: usize, is_issue: bool, found: &mut Vec<Match>) {
    let mut end = text.len();
    let mut seen = 0;
    let mut below_is_empty = true;
    while end > body && (is_issue || seen < TAIL) {
        let start = memchr::memrchr(b'\n', &text.as_bytes()[body..end]).map_or(body, |it| body + it + 1);
        let line = &text[start..end];
        if let Some(list) = recipient_list(line)
            && (!list.is_empty() || !below_is_empty)
        {
            let bare = line.trim_start_matches(is_dressing);
            found.push(Match { range: end - bare.len()..end, what: What::Recipients });
        }
        below_is_empty = line.trim().is_empty();
        seen += usize::from(!below_is_empty);
        end = start.saturating_sub(1).max(body);
        if start == body {
            break;
        }
    }
}

/// What stands after 送：, where a line begins so.
fn recipient_list(line: &str) -> Option<&str> {
    const WORDS: [&str; 10] = ["主送", "抄送", "抄报", "报送", "分送", "印送", "呈报", "送", "报", "发"];
    let bare = line.trim_start_matches(is_dressing);
    let rest = WORDS.iter().find_map(|word| bare.strip_prefix(word))?;
    let rest = rest.trim_start_matches([' ', '\u{3000}', '*', '_']);
    let list = rest.strip_prefix(['：', ':'])?;
    Some(list.trim_start_matches(is_dressing).trim_end())
}
