//! The `site.toml` of a new site: every setting, each with what it is for; those that are not set stand there as an example with
//! `#` before it.

use super::settings::KEYS;
use super::{Key, Shape, severity_word};
use crate::check::RULES;
use crate::diag::Language;

/// Writes it. `set` gives values by path (`publication.name`), as TOML.
pub fn site_toml(set: &[(&str, String)], language: Language) -> String {
    let mut text = match language {
        Language::Chinese => "#:schema ./.vscode/site.schema.json\n# 站点设置。以“# ”开头的行是说明；以“#”紧接着名称的行是没有用上的设置，去掉行首的 # 就生效。\n".to_owned(),
        Language::English => "#:schema ./.vscode/site.schema.json\n# Settings of the site. Lines that begin with \"# \" explain; lines where a name follows the # at once are settings that\n# are not in use: take the # away to use them.\n".to_owned(),
    };
    for key in KEYS {
        let about = key.about.of(language);
        match key.shape {
            Shape::Map(keys) => {
                text.push_str(&format!("\n# {about}\n[{}]\n", key.name));
                for inner in keys {
                    entry(&mut text, &format!("{}.", key.name), inner, set, language);
                }
            }
            Shape::Rules => {
                text.push_str(&format!("\n# {about}\n[{}]\n", key.name));
                for rule in RULES {
                    let about = rule.about();
                    let word = severity_word(rule.severity);
                    text.push_str(&format!("# {}\n#{} = \"{word}\"\n", about.text(language), rule.name));
                }
            }
            Shape::Free => {
                let example = key.example.of(language);
                text.push_str(&format!("\n# {about}\n[{}]\n#{example}\n", key.name));
            }
            _ => {
                text.push('\n');
                entry(&mut text, "", key, set, language);
            }
        }
    }
    text
}

fn entry(text: &mut String, above: &str, key: &Key, set: &[(&str, String)], language: Language) {
    let path = format!("{above}{}", key.name);
    let value = set.iter().find(|(name, _)| *name == path).map(|(_, value)| value);
    text.push_str(&format!("# {}{}\n", key.about.of(language), default(key, language)));
    match value {
        Some(value) => text.push_str(&format!("{} = {value}\n", key.name)),
        None => text.push_str(&format!("#{} = {}\n", key.name, key.example.of(language))),
    }
}

/// What counts where nothing is said.
fn default(key: &Key, language: Language) -> String {
    match (key.default, language) {
        ("", _) => String::new(),
        (value, Language::Chinese) => format!("；不写就是 {value}"),
        (value, Language::English) => format!("; left out: {value}"),
    }
}
