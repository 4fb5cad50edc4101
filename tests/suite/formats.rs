//! What programs are told: SARIF, workflow commands of GitHub, JSON; and that one run tells all.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use serde_json::Value;

use super::case;
use super::site::{Ran, Site, TODAY, finish};

/// A site with an error, a warning, an accepted finding, and one of a file as a whole.
fn faulty() -> Site {
    let site = Site::empty();
    site.file("site.toml", "title = \"测试站\"\n");
    site.file(
        "content/news/新 闻.md",
        "---\ntitle: 甲\nregion: 430000\nperiod: 2024\nfigures:\n  stations.count:\n    value: 70个\n    accept: {not-in-text: 数在插图里}\n  suggestions.total: 460件\n---\n见[乙](乙.md)。\n",
    );
    site
}

fn check(site: &Site, format: &str, args: &[&str]) -> Ran {
    let all = ["check", "--lang", "en", "--today", TODAY, "--format", format];
    site.run(&[&all, args].concat())
}

#[test]
fn sarif_has_every_rule_and_every_finding() {
    let site = faulty();
    let ran = check(&site, "sarif", &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    let json: Vec<Value> = serde_json::from_str(&check(&site, "json", &[]).stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), json.len());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in yaomu::check::RULES {
        assert!(rules.iter().any(|it| it["id"] == rule.name), "{}", rule.name);
    }
    for (result, finding) in results.iter().zip(&json) {
        assert_eq!(result["ruleId"], finding["code"]);
        assert_eq!(
            rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"],
            finding["code"]
        );
        assert_eq!(result["level"], finding["severity"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region.get("startLine").cloned().unwrap_or_default(), finding["line"]);
        assert_eq!(region.get("startColumn").cloned().unwrap_or_default(), finding["column"]);
    }
    let accepted = results.iter().filter(|it| it.get("suppressions").is_some());
    let reasons: Vec<&Value> = accepted.map(|it| &it["suppressions"][0]["justification"]).collect();
    assert_eq!(reasons, ["数在插图里"]);
    assert!(ran.stdout.contains("content/news/%E6%96%B0%20%E9%97%BB.md"));
    assert!(log["runs"][0]["tool"]["driver"].get("informationUri").is_none_or(Value::is_string));
}

#[test]
fn github_is_told_the_place_in_the_repository() {
    let site = faulty();
    let said = |root: &str, workspace: Option<&std::path::Path>| {
        let mut command =
            super::site::program(site.above(), &["check", "--lang", "en", "--format", "github"]);
        command.args(["--root", root]);
        if let Some(workspace) = workspace {
            command.env("GITHUB_WORKSPACE", workspace);
        }
        let ran = finish(command);
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        assert!(ran.stderr.starts_with("checked 1 page, 2 figures by "), "{}", ran.stderr);
        ran.stdout
    };
    let here = said("site", None);
    let link = "::error file=site/content/news/新 闻.md,line=11,col=6,endColumn=10,title=dead-link::the link `乙.md` leads nowhere";
    assert!(here.contains(link), "{here}");
    assert!(here.contains("::notice file=site/content/news/新 闻.md,line=7,"), "{here}");
    assert!(here.contains("::warning file=site/site.toml,title=no-base-url::"), "{here}");
    let absolute = site.root().canonicalize().unwrap();
    assert_eq!(said(absolute.to_str().unwrap(), None), here);
    assert_eq!(said("./site/../site/", None), here);
    assert_eq!(said("site", Some(site.above())), here);
    assert!(said("site", Some(&site.root())).contains("file=content/news/"));
    // One that has nothing to do with it is not asked.
    assert_eq!(said("site", Some(&site.root().join("content"))), here);
}

#[test]
fn the_page_of_a_run_gets_a_summary() {
    let site = faulty();
    let file = site.above().join("summary.md");
    for format in ["json", "github", "github"] {
        let mut command = site.command(&["check", "--lang", "en", "--format", format]);
        command.env("GITHUB_STEP_SUMMARY", &file);
        assert_eq!(finish(command).code, Some(1));
    }
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches("### Yaomu check").count(), 2, "{text}");
    assert!(text.contains("| ❌ | content/news/新 闻.md:11:6 |"), "{text}");
}

#[test]
fn build_speaks_all_formats_and_ends_as_usual() {
    for format in ["sarif", "github"] {
        let site = faulty();
        let ran = site.build(&["--format", format]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stdout.contains("dead-link") && !ran.stdout.contains("数在插图里"), "{}", ran.stdout);
        assert!(!site.root().join("public").exists());
        // What ends a run before its content is told in the same format, of no file.
        let ran = site.run(&["build", "--root", "nowhere", "--format", format]);
        assert_eq!(ran.code, Some(3));
        assert!(ran.stdout.contains("missing-folder") && !ran.stdout.contains("file="), "{}", ran.stdout);
    }
    let ran = Site::with_article().build(&["--format", "sarif"]);
    assert_eq!(ran.code, Some(0));
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    let ran = Site::with_article().run(&["figures", "parse", "70个", "--format", "github"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
}

#[test]
fn check_never_trips_over_what_is_wrong_with_the_content() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let codes: BTreeSet<String> = case::all(&folder)
        .into_par_iter()
        .flat_map_iter(|case| {
            let ran = case.run_as(&["check", "--lang", "en", "--today", TODAY, "--format", "json"]);
            assert!(matches!(ran.code, Some(0 | 1 | 3)), "{}: {ran:?}", case.name);
            assert!(!ran.stdout.contains("\"internal\""), "{}: {}", case.name, ran.stdout);
            let list: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
            list.into_iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        })
        .collect();
    assert!(codes.len() > 60, "{codes:?}");
}

/// A host that answers every request with `answer`, and what it was asked.
#[expect(clippy::unwrap_used, reason = "a test may fall")]
fn host(answer: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).unwrap_or(0);
            let line = String::from_utf8_lossy(&buffer[..read]).lines().next().unwrap_or_default().to_owned();
            log.lock().unwrap().push(line);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

#[test]
fn other_hosts_are_asked_when_told_to_and_once() {
    let answer = "HTTP/1.1 301 x\r\nconnection: close\r\ncontent-length: 0\r\nlocation: http://127.0.0.1:1/new\r\n\r\n";
    let (address, asked) = host(answer);
    let (fine, asked_of_fine) = host("HTTP/1.1 200 x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    let site = Site::new();
    site.file(
        "content/a.md",
        format!("---\ntitle: 甲\n---\n见[旧]({address}/a#b)、[旧]({address}/a)、[新](<{fine}/b>)。\n"),
    );
    site.file("content/b.md", format!("---\ntitle: 乙\ndraft: true\n---\n见[密]({fine}/draft)。\n"));
    for args in [&["build"][..], &["check"], &["check", "--external"]] {
        // Nothing is opened without the option, and no machine of this network without the other one.
        let ran = site.run(&[args, &["--today", TODAY, "--lang", "en"]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert_eq!(asked.lock().unwrap().len() + asked_of_fine.lock().unwrap().len(), 0, "{args:?}");
    }
    let file = site.above().join("cache/answers.json");
    let args = ["--external", "--external-private", "--external-cache", file.to_str().unwrap()];
    let ran = check(&site, "human", &args);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    // Moved to where nobody listens: that is dead, and said at both places.
    assert_eq!(ran.stderr.matches("warning[dead-external]").count(), 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("2 asked, 0 known from before"), "{}", ran.stderr);
    assert_eq!(*asked.lock().unwrap(), ["HEAD /a HTTP/1.1"]);
    assert_eq!(*asked_of_fine.lock().unwrap(), ["HEAD /b HTTP/1.1"]);
    let ran = check(&site, "human", &args);
    assert!(ran.stderr.contains("1 asked, 1 known from before"), "{}", ran.stderr);
    assert_eq!(asked_of_fine.lock().unwrap().len(), 1);
    assert!(!site.root().join("public/cache").exists());
    // A cache that is spoilt, or cannot be kept, is no reason to fail.
    fs::write(&file, "{\"version\":").unwrap();
    assert_eq!(check(&site, "human", &args).code, Some(0));
    assert_eq!(asked_of_fine.lock().unwrap().len(), 2);
    let nowhere = site.root().join("site.toml/answers.json");
    let ran = check(
        &site,
        "human",
        &["--external", "--external-private", "--external-cache", nowhere.to_str().unwrap()],
    );
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("the answers could not be kept in"), "{}", ran.stderr);
}

#[test]
fn what_the_site_says_of_the_rules_counts_for_other_hosts_too() {
    let (fine, asked) = host("HTTP/1.1 404 x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    let site = Site::new();
    site.file("content/a.md", format!("---\ntitle: 甲\n---\n见[原文]({fine}/a)。\n"));
    let settings = |lines: &str| {
        site.file("site.toml", format!("{}[checks]\n{lines}", super::site::SETTINGS));
        let file = site.above().join("answers.json");
        check(
            &site,
            "human",
            &["--external", "--external-private", "--external-cache", file.to_str().unwrap()],
        )
    };
    let ran = settings("dead-external = \"error\"\n");
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("error[dead-external]") && ran.stderr.contains("answers 404"),
        "{}",
        ran.stderr
    );
    let before = asked.lock().unwrap().len();
    let ran = settings("dead-external = \"off\"\nmoved-external = \"off\"\n");
    assert!(ran.stderr.starts_with("nothing to report\n"), "{}", ran.stderr);
    assert_eq!(asked.lock().unwrap().len(), before);
}
