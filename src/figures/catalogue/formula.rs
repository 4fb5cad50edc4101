//! Formulas: how an indicator is made of others, in a grammar that the checks can count with.
//!
//! ```text
//! formula     := alternative { "|" alternative }
//! alternative := sum [ "/" sum ]
//! sum         := operand { "+" operand } | "(" sum ")"
//! operand     := indicator [ "?" ]
//! ```
//!
//! An indicator is the rest of an id of the same group (`total` for `suggestions.total`), a whole id, or a name. `÷` and
//! full-width signs stand for theirs; `×100%` at the end says nothing. Alternatives are for what is counted in several
//! ways: a rate that fits one of them is right. What may be missing has a `?`.
//!
//! The same grammar, without `/`, says what adds up to a total ([`Ties::parts`]): an indicator alone stands for all its
//! categories. Of what a value is a part ([`Ties::at_most`]) is a list of alternatives of one operand each.

use super::Catalogue;

/// How an indicator hangs together with others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// What it is made of.
    pub formula: Option<Formula>,
    /// The partitions of which each, where it is declared complete, adds up to it.
    pub parts: Option<Formula>,
    /// What it cannot be more than, each on its own.
    pub at_most: Option<Formula>,
}

/// A formula, with its indicators by their positions in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The ways to count, of which one must fit.
    pub alternatives: Vec<Alternative>,
}

/// One way to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// What is added up.
    pub sum: Vec<Operand>,
    /// What it is divided by; empty for a sum.
    pub over: Vec<Operand>,
}

/// An indicator in a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its position in the catalogue.
    pub indicator: usize,
    /// Whether it may be missing.
    pub optional: bool,
}

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaError {
    /// It has another form.
    Unreadable,
    /// It names an indicator that the catalogue does not hold, or that several go by.
    Unknown(String),
}

/// Reads `text` as a formula of the indicator with the id `of`.
///
/// # Errors
///
/// [`FormulaError`], of the first part that is wrong.
pub fn read(text: &str, of: &str, catalogue: &Catalogue) -> Result<Formula, FormulaError> {
    let text = plain(text);
    let alternatives = text.split('|').map(|alternative| {
        let (sum, over) = match alternative.split_once('/') {
            Some((sum, over)) => (operands(sum, of, catalogue)?, operands(over, of, catalogue)?),
            None => (operands(alternative, of, catalogue)?, Vec::new()),
        };
        Ok(Alternative { sum, over })
    });
    Ok(Formula { alternatives: alternatives.collect::<Result<_, _>>()? })
}

/// Whether `text` is meant to be counted with: it has an operator, and all operands look like ids, or one is an id or a name. Anything else
/// is a note.
pub fn is_meant(text: &str, of: &str, catalogue: &Catalogue) -> bool {
    let text = plain(text);
    let mut operands = text.split(['|', '/', '+']).map(bare);
    let is_id =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.".contains(&it));
    let has_operator = text.contains(['/', '+']);
    // A synonym is also a word of everyday language: 乡镇.
    let is_known = |it: &str| {
        let found = find(it, of, catalogue).map(|position| catalogue.at(position));
        found.is_some_and(|found| found.name_zh == it || found.id == it)
    };
    has_operator && (operands.clone().all(is_id) || operands.any(is_known))
}

/// With the signs of the grammar for those that stand for them.
fn plain(text: &str) -> String {
    let signs = |letter: char| match letter {
        '÷' | '／' => '/',
        '＋' => '+',
        '（' => '(',
        '）' => ')',
        '｜' => '|',
        '？' => '?',
        '＊' | '*' => '×',
        '％' => '%',
        other => other,
    };
    let text: String = text.chars().map(signs).filter(|it| !it.is_whitespace()).collect();
    text.strip_suffix("×100%").map(str::to_owned).unwrap_or(text)
}

fn bare(operand: &str) -> &str {
    operand.trim_matches(['(', ')', '?'])
}

fn operands(sum: &str, of: &str, catalogue: &Catalogue) -> Result<Vec<Operand>, FormulaError> {
    let inner = match (sum.strip_prefix('('), sum.ends_with(')')) {
        (Some(rest), true) => &rest[..rest.len() - 1],
        _ => sum,
    };
    let operand = |written: &str| {
        let (name, optional) = written.strip_suffix('?').map_or((written, false), |name| (name, true));
        if name.is_empty() || name.contains(['(', ')', '/', '×', '?']) && find(name, of, catalogue).is_none()
        {
            return Err(FormulaError::Unreadable);
        }
        let indicator = find(name, of, catalogue).ok_or_else(|| FormulaError::Unknown(name.to_owned()))?;
        Ok(Operand { indicator, optional })
    };
    inner.split('+').map(operand).collect()
}

/// The position of what `name` means in a formula of the indicator `of`.
pub fn find(name: &str, of: &str, catalogue: &Catalogue) -> Option<usize> {
    let group = of.split_once('.').map_or("", |(group, _)| group);
    catalogue
        .position(&format!("{group}.{name}"))
        .or_else(|| catalogue.by_name(name).ok().and_then(|it| catalogue.position(&it.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula with ids, written plainly.
    fn shown(text: &str, of: &str) -> Result<String, FormulaError> {
        let catalogue = Catalogue::builtin();
        let sum = |operands: &[Operand]| {
            let ids = operands
                .iter()
                .map(|it| format!("{}{}", catalogue.at(it.indicator).id, if it.optional { "?" } else { "" }));
            ids.collect::<Vec<_>>().join("+")
        };
        let shown = read(text, of, catalogue)?
            .alternatives
            .iter()
            .map(|it| match &it.over[..] {
                [] => sum(&it.sum),
                over => format!("{} / {}", sum(&it.sum), sum(over)),
            })
            .collect::<Vec<_>>();
        Ok(shown.join(" | "))
    }

    #[test]
    fn formulas_name_indicators_by_id_or_name() {
        let of = "suggestions.closed_rate";
        let expected = Ok("suggestions.closed / suggestions.total".to_owned());
        for text in [
            "closed/total",
            "suggestions.closed / suggestions.total",
            "办结件数÷代表建议件数",
            "（办结件数）／代表建议件数 × 100%",
        ] {
            assert_eq!(shown(text, of), expected, "{text}");
        }
        assert_eq!(
            shown("(resolved+planned?)/total | 满意件数/closed", of),
            Ok("suggestions.resolved+suggestions.planned? / suggestions.total | suggestions.satisfied / suggestions.closed".into())
        );
        assert_eq!(shown("region.counties", of), Ok("region.counties".into()));
    }

    #[test]
    fn what_is_no_formula_is_told() {
        let of = "suggestions.closed_rate";
        assert_eq!(shown("closed/totl", of), Err(FormulaError::Unknown("totl".into())));
        for text in ["", "closed/", "(closed/total", "closed+(total", "closed/total/closed"] {
            assert_eq!(shown(text, of), Err(FormulaError::Unreadable), "{text}");
        }
    }

    #[test]
    fn notes_are_not_meant_as_formulas() {
        let catalogue = Catalogue::builtin();
        let meant = |text| is_meant(text, "suggestions.closed_rate", catalogue);
        assert!(meant("closed/totl") && meant("办结件数÷总数量") && meant("A+B"));
        assert!(!meant("以反馈件数为准") && !meant("乡镇/街道合计") && !meant("never split"));
    }
}
