//! The smaller tables: indicators, regions and sources of some figures.

use std::collections::{BTreeMap, BTreeSet};

use super::Data;
use super::columns::{Column, INDICATORS, REGIONS, SOURCES};
use super::csv_rows::CsvWriter;
use crate::figures::region::Region;

fn writer(columns: &[Column]) -> CsvWriter {
    CsvWriter::new(columns.iter().map(|it| it.name))
}

impl Data<'_> {
    /// Positions in the catalogue of the indicators of some figures.
    pub fn indicators(&self, indices: &[usize]) -> BTreeSet<usize> {
        let mut positions = BTreeSet::new();
        let mut last = "";
        for figure in indices.iter().map(|&index| self.site.ledger.get(index)) {
            // Figures of one indicator stand together.
            if *figure.indicator != *last {
                last = &figure.indicator;
                positions.extend(self.site.tables.catalogue.position(last));
            }
        }
        positions
    }

    pub(super) fn indicators_csv(&self, indices: &[usize]) -> Vec<u8> {
        let mut table = writer(&INDICATORS);
        for position in self.indicators(indices) {
            let it = self.site.tables.catalogue.at(position);
            table.row([
                &*it.id,
                &*it.function,
                &*it.name_zh,
                &*it.name_en,
                &*it.unit,
                &*it.units.join("、"),
                it.kind.as_str(),
                it.better.as_str(),
                it.formula.as_deref().unwrap_or_default(),
                it.formula_zh.as_deref().unwrap_or_default(),
                &*it.synonyms.join("、"),
                it.tier.as_str(),
            ]);
        }
        table.finish().into_bytes()
    }

    /// The regions of some figures, those they lie in and those that came after them, by code: whatever a row names is there.
    pub fn regions(&self, indices: &[usize]) -> BTreeMap<&str, &Region> {
        let regions = &self.site.tables.regions;
        let codes: BTreeSet<&str> =
            indices.iter().map(|&index| &*self.site.ledger.get(index).region).collect();
        let mut open: Vec<&Region> = codes.into_iter().filter_map(|code| regions.get(code)).collect();
        let mut found: BTreeMap<&str, &Region> = BTreeMap::new();
        while let Some(region) = open.pop() {
            if found.insert(&region.code, region).is_none() {
                let named = [&region.parent, &region.successor];
                open.extend(named.into_iter().flatten().filter_map(|code| regions.get(code)));
            }
        }
        found
    }

    pub(super) fn regions_csv(&self, indices: &[usize]) -> Vec<u8> {
        let found = self.regions(indices);
        // A table of the site may name what it does not hold.
        let known = |code: &Option<String>| {
            code.as_deref().and_then(|code| found.get(code)).map_or("", |it| &it.code).to_owned()
        };
        let mut table = writer(&REGIONS);
        for it in found.values() {
            let date = |date: Option<crate::figures::partial_date::PartialDate>| {
                date.map(|it| it.to_string()).unwrap_or_default()
            };
            table.row([
                &*it.code,
                &*it.name,
                it.level.letter(),
                &*known(&it.parent),
                &*date(it.valid_from),
                &*date(it.valid_to),
                &*known(&it.successor),
            ]);
        }
        table.finish().into_bytes()
    }

    pub(super) fn sources_csv(&self, indices: &[usize]) -> Vec<u8> {
        let mut table = writer(&SOURCES);
        for (entry, figures) in self.sources().among(indices) {
            let it = entry.source;
            let date = |date: Option<crate::digest::date::Date>| date.map(|it| it.iso()).unwrap_or_default();
            table.row([
                &*entry.id,
                &*it.name,
                it.url.as_deref().unwrap_or_default(),
                it.author.as_deref().unwrap_or_default(),
                it.editor.as_deref().unwrap_or_default(),
                &*date(it.date),
                &*date(it.accessed),
                it.licence.as_deref().unwrap_or_default(),
                &*figures.to_string(),
            ]);
        }
        table.finish().into_bytes()
    }
}
