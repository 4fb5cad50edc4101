//! From a request to its answer, without touching the connection.
//!
//! 1. Who asks: a host name that is ours (a foreign one is DNS rebinding), no foreign origin, `GET` or `HEAD`.
//! 2. What for: the path is decoded once and refused when it is not plain.
//! 3. The answer is looked up in the source; HTML gets the script that keeps it fresh, and a tag that stands for its bytes.

use std::fs::File;
use std::io::{self, Read};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;

use super::live::{EVENTS, SCRIPT, SCRIPT_TEXT, inject};
use super::media::media_type;
use super::request::Request;
use super::response::{Body, Response};
use super::{Served, Site};
use crate::diag::Language;
use crate::scan::open_regular;
use crate::text::{escape, fingerprint};

/// The largest HTML file that gets the script, in bytes; a larger one is sent as it is.
const HTML_LIMIT: u64 = 50_000_000;

/// What to do about a request.
#[derive(Debug)]
pub enum Answer {
    /// Send this.
    Response(Response),
    /// Keep the connection and tell it what changes.
    Subscribe,
}

/// The answer to `request`.
pub fn answer(request: &Request, site: &Site<'_>) -> Answer {
    match checked(request, site) {
        Ok(path) if path == EVENTS && request.method == "GET" => Answer::Subscribe,
        Ok(path) if path == EVENTS => {
            Answer::Response(Response::new(200, "text/event-stream; charset=utf-8", []))
        }
        Ok(path) if path == SCRIPT => {
            Answer::Response(Response::new(200, media_type(SCRIPT), SCRIPT_TEXT.as_bytes()))
        }
        Ok(path) => Answer::Response(look_up(request, &path, site)),
        Err(response) => Answer::Response(response),
    }
}

/// The decoded path of a request that may be answered, else what to say instead.
fn checked(request: &Request, site: &Site<'_>) -> Result<String, Response> {
    let host = match (request.field("host"), request.count("host")) {
        (Some(host), 1) => host,
        _ => return Err(Response::plain(400)),
    };
    let is_foreign_origin = |origin: &str| {
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        !authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    if !is_own_host(host, site) || request.field("origin").is_some_and(is_foreign_origin) {
        return Err(Response::plain(403));
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return Err(Response::plain(405).with("Allow", "GET, HEAD"));
    }
    decode(&request.target).map_err(Response::plain)
}

/// Whether `host`, with or without a port, is a name of this machine or one that the user has named. Where others may
/// see the site any numeric address will do: rebinding needs a name.
fn is_own_host(host: &str, site: &Site<'_>) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.to_ascii_lowercase();
    let inner = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let is_numeric =
        || name.parse::<Ipv4Addr>().is_ok() || inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]")
        || site.hosts.contains(&name)
        || (site.is_exposed && is_numeric())
}

/// The path of `target` with its percent signs decoded, once; or the status to refuse it with.
fn decode(target: &str) -> Result<String, u16> {
    let path = path_of(target);
    if !path.starts_with('/') {
        return Err(400);
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let hex = |at: usize| after.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (hex(0), hex(1)) else { return Err(400) };
        let byte = u8::try_from(high * 16 + low).map_err(|_| 400_u16)?;
        if byte == b'/' {
            return Err(400);
        }
        bytes.push(byte);
        rest = &after[2..];
    }
    let path = String::from_utf8(bytes).map_err(|_| 400_u16)?;
    if path.contains(|letter: char| letter.is_control() || letter == '\\') {
        return Err(400);
    }
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        return Err(400);
    }
    if path.contains("//") { Err(404) } else { Ok(path) }
}

/// `target` without what follows the path.
fn path_of(target: &str) -> &str {
    target.split(['?', '#']).next().unwrap_or(target)
}

fn look_up(request: &Request, path: &str, site: &Site<'_>) -> Response {
    let Some(inside) = path.strip_prefix(&*site.base_path) else {
        let is_near = path == "/" || site.base_path.strip_suffix('/') == Some(path);
        return if is_near { redirect(&site.base_path) } else { Response::plain(404) };
    };
    let stamp = site.live.now();
    if !site.source.is_ready() {
        return nothing_yet(&stamp, site);
    }
    let file = if inside.is_empty() || inside.ends_with('/') {
        format!("{inside}index.html")
    } else {
        inside.into()
    };
    // A folder without its slash, before anybody waits for what may come.
    let is_folder = !inside.is_empty()
        && !inside.ends_with('/')
        && !site.source.has(&file)
        && site.source.has(&format!("{inside}/index.html"));
    if is_folder {
        let (raw, query) = request.target.split_at(path_of(&request.target).len());
        return redirect(&format!("{raw}/{query}"));
    }
    let served = site.source.find(&file).and_then(|it| serve(200, &file, &it, &stamp, site));
    served.unwrap_or_else(|| not_found(&stamp, site))
}

/// What stands at `file`; none when it is a file on disk that is not there any more.
fn serve(status: u16, file: &str, served: &Served, stamp: &str, site: &Site<'_>) -> Option<Response> {
    let media = media_type(file);
    let is_html = media.starts_with("text/html");
    Some(match served {
        Served::Bytes(bytes) if is_html => html(status, bytes, None, stamp),
        Served::Bytes(bytes) => ranged(Response::new(status, media, bytes.clone())),
        Served::Broken { last: Some(bytes), why } if is_html => html(status, bytes, Some(why), stamp),
        Served::Broken { why, .. } => page(500, why, stamp, site),
        Served::File(path) => {
            let (file, size) = open(path).ok()?;
            if is_html && size <= HTML_LIMIT {
                let mut bytes = Vec::new();
                file.take(HTML_LIMIT).read_to_end(&mut bytes).ok()?;
                return Some(html(status, &bytes, None, stamp));
            }
            let fields = vec![("Content-Type", media.to_owned())];
            ranged(Response { status, fields, body: Body::File(file, size) })
        }
    })
}

/// A page with the script; `problem` is what is wrong with it.
fn html(status: u16, bytes: &[u8], problem: Option<&str>, stamp: &str) -> Response {
    let tag = format!("{:016x}", fingerprint([bytes, problem.unwrap_or_default().as_bytes()]));
    let with_script = inject(bytes, stamp, &tag, problem);
    Response::new(status, media_type("index.html"), with_script).with("ETag", format!("\"{tag}\""))
}

fn ranged(response: Response) -> Response {
    response.with("Accept-Ranges", "bytes")
}

/// A regular file and its size; what has become a link or a pipe since it was found is not opened.
fn open(path: &Path) -> io::Result<(File, u64)> {
    let file = open_regular(path)?;
    let found = file.metadata()?;
    if found.is_file() { Ok((file, found.len())) } else { Err(io::ErrorKind::NotFound.into()) }
}

fn redirect(to: &str) -> Response {
    Response::plain(302).with("Location", to)
}

/// The page that the site itself has for what is not there.
fn not_found(stamp: &str, site: &Site<'_>) -> Response {
    let own = site.source.find("404.html").and_then(|served| serve(404, "404.html", &served, stamp, site));
    own.unwrap_or_else(|| Response::plain(404))
}

/// Before there is a site there is only what is wrong with it. The page loads itself again when there is one.
fn nothing_yet(stamp: &str, site: &Site<'_>) -> Response {
    let problems = site.live.problems();
    let text = problems.as_deref().unwrap_or(match site.language {
        Language::Chinese => "正在读取网站，稍等即来……",
        Language::English => "The site is being read, one moment …",
    });
    page(503, text, stamp, site).with("Retry-After", "1")
}

/// A page of our own around `text`.
fn page(status: u16, text: &str, stamp: &str, site: &Site<'_>) -> Response {
    let (language, title) = match site.language {
        Language::Chinese => ("zh-CN", "预览"),
        Language::English => ("en", "Preview"),
    };
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <body>\n<h1>{title}</h1>\n<pre style=\"white-space: pre-wrap\">{}</pre>\n</body>\n</html>\n",
        escape(text)
    );
    self::html(status, html.as_bytes(), None, stamp)
}

#[cfg(test)]
mod tests;
