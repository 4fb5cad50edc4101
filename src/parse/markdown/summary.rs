//! The first sentences of a text: whole sentences where they fit, never half a word or number.

use super::headings::bracketed;
use super::writer::{Block, Kind};

/// The most characters a summary has, without the dots that say that something was cut.
const LIMIT: usize = 120;
/// A summary that ends at 。 rather than ； has at least so many.
const ENOUGH: usize = 40;

/// The summary: from the paragraphs at the top level, else from lists and quotations.
pub(super) fn summary(plain: &str, blocks: &[Block]) -> String {
    let of = |kind| {
        from(blocks.iter().filter(move |block| block.kind == kind).map(|block| &plain[block.plain.clone()]))
    };
    let summary = of(Kind::Paragraph);
    if summary.is_empty() { of(Kind::Inner) } else { summary }
}

fn from<'a>(paragraphs: impl Iterator<Item = &'a str>) -> String {
    let mut text = Vec::new();
    // Ends of paragraphs, as counts of characters.
    let mut ends = Vec::new();
    for paragraph in paragraphs.filter(|it| bracketed(it).is_none() && !it.trim().is_empty()) {
        let cjk = text.last().is_none_or(|&last| !is_latin(last));
        if !cjk {
            text.push(' ');
        }
        for word in paragraph.split_whitespace() {
            let gap = text.last().is_some_and(|&last| last != ' ') && ends.last() != Some(&text.len());
            if gap {
                text.push(' ');
            }
            text.extend(word.chars());
            if text.len() > 4 * LIMIT {
                break;
            }
        }
        ends.push(text.len());
        if text.len() > LIMIT {
            break;
        }
    }
    cut(&text, &ends)
}

fn cut(text: &[char], ends: &[usize]) -> String {
    let within = text.len().min(LIMIT);
    let full = last_end(text, within, |letter| matches!(letter, '。' | '！' | '？' | '!' | '?' | '.'));
    let half = last_end(text, within, |letter| matches!(letter, '；' | ';' | '…'));
    let paragraph = ends.iter().copied().filter(|&end| end <= within && !ends_in_colon(&text[..end])).max();
    let sentence = match (full, half) {
        (Some(full), Some(half)) if full < ENOUGH => Some(full.max(half)),
        (full, half) => full.or(half),
    };
    if let Some(end) = sentence.max(paragraph) {
        return text[..end].iter().collect();
    }
    let Some(end) = shortened(text, within) else { return String::new() };
    let mut summary: String = text[..end].iter().collect();
    if end < text.len() {
        summary.push_str(if text[..end].iter().copied().any(|letter| letter >= '\u{2E80}') {
            "……"
        } else {
            "…"
        });
    }
    summary
}

/// The last sentence end among the first `within` characters, with the closing marks after it.
fn last_end(text: &[char], within: usize, ends: impl Fn(char) -> bool) -> Option<usize> {
    (0..within).rev().find_map(|at| {
        if !ends(text[at]) || (text[at] == '.' && !is_full_stop(text, at)) {
            return None;
        }
        let closing = |&&letter: &&char| matches!(letter, '”' | '’' | '」' | '』' | '）' | ')' | '"' | '》');
        let end = at + 1 + text[at + 1..].iter().take_while(closing).count();
        (end <= within && !text.get(end).is_some_and(|&next| ends(next) || next == text[at])).then_some(end)
    })
}

/// Whether the full stop at `at` ends a sentence: after a word, before a space and no small letter.
fn is_full_stop(text: &[char], at: usize) -> bool {
    let word = at > 1 && text[at - 1].is_alphanumeric() && text[at - 2].is_alphanumeric();
    let next = text.get(at + 1).copied();
    word && match next {
        None => true,
        Some(' ') => text.get(at + 2).is_none_or(|letter| !letter.is_lowercase()),
        Some(other) => matches!(other, '”' | '"' | ')' | '’'),
    }
}

/// Where to cut a sentence that is too long: after the last clause, else before a word or number.
fn shortened(text: &[char], within: usize) -> Option<usize> {
    let number = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    let clause = (1..within).rev().find(|&at| {
        let breaks = matches!(text[at], '，' | '、' | '；' | '：' | ' ')
            || (text[at] == ',' && text.get(at + 1) == Some(&' '));
        breaks && !(number(at.checked_sub(1)) && number(Some(at + 1)))
    });
    if let Some(at) = clause.filter(|&at| at * 3 >= within || is_latin(text[at - 1])) {
        return Some(at);
    }
    let inside = |at: usize| {
        is_latin(text[at - 1]) && text.get(at).copied().is_some_and(is_latin)
            || (text[at - 1].is_ascii_digit() || matches!(text[at - 1], '.' | '%'))
            || text.get(at).is_some_and(|&next| {
                matches!(next, '%' | '万' | '亿' | '，' | '。' | '、' | '；' | '”' | '）')
            })
    };
    (1..=within).rev().find(|&at| at == text.len() || !inside(at)).or(clause)
}

fn ends_in_colon(text: &[char]) -> bool {
    text.last().is_some_and(|&last| matches!(last, '：' | ':'))
}

fn is_latin(letter: char) -> bool {
    letter < '\u{2E80}' && !matches!(letter, '\u{2010}'..='\u{2027}' | '\u{00B7}' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary_of(paragraphs: &[&str]) -> String {
        from(paragraphs.iter().copied())
    }

    #[test]
    fn whole_sentences() {
        let first = "全市建成代表联络站七十个。";
        assert_eq!(summary_of(&[first, "（摘自一份测试材料）"]), first);
        let long = "今年的工作有了新的进展，".repeat(12);
        assert_eq!(summary_of(&[first, &long]), first);
        assert_eq!(summary_of(&["他说：“都办好了。”大家很满意"]), "他说：“都办好了。”大家很满意");
        let more = format!("他说：“都办好了。”{long}");
        assert_eq!(summary_of(&[&more]), "他说：“都办好了。”");
    }

    #[test]
    fn a_long_sentence_is_cut_between_clauses() {
        let summary = summary_of(&[&"代表们走访了选民，".repeat(30)]);
        assert!(summary.ends_with("选民……"), "{summary}");
        assert!(summary.chars().count() <= LIMIT + 2);
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        for lead in 100..125 {
            let text = format!("{}123456.78万件{}", "字".repeat(lead), "后".repeat(60));
            let summary = summary_of(&[&text]);
            let kept = summary.trim_end_matches('…');
            assert!(!kept.ends_with(|letter: char| letter.is_ascii_digit() || letter == '.'), "{kept}");
            let text = format!("{} internationalisation {}", "word ".repeat(lead / 5), "more ".repeat(40));
            let summary = summary_of(&[&text]);
            let kept = summary.trim_end_matches('…');
            assert!(text.split(' ').any(|word| kept.ends_with(word) && !word.is_empty()), "{kept}");
        }
    }

    #[test]
    fn english_sentences() {
        let text = format!("It rose by 3.5 percent, e.g. in May. Then {}", "it fell and fell ".repeat(20));
        assert_eq!(summary_of(&[&text]), "It rose by 3.5 percent, e.g. in May.");
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(summary_of(&[]), "");
        assert_eq!(summary_of(&["（摘自测试）"]), "");
    }
}
