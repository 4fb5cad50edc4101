//! The drawing backend: writes down what plotters draws, on a canvas where one is a tenth of a pixel.
//!
//! A colour is not a colour but a [`Paint`]: plotters carries it through as an RGB value that stands for a class.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Drawable, PointCollection};
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::drawing::{Drawing, Element, Shape, Side, baseline};
use super::measure;
use super::paint::Paint;
use super::symbol::Symbol;

/// The whole canvas as plotters sees it.
pub(super) type Canvas<'a> = DrawingArea<Backend<'a>, Shift>;

/// What drawing returns; our backend itself never fails.
pub(super) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// The backend itself: writes down what plotters draws.
pub(super) struct Backend<'a> {
    drawing: &'a mut Drawing,
    /// What the next shape says when it is pointed at.
    tip: Option<String>,
}

impl<'a> Backend<'a> {
    /// Draws on `drawing`.
    pub(super) fn on(drawing: &'a mut Drawing) -> Self {
        Self { drawing, tip: None }
    }

    fn add(&mut self, colour: BackendColor, shape: Shape) -> Result<(), DrawingErrorKind<Infallible>> {
        if colour.alpha > 0.0 {
            let tip = self.tip.take();
            self.drawing.elements.push(Element {
                paint: Paint::of(colour),
                side: Side::Start,
                size: 0,
                shape,
                tip,
            });
        }
        Ok(())
    }
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.drawing.width.unsigned_abs(), self.drawing.height.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        at: BackendCoord,
        colour: BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.add(colour, Shape::Rect { at, width: 1, height: 1 })
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.add(style.color(), Shape::Path { points: vec![from, to], closed: false })
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let at = (left.min(right), top.min(bottom));
        self.add(style.color(), Shape::Rect { at, width: (right - left).abs(), height: (bottom - top).abs() })
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.add(style.color(), Shape::Path { points: path.into_iter().collect(), closed: false })
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        at: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.add(style.color(), Shape::Circle { at, radius })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.add(style.color(), Shape::Path { points: corners.into_iter().collect(), closed: true })
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let size = letter_size(style);
        let side = match style.anchor().h_pos {
            HPos::Left => Side::Start,
            HPos::Center => Side::Middle,
            HPos::Right => Side::End,
        };
        let y = match style.anchor().v_pos {
            VPos::Top => y + size / 2 + baseline(size),
            VPos::Center => y + baseline(size),
            VPos::Bottom => y - size / 2 + baseline(size),
        };
        let shape = Shape::Text { at: (x, y), text: text.to_owned() };
        let paint = Paint::of(style.color());
        self.drawing.elements.push(Element { paint, side, size, shape, tip: None });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = letter_size(style);
        Ok((measure::at_size(text, size).unsigned_abs(), size.unsigned_abs()))
    }
}

/// Size of the letters in tenths of a pixel. plotters carries it as a float; we only ever hand it whole numbers.
fn letter_size<T: BackendTextStyle>(style: &T) -> i32 {
    style.size().round() as i32
}

/// A mark that says something when it is pointed at: a symbol, or a rectangle where a second corner is given.
pub(super) struct Mark<C> {
    /// Centre, or one corner and the other.
    pub(super) points: Vec<C>,
    /// Shape and radius of the symbol.
    pub(super) symbol: (Symbol, i32),
    /// What it is.
    pub(super) paint: Paint,
    /// What it says.
    pub(super) tip: Option<String>,
}

impl<C> Mark<C> {
    /// A symbol around `at`.
    pub(super) fn symbol(at: C, symbol: Symbol, radius: i32, paint: Paint) -> Self {
        Self { points: vec![at], symbol: (symbol, radius), paint, tip: None }
    }

    /// A rectangle from one corner to the other.
    pub(super) fn area(corner: C, other: C, paint: Paint) -> Self {
        Self { points: vec![corner, other], symbol: (Symbol::Circle, 0), paint, tip: None }
    }

    /// The same, saying something when it is pointed at.
    pub(super) fn saying(self, tip: Option<String>) -> Self {
        Self { tip, ..self }
    }
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Mark<C> {
    type Point = &'a C;
    type IntoIter = &'a [C];

    fn point_iter(self) -> &'a [C] {
        &self.points
    }
}

impl<C> Drawable<Backend<'_>> for Mark<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut Backend<'_>,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        backend.tip.clone_from(&self.tip);
        let (style, (symbol, radius)) = (self.paint.filled(), self.symbol);
        match (points.next(), points.next()) {
            (Some(corner), Some(other)) => backend.draw_rect(corner, other, &style, true),
            (Some(centre), None) if symbol == Symbol::Circle => {
                backend.draw_circle(centre, radius.unsigned_abs(), &style, true)
            }
            (Some(centre), None) => backend.fill_polygon(symbol.corners(centre, radius), &style),
            _ => Ok(()),
        }
    }
}
