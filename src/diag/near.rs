//! What a mistyped word was meant to be.
//!
//! The distance of two words is that of Damerau and Levenshtein, in twelfths of an edit, as letters are not equally easily
//! confused: whoever writes 胡 for 湖 has typed the right sound and picked the wrong letter. The common letters of GB 2312
//! stand in the order of their sounds, so that two of one sound are neighbours there; no table of sounds is needed.

use std::cmp::Reverse;

use encoding_rs::GBK;

/// A letter more, a letter less, two letters swapped, one letter for a wholly different one.
const EDIT: usize = 12;

/// The nearest of `known` to what was written, when it is near enough to be what was meant. Of two that are equally near, the
/// one that begins alike.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(written);
    let near = |name: &'a str| {
        let letters = letters(name);
        let distance = distance(&wanted, &letters);
        let alike = wanted.iter().zip(&letters).take_while(|(one, other)| one.0 == other.0).count();
        let longest = letters.len().max(wanted.len()).max(3);
        (distance * 3 <= longest * EDIT).then_some((distance, Reverse(alike), name))
    };
    known.into_iter().filter_map(near).min().map(|(_, _, name)| name)
}

/// A letter with its place among the common letters of GB 2312, which are in the order of their sounds.
type Letter = (char, Option<usize>);

fn letters(text: &str) -> Vec<Letter> {
    let sound = |letter: char| {
        let mut buffer = [0; 4];
        let (bytes, _, unknown) = GBK.encode(letter.encode_utf8(&mut buffer));
        match *bytes {
            [row @ 0xB0..=0xD7, column @ 0xA1..=0xFE] if !unknown => {
                Some(usize::from(row - 0xB0) * 94 + usize::from(column - 0xA1))
            }
            _ => None,
        }
    };
    text.chars().map(|letter| (letter, sound(letter))).collect()
}

/// What it takes to put `other` in the place of `one`: the less, the nearer they sound.
fn substitution(one: Letter, other: Letter) -> usize {
    match (one, other) {
        _ if one.0 == other.0 => 0,
        ((_, Some(one)), (_, Some(other))) => (EDIT / 3 + one.abs_diff(other) / 4).min(EDIT),
        _ => EDIT,
    }
}

/// The cheapest way from `one` to `other`, row by row; the row before the last one is for swapped letters.
fn distance(one: &[Letter], other: &[Letter]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).map(|at| at * EDIT).collect();
    for (i, &letter) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        row.push((i + 1) * EDIT);
        for (j, &wanted) in other.iter().enumerate() {
            let mut cost = (last[j] + substitution(letter, wanted)).min(last[j + 1] + EDIT);
            cost = cost.min(row[j] + EDIT);
            if i > 0 && j > 0 && letter.0 == other[j - 1].0 && one[i - 1].0 == wanted.0 {
                cost = cost.min(before[j - 1] + EDIT);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sound_decides_between_letters() {
        let known = ["云南省", "河南省", "海南省", "湖南省", "湖北省", "湘乡市", "湘潭市", "湘阴县"];
        let near = |written| nearest(written, known);
        assert_eq!(near("胡南省"), Some("湖南省"));
        assert_eq!(near("湘谭市"), Some("湘潭市"));
        assert_eq!(near("何南省"), Some("河南省"));
        assert_eq!(near("湖南"), Some("湖南省"));
        assert_eq!(near("南湖省"), Some("湖南省"));
        assert_eq!(near("火星"), None);
    }

    #[test]
    fn ascii_words_are_compared_as_ever() {
        let known = ["title", "tags", "topics"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("tag", known), Some("tags"));
        assert_eq!(nearest("visibility", known), None);
        assert_eq!(nearest("", known), None);
        // Equally near: the one that begins alike.
        assert_eq!(nearest("ab", ["cb", "ac"]), Some("ac"));
    }
}
