//! A site in a folder of its own, and the program run on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The settings of a site that has no other.
pub const SETTINGS: &str =
    "title = \"测试站\"\nbase_url = \"https://example.org/digest/\"\nregion = \"430000\"\n";

/// What every run takes for today.
pub const TODAY: &str = "2026-11-22";

/// How long a run may take before it counts as hung.
const LIMIT: Duration = Duration::from_secs(60);

/// A site in a temporary folder, removed at the end.
pub struct Site {
    dir: TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    /// Exit code; none when a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A site of [`SETTINGS`] without content.
    pub fn new() -> Self {
        let site = Self::empty();
        site.file("site.toml", SETTINGS);
        fs::create_dir_all(site.root().join("content")).unwrap();
        site
    }

    /// A folder without anything; in memory where the machine has such a place, for what writes a great deal.
    pub fn empty() -> Self {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        let dir = dir.unwrap();
        fs::create_dir_all(dir.path().join("site")).unwrap();
        Self { dir }
    }

    /// A site with one article.
    pub fn with_article() -> Self {
        let site = Self::new();
        site.file("content/news/a.md", "---\ntitle: 甲\ndate: 2024-01-02\n---\n正文。\n");
        site
    }

    /// Writes a file of the site.
    pub fn file(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
        self
    }

    /// The folder of the site. The one above it is the test's own, too.
    pub fn root(&self) -> PathBuf {
        self.dir.path().join("site")
    }

    /// The folder above.
    pub fn above(&self) -> &Path {
        self.dir.path()
    }

    /// The program with `args`, in the site's folder, with nothing of this machine's settings.
    pub fn command(&self, args: &[&str]) -> Command {
        program(&self.root(), args)
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        finish(self.command(args))
    }

    /// `yaomu build` in English.
    pub fn build(&self, args: &[&str]) -> Ran {
        let all: Vec<&str> =
            ["build", "--lang", "en", "--today", TODAY].iter().chain(args).copied().collect();
        self.run(&all)
    }

    /// Builds what must build without a word but the last line.
    pub fn build_well(&self, args: &[&str]) -> &Self {
        let ran = self.build(args);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(ran.stderr.starts_with("built into"), "{}", ran.stderr);
        self
    }

    /// Everything below `public`.
    pub fn public(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root().join("public"))
    }

    /// A file below `public` as text.
    pub fn page(&self, path: &str) -> String {
        let file = self.root().join("public").join(path);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }
}

/// Files by path, with their bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The program with `args` in `folder`.
pub fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yaomu"));
    command.args(args).current_dir(folder).env_clear().env("LANG", "C").env("HOME", "/nonexistent");
    command
}

/// Runs to the end; a hung program is killed and fails the test.
pub fn finish(mut command: Command) -> Ran {
    let (stdout, stderr) = (tempfile::NamedTempFile::new().unwrap(), tempfile::NamedTempFile::new().unwrap());
    command.stdin(Stdio::null()).stdout(stdout.reopen().unwrap()).stderr(stderr.reopen().unwrap());
    let mut child = command.spawn().unwrap();
    let code = wait(&mut child);
    let text = |file: &Path| String::from_utf8(fs::read(file).unwrap()).unwrap();
    Ran { code, stdout: text(stdout.path()), stderr: text(stderr.path()) }
}

fn wait(child: &mut Child) -> Option<i32> {
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if begin.elapsed() > LIMIT {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the program hung");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Every file below `folder`: path with forward slashes, and bytes. Links are not followed.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            (path.to_str().unwrap().replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The paths that differ between two trees.
pub fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

/// Whether what is pinned is written anew.
pub fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}
