//! Diagnostics of front matter, and of every map that is read field by field.

use super::{Diagnostic, Place, nearest};

/// A file without front matter.
pub fn missing(place: Place) -> Diagnostic {
    Diagnostic::error(
        "no-front-matter",
        place,
        "文件开头没有元数据",
        "the file does not begin with front matter",
    )
    .help(
        "在文件第一行写 `---`，下一行写 `title: 标题`，再用一行 `---` 结束",
        "begin the file with a line `---`, then `title: …`, then another line `---`",
    )
}

/// TOML front matter of another generator.
pub fn toml(place: Place) -> Diagnostic {
    Diagnostic::error(
        "toml-front-matter",
        place,
        "元数据是 TOML 格式（`+++`），这里用 YAML",
        "front matter is TOML (`+++`), YAML is needed",
    )
    .help(
        "把 `+++` 改成 `---`，把 `键 = 值` 改成 `键: 值`",
        "write `---` for `+++` and `key: value` for `key = value`",
    )
}

/// No closing `---`.
pub fn unclosed(place: Place) -> Diagnostic {
    Diagnostic::error("unclosed-front-matter", place, "元数据没有结束", "front matter has no end")
        .help("在元数据之后单独写一行 `---`", "write a line `---` after it")
}

/// What the YAML parser says.
pub fn syntax(place: Place, words: &str) -> Diagnostic {
    let source = place.source.to_string();
    let wide_colon = place.source.chars().nth(place.column.saturating_sub(1) as usize) == Some('：');
    let (zh, en) = if wide_colon {
        ("冒号是全角的".to_owned(), "the colon is full-width")
    } else {
        (in_chinese(words), words)
    };
    let it = Diagnostic::error(
        "bad-yaml",
        place,
        format!("这里不是合法的 YAML：{zh}"),
        format!("this is no valid YAML: {en}"),
    );
    let open = words.contains("expected ',' or");
    let wide = source.chars().find(|mark| "：“”，｛｝［］＃".contains(*mark));
    if let Some(mark) = wide.filter(|mark| open && *mark != '：') {
        return it.help(
            format!("这一行有全角符号 `{mark}`；括号里的引号、逗号和冒号要用半角：`{{name: \"某日报\", url: …}}`"),
            format!("there is a full-width `{mark}` on this line; quotes, commas and colons in brackets are half-width: `{{name: \"…\", url: …}}`"),
        );
    }
    if let Some(mark) = wide.filter(|_| !source.contains(": ")) {
        return it.help(
            format!("这一行有全角符号 `{mark}`；键后面要用半角冒号加一个空格：`title: 标题`"),
            format!("there is a full-width `{mark}` on this line; after a key write a half-width colon and a space: `title: …`"),
        );
    }
    if source.starts_with('\t') || source.trim_start_matches(' ').starts_with('\t') {
        return it.help("缩进要用空格，不能用制表符", "indent with spaces, not with tabs");
    }
    if words.contains("':'") || words.contains("expected key") || words.contains("mapping values") {
        let glued = source.split_once(':').is_some_and(|(key, value)| {
            key.is_ascii() && !value.is_empty() && !value.starts_with([' ', '/'])
        });
        if glued {
            return it
                .help("冒号后面要有一个空格：`title: 标题`", "write a space after the colon: `title: …`");
        }
    }
    if words.contains("mapping values") {
        return it.help(
            "值里有冒号时，给整个值加上引号：`title: \"报告: 一\"`",
            "put a value that holds a colon in quotes: `title: \"report: one\"`",
        );
    }
    if words.starts_with("tag ") {
        return it.help(
            "去掉以 `!` 开头的标记；以 `!` 开头的值要加引号",
            "remove the tag that begins with `!`; a value that begins with `!` needs quotes",
        );
    }
    it.help(
        "检查引号、括号和缩进；含特殊符号的值请加引号",
        "look at quotes, brackets and indentation; put values with special characters in quotes",
    )
}

fn in_chinese(words: &str) -> String {
    let known = [
        ("mapping values are not allowed", "这里不能再出现冒号"),
        ("did not find expected key", "这里应当是下一个键"),
        ("found character that cannot start any token", "这里有不能作开头的字符"),
        ("found a tab character", "缩进里有制表符"),
        ("found unexpected end of stream", "引号没有配对"),
        ("repetition limit exceeded", "别名展开过多"),
        ("recursion limit exceeded", "嵌套过深"),
        ("did not find expected ',' or", "括号没有配对"),
        ("could not find expected ':'", "缺少冒号"),
        ("more than one document", "元数据只能有一份，这里又开始了一份"),
        ("tag ", "不支持标记"),
    ];
    known
        .iter()
        .find(|(english, _)| words.contains(english))
        .map_or_else(|| words.to_owned(), |(_, chinese)| (*chinese).to_owned())
}

/// YAML that is no map of keys and values.
pub fn not_keys_and_values(place: Place) -> Diagnostic {
    let wide = place.source.contains('：');
    let it = Diagnostic::error(
        "not-a-map",
        place,
        "元数据应当是一行一个 `键: 值`",
        "front matter must be lines of `key: value`",
    );
    if wide {
        return it.help(
            "这里用了全角冒号 `：`，请改成半角冒号加一个空格：`title: 标题`",
            "there is a full-width colon `：`; write a half-width colon and a space: `title: …`",
        );
    }
    it.help("例如 `title: 标题`", "for example `title: …`")
}

/// One key twice.
pub fn duplicate_key(second: Place, key: &str, first_line: u32) -> Diagnostic {
    Diagnostic::error(
        "duplicate-key",
        second,
        format!("`{key}` 写了两次，第一次在第 {first_line} 行"),
        format!("`{key}` stands twice, first on line {first_line}"),
    )
    .help(
        "只留一个；同一指标有几个值时，`figures` 用列表写法",
        "keep one; where one indicator has several values, write `figures` as a list",
    )
}

/// A key that is none of `known`.
pub fn unknown_key(place: Place, key: &str, known: &[&str]) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-key",
        place,
        format!("没有 `{key}` 这个字段"),
        format!("unknown key `{key}`"),
    );
    // Only a page has aliases.
    if known.contains(&"aliases")
        && let Some((_, zh, en)) =
            ELSEWHERE.iter().find(|(keys, ..)| keys.split(' ').any(|it| it.eq_ignore_ascii_case(key)))
    {
        return it.help(*zh, *en);
    }
    if let Some(meant) = nearest(key, known.iter().copied()) {
        return it.help(format!("是不是 `{meant}`？"), format!("did you mean `{meant}`?"));
    }
    if known.contains(&"extra") {
        return it.help("本站自用的字段请放在 `extra:` 下面", "keys of your own go under `extra:`");
    }
    it.help(format!("这里可用的字段：{}", known.join("、")), format!("known here: {}", known.join(", ")))
}

/// Keys that pages of other generators have, and what to write here.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("lastmod last_modified_at modified", "这里写 `updated`", "here it is `updated`"),
    ("expiryDate", "这里写 `expires`", "here it is `expires`"),
    (
        "publishDate pubDate",
        "这里写 `date`，日期没到的先不发布",
        "here it is `date`: a page waits for its day",
    ),
    (
        "published",
        "去掉；先不发布的写 `draft: true`",
        "take it out; what is not to be published has `draft: true`",
    ),
    ("category categories", "这里写 `topics`", "here it is `topics`"),
    ("keywords", "这里写 `tags`", "here it is `tags`"),
    (
        "taxonomies",
        "去掉这一层，直接写 `topics` 和 `tags`",
        "take this level out and write `topics` and `tags`",
    ),
    ("description excerpt", "这里写 `summary`", "here it is `summary`"),
    (
        "permalink url path redirect_from",
        "网址由文件的位置和 `slug` 决定；旧网址写进 `aliases`，会转过来",
        "the file's place and `slug` decide the address; old ones go under `aliases` and lead here",
    ),
    ("layout type template", "去掉；用哪种版面由 `kind` 决定", "take it out; `kind` decides the template"),
    (
        "author authors",
        "原文的作者写进 `source`：`source: {name: 某日报, author: 某人}`；只给自己的模板用的放在 `extra:` 下面",
        "the author of the source goes into it, `source: {name: …, author: …}`; what only your templates use goes under `extra:`",
    ),
    (
        "cover image images thumbnail",
        "没有题图；把图写在正文里：`![图片说明](图片.jpg)`，只给自己的模板用的放在 `extra:` 下面",
        "there are no cover images: put it into the text, `![what it shows](picture.jpg)`; what only your templates use goes under `extra:`",
    ),
];

/// A list or map where text is needed.
pub fn not_text(place: Place) -> Diagnostic {
    Diagnostic::error("wrong-type", place, "这里应当是一段文字或一个数", "text or a number is needed here")
        .help("文字里有 `{`、`[`、`: ` 等符号时请加引号", "put text that holds `{`, `[` or `: ` in quotes")
}

/// Not `true` or `false`.
pub fn not_a_flag(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        place,
        format!("`{key}` 只能是 `true` 或 `false`"),
        format!("`{key}` must be `true` or `false`"),
    )
}

/// Not a whole number.
pub fn not_a_whole_number(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        place,
        format!("`{key}` 应当是整数"),
        format!("`{key}` must be a whole number"),
    )
}

/// Not a list.
pub fn not_a_list(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", place, format!("`{key}` 应当是列表"), format!("`{key}` must be a list"))
        .help("写成 `[一, 二]`，或者每项一行、以 `- ` 开头", "write `[a, b]`, or a line `- …` each")
}

/// Not a map.
pub fn not_a_map(place: Place) -> Diagnostic {
    Diagnostic::error("wrong-type", place, "这里应当是一组 `键: 值`", "keys and values are needed here").help(
        "写成 `{键: 值, 键: 值}`，或者另起几行、各行缩进",
        "write `{key: value, key: value}`, or indented lines of their own",
    )
}

/// An address that is none of the web.
pub fn bad_address(place: Place, key: &str, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-value",
        place,
        format!("`{key}` 不是网址：`{written}`"),
        format!("`{key}` is no web address: `{written}`"),
    )
    .help("写完整的网址，以 `https://` 或 `http://` 开头", "write it whole, from `https://` or `http://` on")
}

/// No title.
pub fn no_title(place: Place) -> Diagnostic {
    Diagnostic::error("no-title", place, "缺少标题", "the page has no title")
        .help("加上 `title: 标题`", "add `title: …`")
}

/// A date that cannot be read, or does not exist.
pub fn bad_date(place: Place, written: &str, exists: bool) -> Diagnostic {
    let (zh, en) = if exists {
        (format!("看不懂日期 `{written}`"), format!("`{written}` is no date we can read"))
    } else {
        (format!("日期 `{written}` 不存在"), format!("the date `{written}` does not exist"))
    };
    Diagnostic::error("bad-date", place, zh, en).help(
        "写成 `2022-01-19`、`2022-01-19 08:01:41 +0800`、`2024年11月4日` 或 RFC 3339",
        "write `2022-01-19`, `2022-01-19 08:01:41 +0800`, `2024年11月4日` or RFC 3339",
    )
}

/// A word that is none of a few.
pub fn not_one_of(place: Place, key: &str, written: &str, known: &[&str]) -> Diagnostic {
    let it = Diagnostic::error(
        "bad-value",
        place,
        format!("`{key}` 不能是 `{written}`"),
        format!("`{key}` cannot be `{written}`"),
    );
    let near = nearest(written, known.iter().copied())
        .map(|meant| (format!("；是不是 `{meant}`？"), format!("; did you mean `{meant}`?")));
    let (zh, en) = near.unwrap_or_default();
    it.help(format!("可用：{}{zh}", known.join("、")), format!("known: {}{en}", known.join(", ")))
}

/// A `slug` or an alias that is no path.
pub fn bad_path(place: Place, key: &str, written: &str, why: crate::path::Unfit) -> Diagnostic {
    let (zh, en) = super::links::unfit(why);
    Diagnostic::error(
        "bad-path",
        place,
        format!("`{key}: {written}` 不能用作地址：{zh}"),
        format!("`{key}: {written}` cannot be a path: {en}"),
    )
    .help("用字母、数字、汉字和连字符", "use letters, digits, Han letters and hyphens")
}

/// A report without region or period.
pub fn report_needs(place: Place, key: &str) -> Diagnostic {
    Diagnostic::error(
        "report-needs",
        place,
        format!("工作报告要写明 `{key}`"),
        format!("a report needs `{key}`"),
    )
    .help(
        if key == "region" {
            "例如 `region: \"430300\"` 或 `region: 湘潭市`"
        } else {
            "例如 `period: 2022` 或 `period: 2018..2022`"
        },
        if key == "region" {
            "for example `region: \"430300\"`"
        } else {
            "for example `period: 2022` or `period: 2018..2022`"
        },
    )
}

/// A bulletin number that is none.
pub fn bad_number(place: Place, key: &str, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-number",
        place,
        format!("`{key}` 看不懂期号 `{written}`"),
        format!("`{key}`: `{written}` is no issue number"),
    )
    .help("写成 `18` 或 `十八`", "write `18` or `十八`")
}
