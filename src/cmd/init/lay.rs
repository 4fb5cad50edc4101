//! Puts files into the folder of a site, where they are missing: none is overwritten, and none lands outside the folder.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::diag::build::{Doing, Failure, disk};
use crate::diag::starter as say;
use crate::starter::File;

/// What became of the files.
pub struct Laid {
    /// How many were written.
    pub written: usize,
    /// Those that were there with something else in them, and stay so.
    pub left: Vec<String>,
}

/// Looks whether `dir` can be the folder of a site: it is a folder, or nothing yet.
///
/// # Errors
/// It is something else.
pub fn look(dir: &Path) -> Result<(), Failure> {
    match fs::metadata(dir) {
        Ok(it) if !it.is_dir() => Err(say::not_a_folder(dir)),
        Err(error) if error.kind() == ErrorKind::NotADirectory => Err(say::not_a_folder(dir)),
        _ => Ok(()),
    }
}

/// Writes those of `files` that are missing.
///
/// # Errors
/// A folder on the way is none or leads outside, then nothing is written; or the disk refuses.
pub fn lay(dir: &Path, files: &[File]) -> Result<Laid, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| disk(Doing::Writing, &path, &error)
    };
    fs::create_dir_all(dir).map_err(failed(dir))?;
    let root = dir.canonicalize().map_err(failed(dir))?;
    for file in files {
        check_way(dir, &root, &file.path)?;
    }
    let mut laid = Laid { written: 0, left: Vec::new() };
    for file in files {
        let path = dir.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut opened) => {
                if let Err(error) = opened.write_all(file.text.as_bytes()) {
                    // Half a file would be left alone the next time.
                    let _ = fs::remove_file(&path);
                    return Err(disk(Doing::Writing, &path, &error));
                }
                laid.written += 1;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if !fs::read(&path).is_ok_and(|it| it == file.text.as_bytes()) {
                    laid.left.push(file.path.clone());
                }
            }
            Err(error) => return Err(disk(Doing::Writing, &path, &error)),
        }
    }
    Ok(laid)
}

/// Checks that the folders on the way to `path` are folders, and inside `root` where they are links.
fn check_way(dir: &Path, root: &Path, path: &str) -> Result<(), Failure> {
    let mut at = dir.to_owned();
    let mut steps: Vec<&str> = path.split('/').collect();
    steps.pop();
    for step in steps {
        at.push(step);
        let Ok(found) = at.symlink_metadata() else { return Ok(()) };
        if found.is_symlink() {
            match at.canonicalize() {
                Ok(there) if there.starts_with(root) && there.is_dir() => {}
                _ => return Err(say::leads_outside(&at)),
            }
        } else if !found.is_dir() {
            return Err(say::not_a_folder(&at));
        }
    }
    Ok(())
}
