//! What is read, value by value; [`reports`] has the forms of work reports, [`properties`] what holds for all.

mod properties;
mod reports;

use expect_test::{Expect, expect};

use super::*;
use crate::figures::number::plain;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// `number unit qualifier [lower, upper]`, or the words that were not understood and why.
fn shown(text: &str) -> String {
    match parse(text) {
        Ok(it) => {
            let bound = |it: Option<Decimal>| it.map_or("…".to_owned(), plain);
            let (lower, upper) = (bound(it.lower), bound(it.upper));
            let direction = it.direction.map_or(String::new(), |it| format!(" {it:?}"));
            format!(
                "{} {} {} [{lower}, {upper}]{direction}",
                plain(it.number),
                it.unit,
                it.qualifier.as_str()
            )
        }
        Err(it) => format!("{:?}: {}", it.why, &text[it.range]),
    }
}

fn check(texts: &[&str], expected: Expect) {
    let lines: Vec<String> = texts.iter().map(|text| format!("{text} => {}", shown(text))).collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn hedges_before_inside_and_after() {
    check(
        &[
            "近6万个",
            "6万余个",
            "20余万元",
            "4.4亿余元",
            "20万余元",
            "3.8万多条",
            "约30余人",
            "近6万余个",
            "10来个",
            "十几个",
            "约500人",
            "500人左右",
            "80%以上",
            "逾百人",
            "不少于3次",
            "不到1000件",
            "30人以下",
            "三年多",
            "30多年",
            "突破1.5亿元",
            "累计超过2000人次",
            "达80%以上",
            "近千人",
            "上万人次",
            "逾百场",
            "百人",
        ],
        expect![[r#"
            近6万个 => 60000 个 approx-below [50000, 60000]
            6万余个 => 60000 个 at-least [60000, 70000]
            20余万元 => 200000 元 at-least [200000, 300000]
            4.4亿余元 => 440000000 元 at-least [440000000, 450000000]
            20万余元 => 200000 元 at-least [200000, 300000]
            3.8万多条 => 38000 条 at-least [38000, 39000]
            约30余人 => 30 人 about [25, 40]
            近6万余个 => 60000 个 about [50000, 70000]
            10来个 => 10 个 about [5, 15]
            十几个 => 10 个 at-least [10, 20]
            约500人 => 500 人 about [450, 550]
            500人左右 => 500 人 about [450, 550]
            80%以上 => 80 % at-least [80, …]
            逾百人 => 100 人 at-least [100, …]
            不少于3次 => 3 次 at-least [3, …]
            不到1000件 => 1000 件 approx-below […, 1000]
            30人以下 => 30 人 approx-below […, 30]
            三年多 => 3 年 at-least [3, 4]
            30多年 => 30 年 at-least [30, 40]
            突破1.5亿元 => 150000000 元 at-least [150000000, …]
            累计超过2000人次 => 2000 人次 at-least [2000, …]
            达80%以上 => 80 % at-least [80, …]
            近千人 => 1000 人 approx-below [0, 1000]
            上万人次 => 10000 人次 at-least [10000, …]
            逾百场 => 100 场 at-least [100, …]
            百人 => NoNumber: 百人"#]],
    );
}

#[test]
fn shares_and_fractions() {
    check(
        &[
            "百分之七十二点二",
            "百分之七十",
            "百分之八十多",
            "千分之三",
            "3‰",
            "94.35%",
            "９４．３５％",
            "15.6 %",
            "14.70%",
            "八成",
            "近八成",
            "八成五",
            "七成半",
            "八成多",
            "七八成",
            "8成以上",
            "10成员",
            "一半",
            "近一半",
            "过半",
            "超过半数",
            "2/3",
            "三分之二",
            "2/3以上",
            "十分之一",
            "3/2",
            "1/0",
            "10个百分点",
            "1.2个百分点",
            "6.9%",
            "全部",
            "全部办结",
            "全覆盖",
            "均",
            "均为100%",
            "没有",
            "没有出现一例",
            "无一件",
            "零件次",
        ],
        expect![[r#"
            百分之七十二点二 => 72.2 % exact [72.15, 72.25]
            百分之七十 => 70 % exact [70, 70]
            百分之八十多 => 80 % at-least [80, 90]
            千分之三 => 3 ‰ exact [3, 3]
            3‰ => 3 ‰ exact [3, 3]
            94.35% => 94.35 % exact [94.345, 94.355]
            ９４．３５％ => 94.35 % exact [94.345, 94.355]
            15.6 % => 15.6 % exact [15.55, 15.65]
            14.70% => 14.70 % exact [14.695, 14.705]
            八成 => 80 % exact [75, 85]
            近八成 => 80 % approx-below [70, 80]
            八成五 => 85 % exact [84.5, 85.5]
            七成半 => 75 % exact [74.5, 75.5]
            八成多 => 80 % at-least [80, 90]
            七八成 => 75 % range [70, 80]
            8成以上 => 80 % at-least [80, …]
            10成员 => 10 成员 exact [10, 10]
            一半 => 50 % exact [50, 50]
            近一半 => 50 % approx-below [40, 50]
            过半 => 50 % at-least [50, …]
            超过半数 => 50 % at-least [50, …]
            2/3 => 0.6667 fraction exact [0.6667, 0.6667]
            三分之二 => 0.6667 fraction exact [0.6667, 0.6667]
            2/3以上 => 0.6667 fraction at-least [0.6667, …]
            十分之一 => 0.1 fraction exact [0.1, 0.1]
            3/2 => NotAShare: 3/2
            1/0 => NotAShare: 1/0
            10个百分点 => 10 百分点 exact [10, 10]
            1.2个百分点 => 1.2 百分点 exact [1.15, 1.25]
            6.9% => 6.9 % exact [6.85, 6.95]
            全部 => 100 % all [100, 100]
            全部办结 => 100 % all [100, 100]
            全覆盖 => 100 % all [100, 100]
            均 => 100 % all [100, 100]
            均为100% => 100 % exact [100, 100]
            没有 => 0  none [0, 0]
            没有出现一例 => 0 例 none [0, 0]
            无一件 => 0 件 none [0, 0]
            零件次 => 0 件次 exact [0, 0]"#]],
    );
}

#[test]
fn numerals_and_units() {
    check(
        &[
            "一百五十六个",
            "两名",
            "1,480件",
            "2 400元",
            "5 部",
            "5100 余名",
            "18万",
            "3億4500萬元",
            "两万五千户",
            "一亿二千万元",
            "87人（次）",
            "116次(项)",
            "115批",
            "766人次",
            "9个方面",
            "1200平方米",
            "3千克",
            "5桶",
            "12人天",
            "四天半",
            "两个半小时",
            "一个半月",
            "半年",
            "-3.2%",
            "负五件",
            "0件",
            "0.0%",
            "262.3萬",
            "十三項",
            "3百件",
            "二〇二四年",
            "三十五万千瓦时",
        ],
        expect![[r#"
            一百五十六个 => 156 个 exact [156, 156]
            两名 => 2 名 exact [2, 2]
            1,480件 => 1480 件 exact [1480, 1480]
            2 400元 => 2400 元 exact [2400, 2400]
            5 部 => 5 部 exact [5, 5]
            5100 余名 => 5100 名 at-least [5100, 5200]
            18万 => 180000  exact [175000, 185000]
            3億4500萬元 => 345000000 元 exact [344500000, 345500000]
            两万五千户 => 25000 户 exact [25000, 25000]
            一亿二千万元 => 120000000 元 exact [115000000, 125000000]
            87人（次） => 87 人(次) exact [87, 87]
            116次(项) => 116 次(项) exact [116, 116]
            115批 => 115 批 exact [115, 115]
            766人次 => 766 人次 exact [766, 766]
            9个方面 => 9 个方面 exact [9, 9]
            1200平方米 => 1200 平方米 exact [1200, 1200]
            3千克 => 3 千克 exact [3, 3]
            5桶 => 5 桶 exact [5, 5]
            12人天 => 12 人天 exact [12, 12]
            四天半 => 4.5 天 exact [4.5, 4.5]
            两个半小时 => 2.5 小时 exact [2.5, 2.5]
            一个半月 => 1.5 个月 exact [1.5, 1.5]
            半年 => 0.5 年 exact [0.5, 0.5]
            -3.2% => -3.2 % exact [-3.25, -3.15]
            负五件 => -5 件 exact [-5, -5]
            0件 => 0 件 exact [0, 0]
            0.0% => 0.0 % exact [0, 0.05]
            262.3萬 => 2623000  exact [2622500, 2623500]
            十三項 => 13 项 exact [13, 13]
            3百件 => 300 件 exact [300, 300]
            二〇二四年 => 2024 年 exact [2024, 2024]
            三十五万千瓦时 => 350000 千瓦时 exact [345000, 355000]"#]],
    );
}

#[test]
fn ranges_and_estimates() {
    check(
        &[
            "2- 3名",
            "2~3名",
            "9亿~16亿",
            "9~16亿元",
            "5000-1万元",
            "15%～30%",
            "15—30%",
            "三至五人",
            "10到20件",
            "三四个",
            "二三十人",
            "两三百件",
            "百分之五至百分之十",
            "2名-3件",
            "5-3名",
            "5-5名",
            "2——3名",
            "约2-3万人",
        ],
        expect![[r#"
            2- 3名 => 2.5 名 range [2, 3]
            2~3名 => 2.5 名 range [2, 3]
            9亿~16亿 => 1250000000  range [900000000, 1600000000]
            9~16亿元 => 1250000000 元 range [900000000, 1600000000]
            5000-1万元 => 7500 元 range [5000, 10000]
            15%～30% => 22.5 % range [15, 30]
            15—30% => 22.5 % range [15, 30]
            三至五人 => 4 人 range [3, 5]
            10到20件 => 15 件 range [10, 20]
            三四个 => 3.5 个 range [3, 4]
            二三十人 => 25 人 range [20, 30]
            两三百件 => 250 件 range [200, 300]
            百分之五至百分之十 => 7.5 % range [5, 10]
            2名-3件 => UnitsDiffer: 2名-3件
            5-3名 => Backwards: 5-3名
            5-5名 => 5 名 exact [5, 5]
            2——3名 => 2.5 名 range [2, 3]
            约2-3万人 => 25000 人 range [20000, 30000]"#]],
    );
}

#[test]
fn changes_say_their_direction() {
    check(
        &[
            "下降83.37%",
            "提高了10个百分点",
            "提高到2 400元",
            "增加至30家",
            "减少15件",
            "增长约三成",
            "精简为4400余个",
        ],
        expect![[r#"
            下降83.37% => 83.37 % exact [83.365, 83.375] Down
            提高了10个百分点 => 10 百分点 exact [10, 10] Up
            提高到2 400元 => 2400 元 exact [2400, 2400]
            增加至30家 => 30 家 exact [30, 30]
            减少15件 => 15 件 exact [15, 15] Down
            增长约三成 => 30 % about [25, 35] Up
            精简为4400余个 => 4400 个 at-least [4400, 4500]"#]],
    );
}

#[test]
fn what_is_not_understood_is_named() {
    check(
        &[
            "",
            "  ",
            "若干",
            "几十个",
            "**",
            "第七百二十期",
            "115批766人次",
            "6类36个",
            "由70.6%提高到77.5%",
            "18万各级人大代表们的",
            "460件，办结",
            "12,34件",
            "99999999999999999999件",
            "1.0000000001%",
            "三点",
            "全国",
            "未见",
            "没有问题",
            "  460 件 ！",
            "4.4亿余元的",
        ],
        expect![[r#"
             => Empty: 
               => Empty: 
            若干 => Some: 若干
            几十个 => 10 个 at-least [10, 100]
            ** => NoNumber: **
            第七百二十期 => Ordinal: 第七百二十期
            115批766人次 => SecondFigure: 766人次
            6类36个 => SecondFigure: 36个
            由70.6%提高到77.5% => SecondFigure: 77.5%
            18万各级人大代表们的 => Trailing: 各级人大代表们的
            460件，办结 => Trailing: ，办结
            12,34件 => Trailing: ,34件
            99999999999999999999件 => TooLong: 99999999999999999999
            1.0000000001% => TooLong: 1.0000000001
            三点 => 3 点 exact [3, 3]
            全国 => NoNumber: 全国
            未见 => NoNumber: 未见
            没有问题 => NoNumber: 没
              460 件 ！ => Trailing: ！
            4.4亿余元的 => Trailing: 的"#]],
    );
    let unread = parse(" 460件！").unwrap_err();
    assert_eq!((unread.range, unread.why), (7..10, Why::Trailing));
}

/// What goes wrong with single values in real reports, each with an example.
#[test]
fn traps_of_single_values() {
    let value = |text: &str| parse(text).unwrap();
    // The same campaign told from both sides of 60,000.
    assert!(!value("近6万个").meets(&value("6万余个")));
    assert!(value("6万个").meets(&value("近6万个")) && value("6万个").meets(&value("6万余个")));
    assert!(value("60000个").meets(&value("6万余个")) && !value("60000个").meets(&value("近6万个")));
    assert!(value("超过90%").meets(&value("94%")) && !value("不到90%").meets(&value("94%")));
    // A headline rounds 78.9 % up; a rounded total is not the exact one, and is not refuted by one near it.
    assert!(value("近八成").meets(&value("78.9%")));
    assert!(!value("3.16万名").meets(&value("31858名")) && value("18万名").meets(&value("176006名")));
    // 6.9% is not turned into points, and points are no per cent.
    assert_eq!((value("6.9%").unit.as_str(), value("6.9个百分点").unit.as_str()), ("%", "百分点"));
    // A fall is a direction, a level is none, and both keep the number.
    assert_eq!(value("下降83.37%").direction, Some(Direction::Down));
    assert_eq!(
        (value("提高到2 400元").direction, value("提高了2 400元").direction),
        (None, Some(Direction::Up))
    );
    // 人次, 件次 and 批次 are units of their own; a missing one stays missing.
    assert_eq!(
        ["5人次", "5件次", "5批次", "18万", "94.4"].map(|text| value(text).unit),
        ["人次", "件次", "批次", "", ""]
    );
    // Traditional script, full-width digits, 〇 and ○.
    assert_eq!(value("4.4億餘元").number, value("4.4亿余元").number);
    assert_eq!(value("１２個").number, decimal("12"));
    assert_eq!(value("二○二四年").number, value("二〇二四年").number);
    check(
        &[
            "一件",
            "一批",
            "一批次",
            "一些",
            "一府一委两院",
            "**件",
            "2020428日",
            "87人，，(jīng)",
            "第18期",
            "得票超过2/3",
        ],
        expect![[r#"
            一件 => 1 件 exact [1, 1]
            一批 => Some: 一批
            一批次 => 1 批次 exact [1, 1]
            一些 => Some: 一些
            一府一委两院 => SecondFigure: 一委两院
            **件 => NoNumber: **件
            2020428日 => 2020428 日 exact [2020428, 2020428]
            87人，，(jīng) => Trailing: ，，(jīng)
            第18期 => Ordinal: 第18期
            得票超过2/3 => NoNumber: 得票"#]],
    );
}

#[test]
fn splits_off_the_unit() {
    for (text, number, unit) in [
        ("4.4亿余元", "4.4亿余", "元"),
        ("近6万个", "近6万", "个"),
        ("94.35%", "94.35", "%"),
        ("5 部", "5", "部"),
        ("2- 3名", "2- 3", "名"),
        ("10个百分点", "10", "个百分点"),
        ("87人（次）", "87", "人（次）"),
        ("18万", "18万", ""),
        ("全部", "全部", ""),
        ("90%左右", "90%左右", ""),
        ("四天半", "四天半", ""),
        ("百分之五", "百分之五", ""),
    ] {
        assert_eq!(parse(text).unwrap().split_unit(), (number, unit), "{text}");
    }
}

#[test]
fn shares_convert() {
    let third = parse("1/4").unwrap().converted("%").unwrap();
    assert_eq!((third.number, third.lower, third.unit.as_str()), (decimal("25"), Some(decimal("25")), "%"));
    assert_eq!(parse("超过99%").unwrap().converted("fraction").unwrap().upper, None);
    assert_eq!(parse("3件").unwrap().converted("%"), None);
    assert_eq!(parse("6.9%").unwrap().converted("百分点"), None);
}

#[test]
fn precision_is_kept() {
    for (text, place) in
        [("94.35%", "0.01"), ("3.16万名", "100"), ("35%", "1"), ("5100件", "1"), ("505万元", "10000")]
    {
        assert_eq!(parse(text).unwrap().last_place, decimal(place), "{text}");
    }
    assert_eq!(plain(parse("14.70%").unwrap().number), "14.70");
}

#[test]
fn long_texts_take_linear_time() {
    for unit in ["九", "9", "近", "至 ", "- ", "-", "件", "百分之", "约3", " ", "亿", "9,", "成"] {
        let text = unit.repeat(200_000);
        let _ = parse(&text);
        let _ = parse(&format!("3{text}"));
    }
}

#[test]
fn some_upper_bounds_are_not_meant_themselves() {
    for (written, short) in [
        ("不到5%", true),
        ("不足100名", true),
        ("＜5%", true),
        ("最多8件", false),
        ("≤5%", false),
        ("<=5%", false),
        ("100人以下", false),
        ("不少于5件", false),
        ("近6万个", false),
    ] {
        assert_eq!(parse(written).unwrap().is_short_of_upper(), short, "{written}");
    }
}
