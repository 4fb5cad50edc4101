//! What composing and drawing a chart costs, beside plotters' own SVG backend with its own defaults for the same data.
//!
//! ```text
//! cargo bench --bench charts          three runs
//! ```
//!
//! Time is the CPU's. Our cost is that of both forms that a page has. The end is a failure where it is more than that of plotters.
//! What a picture of pixels costs is told beside it.

#![expect(clippy::disallowed_methods, reason = "a benchmark asks what time its process took")]
#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(clippy::unwrap_used, reason = "there is nobody to report to")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use plotters::prelude::*;
use plotters_svg::SVGBackend;
use rust_decimal::Decimal;
use yaomu::chart::{At, Bar, Bars, Chart, Frame, Line, Mark, Order, Series, Unit, YearPoint};
use yaomu::diag::Language;

mod clock;

use clock::Clock;

/// How often each is drawn in a run.
const REPEATS: u32 = 2000;
const PICTURES: u32 = 50;
const RUNS: usize = 3;
/// Regions, and their values over ten years.
const NAMES: [&str; 3] = ["湖南省", "河南省", "广东省"];
const YEARS: std::ops::Range<i32> = 2014..2024;

fn main() -> ExitCode {
    println!(
        "| chart | ours, both forms, CPU µs | plotters CPU µs | ours / plotters | a PNG, CPU ms | its kB |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let (lines, bars) = (our_lines(), our_bars());
    let mut worst: f64 = 0.0;
    for _ in 0..RUNS {
        worst = worst.max(compare("3 lines of 10 years", &lines, their_lines));
        worst = worst.max(compare("14 bars", &bars, their_bars));
    }
    if worst > 1.0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn compare(name: &str, ours: &Chart, theirs: fn() -> String) -> f64 {
    let our_time = time(REPEATS, || black_box(black_box(ours).inline()).len());
    let their_time = time(REPEATS, || black_box(theirs()).len());
    let picture = ours.picture(&frame()).unwrap();
    let size = picture.png().unwrap().len();
    let pixels = time(PICTURES, || black_box(black_box(&picture).png()).map_or(0, |png| png.len()));
    let ratio = our_time.as_secs_f64() / their_time.as_secs_f64();
    println!(
        "| {name} | {:.0} | {:.0} | {ratio:.2} | {:.1} | {} |",
        our_time.as_secs_f64() * 1e6,
        their_time.as_secs_f64() * 1e6,
        pixels.as_secs_f64() * 1e3,
        size / 1000,
    );
    ratio
}

/// Time of one of `count` times.
fn time(count: u32, mut draw: impl FnMut() -> usize) -> Duration {
    let clock = Clock::start();
    let size: usize = (0..count).map(|_| draw()).sum();
    assert!(size > 0, "something is drawn");
    clock.passed() / count
}

fn rate(series: usize, year: i32) -> Decimal {
    Decimal::new(7000 + i64::try_from(series).unwrap() * 311 + i64::from(year * 37 % 900), 2)
}

fn count(index: usize) -> i64 {
    9000 - i64::try_from(index).unwrap() * 421
}

fn mark(number: Decimal, unit: &str) -> Mark {
    let written = format!("{number}{unit}");
    Mark { number, lower: Some(number), upper: Some(number), approximate: false, written }
}

fn our_lines() -> Chart {
    let point = |series, year| YearPoint {
        at: At::Year(year),
        label: format!("{year}年"),
        mark: mark(rate(series, year), "%"),
    };
    let series = NAMES.iter().enumerate().map(|(index, name)| Series {
        name: (*name).to_owned(),
        unit: None,
        points: YEARS.map(|year| point(index, year)).collect(),
    });
    Chart::Line(Line {
        id: "rates".into(),
        title: "代表建议办结率".into(),
        description: "三个地方，2014–2023。".into(),
        unit: Unit::Percent,
        time: None,
        series: series.collect(),
        language: Language::Chinese,
    })
}

fn our_bars() -> Chart {
    let bar =
        |index: usize| Bar { label: format!("第{index}个地方"), mark: mark(count(index).into(), "件") };
    Chart::Bars(Bars {
        id: "totals".into(),
        title: "代表建议".into(),
        description: "14个地方。".into(),
        unit: Unit::Count("件".into()),
        time: None,
        bars: (0..14).map(bar).collect(),
        order: Order::Ranked,
        language: Language::Chinese,
    })
}

fn frame() -> Frame {
    Frame {
        title: "代表建议办结率 · 湖南省、河南省、广东省 · 2014–2023".into(),
        subtitle: "单位：%".into(),
        notes: vec!["来源：某省人大常委会工作报告".into()],
        masthead: "人大工作摘编".into(),
        language: Language::Chinese,
    }
}

fn their_lines() -> String {
    let mut out = String::new();
    {
        let root = SVGBackend::with_string(&mut out, (720, 360)).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .caption("代表建议办结率", ("sans-serif", 20))
            .margin(5)
            .x_label_area_size(30)
            .y_label_area_size(40)
            .build_cartesian_2d(YEARS, 70.0..90.0)
            .unwrap();
        chart.configure_mesh().draw().unwrap();
        for (index, name) in NAMES.iter().enumerate() {
            let points = || YEARS.map(move |year| (year, f64::try_from(rate(index, year)).unwrap()));
            let colour = Palette99::pick(index);
            chart
                .draw_series(LineSeries::new(points(), colour.stroke_width(2)).point_size(4))
                .unwrap()
                .label(*name)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], Palette99::pick(index)));
        }
        chart.configure_series_labels().draw().unwrap();
        root.present().unwrap();
    }
    out
}

fn their_bars() -> String {
    let mut out = String::new();
    {
        let root = SVGBackend::with_string(&mut out, (720, 400)).into_drawing_area();
        let names: Vec<String> = (0..14).map(|index| format!("第{index}个地方")).collect();
        let name = |place: &SegmentValue<usize>| match place {
            SegmentValue::CenterOf(index) => names.get(*index).cloned().unwrap_or_default(),
            SegmentValue::Exact(_) | SegmentValue::Last => String::new(),
        };
        let mut chart = ChartBuilder::on(&root)
            .caption("代表建议", ("sans-serif", 20))
            .margin(5)
            .x_label_area_size(30)
            .y_label_area_size(90)
            .build_cartesian_2d(0_i64..10_000, (0..14_usize).into_segmented())
            .unwrap();
        chart.configure_mesh().y_labels(14).y_label_formatter(&name).draw().unwrap();
        chart
            .draw_series(
                Histogram::horizontal(&chart)
                    .style(BLUE.filled())
                    .data((0..14).map(|index| (index, count(index)))),
            )
            .unwrap();
        root.present().unwrap();
    }
    out
}
