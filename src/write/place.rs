//! Puts one file into the staging folder: linked where the output folder has the same, else written.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::{Content, MANIFEST};
use crate::diag::build::{self, Doing, Failure};
use crate::scan::open_regular;

/// How much is compared at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// Why a file was not placed.
pub enum PlaceError {
    /// Something of ours is there already.
    Taken,
    /// The file to copy cannot be read.
    Source(PathBuf, io::Error),
    /// The file cannot be written.
    Disk(io::Error),
}

impl From<io::Error> for PlaceError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
                Self::Taken
            }
            _ => Self::Disk(error),
        }
    }
}

impl PlaceError {
    /// The failure to place `path`; named where it would be in `out`, as the staging folder means nothing to the user.
    pub fn into_failure(self, path: &str, out: &Path) -> Failure {
        match self {
            Self::Taken => build::output_path_taken(path),
            Self::Source(source, error) => build::disk(Doing::Reading, &source, &error),
            Self::Disk(error) => build::disk(Doing::Writing, &out.join(path), &error),
        }
    }
}

/// Whether `path` is relative and stays where it is joined to: checked where paths are made, and here again.
pub fn is_safe(path: &str) -> bool {
    let is_bad = |letter: char| letter == '\\' || letter.is_control() || (cfg!(windows) && letter == ':');
    let is_plain =
        |part: &str| !matches!(part, "" | "." | "..") && part.len() <= 255 && !part.contains(is_bad);
    path != MANIFEST && path.split('/').all(is_plain)
}

/// Makes one folder, which may be there already.
pub fn make_folder(folder: &Path) -> Result<(), PlaceError> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => Ok(other?),
    }
}

/// Whether the file at `before` holds `content` already.
pub fn is_there(before: &Path, content: Content<'_>) -> Result<bool, PlaceError> {
    match content {
        Content::Bytes(bytes) => Ok(holds(before, bytes).unwrap_or(false)),
        Content::Copy(source) => {
            let unreadable = |error| PlaceError::Source(source.to_owned(), error);
            let mut open = open_source(source).map_err(unreadable)?;
            same(before, &mut open).map_err(unreadable)
        }
    }
}

/// Makes `file`, which must not be there yet, with `content`.
pub fn place(file: &Path, content: Content<'_>) -> Result<(), PlaceError> {
    match content {
        Content::Bytes(bytes) => write_new(file, bytes),
        Content::Copy(source) => {
            let mut open =
                open_source(source).map_err(|error| PlaceError::Source(source.to_owned(), error))?;
            io::copy(&mut open, &mut File::create_new(file)?)?;
            Ok(())
        }
    }
}

/// Writes a file that must not be there yet: what is there may be linked with the output folder.
pub fn write_new(file: &Path, bytes: &[u8]) -> Result<(), PlaceError> {
    Ok(File::create_new(file)?.write_all(bytes)?)
}

fn open_source(source: &Path) -> io::Result<File> {
    let file = open_regular(source)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Makes `file` the same file as `before`, or a copy of it with its time where links cannot be had.
pub fn keep(file: &Path, before: &Path) -> Result<(), PlaceError> {
    match fs::hard_link(before, file) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(PlaceError::Taken),
        Err(_) => copy_with_time(before, file),
    }
}

fn copy_with_time(from: &Path, to: &Path) -> Result<(), PlaceError> {
    let mut source = open_regular(from)?;
    let found = source.metadata()?;
    let mut copy = File::create_new(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.set_permissions(found.permissions())?;
    if let Ok(time) = found.modified() {
        copy.set_modified(time)?;
    }
    Ok(())
}

/// Makes `to` the same file as `from`, whatever it is, or the nearest thing to it: for what belongs to the user.
pub fn carry(from: &Path, to: &Path) -> Result<(), PlaceError> {
    match fs::hard_link(from, to) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(PlaceError::Taken),
        Err(_) => {}
    }
    #[cfg(unix)]
    if fs::symlink_metadata(from)?.is_symlink() {
        return Ok(std::os::unix::fs::symlink(fs::read_link(from)?, to)?);
    }
    copy_with_time(from, to)
}

thread_local! {
    static BUFFERS: RefCell<(Vec<u8>, Vec<u8>)> = RefCell::new((vec![0; CHUNK], vec![0; CHUNK]));
}

/// Whether the file at `path` holds exactly `bytes`.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = open_regular(path)?;
    let found = file.metadata()?;
    if !found.is_file() || found.len() != bytes.len() as u64 {
        return Ok(false);
    }
    BUFFERS.with_borrow_mut(|(buffer, _)| {
        let mut rest = bytes;
        loop {
            let count = file.read(buffer)?;
            match rest.split_at_checked(count) {
                _ if count == 0 => return Ok(rest.is_empty()),
                Some((part, after)) if part == &buffer[..count] => rest = after,
                _ => return Ok(false),
            }
        }
    })
}

/// Whether the file at `path` holds what `source` does. An error is one of `source`; of the other it means no.
fn same(path: &Path, source: &mut File) -> io::Result<bool> {
    let Ok(mut file) = open_regular(path) else { return Ok(false) };
    match file.metadata() {
        Ok(found) if found.is_file() && found.len() == source.metadata()?.len() => {}
        _ => return Ok(false),
    }
    BUFFERS.with_borrow_mut(|(ours, theirs)| {
        loop {
            let count = source.read(ours)?;
            if count == 0 {
                return Ok(file.read(theirs).is_ok_and(|more| more == 0));
            }
            if file.read_exact(&mut theirs[..count]).is_err() || ours[..count] != theirs[..count] {
                return Ok(false);
            }
        }
    })
}
