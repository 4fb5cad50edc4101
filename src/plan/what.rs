//! What files there are.

use std::sync::Arc;

use crate::assemble::{PageId, Site, Term};

/// A file to be made.
#[derive(Debug)]
pub struct Output {
    /// Its site path.
    pub path: String,
    /// What it is.
    pub what: What,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The home page.
    Home,
    /// A page of content.
    Page(PageId),
    /// A picture of a report: its page and which one.
    ReportPicture(PageId, ReportPicture),
    /// A file of the chart at this index of [`crate::assemble::Charts::all`].
    ChartFile(usize, ChartFile),
    /// A folder's list: section and page of the list, from 1.
    Section(usize, usize),
    /// The index of a taxonomy.
    Terms(Taxonomy),
    /// A term's list: its number and the page of the list, from 1.
    Term(Taxonomy, usize, usize),
    /// The index of regions.
    Regions,
    /// A region, by code, and the page of its list, from 1.
    Region(Arc<str>, usize),
    /// The figures of a region as a file.
    RegionFile(Arc<str>, OwnFile),
    /// The index of indicators.
    Indicators,
    /// An indicator, by its position in the catalogue.
    Indicator(usize),
    /// Its figures as a file.
    IndicatorFile(usize, OwnFile),
    /// The data page.
    Data,
    /// A file of the data page.
    DataFile(DataFile),
    /// The page of all corrections.
    Corrections,
    /// The archive.
    Archive,
    /// A year of it.
    ArchiveYear(i16),
    /// 404.html.
    NotFound,
    /// An Atom feed.
    Atom(Feed),
    /// A JSON Feed.
    JsonFeed(Feed),
    /// A sitemap: number from 0, or the index of several.
    Sitemap(Option<usize>),
    /// robots.txt.
    Robots,
    /// .nojekyll, empty.
    NoJekyll,
    /// CNAME.
    Cname,
    /// A page that leads to another: its site path.
    Alias(String),
    /// A file beside a page: number in [`Site::attachments`].
    Attachment(usize),
    /// A file of `static/`: number in [`Site::static_files`].
    Static(usize),
    /// A file of the theme that the site does not override.
    Theme(&'static str),
}

/// A way of gathering pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taxonomy {
    /// Congress functions.
    Topics,
    /// Free words.
    Tags,
    /// Series.
    Series,
}

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// The site.
    Site,
    /// A folder.
    Section(usize),
    /// A term.
    Term(Taxonomy, usize),
    /// Corrections.
    Corrections,
}

/// A file of the data page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// All figures.
    FiguresCsv,
    /// All figures.
    FiguresJson,
    /// Indicators.
    IndicatorsCsv,
    /// Regions.
    RegionsCsv,
    /// Sources.
    SourcesCsv,
    /// What the files are.
    Package,
}

/// A file of the figures of one indicator or region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFile {
    /// The table.
    Csv,
    /// The same as JSON.
    Json,
    /// What the table is.
    Package,
}

/// A picture of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportPicture {
    /// Its figures on one long picture.
    PosterSvg,
    /// The same in pixels.
    PosterPng,
    /// What stands for a link to it.
    CardPng,
}

/// A chart as a file beside its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFile {
    /// The numbers drawn.
    Csv,
    /// The drawing.
    Svg,
    /// The same in pixels.
    Png,
}

impl ChartFile {
    /// All of them with the ends of their names.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Csv, "csv"), (Self::Svg, "svg"), (Self::Png, "png")];
}

impl ReportPicture {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::PosterSvg, "poster.svg"), (Self::PosterPng, "poster.png"), (Self::CardPng, "card.png")];

    /// Whether it is one of pixels, which a site may do without.
    pub fn is_png(self) -> bool {
        self != Self::PosterSvg
    }
}

impl OwnFile {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Csv, "figures.csv"), (Self::Json, "figures.json"), (Self::Package, "datapackage.json")];
}

impl DataFile {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::FiguresCsv, "figures.csv"),
        (Self::FiguresJson, "figures.json"),
        (Self::IndicatorsCsv, "indicators.csv"),
        (Self::RegionsCsv, "regions.csv"),
        (Self::SourcesCsv, "sources.csv"),
        (Self::Package, "datapackage.json"),
    ];
}

impl Taxonomy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Topics, Self::Tags, Self::Series];

    /// The site path of its index.
    pub fn path(self) -> &'static str {
        match self {
            Self::Topics => "topics/",
            Self::Tags => "tags/",
            Self::Series => "series/",
        }
    }

    /// Its terms.
    pub fn terms(self, site: &Site) -> &[Term] {
        match self {
            Self::Topics => &site.topics,
            Self::Tags => &site.tags,
            Self::Series => &site.series,
        }
    }
}
