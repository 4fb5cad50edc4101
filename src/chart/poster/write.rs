//! A laid out picture as SVG.

use std::fmt::Write as _;

use super::PAPER;
use super::layout::{Code, Face, Ink, Laid, Piece, gap};
use crate::text::escape;

impl Ink {
    /// Its colour: that of the theme's light scheme.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Text => "#1b1a17",
            Self::Faint => "#5d574d",
            Self::Accent => "#b3261a",
            Self::Tint => "#ecc0b9",
            Self::Rule => "#d8d1c2",
        }
    }
}

/// The faces, by the class of their texts. What draws it may know no style sheets of its own, but this one stands in the file.
const STYLE: &str = "text,.u{font-weight:400;font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif}\
                     .s{font-family:'Songti SC','Noto Serif CJK SC','Source Han Serif SC',STSong,SimSun,serif;font-weight:700}";

/// The whole file.
pub(super) fn svg(laid: &Laid) -> String {
    let mut out = String::with_capacity(4096 + laid.pieces.len() * 120);
    let (width, height, title) = (laid.width, laid.height, escape(&laid.title));
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\"><title>{title}</title><style>{STYLE}</style><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>"
        ),
    );
    for piece in &laid.pieces {
        write_piece(piece, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn write_piece(piece: &Piece, out: &mut String) {
    match piece {
        Piece::Area { left, top, width, height, ink } => put(
            out,
            format_args!(
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
                ink.colour()
            ),
        ),
        Piece::Text { left, baseline, size, face, ink, text } => {
            let class = if *face == Face::Song { " class=\"s\"" } else { "" };
            put(
                out,
                format_args!(
                    "<text{class} x=\"{left}\" y=\"{baseline}\" font-size=\"{size}\" fill=\"{}\">{}</text>\n",
                    ink.colour(),
                    escape(text)
                ),
            );
        }
        Piece::Value { left, baseline, size, small, value, unit } => put(
            out,
            format_args!(
                "<text class=\"s\" x=\"{left}\" y=\"{baseline}\" font-size=\"{size}\" fill=\"{}\">{}<tspan class=\"u\" \
                 dx=\"{}\" font-size=\"{small}\" fill=\"{}\">{}</tspan></text>\n",
                Ink::Accent.colour(),
                escape(value),
                gap(*size),
                Ink::Text.colour(),
                escape(unit)
            ),
        ),
        Piece::Code { left, top, edge, code } => write_code((*left, *top), *edge, code, out),
    }
}

/// In a picture of its own whose unit is a module.
fn write_code((left, top): (i32, i32), edge: i32, code: &Code, out: &mut String) {
    let modules = code.modules;
    put(
        out,
        format_args!(
            "<svg x=\"{left}\" y=\"{top}\" width=\"{edge}\" height=\"{edge}\" viewBox=\"0 0 {modules} {modules}\" \
             shape-rendering=\"crispEdges\"><rect width=\"{modules}\" height=\"{modules}\" fill=\"#fff\"/><path d=\""
        ),
    );
    for (x, y, length) in &code.runs {
        put(out, format_args!("M{x} {y}h{length}v1h-{length}z"));
    }
    out.push_str("\"/></svg>\n");
}

/// Writing to a string does not fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _infallible = out.write_fmt(text);
}
