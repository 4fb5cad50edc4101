//! Diagnostics of figures that do not hang together: rates, sums, bounds.

use rust_decimal::Decimal;

use super::{Diagnostic, Place, Said};
use crate::figures::number;
use crate::figures::quantity::Quantity;
use crate::figures::relation::{Ratio, Span, Sum, rounded};
use crate::figures::unit::{FRACTION, PER_MILLE, PERCENT};

/// What a rate is counted from, with names and values as written.
#[derive(Debug)]
pub struct Counts {
    /// The numerator, or the parts of a sum.
    pub numerator: Said,
    /// Whether the numerator is a sum of several.
    pub several: bool,
    /// The denominator; none of a sum.
    pub denominator: Option<Said>,
}

impl Counts {
    /// `办结件数 434件 ÷ 代表建议件数 460件`.
    fn said(&self) -> Said {
        let text = |numerator: &str, denominator: Option<&str>| match denominator {
            Some(denominator) if self.several => format!("({numerator}) ÷ {denominator}"),
            Some(denominator) => format!("{numerator} ÷ {denominator}"),
            None => numerator.to_owned(),
        };
        let denominator = self.denominator.as_ref();
        Said {
            zh: text(&self.numerator.zh, denominator.map(|it| &*it.zh)),
            en: text(&self.numerator.en, denominator.map(|it| &*it.en)),
        }
    }
}

/// A rate that is not the ratio of its counts.
pub fn rate_disagrees(place: Place, rate: &Quantity, ratio: &Ratio, counts: &Counts) -> Diagnostic {
    let (written, said) = (&rate.written, counts.said());
    let it = match ratio.exact {
        Some(exact) => {
            let exact = share(exact, rate);
            Diagnostic::error(
                "rate-mismatch",
                place,
                format!("`{written}` 对不上：{} = {exact}", said.zh),
                format!("`{written}` does not agree: {} = {exact}", said.en),
            )
        }
        None => {
            let (zh, en) = between(&ratio.between, rate);
            Diagnostic::error(
                "rate-mismatch",
                place,
                format!("`{written}` 对不上：{} {zh}", said.zh),
                format!("`{written}` does not agree: {} {en}", said.en),
            )
        }
    };
    let should_be = should_be(ratio, rate);
    let zh = should_be.as_ref().map_or_else(|| "对照原文核对".to_owned(), |it| format!("应为 {it}"));
    let en =
        should_be.map_or_else(|| "compare it with the source".to_owned(), |it| format!("should be {it}"));
    if counts.denominator.is_none() {
        return it.help(zh, en);
    }
    it.help(
        format!("{zh}；分母不是这一个，就用 `denominator:` 写明"),
        format!("{en}; where it is a share of something else, name that with `denominator:`"),
    )
}

/// A rate that was cut off.
pub fn rate_truncated(place: Place, rate: &Quantity, ratio: &Ratio, counts: &Counts) -> Diagnostic {
    let finding = ["是舍去尾数的", "is cut off"];
    let advice = ["原文如此就不用改", "leave it where the source says so"];
    not_rounded(place, rate, ratio, counts, finding, advice)
}

/// A rate that is one unit of its last place away.
pub fn rate_forced(place: Place, rate: &Quantity, ratio: &Ratio, counts: &Counts) -> Diagnostic {
    let finding = ["与算出来的差末位一个单位", "is one unit of its last place away"];
    let advice = [
        "各项占比要凑成 100% 时会这样，原文如此就不用改",
        "shares that must add up to 100% come out so: leave it where the source says so",
    ];
    not_rounded(place, rate, ratio, counts, finding, advice)
}

/// A rate that agrees with its counts, but is not what rounding gives; finding and advice in Chinese and English.
fn not_rounded(
    place: Place,
    rate: &Quantity,
    ratio: &Ratio,
    counts: &Counts,
    finding: [&str; 2],
    advice: [&str; 2],
) -> Diagnostic {
    let (written, said) = (&rate.written, counts.said());
    let exact = ratio.exact.map(|it| share(it, rate)).unwrap_or_default();
    let rounded = should_be(ratio, rate).unwrap_or(exact.clone());
    let [zh, en] = finding;
    Diagnostic::note(
        "rate-mismatch",
        place,
        format!("`{written}` {zh}：{} = {exact}", said.zh),
        format!("`{written}` {en}: {} = {exact}", said.en),
    )
    .help(format!("四舍五入是 {rounded}；{}", advice[0]), format!("rounded it is {rounded}; {}", advice[1]))
}

/// A total that is not what its parts add up to.
pub fn sum_disagrees(place: Place, total: &Quantity, sum: &Sum, parts: &Said, declared: bool) -> Diagnostic {
    let written = &total.written;
    let is_share = |unit: &str| matches!(unit, PERCENT | PER_MILLE | FRACTION);
    let (zh, en) = match sum.span.only().or(sum.number.filter(|_| is_share(&total.unit))) {
        Some(number) => {
            let number = format!("{}{}", number::plain(number), unit(total));
            (format!("{} = {number}", parts.zh), format!("{} = {number}", parts.en))
        }
        None => {
            let (zh, en) = between(&sum.span, total);
            (format!("{} {zh}", parts.zh), format!("{} {en}", parts.en))
        }
    };
    let it = Diagnostic::error(
        "sum-mismatch",
        place,
        format!("各部分加起来不是 `{written}`：{zh}"),
        format!("the parts do not add up to `{written}`: {en}"),
    );
    if declared {
        it.help(
            "逐项核对；各部分并不完整，就去掉 `parts_complete`",
            "compare each with the source; where parts are missing, take `parts_complete` out",
        )
    } else {
        it.help("逐项对照原文核对", "compare each with the source")
    }
}

/// A total that fits, of parts that count different things.
pub fn sum_of_units(place: Place, total: &Quantity, parts: &Said) -> Diagnostic {
    let written = &total.written;
    Diagnostic::note(
        "sum-mismatch",
        place,
        format!("`{written}` 由单位不同的数相加：{}", parts.zh),
        format!("`{written}` adds up different units: {}", parts.en),
    )
    .help("数目相符；引用时写明它由哪些数相加", "the numbers agree; say what is added up where you cite it")
}

/// A total whose parts are said to be complete, and none is there.
pub fn no_parts(place: Place, written: &str) -> Diagnostic {
    Diagnostic::note(
        "sum-mismatch",
        place,
        format!("`{written}` 写了 `parts_complete`，却没有可以相加的各部分"),
        format!("`{written}` says `parts_complete`, but there are no parts to add up"),
    )
    .help(
        "各部分要与总数同地区、同层级、同时期，用 `category` 写明是哪一部分",
        "parts have the region, level and period of their total, and a `category` that says which part they are",
    )
}

/// A part that is more than what it is a part of.
pub fn bound_violated(place: Place, less: &Said, more: &Said) -> Diagnostic {
    Diagnostic::error(
        "bound",
        place,
        format!("{} 大于 {}", less.zh, more.zh),
        format!("{} is more than {}", less.en, more.en),
    )
    .help(
        "两个数有一个不对，或者说的不是一回事：核对原文，口径不同就用 `definition:` 写明",
        "one of them is wrong, or they tell of different things: compare the source, and say with `definition:` what counts",
    )
}

/// A rate below 0 or above 100%.
pub fn rate_beyond(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bound",
        place,
        format!("比率 `{written}` 不在 0 到 100% 之间"),
        format!("the rate `{written}` is not within 0 and 100%"),
    )
    .help("增减幅度写在 `change:` 下面", "a growth belongs under `change:`")
}

/// The unit behind a number, as it is shown.
fn unit(quantity: &Quantity) -> &str {
    if quantity.unit == FRACTION { "" } else { &quantity.unit }
}

/// A ratio with two places more than the rate, at least four.
fn share(exact: Decimal, rate: &Quantity) -> String {
    let places = if rate.unit == FRACTION { 0 } else { rate.last_place.normalize().scale() + 2 };
    format!("{}{}", exact.round_dp(places.max(4)).normalize(), unit(rate))
}

/// What the rate should be, to its own place; not of 2/3, which has none.
fn should_be(ratio: &Ratio, rate: &Quantity) -> Option<String> {
    let number = ratio.should_be.filter(|_| rate.unit != FRACTION)?;
    Some(format!("{number}{}", unit(rate)))
}

/// Where a number may lie, in both languages.
fn between(span: &Span, like: &Quantity) -> (String, String) {
    let shown = |it: Decimal| {
        let place = Decimal::new(1, 2);
        format!("{}{}", rounded(it, place).unwrap_or(it).normalize(), unit(like))
    };
    match (span.lower.map(shown), span.upper.map(shown)) {
        (Some(lower), Some(upper)) => {
            (format!("在 {lower} 与 {upper} 之间"), format!("is between {lower} and {upper}"))
        }
        (Some(lower), None) => (format!("不少于 {lower}"), format!("is at least {lower}")),
        (None, Some(upper)) => (format!("不超过 {upper}"), format!("is at most {upper}")),
        (None, None) => ("无从计算".to_owned(), "cannot be told".to_owned()),
    }
}
