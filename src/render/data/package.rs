//! datapackage.json: what the data files are, after Frictionless Data Package v2.
//!
//! The package of the whole ledger holds four tables with keys between them. That of one indicator or region holds one
//! table whose rows name everything themselves, and so needs no other.

use serde::Serialize;
use serde_json::{Value, json};

use super::Data;
use super::columns::{Cells, Column, FIGURES, INDICATORS, REGIONS, SOURCES};
use crate::text;

/// What a package is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope<'s> {
    /// All tables of the figures it is made for.
    Whole,
    /// The figures of one indicator or region.
    One {
        /// Its id or code.
        id: &'s str,
        /// Its name.
        name: &'s str,
        /// Site path of its page.
        path: &'s str,
    },
}

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: String,
    title: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    contributors: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Value>,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Value,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: &'a Value,
    primary_key: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Value>,
    missing_values: [&'static str; 1],
}

impl Data<'_> {
    /// The package of the figures at `indices`.
    pub fn package(&self, scope: &Scope<'_>, indices: &[usize]) -> Vec<u8> {
        let config = &self.site.config;
        let figures = self.fields.get_or_init(|| self.fields_of(&FIGURES));
        let rest = [self.fields_of(&INDICATORS), self.fields_of(&REGIONS), self.fields_of(&SOURCES)];
        let (name, title, path, resources) = match *scope {
            Scope::Whole => {
                let key = |field: &str, table: &str, of: &str| json!({ "fields": [field], "reference": { "resource": table, "fields": [of] } });
                let keys = vec![
                    key("indicator", "indicators", "id"),
                    key("region", "regions", "code"),
                    key("source_id", "sources", "id"),
                ];
                let own = vec![key("parent", "regions", "code"), key("successor", "regions", "code")];
                let resources = vec![
                    resource("figures", "id", figures, keys),
                    resource("indicators", "id", &rest[0], Vec::new()),
                    resource("regions", "code", &rest[1], own),
                    resource("sources", "id", &rest[2], Vec::new()),
                ];
                ("figures".to_owned(), config.title.clone(), "data/", resources)
            }
            Scope::One { id, name, path } => {
                let title = format!("{name} · {}", config.title);
                (
                    format!("figures-{}", plain(id)),
                    title,
                    path,
                    vec![resource("figures", "id", figures, Vec::new())],
                )
            }
        };
        let package = Package {
            profile: "https://datapackage.org/profiles/2.0/datapackage.json",
            name,
            title,
            version: self.version(indices),
            homepage: self.absolute(path),
            contributors: json!([{ "title": config.title, "roles": ["publisher"] }]),
            licenses: self.licences(),
            sources: self.named_sources(indices),
            resources,
        };
        let text = match scope {
            Scope::Whole => serde_json::to_vec_pretty(&package),
            // There is one for each indicator and region.
            Scope::One { .. } => serde_json::to_vec(&package),
        };
        let mut text = text.unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// The latest day that the figures' articles and sources tell of, and a number that stands for the table: the same
    /// table has the same version, on any day.
    pub fn version(&self, indices: &[usize]) -> String {
        let days = indices.iter().flat_map(|&index| {
            let page = self.site.figure_pages[index].map(|id| &self.site.pages[id].document.meta);
            let source = self.site.ledger.get(index).source.as_deref().and_then(|it| it.date);
            [page.and_then(|it| it.updated.or(it.date)), source]
        });
        let day = days.flatten().map(|it| it.day()).max();
        let day =
            day.map_or_else(|| "0.0.0".to_owned(), |it| format!("{}.{}.{}", it.year(), it.month(), it.day()));
        let table = text::fingerprint([&*self.figures_csv(indices)]);
        format!("{day}+{:08x}", table >> 32)
    }

    fn licences(&self) -> Vec<Value> {
        let config = &self.site.config.data;
        let mut licence = serde_json::Map::new();
        if let Some(name) = &config.licence {
            // A name is that of a list of open licences; ours may be any words.
            let key = if name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._".contains(&it)) {
                "name"
            } else {
                "title"
            };
            licence.insert(key.to_owned(), name.as_str().into());
        }
        if let Some(url) = &config.licence_url {
            licence.insert("path".to_owned(), url.as_str().into());
        }
        let told = licence.contains_key("name") || licence.contains_key("path");
        told.then(|| licence.into()).into_iter().collect()
    }

    /// The sources of some figures, each name and address once.
    fn named_sources(&self, indices: &[usize]) -> Vec<Value> {
        let mut sources: Vec<Value> = Vec::new();
        for (entry, _) in self.sources().among(indices) {
            let it = entry.source;
            let title = if it.name.is_empty() { it.url.as_deref().unwrap_or_default() } else { &it.name };
            let source = match &it.url {
                Some(url) => json!({ "title": title, "path": url }),
                None => json!({ "title": title }),
            };
            // They come by name and address.
            if sources.last() != Some(&source) {
                sources.push(source);
            }
        }
        sources
    }

    fn fields_of(&self, columns: &[Column]) -> Value {
        columns.iter().map(|it| self.field(it)).collect()
    }

    fn field(&self, column: &Column) -> Value {
        let mut field = json!({ "name": column.name, "type": "string" });
        let mut constraints = serde_json::Map::new();
        if column.required {
            constraints.insert("required".to_owned(), true.into());
        }
        match column.cells {
            Cells::Text => {}
            Cells::Key => {
                constraints.insert("unique".to_owned(), true.into());
            }
            Cells::Number => field["type"] = "number".into(),
            Cells::Whole(least) => {
                field["type"] = "integer".into();
                constraints.insert("minimum".to_owned(), least.into());
            }
            Cells::Day => field["type"] = "date".into(),
            Cells::Pattern(pattern) => {
                constraints.insert("pattern".to_owned(), pattern.into());
            }
            Cells::OneOf(words) => {
                constraints.insert("enum".to_owned(), words().into());
            }
        }
        field["description"] = column.meaning(self.language).into();
        if !constraints.is_empty() {
            field["constraints"] = constraints.into();
        }
        field
    }
}

fn resource<'a>(
    name: &'static str,
    key: &'static str,
    fields: &'a Value,
    foreign_keys: Vec<Value>,
) -> Resource<'a> {
    Resource {
        name,
        kind: "table",
        path: format!("{name}.csv"),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: json!({ "lineTerminator": "\r\n" }),
        schema: Schema { fields, primary_key: [key], foreign_keys, missing_values: [""] },
    }
}

/// `id` with the letters that the name of a package may hold.
fn plain(id: &str) -> String {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-".contains(letter);
    id.chars()
        .map(|letter| if fits(letter.to_ascii_lowercase()) { letter.to_ascii_lowercase() } else { '-' })
        .collect()
}
