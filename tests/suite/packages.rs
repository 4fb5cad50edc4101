//! Data packages against the tables they describe: every column is named, every cell is what the package says, keys hold.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::repository::SITE;
use super::site::{SETTINGS, Site, Tree};

/// What stands at the head of a file for Excel.
const MARK: char = '\u{FEFF}';

/// A table as its package describes it.
struct Table {
    name: String,
    schema: Value,
    head: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    fn column(&self, name: &str) -> Vec<&str> {
        let at = self.head.iter().position(|it| it == name).unwrap_or_else(|| panic!("no column {name}"));
        self.rows.iter().map(|row| &row[at]).collect()
    }
}

/// Checks the package at `path` with its tables; gives the number of their rows.
fn check(tree: &Tree, path: &str) -> usize {
    let text = |path: &str| {
        std::str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap().to_owned()
    };
    let package: Value = serde_json::from_str(&text(path)).unwrap();
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json", "{path}");
    assert!(fits_name(package["name"].as_str().unwrap()), "{path}");
    assert!(package["version"].as_str().unwrap().contains('+'), "{path}");
    for source in package["sources"].as_array().into_iter().flatten() {
        assert!(!source["title"].as_str().unwrap().is_empty(), "{path}");
    }
    let folder = path.strip_suffix("datapackage.json").unwrap();
    let resources = package["resources"].as_array().unwrap();
    let tables: Vec<Table> = resources
        .iter()
        .map(|resource| {
            assert_eq!((&resource["encoding"], &resource["format"]), (&"utf-8".into(), &"csv".into()));
            let file = format!("{folder}{}", resource["path"].as_str().unwrap());
            let text = text(&file);
            let body = text.strip_prefix(MARK).unwrap_or_else(|| panic!("{file} has no byte order mark"));
            assert!(!body.contains(MARK) && body.ends_with("\r\n"), "{file}");
            let mut reader = csv::Reader::from_reader(body.as_bytes());
            let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
            Table {
                name: resource["name"].as_str().unwrap().to_owned(),
                schema: resource["schema"].clone(),
                head,
                rows: reader.records().map(Result::unwrap).collect(),
            }
        })
        .collect();
    for table in &tables {
        check_cells(path, table);
        check_keys(path, table, &tables);
    }
    tables.iter().map(|it| it.rows.len()).sum()
}

fn check_cells(path: &str, table: &Table) {
    let fields = table.schema["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(table.head, names, "{path}");
    for field in fields {
        let name = field["name"].as_str().unwrap();
        assert!(!field["description"].as_str().unwrap().is_empty(), "{path} {name}");
        let cells = table.column(name);
        let filled = || cells.iter().copied().filter(|it| !it.is_empty());
        let constraints = &field["constraints"];
        let wrong = |cell: &str, why: &str| panic!("{path} {} {name}: `{cell}` {why}", table.name);
        if constraints["required"] == true && filled().count() < cells.len() {
            wrong("", "is required");
        }
        if constraints["unique"] == true && filled().collect::<HashSet<_>>().len() < cells.len() {
            wrong("", "stands twice");
        }
        for cell in filled() {
            // A spreadsheet would run it.
            if cell.starts_with(['=', '+', '@', '\t', '\r']) {
                wrong(cell, "is a formula");
            }
            let fits = match field["type"].as_str().unwrap() {
                "string" => true,
                "number" => cell.parse::<rust_decimal::Decimal>().is_ok(),
                "integer" => cell
                    .parse::<u64>()
                    .is_ok_and(|it| constraints["minimum"].as_u64().is_none_or(|least| it >= least)),
                "date" => cell.len() == 10 && cell.parse::<jiff::civil::Date>().is_ok(),
                other => panic!("{path} {name}: the type {other}"),
            };
            let listed = constraints["enum"].as_array().is_none_or(|it| it.iter().any(|word| word == cell));
            let matching = constraints["pattern"].as_str().is_none_or(|it| matches(it, cell));
            if !fits || !listed || !matching {
                wrong(cell, &field.to_string());
            }
        }
    }
}

fn check_keys(path: &str, table: &Table, tables: &[Table]) {
    for key in table.schema["primaryKey"].as_array().unwrap() {
        let cells = table.column(key.as_str().unwrap());
        let distinct: HashSet<&str> = cells.iter().copied().collect();
        assert!(distinct.len() == cells.len() && !distinct.contains(""), "{path} {}: {key}", table.name);
    }
    for key in table.schema["foreignKeys"].as_array().into_iter().flatten() {
        let name = |value: &Value| value.as_str().unwrap().to_owned();
        let (field, reference) = (name(&key["fields"][0]), &key["reference"]);
        let other = tables.iter().find(|it| it.name == name(&reference["resource"]));
        let other = other.unwrap_or_else(|| panic!("{path}: no table {reference}"));
        let known: HashSet<&str> = other.column(&name(&reference["fields"][0])).into_iter().collect();
        for cell in table.column(&field).into_iter().filter(|it| !it.is_empty()) {
            assert!(known.contains(cell), "{path} {} {field}: {} has no `{cell}`", table.name, other.name);
        }
    }
}

/// Whether a cell matches one of the patterns that packages hold.
fn matches(pattern: &str, cell: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    match pattern {
        "[0-9]{6}([0-9]{3}){0,2}" => matches!(cell.len(), 6 | 9 | 12) && digits(cell),
        "[0-9]{4}(-[0-9]{2}){0,2}" => {
            let parts: Vec<&str> = cell.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|it| it.len()).collect();
            parts.iter().all(|it| digits(it)) && [4, 2, 2].starts_with(&lengths)
        }
        "https?://\\S+" => {
            let rest = cell.strip_prefix("https://").or_else(|| cell.strip_prefix("http://"));
            rest.is_some_and(|it| !it.is_empty() && !it.contains(char::is_whitespace))
        }
        "s-[0-9a-f]{12}" => cell.strip_prefix("s-").is_some_and(|it| {
            it.len() == 12 && it.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
        }),
        "(conflict|corrected|accepted)( (conflict|corrected|accepted)){0,2}" => {
            let words: Vec<&str> = cell.split(' ').collect();
            words.len() <= 3 && words.iter().all(|it| ["conflict", "corrected", "accepted"].contains(it))
        }
        other => panic!("the pattern `{other}` is new: say here what it matches"),
    }
}

fn fits_name(name: &str) -> bool {
    name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || b"._-".contains(&it))
}

fn packages(tree: &Tree) -> Vec<&str> {
    tree.keys().map(String::as_str).filter(|it| it.ends_with("datapackage.json")).collect()
}

#[test]
fn every_package_of_the_repository_holds() {
    let packages = packages(&SITE);
    assert!(packages.len() > 100, "{}", packages.len());
    let rows: usize = packages.into_iter().map(|path| check(&SITE, path)).sum();
    assert!(rows > 1000, "{rows}");
}

#[test]
fn packages_hold_whatever_content_says() {
    let site = Site::new();
    let checks = "[checks]\nconflict = \"off\"\nno-source = \"off\"\nregion-period = \"off\"\n";
    site.file("site.toml", format!("{SETTINGS}{checks}"));
    site.file("content/_data/regions.csv", "code,name,level,parent,valid_from,valid_to,successor\n439998,旧区,县,430000,2001,2019-12,439999\n439999,新区,县,430000,2020,,\n439997,孤区,县,,,,\n");
    site.file(
        "content/_data/indicators.yaml",
        "- {id: own.counted, name_zh: \"=自有,指标\", unit: 件, function: 其他}\n",
    );
    site.file(
        "content/_data/a.csv",
        "indicator,value,region,period,category,note,source_name,source_url,source_date,source_licence\n\
         own.counted,12件,旧区,2018,=SUM(A1),\"两行\n说明\",\"某“报”, 一版\",https://example.org/甲?a=1,2019-01-02,CC BY 4.0\n\
         own.counted,12件,孤区,2018,@x,,,https://example.org/乙,,\n\
         own.counted,近3万件,新区,2018,2,+1,某报,,2019-01-02,\n\
         own.counted,12件,新区,2018,,,某报,,2019-01-02,\n\
         own.counted,13件,新区,2018,,,某报,,2019-01-03,\n\
         stations.count,70个,000000,2020..2022,,,,,,\n",
    );
    site.build_well(&[]);
    let tree = site.public();
    let rows: usize = packages(&tree).into_iter().map(|path| check(&tree, path)).sum();
    assert!(rows > 20, "{rows}");
    let sources = String::from_utf8(tree["data/sources.csv"].clone()).unwrap();
    assert_eq!(sources.lines().count(), 5, "{sources}");
    let regions = String::from_utf8(tree["data/regions.csv"].clone()).unwrap();
    assert!(regions.contains("439998,旧区,县,430000,2001,2019-12,439999"), "{regions}");
    assert!(regions.contains("439999,新区,县,430000,2020,,\r\n"), "{regions}");
    let figures = String::from_utf8(tree["data/figures.csv"].clone()).unwrap();
    assert_eq!(figures.matches(",conflict\r\n").count(), 2, "{figures}");
}

#[test]
fn an_id_of_a_source_survives_edits_elsewhere() {
    let ids = |more: &str| {
        let site = Site::new();
        let head = "indicator,value,region,period,source_name,source_url,source_date\n";
        let row = "stations.count,70个,430000,2022,某报,https://example.org/1,2023-01-02\n";
        site.file("content/_data/b.csv", format!("{head}{row}"));
        if !more.is_empty() {
            site.file("content/_data/a.csv", format!("{head}{more}\n"));
        }
        site.build_well(&[]);
        let sources = String::from_utf8(site.public()["data/sources.csv"].clone()).unwrap();
        sources.lines().skip(1).map(|it| it[..14].to_owned()).collect::<BTreeSet<String>>()
    };
    let (one, two) = (ids(""), ids("stations.count,60个,430000,2021,某报,https://example.org/1,2022-01-02"));
    assert_eq!((one.len(), two.len()), (1, 2));
    assert!(one.is_subset(&two));
}
