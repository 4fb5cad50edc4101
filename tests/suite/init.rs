//! `yaomu init` in an empty folder, as someone new would run it, and `yaomu schema`.

use std::collections::BTreeMap;

use super::site::{Ran, Site, TODAY, differing, finish, program, tree, updating};
use yaomu::diag::Language;
use yaomu::reference::{Table, manual};

fn init(site: &Site, args: &[&str]) -> Ran {
    let all: Vec<&str> = ["init", "new"].iter().chain(args).copied().collect();
    site.run(&all)
}

/// Builds the new site and checks that there is nothing to say.
fn builds(site: &Site, args: &[&str]) {
    let all: Vec<&str> =
        ["build", "--strict", "--lang", "en", "--today", TODAY].iter().chain(args).copied().collect();
    let ran = finish(program(&site.root().join("new"), &all));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("built into") && ran.stderr.lines().count() == 1, "{}", ran.stderr);
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    tree(&site.root().join("new"))
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(files(site)[path].clone()).unwrap()
}

#[test]
fn a_new_site_builds_without_a_word() {
    for (lang, page, part) in
        [("zh", "lang=\"zh-CN\"", "分类件数（其他）"), ("en", "lang=\"en\"", "（Other）")]
    {
        let site = Site::empty();
        let ran = init(&site, &["--yes", "--lang", lang]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stderr.contains("cd new\n  yaomu serve"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
        builds(&site, &[]);
        builds(&site, &["--base-url", "https://example.org/digest/"]);
        let home = text(&site, "public/index.html");
        assert!(home.contains(page));
        let report = text(&site, "public/reports/2024-example/index.html");
        assert!(report.contains("<svg"), "no chart is drawn");
        // The chart shows the parts side by side; one as a large number says little.
        for page in [&home, &report] {
            assert!(page.contains("tile-title") && !page.contains(part), "a part is a tile");
        }
    }
}

#[test]
fn what_is_given_is_taken() {
    let site = Site::empty();
    let ran = init(
        &site,
        &[
            "--lang",
            "zh",
            "--name",
            "湘潭\"人大\"摘编",
            "--publisher",
            "某办公室",
            "--region",
            "湘潭市",
            "--base-url",
            "https://example.org/a",
        ],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 5, "{}", ran.stderr);
    let settings = text(&site, "site.toml");
    for line in [
        "title = \"湘潭\\\"人大\\\"摘编\"",
        "base_url = \"https://example.org/a/\"",
        "region = \"430300\"",
        "publisher = \"某办公室\"",
    ] {
        assert!(settings.contains(&format!("\n{line}\n")), "{line} is not in {settings}");
    }
    assert!(!files(&site).contains_key("content/_data/regions.csv"));
    builds(&site, &[]);
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let site = Site::empty();
    let ran = init(&site, &["--lang", "en", "--name", "A"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("this is no terminal, so nothing is asked"), "{}", ran.stderr);
    builds(&site, &[]);
}

#[test]
fn a_second_run_changes_nothing() {
    let site = Site::empty();
    init(&site, &["--yes", "--name", "甲"]);
    let before = files(&site);
    let ran = init(&site, &["--yes", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("nothing is missing in `new`"), "{}", ran.stderr);
    assert!(differing(&before, &files(&site)).is_empty());
}

#[test]
fn a_second_run_adds_what_is_missing_but_no_examples() {
    let site = Site::empty();
    init(&site, &["--yes", "--lang", "zh"]);
    let before = files(&site);
    let gone = [".gitignore", "content/issues/_index.md", ".github/workflows/pages.yml"];
    let examples: Vec<&String> = before.keys().filter(|it| it.contains("example")).collect();
    for path in gone.iter().copied().chain(examples.iter().map(|it| it.as_str())) {
        std::fs::remove_file(site.root().join("new").join(path)).unwrap();
    }
    let ran = init(&site, &["--yes", "--lang", "en"]);
    assert!(ran.stderr.contains("written to `new`: 3 files"), "{}", ran.stderr);
    let mut expected: Vec<String> = examples.into_iter().cloned().collect();
    expected.sort();
    assert_eq!(differing(&before, &files(&site)), expected);
    builds(&site, &[]);
}

#[test]
fn what_is_there_is_left_alone_and_named() {
    let site = Site::empty();
    site.file("new/README.md", "mine\n").file("new/content/news/mine.md", "---\ntitle: 甲\n---\n正文。\n");
    let ran = init(&site, &["--yes", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("already there, left alone: README.md\n"), "{}", ran.stderr);
    assert_eq!(text(&site, "README.md"), "mine\n");
    assert!(files(&site).keys().all(|it| !it.contains("example")), "examples beside pages of its own");
    builds(&site, &[]);
}

#[test]
fn what_cannot_be_is_refused_with_the_way_out() {
    for (args, code, words) in [
        (&["--region", "湘谭市"][..], 2, "did you mean `430300` 湘潭市?"),
        (&["--region", "湘潭"], 2, "write the code: 430300 湘潭市, 430321 湘潭县"),
        (&["--region", "祁阳县"], 2, "it is `431181` 祁阳市 now"),
        (&["--base-url", "example.org"], 2, "https://example.org/digest/"),
        (&["--format", "sarif"], 2, "`yaomu init` has no `--format sarif`"),
    ] {
        let site = Site::empty();
        let all: Vec<&str> = ["--yes", "--lang", "en"].iter().chain(args).copied().collect();
        let ran = init(&site, &all);
        assert_eq!(ran.code, Some(code), "{}", ran.stderr);
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
        assert!(files(&site).is_empty());
    }
    let site = Site::empty();
    site.file("new", "a file");
    let ran = init(&site, &["--yes", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("it is no folder"), "{}", ran.stderr);
}

#[test]
fn schemas_are_those_that_init_lays_in() {
    let site = Site::empty();
    init(&site, &["--yes"]);
    for of in ["site", "front-matter"] {
        let ran = site.run(&["schema", of]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert_eq!(ran.stdout, text(&site, &format!(".vscode/{of}.schema.json")));
        assert!(ran.stdout.contains(" / "));
    }
    let ran = site.run(&["schema", "site", "--lang", "en"]);
    assert!(ran.stdout.contains("\"name of the site") && !ran.stdout.contains("站名"));
}

/// The pages of the manual that are made of the table; `UPDATE=1` writes them anew.
#[test]
fn the_manual_tells_what_can_be_written() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/docs");
    for (folder, language) in [("", Language::Chinese), ("en", Language::English)] {
        for (name, table) in [("settings.md", Table::Settings), ("front-matter.md", Table::FrontMatter)] {
            let file = docs.join(folder).join(name);
            let made = manual::page(table, language);
            if updating() {
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(&file, &made).unwrap();
            }
            let written = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(written == made, "{} has drifted; run with UPDATE=1", file.display());
        }
    }
}
