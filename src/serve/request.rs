//! Reads the head of a request: the request line and the header fields, within bounds of size and time.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head that is read, in bytes.
const LIMIT: usize = 16 * 1024;

/// How long the head may take when nobody else is waiting.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long it may take when others are waiting.
const PRESSED: Duration = Duration::from_millis(100);

/// How often it is looked whether others are waiting.
const TICK: Duration = Duration::from_millis(25);

/// The head of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`.
    pub method: String,
    /// `/news/a/?x`, as sent.
    pub target: String,
    /// Names in small letters, with their values.
    fields: Vec<(String, String)>,
}

impl Request {
    /// The value of the field `name` (small letters); none when it is missing.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// How often the field `name` stands there.
    pub fn count(&self, name: &str) -> usize {
        self.fields.iter().filter(|(field, _)| field == name).count()
    }

    /// Whether a body follows.
    pub fn has_body(&self) -> bool {
        self.field("transfer-encoding").is_some() || self.field("content-length").is_some_and(|it| it != "0")
    }
}

/// Why there is no request.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The client went away, or never said anything: nothing to answer.
    Silent,
    /// Answer with this status.
    Status(u16),
}

/// Reads a head from `stream`. `is_pressed` says whether others are waiting for this thread.
pub fn read(stream: &mut TcpStream, is_pressed: impl Fn() -> bool) -> Result<Request, Refusal> {
    let silent = |_: io::Error| Refusal::Silent;
    stream.set_read_timeout(Some(TICK)).map_err(silent)?;
    let begin = Instant::now();
    let mut head = Vec::with_capacity(1024);
    let mut chunk = [0; 2048];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => return Err(Refusal::Silent),
            Ok(count) => {
                let from = head.len().saturating_sub(3);
                head.extend_from_slice(&chunk[..count]);
                if let Some(at) = head[from..].windows(4).position(|end| end == b"\r\n\r\n") {
                    return parse(&head[..from + at]).map_err(Refusal::Status);
                }
                if head.len() > LIMIT {
                    return Err(Refusal::Status(431));
                }
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(silent(error)),
        }
        if begin.elapsed() > if is_pressed() { PRESSED } else { PATIENCE } {
            return Err(if head.is_empty() { Refusal::Silent } else { Refusal::Status(408) });
        }
    }
}

/// The request that `head`, without its empty line, says; or the status to answer with.
pub fn parse(head: &[u8]) -> Result<Request, u16> {
    let text = std::str::from_utf8(head).map_err(|_| 400_u16)?;
    let mut lines = text.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(400);
    };
    match version {
        "HTTP/1.1" | "HTTP/1.0" => {}
        _ if version.starts_with("HTTP/") => return Err(505),
        _ => return Err(400),
    }
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(400);
    }
    if target.contains(char::is_control) {
        return Err(400);
    }
    let fields = lines.map(field).collect::<Option<Vec<_>>>().ok_or(400_u16)?;
    Ok(Request { method: method.to_owned(), target: target.to_owned(), fields })
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_plain = !name.is_empty() && name.bytes().all(is_token) && !value.contains(['\0', '\r', '\n']);
    is_plain.then(|| (name.to_ascii_lowercase(), value.trim().to_owned()))
}
