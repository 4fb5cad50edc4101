//! Reads the sources of a site from disk, once, before anything else is done.
//!
//! 1. `site.toml`, then `content`, `static` and `templates` are walked. Nothing but regular files is opened:
//!    links, pipes, sockets and devices are left out with a warning.
//! 2. Pages, tables and templates are read; of everything else that is published only place and size are noted.
//! 3. What looks half saved (gone, empty, of another size than its folder entry said) is read once more after a
//!    short pause.
//!
//! Left out in silence: hidden files (but `static/.well-known`), what editors and file managers drop, and folders
//! of `content` that begin with `_` other than `_data`. What is returned is sorted by path.

#![expect(clippy::disallowed_methods, reason = "the scan is where sources are read from disk")]

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use walkdir::{DirEntry, WalkDir};

use crate::diag::build::{self, Doing, Failure};
use crate::diag::{Diagnostic, scan as diag};

/// The largest page, template or `site.toml` that is read, in bytes.
pub const TEXT_LIMIT: u64 = 10_000_000;

/// The largest table of `_data` that is read, in bytes.
pub const DATA_LIMIT: u64 = 64_000_000;

/// How long a file that looks half saved is given.
const PAUSE: Duration = Duration::from_millis(50);

/// Everything of a site that lies on disk.
#[derive(Debug, Default)]
pub struct Inputs {
    /// `site.toml`, where there is one.
    pub config: Option<SourceFile>,
    /// Pages: `content/**/*.md`.
    pub content: Vec<SourceFile>,
    /// Tables: `content/_data/**/*.{yaml,yml,csv,xlsx}`.
    pub data: Vec<SourceFile>,
    /// Every other file under `content`, published beside the pages.
    pub attachments: Vec<Asset>,
    /// `static/**`, published as it is.
    pub static_files: Vec<Asset>,
    /// `templates/**/*.{html,xml,txt,json}`.
    pub templates: Vec<SourceFile>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the site's root, with forward slashes: `content/news/a.md`.
    pub path: Arc<str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Path from the site's root, with forward slashes: `static/logo.png`.
    pub path: Arc<str>,
    /// Where it lies.
    pub file: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// Reads the site in `root`. The findings are about single files; a failure means that the site as a whole cannot
/// be read.
pub fn scan(root: &Path) -> Result<(Inputs, Vec<Diagnostic>), Failure> {
    is_site(root)?;
    let mut scan = Scan { root, inputs: Inputs::default(), findings: Vec::new(), unsettled: Vec::new() };
    scan.config()?;
    if !scan.folder("content")? {
        return Err(build::missing_content(root));
    }
    scan.folder("static")?;
    scan.folder("templates")?;
    scan.settle()?;
    let Scan { mut inputs, findings, .. } = scan;
    for files in [&mut inputs.content, &mut inputs.data, &mut inputs.templates] {
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    for assets in [&mut inputs.attachments, &mut inputs.static_files] {
        assets.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    Ok((inputs, findings))
}

/// Whether there is a folder of a site at `root`.
///
/// # Errors
/// There is none.
pub fn is_site(root: &Path) -> Result<(), Failure> {
    if !root.is_dir() {
        return Err(build::missing_root(root));
    }
    // What else it may be the scan tells.
    if fs::symlink_metadata(root.join("content")).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    {
        return Err(build::missing_content(root));
    }
    Ok(())
}

/// Reads one page again whose `path` a scan has given; none where it is not there, or not a file to be read, any more.
pub fn page(root: &Path, path: &Arc<str>) -> Result<Option<SourceFile>, Failure> {
    let mut scan = Scan { root, inputs: Inputs::default(), findings: Vec::new(), unsettled: Vec::new() };
    scan.read(path.clone(), Role::Page, false)?;
    scan.settle()?;
    Ok(scan.inputs.content.pop())
}

/// Whether `name` is a file that nobody wrote for the site: hidden, a back-up, a lock, a folder's own settings.
pub(crate) fn is_dropping(name: &str) -> bool {
    name.starts_with(['.', '#'])
        || name.ends_with('~')
        || name.starts_with("~$")
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
}

/// What a file is to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Config,
    Page,
    Data,
    Template,
    Attachment,
    Static,
    /// Belongs to the site, but is not read.
    Ignored,
}

struct Scan<'a> {
    root: &'a Path,
    inputs: Inputs,
    findings: Vec<Diagnostic>,
    /// Files that looked half saved.
    unsettled: Vec<(Arc<str>, Role)>,
}

impl Scan<'_> {
    fn config(&mut self) -> Result<(), Failure> {
        let file = self.root.join("site.toml");
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_file() => self.read("site.toml".into(), Role::Config, false),
            Ok(found) => {
                self.refuse("site.toml", found.file_type());
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(build::disk(Doing::Reading, &file, &error)),
        }
    }

    /// Walks the folder `name` of the root. Whether there is one.
    fn folder(&mut self, name: &str) -> Result<bool, Failure> {
        let folder = self.root.join(name);
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(found) => {
                self.refuse(name, found.file_type());
                return Ok(false);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(build::disk(Doing::Reading, &folder, &error)),
        }
        let walk = WalkDir::new(&folder).follow_links(false).follow_root_links(false).min_depth(1);
        for entry in walk.into_iter().filter_entry(|entry| is_wanted(name, entry)) {
            match entry {
                Ok(entry) => self.entry(name, &entry)?,
                Err(error) => self.walk_error(&folder, &error)?,
            }
        }
        Ok(true)
    }

    fn entry(&mut self, folder: &str, entry: &DirEntry) -> Result<(), Failure> {
        let from_root = entry.path().strip_prefix(self.root).unwrap_or(entry.path());
        let Some(path) = from_root.to_str() else {
            // What lies in a folder of such a name needs no finding of its own.
            if entry.file_name().to_str().is_none() {
                self.findings.push(diag::name_not_utf8(&from_root.to_string_lossy()));
            }
            return Ok(());
        };
        let path: Arc<str> = if cfg!(windows) { path.replace('\\', "/").into() } else { path.into() };
        if entry.file_type().is_dir() {
            return Ok(());
        }
        if !entry.file_type().is_file() {
            self.refuse(&path, entry.file_type());
            return Ok(());
        }
        match self.role(folder, &path) {
            Role::Ignored => Ok(()),
            role @ (Role::Attachment | Role::Static) => self.asset(path, role, entry),
            role => self.read(path, role, false),
        }
    }

    /// What the file at `path` is, by its folder and extension.
    fn role(&mut self, folder: &str, path: &str) -> Role {
        let extension =
            path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, end)| end);
        let lower = extension.to_ascii_lowercase();
        let (role, proper) = match (folder, lower.as_str()) {
            ("content", _) if path.starts_with("content/_data/") => match lower.as_str() {
                "yaml" | "yml" | "csv" | "xlsx" => (Role::Data, lower.as_str()),
                "md" | "txt" => (Role::Ignored, extension),
                _ => {
                    self.findings.push(diag::unread_data(path));
                    (Role::Ignored, extension)
                }
            },
            ("content", "md" | "markdown") => (Role::Page, "md"),
            ("content", _) => (Role::Attachment, extension),
            ("templates", "html" | "xml" | "txt" | "json") => (Role::Template, lower.as_str()),
            ("templates", _) => (Role::Ignored, extension),
            _ => (Role::Static, extension),
        };
        if proper != extension {
            self.findings.push(diag::wrong_extension(path, proper));
            return Role::Ignored;
        }
        role
    }

    fn asset(&mut self, path: Arc<str>, role: Role, entry: &DirEntry) -> Result<(), Failure> {
        match entry.metadata() {
            Ok(found) => {
                let asset = Asset { path, file: entry.path().to_owned(), size: found.len() };
                match role {
                    Role::Attachment => self.inputs.attachments.push(asset),
                    _ => self.inputs.static_files.push(asset),
                }
                Ok(())
            }
            Err(error) => self.walk_error(entry.path(), &error),
        }
    }

    /// Reads a file; one that looks half saved is put aside until `last`.
    fn read(&mut self, path: Arc<str>, role: Role, last: bool) -> Result<(), Failure> {
        let limit = if role == Role::Data { DATA_LIMIT } else { TEXT_LIMIT };
        let file = self.root.join(&*path);
        match read(&file, limit) {
            Ok(Reading::Unsettled | Reading::Gone) if !last => self.unsettled.push((path, role)),
            Ok(Reading::Gone | Reading::Unsettled) => self.findings.push(diag::file_vanished(&path)),
            Ok(Reading::Whole(bytes)) if bytes.is_empty() && !last => self.unsettled.push((path, role)),
            Ok(Reading::Whole(bytes)) => self.keep(SourceFile { path, bytes }, role),
            Ok(Reading::TooLarge(size)) => self.findings.push(diag::file_too_large(&path, size, limit)),
            Ok(Reading::Special(kind)) => self.refuse(&path, kind),
            Err(error) => return Err(build::disk(Doing::Reading, &file, &error)),
        }
        Ok(())
    }

    fn keep(&mut self, file: SourceFile, role: Role) {
        match role {
            Role::Config => self.inputs.config = Some(file),
            Role::Page => self.inputs.content.push(file),
            Role::Data => self.inputs.data.push(file),
            Role::Template => self.inputs.templates.push(file),
            Role::Attachment | Role::Static | Role::Ignored => {}
        }
    }

    /// Reads once more what looked half saved, after one pause for all of it.
    fn settle(&mut self) -> Result<(), Failure> {
        let unsettled = std::mem::take(&mut self.unsettled);
        if !unsettled.is_empty() {
            thread::sleep(PAUSE);
        }
        unsettled.into_iter().try_for_each(|(path, role)| self.read(path, role, true))
    }

    fn refuse(&mut self, path: &str, kind: FileType) {
        self.findings.push(if kind.is_symlink() {
            diag::symbolic_link(path)
        } else {
            diag::special_file(path)
        });
    }

    fn walk_error(&mut self, folder: &Path, error: &walkdir::Error) -> Result<(), Failure> {
        let path = error.path().unwrap_or(folder);
        match error.io_error() {
            Some(gone) if gone.kind() == io::ErrorKind::NotFound => {
                let from_root = path.strip_prefix(self.root).unwrap_or(path);
                self.findings.push(diag::file_vanished(&from_root.to_string_lossy()));
                Ok(())
            }
            Some(error) => Err(build::disk(Doing::Reading, path, error)),
            None => Err(build::disk(Doing::Reading, path, &io::Error::other(error.to_string()))),
        }
    }
}

/// Whether the walk of `folder` takes in `entry`; a folder that it does not is not entered.
fn is_wanted(folder: &str, entry: &DirEntry) -> bool {
    let Some(name) = entry.file_name().to_str() else { return true };
    if folder == "static" && entry.depth() == 1 && name == ".well-known" {
        return true;
    }
    let is_private = folder == "content"
        && entry.file_type().is_dir()
        && name.starts_with('_')
        && !(entry.depth() == 1 && name == "_data");
    !is_dropping(name) && !is_private
}

enum Reading {
    Whole(Vec<u8>),
    /// It had another size when it was opened than when it was read.
    Unsettled,
    Gone,
    /// Its size in bytes.
    TooLarge(u64),
    /// It is no regular file any more.
    Special(FileType),
}

fn read(path: &Path, limit: u64) -> io::Result<Reading> {
    let mut file = match open_regular(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Reading::Gone),
        Err(error) => return Err(error),
    };
    let found = file.metadata()?;
    if !found.is_file() {
        return Ok(Reading::Special(found.file_type()));
    }
    if found.len() > limit {
        return Ok(Reading::TooLarge(found.len()));
    }
    let size = usize::try_from(found.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(size);
    (&mut file).take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() == size { Reading::Whole(bytes) } else { Reading::Unsettled })
}

/// Opens a file for reading that may have been swapped for something else since it was listed: a link is not
/// followed, a pipe does not block. Whether it is a regular file is for the caller to look at.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    options.open(path)
}

#[cfg(test)]
mod tests;
