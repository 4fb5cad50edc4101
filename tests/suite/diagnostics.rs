//! Every diagnostic, pinned: a case in `tests/faults` each, with all that is said in Chinese and in English.
//!
//! What no site can provoke (a full disk, a file that vanishes) is pinned by its constructor, below.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::case;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

#[test]
fn every_case_says_what_is_pinned() {
    let problems: Vec<String> =
        case::all(&folder()).into_par_iter().filter_map(|it| it.check(&folder()).err()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Codes that no folder on disk can provoke on every machine; they are pinned in [`messages_of_the_machine`] and in the
/// tests of `write` and `serve`.
const OF_THE_MACHINE: [&str; 19] = [
    "cannot-listen",
    "cannot-watch",
    "disk-busy",
    "disk-error",
    "disk-full",
    "file-vanished",
    "foreign-file",
    "internal",
    "moved-external",
    "name-not-utf8",
    "name-too-long",
    "no-network",
    "no-permission",
    "not-found",
    "other-disk",
    "output-locked",
    "output-path",
    "read-only-disk",
    "too-many-open-files",
];

/// Every code in the constructors of `src/diag`: the first string literal behind `Diagnostic::error(`, `::warning(` and
/// `Failure::new(`, and the codes of what the operating system says.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diag")).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for mark in ["Diagnostic::error(", "Diagnostic::warning(", "Failure::new(", "said("] {
            for rest in source.split(mark).skip(1) {
                let Some(literal) = rest.split('"').nth(1) else { continue };
                // A constructor may take its code from a constant; that has its own line.
                let is_near = rest.find('"').is_some_and(|at| at < 60);
                let is_code =
                    literal.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
                if is_near && is_code && !literal.is_empty() {
                    codes.insert(literal.to_owned());
                }
            }
        }
        for rest in source.split("const ").skip(1).filter(|rest| rest.contains(": &str = \"")) {
            codes.extend(rest.split('"').nth(1).map(str::to_owned));
        }
    }
    codes
}

#[test]
fn every_code_has_a_case() {
    let said: String = case::all(&folder())
        .iter()
        .flat_map(|case| case.pinned().iter().map(|(_, text)| text.clone()))
        .collect();
    let mut untested: Vec<String> = codes()
        .into_iter()
        .filter(|code| !said.contains(&format!("[{code}]")) && !OF_THE_MACHINE.contains(&code.as_str()))
        .collect();
    untested.sort();
    assert!(untested.is_empty(), "no case in tests/faults shows {untested:?}");
    assert!(codes().len() > 70, "the constructors are not found any more");
}

#[test]
fn carets_stand_right_under_the_words() {
    let mut seen = 0;
    for case in case::all(&folder()) {
        for (heading, text) in case.pinned().iter().filter(|(heading, _)| heading.starts_with("stderr")) {
            let lines: Vec<&str> = text.lines().collect();
            for (at, line) in lines.iter().enumerate() {
                let Some((_, place)) = line.split_once("--> ") else { continue };
                let mut parts = place.rsplitn(3, ':');
                let Some(column) = parts.next().and_then(|it| it.parse::<usize>().ok()) else { continue };
                let (source, carets) = (lines[at + 2], lines[at + 3]);
                let source = source.split_once("| ").map_or("", |(_, source)| source);
                let carets = carets.split_once("| ").map_or("", |(_, carets)| carets);
                if source.starts_with("...") || source.contains(['␛', '␀', '\u{FFFD}']) {
                    continue; // A long line is cut; a control character is shown as another.
                }
                let before: String = source.chars().take(column - 1).collect();
                let indent = carets.chars().take_while(|&it| it == ' ').count();
                assert_eq!(indent, before.width(), "{} {heading}:\n{source}\n{carets}", case.name);
                let underlined = carets.trim().width();
                let rest = &source[before.len()..];
                let fits = rest.is_empty()
                    || rest.char_indices().any(|(end, it)| rest[..end + it.len_utf8()].width() == underlined);
                assert!(fits || rest.ends_with("..."), "{} {heading}:\n{source}\n{carets}", case.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 150, "only {seen} carets were looked at");
}

#[test]
fn both_languages_say_the_same_things_at_the_same_places() {
    for case in case::all(&folder()) {
        let skeleton = |heading: &str| {
            let text = case.pinned().iter().find(|(it, _)| it == heading).map(|(_, text)| text.as_str());
            let lines = text.unwrap_or_default().lines();
            let marks = lines.filter_map(|line| {
                let place = line.split_once("--> ").map(|(_, place)| place);
                let is_title = ["错误[", "警告[", "error[", "warning["].iter().any(|it| line.starts_with(it));
                place.or_else(|| line.split(['[', ']']).nth(1).filter(|_| is_title))
            });
            marks.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(skeleton("stderr zh"), skeleton("stderr en"), "{}", case.name);
    }
}

#[test]
fn json_has_what_is_said_to_people() {
    for case in case::all(&folder()) {
        for (_, text) in case.pinned().iter().filter(|(heading, _)| heading.starts_with("stdout")) {
            let list: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
            let (_, human) = case.pinned().iter().find(|(heading, _)| heading == "stderr zh").unwrap();
            for it in list {
                assert!(human.contains(&format!("[{}]", it["code"].as_str().unwrap())), "{}", case.name);
                let keys: Vec<&String> = it.as_object().unwrap().keys().collect();
                assert_eq!(keys.len(), 7, "{keys:?}");
            }
        }
    }
}

#[test]
fn messages_of_the_machine() {
    use std::io::{Error, ErrorKind};
    use yaomu::check::external::{Unasked, Why};
    use yaomu::diag::build::{Doing, disk};
    use yaomu::diag::{Language, Place, build, external, human, scan};

    let out = Path::new("public");
    let kinds = [
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::FileTooLarge,
        ErrorKind::PermissionDenied,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::NotFound,
        ErrorKind::InvalidFilename,
        ErrorKind::ResourceBusy,
        ErrorKind::CrossesDevices,
    ];
    let doing = [Doing::Reading, Doing::Writing, Doing::Removing, Doing::Swapping, Doing::Locking];
    let disks = kinds.into_iter().zip(doing.into_iter().cycle());
    let mut list: Vec<_> =
        disks.map(|(kind, doing)| *disk(doing, out, &Error::from(kind)).diagnostic).collect();
    #[cfg(unix)]
    list.push(*disk(Doing::Reading, out, &Error::from_raw_os_error(24)).diagnostic);
    list.push(*disk(Doing::Writing, out, &Error::other("断线")).diagnostic);
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], 1111));
    list.extend(
        [
            build::locked(out, Path::new(".public.lock"), Some(7)),
            build::foreign_file(Path::new("public/我的.txt")),
            build::output_path_not_safe("../x"),
            build::output_path_taken("a/"),
            build::manifest_not_understood(out, ".yaomu-manifest.json"),
            build::cannot_listen(address, &Error::from(ErrorKind::AddrInUse)),
            build::cannot_watch(out, "no space"),
        ]
        .map(|failure| *failure.diagnostic),
    );
    list.push(scan::file_vanished("content/甲.md"));
    list.push(scan::name_not_utf8("content/\u{FFFD}.md"));
    list.push(build::panicked("content/甲.md"));
    let text = "见[原文](https://example.org/a)。";
    let place = || Place::in_text("content/甲.md", text, 11..32);
    let url = "https://example.org/a";
    list.push(external::moved(place(), url, "https://example.com/b"));
    let whys = [
        Why::Status(404),
        Why::Status(412),
        Why::NoHost,
        Why::Refused,
        Why::Silent,
        Why::Untrusted,
        Why::Broken,
        Why::Redirects,
        Why::NoAddress,
    ];
    list.extend(whys.map(|why| external::dead(place(), url, why)));
    list.extend([Unasked::Private, Unasked::Busy].map(|why| external::unasked(place(), url, why)));
    list.push(external::no_network(7));
    let text = |language| human(&list, language, false);
    expect_test::expect_file!["../faults-of-the-machine/zh.txt"].assert_eq(&text(Language::Chinese));
    expect_test::expect_file!["../faults-of-the-machine/en.txt"].assert_eq(&text(Language::English));
    let said = text(Language::English);
    for code in OF_THE_MACHINE {
        assert!(said.contains(&format!("[{code}]")), "{code}");
    }
}
