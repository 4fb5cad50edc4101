//! One build at a time writes to an output folder.
//!
//! The lock is on a file beside the folder and belongs to the open file, so it goes away with the process however that
//! ends. The file holds the process id for the message, and is removed when the lock is given back.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::diag::build::{self, Doing, Failure};

/// How often a held lock is tried again.
const EVERY: Duration = Duration::from_millis(50);

/// The right to write to an output folder, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock at `path`, which guards `out`; waits for as long as `patience`.
    pub fn take(out: &Path, path: &Path, patience: Duration) -> Result<Self, Failure> {
        let failed = |error: &io::Error| build::disk(Doing::Locking, path, error);
        let mut waited = Duration::ZERO;
        loop {
            let mut file = open(path).map_err(|error| failed(&error))?;
            match file.try_lock() {
                // The holder before may have removed the file after we opened it: then it guards nothing.
                Ok(()) if is_at(&file, path) => {
                    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                    return Ok(Self { path: path.to_owned(), _file: file });
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if waited >= patience => {
                    let holder = fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok());
                    return Err(build::locked(out, path, holder));
                }
                Err(TryLockError::WouldBlock) => {
                    thread::sleep(EVERY);
                    waited += EVERY;
                }
                Err(TryLockError::Error(error)) => return Err(failed(&error)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked, so that nobody takes a file that is about to go.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}
