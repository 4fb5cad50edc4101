//! URLs and paths. No other module makes one.
//!
//! A *site path* is what follows the site's root: `news/2022-01-19/`, `feed.xml`, empty for the home page. Pages end in a
//! slash and lie in an `index.html`. Links in the output are relative: the way back to the root ([`to_root`]), then a
//! site path ([`href`]).

pub mod outward;

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

/// Longest name of a file or folder, in bytes: what Linux, macOS and Windows all take.
const LONGEST_NAME: usize = 200;
/// Longest path below the output folder, in bytes.
const LONGEST_PATH: usize = 1000;

/// Why a name cannot be part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Empty, or an empty part between two slashes.
    Empty,
    /// `.` or `..`, or it climbs out of the site.
    Climbs,
    /// A character that a file system or a URL gives another meaning: `\ : * ? " < > | % #` or a control character.
    Character(char),
    /// A dot or a space at its end, or a space at its start.
    Edge,
    /// A name that Windows keeps for a device (`CON`, `LPT1` …).
    Reserved,
    /// More bytes than a file system takes.
    TooLong,
    /// It names another site (`//host`, `http://…`).
    Foreign,
}

/// Checks one name of a file or folder.
///
/// # Errors
/// What makes it unfit.
pub fn check_name(name: &str) -> Result<(), Unfit> {
    if name.is_empty() {
        return Err(Unfit::Empty);
    }
    if name == "." || name == ".." {
        return Err(Unfit::Climbs);
    }
    let refused = |letter: &char| letter.is_control() || "\\/:*?\"<>|%#".contains(*letter);
    if let Some(letter) = name.chars().find(refused) {
        return Err(Unfit::Character(letter));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Err(Unfit::Edge);
    }
    if name.len() > LONGEST_NAME {
        return Err(Unfit::TooLong);
    }
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.len() == 4 && stem.starts_with(device) && stem.ends_with(|it: char| it.is_ascii_digit())
    };
    if ["CON", "PRN", "AUX", "NUL"].contains(&&*stem) || numbered("COM") || numbered("LPT") {
        return Err(Unfit::Reserved);
    }
    Ok(())
}

/// Checks a whole site path, name by name; a closing slash is allowed, so is the empty path.
///
/// # Errors
/// What makes it unfit.
pub fn check(path: &str) -> Result<(), Unfit> {
    if path.len() > LONGEST_PATH {
        return Err(Unfit::TooLong);
    }
    let trimmed = path.strip_suffix('/').unwrap_or(path);
    if trimmed.is_empty() {
        return if path.is_empty() { Ok(()) } else { Err(Unfit::Empty) };
    }
    trimmed.split('/').try_for_each(check_name)
}

/// The site path that an alias such as `/old/path/` or `old/page.html` asks for.
///
/// # Errors
/// When it would lie outside the site, or is no path.
pub fn alias(written: &str) -> Result<String, Unfit> {
    if written.starts_with("//") || written.contains("://") {
        return Err(Unfit::Foreign);
    }
    let path = written.strip_prefix('/').unwrap_or(written);
    if path.is_empty() {
        return Err(Unfit::Empty);
    }
    check(path)?;
    let last = path.rsplit('/').next().unwrap_or_default();
    Ok(if path.ends_with('/') || last.contains('.') { path.to_owned() } else { format!("{path}/") })
}

/// The site path of a content file: `content/news/a.md` → `news/a/`, `content/news/_index.md` → `news/`. A `slug` takes
/// the place of the file's stem.
pub fn of_content(file: &str, slug: Option<&str>) -> String {
    let path = file.strip_prefix("content/").unwrap_or(file);
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let mut out = String::with_capacity(path.len() + 1);
    if !folder.is_empty() {
        out.extend(folder.nfc());
        out.push('/');
    }
    if !matches!(stem, "_index" | "index") || slug.is_some() {
        out.extend(slug.unwrap_or(stem).nfc());
        out.push('/');
    }
    out
}

/// The name of a term (a topic, a tag, a series) as a part of a path: what cannot stand there becomes a hyphen.
pub fn of_term(term: &str) -> String {
    let mut out = String::with_capacity(term.len());
    for letter in term.trim().nfc() {
        let fits =
            !letter.is_control() && !letter.is_whitespace() && !"\\/:*?\"<>|%#&+'`^[]{}.".contains(letter);
        if fits {
            out.push(letter);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() { "-".to_owned() } else { trimmed.to_owned() }
}

/// The file of a site path: `news/a/` → `news/a/index.html`, `feed.xml` stays.
pub fn file(path: &str) -> Cow<'_, str> {
    if path.is_empty() || path.ends_with('/') {
        Cow::Owned(format!("{path}index.html"))
    } else {
        Cow::Borrowed(path)
    }
}

/// What two paths have in common that some file system or host takes for one: letter case, composed and decomposed
/// letters, full and half width.
pub fn folded(path: &str) -> String {
    if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        path.nfkc().flat_map(char::to_lowercase).collect()
    }
}

/// The way from the page at `path` back to the site's root: `../../`, or `./` from the home page.
pub fn to_root(path: &str) -> String {
    let depth = path.bytes().filter(|&byte| byte == b'/').count();
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// A site path as it is written into a link, after the way to the root. With `portable`, pages are named by their file.
pub fn href(path: &str, portable: bool) -> String {
    let (path, fragment) =
        path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let path = if portable { file(path) } else { Cow::Borrowed(path) };
    let mut out: String = escaped(&path, |byte| byte >= 0x80).into_owned();
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// A site path as an absolute address under `base`, which ends in a slash; only ASCII.
pub fn absolute(base: &str, path: &str) -> String {
    let (path, fragment) =
        path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let mut out = format!("{base}{}", escaped(path, |_| false));
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(&escaped(fragment, |_| false));
    }
    out
}

/// A path of slashes as a relative reference, only ASCII: no part of it can be taken for a scheme, a query or a fragment.
pub fn reference(path: &str) -> String {
    escaped(path, |_| false).replace(':', "%3A")
}

/// Bytes that stand in a path as they are.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"-._~/!$()*,;=:@";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = true;
        }
        byte += 1;
    }
    table
};

/// Percent-encodes what may not stand in a path; `keep` says which bytes beyond the unreserved ones stay.
fn escaped(path: &str, keep: impl Fn(u8) -> bool) -> Cow<'_, str> {
    let plain = |byte: u8| PLAIN[usize::from(byte)] || keep(byte);
    if path.bytes().all(plain) {
        return Cow::Borrowed(path);
    }
    let mut out = Vec::with_capacity(path.len() + 16);
    for byte in path.bytes() {
        if plain(byte) { out.push(byte) } else { out.extend_from_slice(format!("%{byte:02X}").as_bytes()) }
    }
    Cow::Owned(String::from_utf8(out).unwrap_or_default())
}

/// Undoes percent-encoding; `None` where it is broken or does not give UTF-8.
pub fn decoded(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || bytes.next().and_then(|it| char::from(it).to_digit(16));
            let (high, low) = (digit()?, digit()?);
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// A relative destination, as written in the file at `from`, as a path from the site's root and its fragment:
/// `../news/a.md#x` in `content/reports/b.md` → `content/news/a.md`, `x`. A destination that begins with a slash is taken
/// from `content/`. Queries are dropped.
///
/// # Errors
/// When it climbs out of the site or is broken.
pub fn resolve(from: &str, destination: &str) -> Result<(String, Option<String>), Unfit> {
    let (path, fragment) =
        destination.split_once('#').map_or((destination, None), |(path, rest)| (path, Some(rest)));
    let path = path.split('?').next().unwrap_or_default();
    let path = decoded(path).ok_or(Unfit::Character('%'))?;
    let fragment = match fragment {
        Some(fragment) => Some(decoded(fragment).ok_or(Unfit::Character('%'))?.into_owned()),
        None => None,
    };
    if path.is_empty() {
        return Ok((from.to_owned(), fragment));
    }
    if let Some(letter) = path.chars().find(|&letter| letter.is_control() || letter == '\\') {
        return Err(Unfit::Character(letter));
    }
    let mut parts: Vec<&str> = if path.starts_with('/') {
        vec!["content"]
    } else {
        from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect())
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => return Err(Unfit::Climbs),
            name => parts.push(name),
        }
    }
    let mut out = String::with_capacity(path.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        let _ = write!(out, "{}{part}", if index > 0 { "/" } else { "" });
    }
    Ok((out, fragment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn content_files_have_site_paths() {
        assert_eq!(of_content("content/news/a.md", None), "news/a/");
        assert_eq!(of_content("content/news/_index.md", None), "news/");
        assert_eq!(of_content("content/news/a/index.md", None), "news/a/");
        assert_eq!(of_content("content/_index.md", None), "");
        assert_eq!(of_content("content/about.md", Some("guanyu")), "guanyu/");
        assert_eq!(of_content("content/新闻/一.md", None), "新闻/一/");
    }

    #[test]
    fn names_that_some_system_takes_amiss_are_refused() {
        let refused = [
            ("", Unfit::Empty),
            ("..", Unfit::Climbs),
            ("a\\b", Unfit::Character('\\')),
            ("C:", Unfit::Character(':')),
            ("%2e%2e", Unfit::Character('%')),
            ("a\0", Unfit::Character('\0')),
            ("a.", Unfit::Edge),
            ("a ", Unfit::Edge),
            ("CON", Unfit::Reserved),
            ("lpt1.txt", Unfit::Reserved),
        ];
        for (name, why) in refused {
            assert_eq!(check_name(name), Err(why), "{name:?}");
        }
        assert_eq!(check_name(&"报".repeat(86)), Err(Unfit::TooLong));
        assert_eq!(check_name("2022-01-19-报告"), Ok(()));
    }

    #[test]
    fn aliases_stay_inside() {
        assert_eq!(alias("/old/path/").as_deref(), Ok("old/path/"));
        assert_eq!(alias("old").as_deref(), Ok("old/"));
        assert_eq!(alias("old/page.html").as_deref(), Ok("old/page.html"));
        assert_eq!(alias("//evil"), Err(Unfit::Foreign));
        assert_eq!(alias("/../x"), Err(Unfit::Climbs));
        assert_eq!(alias("javascript:alert(1)"), Err(Unfit::Character(':')));
    }

    #[test]
    fn destinations_resolve_against_their_file() {
        let resolved = |to| resolve("content/reports/b.md", to);
        assert_eq!(resolved("../news/a.md#x"), Ok(("content/news/a.md".into(), Some("x".into()))));
        assert_eq!(resolved("#%E4%BB%A3"), Ok(("content/reports/b.md".into(), Some("代".into()))));
        assert_eq!(resolved("/about.md"), Ok(("content/about.md".into(), None)));
        assert_eq!(resolved("../../secret"), Err(Unfit::Climbs));
    }

    #[test]
    fn links_keep_han_letters_and_addresses_do_not() {
        assert_eq!(href("topics/代表 工作/", false), "topics/代表%20工作/");
        assert_eq!(href("a/#f-x", true), "a/index.html#f-x");
        assert_eq!(absolute("https://a.b/c/", "topics/代/"), "https://a.b/c/topics/%E4%BB%A3/");
        assert_eq!(to_root("news/a/"), "../../");
        assert_eq!(to_root(""), "./");
        assert_eq!(to_root("404.html"), "./");
    }

    #[test]
    fn folding_joins_what_hosts_confuse() {
        assert_eq!(folded("News/Ａ/"), folded("news/a/"));
        assert_eq!(folded("caf\u{e9}"), folded("cafe\u{301}"));
    }

    proptest! {
        #[test]
        fn a_term_makes_a_fit_name(term in ".{0,40}") {
            let name = of_term(&term);
            prop_assert!(name.len() > LONGEST_NAME || matches!(check_name(&name), Ok(()) | Err(Unfit::Reserved)), "{name:?}");
            prop_assert_eq!(of_term(&name), name);
        }

        #[test]
        fn what_is_encoded_decodes(path in "[^#]{0,30}") {
            let encoded = absolute("", &path);
            prop_assert!(encoded.is_ascii());
            let back = decoded(&encoded).map(Cow::into_owned);
            prop_assert_eq!(back, Some(path));
        }

        #[test]
        fn nothing_climbs_out(written in "[./a%2e\\\\:]{0,20}") {
            if let Ok(path) = alias(&written) {
                prop_assert!(path.split('/').all(|part| part != ".." && part != "."), "{path:?}");
                prop_assert!(!path.starts_with('/'));
            }
        }
    }
}
