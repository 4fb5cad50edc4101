//! Diagnostics of the scan and of decoding: what lies in the source folders, and in which encoding.

use std::sync::Arc;

use super::{Diagnostic, Place};

/// A symbolic link in a source folder: it is not followed.
pub fn symbolic_link(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "symbolic-link",
        Place::file(path),
        format!("`{path}` 是符号链接，已忽略"),
        format!("`{path}` is a symbolic link and is left out"),
    )
    .help("把文件本身放进来", "put the file itself there")
}

/// A pipe, a socket or a device in a source folder: it is never opened.
pub fn special_file(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "special-file",
        Place::file(path),
        format!("`{path}` 不是普通文件（管道、套接字或设备），已忽略"),
        format!("`{path}` is no regular file (a pipe, a socket or a device) and is left out"),
    )
}

/// A file name that is not UTF-8; `path` shows it as well as can be.
pub fn name_not_utf8(path: &str) -> Diagnostic {
    Diagnostic::error(
        "name-not-utf8",
        Place::file(path),
        format!("文件名 `{path}` 不是 UTF-8"),
        format!("the name of `{path}` is not UTF-8"),
    )
    .help("给文件改名", "rename the file")
}

/// A file that is larger than we read; sizes in bytes.
pub fn file_too_large(path: &str, size: u64, limit: u64) -> Diagnostic {
    let (size, limit) = (megabytes(size), megabytes(limit));
    Diagnostic::error(
        "file-too-large",
        Place::file(path),
        format!("`{path}` 有 {size}，上限是 {limit}"),
        format!("`{path}` has {size}, the limit is {limit}"),
    )
    .help("把它分成几个文件", "split it into several files")
}

/// A file that was there when the folder was listed and is not there any more.
pub fn file_vanished(path: &str) -> Diagnostic {
    Diagnostic::error(
        "file-vanished",
        Place::file(path),
        format!("`{path}` 在读取前消失了"),
        format!("`{path}` vanished before it was read"),
    )
    .help("保存完毕后再运行一次", "run again when it has been saved")
}

/// A page, a table or a template whose name ends in a way that we do not take for one, as `.MD`.
pub fn wrong_extension(path: &str, proper: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-extension",
        Place::file(path),
        format!("`{path}` 的扩展名要写作 `.{proper}`"),
        format!("the extension of `{path}` is written `.{proper}`"),
    )
    .help("给文件改名", "rename the file")
}

/// A file in the data folder that is no table we read.
pub fn unread_data(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "unread-data",
        Place::file(path),
        format!("`{path}` 没有读取：`_data` 里只读 `.xlsx`、`.csv`、`.yaml` 和 `.yml`"),
        format!("`{path}` is not read: of `_data` only `.xlsx`, `.csv`, `.yaml` and `.yml` are"),
    )
    .help("在表格软件里另存为 .xlsx 或 CSV", "save it as .xlsx or CSV in the spreadsheet program")
}

/// A text that is not UTF-8 but could be read for certain; `encoding` is the name of what it is in.
pub fn not_utf8(file: &Arc<str>, encoding: &str) -> Diagnostic {
    Diagnostic::warning(
        "not-utf8",
        Place::file(Arc::clone(file)),
        format!("`{file}` 是 {encoding} 编码，已照此读取"),
        format!("`{file}` is in {encoding} and was read as such"),
    )
    .help("另存为 UTF-8", "save it as UTF-8")
}

/// A text that looks like UTF-16 but does not say so with a byte order mark.
pub fn utf16_without_mark(file: &Arc<str>) -> Diagnostic {
    Diagnostic::error(
        "unreadable-text",
        Place::file(Arc::clone(file)),
        format!("`{file}` 像是没有字节序标记的 UTF-16"),
        format!("`{file}` looks like UTF-16 without a byte order mark"),
    )
    .help("另存为 UTF-8", "save it as UTF-8")
}

/// A text in no encoding we know: the first bad sequence stands at `place`, byte `offset` (from 1) of the file.
pub fn unreadable_text(place: Place, offset: usize, sequence: &[u8]) -> Diagnostic {
    let hex = sequence.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
    Diagnostic::error(
        "unreadable-text",
        place,
        format!("第 {offset} 字节（`{hex}`）既不是 UTF-8，也不是可以认出的 GB18030"),
        format!("byte {offset} (`{hex}`) is neither UTF-8 nor GB18030 that reads as Chinese"),
    )
    .help("另存为 UTF-8", "save it as UTF-8")
}

/// A text that says it is UTF-16 and breaks off or has half a character at `place`, byte `offset` (from 1).
pub fn broken_utf16(place: Place, offset: usize) -> Diagnostic {
    Diagnostic::error(
        "unreadable-text",
        place,
        format!("第 {offset} 字节起不是完整的 UTF-16"),
        format!("from byte {offset} on it is no complete UTF-16"),
    )
    .help("另存为 UTF-8", "save it as UTF-8")
}

/// A site of which nothing is published.
pub fn nothing_published() -> Diagnostic {
    Diagnostic::warning(
        "nothing-published",
        Place::file("content"),
        "没有一页可以发布",
        "there is not one page to publish",
    )
    .help(
        "在 `content` 里写文章；草稿要加 `--drafts`，日期在将来的要加 `--future`",
        "write an article in `content`; drafts need `--drafts`, and pages of the future `--future`",
    )
}

/// `bytes` as megabytes with one decimal, rounded up so that what is over a limit shows as over it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        tenth => format!("{}.{tenth} MB", tenths / 10),
    }
}
