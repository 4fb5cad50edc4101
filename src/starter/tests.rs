//! A new site is sound whatever is answered.

use jiff::civil::date;

use super::*;
use crate::diag::{Severity, human};
use crate::pipeline::{self, Options};
use crate::scan::{Inputs, SourceFile};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn answers(written: &str, language: Language) -> Answers {
    let region = region(written, language).unwrap();
    Answers { language, name: "人大 \"摘编\"".to_owned(), publisher: None, region, base_url: None }
}

/// The warnings and errors of a site of these files.
fn findings(files: &[File]) -> String {
    let mut inputs = Inputs::default();
    for file in files {
        let source = SourceFile { path: file.path.as_str().into(), bytes: file.text.clone().into_bytes() };
        if file.path == "site.toml" {
            inputs.config = Some(source);
        } else if file.path.starts_with("content/_data/") {
            inputs.data.push(source);
        } else if file.path.starts_with("content/") {
            inputs.content.push(source);
        }
    }
    let prepared = pipeline::prepare(inputs, Vec::new(), &Options::default(), |_| date(2026, 11, 22));
    let said: Vec<_> = prepared.findings.into_iter().filter(|it| it.severity != Severity::Note).collect();
    human(&said, Language::English, false)
}

#[test]
fn a_site_of_any_region_is_sound() {
    let regions = Regions::builtin();
    let some = regions.iter().enumerate().filter(|(at, it)| at % 40 == 0 || it.valid_from.is_some());
    let mut codes: Vec<&str> =
        some.map(|(_, it)| it).filter(|it| it.valid_to.is_none()).map(|it| it.code.as_str()).collect();
    codes.extend(["", "330106 西湖区", "330106001 某镇", "990000 某省"]);
    assert!(codes.len() > 15);
    for code in codes {
        for language in LANGUAGES {
            assert_eq!(findings(&files(&answers(code, language))), "", "{code}");
        }
    }
}

#[test]
fn a_site_without_its_examples_is_sound() {
    for language in LANGUAGES {
        let rest: Vec<File> =
            files(&answers("湖南", language)).into_iter().filter(|it| it.part != Part::Example).collect();
        assert_eq!(findings(&rest), "");
        assert!(rest.iter().all(|it| !it.path.contains("example")));
    }
}

#[test]
fn every_setting_that_is_not_in_use_can_be_used() {
    for language in LANGUAGES {
        let all = files(&answers("湖南", language));
        let settings = &all.last().unwrap().text;
        let lines: Vec<&str> = settings.lines().collect();
        let mut tried = 0;
        for (at, line) in lines.iter().enumerate() {
            let Some(setting) = line.strip_prefix('#').filter(|it| !it.starts_with([' ', ':'])) else {
                continue;
            };
            let mut changed = all.clone();
            let with = [&lines[..at], &[setting], &lines[at + 1..]].concat().join("\n");
            changed.last_mut().unwrap().text = with;
            if setting.starts_with("sheets") {
                // It names a workbook, which a new site does not have.
                assert!(findings(&changed).contains("no-sheet"), "{}", findings(&changed));
            } else {
                assert_eq!(findings(&changed), "", "{setting}");
            }
            tried += 1;
        }
        assert!(tried > 50, "{tried}");
    }
}

#[test]
fn nothing_is_left_to_fill_in() {
    for language in LANGUAGES {
        for file in files(&answers("", language)) {
            let left = file.text.replace("${{", "");
            assert!(!left.contains("{{"), "{}: {}", file.path, &left[left.find("{{").unwrap()..][..40]);
        }
    }
}

#[test]
fn both_languages_have_the_same_files() {
    let paths = |language| {
        let files = files(&answers("", language));
        files.into_iter().map(|it| it.path).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(paths(Language::Chinese), paths(Language::English));
}

#[test]
fn regions_are_found_or_told() {
    let wrong = |written: &str| {
        let said = region(written, Language::English).unwrap_err();
        format!("{}; {}", said.message.en, said.help.clone().unwrap().en)
    };
    assert_eq!(region("湘潭市", Language::English).unwrap().code, "430300");
    assert_eq!(region(" 430300 ", Language::English).unwrap().row, None);
    assert_eq!(region("430300 湘潭市", Language::English).unwrap().code, "430300");
    assert!(wrong("湘谭市").contains("did you mean `430300` 湘潭市?"));
    assert!(wrong("430300 长沙市").contains("the code of 湘潭市"));
    assert!(wrong("祁阳县").contains("`431181` 祁阳市 now"));
    assert!(wrong("火星").contains("its code, a space and its name"));
    let own = region("330106 西湖区", Language::English).unwrap();
    assert_eq!(own.row.unwrap(), ("西湖区".to_owned(), Level::County, "330100".to_owned()));
    let town = region("330106001 某镇", Language::English).unwrap();
    assert_eq!(town.row.unwrap(), ("某镇".to_owned(), Level::Township, "330100".to_owned()));
}

#[test]
fn an_answer_is_not_filled_in_itself() {
    let mut answers = answers("湖南", Language::English);
    answers.name = "{{ region }} {{ x".to_owned();
    let files = files(&answers);
    assert_eq!(findings(&files), "");
    let home = files.iter().find(|it| it.path == "content/_index.md").unwrap();
    assert!(home.text.contains("title: \"{{ region }} {{ x\"\n"), "{}", home.text);
}
