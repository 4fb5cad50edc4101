//! What all checks cost beside reading and parsing the files they look at: a ledger of 200,000 made-up figures, half on pages
//! whose texts say them, half in tables.
//!
//! ```text
//! cargo bench --bench checks              200,000 figures, three runs
//! cargo bench --bench checks -- 50000     another number of them
//! cargo bench --bench checks -- 50000 0   and another number of mistyped rates for every thousand (else 10)
//! ```
//!
//! Time is the CPU's, on all threads. The checks run several times on one site, so that a short time is measured
//! well. The end is a failure where they take more than reading and parsing.

#![expect(clippy::disallowed_methods, reason = "a benchmark makes files and asks what time its process took")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(clippy::unwrap_used, reason = "there is nobody to report to")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use yaomu::assemble::{self, Site};
use yaomu::figures::region::Regions;
use yaomu::{check, parse, scan};

mod clock;

use clock::Clock;

/// Figures of one region and year.
const GROUP: usize = 20;
/// How often the checks run on one site.
const REPEATS: u32 = 5;
const RUNS: usize = 3;

fn main() -> ExitCode {
    let mut asked = std::env::args().skip(1).filter_map(|it| it.parse().ok());
    let figures: usize = asked.next().unwrap_or(200_000);
    let mistyped: usize = asked.next().unwrap_or(10);
    let folder = tempfile::TempDir::new().unwrap();
    corpus(folder.path(), figures / GROUP, mistyped);
    println!(
        "| figures | findings | read and parse CPU s | assemble CPU s | check CPU s | check / read and parse |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut worst: f64 = 0.0;
    for _ in 0..RUNS {
        let clock = Clock::start();
        let (mut inputs, mut findings) = scan::scan(folder.path()).unwrap();
        let config = parse::settings(inputs.config.take(), &mut findings);
        let parsed = parse::parse(&mut inputs, config);
        let read = clock.passed();

        let clock = Clock::start();
        let today = jiff::civil::date(2026, 11, 22);
        let options = assemble::Options { today, drafts: false, future: false };
        let mut site: Site =
            assemble::assemble(parsed, inputs.attachments, inputs.static_files, options, &mut findings);
        let assembled = clock.passed();
        assert_eq!(site.ledger.figures().len(), figures / GROUP * GROUP, "every figure is read");

        let clock = Clock::start();
        for _ in 0..REPEATS {
            findings.clear();
            check::check(&mut site, &mut findings);
        }
        let checked = clock.passed() / REPEATS;
        let ratio = checked.as_secs_f64() / read.as_secs_f64();
        worst = worst.max(ratio);
        println!(
            "| {figures} | {} | {:.2} | {:.2} | {:.3} | {ratio:.3} |",
            findings.len(),
            read.as_secs_f64(),
            assembled.as_secs_f64(),
            checked.as_secs_f64(),
        );
    }
    if worst > 1.0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Writes a site with so many groups of figures: the first half on pages, the second in tables. Of a thousand groups,
/// `mistyped` have a rate with a wrong digit.
fn corpus(root: &Path, groups: usize, mistyped: usize) {
    let regions: Vec<&str> = Regions::builtin().iter().map(|it| it.code.as_str()).collect();
    fs::create_dir_all(root.join("content/news")).unwrap();
    fs::create_dir_all(root.join("content/_data")).unwrap();
    fs::write(root.join("site.toml"), "title = \"测\"\nregion = \"430000\"\n").unwrap();
    let place = |group: usize| (regions[group % regions.len()], 1960 + group / regions.len());
    for group in 0..groups / 2 {
        let ((region, year), figures) = (place(group), figures_of(group, mistyped));
        let mut text =
            format!("---\ntitle: 第{group}篇\ndate: 2026-01-02\nregion: \"{region}\"\nperiod: {year}\n");
        text.push_str("source: {name: 某市人大网}\nfigures:\n");
        for (indicator, value, category) in &figures {
            let _ = write!(text, "  - {{indicator: {indicator}, value: {value}");
            if !category.is_empty() {
                let _ = write!(text, ", category: {category}");
            }
            text.push_str(if *indicator == "suggestions.total" {
                ", parts_complete: true}\n"
            } else {
                "}\n"
            });
        }
        text.push_str("---\n");
        for (_, value, category) in &figures {
            let _ =
                writeln!(text, "这一年{category}的工作有了新的进展，据报告是{value}，比上一年更加扎实。\n");
        }
        fs::write(root.join(format!("content/news/{group}.md")), text).unwrap();
    }
    let tabled: Vec<usize> = (groups / 2..groups).collect();
    for (number, groups) in tabled.chunks(500).enumerate() {
        let mut table =
            "indicator,value,region,period,category,parts_complete,source_name,source_date\n".to_owned();
        for &group in groups {
            let (region, year) = place(group);
            for (indicator, value, category) in figures_of(group, mistyped) {
                let complete = if indicator == "suggestions.total" { "true" } else { "" };
                let _ = writeln!(
                    table,
                    "{indicator},{value},{region},{year},{category},{complete},某报,2026-01-{:02}",
                    group % 28 + 1
                );
            }
        }
        fs::write(root.join(format!("content/_data/t{number}.csv")), table).unwrap();
    }
}

/// The figures of a group: indicator, value, category.
fn figures_of(group: usize, mistyped: usize) -> [(&'static str, String, &'static str); GROUP] {
    let parts: [usize; 5] = std::array::from_fn(|it| 30 + (group * 7 + it * 13) % 90);
    let total: usize = parts.iter().sum();
    let (closed, resolved) = (total - group % 9, total / 2);
    // In hundredths of a per cent, rounded.
    let rate = |part: usize, whole: usize| (part * 20_000 + whole) / (2 * whole);
    let percent = |rate: usize| format!("{}.{:02}%", rate / 100, rate % 100);
    let wrong = if group * 37 % 1000 < mistyped { 30 } else { 0 };
    let count = |number: usize| format!("{number}件");
    let (collected, adopted) = (200 + group % 50, 100 + group % 50);
    [
        ("suggestions.total", count(total), ""),
        ("suggestions.by_delegation", count(parts[0]), "甲县"),
        ("suggestions.by_delegation", count(parts[1]), "乙县"),
        ("suggestions.by_delegation", count(parts[2]), "丙县"),
        ("suggestions.by_delegation", count(parts[3]), "丁县"),
        ("suggestions.by_delegation", count(parts[4]), "戊县"),
        ("suggestions.by_unit", count(parts[0] + parts[1]), "政府"),
        ("suggestions.by_unit", count(parts[2]), "法院"),
        ("suggestions.by_unit", count(parts[3] + parts[4]), "其他"),
        ("suggestions.closed", count(closed), ""),
        ("suggestions.closed_rate", percent(rate(closed, total) - wrong), ""),
        ("suggestions.replied", count(total), ""),
        ("suggestions.replied_rate", "全部".to_owned(), ""),
        ("suggestions.resolved", count(resolved), ""),
        ("suggestions.resolved_rate", percent(rate(resolved, total)), ""),
        ("legislation.opinions_collected", format!("{collected}条"), ""),
        ("legislation.opinions_adopted", format!("{adopted}条"), ""),
        ("legislation.opinions_adoption_rate", percent(rate(adopted, collected)), ""),
        ("petitions.visits_batches", format!("{}批", 40 + group % 30), ""),
        ("petitions.visits_persons", format!("{}人次", 90 + group % 300), ""),
    ]
}
