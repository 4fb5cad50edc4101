//! The poster (图解): the figures of a report on one long picture, for a phone and for sharing.
//!
//! 1. [`Poster`] says what stands on it: masthead, title, figures in groups, source, address.
//! 2. `layout` measures everything and gives each piece its place, from the top down; no height is fixed, so nothing is cut.
//! 3. `write` makes SVG of the pieces, `picture` pixels. A picture stands alone: its colours and faces are its own, not the page's.

mod layout;
mod picture;
mod write;

use rust_decimal::Decimal;

/// Width of a poster, in pixels.
pub const WIDTH: i32 = 1080;

/// The paper, for the light scheme of the theme.
const PAPER: &str = "#fdfcf9";

/// What stands on a poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// Name of the publication or the site.
    pub masthead: String,
    /// Title of the report.
    pub title: String,
    /// Region and period, in a line.
    pub subtitle: String,
    /// Figures by what they are about, from the top.
    pub groups: Vec<PosterGroup>,
    /// What the foot says, a line each: source, date, how to read on.
    pub foot: Vec<String>,
    /// Address of the page, for the QR code; none where the site has no address.
    pub address: Option<String>,
}

/// Figures that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterGroup {
    /// What they are about: 监督.
    pub title: String,
    /// The figures.
    pub figures: Vec<PosterFigure>,
}

/// A figure on a poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterFigure {
    /// Its name.
    pub name: String,
    /// What the source wrote before the unit: 近6万.
    pub value: String,
    /// The unit and what follows it: 个.
    pub unit: String,
    /// For a rate: per cent of the whole, drawn as a bar.
    pub share: Option<Decimal>,
    /// Whether the source wrote 近, 余, 约: the end of the bar is open.
    pub approximate: bool,
}

/// The poster as a whole SVG file.
pub fn poster(poster: &Poster) -> String {
    write::svg(&layout::layout(poster))
}

/// The poster as a PNG file, and the letters that could not be drawn; nothing where it is too high for a picture.
pub fn picture(poster: &Poster) -> Option<(Vec<u8>, Vec<char>)> {
    picture::png(&layout::layout(poster))
}

#[cfg(test)]
mod tests;
