//! Figures in bulk: what the site gives out goes in again, and hostile workbooks do no harm.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::site::{Site, TODAY, finish, program};
use super::workbook::{container, workbook};

/// The columns that only the site knows that gives out a table: its pages, and what their editors accepted and corrected.
const OF_THE_SITE: [&str; 3] = ["id", "article", "status"];

/// The cells of a table without those.
fn data_of(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let kept = heads.iter().zip(row.iter()).filter(|(head, _)| !OF_THE_SITE.contains(&head.as_str()));
        kept.map(|(_, cell)| cell.to_owned()).collect()
    });
    std::iter::once(heads.iter().filter(|it| !OF_THE_SITE.contains(&it.as_str())).cloned().collect())
        .chain(rows)
        .collect()
}

/// A site with the settings and the tables of this repository's own, and one table of figures.
fn site_with(name: &str, table: &[u8]) -> Site {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = Site::new();
    for file in fs::read_dir(root.join("content/_data")).unwrap() {
        let file = file.unwrap().path();
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        if ["indicators", "regions", "sessions"].contains(&stem.as_str()) {
            let name = file.file_name().unwrap().to_str().unwrap();
            site.file(&format!("content/_data/{name}"), fs::read(&file).unwrap());
        }
    }
    site.file(&format!("content/_data/{name}"), table);
    site
}

fn figures_of_the_own_site() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::TempDir::new().unwrap();
    let out = folder.path().join("out");
    let ran = finish(program(root, &["build", "--today", TODAY, "--output", out.to_str().unwrap()]));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    fs::read_to_string(out.join("data/figures.csv")).unwrap()
}

fn rebuilt(site: &Site) -> String {
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    site.page("data/figures.csv")
}

#[test]
fn what_the_site_gives_out_goes_in_again() {
    let given = figures_of_the_own_site();
    let expected = data_of(&given);
    assert!(expected.len() > 20);
    assert_eq!(data_of(&rebuilt(&site_with("figures.csv", given.as_bytes()))), expected);
    // The same table as a workbook, all cells text.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(given.as_bytes());
    for (row, cells) in reader.records().enumerate() {
        for (column, cell) in cells.unwrap().iter().enumerate() {
            let text = cell.trim_start_matches('\u{FEFF}');
            sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), text).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(data_of(&rebuilt(&site_with("figures.xlsx", &bytes))), expected);
}

#[test]
fn hard_figures_go_in_again() {
    let first = Site::new();
    first.file(
        "content/news/a.md",
        "---\ntitle: 甲\ndate: 2024-01-02\nperiod: {kind: term-to-date, start: 2018, end: 2022}\nfigures:\n\
         \x20 - {indicator: stations.count, value: 近6万个, definition: '=1+1', at: 第三段, note: \"一\\n二\"}\n\
         \x20 - {indicator: stations.count, value: 6万余个, period: {kind: campaign, start: 2020-01, label: 三年来}}\n\
         \x20 - {indicator: suggestions.closed_rate, value: 三分之二, period: 2022}\n\
         \x20 - {indicator: suggestions.closed_rate, value: 全部, period: 截至2022年末, region: 湘潭市}\n\
         \x20 - {indicator: suggestions.total, value: \"460件\", period: 2022, change: {value: 增长3%, against: 上年}}\n\
         source: {date: 2022-01-19}\n---\n近6万个，6万余个，三分之二，全部，460件，增长3%。\n",
    );
    let ran = first.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let given = first.page("data/figures.csv");
    assert!(given.contains(",'=1+1,"), "{given}");
    assert_eq!(data_of(&rebuilt(&site_with("a.csv", given.as_bytes()))), data_of(&given));
}

#[test]
fn an_office_table_is_read_as_it_is_seen() {
    let table = "[封面]\n湖南省\n[数据]\n2022年代表建议办理情况 | < | < | < | < | < | <\n\n\
                 指标名称 | 数值 | 单位 | 地区 | 时期 | 来源 | 来源日期\n\
                 办结率 | 0.9435 as 0.00% |  | '430300 | 2022 | 某报 | 44580 as yyyy/m/d\n\
                 ^ | 0.5 as 0% |  | 430100 | 2022 | 某报 | 44580 as yyyy\"年\"m\"月\"d\"日\"\n\
                 代表联络站 | 9583 as #,##0 | 个 | 湖南省 | 44562 as yyyy\"年\"\n\n\n";
    let site = Site::new();
    site.file("content/_data/a.xlsx", workbook(table));
    site.file("content/_data/~$a.xlsx", "locked");
    let csv = rebuilt(&site);
    for row in [
        "suggestions.closed_rate,办结率,430300,湘潭市,市,,2022,year,2022,2022,94.35%,94.35,",
        "suggestions.closed_rate,办结率,430100,长沙市,市,,2022,year,2022,2022,50%,50,",
        "stations.count,代表联络站,430000,湖南省,省,,2022,year,2022,2022,\"9,583个\",9583,",
        ",某报,,2022-01-19,",
    ] {
        assert!(csv.contains(row), "{row}\n{csv}");
    }
}

#[test]
fn a_value_is_made_of_number_unit_and_qualifier() {
    let site = Site::new();
    site.file(
        "content/_data/a.csv",
        "代表联络站一览\n指标;换算数;单位;限定;下界;上界;时期起点;时期终点\nstations.count;60000;个;approx-below;50000;60000;2022-01;2022-10\n\
         stations.count;60000;个;at-least;60000;70000;2021;2021\nstations.count;5;个;range;4;6;2020;2020\nstations.count;70;个;;;;2019;2019\n",
    );
    let csv = rebuilt(&site);
    for value in [",近60000个,", ",60000余个,", ",4～6个,", ",70个,", ",2022-01–2022-10,campaign,"] {
        assert!(csv.contains(value), "{value}\n{csv}");
    }
}

/// Builds a site with one workbook under a limit of memory and returns what is said.
fn refused(name: &str, bytes: &[u8]) -> String {
    let site = Site::new();
    site.file("content/_data/a.xlsx", bytes);
    let begin = Instant::now();
    let mut command = site.command(&["build", "--lang", "zh", "--today", TODAY]);
    if cfg!(target_os = "linux") {
        let whole = command;
        command = std::process::Command::new("sh");
        command.args(["-c", "ulimit -d 512000; exec \"$0\" \"$@\""]).arg(whole.get_program());
        command.args(whole.get_args()).current_dir(site.root()).env_clear().env("LANG", "C");
    }
    let ran = finish(command);
    assert_eq!(ran.code, Some(1), "{name}: {}", ran.stderr);
    assert!(begin.elapsed() < Duration::from_secs(30), "{name}: {:?}", begin.elapsed());
    assert!(!site.root().join("public").exists(), "{name}");
    ran.stderr
}

/// The parts of a workbook with this sheet and these shared texts.
fn parts(sheet: String, strings: String) -> Vec<(String, String)> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
    };
    let relations = relation("a", "worksheet", "a.xml") + &relation("b", "sharedStrings", "b.xml");
    let part = |name: &str, text: String| (name.to_owned(), text);
    vec![
        part(
            "xl/workbook.xml",
            "<workbook xmlns:r='x'><sheets><sheet name='数据' r:id='a'/></sheets></workbook>".into(),
        ),
        part("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
        part("xl/a.xml", format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")),
        part("xl/b.xml", format!("<sst>{strings}</sst>")),
    ]
}

#[test]
fn hostile_workbooks_are_refused_in_time_and_in_bounds() {
    let head = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>";
    let names = "<si><t>指标</t></si><si><t>数值</t></si>";
    let long = format!("{names}<si><t>{}</t></si>", "长".repeat(30_000));
    let mut repeated = head.to_owned();
    for _ in 0..4_000 {
        repeated.push_str("<row><c t='s'><v>2</v></c><c t='s'><v>2</v></c></row>");
    }
    let mut errors = head.to_owned();
    for row in 2..20_000 {
        let _ = write!(errors, "<row r='{row}'><c r='A{row}' t='e'><v>#N/A</v></c></row>");
    }
    let too_large = "[workbook-too-large]";
    for (name, sheet, strings, code) in [
        ("one text again and again", repeated, long, too_large),
        (
            "one long cell",
            format!("{head}<row><c t='inlineStr'><is><t>{}</t></is></c></row>", "x".repeat(1 << 22)),
            names.into(),
            too_large,
        ),
        (
            "a cell of many pieces",
            format!("<row><c t='inlineStr'><is>{}</is></c></row>", "<t>xxxxxxxxx</t>".repeat(1 << 15)),
            names.into(),
            too_large,
        ),
        ("a long tag", format!("<row {}>", "a='' ".repeat(1 << 20)), names.into(), too_large),
        ("deep elements", "<row>".repeat(1 << 20), names.into(), "[bad-workbook]"),
        ("nothing but errors", errors, names.into(), "[bad-cell]"),
        ("entities", format!("{head}<row><c t='str'><v>&lol;</v></c></row>"), names.into(), "[bad-workbook]"),
        (
            "a cell far away",
            format!("{head}<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
            names.into(),
            "数据!XFD1048576",
        ),
        (
            "a text that is not there",
            format!("{head}<row><c t='s'><v>999999999999</v></c></row>"),
            names.into(),
            "[bad-cell]",
        ),
    ] {
        let said = refused(name, &container(&parts(sheet, strings)));
        assert!(said.contains(code), "{name}: {said}");
    }
}

#[test]
fn a_container_that_lies_about_its_sizes_is_refused() {
    let sheet = "<row/>".repeat(1 << 20);
    let bytes = container(&parts(sheet, String::new()));
    let size = u32::try_from("<worksheet><sheetData></sheetData></worksheet>".len() + (6 << 20)).unwrap();
    let told = |size_told: u32| {
        let mut bytes = bytes.clone();
        let at: Vec<usize> = bytes
            .windows(4)
            .enumerate()
            .filter(|(_, it)| *it == size.to_le_bytes())
            .map(|(at, _)| at)
            .collect();
        assert!(!at.is_empty());
        for at in at {
            bytes[at..at + 4].copy_from_slice(&size_told.to_le_bytes());
        }
        bytes
    };
    assert!(refused("more than is read", &told(2_000_000_000)).contains("[workbook-too-large]"));
    let less = refused("less than there is", &told(1_000));
    assert!(less.contains("[workbook-too-large]") || less.contains("[bad-workbook]"), "{less}");
}

#[test]
fn places_in_a_workbook_are_data_as_well() {
    let site = Site::new();
    site.file(
        "content/_data/a.xlsx",
        workbook("[数据]\n指标 | 数值 | 时期 | 来源\nstations.count | 七拾多件 | 2022 | 某报\n"),
    );
    let ran = site.run(&["check", "--format", "json", "--lang", "zh", "--today", TODAY]);
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let finding = &found[0];
    assert_eq!(finding["file"], "content/_data/a.xlsx");
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(2), Some(2)));
    assert!(finding["message"].as_str().unwrap().starts_with("数据!B2：「代表联络站」"), "{finding}");
}
