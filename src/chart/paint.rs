//! What a chart is painted with: classes, and in a picture of pixels the colours of the light scheme. plotters knows only
//! colours, so each class has one that stands for it.

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::BackendColor;

/// How many colours of series there are.
pub(super) const COLOURS: u8 = 7;

/// Paper and colours of series in the light scheme, as the style sheet has them.
pub(super) const PAPER: &str = "#fdfcf9";
const INK: &str = "#1c1b19";
const FAINT: &str = "#5f5a52";
const RULE: &str = "#d9d4c9";
const SERIES: [&str; 7] = ["#2b5a87", "#d3773b", "#98889a", "#573a00", "#528dee", "#985637", "#133856"];

/// What something is; the style sheet says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// A line of the grid.
    Grid,
    /// The line values are measured from.
    Base,
    /// A number or a year at an axis.
    Tick,
    /// The unit of an axis.
    Unit,
    /// The name of a series or a bar.
    Name,
    /// The name of a period or of a field.
    Strong,
    /// A value.
    Value,
    /// What a bar of a rate would be at 100 %.
    Track,
    /// The ground of a picture that stands alone.
    Paper,
    /// Its title, and the name of the site.
    Title,
    /// The line of a series.
    Line(u8),
    /// From the end of a series to its name.
    Leader(u8),
    /// From the lower to the upper bound of a value.
    Whisker(u8),
    /// The mark of an exact value.
    Dot(u8),
    /// The mark of an approximate value.
    Hollow(u8),
    /// The bar of an exact value.
    Bar(u8),
    /// The bar of an approximate value.
    HollowBar(u8),
    /// The pattern on the bar of an exact value.
    Hatch(u8),
    /// The pattern on the bar of an approximate value.
    HollowHatch(u8),
}

/// Classes by the first number of the sentinel, in the order of [`Paint`].
const ROLES: [&str; 19] = [
    "ch-grid",
    "ch-base",
    "ch-tick",
    "ch-unit",
    "ch-name",
    "ch-strong",
    "ch-value",
    "ch-track",
    "ch-paper",
    "ch-title",
    "ch-line",
    "ch-leader",
    "ch-whisker",
    "ch-dot",
    "ch-hollow",
    "ch-bar",
    "ch-hollow-bar",
    "ch-hatch",
    "ch-hatch ch-open",
];

/// Classes by the second number: the colours of series.
const COLOUR_CLASSES: [&str; 7] = ["ch-1", "ch-2", "ch-3", "ch-4", "ch-5", "ch-6", "ch-7"];

/// A colour of the light scheme and how much of it, from 0 to 1.
pub(super) type Tone = (&'static str, f32);

/// How something looks in a picture of pixels: as the rules of the style sheet say for its class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// What a shape or a text is filled with.
    pub(super) fill: Option<Tone>,
    /// Its stroke and how wide that is, in pixels.
    pub(super) stroke: Option<(Tone, f32)>,
    /// Lengths of dash and gap, in pixels.
    pub(super) dash: Option<[f32; 2]>,
}

impl Paint {
    /// First and second number of the sentinel.
    fn code(self) -> (u8, u8) {
        let none = u8::MAX;
        match self {
            Self::Grid => (0, none),
            Self::Base => (1, none),
            Self::Tick => (2, none),
            Self::Unit => (3, none),
            Self::Name => (4, none),
            Self::Strong => (5, none),
            Self::Value => (6, none),
            Self::Track => (7, none),
            Self::Paper => (8, none),
            Self::Title => (9, none),
            Self::Line(colour) => (10, colour),
            Self::Leader(colour) => (11, colour),
            Self::Whisker(colour) => (12, colour),
            Self::Dot(colour) => (13, colour),
            Self::Hollow(colour) => (14, colour),
            Self::Bar(colour) => (15, colour),
            Self::HollowBar(colour) => (16, colour),
            Self::Hatch(colour) => (17, colour),
            Self::HollowHatch(colour) => (18, colour),
        }
    }

    /// What a sentinel stands for.
    pub(super) fn of(sentinel: BackendColor) -> Self {
        let (role, colour, _) = sentinel.rgb;
        match role {
            0 => Self::Grid,
            1 => Self::Base,
            2 => Self::Tick,
            3 => Self::Unit,
            4 => Self::Name,
            5 => Self::Strong,
            7 => Self::Track,
            8 => Self::Paper,
            9 => Self::Title,
            10 => Self::Line(colour),
            11 => Self::Leader(colour),
            12 => Self::Whisker(colour),
            13 => Self::Dot(colour),
            14 => Self::Hollow(colour),
            15 => Self::Bar(colour),
            16 => Self::HollowBar(colour),
            17 => Self::Hatch(colour),
            18 => Self::HollowHatch(colour),
            _ => Self::Value,
        }
    }

    /// Its classes: the colour of a series, then what it is.
    pub(super) fn classes(self) -> [&'static str; 2] {
        let (role, colour) = self.code();
        let of = |list: &[&'static str], index: u8| list.get(usize::from(index)).copied().unwrap_or_default();
        [of(&COLOUR_CLASSES, colour), of(&ROLES, role)]
    }

    /// How it looks in pixels; nothing of what is for print alone.
    pub(super) fn look(self) -> Look {
        let (_, colour) = self.code();
        let own = SERIES.get(usize::from(colour)).copied().unwrap_or(INK);
        let filled = |colour, part| Look { fill: Some((colour, part)), stroke: None, dash: None };
        let line = |colour, width| Look { fill: None, stroke: Some(((colour, 1.0), width)), dash: None };
        match self {
            Self::Grid => line(RULE, 1.0),
            Self::Base => line(FAINT, 1.0),
            Self::Tick | Self::Unit => filled(FAINT, 1.0),
            Self::Name | Self::Strong | Self::Title => filled(INK, 1.0),
            Self::Value => Look { stroke: Some(((PAPER, 1.0), 3.0)), ..filled(INK, 1.0) },
            Self::Track => filled(RULE, 0.45),
            Self::Paper => filled(PAPER, 1.0),
            Self::Line(_) => line(own, 2.0),
            Self::Leader(_) => Look { dash: Some([1.0, 3.0]), ..line(own, 1.0) },
            Self::Whisker(_) => line(own, 1.5),
            Self::Dot(_) => Look { stroke: Some(((PAPER, 1.0), 1.0)), ..filled(own, 1.0) },
            Self::Hollow(_) => Look { fill: Some((PAPER, 1.0)), ..line(own, 2.0) },
            Self::Bar(_) => filled(own, 1.0),
            Self::HollowBar(_) => Look { fill: Some((own, 0.25)), ..line(own, 1.5) },
            Self::Hatch(_) | Self::HollowHatch(_) => Look { fill: None, stroke: None, dash: None },
        }
    }

    /// Whether its letters are bold.
    pub(super) fn is_bold(self) -> bool {
        matches!(self, Self::Strong | Self::Title)
    }

    /// A thin style of it for plotters' elements.
    pub(super) fn style(self) -> ShapeStyle {
        self.sentinel().into()
    }

    /// A filled style of it for plotters' elements.
    pub(super) fn filled(self) -> ShapeStyle {
        ShapeStyle { filled: true, ..self.style() }
    }

    /// Text of it at `size` tenths of a pixel: anchored at `side`, its vertical middle at the point.
    pub(super) fn text(self, size: i32, side: HPos) -> TextStyle<'static> {
        let (face, colour) = ((FontFamily::SansSerif, f64::from(size)), self.sentinel());
        TextStyle { color: colour.to_backend_color(), ..TextStyle::from(face) }
            .pos(Pos::new(side, VPos::Center))
    }

    /// The RGB value that stands for it on its way through plotters.
    fn sentinel(self) -> RGBColor {
        let (role, colour) = self.code();
        RGBColor(role, colour, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentinel_comes_back_as_what_it_stands_for() {
        for role in 0..19 {
            let sentinel = |colour| RGBColor(role, colour, 0).to_backend_color();
            let paint = Paint::of(sentinel(3));
            assert_eq!(paint.code().0, role);
            assert!(paint.classes()[1] == ROLES[usize::from(role)]);
        }
    }

    #[test]
    fn pixels_have_the_colours_of_the_light_scheme() {
        let style = super::super::STYLE;
        for (index, colour) in (1..).zip(SERIES) {
            assert!(style.contains(&format!("  --c{index}: {colour};")), "{colour}");
        }
        for colour in [PAPER, INK, FAINT, RULE] {
            assert!(style.contains(&format!(", {colour})")), "{colour}");
        }
    }
}
