//! A drawing as SVG that is small and sharp: neighbours of one class share a group, their lines share a path, and a path goes
//! on from where it is.

use plotters_backend::BackendCoord;

use super::drawing::{Drawing, Element, Shape, Side};
use super::measure;
use crate::text::escape;

/// What stands in the `<svg>` tag.
pub(super) struct Head<'a> {
    /// Unique in the page; nothing in a file of its own.
    pub(super) id: &'a str,
    /// `wide`, `narrow`, `spark`, `alone`.
    pub(super) class: &'static str,
    /// Title for those who do not see it; with an empty one it is hidden from them.
    pub(super) title: &'a str,
    /// What there is to see, in a sentence.
    pub(super) description: &'a str,
    /// Class of the `<svg>` that holds the description: another form of the same chart need not say it again.
    pub(super) described: &'static str,
    /// What a file of its own needs beside it: attributes of the tag, and a style sheet.
    pub(super) own: Option<(&'a str, &'a str)>,
}

impl Drawing {
    /// The whole `<svg>`.
    pub(super) fn write(&self, head: &Head<'_>) -> String {
        let mut out = Out { text: String::with_capacity(1024 + self.elements.len() * 40), size: self.size };
        head.write(self, &mut out);
        let mut rest = self.elements.as_slice();
        while let Some(first) = rest.first() {
            let key = |it: &Element| (it.paint, it.side, it.size);
            let count = rest.iter().take_while(|it| key(it) == key(first)).count();
            let (group, after) = rest.split_at(count);
            out.group(group);
            rest = after;
        }
        out.put("</svg>");
        out.text
    }
}

impl Head<'_> {
    fn write(&self, drawing: &Drawing, out: &mut Out) {
        out.put("<svg");
        out.put(self.own.map_or("", |(attributes, _)| attributes));
        out.put(" class=\"chart ").put(self.class).put("\" viewBox=\"0 0 ");
        out.number(drawing.width).put(" ").number(drawing.height).put("\"");
        out.attribute("width", drawing.width).attribute("height", drawing.height);
        out.attribute("font-size", drawing.size);
        let title = measure::tidy(self.title);
        if title.is_empty() {
            out.put(" aria-hidden=\"true\">");
        } else {
            self.write_names(&title, out);
        }
        if let Some((_, style)) = self.own {
            out.put("<style>").put(style).put("</style>");
        }
    }

    fn write_names(&self, title: &str, out: &mut Out) {
        let chart: String =
            self.id.chars().map(|it| if it.is_alphanumeric() || it == '_' { it } else { '-' }).collect();
        let id = format!("{chart}-{}", self.class);
        let description = measure::tidy(self.description);
        out.put(" role=\"img\" aria-labelledby=\"").put(&id).put("-t");
        if !description.is_empty() {
            out.put(" ").put(&chart).put("-").put(self.described).put("-d");
        }
        out.put("\"><title id=\"").put(&id).put("-t\">").put(&escape(title)).put("</title>");
        if !description.is_empty() && self.described == self.class {
            out.put("<desc id=\"").put(&id).put("-d\">").put(&escape(&description)).put("</desc>");
        }
    }
}

/// The text that is written.
struct Out {
    text: String,
    /// Size of letters that need not be told.
    size: i32,
}

impl Out {
    fn put(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// A number of tenths, with as many decimals as it needs.
    fn number(&mut self, tenths: i32) -> &mut Self {
        if tenths < 0 {
            self.text.push('-');
        }
        let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        let digit = |number: u32| char::from(b'0' + u8::try_from(number % 10).unwrap_or_default());
        if whole > 0 || tenth == 0 {
            let mut power = 1;
            while whole / power >= 10 {
                power *= 10;
            }
            while power > 0 {
                self.text.push(digit(whole / power));
                power /= 10;
            }
        }
        if tenth > 0 {
            self.text.push('.');
            self.text.push(digit(tenth));
        }
        self
    }

    fn attribute(&mut self, name: &str, tenths: i32) -> &mut Self {
        self.put(" ").put(name).put("=\"").number(tenths).put("\"")
    }

    /// Numbers of a path; a minus sign parts them as well as a space.
    fn pair(&mut self, (one, other): BackendCoord) {
        self.number(one);
        if other >= 0 {
            self.text.push(' ');
        }
        self.number(other);
    }

    /// Elements of one paint, side and size.
    fn group(&mut self, group: &[Element]) {
        let Some(first) = group.first() else { return };
        let shared = shared(first, self.size);
        let in_path =
            |it: &Element| it.tip.is_none() && matches!(it.shape, Shape::Path { .. } | Shape::Rect { .. });
        let grouped = group.len() > 1 && !group.iter().all(in_path);
        let own = if grouped {
            self.put("<g").put(&shared).put(">");
            ""
        } else {
            &shared
        };
        let mut rest = group;
        while let Some(element) = rest.first() {
            let count = rest.iter().take_while(|it| in_path(it)).count().max(1);
            if in_path(element) && (count > 1 || matches!(element.shape, Shape::Path { .. })) {
                self.paths(&rest[..count], own);
                self.put("/>");
            } else {
                self.element(element, own);
            }
            rest = &rest[count..];
        }
        if grouped {
            self.put("</g>");
        }
    }

    /// One path for all of the elements, up to the end of its tag.
    fn paths(&mut self, elements: &[Element], class: &str) {
        self.put("<path").put(class).put(" d=\"");
        let mut pen: Option<BackendCoord> = None;
        for element in elements {
            match &element.shape {
                Shape::Path { points, closed } => self.path(points, *closed, &mut pen),
                &Shape::Rect { at: (x, y), width, height } => {
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    self.path(&corners, true, &mut pen);
                }
                Shape::Circle { .. } | Shape::Text { .. } => {}
            }
        }
        self.put("\"");
    }

    /// Strokes from point to point; the pen comes from where the path before has left it.
    fn path(&mut self, points: &[BackendCoord], closed: bool, pen: &mut Option<BackendCoord>) {
        let Some((&start, rest)) = points.split_first() else { return };
        match *pen {
            None => {
                self.put("M");
                self.pair(start);
            }
            Some((x, y)) => {
                self.put("m");
                self.pair((start.0 - x, start.1 - y));
            }
        }
        let (mut x, mut y) = start;
        for &(to_x, to_y) in rest {
            match (to_x - x, to_y - y) {
                (dx, 0) => {
                    self.put("h").number(dx);
                }
                (0, dy) => {
                    self.put("v").number(dy);
                }
                step => {
                    self.put("l");
                    self.pair(step);
                }
            }
            (x, y) = (to_x, to_y);
        }
        if closed {
            self.put("z");
            (x, y) = start;
        }
        *pen = Some((x, y));
    }

    fn element(&mut self, element: &Element, class: &str) {
        let name = match &element.shape {
            Shape::Path { .. } => {
                self.paths(std::slice::from_ref(element), class);
                "path"
            }
            &Shape::Rect { at: (x, y), width, height } => {
                self.put("<rect").put(class).attribute("x", x).attribute("y", y);
                self.attribute("width", width).attribute("height", height);
                "rect"
            }
            &Shape::Circle { at: (x, y), radius } => {
                self.put("<circle").put(class).attribute("cx", x).attribute("cy", y);
                self.attribute("r", i32::try_from(radius).unwrap_or(i32::MAX));
                "circle"
            }
            Shape::Text { at: (x, y), text } => {
                self.put("<text").put(class).attribute("x", *x).attribute("y", *y);
                self.put(">").put(&escape(text)).put("</text>");
                return;
            }
        };
        match &element.tip {
            Some(tip) => self.put("><title>").put(&escape(tip)).put("</title></").put(name).put(">"),
            None => self.put("/>"),
        };
    }
}

/// What elements of a group have in common, as attributes.
fn shared(element: &Element, size: i32) -> String {
    let mut out = Out { text: String::with_capacity(64), size };
    out.put(" class=\"");
    let [colour, role] = element.paint.classes();
    if !colour.is_empty() {
        out.put(colour).put(" ");
    }
    out.put(role).put("\"");
    if matches!(element.shape, Shape::Text { .. }) {
        out.put(match element.side {
            Side::Start => "",
            Side::Middle => " text-anchor=\"middle\"",
            Side::End => " text-anchor=\"end\"",
        });
        if element.size != size {
            out.attribute("font-size", element.size);
        }
    }
    out.text
}
