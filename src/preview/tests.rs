#![expect(clippy::disallowed_methods, reason = "the tests change the files that the preview reads")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::diag::{self, Language};
use crate::pipeline;
use crate::scan;

const URL: &str = "http://127.0.0.1:1111/";

const SITE: &str =
    "title = \"试站\"\nbase_url = \"https://example.org/a/\"\nregion = \"430000\"\n[pictures]\npng = false\n";

/// A site with everything that a text may change: lists with its beginning, links, pictures, charts, a bulletin.
fn site() -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("site.toml", SITE),
        ("content/_index.md", "---\ntitle: 首页\n---\n\n欢迎，见[甲](news/a.md)。\n"),
        ("content/news/_index.md", "---\ntitle: 动态\n---\n\n这里是动态。\n"),
        (
            "content/news/a.md",
            "---\ntitle: 甲\ndate: 2025-01-02\nregion: 430000\nperiod: 2024\nsource: {name: 报纸}\nfigures:\n  suggestions.total: 460件\n---\n\n收到建议460件。\n\n```chart\nindicator: suggestions.total\n```\n\n见[乙](b.md#zhang)。\n",
        ),
        (
            "content/news/b.md",
            "---\ntitle: 乙\ndate: 2025-02-03\ntopics: [监督]\n---\n\n乙的开头。\n\n## 章 {#zhang}\n\n![图](p.svg)\n",
        ),
        ("content/news/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/news/q.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/issues/_index.md", "---\ntitle: 期刊\nkind: issue\n---\n"),
        (
            "content/issues/1.md",
            "---\ntitle: 第一期\ndate: 2025-03-01\nnumber: 1\nserial: 1\narticles: [../news/a.md, ../news/b.md]\n---\n",
        ),
        (
            "content/_data/more.csv",
            "indicator,region,period,value,source\nsuggestions.total,430000,2022,400件,公报\nsuggestions.total,430000,2023,430件,公报\n",
        ),
        ("static/extra.css", "a{}"),
    ] {
        write(temp.path(), path, text);
    }
    temp
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn edit(root: &Path, path: &str, from: &str, to: &str) {
    let file = root.join(path);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{path} has {from}");
    fs::write(file, text.replace(from, to)).unwrap();
}

/// What a build makes of the site.
fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let options = pipeline::Options {
        today: Some(date(2026, 1, 1)),
        base_url: Some(URL.to_owned()),
        ..pipeline::Options::default()
    };
    let (inputs, scanned) = scan::scan(root).unwrap();
    let prepared = pipeline::prepare(inputs, scanned, &options, |_| unreachable!());
    let files = Mutex::new(BTreeMap::new());
    let Ok(renderer) = Renderer::new(&prepared.site, &prepared.plan, false) else { panic!("templates") };
    let done = renderer.run::<()>(&|artifact| {
        let bytes = match artifact.content {
            Content::Bytes(bytes) => bytes.into_owned(),
            Content::Copy(file) => fs::read(file).unwrap(),
            Content::Drawn(it) => (it.draw)(),
        };
        files.lock().unwrap().insert(artifact.path.into_owned(), bytes);
        Ok(())
    });
    assert!(done.is_ok());
    files.into_inner().unwrap()
}

fn bytes(file: Option<File>) -> Option<Vec<u8>> {
    match file? {
        File::Bytes(bytes) => Some(bytes.to_vec()),
        File::OnDisk(file) => Some(fs::read(file).unwrap()),
        File::Broken { last, .. } => last.map(|it| it.to_vec()),
    }
}

struct Run {
    preview: Preview,
    sources: Sources,
    root: PathBuf,
}

impl Run {
    fn new(root: &Path) -> Self {
        let options = Options {
            root: root.to_owned(),
            today: Some(date(2026, 1, 1)),
            drafts: false,
            future: false,
            url: URL.to_owned(),
        };
        let sources = Sources::new(options, |_| unreachable!());
        Self { preview: Preview::default(), sources, root: root.to_owned() }
    }

    /// Follows a change. Both what is shown the short way and what is shown in the end must be what a build makes, as far as
    /// a site of the short way can be asked before it is settled.
    fn follow(&mut self, changed: &[&str]) -> Vec<String> {
        let expected = built(&self.root);
        let changed: Vec<PathBuf> = changed.iter().map(|it| self.root.join(it)).collect();
        let shown = self.sources.follow(&self.preview, &changed).unwrap();
        self.compare(&expected, &shown);
        let settled = self.sources.settle(&self.preview);
        self.compare(&expected, &settled);
        let shown: BTreeSet<String> = {
            let shown = self.preview.read();
            let outputs = &shown.as_ref().unwrap().plan.outputs;
            outputs.iter().map(|it| crate::path::file(&it.path).into_owned()).collect()
        };
        assert_eq!(shown, expected.into_keys().collect(), "the files of a build");
        settled.findings.iter().map(|it| it.code.to_owned()).collect()
    }

    fn compare(&self, expected: &BTreeMap<String, Vec<u8>>, step: &Step) {
        for (path, wanted) in expected {
            // What only a text that nobody has asked for makes (a chart of it) is waited for: not here, in the same thread.
            if step.is_settled || self.preview.has(path) {
                let made = bytes(self.preview.file(path));
                assert_eq!(text(made.as_deref()), text(Some(wanted)), "{path}, settled: {}", step.is_settled);
            }
        }
    }

    /// Follows a change of one file; the codes of what is said at first and in the end.
    fn codes(&mut self, path: &str) -> [Vec<&'static str>; 2] {
        let shown = self.sources.follow(&self.preview, &[self.root.join(path)]).unwrap();
        let settled = self.sources.settle(&self.preview);
        [shown, settled].map(|step| step.findings.iter().map(|it| it.code).collect())
    }
}

fn text(bytes: Option<&[u8]>) -> Option<String> {
    bytes.map(|it| String::from_utf8_lossy(it).into_owned())
}

#[test]
fn what_is_shown_is_what_a_build_makes_from_the_first_moment() {
    let temp = site();
    assert_eq!(Run::new(temp.path()).follow(&[]), Vec::<String>::new());
}

#[test]
fn every_kind_of_change_leads_to_what_a_build_makes() {
    let temp = site();
    let (root, none) = (temp.path(), Vec::<String>::new());
    let mut run = Run::new(root);
    run.follow(&[]);
    // Texts: the beginning that lists show, a link, a picture that was not used, a chart more and a chart less.
    edit(root, "content/news/b.md", "乙的开头", "乙的新开头");
    assert_eq!(run.follow(&["content/news/b.md"]), none);
    edit(root, "content/news/b.md", "![图](p.svg)", "![图](p.svg) ![图](q.svg) [甲](a.md)");
    assert_eq!(run.follow(&["content/news/b.md"]), none);
    edit(
        root,
        "content/news/b.md",
        "## 章",
        "```chart\nindicator: suggestions.total\nkind: line\n```\n\n## 章",
    );
    assert_eq!(run.follow(&["content/news/b.md"]), none);
    edit(root, "content/news/a.md", "```chart\nindicator: suggestions.total\n```", "没有图。");
    assert_eq!(run.follow(&["content/news/a.md"]), none);
    edit(root, "content/_index.md", "欢迎", "您好");
    edit(root, "content/news/_index.md", "这里是", "都是");
    assert_eq!(run.follow(&["content/_index.md", "content/news/_index.md"]), none);
    // Front matter: a figure and the text that says it, a title that others show, a date.
    edit(root, "content/news/a.md", "460件", "470件");
    assert_eq!(run.follow(&["content/news/a.md"]), none);
    edit(root, "content/news/b.md", "title: 乙\ndate: 2025-02-03", "title: 丙\ndate: 2024-12-31");
    assert_eq!(run.follow(&["content/news/b.md"]), none);
    // Files that come, go and move.
    write(root, "content/news/c.md", "---\ntitle: 新\ndate: 2025-06-01\ntags: [新]\n---\n\n新文。\n");
    assert_eq!(run.follow(&["content/news/c.md"]), none);
    fs::rename(root.join("content/news/c.md"), root.join("content/news/d.md")).unwrap();
    assert_eq!(run.follow(&["content/news/c.md", "content/news/d.md"]), none);
    fs::remove_file(root.join("content/news/d.md")).unwrap();
    assert_eq!(run.follow(&["content/news/d.md"]), none);
    // Tables, settings, templates, files that are copied.
    edit(root, "content/_data/more.csv", "430件", "440件");
    assert_eq!(run.follow(&["content/_data/more.csv"]), none);
    edit(root, "site.toml", "试站", "新站");
    assert_eq!(run.follow(&["site.toml"]), none);
    write(root, "templates/404.html", "<p>{{ site.title }} 没有</p></body>");
    assert_eq!(run.follow(&["templates/404.html"]), none);
    write(root, "static/extra.css", "b{}");
    assert_eq!(run.follow(&["static/extra.css"]), none);
    write(root, "static/more.css", "c{}");
    assert_eq!(run.follow(&["static/more.css"]), none);
    edit(root, "content/news/_index.md", "title: 动态", "title: 动态\nlanguage: en");
    assert_eq!(run.follow(&["content/news/_index.md"]), none);
    // Events may be lost: then everything is looked at.
    edit(root, "content/news/b.md", "新开头", "旧开头");
    edit(root, "content/issues/1.md", "第一期", "第1期");
    assert_eq!(run.follow(&[]), none);
}

#[test]
fn a_saved_text_is_read_alone() {
    let temp = site();
    let mut run = Run::new(temp.path());
    run.follow(&[]);
    let body = |run: &Run| run.preview.read().as_ref().unwrap().site.pages[0].document.body.clone();
    let (before, number) = (body(&run), run.preview.number());
    // Nothing has changed: nobody reads, and no page loads itself again.
    run.follow(&["content/news/b.md", "static/extra.css"]);
    assert_eq!(run.preview.number(), number);
    edit(temp.path(), "content/news/b.md", "乙的开头", "改过");
    run.follow(&["content/news/b.md"]);
    assert!(Arc::ptr_eq(&before, &body(&run)), "other texts are not read again");
}

#[test]
fn what_cannot_be_read_stays_as_it_was_and_is_told() {
    let temp = site();
    let root = temp.path();
    let mut run = Run::new(root);
    run.follow(&[]);
    let page = |run: &Run, path: &str| text(bytes(run.preview.file(path)).as_deref()).unwrap();
    let broken = |run: &mut Run, path: &str, from: &str, to: &str, code: &str, shown: &str| {
        let before = page(run, shown);
        edit(root, path, from, to);
        let steps = run.codes(path);
        assert!(steps.iter().all(|codes| codes.contains(&code)), "{code} in {steps:?}");
        assert_eq!(page(run, shown), before, "{code}");
        // Another page goes on all the same.
        edit(root, "content/issues/1.md", "title: 第一期", "title: 第一期期");
        run.codes("content/issues/1.md");
        assert!(page(run, "issues/1/index.html").contains("第一期期"));
        edit(root, "content/issues/1.md", "第一期期", "第一期");
        edit(root, path, to, from);
        assert_eq!(run.follow(&[path, "content/issues/1.md"]), Vec::<String>::new(), "mended");
    };
    broken(&mut run, "content/news/b.md", "2025-02-03", "2025-02-31", "bad-date", "news/b/index.html");
    broken(&mut run, "content/news/b.md", "title: 乙", "title: \"乙", "bad-yaml", "news/b/index.html");
    broken(&mut run, "site.toml", "title = ", "titel = ", "unknown-key", "index.html");
    broken(&mut run, "content/_data/more.csv", "400件", "很多", "unread-value", "data/figures.csv");
}

#[test]
fn a_template_that_fails_leaves_the_last_good_page() {
    let temp = site();
    let root = temp.path();
    write(root, "templates/404.html", "<p>{{ site.title }}</p></body>");
    let mut run = Run::new(root);
    run.follow(&[]);
    // It cannot be loaded.
    write(root, "templates/404.html", "<p>{{ site.title </p></body>");
    let said = run.sources.follow(&run.preview, &[root.join("templates/404.html")]).unwrap().findings;
    let human = diag::human(&said, Language::English, false);
    assert!(human.contains("templates/404.html:1"), "{human}");
    assert_eq!(bytes(run.preview.file("404.html")).unwrap(), "<p>试站</p></body>".as_bytes());
    // It can be loaded and not be rendered.
    write(root, "templates/404.html", "<p>{{ page.nothing.at_all }}</p></body>");
    run.codes("templates/404.html");
    let Some(File::Broken { last: Some(last), why }) = run.preview.file("404.html") else {
        panic!("it is broken")
    };
    assert_eq!(*last, *"<p>试站</p></body>".as_bytes());
    assert_eq!(&*why.place.file, "templates/404.html");
    assert_eq!(run.codes("templates/404.html")[1], [why.code], "told before anybody asks for such a page");
    write(root, "templates/404.html", "<p>好</p></body>");
    assert_eq!(run.follow(&["templates/404.html"]), Vec::<String>::new());
}

#[test]
fn what_was_wrong_at_the_start_is_shown_as_far_as_it_can_be_read() {
    let temp = site();
    let root = temp.path();
    edit(root, "content/news/b.md", "2025-02-03", "2025-02-31");
    edit(root, "content/news/a.md", "[乙](b.md#zhang)", "[乙](c.md)");
    let mut run = Run::new(root);
    run.sources.follow(&run.preview, &[]).unwrap();
    let said = run.sources.settle(&run.preview).findings;
    let codes: Vec<&str> = said.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["dead-link", "bad-date"], "every problem in one run");
    assert!(text(bytes(run.preview.file("news/b/index.html")).as_deref()).unwrap().contains("乙的开头"));
    edit(root, "content/news/b.md", "2025-02-31", "2025-02-03");
    edit(root, "content/news/a.md", "[乙](c.md)", "[乙](b.md)");
    assert_eq!(run.follow(&["content/news/a.md", "content/news/b.md"]), Vec::<String>::new());
}

#[test]
fn a_folder_that_is_no_site_is_a_failure() {
    let temp = tempfile::tempdir().unwrap();
    let mut run = Run::new(temp.path());
    let failure = run.sources.follow(&run.preview, &[]).unwrap_err();
    assert_eq!(failure.diagnostic.code, "missing-content");
    assert!(!run.preview.is_ready());
    assert!(run.preview.file("index.html").is_none());
}

#[test]
fn a_file_in_another_encoding_is_told_until_it_is_mended() {
    let temp = site();
    let root = temp.path();
    let file = root.join("content/news/b.md");
    let written = fs::read_to_string(&file).unwrap();
    let (old, ..) = encoding_rs::GB18030.encode(&written);
    fs::write(&file, old).unwrap();
    let mut run = Run::new(root);
    run.sources.follow(&run.preview, &[]).unwrap();
    let codes = |step: Step| step.findings.iter().map(|it| it.code).collect::<Vec<_>>();
    assert_eq!(codes(run.sources.settle(&run.preview)), ["not-utf8"]);
    fs::write(&file, &written).unwrap();
    run.sources.follow(&run.preview, std::slice::from_ref(&file)).unwrap();
    assert_eq!(codes(run.sources.settle(&run.preview)), [""; 0], "the same text in UTF-8");
    fs::write(&file, b"\xff\xff\xff").unwrap();
    run.sources.follow(&run.preview, std::slice::from_ref(&file)).unwrap();
    assert_eq!(run.sources.settle(&run.preview).findings.len(), 1);
    assert!(text(bytes(run.preview.file("news/b/index.html")).as_deref()).unwrap().contains("乙的开头"));
    fs::write(&file, &written).unwrap();
    assert_eq!(run.follow(&["content/news/b.md"]), Vec::<String>::new());
}

#[test]
fn nobody_waits_for_texts_that_will_not_be_read() {
    let temp = site();
    let mut run = Run::new(temp.path());
    run.sources.follow(&run.preview, &[]).unwrap();
    let begin = std::time::Instant::now();
    std::thread::scope(|scope| {
        let waits = scope.spawn(|| run.preview.file("nothing/index.html").is_none());
        std::thread::sleep(Duration::from_millis(50));
        run.preview.end();
        assert!(waits.join().unwrap());
    });
    assert!(begin.elapsed() < PATIENCE / 2);
}

#[test]
fn a_folder_keeps_its_language_while_its_page_cannot_be_read() {
    let temp = site();
    let root = temp.path();
    fs::create_dir(root.join("content/en")).unwrap();
    fs::write(root.join("content/en/_index.md"), "---\ntitle: Home\nlanguage: en\n---\n").unwrap();
    fs::write(root.join("content/en/p.md"), "---\ntitle: P\n---\nText\n").unwrap();
    let mut run = Run::new(root);
    let english = |run: &Run| text(bytes(run.preview.file("en/p/index.html")).as_deref()).unwrap();
    run.sources.follow(&run.preview, &[]).unwrap();
    run.sources.settle(&run.preview);
    let before = english(&run);
    for broken in ["---\ntitle: [Home\nlanguage: en\n---\n", "---\ntitle: Home\nlanguage: enn\n---\n"] {
        fs::write(root.join("content/en/_index.md"), broken).unwrap();
        // Everything is read again.
        run.sources.follow(&run.preview, &[]).unwrap();
        assert!(diag::has_errors(&run.sources.settle(&run.preview).findings));
        assert_eq!(english(&run), before);
        let home = text(bytes(run.preview.file("en/index.html")).as_deref()).unwrap();
        assert!(home.contains("Home"), "{home}");
    }
    fs::write(root.join("content/en/_index.md"), "---\ntitle: 首页\n---\n").unwrap();
    run.follow(&[]);
}
