//! Where a link leads: to a file of the site, to another host, or where no link of ours may lead.

/// The kinds of destination.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A path, a fragment or nothing: resolved when all pages are known.
    Internal,
    /// An http, https, mailto or tel address.
    External,
    /// `//host`.
    ProtocolRelative,
    /// Any other scheme, or a control character in it.
    Forbidden,
}

/// Sorts `dest`, in which entities and escapes are decoded, as a browser would read it.
pub(super) fn classify(dest: &str) -> Destination {
    if dest.chars().any(char::is_control) {
        return Destination::Forbidden;
    }
    let dest = dest.trim_start();
    if dest.starts_with("//") || dest.starts_with('\\') || dest.starts_with("/\\") {
        return Destination::ProtocolRelative;
    }
    match scheme(dest) {
        None => Destination::Internal,
        Some(scheme)
            if ["http", "https", "mailto", "tel"].iter().any(|it| it.eq_ignore_ascii_case(scheme)) =>
        {
            Destination::External
        }
        Some(_) => Destination::Forbidden,
    }
}

/// Whether an external destination is a page or file of another host.
pub(super) fn is_web(dest: &str) -> bool {
    scheme(dest.trim_start())
        .is_some_and(|it| it.eq_ignore_ascii_case("http") || it.eq_ignore_ascii_case("https"))
}

fn scheme(dest: &str) -> Option<&str> {
    let (scheme, _) = dest.split_once(':')?;
    let rest = scheme.strip_prefix(|first: char| first.is_ascii_alphabetic())?;
    rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte)).then_some(scheme)
}

/// Appends `dest` to `html` for a double-quoted attribute: percent-encoded where an address may not hold the
/// character as it is, its own percent signs untouched.
pub fn push_address(html: &mut String, dest: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in dest.bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'\'' => html.push_str("&#39;"),
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => html.push(char::from(byte)),
            _ if b"-_.!~*(),;:@/?#=+$%".contains(&byte) => html.push(char::from(byte)),
            _ => {
                html.push('%');
                html.push(char::from(HEX[usize::from(byte >> 4)]));
                html.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Destination::{External, Forbidden, Internal, ProtocolRelative};
    use super::*;

    #[test]
    fn destinations() {
        for (dest, expected) in [
            ("../news/a.md#x", Internal),
            ("#x", Internal),
            ("", Internal),
            ("报告：一.md", Internal),
            ("a/b:c.md", Internal),
            ("?q=1:2", Internal),
            ("https://example.org/", External),
            ("HTTP://example.org", External),
            ("mailto:a@example.org", External),
            ("tel:+8612345", External),
            ("//example.org", ProtocolRelative),
            ("\\\\example.org", ProtocolRelative),
            ("/\\example.org", ProtocolRelative),
            (" //example.org", ProtocolRelative),
            ("javascript:alert(1)", Forbidden),
            (" JavaScript:alert(1)", Forbidden),
            ("java\tscript:alert(1)", Forbidden),
            ("\u{1}javascript:alert(1)", Forbidden),
            ("data:text/html,x", Forbidden),
            ("vbscript:x", Forbidden),
            ("file:///etc/passwd", Forbidden),
            ("C:\\x", Forbidden),
        ] {
            assert_eq!(classify(dest), expected, "{dest}");
        }
    }

    #[test]
    fn addresses_are_percent_encoded() {
        let mut html = String::new();
        push_address(&mut html, "https://例.cn/?a=1&b='\"<>[x]%20");
        assert_eq!(html, "https://%E4%BE%8B.cn/?a=1&amp;b=&#39;%22%3C%3E%5Bx%5D%20");
    }
}
