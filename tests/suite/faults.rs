//! Bad input and bad luck: what they must get. What is *said* is pinned in [`super::diagnostics`]; here is what is done.

use std::fs;

use scraper::Html;

use super::output::{assert_harmless, json_ld, select, text_of, xml};
use super::site::{Site, TODAY, differing, finish, tree};

const ARTICLE: &str = "---\ntitle: 人大代表工作\ndate: 2024-01-02\ntags: [代表, 监督]\n---\n## 主要做法\n\n人大代表密切联系群众，\n听取意见。\n\n- 一\n- 二\n";

fn built_from(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let site = Site::new();
    site.file("content/news/a.md", bytes);
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    site.public()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

#[test]
fn a_gbk_page_is_built_as_its_utf8_twin() {
    let texts = [
        ARTICLE.to_owned(),
        "---\ntitle: 代表\n---\n代表\n".to_owned(),
        "---\ntitle: 湖南\n---\n湖南省人民代表大会常务委员会工作报告，共计９５８３个。\n".to_owned(),
        "---\ntitle: a\n---\nOnly a title in ASCII — 监督。\n".to_owned(),
        "---\ntitle: 镕堃\n---\n姓名里的生僻字：朱镕基、陶喆、张堃。\n".to_owned(),
    ];
    for text in texts {
        let (gbk, _, lost) = encoding_rs::GB18030.encode(&text);
        assert!(!lost);
        assert!(differing(&built_from(text.as_bytes()), &built_from(&gbk)).is_empty(), "{text}");
    }
}

#[test]
fn what_is_not_gbk_is_never_published_as_rubbish() {
    let latin =
        encoding_rs::WINDOWS_1252.encode("---\ntitle: Café\n---\nÉté à la plage, déjà vu, naïve façade.\n").0;
    let big5 =
        encoding_rs::BIG5.encode("---\ntitle: 議會\n---\n香港立法會會議過程正式紀錄，議員質詢政府工作。\n").0;
    let cut = &ARTICLE.as_bytes()[..ARTICLE.find('系').unwrap() + 1];
    for bytes in [&*latin, &*big5, cut, &[0xFF, 0x00, 0x80]] {
        let site = Site::new();
        let ran = site.file("content/news/a.md", bytes).build(&[]);
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        assert!(ran.stderr.contains("[unreadable-text]"), "{}", ran.stderr);
        assert!(!site.root().join("public").exists());
    }
}

#[test]
fn utf16_with_a_mark_is_built_as_its_utf8_twin() {
    let expected = built_from(ARTICLE.as_bytes());
    for bytes in [utf16(ARTICLE, u16::to_le_bytes), utf16(ARTICLE, u16::to_be_bytes)] {
        assert!(differing(&expected, &built_from(&bytes)).is_empty());
    }
}

#[test]
fn byte_order_mark_line_ends_and_last_newline_make_no_difference() {
    let expected = built_from(ARTICLE.as_bytes());
    let twins = [
        format!("\u{FEFF}{ARTICLE}"),
        ARTICLE.replace('\n', "\r\n"),
        ARTICLE.replace('\n', "\r"),
        ARTICLE.trim_end().to_owned(),
    ];
    for twin in twins {
        let found = differing(&expected, &built_from(twin.as_bytes()));
        assert!(found.is_empty(), "{found:?} for {twin:?}");
    }
}

#[test]
fn a_gbk_table_is_read_as_its_utf8_twin() {
    let table = "indicator,value,region,period,source_name\nstations.count,70个,430300,2024,湖南人大网\nstations.count,81个,430300,2023,湖南人大网\n";
    let built = |bytes: &[u8]| {
        let site = Site::with_article();
        assert_eq!(site.file("content/_data/a.csv", bytes).build(&[]).code, Some(0));
        site.public()
    };
    let expected = built(table.as_bytes());
    let gbk = encoding_rs::GBK.encode(table).0;
    for bytes in [&*gbk, format!("\u{FEFF}{}", table.replace('\n', "\r\n")).as_bytes()] {
        assert!(differing(&expected, &built(bytes)).is_empty());
    }
}

#[test]
fn control_characters_reach_no_output() {
    let site = Site::new();
    site.file(
        "content/news/a.md",
        "---\ntitle: \"人大\\e代表\\0\\u202e\"\nsummary: \"要\\x07点\\uFFFE\"\ndate: 2024-01-02\nperiod: 2024\ntags: [\"监\\x08督\"]\nfigures:\n  stations.count: {value: 70个, note: \"注\\x01\", at: \"第\\x02段\"}\n---\n正\u{1b}文\u{0}有\u{202e}70个\u{FFFE}。\n",
    );
    site.file(
        "content/_data/a.csv",
        "indicator,value,region,period,note\nstations.count,71个,430000,2023,\"注\u{1b}\u{202e}意\"\n",
    );
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for line in ["content/news/a.md:10", "control-character", "bidi-control"] {
        assert!(ran.stderr.contains(line), "{}", ran.stderr);
    }
    for (path, bytes) in site.public() {
        if path.ends_with(".html")
            || path.ends_with(".xml")
            || path.ends_with(".json")
            || path.ends_with(".csv")
        {
            let text = String::from_utf8(bytes).unwrap();
            let bad = |it: char| {
                it.is_control() && !matches!(it, '\n' | '\r' | '\t') || matches!(it, '\u{202E}' | '\u{FFFE}')
            };
            let at = text.find(bad).map(|at| text[at..].chars().take(20).collect::<String>());
            assert!(at.is_none(), "{path}: {at:?}");
        }
        if path.ends_with(".xml") {
            xml(&path, &site.page(&path));
        }
    }
}

#[test]
fn dates_do_not_depend_on_the_time_zone_of_the_machine() {
    let site = Site::new();
    site.file("content/news/a.md", "---\ntitle: 甲\ndate: 2026-11-22T23:30:00-05:00\n---\n正文。\n");
    site.file("content/news/b.md", "---\ntitle: 乙\ndate: 2026-11-22 00:00:00 +0800\n---\n正文。\n");
    let mut trees = Vec::new();
    for zone in ["UTC", "Asia/Shanghai", "America/Los_Angeles"] {
        let mut command =
            site.command(&["build", "--today", TODAY, "--output", &format!("../{}", trees.len())]);
        command.env("TZ", zone);
        assert_eq!(finish(command).code, Some(0));
        trees.push(tree(&site.above().join(trees.len().to_string())));
    }
    assert!(trees[0].contains_key("news/b/index.html"));
    assert!(!trees[0].contains_key("news/a/index.html"), "it is tomorrow in the site's time zone");
    for other in &trees[1..] {
        assert!(differing(&trees[0], other).is_empty());
    }
}

#[test]
fn links_pipes_and_what_lies_outside_are_not_published() {
    let site = Site::with_article();
    fs::write(site.above().join("SECRET"), "SECRET-7c1d").unwrap();
    fs::create_dir(site.above().join("folder")).unwrap();
    fs::write(site.above().join("folder/b.md"), "---\ntitle: SECRET-7c1d\n---\nSECRET-7c1d\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let root = site.root();
        symlink("../../SECRET", root.join("content/secret.md")).unwrap();
        symlink("../../folder", root.join("content/folder")).unwrap();
        fs::create_dir(root.join("static")).unwrap();
        symlink("../../SECRET", root.join("static/secret.txt")).unwrap();
        symlink("/dev/zero", root.join("static/zero")).unwrap();
        symlink("..", root.join("static/loop")).unwrap();
        assert!(
            std::process::Command::new("mkfifo").arg(root.join("content/p.md")).status().unwrap().success()
        );
        assert!(
            std::process::Command::new("mkfifo").arg(root.join("static/p.css")).status().unwrap().success()
        );
    }
    let outside = |site: &Site| {
        let mut all = tree(site.above());
        all.retain(|path, _| !path.starts_with("site/public/"));
        all
    };
    let before = outside(&site);
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(differing(&before, &outside(&site)).is_empty(), "sources and what lies beside them stay");
    for (path, bytes) in site.public() {
        assert!(!String::from_utf8_lossy(&bytes).contains("SECRET-7c1d"), "{path}");
    }
}

#[test]
fn front_matter_that_never_ends_is_refused_quickly() {
    let deep = format!("---\ntitle: 甲\nextra: {}{}\n---\n文。\n", "[".repeat(5_000), "]".repeat(5_000));
    let wide = format!("---\ntitle: {}\n---\n文。\n", "长".repeat(1_000_000));
    for (text, code) in [(deep, 1), (wide, 0)] {
        let site = Site::new();
        let begin = std::time::Instant::now();
        let ran = site.file("content/a.md", text).build(&[]);
        assert_eq!(ran.code, Some(code), "{}", ran.stderr.chars().take(2000).collect::<String>());
        assert!(begin.elapsed().as_secs() < 20);
    }
}

/// What is put into every field that takes words.
const HOSTILE: &str = r#"</title><script>alert(1)</script>" onload="x' ]]> </script> {{ 7*7 }} {% include "x" %} ${7} <!-- &amp; \u0041"#;

fn hostile_site() -> Site {
    let site = Site::empty();
    let toml = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    let yaml = format!("'{}'", HOSTILE.replace('\'', "''"));
    let csv = format!("\"{}\"", HOSTILE.replace('"', "\"\""));
    site.file("site.toml", format!(
        "title = \"{toml}\"\ndescription = \"{toml}\"\nbase_url = \"https://example.org/digest/\"\nregion = \"430000\"\nnav = [{{ title = \"{toml}\", path = \"news/\" }}]\n[publication]\nname = \"{toml}\"\npublisher = \"{toml}\"\napproval = \"{toml}\"\nnote = \"{toml}\"\n[footer]\norganiser = \"{toml}\"\noperator = \"{toml}\"\naddress = \"{toml}\"\nicp = \"{toml}\"\npolice = \"{toml}\"\nsite_code = \"{toml}\"\ncopyright = \"{toml}\"\nlinks = [{{ title = \"{toml}\", url = \"javascript:alert(1)\" }}, {{ title = \"甲\", url = \"https://example.com/?a=\\\"b\" }}]\n"
    ));
    site.file("content/news/_index.md", format!("---\ntitle: {yaml}\nsummary: {yaml}\n---\n导语。\n"));
    site.file("content/news/a.md", format!(
        "---\ntitle: {yaml}\ndate: 2024-01-02\nsummary: {yaml}\nperiod: {{kind: year, start: 2024, label: {yaml}}}\nsource: {{name: {yaml}, author: {yaml}, editor: {yaml}, licence: {yaml}, url: 'https://example.com/?a=\"><script>'}}\ntopics: [{yaml}]\ntags: [{yaml}]\nseries: {yaml}\ncorrections:\n  - {{date: 2024-01-03, was: {yaml}, now: {yaml}, reason: {yaml}}}\nextra: {{a: {yaml}}}\nfigures:\n  - {{indicator: stations.count, value: 70个, definition: {yaml}, denominator: {yaml}, at: {yaml}, note: {yaml}, category: {yaml}, change: {{value: 3个, against: {yaml}}}}}\n---\n## 标题 {HOSTILE}\n\n建成70个。`{HOSTILE}`\n\n```{HOSTILE}\n{HOSTILE}\n```\n\n```chart\nindicator: stations.count\ntitle: {yaml}\n```\n\n[链接](https://example.com/?a=\"b 'c\" \"{{{{ 7*7 }}}}\")\n"
    ));
    site.file("content/issues/1.md", format!(
        "---\ntitle: {yaml}\nkind: issue\nnumber: 1\ndate: 2024-01-04\narticles: [../news/a.md]\n---\n导语。\n"
    ));
    site.file("content/_data/a.csv", format!(
        "indicator,value,region,period,note,definition,at,category,source_name,source_author\nstations.count,71个,430000,2023,{csv},{csv},{csv},{csv},{csv},{csv}\n"
    ));
    site.file(
        "content/_data/indicators.csv",
        format!(
            "id,name_zh,name_en,unit,function,synonyms,formula\nown.count,{csv},{csv},件,{csv},{csv},{csv}\n"
        ),
    );
    site.file("content/_data/b.csv", "indicator,value,region,period\nown.count,3件,430000,2022\nown.count,4件,430000,2023\nown.count,5件,430000,2024\n");
    site
}

#[test]
fn hostile_words_are_words_on_every_page() {
    let site = hostile_site();
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let public = site.public();
    for (path, bytes) in &public {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if path.ends_with(".html") {
            let page = Html::parse_document(text);
            assert_harmless(path, &page);
            json_ld(&page);
            assert!(!text.contains("&amp;amp;amp;"), "{path}: escaped twice");
            let words: String = page.root_element().text().collect();
            assert!(!words.contains(" 49 "), "{path}: content was read as a template");
        } else if path.ends_with(".xml") {
            xml(path, text);
        } else if path.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    // And every reader gets back exactly what was written.
    let page = Html::parse_document(&site.page("news/a/index.html"));
    assert_eq!(text_of(&page, "h1"), HOSTILE);
    assert_eq!(text_of(&page, "title"), format!("{HOSTILE} - {HOSTILE}"));
    assert_eq!(select(&page, "meta[name=description]")[0].attr("content"), Some(HOSTILE));
    let graph = &json_ld(&page)[0]["@graph"];
    assert_eq!(graph[0]["headline"], HOSTILE);
    assert_eq!(graph[0]["isBasedOn"]["name"], HOSTILE);
    let feed = xml("feed.xml", &site.page("feed.xml"));
    assert!(feed["title"].iter().any(|it| it == HOSTILE), "{:?}", feed["title"]);
    assert!(feed["summary"].iter().any(|it| it == HOSTILE));
    let json: serde_json::Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    assert_eq!(json["title"], HOSTILE);
    let ledger: serde_json::Value = serde_json::from_str(&site.page("data/figures.json")).unwrap();
    assert!(ledger.to_string().contains(&serde_json::to_string(HOSTILE).unwrap()));
}

/// Markdown that tries to run a script, to leave the page or to break out of an attribute.
const TRICKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">",
    "<form action=https://evil.example/><input name=x></form>",
    "<object data=x></object>",
    "<embed src=x>",
    "<!-- --><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<x\nonclick=alert(1)>y</x>",
    "**<b onclick=alert(1)>x</b>**",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "## x {#a\" onclick=\"alert(1)}",
    "## x {#a onclick=alert(1)}",
    "## x {.c\" onclick=\"alert(1) style=\"x}",
    "## <script>alert(1)</script>",
    "```\"><script>alert(1)</script>\nx\n```",
    "```js\" onclick=\"alert(1)\nx\n```",
    "| <script>alert(1)</script> |\n|:-:|\n| <img src=x onerror=alert(1)> |",
    "[x][y]\n\n[y]: https://example.com/ '\" onclick=\"alert(1)'",
    "[x](https://example.com/ \"\\\" onclick=\\\"alert(1)\")",
    "[x](<https://example.com/\" onclick=\"alert(1)>)",
    "[x](https://example.com/%22%20onclick=%22alert(1))",
    "[^\"><script>]\n\n[^\"><script>]: x",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "- [x] <script>alert(1)</script>",
    "a\n: <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;",
    "<https://example.com/\"onclick=alert(1)>",
    "<mailto:a@example.com?subject=\"onclick=alert(1)>",
    "![a\" onerror=\"alert(1)](https://example.com/x.png)",
    "![x](https://example.com/x.png \"\\\" onerror=\\\"alert(1)\")",
    "\u{0}<\u{0}script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<video><source onerror=alert(1)></video>",
    "<template><script>alert(1)</script></template>",
    "<b/onclick=alert(1)>x",
];

/// Links that must not be: each an error.
const BAD_LINKS: &[&str] = &[
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](\\\\\\\\evil.example/)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
];

#[test]
fn markdown_runs_nothing() {
    let site = Site::new();
    for (number, trick) in TRICKS.iter().enumerate() {
        site.file(
            &format!("content/t/{number}.md"),
            format!("---\ntitle: 甲\n---\n文。\n\n{trick}\n\n尾声。\n"),
        );
    }
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for (number, trick) in TRICKS.iter().enumerate() {
        let path = format!("t/{number}/index.html");
        let text = site.page(&path);
        let page = Html::parse_document(&text);
        assert_harmless(trick, &page);
        let main = select(&page, "main")[0];
        for tag in ["style", "meta", "link", "input:not([type=checkbox])", "svg", "math", "video", "img"] {
            let selector = scraper::Selector::parse(tag).unwrap();
            assert!(main.select(&selector).next().is_none(), "{}: {}", trick, main.html());
        }
        // The parser wants the closing tag in small letters, so that this one takes the rest of the text with it.
        assert!(
            text.contains("尾声。") || trick.contains("</SCRIPT>"),
            "{}: the rest of the text is lost",
            trick
        );
    }
    for (path, bytes) in site.public() {
        if path.ends_with(".xml") {
            let feed = xml(&path, std::str::from_utf8(&bytes).unwrap());
            for content in feed.get("content").into_iter().flatten() {
                assert_harmless(&path, &Html::parse_fragment(content));
            }
        }
    }
}

#[test]
fn links_that_run_or_leave_the_scheme_open_are_errors() {
    for link in BAD_LINKS {
        let site = Site::new();
        let ran = site.file("content/a.md", format!("---\ntitle: 甲\n---\n文。\n\n{link}\n")).build(&[]);
        assert_eq!(ran.code, Some(1), "{link}: {}", ran.stderr);
        assert!(ran.stderr.contains("[bad-link]"), "{link}: {}", ran.stderr);
    }
}

#[test]
fn raw_html_passes_where_the_site_allows_it() {
    let site = Site::empty();
    site.file(
        "site.toml",
        "title = \"甲\"\nbase_url = \"https://example.org/\"\n[content]\nraw_html = true\n",
    );
    site.file("content/a.md", "---\ntitle: 甲\n---\n人大<b>代表</b>。\n");
    site.build_well(&[]);
    assert!(site.page("a/index.html").contains("人大<b>代表</b>。"));
}

#[test]
fn addresses_of_a_site_in_all_their_forms() {
    for base in [
        "https://example.org",
        "https://example.org/",
        "https://example.org/repo",
        "https://example.org/repo/",
    ] {
        let site = Site::with_article();
        site.build_well(&["--base-url", base]);
        let slash = if base.ends_with('/') { base.to_owned() } else { format!("{base}/") };
        let page = site.page("news/a/index.html");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{slash}news/a/\">")), "{base}");
        let path = slash.splitn(4, '/').nth(3).unwrap();
        assert!(site.page("404.html").contains(&format!("href=\"/{path}yaomu.css\"")), "{base}");
        assert!(page.contains("href=\"../../yaomu.css\""));
    }
    for base in [
        "example.org",
        "ftp://example.org/",
        "https://",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://a b/",
        "javascript:alert(1)",
    ] {
        let site = Site::with_article();
        let ran = site.build(&["--base-url", base]);
        assert_eq!(ran.code, Some(2), "{base}: {}", ran.stderr);
        assert!(!site.root().join("public").exists());
    }
}

#[test]
fn known_crashers_of_the_markdown_parser_are_survived() {
    let crashers = [
        "%\n:\u{301}\n\t:",
        "[^1]:\n    *\n      + > deeply nested setext header\n        > [^2]\n        > {.class}\n        > ---------\n\n[^2]: another footnote\n",
        "> foo\n> :word-wrapped-shortcode:\n",
        "A very nested definition\n:   Def 1.1\n    :   Def 1.1.1\n        :   Text\n\nA succeeding paragraph\n",
        "As defined by the foo:\n\n> The Foo\n> :   This defines foo.\n>",
    ];
    for crasher in crashers {
        let site = Site::new();
        site.file("content/a.md", format!("---\ntitle: 甲\n---\n{crasher}"));
        site.file("content/b.md", "---\ntitel: 乙\n---\n文。\n");
        let ran = site.build(&[]);
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        assert!(ran.stderr.contains("content/b.md"), "the other page's error is shown: {}", ran.stderr);
    }
}

#[test]
fn pathological_markdown_takes_no_time() {
    let many = 20_000;
    let texts = [
        ">".repeat(many),
        "[".repeat(many),
        "![[]()".repeat(many / 4),
        "*a **a ".repeat(many / 4),
        "`".repeat(many),
        "a[^1]\n\n[^1]: x\n".repeat(many / 40),
        format!("{}\n{}\n", "|a".repeat(2000), "|-".repeat(2000)),
    ];
    for text in texts {
        let site = Site::new();
        let begin = std::time::Instant::now();
        let ran = site.file("content/a.md", format!("---\ntitle: 甲\n---\n{text}\n")).build(&[]);
        let shown: String = text.chars().take(20).collect();
        assert!(matches!(ran.code, Some(0 | 1)), "{shown}: {:?}", ran.code);
        assert!(begin.elapsed().as_secs() < 20, "{shown}: {:?}", begin.elapsed());
    }
}
