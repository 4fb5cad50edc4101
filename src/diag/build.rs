//! What ends a run before or beside its content: the wrong folder, the disk, the rights, the port.
//!
//! 1. A [`Failure`] is a diagnostic with the class that decides the exit code.
//! 2. Every failure has one constructor here, in both languages, and names the path.
//! 3. What the operating system says is put in plain words.

use std::fmt;
use std::io;
use std::path::Path;

use super::{Diagnostic, Language, Place, Said};

/// Why a run ended that is not about the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it is about.
    pub class: Class,
    /// What to tell the user: an error at the file as a whole.
    pub diagnostic: Box<Diagnostic>,
}

/// What a failure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The command line asks for what must not be done.
    Usage,
    /// The disk, rights, a lock, a port.
    Environment,
}

impl Failure {
    /// One that is `finding`: what the command line asks for is wrong.
    pub fn usage(finding: impl Into<Box<Diagnostic>>) -> Self {
        Self { class: Class::Usage, diagnostic: finding.into() }
    }

    /// The exit code of the process: 2 or 3.
    pub fn exit_code(&self) -> u8 {
        match self.class {
            Class::Usage => 2,
            Class::Environment => 3,
        }
    }

    /// The message in `language`.
    pub fn text(&self, language: Language) -> &str {
        self.diagnostic.message.text(language)
    }

    pub(super) fn new(class: Class, code: &'static str, path: &Path, zh: String, en: String) -> Self {
        let place = Place::file(path.display().to_string());
        Self { class, diagnostic: Box::new(Diagnostic::error(code, place, zh, en)) }
    }

    pub(super) fn help(mut self, zh: &str, en: &str) -> Self {
        self.diagnostic.help = Some(Said { zh: zh.to_owned(), en: en.to_owned() });
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text(Language::English))
    }
}

impl std::error::Error for Failure {}

/// What was being done when the operating system said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading a file or listing a folder.
    Reading,
    /// Writing a file or making a folder.
    Writing,
    /// Removing a file or a folder.
    Removing,
    /// Putting the finished folder in its place.
    Swapping,
    /// Taking the lock.
    Locking,
}

impl Doing {
    fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::Reading => ("读取", "read"),
            Self::Writing => ("写入", "write"),
            Self::Removing => ("删除", "remove"),
            Self::Swapping => ("换上", "swap in"),
            Self::Locking => ("锁定", "lock"),
        }
    }
}

/// The operating system refused something: no space, no rights, a read-only disk …
pub fn disk(doing: Doing, path: &Path, error: &io::Error) -> Failure {
    let (code, why) = plain(error);
    let ((verb_zh, verb_en), path_text) = (doing.said(), path.display());
    Failure::new(
        Class::Environment,
        code,
        path,
        format!("无法{verb_zh} `{path_text}`：{}", why.zh),
        format!("cannot {verb_en} `{path_text}`: {}", why.en),
    )
}

/// A code for `error` and what it means in plain words.
fn plain(error: &io::Error) -> (&'static str, Said) {
    let said = |code, zh: &str, en: &str| (code, Said { zh: zh.to_owned(), en: en.to_owned() });
    match error.kind() {
        io::ErrorKind::StorageFull => said("disk-full", "磁盘已满", "the disk is full"),
        io::ErrorKind::QuotaExceeded => said("disk-full", "磁盘配额用完了", "the disk quota is used up"),
        io::ErrorKind::FileTooLarge => {
            said("disk-full", "文件大小超过限额", "the file is larger than allowed")
        }
        io::ErrorKind::PermissionDenied => said("no-permission", "没有权限", "permission is denied"),
        io::ErrorKind::ReadOnlyFilesystem => {
            said("read-only-disk", "文件系统是只读的", "the file system is read-only")
        }
        io::ErrorKind::NotFound => said("not-found", "文件或文件夹不存在", "there is no such file or folder"),
        io::ErrorKind::InvalidFilename => {
            said("name-too-long", "文件名太长或不合规定", "the file name is too long or not valid")
        }
        io::ErrorKind::ResourceBusy => {
            said("disk-busy", "正在使用（可能是挂载点）", "it is in use (a mount point, perhaps)")
        }
        io::ErrorKind::CrossesDevices => said(
            "other-disk",
            "它与同级的文件夹不在同一个磁盘上",
            "it is on another disk than the folders beside it",
        ),
        _ if is_too_many_open_files(error) => {
            said("too-many-open-files", "打开的文件太多", "too many files are open")
        }
        _ => said("disk-error", &error.to_string(), &error.to_string()),
    }
}

#[cfg(unix)]
fn is_too_many_open_files(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

#[cfg(not(unix))]
fn is_too_many_open_files(_error: &io::Error) -> bool {
    false
}

/// The folder to build does not exist.
pub fn missing_root(root: &Path) -> Failure {
    let path = root.display();
    Failure::new(
        Class::Environment,
        "missing-folder",
        root,
        format!("没有文件夹 `{path}`"),
        format!("there is no folder `{path}`"),
    )
    .help("检查 `--root` 写得对不对", "check what `--root` says")
}

/// The folder to build has no `content`.
pub fn missing_content(root: &Path) -> Failure {
    let path = root.display();
    Failure::new(
        Class::Environment,
        "missing-content",
        root,
        format!("`{path}` 里没有 `content` 文件夹"),
        format!("there is no folder `content` in `{path}`"),
    )
    .help(
        "先进入网站的文件夹，或者用 `--root` 指明；还没有网站，用 `yaomu init` 新建",
        "go to the folder of a site, or name it with `--root`; `yaomu init` makes a new one",
    )
}

fn refused(out: &Path, zh: &str, en: &str) -> Failure {
    let path = out.display();
    Failure::new(
        Class::Usage,
        "output-refused",
        out,
        format!("不能输出到 `{path}`：{zh}"),
        format!("`{path}` cannot be the output folder: {en}"),
    )
    .help("另选一个空的或尚不存在的文件夹", "choose a folder that is empty or does not exist yet")
}

/// The output folder is the root of the file system.
pub fn output_is_file_system_root(out: &Path) -> Failure {
    refused(out, "这是文件系统的根目录", "it is the root of the file system")
}

/// The output folder is the source folder or holds it.
pub fn output_holds_source(out: &Path) -> Failure {
    refused(out, "网站的源文件就在其中", "the sources of the site lie in it")
}

/// The output folder is one of the source folders or lies in it.
pub fn output_in_source(out: &Path, folder: &str) -> Failure {
    refused(
        out,
        &format!("它属于源文件夹 `{folder}`"),
        &format!("it belongs to the source folder `{folder}`"),
    )
}

/// The output folder is the user's home or holds it.
pub fn output_is_home(out: &Path) -> Failure {
    refused(out, "这是用户的主目录或它的上级", "it is the home folder or holds it")
}

/// The output folder is a symbolic link.
pub fn output_is_link(out: &Path) -> Failure {
    refused(out, "这是符号链接", "it is a symbolic link")
}

/// The output folder is a file.
pub fn output_is_file(out: &Path) -> Failure {
    refused(out, "这不是文件夹", "it is no folder")
}

/// The output folder is not empty and nothing says that we made it.
pub fn output_not_ours(out: &Path) -> Failure {
    refused(out, "其中已有不是本程序生成的内容", "it holds things that yaomu did not make")
}

/// The manifest of the output folder cannot be understood.
pub fn manifest_not_understood(out: &Path, manifest: &str) -> Failure {
    refused(
        out,
        &format!("看不懂其中的 `{manifest}`，它可能由更新的版本写成"),
        &format!("its `{manifest}` is not understood, a newer version may have written it"),
    )
}

/// The way to the output folder goes up after folders that do not exist.
pub fn output_path_unclear(out: &Path) -> Failure {
    refused(out, "路径中的 `..` 无法解析", "the `..` in its path lead nowhere")
}

/// Another build holds the lock of the output folder; `holder` is its process id, where known.
pub fn locked(out: &Path, lock: &Path, holder: Option<u32>) -> Failure {
    let (out_text, lock_text) = (out.display(), lock.display());
    let (by_zh, by_en) = match holder {
        Some(pid) => (format!("进程 {pid} "), format!("process {pid}")),
        None => ("另一个进程".to_owned(), "another process".to_owned()),
    };
    Failure::new(
        Class::Environment,
        "output-locked",
        out,
        format!("{by_zh}正在写入 `{out_text}`（锁文件 `{lock_text}`）"),
        format!("{by_en} is writing to `{out_text}` (lock file `{lock_text}`)"),
    )
    .help("等它结束后再运行", "wait until it has ended and run again")
}

/// A file of the user's stands in the output folder where a file of the site has to go.
pub fn foreign_file(file: &Path) -> Failure {
    let path = file.display();
    Failure::new(
        Class::Environment,
        "foreign-file",
        file,
        format!("`{path}` 不是本程序生成的，却占着网站文件的位置"),
        format!("`{path}` was not made by yaomu and stands where a file of the site has to go"),
    )
    .help("把它移走，或者放进 `static`", "move it away, or put it into `static`")
}

/// A path that must not be written to.
pub fn output_path_not_safe(path: &str) -> Failure {
    Failure::new(
        Class::Environment,
        "output-path",
        Path::new(path),
        format!("输出路径 `{}` 不安全", path.escape_debug()),
        format!("the output path `{}` is not safe", path.escape_debug()),
    )
}

/// Two things want to be written to the same file.
pub fn output_path_taken(path: &str) -> Failure {
    Failure::new(
        Class::Environment,
        "output-path",
        Path::new(path),
        format!("`{path}` 要写两次，或者既是文件又是文件夹"),
        format!("`{path}` would be written twice, or is both a file and a folder"),
    )
}

/// No port could be had to listen on.
pub fn cannot_listen(address: std::net::SocketAddr, error: &io::Error) -> Failure {
    let (_, why) = plain(error);
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => {
            Said { zh: "端口已被占用".to_owned(), en: "the port is taken".to_owned() }
        }
        io::ErrorKind::AddrNotAvailable => Said {
            zh: "本机没有这个地址".to_owned(),
            en: "this machine has no such address".to_owned(),
        },
        _ => why,
    };
    Failure::new(
        Class::Environment,
        "cannot-listen",
        Path::new(&address.to_string()),
        format!("无法在 {address} 上监听：{}", why.zh),
        format!("cannot listen on {address}: {}", why.en),
    )
    .help("用 `--port` 换一个端口", "choose another port with `--port`")
}

/// The address to preview under is no plain path.
pub fn base_path_not_plain(path: &str) -> Failure {
    Failure::new(
        Class::Usage,
        "base-path",
        Path::new(path),
        format!("`--base-path` 不能是 `{}`", path.escape_debug()),
        format!("`--base-path` cannot be `{}`", path.escape_debug()),
    )
    .help("写成 `/repo/` 这样", "write it as in `/repo/`")
}

/// The command does not speak the format asked for.
pub fn format_not_spoken(format: &str, command: &str) -> Failure {
    Failure::new(
        Class::Usage,
        "format-refused",
        Path::new("--format"),
        format!("`{command}` 不能用 `--format {format}`"),
        format!("`{command}` has no `--format {format}`"),
    )
    .help(
        "`human` 和 `json` 都能用；`sarif` 和 `github` 用于 `build` 和 `check`，`csv` 用于 `figures list` 和 `figures export`，`package` 用于 `figures export`",
        "`human` and `json` go with every command, `sarif` and `github` with `build` and `check`, `csv` with `figures list` and `figures export`, `package` with `figures export`",
    )
}

/// Several files are to be exported, and no folder is named.
pub fn export_needs_output() -> Failure {
    Failure::new(
        Class::Usage,
        "export-needs-output",
        Path::new("--output"),
        "要导出好几个文件，没有写明放到哪里".to_owned(),
        "several files are exported, and no folder is named for them".to_owned(),
    )
    .help(
        "加上 `--output 文件夹`；只要一个文件就写 `--format csv` 或 `--format json`",
        "add `--output DIR`; for one file only, say `--format csv` or `--format json`",
    )
}

/// A file that would be overwritten is not of an earlier export, or was changed since.
pub fn export_refused(file: &Path) -> Failure {
    let shown = file.display();
    Failure::new(
        Class::Usage,
        "export-refused",
        file,
        format!("不覆盖 `{shown}`：它不是上次导出的，或者后来改过"),
        format!("`{shown}` is not overwritten: it is not of an earlier export, or was changed since"),
    )
    .help("另选一个文件夹，或者加上 `--force`", "choose another folder, or add `--force`")
}

/// What an export has done, in both languages.
pub fn exported(report: &crate::write::Report, figures: usize, out: &Path) -> (String, String) {
    let crate::write::Report { written, unchanged, .. } = *report;
    let out = out.display();
    (
        format!("已导出到 {out}：{figures} 个数字，写入 {written} 个文件，{unchanged} 个未变"),
        format!("exported to {out}: {figures} figures, {written} files written, {unchanged} unchanged"),
    )
}

/// How many man pages were written, in both languages.
pub fn man_pages_written(count: usize, folder: &Path) -> (String, String) {
    let folder = folder.display();
    (format!("已把 {count} 页手册写到 {folder}"), format!("{count} man pages written to {folder}"))
}

/// How many figures a list has, in both languages.
pub fn listed(figures: usize) -> (String, String) {
    let s = if figures == 1 { "" } else { "s" };
    (format!("共 {figures} 个数字"), format!("{figures} figure{s}"))
}

/// The source folders cannot be watched.
pub fn cannot_watch(path: &Path, error: &str) -> Failure {
    let path_text = path.display();
    Failure::new(
        Class::Environment,
        "cannot-watch",
        path,
        format!("无法监视 `{path_text}` 的改动：{error}"),
        format!("cannot watch `{path_text}` for changes: {error}"),
    )
    .help(
        "在 Linux 上可以调高 `fs.inotify.max_user_watches`",
        "on Linux, `fs.inotify.max_user_watches` can be raised",
    )
}

/// Code of a finding that is a bug of ours.
pub const PANICKED: &str = "internal";

/// A page that made the program panic.
pub fn panicked(file: &str) -> Diagnostic {
    Diagnostic::error(
        PANICKED,
        Place::file(file),
        format!("处理 `{file}` 时程序出错，这是 Yaomu 的缺陷"),
        format!("the program failed on `{file}`: this is a bug of Yaomu"),
    )
    .help(
        "请把这个文件发给开发者；站点没有改动",
        "please report it together with that file; the site is unchanged",
    )
}

/// What a check has looked at, in both languages.
pub fn checked(pages: usize, figures: usize, rules: usize) -> (String, String) {
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    (
        format!("查了 {pages} 页、{figures} 个数据，用了 {rules} 条规则"),
        format!(
            "checked {}, {} by {}",
            counted(pages, "page"),
            counted(figures, "figure"),
            counted(rules, "rule")
        ),
    )
}

/// What a check has asked of other hosts, in both languages.
pub fn asked(addresses: usize, known: usize) -> (String, String) {
    let asked = addresses - known;
    (
        format!("外部链接：{addresses} 个网址，问了 {asked} 个，{known} 个用上次的回答"),
        format!("links to other hosts: {asked} asked, {known} known from before"),
    )
}

/// The answers of other hosts cannot be kept.
pub fn cache_not_kept(file: &Path, error: &io::Error) -> (String, String) {
    let (_, why) = plain(error);
    let file = file.display();
    (
        format!("没能把回答存进 `{file}`：{}", why.zh),
        format!("the answers could not be kept in `{file}`: {}", why.en),
    )
}

/// What a build has done, in both languages.
pub fn built(report: &crate::write::Report, out: &Path) -> (String, String) {
    let crate::write::Report { written, unchanged, removed } = *report;
    let out = out.display();
    (
        format!("已生成到 {out}：写入 {written} 个文件，{unchanged} 个未变，删去 {removed} 个"),
        format!("built into {out}: {written} files written, {unchanged} unchanged, {removed} removed"),
    )
}

/// What a build with errors has done: nothing; where there is a site from before, it stays.
pub fn not_built(stays: bool) -> (String, String) {
    let (zh, en) = if stays {
        (
            "没有写入任何文件，上次生成的网站原样不动",
            "nothing was written; the site built before stays as it is",
        )
    } else {
        ("没有写入任何文件", "nothing was written")
    };
    (zh.to_owned(), en.to_owned())
}

/// What `serve` says once a change is read and checked: how much is wrong.
pub fn settled(errors: usize, warnings: usize) -> (String, String) {
    if errors + warnings == 0 {
        return ("已更新，没有发现问题".to_owned(), "up to date, nothing to report".to_owned());
    }
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let stays = if errors == 0 {
        ("", "")
    } else {
        ("；有错误的页面保持上一版", "; a page with errors stays as it last was")
    };
    (
        format!("已更新：{errors} 个错误，{warnings} 个警告{}", stays.0),
        format!("up to date: {}, {}{}", plural(errors, "error"), plural(warnings, "warning"), stays.1),
    )
}

/// What the preview tells, in both languages.
pub fn serving(event: &crate::serve::Event<'_>) -> (String, String) {
    use crate::serve::Event;
    match event {
        Event::Listening { url, is_other_port, is_exposed } => {
            let (mut zh, mut en) =
                (format!("预览地址：{url}（按 Ctrl-C 结束）"), format!("preview: {url} (Ctrl-C ends it)"));
            if *is_other_port {
                zh.push_str("\n原定端口已被占用，换了一个");
                en.push_str("\nthe usual port is taken, this is another one");
            }
            if *is_exposed {
                zh.push_str("\n注意：同一网络里的人都能看到");
                en.push_str("\nnote: everyone on this network can see it");
            }
            (zh, en)
        }
        Event::Changed(files) => {
            let names: Vec<String> = files.iter().take(3).map(|file| file.display().to_string()).collect();
            (format!("有改动：{}", names.join("、")), format!("changed: {}", names.join(", ")))
        }
        Event::Ended => ("预览已结束".to_owned(), "the preview has ended".to_owned()),
    }
}
