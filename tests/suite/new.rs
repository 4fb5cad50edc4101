//! `yaomu new`: names, numbers and front matter, in a new site and in one that has content.

use std::fs;
use std::path::Path;

use super::site::{Ran, Site, TODAY, tree};

/// `yaomu new` in Chinese; what it makes is the file it names.
fn new(site: &Site, args: &[&str]) -> Ran {
    let mut all = vec!["new", "--lang", "zh"];
    if !args.contains(&"--today") {
        all.extend(["--today", TODAY]);
    }
    all.extend(args);
    site.run(&all)
}

/// The file that it makes, and its text.
fn made(site: &Site, args: &[&str]) -> (String, String) {
    let ran = new(site, args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    let file = ran.stdout.trim_end().to_owned();
    let text = fs::read_to_string(site.root().join(&file)).unwrap();
    (file, text)
}

/// Checks with drafts and without, strictly; nothing may be said but notes.
fn assert_fine(site: &Site) {
    for more in [&[][..], &["--drafts"]] {
        let args = [&["check", "--strict", "--lang", "en", "--today", TODAY], more].concat();
        let ran = site.run(&args);
        assert_eq!(ran.code, Some(0), "{more:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("warning["), "{}", ran.stderr);
    }
}

/// This repository's own content.
fn own() -> Site {
    let (site, root) = (Site::empty(), Path::new(env!("CARGO_MANIFEST_DIR")));
    for folder in ["content", "static", "templates"] {
        for (path, bytes) in tree(&root.join(folder)) {
            site.file(&format!("{folder}/{path}"), bytes);
        }
    }
    site.file("site.toml", fs::read(root.join("site.toml")).unwrap());
    site
}

#[test]
fn each_kind_in_a_new_site() {
    let site = Site::new();
    let expected = [
        ("article", "content/news/2026-11-22-1.md", "title: 新文章\n"),
        ("report", "content/reports/430000-2025.md", "title: 湖南省人大2025年工作数字\n"),
        ("issue", "content/issues/2026-01.md", "title: 《测试站》2026年第1期\n"),
        ("page", "content/page-1.md", "title: 新页面\n"),
    ];
    for (kind, file, title) in expected {
        let (made, text) = made(&site, &[kind]);
        assert_eq!(made, file);
        assert!(text.contains(title), "{text}");
        assert!(text.contains("date: 2026-11-22\n"), "{text}");
        // Nothing says the kind of these folders.
        assert_eq!(text.contains(&format!("kind: {kind}\n")), kind != "article", "{text}");
    }
    let first = fs::read_to_string(site.root().join("content/issues/2026-01.md")).unwrap();
    assert!(first.contains("articles:\n  - ../news/2026-11-22-1.md  # 新文章\n"), "{first}");
    let (_, second) = made(&site, &["issue"]);
    assert!(second.contains("number: 2\nserial: 2\n") && !second.contains("2026-11-22-1.md"), "{second}");
    assert_fine(&site);
    site.build_well(&["--drafts"]);
    assert!(site.page("issues/2026-01/index.html").contains("新文章"));
}

#[test]
fn each_kind_in_english() {
    let site = Site::empty();
    let settings =
        "title = \"Digest\"\nbase_url = \"https://example.org/\"\nlanguage = \"en\"\nregion = \"430000\"\n";
    site.file("site.toml", settings).file("content/_index.md", "---\ntitle: Digest\n---\n");
    for (kind, title) in [
        ("article", "title: New article\n"),
        ("report", "title: \"People’s congress of 湖南省 in figures, 2025\"\n"),
        ("issue", "title: \"Digest, No. 1 of 2026\"\n"),
        ("page", "title: New page\n"),
    ] {
        let (_, text) = made(&site, &[kind]);
        assert!(text.contains(title), "{text}");
    }
    assert_fine(&site);
}

#[test]
fn each_kind_in_this_repository() {
    let site = own();
    let (file, text) = made(&site, &["report"]);
    assert_eq!(file, "content/reports/hunan-2022.md");
    assert!(text.contains("region: \"430000\"  # 湖南省\nperiod: 2022\n"), "{text}");
    let listed =
        "  # - {indicator: deputies.issues_resolved, value: }  # 代表推动解决问题，2021年：6万余个\n";
    assert!(text.contains(listed), "{text}");
    let (file, text) = made(&site, &["report", "--region", "河南"]);
    assert_eq!(file, "content/reports/henan-2023-2027.md");
    assert!(text.contains("region: \"410000\"  # 河南省\nperiod: 2023..2027\n"), "{text}");
    let (file, text) = made(&site, &["issue"]);
    assert_eq!(file, "content/issues/2026-01.md");
    assert!(text.contains("title: 《联络动态》2026年第1期\n"), "{text}");
    assert!(text.contains("number: 1\nserial: 721\n") && text.contains("draft: true\n"), "{text}");
    // Later than the last one, and in none.
    assert!(text.contains("  - ../news/2026-11-20-henan-term.md  # "), "{text}");
    assert!(!text.contains("2022-01-19-hunan-report"), "{text}");
    let ran = new(&site, &["article", "代表联络站“AI 值班”"]);
    assert_eq!(ran.stdout, "content/news/2026-11-22-ai.md\n");
    assert!(ran.stderr.contains("--folder 放到 content/notes/"), "{}", ran.stderr);
    assert_eq!(made(&site, &["page", "Contact"]).0, "content/contact.md");
    assert_fine(&site);
}

#[test]
fn figures_of_the_last_report_are_filled_in_where_they_stand() {
    let site = own();
    let (file, text) = made(&site, &["report", "--region", "430300"]);
    // As an editor does it: the value between the colon and the bracket, the mark of the comment away.
    let mut filled = String::new();
    for line in text.lines() {
        let value = line.rsplit_once('：').map(|(_, value)| value);
        match (line.strip_prefix("  # - "), value) {
            (Some(entry), Some(value)) => {
                filled.push_str(&format!(
                    "  - {}\n",
                    entry.replacen("value: }", &format!("value: {value}}}"), 1)
                ));
            }
            _ => filled.push_str(&format!("{line}\n")),
        }
    }
    let filled = filled.replace("  name:\n", "  name: 湘潭在线\n");
    assert!(filled.matches("\n  - {indicator: ").count() > 30, "{filled}");
    site.file(&file, filled);
    let ran = site.run(&["check", "--lang", "en", "--today", TODAY]);
    assert!(!ran.stderr.contains("error["), "{}", ran.stderr);
}

#[test]
fn numbers_go_on_as_the_site_has_them() {
    let issue = |date: &str, number: u64, more: &str| {
        format!("---\ntitle: 甲\nkind: issue\ndate: {date}\nnumber: {number}\n{more}---\n正文。\n")
    };
    let numbers = |issues: &[(&str, u64, &str)], date: &str| {
        let site = Site::new();
        for (at, &(day, number, more)) in issues.iter().enumerate() {
            site.file(&format!("content/issues/{at}.md"), issue(day, number, more));
        }
        let (file, text) = made(&site, &["issue", "--date", date]);
        let is_number = |line: &&str| line.starts_with("number: ") || line.starts_with("serial: ");
        (file, text.lines().filter(is_number).collect::<Vec<_>>().join(", "))
    };
    let case = |issues: &[(&str, u64, &str)], date: &str, file: &str, expected: &str| {
        assert_eq!(numbers(issues, date), (format!("content/issues/{file}.md"), expected.to_owned()));
    };
    let running = [("2025-12-01", 23, "serial: 743\n"), ("2025-12-20", 24, "serial: 744\n")];
    case(&running, "2025-12-31", "2025-25", "number: 25, serial: 745");
    // A new year begins with 1, and the serial runs on.
    case(&running, "2026-01-05", "2026-01", "number: 1, serial: 745");
    // Drafts and internal ones have their numbers, too.
    case(&[("2026-02-01", 3, "draft: true\n")], "2026-11-22", "2026-04", "number: 4");
    case(&[("2026-02-01", 3, "visibility: internal\n")], "2026-11-22", "2026-04", "number: 4");
    // Numbers that did not begin anew at the turn of the year go on.
    case(&[("2024-12-01", 8, ""), ("2025-01-01", 9, "")], "2026-01-01", "2026-10", "number: 10");
    case(&[("2024-12-01", 8, ""), ("2025-01-01", 1, "")], "2026-01-01", "2026-01", "number: 1");
}

#[test]
fn errors_elsewhere_are_no_hindrance() {
    let site = Site::new();
    site.file("content/news/bad.md", "---\ntitel: 甲\nfigures: 7\n---\n")
        .file("content/issues/bad.md", "no front matter")
        .file(
            "content/issues/a.md",
            "---\ntitle: 甲\nkind: issue\nnumber: 7\ndate: 2026-01-01\nfigures: {x: y}\n---\n",
        )
        .file("content/_data/figures.csv", "nothing\n1,2,3\n");
    assert!(made(&site, &["issue"]).1.contains("number: 8\n"));
    site.file("site.toml", "title = [\n");
    made(&site, &["article", "--name", "b"]);
}

#[test]
fn folders_are_found_by_kind() {
    let index = |kind: &str| format!("---\ntitle: 甲\nkind: {kind}\n---\n");
    let site = Site::new();
    site.file("content/bulletin/_index.md", index("issue")).file("content/work/_index.md", index("report"));
    assert_eq!(made(&site, &["issue"]).0, "content/bulletin/2026-01.md");
    let (file, text) = made(&site, &["report"]);
    assert_eq!(file, "content/work/430000-2025.md");
    assert!(!text.contains("kind:"), "{text}");
    // Where no folder says it, the pages do.
    site.file("content/posts/a.md", "---\ntitle: 甲\n---\n正文。\n");
    assert_eq!(made(&site, &["article", "--name", "b"]).0, "content/posts/2026-11-22-b.md");
    let (file, text) = made(&site, &["article", "--name", "c", "--folder", "content/work"]);
    assert_eq!(file, "content/work/2026-11-22-c.md");
    assert!(text.contains("kind: article\n"), "{text}");
    assert_fine(&site);
}

#[test]
fn an_archetype_of_the_site_stands_before_the_built_in_one() {
    let site = Site::new();
    let own = "---\r\ntitle: {{ title | yaml }}\r\ndate: {{ date }}\r\ntags: [{{ region_name }}]\r\n---\r\n## 要点\r\n";
    site.file("archetypes/article.md", own);
    let (file, text) =
        made(&site, &["article", "监督：三件事", "--slug", "supervision", "--date", "2026-01-02"]);
    assert_eq!(file, "content/news/2026-01-02-supervision.md");
    assert_eq!(text, "---\ntitle: \"监督：三件事\"\ndate: 2026-01-02\ntags: [湖南省]\n---\n## 要点\n");
    assert_fine(&site);
}

#[test]
fn nothing_is_overwritten() {
    let site = Site::new();
    for args in [
        &["article", "甲", "--name", "a"][..],
        &["report"],
        &["page", "甲", "--name", "a"],
        &["issue", "--name", "x"],
    ] {
        let (file, _) = made(&site, args);
        site.file(&file, "---\ntitle: 我写的\n---\n");
        let ran = new(&site, args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("已经有 `{file}` 了")), "{}", ran.stderr);
        assert_eq!(fs::read_to_string(site.root().join(&file)).unwrap(), "---\ntitle: 我写的\n---\n");
        // The name that it suggests is free.
        let suggested = ran.stderr.split("`--name ").nth(1).unwrap().split('`').next().unwrap();
        let mut again: Vec<&str> =
            args.iter().copied().filter(|it| !["--name", "a", "x"].contains(it)).collect();
        again.extend(["--name", suggested]);
        made(&site, &again);
    }
    // A file without a word in it is somebody's, too.
    site.file("content/empty.md", "");
    assert_eq!(new(&site, &["page", "--name", "empty"]).code, Some(2));
}

#[test]
fn programs_get_the_file_and_what_was_chosen() {
    let site = Site::new();
    let ran = new(&site, &["issue", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(said["file"], "content/issues/2026-01.md");
    assert_eq!(said["notes"][0].as_str().unwrap().split('：').next(), Some("2026年第1期，总第1期"));
    assert_eq!(ran.stderr, "");
}

#[test]
fn all_that_archetypes_may_use_is_told() {
    let code = include_str!("../../src/cmd/new/archetype.rs").split("pub fn ").next().unwrap();
    let fields: Vec<&str> = code
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": "))
        .map(|it| it.0)
        .collect();
    assert!(fields.len() > 20, "{fields:?}");
    for page in [
        include_str!("../../content/docs/archetypes.md"),
        include_str!("../../content/docs/en/archetypes.md"),
    ] {
        let untold: Vec<_> = fields.iter().filter(|field| !page.contains(&format!("`{field}`"))).collect();
        assert!(untold.is_empty(), "{untold:?}");
    }
}

#[test]
fn a_counter_goes_past_files_that_are_no_pages() {
    let site = Site::empty();
    site.file("site.toml", "title = \"甲\"\n");
    site.file(&format!("content/news/{TODAY}-1.md"), "---\ntitle: 甲\nvisibility: internal\n---\n");
    site.file(&format!("content/news/{TODAY}-2.md"), "---\ntitle: [\n---\n");
    let (file, _) = made(&site, &["article"]);
    assert_eq!(file, format!("content/news/{TODAY}-3.md"));
}

#[test]
fn a_title_is_one_line() {
    let site = Site::empty();
    site.file("site.toml", "title = \"甲\"\n");
    site.file("content/_index.md", "---\ntitle: 甲\n---\n");
    let (_, text) = made(&site, &["article", "甲\n\u{7f}乙\r\n"]);
    assert!(text.contains("title: 甲 乙\n"), "{text}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_behind_a_link() {
    use std::os::unix::fs::symlink;

    let site = Site::new();
    let outside = site.above().join("elsewhere");
    fs::create_dir_all(outside.join("inner")).unwrap();
    fs::create_dir_all(site.root().join("content/notes")).unwrap();
    symlink(&outside, site.root().join("content/linked")).unwrap();
    symlink(&outside, site.root().join("content/notes/linked")).unwrap();
    for folder in ["linked", "content/linked/", "linked/inner", "linked/new", "notes/linked"] {
        let ran = new(&site, &["article", "--name", "a", "--folder", folder]);
        assert_eq!(ran.code, Some(2), "{folder}: {}", ran.stderr);
        assert!(ran.stderr.contains("linked` 是符号链接"), "{folder}: {}", ran.stderr);
    }
    assert!(tree(&outside).is_empty());
    made(&site, &["article", "--name", "a", "--folder", "notes"]);
}
