//! The card: what stands for a report where somebody shares its link. Masthead, title, and the most telling figures large.

use super::layout::{BAR, Face, Ink, Laid, Pieces, Setting, Value};
use super::{Card, Picture, PosterFigure};
use crate::chart::measure;

/// Width of a card, in pixels.
pub const WIDTH: i32 = 1200;
/// Its height.
pub const HEIGHT: i32 = 630;
/// Between the edges and what is drawn.
const MARGIN: i32 = 64;
const EDGE: i32 = 48;
/// Width of all that is drawn.
const CONTENT: i32 = WIDTH - 2 * MARGIN;
/// Between two figures.
const GAP: i32 = 40;
/// Between the title and the figures.
const GAP_ABOVE: i32 = 24;
/// Most figures.
const MOST: i32 = 4;
/// Most that the figures take of the height; the less they take, the longer the title may be.
const TALLEST: [i32; 3] = [250, 200, 0];
/// Largest and least size of a value's letters.
const VALUE: (i32, i32) = (80, 48);
/// Sizes that a title is tried in.
const TITLES: [i32; 6] = [64, 56, 48, 42, 36, 30];

const MASTHEAD: Setting = Setting { size: 34, face: Face::Song, ink: Ink::Accent };
/// The title where it is longest.
const TITLE: Setting = Setting { size: TITLES[TITLES.len() - 1], face: Face::Song, ink: Ink::Text };
const SUBTITLE: Setting = Setting { size: 30, face: Face::Plain, ink: Ink::Faint };
const NAME: Setting = Setting { size: 28, face: Face::Plain, ink: Ink::Text };
const NOTE: Setting = Setting { size: 24, face: Face::Plain, ink: Ink::Faint };

/// Lays out a card.
pub fn card(card: &Card) -> Picture {
    let mut pieces = Pieces::default();
    let masthead = one_line(&card.masthead, MASTHEAD);
    let top = pieces.lines(MARGIN, EDGE - 8, &masthead, MASTHEAD) + 10;
    let top = pieces.masthead_rule(MARGIN, top, CONTENT) + 24;
    let bottom =
        |cells: &[Cell<'_>]| HEIGHT - EDGE - cells.iter().map(Cell::height).max().unwrap_or_default();
    let mut tried = TALLEST.into_iter().map(|tallest| cells(&card.figures, tallest));
    let cells = tried.find(|it| title_size(card, bottom(it) - GAP_ABOVE - top).is_some()).unwrap_or_default();
    let bottom = bottom(&cells);
    for (column, cell) in (0..).zip(&cells) {
        cell.draw(MARGIN + column * (cell.width + GAP), bottom, &mut pieces);
    }
    title(card, (top, bottom - GAP_ABOVE), &mut pieces);
    Picture(Laid { title: measure::tidy(&card.title), width: WIDTH, height: HEIGHT, pieces: pieces.0 })
}

/// Title, region and period between two heights, as large as fits.
fn title(card: &Card, (top, bottom): (i32, i32), pieces: &mut Pieces) {
    let room = bottom - top - SUBTITLE.leading() - 8;
    let setting = title_size(card, bottom - top).unwrap_or(TITLE);
    let most = usize::try_from(room / setting.leading()).unwrap_or_default();
    let lines = shortened(setting.wrap(&card.title, CONTENT), most, setting);
    let free = room - setting.height(&lines);
    let end = pieces.lines(MARGIN, top + free / 2, &lines, setting) + 8;
    pieces.lines(MARGIN, end, &one_line(&card.subtitle, SUBTITLE), SUBTITLE);
}

/// The largest setting in which the title fits into a height, above region and period.
fn title_size(card: &Card, height: i32) -> Option<Setting> {
    let room = height - SUBTITLE.leading() - 8;
    let mut settings = TITLES.into_iter().map(|size| Setting { size, ..TITLE });
    settings.find(|it| it.height(&it.wrap(&card.title, CONTENT)) <= room)
}

/// `text` on one line, with a mark where it goes on.
fn one_line(text: &str, setting: Setting) -> Vec<String> {
    shortened(setting.wrap(text, CONTENT), 1, setting)
}

/// At most so many lines; the last one says that there were more.
fn shortened(mut lines: Vec<String>, most: usize, setting: Setting) -> Vec<String> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        last.push('…');
        while measure::at_size(last, setting.size) > CONTENT && last.chars().count() > 1 {
            last.pop();
            last.pop();
            last.push('…');
        }
    }
    lines
}

/// A figure with its place measured.
struct Cell<'a> {
    figure: &'a PosterFigure,
    width: i32,
    value: Value,
    name: Vec<String>,
    note: Vec<String>,
}

impl<'a> Cell<'a> {
    fn new(figure: &'a PosterFigure, width: i32) -> Self {
        Self {
            figure,
            width,
            value: Value::fit(figure, width, VALUE),
            name: NAME.wrap(&figure.name, width),
            note: NOTE.wrap_all(&figure.notes, width),
        }
    }

    fn height(&self) -> i32 {
        self.bar_at() + BAR + 10 + NAME.height(&self.name) + NOTE.height(&self.note)
    }

    /// Where the bar of a rate stands, from the top of the cell; others leave the same free, so that names stand on one height.
    fn bar_at(&self) -> i32 {
        (VALUE.0 * 14 / 10).max(self.value.height()) + 4
    }

    fn fits(&self, tallest: i32) -> bool {
        self.value.is_one_line() && self.height() <= tallest
    }

    fn draw(&self, left: i32, top: i32, pieces: &mut Pieces) {
        let lower = self.bar_at() - 4 - self.value.height();
        self.value.draw(left, top + lower * 2 / 3, pieces);
        let y = top + self.bar_at();
        match self.figure.share {
            Some(share) => pieces.bar(left, y, self.width, share),
            None => pieces.area(left, y + BAR - 2, (self.width, 2), Ink::Rule),
        }
        let y = pieces.lines(left, y + BAR + 10, &self.name, NAME);
        pieces.lines(left, y, &self.note, NOTE);
    }
}

/// The first figures that have room side by side: four, else three, two or one.
fn cells(figures: &[PosterFigure], tallest: i32) -> Vec<Cell<'_>> {
    for count in (1..=MOST).rev() {
        let width = (CONTENT - (count - 1) * GAP) / count;
        let count = usize::try_from(count).unwrap_or(1);
        let cells = figures.iter().map(|it| Cell::new(it, width)).filter(|it| it.fits(tallest));
        let cells: Vec<Cell<'_>> = cells.take(count).collect();
        if cells.len() == count {
            return cells;
        }
    }
    Vec::new()
}
