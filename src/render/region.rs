//! A region's profile, and the index of regions.

use std::collections::BTreeMap;

use super::Renderer;
use super::data::Scope;
use super::dataset::Dataset;
use super::figure::{Shared, Table};
use super::shared::under_headings;
use super::view;
use crate::assemble::charts::Owner;
use crate::figures::partial_date::PartialDate;
use crate::figures::region::{Level, Region};
use crate::plan::{Output, OwnFile, list_pages};

impl Renderer<'_> {
    /// A page of a region: its figures on the first one, its list on all.
    pub(super) fn region(&self, output: &Output, code: &str, number: usize) -> view::Region {
        let tables = &self.site.tables;
        let region = tables.regions.get(code);
        let name = region.map_or(code, |it| &it.name);
        let above: Vec<&Region> = region.map_or_else(Vec::new, |it| tables.regions.ancestors(it).collect());
        let parents: Vec<view::Link> =
            above.iter().rev().filter_map(|it| self.region_link(&it.code)).collect();
        let mut breadcrumb = vec![self.home_link(), self.link(self.word("regions"), "regions/")];
        breadcrumb.extend(parents.iter().cloned());
        breadcrumb.push(self.link(name, &output.path));
        let indices = self.site.ledger.of_region(code);
        let own = format!("regions/{code}/");
        let has_files = !indices.is_empty();
        let dataset = |_: &str, _: &str| {
            // The files belong to the first page of the list.
            let description = format!("{name} · {}", self.word("figures"));
            let (path, description) = (&*own, &*description);
            let dataset = Dataset { name, description, path, indices, identifier: Some(code) };
            (has_files && number == 1).then(|| self.dataset(&dataset))
        };
        let head = self.head_of("region", name, String::new(), output, breadcrumb, dataset);
        let first = region.filter(|_| number == 1);
        let before = first.map_or_else(Vec::new, |it| tables.regions.ancestry(it));
        let row = |&index: &usize| {
            let function = &*self.indicator_of(self.site.ledger.get(index)).function;
            (function, self.figure(index, Table::Region, Shared::default()))
        };
        let groups = under_headings(indices.iter().filter(|_| number == 1).map(row));
        let group = |(nth, (title, figures)): (usize, (String, Vec<_>))| view::RegionFigures {
            title,
            anchor: format!("g{nth}"),
            figures,
        };
        let groups = (1..).zip(groups).map(group).collect();
        let pages = self.site.region_pages.get(code).map_or(&[][..], |ids| &ids[..]);
        let size = self.site.config.page_size;
        let shown: Vec<usize> = pages.iter().copied().skip((number - 1) * size).take(size).collect();
        view::Region {
            head,
            code: code.to_owned(),
            level: region.map_or_else(String::new, |it| it.level.letter().to_string()),
            parents,
            children: if number == 1 { self.children(code) } else { Vec::new() },
            validity: first.and_then(|it| self.validity(it)),
            predecessors: first.map_or_else(Vec::new, |it| {
                tables.regions.predecessors(it).map(|it| self.region_or_name(it)).collect()
            }),
            successor: first.and_then(|it| tables.regions.successor(it)).map(|it| self.region_or_name(it)),
            charts: if number == 1 { self.charts_of(&Owner::Region(code.into())) } else { Vec::new() },
            groups,
            history: self.history(&before),
            entries_html: self.entries(&shown, &output.path, '3'),
            pager: self.pager(&format!("regions/{code}/"), number, list_pages(pages.len(), size)),
            figure_count: indices.len(),
            csv: has_files.then(|| self.own_file(&own, OwnFile::Csv)),
            json: has_files.then(|| self.own_file(&own, OwnFile::Json)),
            package: has_files.then(|| self.own_file(&own, OwnFile::Package)),
        }
    }

    /// A file of a region's figures.
    pub(super) fn region_file(&self, code: &str, file: OwnFile) -> Vec<u8> {
        let path = format!("regions/{code}/");
        let scope = Scope::One { id: code, name: self.region_name(code), path: &path };
        self.data.own_file(file, &scope, self.site.ledger.of_region(code))
    }

    /// Link to the page of a region; where it has none its name alone.
    fn region_or_name(&self, region: &Region) -> view::Link {
        self.region_link(&region.code).unwrap_or_else(|| view::Link {
            title: region.name.clone(),
            path: String::new(),
            external: false,
            language: None,
        })
    }

    /// Since when and until when a region had its code and name.
    fn validity(&self, region: &Region) -> Option<String> {
        let date = |key: &str, date: Option<PartialDate>| {
            date.map(|it| self.word(key).replace("{date}", &it.text(self.language)))
        };
        let told: Vec<String> = [("valid_from", region.valid_from), ("valid_to", region.valid_to)]
            .into_iter()
            .filter_map(|(key, at)| date(key, at))
            .collect();
        (!told.is_empty()).then(|| told.join(self.word("list_joint")))
    }

    /// What is told of the regions that one came from.
    fn history(&self, before: &[&Region]) -> Vec<view::RegionFigures> {
        let told = before.iter().map(|region| (region, self.site.ledger.of_region(&region.code)));
        let figures = told.filter(|(_, indices)| !indices.is_empty());
        figures
            .map(|(region, indices)| view::RegionFigures {
                title: match self.validity(region) {
                    Some(validity) => {
                        self.word("reason_told").replace("{why}", &region.name).replace("{told}", &validity)
                    }
                    None => region.name.clone(),
                },
                anchor: format!("h{}", region.code),
                figures: self.figures(indices, Table::Region),
            })
            .collect()
    }

    fn children(&self, code: &str) -> Vec<view::Term> {
        self.site
            .tables
            .regions
            .iter()
            .filter(|it| it.parent.as_deref() == Some(code))
            .filter_map(|it| self.region_term(it))
            .collect()
    }

    fn region_term(&self, region: &Region) -> Option<view::Term> {
        let link = self.region_link(&region.code)?;
        let count = self.site.ledger.of_region(&region.code).len()
            + self.site.region_pages.get(&*region.code).map_or(0, Vec::len);
        Some(view::Term { title: link.title, path: link.path, count })
    }

    /// The index: by province, in the order of the codes.
    pub(super) fn regions(&self, output: &Output) -> view::Regions {
        let regions = &self.site.tables.regions;
        let mut groups: BTreeMap<String, view::RegionGroup> = BTreeMap::new();
        for region in regions.iter() {
            let Some(term) = self.region_term(region) else { continue };
            let above = regions.ancestors(region).find(|it| it.level == Level::Province);
            let top = if matches!(region.level, Level::Nation | Level::Province) {
                region
            } else {
                above.unwrap_or(region)
            };
            let group = groups.entry(top.code.to_string()).or_insert_with(|| view::RegionGroup {
                term: self.region_term(top).unwrap_or(view::Term {
                    title: top.name.clone(),
                    path: String::new(),
                    count: 0,
                }),
                members: Vec::new(),
            });
            if top.code != region.code {
                group.members.push(term);
            }
        }
        view::Regions {
            head: self.head("regions", self.word("regions"), String::new(), output),
            groups: groups.into_values().collect(),
        }
    }
}
