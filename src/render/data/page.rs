//! The page that offers the data files.

use super::super::Renderer;
use super::super::dataset::Dataset;
use super::super::view;
use super::columns::{Column, FIGURES};
use crate::plan::{CORRECTIONS, DataFile, Output};

impl Renderer<'_> {
    /// The data page.
    pub(in super::super) fn data(&self, output: &Output) -> view::Data {
        let site = self.site;
        let title = self.word("data");
        let breadcrumb = vec![self.home_link(), self.link(title, &output.path)];
        let all = self.data.all();
        let description = self.word("figures_n").replace("{n}", &all.len().to_string());
        let dataset = |_: &str, _: &str| {
            let name = format!("{} · {title}", site.config.title);
            let (path, indices) = (&*output.path, &*all);
            let description = &*description;
            Some(self.dataset(&Dataset { name: &name, description, path, indices, identifier: None }))
        };
        let head = self.head_of("data", title, String::new(), output, breadcrumb, dataset);
        let counts = [
            all.len(),
            all.len(),
            self.data.indicators(&all).len(),
            self.data.regions(&all).len(),
            self.data.sources().list.len(),
            // The package tells of the others and has no rows.
            0,
        ];
        let file = |((file, name), rows): (&(DataFile, &'static str), usize)| view::DataFile {
            title: (*name).to_owned(),
            about: self
                .word(match file {
                    DataFile::FiguresCsv | DataFile::FiguresJson => "file_figures",
                    DataFile::IndicatorsCsv => "file_indicators",
                    DataFile::RegionsCsv => "file_regions",
                    DataFile::SourcesCsv => "file_sources",
                    DataFile::Package => "file_package",
                })
                .to_owned(),
            path: self.link("", &format!("data/{name}")).path,
            format: if name.ends_with(".csv") { "CSV" } else { "JSON" },
            rows: (*file != DataFile::Package).then_some(rows),
        };
        let meaning = |it: &Column| view::DataColumn { name: it.name, meaning: it.meaning(self.language) };
        let citation = head
            .canonical
            .as_ref()
            .map_or_else(String::new, |url| format!("{} · {title}. {url}", site.config.title));
        view::Data {
            files: DataFile::ALL.iter().zip(counts).map(file).collect(),
            figure_count: counts[0],
            indicator_count: counts[2],
            region_count: site.ledger.regions().count(),
            source_count: counts[4],
            overview: self.overview(),
            citation,
            columns: FIGURES.iter().map(meaning).collect(),
            corrections: (!site.corrections.is_empty())
                .then(|| self.link(self.word("corrections"), CORRECTIONS)),
            correction_count: site.corrections.iter().len(),
            head,
        }
    }
}
