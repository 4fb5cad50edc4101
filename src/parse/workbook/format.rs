//! Numbers as a spreadsheet shows them: 0.9435 under the format `0.00%` is 94.35%, 44580 under `yyyy/m/d` is a day.
//!
//! 1. [`Format::parse`] reads a format code; what it cannot follow (fractions, conditions, times of day) is
//!    [`Format::Unfit`], so that a cell is refused rather than misread.
//! 2. [`Format::show`] applies it to a number, in decimals.
//!
//! Days become ISO dates, as exact as the format shows them: `yyyy"年"` gives 2022, `yyyy"年"m"月"` 2022-01.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::{Decimal, RoundingStrategy};

/// How a cell shows its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Up to four parts: for numbers above zero, below it, zero, and text.
    Number(Vec<Section>),
    /// A day.
    Day(Exactness),
    /// One that is not followed, by its code.
    Unfit(String),
}

/// How exactly a day is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
}

/// A part of the format of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What stands before the digits.
    before: String,
    /// What stands behind them.
    after: String,
    /// The digits; none where only words are shown.
    digits: Option<Digits>,
}

/// The digits of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Digits {
    /// As many as there are.
    General,
    /// A pattern such as `#,##0.00%`.
    Pattern {
        /// Least digits before the point.
        whole: usize,
        /// Least and most digits behind it.
        places: (usize, u32),
        /// Whether groups of three are parted by commas.
        grouped: bool,
        /// By which power of ten the number is multiplied: 2 for each percent sign, -3 for each comma at the end.
        power: i32,
    },
}

/// The first day that a workbook can count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epoch {
    /// Day 1 is 1 January 1900, and there is a 29 February of that year, which never was.
    Of1900,
    /// Day 0 is 1 January 1904.
    Of1904,
}

/// Digits that a cell shows under `General`: eleven characters, one of them the point.
const GENERAL_DIGITS: usize = 10;

impl Default for Format {
    fn default() -> Self {
        Self::Number(vec![Section { digits: Some(Digits::General), ..Section::default() }])
    }
}

impl Format {
    /// The format with one of the numbers that need no code.
    pub fn built_in(id: usize) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5..=8 | 37..=40 => {
                if matches!(id, 5 | 6 | 37 | 38) {
                    "#,##0;-#,##0"
                } else {
                    "#,##0.00;-#,##0.00"
                }
            }
            9 => "0%",
            10 => "0.00%",
            11 | 48 => "0.00E+00",
            12 | 13 => "# ?/?",
            14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => "yyyy-m-d",
            17 | 27 | 36 | 50 | 52 | 57 => "yyyy-m",
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            _ => "General",
        };
        Self::parse(code)
    }

    /// Reads a format code.
    pub fn parse(code: &str) -> Self {
        // It is there to be shown.
        let unfit = || Self::Unfit(code.chars().take(40).collect());
        let mut sections = Vec::new();
        for part in split(code) {
            let Some(tokens) = tokens(&part) else { return unfit() };
            if let Some(exactness) = day(&tokens) {
                // The part for positive numbers tells; the others are for what is no day.
                return match (sections.is_empty(), exactness) {
                    (true, Some(exactness)) => Self::Day(exactness),
                    _ => unfit(),
                };
            }
            match section(&tokens) {
                Some(section) => sections.push(section),
                None => return unfit(),
            }
        }
        Self::Number(sections)
    }

    /// `number` as it is shown; none where that cannot be told.
    pub fn show(&self, number: Decimal, epoch: Epoch) -> Option<String> {
        match self {
            Self::Unfit(_) => None,
            Self::Day(exactness) => {
                let day = epoch.day(number)?;
                Some(match exactness {
                    Exactness::Year => day.strftime("%Y").to_string(),
                    Exactness::Month => day.strftime("%Y-%m").to_string(),
                    Exactness::Day => day.to_string(),
                })
            }
            Self::Number(sections) => {
                let (of_zero, below) = (sections.get(2), sections.get(1));
                match () {
                    () if number.is_zero() && of_zero.is_some() => of_zero?.show(number),
                    () if number < Decimal::ZERO && below.is_some() => below?.show(number.abs()),
                    () => sections.first()?.show(number),
                }
            }
        }
    }
}

impl Epoch {
    /// The day that `number` counts to; the time of day is left out.
    fn day(self, number: Decimal) -> Option<Date> {
        let days = i64::try_from(number.floor()).ok()?;
        let first = match self {
            Self::Of1904 if days >= 0 => date(1904, 1, 1),
            Self::Of1900 if (1..60).contains(&days) => date(1899, 12, 31),
            Self::Of1900 if days > 60 => date(1899, 12, 30),
            _ => return None,
        };
        // The last day that a spreadsheet knows is in the year 9999.
        first.checked_add(i32::try_from(days).ok()?.days()).ok()
    }
}

impl Section {
    fn show(&self, number: Decimal) -> Option<String> {
        let digits = match &self.digits {
            None => String::new(),
            Some(Digits::General) => general(number),
            Some(Digits::Pattern { whole, places, grouped, power }) => {
                let scaled = shifted(number, *power)?;
                pattern(scaled, *whole, *places, *grouped)
            }
        };
        let (sign, digits) = digits.strip_prefix('-').map_or(("", &*digits), |rest| ("-", rest));
        Some(format!("{sign}{}{digits}{}", self.before, self.after).trim().to_owned())
    }
}

/// `number` times ten to the power of `power`.
fn shifted(number: Decimal, power: i32) -> Option<Decimal> {
    let factor = Decimal::new(1, 0).checked_mul(Decimal::from(10_u64.checked_pow(power.unsigned_abs())?))?;
    if power < 0 { number.checked_div(factor) } else { number.checked_mul(factor) }
}

/// As many digits as there are, up to those that a cell has room for; a whole number has all of its own.
fn general(number: Decimal) -> String {
    let whole = number.trunc().abs().to_string().len();
    let places = u32::try_from(GENERAL_DIGITS.saturating_sub(whole)).unwrap_or(0);
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize();
    if rounded.is_zero() { "0".to_owned() } else { rounded.to_string() }
}

fn pattern(number: Decimal, whole: usize, places: (usize, u32), grouped: bool) -> String {
    let rounded = number.round_dp_with_strategy(places.1, RoundingStrategy::MidpointAwayFromZero).normalize();
    let text = rounded.abs().to_string();
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let integer = if integer == "0" && whole == 0 { "" } else { integer };
    let padded = format!("{integer:0>whole$}");
    let mut out = String::from(if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" });
    for (index, digit) in padded.chars().enumerate() {
        if grouped && index > 0 && (padded.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() || places.0 > 0 {
        out.push('.');
        out.push_str(fraction);
        out.extend(std::iter::repeat_n('0', places.0.saturating_sub(fraction.len())));
    }
    out
}

/// A piece of a format code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Letters shown as they are.
    Words(String),
    /// A letter that means something.
    Letter(char),
    /// `General`.
    General,
}

/// The parts of a code between semicolons that stand in no quotes and no brackets.
fn split(code: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for letter in code.chars() {
        let is_plain = !quoted && !bracketed && !escaped;
        if letter == ';' && is_plain {
            parts.push(String::new());
            continue;
        }
        match letter {
            '"' if !escaped && !bracketed => quoted = !quoted,
            '[' if is_plain => bracketed = true,
            ']' if bracketed => bracketed = false,
            _ => {}
        }
        escaped = matches!(letter, '\\' | '!') && is_plain;
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

/// The pieces of a part; none where it holds what is not followed.
fn tokens(part: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some(letter) = rest.chars().next() {
        let behind = &rest[letter.len_utf8()..];
        let next = || behind.chars().next();
        match letter {
            '"' => {
                let (words, after) = behind.split_once('"')?;
                pieces.push(Piece::Words(words.to_owned()));
                rest = after;
                continue;
            }
            // Spreadsheets in Chinese write `!` for the backslash.
            '\\' | '!' => {
                let shown = next()?;
                pieces.push(Piece::Words(shown.to_string()));
                rest = &behind[shown.len_utf8()..];
                continue;
            }
            // A space as wide as the next letter, and a letter that fills the cell.
            '_' | '*' => {
                rest = next().map_or("", |skipped| &behind[skipped.len_utf8()..]);
                continue;
            }
            '[' => {
                let (inner, after) = behind.split_once(']')?;
                pieces.extend(bracketed(inner)?);
                rest = after;
                continue;
            }
            _ if rest.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("general")) => {
                pieces.push(Piece::General);
                rest = &rest[7..];
                continue;
            }
            _ if rest.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("am/pm")) => {
                pieces.push(Piece::Letter('h'));
                rest = &rest[5..];
                continue;
            }
            '0' | '#' | '?' | '.' | ',' | '%' | '@' => pieces.push(Piece::Letter(letter)),
            'E' if matches!(next(), Some('+' | '-')) => return None,
            _ if letter.is_ascii_alphabetic() => pieces.push(Piece::Letter(letter.to_ascii_lowercase())),
            _ => pieces.push(Piece::Words(letter.to_string())),
        }
        rest = behind;
    }
    Some(pieces)
}

/// What stands in brackets: a colour and a language tell nothing, a currency is shown, anything else is not followed.
fn bracketed(inner: &str) -> Option<Option<Piece>> {
    const COLOURS: [&str; 8] = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
    let lower = inner.to_ascii_lowercase();
    if COLOURS.contains(&&*lower) || lower.starts_with("color") {
        return Some(None);
    }
    let currency = inner.strip_prefix('$')?;
    let words = currency.split('-').next().unwrap_or_default();
    Some((!words.is_empty()).then(|| Piece::Words(words.to_owned())))
}

/// Whether the part shows a day, and how exactly; `Some(None)` for a time of day.
fn day(pieces: &[Piece]) -> Option<Option<Exactness>> {
    let has =
        |letters: &str| pieces.iter().any(|it| matches!(it, Piece::Letter(it) if letters.contains(*it)));
    if !has("ymdhse") {
        return None;
    }
    let is_time = has("hs0#?");
    Some(match () {
        () if has("d") && !has("0#?") => Some(Exactness::Day),
        () if has("ye") && has("m") && !is_time => Some(Exactness::Month),
        () if has("ye") && !has("m") && !is_time => Some(Exactness::Year),
        () => None,
    })
}

/// The part as one of a number: words, digits, words.
fn section(pieces: &[Piece]) -> Option<Section> {
    let is_digit = |it: &Piece| matches!(it, Piece::Letter('0' | '#' | '?' | '.' | ','));
    let is_digits = |it: &Piece| is_digit(it) || matches!(it, Piece::General | Piece::Letter('@'));
    let start = pieces.iter().position(is_digits).unwrap_or(pieces.len());
    let end = pieces.iter().rposition(is_digits).map_or(start, |last| last + 1);
    let mut power = 0;
    let mut words = |pieces: &[Piece]| {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Letter('%') => {
                    power += 2;
                    text.push('%');
                }
                _ => return None,
            }
        }
        Some(text)
    };
    let (before, after) = (words(&pieces[..start])?, words(&pieces[end..])?);
    let digits = match &pieces[start..end] {
        [] => None,
        [Piece::General | Piece::Letter('@')] => Some(Digits::General),
        digits if digits.iter().all(is_digit) => Some(digits_of(digits, power)?),
        _ => return None,
    };
    Some(Section { before, after, digits })
}

fn digits_of(pieces: &[Piece], mut power: i32) -> Option<Digits> {
    let letters: String = pieces
        .iter()
        .filter_map(|it| if let Piece::Letter(letter) = it { Some(*letter) } else { None })
        .collect();
    let kept = letters.trim_end_matches(',');
    power = power.checked_sub(3 * i32::try_from(letters.len() - kept.len()).ok()?)?;
    let (whole, places) = kept.split_once('.').unwrap_or((kept, ""));
    if places.contains(['.', ',']) || power.abs() > 12 {
        return None;
    }
    let zeros = |text: &str| text.chars().filter(|&it| it == '0').count();
    Some(Digits::Pattern {
        whole: zeros(whole),
        places: (zeros(places), u32::try_from(places.len()).ok()?),
        grouped: whole.contains(','),
        power,
    })
}

#[cfg(test)]
mod tests;
