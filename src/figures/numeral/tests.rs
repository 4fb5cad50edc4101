use proptest::prelude::*;

use super::*;

#[test]
fn reads_both_scripts() {
    for (text, number) in [
        ("一百五十六", "156"),
        ("两", "2"),
        ("三千零九十六", "3096"),
        ("九百零九", "909"),
        ("十八", "18"),
        ("廿三", "23"),
        ("一万零五", "10005"),
        ("两万五", "25000"),
        ("一百五", "150"),
        ("一亿二千万", "120000000"),
        ("三万亿", "3000000000000"),
        ("二兆", "2000000000000"),
        ("七十二点二", "72.2"),
        ("三点一六万", "31600"),
        ("零点五", "0.5"),
        ("二〇二四", "2024"),
        ("二○二四", "2024"),
        ("二零二四", "2024"),
        ("柒佰贰拾", "720"),
        ("兩萬", "20000"),
        ("1,480", "1480"),
        ("2 400", "2400"),
        ("１２", "12"),
        ("3.16万", "31600"),
        ("3億4500萬", "345000000"),
        ("5 万", "50000"),
        ("14.70", "14.70"),
    ] {
        let expected = number.parse::<Decimal>().ok();
        assert_eq!(parse(text), expected, "{text}");
        assert_eq!(parse(text).map(|it| it.to_string()).unwrap_or_default(), number, "{text}");
    }
}

#[test]
fn refuses_what_is_no_single_number() {
    for text in [
        "",
        "三四",
        "百",
        "万",
        "十百",
        "一百千",
        "三点",
        "点三",
        "1,48",
        "12,345,6",
        "一二百三四",
        "十几",
        "二十十",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
    let long = "亿".repeat(100_000);
    assert_eq!(parse(&long), None);
    assert_eq!(parse(&format!("一{long}")), None);
    assert_eq!(parse(&"9".repeat(100_000)), None);
}

#[test]
fn neighbouring_digits_are_an_estimate() {
    for (text, low, high) in [
        ("三四", 3, 4),
        ("十七八", 17, 18),
        ("两三百", 200, 300),
        ("四五十万", 400_000, 500_000),
        ("三五", 3, 5),
    ] {
        let letters = folded(text);
        let (numeral, length) = read(&letters).unwrap();
        assert_eq!((numeral.low, numeral.high, length), (low.into(), high.into(), letters.len()), "{text}");
    }
}

#[test]
fn writes_numbers_of_issues() {
    for (number, text) in [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (18, "十八"),
        (20, "二十"),
        (110, "一百一十"),
        (720, "七百二十"),
        (1001, "一千零一"),
        (4287, "四千二百八十七"),
        (10_005, "一万零五"),
        (100_000, "十万"),
        (120_018, "十二万零一十八"),
        (101_000_000, "一亿零一百万"),
        (100_100_000, "一亿零一十万"),
    ] {
        assert_eq!(chinese(number), text);
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(number: u64) {
        prop_assert_eq!(parse(&chinese(number)), Some(Decimal::from(number)));
    }

    #[test]
    fn small_numbers_too(number in 0_u64..200_000) {
        prop_assert_eq!(parse(&chinese(number)), Some(Decimal::from(number)));
    }

    #[test]
    fn no_text_is_too_much(text in "[一二两三四五六七八九十百千万亿兆零〇廿点0-9.,， ]{0,40}") {
        let _ = parse(&text);
    }
}
