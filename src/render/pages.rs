//! Which template makes which page: the renderer goes by it, and so does the reference in the manual.

use serde::Serialize;

use super::view;

/// A page that goes through a template, which sees it under the name `page`.
pub trait Page: Serialize {
    /// The templates that such a page may go through.
    const TEMPLATES: &'static [&'static str];

    /// The one it goes through.
    fn template(&self) -> &'static str {
        Self::TEMPLATES[0]
    }
}

impl Page for view::Home {
    const TEMPLATES: &'static [&'static str] = &["home.html"];
}

impl Page for view::Document {
    const TEMPLATES: &'static [&'static str] = &["article.html", "report.html", "page.html"];

    fn template(&self) -> &'static str {
        let of_kind = |it: &&&'static str| it.strip_suffix(".html") == Some(self.head.kind);
        Self::TEMPLATES.iter().find(of_kind).unwrap_or(&Self::TEMPLATES[0])
    }
}

impl Page for view::Issue {
    const TEMPLATES: &'static [&'static str] = &["issue.html"];
}

impl Page for view::List {
    const TEMPLATES: &'static [&'static str] = &["section.html"];
}

impl Page for view::Terms {
    const TEMPLATES: &'static [&'static str] = &["terms.html"];
}

impl Page for view::Regions {
    const TEMPLATES: &'static [&'static str] = &["regions.html"];
}

impl Page for view::Region {
    const TEMPLATES: &'static [&'static str] = &["region.html"];
}

impl Page for view::Indicators {
    const TEMPLATES: &'static [&'static str] = &["indicators.html"];
}

impl Page for view::Indicator {
    const TEMPLATES: &'static [&'static str] = &["indicator.html"];
}

impl Page for view::Data {
    const TEMPLATES: &'static [&'static str] = &["data.html"];
}

impl Page for view::Corrections {
    const TEMPLATES: &'static [&'static str] = &["corrections.html"];
}

impl Page for view::Archive {
    const TEMPLATES: &'static [&'static str] = &["archive.html"];
}

/// The page for what is not there.
impl Page for view::Head {
    const TEMPLATES: &'static [&'static str] = &["404.html"];
}

/// An Atom feed, which its template sees under the name `feed`.
impl Page for view::Feed<'_> {
    const TEMPLATES: &'static [&'static str] = &["feed.xml"];
}
