//! The reference of the theme in the manual, made from the code: templates, components, values, colours.
//!
//! 1. `view.rs` and `pages.rs` are read with `syn`: structs, fields, types, comments, and which template makes which page.
//! 2. The templates themselves say what they extend, which blocks and components they have.
//! 3. Words that the code does not have stand in `theme/zh-CN.txt` and `theme/en.txt`; one that is missing or too many fails.
//! 4. `theme/zh-CN.md` and `theme/en.md` are the pages with places (`@values`) for it. `UPDATE=1` writes them into the manual.

mod code;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use yaomu::diag::Language;
use yaomu::theme;

use super::site::{Site, updating};
use code::{Kind, pages, structs};

/// What stands about things in one language, by what they are about.
type Words = BTreeMap<String, String>;

#[test]
fn the_reference_is_what_the_code_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut problems = String::new();
    for (language, page, file) in [
        (Language::Chinese, include_str!("theme/zh-CN.md"), "content/docs/theme.md"),
        (Language::English, include_str!("theme/en.md"), "content/docs/en/theme.md"),
    ] {
        let made = made(page, language);
        let path = root.join(file);
        if updating() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &made).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != made {
            let _ = writeln!(problems, "{file} is not what the code says; run with UPDATE=1");
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn what_is_said_is_of_something_that_is_there() {
    let mut in_english: BTreeSet<String> = theme::templates()
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.starts_with("components/"))
        .collect();
    in_english.extend(components().into_iter().map(|it| format!("<{}>", it.name)));
    in_english.extend(filters().into_iter().map(|name| format!("filter {name}")));
    in_english.extend(settable().into_iter().map(|name| format!("colour {name}")));
    let mut in_chinese = in_english.clone();
    for it in structs() {
        in_chinese.extend(it.fields.iter().map(|field| format!("{}.{}", it.name, field.name)));
        in_chinese.insert(it.name);
    }
    for (language, expected) in [(Language::Chinese, in_chinese), (Language::English, in_english)] {
        let told: BTreeSet<String> = words(language).into_keys().collect();
        let missing: Vec<&String> = expected.difference(&told).collect();
        let stale: Vec<&String> = told.difference(&expected).collect();
        assert!(missing.is_empty() && stale.is_empty(), "{language:?}: missing {missing:?}, stale {stale:?}");
    }
}

/// Whoever follows the page gets what it promises.
#[test]
fn the_worked_example_works() {
    for (page, footer, contact) in [
        (include_str!("theme/zh-CN.md"), "本站由某市人大常委会办公室编辑", "联系：联络站办公室"),
        (include_str!("theme/en.md"), "Edited by the office", "Ask the office of the station"),
    ] {
        let site = Site::empty();
        let files = files_of(page);
        assert!(files.len() > 4, "{files:?}");
        for (path, text) in &files {
            site.file(path, text);
        }
        site.file("content/about.md", "---\ntitle: A\nkind: page\n---\nB\n");
        let ran = site.build(&[]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let article = site.page("news/first/index.html");
        for part in [footer, contact, "own.css", "--accent:#a8571c;"] {
            assert!(article.contains(part), "{part}: {article}");
        }
        // What stood in the foot before stands there still, and pages without a contact have none.
        assert!(article.contains("class=\"generator\""), "{article}");
        let about = site.page("about/index.html");
        assert!(about.contains(footer) && !about.contains("class=\"contact\""), "{about}");
        assert!(site.public().contains_key("own.css"));
    }
}

/// The files that a page shows: a line of nothing but a path, then a block of code.
fn files_of(page: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some((path, "：" | ":")) = line.strip_prefix('`').and_then(|rest| rest.split_once('`')) else {
            continue;
        };
        assert_eq!(lines.next(), Some(""));
        assert!(lines.next().is_some_and(|it| it.starts_with("```")), "{path}");
        let text: String =
            lines.by_ref().take_while(|it| *it != "```").map(|line| format!("{line}\n")).collect();
        files.push((path.to_owned(), text));
    }
    files
}

/// The page with its places filled in.
fn made(page: &str, language: Language) -> String {
    let words = words(language);
    let parts = [
        ("@words", theme::messages::messages(language).len().to_string()),
        ("@templates", templates_table(language, &words)),
        ("@components", components_table(language, &words)),
        ("@filters", filters_list(language, &words)),
        ("@colours", colours_table(language, &words)),
        ("@others", other_properties(language)),
        (
            "@static",
            theme::static_files().iter().map(|name| format!("- `{name}`")).collect::<Vec<_>>().join("\n"),
        ),
        ("@values", values(language, &words)),
    ];
    let mut made = page.to_owned();
    for (place, text) in parts {
        assert!(made.contains(place), "{place}");
        made = made.replace(place, text.trim_end());
    }
    made
}

fn words(language: Language) -> Words {
    let text = match language {
        Language::Chinese => include_str!("theme/zh-CN.txt"),
        Language::English => include_str!("theme/en.txt"),
    };
    let pair = |line: &str| {
        let (name, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
        (name.to_owned(), text.to_owned())
    };
    let pairs: Vec<(String, String)> = text.lines().filter(|line| !line.is_empty()).map(pair).collect();
    let count = pairs.len();
    let words: Words = pairs.into_iter().collect();
    assert_eq!(words.len(), count, "something is said twice");
    words
}

fn say(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

fn joined(items: &[String], language: Language) -> String {
    items.join(say(language, "、", ", "))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn linked(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

fn templates_table(language: Language, words: &Words) -> String {
    let views = pages();
    let mut out = String::from(say(
        language,
        "| 模板 | 什么页 | `page` | 块 | 来自 |\n|---|---|---|---|---|\n",
        "| template | what it makes | `page` | blocks | extends |\n|---|---|---|---|---|\n",
    ));
    for (name, text) in theme::templates() {
        if name.starts_with("components/") {
            continue;
        }
        let view = views.iter().find(|(template, _)| template == name).map(|(_, view)| linked(view));
        let view = view.unwrap_or_else(|| linked("Head"));
        let blocks: Vec<String> = tags(text, "block ").map(|it| format!("`{it}`")).collect();
        let base = tags(text, "extends ").next().map(|it| format!("`{}`", it.trim_matches('"')));
        let about = words.get(name).map_or("", String::as_str);
        let blocks = joined(&blocks, language);
        let _ = writeln!(out, "| `{name}` | {about} | {view} | {blocks} | {} |", base.unwrap_or_default());
    }
    out
}

/// The first word behind each `{% tag ` of a template.
fn tags<'a>(text: &'a str, tag: &'static str) -> impl Iterator<Item = &'a str> {
    text.split("{%").skip(1).filter_map(move |rest| {
        let rest = rest.trim_start_matches('-').trim_start().strip_prefix(tag)?;
        rest.split([' ', '%']).next()
    })
}

struct Component {
    file: &'static str,
    name: &'static str,
    /// As they are written, without those that come in by themselves.
    parameters: Vec<String>,
}

fn components() -> Vec<Component> {
    let of_file = |(file, text): (&'static str, &'static str)| {
        text.split("{%- component ").skip(1).map(move |rest| {
            let (name, rest) = rest.split_once('(').unwrap();
            let (parameters, _) = rest.split_once(')').unwrap();
            let own = parameters.split(", ").filter(|it| !it.starts_with('@'));
            Component { file, name, parameters: own.map(|it| format!("`{it}`")).collect() }
        })
    };
    theme::templates().into_iter().flat_map(of_file).collect()
}

fn components_table(language: Language, words: &Words) -> String {
    let mut out = String::from(say(
        language,
        "| 组件 | 是什么 | 参数 | 文件 |\n|---|---|---|---|\n",
        "| component | what it is | parameters | file |\n|---|---|---|---|\n",
    ));
    for it in components() {
        let about = words.get(&format!("<{}>", it.name)).map_or("", String::as_str);
        let file = it.file.strip_prefix("components/").unwrap();
        let _ =
            writeln!(out, "| `{}` | {about} | {} | `{file}` |", it.name, joined(&it.parameters, language));
    }
    out
}

/// The filters that we add to Tera's own.
fn filters() -> Vec<&'static str> {
    let code = include_str!("../../src/render/templates.rs");
    let added = code.split(".register_").skip(1).filter_map(|rest| rest.split('"').nth(1));
    added.collect()
}

fn filters_list(language: Language, words: &Words) -> String {
    let colon = say(language, "：", ": ");
    filters()
        .iter()
        .map(|name| {
            format!("- `{name}`{colon}{}\n", words.get(&format!("filter {name}")).map_or("", |it| it))
        })
        .collect()
}

/// The custom properties that `[theme]` may set.
fn settable() -> Vec<&'static str> {
    let code = include_str!("../../src/config.rs");
    let list = code.split("const COLOURS").nth(1).and_then(|rest| rest.split(';').nth(1)).unwrap();
    list.split('"').skip(1).step_by(2).collect()
}

/// The custom properties of the style sheet: name, value in light mode, value in dark mode.
fn properties() -> Vec<(&'static str, &'static str, Option<&'static str>)> {
    let style = std::str::from_utf8(theme::static_file("yaomu.css").unwrap()).unwrap();
    let block = |selector: &str| {
        let rest = style.split_once(&format!("{selector} {{")).unwrap().1;
        rest.split('}').next().unwrap()
    };
    let pairs = |block: &'static str| -> Vec<(&'static str, &'static str)> {
        block.split(';').filter_map(|it| it.trim().strip_prefix("--")?.split_once(": ")).collect()
    };
    let light = pairs(block(":root"));
    let dark: BTreeMap<&str, &str> = pairs(block(":root[data-theme=\"dark\"]")).into_iter().collect();
    light.into_iter().map(|(name, value)| (name, value, dark.get(name).copied())).collect()
}

fn colours_table(language: Language, words: &Words) -> String {
    let properties = properties();
    let mut out = String::from(say(
        language,
        "| 名字 | 用在哪里 | 浅色 | 深色 |\n|---|---|---|---|\n",
        "| name | what for | light | dark |\n|---|---|---|---|\n",
    ));
    for name in settable() {
        let (_, light, dark) = properties.iter().find(|it| it.0 == name).unwrap();
        let about = words.get(&format!("colour {name}")).map_or("", String::as_str);
        let _ = writeln!(out, "| `{name}` | {about} | `{light}` | `{}` |", dark.unwrap_or_default());
    }
    out
}

fn other_properties(language: Language) -> String {
    let set = settable();
    let others = properties().into_iter().filter(|it| !set.contains(&it.0));
    joined(&others.map(|it| format!("`--{}`", it.0)).collect::<Vec<_>>(), language)
}

fn values(language: Language, words: &Words) -> String {
    let structs = structs();
    let names: Vec<&str> = structs.iter().map(|it| it.name.as_str()).collect();
    let mut out = String::new();
    for it in &structs {
        let told = |key: &str, about: &str| match language {
            Language::Chinese => with_links(words.get(key).map_or("", String::as_str), &names),
            Language::English => with_links(about, &names),
        };
        let _ = write!(out, "### {}\n\n{}", it.name, told(&it.name, &it.about));
        if it.has_head {
            let head = linked("Head");
            let _ = match language {
                Language::Chinese => write!(out, "另有 {head} 的各项。"),
                Language::English => write!(out, " It has the fields of {head} as well."),
            };
        }
        out.push_str(say(
            language,
            "\n\n| 名字 | 类型 | 是什么 |\n|---|---|---|\n",
            "\n\n| name | type | what it is |\n|---|---|---|\n",
        ));
        for field in &it.fields {
            let about = cell(&told(&format!("{}.{}", it.name, field.name), &field.about));
            let _ = writeln!(out, "| `{}` | {} | {about} |", field.name, kind_in(&field.kind, language));
        }
        out.push('\n');
    }
    out
}

/// `about` with the structs it names as links; what else stands in brackets is code.
fn with_links(about: &str, names: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = about;
    while let Some((before, after)) = rest.split_once("[`") {
        let (name, after) = after.split_once("`]").unwrap();
        assert!(names.contains(&name), "{about}");
        out.push_str(before);
        out.push_str(&linked(name));
        rest = after;
    }
    out + rest
}

fn kind_in(kind: &Kind, language: Language) -> String {
    match kind {
        Kind::Text => say(language, "文字", "text").to_owned(),
        Kind::Flag => say(language, "是或否", "true or false").to_owned(),
        Kind::Integer => say(language, "整数", "integer").to_owned(),
        Kind::Number => say(language, "数", "number").to_owned(),
        Kind::Any => say(language, "任何值", "anything").to_owned(),
        Kind::Struct(name) => linked(name),
        Kind::List(inner) => match language {
            Language::Chinese => format!("列表：{}", kind_in(inner, language)),
            Language::English => format!("list of {}", kind_in(inner, language)),
        },
        Kind::Optional(inner) => match language {
            Language::Chinese => format!("{}，可能没有", kind_in(inner, language)),
            Language::English => format!("{} or null", kind_in(inner, language)),
        },
    }
}
