//! The crate as it is packaged: it has everything that the program embeds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use super::site::tree;

/// What embeds a file or a folder.
const MACROS: [&str; 3] = ["include_str!(\"", "include_bytes!(\"", "include_dir!(\""];

/// The names of all files in the package.
fn packaged() -> BTreeSet<String> {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--quiet"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    String::from_utf8(listed.stdout).unwrap().lines().map(|line| line.replace('\\', "/")).collect()
}

/// `path` with its `..` taken back.
fn resolved(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut whole, part| {
        if part == Component::ParentDir {
            whole.pop();
        } else {
            whole.push(part);
        }
        whole
    })
}

/// The files that the texts of `src/` and `build.rs` embed, from the crate's root.
fn embedded() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources: Vec<PathBuf> =
        tree(&root.join("src")).keys().map(|path| root.join("src").join(path)).collect();
    sources.push(root.join("build.rs"));
    let mut found = BTreeSet::new();
    for source in sources.iter().filter(|path| path.extension().is_some_and(|it| it == "rs") && path.exists())
    {
        let text = fs::read_to_string(source).unwrap();
        for written in
            MACROS.iter().flat_map(|name| text.split(name).skip(1)).filter_map(|it| it.split('"').next())
        {
            let path = match written.strip_prefix("$CARGO_MANIFEST_DIR/") {
                Some(path) => root.join(path),
                None => resolved(&source.parent().unwrap().join(written)),
            };
            assert!(path.exists(), "{} embeds {written}", source.display());
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                found.extend(tree(&path).keys().map(|inner| format!("{name}/{inner}")));
            } else {
                found.insert(name);
            }
        }
    }
    found
}

#[test]
fn the_package_has_all_that_the_program_embeds() {
    let (packaged, embedded) = (packaged(), embedded());
    assert!(embedded.len() > 50, "the macros are not found any more: {embedded:?}");
    let missing: Vec<_> = embedded.difference(&packaged).collect();
    assert!(missing.is_empty(), "the package lacks {missing:?}");
    for needed in ["Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE", "README.md", "starter/pages.yml"]
    {
        assert!(packaged.contains(needed), "the package lacks {needed}");
    }
}

#[test]
fn the_package_has_nothing_that_only_the_repository_needs() {
    let folders = ["action/", "content/", "fuzz/", "tests/", "target/", ".ci/", ".github/"];
    let extra: Vec<String> =
        packaged().into_iter().filter(|path| folders.iter().any(|it| path.starts_with(it))).collect();
    assert!(extra.is_empty(), "{extra:?}");
}
