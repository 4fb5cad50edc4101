//! The ledger as files: CSV (UTF-8 with BOM, so that Excel opens it right) and JSON, and the page that offers them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::Renderer;
use super::json_ld;
use super::view;
use crate::digest::Source;
use crate::figures::number;
use crate::plan::{CORRECTIONS, DataFile, Output};

/// A figure in the data files. Its fields are the columns of figures.csv, in this order; figures.json leaves empty ones out.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    #[serde(skip_serializing_if = "empty")]
    id: String,
    #[serde(skip_serializing_if = "empty")]
    indicator: &'a str,
    #[serde(skip_serializing_if = "empty")]
    indicator_name: &'a str,
    #[serde(skip_serializing_if = "empty")]
    region: &'a str,
    #[serde(skip_serializing_if = "empty")]
    region_name: &'a str,
    #[serde(skip_serializing_if = "empty")]
    level: String,
    #[serde(skip_serializing_if = "empty")]
    category: &'a str,
    #[serde(skip_serializing_if = "empty")]
    period: &'a str,
    #[serde(skip_serializing_if = "empty")]
    period_kind: &'static str,
    #[serde(skip_serializing_if = "empty")]
    period_start: String,
    #[serde(skip_serializing_if = "empty")]
    period_end: String,
    #[serde(skip_serializing_if = "empty")]
    value: &'a str,
    #[serde(skip_serializing_if = "empty")]
    number: String,
    #[serde(skip_serializing_if = "empty")]
    lower: String,
    #[serde(skip_serializing_if = "empty")]
    upper: String,
    #[serde(skip_serializing_if = "empty")]
    qualifier: &'static str,
    #[serde(skip_serializing_if = "empty")]
    unit: &'a str,
    #[serde(skip_serializing_if = "empty")]
    definition: &'a str,
    #[serde(skip_serializing_if = "empty")]
    denominator: &'a str,
    #[serde(skip_serializing_if = "empty")]
    change: &'a str,
    #[serde(skip_serializing_if = "empty")]
    change_against: &'a str,
    #[serde(skip_serializing_if = "empty")]
    at: &'a str,
    #[serde(skip_serializing_if = "empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "empty")]
    source: &'a str,
    #[serde(skip_serializing_if = "empty")]
    source_url: &'a str,
    #[serde(skip_serializing_if = "empty")]
    source_date: String,
    #[serde(skip_serializing_if = "empty")]
    article: String,
    in_conflict: bool,
}

impl Row<'_> {
    fn cells(&self) -> [&str; 28] {
        [
            &self.id,
            self.indicator,
            self.indicator_name,
            self.region,
            self.region_name,
            &self.level,
            self.category,
            self.period,
            self.period_kind,
            &self.period_start,
            &self.period_end,
            self.value,
            &self.number,
            &self.lower,
            &self.upper,
            self.qualifier,
            self.unit,
            self.definition,
            self.denominator,
            self.change,
            self.change_against,
            self.at,
            self.note,
            self.source,
            self.source_url,
            &self.source_date,
            &self.article,
            if self.in_conflict { "true" } else { "false" },
        ]
    }
}

fn empty(text: &str) -> bool {
    text.is_empty()
}

/// The columns of figures.csv with their meaning in Chinese and English.
pub(super) const COLUMNS: [(&str, &str, &str); 28] = [
    ("id", "数字的固定编号", "fixed id of the figure"),
    ("indicator", "指标编号", "id of the indicator"),
    ("indicator_name", "指标名称", "name of the indicator"),
    ("region", "行政区划代码", "region code"),
    ("region_name", "地区名称", "name of the region"),
    ("level", "所数机构的层级：国、省、市、县、乡", "whose bodies are counted: 国 省 市 县 乡"),
    ("category", "分类中的一类", "part of a partition"),
    ("period", "时期，照原文", "period as written"),
    ("period_kind", "时期的种类：year、session、term、term-to-date、as-of、campaign", "kind of period"),
    ("period_start", "时期的起点（年、月或日）", "first year, month or day"),
    ("period_end", "时期的终点（年、月或日）", "last year, month or day"),
    ("value", "数值，照原文", "value as the source wrote it"),
    ("number", "数值换成的数", "the value as a number"),
    ("lower", "下界（含）；空：没有下界", "lower bound, included; empty: open"),
    (
        "upper",
        "上界（与下界相等时含，否则不含）；空：没有上界",
        "upper bound, not included unless it equals the lower one; empty: open",
    ),
    (
        "qualifier",
        "限定：exact、approx-below（近）、at-least（余、多、超）、about（约）、range、all（全部）、none（没有）",
        "qualifier",
    ),
    ("unit", "单位", "unit"),
    ("definition", "口径", "what counts"),
    ("denominator", "分母", "what it is a share of"),
    ("change", "变化，照原文", "change as written"),
    ("change_against", "与什么相比", "against what"),
    ("at", "在来源中的位置", "where in the source"),
    ("note", "说明", "note"),
    ("source", "来源名称", "name of the source"),
    ("source_url", "来源地址", "address of the source"),
    ("source_date", "来源日期", "date of the source"),
    ("article", "本站文章的地址", "address of the article of this site"),
    ("in_conflict", "是否有别的来源说法不同", "whether another source contradicts it"),
];

impl Renderer<'_> {
    pub(super) fn row(&self, index: usize) -> Row<'_> {
        let figure = self.site.ledger.get(index);
        let quantity = &figure.quantity;
        let number = number::plain(quantity.number);
        // The bounds of what is exact are the number itself.
        let bound = |bound: Option<rust_decimal::Decimal>| match bound {
            Some(bound) if bound == quantity.number => number.clone(),
            Some(bound) => number::plain(bound),
            None => String::new(),
        };
        let source: Option<&Source> = figure.source.as_deref();
        Row {
            id: format!("{}#{}", figure.indicator, figure.address),
            indicator: &figure.indicator,
            indicator_name: self.indicator_name(self.indicator_of(figure)),
            region: &figure.region,
            region_name: self.region_name(&figure.region),
            level: figure.level.letter().to_string(),
            category: figure.category.as_deref().unwrap_or_default(),
            period: &figure.period.label,
            period_kind: figure.period.kind.as_str(),
            period_start: figure.period.start.to_string(),
            period_end: figure.period.end.map(|it| it.to_string()).unwrap_or_default(),
            value: &figure.written,
            lower: bound(quantity.lower),
            upper: bound(quantity.upper),
            number,
            qualifier: quantity.qualifier.as_str(),
            unit: &quantity.unit,
            definition: figure.definition.as_deref().unwrap_or_default(),
            denominator: figure.denominator.as_deref().unwrap_or_default(),
            change: figure.change.as_ref().map_or("", |it| &it.written),
            change_against: figure.change.as_ref().and_then(|it| it.against.as_deref()).unwrap_or_default(),
            at: figure.at.as_deref().unwrap_or_default(),
            note: figure.note.as_deref().unwrap_or_default(),
            source: source.map_or("", |it| &it.name),
            source_url: source.and_then(|it| it.url.as_deref()).unwrap_or_default(),
            source_date: source.and_then(|it| it.date).map(|it| it.iso()).unwrap_or_default(),
            article: self.article_address(index),
            in_conflict: self.site.ledger.in_conflict(index),
        }
    }

    /// Absolute where the site has a `base_url`, else from its root; empty for figures of `content/_data/`.
    fn article_address(&self, index: usize) -> String {
        let Some(id) = self.site.figure_pages[index] else { return String::new() };
        let (page, figure) = (&self.site.pages[id], self.site.ledger.get(index));
        let path = format!("{}#{}", page.path, figure.anchor);
        self.absolute(&path).unwrap_or(path)
    }

    /// The rows of some figures as CSV.
    pub(super) fn figures_csv(&self, indices: &[usize]) -> Vec<u8> {
        let rows = self.figure_rows();
        let mut out = rows.csv.head().to_vec();
        for &index in indices {
            out.extend_from_slice(rows.csv.row(index));
        }
        out
    }

    /// The same as a JSON array.
    pub(super) fn figures_json(&self, indices: &[usize]) -> Vec<u8> {
        let rows = self.figure_rows();
        let length: usize = indices.iter().map(|&index| rows.json_row(index).len() + 2).sum();
        let mut out = Vec::with_capacity(length + 4);
        out.push(b'[');
        for (nth, &index) in indices.iter().enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            out.extend_from_slice(rows.json_row(index));
        }
        out.extend_from_slice(b"\n]\n");
        out
    }

    /// Every figure stands in three tables and two lists: its rows are written once and copied.
    fn figure_rows(&self) -> &FigureRows {
        self.figure_rows.get_or_init(|| FigureRows::new(self))
    }

    pub(super) fn data_file(&self, file: DataFile) -> Vec<u8> {
        let all: Vec<usize> = (0..self.site.ledger.figures().len()).collect();
        match file {
            DataFile::FiguresCsv => self.figures_csv(&all),
            DataFile::FiguresJson => self.figures_json(&all),
            DataFile::IndicatorsCsv => self.indicators_csv(),
            DataFile::RegionsCsv => self.regions_csv(),
            DataFile::SourcesCsv => self.sources_csv(),
            DataFile::Package => self.package(),
        }
    }

    /// Indicators with figures.
    fn indicators_csv(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Indicator<'a> {
            id: &'a str,
            function: &'a str,
            name_zh: &'a str,
            name_en: &'a str,
            unit: &'a str,
            kind: &'static str,
            better: &'static str,
            formula: &'a str,
        }
        table(self.site.ledger.indicators().map(|(position, _)| {
            let it = self.site.tables.catalogue.at(position);
            Indicator {
                id: &it.id,
                function: &it.function,
                name_zh: &it.name_zh,
                name_en: &it.name_en,
                unit: &it.unit,
                kind: it.kind.as_str(),
                better: it.better.as_str(),
                formula: it.formula.as_deref().unwrap_or_default(),
            }
        }))
    }

    /// Regions with figures.
    fn regions_csv(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Region<'a> {
            code: &'a str,
            name: &'a str,
            level: String,
            parent: &'a str,
        }
        table(self.site.ledger.regions().filter_map(|(code, _)| self.site.tables.regions.get(code)).map(
            |it| Region {
                code: &it.code,
                name: &it.name,
                level: it.level.letter().to_string(),
                parent: it.parent.as_deref().unwrap_or_default(),
            },
        ))
    }

    /// Every source once, with the number of its figures.
    pub(super) fn sources(&self) -> BTreeMap<(String, String, String), usize> {
        let mut sources = BTreeMap::new();
        for source in self.site.ledger.figures().iter().filter_map(|figure| figure.source.as_deref()) {
            let date = source.date.map(|it| it.iso()).unwrap_or_default();
            *sources
                .entry((source.name.clone(), source.url.clone().unwrap_or_default(), date))
                .or_default() += 1;
        }
        sources
    }

    fn sources_csv(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Line {
            name: String,
            url: String,
            date: String,
            figures: usize,
        }
        table(self.sources().into_iter().map(|((name, url, date), figures)| Line {
            name,
            url,
            date,
            figures,
        }))
    }

    /// The data page.
    pub(super) fn data(&self, output: &Output) -> view::Data {
        let site = self.site;
        let title = self.word("data");
        let breadcrumb = vec![self.home_link(), self.link(title, &output.path)];
        let dataset = |_: &str, _: &str| {
            let name = format!("{} · {title}", site.config.title);
            let files = [
                ("data/figures.csv".to_owned(), "text/csv"),
                ("data/figures.json".to_owned(), "application/json"),
            ];
            let count = self.word("figures_n").replace("{n}", &site.ledger.figures().len().to_string());
            Some(json_ld::dataset(self, &name, &count, &output.path, &files))
        };
        let head = self.head_of("data", title, String::new(), output, breadcrumb, dataset);
        let counts = [
            site.ledger.figures().len(),
            site.ledger.figures().len(),
            site.ledger.indicators().count(),
            site.ledger.regions().count(),
            self.sources().len(),
            // What the package describes: the other files but figures.json.
            DataFile::ALL.len() - 2,
        ];
        let file = |((_, name), rows): (&(DataFile, &'static str), usize)| view::DataFile {
            title: (*name).to_owned(),
            path: self.link("", &format!("data/{name}")).path,
            format: if name.ends_with(".csv") { "CSV" } else { "JSON" },
            rows,
        };
        let meaning = |&(name, zh, en): &(&'static str, &'static str, &'static str)| view::DataColumn {
            name,
            meaning: match self.language {
                crate::diag::Language::Chinese => zh,
                crate::diag::Language::English => en,
            },
        };
        let citation = head
            .canonical
            .as_ref()
            .map_or_else(String::new, |url| format!("{} · {title}. {url}", site.config.title));
        view::Data {
            files: DataFile::ALL.iter().zip(counts).map(file).collect(),
            figure_count: counts[0],
            indicator_count: counts[2],
            region_count: counts[3],
            source_count: counts[4],
            citation,
            columns: COLUMNS.iter().map(meaning).collect(),
            corrections: (!site.corrections.is_empty())
                .then(|| self.link(self.word("corrections"), CORRECTIONS)),
            correction_count: site.corrections.iter().len(),
            head,
        }
    }
}

/// Rows as CSV with a byte order mark and CRLF, as Excel and RFC 4180 want it.
pub(super) fn table<T: Serialize>(rows: impl Iterator<Item = T>) -> Vec<u8> {
    CsvRows::new(rows).bytes
}

/// The rows of all figures, as CSV and as JSON.
pub(super) struct FigureRows {
    csv: CsvRows,
    json: Vec<u8>,
    /// Where each JSON row ends.
    json_ends: Vec<usize>,
}

impl FigureRows {
    fn new(renderer: &Renderer<'_>) -> Self {
        let count = renderer.site.ledger.figures().len();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let (mut json, mut json_ends) = (Vec::new(), Vec::with_capacity(count));
        // Writing to memory does not fail, and a row is a flat struct.
        let _ = writer.write_record(COLUMNS.map(|(name, ..)| name));
        for index in 0..count {
            let row = renderer.row(index);
            let _ = writer.write_record(row.cells());
            let _ = serde_json::to_writer(&mut json, &row);
            json_ends.push(json.len());
        }
        json.shrink_to_fit();
        Self { csv: guarded(&writer.into_inner().unwrap_or_default()), json, json_ends }
    }

    fn json_row(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.json_ends[before]);
        &self.json[start..self.json_ends[index]]
    }
}

/// A CSV file in memory whose rows can be taken one by one.
pub(super) struct CsvRows {
    bytes: Vec<u8>,
    /// Where each row ends; the head is the first.
    ends: Vec<usize>,
}

impl CsvRows {
    fn new<T: Serialize>(rows: impl Iterator<Item = T>) -> Self {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for row in rows {
            // Writing to memory does not fail, and every row is a flat struct.
            let _ = writer.serialize(row);
        }
        guarded(&writer.into_inner().unwrap_or_default())
    }

    fn head(&self) -> &[u8] {
        &self.bytes[..self.ends.first().copied().unwrap_or_default()]
    }

    fn row(&self, index: usize) -> &[u8] {
        &self.bytes[self.ends[index]..self.ends[index + 1]]
    }
}

/// Puts a byte order mark before the file, and an apostrophe before every cell that a spreadsheet would take for a formula;
/// notes where the rows end.
fn guarded(bytes: &[u8]) -> CsvRows {
    let mut out = b"\xef\xbb\xbf".to_vec();
    out.reserve(bytes.len());
    let mut ends = Vec::new();
    let (mut quoted, mut at_start) = (false, true);
    for &byte in bytes {
        if at_start && matches!(byte, b'=' | b'+' | b'@' | b'\t') {
            out.push(b'\'');
        }
        out.push(byte);
        if byte == b'"' {
            // The quote that opens a cell is not its first letter.
            quoted = !quoted;
            continue;
        }
        at_start = !quoted && matches!(byte, b',' | b'\n');
        if at_start && byte == b'\n' {
            ends.push(out.len());
        }
    }
    CsvRows { bytes: out, ends }
}

/// A field of the package with its type, for `datapackage.json`.
pub(super) fn field(name: &str, kind: &str) -> serde_json::Value {
    json!({ "name": name, "type": kind })
}
