//! What `yaomu new` says: what is in the way, and what it has chosen.

use std::path::Path;

use jiff::civil::Date;

use super::build::{Class, Failure};
use super::{Diagnostic, Place, Said};

fn said(zh: String, en: String) -> Said {
    Said { zh, en }
}

/// `wanted` cannot be made: `other` has its place or its address. `name` is one that is free.
pub fn in_the_way(wanted: &str, other: &str, name: Option<&str>) -> Failure {
    let (zh, en) = if wanted == other {
        (
            format!("已经有 `{wanted}` 了，没有改动它"),
            format!("`{wanted}` is there already and stays as it is"),
        )
    } else {
        (
            format!("不能新建 `{wanted}`：它的网址已经归 `{other}`"),
            format!("`{wanted}` cannot be made: its address belongs to `{other}`"),
        )
    };
    let failure = Failure::new(Class::Usage, "in-the-way", Path::new(other), zh, en);
    match name {
        Some(name) => failure.help(
            &format!("换一个文件名，比如 `--name {name}`"),
            &format!("choose another file name, such as `--name {name}`"),
        ),
        None => failure.help("用 `--name` 换一个文件名", "choose another file name with `--name`"),
    }
}

/// `--name` is no name of a file.
pub fn bad_name(name: &str) -> Failure {
    let name = name.escape_debug();
    Failure::new(
        Class::Usage,
        "bad-name",
        Path::new("--name"),
        format!("`--name` 不能是 `{name}`"),
        format!("`--name` cannot be `{name}`"),
    )
    .help(
        "用字母、数字和连字符，写成 `liaison-stations` 这样",
        "take letters, digits and hyphens, as in `liaison-stations`",
    )
}

/// `--folder` does not lie in `content/`, or is a folder that is not published.
pub fn folder_outside(folder: &Path) -> Failure {
    let shown = folder.display();
    Failure::new(
        Class::Usage,
        "bad-folder",
        folder,
        format!("`--folder` 不能是 `{shown}`"),
        format!("`--folder` cannot be `{shown}`"),
    )
    .help(
        "写 `content` 里的文件夹，如 `news`；名字不能以 `_` 或 `.` 开头",
        "name a folder of `content`, such as `news`; its name must not begin with `_` or `.`",
    )
}

/// The way to the folder goes through a symbolic link.
pub fn folder_is_link(link: &Path) -> Failure {
    let shown = link.display();
    Failure::new(
        Class::Usage,
        "bad-folder",
        link,
        format!("`{shown}` 是符号链接，不能把文件新建到里面"),
        format!("`{shown}` is a symbolic link, and no file is made behind it"),
    )
    .help(
        "用 `--folder` 另选一个文件夹；符号链接后面的文件不会读入网站",
        "choose another folder with `--folder`; files behind a symbolic link are not read into the site",
    )
}

/// A report is of a region, and neither the site nor the command line names one.
pub fn report_without_region() -> Failure {
    Failure::new(
        Class::Usage,
        "report-without-region",
        Path::new("--region"),
        "报告要有地区，命令里没有写，`site.toml` 里也没有".to_owned(),
        "a report needs a region, and neither the command nor `site.toml` names one".to_owned(),
    )
    .help(
        "加上 `--region 湖南省`，或者在 `site.toml` 里写 `region`",
        "add `--region 430000`, or set `region` in `site.toml`",
    )
}

/// The site's own archetype has a fault; `words` are the template engine's.
pub fn bad_archetype(place: Place, words: &str) -> Failure {
    let diagnostic = Diagnostic::error(
        "bad-archetype",
        place,
        format!("新建文件的样板有错：{words}"),
        format!("the archetype is wrong: {words}"),
    );
    let diagnostic = diagnostic.help(
        "改正样板；删掉这个文件就用内置样板",
        "mend the archetype; without the file the built-in one is used",
    );
    Failure::usage(diagnostic)
}

/// What the site's own archetype makes has errors, in both languages.
pub fn not_made(file: &str, kind: &str) -> (String, String) {
    (
        format!("没有新建 {file}：样板 archetypes/{kind}.md 写出的属性有错，先改样板"),
        format!(
            "{file} was not made: the front matter from archetypes/{kind}.md has errors; mend that first"
        ),
    )
}

/// Of several folders for a kind, the one with most pages was chosen.
pub fn folder_chosen(folder: &str, others: &[&str]) -> Said {
    let shown = |folder: &str| format!("content/{folder}");
    let others: Vec<String> = others.iter().map(|it| shown(it)).collect();
    let folder = shown(folder);
    said(
        format!("放在页数最多的 {folder}；也可以用 --folder 放到 {}", others.join("、")),
        format!("put into {folder}, which has most pages; --folder puts it into {}", others.join(", ")),
    )
}

/// No name could be made of the title.
pub fn name_counted(file: &str) -> Said {
    said(
        format!("标题里没有可作文件名的字母，按顺序取名 {file}；文件名就是网址，用 --name 另取"),
        format!(
            "no letters in the title to make a name of, hence {file}; it becomes the address, --name gives another"
        ),
    )
}

/// Numbers of a bulletin.
pub fn numbered(year: i16, number: u64, serial: Option<u64>, is_first: bool) -> Said {
    let (mut zh, mut en) = (format!("{year}年第{number}期"), format!("No. {number} of {year}"));
    if let Some(serial) = serial {
        zh.push_str(&format!("，总第{serial}期"));
        en.push_str(&format!(", No. {serial} overall"));
    }
    if is_first {
        zh.push_str("：还没有别的期刊，从头编号；接着以前的编，改 number 和 serial");
        en.push_str(": the first bulletin here; to go on from earlier ones, change number and serial");
    }
    said(zh, en)
}

/// Articles that a bulletin lists.
pub fn articles_listed(count: usize, since: Option<Date>) -> Said {
    let s = if count == 1 { "" } else { "s" };
    let (when_zh, when_en) = match since {
        Some(date) => (format!("上一期（{date}）以来"), format!("since the last one ({date})")),
        None => ("今年".to_owned(), "of this year".to_owned()),
    };
    if count == 0 {
        return said(format!("{when_zh}没有文章可列"), format!("there are no articles {when_en} to list"));
    }
    said(
        format!("列入{when_zh}的 {count} 篇文章，删去不要的"),
        format!("lists {count} article{s} {when_en}; take out what does not belong"),
    )
}

/// A bulletin is a draft first.
pub fn issue_is_draft() -> Said {
    said(
        "先是草稿，不登载，期号已经占住；预览用 yaomu serve --drafts，定稿后删去 draft: true".to_owned(),
        "a draft first: not published, its numbers taken; preview it with yaomu serve --drafts, and remove draft: true when it is done"
            .to_owned(),
    )
}

/// The period of a report; `last` is that of the region's last one.
pub fn period_chosen(period: &str, last: Option<&str>) -> Said {
    match last {
        Some(last) => said(
            format!("时期：{period}，接着上一份报告（{last}）；用 --period 另定"),
            format!("period: {period}, after the last report ({last}); --period sets another"),
        ),
        None => said(
            format!("时期：{period}，报告说的多是上一年；用 --period 另定"),
            format!("period: {period}, as reports tell of the year before; --period sets another"),
        ),
    }
}

/// Figures of the report before that are listed.
pub fn figures_listed(count: usize, file: &str) -> Said {
    let s = if count == 1 { "" } else { "s" };
    said(
        format!("列出 {file} 的 {count} 个数字，找到一个就填一个"),
        format!("lists the {count} figure{s} of {file}, to be filled in as they are found"),
    )
}
