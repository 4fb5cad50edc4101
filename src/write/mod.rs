//! Publishes a site: everything is put into a folder beside the output folder, which is then swapped in whole.
//!
//! 1. [`Writer::begin`] refuses folders that are not ours to replace, takes a lock, clears away what builds that died
//!    have left, and looks at what the output folder holds now.
//! 2. [`Writer::put`], from any thread, writes a file to the staging folder, or notes that the output folder holds the
//!    same bytes already. Nothing that stands in the output folder is ever written to. [`Writer::put_drawn`] does the same
//!    with a picture, which it has drawn only where the output folder does not hold one that was drawn from the same.
//! 3. [`Writer::commit`] links what has not changed, so that it keeps its time, adds the manifest, carries over what
//!    the user has put into the output folder, flushes, and swaps. When nothing has changed it touches nothing.
//!    Without a commit the staging folder goes away and the output folder is as it was.
//!
//! Killed at any moment, the output folder is the old one or the new one. (Where two folders cannot be exchanged in one
//! step, it may be missing between two renames, and the next build brings the old one back first.)

#![expect(clippy::disallowed_methods, reason = "this is where the site is written to disk")]

mod export;
mod lock;
mod manifest;
mod place;
mod previous;
mod swap;
mod target;
mod weight;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::diag::build::{self, Doing, Failure};
use crate::text::fingerprint;
pub use export::export;
use lock::Lock;
pub use manifest::MANIFEST;
use manifest::{Drawn, Made};
use place::PlaceError;
use previous::Previous;
pub use weight::Weight;

/// How long a build waits for another one that writes to the same folder.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where to publish, and what is to be kept safe from it.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The output folder; it and the folders above it are made when they do not exist.
    pub out: &'a Path,
    /// The folder of the sources.
    pub root: &'a Path,
    /// The user's home folder, where there is one.
    pub home: Option<&'a Path>,
}

/// What to put into a file.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// What is in this file.
    Copy(&'a Path),
}

impl Content<'_> {
    /// In bytes; a file that cannot be looked at has none, and is told when it is copied.
    fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Copy(file) => fs::symlink_metadata(file).map_or(0, |found| found.len()),
        }
    }
}

/// What a build has changed in the output folder, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// New ones and those with other bytes than before.
    pub written: usize,
    /// Those with the same bytes as before.
    pub unchanged: usize,
    /// Those of the build before that are not made any more.
    pub removed: usize,
}

/// A build that is being written.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    staging: PathBuf,
    /// What the output folder holds now.
    previous: Previous,
    /// Folders that were made in the staging folder, from it.
    folders: Mutex<HashSet<String>>,
    made: Mutex<BTreeSet<String>>,
    /// What was drawn, and from what.
    drawn: Mutex<BTreeMap<String, Drawn>>,
    weight: Mutex<Weight>,
    /// What of it the output folder holds already.
    kept: Mutex<Vec<String>>,
    /// The first failure; after it nothing more is written.
    failure: OnceLock<Failure>,
    /// Given back last.
    _lock: Lock,
}

impl Writer {
    /// Makes ready to publish to `target`. Fails where the folder must not be replaced, or another build holds it for
    /// more than five seconds, or the disk says no.
    pub fn begin(target: &Target<'_>) -> Result<Self, Failure> {
        Self::begin_within(target, PATIENCE)
    }

    fn begin_within(target: &Target<'_>, patience: Duration) -> Result<Self, Failure> {
        let out = target::resolve(target)?;
        previous::refuse_foreign(&out)?;
        let siblings = swap::Siblings::of(&out);
        fs::create_dir_all(&siblings.parent)
            .map_err(|error| build::disk(Doing::Writing, &siblings.parent, &error))?;
        let lock = Lock::take(&out, &siblings.lock, patience)?;
        siblings.heal(&out)?;
        previous::refuse_foreign(&out)?;
        let previous = Previous::read(&out)?;
        let staging = siblings.staging();
        fs::create_dir(&staging).map_err(|error| build::disk(Doing::Writing, &staging, &error))?;
        Ok(Self {
            out,
            staging,
            previous,
            folders: Mutex::default(),
            made: Mutex::default(),
            drawn: Mutex::default(),
            weight: Mutex::default(),
            kept: Mutex::default(),
            failure: OnceLock::new(),
            _lock: lock,
        })
    }

    /// Places a file at `path`, which is relative, with forward slashes. After a failure in any thread this fails in
    /// all of them, with the same failure.
    pub fn put(&self, path: &str, content: Content<'_>) -> Result<(), Failure> {
        if let Some(failure) = self.failure.get() {
            return Err(failure.clone());
        }
        self.put_unless_failed(path, content).map_err(|failure| self.failure.get_or_init(|| failure).clone())
    }

    /// Places a picture at `path`. As long as the fingerprint of what it is drawn `from` is the same, so are its bytes, and the
    /// picture of the build before is taken.
    pub fn put_drawn(&self, path: &str, from: u64, draw: &dyn Fn() -> Vec<u8>) -> Result<(), Failure> {
        let bytes = self.previous.drawing(&self.out, path, from).unwrap_or_else(draw);
        held(&self.drawn).insert(path.to_owned(), Drawn { from, holds: fingerprint([&*bytes]) });
        self.put(path, Content::Bytes(&bytes))
    }

    fn put_unless_failed(&self, path: &str, content: Content<'_>) -> Result<(), Failure> {
        if !place::is_safe(path) {
            return Err(build::output_path_not_safe(path));
        }
        held(&self.weight).add(path, content.size());
        let explain = |error: PlaceError| error.into_failure(path, &self.out);
        let is_kept = self.previous.files.contains(path)
            && place::is_there(&self.out.join(path), content).map_err(explain)?;
        if !held(&self.made).insert(path.to_owned()) {
            return Err(build::output_path_taken(path));
        }
        if is_kept {
            held(&self.kept).push(path.to_owned());
            return Ok(());
        }
        self.make_folders(path)?;
        place::place(&self.staging.join(path), content).map_err(explain)
    }

    /// What has been put, whether it has changed or not.
    pub fn weight(&self) -> Weight {
        held(&self.weight).clone()
    }

    /// Links what has not changed. It is done last, since mostly nothing has changed at all.
    fn link_kept(&self) -> Result<(), Failure> {
        held(&self.kept).iter().try_for_each(|path| {
            self.make_folders(path)?;
            place::keep(&self.staging.join(path), &self.out.join(path))
                .map_err(|error| error.into_failure(path, &self.out))
        })
    }

    /// Makes the folders that `path` lies in.
    fn make_folders(&self, path: &str) -> Result<(), Failure> {
        path.rsplit_once('/').map_or(Ok(()), |(folder, _)| self.make_folder(folder))
    }

    /// Makes `folder` and those above it in the staging folder, each once.
    fn make_folder(&self, folder: &str) -> Result<(), Failure> {
        if held(&self.folders).contains(folder) {
            return Ok(());
        }
        if let Some((above, _)) = folder.rsplit_once('/') {
            self.make_folder(above)?;
        }
        place::make_folder(&self.staging.join(folder))
            .map_err(|error| error.into_failure(folder, &self.out))?;
        held(&self.folders).insert(folder.to_owned());
        Ok(())
    }

    /// Publishes what was put. When that is what the output folder holds already, nothing is touched.
    pub fn commit(self) -> Result<Report, Failure> {
        if let Some(failure) = self.failure.get() {
            return Err(failure.clone());
        }
        let made = std::mem::take(&mut *held(&self.made));
        let drawn = std::mem::take(&mut *held(&self.drawn));
        let unchanged = held(&self.kept).len();
        let removed = self.previous.listed.difference(&made).count();
        let report = Report { written: made.len() - unchanged, unchanged, removed };
        let is_same = report.written == 0 && removed == 0 && drawn == self.previous.drawn;
        if self.previous.is_ours && is_same {
            return Ok(report);
        }
        self.link_kept()?;
        manifest::write(&self.staging, Made { files: made, drawn })
            .map_err(|error| error.into_failure(MANIFEST, &self.out))?;
        self.previous.carry(&self.out, &self.staging)?;
        swap::flush(&self.staging)?;
        let aside = swap::swap_in(&self.staging, &self.out)?;
        if let Some(aside) = aside {
            swap::discard(&aside, &self.out, &self.previous);
        }
        Ok(report)
    }
}

impl Drop for Writer {
    /// Removes the staging folder when it is still there. What cannot be removed now, the next build removes.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.staging);
    }
}

/// A lock whose holder panicked guards plain sets, which are whole all the same.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
