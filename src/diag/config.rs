//! Diagnostics of `site.toml`.

use super::{Diagnostic, Place, Severity};

/// What the TOML parser says.
pub fn syntax(place: Place, words: &str) -> Diagnostic {
    let first = words.lines().next().unwrap_or_default();
    Diagnostic::error(
        "bad-toml",
        place,
        format!("site.toml 这里写错了：{first}"),
        format!("site.toml is broken here: {first}"),
    )
    .help("每行写成 `键 = \"值\"`；引号和等号用半角", "write `key = \"value\"`, with half-width quotes")
}

/// A `base_url` that is none.
pub fn bad_base_url(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-base-url",
        place,
        format!("`base_url` 不是网站地址：`{written}`"),
        format!("`base_url` is no address of a site: `{written}`"),
    )
    .help(
        "写成 `https://example.org/` 或 `https://example.github.io/digest/`，不带 `?` 和 `#`",
        "write `https://example.org/` or `https://example.github.io/digest/`, without `?` or `#`",
    )
}

/// A colour that is none.
pub fn bad_colour(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-colour",
        place,
        format!("`{written}` 不是颜色"),
        format!("`{written}` is no colour"),
    )
    .help("写成 `#b3261e`", "write `#b3261e`")
}

/// A time zone that is no offset.
pub fn bad_time_zone(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-time-zone",
        place,
        format!("看不懂时区 `{written}`"),
        format!("`{written}` is no time zone"),
    )
    .help("写成 `+08:00`", "write `+08:00`")
}

/// A size that is none.
pub fn bad_size(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error("bad-size", place, format!("`{written}` 不是大小"), format!("`{written}` is no size"))
        .help(
            "写成 `\"500 MB\"`、`\"1 GB\"`；不限写 `\"off\"`",
            "write `\"500 MB\"` or `\"1 GB\"`; `\"off\"` is no limit",
        )
}

/// A domain of one's own that is none.
pub fn bad_cname(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error(
        "bad-cname",
        place,
        format!("`cname` 不是域名：`{written}`"),
        format!("`cname` is no domain: `{written}`"),
    )
    .help(
        "只写域名，不带 `https://` 和 `/`：`www.example.org`；中文域名写成 `xn--` 开头的形式",
        "write the domain alone, without `https://` or `/`: `www.example.org`; one in Chinese letters in its `xn--` form",
    )
}

/// A domain of one's own that is not the address the site is built for.
pub fn cname_mismatch(place: Place, cname: &str, base_url: &str) -> Diagnostic {
    Diagnostic::warning(
        "cname-mismatch",
        place,
        format!("`cname` 是 `{cname}`，网站却按 `{base_url}` 生成，链接和订阅会指到那里"),
        format!("`cname` is `{cname}`, but the site is built for `{base_url}`, where its feeds and links lead"),
    )
    .help(
        format!("把 `base_url` 写成 `https://{cname}/`；在 GitHub 上，还要在 Settings → Pages → Custom domain 里填这个域名"),
        format!("set `base_url = \"https://{cname}/\"`; on GitHub, set the domain under Settings → Pages → Custom domain, too"),
    )
}

/// No site.toml, or one without a title.
pub fn no_title(place: Place) -> Diagnostic {
    Diagnostic::error("no-title", place, "site.toml 里没有网站标题", "site.toml has no title")
        .help("加上 `title = \"人大工作摘编\"`", "add `title = \"…\"`")
}

/// A site without `base_url`.
pub fn no_base_url(file: &str) -> Diagnostic {
    Diagnostic::warning(
        "no-base-url",
        Place::file(file),
        "没有 `base_url`，所以不写订阅源、站点地图和规范链接",
        "there is no `base_url`, so feeds, sitemap and canonical links are left out",
    )
    .help(
        "在 site.toml 里写 `base_url = \"https://…/\"`，或者用 `--base-url`；本来就没有网址，写 `base_url = \"\"`",
        "set `base_url = \"https://…/\"` in site.toml, or pass `--base-url`; where there is none, `base_url = \"\"`",
    )
}

/// A site that says itself that it has no `base_url`: nothing needs to be done.
pub fn base_url_left_empty(file: &str) -> Diagnostic {
    Diagnostic { severity: Severity::Note, ..no_base_url(file) }.help(
        "不用处理：用 GitHub 发布时会自动填上网址；发布到别处，知道网址以后写在 site.toml 的 `base_url` 里",
        "nothing to do: GitHub gives the address when it publishes; published elsewhere, write the address as `base_url` in site.toml",
    )
}

/// A menu entry that leads nowhere.
pub fn dead_nav(place: Place, path: &str) -> Diagnostic {
    Diagnostic::error("dead-link", place, format!("导航里的 `{path}` 没有目标"), format!("the menu entry `{path}` leads nowhere")).help(
        "写 `content/` 里的文件夹或文件（`news/`、`about.md`），或者 `topics/`、`regions/`、`indicators/`、`data/`、`archive/`",
        "name a folder or file of `content/` (`news/`, `about.md`), or `topics/`, `regions/`, `indicators/`, `data/`, `archive/`",
    )
}
