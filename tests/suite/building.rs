//! What a build does to the disk: the same bytes everywhere, nothing on error, its own files only, the old site or the new one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::drawn;
use super::site::{Site, TODAY, differing, finish, program, tree};

/// A site of `count` pages that uses most of what there is; `edition` changes a word on each page.
fn many_pages(site: &Site, count: usize, edition: &str) {
    site.file("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    site.file("content/news/_index.md", "---\ntitle: 动态\n---\n导语。\n");
    for number in 0..count {
        let (year, month, day) = (2020 + number % 5, number % 12 + 1, number % 28 + 1);
        // What is told of a year again is told alike.
        let value = 10 + number % 5;
        site.file(
            &format!("content/news/{number:04}.md"),
            format!(
                "---\ntitle: 第{number}篇{edition}\ndate: {year}-{month:02}-{day:02}\nperiod: {year}\ntopics: [监督, 主题{}]\ntags: [标签{}]\nfigures:\n  stations.count: {value}个\naliases: [/old/{number}/]\nsource: {{name: 湖南日报}}\n---\n## 做法\n\n全市建成{value}个联络站，{edition}。\n",
                number % 7,
                number % 11
            ),
        );
    }
}

/// What tells whether a file was touched: time of change of the content, and inode.
#[cfg(unix)]
fn stamps(folder: &Path) -> BTreeMap<String, (i64, i64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let files = tree(folder).into_keys();
    files
        .map(|path| {
            let found = fs::symlink_metadata(folder.join(&path)).unwrap();
            (path, (found.mtime(), found.mtime_nsec(), found.ino()))
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn a_second_run_changes_no_file() {
    let site = Site::new();
    many_pages(&site, 30, "");
    site.build_well(&[]);
    let before = stamps(&site.root().join("public"));
    thread::sleep(Duration::from_millis(20));
    let ran = site.build(&[]);
    assert!(ran.stderr.contains(": 0 files written"), "{}", ran.stderr);
    assert_eq!(before, stamps(&site.root().join("public")));
}

#[cfg(unix)]
#[test]
fn a_change_to_one_text_touches_its_page_and_the_feeds() {
    let site = Site::new();
    many_pages(&site, 30, "");
    site.file("content/news/0003.md", "---\ntitle: 甲\ndate: 2020-01-01\nsummary: 要点\n---\n旧文。\n");
    site.build_well(&[]);
    let before = stamps(&site.root().join("public"));
    thread::sleep(Duration::from_millis(20));
    site.file("content/news/0003.md", "---\ntitle: 甲\ndate: 2020-01-01\nsummary: 要点\n---\n新文。\n");
    site.build_well(&[]);
    let after = stamps(&site.root().join("public"));
    let touched: Vec<&String> = before.keys().filter(|path| before[*path] != after[*path]).collect();
    let allowed = |path: &str| {
        path == "news/0003/index.html"
            || path.ends_with("feed.xml")
            || path.ends_with("feed.json")
            || path.starts_with(".yaomu")
    };
    assert!(touched.iter().all(|path| allowed(path)), "{touched:?}");
    assert!(touched.iter().any(|path| *path == "news/0003/index.html"));
}

#[cfg(unix)]
#[test]
fn threads_folders_and_the_machine_make_no_difference() {
    use std::os::unix::process::CommandExt;
    let sites = [Site::new(), Site::new()];
    let mut trees = Vec::new();
    for (number, site) in sites.iter().enumerate() {
        many_pages(site, 60, "");
        drawn::random_charts(site, 7, 40);
        site.file("site.toml", "title = \"测试站\"\nbase_url = \"https://example.org/digest/\"\nregion = \"430000\"\n[content]\npage_size = 7\n");
        for threads in ["1", "2"] {
            let (zone, lang, umask) = match (number, threads) {
                (0, "1") => ("UTC", "C", "022"),
                (0, _) => ("Asia/Shanghai", "zh_CN.UTF-8", "077"),
                (_, "1") => ("America/Los_Angeles", "en_US.UTF-8", "000"),
                _ => ("Asia/Kathmandu", "tr_TR.UTF-8", "027"),
            };
            let out = site.above().join(threads);
            // Once from within the site's folder, once from elsewhere.
            let root = site.root();
            let mut command = if number == 0 {
                site.command(&["build", "--today", TODAY, "--output", &format!("../{threads}")])
            } else {
                program(
                    Path::new("/"),
                    &[
                        "build",
                        "--today",
                        TODAY,
                        "--root",
                        root.to_str().unwrap(),
                        "--output",
                        out.to_str().unwrap(),
                    ],
                )
            };
            command.env("TZ", zone).env("LANG", lang).env("RAYON_NUM_THREADS", threads);
            let mask = u32::from_str_radix(umask, 8).unwrap();
            let mut shell = std::process::Command::new("sh");
            shell.arg("-c").arg(format!("umask {mask:03o}; exec \"$0\" \"$@\"")).arg(command.get_program());
            shell.args(command.get_args()).env_clear();
            for (key, value) in command.get_envs() {
                if let Some(value) = value {
                    shell.env(key, value);
                }
            }
            shell.current_dir(command.get_current_dir().unwrap()).arg0("sh").env("PATH", "/usr/bin:/bin");
            let ran = finish(shell);
            assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            trees.push(tree(&out));
        }
    }
    assert!(trees[0].len() > 200);
    for (number, other) in trees.iter().enumerate().skip(1) {
        let found = differing(&trees[0], other);
        assert!(found.is_empty(), "variant {number}: {found:?}");
    }
}

#[test]
fn a_site_too_large_is_published_with_a_warning_and_refused_under_strict() {
    let site = Site::with_article();
    site.build_well(&[]);
    let before = site.public();
    let settings = fs::read_to_string(site.root().join("site.toml")).unwrap();
    let limited = |limits: &str| site.file("site.toml", format!("{settings}\n[limits]\n{limits}\n"));
    limited("site_size = \"20 kB\"\nfile_size = \"9 kB\"").file("static/scan.pdf", "扫描".repeat(5_000));
    let ran = site.build(&["--strict"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(differing(&before, &site.public()).is_empty(), "nothing is swapped in");
    for _ in 0..2 {
        // What has not changed weighs as much as what has.
        let ran = site.build(&[]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        for words in ["site-too-large", "large-file", "`scan.pdf`"] {
            assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
        }
    }
    limited("site_size = 0\nfile_size = \"off\"");
    let ran = site.build(&["--strict"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

#[test]
fn a_build_with_errors_leaves_the_last_good_site() {
    let site = Site::with_article();
    site.build_well(&[]);
    let before = tree(site.above());
    let broken = [
        ("content/b.md", "# 没有元数据\n"),
        ("content/b.md", "---\ntitle: 乙\n---\n[无](c.md)\n"),
        ("content/b.md", "---\ntitle: 乙\nslug: ../../x\n---\n"),
        ("content/_data/a.csv", "indicator,value\nno.such,1个\n"),
        ("templates/article.html", "{{ page.nothing.at.all }}"),
        ("templates/base.html", "{% if %}"),
        ("static/feed.xml", "<x/>"),
    ];
    for (path, text) in broken {
        let mut expected = before.clone();
        expected.insert(format!("site/{path}"), text.as_bytes().to_vec());
        site.file(path, text);
        for command in ["build", "check"] {
            let ran = site.run(&[command, "--today", TODAY]);
            assert_eq!(ran.code, Some(1), "{path} {command}: {}", ran.stderr);
            assert_eq!(ran.stderr.contains("上次生成的网站原样不动"), command == "build", "{}", ran.stderr);
            assert!(differing(&expected, &tree(site.above())).is_empty(), "{path} {command}");
        }
        fs::remove_file(site.root().join(path)).unwrap();
    }
    let ran = site.build(&[]);
    assert!(ran.stderr.contains(": 0 files written"), "{}", ran.stderr);
}

#[test]
fn check_writes_nothing() {
    let site = Site::with_article();
    let before = tree(site.above());
    let ran = site.run(&["check", "--lang", "en", "--today", TODAY]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.starts_with("nothing to report\nchecked 1 page, 0 figures by "), "{}", ran.stderr);
    assert!(differing(&before, &tree(site.above())).is_empty());
}

#[test]
fn only_files_of_ours_are_removed() {
    let site = Site::with_article();
    site.file("content/news/b.md", "---\ntitle: 乙\n---\n文。\n").file("static/old.txt", "旧\n");
    site.build_well(&[]);
    site.file("public/我的.txt", "我的\n")
        .file("public/news/b/notes.txt", "我的\n")
        .file("public/.git/config", "x\n");
    fs::remove_file(site.root().join("content/news/b.md")).unwrap();
    fs::remove_file(site.root().join("static/old.txt")).unwrap();
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let public = site.public();
    for kept in ["我的.txt", "news/b/notes.txt", ".git/config", "news/a/index.html"] {
        assert!(public.contains_key(kept), "{kept} is gone");
    }
    for gone in ["news/b/index.html", "old.txt"] {
        assert!(!public.contains_key(gone), "{gone} is still there");
    }
}

#[test]
fn a_file_of_the_users_is_not_overwritten() {
    let site = Site::with_article();
    site.build_well(&[]);
    site.file("public/news/b/index.html", "我的\n").file("content/news/b.md", "---\ntitle: 乙\n---\n文。\n");
    let before = tree(site.above());
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("[foreign-file]"), "{}", ran.stderr);
    assert!(differing(&before, &tree(site.above())).is_empty());
}

#[test]
fn folders_that_are_never_an_output_folder() {
    let site = Site::with_article();
    site.file("public/mine.txt", "我的\n").file("static/a.txt", "x\n");
    fs::create_dir_all(site.above().join("home/web")).unwrap();
    let before = tree(site.above());
    let root = site.root();
    let (above, home) = (site.above().to_owned(), site.above().join("home"));
    let outs = [
        ".",
        "..",
        "/",
        "content",
        "content/out",
        "static",
        "static/x",
        "templates",
        "public",
        "site.toml",
        "../home",
        "nothing/../../x/../site",
    ];
    for out in outs {
        let mut command = site.command(&["build", "--lang", "en", "--today", TODAY, "--output", out]);
        command.env("HOME", &home);
        let ran = finish(command);
        assert_eq!(ran.code, Some(2), "{out}: {}", ran.stderr);
        assert!(ran.stderr.contains("[output-refused]"), "{out}: {}", ran.stderr);
    }
    for out in [root.as_path(), above.as_path(), home.as_path()] {
        let mut command = site.command(&["build", "--today", TODAY, "--output", out.to_str().unwrap()]);
        command.env("HOME", &home);
        assert_eq!(finish(command).code, Some(2), "{}", out.display());
    }
    assert!(differing(&before, &tree(site.above())).is_empty());
}

#[test]
fn command_lines_that_cannot_be_meant() {
    let site = Site::with_article();
    for args in [
        vec![],
        vec!["biuld"],
        vec!["build", "--today", "2026-02-30"],
        vec!["build", "--outptu", "x"],
        vec!["build", "--lang", "fr"],
        vec!["build", "extra"],
    ] {
        let ran = site.run(&args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.stderr);
        assert!(!site.root().join("public").exists());
    }
}

#[test]
fn two_builds_at_once_both_leave_a_whole_site() {
    let site = Site::new();
    many_pages(&site, 40, "");
    let mut running: Vec<_> = (0..3)
        .map(|_| {
            let mut command = site.command(&["build", "--lang", "en", "--today", TODAY]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    let codes: Vec<Option<i32>> = running.iter_mut().map(|child| child.wait().unwrap().code()).collect();
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 3))), "{codes:?}");
    assert!(codes.contains(&Some(0)), "{codes:?}");
    let ran = site.build(&[]);
    assert!(ran.stderr.contains(": 0 files written"), "{}", ran.stderr);
}

/// A generator of numbers from a seed; the tests have no need of a good one.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

#[test]
fn killed_at_any_moment_a_build_leaves_the_old_site_or_the_new_one() {
    const KILLS: usize = 30;
    let site = Site::new();
    let public = site.root().join("public");
    let mut editions = Vec::new();
    for edition in ["初版", "二版"] {
        many_pages(&site, 300, edition);
        site.build_well(&[]);
        editions.push(site.public());
    }
    // How long a build takes that has everything to write.
    many_pages(&site, 300, "初版");
    let begin = Instant::now();
    site.build_well(&[]);
    let whole = u64::try_from(begin.elapsed().as_micros()).unwrap();

    let seed = std::env::var("YAOMU_SEED").ok().and_then(|it| it.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()) << 20 | 0x5EED);
    println!("YAOMU_SEED={seed}");
    let mut numbers = Numbers(seed);
    let (mut old, mut new) = (0, 0);
    let mut shown = 0;
    for round in 0..KILLS {
        let next = 1 - shown;
        many_pages(&site, 300, ["初版", "二版"][next]);
        let mut command = site.command(&["build", "--today", TODAY]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Every other one falls to where the new site takes the old one's place.
        let moment =
            if round % 2 == 0 { numbers.next(whole) } else { whole * 8 / 10 + numbers.next(whole * 4 / 10) };
        thread::sleep(Duration::from_micros(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = tree(&public);
        let which = editions.iter().position(|edition| differing(edition, &found).is_empty());
        let Some(which) = which else {
            let (one, two) = (differing(&editions[0], &found), differing(&editions[1], &found));
            panic!(
                "round {round} of seed {seed}: a mixed site: {} and {} files differ",
                one.len(),
                two.len()
            );
        };
        if which == shown {
            old += 1
        } else {
            new += 1
        }
        shown = which;
    }
    println!("{old} times the old site, {new} times the new one");
    // The next build cleans up.
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let mut left: Vec<String> =
        fs::read_dir(site.root()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert!(
        left.iter().all(|name| ["content", "public", "site.toml", "static"].contains(&name.as_str())),
        "{left:?}"
    );
}
