use super::*;

fn shown(number: &str, code: &str) -> String {
    let format = Format::parse(code);
    format.show(number.parse().unwrap(), Epoch::Of1900).unwrap_or_else(|| format!("{format:?}"))
}

#[test]
fn numbers_are_shown_as_the_spreadsheet_shows_them() {
    for (number, code, expected) in [
        ("0.9435", "0.00%", "94.35%"),
        ("0.9435", "0%", "94%"),
        ("0.94350000000000001", "0.00%", "94.35%"),
        ("1", "0.00%", "100.00%"),
        ("9583", "General", "9583"),
        ("9583", "#,##0", "9,583"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("443", "0\"件\"", "443件"),
        ("443", "0件", "443件"),
        ("443", "General\"件\"", "443件"),
        ("443", "0\\件", "443件"),
        ("0.5", "0.0", "0.5"),
        ("0.05", "0.0", "0.1"),
        ("0.25", "#.#", ".3"),
        ("5", "0.0#", "5.0"),
        ("7", "000", "007"),
        ("60000", "0,", "60"),
        ("60000", "0!.0,\"万\"", "Unfit(\"0!.0,\\\"万\\\"\")"),
        ("-5", "0;[Red]-0", "-5"),
        ("-5", "0", "-5"),
        ("-0.5", "\"约\"0%", "-约50%"),
        ("0", "0;-0;\"无\"", "无"),
        ("3", "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"??_ ;_ @_ ", "3"),
        ("3.5", "[$¥-804]#,##0.00", "¥3.50"),
        ("430300", "@", "430300"),
        ("0.33333333333333331", "General", "0.333333333"),
        ("94.35", "General", "94.35"),
        ("100", "General", "100"),
    ] {
        assert_eq!(shown(number, code), expected, "{number} {code}");
    }
}

#[test]
fn days_are_as_exact_as_they_are_shown() {
    for (number, code, expected) in [
        ("44580", "yyyy/m/d", "2022-01-19"),
        ("44580.75", "yyyy-mm-dd hh:mm", "2022-01-19"),
        ("44580", "yyyy\"年\"m\"月\"d\"日\"", "2022-01-19"),
        ("44580", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2022-01-19"),
        ("44562", "yyyy\"年\"", "2022"),
        ("44562", "yyyy\"年\"m\"月\"", "2022-01"),
        ("1", "d", "1900-01-01"),
        ("59", "d", "1900-02-28"),
        ("61", "d", "1900-03-01"),
    ] {
        assert_eq!(shown(number, code), expected, "{number} {code}");
    }
    let day = Format::parse("yyyy-mm-dd");
    for impossible in ["0", "60", "-1", "99999999999"] {
        assert_eq!(day.show(impossible.parse().unwrap(), Epoch::Of1900), None, "{impossible}");
    }
    assert_eq!(day.show(Decimal::from(43_118), Epoch::Of1904).as_deref(), Some("2022-01-19"));
    assert_eq!(
        Format::built_in(14).show(Decimal::from(44_580), Epoch::Of1900).as_deref(),
        Some("2022-01-19")
    );
    assert_eq!(Format::built_in(57).show(Decimal::from(44_580), Epoch::Of1900).as_deref(), Some("2022-01"));
    assert_eq!(
        Format::built_in(10).show("0.9435".parse().unwrap(), Epoch::Of1900).as_deref(),
        Some("94.35%")
    );
}

#[test]
fn what_is_not_followed_is_refused() {
    for code in [
        "0.00E+00",
        "# ?/?",
        "[>100]0;0",
        "[DBNum1]0",
        "h:mm",
        "[h]:mm:ss",
        "000-0000",
        "m",
        "yyyy hh",
        "\"open",
    ] {
        assert_eq!(Format::parse(code), Format::Unfit(code.to_owned()));
    }
}
