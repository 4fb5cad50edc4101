//! Keeps open pages fresh: they hold a connection and hear of new sites and of problems (server-sent events).
//!
//! Every site has a stamp. A page knows the stamp it was served with; when it hears of another one it loads itself
//! again. So a page that was away (asleep, or while the server was started again) catches up too.

use std::io::Write;
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::response::COMMON;

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
    generation: u64,
    problems: Option<String>,
    clients: Vec<TcpStream>,
}

impl Live {
    /// Before the first site; `run` is a number that another run of the server will not have.
    pub fn new(run: u32) -> Self {
        Self { run, state: Mutex::default() }
    }

    /// Tells all pages of what came of a build.
    pub fn tell(&self, is_fresh: bool, problems: Option<String>) {
        let mut state = self.state();
        state.generation += u64::from(is_fresh);
        state.problems = problems;
        let message = self.message(&state);
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
        let first = format!("{head}retry: 1000\n\n{}", self.message(&state));
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

    /// `html` with the script before the end of its body.
    pub fn inject(&self, html: &[u8]) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at = html.windows(END.len()).rposition(|tag| tag.eq_ignore_ascii_case(END)).unwrap_or(html.len());
        let tag = format!("<script src=\"{SCRIPT}?{}\"></script>", self.stamp(&self.state()));
        [&html[..at], tag.as_bytes(), &html[at..]].concat()
    }

    fn stamp(&self, state: &State) -> String {
        format!("{}-{}", self.run, state.generation)
    }

    fn message(&self, state: &State) -> String {
        format!("data: {}\n\n", json!({ "stamp": self.stamp(state), "problems": state.problems }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn send(clients: &mut Vec<TcpStream>, message: &[u8]) {
    clients.retain_mut(|client| client.write_all(message).is_ok());
}
