//! The poster: figures in two columns, rates in rows with their bars, source and QR code at the foot.

use qrcodegen::{QrCode, QrCodeEcc};

use super::layout::{BAR, Code, Face, Ink, Laid, Piece, Pieces, Setting, Value};
use super::{Picture, Poster, PosterFigure, PosterGroup, Share};
use crate::chart::measure;

/// Width of a poster, in pixels.
pub const WIDTH: i32 = 1080;
/// Between the edge and what is drawn.
const MARGIN: i32 = 64;
/// Width of all that is drawn.
const CONTENT: i32 = WIDTH - 2 * MARGIN;
/// Between two columns of figures.
const GAP: i32 = 36;
/// Width of a column.
const COLUMN: i32 = (CONTENT - GAP) / 2;
/// Width of the value of a rate, beside which its name and bar stand.
const RATE: i32 = 330;
/// Edge of the QR code with its quiet zone.
const CODE: i32 = 232;
/// Modules of paper around a QR code, as its standard wants.
const QUIET: i32 = 4;
/// Largest and least size of a value's letters.
const VALUE: (i32, i32) = (88, 52);

const MASTHEAD: Setting = Setting { size: 46, face: Face::Song, ink: Ink::Accent };
const TITLE: Setting = Setting { size: 66, face: Face::Song, ink: Ink::Text };
const SUBTITLE: Setting = Setting { size: 34, face: Face::Plain, ink: Ink::Faint };
const HEADING: Setting = Setting { size: 44, face: Face::Song, ink: Ink::Text };
const NAME: Setting = Setting { size: 34, face: Face::Plain, ink: Ink::Text };
const NOTE: Setting = Setting { size: 28, face: Face::Plain, ink: Ink::Faint };
const FOOT: Setting = Setting { size: 30, face: Face::Plain, ink: Ink::Faint };

/// Lays out a poster.
pub fn poster(poster: &Poster) -> Picture {
    let mut sheet = Sheet { top: MARGIN, pieces: Pieces::default() };
    sheet.masthead(poster);
    for group in poster.groups.iter().filter(|it| !it.figures.is_empty()) {
        sheet.group(group);
    }
    sheet.foot(poster);
    let title = measure::tidy(&poster.title);
    Picture(Laid { title, width: WIDTH, height: sheet.top + MARGIN, pieces: sheet.pieces.0 })
}

/// The poster so far, and where it goes on.
struct Sheet {
    top: i32,
    pieces: Pieces,
}

impl Sheet {
    fn lines(&mut self, text: &str, setting: Setting) {
        self.top = self.pieces.lines(MARGIN, self.top, &setting.wrap(text, CONTENT), setting);
    }

    /// Name of the publication over a thick and a thin rule, title, region and period.
    fn masthead(&mut self, poster: &Poster) {
        self.lines(&poster.masthead, MASTHEAD);
        self.top = self.pieces.masthead_rule(MARGIN, self.top + 12, CONTENT) + 44;
        self.lines(&poster.title, TITLE);
        self.top += 10;
        self.lines(&poster.subtitle, SUBTITLE);
        self.top += 8;
    }

    /// Counts in two columns; below them rates, a row each.
    fn group(&mut self, group: &PosterGroup) {
        self.top += 40;
        self.pieces.area(MARGIN, self.top, (CONTENT, 2), Ink::Rule);
        // The rule begins thick, as the head of a column in a bulletin.
        self.pieces.area(MARGIN, self.top - 2, (88, 6), Ink::Accent);
        self.top += 22;
        self.lines(&group.title, HEADING);
        self.top += 14;
        let (rates, counts): (Vec<&PosterFigure>, Vec<&PosterFigure>) =
            group.figures.iter().partition(|it| it.share.is_some());
        for pair in counts.chunks(2) {
            let ends: Vec<i32> = (0..)
                .zip(pair)
                .map(|(column, figure)| self.count(MARGIN + column * (COLUMN + GAP), figure))
                .collect();
            self.top = ends.into_iter().max().unwrap_or(self.top) + 28;
        }
        for figure in rates {
            if let Some(share) = figure.share {
                self.top = self.rate(figure, share) + 34;
            }
        }
    }

    /// A figure in a column: its value large, its name and note below; where it ends.
    fn count(&mut self, left: i32, figure: &PosterFigure) -> i32 {
        let value = Value::fit(figure, COLUMN, VALUE);
        // Values of one line stand on one height, however large their letters are.
        let full = VALUE.0 * 14 / 10;
        let lower = if value.is_one_line() { (full - value.height()) * 2 / 3 } else { 0 };
        value.draw(left, self.top + lower, &mut self.pieces);
        let y = self.top + full.max(value.height()) - 8;
        self.told(left, y, COLUMN, figure)
    }

    /// Name and note from `top` on; where they end.
    fn told(&mut self, left: i32, top: i32, width: i32, figure: &PosterFigure) -> i32 {
        let y = self.pieces.lines(left, top, &NAME.wrap(&figure.name, width), NAME);
        self.pieces.lines(left, y, &NOTE.wrap_all(&figure.notes, width), NOTE)
    }

    /// A rate: its value on the left, name, bar and note beside it; where it ends.
    fn rate(&mut self, figure: &PosterFigure, share: Share) -> i32 {
        let (left, width) = (MARGIN + RATE + GAP, CONTENT - RATE - GAP);
        let name = NAME.wrap(&figure.name, width);
        let note = NOTE.wrap_all(&figure.notes, width);
        let value = Value::fit(figure, RATE, VALUE);
        // The bar stands where the value does: on the same line where there is no more to say than a name.
        let beside = NAME.height(&name) + 10 + BAR + 8;
        let height = beside.max(value.height());
        let below = self.top + height - beside;
        value.draw(MARGIN, self.top + (height - value.height()) / 2, &mut self.pieces);
        let end = self.pieces.lines(left, below - (height - beside) / 2, &name, NAME) + 10;
        self.pieces.bar(left, end, width, share);
        let end = self.pieces.lines(left, end + BAR + 8, &note, NOTE);
        end.max(self.top + height)
    }

    /// Source and how to read on, beside a QR code.
    fn foot(&mut self, poster: &Poster) {
        self.top += 36;
        self.pieces.area(MARGIN, self.top, (CONTENT, 2), Ink::Accent);
        self.pieces.area(MARGIN, self.top + 8, (CONTENT, 7), Ink::Accent);
        self.top += 44;
        let code = poster.address.as_deref().and_then(|it| QrCode::encode_text(it, QrCodeEcc::Medium).ok());
        let width = if code.is_some() { CONTENT - CODE - GAP } else { CONTENT };
        let mut end = self.top;
        for line in &poster.foot {
            end = self.pieces.lines(MARGIN, end, &FOOT.wrap(line, width), FOOT) + 6;
        }
        if let Some(code) = code {
            let (left, top) = (WIDTH - MARGIN - CODE, self.top);
            self.pieces.0.push(Piece::Code { left, top, edge: CODE, code: modules(&code) });
            end = end.max(top + CODE);
        }
        self.top = end;
    }
}

/// The dark modules of a QR code, those side by side in one.
fn modules(code: &QrCode) -> Code {
    let size = code.size();
    let mut runs = Vec::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let length = (x..size).take_while(|&x| code.get_module(x, y)).count();
            let length = i32::try_from(length).unwrap_or_default();
            if length > 0 {
                runs.push((x + QUIET, y + QUIET, length));
            }
            x += length + 1;
        }
    }
    Code { modules: size + 2 * QUIET, runs }
}
