//! Block tags: paragraphs, lists, quotations, tables, code, charts, raw HTML.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Tag, TagEnd};

use super::out::{escape_attribute, escape_text};
use super::writer::Writer;
use super::{Hole, Slot};
use crate::diag::{self, Language};

/// The open code block.
pub(super) struct Code {
    /// Whether it is a chart: then its text and bytes, to be put in later.
    chart: Option<(String, Option<Range<usize>>)>,
}

/// The open table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    rows: bool,
    /// Where the HTML of the open cell begins, and that of its content.
    cell: (usize, usize),
}

impl Writer<'_> {
    /// Opens a tag.
    pub fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript => return self.start_inline(tag, range),
            _ => {}
        }
        self.close_block();
        match tag {
            Tag::Paragraph => {
                self.out.fresh_line();
                self.paragraph = Some(self.out.html.len());
                self.out.html.push_str("<p>");
            }
            Tag::Heading { .. } => self.start_heading(),
            Tag::BlockQuote(_) => self.open("<blockquote>\n"),
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(start)) => self.open(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.open("<li>"),
            Tag::DefinitionList => self.open("<dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>"),
            Tag::DefinitionListDefinition => self.open("<dd>"),
            Tag::CodeBlock(kind) => self.start_code(&kind, &range),
            Tag::HtmlBlock => {
                if self.options.raw_html {
                    self.out.fresh_line();
                }
                self.raw = Some(String::new());
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                self.out.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.out.html.push_str(if self.table.rows { "<tr>" } else { "<tbody>\n<tr>" });
                self.table.rows = true;
                self.table.column = 0;
            }
            Tag::TableCell => self.start_cell(),
            Tag::FootnoteDefinition(label) => self.start_note(&label, range),
            _ => {}
        }
    }

    /// Closes a tag.
    pub fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript => return self.end_inline(tag),
            TagEnd::Heading(level) => return self.end_heading(level, &range),
            TagEnd::Paragraph => return self.end_paragraph(),
            _ => {}
        }
        self.close_block();
        match tag {
            TagEnd::BlockQuote(_) => self.close("</blockquote>\n"),
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => self.close("</li>\n"),
            TagEnd::DefinitionList => self.close("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close("</dd>\n"),
            TagEnd::CodeBlock => self.end_code(&range),
            TagEnd::HtmlBlock => self.end_raw(&range),
            TagEnd::Table => {
                self.close(if self.table.rows { "</tbody></table></div>\n" } else { "</table></div>\n" });
            }
            TagEnd::TableHead => {
                self.table.head = false;
                self.out.html.push_str("</tr></thead>\n");
            }
            TagEnd::TableRow => self.out.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::FootnoteDefinition => self.end_note(),
            _ => {}
        }
    }

    fn open(&mut self, tag: &str) {
        self.depth += 1;
        self.out.fresh_line();
        self.out.html.push_str(tag);
    }

    fn close(&mut self, tag: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.out.html.push_str(tag);
    }

    fn end_paragraph(&mut self) {
        let block = self.close_block();
        let Some(start) = self.paragraph.take() else { return };
        match self.last_image.take() {
            Some((image, title_at, title))
                if image.start == start + "<p>".len()
                    && image.end == self.out.html.len()
                    && !title.is_empty() =>
            {
                self.figure(start, title_at, &title);
            }
            _ => self.out.html.push_str("</p>\n"),
        }
        if block.is_some()
            && let Some(block) = self.blocks.last_mut()
        {
            block.html = start..self.out.html.len();
        }
    }

    /// Turns the paragraph at `start`, which holds an image and nothing else, into a figure with the image's title below it.
    fn figure(&mut self, start: usize, title_at: usize, title: &str) {
        self.out.html.truncate(title_at);
        self.out.html.push_str("><figcaption>");
        escape_text(&mut self.out.html, title);
        self.out.html.push_str("</figcaption></figure>\n");
        self.out.html.replace_range(start..start + "<p>".len(), "<figure>");
        let by = "<figure>".len() - "<p>".len();
        self.out.slots.iter_mut().rev().take_while(|slot| slot.at > start).for_each(|slot| slot.at += by);
    }

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.depth += 1;
        self.table = Table { alignments, ..Table::default() };
        let label = match self.options.language {
            Language::Chinese => "表格",
            Language::English => "Table",
        };
        self.out.fresh_line();
        // A wide table scrolls in its box, which must be reached without a mouse.
        self.out.html.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.out.html.push_str(label);
        self.out.html.push_str("\"><table>");
    }

    fn start_cell(&mut self) {
        let start = self.out.html.len();
        self.out.html.push_str(if self.table.head { "<th scope=\"col\"" } else { "<td" });
        self.out.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.table.cell = (start, self.out.html.len());
        self.table.column += 1;
    }

    fn end_cell(&mut self) {
        let (start, content) = self.table.cell;
        if self.table.head && content == self.out.html.len() {
            // An empty cell is nobody's header.
            self.out.html.truncate(start);
            self.out.html.push_str("<td></td>");
        } else {
            self.out.html.push_str(if self.table.head { "</th>" } else { "</td>" });
        }
    }

    /// The box before a task.
    pub fn task(&mut self, done: bool) {
        self.out.html.push_str(match (done, self.options.language) {
            (true, Language::Chinese) => "<input type=\"checkbox\" disabled checked aria-label=\"已完成\"> ",
            (false, Language::Chinese) => "<input type=\"checkbox\" disabled aria-label=\"未完成\"> ",
            (true, Language::English) => "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ",
            (false, Language::English) => "<input type=\"checkbox\" disabled aria-label=\"To do\"> ",
        });
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        self.out.fresh_line();
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.words(info),
            CodeBlockKind::Indented => "".into(),
        };
        let language = info.split([' ', '\t']).next().unwrap_or_default();
        if language == "chart" {
            self.code = Some(Code { chart: Some((String::new(), None)) });
            return;
        }
        if ["chart", "charts"].iter().any(|it| language.eq_ignore_ascii_case(it)) || language == "图表" {
            let line = self.text[range.clone()].lines().next().unwrap_or_default().trim_end();
            let line = range.start..range.start + line.len();
            self.report("chart-fence", &line, |place| diag::markdown::chart_fence(place, language));
        }
        self.code = Some(Code { chart: None });
        if language.is_empty() || language.contains(['"', '\'', '<', '>', '&', '=', '`']) {
            self.out.html.push_str("<pre><code>");
        } else {
            self.out.html.push_str("<pre><code class=\"language-");
            escape_attribute(&mut self.out.html, language);
            self.out.html.push_str("\">");
        }
    }

    /// Text in a code block.
    pub fn code_text(&mut self, text: &str, range: &Range<usize>) {
        match &mut self.code {
            Some(Code { chart: Some((yaml, bytes)) }) => {
                yaml.push_str(text);
                let start = bytes.as_ref().map_or(range.start, |bytes| bytes.start);
                *bytes = Some(start..range.end);
            }
            _ => escape_text(&mut self.out.html, text),
        }
    }

    fn end_code(&mut self, range: &Range<usize>) {
        match self.code.take() {
            Some(Code { chart: Some((text, bytes)) }) => {
                let range = self.origin.range(bytes.as_ref().unwrap_or(range));
                self.out.slots.push(Slot { at: self.out.html.len(), what: Hole::Chart { text }, range });
                self.out.html.push('\n');
            }
            _ => self.out.html.push_str("</code></pre>\n"),
        }
    }

    /// A line of a block of raw HTML.
    pub fn raw_block(&mut self, html: &CowStr<'_>) {
        let html = self.words(html);
        if self.options.raw_html {
            self.out.html.push_str(&html);
        } else if let Some(raw) = &mut self.raw {
            raw.push_str(&html);
        }
    }

    fn end_raw(&mut self, range: &Range<usize>) {
        if let Some(raw) = self.raw.take()
            && !self.options.raw_html
            && !only_comments(&raw)
        {
            self.report("raw-html", range, diag::markdown::raw_html);
        }
    }
}

/// Whether `html` holds comments and nothing else: notes of the author's, which no one misses.
pub(super) fn only_comments(html: &str) -> bool {
    let mut rest = html.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after.trim_start());
    }
    rest.is_empty()
}
