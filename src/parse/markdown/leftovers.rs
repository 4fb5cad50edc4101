//! Marks of other generators in running text: `{% … %}`, `{{< … >}}`, `{{ … }}`. They mean nothing here and show as they are.
//!
//! What is meant to show stands in code, or has a backslash before it.

use std::ops::Range;

use super::clean;
use super::writer::Writer;
use crate::diag;

/// Bytes after its beginning in which a mark must end.
const LONGEST: usize = 2000;

impl Writer<'_> {
    /// Warns of marks that begin in the text at `range`, running text between two tags or code spans.
    pub fn look_for_leftovers(&mut self, range: &Range<usize>) {
        let mut at = range.start.max(self.looked_up_to);
        while let Some(found) = self.text.get(at..range.end).and_then(|it| it.find('{')) {
            at += found;
            if let Some(length) = mark(&self.text[at..]).filter(|_| !self.text[..at].ends_with('\\')) {
                let written = clean::clean(&self.text[at..at + length], |_, _| ()).text.into_owned();
                let place = at..at + length;
                self.report("leftover-shortcode", &place, |place| {
                    diag::markdown::leftover_shortcode(place, &written)
                });
                at += length;
            } else {
                // The second brace of `{{` opens no mark of its own.
                at += self.text[at..].find(|it| it != '{').unwrap_or(1);
            }
        }
        self.looked_up_to = at.max(self.looked_up_to);
    }
}

/// The length of the mark that `text` begins with: opened, closed in the same block, with a name in it.
fn mark(text: &str) -> Option<usize> {
    let pairs = [("{{<", ">}}"), ("{{‹", "›}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")];
    let (open, close) = pairs.into_iter().find(|(open, _)| text.starts_with(open))?;
    let rest = &text[open.len()..];
    let most = (0..=rest.len().min(LONGEST)).rev().find(|&at| rest.is_char_boundary(at))?;
    let end = rest[..most].find(close)?;
    let inside = &rest[..end];
    let is_named = name(inside).starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
    // What is opened again was never closed.
    let is_one = !inside.contains("\n\n") && !inside.contains("{{");
    (is_named && is_one).then_some(open.len() + end + close.len())
}

/// What is inside of a mark, from its name on: `{%- endif`, `{{< /note`.
fn name(inside: &str) -> &str {
    inside.trim_start_matches(['-', '~', '/', ' ', '\t', '\n'])
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_are_closed_and_have_a_name() {
        for (text, length) in [
            ("{{< ref \"b.md\" >}}，", Some(18)),
            ("{{<youtube abc>}}", Some(17)),
            ("{{% note %}}", Some(12)),
            ("{{< /note >}}", Some(13)),
            ("{%- endif -%}", Some(13)),
            ("{{ site.baseurl }}/a.png", Some(18)),
            ("{{ youtube(id=\"a\") }}", Some(21)),
            ("{{ 没有收尾", None),
            ("{{ a\n\nb }}", None),
            ("{{ a，{{ b }}", None),
            ("{{}}", None),
            ("{{ 甲 }}", None),
            ("{%}", None),
            ("{a}", None),
        ] {
            assert_eq!(mark(text), length, "{text}");
        }
    }
}
