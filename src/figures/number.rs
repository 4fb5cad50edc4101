//! Numbers for people: plain, in groups of three, in 万 and 亿.

use rust_decimal::Decimal;

/// A quotient is shown to this many places; written numbers never have [`QUOTIENT`] of them.
const SHOWN: u32 = 4;
/// From this many places on, a number is taken for a quotient (2/3 is kept with 28 digits).
const QUOTIENT: u32 = 12;

/// `number` with the decimal places it was written with (`14.70`, `60000`); a quotient to four places (`0.6667`).
pub fn plain(number: Decimal) -> String {
    if number.scale() >= QUOTIENT { number.round_dp(SHOWN).normalize() } else { number }.to_string()
}

/// The same with a comma between groups of three digits, where there are more than four (`9583`, `106,039`).
pub fn grouped(number: Decimal) -> String {
    let text = plain(number);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() <= 4 {
        return text;
    }
    let mut out = String::with_capacity(text.len() + whole.len() / 3);
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(fraction);
    out
}

/// `number` as a chart labels it in Chinese: `4.4亿`, `6万`, `1.2万`, `9583`. Nothing is rounded.
pub fn in_ten_thousands(number: Decimal) -> String {
    let size = number.abs();
    let (divisor, name) = if size >= Decimal::from(1_000_000_000_000_u64) {
        (1_000_000_000_000_u64, "万亿")
    } else if size >= Decimal::from(100_000_000_u64) {
        (100_000_000, "亿")
    } else if size >= Decimal::from(10_000_u64) {
        (10_000, "万")
    } else {
        return plain(number);
    };
    // Multiplying by a reciprocal is exact where dividing may round.
    let reciprocal = Decimal::new(1, divisor.ilog10());
    number.checked_mul(reciprocal).map_or_else(|| plain(number), |it| format!("{}{name}", it.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn plain_keeps_what_was_written() {
        assert_eq!(plain(decimal("14.70")), "14.70");
        assert_eq!(plain(decimal("60000")), "60000");
        assert_eq!(plain(Decimal::TWO / decimal("3")), "0.6667");
        assert_eq!(plain(Decimal::ONE / decimal("8")), "0.125");
    }

    #[test]
    fn groups_start_above_four_digits() {
        for (number, shown) in [
            ("9583", "9583"),
            ("106039", "106,039"),
            ("-1234567.5", "-1,234,567.5"),
            ("100000", "100,000"),
            ("0", "0"),
        ] {
            assert_eq!(grouped(decimal(number)), shown);
        }
    }

    #[test]
    fn labels_in_ten_thousands() {
        for (number, shown) in [
            ("440000000", "4.4亿"),
            ("60000", "6万"),
            ("12000", "1.2万"),
            ("31858", "3.1858万"),
            ("9583", "9583"),
            ("99.77", "99.77"),
            ("-25000", "-2.5万"),
            ("1200000000000", "1.2万亿"),
            ("0", "0"),
        ] {
            assert_eq!(in_ten_thousands(decimal(number)), shown);
        }
    }
}
