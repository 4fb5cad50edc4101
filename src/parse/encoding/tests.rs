use super::*;
use crate::diag::Severity;

fn file() -> Arc<str> {
    "content/a.md".into()
}

fn text_of(bytes: &[u8]) -> (String, Option<&'static str>) {
    let (text, warning) = decode(&file(), bytes.to_vec()).unwrap();
    (text, warning.map(|it| it.code))
}

fn error_of(bytes: &[u8]) -> Diagnostic {
    *decode(&file(), bytes.to_vec()).unwrap_err()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

const TEXTS: [&str; 6] = [
    "代表",
    "---\ntitle: 联络站开放日\n---\n\n本周共有二十三名代表到站接待群众。\n",
    "乡镇人大主席团听取了专项工作报告，满意率为94.35%。",
    "“一府两院”负责人到会听取意见（共18条）",
    "醴陵、澧县、芷江、攸县四地试行。",
    "ＡＢ两类建议，办结１２件；Ｃ类建议列入计划。",
];

#[test]
fn utf8_is_taken_as_it_is() {
    assert_eq!(text_of("标题\n正文".as_bytes()), ("标题\n正文".to_owned(), None));
    assert_eq!(text_of(b""), (String::new(), None));
}

#[test]
fn marks_and_line_ends_make_no_difference() {
    for text in
        ["\u{FEFF}甲\n乙\n\n丙\n", "甲\r\n乙\r\n\r\n丙\r\n", "甲\r乙\r\r丙\r", "\u{FEFF}甲\r\n乙\n\r丙\r"]
    {
        assert_eq!(text_of(text.as_bytes()), ("甲\n乙\n\n丙\n".to_owned(), None), "{text:?}");
    }
}

#[test]
fn gb18030_that_reads_as_chinese_is_decoded_with_a_warning() {
    for text in TEXTS {
        let (bytes, _, had_errors) = GB18030.encode(text);
        assert!(!had_errors);
        assert_eq!(text_of(&bytes), (text.to_owned(), Some("not-utf8")), "{text}");
    }
    let (_, warning) = decode(&file(), GB18030.encode("代表").0.into_owned()).unwrap();
    let warning = warning.unwrap();
    assert_eq!(warning.severity, Severity::Warning);
    assert_eq!(warning.message.zh, "`content/a.md` 是 GB18030 编码，已照此读取");
}

#[test]
fn characters_of_four_bytes_are_decoded_too() {
    let text = "代表𬮭某提出建议";
    assert_eq!(text_of(&GB18030.encode(text).0).0, text);
}

#[test]
fn utf16_with_a_mark_is_decoded_with_a_warning() {
    for text in TEXTS {
        let marked = format!("\u{FEFF}{text}");
        for bytes in [utf16(&marked, u16::to_le_bytes), utf16(&marked, u16::to_be_bytes)] {
            assert_eq!(text_of(&bytes), (text.to_owned(), Some("not-utf8")));
        }
    }
}

#[test]
fn utf16_without_a_mark_is_named() {
    for text in [TEXTS[1], "---\ntitle: x\n---\n", "甲乙\n丙丁\n"] {
        for bytes in [utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes)] {
            let error = error_of(&bytes);
            assert_eq!(error.code, "unreadable-text");
            assert!(error.message.zh.contains("UTF-16"), "{text}: {}", error.message.zh);
        }
    }
}

#[test]
fn a_stray_nul_does_not_make_a_text_utf16() {
    assert_eq!(text_of(b"a b c \0 d").0, "a b c \0 d");
    assert_eq!(text_of("甲\0乙 丙丁".as_bytes()).0, "甲\0乙 丙丁");
    assert_eq!(text_of(b"\0\0\0\0").0, "\0\0\0\0");
}

#[test]
fn a_surrogate_that_stands_alone_is_an_error_at_its_place() {
    let mut bytes = utf16("\u{FEFF}甲\n乙", u16::to_le_bytes);
    bytes.extend([0x00, 0xD8, 0x41, 0x00]);
    let error = error_of(&bytes);
    assert_eq!((error.place.line, error.place.column), (2, 2));
    assert_eq!(error.message.en, "from byte 9 on it is no complete UTF-16");
}

#[test]
fn damage_in_utf8_is_an_error_at_line_and_byte() {
    let mut bytes = "标题\r\n第一行\r\n满意率".as_bytes().to_vec();
    let damaged = bytes.len();
    bytes.extend(b"\xE7\x8E 94%\r\nmore");
    let error = error_of(&bytes);
    assert_eq!((error.place.line, error.place.column), (3, 4));
    assert_eq!(&*error.place.source, "满意率\u{FFFD} 94%");
    assert_eq!(
        error.message.en,
        format!("byte {} (`E7 8E`) is neither UTF-8 nor GB18030 that reads as Chinese", damaged + 1)
    );
}

#[test]
fn a_text_that_breaks_off_inside_a_character_is_an_error() {
    let bytes = "常委会审议了关于预算执行情况的报告".as_bytes();
    for cut in [1, 2] {
        let error = error_of(&bytes[..bytes.len() - cut]);
        assert_eq!((error.place.line, error.place.column), (1, 17));
    }
}

#[test]
fn other_encodings_are_not_taken_for_chinese() {
    let samples: [(&str, &'static Encoding); 4] = [
        ("café, naïve, Zürich, São Paulo", encoding_rs::WINDOWS_1252),
        ("人民代表大會常務委員會工作報告", encoding_rs::BIG5),
        ("これはひらがなのおおいぶんしょうです", encoding_rs::EUC_JP),
        ("Привет, это письмо на русском языке", encoding_rs::WINDOWS_1251),
    ];
    for (text, encoding) in samples {
        let (bytes, _, _) = encoding.encode(text);
        assert!(decode(&file(), bytes.into_owned()).is_err(), "{}", encoding.name());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = decode(&file(), bytes);
    }

    #[test]
    fn what_is_utf8_without_nul_keeps_its_letters(text in "[^\u{0}\r\u{FEFF}]*") {
        proptest::prop_assert_eq!(decode(&file(), text.clone().into_bytes()).unwrap(), (text, None));
    }
}
