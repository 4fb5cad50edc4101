//! Diagnostics of links, paths and URLs.

use super::{Diagnostic, Place, nearest};
use crate::path::Unfit;

/// Why a path is unfit, in words, in both languages.
pub fn unfit(why: Unfit) -> (String, String) {
    match why {
        Unfit::Empty => ("路径里有空的一段".into(), "it has an empty part".into()),
        Unfit::Climbs => ("它指向站点之外（`..`）".into(), "it leads out of the site (`..`)".into()),
        Unfit::Character(letter) => {
            (format!("含有不能用的字符 {letter:?}"), format!("it holds the character {letter:?}"))
        }
        Unfit::Edge => ("开头或结尾是空格或句点".into(), "it begins or ends with a space or a dot".into()),
        Unfit::Reserved => {
            ("这个名字是 Windows 的设备名".into(), "Windows keeps this name for a device".into())
        }
        Unfit::TooLong => {
            ("名字太长（上限 200 字节，约 66 个汉字）".into(), "it is too long (200 bytes at most)".into())
        }
        Unfit::Foreign => ("它指向别的网站".into(), "it names another site".into()),
    }
}

/// A link to a page that is not there.
pub fn dead_link(place: Place, destination: &str, target: &str, pages: &[&str]) -> Diagnostic {
    let it = Diagnostic::error(
        "dead-link",
        place,
        format!("链接 `{destination}` 没有目标：没有文件 `{target}`"),
        format!("the link `{destination}` leads nowhere: there is no file `{target}`"),
    );
    match nearest(target, pages.iter().copied()) {
        Some(meant) => it.help(format!("是不是 `{meant}`？"), format!("did you mean `{meant}`?")),
        None => it.help(
            "链接写成从本文件出发、指向 `.md` 文件的相对路径，如 `../news/a.md`",
            "write the path to the `.md` file, relative to this one: `../news/a.md`",
        ),
    }
}

/// A link to a heading that is not there.
pub fn dead_anchor(place: Place, target: &str, anchor: &str, known: &[&str]) -> Diagnostic {
    let it = Diagnostic::error(
        "dead-anchor",
        place,
        format!("`{target}` 里没有小标题 `#{anchor}`"),
        format!("`{target}` has no heading `#{anchor}`"),
    );
    match nearest(anchor, known.iter().copied()) {
        Some(meant) => it.help(format!("是不是 `#{meant}`？"), format!("did you mean `#{meant}`?")),
        None if known.is_empty() => it,
        None => {
            let some: Vec<&str> = known.iter().copied().take(8).collect();
            it.help(
                format!("那一页的小标题：{}", some.join("、")),
                format!("its headings: {}", some.join(", ")),
            )
        }
    }
}

/// A link to a page that is not published.
pub fn unpublished_link(place: Place, destination: &str, why: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        "unpublished-link",
        place,
        format!("链接 `{destination}` 指向的页面不会发布：{}", why.0),
        format!("the link `{destination}` leads to a page that is not published: {}", why.1),
    )
    .help("去掉链接，或者发布那一页", "remove the link, or publish that page")
}

/// An image that is not there.
pub fn dead_image(place: Place, destination: &str, target: &str) -> Diagnostic {
    Diagnostic::error(
        "dead-image",
        place,
        format!("图片 `{destination}` 不存在：没有文件 `{target}`"),
        format!("there is no image `{destination}`: no file `{target}`"),
    )
    .help("把图片放在文章旁边，写成相对路径", "put the image beside the article and write a relative path")
}

/// A destination that is no path.
pub fn bad_destination(place: Place, destination: &str, why: Unfit) -> Diagnostic {
    let (zh, en) = unfit(why);
    Diagnostic::error(
        "bad-link",
        place,
        format!("链接 `{destination}` 不能用：{zh}"),
        format!("the link `{destination}` is unfit: {en}"),
    )
}

/// Two outputs with one URL.
pub fn same_url(place: Place, url: &str, other: &str, exactly: bool) -> Diagnostic {
    let (zh, en) = if exactly {
        (format!("地址 `/{url}` 已被 {other} 占用"), format!("the address `/{url}` is taken by {other}"))
    } else {
        (
            format!("地址 `/{url}` 与 {other} 的地址只差大小写、全半角或组合字符"),
            format!(
                "the address `/{url}` differs from that of {other} only in case, width or composed letters"
            ),
        )
    };
    Diagnostic::error("same-url", place, zh, en)
        .help("给其中一页改文件名，或者加上 `slug:`", "rename one of the files, or give it a `slug:`")
}

/// A file whose name cannot be a path.
pub fn bad_file_name(file: &str, why: Unfit) -> Diagnostic {
    let (zh, en) = unfit(why);
    Diagnostic::error(
        "bad-path",
        Place::file(file),
        format!("文件名不能用作地址：{zh}"),
        format!("the file's name cannot be an address: {en}"),
    )
    .help("改文件名，或者用 `slug:` 另取一个", "rename the file, or give it a `slug:`")
}

/// A page that names one of its own language as its translation.
pub fn same_language(place: Place, written: &str, language: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-translation",
        place,
        format!("`{written}` 也是 `{language}`，不是本页的译文"),
        format!("`{written}` is in `{language}`, too: it is no translation of this page"),
    )
    .help(
        "译文是另一种语言的：在它的元数据或它的文件夹的 `_index.md` 里写 `language: en`",
        "a translation is in another language: write `language: en` into it, or into the `_index.md` of its folder",
    )
}

/// Two pages that name the same one as their translation.
pub fn translated_twice(place: Place, file: &str, taken: &str) -> Diagnostic {
    Diagnostic::error(
        "not-a-translation",
        place,
        format!("`{file}` 已经和 `{taken}` 互为译文"),
        format!("`{file}` and `{taken}` are translations of each other already"),
    )
    .help("一页在另一种语言里只有一页译文", "a page has one translation in another language")
}
