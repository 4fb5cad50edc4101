use proptest::prelude::*;

use super::layout::{Laid, Piece, gap};
use super::*;
use crate::chart::measure;

/// Left, upper, right and lower edge of every text, bar and code, with what it says.
fn boxes(laid: &Laid) -> Vec<(i32, i32, i32, i32, String)> {
    let line = |left: i32, baseline: i32, size: i32, right: i32, text: String| {
        (left, baseline - size * 88 / 100, right, baseline + size * 12 / 100, text)
    };
    let boxes = laid.pieces.iter().filter_map(|piece| match piece {
        Piece::Text { left, baseline, size, text, .. } => {
            Some(line(*left, *baseline, *size, left + measure::at_size(text, *size), text.clone()))
        }
        Piece::Value { left, baseline, size, small, value, unit } => {
            let unit_at = left + measure::at_size(value, *size);
            let behind = gap(*size) + measure::at_size(unit, *small);
            let right = if unit.is_empty() { unit_at } else { unit_at + behind };
            Some(line(*left, *baseline, *size, right, format!("{value}{unit}")))
        }
        Piece::Code { left, top, edge, .. } => Some((*left, *top, left + edge, top + edge, String::new())),
        // Of a bar the track: what it is filled with lies within.
        Piece::Area { left, top, width, height, ink } => {
            (*ink == layout::Ink::Rule).then(|| (*left, *top, left + width, top + height, String::new()))
        }
    });
    boxes.collect()
}

fn plain(text: &str) -> String {
    measure::tidy(text).replace(' ', "")
}

/// Nothing leaves the picture, nothing lies over another thing; gives all that is written.
fn check(laid: &Laid) -> String {
    let boxes = boxes(laid);
    for (index, one) in boxes.iter().enumerate() {
        assert!(one.0 >= 0 && one.1 >= 0 && one.2 <= laid.width && one.3 <= laid.height, "{one:?} is cut");
        for other in &boxes[..index] {
            let apart = one.0 >= other.2 || other.0 >= one.2 || one.1 >= other.3 || other.1 >= one.3;
            assert!(apart, "{one:?} over {other:?}");
        }
    }
    plain(&boxes.into_iter().map(|it| it.4).collect::<String>())
}

fn well_formed(svg: &str) {
    let mut reader = quick_xml::Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn figure() -> impl Strategy<Value = PosterFigure> {
    let value = prop_oneof![
        "[1-9][0-9]{0,9}",
        "近[1-9][0-9]{0,3}万",
        "[1-9][0-9]{0,3}\\.[0-9]{1,2}",
        "[一-龠]{1,20}",
    ];
    let end = || (0_i64..=10_000).prop_map(|it| Decimal::new(it, 2));
    let share = prop::option::of((end(), end()).prop_map(|(a, b)| Share { least: a.min(b), most: a.max(b) }));
    let notes = prop::collection::vec("[一-龠0-9（）]{1,30}", 0..3);
    ("[一-龠（）]{1,24}", value, "[一-龠%]{0,4}", notes, share)
        .prop_map(|(name, value, unit, notes, share)| PosterFigure { name, value, unit, notes, share })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_a_poster_nothing_overlaps_and_nothing_is_cut(
        masthead in "[一-龠]{1,30}",
        title in "[一-龠，“”]{1,60}",
        groups in prop::collection::vec(("[一-龠]{1,10}", prop::collection::vec(figure(), 1..14)), 1..7),
        foot in prop::collection::vec("[一-龠a-z：/.]{1,90}", 0..4),
        address in prop::option::of("https://[a-z]{3,40}\\.example/[a-z0-9/%]{0,120}"),
    ) {
        let groups = groups.into_iter().map(|(title, figures)| PosterGroup { title, figures }).collect();
        let it = Poster { masthead, title, subtitle: "湘潭市 · 2022年".into(), groups, foot, address };
        let picture = poster(&it);
        let written = check(&picture.0);
        for figure in it.groups.iter().flat_map(|group| &group.figures) {
            let value = plain(&format!("{}{}", figure.value, figure.unit));
            prop_assert!(written.contains(&value), "{figure:?} is not whole");
            for text in figure.notes.iter().chain([&figure.name]) {
                prop_assert!(written.contains(&plain(text)), "{figure:?} is not whole");
            }
        }
        well_formed(&picture.svg());
        prop_assert_eq!(&picture, &poster(&it));
    }

    #[test]
    fn on_a_card_nothing_overlaps_and_what_is_shown_is_whole(
        masthead in "[一-龠]{1,60}",
        title in "[一-龠，“”]{1,120}",
        subtitle in "[一-龠0-9 ·]{0,80}",
        figures in prop::collection::vec(figure(), 1..40),
    ) {
        let it = Card { masthead, title, subtitle, figures };
        let picture = card(&it);
        let written = check(&picture.0);
        prop_assert!(written.contains(&plain(&it.title)), "the title is cut");
        let values = picture.0.pieces.iter().filter_map(|piece| match piece {
            Piece::Value { value, unit, .. } => Some(format!("{value}{unit}")),
            _ => None,
        });
        let whole = |figure: &PosterFigure, value: &str| {
            plain(&format!("{}{}", figure.value, figure.unit)) == plain(value)
                && figure.notes.iter().chain([&figure.name]).all(|text| {
                    // Cells stand side by side and are written one after the other.
                    written.contains(&plain(text))
                })
        };
        for value in values {
            prop_assert!(it.figures.iter().any(|figure| whole(figure, &value)), "{value} is not whole");
        }
    }
}

/// The figures of a small report.
fn report(count: usize) -> Poster {
    let rate = PosterFigure {
        name: "办结率".into(),
        value: "94.35".into(),
        unit: "%".into(),
        notes: Vec::new(),
        share: Some(Share { least: Decimal::new(9435, 2), most: Decimal::new(9435, 2) }),
    };
    let tally = PosterFigure {
        name: "代表联络站".into(),
        value: "近6万".into(),
        unit: "个".into(),
        share: None,
        ..rate.clone()
    };
    let figures = (0..count).map(|nth| if nth % 2 == 0 { rate.clone() } else { tally.clone() });
    Poster {
        masthead: "湘潭人大".into(),
        title: "工作报告".into(),
        subtitle: "湘潭市 · 2022年".into(),
        groups: vec![PosterGroup { title: "代表工作".into(), figures: figures.collect() }],
        foot: vec!["来源：湘潭在线".into()],
        address: Some("https://example.org/".into()),
    }
}

/// Width and height of a PNG file.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG") && png.ends_with(b"IEND\xaeB`\x82"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_picture_is_a_png_of_its_size() {
    let picture = poster(&report(3));
    assert_eq!(size(&picture.png().unwrap()), (1080, u32::try_from(picture.0.height).unwrap()));
    let Poster { masthead, title, subtitle, groups, .. } = report(5);
    let figures = groups.into_iter().flat_map(|group| group.figures).collect();
    let card = card(&Card { masthead, title, subtitle, figures });
    assert_eq!(size(&card.png().unwrap()), (1200, 630));
}

#[test]
fn what_would_be_too_high_is_drawn_smaller() {
    let picture = poster(&report(500));
    assert!(picture.0.height > 30_000, "{}", picture.0.height);
    assert_eq!(draw::size(1080, 60_000), Some((0.5, 540, 30_000)));
    assert_eq!(draw::size(1080, 5000), Some((1.0, 1080, 5000)));
}

#[test]
fn a_rate_that_is_not_exact_may_be_more() {
    let mut it = report(1);
    it.groups[0].figures[0].share = Some(Share { least: Decimal::from(90), most: Decimal::ONE_HUNDRED });
    let inks = |it: &Poster| {
        let areas = poster(it).0.pieces.into_iter().filter_map(|piece| match piece {
            Piece::Area { width, height: layout::BAR, ink, .. } => Some((ink, width)),
            _ => None,
        });
        areas.collect::<Vec<_>>()
    };
    use layout::Ink::{Accent, Rule, Tint};
    assert_eq!(inks(&it), [(Rule, 586), (Tint, 586), (Accent, 527)]);
    assert_eq!(inks(&report(1)), [(Rule, 586), (Accent, 553)]);
}

/// Whoever draws otherwise, so that the same picture becomes other bytes, must say so: else sites keep their old pictures.
#[test]
fn another_way_of_drawing_is_another_edition() {
    let png = poster(&report(2)).png().unwrap();
    let pinned = (1, 6_610_519_135_704_626_670);
    let found = (raster::EDITION, crate::text::fingerprint([&*png]));
    assert_eq!(found, pinned, "count `EDITION` up, and pin what is drawn now");
}
