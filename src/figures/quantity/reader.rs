//! A place in the folded letters of a value, with the way back to its bytes.

use std::ops::Range;

use super::{Unread, Why};
use crate::figures::letters::{fold, starts_with};
use crate::figures::numeral;

/// Reads letters from left to right; places in errors are bytes of the text.
pub(super) struct Reader {
    letters: Vec<char>,
    /// Byte where each letter begins, and the length of the text at the end.
    bytes: Vec<usize>,
    at: usize,
}

impl Reader {
    pub(super) fn new(text: &str) -> Self {
        let (mut bytes, letters): (Vec<_>, Vec<_>) =
            text.char_indices().map(|(at, letter)| (at, fold(letter))).unzip();
        bytes.push(text.len());
        Self { letters, bytes, at: 0 }
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &[char] {
        &self.letters[self.at..]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().first().copied()
    }

    /// Goes on by `count` letters and returns the bytes they stand in.
    pub(super) fn take(&mut self, count: usize) -> Range<usize> {
        let start = self.bytes[self.at];
        self.at = (self.at + count).min(self.letters.len());
        start..self.bytes[self.at]
    }

    pub(super) fn skip_spaces(&mut self) {
        let count = self.rest().iter().take_while(|&&letter| letter == ' ').count();
        self.take(count);
    }

    pub(super) fn starts_with(&self, word: &str) -> bool {
        starts_with(self.rest(), word)
    }

    /// Goes past `word` if it is next, and past the spaces after it.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let found = self.starts_with(word);
        if found {
            self.take(word.chars().count());
            self.skip_spaces();
        }
        found
    }

    /// Goes past the mark between the two ends of a range, when a number follows it.
    pub(super) fn take_range_mark(&mut self) -> Option<()> {
        self.skip_spaces();
        let length = range_mark(self.rest())?;
        self.take(length);
        self.skip_spaces();
        Some(())
    }

    /// That the rest is not understood, and `why`.
    pub(super) fn unread(&self, why: Why) -> Unread {
        Unread { range: self.bytes[self.at]..self.bytes[self.letters.len()], why }
    }

    /// That all of it makes no sense together.
    pub(super) fn whole(&self, why: Why) -> Unread {
        Unread { range: 0..self.bytes[self.letters.len()], why }
    }

    /// That what follows belongs to no measure word: another figure, or anything else.
    pub(super) fn trailing(&mut self) -> Unread {
        // 12,34 is a broken number rather than two of them.
        let in_number = self.peek() == Some(',') && self.at > 0 && self.letters[self.at - 1].is_ascii_digit();
        if in_number {
            return self.unread(Why::Trailing);
        }
        let figure = self.rest().iter().position(|&letter| numeral::begins(letter));
        self.take(figure.unwrap_or(0));
        self.unread(if figure.is_some() { Why::SecondFigure } else { Why::Trailing })
    }
}

/// How many letters the mark of a range at the start of `letters` takes. A number must follow.
pub(super) fn range_mark(letters: &[char]) -> Option<usize> {
    let mark = letters.iter().take_while(|&&letter| matches!(letter, '-' | '~' | '—')).count();
    let length = match letters.first()? {
        '至' | '到' => 1,
        _ if (1..=2).contains(&mark) => mark,
        _ => return None,
    };
    let next = letters[length..].iter().position(|&letter| letter != ' ')? + length;
    let share = ["百分之", "千分之", "万分之"].iter().any(|word| starts_with(&letters[next..], word));
    (share || numeral::begins(letters[next])).then_some(length)
}
