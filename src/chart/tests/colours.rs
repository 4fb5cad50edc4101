//! Colours of the style sheet: contrast with the paper, and with each other for all kinds of sight.

use crate::chart::STYLE;

/// The declarations of custom properties in the blocks of the style sheet whose selector holds `selector`.
fn palette(selector: &str) -> Vec<String> {
    let block = STYLE.split(selector).nth(1).unwrap();
    let block = &block[..block.find('}').unwrap()];
    let value =
        |line: &str| line.trim().strip_prefix("--c").map(|rest| rest[3..].trim_end_matches(';').to_owned());
    block.lines().filter_map(value).collect()
}

/// Linear red, green and blue.
fn linear(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let [red, green, blue] = linear(colour);
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, part)| factor * part).sum())
}

/// Place in the Oklab space, where distances are as large as the differences one sees.
fn oklab(rgb: [f64; 3]) -> [f64; 3] {
    let cones = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        rgb,
    );
    times(
        [
            [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
        ],
        cones.map(f64::cbrt),
    )
}

/// How eyes without red, green or blue cones see linear colours (Machado, Oliveira and Fernandes 2009, severity 1).
const SIGHT: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
];

#[test]
fn colours_are_seen_and_told_apart_by_everyone() {
    for (selector, paper) in [
        (":root {", "#fdfcf9"),
        (":not([data-theme=\"light\"])", "#17181a"),
        (":root[data-theme=\"dark\"]", "#17181a"),
        ("  .chart {\n    --ink", "#ffffff"),
    ] {
        let colours = palette(selector);
        assert_eq!(colours.len(), 7, "{selector}");
        for (index, one) in colours.iter().enumerate() {
            assert!(contrast(one, paper) >= 3.0, "{one} on {paper}");
            for other in &colours[..index] {
                for sight in SIGHT {
                    let see =
                        |colour: &str| oklab(times(sight, linear(colour)).map(|part| part.clamp(0.0, 1.0)));
                    let distance: f64 =
                        see(one).iter().zip(see(other)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    assert!(distance > 0.1, "{one} and {other}: {distance}");
                }
            }
        }
    }
    for fallback in ["#1c1b19", "#5f5a52"] {
        assert!(STYLE.contains(fallback) && contrast(fallback, "#fdfcf9") >= 4.5, "{fallback}");
    }
}
