//! What `yaomu init` asks and says.

use std::path::Path;

use super::build::{Class, Failure};
use super::{Diagnostic, Place, Said};

fn said(zh: impl Into<String>, en: impl Into<String>) -> Said {
    Said { zh: zh.into(), en: en.into() }
}

/// What the site is called.
pub fn ask_name(default: &str) -> Said {
    said(format!("刊物（网站）的名称 [{default}]："), format!("Name of the publication [{default}]: "))
}

/// Who publishes it.
pub fn ask_publisher() -> Said {
    said("编发单位 [不写]：", "Who publishes it [nobody]: ")
}

/// Its region.
pub fn ask_region() -> Said {
    said(
        "地区，全名或代码；表里没有的写成“330106 西湖区”这样 [虚构的示例县]：",
        "Region, by name or code; one that is not in the table as in “330106 西湖区” [a made-up county]: ",
    )
}

/// Its address.
pub fn ask_base_url() -> Said {
    said(
        "网站的地址，如 https://example.github.io/digest/ [还没有]：",
        "Address of the site, as in https://example.github.io/digest/ [none yet]: ",
    )
}

/// An answer that is no address.
pub fn not_an_address() -> Said {
    said(
        "这不是网站地址：要以 https:// 或 http:// 开头，不带 ? 和 #",
        "this is no address of a site: it begins with https:// or http:// and has no ? or #",
    )
}

/// Nobody is there to ask.
pub fn nobody_to_ask() -> Said {
    said(
        "这里不是终端，不提问：没有给出的都用默认值（--name、--publisher、--region、--base-url）",
        "this is no terminal, so nothing is asked: what is not given is taken by default (--name, --publisher, --region, --base-url)",
    )
}

/// The region is in no table.
pub fn unknown_region(written: &str, near: Option<(&str, &str)>) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-region",
        Place::file("--region"),
        format!("行政区划表里没有 `{written}`"),
        format!("the region table has no `{written}`"),
    );
    let (zh, en) = match near {
        Some((code, name)) => {
            (format!("是不是 `{code}` {name}？"), format!("did you mean `{code}` {name}? "))
        }
        None => (String::new(), String::new()),
    };
    it.help(
        format!("{zh}表里没有的，写成六位代码、空格、全名：`330106 西湖区`"),
        format!("{en}write one that is not in the table as its code, a space and its name: `330106 西湖区`"),
    )
}

/// A short name of several regions.
pub fn ambiguous_region(written: &str, candidates: &[String]) -> Diagnostic {
    Diagnostic::error(
        "unknown-region",
        Place::file("--region"),
        format!("`{written}` 对得上好几个地区"),
        format!("`{written}` fits several regions"),
    )
    .help(format!("写代码：{}", candidates.join("、")), format!("write the code: {}", candidates.join(", ")))
}

/// A region that is there no more.
pub fn ended_region(written: &str, successor: Option<(&str, &str)>) -> Diagnostic {
    let it = Diagnostic::error(
        "unknown-region",
        Place::file("--region"),
        format!("`{written}` 已经没有了"),
        format!("`{written}` is there no more"),
    );
    match successor {
        Some((code, name)) => {
            it.help(format!("现在是 `{code}` {name}"), format!("it is `{code}` {name} now"))
        }
        None => it,
    }
}

/// A code that another region has.
pub fn taken_code(code: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "unknown-region",
        Place::file("--region"),
        format!("代码 `{code}` 是{name}的"),
        format!("`{code}` is the code of {name}"),
    )
    .help(format!("写成 `{name}`，或者改代码"), format!("write `{name}`, or another code"))
}

/// A folder for a new site that is none.
pub fn not_a_folder(path: &Path) -> Failure {
    let shown = path.display();
    Failure::new(
        Class::Usage,
        "init-refused",
        path,
        format!("不能在 `{shown}` 建站：这不是文件夹"),
        format!("no site can begin in `{shown}`: it is no folder"),
    )
    .help("另选一个名称", "choose another name")
}

/// A folder of the new site that leads somewhere else.
pub fn leads_outside(path: &Path) -> Failure {
    let shown = path.display();
    Failure::new(
        Class::Usage,
        "init-refused",
        path,
        format!("`{shown}` 是链接，指向站点文件夹以外，什么也没有写"),
        format!("`{shown}` is a link that leads out of the site's folder; nothing was written"),
    )
    .help("去掉这个链接，或者另选一个文件夹", "remove the link, or choose another folder")
}

/// What was written.
pub fn written(files: usize, dir: &Path) -> Said {
    let dir = dir.display();
    match files {
        0 => said(format!("`{dir}` 什么也不缺"), format!("nothing is missing in `{dir}`")),
        1 => said(format!("已写入 `{dir}`：1 个文件"), format!("written to `{dir}`: 1 file")),
        _ => said(format!("已写入 `{dir}`：{files} 个文件"), format!("written to `{dir}`: {files} files")),
    }
}

/// A file that was there.
pub fn left_alone(path: &str) -> Said {
    said(format!("原来就有，未动：{path}"), format!("already there, left alone: {path}"))
}

/// What to do next.
pub fn next_steps(dir: &Path) -> Said {
    let dir = dir.display().to_string();
    let quoted = if dir.contains(' ') { format!("\"{dir}\"") } else { dir };
    let enter = if quoted == "." { String::new() } else { format!("\n  cd {quoted}") };
    said(
        format!(
            "接下来：{enter}\n  yaomu serve\n用浏览器打开它给出的地址，边写边看；怎样写、怎样发布，见 README.md。"
        ),
        format!(
            "Next:{enter}\n  yaomu serve\nOpen the address that it gives in a browser. README.md tells how to write and publish."
        ),
    )
}
