//! sitemap.xml, after the protocol of sitemaps.org.

use super::Renderer;
use crate::plan::{self, What};
use crate::text::escape;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const LINKS: &str = "http://www.w3.org/1999/xhtml";

impl Renderer<'_> {
    /// The sitemap of this number, or the index of all of them.
    pub(super) fn sitemap(&self, number: Option<usize>) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let Some(number) = number else {
            out.push_str(&format!("<sitemapindex xmlns=\"{NAMESPACE}\">\n"));
            for output in self.plan.outputs.iter().filter(|it| matches!(it.what, What::Sitemap(Some(_)))) {
                let url = self.absolute(&output.path).unwrap_or_default();
                out.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&url)));
            }
            out.push_str("</sitemapindex>\n");
            return out;
        };
        let languages = !self.site.translations.is_empty();
        let links = if languages { format!(" xmlns:xhtml=\"{LINKS}\"") } else { String::new() };
        out.push_str(&format!("<urlset xmlns=\"{NAMESPACE}\"{links}>\n"));
        for output in plan::sitemap(self.plan, number) {
            let url = self.absolute(&output.path).unwrap_or_default();
            out.push_str("<url><loc>");
            out.push_str(&escape(&url));
            out.push_str("</loc>");
            if let What::Page(id) = output.what {
                let meta = &self.site.pages[id].document.meta;
                if let Some(date) = meta.updated.or(meta.date) {
                    out.push_str("<lastmod>");
                    out.push_str(&date.iso());
                    out.push_str("</lastmod>");
                }
            }
            for it in self.alternates(&output.path) {
                let (language, url) = (it.language, escape(&it.url).into_owned());
                out.push_str(&format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}\"/>"
                ));
            }
            out.push_str("</url>\n");
        }
        out.push_str("</urlset>\n");
        out
    }
}
