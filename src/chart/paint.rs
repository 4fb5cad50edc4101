//! What a chart is painted with: classes. plotters knows only colours, so each class has one that stands for it.

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::BackendColor;

/// How many colours of series there are.
pub(super) const COLOURS: u8 = 7;

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
    /// The name of what the page is about.
    Strong,
    /// A value.
    Value,
    /// What a bar of a rate would be at 100 %.
    Track,
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
}

/// The colour index that stands for the site's accent, not for one of the series.
pub(super) const ACCENT: u8 = COLOURS;

/// Classes by the first number of the sentinel, in the order of [`Paint`].
const ROLES: [&str; 15] = [
    "ch-grid",
    "ch-base",
    "ch-tick",
    "ch-unit",
    "ch-name",
    "ch-strong",
    "ch-value",
    "ch-track",
    "ch-line",
    "ch-leader",
    "ch-whisker",
    "ch-dot",
    "ch-hollow",
    "ch-bar",
    "ch-hollow-bar",
];

/// Classes by the second number: the colours of series, then the accent.
const COLOUR_CLASSES: [&str; 8] = ["ch-1", "ch-2", "ch-3", "ch-4", "ch-5", "ch-6", "ch-7", "ch-accent"];

impl Paint {
    /// The RGB value that stands for it on its way through plotters.
    fn sentinel(self) -> RGBColor {
        let (role, colour) = match self {
            Self::Grid => (0, None),
            Self::Base => (1, None),
            Self::Tick => (2, None),
            Self::Unit => (3, None),
            Self::Name => (4, None),
            Self::Strong => (5, None),
            Self::Value => (6, None),
            Self::Track => (7, None),
            Self::Line(colour) => (8, Some(colour)),
            Self::Leader(colour) => (9, Some(colour)),
            Self::Whisker(colour) => (10, Some(colour)),
            Self::Dot(colour) => (11, Some(colour)),
            Self::Hollow(colour) => (12, Some(colour)),
            Self::Bar(colour) => (13, Some(colour)),
            Self::HollowBar(colour) => (14, Some(colour)),
        };
        RGBColor(role, colour.unwrap_or(u8::MAX), 0)
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
}

/// The classes of a sentinel.
pub(super) fn classes(colour: BackendColor) -> [&'static str; 2] {
    let of = |list: &[&'static str], index: u8| list.get(usize::from(index)).copied().unwrap_or_default();
    [of(&COLOUR_CLASSES, colour.rgb.1), of(&ROLES, colour.rgb.0)]
}
