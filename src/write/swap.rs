//! Puts the staging folder in the place of the output folder, and mends what a build that was killed has left.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::previous::Previous;
use crate::diag::build::{self, Doing, Failure};

/// What lies beside the output folder while a build runs.
pub struct Siblings {
    /// The folder they all lie in.
    pub parent: PathBuf,
    /// The lock file.
    pub lock: PathBuf,
    /// `.public.yaomu-`, before a process id.
    stem: OsString,
}

impl Siblings {
    /// Those of `out`, which is absolute and not the root.
    pub fn of(out: &Path) -> Self {
        let parent = out.parent().unwrap_or(out).to_owned();
        let mut stem = OsString::from(".");
        stem.push(out.file_name().unwrap_or_default());
        stem.push(".yaomu-");
        Self { lock: parent.join(with(&stem, "lock")), parent, stem }
    }

    /// The staging folder of this process.
    pub fn staging(&self) -> PathBuf {
        self.parent.join(with(&self.stem, &std::process::id().to_string()))
    }

    /// Brings `out` back when a build was killed between two renames, and removes what others have left. The lock is
    /// held, so none of it is in use.
    pub fn heal(&self, out: &Path) -> Result<(), Failure> {
        let aside = set_aside(out);
        if fs::symlink_metadata(out).is_err()
            && fs::symlink_metadata(&aside).is_ok_and(|found| found.is_dir())
        {
            fs::rename(&aside, out).map_err(|error| build::disk(Doing::Swapping, out, &error))?;
        }
        let read = |error: io::Error| build::disk(Doing::Reading, &self.parent, &error);
        for entry in fs::read_dir(&self.parent).map_err(read)? {
            let entry = entry.map_err(read)?;
            if self.is_left_over(&entry.file_name()) && entry.file_type().map_err(read)?.is_dir() {
                let path = entry.path();
                fs::remove_dir_all(&path).map_err(|error| build::disk(Doing::Removing, &path, &error))?;
            }
        }
        Ok(())
    }

    fn is_left_over(&self, name: &std::ffi::OsStr) -> bool {
        let rest = name.as_encoded_bytes().strip_prefix(self.stem.as_encoded_bytes());
        rest.is_some_and(|rest| rest == b"old" || (!rest.is_empty() && rest.iter().all(u8::is_ascii_digit)))
    }
}

/// Where `out` waits between two renames.
fn set_aside(out: &Path) -> PathBuf {
    let siblings = Siblings::of(out);
    siblings.parent.join(with(&siblings.stem, "old"))
}

fn with(stem: &OsString, end: &str) -> OsString {
    let mut name = stem.clone();
    name.push(end);
    name
}

/// Has everything of the staging folder on the disk before anyone may see it.
pub fn flush(staging: &Path) -> Result<(), Failure> {
    let result = File::open(staging).and_then(|folder| flush_file_system(&folder));
    result.map_err(|error| build::disk(Doing::Writing, staging, &error))
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn flush_file_system(folder: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(folder)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn flush_file_system(folder: &File) -> io::Result<()> {
    // Some systems cannot flush a folder; that is no reason not to publish.
    let _ = folder.sync_all();
    Ok(())
}

/// Makes `staging` the output folder. Where the one before lies now, if there was one.
pub fn swap_in(staging: &Path, out: &Path) -> Result<Option<PathBuf>, Failure> {
    let swapped = if fs::symlink_metadata(out).is_err() {
        fs::rename(staging, out).map(|()| None)
    } else {
        match exchange(staging, out) {
            Ok(true) => Ok(Some(staging.to_owned())),
            Ok(false) => rename_twice(staging, out).map(Some),
            Err(error) => Err(error),
        }
    };
    let aside = swapped.map_err(|error| build::disk(Doing::Swapping, out, &error))?;
    if let Some(parent) = out.parent() {
        let _ = File::open(parent).and_then(|folder| folder.sync_all());
    }
    Ok(aside)
}

/// Exchanges two folders in one step; false where the system or the file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(error) if [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// The next best: the old folder steps aside, the new one steps in. When that fails the old one steps back.
pub(super) fn rename_twice(staging: &Path, out: &Path) -> io::Result<PathBuf> {
    let aside = set_aside(out);
    fs::rename(out, &aside)?;
    if let Err(error) = fs::rename(staging, out) {
        fs::rename(&aside, out)?;
        return Err(error);
    }
    Ok(aside)
}

/// Removes the folder that was replaced: what we knew of is in `out` or is not wanted any more. Anything else came
/// into it while we built; it moves to `out`. The site is published by now, so nothing here is a failure: what is
/// left, the next build removes.
pub fn discard(aside: &Path, out: &Path, previous: &Previous) {
    for entry in WalkDir::new(aside).follow_links(false).contents_first(true).into_iter().flatten() {
        let path = entry.path();
        let Ok(from_aside) = path.strip_prefix(aside) else { continue };
        let _ = if entry.file_type().is_dir() {
            fs::remove_dir(path)
        } else if previous.knows(from_aside) {
            fs::remove_file(path)
        } else {
            rescue(path, &out.join(from_aside))
        };
    }
}

fn rescue(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    // A link fails where something is; a rename would replace it.
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}
