//! A table for people in a terminal: columns aligned, Han letters two columns wide, cut where it would run over the edge.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const COLUMNS: usize = 6;
/// What stands between two columns.
const GAP: &str = "  ";
/// No column is cut to less than this.
const NARROWEST: usize = 8;

/// A table of six columns.
pub struct Table {
    rows: Vec<[String; COLUMNS]>,
}

impl Table {
    /// A table with its head.
    pub fn new(head: [String; COLUMNS]) -> Self {
        Self { rows: vec![head] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [String; COLUMNS]) {
        self.rows.push(cells);
    }

    /// The table as text, no wider than `width` as far as its columns allow.
    pub fn text(&self, width: Option<usize>) -> String {
        let mut widths = [0; COLUMNS];
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(cell.width());
            }
        }
        if let Some(width) = width {
            narrow(&mut widths, width);
        }
        // A column that nobody filled is left out, but for the head of an empty table.
        let filled: Vec<bool> = (0..COLUMNS)
            .map(|at| self.rows.len() == 1 || self.rows[1..].iter().any(|row| !row[at].is_empty()))
            .collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for at in (0..COLUMNS).filter(|&at| filled[at]) {
                if !line.is_empty() {
                    line.push_str(GAP);
                }
                let cell = cut(&row[at], widths[at]);
                line.push_str(&cell);
                line.push_str(&" ".repeat(widths[at].saturating_sub(cell.width())));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// Makes the widest columns narrower until all of them fit.
fn narrow(widths: &mut [usize; COLUMNS], width: usize) {
    let gaps = GAP.len() * (COLUMNS - 1);
    while widths.iter().sum::<usize>() + gaps > width {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

/// `text` within `width` columns, with an ellipsis where it was cut; line ends and tabs are spaces.
fn cut(text: &str, width: usize) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if plain.width() <= width {
        return plain;
    }
    let (mut out, mut used) = (String::new(), 0);
    for letter in plain.chars() {
        let wide = letter.width().unwrap_or(0);
        if used + wide + 1 > width {
            break;
        }
        used += wide;
        out.push(letter);
    }
    out.push('…');
    out
}

/// How many columns the terminal has, as far as it says.
pub fn terminal_width() -> Option<usize> {
    #[cfg(unix)]
    let told = rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|it| usize::from(it.ws_col));
    #[cfg(not(unix))]
    let told = None;
    let set = || std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
    told.filter(|&it| it > 0).or_else(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(["指标", "地区", "时期", "数值", "来源", "状态"].map(str::to_owned));
        table.row(["办结率", "湖南省", "2022", "94.35%", "某日报 2023-01-10", ""].map(str::to_owned));
        table.row(["代表联络站", "河南省", "截至2022-12-31", "9583个", "", ""].map(str::to_owned));
        table
    }

    #[test]
    fn columns_are_aligned_and_empty_ones_left_out() {
        expect_test::expect![[r#"
            指标        地区    时期            数值    来源
            办结率      湖南省  2022            94.35%  某日报 2023-01-10
            代表联络站  河南省  截至2022-12-31  9583个
        "#]]
        .assert_eq(&table().text(None));
    }

    #[test]
    fn a_narrow_terminal_cuts_the_widest_columns() {
        let text = table().text(Some(56));
        assert!(text.lines().all(|line| line.width() <= 56), "{text}");
        assert!(text.contains('…') && text.contains("94.35%"), "{text}");
        // What cannot be narrower runs over, rather than to say nothing.
        assert!(table().text(Some(5)).contains("办结率"));
    }

    #[test]
    fn a_cut_never_halves_a_letter() {
        assert_eq!(cut("代表联络站", 6), "代表…");
        assert_eq!(cut("代表联络站", 5), "代表…");
        assert_eq!(cut("甲\n乙", 9), "甲 乙");
    }
}
