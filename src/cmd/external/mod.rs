//! `yaomu check --external`: asks other hosts whether what the site links to is still there.
//!
//! 1. Every address is asked once, however many links lead there; an answer that is fresh enough is taken from the
//!    [`cache`] instead.
//! 2. [`queue`] says when each request may go out, so that no host is pressed; [`client`] makes it.
//! 3. The answers are kept, but for those that may be our own network's fault.

mod cache;
mod client;
mod queue;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Shell;
use crate::assemble::Site;
use crate::check::external::{self as rules, Answer, Link, Why};
use crate::cli::{CheckArgs, Format};
use crate::diag::{Diagnostic, Language, build as said, external as say};
use crate::path::outward;
use cache::Cache;
use client::Client;
use queue::Queue;

/// How other hosts are asked.
#[derive(Clone, Copy, Debug)]
struct Manners {
    /// Time between the starts of two requests to a host.
    pause: Duration,
    /// How long a request may take.
    patience: Duration,
    /// How long we wait when a host asks us to.
    longest_wait: Duration,
    /// Whether machines of this network are asked.
    private: bool,
}

impl Manners {
    fn new(private: bool) -> Self {
        Self {
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(20),
            longest_wait: Duration::from_secs(60),
            private,
        }
    }
}

/// Hosts that must all be out of reach before we take it for our own fault.
const OUT_OF_REACH: usize = 3;

/// Asks for every one of `links` and gives what is to be said of them.
pub fn check(
    shell: &Shell,
    args: &CheckArgs,
    site: &Site,
    links: &[Link],
    language: Language,
) -> Vec<Diagnostic> {
    if rules::is_off(site) {
        return Vec::new();
    }
    let file = args.external_cache.clone().or_else(|| cache_folder().map(|it| it.join("external.json")));
    let mut cache = file.as_deref().map_or_else(Cache::default, |it| Cache::read(it, now()));
    let wanted: BTreeSet<&str> = links.iter().filter_map(|link| link.asked.as_deref()).collect();
    let mut answers: HashMap<String, Answer> = HashMap::with_capacity(wanted.len());
    let mut unknown = Vec::new();
    for &url in &wanted {
        match cache.get(url, args.external_private) {
            Some(answer) => {
                answers.insert(url.to_owned(), answer.clone());
            }
            None => unknown.push(url.to_owned()),
        }
    }
    let known = answers.len();
    let progress = Progress { on: shell.format == Format::Human && stderr().is_terminal(), language };
    ask(&unknown, Manners::new(args.external_private), |done, url, answer| {
        progress.show(done, unknown.len(), url);
        cache.put(url, &answer, now());
        answers.insert(url.to_owned(), answer);
    });
    progress.clear();
    if let Some(file) = &file
        && !unknown.is_empty()
        && let Err(error) = cache.write(file)
    {
        let (zh, en) = said::cache_not_kept(file, &error);
        shell.say(language, &zh, &en);
    }
    let (zh, en) = said::asked(wanted.len(), known);
    shell.say(language, &zh, &en);
    match unreachable(&unknown, &answers) {
        Some(hosts) => {
            answers.retain(|url, _| !unknown.contains(url));
            let mut findings = rules::check(site, links, &answers);
            findings.push(say::no_network(hosts));
            findings
        }
        None => rules::check(site, links, &answers),
    }
}

/// How many hosts were asked, when not one of them could be reached and that says more of us than of them.
fn unreachable(asked: &[String], answers: &HashMap<String, Answer>) -> Option<usize> {
    let out_of_reach = |url: &String| {
        matches!(answers.get(url), Some(Answer::Dead(Why::NoHost | Why::Silent | Why::Broken)))
    };
    let hosts: BTreeSet<&str> = asked.iter().map(|url| outward::host(url)).collect();
    (hosts.len() >= OUT_OF_REACH && asked.iter().all(out_of_reach)).then_some(hosts.len())
}

/// Asks for each of `urls`; `answered` hears how many are done, which one it was and what came of it.
fn ask(urls: &[String], manners: Manners, mut answered: impl FnMut(usize, &str, Answer)) {
    if urls.is_empty() {
        return;
    }
    let client = Client::new(manners);
    let queue = Queue::new(urls, manners);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..urls.len().min(queue::MOST_AT_ONCE) {
            let (sender, client, queue) = (sender.clone(), &client, &queue);
            scope.spawn(move || {
                while let Some(step) = queue.next() {
                    let reply = client.ask(&step.url, step.method);
                    for done in queue.answered(step, reply) {
                        // The receiver outlives us.
                        let _ = sender.send(done);
                    }
                }
            });
        }
        drop(sender);
        for (done, (index, answer)) in receiver.iter().enumerate() {
            answered(done + 1, &urls[index], answer);
        }
    });
}

/// Seconds since 1970.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The folder for what can be had again, by the custom of each system.
fn cache_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = PathBuf::from(std::env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    let base = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join(Path::new("yaomu")))
}

/// One line on a terminal, written over again and again.
struct Progress {
    on: bool,
    language: Language,
}

impl Progress {
    fn show(&self, done: usize, all: usize, url: &str) {
        if self.on {
            let word = if self.language == Language::Chinese { "外部链接" } else { "other hosts" };
            let host: String = outward::host(url).chars().take(40).collect();
            eprint!("\r\u{1b}[K{word} {done}/{all} {host}");
            let _ = stderr().flush();
        }
    }

    fn clear(&self) {
        if self.on {
            eprint!("\r\u{1b}[K");
        }
    }
}
