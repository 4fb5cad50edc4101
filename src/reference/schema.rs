//! A table as a JSON Schema (draft 7, which editors' extensions for YAML and TOML read).
//!
//! It takes what the readers take, as far as a schema can say so: names of indicators and regions stay open, as a site may have
//! its own. Empty values in front matter are as good as none.

use serde_json::{Map, Value, json};

use super::{Key, SEVERITIES, Shape, Table, Words};
use crate::check::RULES;
use crate::diag::Language;
use crate::figures::catalogue::Catalogue;

/// In which languages keys are described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Descriptions {
    /// Chinese, a slash, English.
    Both,
    /// One of them.
    In(Language),
}

/// The schema of `table`.
pub fn schema(table: Table, descriptions: Descriptions) -> Value {
    let writer = Writer { table, descriptions };
    let (title, name) = match table {
        Table::FrontMatter => {
            (Words { zh: "文章开头的元数据", en: "Front matter of a page" }, "front-matter")
        }
        Table::Settings => (Words { zh: "站点设置 site.toml", en: "Settings of a site, site.toml" }, "site"),
    };
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": format!("yaomu {}: yaomu schema {name}", env!("CARGO_PKG_VERSION")),
        "title": writer.words(title.zh, title.en),
    });
    let mut definitions = Map::new();
    let mut body = writer.map(table.keys(), &mut definitions);
    if let Some(map) = schema.as_object_mut() {
        if let Some(body) = body.as_object_mut() {
            map.append(body);
        }
        if !definitions.is_empty() {
            map.insert("definitions".to_owned(), Value::Object(definitions));
        }
    }
    schema
}

/// The same as text.
pub fn schema_text(table: Table, descriptions: Descriptions) -> String {
    format!("{:#}\n", schema(table, descriptions))
}

struct Writer {
    table: Table,
    descriptions: Descriptions,
}

impl Writer {
    fn words(&self, zh: &str, en: &str) -> String {
        match self.descriptions {
            Descriptions::Both if zh == en => zh.to_owned(),
            Descriptions::Both => format!("{zh} / {en}"),
            Descriptions::In(Language::Chinese) => zh.to_owned(),
            Descriptions::In(Language::English) => en.to_owned(),
        }
    }

    /// A map of these keys and no others.
    fn map(&self, keys: &[Key], definitions: &mut Map<String, Value>) -> Value {
        let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
        let mut map = json!({
            "type": "object",
            "properties": self.properties(keys, definitions),
            "additionalProperties": false,
        });
        if !needed.is_empty() {
            map["required"] = json!(needed);
        }
        map
    }

    fn properties(&self, keys: &[Key], definitions: &mut Map<String, Value>) -> Value {
        let property = |key: &Key| {
            let mut schema = self.shape(key.shape, definitions);
            schema["description"] = json!(self.words(key.about.zh, key.about.en));
            if self.table == Table::FrontMatter {
                schema = with_null(schema);
            }
            (key.name.to_owned(), schema)
        };
        Value::Object(keys.iter().map(property).collect())
    }

    fn shape(&self, shape: Shape, definitions: &mut Map<String, Value>) -> Value {
        let text = || json!({ "type": ["string", "number", "boolean"] });
        match shape {
            Shape::Text => text(),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Count => json!({ "type": "integer", "minimum": 0 }),
            Shape::Whole => json!({ "type": "integer" }),
            Shape::Numeral => json!({ "type": ["integer", "string"] }),
            Shape::Date => pattern(r"^\s*[0-9０-９〇零○一二三四五六七八九]{4}\s*[-/.年]"),
            Shape::Address => pattern(r"^https?://\S+$"),
            Shape::SiteAddress => pattern(r"^(https?://[^\s?#@]+)?$"),
            Shape::Colour => pattern("^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"),
            Shape::Offset => pattern("^([Zz]|[-+−][0-9]{2}(:?[0-9]{2})?)$"),
            Shape::OneOf(words) => json!({ "enum": words() }),
            Shape::Texts | Shape::Words => either(text(), json!({ "type": "array", "items": text() })),
            Shape::Map(keys) => self.map(keys, definitions),
            Shape::Maps(keys) => json!({ "type": "array", "items": self.map(keys, definitions) }),
            Shape::TextOrMap(keys) => either(text(), self.map(keys, definitions)),
            Shape::TextsOrMaps(keys) => {
                json!({ "type": "array", "items": either(text(), self.map(keys, definitions)) })
            }
            Shape::Figures(keys) => self.figures(keys, definitions),
            Shape::Names => json!({ "type": "object", "additionalProperties": text() }),
            Shape::Accepted => either(json!({ "type": "string" }), self.rules(&json!({ "type": "string" }))),
            Shape::Rules => self.rules(&json!({ "enum": SEVERITIES })),
            Shape::Free => json!({ "type": "object" }),
        }
    }

    /// A map from rules to what `value` says.
    fn rules(&self, value: &Value) -> Value {
        let property = |rule: &crate::check::Rule| {
            let mut schema = value.clone();
            schema["description"] = json!(self.words(rule.zh, rule.en));
            (rule.name.to_owned(), schema)
        };
        let properties: Map<String, Value> = RULES.iter().map(property).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    /// A map from indicator to figure, or a list: entries that name their indicator, or `indicator: figure` each.
    fn figures(&self, keys: &[Key], definitions: &mut Map<String, Value>) -> Value {
        let catalogue = Catalogue::builtin();
        let mut entry = self.map(keys, definitions);
        entry["properties"]["indicator"]["examples"] =
            catalogue.iter().map(|it| Value::from(it.id.as_str())).collect();
        let mut listed = entry.clone();
        listed["required"] = json!(["indicator", "value"]);
        if let Some(properties) = entry["properties"].as_object_mut() {
            properties.remove("indicator");
        }
        definitions.insert(
            "figure".to_owned(),
            json!({ "anyOf": [{ "type": ["string", "number", "boolean"] }, entry] }),
        );
        let figure = json!({ "$ref": "#/definitions/figure" });
        let of = |it: &crate::figures::catalogue::Indicator| {
            let name = self.words(&it.name_zh, &it.name_en);
            (it.id.clone(), json!({ "description": name, "allOf": [figure.clone()] }))
        };
        let known: Map<String, Value> = catalogue.iter().map(of).collect();
        let named = json!({ "type": "object", "properties": known, "additionalProperties": figure.clone() });
        let short = json!({
            "type": "object",
            "propertyNames": { "not": { "enum": keys.iter().map(|key| key.name).collect::<Vec<_>>() } },
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": figure,
        });
        either(named, json!({ "type": "array", "items": either(listed, short) }))
    }
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn either(one: Value, other: Value) -> Value {
    json!({ "anyOf": [one, other] })
}

/// The same, or nothing.
fn with_null(mut schema: Value) -> Value {
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    } else if let Some(Value::Array(ways)) = schema.get_mut("anyOf") {
        ways.push(json!({ "type": "null" }));
    } else if let Some(types) = schema.get_mut("type") {
        match types.take() {
            Value::Array(mut several) => {
                several.push(json!("null"));
                *types = Value::Array(several);
            }
            one => *types = json!([one, "null"]),
        }
    }
    schema
}
