//! A laid out poster as SVG.

use std::fmt::Write as _;

use super::layout::{Face, Ink, Laid, Piece};
use super::{PAPER, WIDTH};
use crate::text::escape;

impl Ink {
    /// Its colour: that of the theme's light scheme.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Paper => PAPER,
            Self::Ink => "#1c1b19",
            Self::Faint => "#5f5a52",
            Self::Accent => "#b3261e",
            Self::Rule => "#d9d4c9",
        }
    }
}

impl Face {
    fn family(self) -> &'static str {
        match self {
            Self::Song => "'Source Han Serif SC','Noto Serif CJK SC','Songti SC',SimSun,serif",
            Self::Plain => {
                "'Source Han Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
            }
        }
    }
}

/// The whole file.
pub(super) fn svg(laid: &Laid) -> String {
    let mut out = String::with_capacity(4096 + laid.pieces.len() * 160);
    let (height, title) = (laid.height, escape(&laid.title));
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             role=\"img\"><title>{title}</title><rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{}\"/>",
            Ink::Paper.colour()
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
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
                ink.colour()
            ),
        ),
        Piece::Text { left, baseline, size, bold, face, ink, text } => {
            let weight = if *bold { " font-weight=\"700\"" } else { "" };
            put(
                out,
                format_args!(
                    "<text x=\"{left}\" y=\"{baseline}\" font-size=\"{size}\"{weight} font-family=\"{}\" fill=\"{}\">{}</text>",
                    face.family(),
                    ink.colour(),
                    escape(text)
                ),
            );
        }
        Piece::Code { left, top, module, squares } => {
            let (paper, ink) = ("#fff", "#000");
            put(
                out,
                format_args!(
                    "<g transform=\"translate({left} {top}) scale(.001)\"><rect width=\"220000\" height=\"220000\" \
                     fill=\"{paper}\"/><path fill=\"{ink}\" d=\""
                ),
            );
            for (x, y) in squares {
                put(out, format_args!("M{x} {y}h{module}v{module}h-{module}z"));
            }
            out.push_str("\"/></g>");
        }
    }
}

/// Writing to a string does not fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _infallible = out.write_fmt(text);
}
