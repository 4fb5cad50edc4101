//! A place in the folded letters of a value, with the way back to its bytes.

use std::ops::Range;

use super::{Unread, Why, words};
use crate::figures::letters::{fold, is_invisible, starts_with};
use crate::figures::numeral;

/// No value has more letters than this.
const LONGEST: usize = 100;

/// Reads letters from left to right; places in errors are bytes of the text.
pub(super) struct Reader {
    letters: Vec<char>,
    /// Byte where each letter begins, and the length of the text at the end.
    bytes: Vec<usize>,
    at: usize,
}

impl Reader {
    /// The letters of `text` without those that do not show.
    pub(super) fn new(text: &str) -> Result<Self, Unread> {
        let shown = text.char_indices().filter(|&(_, letter)| !is_invisible(letter));
        let (mut bytes, letters): (Vec<_>, Vec<_>) =
            shown.take(LONGEST + 1).map(|(at, letter)| (at, fold(letter))).unzip();
        if letters.len() > LONGEST {
            return Err(Unread { range: 0..text.len(), why: Why::LongText });
        }
        bytes.push(text.len());
        Ok(Self { letters, bytes, at: 0 })
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
        let range = self.next(count);
        self.at = (self.at + count).min(self.letters.len());
        range
    }

    /// The bytes of the next `count` letters.
    fn next(&self, count: usize) -> Range<usize> {
        self.bytes[self.at]..self.bytes[(self.at + count).min(self.letters.len())]
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

    /// Goes past the first of `words` that is next.
    pub(super) fn eat_one(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
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
        self.unread_next(self.letters.len(), why)
    }

    /// That the next `count` letters are not understood, and `why`.
    pub(super) fn unread_next(&self, count: usize, why: Why) -> Unread {
        Unread { range: self.next(count), why }
    }

    /// That all of it makes no sense together.
    pub(super) fn whole(&self, why: Why) -> Unread {
        Unread { range: 0..self.bytes[self.letters.len()], why }
    }

    /// That a number should stand here: what stands here instead, up to the next one.
    pub(super) fn no_number(&self) -> Unread {
        let rest = self.rest();
        let why = match rest.first() {
            Some('第') => return self.unread(Why::Ordinal),
            Some(&letter) if numeral::begins(letter) => {
                let count = rest.iter().take_while(|&&it| numeral::continues(it)).count();
                return self.unread_next(count, Why::TooLong);
            }
            Some('几' | '数' | '若') => Why::Some,
            _ => Why::NoNumber,
        };
        let next = (1..rest.len()).find(|&at| numeral::begins(rest[at]) || words::is_before(&rest[at..]));
        let count = next.filter(|_| why == Why::NoNumber).unwrap_or(rest.len());
        self.unread_next(count, why)
    }

    /// That what follows belongs to no measure word: another figure, or anything else.
    pub(super) fn trailing(&self) -> Unread {
        let rest = self.rest();
        // 12,34 is a broken number rather than two of them.
        let in_number = matches!(rest.first(), Some(',' | '.' | '/'))
            && self.at > 0
            && self.letters[self.at - 1].is_ascii_digit();
        match rest.iter().position(|&letter| numeral::begins(letter)) {
            Some(figure) if !in_number => Unread {
                range: self.bytes[self.at + figure]..self.bytes[self.letters.len()],
                why: Why::SecondFigure,
            },
            _ => self.unread(Why::Trailing),
        }
    }
}

/// How many letters the mark of a range at the start of `letters` takes. A number must follow.
pub(super) fn range_mark(letters: &[char]) -> Option<usize> {
    let first = *letters.first()?;
    let length = match first {
        '至' | '到' => 1,
        '-' | '~' | '—' if letters.get(1) == Some(&first) => 2,
        '-' | '~' | '—' => 1,
        _ => return None,
    };
    let next = letters[length..].iter().position(|&letter| letter != ' ')? + length;
    let share = ["百分之", "千分之"].iter().any(|word| starts_with(&letters[next..], word));
    let negative = match letters[next] {
        '-' => letters.get(next + 1).is_some_and(char::is_ascii_digit),
        '负' => letters.get(next + 1).is_some_and(|&it| numeral::begins(it)),
        _ => false,
    };
    (share || negative || numeral::begins(letters[next])).then_some(length)
}
