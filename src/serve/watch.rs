//! Tells when sources have changed: one change for all that an editor does in a moment.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diag::build::{self, Failure};
use crate::scan::is_dropping;

/// How long nothing must happen until a change is told.
const QUIET: Duration = Duration::from_millis(60);

/// How long it may take until a change is told when something happens all the time.
const LONGEST: Duration = Duration::from_secs(1);

/// What comes in.
#[derive(Debug)]
pub enum Message {
    /// Something happened on disk.
    Disk(notify::Result<Event>),
    /// The server is to end.
    Stop,
}

/// What has happened.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// These have changed; nothing is known where it is empty.
    Changed(Vec<PathBuf>),
    /// Nothing.
    Nothing,
    /// The server is to end.
    Stop,
}

/// Watches folders and files, also those that do not exist yet.
pub struct Watch {
    watcher: RecommendedWatcher,
    sender: Sender<Message>,
    messages: Receiver<Message>,
    /// What is watched, absolute.
    paths: Vec<PathBuf>,
    /// What in it does not count, absolute.
    ignore: Vec<PathBuf>,
}

impl Watch {
    /// Begins to watch `paths`, without what lies in `ignore`.
    pub fn start(paths: &[PathBuf], ignore: &[PathBuf]) -> Result<Self, Failure> {
        let (sender, messages) = channel();
        let tell = sender.clone();
        let failed = |path: &Path, error: &notify::Error| build::cannot_watch(path, &error.to_string());
        let watcher = RecommendedWatcher::new(
            move |event| {
                let _ = tell.send(Message::Disk(event));
            },
            Config::default().with_follow_symlinks(false),
        )
        .map_err(|error| failed(Path::new("."), &error))?;
        let whole = |path: &PathBuf| absolute(path).unwrap_or_else(|_| path.clone());
        let mut watch = Self {
            watcher,
            sender,
            messages,
            paths: paths.iter().map(whole).collect(),
            ignore: ignore.iter().map(whole).collect(),
        };
        // The folders they lie in tell when they come and go.
        let parents: BTreeSet<PathBuf> =
            watch.paths.iter().filter_map(|path| path.parent()).map(Path::to_owned).collect();
        for parent in &parents {
            watch
                .watcher
                .watch(parent, RecursiveMode::NonRecursive)
                .map_err(|error| failed(parent, &error))?;
        }
        for path in watch.paths.iter().filter(|path| path.is_dir()) {
            watch.watcher.watch(path, RecursiveMode::Recursive).map_err(|error| failed(path, &error))?;
        }
        Ok(watch)
    }

    /// Where to say that the server is to end.
    pub fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Waits for a change and for quiet after it; not longer than `pause` where nothing happens.
    pub fn next(&mut self, pause: Duration) -> Next {
        let (mut changed, mut is_lost) = (BTreeSet::new(), false);
        let mut until: Option<(Instant, Instant)> = None;
        loop {
            let wait = match until {
                Some((quiet, last)) => quiet.min(last).saturating_duration_since(Instant::now()),
                None => pause,
            };
            match self.messages.recv_timeout(wait) {
                Ok(Message::Disk(event)) => {
                    // An error means that events may have been lost: what else has come is not all then.
                    let lost = event.as_ref().map_or(true, Event::need_rescan);
                    is_lost |= lost;
                    if lost || event.is_ok_and(|it| self.note(it, &mut changed)) {
                        let now = Instant::now();
                        until = Some((now + QUIET, until.map_or(now + LONGEST, |(_, last)| last)));
                    }
                }
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
                Err(RecvTimeoutError::Timeout) if until.is_some() => {
                    let all = if is_lost { BTreeSet::new() } else { changed };
                    return Next::Changed(all.into_iter().collect());
                }
                Err(RecvTimeoutError::Timeout) => return Next::Nothing,
            }
        }
    }

    /// Adds to `changed` what `event` says has changed. Whether it says so of anything that counts.
    fn note(&mut self, event: Event, changed: &mut BTreeSet<PathBuf>) -> bool {
        if !is_change(event.kind) {
            return false;
        }
        let paths: Vec<PathBuf> = event.paths.into_iter().filter(|path| self.counts(path)).collect();
        for path in &paths {
            // A folder that was not there at the start, or was replaced, is watched from now on.
            if self.paths.contains(path) && path.is_dir() {
                let _ = self.watcher.watch(path, RecursiveMode::Recursive);
            }
        }
        let any = !paths.is_empty();
        changed.extend(paths);
        any
    }

    fn counts(&self, path: &Path) -> bool {
        let is_dropped = |rest: &Path| {
            rest.iter()
                .any(|part| part.to_str().is_some_and(|name| is_dropping(name) && name != ".well-known"))
        };
        !self.ignore.iter().any(|ignored| path.starts_with(ignored))
            && self.paths.iter().any(|watched| path.strip_prefix(watched).is_ok_and(|rest| !is_dropped(rest)))
    }
}

/// To be read, as we do, is no change; nor is another owner or time.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(_)) => false,
        _ => true,
    }
}
