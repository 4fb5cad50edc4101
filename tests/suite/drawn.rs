//! Every number drawn is in the ledger.
//!
//! 1. The ledger is what a site itself publishes: `data/figures.csv`.
//! 2. The table below a chart says which figures it shows: each row is a figure of the ledger, all of one indicator unless the
//!    row names its own.
//! 3. Labels, tips and description of both pictures say nothing but the values, regions and times of that table. Ticks of an
//!    axis are no figures; they are round, or years that the table tells of.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use scraper::{ElementRef, Html};
use serde::Deserialize;

use super::output::select;
use super::random::Chance;
use super::repository::SITE;
use super::site::{Site, Tree};

/// A row of `data/figures.csv`.
#[derive(Clone, Debug, Deserialize)]
struct Figure {
    indicator: String,
    indicator_name: String,
    region_name: String,
    category: String,
    period: String,
    value: String,
    period_start: String,
    period_end: String,
}

/// The heading of the name of a column, where a table is a grid.
const COLUMN: &str = "列";

/// What a chart shows, as far as it says something.
#[derive(Clone, Debug)]
struct Chart {
    /// Page and id.
    place: String,
    /// Cells of its table by the heading of their column.
    rows: Vec<Vec<(String, String)>>,
    pictures: Vec<Picture>,
}

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

fn ledger(site: &Tree) -> Vec<Figure> {
    let bytes = &site["data/figures.csv"];
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{FEFF}');
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect()
}

/// All charts that are drawn, and how many are refused.
fn charts(site: &Tree) -> (Vec<Chart>, usize) {
    let (mut drawn, mut refused) = (Vec::new(), 0);
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).unwrap();
        if !text.contains("<figure class=\"chart\"") {
            continue;
        }
        for figure in select(&Html::parse_document(text), "figure.chart") {
            let pictures: Vec<Picture> = within(figure, "svg.chart").into_iter().map(picture).collect();
            let place = format!("{path}#{}", figure.attr("id").unwrap_or_default());
            if pictures.is_empty() {
                refused += 1;
            } else {
                drawn.push(Chart { place, rows: rows(figure), pictures });
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

fn rows(figure: ElementRef<'_>) -> Vec<Vec<(String, String)>> {
    let head: Vec<String> = within(figure, "thead th").into_iter().map(text).collect();
    let cells = |row| head.iter().cloned().zip(within(row, "th, td").into_iter().map(text)).collect();
    within(figure, "tbody tr").into_iter().map(cells).flat_map(unfolded).collect()
}

/// A row of a grid as a row for each of its values, with the name of its column; any other row as it is.
fn unfolded(row: Vec<(String, String)>) -> Vec<Vec<(String, String)>> {
    let is_known = |head: &String| ["指标", "地区", "类别", "时期", "数值"].contains(&head.as_str());
    let (fixed, columns): (Vec<_>, Vec<_>) = row.into_iter().partition(|(head, _)| is_known(head));
    if columns.is_empty() {
        return vec![fixed];
    }
    let of_column = |(head, value): (String, String)| {
        let own = [(COLUMN.to_owned(), head), ("数值".to_owned(), value)];
        fixed.iter().cloned().chain(own).collect()
    };
    columns.into_iter().filter(|(_, value)| !value.is_empty()).map(of_column).collect()
}

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
    let shown: Vec<Vec<&Figure>> = chart.rows.iter().map(|row| told_by(row, ledger)).collect();
    for (row, _) in chart.rows.iter().zip(&shown).filter(|(_, figures)| figures.is_empty()) {
        found.push(format!("no figure of the ledger is {row:?}"));
    }
    let names_it = |(row, figures): (&Vec<(String, String)>, &Vec<&Figure>)| {
        let column = cell(row, COLUMN);
        cell(row, "指标").is_some() || figures.iter().any(|it| column == Some(&it.indicator_name))
    };
    let named = chart.rows.iter().zip(&shown).all(names_it);
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
fn told_by<'a>(row: &[(String, String)], ledger: &'a [Figure]) -> Vec<&'a Figure> {
    let says = |head: &str, what: &str| cell(row, head).is_none_or(|cell| cell == what);
    let value = cell(row, "数值").unwrap_or_default();
    let fits = |it: &&Figure| {
        it.value == value
            && says("指标", &it.indicator_name)
            && says("地区", &it.region_name)
            && says("类别", &it.category)
            && says("时期", &spoken(&it.period))
            && cell(row, COLUMN).is_none_or(|column| is_of_column(it, column))
    };
    ledger.iter().filter(fits).collect()
}

/// Whether a figure may stand in a column of this name: a time, a part or an indicator.
fn is_of_column(figure: &Figure, column: &str) -> bool {
    [&spoken(&figure.period), &figure.category, &figure.indicator_name].iter().any(|it| *it == column)
        || figure.period_start.get(..4) == Some(column)
}

/// A period as a page says it: 2022年, 截至2022年12月31日.
fn spoken(period: &str) -> String {
    let date = period.strip_prefix("截至").unwrap_or(period);
    if !date.chars().all(|it| it.is_ascii_digit() || it == '-') {
        return period.to_owned();
    }
    let parts: String = date
        .split('-')
        .zip(["年", "月", "日"])
        .map(|(part, word)| format!("{}{word}", part.trim_start_matches('0')))
        .collect();
    if date == period { parts } else { format!("截至{parts}") }
}

fn faults_of_picture(picture: &Picture, chart: &Chart, figures: &[&Figure]) -> Vec<String> {
    let mut found = Vec::new();
    let values: BTreeSet<String> = chart.rows.iter().filter_map(|row| cell(row, "数值")).map(bare).collect();
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
            let time = spoken(&it.period);
            let names_it = before.contains(&time)
                || (!it.category.is_empty() && before.contains(&it.category))
                || before.trim_end() == it.region_name;
            names_it
                && before.ends_with(['：', ' '])
                && !has_numbers(before, [&time, &it.category, &it.region_name])
        };
        if !figures.iter().any(told) {
            found.push(format!("the tip {tip:?} is no figure of the chart"));
        }
    }
    let periods: Vec<String> = figures.iter().map(|it| spoken(&it.period)).collect();
    let known = figures.iter().flat_map(|it| [&it.value, &it.region_name, &it.category, &it.indicator_name]);
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
            fits[*start] && (values.contains(&text) || dated.is_some_and(|(value, _)| values.contains(value)))
        };
        let it = (0..end).rev().take(4).any(|start| is_value(&start));
        fits.push(it);
    }
    fits[lines.len()]
}

/// Whether ticks have three digits at most that are not zeros at an end, and stand whole steps from each other.
fn are_round(axis: &[String]) -> bool {
    let number = |tick: &String| {
        let digits = tick.trim_end_matches(['万', '亿', '%']);
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
    ("kind: bar", Shape::Regions),
    ("by: region", Shape::Regions),
    ("by: part", Shape::Parts),
];

#[derive(Clone, Copy, Debug)]
enum Shape {
    Years,
    Regions,
    Parts,
}

/// Writes into `site` a page of `count` charts of every kind, and the figures they need.
pub fn random_charts(site: &Site, seed: u64, count: usize) {
    const REGIONS: [&str; 6] = ["430100", "430200", "430300", "430400", "430500", "430600"];
    let mut chance = Chance(seed);
    let mut indicators = "id,function,name_zh,unit,kind\n".to_owned();
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
        let (unit, kind) = [("件", "count"), ("名", "persons"), ("%", "rate")][number / KINDS.len() % 3];
        indicators.push_str(&format!("{id},监督,{name},{unit},{kind}\n"));
        let mut row = |region: &str, period: &str, category: &str, chance: &mut Chance| {
            let value = value(chance, unit);
            figures.push_str(&format!("{id},{value},{region},市,{period},{category},某报,2026-01-01\n"));
        };
        let several = 2 + chance.below(5) as usize;
        match shape {
            Shape::Years => {
                for region in &REGIONS[..several - 1] {
                    for year in (2010 + chance.below(13)..2026).filter(|year| year % 7 > 0) {
                        row(region, &year.to_string(), "", &mut chance);
                    }
                }
            }
            Shape::Regions => {
                REGIONS[..several].iter().for_each(|it| row(it, "截至2025-06-30", "", &mut chance))
            }
            Shape::Parts => {
                ["办理", "答复", "满意"].iter().for_each(|it| row(REGIONS[0], "2025", it, &mut chance))
            }
        }
        body.push_str(&format!("\n```chart\nindicator: {id}\n{keys}\n```\n"));
    }
    site.file("content/_data/indicators.csv", indicators);
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
    random_charts(&site, seed, 60);
    let ran = site.build(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let (drawn, refused, found) = all_faults(&site.public());
    assert!(found.is_empty(), "seed {seed}\n{}", found.join("\n"));
    let asked = drawn.iter().filter(|it| it.place.starts_with("news/charts/")).count();
    assert!(asked > 50 && asked + refused >= 60, "seed {seed}: {asked} drawn, {refused} refused");
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
