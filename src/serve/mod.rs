//! The preview: serves a site from memory, builds it again when its sources change, and tells the browser.
//!
//! 1. [`Server::bind`] takes a port, on this machine only unless told otherwise.
//! 2. [`Server::run`] answers with a fixed number of threads. What is answered comes from a [`Source`] and from nowhere
//!    else, so no path leads outside of it.
//! 3. It watches the sources and has the site follow their changes. Open pages hear of it, ask whether they have changed, and
//!    load themselves again; problems show over the page.
//!
//! The server has nothing on the disk and holds nothing open for writing: an interrupt may end it at any moment.
//! HTTP is read and written here, and not by a library: what a preview needs of it is little, and the little must
//! bound threads, memory and time.

mod connection;
mod live;
mod media;
mod request;
mod response;
mod route;
mod watch;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::Language;
use crate::diag::build::{self, Failure};
use live::Live;
use watch::{Message, Next, Watch};

/// How many ports after the one asked for are tried.
const MORE_PORTS: u16 = 20;

/// How long nothing must change until there is time for what can wait: whoever has saved a file wants to see it first.
const REST: Duration = Duration::from_millis(200);

/// How long that may be put off where something changes all the time.
const LONGEST_REST: Duration = Duration::from_secs(5);

/// How often the connections of open pages are tried, so that closed ones go.
const PING: Duration = Duration::from_secs(15);

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address to listen on; the loopback address unless the user asks to be seen by others.
    pub address: IpAddr,
    /// Port to listen on; where it is taken, one of the next twenty. With 0, any.
    pub port: u16,
    /// Path that the site lies under, as `/repo/`; `/` for the root.
    pub base_path: String,
    /// Host names that are answered to, beside those of this machine itself.
    pub hosts: Vec<String>,
    /// Folders and files whose changes make a new build; they need not exist yet.
    pub watch: Vec<PathBuf>,
    /// Folders in them that do not count: the output folder.
    pub ignore: Vec<PathBuf>,
    /// Whether to show the site in the browser.
    pub open: bool,
    /// Language of the few pages that the server itself makes.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 1111,
            base_path: "/".to_owned(),
            hosts: Vec::new(),
            watch: Vec::new(),
            ignore: Vec::new(),
            open: false,
            language: Language::default(),
        }
    }
}

/// What stands at a path of the site.
#[derive(Clone, Debug)]
pub enum Served {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A file, read when it is asked for.
    File(PathBuf),
    /// It cannot be made.
    Broken {
        /// As it was when it could be made.
        last: Option<Arc<[u8]>>,
        /// Why not, as plain text.
        why: String,
    },
}

/// What is served. Paths lead from the site's root (`news/a/index.html`), with forward slashes, not percent-encoded.
pub trait Source: Sync {
    /// Whether there is a site.
    fn is_ready(&self) -> bool;

    /// What stands at a path.
    fn find(&self, path: &str) -> Option<Served>;

    /// Whether something stands there; nothing is made for the answer.
    fn has(&self, path: &str) -> bool;
}

/// What open pages are to hear.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Whether pages may have changed.
    pub is_fresh: bool,
    /// Files of the site that are copied and have changed.
    pub files: Vec<String>,
    /// What to show over the pages from now on, as plain text, or that there is nothing any more; without it what is shown stays.
    pub problems: Option<Option<String>>,
}

/// What is to be done about the sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task<'a> {
    /// Show them: these paths have changed, or everything where there are none.
    Show(&'a [PathBuf]),
    /// Nothing has changed for a while: do what can wait.
    Settle,
}

/// What the shell may want to tell.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The site can be looked at.
    Listening {
        /// Where, for the browser.
        url: &'a str,
        /// Whether the port asked for was taken and another one is used.
        is_other_port: bool,
        /// Whether other machines can see it.
        is_exposed: bool,
    },
    /// Sources have changed and the site follows.
    Changed(&'a [PathBuf]),
    /// It has been asked to end.
    Ended,
}

/// A server that has its port.
pub struct Server {
    options: Options,
    listener: TcpListener,
    address: SocketAddr,
    watch: Watch,
    is_stopped: Arc<AtomicBool>,
}

impl Server {
    /// Takes a port and begins to watch.
    pub fn bind(options: &Options) -> Result<Self, Failure> {
        let mut options = options.clone();
        options.base_path = base_path(&options.base_path)?;
        let listener = listen(options.address, options.port)?;
        let wanted = SocketAddr::new(options.address, options.port);
        let address = listener.local_addr().map_err(|error| build::cannot_listen(wanted, &error))?;
        let watch = Watch::start(&options.watch, &options.ignore)?;
        Ok(Self { options, listener, address, watch, is_stopped: Arc::default() })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the site, for the browser.
    pub fn url(&self) -> String {
        format!("http://{}{}", reachable(self.address), self.options.base_path)
    }

    /// What ends the server from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper {
            is_stopped: Arc::clone(&self.is_stopped),
            messages: self.watch.sender(),
            address: reachable(self.address),
        }
    }

    /// Answers until it is stopped. `follow` is called in this thread, at the start and after every change to show it, and again when
    /// it has been quiet; what it hands on open pages hear. `report` hears of what happens.
    pub fn run(
        mut self,
        source: &dyn Source,
        mut follow: impl FnMut(Task<'_>, &dyn Fn(News)),
        mut report: impl FnMut(Event<'_>),
    ) -> Result<(), Failure> {
        let (stopper, url) = (self.stopper(), self.url());
        let is_exposed = !self.options.address.is_loopback();
        let site = Site {
            source,
            hosts: self.options.hosts.iter().map(|host| host.to_ascii_lowercase()).collect(),
            base_path: self.options.base_path.clone(),
            language: self.options.language,
            is_exposed,
            live: Live::new(std::process::id()),
        };
        thread::scope(|scope| {
            // Also when `follow` panics: the scope ends when its threads have.
            let _end = EndWithScope(&stopper);
            connection::spawn(scope, &self.listener, &site, &self.is_stopped)
                .map_err(|error| build::cannot_listen(self.address, &error))?;
            let is_other_port = self.options.port != 0 && self.options.port != self.address.port();
            report(Event::Listening { url: &url, is_other_port, is_exposed });
            if self.options.open {
                open_browser(url.clone());
            }
            let tell = |mut news: News| {
                for file in &mut news.files {
                    file.insert_str(0, &site.base_path);
                }
                site.live.tell(news);
            };
            follow(Task::Show(&[]), &tell);
            // Until when what can wait must be done; none where it is.
            let mut due = Some(Instant::now());
            loop {
                let rest = due.map(|due| REST.min(due.saturating_duration_since(Instant::now())));
                match self.watch.next(rest.unwrap_or(PING)) {
                    Next::Changed(changed) => {
                        report(Event::Changed(&changed));
                        follow(Task::Show(&changed), &tell);
                        let latest = *due.get_or_insert_with(|| Instant::now() + LONGEST_REST);
                        if latest > Instant::now() {
                            continue;
                        }
                        follow(Task::Settle, &tell);
                        due = None;
                    }
                    Next::Nothing if due.is_some() => {
                        follow(Task::Settle, &tell);
                        due = None;
                    }
                    Next::Nothing => site.live.ping(),
                    Next::Stop => break,
                }
            }
            report(Event::Ended);
            Ok(())
        })
    }
}

/// Ends a server from another thread.
#[derive(Clone, Debug)]
pub struct Stopper {
    is_stopped: Arc<AtomicBool>,
    messages: Sender<Message>,
    address: SocketAddr,
}

impl Stopper {
    /// Ends it; a request that is being answered is answered first.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        let _ = self.messages.send(Message::Stop);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

struct EndWithScope<'a>(&'a Stopper);

impl Drop for EndWithScope<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// What the threads share.
struct Site<'a> {
    source: &'a dyn Source,
    base_path: String,
    /// In small letters.
    hosts: Vec<String>,
    language: Language,
    /// Whether it listens on more than the loopback address.
    is_exposed: bool,
    live: Live,
}

/// `path` with a slash on both sides.
fn base_path(path: &str) -> Result<String, Failure> {
    let inner = path.trim_matches('/');
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    match inner {
        "" => Ok("/".to_owned()),
        _ if inner.split('/').all(is_plain) => Ok(format!("/{inner}/")),
        _ => Err(build::base_path_not_plain(path)),
    }
}

fn listen(address: IpAddr, port: u16) -> Result<TcpListener, Failure> {
    let mut wanted = SocketAddr::new(address, port);
    loop {
        match TcpListener::bind(wanted) {
            Ok(listener) => return Ok(listener),
            Err(error) => {
                let is_taken = error.kind() == std::io::ErrorKind::AddrInUse;
                match wanted.port().checked_add(1) {
                    Some(next) if is_taken && next - port <= MORE_PORTS => wanted.set_port(next),
                    _ => return Err(build::cannot_listen(SocketAddr::new(address, port), &error)),
                }
            }
        }
    }
}

/// The address at which this machine reaches what listens on `address`.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// Shows `url` in the browser. Where there is none, the address has been reported, which has to do.
fn open_browser(url: String) {
    use std::process::{Command, Stdio};
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    thread::spawn(move || command.status());
}

#[cfg(test)]
mod tests;
