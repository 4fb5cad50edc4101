use proptest::prelude::*;

use super::layout::{Laid, Piece, layout};
use super::*;
use crate::chart::measure;

/// Left, upper, right and lower edge of every text and of the code.
fn boxes(laid: &Laid) -> Vec<(i32, i32, i32, i32, String)> {
    laid.pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text { left, baseline, size, text, .. } => {
                let right = left + measure::at_size(text, *size);
                Some((*left, baseline - size * 88 / 100, right, baseline + size * 12 / 100, text.clone()))
            }
            Piece::Code { left, top, .. } => Some((*left, *top, left + 220, top + 220, "code".into())),
            Piece::Area { .. } => None,
        })
        .collect()
}

fn check(poster: &Poster) {
    let laid = layout(poster);
    let boxes = boxes(&laid);
    for (index, one) in boxes.iter().enumerate() {
        assert!(one.0 >= 0 && one.1 >= 0 && one.2 <= WIDTH && one.3 <= laid.height, "{one:?} is cut");
        for other in &boxes[..index] {
            let apart = one.0 >= other.2 || other.0 >= one.2 || one.1 >= other.3 || other.1 >= one.3;
            assert!(apart, "{one:?} over {other:?}");
        }
    }
    let written: String = boxes.iter().map(|it| it.4.as_str()).collect();
    let plain = |text: &str| measure::tidy(text).replace(' ', "");
    let written = plain(&written);
    for figure in poster.groups.iter().flat_map(|group| &group.figures) {
        assert!(written.contains(&plain(&figure.value)), "{figure:?} is not whole");
    }
}

fn figure() -> impl Strategy<Value = PosterFigure> {
    let value = prop_oneof![
        "[1-9][0-9]{0,9}",
        "近[1-9][0-9]{0,3}万",
        "[1-9][0-9]{0,3}\\.[0-9]{1,2}",
        "[一-龠]{1,20}",
    ];
    let share = prop::option::of((0_i64..=11_000).prop_map(|it| Decimal::new(it, 2)));
    ("[一-龠（）]{1,24}", value, "[一-龠%]{0,4}", share, any::<bool>()).prop_map(
        |(name, value, unit, share, approximate)| PosterFigure { name, value, unit, share, approximate },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_nothing_is_cut(
        masthead in "[一-龠]{1,30}",
        title in "[一-龠，“”]{1,60}",
        groups in prop::collection::vec(("[一-龠]{1,10}", prop::collection::vec(figure(), 1..14)), 1..7),
        foot in prop::collection::vec("[一-龠a-z：/.]{1,90}", 0..4),
        address in prop::option::of("https://[a-z]{3,40}\\.example/[a-z0-9/%]{0,120}"),
    ) {
        let groups = groups.into_iter().map(|(title, figures)| PosterGroup { title, figures }).collect();
        let poster = Poster { masthead, title, subtitle: "湘潭市 · 2022年".into(), groups, foot, address };
        check(&poster);
        let svg = super::poster(&poster);
        let mut reader = quick_xml::Reader::from_str(&svg);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{error}"),
            }
        }
        prop_assert_eq!(svg, super::poster(&poster));
    }
}

#[test]
fn a_picture_is_a_png_of_its_size_and_lacks_no_letter() {
    let figure = PosterFigure {
        name: "办结率".into(),
        value: "94.35".into(),
        unit: "%".into(),
        share: Some(Decimal::new(9435, 2)),
        approximate: false,
    };
    let poster = Poster {
        masthead: "湘潭人大".into(),
        title: "工作报告".into(),
        subtitle: "湘潭市 · 2022年".into(),
        groups: vec![PosterGroup { title: "代表工作".into(), figures: vec![figure] }],
        foot: vec!["来源：湘潭在线".into()],
        address: Some("https://example.org/".into()),
    };
    let (png, missing) = picture(&poster).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.ends_with(b"IEND\xaeB`\x82"));
    assert_eq!(png[16..20], WIDTH.to_be_bytes());
    assert_eq!(png[20..24], layout(&poster).height.to_be_bytes());
    assert!(missing.is_empty(), "{missing:?}");
    let rare = Poster { title: "\u{2B5AE}".into(), ..poster };
    assert_eq!(picture(&rare).unwrap().1, ['\u{2B5AE}']);
}
