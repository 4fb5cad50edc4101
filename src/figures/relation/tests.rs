use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::figures::quantity::{Direction, Quantity, parse};

fn quantity(written: &str) -> Quantity {
    parse(written).unwrap()
}

fn span(written: &str) -> Span {
    Span::of(&quantity(written))
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn rate(numerator: &str, denominator: &str, rate: &str) -> Ratio {
    ratio(&span(numerator), &span(denominator), &quantity(rate))
}

#[test]
fn a_rate_is_rounded_truncated_forced_or_wrong() {
    for (numerator, denominator, written, agreement) in [
        ("434件", "460件", "94.35%", Agreement::Rounded),
        ("434件", "460件", "94.53%", Agreement::Disagrees),
        ("33件", "52件", "63.4%", Agreement::Truncated),
        ("228件", "461件", "49.4%", Agreement::Truncated),
        ("18件", "31件", "58.07%", Agreement::Forced),
        ("1931件", "10000件", "20%", Agreement::Forced),
        ("403件", "1034件", "39%", Agreement::Rounded),
        ("20件", "128件", "15.6%", Agreement::Rounded),
        ("20件", "128件", "15.7%", Agreement::Forced),
        ("3096件", "4287件", "百分之七十二点二", Agreement::Rounded),
        ("3096件", "4287件", "七成", Agreement::Rounded),
        ("64件", "128件", "四成", Agreement::Disagrees),
        ("3096件", "4287件", "722‰", Agreement::Rounded),
        ("300个", "450个", "2/3", Agreement::Rounded),
        ("100个", "450个", "2/3", Agreement::Disagrees),
        ("460件", "460件", "全部", Agreement::Rounded),
        ("459件", "460件", "全部", Agreement::Disagrees),
        ("0件", "460件", "没有", Agreement::Rounded),
        ("789件", "1000件", "近八成", Agreement::Within),
        ("689件", "1000件", "近八成", Agreement::Disagrees),
        ("900件", "1000件", "超过90%", Agreement::Within),
        ("899件", "1000件", "超过90%", Agreement::Disagrees),
        ("600件", "500件", "120%", Agreement::Rounded),
    ] {
        assert_eq!(
            rate(numerator, denominator, written).agreement,
            agreement,
            "{numerator}/{denominator} {written}"
        );
    }
    assert_eq!(rate("434件", "460件", "94.53%").should_be, Some(decimal("94.35")));
}

#[test]
fn approximate_counts_give_bounds_only() {
    let it = rate("40余条", "60余条", "66.7%");
    assert_eq!((it.agreement, it.exact, it.should_be), (Agreement::Within, None, None));
    let shown = |it: Option<Decimal>| it.unwrap().round_dp(1).to_string();
    assert_eq!((shown(it.between.lower), shown(it.between.upper)), ("57.1".into(), "83.3".into()));
    assert_eq!(rate("40余条", "60余条", "90%").agreement, Agreement::Disagrees);
    assert_eq!(rate("40余条", "60条以上", "1%").agreement, Agreement::Within);
    assert_eq!(rate("40余条", "60条以上", "90%").agreement, Agreement::Disagrees);
    assert_eq!(rate("超过40条", "近60条", "60%").agreement, Agreement::Disagrees);
    assert_eq!(rate("247.8万", "262.3万", "94.5%").agreement, Agreement::Within);
}

#[test]
fn what_cannot_be_divided_says_nothing() {
    assert_eq!(rate("3件", "0件", "50%").agreement, Agreement::Unknown);
    assert_eq!(rate("0件", "0件", "全部").agreement, Agreement::Unknown);
    assert_eq!(rate("3件", "没有", "50%").agreement, Agreement::Unknown);
}

fn add(parts: &[&str], total: &str) -> Sum {
    let parts: Vec<Quantity> = parts.iter().map(|it| quantity(it)).collect();
    sum(&parts, &quantity(total))
}

#[test]
fn parts_make_a_total() {
    assert_eq!(add(&["152件", "148件", "17件", "92件", "52件"], "461件").total, Total::Exact);
    let wrong = add(&["152件", "148件", "17件", "92件", "25件"], "461件");
    assert_eq!((wrong.total, wrong.number), (Total::Disagrees, Some(decimal("434"))));
    assert_eq!(add(&["30余件", "50件"], "86件").total, Total::Within);
    assert_eq!(add(&["30余件", "50件"], "90件").total, Total::Disagrees);
    assert_eq!(add(&["超过30件", "50件"], "1000件").total, Total::Within);
    assert_eq!(add(&["35.1%", "39%", "25.9%"], "100%").total, Total::Exact);
    assert_eq!(add(&["33.3%", "33.3%", "33.3%"], "全部").total, Total::Within);
    assert_eq!(add(&["33.3%", "33.3%", "23.3%"], "全部").total, Total::Disagrees);
    assert_eq!(add(&["1/2", "50%"], "100%").total, Total::Exact);
    assert_eq!(add(&["12件", "50%"], "100%").total, Total::Unknown);
}

#[test]
fn units_may_be_mixed_and_that_is_told() {
    let mixed = add(&["63924件次", "4115人次", "23526件次"], "91565件次");
    assert_eq!((mixed.total, mixed.mixed_units), (Total::Exact, true));
    assert!(!add(&["1件", "2"], "3件").mixed_units);
}

#[test]
fn bounds_hold_may_hold_or_do_not() {
    for (less, more, verdict) in [
        ("3.16万名", "31858名", Bound::Holds),
        ("460件", "460件", Bound::Holds),
        ("461件", "460件", Bound::Violated),
        ("40余件", "45件", Bound::Possible),
        ("40余件", "50件", Bound::Holds),
        ("460件", "近460件", Bound::Violated),
        ("超过460件", "1000件", Bound::Possible),
        ("50余件", "50件", Bound::Possible),
        ("51件以上", "50件", Bound::Violated),
    ] {
        assert_eq!(bound(&span(less), &span(more)), verdict, "{less} ≤ {more}");
    }
}

fn changed(before: Option<&str>, by: &str, now: &str, is_rate: bool) -> (Changed, Vec<Reading>) {
    let before = before.map(quantity);
    change(before.as_ref(), &quantity(by), &quantity(now), is_rate)
}

#[test]
fn percent_of_a_rate_reads_two_ways() {
    let (verdict, readings) = changed(None, "6.9%", "77.5%", true);
    assert_eq!(verdict, Changed::Ambiguous);
    let before: Vec<String> =
        readings.iter().map(|it| it.before.unwrap().number.round_dp(2).to_string()).collect();
    assert_eq!(before, ["70.6", "72.50"]);
    assert_eq!(changed(Some("70.6%"), "6.9%", "77.5%", true).0, Changed::Ambiguous);
    assert_eq!(changed(Some("72.5%"), "6.9%", "77.5%", true).0, Changed::Agrees);
    assert_eq!(changed(Some("60%"), "6.9%", "77.5%", true).0, Changed::Disagrees);
}

#[test]
fn points_amounts_and_shares_agree_or_do_not() {
    for (before, by, now, is_rate, verdict) in [
        (Some("70.6%"), "提高6.9个百分点", "77.5%", true, Changed::Agrees),
        (Some("706‰"), "提高6.9个百分点", "77.5%", true, Changed::Agrees),
        (Some("70.9%"), "提高6.9个百分点", "77.5%", true, Changed::Disagrees),
        (Some("84.4%"), "下降6.9个百分点", "77.5%", true, Changed::Agrees),
        (Some("84.4%"), "提高6.9个百分点", "77.5%", true, Changed::Disagrees),
        (Some("84.4%"), "6.9个百分点", "77.5%", true, Changed::Agrees),
        (None, "提高6.9个百分点", "77.5%", true, Changed::Unknown),
        (Some("1019件"), "15件", "1034件", false, Changed::Agrees),
        (Some("1049件"), "15件", "1034件", false, Changed::Agrees),
        (Some("1018件"), "15件", "1034件", false, Changed::Disagrees),
        (Some("79829件次"), "增长14.70%", "91565件次", false, Changed::Agrees),
        (Some("78000件次"), "增长14.70%", "91565件次", false, Changed::Disagrees),
        (Some("24745人次"), "下降83.37%", "4115人次", false, Changed::Agrees),
        (Some("10件"), "下降100%", "0件", false, Changed::Unknown),
        (Some("近3万件"), "增加1000余件", "3万余件", false, Changed::Agrees),
    ] {
        assert_eq!(changed(before, by, now, is_rate).0, verdict, "{before:?} {by} {now}");
    }
}

#[test]
fn what_the_level_should_be_is_told() {
    let (_, readings) = changed(Some("70.9%"), "提高6.9个百分点", "77.5%", true);
    assert_eq!(readings[0].now.unwrap().number, decimal("77.8"));
    assert_eq!(readings[0].direction, Direction::Up);
    let (_, readings) = changed(Some("1000件"), "下降10%", "950件", false);
    assert_eq!(readings[0].now.unwrap().number, decimal("900"));
}

/// Values of every form: any of these words may stand before and after a number.
fn any_quantity() -> impl Strategy<Value = Quantity> {
    let before = proptest::sample::select(vec!["", "近", "超过", "约", "不到", "下降", "-"]);
    let after = proptest::sample::select(vec![
        "",
        "件",
        "%",
        "‰",
        "余件",
        "万",
        "亿余元",
        "个百分点",
        "%以上",
        "%左右",
        "成",
        "/3",
        "万亿件",
    ]);
    (before, 0..=u64::MAX, 0..=12_u32, after).prop_filter_map("no value", |(before, digits, scale, after)| {
        let number = Decimal::try_from_i128_with_scale(i128::from(digits), scale).ok()?;
        parse(&format!("{before}{number}{after}"))
            .or_else(|_| parse(&format!("{}{after}", digits % 1000)))
            .ok()
    })
}

proptest! {
    #[test]
    fn a_rounded_ratio_is_rounded_and_a_cut_off_one_never_wrong(
        numerator in 0_u64..2_000_000, denominator in 1_u64..1_000_000, places in 0_u32..6,
    ) {
        let counts = [numerator, denominator].map(|it| Span::point(it.into()));
        let exact = Decimal::from(numerator) * Decimal::ONE_HUNDRED / Decimal::from(denominator);
        let place = Decimal::new(1, places);
        let written = |it: Decimal| quantity(&format!("{it:.*}%", places as usize));
        let by_rounding = ratio(&counts[0], &counts[1], &written(rounded(exact, place).unwrap()));
        prop_assert_eq!(by_rounding.agreement, Agreement::Rounded);
        let cut = exact.trunc_with_scale(places);
        let cut_off = ratio(&counts[0], &counts[1], &written(cut)).agreement;
        prop_assert!(matches!(cut_off, Agreement::Rounded | Agreement::Truncated));
        let far = ratio(&counts[0], &counts[1], &written(cut + place * Decimal::from(3))).agreement;
        prop_assert_eq!(far, Agreement::Disagrees);
    }

    #[test]
    fn nothing_panics(one in any_quantity(), other in any_quantity(), third in any_quantity(), is_rate: bool) {
        let _ = ratio(&Span::of(&one), &Span::of(&other), &third);
        let _ = sum([&one, &other], &third);
        let _ = bound(&Span::of(&one), &Span::of(&other));
        let _ = change(Some(&one), &other, &third, is_rate);
        let _ = change(None, &other, &third, is_rate);
    }

    #[test]
    fn a_total_is_the_sum_of_its_parts(parts in proptest::collection::vec(0_u64..1_000_000, 1..20)) {
        let total: u64 = parts.iter().sum();
        let parts: Vec<Quantity> = parts.iter().map(|it| quantity(&format!("{it}件"))).collect();
        prop_assert_eq!(sum(&parts, &quantity(&format!("{total}件"))).total, Total::Exact);
        prop_assert_eq!(sum(&parts, &quantity(&format!("{}件", total + 1))).total, Total::Disagrees);
    }

    #[test]
    fn a_change_fits_the_levels_it_was_made_of(before in 1_u64..1_000_000, more in 0_u64..1_000_000) {
        let now = format!("{}件", before + more);
        let before_text = format!("{before}件");
        prop_assert_eq!(changed(Some(&before_text), &format!("增加{more}件"), &now, false).0, Changed::Agrees);
        let share = Decimal::from(more) * Decimal::ONE_HUNDRED / Decimal::from(before);
        let by = format!("增长{:.2}%", share.round_dp(2));
        prop_assert_eq!(changed(Some(&before_text), &by, &now, false).0, Changed::Agrees);
    }
}
