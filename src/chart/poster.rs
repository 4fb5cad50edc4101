//! Pictures of a report that stand alone: the poster (图解), one long picture for a phone, and the card that stands for a link.
//!
//! 1. [`Poster`] and [`Card`] say what stands on them: masthead, title, figures, on a poster also source and address.
//! 2. `sheet` and `card` measure everything and give each piece its place, from the top down (`layout`). On a poster no height
//!    is fixed, so nothing is cut; a card shows as many figures as it has room for.
//! 3. The [`Picture`] that comes of it is written as SVG (`write`) or drawn as PNG (`draw`). It stands alone: its colours and faces
//!    are its own, not the page's.

mod card;
mod draw;
mod layout;
mod sheet;
mod write;

use rust_decimal::Decimal;

use super::raster;
pub use card::{HEIGHT as CARD_HEIGHT, WIDTH as CARD_WIDTH, card};
use layout::Laid;
pub use sheet::{WIDTH, poster};

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

/// A figure on a poster or a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterFigure {
    /// Its name.
    pub name: String,
    /// What the source wrote before the unit: 近6万.
    pub value: String,
    /// The unit and what follows it: 个.
    pub unit: String,
    /// Where it says something else than the title leads to think: its period, what counts, who contradicts it, a line each.
    pub notes: Vec<String>,
    /// For a rate: its bar.
    pub share: Option<Share>,
}

/// The bar of a rate, in per cent of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is at least.
    pub least: Decimal,
    /// What it is at most: the same, unless the source wrote 近, 余, 约.
    pub most: Decimal,
}

/// What stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Name of the publication or the site.
    pub masthead: String,
    /// Title of the report.
    pub title: String,
    /// Region and period, in a line.
    pub subtitle: String,
    /// Its figures, the most telling first; as many are shown as have room.
    pub figures: Vec<PosterFigure>,
}

/// A picture, laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture(Laid);

impl Picture {
    /// The whole SVG file.
    pub fn svg(&self) -> String {
        write::svg(&self.0)
    }

    /// The whole PNG file; `None` where there is no memory for its pixels.
    pub fn png(&self) -> Option<Vec<u8>> {
        draw::png(&self.0)
    }

    /// What the PNG file is made of, in a number: as long as it is the same, so are the bytes.
    pub fn fingerprint(&self) -> u64 {
        raster::fingerprint(&self.svg())
    }
}

#[cfg(test)]
mod tests;
