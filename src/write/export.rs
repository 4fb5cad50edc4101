//! Writes a few files into a folder that may hold others, and overwrites none that is not ours.
//!
//! A list of what was written lies beside the files, with a number that stands for the bytes of each: a file is ours as long as
//! nobody has changed it. All files are looked at before one is written; each is written beside and renamed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::place::{self, PlaceError};
use super::{Content, Report, Target, target};
use crate::diag::build::{self, Doing, Failure};
use crate::text;

/// The list of what was written.
const LIST: &str = ".yaomu-export.json";
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    generator: String,
    /// Name and number of each file.
    files: BTreeMap<String, String>,
}

/// Writes `files`, name and bytes, into the folder of `target`, which is made where there is none. With `force`, files of the
/// same names are overwritten, whosever they are.
///
/// # Errors
/// A folder that must not be written to, a file that is not ours, what the disk says.
pub fn export(target: &Target<'_>, files: &[(&str, Vec<u8>)], force: bool) -> Result<Report, Failure> {
    let out = target::resolve(target)?;
    let mut known = read(&out);
    let mut changed = Vec::new();
    for (name, bytes) in files {
        let path = out.join(name);
        if place::is_there(&path, Content::Bytes(bytes)).is_ok_and(|there| there) {
            continue;
        }
        if !force && !may_be_written(&path, known.files.get(*name))? {
            return Err(build::export_refused(&path));
        }
        changed.push((*name, path, bytes));
    }
    fs::create_dir_all(&out).map_err(|error| build::disk(Doing::Writing, &out, &error))?;
    let report = Report { written: changed.len(), unchanged: files.len() - changed.len(), removed: 0 };
    for (name, bytes) in files {
        known.files.insert((*name).to_owned(), number(bytes));
    }
    for (name, path, bytes) in changed {
        replace(&path, bytes).map_err(|error| error.into_failure(name, &out))?;
    }
    let mut list = serde_json::to_vec_pretty(&known).unwrap_or_default();
    list.push(b'\n');
    let path = out.join(LIST);
    if !place::is_there(&path, Content::Bytes(&list)).is_ok_and(|there| there) {
        replace(&path, &list).map_err(|error| error.into_failure(LIST, &out))?;
    }
    Ok(report)
}

/// Whether nothing is there, or what we wrote ourselves, unchanged.
fn may_be_written(path: &Path, known: Option<&String>) -> Result<bool, Failure> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(build::disk(Doing::Reading, path, &error)),
        Ok(found) if !found.is_file() => return Ok(false),
        Ok(_) => {}
    }
    let Some(known) = known else { return Ok(false) };
    let bytes = fs::read(path).map_err(|error| build::disk(Doing::Reading, path, &error))?;
    Ok(number(&bytes) == *known)
}

/// The list of `out`; an empty one where there is none that we understand.
fn read(out: &Path) -> Written {
    let found =
        fs::read(out.join(LIST)).ok().and_then(|bytes| serde_json::from_slice::<Written>(&bytes).ok());
    found.filter(|it| it.format == FORMAT && it.generator == "yaomu").unwrap_or_else(|| Written {
        format: FORMAT,
        generator: "yaomu".to_owned(),
        files: BTreeMap::new(),
    })
}

fn number(bytes: &[u8]) -> String {
    format!("{:016x}", text::fingerprint([bytes]))
}

/// Puts `bytes` at `path` in one step.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), PlaceError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".yaomu-new");
    let beside = Path::new(&beside);
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(PlaceError::Disk(error)),
        _ => {}
    }
    place::write_new(beside, bytes)?;
    fs::rename(beside, path).map_err(|error| {
        // What could not be put in its place is nobody's.
        let _ = fs::remove_file(beside);
        PlaceError::Disk(error)
    })
}
