//! Writes a response: what every one of them says, and the body or a part of it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

/// A response that can be written.
#[derive(Debug)]
pub struct Response {
    /// `200`.
    pub status: u16,
    /// Fields beside those that every response has.
    pub fields: Vec<(&'static str, String)>,
    /// What follows the head.
    pub body: Body,
}

/// A body.
#[derive(Debug)]
pub enum Body {
    /// Bytes in memory.
    Bytes(Arc<[u8]>),
    /// The first so many bytes of a file.
    File(File, u64),
}

impl Body {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, length) => *length,
        }
    }
}

/// What every response says: nothing is kept, guessed or handed to other sites.
pub const COMMON: &str = "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
                          Cross-Origin-Resource-Policy: same-origin\r\n";

impl Response {
    /// One with a body of type `media`.
    pub fn new(status: u16, media: &str, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status, fields: vec![("Content-Type", media.to_owned())], body: Body::Bytes(body.into()) }
    }

    /// One that says no more than its status does.
    pub fn plain(status: u16) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{status} {}\n", reason(status)).into_bytes())
    }

    /// The same with one more field.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// Writes it; `has_body` is false for an answer to `HEAD`. `range` is the `Range` field of the request: one range
    /// of a whole body is answered alone.
    pub fn write(mut self, out: &mut impl Write, has_body: bool, range: Option<&str>) -> io::Result<()> {
        let whole = self.body.length();
        let mut part = 0..whole;
        match range.filter(|_| self.status == 200).map(|it| parse_range(it, whole)) {
            Some(Range::Part(start, end)) => {
                self.status = 206;
                self.fields.push(("Content-Range", format!("bytes {start}-{}/{whole}", end - 1)));
                part = start..end;
            }
            Some(Range::Outside) => {
                self = Self::plain(416).with("Content-Range", format!("bytes */{whole}"));
                part = 0..self.body.length();
            }
            Some(Range::Whole) | None => {}
        }
        let mut head = format!("HTTP/1.1 {} {}\r\n{COMMON}", self.status, reason(self.status));
        for (name, value) in &self.fields {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", part.end - part.start));
        out.write_all(head.as_bytes())?;
        if has_body {
            match self.body {
                Body::Bytes(bytes) => {
                    let index = |at: u64| usize::try_from(at).unwrap_or(bytes.len());
                    out.write_all(&bytes[index(part.start)..index(part.end)])?;
                }
                Body::File(mut file, _) => {
                    file.seek(SeekFrom::Start(part.start))?;
                    io::copy(&mut file.take(part.end - part.start), out)?;
                }
            }
        }
        out.flush()
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// From the first to before the second.
    Part(u64, u64),
    Whole,
    Outside,
}

/// What `field` (`bytes=0-99`, `bytes=100-`, `bytes=-100`) asks of `length` bytes. What is not understood, and more than
/// one range, is answered with the whole.
fn parse_range(field: &str, length: u64) -> Range {
    let Some((first, last)) = field.strip_prefix("bytes=").and_then(|it| it.split_once('-')) else {
        return Range::Whole;
    };
    let number =
        |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    match (number(first), number(last)) {
        (None, Some(count)) if first.is_empty() && count > 0 && length > 0 => {
            Range::Part(length.saturating_sub(count), length)
        }
        (None, Some(_)) if first.is_empty() => Range::Outside,
        (Some(start), None) if last.is_empty() && start < length => Range::Part(start, length),
        (Some(start), Some(end)) if start <= end && start < length => {
            Range::Part(start, end.saturating_add(1).min(length))
        }
        (Some(start), Some(end)) if start > end => Range::Whole,
        (Some(_), Some(_)) => Range::Outside,
        (Some(_), None) if last.is_empty() => Range::Outside,
        _ => Range::Whole,
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}
