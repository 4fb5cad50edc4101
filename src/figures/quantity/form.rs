//! The normal form of a value.
//!
//! Bounds hang on how a number is written: 3万 is rounded and 30000 is not, 14.70% says more than 14.7%. So a quantity
//! remembers its hedges and the [`Shape`] of its number, and [`canonical`] writes that shape in one way: digits, 万 and
//! 亿, hedges in one order. What it writes reads as the same quantity.

use rust_decimal::Decimal;

use super::bounds::{Hedge, Hedges};
use super::{Direction, Qualifier, Quantity};
use crate::figures::number::in_ten_thousands;
use crate::figures::numeral::power_name;
use crate::figures::unit::{FRACTION, PER_MILLE, PERCENT, PERCENTAGE_POINT};

/// What number and bounds do not tell of how a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Form {
    pub(super) hedges: Hedges,
    pub(super) shape: Shape,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// 460, 一万二千三百: counted to the last one.
    #[default]
    Counted,
    /// 18万, 两万五: rounded to its last digit that is not zero.
    Coarse,
    /// 94.35, 3.16万: rounded to its last decimal.
    Decimals,
    /// 八成五: rounded, in tenths.
    Tenths,
    /// 四天半: a point, in spite of its half.
    Half,
    /// 2/3: a point that has no last decimal.
    Fraction,
    /// 2-3: two numbers.
    Range,
}

impl Shape {
    /// Whether the number is rounded to its last telling digit.
    pub(super) fn is_rounded(self) -> bool {
        matches!(self, Self::Coarse | Self::Decimals | Self::Tenths)
    }
}

/// `it` as it would be written, had it been written in the shortest of the usual ways.
pub(super) fn canonical(it: &Quantity) -> String {
    let unit = if it.unit == PERCENTAGE_POINT { "个百分点" } else { &it.unit };
    match it.qualifier {
        Qualifier::All => return "全部".to_owned(),
        Qualifier::None if it.unit.is_empty() => return "没有".to_owned(),
        Qualifier::None => return format!("没有一{unit}"),
        _ => {}
    }
    let mut out = String::new();
    let is_share = matches!(&*it.unit, PERCENT | PER_MILLE | PERCENTAGE_POINT | FRACTION);
    out.push_str(match (it.direction, is_share) {
        (Some(Direction::Up), true) => "上升",
        (Some(Direction::Up), false) => "增加",
        (Some(Direction::Down), true) => "下降",
        (Some(Direction::Down), false) => "减少",
        (None, _) => "",
    });
    let hedges = it.form.hedges;
    let say = |hedge, word: &str, out: &mut String| {
        if hedges.has(hedge) {
            out.push_str(word);
        }
    };
    say(Hedge::About, "约", &mut out);
    say(Hedge::Near, "近", &mut out);
    let number = it.number.abs();
    if it.number.is_sign_negative() && it.form.shape != Shape::Range && !number.is_zero() {
        out.push('-');
    }
    match it.form.shape {
        Shape::Range => out.push_str(&range(it, unit)),
        Shape::Half => {
            half(number, unit, &mut out);
            say(Hedge::AboveUnit, "多", &mut out);
        }
        Shape::Fraction if it.unit == FRACTION => {
            out.push_str(&fraction(number));
            say(Hedge::Above, "余", &mut out);
        }
        Shape::Tenths => {
            out.push_str(&tenths(number, it.last_place));
            say(Hedge::Above, "余", &mut out);
        }
        shape => {
            out.push_str(&match shape {
                _ if hedges.has(Hedge::Several) => several(number),
                Shape::Coarse => coarse(number, it.last_place),
                Shape::Decimals => decimals(number, it.last_place),
                _ => number.normalize().to_string(),
            });
            say(Hedge::Above, "余", &mut out);
            out.push_str(unit);
            say(Hedge::AboveUnit, "多", &mut out);
        }
    }
    say(Hedge::Over, "以上", &mut out);
    say(Hedge::Under, "以下", &mut out);
    out
}

/// 18万, 1.2亿.
fn coarse(number: Decimal, last_place: Decimal) -> String {
    if number.is_zero() { format!("0{}", name(exponent(last_place))) } else { in_ten_thousands(number) }
}

/// 94.35, 3.16万, 2.0亿.
fn decimals(number: Decimal, last_place: Decimal) -> String {
    /// More decimals than this are not read.
    const MOST: i32 = 9;
    let last = exponent(last_place);
    if last < 0 {
        return with_scale(number, 0, last);
    }
    let fits = |it: &i32| *it > last && *it <= last + MOST;
    let usual = [4, 8, 12];
    let within = usual.into_iter().filter(fits).rfind(|&it| power_of_ten(it) <= number);
    let power = within.or_else(|| usual.into_iter().find(fits)).unwrap_or(15);
    format!("{}{}", with_scale(number, power, last), name(power))
}

/// `number` divided by ten to the power of `power`, its last digit worth ten to the power of `last`.
fn with_scale(number: Decimal, power: i32, last: i32) -> String {
    let scale = u32::try_from(power - last).unwrap_or_default();
    let mut divided = number * Decimal::new(1, u32::try_from(power).unwrap_or_default());
    divided.rescale(scale);
    divided.to_string()
}

/// 数百.
fn several(number: Decimal) -> String {
    format!("数{}", name(exponent(number)))
}

/// 八成, 8.5成.
fn tenths(percent: Decimal, last_place: Decimal) -> String {
    const NAMES: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let text = with_scale(percent, 1, exponent(last_place));
    let name = text.parse::<usize>().ok().filter(|&it| it > 0).and_then(|it| NAMES.get(it).copied());
    format!("{}成", name.unwrap_or(&text))
}

/// 4天半, 1个半月, 半年.
fn half(number: Decimal, unit: &str, out: &mut String) {
    let whole = number.trunc();
    if whole.is_zero() {
        out.push('半');
        out.push_str(unit);
        return;
    }
    out.push_str(&whole.normalize().to_string());
    let parts = if unit == "个月" { ["个半", "月"] } else { [unit, "半"] };
    out.extend(parts);
}

/// 2–3名, 9亿–16亿元, 1/3–1/2.
fn range(it: &Quantity, unit: &str) -> String {
    let (low, high) = (it.lower.unwrap_or(it.number), it.upper.unwrap_or(it.number));
    if it.unit == FRACTION {
        return format!("{}–{}", fraction(low), fraction(high));
    }
    let in_thousands = |it: Decimal| {
        it.abs() >= Decimal::from(10_000) && (it.checked_rem(Decimal::ONE_THOUSAND) == Some(Decimal::ZERO))
    };
    let show = |it: Decimal| {
        if in_thousands(low) && in_thousands(high) {
            in_ten_thousands(it)
        } else {
            it.normalize().to_string()
        }
    };
    format!("{}–{}{unit}", show(low), show(high))
}

/// A quotient as the fraction in lowest terms that it was, found by its continued fraction.
fn fraction(quotient: Decimal) -> String {
    /// Denominators of nine digits are found in fewer steps.
    const STEPS: usize = 48;
    let (mut before, mut now) = ((Decimal::ONE, Decimal::ZERO), (quotient.trunc(), Decimal::ONE));
    let mut rest = quotient.fract();
    for _ in 0..STEPS {
        let is_it = now.0.checked_div(now.1).is_some_and(|it| it.normalize() == quotient.normalize());
        if is_it {
            break;
        }
        let Some(inverse) = Decimal::ONE.checked_div(rest) else { break };
        let count = inverse.trunc();
        let next = |now: Decimal, before: Decimal| count.checked_mul(now)?.checked_add(before);
        let (Some(above), Some(below)) = (next(now.0, before.0), next(now.1, before.1)) else { break };
        (before, now, rest) = (now, (above, below), inverse.fract());
    }
    format!("{}/{}", now.0.normalize(), now.1.normalize())
}

/// The power of ten that `number`, 1 with zeros around it, is.
fn exponent(number: Decimal) -> i32 {
    let number = number.normalize();
    let zeros = number.mantissa().unsigned_abs().checked_ilog10().unwrap_or_default();
    i32::try_from(zeros).unwrap_or_default() - i32::try_from(number.scale()).unwrap_or_default()
}

fn power_of_ten(exponent: i32) -> Decimal {
    (0..exponent).fold(Decimal::ONE, |it, _| it * Decimal::TEN)
}

fn name(exponent: i32) -> &'static str {
    u32::try_from(exponent).ok().and_then(power_name).unwrap_or_default()
}
