//! The keys of front matter as snippets of VS Code: it completes them in Markdown, where no extension applies a schema.

use serde_json::{Map, Value, json};

use super::front_matter::KEYS;
use crate::diag::Language;

/// The text of a `.code-snippets` file; a name and Tab give the key with an example to write over.
pub fn snippets(language: Language) -> String {
    let snippet = |key: &super::Key| {
        let example = key.example.of(language).replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
        let value = json!({
            "scope": "markdown",
            "prefix": key.name,
            "body": format!("{}: ${{1:{example}}}", key.name),
            "description": key.about.of(language),
        });
        (key.name.to_owned(), value)
    };
    let all: Map<String, Value> = KEYS.iter().map(snippet).collect();
    format!("{:#}\n", Value::Object(all))
}
