//! Every value a template may see. What is not here, a template cannot use.
//!
//! Paths are relative to the site's root (`news/2022-01-19/`), already with `index.html` where the site is portable.
//! A template writes `{{ root }}{{ link.path }}`; `root` is the way from the page back to the site's root (`../../`,
//! `./` on the home page). Fields named `…_html` and `body`, `svg` are HTML that we made ourselves (`| safe`); everything
//! else is plain text and escaped by the template engine. Absent things are null, absent lists empty.

use std::borrow::Cow;

use serde::Serialize;
use tera::Value;

/// `site`: what all pages share.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    /// Title of the site.
    pub title: String,
    /// One sentence on what it is.
    pub description: Option<String>,
    /// BCP 47 tag of the site's own language: `zh-CN` or `en`. Pages may be in another one: `page.language`.
    pub language: &'static str,
    /// Absolute address with a closing slash, when the site has one.
    pub base_url: Option<String>,
    /// Menu entries; on a page in another language those in that one, where there are any.
    pub nav: Vec<Link>,
    /// Path of the home page, likewise.
    pub home: String,
    /// The bulletin's masthead.
    pub publication: Publication,
    /// What the foot of each page says.
    pub footer: Footer,
    /// CSS custom properties set by the site: `--accent: #123456;…`, else empty.
    pub palette: String,
    /// Path of the Atom feed, when the site has a `base_url`.
    pub feed: Option<String>,
    /// Path of the JSON Feed, likewise.
    pub json_feed: Option<String>,
    /// Path of the Atom feed of corrections, likewise, when the site has figures or corrections.
    pub corrections_feed: Option<String>,
    /// Path of the JSON Feed of corrections, likewise.
    pub corrections_json_feed: Option<String>,
    /// Name and version of the generator.
    pub generator: String,
    /// `[extra]` of site.toml.
    pub extra: Value,
}

/// The masthead of the bulletin, from `[publication]`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Publication {
    /// Name, such as 联络动态.
    pub name: Option<String>,
    /// The body that edits it.
    pub publisher: Option<String>,
}

/// The foot of each page, from `[footer]`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Footer {
    /// 主办单位.
    pub organiser: Option<String>,
    /// 承办单位.
    pub operator: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// ICP备案号, linked to its registry by the theme only as plain text.
    pub icp: Option<String>,
    /// 公安备案号.
    pub police: Option<String>,
    /// 网站标识码.
    pub site_code: Option<String>,
    /// Rights, licence.
    pub copyright: Option<String>,
    /// Further links.
    pub links: Vec<Link>,
}

/// A link inside the site (or, where `external` is set, outside it: then `path` is the whole address).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub title: String,
    /// Where it goes.
    pub path: String,
    /// Whether `path` is a whole address.
    pub external: bool,
    /// In the menu: BCP 47 tag of the title's language, where that is not the page's.
    pub language: Option<&'static str>,
}

/// What every page hands its template as `page`, whatever its kind.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// `home`, `article`, `report`, `issue`, `page`, `section`, `terms`, `term`, `regions`, `region`, `indicators`,
    /// `indicator`, `data`, `corrections`, `archive`, `not-found`.
    pub kind: &'static str,
    /// BCP 47 tag of the page's language, the same as of the words in `t`.
    pub language: &'static str,
    /// The same page in other languages.
    pub translations: Vec<Translation>,
    /// The same page in all languages, itself among them, for search engines; empty without `base_url` or translation.
    pub alternates: Vec<Alternate>,
    /// Title of the page.
    pub title: String,
    /// For search engines: the summary.
    pub description: String,
    /// Own path.
    pub path: String,
    /// Absolute address, when the site has a `base_url`.
    pub canonical: Option<String>,
    /// What stands for a link to the page where it is shared, when the site has a `base_url`.
    pub image: Option<Image>,
    /// `article` or `website`, for OpenGraph.
    pub og_type: &'static str,
    /// JSON-LD, ready to stand in a `<script>`; empty without `base_url`.
    pub json_ld_html: String,
    /// Way to this page from the home page, both included.
    pub breadcrumb: Vec<Link>,
    /// Path of this page's own Atom feed.
    pub feed: Option<String>,
    /// Publication date, ISO 8601, for `article:published_time`.
    pub published: Option<String>,
    /// Date of the last change, likewise.
    pub modified: Option<String>,
    /// Menu entry that is current: its path.
    pub nav_path: Option<String>,
}

/// A page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Translation {
    /// BCP 47 tag.
    pub language: &'static str,
    /// What that language calls itself: 中文, English.
    pub name: &'static str,
    /// Path.
    pub path: String,
}

/// What search engines are told of a language: `hreflang` and address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// BCP 47 tag, or `x-default`.
    pub language: &'static str,
    /// Absolute address.
    pub url: String,
}

/// A picture for OpenGraph, a PNG.
#[derive(Debug, Clone, Serialize)]
pub struct Image {
    /// Absolute address.
    pub url: String,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// What is seen on it.
    pub alt: String,
}

/// The poster of a report: its figures on one long picture.
#[derive(Debug, Clone, Serialize)]
pub struct Poster {
    /// Path of the SVG.
    pub svg: String,
    /// Path of the PNG; null where the site makes none.
    pub png: Option<String>,
    /// How many figures stand on it.
    pub count: usize,
}

/// A page as others see it in lists.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// `article`, `report`, `issue`, `page`.
    pub kind: &'static str,
    /// Title.
    pub title: String,
    /// BCP 47 tag of its language, where that is not the list's.
    pub language: Option<&'static str>,
    /// Path.
    pub path: String,
    /// ISO 8601 date, when it has one.
    pub date: Option<String>,
    /// The date for people: 2022年1月19日.
    pub date_text: Option<String>,
    /// Summary, plain text.
    pub summary: String,
    /// Name of the source (湖南日报).
    pub source: Option<String>,
    /// Region it belongs to.
    pub region: Option<Link>,
    /// Topics.
    pub topics: Vec<Link>,
    /// For a bulletin: 第18期.
    pub issue_number: Option<String>,
    /// For a bulletin: 总第七百二十期.
    pub issue_serial: Option<String>,
    /// How many figures it declares.
    pub figure_count: usize,
}

/// `page` of an article, a report or a plain page (with the fields of [`Head`] beside these).
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// ISO 8601 date.
    pub date: Option<String>,
    /// 2022年1月19日.
    pub date_text: Option<String>,
    /// Date of the last change, for people.
    pub updated_text: Option<String>,
    /// Where the text comes from.
    pub source: Option<Source>,
    /// Region.
    pub region: Option<Link>,
    /// Period, as written (2018–2022).
    pub period: Option<String>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Tags.
    pub tags: Vec<Link>,
    /// The text, as HTML.
    pub body: String,
    /// Headings of the text: level 2 and 3.
    pub contents: Vec<Heading>,
    /// Length in characters.
    pub characters: usize,
    /// Reading time in minutes, at least 1.
    pub minutes: usize,
    /// The figures it declares, in their order, [`Figure`] each.
    pub figures: Vec<Value>,
    /// For a report: the figures by function of the congress, as tiles, without parts that a chart of the page shows.
    pub tiles: Vec<TileGroup>,
    /// Charts that its front matter asks for; of a report those of its own figures, too.
    pub charts: Vec<Chart>,
    /// For a report with figures: its poster.
    pub poster: Option<Poster>,
    /// Corrections, newest first.
    pub corrections: Vec<Correction>,
    /// Findings that were accepted of the page as a whole: what was found, and why it stands.
    pub accepted: Vec<String>,
    /// The series it belongs to, when it does.
    pub series: Option<Series>,
    /// Older page of the same folder.
    pub previous: Option<Link>,
    /// Newer page of the same folder.
    pub next: Option<Link>,
    /// Own values of the site, as in the front matter.
    pub extra: Value,
}

/// A heading of the text.
#[derive(Debug, Clone, Serialize)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Fragment.
    pub id: String,
    /// Plain text.
    pub title: String,
}

/// Where a text or a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Name of the publication.
    pub name: String,
    /// Address of the original.
    pub url: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Editor.
    pub editor: Option<String>,
    /// Date of the original, for people.
    pub date_text: Option<String>,
    /// When it was read, for people.
    pub accessed_text: Option<String>,
    /// Licence.
    pub licence: Option<String>,
}

/// A figure: a row of a table, the target of a number in the text. Sites have tens of thousands of these rows, so they hold no
/// more than is shown.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Fragment of its row in the table it stands in.
    pub anchor: String,
    /// What the rows from here on have in common, as far as they do not say otherwise; empty on all rows but the first of them.
    pub heading: Vec<Fact>,
    /// What the row is named after: the indicator; on the indicator's own page the region.
    pub name: String,
    /// Path of its row on the indicator's page, its stable address; on that page itself the path of the region, which is empty
    /// when it has no page.
    pub path: String,
    /// Part of a partition.
    pub category: Option<String>,
    /// Definition and denominator, with their words (口径：办结), and how a rate is made.
    pub name_notes: Vec<String>,
    /// Value as the source wrote it.
    pub value: String,
    /// Number (4.4亿余元 → 440,000,000元) and bounds where they say more than the value as written, and the change.
    pub value_notes: Vec<String>,
    /// Period: as written, dates written out.
    pub period: String,
    /// Whose bodies are counted, where that is not the region's own level.
    pub period_notes: Vec<String>,
    /// Region, where neither the row is named after it nor the heading says it.
    pub region: Option<String>,
    /// Name of its source; null where the heading says it.
    pub source: Option<String>,
    /// Address of the original.
    pub source_url: Option<String>,
    /// Date of the original, for people.
    pub source_date: Option<String>,
    /// Title of the article that declares it; null on that article's own page and for figures of `_data`.
    pub article: Option<String>,
    /// Path of that article, with the fragment of the figure.
    pub article_path: Option<String>,
    /// Where in the source, and the note.
    pub source_notes: Vec<String>,
    /// Where another source says something its interval does not meet: path of the indicator's page.
    pub conflict: Option<String>,
    /// Why both cannot be right, on the page that declares it.
    pub conflict_text: Option<String>,
    /// Who else tells the same, on the page that declares it.
    pub others: Vec<Other>,
    /// Findings that were accepted at it: what was found, and why it stands.
    pub accepted: Vec<String>,
    /// How to cite it, with its address when the site has a `base_url`; null in tables of a region.
    pub citation: Option<String>,
    /// How it was corrected, newest first; `now` of the first is its value.
    pub corrections: Vec<Correction>,
}

/// Something that is known of several figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `region`, `source`, `definition`, `denominator`: the class of what says otherwise in a row.
    pub kind: &'static str,
    /// 地区, 来源, 口径, 分母.
    pub label: &'static str,
    /// What it is.
    pub text: String,
    /// Path of its page.
    pub path: Option<String>,
    /// Address outside the site.
    pub url: Option<String>,
    /// Of a source its date, for people.
    pub date_text: Option<String>,
}

/// Another figure that tells the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Other {
    /// Value as that source wrote it.
    pub value: String,
    /// Name of the source; null when it has none.
    pub source: Option<String>,
    /// Its date, for people.
    pub date_text: Option<String>,
    /// Path of its row: in the article that declares it, else on the indicator's page.
    pub path: String,
}

/// Tiles of one function of the congress.
#[derive(Debug, Clone, Serialize)]
pub struct TileGroup {
    /// 立法, 监督, 代表工作 …
    pub title: String,
    /// Its tiles.
    pub tiles: Vec<Tile>,
}

/// A figure as a large number.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// Name of the indicator.
    pub title: String,
    /// The large part of the value as written: 4.4亿余.
    pub value: String,
    /// The unit after it: 元; empty when the value has none.
    pub unit: String,
    /// Region and period: 湖南省 · 2021.
    pub note: String,
    /// Where a click leads: path of a page, with a fragment.
    pub path: String,
    /// For a rate: width of its bar in percent, 0 to 100.
    pub percent: Option<f64>,
    /// A small chart over the years, inline SVG; empty when there are fewer than two years.
    pub svg: String,
}

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// Fragment of its `<figure>`.
    pub id: String,
    /// Title that says what is seen.
    pub title: String,
    /// What is counted and of which time, under the title; empty where the title says it.
    pub subtitle: String,
    /// Inline SVG.
    pub svg: String,
    /// Source line, plain text.
    pub caption: String,
    /// What there is to know beside it, plain text; empty where there is nothing.
    pub note: String,
    /// The numbers drawn.
    pub table: Option<Table>,
    /// Why there is no chart, when what was asked for may not be drawn.
    pub refused: Option<String>,
    /// The same chart as files beside the page.
    pub files: Option<ChartFiles>,
}

/// A chart as files, each by its path from the root.
#[derive(Debug, Clone, Serialize)]
pub struct ChartFiles {
    /// The drawing.
    pub svg: String,
    /// The numbers drawn.
    pub csv: String,
    /// A picture to share, where pictures are made.
    pub png: Option<String>,
}

/// A plain table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Head of each column.
    pub head: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

/// A correction.
#[derive(Debug, Clone, Serialize)]
pub struct Correction {
    /// Fragment of its entry on the page it corrects.
    pub anchor: String,
    /// ISO 8601 date, when it has one.
    pub date: Option<String>,
    /// For people; empty when it has none.
    pub date_text: String,
    /// What it said.
    pub was: String,
    /// What it says now.
    pub now: String,
    /// Why.
    pub reason: Option<String>,
    /// The figure it corrects: its indicator, and its row on that one's page.
    pub figure: Option<Link>,
    /// What it corrects: title, and path of its entry there; null on that page itself.
    pub page: Option<Link>,
}

/// The series a page belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct Series {
    /// Name.
    pub title: String,
    /// Path of its page.
    pub path: String,
    /// This page's place in it, from 1.
    pub position: usize,
    /// How many pages it has.
    pub count: usize,
    /// The one before.
    pub previous: Option<Link>,
    /// The one after.
    pub next: Option<Link>,
}

/// `page` of a bulletin.
#[derive(Debug, Clone, Serialize)]
pub struct Issue {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Name of the bulletin.
    pub name: String,
    /// 第18期.
    pub number: Option<String>,
    /// 总第七百二十期.
    pub serial: Option<String>,
    /// Body that edits it.
    pub publisher: Option<String>,
    /// ISO 8601 date.
    pub date: Option<String>,
    /// 2024年11月4日.
    pub date_text: Option<String>,
    /// What stands before the articles, HTML.
    pub body: String,
    /// Charts that its front matter asks for.
    pub charts: Vec<Chart>,
    /// Its articles, which are its 要目 too.
    pub articles: Vec<IssueArticle>,
    /// Figures that the bulletin itself declares, [`Figure`] each.
    pub figures: Vec<Value>,
    /// 版记.
    pub colophon: Colophon,
    /// Corrections, newest first.
    pub corrections: Vec<Correction>,
    /// Findings that were accepted of the page as a whole: what was found, and why it stands.
    pub accepted: Vec<String>,
    /// Issue before.
    pub previous: Option<Link>,
    /// Issue after.
    pub next: Option<Link>,
    /// Own values.
    pub extra: Value,
}

/// An article in a bulletin: a section of it, or an article of the site that it lists.
#[derive(Debug, Clone, Serialize)]
pub struct IssueArticle {
    /// Title.
    pub title: String,
    /// Fragment on this page.
    pub anchor: String,
    /// Path of its own page, for an article of the site.
    pub path: Option<String>,
    /// The text, HTML, for a section of the bulletin; for an article of the site its summary (`body` empty).
    pub body: String,
    /// Summary, plain text, for an article of the site.
    pub summary: String,
    /// 摘编自湖南日报.
    pub source: Option<String>,
}

/// The foot of a bulletin.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Colophon {
    /// 责任编辑.
    pub editor: Option<String>,
    /// 批准文号.
    pub approval: Option<String>,
    /// Phone, only where the site asks for it.
    pub phone: Option<String>,
    /// E-mail, only where the site asks for it.
    pub email: Option<String>,
    /// 送, only where the site asks for it.
    pub recipients: Option<String>,
    /// 发行 or printing note.
    pub note: Option<String>,
}

/// `page` of a list: a folder, a topic, a tag, a series, the archive.
#[derive(Debug, Clone, Serialize)]
pub struct List {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Intro, HTML.
    pub body: String,
    /// Charts that its front matter asks for.
    pub charts: Vec<Chart>,
    /// Figures that the intro declares, [`Figure`] each.
    pub figures: Vec<Value>,
    /// Entries of this page of the list as HTML: the component `entry` makes one of each [`Summary`].
    pub entries_html: String,
    /// How many there are on all its pages.
    pub count: usize,
    /// Folders inside this folder.
    pub sections: Vec<Term>,
    /// Null when all fit on one page.
    pub pager: Option<Pager>,
}

/// Where one is in a long list.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// This page's number, from 1.
    pub number: usize,
    /// How many pages.
    pub count: usize,
    /// Path of the first page.
    pub first: String,
    /// Path of the one before.
    pub previous: Option<String>,
    /// Path of the one after.
    pub next: Option<String>,
    /// Path of the last page.
    pub last: String,
    /// Pages to show: number and path; an entry with an empty path is a gap.
    pub pages: Vec<Link>,
}

/// `page` of an index of terms: all topics, all tags, all series.
#[derive(Debug, Clone, Serialize)]
pub struct Terms {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// All terms.
    pub terms: Vec<Term>,
}

/// A term with the number of its pages.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// Name.
    pub title: String,
    /// Path.
    pub path: String,
    /// Number of pages (or figures, for an indicator or a region).
    pub count: usize,
}

/// `page` of the archive: all pages by year.
#[derive(Debug, Clone, Serialize)]
pub struct Archive {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Years, newest first.
    pub years: Vec<ArchiveYear>,
}

/// One year of the archive: its own page when there are many, else a part of the one page.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveYear {
    /// 2022年.
    pub title: String,
    /// Fragment.
    pub anchor: String,
    /// Number of pages.
    pub count: usize,
    /// Path of the year's page, where the archive has one page per year.
    pub path: Option<String>,
    /// Entries, [`Summary`] each.
    pub pages: Vec<Value>,
}

/// `page` of the home page.
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Intro, HTML.
    pub body: String,
    /// Figures that the intro declares, [`Figure`] each.
    pub figures: Vec<Value>,
    /// Latest bulletin.
    pub issue: Option<HomeIssue>,
    /// Key figures.
    pub tiles: Vec<Tile>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// Latest articles and reports, [`Summary`] each.
    pub latest: Vec<Value>,
    /// Path of the page with all of them.
    pub more: Option<String>,
    /// Topics.
    pub topics: Vec<Term>,
    /// Regions with content.
    pub regions: Vec<Term>,
}

/// The latest bulletin on the home page.
#[derive(Debug, Clone, Serialize)]
pub struct HomeIssue {
    /// Title.
    pub title: String,
    /// Path.
    pub path: String,
    /// 第18期.
    pub number: Option<String>,
    /// 总第七百二十期.
    pub serial: Option<String>,
    /// For people.
    pub date_text: Option<String>,
    /// 要目: links into the bulletin.
    pub contents: Vec<Link>,
}

/// `page` of the index of regions.
#[derive(Debug, Clone, Serialize)]
pub struct Regions {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Regions with figures or pages, by province.
    pub groups: Vec<RegionGroup>,
}

/// A province with its cities and counties.
#[derive(Debug, Clone, Serialize)]
pub struct RegionGroup {
    /// The province (or 全国); its path is empty when it has no page of its own.
    pub term: Term,
    /// Its cities and counties that have a page.
    pub members: Vec<Term>,
}

/// `page` of a region.
#[derive(Debug, Clone, Serialize)]
pub struct Region {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Six digits.
    pub code: String,
    /// 国 省 市 县 乡.
    pub level: String,
    /// Regions above it that have a page.
    pub parents: Vec<Link>,
    /// Regions below it that have a page.
    pub children: Vec<Term>,
    /// When it had this code and name, in words, where that is known: 2021年起.
    pub validity: Option<String>,
    /// Regions that it came from, on its first page; the path is empty where one has no page.
    pub predecessors: Vec<Link>,
    /// The region that came after it, likewise.
    pub successor: Option<Link>,
    /// A small line for each indicator that has one; on the first page.
    pub charts: Vec<Chart>,
    /// Its figures by function of the congress.
    pub groups: Vec<RegionFigures>,
    /// Figures of the regions that it came from, the latest first.
    pub history: Vec<RegionFigures>,
    /// Its articles and reports as HTML: the component `entry` makes one of each [`Summary`].
    pub entries_html: String,
    /// Null when all fit on one page; figures and regions below stand on the first.
    pub pager: Option<Pager>,
    /// How many figures.
    pub figure_count: usize,
    /// Path of its CSV.
    pub csv: Option<String>,
    /// Path of its JSON.
    pub json: Option<String>,
    /// Path of its data package.
    pub package: Option<String>,
}

/// Figures of a region under one function.
#[derive(Debug, Clone, Serialize)]
pub struct RegionFigures {
    /// 立法, 监督 …
    pub title: String,
    /// Fragment.
    pub anchor: String,
    /// Its figures, by indicator and period, [`Figure`] each.
    pub figures: Vec<Value>,
}

/// `page` of the index of indicators.
#[derive(Debug, Clone, Serialize)]
pub struct Indicators {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// By function of the congress: those with figures.
    pub groups: Vec<IndicatorGroup>,
}

/// Indicators of one function.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorGroup {
    /// 立法, 监督 …
    pub title: String,
    /// Fragment.
    pub anchor: String,
    /// Indicators with the number of their figures.
    pub indicators: Vec<Term>,
}

/// `page` of an indicator.
#[derive(Debug, Clone, Serialize)]
pub struct Indicator {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// `suggestions.closed_rate`.
    pub id: String,
    /// Its name in the other language.
    pub other_name: String,
    /// Function of the congress.
    pub function: String,
    /// Unit.
    pub unit: String,
    /// Units that are accepted for it, the main one first.
    pub units: Vec<String>,
    /// count, rate, money, … in the site's language.
    pub kind_text: String,
    /// Which way is better, in words; empty for a neutral one.
    pub better_text: String,
    /// Formula or note of the catalogue.
    pub formula: Option<String>,
    /// Whether that says how it is computed; else it is a remark.
    pub is_computed: bool,
    /// What it counts, where the site says so.
    pub definition: Option<String>,
    /// Words it goes by.
    pub synonyms: Vec<String>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// Why some figures share no chart, in sentences; the table below shows them.
    pub not_drawn: Vec<String>,
    /// Figures that contradict each other, side by side.
    pub conflicts: Vec<Conflict>,
    /// All its figures, [`Figure`] each.
    pub figures: Vec<Value>,
    /// Path of its CSV.
    pub csv: String,
    /// Path of its JSON.
    pub json: String,
    /// Path of its data package.
    pub package: String,
}

/// Figures of one thing whose intervals do not meet.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    /// Region and period.
    pub title: String,
    /// Why they cannot all be right.
    pub text: String,
    /// What each source says, [`Figure`] each.
    pub figures: Vec<Value>,
    /// The interval of each of them on one scale, in the same order.
    pub intervals: Vec<Interval>,
}

/// An interval on a scale from 0 to 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// Where it begins.
    pub start: String,
    /// How long it is; 0 for a single number.
    pub length: String,
    /// The same in words; the number where it is exact.
    pub text: String,
}

/// `page` of the data page.
#[derive(Debug, Clone, Serialize)]
pub struct Data {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// Files: title, path and size in words.
    pub files: Vec<DataFile>,
    /// How many figures, indicators, regions and sources.
    pub figure_count: usize,
    /// Indicators with figures.
    pub indicator_count: usize,
    /// Regions with figures.
    pub region_count: usize,
    /// Sources named.
    pub source_count: usize,
    /// What there is most of, each indicator by its latest figure.
    pub overview: Vec<TileGroup>,
    /// How to cite it; empty without `base_url`.
    pub citation: String,
    /// Columns of figures.csv: name and meaning.
    pub columns: Vec<DataColumn>,
    /// The page of all corrections, when there are any.
    pub corrections: Option<Link>,
    /// How many there are.
    pub correction_count: usize,
}

/// `page` of the list of corrections.
#[derive(Debug, Clone, Serialize)]
pub struct Corrections {
    /// What all pages have.
    #[serde(flatten)]
    pub head: Head,
    /// All corrections of the site, newest first.
    pub corrections: Vec<Correction>,
}

/// A file to download.
#[derive(Debug, Clone, Serialize)]
pub struct DataFile {
    /// Its name.
    pub title: String,
    /// What is in it, in words.
    pub about: String,
    /// Path.
    pub path: String,
    /// `CSV`, `JSON`.
    pub format: &'static str,
    /// Rows or entries; nothing for the description of the others.
    pub rows: Option<usize>,
}

/// A column of the ledger.
#[derive(Debug, Clone, Serialize)]
pub struct DataColumn {
    /// Name.
    pub name: &'static str,
    /// What it holds.
    pub meaning: &'static str,
}

/// `feed` of an Atom feed.
#[derive(Debug, Clone, Serialize)]
pub struct Feed<'a> {
    /// Title.
    pub title: String,
    /// BCP 47 tag.
    pub language: &'static str,
    /// One sentence on the site, in its own feed.
    pub subtitle: Option<&'a str>,
    /// What names it for ever: an address.
    pub id: String,
    /// Its own address.
    pub self_url: String,
    /// Address of the page with the same entries.
    pub html_url: String,
    /// When the latest of its entries changed, RFC 3339.
    pub updated: String,
    /// Who writes it: the title of the site.
    pub author: &'a str,
    /// The latest pages, or corrections.
    pub entries: Vec<FeedEntry<'a>>,
}

/// An entry of a feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedEntry<'a> {
    /// Title.
    pub title: Cow<'a, str>,
    /// BCP 47 tag of its language, where that is not the feed's.
    pub language: Option<&'static str>,
    /// What names it for ever: an address.
    pub id: String,
    /// Its address.
    pub url: String,
    /// When it was published, RFC 3339.
    pub published: Option<String>,
    /// When it changed, RFC 3339; 1970 where it has no date.
    pub updated: String,
    /// Summary, plain text; may be empty.
    pub summary: &'a str,
    /// The whole text, HTML with absolute addresses.
    pub content_html: String,
}
