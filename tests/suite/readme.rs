//! What an editor can write stands in both readmes: every setting, every key of front matter.

const READMES: [(&str, &str); 2] = [
    ("README.md", include_str!("../../README.md")),
    ("README.zh-CN.md", include_str!("../../README.zh-CN.md")),
];

/// What stands before a key where it is read.
const READERS: [&str; 10] = [
    ".text(\"",
    ".texts(\"",
    ".flag(\"",
    ".map(\"",
    ".items(\"",
    ".whole(\"",
    ".value(\"",
    "(top, \"",
    "(it, \"",
    "(fields, \"",
];

#[test]
fn every_setting_is_told() {
    check(include_str!("../../src/config.rs"), 30);
    check(include_str!("../../src/config/limits.rs"), 2);
}

#[test]
fn every_key_of_front_matter_is_told() {
    check(include_str!("../../src/parse/front_matter.rs"), 20);
}

#[test]
fn every_key_of_a_correction_is_told() {
    check(include_str!("../../src/parse/corrections.rs"), 5);
}

/// Checks that `code` reads at least so many keys, and that both readmes tell of each.
fn check(code: &str, at_least: usize) {
    let code = code.split("#[cfg(test)]").next().unwrap_or(code);
    let keys: Vec<&str> = READERS
        .iter()
        .flat_map(|reader| code.split(reader).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(keys.len() >= at_least, "{keys:?}");
    for (name, text) in READMES {
        let untold: Vec<_> = keys
            .iter()
            .filter(|key| {
                ["`{}`", "`[{}]`", "`{} ", "`{}:", "{ {},", "{ {} ", ", {} }"]
                    .iter()
                    .all(|form| !text.contains(&form.replace("{}", key)))
            })
            .collect();
        assert!(untold.is_empty(), "{name} does not tell of {untold:?}");
    }
}
