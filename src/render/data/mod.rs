//! The ledger as files: figures, and the indicators, regions and sources they name, as CSV and JSON with a data package.
//!
//! 1. [`columns`] says what each table holds, once: the head of the CSV, the fields of the package, the data page.
//! 2. [`figures`] writes the row of every figure once; whichever table wants it copies it.
//! 3. [`tables`] makes the smaller tables of what some figures name; [`sources`] tells sources apart.
//! 4. [`package`] describes them, after Frictionless Data Package v2.
//!
//! The same bytes go onto the site ([`page`]) and out of `yaomu figures export`.

pub mod columns;
mod csv_rows;
mod figures;
mod package;
mod page;
mod sources;
mod tables;

use std::sync::OnceLock;

use serde_json::Value;

use crate::assemble::Site;
use crate::diag::Language;
use crate::path;
use crate::plan::{DataFile, OwnFile};
use figures::FigureRows;
pub use package::Scope;
pub use sources::Entry as SourceEntry;
use sources::Sources;

/// The ledger of one site as files.
pub struct Data<'a> {
    site: &'a Site,
    language: Language,
    /// The rows of all figures, written once.
    rows: OnceLock<FigureRows>,
    /// All sources, told apart once.
    sources: OnceLock<Sources<'a>>,
    /// The fields of figures.csv for packages, made once.
    fields: OnceLock<Value>,
}

impl<'a> Data<'a> {
    /// Nothing is made yet.
    pub fn new(site: &'a Site) -> Self {
        let language = site.config.language;
        Self { site, language, rows: OnceLock::new(), sources: OnceLock::new(), fields: OnceLock::new() }
    }

    /// The indices of all figures.
    pub fn all(&self) -> Vec<usize> {
        (0..self.site.ledger.figures().len()).collect()
    }

    /// A data file of the figures at `indices`, which stand in the order of the ledger.
    pub fn file(&self, file: DataFile, indices: &[usize]) -> Vec<u8> {
        match file {
            DataFile::FiguresCsv => self.figures_csv(indices),
            DataFile::FiguresJson => self.figures_json(indices),
            DataFile::IndicatorsCsv => self.indicators_csv(indices),
            DataFile::RegionsCsv => self.regions_csv(indices),
            DataFile::SourcesCsv => self.sources_csv(indices),
            DataFile::Package => self.package(&Scope::Whole, indices),
        }
    }

    /// A file of the figures of one indicator or region.
    pub fn own_file(&self, file: OwnFile, scope: &Scope<'_>, indices: &[usize]) -> Vec<u8> {
        match file {
            OwnFile::Csv => self.figures_csv(indices),
            OwnFile::Json => self.figures_json(indices),
            OwnFile::Package => self.package(scope, indices),
        }
    }

    /// The absolute address of a site path, when the site has a `base_url`.
    fn absolute(&self, path: &str) -> Option<String> {
        self.site.config.base_url.as_deref().map(|base| path::absolute(base, path))
    }
}
