//! Every number drawn is in the ledger.
//!
//! 1. The ledger is what a site itself publishes: `data/figures.csv`.
//! 2. The table below a chart says which figures it shows: each row is a figure of the ledger, or each cell of a row where the table
//!    has columns of periods or parts; all are of one indicator unless the row or its column names its own.
//! 3. Labels, tips and description of both pictures say nothing but the values, regions and times of that table. Ticks of an
//!    axis are no figures; they are round, or years that the table tells of.
//!
//! What a table and a tip are read by are the theme's own words, in the language of the page.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use scraper::{ElementRef, Html};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use yaomu::diag::Language;
use yaomu::figures::partial_date::PartialDate;
use yaomu::theme::messages::word;

use super::output::select;
use super::random::Chance;
use super::repository::SITE;
use super::site::{Site, Tree};

/// A row of `data/figures.csv`.
#[derive(Clone, Debug, Deserialize)]
struct Figure {
    indicator: String,
    indicator_name: String,
    /// In English, from `data/indicators.csv`; empty where it has no such name.
    #[serde(skip)]
    indicator_name_en: String,
    region_name: String,
    category: String,
    period: String,
    value: String,
    period_start: String,
    period_end: String,
}

/// What a chart shows, as far as it says something.
#[derive(Clone, Debug)]
struct Chart {
    /// Page and id.
    place: String,
    /// Of the page.
    language: Language,
    /// Cells of its table by the key of the word at the head of their column.
    rows: Vec<Row>,
    pictures: Vec<Picture>,
}

type Row = Vec<(String, String)>;

#[derive(Clone, Debug)]
struct Picture {
    title: String,
    description: String,
    /// Lines of the labels of values, in their order; a long value has several.
    labels: Vec<String>,
    tips: Vec<String>,
    /// Ticks, those of an axis together.
    ticks: Vec<Vec<String>>,
}

impl Figure {
    /// The name of its indicator on a page in `language`.
    fn indicator_in(&self, language: Language) -> &String {
        let english = language == Language::English && !self.indicator_name_en.is_empty();
        if english { &self.indicator_name_en } else { &self.indicator_name }
    }
}

fn ledger(site: &Tree) -> Vec<Figure> {
    let names: BTreeMap<String, String> = records::<BTreeMap<String, String>>(site, "data/indicators.csv")
        .map(|mut it| (it.remove("id").unwrap(), it.remove("name_en").unwrap()))
        .collect();
    let named = |it: Figure| Figure { indicator_name_en: names[&it.indicator].clone(), ..it };
    records(site, "data/figures.csv").map(named).collect()
}

/// The rows of a published table.
fn records<T: DeserializeOwned>(site: &Tree, path: &str) -> impl Iterator<Item = T> {
    let text = std::str::from_utf8(&site[path]).unwrap().trim_start_matches('\u{FEFF}');
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap)
}

/// All charts that are drawn, and how many are refused.
fn charts(site: &Tree) -> (Vec<Chart>, usize) {
    let (mut drawn, mut refused) = (Vec::new(), 0);
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).unwrap();
        if !text.contains("<figure class=\"chart\"") {
            continue;
        }
        let page = Html::parse_document(text);
        let language = match select(&page, "html")[0].attr("lang") {
            Some("zh-CN") => Language::Chinese,
            Some("en") => Language::English,
            other => panic!("{path} is in {other:?}"),
        };
        for figure in select(&page, "figure.chart") {
            let pictures: Vec<Picture> = within(figure, "svg.chart").into_iter().map(picture).collect();
            let place = format!("{path}#{}", figure.attr("id").unwrap_or_default());
            if pictures.is_empty() {
                refused += 1;
            } else {
                drawn.push(Chart { place, language, rows: rows(figure, language), pictures });
            }
        }
    }
    (drawn, refused)
}

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&scraper::Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

fn rows(figure: ElementRef<'_>, language: Language) -> Vec<Row> {
    let head: Vec<String> = within(figure, "thead th").into_iter().map(text).collect();
    let keys: Vec<&str> = head.iter().map(|it| key_of(it, language)).collect();
    let is_list = keys.contains(&"value");
    let in_rows = within(figure, "tbody tr");
    let cells = in_rows.into_iter().map(|row| within(row, "th, td").into_iter().map(text));
    if is_list {
        return cells.map(|cells| keys.iter().map(|&it| it.to_owned()).zip(cells).collect()).collect();
    }
    cells.flat_map(|cells| unfolded(&head, keys[0], cells.collect(), language)).collect()
}

/// The key of the theme's word `head`; nothing where a column is called by a name.
fn key_of(head: &str, language: Language) -> &'static str {
    let keys = ["indicator", "region", "category", "period", "value"];
    keys.into_iter().find(|key| word(language, key) == head).unwrap_or_default()
}

/// A row with a figure in each of its cells after the first, as one row of each figure. A cell has several where sources
/// contradict each other.
fn unfolded(head: &[String], first: &str, cells: Vec<String>, language: Language) -> Vec<Row> {
    let figure = |column: &String, value: &str| {
        let cells = [(first, cells[0].as_str()), (COLUMN, column), ("value", value)];
        cells.map(|(key, cell)| (key.to_owned(), cell.to_owned())).to_vec()
    };
    let several = word(language, "reason_joint");
    let mut rows = Vec::new();
    for (column, cell) in head.iter().zip(&cells).skip(1).filter(|(_, cell)| !cell.is_empty()) {
        rows.extend(cell.split(several).map(|value| figure(column, value)));
    }
    rows
}

/// What a cell is of by the heading of its column: a period, a part or an indicator.
const COLUMN: &str = "column";

fn picture(svg: ElementRef<'_>) -> Picture {
    let first = |selector: &str| within(svg, selector).first().copied().map(text).unwrap_or_default();
    let all = |selector: &str| within(svg, selector).into_iter().map(text).collect::<Vec<String>>();
    Picture {
        title: first("svg > title"),
        description: first("svg > desc"),
        labels: all("text.ch-value, .ch-value text"),
        tips: all(":not(svg) > title"),
        ticks: within(svg, "g.ch-tick")
            .into_iter()
            .map(|axis| within(axis, "text").into_iter().map(text).collect())
            .collect(),
    }
}

/// Everything that a chart says and the ledger does not.
fn faults(chart: &Chart, ledger: &[Figure]) -> Vec<String> {
    let mut found = Vec::new();
    let shown: Vec<Vec<&Figure>> =
        chart.rows.iter().map(|row| told_by(row, ledger, chart.language)).collect();
    for (row, _) in chart.rows.iter().zip(&shown).filter(|(_, figures)| figures.is_empty()) {
        found.push(format!("no figure of the ledger is {row:?}"));
    }
    // By its row or by its column.
    let names = |row: &Row, figures: &Vec<&Figure>| {
        cell(row, "indicator").is_some()
            || cell(row, COLUMN)
                .is_some_and(|it| figures.iter().any(|of| of.indicator_in(chart.language) == it))
    };
    let named = chart.rows.iter().zip(&shown).all(|(row, figures)| names(row, figures));
    let ids = |figures: &Vec<&Figure>| figures.iter().map(|it| it.indicator.clone()).collect::<BTreeSet<_>>();
    let common = shown.iter().map(ids).reduce(|one, other| &one & &other).unwrap_or_default();
    if !named && common.is_empty() {
        found.push("the rows are of no common indicator".to_owned());
    }
    // The page of an indicator shows that one.
    let of_page = chart.place.strip_prefix("indicators/").and_then(|it| it.split('/').next());
    if of_page.is_some_and(|id| !common.contains(id) && !id.contains('#')) {
        found.push("the chart is of another indicator than its page".to_owned());
    }
    let figures: Vec<&Figure> = shown.into_iter().flatten().collect();
    for picture in &chart.pictures {
        found.extend(faults_of_picture(picture, chart, &figures));
    }
    found.into_iter().map(|it| format!("{}: {it}", chart.place)).collect()
}

fn cell<'a>(row: &'a [(String, String)], head: &str) -> Option<&'a str> {
    row.iter().find(|(name, _)| name == head).map(|(_, cell)| cell.as_str())
}

/// The figures that a row of a table may be.
fn told_by<'a>(row: &[(String, String)], ledger: &'a [Figure], language: Language) -> Vec<&'a Figure> {
    let says = |head: &str, what: &str| cell(row, head).is_none_or(|cell| cell == what);
    let value = cell(row, "value").unwrap_or_default();
    let fits = |it: &&Figure| {
        it.value == value
            && says("indicator", it.indicator_in(language))
            && says("region", &it.region_name)
            && says("category", &it.category)
            && says("period", &spoken(&it.period, language))
            && cell(row, COLUMN).is_none_or(|cell| {
                let of = [it.indicator_in(language), &it.category, &spoken(&it.period, language)];
                of.contains(&&cell.to_owned()) || it.period_end.get(..4) == Some(cell)
            })
    };
    ledger.iter().filter(fits).collect()
}

/// A period as a page says it: 2022年, 截至2022年12月31日, 2018–2022, as of 31 December 2022.
fn spoken(period: &str, language: Language) -> String {
    let chinese = language == Language::Chinese;
    if let Some((from, to)) = period.split_once('–') {
        return if chinese { format!("{from}—{to}年") } else { period.to_owned() };
    }
    let date = period.strip_prefix("截至").unwrap_or(period);
    if !date.chars().all(|it| it.is_ascii_digit() || it == '-') {
        return period.to_owned();
    }
    let said = PartialDate::parse(date).unwrap().text(language);
    match (date == period, chinese) {
        (true, _) => said,
        (false, true) => format!("截至{said}"),
        (false, false) => format!("as of {said}"),
    }
}

fn faults_of_picture(picture: &Picture, chart: &Chart, figures: &[&Figure]) -> Vec<String> {
    let mut found = Vec::new();
    let values: BTreeSet<String> = chart.rows.iter().filter_map(|row| cell(row, "value")).map(bare).collect();
    let years: BTreeSet<&str> = figures
        .iter()
        .flat_map(|it| [&it.period_start, &it.period_end])
        .filter_map(|date| date.get(..4))
        .collect();
    if !are_values(&picture.labels, &values, &years) {
        found.push(format!("labels {:?} are not values of {values:?}", picture.labels));
    }
    for tip in &picture.tips {
        let told = |it: &&Figure| {
            let Some(before) = tip.strip_suffix(&it.value) else { return false };
            let time = spoken(&it.period, chart.language);
            let year = it.period_end.get(..4).unwrap_or_default().to_owned();
            let of = [&time, &it.category, &it.region_name, it.indicator_in(chart.language), &year];
            of.iter().any(|name| !name.is_empty() && before.contains(name.as_str()))
                && before.ends_with(word(chart.language, "colon"))
                && !has_numbers(before, of)
        };
        if !figures.iter().any(told) {
            found.push(format!("the tip {tip:?} is no figure of the chart"));
        }
    }
    let periods: Vec<String> = figures.iter().map(|it| spoken(&it.period, chart.language)).collect();
    let known = figures
        .iter()
        .flat_map(|it| [&it.value, &it.region_name, &it.category, it.indicator_in(chart.language)]);
    let years_too = years.iter().map(|&year| year.to_owned()).collect::<Vec<String>>();
    let description = picture.description.replace(&picture.title, "");
    if has_numbers(&description, known.chain(&periods).chain(&years_too)) {
        found.push(format!("the description has numbers of its own: {description:?}"));
    }
    for axis in picture.ticks.iter().filter(|axis| !axis.is_empty()) {
        let of_years = |tick: &String| {
            years
                .first()
                .zip(years.last())
                .is_some_and(|(&first, &last)| (first..=last).contains(&tick.as_str()))
        };
        if !axis.iter().all(of_years) && !are_round(axis) {
            found.push(format!("ticks {axis:?} are neither years of the chart nor round"));
        }
    }
    found
}

/// Whether a text has digits beside those of what is `known`.
fn has_numbers<'a>(text: &str, known: impl IntoIterator<Item = &'a String>) -> bool {
    let mut known: Vec<&String> = known.into_iter().filter(|it| !it.is_empty()).collect();
    // A part of a number must not go before the whole.
    known.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let left = known.into_iter().fold(text.to_owned(), |left, it| left.replace(it.as_str(), " "));
    left.contains(|it: char| it.is_ascii_digit())
}

/// Without white space: a line breaks there.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether `lines`, in their order, are values, each in as many lines as it needs, some with the year they are of.
fn are_values(lines: &[String], values: &BTreeSet<String>, years: &BTreeSet<&str>) -> bool {
    // Whether the first so many lines are.
    let mut fits = vec![true];
    for end in 1..=lines.len() {
        let is_value = |start: &usize| {
            let text = bare(&lines[*start..end].concat());
            let dated = text.rsplit_once('·').filter(|(_, year)| years.contains(year));
            let known = |text: &str| values.contains(text) || text.split('/').all(|it| values.contains(it));
            fits[*start] && (known(&text) || dated.is_some_and(|(value, _)| known(value)))
        };
        let it = (0..end).rev().take(4).any(|start| is_value(&start));
        fits.push(it);
    }
    fits[lines.len()]
}

/// Whether ticks have three digits at most that are not zeros at an end, and stand whole steps from each other.
fn are_round(axis: &[String]) -> bool {
    let number = |tick: &String| {
        let digits = tick.trim_end_matches(['万', '亿', '%']).replace(',', "");
        digits.parse::<Decimal>().ok().filter(|it| significant(*it) <= 3)
    };
    let Some(mut numbers) = axis.iter().map(number).collect::<Option<Vec<Decimal>>>() else { return false };
    numbers.sort();
    let steps: Vec<Decimal> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let Some(&least) = steps.iter().min() else { return true };
    least > Decimal::ZERO && steps.iter().all(|step| (step / least).is_integer()) && significant(least) <= 2
}

fn significant(number: Decimal) -> usize {
    number.normalize().mantissa().to_string().trim_matches(['-', '0']).len()
}

/// Kinds that a block may name, with what it is drawn over; without a kind the data decides.
const KINDS: &[(&str, Shape)] = &[
    ("", Shape::Years),
    ("kind: line", Shape::Years),
    ("kind: line\ncategory: 办理", Shape::YearsOfParts),
    ("kind: bar", Shape::Regions),
    ("kind: bar\nby: year", Shape::YearsOfOne),
    ("kind: bar", Shape::Terms),
    ("by: region", Shape::Regions),
    ("by: part", Shape::Parts),
    ("kind: grouped\nperiods: [2023, 2025]", Shape::Pairs),
    ("kind: grouped\nby: part", Shape::YearsOfParts),
    ("kind: dot\nperiods: [2023, 2025]", Shape::Pairs),
    ("kind: slope\nperiods: [2023, 2025]", Shape::Pairs),
    ("kind: stacked\nby: region", Shape::Wholes),
    ("kind: stacked\nby: year", Shape::YearsOfParts),
    ("kind: stacked\nby: region", Shape::Indicators),
    ("kind: share", Shape::Rate),
    ("kind: multiples", Shape::Years),
];

/// What figures lie in.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Years,
    /// Of one region.
    YearsOfOne,
    /// Of one region, of each year the same parts.
    YearsOfParts,
    /// Of one region, terms of five years.
    Terms,
    Regions,
    /// Of one region and year.
    Parts,
    /// Of several regions the same parts.
    Wholes,
    /// Likewise, the parts being indicators of their own.
    Indicators,
    /// Of several regions the same two years.
    Pairs,
    /// Of one region and year.
    Rate,
}

const REGIONS: [&str; 6] = ["430100", "430200", "430300", "430400", "430500", "430600"];
const PARTS: [&str; 3] = ["办理", "答复", "满意"];

impl Shape {
    /// Region, period and part of each figure; parts are columns of their own in a catalogue of [`Self::Indicators`].
    fn cells(self, chance: &mut Chance) -> Vec<(&'static str, String, &'static str)> {
        let several = 2 + chance.below(5) as usize;
        let one = &REGIONS[..1];
        let years = |of: &[u64]| of.iter().map(u64::to_string).collect::<Vec<String>>();
        let (regions, periods, parts): (&[&str], Vec<String>, &[&str]) = match self {
            Self::Years => {
                let mut cells = Vec::new();
                for region in &REGIONS[..several - 1] {
                    let years = (2010 + chance.below(13)..2026).filter(|year| year % 7 > 0);
                    cells.extend(years.map(|year| (*region, year.to_string(), "")));
                }
                return cells;
            }
            Self::YearsOfOne => (one, years(&[2020, 2022, 2023, 2025]), &[""]),
            Self::YearsOfParts => (one, years(&[2023, 2024, 2025]), &PARTS),
            Self::Terms => (one, ["2008..2012", "2013..2017", "2018..2022"].map(str::to_owned).into(), &[""]),
            Self::Regions => (&REGIONS[..several], vec!["截至2025-06-30".to_owned()], &[""]),
            Self::Parts => (one, years(&[2025]), &PARTS),
            Self::Wholes | Self::Indicators => (&REGIONS[..several], years(&[2025]), &PARTS),
            Self::Pairs => (&REGIONS[..several], years(&[2023, 2025]), &[""]),
            Self::Rate => (one, years(&[2025]), &[""]),
        };
        let cell = |region: &'static str| {
            let periods = periods.clone();
            periods
                .into_iter()
                .flat_map(move |period| parts.iter().map(move |&it| (region, period.clone(), it)))
        };
        regions.iter().flat_map(|&it| cell(it)).collect()
    }
}

/// Writes into `site` a page of `count` charts of every kind, and the figures they need.
pub fn random_charts(site: &Site, seed: u64, count: usize) {
    let mut chance = Chance(seed);
    let mut indicators = String::new();
    let mut figures = "indicator,value,region,level,period,category,source_name,source_date\n".to_owned();
    let mut body = "---\ntitle: 图表\ndate: 2026-01-01\n---\n".to_owned();
    for number in 0..count {
        let (keys, shape) = KINDS[number % KINDS.len()];
        let name: String = number
            .to_string()
            .bytes()
            .map(|it| "甲乙丙丁戊己庚辛壬癸".chars().nth(usize::from(it - b'0')).unwrap())
            .collect();
        let id = format!("random.n{number}");
        let units = [("件", "count"), ("名", "persons"), ("%", "rate")];
        // Parts of a whole at random are more than 100 %.
        let (unit, kind) = match shape {
            Shape::Rate => units[2],
            Shape::Wholes | Shape::Indicators | Shape::YearsOfParts => units[number % 2],
            _ => units[number / KINDS.len() % 3],
        };
        let mut indicator = |id: &str, name: &str, more: &str| {
            indicators.push_str(&format!(
                "- {{id: {id}, function: 监督, name_zh: {name}, unit: '{unit}', kind: {kind}{more}}}\n"
            ));
        };
        let of_parts = matches!(shape, Shape::Indicators);
        if of_parts {
            (0..PARTS.len())
                .for_each(|nth| indicator(&format!("{id}p{nth}"), &format!("{name}{}", PARTS[nth]), ""));
            indicator(&id, &name, &format!(", parts: n{number}p0+n{number}p1+n{number}p2"));
        } else {
            indicator(&id, &name, "");
        }
        for (region, period, part) in shape.cells(&mut chance) {
            let nth = PARTS.iter().position(|it| *it == part).filter(|_| of_parts);
            let (id, part) = nth.map_or((id.clone(), part), |nth| (format!("{id}p{nth}"), ""));
            let value = value(&mut chance, unit);
            figures.push_str(&format!("{id},{value},{region},市,{period},{part},某报,2026-01-01\n"));
        }
        let asked = if of_parts {
            format!("indicators: [{id}p0, {id}p1, {id}p2]")
        } else {
            format!("indicator: {id}")
        };
        body.push_str(&format!("\n```chart\n{asked}\n{keys}\n```\n"));
    }
    site.file("content/_data/indicators.yaml", indicators);
    site.file("content/_data/random.csv", figures);
    site.file("content/news/charts.md", body);
}

/// A value in one of the ways sources write it.
fn value(chance: &mut Chance, unit: &str) -> String {
    let (before, after) =
        [("", ""), ("", ""), ("近", ""), ("超过", ""), ("", "左右")][chance.below(5) as usize];
    let number = match chance.below(4) {
        _ if unit == "%" => format!("{}.{}", 50 + chance.below(50), chance.below(10)),
        0 => format!("{}.{}万", 1 + chance.below(900), chance.below(10)),
        _ => (1 + chance.below(99_999)).to_string(),
    };
    format!("{before}{number}{unit}{after}")
}

fn all_faults(site: &Tree) -> (Vec<Chart>, usize, Vec<String>) {
    let ledger = ledger(site);
    let (drawn, refused) = charts(site);
    let found = drawn.iter().flat_map(|chart| faults(chart, &ledger)).collect();
    (drawn, refused, found)
}

#[test]
fn every_number_drawn_in_the_repository_is_in_its_ledger() {
    let (drawn, _, found) = all_faults(&SITE);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let labels: usize = drawn.iter().flat_map(|it| &it.pictures).map(|it| it.labels.len()).sum();
    assert!(drawn.len() > 10 && labels > 100, "{labels} labels of {} charts", drawn.len());
}

#[test]
fn every_number_drawn_at_random_is_in_the_ledger() {
    let seed = std::env::var("YAOMU_SEED").ok().and_then(|it| it.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
    println!("YAOMU_SEED={seed}");
    let site = Site::new();
    random_charts(&site, seed, 51);
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (drawn, refused, found) = all_faults(&site.public());
    assert!(found.is_empty(), "seed {seed}\n{}", found.join("\n"));
    let asked = drawn.iter().filter(|it| it.place.starts_with("news/charts/")).count();
    assert!(asked > 45 && asked + refused >= 51, "seed {seed}: {asked} drawn, {refused} refused");
}

/// Whatever is changed in a chart, it is no longer what the ledger says.
#[test]
fn a_number_that_is_not_in_the_ledger_is_found() {
    let ledger = ledger(&SITE);
    let (drawn, _) = charts(&SITE);
    let mut tried = 0;
    let mut check = |chart: &Chart, change: &dyn Fn(&mut Chart) -> bool| {
        let mut changed = chart.clone();
        if change(&mut changed) {
            assert!(!faults(&changed, &ledger).is_empty(), "{changed:?}");
            tried += 1;
        }
    };
    for chart in &drawn {
        check(chart, &|it| it.pictures[0].labels.last_mut().is_some_and(another));
        check(chart, &|it| {
            it.pictures.last_mut().is_some_and(|it| it.labels.first_mut().is_some_and(another))
        });
        check(chart, &|it| it.pictures[0].tips.last_mut().is_some_and(another));
        check(chart, &|it| it.rows[0].last_mut().is_some_and(|(_, cell)| another(cell)));
        check(chart, &|it| it.pictures[0].ticks.first_mut().is_some_and(|axis| another(&mut axis[0])));
        check(chart, &|it| {
            it.pictures[0].description.push_str("，最高3141件");
            true
        });
    }
    assert!(tried > drawn.len() * 3, "{tried} changes of {} charts", drawn.len());
}

/// Another number in the place of the first one.
fn another(text: &mut String) -> bool {
    let Some(at) = text.find(|it: char| it.is_ascii_digit()) else { return false };
    text.insert_str(at, "31415");
    true
}
