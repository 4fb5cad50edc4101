//! When each request goes out: at most two at a time to a host and a pause between their starts, few hosts at once.
//!
//! 1. Every address begins as a `HEAD`. Where that is refused, a `GET` follows; where it leads elsewhere, a request there.
//!    Each of them takes its place in the queue of its host.
//! 2. A host that asks us to wait is left alone for as long, if that is not too long.
//! 3. One that cannot be reached a few times in a row is not asked any more: its other addresses get the same answer.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Manners;
use super::client::{Method, Reply};
use crate::check::external::{Answer, Unasked, Why};
use crate::path::outward;

/// Requests at once, over all hosts.
pub const MOST_AT_ONCE: usize = HOSTS_AT_ONCE * OF_A_HOST;
const HOSTS_AT_ONCE: usize = 8;
const OF_A_HOST: usize = 2;

/// Redirects that are followed.
const REDIRECTS: u8 = 5;

/// Failures in a row after which a host is not asked any more.
const FAILURES: u8 = 3;

/// A request that is due.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which address it is for.
    index: usize,
    /// What is asked for.
    pub url: String,
    /// How.
    pub method: Method,
    redirects: u8,
    /// Where the address has moved for good, as far as all redirects up to here said so.
    moved: Option<String>,
    /// Whether a redirect only said that it has moved for now.
    elsewhere: bool,
    /// Whether the host has made us wait for it.
    waited: bool,
}

/// What is to be asked, by host.
pub struct Queue {
    manners: Manners,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    hosts: BTreeMap<String, Host>,
    /// Addresses without an answer.
    open: usize,
}

struct Host {
    due: VecDeque<Step>,
    running: usize,
    next: Instant,
    failures: u8,
}

impl Queue {
    pub fn new(urls: &[String], manners: Manners) -> Self {
        let mut state = State { hosts: BTreeMap::new(), open: urls.len() };
        for (index, url) in urls.iter().enumerate() {
            let step = Step {
                index,
                url: url.clone(),
                method: Method::Head,
                redirects: 0,
                moved: None,
                elsewhere: false,
                waited: false,
            };
            state.host(url).due.push_back(step);
        }
        Self { manners, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// The next request, as soon as one may go out; none when all is answered.
    pub fn next(&self) -> Option<Step> {
        let mut state = self.lock();
        loop {
            if state.open == 0 {
                return None;
            }
            let now = Instant::now();
            if let Some(step) = state.take(now, self.manners.pause) {
                return Some(step);
            }
            // Someone's answer may bring the next request; else one comes due.
            let nap = state.next_due(now).unwrap_or(Duration::from_secs(1));
            state = self.changed.wait_timeout(state, nap).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Takes the reply to `step`; gives the addresses that have their answer now.
    pub fn answered(&self, step: Step, reply: Reply) -> Vec<(usize, Answer)> {
        let mut state = self.lock();
        let host = state.host(&step.url);
        host.running -= 1;
        let has_failed = matches!(reply, Reply::Failed(Why::NoHost | Why::Silent | Why::Refused));
        host.failures = if has_failed { host.failures.saturating_add(1) } else { 0 };
        let mut done = Vec::new();
        if let Reply::Failed(why) = reply
            && host.failures >= FAILURES
        {
            done.extend(host.due.drain(..).map(|step| (step.index, Answer::Dead(why))));
        }
        match self.settle(&mut state, step, &reply) {
            Ok(answer) => done.push(answer),
            Err(next) => {
                let host = state.host(&next.url);
                if next.waited { host.due.push_front(next) } else { host.due.push_back(next) }
            }
        }
        state.open -= done.len();
        drop(state);
        self.changed.notify_all();
        done
    }

    /// The answer that a reply is, or the request that it calls for.
    fn settle(&self, state: &mut State, step: Step, reply: &Reply) -> Result<(usize, Answer), Step> {
        let index = step.index;
        let (status, location, wait) = match reply {
            Reply::Private => return Ok((index, Answer::Unasked(Unasked::Private))),
            // A server may hang up on a method that it does not know, or wait for more.
            Reply::Failed(Why::Broken) | Reply::Mute if step.method == Method::Head => {
                return Err(Step { method: Method::Get, ..step });
            }
            Reply::Mute => return Ok((index, Answer::Dead(Why::Silent))),
            Reply::Failed(why) => return Ok((index, Answer::Dead(*why))),
            Reply::Said { status, location, wait } => (*status, location.as_deref(), *wait),
        };
        match status {
            429 | 503 if wait.is_some() || status == 429 => {
                let wait = wait.unwrap_or(self.manners.pause * 5);
                if step.waited || wait > self.manners.longest_wait {
                    return Ok((index, Answer::Unasked(Unasked::Busy)));
                }
                let host = state.host(&step.url);
                host.next = host.next.max(Instant::now() + wait);
                Err(Step { waited: true, ..step })
            }
            301..=303 | 307 | 308 => redirected(step, status, location),
            400.. if step.method == Method::Head => Err(Step { method: Method::Get, ..step }),
            400.. => Ok((index, Answer::Dead(Why::Status(status)))),
            _ => Ok((index, step.moved.map_or(Answer::Fine, Answer::Moved))),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The request that a redirect calls for.
fn redirected(step: Step, status: u16, location: Option<&str>) -> Result<(usize, Answer), Step> {
    let Some(to) = location.and_then(|it| outward::joined(&step.url, it)) else {
        return Ok((step.index, Answer::Dead(Why::Broken)));
    };
    if step.redirects == REDIRECTS {
        return Ok((step.index, Answer::Dead(Why::Redirects)));
    }
    let elsewhere = step.elsewhere || !matches!(status, 301 | 308);
    let moved = if elsewhere { step.moved } else { Some(to.clone()) };
    Err(Step { url: to, redirects: step.redirects + 1, moved, elsewhere, waited: false, ..step })
}

impl State {
    fn host(&mut self, url: &str) -> &mut Host {
        let name = outward::host(url).to_owned();
        let new = || Host { due: VecDeque::new(), running: 0, next: Instant::now(), failures: 0 };
        self.hosts.entry(name).or_insert_with(new)
    }

    fn take(&mut self, now: Instant, pause: Duration) -> Option<Step> {
        let active = self.hosts.values().filter(|it| it.running > 0).count();
        let may = |it: &&mut Host| {
            it.next <= now
                && it.running < OF_A_HOST
                && (it.running > 0 || active < HOSTS_AT_ONCE)
                && !it.due.is_empty()
        };
        let host = self.hosts.values_mut().find(may)?;
        host.running += 1;
        host.next = now + pause;
        host.due.pop_front()
    }

    /// How long until a host may be asked again that is not waiting for an answer.
    fn next_due(&self, now: Instant) -> Option<Duration> {
        let waiting = self.hosts.values().filter(|it| !it.due.is_empty() && it.next > now);
        waiting.map(|it| it.next - now).min()
    }
}
