//! What `build.rs` tells of where the program comes from: it is compiled alone and run in folders made for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

const HASH: &str = "8e7d40412af00aa4e5b5c1b3cbd0e2e7f8a9b0c1";

static SCRIPT: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let program = folder.path().join("origin");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/build.rs");
    let compiled = Command::new("rustc").args(["--edition", "2024", "-o"]).arg(&program).arg(source).status();
    assert!(compiled.unwrap().success());
    (folder, program)
});

/// What it says for the crate in `folder`, where `path` is where programs are looked for.
fn said(folder: &Path, path: &str, more: &[(&str, &str)]) -> String {
    let mut command = Command::new(&SCRIPT.1);
    command.env_clear().env("PATH", path).env("CARGO_MANIFEST_DIR", folder).env("CARGO_PKG_VERSION", "1.2.3");
    let ran = command.env("HOME", "/nonexistent").envs(more.iter().copied()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// The value that it sets.
fn set(said: &str, name: &str) -> String {
    let key = format!("cargo::rustc-env={name}=");
    said.lines().find_map(|line| line.strip_prefix(&key)).unwrap().to_owned()
}

/// The files that ask for another run.
fn watched(said: &str) -> Vec<String> {
    let files = said.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed="));
    files.map(|it| it.rsplit(".git/").next().unwrap().to_owned()).collect()
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

#[test]
fn without_git_the_version_stands_alone() {
    let folder = TempDir::new().unwrap();
    let said = said(folder.path(), "", &[("CARGO_PKG_REPOSITORY", "https://github.com/owner/name")]);
    assert_eq!(set(&said, "YAOMU_VERSION"), "1.2.3");
    assert_eq!(set(&said, "YAOMU_REPOSITORY"), "owner/name");
    assert_eq!(watched(&said), ["build.rs"]);
}

#[test]
fn a_packaged_crate_brings_its_commit() {
    let folder = TempDir::new().unwrap();
    let info = format!("{{\n  \"git\": {{\n    \"sha1\": \"{HASH}\"\n  }},\n  \"path_in_vcs\": \"\"\n}}");
    write(folder.path(), &[(".cargo_vcs_info.json", &info)]);
    let said = said(folder.path(), "", &[]);
    assert_eq!(set(&said, "YAOMU_VERSION"), "1.2.3 (8e7d40412a)");
    assert_eq!(set(&said, "YAOMU_REPOSITORY"), "");
}

#[test]
fn a_checkout_is_read_without_the_program_git_too() {
    let folder = TempDir::new().unwrap();
    let head = ("repo/.git/HEAD", "ref: refs/heads/main\n");
    let branch = ("repo/.git/refs/heads/main", &*format!("{HASH}\n"));
    write(folder.path(), &[head, branch, ("repo/.git/config", "[core]\n")]);
    let repo = folder.path().join("repo");
    let loose = said(&repo, "", &[]);
    assert_eq!(set(&loose, "YAOMU_VERSION"), "1.2.3 (8e7d40412a)");
    assert_eq!(watched(&loose), ["build.rs", "HEAD", "refs/heads/main", "config"]);
    // Packed, the branch comes back with the next commit: its folder is watched.
    fs::remove_file(repo.join(".git/refs/heads/main")).unwrap();
    let packed = format!("# pack-refs with: peeled\n{HASH} refs/heads/main\n");
    write(&repo, &[(".git/packed-refs", &packed)]);
    let said_packed = said(&repo, "", &[]);
    assert_eq!(set(&said_packed, "YAOMU_VERSION"), "1.2.3 (8e7d40412a)");
    assert_eq!(watched(&said_packed), ["build.rs", "HEAD", "refs/heads", "packed-refs", "config"]);
    // A work tree has a HEAD of its own and the branches of the repository.
    let own = repo.join(".git/worktrees/new");
    write(&own, &[("HEAD", "ref: refs/heads/main\n"), ("commondir", "../..\n")]);
    write(folder.path(), &[("new/.git", &format!("gitdir: {}\n", own.display()))]);
    let said = said(&folder.path().join("new"), "", &[]);
    assert_eq!(set(&said, "YAOMU_VERSION"), "1.2.3 (8e7d40412a)");
}

#[test]
fn a_commit_has_its_date() {
    let folder = TempDir::new().unwrap();
    let path = std::env::var("PATH").unwrap();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(args);
        command.env("GIT_COMMITTER_DATE", "2026-11-22T01:00:00+08:00").env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.current_dir(folder.path()).output().is_ok_and(|it| it.status.success())
    };
    if !git(&["init", "-q"]) {
        return;
    }
    assert!(git(&["commit", "-q", "--allow-empty", "-m", "a"]));
    let version = set(&said(folder.path(), &path, &[]), "YAOMU_VERSION");
    assert!(version.starts_with("1.2.3 (") && version.ends_with(" 2026-11-22)"), "{version}");
    assert_eq!(version.len(), "1.2.3 (8e7d40412a 2026-11-22)".len());
}

#[test]
fn the_repository_is_that_of_origin_unless_the_environment_says_another() {
    let folder = TempDir::new().unwrap();
    for (url, expected) in [
        ("https://github.com/owner/name.git", "owner/name"),
        ("https://user:secret@github.com/owner/name", "owner/name"),
        ("git@github.com:owner/na.me.git", "owner/na.me"),
        ("ssh://git@github.com/owner/name/", "owner/name"),
        ("https://notgithub.com/owner/name", ""),
        ("https://gitlab.com/owner/name", ""),
        ("https://github.com/owner/name/more", ""),
        ("/srv/git/name.git", ""),
    ] {
        let config = format!(
            "[remote \"upstream\"]\n\turl = https://github.com/other/one\n[remote \"origin\"]\n\turl = {url}\n\tfetch = +refs\n[branch \"main\"]\n\tremote = origin\n"
        );
        write(folder.path(), &[(".git/HEAD", "ref: refs/heads/main\n"), (".git/config", &config)]);
        assert_eq!(set(&said(folder.path(), "", &[]), "YAOMU_REPOSITORY"), expected, "{url}");
    }
    let asked = [("YAOMU_REPOSITORY", "mine/fork")];
    assert_eq!(set(&said(folder.path(), "", &asked), "YAOMU_REPOSITORY"), "mine/fork");
}
