//! The tables as pages of the manual.

use super::{Key, Shape, Table, Words, severity_word};
use crate::check::RULES;
use crate::diag::Language;

/// The page of `table`, in `language`, as a content file.
pub fn page(table: Table, language: Language) -> String {
    let said = match table {
        Table::Settings => SETTINGS,
        Table::FrontMatter => FRONT_MATTER,
    };
    let mut text = format!(
        "---\ntitle: {}\nkind: page\nweight: {}\nsummary: \"{}\"\n---\n\n{}\n\n",
        said.title.of(language),
        said.weight,
        said.summary.of(language),
        said.opening.of(language)
    );
    let top: Vec<&Key> = table.keys().iter().filter(|key| !is_group(table, key)).collect();
    rows(&mut text, &top, language);
    for key in table.keys().iter().filter(|key| has_section(table, key)) {
        section(&mut text, table, &[key], language);
    }
    text
}

/// What a page says beside its tables.
struct Said {
    title: Words,
    /// Place among the pages of the manual.
    weight: u32,
    summary: Words,
    opening: Words,
}

const SETTINGS: Said = Said {
    title: Words { zh: "设置一览", en: "Settings" },
    weight: 60,
    summary: Words {
        zh: "site.toml 里能写的每一项：写什么、不写是什么、例子。",
        en: "Everything that site.toml takes: what to write, what counts where nothing is written, an example.",
    },
    opening: Words {
        zh: "`site.toml` 是一个文本文件，放在站点文件夹里。除了 `title`，每一项都可以不写。方括号里的是一组，写成 `[home]` 单独一行，下面是这一组的各项。",
        en: "`site.toml` is a text file in the folder of the site. All but `title` may be left out. A name in brackets is a group: `[home]` on a line of its own, with the settings of the group below.",
    },
};

const FRONT_MATTER: Said = Said {
    title: Words { zh: "元数据一览", en: "Front matter" },
    weight: 61,
    summary: Words {
        zh: "文章开头两条横线之间能写的每一项：写什么、不写是什么、例子。",
        en: "Everything that the head of a page takes: what to write, what counts where nothing is written, an example.",
    },
    opening: Words {
        zh: "元数据写在文章开头，两行 `---` 之间，一行一项：名称、半角冒号、一个空格、值。除了 `title`，每一项都可以不写；工作报告还要有 `region` 和 `period`。",
        en: "Front matter stands at the head of a page between two lines `---`, an entry a line: name, colon, space, value. All but `title` may be left out; a report also needs `region` and `period`.",
    },
};

/// Whether a key has a table of its own: it is a group of settings, or has keys below it that stand nowhere else.
fn has_section(table: Table, key: &Key) -> bool {
    match key.shape {
        Shape::Rules => true,
        Shape::Free => table == Table::Settings,
        shape => !shape.keys().is_empty(),
    }
}

/// Whether it is a table of `site.toml`.
fn is_group(table: Table, key: &Key) -> bool {
    table == Table::Settings && matches!(key.shape, Shape::Map(_) | Shape::Rules | Shape::Free)
}

/// The keys below the last of `path`.
fn section(text: &mut String, table: Table, path: &[&Key], language: Language) {
    let Some(key) = path.last() else { return };
    let names: Vec<&str> = path.iter().map(|it| it.name).collect();
    let group = is_group(table, key);
    let heading = if group { format!("[{}]", names.join(".")) } else { names.join(".") };
    let marks = "#".repeat(path.len() + 1);
    text.push_str(&format!("\n{marks} `{heading}`\n\n{}", sentence(key.about.of(language), language)));
    // All others stand in the table above with their example.
    if group && !key.example.zh.is_empty() {
        text.push_str(match language {
            Language::Chinese => "例：",
            Language::English => " Example: ",
        });
        text.push_str(&code(key.example.of(language)));
    }
    text.push_str("\n\n");
    if matches!(key.shape, Shape::Rules) {
        rules(text, language);
        return;
    }
    rows(text, &key.shape.keys().iter().collect::<Vec<_>>(), language);
    if path.len() == 1 {
        for inner in key.shape.keys().iter().filter(|it| !it.shape.keys().is_empty()) {
            // What stands at the top as well has its section there.
            if !table.keys().iter().any(|it| it.name == inner.name) {
                section(text, table, &[key, inner], language);
            }
        }
    }
}

fn sentence(about: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{about}。"),
        Language::English => {
            let mut letters = about.chars();
            let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
            format!("{first}{}.", letters.as_str())
        }
    }
}

fn rows(text: &mut String, keys: &[&Key], language: Language) {
    if keys.is_empty() {
        return;
    }
    text.push_str(match language {
        Language::Chinese => "| 名称 | 含义（写什么） | 例 |\n",
        Language::English => "| key | what it is for (what to write) | example |\n",
    });
    text.push_str("| --- | --- | --- |\n");
    for key in keys {
        let (about, shape) = (key.about.of(language), shape(key.shape, language));
        let said = match (key.needed, key.default, language) {
            (true, _, Language::Chinese) => format!("{about}（{shape}，必填）"),
            (true, _, Language::English) => format!("{about} ({shape}, needed)"),
            (false, "", Language::Chinese) => format!("{about}（{shape}）"),
            (false, "", Language::English) => format!("{about} ({shape})"),
            (false, value, Language::Chinese) => format!("{about}（{shape}，不写就是 {}）", code(value)),
            (false, value, Language::English) => format!("{about} ({shape}; left out, {})", code(value)),
        };
        text.push_str(&format!("| `{}` | {said} | {} |\n", key.name, code(key.example.of(language))));
    }
}

fn rules(text: &mut String, language: Language) {
    text.push_str(match language {
        Language::Chinese => "| 规则 | 查什么 | 不写就是 |\n",
        Language::English => "| rule | what it looks for | left out |\n",
    });
    text.push_str("| --- | --- | --- |\n");
    for rule in RULES {
        let about = rule.about();
        let default = severity_word(rule.severity);
        let up = match language {
            Language::Chinese => "",
            Language::English => "../",
        };
        let name = rule.name;
        text.push_str(&format!(
            "| [`{name}`]({up}checks/{name}.md) | {} | `\"{default}\"` |\n",
            about.text(language)
        ));
    }
}

/// As code in a cell of a table.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{}`", text.replace('|', "\\|")) }
}

/// What may stand under a key, for people.
fn shape(shape: Shape, language: Language) -> String {
    let words = |zh: &str, en: &str| match language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    };
    match shape {
        Shape::Text => words("文字", "text"),
        Shape::Flag => words("`true` 或 `false`", "`true` or `false`"),
        Shape::Count => words("整数，不小于 0", "whole number, 0 or more"),
        Shape::Whole => words("整数，可以是负的", "whole number, also negative"),
        Shape::Numeral => words("整数或汉字数目", "whole number, also in Han numerals"),
        Shape::Date => words("日期，如 `2026-03-02`、`2026年3月2日`", "date, such as `2026-03-02`"),
        Shape::Address => words("`http://` 或 `https://` 开头的网址", "address with `http://` or `https://`"),
        Shape::SiteAddress => {
            words("网址，以斜线结尾；或者 `\"\"`", "address with a slash at its end, or `\"\"`")
        }
        Shape::Colour => words("`#rrggbb` 或 `#rgb`", "`#rrggbb` or `#rgb`"),
        Shape::Offset => words("`+08:00` 这样", "such as `+08:00`"),
        Shape::OneOf(known) => known().iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" "),
        Shape::Texts => words("列表，或一项", "list, or one entry"),
        Shape::Words => words("列表，或用顿号、逗号分开的一行", "list, or a line with commas"),
        Shape::Map(_) => words("几项", "keys and values"),
        Shape::Maps(_) => words("列表，每项又有几项", "list of keys and values"),
        Shape::TextOrMap(_) => words("文字，或几项", "text, or keys and values"),
        Shape::TextsOrMaps(_) => words("列表，每项是文字或几项", "list of text, or of keys and values"),
        Shape::Figures(_) => words("一行一个指标，或列表", "an indicator a line, or a list"),
        Shape::Names => words("名称和值", "names and values"),
        Shape::Accepted => words("规则和理由", "rules and reasons"),
        Shape::Rules => words("规则和级别", "rules and levels"),
        Shape::Free => words("任意", "anything"),
    }
}
