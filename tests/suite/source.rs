//! What must not stand in the sources: said as absences, found by reading them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use yaomu::diag::Language;
use yaomu::theme;
use yaomu::theme::messages::messages;

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: Vec<PathBuf> = walkdir::WalkDir::new(root.join("src"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect();
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// A source without its tests and comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The texts between `{{ }}` and `{% %}` of a template.
fn expressions(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        let parts = template.split(open).skip(1).filter_map(|part| part.split_once(close));
        found.extend(parts.map(|(inner, _)| inner.to_owned()));
    }
    found
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// The names that follow `prefix` at the beginning of a word.
fn names_after(prefix: &str, text: &str) -> BTreeSet<String> {
    let starts = text
        .match_indices(prefix)
        .filter(|&(at, _)| !text[..at].ends_with(|it| is_name(it) || it == '.' || it == '"'));
    starts.map(|(at, _)| text[at + prefix.len()..].chars().take_while(|&it| is_name(it)).collect()).collect()
}

#[test]
fn nothing_outside_the_shell_touches_disk_clock_or_environment() {
    let is_shell = |name: &str| {
        ["src/scan", "src/write", "src/serve", "src/cmd", "src/main.rs"].iter().any(|it| name.starts_with(it))
    };
    let refused = [
        "std::fs",
        "fs::",
        "std::env::",
        "env::var",
        "Instant",
        "SystemTime",
        "Timestamp::now",
        "Zoned::now",
        "std::net::Tcp",
        "process::Command",
        "process::exit",
        "stdin()",
        "stdout()",
        "stderr()",
        "println!",
        "eprint",
        "thread::sleep",
        "thread_rng",
        "RandomState",
        "walkdir",
    ];
    let mut found = Vec::new();
    for (name, text) in sources().iter().filter(|(name, _)| !is_shell(name) && !name.contains("/tests")) {
        let code = code(text);
        for word in refused.iter().filter(|word| code.contains(**word)) {
            found.push(format!("{name}: {word}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn figures_are_not_computed_in_floating_point() {
    let mut found = Vec::new();
    for (name, text) in
        sources().iter().filter(|(name, _)| name.starts_with("src/figures") || name.starts_with("src/check"))
    {
        let code = code(text);
        if code.contains("f64") || code.contains("f32") {
            found.push(name.clone());
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn templates_use_the_words_there_are_and_no_others() {
    let known: BTreeSet<String> =
        messages(Language::Chinese).iter().map(|(key, _)| (*key).to_owned()).collect();
    let mut used = BTreeSet::new();
    for (name, text) in theme::templates() {
        for expression in expressions(text) {
            for key in names_after("t.", &expression) {
                assert!(known.contains(&key), "{name}: `t.{key}` is in no language");
                used.insert(key);
            }
        }
    }
    let speaks = |name: &str| name.starts_with("src/render") || name.starts_with("src/assemble/charts");
    for (name, text) in sources().iter().filter(|(name, _)| speaks(name)) {
        for key in text.split(".word(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(known.contains(key), "{name}: `{key}` is in no language");
        }
        used.extend(text.split('"').filter(|it| known.contains(*it)).map(str::to_owned));
    }
    let idle: Vec<&String> = known.difference(&used).collect();
    assert!(idle.is_empty(), "nothing uses {idle:?}");
}

#[test]
fn templates_hold_no_words_of_their_own() {
    for (name, text) in theme::templates() {
        let mut rest = String::new();
        for part in text.split("{#") {
            rest.push_str(part.split_once("#}").map_or(part, |(_, after)| after));
        }
        let han: String = rest.chars().filter(|&it| yaomu::text::is_han(it)).collect();
        assert!(han.is_empty(), "{name}: {han}");
    }
}

#[test]
fn only_html_of_our_own_making_goes_out_unescaped() {
    for (name, text) in theme::templates() {
        for expression in expressions(text).iter().filter(|it| it.contains("| safe") || it.contains("|safe"))
        {
            let field =
                expression.split('|').next().unwrap_or_default().trim().trim_start_matches('-').trim();
            let last = field.rsplit('.').next().unwrap_or_default();
            assert!(matches!(last, "body" | "svg") || last.ends_with("_html"), "{name}: {expression}");
        }
        assert!(!text.contains("autoescape"), "{name}");
    }
}

#[test]
fn urls_are_made_in_one_module() {
    // A relative link is made by going back to the root: nothing but `path` writes `../`.
    for (name, text) in sources().iter().filter(|(name, _)| {
        name.starts_with("src/render") || name.starts_with("src/plan") || name.starts_with("src/assemble")
    }) {
        assert!(!code(text).contains("\"../"), "{name}");
    }
}
