//! Diagnostics as SARIF 2.1.0, which code scanning and editors read.
//!
//! 1. The rules that were run come first, then every other code that occurs, each with its words and its gravity.
//! 2. Then the findings, each with its place and a fingerprint that stays when lines above it come or go.
//! 3. An accepted finding is a note that is suppressed in the source, with the reason as its justification.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{Diagnostic, Language, Place, Said, Severity};

/// A rule in words.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its name, the code of its findings.
    pub name: &'static str,
    /// How grave they are by default.
    pub severity: Severity,
    /// What it looks for.
    pub about: Said,
}

/// The list as a SARIF log of one run, in `language`. Before the path of each file stands `prefix`, the way from the
/// repository's root to the site's; without one the findings have no place.
pub fn sarif(list: &[Diagnostic], rules: &[Described], language: Language, prefix: Option<&str>) -> String {
    let mut described: Vec<Value> = rules.iter().map(|rule| descriptor(rule, language)).collect();
    let mut indices: HashMap<&str, usize> =
        rules.iter().enumerate().map(|(index, rule)| (rule.name, index)).collect();
    for it in list {
        indices.entry(it.code).or_insert_with(|| {
            let alike = list.iter().filter(|other| other.code == it.code);
            let gravest = alike.map(|other| other.severity).min().unwrap_or(it.severity);
            described.push(of_code(it, gravest, language));
            described.len() - 1
        });
    }
    let mut seen = HashMap::new();
    let results: Vec<Value> = list
        .iter()
        .map(|it| {
            let index = indices.get(it.code).copied().unwrap_or_default();
            result(it, index, language, prefix, &mut seen)
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver(described) },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn driver(rules: Vec<Value>) -> Value {
    let mut driver = json!({
        "name": "Yaomu",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let home = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    if let Some(home) = home.into_iter().find(|it| !it.is_empty()) {
        driver["informationUri"] = home.into();
    }
    driver
}

fn descriptor(rule: &Described, language: Language) -> Value {
    let name = rule.name;
    let help = match language {
        Language::Chinese => {
            format!(
                "在 `site.toml` 的 `[checks]` 里改级别；只接受一处，就在那里写 `accept: {{{name}: 理由}}`"
            )
        }
        Language::English => format!(
            "set its severity under `[checks]` in `site.toml`; to accept one finding, write `accept: {{{name}: reason}}` there"
        ),
    };
    json!({
        "id": name,
        "shortDescription": { "text": rule.about.text(language) },
        "fullDescription": { "text": rule.about.text(language) },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

/// A code that no rule has: its name says what it is, its first finding what to do.
fn of_code(it: &Diagnostic, gravest: Severity, language: Language) -> Value {
    let words = it.code.replace('-', " ");
    let help = it.help.as_ref().unwrap_or(&it.message);
    json!({
        "id": it.code,
        "shortDescription": { "text": words },
        "fullDescription": { "text": words },
        "help": { "text": help.text(language) },
        "defaultConfiguration": { "level": level(gravest) },
    })
}

fn result<'a>(
    it: &'a Diagnostic,
    rule: usize,
    language: Language,
    prefix: Option<&str>,
    seen: &mut HashMap<(&'a str, &'a str, String), u32>,
) -> Value {
    let mut text = it.told(language).into_owned();
    if let Some(help) = &it.help {
        text.push('\n');
        text.push_str(help.text(language));
    }
    // The same words once more in one file: told apart by their order.
    let subject = if it.place.line == 0 { &it.message.en } else { it.place.source.trim() };
    let nth = seen.entry((it.code, &*it.place.file, subject.to_owned())).or_default();
    *nth += 1;
    let fingerprint = format!("{:016x}:{nth}", fingerprint(&[it.code, &it.place.file, subject]));
    let mut result = json!({
        "ruleId": it.code,
        "ruleIndex": rule,
        "level": level(it.severity),
        "message": { "text": text },
        "partialFingerprints": { "primaryLocationLineHash": fingerprint },
    });
    if let Some(prefix) = prefix {
        let mut location = json!({ "physicalLocation": location(&it.place, prefix) });
        if let Some(cells) = it.place.cells.as_ref().map(|cells| cells.name()) {
            location["logicalLocations"] = json!([{ "fullyQualifiedName": cells, "kind": "cell" }]);
        }
        result["locations"] = json!([location]);
    }
    if let Some(reason) = &it.accepted {
        result["suppressions"] =
            json!([{ "kind": "inSource", "status": "accepted", "justification": reason }]);
    }
    result
}

fn location(place: &Place, prefix: &str) -> Value {
    let uri = crate::path::reference(&format!("{prefix}{}", place.file));
    let mut location = Map::new();
    location.insert("artifactLocation".to_owned(), json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }));
    if place.line > 0 && !place.in_workbook() {
        let words: String =
            place.source.chars().skip(place.column as usize - 1).take(place.length as usize).collect();
        let end = place.column as usize + words.chars().count();
        location.insert(
            "region".to_owned(),
            json!({
                "startLine": place.line, "startColumn": place.column, "endColumn": end,
                "snippet": { "text": words },
            }),
        );
        location.insert(
            "contextRegion".to_owned(),
            json!({ "startLine": place.line, "snippet": { "text": place.source } }),
        );
    }
    Value::Object(location)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// FNV-1a over `parts`: the same on every machine and in every version of ours.
fn fingerprint(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Cells, checks};

    fn rules() -> Vec<Described> {
        let about = Said { zh: "比率不合".to_owned(), en: "a rate is wrong".to_owned() };
        vec![Described { name: "dead-link", severity: Severity::Error, about }]
    }

    fn log(list: &[Diagnostic], prefix: Option<&str>) -> Value {
        serde_json::from_str(&sarif(list, &rules(), Language::Chinese, prefix)).unwrap()
    }

    fn at(text: &str, words: &str) -> Diagnostic {
        let start = text.find(words).unwrap();
        let place = Place::in_text("content/新闻 1.md", text, start..start + words.len());
        Diagnostic::error("dead-link", place, "应为 94.35%", "should be 94.35%").help("改正", "mend it")
    }

    #[test]
    fn a_finding_has_its_rule_its_words_and_its_place() {
        let log = log(&[at("甲\n办结率为94.53%。\n", "94.53%")], Some("site/"));
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "Yaomu");
        assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(driver["rules"][0]["id"], "dead-link");
        assert_eq!(driver["rules"][0]["shortDescription"]["text"], "比率不合");
        assert_eq!(driver["rules"][0]["defaultConfiguration"]["level"], "error");
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&json!("dead-link"), &json!(0)));
        assert_eq!(result["level"], "error");
        assert_eq!(result["message"]["text"], "应为 94.35%\n改正");
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "site/content/%E6%96%B0%E9%97%BB%201.md");
        assert_eq!(location["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let region = &location["region"];
        assert_eq!(
            (&region["startLine"], &region["startColumn"], &region["endColumn"]),
            (&json!(2), &json!(5), &json!(11))
        );
        assert_eq!(region["snippet"]["text"], "94.53%");
        assert_eq!(location["contextRegion"]["snippet"]["text"], "办结率为94.53%。");
        assert!(result.get("suppressions").is_none());
    }

    #[test]
    fn a_fingerprint_stays_when_lines_move_and_tells_like_from_like() {
        let print = |log: &Value, nth: usize| {
            log["runs"][0]["results"][nth]["partialFingerprints"]["primaryLocationLineHash"].clone()
        };
        let before = log(&[at("为94.53%。\n", "94.53%")], Some(""));
        let after = log(&[at("新的一行\n\n  为94.53%。\n", "94.53%")], Some(""));
        assert_eq!(print(&before, 0), print(&after, 0));
        let twice = log(&[at("为94.53%。\n", "94.53%"), at("一\n为94.53%。\n", "94.53%")], Some(""));
        assert_ne!(print(&twice, 0), print(&twice, 1));
        assert_eq!(print(&twice, 0), print(&before, 0));
    }

    #[test]
    fn an_accepted_finding_is_suppressed() {
        let log = log(&[checks::accepted(at("94.53%", "94.53%"), "原文如此")], Some(""));
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["level"], "note");
        let expected = json!([{ "kind": "inSource", "status": "accepted", "justification": "原文如此" }]);
        assert_eq!(result["suppressions"], expected);
    }

    #[test]
    fn a_cell_of_a_workbook_is_named_and_no_line() {
        let cells = Cells { sheet: Some("数据".into()), row: 5, columns: (3, 3), shown_at: 9 };
        let place = Place {
            line: 5,
            column: 3,
            length: 2,
            source: "a | b | 甲乙".into(),
            cells: Some(Box::new(cells)),
            ..Place::file("a.xlsx")
        };
        let log = log(&[Diagnostic::error("dead-link", place, "错", "wrong")], Some(""));
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["message"]["text"], "数据!C5：错");
        assert_eq!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "数据!C5");
        assert!(result["locations"][0]["physicalLocation"].get("region").is_none());
    }

    #[test]
    fn what_concerns_a_whole_file_has_no_region() {
        let file = Diagnostic::warning("no-base-url", Place::file("site.toml"), "没有", "none");
        let log = log(std::slice::from_ref(&file), Some(""));
        let run = &log["runs"][0];
        assert!(run["results"][0]["locations"][0]["physicalLocation"].get("region").is_none());
        assert_eq!(run["results"][0]["ruleIndex"], 1);
        assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "no-base-url");
        assert_eq!(run["tool"]["driver"]["rules"][1]["defaultConfiguration"]["level"], "warning");
        assert!(self::log(&[file], None)["runs"][0]["results"][0].get("locations").is_none());
    }
}
