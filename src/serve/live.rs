//! Keeps open pages fresh: they hold a connection and hear of new sites and of problems (server-sent events).
//!
//! Every state of the site has a stamp. A page knows the one it was served with, and a tag of its own bytes; when it hears of
//! another stamp it asks for its tag, and loads itself again where that is another one. So a page that was away (asleep, or
//! while the server was started again) catches up too, and one that a change does not touch stays as it is. Style sheets
//! and pictures that have changed are named: they are swapped in the page.

use std::io::Write;
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::News;
use super::response::COMMON;
use crate::text::escape;

/// Path of the events, whatever the base path.
pub const EVENTS: &str = "/_yaomu/events";

/// Path of the script that listens to them.
pub const SCRIPT: &str = "/_yaomu/reload.js";

/// The script.
pub const SCRIPT_TEXT: &str = include_str!("reload.js");

/// How many pages are told; when more come, the one that has listened longest goes.
const MOST_CLIENTS: usize = 64;

/// What open pages are told.
#[derive(Debug)]
pub struct Live {
    /// Tells the stamps of this run of the server from those of others.
    run: u32,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    number: u64,
    problems: Option<String>,
    clients: Vec<TcpStream>,
}

impl Live {
    /// Before the first site; `run` is a number that another run of the server will not have.
    pub fn new(run: u32) -> Self {
        Self { run, state: Mutex::default() }
    }

    /// Tells all pages what is new.
    pub fn tell(&self, news: News) {
        let mut state = self.state();
        state.number += u64::from(news.is_fresh || !news.files.is_empty());
        if let Some(problems) = news.problems {
            state.problems = problems;
        }
        let message = self.message(&state, &news.files);
        send(&mut state.clients, message.as_bytes());
    }

    /// Drops the connections of pages that are closed.
    pub fn ping(&self) {
        send(&mut self.state().clients, b":\n\n");
    }

    /// Takes the connection of a page that wants to hear.
    pub fn subscribe(&self, mut stream: TcpStream) {
        let mut state = self.state();
        let head =
            format!("HTTP/1.1 200 OK\r\n{COMMON}Content-Type: text/event-stream; charset=utf-8\r\n\r\n");
        let first = format!("{head}retry: 1000\n\n{}", self.message(&state, &[]));
        // A page that does not take what it is told is dropped: nobody waits for it.
        if stream.set_nonblocking(true).is_ok() && stream.write_all(first.as_bytes()).is_ok() {
            if state.clients.len() >= MOST_CLIENTS {
                state.clients.remove(0);
            }
            state.clients.push(stream);
        }
    }

    /// What is wrong with the last build.
    pub fn problems(&self) -> Option<String> {
        self.state().problems.clone()
    }

    /// The stamp of the site as it is shown now.
    pub fn now(&self) -> String {
        self.stamp(&self.state())
    }

    fn stamp(&self, state: &State) -> String {
        format!("{}-{}", self.run, state.number)
    }

    fn message(&self, state: &State, files: &[String]) -> String {
        let stamp = self.stamp(state);
        format!("data: {}\n\n", json!({ "stamp": stamp, "problems": state.problems, "files": files }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `html` with the script before the end of its body. `stamp` is that of the site before the page was made, or earlier: a page
/// that is called newer than it is would not load itself again. `tag` stands for its bytes; `problem` is what is wrong with
/// this page alone.
pub fn inject(html: &[u8], stamp: &str, tag: &str, problem: Option<&str>) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = html.windows(END.len()).rposition(|tag| tag.eq_ignore_ascii_case(END)).unwrap_or(html.len());
    let problem = problem.map_or_else(String::new, |it| format!(" data-problem=\"{}\"", escape(it)));
    let script =
        format!("<script src=\"{SCRIPT}\" data-stamp=\"{stamp}\" data-tag=\"{tag}\"{problem}></script>");
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

fn send(clients: &mut Vec<TcpStream>, message: &[u8]) {
    clients.retain_mut(|client| client.write_all(message).is_ok());
}
