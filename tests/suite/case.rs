//! A whole site and what the program says of it in one text file.
//!
//! ```text
//! # What the case is about.
//! args: build --strict
//! exit: 1
//! -- content/a.md
//! (the file's text, up to the next line of two hyphens and a space)
//! -- content/b.md gbk
//! -- content/_data/a.xlsx xlsx
//! -- content/link symlink ../secret
//! == stderr zh
//! (what is said in Chinese: pinned)
//! == stderr en
//! == stdout zh
//! ```
//!
//! Without a `-- site.toml` the site has [`super::site::SETTINGS`]; `-- site.toml none` leaves it out. In a text `\u{…}` and
//! `\t` stand for the character.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::site::{Ran, Site, TODAY, differing, tree, updating};
use super::workbook::workbook;

/// A case as read from its file.
pub struct Case {
    /// Stem of its file.
    pub name: String,
    head: Vec<String>,
    args: Vec<String>,
    exit: i32,
    /// Heading line and text of each file.
    files: Vec<(String, String)>,
    /// Heading and text of what is pinned.
    pinned: Vec<(String, String)>,
}

/// All cases of a folder, by name.
pub fn all(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Case {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut case = Case {
        name,
        head: Vec::new(),
        args: vec!["build".to_owned()],
        exit: 1,
        files: Vec::new(),
        pinned: Vec::new(),
    };
    let mut in_pinned = false;
    for line in fs::read_to_string(path).unwrap().split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if let Some(heading) = bare.strip_prefix("-- ") {
            in_pinned = false;
            case.files.push((heading.to_owned(), String::new()));
        } else if let Some(heading) = bare.strip_prefix("== ") {
            in_pinned = true;
            case.pinned.push((heading.to_owned(), String::new()));
        } else if in_pinned {
            case.pinned.last_mut().unwrap().1.push_str(line);
        } else if let Some((_, text)) = case.files.last_mut() {
            text.push_str(line);
        } else {
            if let Some(args) = bare.strip_prefix("args: ") {
                case.args = args.split(' ').map(str::to_owned).collect();
            }
            if let Some(code) = bare.strip_prefix("exit: ") {
                case.exit = code.parse().unwrap();
            }
            case.head.push(bare.to_owned());
        }
    }
    case
}

impl Case {
    /// What is pinned, with its headings.
    pub fn pinned(&self) -> &[(String, String)] {
        &self.pinned
    }

    /// Runs the case and compares everything pinned, or writes it anew. What differs is returned.
    pub fn check(mut self, folder: &Path) -> Result<(), String> {
        let headings: Vec<String> = if self.pinned.is_empty() {
            ["stderr zh", "stderr en"].map(str::to_owned).to_vec()
        } else {
            self.pinned.iter().map(|(heading, _)| heading.clone()).collect()
        };
        let mut problems = String::new();
        let mut found = Vec::new();
        for heading in headings {
            let (stream, lang) = heading.split_once(' ').unwrap();
            let site = self.site();
            let before = tree(site.above());
            let ran = self.run(&site, stream, lang);
            if ran.code != Some(self.exit) {
                let _ = writeln!(
                    problems,
                    "{}: exit code {:?}, not {}\n{}{}",
                    self.name, ran.code, self.exit, ran.stderr, ran.stdout
                );
            }
            if self.exit != 0 {
                // What fails writes nothing, anywhere.
                let touched = differing(&before, &tree(site.above()));
                if !touched.is_empty() {
                    let _ = writeln!(problems, "{}: wrote {touched:?}", self.name);
                }
            }
            let said = if stream == "stdout" { ran.stdout } else { ran.stderr };
            let root = site.root().canonicalize().unwrap().display().to_string();
            found.push((heading, without_rules(&said.replace(&root, "[ROOT]"))));
        }
        if updating() {
            self.pinned = found;
            fs::write(folder.join(format!("{}.txt", self.name)), self.text()).unwrap();
        } else {
            for ((heading, said), (_, pinned)) in found.iter().zip(&self.pinned) {
                if said != pinned {
                    let _ =
                        writeln!(problems, "{} {heading}: is\n{said}\nand should be\n{pinned}", self.name);
                }
            }
            if self.pinned.is_empty() {
                let _ = writeln!(problems, "{}: nothing is pinned; run with UPDATE=1", self.name);
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Runs the program on the case's site with other arguments.
    pub fn run_as(&self, args: &[&str]) -> Ran {
        self.site().run(args)
    }

    fn run(&self, site: &Site, stream: &str, lang: &str) -> Ran {
        let mut args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        args.extend(["--lang", lang]);
        if !self.args.iter().any(|it| matches!(&**it, "init" | "serve")) {
            args.extend(["--today", TODAY]);
        }
        if stream == "stdout" {
            args.extend(["--format", "json"]);
        }
        site.run(&args)
    }

    fn site(&self) -> Site {
        let settings = self.files.iter().any(|(heading, _)| heading.starts_with("site.toml"));
        let site = if settings { Site::empty() } else { Site::new() };
        fs::create_dir_all(site.root().join("content")).unwrap();
        for (heading, text) in &self.files {
            let words: Vec<&str> = heading.split(' ').collect();
            let path = site.root().join(words[0]);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text = unescaped(text);
            match words[1..] {
                [] => fs::write(path, text).unwrap(),
                ["none"] => {}
                ["missing"] => fs::remove_dir(path).unwrap(),
                ["gbk"] => fs::write(path, encoding_rs::GBK.encode(&text).0).unwrap(),
                ["utf16le"] => fs::write(path, utf16(&text, true)).unwrap(),
                ["utf16be"] => fs::write(path, utf16(&text, false)).unwrap(),
                ["utf16le-unmarked"] => fs::write(path, &utf16(&text, true)[2..]).unwrap(),
                ["utf16le-cut"] => {
                    let mut bytes = utf16(&text, true);
                    bytes.pop();
                    fs::write(path, bytes).unwrap();
                }
                ["xlsx"] => fs::write(path, workbook(&text)).unwrap(),
                ["hex"] => fs::write(path, bytes(&text)).unwrap(),
                ["size", size] => {
                    fs::File::create(path).unwrap().set_len(size.parse().unwrap()).unwrap();
                }
                #[cfg(unix)]
                ["symlink", to] => std::os::unix::fs::symlink(to, path).unwrap(),
                #[cfg(unix)]
                ["fifo"] => {
                    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success())
                }
                _ => panic!("{}: `{heading}`", self.name),
            }
        }
        site
    }

    fn text(&self) -> String {
        let mut out = self.head.join("\n");
        out.push('\n');
        for (mark, parts) in [("--", &self.files), ("==", &self.pinned)] {
            for (heading, text) in parts {
                let _ = write!(out, "{mark} {heading}\n{text}");
            }
        }
        out
    }
}

/// `said` without the number of rules, which grows.
fn without_rules(said: &str) -> String {
    let mut out = said.replace(" by 1 rule\n", " by 1 rules\n");
    for mark in [" 条规则\n", " rules\n"] {
        if let Some(at) = out.find(mark) {
            let digits = out[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
            out.replace_range(at - digits..at, "[N]");
        }
    }
    out
}

/// `text` with `\u{…}` and `\t` as the characters.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out.replace("\\t", "\t")
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn bytes(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}
