//! A table of figures as schema.org's `Dataset`, for catalogues of data and those who search them.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::Renderer;
use crate::plan::{DataFile, OwnFile};

/// Sources named in a page at most, those of most figures first: a page is not the table of sources.
const SOURCES: usize = 50;

/// A table that a page offers.
pub(super) struct Dataset<'d> {
    /// Its name.
    pub name: &'d str,
    /// What is in it.
    pub description: &'d str,
    /// Site path of its page, where its files lie too.
    pub path: &'d str,
    /// Its figures.
    pub indices: &'d [usize],
    /// Id of its indicator, code of its region; none for the whole ledger.
    pub identifier: Option<&'d str>,
}

impl Renderer<'_> {
    /// `dataset` in JSON-LD.
    pub(super) fn dataset(&self, dataset: &Dataset<'_>) -> String {
        let config = &self.site.config;
        let url = self.absolute(dataset.path);
        let mut thing = json!({
            "@type": "Dataset",
            "@id": url,
            "name": dataset.name,
            "description": dataset.description,
            "url": url,
            "identifier": dataset.identifier.map_or_else(|| json!(url), |it| json!([url, it])),
            "version": self.data.version(dataset.indices),
            "inLanguage": self.lang(),
            "isAccessibleForFree": true,
            "creator": { "@type": "Organization", "name": config.title },
            "variableMeasured": self.variables(dataset.indices),
            "spatialCoverage": self.places(dataset.indices),
            "distribution": self.distribution(dataset),
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "name": format!("{} · {}", config.title, self.word("data")),
                "url": self.absolute("data/"),
            },
        });
        if let Some(time) = self.time(dataset.indices) {
            thing["temporalCoverage"] = time.into();
        }
        if let Some(licence) = config.data.licence_url.as_ref().or(config.data.licence.as_ref()) {
            thing["license"] = licence.as_str().into();
        }
        let sources = self.most_used_sources(dataset.indices);
        if !sources.is_empty() {
            thing["isBasedOn"] = sources.into();
        }
        thing.to_string()
    }

    fn variables(&self, indices: &[usize]) -> Vec<Value> {
        let variable = |position| {
            let it = self.site.tables.catalogue.at(position);
            let mut variable = json!({
                "@type": "PropertyValue",
                "propertyID": it.id,
                "name": self.indicator_name(it),
                "url": self.absolute(&format!("indicators/{}/", it.id)),
            });
            if !it.unit.is_empty() {
                variable["unitText"] = it.unit.as_str().into();
            }
            variable
        };
        self.data.indicators(indices).into_iter().map(variable).collect()
    }

    /// The regions of the figures, but for those that lie in another one of them.
    fn places(&self, indices: &[usize]) -> Vec<Value> {
        let regions = &self.site.tables.regions;
        let codes: std::collections::BTreeSet<&str> =
            indices.iter().map(|&index| &*self.site.ledger.get(index).region).collect();
        let own = codes.iter().filter_map(|code| regions.get(code));
        own.filter(|it| !regions.ancestors(it).any(|above| codes.contains(&*above.code)))
            .map(|it| json!({ "@type": "AdministrativeArea", "name": it.name, "identifier": it.code }))
            .collect()
    }

    /// From the first beginning to the last end.
    fn time(&self, indices: &[usize]) -> Option<String> {
        let periods = || indices.iter().map(|&index| &self.site.ledger.get(index).period);
        let first = periods().map(|it| it.start).min()?;
        let last = periods().map(|it| it.end.unwrap_or(it.start)).max_by_key(|it| it.last_day())?;
        Some(if first == last { first.to_string() } else { format!("{first}/{last}") })
    }

    fn distribution(&self, dataset: &Dataset<'_>) -> Vec<Value> {
        let names: Vec<&str> = match dataset.identifier {
            None => DataFile::ALL.iter().map(|it| it.1).collect(),
            Some(_) => OwnFile::ALL.iter().map(|it| it.1).collect(),
        };
        let download = |name: &str| {
            let format = match name.rsplit_once('.') {
                Some((_, "csv")) => "text/csv",
                _ if name == "datapackage.json" => "application/vnd.datapackage+json",
                _ => "application/json",
            };
            let url = self.absolute(&format!("{}{name}", dataset.path));
            json!({ "@type": "DataDownload", "name": name, "contentUrl": url, "encodingFormat": format })
        };
        names.into_iter().map(download).collect()
    }

    fn most_used_sources(&self, indices: &[usize]) -> Vec<Value> {
        let mut sources = self.data.sources().among(indices);
        sources.sort_by_key(|(_, figures)| Reverse(*figures));
        let work = |(entry, _): (&super::data::SourceEntry<'_>, usize)| {
            let it = entry.source;
            let name = if it.name.is_empty() { it.url.as_deref().unwrap_or_default() } else { &it.name };
            let mut work = json!({ "@type": "CreativeWork", "identifier": entry.id, "name": name });
            if let Some(url) = &it.url {
                work["url"] = url.as_str().into();
            }
            if let Some(date) = it.date {
                work["datePublished"] = date.iso().into();
            }
            work
        };
        sources.into_iter().take(SOURCES).map(work).collect()
    }
}
