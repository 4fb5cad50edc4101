use super::*;

/// What is found in `text`, each in its own words.
fn found(text: &str) -> Vec<(What, &str)> {
    let mut matches = Vec::new();
    find(text, &mut matches);
    matches.into_iter().map(|it| (it.what, &text[it.range])).collect()
}

#[track_caller]
fn one(text: &str, what: What, words: &str) {
    assert_eq!(found(text), [(what, words)], "{text}");
}

#[track_caller]
fn none(text: &str) {
    assert_eq!(found(text), [], "{text}");
}

#[test]
fn mobile_numbers() {
    for (text, words) in [
        ("联系人：张三，13812345678。", "13812345678"),
        ("张三 138 1234 5678", "138 1234 5678"),
        ("138-1234-5678", "138-1234-5678"),
        ("13812345678张主任", "13812345678"),
        ("１３８１２３４５６７８", "１３８１２３４５６７８"),
        ("138　1234　5678", "138　1234　5678"),
        ("138 12345678", "138 12345678"),
        ("1381234 5678", "1381234 5678"),
        ("+86 138 1234 5678", "138 1234 5678"),
        ("+8613812345678", "8613812345678"),
        ("[打电话](tel:13812345678)", "13812345678"),
        ("序号 3 13812345678 备注", "13812345678"),
        ("2024 13812345678", "13812345678"),
        ("第1.13812345678个字", ""),
    ] {
        if words.is_empty() { none(text) } else { one(text, What::Mobile, words) }
    }
    assert_eq!(found("13812345678,15912345678/17712345678").len(), 3);
}

#[test]
fn fixed_telephones() {
    for (text, words) in [
        ("0731-82345678", "0731-82345678"),
        ("０７３１－８２３４５６７８", "０７３１－８２３４５６７８"),
        ("（0731）82345678", "0731）82345678"),
        ("(0731) 8234 5678", "0731) 8234 5678"),
        ("073182345678", "073182345678"),
        ("010-65123456转801", "010-65123456"),
        ("联系电话：8234567", "8234567"),
        ("**电话**：8234 5678", "8234 5678"),
        ("| 传真 | 82345678 |", "82345678"),
        ("电话号码为82345678，", "82345678"),
        ("电　话：82345678", "82345678"),
    ] {
        one(text, What::Telephone, words);
    }
    let list = found("电话：82345678、82345679 传真：82345670");
    assert_eq!(list.len(), 3, "{list:?}");
}

#[test]
fn numbers_that_count_or_name_something_else() {
    for text in [
        "落实资金13812345678元。",
        "13812345678 元",
        "共13812345678人次",
        "总量1.3812345678亿",
        "0.13812345678",
        "13,812,345,678元",
        "拨打12345热线，或者12388、110",
        "电话12345",
        "服务电话400-800-1234",
        "https://example.com/news/13812345678.html",
        "[报告](https://example.com/13812345678)",
        "![图](图/13812345678.png)",
        "编号：13812345678",
        "2018-2022，2019 2020 2021 2022",
        "430300 430302 430304",
        "接听电话8234567次",
        "1380 1390 1400",
        "ISBN 978-7-5092-1234-5",
        "2023-02-20 08:01:41 +0800",
        "信用代码911101080000000000",
        "湘党简准字〔2000〕第28号",
        "94.35%，近6万个，4.4亿余元",
        "2050-12345678",
    ] {
        none(text);
    }
}

#[test]
fn identity_cards() {
    // The example of the standard, and one whose check digit is X.
    one("身份证11010519491231002X号", What::Identity, "11010519491231002X");
    one("440524188001010014", What::Identity, "440524188001010014");
    none("440524188001010015");
    none("440524188013010014");
    none("123456789012345678");
}

#[test]
fn email_addresses() {
    one("邮箱：office@hnrd.gov.cn。", What::Email, "office@hnrd.gov.cn");
    one("[office@hnrd.gov.cn](mailto:office@hnrd.gov.cn)", What::Email, "office@hnrd.gov.cn");
    one("邮箱 a.b-c＠163.com，", What::Email, "a.b-c＠163.com");
    for text in ["a@example.org", "@某人", "https://example.com/@name", "1@2.3", "x@localhost", "a@.cn", "@"]
    {
        none(text);
    }
}

#[test]
fn words_of_secrecy() {
    for (text, words) in [
        ("机密\n正文", "机密"),
        ("正文\n**机 密**\n", "机 密"),
        ("机密★一年", "机密★一年"),
        ("  秘密 ★ 长期", "秘密 ★ 长期"),
        ("编号 0018　绝密★", "绝密★"),
        ("密级：秘密", "密级：秘密"),
        ("秘密级", "秘密级"),
        ("机密件", "机密件"),
        ("title: 机密", "机密"),
        ("内部资料 注意保存", "内部资料 注意保存"),
        ("（内部文件，不得外传）", "内部文件，不得外传"),
        ("【内部资料】", "内部资料"),
        ("> 本资料仅供内部参考", "本资料仅供内部参考"),
        ("此件不公开", "此件不公开"),
        ("请勿外传！", "请勿外传"),
        ("本件不得公开。", "本件不得公开"),
    ] {
        one(text, What::Secrecy, words);
    }
    for text in [
        "学习保守国家秘密法。",
        "秘密投票是选举的原则。",
        "机密文件的管理办法已经印发。",
        "国家秘密分为绝密、机密、秘密三级",
        "涉及国家秘密的，不得公开。",
        "内部资料管理办法修订完成",
        "加强内部监督",
        "推进公开，不得公开的除外",
        "内部文件清理工作完成，不再保留",
    ] {
        none(text);
    }
}

fn recipients(text: &str, is_issue: bool) -> Vec<&str> {
    let mut matches = Vec::new();
    words::recipients(text, 0, is_issue, &mut matches);
    matches.into_iter().map(|it| &text[it.range]).collect()
}

#[test]
fn lists_of_recipients() {
    let text = "正文。\n\n**送：**全国人大常委会办公厅，各省\n\n报：省委\n\n发：\n- 各县\n\n责任编辑：某某\n";
    assert_eq!(recipients(text, true), ["发：", "报：省委", "送：**全国人大常委会办公厅，各省"]);
    assert_eq!(recipients(text, false).len(), 3);
    assert!(recipients("送电下乡：五年\n\n报告：一份\n\n发：\n\n", true).is_empty());
    // Only a bulletin's are looked for far from its end.
    let far = format!("送：各县\n{}", "一行。\n".repeat(20));
    assert_eq!((recipients(&far, true).len(), recipients(&far, false).len()), (1, 0));
    assert!(recipients("", true).is_empty());
}

#[test]
fn what_a_site_declares_it_may_show() {
    let publication = Publication {
        phone: Some("0731-82345678".into()),
        email: Some("office@hnrd.gov.cn".into()),
        recipients: Some("省委、各县".into()),
        show_contacts: true,
        ..Publication::default()
    };
    let contacts = Contacts::new(&publication);
    assert!(contacts.allow(What::Telephone, "（0731）82345678"));
    assert!(contacts.allow(What::Telephone, "82345678"));
    assert!(contacts.allow(What::Email, "Office@hnrd.gov.cn"));
    assert!(contacts.allow(What::Recipients, "送：**省委，各县"));
    assert!(!contacts.allow(What::Telephone, "0731-82345679"));
    assert!(!contacts.allow(What::Mobile, "13812345678"));
    assert!(!contacts.allow(What::Secrecy, "机密"));
    let silent = Contacts::new(&Publication { show_contacts: false, ..publication });
    assert!(!silent.allow(What::Telephone, "82345678"));
    assert!(
        !silent.allow(What::Email, "office@hnrd.gov.cn") && !silent.allow(What::Recipients, "送：省委，各县")
    );
}

#[test]
fn comments_of_front_matter_are_not_published() {
    let text = "title: 甲 # 13812345678\n";
    assert!(in_comment(text, text.find('1').unwrap()));
    let text = "title: \"甲 # 13812345678\"\n";
    assert!(!in_comment(text, text.find('1').unwrap()));
    let text = "note: 甲#13812345678\n";
    assert!(!in_comment(text, text.find('1').unwrap()));
}

#[test]
fn no_text_breaks_it() {
    for text in
        ["１", "密", "＠", "0", "）1", "1)", "机密\u{0}", "\u{3000}密★", "a@b", "１３８１２３４５６７８Ｘ"]
    {
        for cut in text.char_indices().map(|(at, _)| at) {
            let _ = found(&text[cut..]);
        }
    }
}
