//! What the output folder holds before a build: our files by the manifest, and what the user has put there.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::manifest::{self, Drawn, MANIFEST, Made};
use super::place;
use crate::diag::build::{self, Doing, Failure};
use crate::scan::open_regular;
use crate::text::fingerprint;

/// The output folder as it is.
#[derive(Debug, Default)]
pub struct Previous {
    /// Whether there is a folder with a manifest.
    pub is_ours: bool,
    /// What the manifest lists.
    pub listed: BTreeSet<String>,
    /// What it says of pictures.
    pub drawn: BTreeMap<String, Drawn>,
    /// What of it is there as a regular file, reached through no link.
    pub files: HashSet<String>,
    /// What is not ours, from the output folder, and whether it is a folder. In this order a folder comes before what
    /// is in it.
    foreign: BTreeMap<PathBuf, bool>,
}

/// Refuses a folder that holds anything, but no manifest of ours.
pub fn refuse_foreign(out: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(build::disk(Doing::Reading, out, &error)),
    };
    let has_manifest = fs::symlink_metadata(out.join(MANIFEST)).is_ok_and(|found| found.is_file());
    let is_empty = || entries.flatten().all(|entry| entry.file_name() == ".DS_Store");
    if has_manifest || is_empty() { Ok(()) } else { Err(build::output_not_ours(out)) }
}

impl Previous {
    /// Reads the manifest of `out` and walks what is there, following nothing.
    pub fn read(out: &Path) -> Result<Self, Failure> {
        if fs::symlink_metadata(out).is_err() {
            return Ok(Self::default());
        }
        let found = manifest::read(out)?;
        let is_ours = found.is_some();
        let Made { files: listed, drawn } = found.unwrap_or_default();
        let folders: HashSet<&str> = listed.iter().flat_map(|path| folders_of(path)).collect();
        let (mut files, mut foreign) = (HashSet::new(), BTreeMap::new());
        for entry in WalkDir::new(out).follow_links(false).follow_root_links(false).min_depth(1) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(out).to_owned();
                build::disk(Doing::Reading, &path, &error.into())
            })?;
            let path = entry.path().strip_prefix(out).unwrap_or(entry.path());
            let name = path
                .to_str()
                .map(|text| if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() });
            let is_folder = entry.file_type().is_dir();
            match name {
                Some(name) if is_folder && folders.contains(name.as_str()) => {}
                Some(name) if !is_folder && name == MANIFEST => {}
                Some(name) if !is_folder && listed.contains(&name) => {
                    // A link in its place is ours to replace, but never read.
                    if entry.file_type().is_file() {
                        files.insert(name);
                    }
                }
                _ => {
                    foreign.insert(path.to_owned(), is_folder);
                }
            }
        }
        drop(folders);
        Ok(Self { is_ours, listed, drawn, files, foreign })
    }

    /// Brings what is not ours from `out` to `staging`, by links: it stays where it is until `out` goes away.
    pub fn carry(&self, out: &Path, staging: &Path) -> Result<(), Failure> {
        for (path, &is_folder) in &self.foreign {
            let (from, to) = (out.join(path), staging.join(path));
            if fs::symlink_metadata(&from).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
                continue;
            }
            let carried = if is_folder { carry_folder(&from, &to) } else { carry_file(&from, &to) };
            match carried {
                Ok(()) => {}
                Err(place::PlaceError::Taken) => return Err(build::foreign_file(&from)),
                Err(place::PlaceError::Source(path, error)) => {
                    return Err(build::disk(Doing::Reading, &path, &error));
                }
                Err(place::PlaceError::Disk(error)) => {
                    return Err(build::disk(Doing::Writing, &from, &error));
                }
            }
        }
        if let Ok(found) = fs::symlink_metadata(out) {
            fs::set_permissions(staging, found.permissions())
                .map_err(|error| build::disk(Doing::Writing, out, &error))?;
        }
        Ok(())
    }

    /// The bytes of a picture that was drawn `from` the same, as far as they are those that we made.
    pub fn drawing(&self, out: &Path, path: &str, from: u64) -> Option<Vec<u8>> {
        let noted = self.drawn.get(path).filter(|it| it.from == from && self.files.contains(path))?;
        let mut bytes = Vec::new();
        open_regular(&out.join(path)).ok()?.read_to_end(&mut bytes).ok()?;
        (fingerprint([&*bytes]) == noted.holds).then_some(bytes)
    }

    /// Whether `path`, from the output folder, was known when the build began: made by us, or carried over.
    pub fn knows(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|name| name == MANIFEST || self.listed.contains(&name.replace('\\', "/")))
            || self.foreign.contains_key(path)
    }
}

/// The folder it lies in may be one of ours that the new site has no use for.
fn carry_file(from: &Path, to: &Path) -> Result<(), place::PlaceError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    place::carry(from, to)
}

fn carry_folder(from: &Path, to: &Path) -> Result<(), place::PlaceError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::create_dir(to) {
        Ok(()) => Ok(fs::set_permissions(to, fs::symlink_metadata(from)?.permissions())?),
        Err(_) if fs::symlink_metadata(to).is_ok_and(|found| found.is_dir()) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The folders that `path` lies in, the nearest first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(above, _)| above.rsplit_once('/')).map(|(above, _)| above)
}
