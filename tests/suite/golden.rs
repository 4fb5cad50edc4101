//! Tiny sites, one feature each, and what a build makes of them.
//!
//! `tests/sites/<case>/expected/files.txt` lists every file of the output, so that a missing one and a left-over one both fail.
//! The other files of `expected/` pin the files of the same path: all of a feed or a table, of a page what stands in its
//! `<main>`. Whole pages lie in `expected-whole/`. Warnings are in `expected/warnings.txt`, further arguments in `args.txt`.
//! To pin another file, make an empty one of its name and run with `UPDATE=1`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::site::{TODAY, finish, program, tree, updating};

const MANIFEST: &str = ".yaomu-manifest.json";

#[test]
fn every_tiny_site_is_built_as_pinned() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 12);
    let problems: String = cases.par_iter().map(|case| check(case)).collect();
    assert!(problems.is_empty(), "{problems}");
}

/// What differs in one case; nothing where all is as pinned.
fn check(case: &Path) -> String {
    let name = case.file_name().unwrap().to_str().unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let out = folder.path().join("out");
    let args = fs::read_to_string(case.join("args.txt")).unwrap_or_default();
    let mut all = vec!["build", "--lang", "zh", "--output", out.to_str().unwrap()];
    all.extend(args.split_whitespace());
    if !all.contains(&"--today") {
        all.extend(["--today", TODAY]);
    }
    let ran = finish(program(case, &all));
    if ran.code != Some(0) {
        return format!("{name}: exit code {:?}\n{}", ran.code, ran.stderr);
    }
    let built = tree(&out);
    let warnings = ran.stderr.lines().rev().skip(1).collect::<Vec<_>>().into_iter().rev();
    let warnings: String = warnings.map(|line| format!("{line}\n")).collect();
    let list: String =
        built.keys().filter(|path| *path != MANIFEST).map(|path| format!("{path}\n")).collect();

    let mut problems = String::new();
    for (folder, whole) in [("expected", false), ("expected-whole", true)] {
        let folder = case.join(folder);
        for (path, pinned) in tree(&folder) {
            let found = match path.as_str() {
                "files.txt" => Some(list.clone().into_bytes()),
                "warnings.txt" => Some(warnings.clone().into_bytes()),
                _ => part(&built, &path, whole),
            };
            match found {
                None => {
                    let _ = writeln!(problems, "{name}: no {path}");
                }
                Some(found) if found == pinned => {}
                Some(found) if updating() => fs::write(folder.join(&path), found).unwrap(),
                Some(found) => {
                    let _ = writeln!(problems, "{name}: {path}: {}", first_difference(&found, &pinned));
                }
            }
        }
    }
    if !case.join("expected/files.txt").exists() {
        let _ = writeln!(problems, "{name} pins no files.txt");
    }
    if !warnings.is_empty() && !case.join("expected/warnings.txt").exists() {
        let _ = writeln!(problems, "{name}: {warnings}");
    }
    problems
}

/// The bytes of a file, of a page its `<main>` unless the `whole` is wanted.
fn part(built: &BTreeMap<String, Vec<u8>>, path: &str, whole: bool) -> Option<Vec<u8>> {
    let bytes = built.get(path)?;
    let text = std::str::from_utf8(bytes).ok().filter(|_| path.ends_with(".html") && !whole);
    let main =
        text.and_then(|text| Some(&text[text.find("<main")?..text.find("</main>")? + "</main>".len()]));
    Some(main.map_or_else(|| bytes.clone(), |main| format!("{main}\n").into_bytes()))
}

fn first_difference(found: &[u8], pinned: &[u8]) -> String {
    let (found, pinned) = (String::from_utf8_lossy(found), String::from_utf8_lossy(pinned));
    let (mut found, mut pinned) = (found.lines(), pinned.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (found.next(), pinned.next()) {
            (None, None) => return "line ends differ".to_owned(),
            (one, other) if one == other => {}
            (one, other) => {
                return format!(
                    "line {number} is\n{}\nand should be\n{}",
                    one.unwrap_or("(the end)"),
                    other.unwrap_or("(the end)")
                );
            }
        }
    }
}
