use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::diag::build::Class;

fn site(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    for (path, text) in files {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    root
}

fn paths(files: &[SourceFile]) -> Vec<&str> {
    files.iter().map(|file| &*file.path).collect()
}

fn asset_paths(files: &[Asset]) -> Vec<&str> {
    files.iter().map(|file| &*file.path).collect()
}

fn codes(findings: &[Diagnostic]) -> Vec<(&'static str, &str)> {
    findings.iter().map(|it| (it.code, &*it.place.file)).collect()
}

#[test]
fn every_file_has_its_role_and_the_order_is_that_of_paths() {
    let root = site(&[
        ("site.toml", "title = \"x\"\n"),
        ("content/b.md", "b"),
        ("content/a/z.md", "z"),
        ("content/a.md", "a"),
        ("content/a/图.png", "12345"),
        ("content/_data/rates.csv", "x"),
        ("content/_data/more/regions.yaml", "x"),
        ("content/_data/readme.md", "x"),
        ("content/_drafts/later.md", "x"),
        ("static/css/own.css", "x"),
        ("static/.well-known/security.txt", "x"),
        ("templates/page.html", "x"),
        ("templates/notes.odt", "x"),
        ("public/index.html", "x"),
    ]);
    let (inputs, findings) = scan(root.path()).unwrap();
    assert_eq!(findings, []);
    assert_eq!(inputs.config.unwrap().bytes, b"title = \"x\"\n");
    assert_eq!(paths(&inputs.content), ["content/a.md", "content/a/z.md", "content/b.md"]);
    assert_eq!(paths(&inputs.data), ["content/_data/more/regions.yaml", "content/_data/rates.csv"]);
    assert_eq!(asset_paths(&inputs.attachments), ["content/a/图.png"]);
    assert_eq!(inputs.attachments[0].size, 5);
    assert_eq!(inputs.attachments[0].file, root.path().join("content/a/图.png"));
    assert_eq!(asset_paths(&inputs.static_files), ["static/.well-known/security.txt", "static/css/own.css"]);
    assert_eq!(paths(&inputs.templates), ["templates/page.html"]);
}

#[test]
fn droppings_are_skipped_in_silence() {
    let root = site(&[
        ("content/.#a.md", "x"),
        ("content/a.md~", "x"),
        ("content/#a.md#", "x"),
        ("content/.DS_Store", "x"),
        ("content/Thumbs.db", "x"),
        ("content/~$报告.docx", "x"),
        ("content/.git/config", "x"),
        ("static/.hidden", "x"),
    ]);
    let (inputs, findings) = scan(root.path()).unwrap();
    assert_eq!(findings, []);
    assert!(inputs.content.is_empty() && inputs.attachments.is_empty() && inputs.static_files.is_empty());
}

#[test]
fn an_extension_in_capitals_is_not_published_as_an_attachment() {
    let root = site(&[("content/a.MD", "x"), ("content/b.markdown", "x"), ("content/_data/c.CSV", "x")]);
    let (inputs, findings) = scan(root.path()).unwrap();
    assert!(inputs.attachments.is_empty());
    let mut found = codes(&findings);
    found.sort_unstable();
    let expected = ["content/_data/c.CSV", "content/a.MD", "content/b.markdown"];
    assert_eq!(found, expected.map(|file| ("wrong-extension", file)));
}

#[test]
fn a_spreadsheet_that_is_not_read_is_reported() {
    let files = ["content/_data/rates.xlsx", "content/_data/~$rates.xlsx", "content/_data/rates.xls"];
    let root = site(&files.map(|file| (file, "x")));
    let (inputs, findings) = scan(root.path()).unwrap();
    assert_eq!(codes(&findings), [("unread-data", "content/_data/rates.xls")]);
    assert_eq!(inputs.data.iter().map(|it| &*it.path).collect::<Vec<_>>(), [files[0]]);
    assert!(inputs.attachments.is_empty());
}

#[test]
fn a_file_over_the_limit_is_an_error_with_its_size() {
    let root = site(&[]);
    let file = File::create(root.path().join("content/long.md")).unwrap();
    file.set_len(50_000_000).unwrap();
    let (inputs, findings) = scan(root.path()).unwrap();
    assert!(inputs.content.is_empty());
    assert_eq!(findings[0].message.en, "`content/long.md` has 50 MB, the limit is 10 MB");
}

fn scan_of(root: &Path) -> Scan<'_> {
    Scan { root, inputs: Inputs::default(), findings: Vec::new(), unsettled: Vec::new() }
}

#[test]
fn a_file_that_is_empty_or_gone_is_read_once_more() {
    let root = site(&[("content/cleared.md", "")]);
    let mut scan = scan_of(root.path());
    for path in ["content/gone.md", "content/renamed.md", "content/cleared.md"] {
        scan.read(path.into(), Role::Page, false).unwrap();
    }
    fs::write(root.path().join("content/renamed.md"), "back").unwrap();
    fs::write(root.path().join("content/cleared.md"), "saved").unwrap();
    scan.settle().unwrap();
    assert_eq!(codes(&scan.findings), [("file-vanished", "content/gone.md")]);
    assert_eq!(paths(&scan.inputs.content), ["content/renamed.md", "content/cleared.md"]);
    assert_eq!(scan.inputs.content[1].bytes, b"saved");
}

#[test]
fn a_file_that_stays_empty_is_an_empty_page() {
    let root = site(&[("content/a.md", "")]);
    let (inputs, findings) = scan(root.path()).unwrap();
    assert_eq!((paths(&inputs.content), findings), (vec!["content/a.md"], vec![]));
}

#[test]
fn a_site_without_content_is_a_failure_with_a_hint() {
    let root = tempfile::tempdir().unwrap();
    let failure = scan(root.path()).unwrap_err();
    assert_eq!((failure.class, failure.diagnostic.code), (Class::Environment, "missing-content"));
    assert!(failure.diagnostic.help.is_some());
    assert_eq!(scan(&root.path().join("nowhere")).unwrap_err().diagnostic.code, "missing-folder");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    fn pipe(path: &Path) {
        use rustix::fs::{CWD, Mode, mkfifoat};
        mkfifoat(CWD, path, Mode::from_raw_mode(0o600)).unwrap();
    }

    #[test]
    fn links_pipes_and_sockets_are_named_and_never_opened() {
        let root = site(&[("content/a.md", "a"), ("secret/canary.md", "SECRET")]);
        let content = root.path().join("content");
        symlink(root.path().join("secret/canary.md"), content.join("file.md")).unwrap();
        symlink(root.path().join("secret"), content.join("folder")).unwrap();
        symlink(&content, content.join("loop")).unwrap();
        symlink("nowhere", content.join("dangling.md")).unwrap();
        pipe(&content.join("pipe.md"));
        let _socket = UnixListener::bind(content.join("socket.md")).unwrap();
        symlink("/etc", root.path().join("static")).unwrap();
        pipe(&root.path().join("site.toml"));
        let (inputs, findings) = scan(root.path()).unwrap();
        let mut found = codes(&findings);
        found.sort_unstable();
        assert_eq!(
            found,
            [
                ("special-file", "content/pipe.md"),
                ("special-file", "content/socket.md"),
                ("special-file", "site.toml"),
                ("symbolic-link", "content/dangling.md"),
                ("symbolic-link", "content/file.md"),
                ("symbolic-link", "content/folder"),
                ("symbolic-link", "content/loop"),
                ("symbolic-link", "static"),
            ]
        );
        assert_eq!(paths(&inputs.content), ["content/a.md"]);
        assert!(inputs.static_files.is_empty() && inputs.config.is_none());
    }

    #[test]
    fn a_name_that_is_not_utf8_is_named_once() {
        let root = site(&[]);
        let folder = root.path().join("content").join(OsStr::from_bytes(b"\xb4\xfa\xb1\xed"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.md"), "x").unwrap();
        let (inputs, findings) = scan(root.path()).unwrap();
        assert_eq!(codes(&findings), [("name-not-utf8", "content/\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")]);
        assert!(inputs.content.is_empty());
    }

    #[test]
    fn a_file_that_may_not_be_read_is_a_failure_that_names_it() {
        let root = site(&[("content/a.md", "x")]);
        let file = root.path().join("content/a.md");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
        if File::open(&file).is_ok() {
            return; // The superuser may read everything.
        }
        let failure = scan(root.path()).unwrap_err();
        assert_eq!((failure.class, failure.diagnostic.code), (Class::Environment, "no-permission"));
        assert!(failure.text(crate::diag::Language::English).contains("content/a.md"));
    }
}
