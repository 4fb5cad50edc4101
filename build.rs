//! Tells the program where it comes from: `YAOMU_VERSION` with the commit, and `YAOMU_REPOSITORY`, its home on GitHub.
//!
//! 1. The commit is that of the checkout; of a packaged crate, the one that cargo notes in `.cargo_vcs_info.json`.
//! 2. The repository is what the environment says, else the remote `origin`, else what `Cargo.toml` says.
//!
//! Nothing here fails: without git, the version stands alone. Whether files were changed is not looked at: that would build anew with
//! every edit, and say nothing of a build that others can repeat.

#![expect(clippy::disallowed_methods, reason = "this is how cargo is asked and told")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=YAOMU_REPOSITORY");
    let git = Git::of(&root);
    let package = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = git.as_ref().and_then(Git::commit).or_else(|| packaged(&root));
    let version = commit.map_or_else(|| package.clone(), |commit| format!("{package} ({commit})"));
    println!("cargo::rustc-env=YAOMU_VERSION={version}");
    let repository = env::var("YAOMU_REPOSITORY")
        .ok()
        .filter(|it| !it.is_empty())
        .or_else(|| git.as_ref()?.origin())
        .or_else(|| on_github(&env::var("CARGO_PKG_REPOSITORY").ok()?));
    println!("cargo::rustc-env=YAOMU_REPOSITORY={}", repository.unwrap_or_default());
}

/// A checkout. A work tree has its own `HEAD`; branches and settings are in the repository that it belongs to.
struct Git {
    own: PathBuf,
    common: PathBuf,
}

impl Git {
    /// The checkout whose top folder is `root`: one further up is somebody else's.
    fn of(root: &Path) -> Option<Self> {
        let dot_git = root.join(".git");
        let own = match fs::read_to_string(&dot_git) {
            // Of a work tree and of a submodule it is a file that says where.
            Ok(text) => root.join(text.strip_prefix("gitdir:")?.trim()),
            Err(_) => dot_git,
        };
        let head = own.join("HEAD");
        head.is_file().then_some(())?;
        let common = match fs::read_to_string(own.join("commondir")) {
            Ok(text) => own.join(text.trim()),
            Err(_) => own.clone(),
        };
        let git = Self { own, common };
        git.watch();
        Some(git)
    }

    /// Asks for another run when the commit may be another one: `HEAD` names a branch; its file is not there when it was packed, and
    /// comes back with the next commit, into a folder that is watched instead.
    fn watch(&self) {
        let head = self.own.join("HEAD");
        let name = fs::read_to_string(&head).unwrap_or_default();
        let branch = name.strip_prefix("ref:").map(|name| self.common.join(name.trim()));
        let nearest = branch.as_deref().and_then(|it| it.ancestors().find(|it| it.exists()));
        let [packed, config] = ["packed-refs", "config"].map(|name| self.common.join(name));
        for file in [Some(&*head), nearest, Some(&*packed), Some(&*config)].into_iter().flatten() {
            // A file that is not there would ask for a run each time.
            if file.exists() {
                println!("cargo::rerun-if-changed={}", file.display());
            }
        }
    }

    /// Short hash and date of the commit, as git says them; without git, the hash from the files.
    fn commit(&self) -> Option<String> {
        let output = Command::new("git")
            .arg("--git-dir")
            .arg(&self.own)
            .args(["log", "-1", "--format=%H %cd", "--date=short", "--no-show-signature"])
            .output();
        let said = output.ok().filter(|it| it.status.success());
        let said = said.and_then(|it| String::from_utf8(it.stdout).ok()).unwrap_or_default();
        match said.trim().split_once(' ') {
            Some((hash, date)) => Some(format!("{} {date}", short(hash)?)),
            None => Some(short(&self.hash()?)?.to_owned()),
        }
    }

    fn hash(&self) -> Option<String> {
        let head = fs::read_to_string(self.own.join("HEAD")).ok()?;
        let Some(name) = head.strip_prefix("ref:").map(str::trim) else {
            return Some(head.trim().to_owned());
        };
        if let Ok(hash) = fs::read_to_string(self.common.join(name)) {
            return Some(hash.trim().to_owned());
        }
        let packed = fs::read_to_string(self.common.join("packed-refs")).ok()?;
        let is_named = |line: &&str| line.split_once(' ').is_some_and(|(_, it)| it == name);
        packed.lines().find(is_named).and_then(|line| line.split(' ').next()).map(str::to_owned)
    }

    /// The repository on GitHub that the remote `origin` is.
    fn origin(&self) -> Option<String> {
        let config = fs::read_to_string(self.common.join("config")).ok()?;
        let lines = config.lines().map(str::trim);
        let of_origin = lines.skip_while(|line| *line != "[remote \"origin\"]").skip(1);
        let mut keys = of_origin.take_while(|line| !line.starts_with('['));
        let url = keys.find_map(|line| line.strip_prefix("url")?.trim_start().strip_prefix('='))?;
        on_github(url.trim())
    }
}

/// `OWNER/NAME` of an address on github.com; an address may hold a password, so nothing else of it is taken.
fn on_github(url: &str) -> Option<String> {
    let (_, path) = url
        .split_once("github.com")
        .filter(|(before, _)| before.ends_with(['/', '@']) || before.is_empty())?;
    let path = path.strip_prefix(['/', ':'])?.trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let (owner, name) = path.split_once('/')?;
    let fits =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it));
    (fits(owner) && fits(name)).then(|| format!("{owner}/{name}"))
}

/// The first letters of a commit: as many always, so that a build elsewhere gives the same.
fn short(hash: &str) -> Option<&str> {
    hash.get(..10).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()))
}

/// The commit that a packaged crate was made from.
fn packaged(root: &Path) -> Option<String> {
    let file = root.join(".cargo_vcs_info.json");
    let text = fs::read_to_string(&file).ok()?;
    println!("cargo::rerun-if-changed={}", file.display());
    let (_, rest) = text.split_once("\"sha1\"")?;
    short(rest.split('"').nth(1)?).map(str::to_owned)
}
