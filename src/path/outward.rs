//! Addresses of other hosts, as they are asked for.
//!
//! A link stands in a text as its author wrote it; [`request`] makes of it what a browser would ask for: no fragment, letters
//! that an address may not hold percent-encoded, a host name of other letters in its ASCII form. [`joined`] follows a redirect.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

/// What is asked for when a link leads to `url`; `None` where it names no host.
pub fn request(url: &str) -> Option<String> {
    let url = url.trim();
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(&*scheme, "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '\\']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    // A name and password have no place in a link, and are not sent.
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let mut out = format!("{scheme}://{}", ascii_host(authority)?);
    if !rest.starts_with('/') {
        out.push('/');
    }
    push_encoded(&mut out, rest);
    Some(out)
}

/// The host that `url` (of [`request`]) names, without its port.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Where a redirect from `base` (of [`request`]) to `location` leads; `None` where that is no web address.
pub fn joined(base: &str, location: &str) -> Option<String> {
    let location = location.trim();
    let (scheme, rest) = base.split_once("://")?;
    let authority_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(authority_end);
    if let Some(host) = location.strip_prefix("//") {
        return request(&format!("{scheme}://{host}"));
    }
    if has_scheme(location) {
        return request(location);
    }
    let path = path.split('?').next().unwrap_or_default();
    let folder = &path[..path.rfind('/').map_or(0, |at| at + 1)];
    let target = match location.chars().next() {
        None | Some('#') => return Some(base.to_owned()),
        Some('/') => location.to_owned(),
        Some('?') => format!("{path}{location}"),
        Some(_) => format!("{folder}{location}"),
    };
    let (path, query) = target.find(['?', '#']).map_or((&*target, ""), |at| target.split_at(at));
    request(&format!("{scheme}://{authority}{}{query}", without_dots(path)))
}

fn has_scheme(location: &str) -> bool {
    location.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
    })
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut ends_in_folder = false;
    for part in path.trim_start_matches('/').split('/') {
        ends_in_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let slash = if ends_in_folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{slash}", parts.join("/"))
}

/// Percent-encodes what may not stand in an address, its own percent signs untouched.
fn push_encoded(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'\\' => out.push('/'),
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' | b'[' | b']' => {
                out.push(char::from(byte))
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// A host, with its port, in small ASCII letters; `None` for what can be none.
fn ascii_host(authority: &str) -> Option<String> {
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
            (name, Some(port))
        }
        _ => (authority.strip_suffix(':').unwrap_or(authority), None),
    };
    let is_version_6 = name.starts_with('[') && name.ends_with(']');
    let name: String =
        name.nfkc().flat_map(char::to_lowercase).map(|it| if it == '。' { '.' } else { it }).collect();
    let labels: Option<Vec<String>> = name.split('.').map(ascii_label).collect();
    let name = if is_version_6 { name } else { labels?.join(".") };
    let fits = |byte: u8| {
        byte.is_ascii_alphanumeric() || b".-_".contains(&byte) || is_version_6 && b"[]:".contains(&byte)
    };
    if name.is_empty() || !name.bytes().all(fits) {
        return None;
    }
    Some(match port {
        Some(port) => format!("{name}:{port}"),
        None => name,
    })
}

fn ascii_label(label: &str) -> Option<String> {
    if label.is_ascii() { Some(label.to_owned()) } else { punycode(label).map(|it| format!("xn--{it}")) }
}

/// RFC 3492, section 6.3; `None` where the numbers grow too large.
fn punycode(label: &str) -> Option<String> {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let plain = u32::try_from(out.len()).ok()?;
    let mut done = plain;
    if plain > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias) = (128_u32, 0_u32, 72);
    while (done as usize) < letters.len() {
        let least = letters.iter().copied().filter(|&it| it >= next).min()?;
        delta = delta.checked_add((least - next).checked_mul(done + 1)?)?;
        next = least;
        for &letter in &letters {
            if letter < next {
                delta = delta.checked_add(1)?;
            }
            if letter == next {
                push_number(&mut out, delta, bias);
                bias = adapted(delta, done + 1, done == plain);
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        next += 1;
    }
    Some(out)
}

fn push_number(out: &mut String, mut number: u32, bias: u32) {
    for digit_weight in (36_u32..).step_by(36) {
        let threshold = digit_weight.saturating_sub(bias).clamp(1, 26);
        if number < threshold {
            break;
        }
        out.push(digit(threshold + (number - threshold) % (36 - threshold)));
        number = (number - threshold) / (36 - threshold);
    }
    out.push(digit(number));
}

fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, 36).unwrap_or('-')
}

fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut weight = 0;
    while delta > 455 {
        delta /= 35;
        weight += 36;
    }
    weight + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for() {
        for (written, asked) in [
            ("https://example.org", "https://example.org/"),
            ("HTTPS://Example.ORG:8443/A?b=c#d", "https://example.org:8443/A?b=c"),
            ("https://example.org?q=1", "https://example.org/?q=1"),
            (
                "https://例子.测试/新闻?页=1&b=%20",
                "https://xn--fsqu00a.xn--0zwm56d/%E6%96%B0%E9%97%BB?%E9%A1%B5=1&b=%20",
            ),
            ("http://中国政府。政务/", "http://xn--fiqs8sirgfmh.xn--zfr164b/"),
            ("http://bücher.example/", "http://xn--bcher-kva.example/"),
            ("http://user:secret@example.org/", "http://example.org/"),
            ("http://[::1]:80/a b", "http://[::1]:80/a%20b"),
            ("https://example.org/a\"<>{}|^`", "https://example.org/a%22%3C%3E%7B%7D%7C%5E%60"),
        ] {
            assert_eq!(request(written).as_deref(), Some(asked), "{written}");
        }
        for written in
            ["mailto:a@example.org", "https://", "https:///a", "example.org", "http://a b/", "ftp://a/"]
        {
            assert_eq!(request(written), None, "{written}");
        }
    }

    #[test]
    fn hosts_are_named_without_their_port() {
        for (url, expected) in [
            ("https://a.cn/", "a.cn"),
            ("https://a.cn:81/x:2", "a.cn"),
            ("http://[::1]:80/", "[::1]"),
            ("http://[::1]/", "[::1]"),
        ] {
            assert_eq!(host(url), expected);
        }
    }

    #[test]
    fn redirects_are_followed_as_written() {
        let base = "https://a.cn/b/c?d=1";
        for (location, expected) in [
            ("https://e.cn/f", "https://e.cn/f"),
            ("//e.cn/f", "https://e.cn/f"),
            ("/f", "https://a.cn/f"),
            ("f", "https://a.cn/b/f"),
            ("../f", "https://a.cn/f"),
            ("../../../f/./", "https://a.cn/f/"),
            ("?e=../2", "https://a.cn/b/c?e=../2"),
            ("", "https://a.cn/b/c?d=1"),
            ("新", "https://a.cn/b/%E6%96%B0"),
            ("f:g", ""),
            ("mailto:a@b.cn", ""),
        ] {
            assert_eq!(joined(base, location).unwrap_or_default(), expected, "{location}");
        }
        assert_eq!(joined("https://a.cn/", "..").as_deref(), Some("https://a.cn/"));
    }
}
