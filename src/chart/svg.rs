//! The drawing backend: what plotters draws becomes SVG that is small, sharp and coloured by the page.
//!
//! 1. plotters draws on a canvas of whole numbers; here one of them is a tenth of a pixel.
//! 2. A colour is not a colour but a [`Paint`]: plotters carries it through as an RGB value that stands for
//!    a class.
//! 3. [`Svg`] collects what is drawn, [`Drawing::write`] writes it: neighbours of one class share a group, their lines
//!    share a path.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Drawable, PointCollection};
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::measure;
use super::paint::{Paint, classes};
use crate::text::escape;

/// How many units of the canvas make a pixel.
pub(super) const UNIT: i32 = 10;

/// The whole canvas as plotters sees it.
pub(super) type Canvas<'a> = DrawingArea<Svg<'a>, Shift>;

/// What drawing returns; our backend itself never fails.
pub(super) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// From the vertical middle of a line of text to its baseline, in thousandths of its size.
const MIDDLE_TO_BASELINE: i32 = 360;

/// Where the baseline of a text of `size` lies below its vertical middle.
pub(super) fn baseline(size: i32) -> i32 {
    size * MIDDLE_TO_BASELINE / 1000
}

#[derive(Debug)]
enum Shape {
    Path { points: Vec<BackendCoord>, closed: bool },
    Rect { at: BackendCoord, width: i32, height: i32 },
    Circle { at: BackendCoord, radius: u32 },
    Text { at: BackendCoord, text: String },
}

#[derive(Debug)]
struct Element {
    classes: [&'static str; 2],
    /// Value of `text-anchor`, empty for its default.
    side: &'static str,
    shape: Shape,
    tip: Option<String>,
}

/// What has been drawn, in its order.
#[derive(Debug)]
pub(super) struct Drawing {
    width: i32,
    height: i32,
    size: i32,
    elements: Vec<Element>,
}

impl Drawing {
    /// An empty drawing of `width` by `height`, with letters of `size`, all in tenths of a pixel.
    pub(super) fn new(width: i32, height: i32, size: i32) -> Self {
        Self { width, height, size, elements: Vec::new() }
    }

    /// The canvas for plotters.
    pub(super) fn backend(&mut self) -> Svg<'_> {
        Svg { drawing: self, tip: None }
    }

    /// The `<svg>`. `class` comes after `chart`; with an empty title it is hidden from those who do not see it.
    pub(super) fn write(&self, head: &Head<'_>) -> String {
        let mut out = String::with_capacity(1024 + self.elements.len() * 48);
        head.write(self, &mut out);
        let mut rest = self.elements.as_slice();
        while let Some(first) = rest.first() {
            let count =
                rest.iter().take_while(|it| (it.classes, it.side) == (first.classes, first.side)).count();
            let (group, after) = rest.split_at(count);
            write_group(group, &mut out);
            rest = after;
        }
        out.push_str("</svg>");
        out
    }
}

/// What stands in the `<svg>` tag.
pub(super) struct Head<'a> {
    /// Unique in the page.
    pub(super) id: &'a str,
    /// `wide`, `narrow`, `spark`.
    pub(super) class: &'static str,
    /// Title for those who do not see it.
    pub(super) title: &'a str,
    /// What there is to see, in a sentence.
    pub(super) description: &'a str,
}

impl Head<'_> {
    fn write(&self, drawing: &Drawing, out: &mut String) {
        let (width, height) = (Tenths(drawing.width), Tenths(drawing.height));
        put(out, format_args!("<svg class=\"chart {}\" viewBox=\"0 0 {width} {height}\"", self.class));
        put(
            out,
            format_args!(" width=\"{width}\" height=\"{height}\" font-size=\"{}\"", Tenths(drawing.size)),
        );
        let title = measure::tidy(self.title);
        if title.is_empty() {
            out.push_str(" aria-hidden=\"true\">");
            return;
        }
        let id: String =
            self.id.chars().map(|it| if it.is_alphanumeric() || it == '_' { it } else { '-' }).collect();
        let id = format!("{id}-{}", self.class);
        let description = measure::tidy(self.description);
        put(out, format_args!(" role=\"img\" aria-labelledby=\"{id}-t"));
        if !description.is_empty() {
            put(out, format_args!(" {id}-d"));
        }
        put(out, format_args!("\"><title id=\"{id}-t\">{}</title>", escape(&title)));
        if !description.is_empty() {
            put(out, format_args!("<desc id=\"{id}-d\">{}</desc>", escape(&description)));
        }
    }
}

/// Writing to a string does not fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _infallible = out.write_fmt(text);
}

/// A number of tenths, written with as many decimals as it needs.
struct Tenths(i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if tenth == 0 {
            write!(formatter, "{sign}{whole}")
        } else {
            write!(formatter, "{sign}{whole}.{tenth}")
        }
    }
}

fn write_group(group: &[Element], out: &mut String) {
    let Some(first) = group.first() else { return };
    let mut shared = match first.classes {
        ["", class] | [class, ""] => format!(" class=\"{class}\""),
        [colour, role] => format!(" class=\"{colour} {role}\""),
    };
    if !first.side.is_empty() {
        put(&mut shared, format_args!(" text-anchor=\"{}\"", first.side));
    }
    let grouped =
        group.len() > 1 && !group.iter().all(|it| matches!(it.shape, Shape::Path { .. }) && it.tip.is_none());
    let own = if grouped {
        put(out, format_args!("<g{shared}>"));
        String::new()
    } else {
        shared
    };
    let mut rest = group;
    while let Some(element) = rest.first() {
        let paths =
            rest.iter().take_while(|it| matches!(it.shape, Shape::Path { .. }) && it.tip.is_none()).count();
        let count = paths.max(1);
        if paths > 0 {
            write_paths(&rest[..count], &own, out);
        } else {
            write_element(element, &own, out);
        }
        rest = &rest[count..];
    }
    if grouped {
        out.push_str("</g>");
    }
}

fn write_paths(elements: &[Element], class: &str, out: &mut String) {
    put(out, format_args!("<path{class} d=\""));
    for element in elements {
        let Shape::Path { points, closed } = &element.shape else { continue };
        let mut before: Option<BackendCoord> = None;
        for &(x, y) in points {
            match before {
                None => put(out, format_args!("M{} {}", Tenths(x), Tenths(y))),
                Some((_, same)) if same == y => put(out, format_args!("H{}", Tenths(x))),
                Some((same, _)) if same == x => put(out, format_args!("V{}", Tenths(y))),
                Some(_) => put(out, format_args!("L{} {}", Tenths(x), Tenths(y))),
            }
            before = Some((x, y));
        }
        if *closed {
            out.push('Z');
        }
    }
    out.push_str("\"/>");
}

fn write_element(element: &Element, class: &str, out: &mut String) {
    let name = match &element.shape {
        Shape::Path { .. } => return write_paths(std::slice::from_ref(element), class, out),
        Shape::Rect { at: (x, y), width, height } => {
            let (x, y, width, height) = (Tenths(*x), Tenths(*y), Tenths(*width), Tenths(*height));
            put(out, format_args!("<rect{class} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""));
            "rect"
        }
        Shape::Circle { at: (x, y), radius } => {
            let radius = Tenths(i32::try_from(*radius).unwrap_or(i32::MAX));
            put(
                out,
                format_args!("<circle{class} cx=\"{}\" cy=\"{}\" r=\"{radius}\"", Tenths(*x), Tenths(*y)),
            );
            "circle"
        }
        Shape::Text { at: (x, y), text } => {
            let (x, y) = (Tenths(*x), Tenths(*y));
            put(out, format_args!("<text{class} x=\"{x}\" y=\"{y}\">{}</text>", escape(text)));
            return;
        }
    };
    match &element.tip {
        Some(tip) => put(out, format_args!("><title>{}</title></{name}>", escape(tip))),
        None => out.push_str("/>"),
    }
}

/// The backend itself: writes down what plotters draws.
pub(super) struct Svg<'a> {
    drawing: &'a mut Drawing,
    /// What the next shape says when it is pointed at.
    tip: Option<String>,
}

impl Svg<'_> {
    fn add(&mut self, colour: BackendColor, shape: Shape) -> Result<(), DrawingErrorKind<Infallible>> {
        if colour.alpha > 0.0 {
            let tip = self.tip.take();
            self.drawing.elements.push(Element { classes: classes(colour), side: "", shape, tip });
        }
        Ok(())
    }
}

impl DrawingBackend for Svg<'_> {
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
            HPos::Left => "",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let y = match style.anchor().v_pos {
            VPos::Top => y + size / 2 + baseline(size),
            VPos::Center => y + baseline(size),
            VPos::Bottom => y - size / 2 + baseline(size),
        };
        let shape = Shape::Text { at: (x, y), text: text.to_owned() };
        self.drawing.elements.push(Element { classes: classes(style.color()), side, shape, tip: None });
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

/// A mark that says something when it is pointed at: a circle, or a rectangle where a second corner is given.
pub(super) struct Mark<C> {
    /// Centre, or one corner and the other.
    pub(super) points: Vec<C>,
    /// Radius of the circle.
    pub(super) radius: u32,
    /// What it is.
    pub(super) paint: Paint,
    /// What it says.
    pub(super) tip: Option<String>,
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Mark<C> {
    type Point = &'a C;
    type IntoIter = &'a [C];

    fn point_iter(self) -> &'a [C] {
        &self.points
    }
}

impl<C> Drawable<Svg<'_>> for Mark<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut Svg<'_>,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        backend.tip.clone_from(&self.tip);
        match (points.next(), points.next()) {
            (Some(corner), Some(other)) => backend.draw_rect(corner, other, &self.paint.filled(), true),
            (Some(centre), None) => backend.draw_circle(centre, self.radius, &self.paint.filled(), true),
            _ => Ok(()),
        }
    }
}
