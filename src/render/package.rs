//! datapackage.json: what the data files are, after Frictionless Data Package v2.

use serde_json::{Value, json};

use super::Renderer;
use super::data_files::{COLUMNS, field};

impl Renderer<'_> {
    pub(super) fn package(&self) -> Vec<u8> {
        let config = &self.site.config;
        let mut package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "figures",
            "title": config.title,
            "contributors": [{
                "title": config.title,
                "roles": ["publisher"],
            }],
            "resources": [self.figures_resource(), indicators(), regions(), sources()],
        });
        if let Some(url) = &config.base_url {
            package["homepage"] = url.clone().into();
        }
        let mut text = serde_json::to_vec_pretty(&package).unwrap_or_default();
        text.push(b'\n');
        text
    }

    fn figures_resource(&self) -> Value {
        let fields: Vec<Value> = COLUMNS
            .iter()
            .map(|&(name, zh, en)| {
                let mut field = field(name, column_type(name));
                field["description"] = match self.language {
                    crate::diag::Language::Chinese => zh.into(),
                    crate::diag::Language::English => en.into(),
                };
                if matches!(name, "id" | "indicator" | "region" | "value" | "number" | "qualifier" | "period")
                {
                    field["constraints"] = json!({ "required": true });
                }
                field
            })
            .collect();
        let mut resource = resource("figures", &fields);
        resource["schema"]["primaryKey"] = json!(["id"]);
        resource["schema"]["foreignKeys"] = json!([
            { "fields": ["indicator"], "reference": { "resource": "indicators", "fields": ["id"] } },
            { "fields": ["region"], "reference": { "resource": "regions", "fields": ["code"] } },
        ]);
        resource
    }
}

fn column_type(name: &str) -> &'static str {
    match name {
        "number" | "lower" | "upper" => "number",
        "in_conflict" => "boolean",
        "source_date" => "date",
        _ => "string",
    }
}

fn resource(name: &str, fields: &[Value]) -> Value {
    json!({
        "name": name,
        "type": "table",
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "lineTerminator": "\r\n" },
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

fn indicators() -> Value {
    let names = ["id", "function", "name_zh", "name_en", "unit", "kind", "better", "formula"];
    let mut resource = resource("indicators", &names.map(|name| field(name, "string")));
    resource["schema"]["primaryKey"] = json!(["id"]);
    resource
}

fn regions() -> Value {
    let mut resource =
        resource("regions", &["code", "name", "level", "parent"].map(|name| field(name, "string")));
    resource["schema"]["primaryKey"] = json!(["code"]);
    resource
}

fn sources() -> Value {
    let fields =
        [field("name", "string"), field("url", "string"), field("date", "date"), field("figures", "integer")];
    resource("sources", &fields)
}
