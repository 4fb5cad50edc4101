//! What the program may be built from: `deny.toml` says the same to `cargo deny`, which need not be installed.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Licences that need no more of us than their text.
const LICENCES: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

/// Crates that may stand in the build in two major versions: `toml` and its own parser are at odds about the one, `ring` and
/// `ahash` about the other.
const TWICE: [&str; 2] = ["getrandom", "winnow"];

/// Crates in the build, at most, our own included.
const CRATES: usize = 150;

#[test]
fn licences_are_on_the_list() {
    let wrong: Vec<Crate> = build().into_iter().filter(|it| !is_allowed(&it.licence)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn no_crate_stands_in_the_build_twice() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in build() {
        versions.entry(it.name).or_default().insert(it.version);
    }
    let twice: Vec<_> =
        versions.iter().filter(|(name, found)| found.len() > 1 && !TWICE.contains(&name.as_str())).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn the_build_stays_small() {
    let count = build().len();
    assert!((20..=CRATES).contains(&count), "{count} crates");
}

#[test]
fn crates_come_from_the_public_registry() {
    let lock: toml::Table = toml::from_str(include_str!("../../Cargo.lock")).unwrap();
    let is_foreign = |it: &&toml::Value| {
        let source = it.get("source").and_then(toml::Value::as_str).unwrap_or("a folder");
        it["name"].as_str() != Some("yaomu")
            && !(source.starts_with("registry+") && source.ends_with("rust-lang/crates.io-index"))
    };
    let foreign: Vec<_> = lock["package"].as_array().unwrap().iter().filter(is_foreign).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

/// A crate in the build.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    licence: String,
}

/// The crates that the binary is made from on this machine's platform, without those that only tests need. The
/// network is not asked: the crates of this build are there, or this test could not run.
fn build() -> BTreeSet<Crate> {
    let tree = said(
        Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--offline", "--edges", "normal,build", "--prefix", "none"])
            .args(["--format", "{p}\t{l}", "--manifest-path"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")),
    );
    let read = |line: &str| {
        let (package, licence) = line.split_once('\t')?;
        let (name, rest) = package.split_once(" v")?;
        let version = rest.split(' ').next()?;
        Some(Crate {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.trim_end_matches(" (*)").to_owned(),
        })
    };
    tree.lines().filter_map(read).collect()
}

/// What a command prints; it must succeed.
fn said(command: &mut Command) -> String {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return error.to_string(),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Whether a licence expression holds with the licences of the list. `/` is the old way of writing `OR`; no crate's
/// expression nests deeper than one pair of brackets.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    let mut part = String::new();
    for word in expression.replace('(', " ( ").replace(')', " ) ").split_whitespace() {
        match word {
            "AND" if depth == 0 => parts.push(std::mem::take(&mut part)),
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {
                part.push_str(word);
                part.push(' ');
            }
        }
    }
    parts.push(part);
    parts.iter().all(|part| part.split(" OR ").any(|it| LICENCES.contains(&it.trim())))
}

#[test]
fn licence_expressions_are_read() {
    for allowed in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR GPL-3.0) AND Unicode-3.0"] {
        assert!(is_allowed(allowed), "{allowed}");
    }
    for refused in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-2.0 OR GPL-3.0) AND MIT", "none"] {
        assert!(!is_allowed(refused), "{refused}");
    }
}
