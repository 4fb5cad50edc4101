//! How the rows of the site's own tables hang together, once all of them are known: formulas of indicators, and what regions lie
//! in or became.

use super::{DataFile, each_row, stem};
use crate::diag::{Diagnostic, data as say, figures as say_figure};
use crate::figures::catalogue::{FormulaError, formula};
use crate::figures::region::Regions;
use crate::parse::Tables;
use crate::parse::fields::{Fields, Findings};

/// Reads what rows say of others. What is wrong with the rows themselves was said when they were read first.
pub fn read(files: &[DataFile], tables: &mut Tables, findings: &Findings) {
    let said = Findings::default();
    for file in files {
        match stem(&file.file) {
            "indicators" => each_row(file, &said, |fields| of_indicator(tables, fields, findings)),
            "regions" => each_row(file, &said, |mut fields| {
                findings.borrow_mut().extend(successor(&tables.regions, &mut fields));
            }),
            _ => {}
        }
    }
}

/// How an indicator of the site hangs together with others.
fn of_indicator(tables: &mut Tables, mut fields: Fields<'_>, findings: &Findings) {
    let Some(id) = fields.text("id") else { return };
    let Some(position) = tables.catalogue.position(&id) else { return };
    let mut read = |key: &'static str| {
        let text = fields.text(key).filter(|text| !text.is_empty())?;
        if key == "formula" && !formula::is_meant(&text, &id, &tables.catalogue) {
            return None;
        }
        let place = || fields.place(&[key.into()]);
        match formula::read(&text, &id, &tables.catalogue) {
            Ok(formula) => return Some(formula),
            Err(FormulaError::Unreadable) => findings.borrow_mut().push(say::bad_formula(place(), &text)),
            Err(FormulaError::Unknown(name)) => {
                let group = id.split_once('.').map_or("", |(group, _)| group);
                let of_group = tables.catalogue.nearest(&format!("{group}.{name}"));
                let near = of_group.or_else(|| tables.catalogue.nearest(&name));
                let near = near.map(|it| (&*it.id, &*it.name_zh));
                findings.borrow_mut().push(say_figure::unknown_indicator(place(), &name, near));
            }
        }
        None
    };
    let [formula, parts, at_most] = ["formula", "parts", "at_most"].map(&mut read);
    if formula.is_none() && parts.is_none() && at_most.is_none() {
        return;
    }
    let ties = tables.catalogue.ties_mut(position);
    ties.formula = formula.or(ties.formula.take());
    ties.parts = parts.or(ties.parts.take());
    ties.at_most = at_most.or(ties.at_most.take());
}

/// What is wrong with the successor that a row of the site's regions names.
fn successor(regions: &Regions, fields: &mut Fields<'_>) -> Option<Diagnostic> {
    let (code, written) = (fields.text("code")?, fields.text("successor").filter(|it| !it.is_empty())?);
    let region = regions.get(&code)?;
    let place = fields.place(&["successor".into()]);
    if regions.get(&written).is_none() {
        let near = regions.find(&written).ok().map(|it| (&*it.code, &*it.name));
        return Some(say::unknown_successor(place, &written, near));
    }
    let circle = regions.circle(region)?;
    let names: Vec<&str> = circle.iter().chain([&region]).map(|it| &*it.name).collect();
    Some(say::circular_successor(place, &names))
}

/// What is said of the rows of a table of regions that lie in a region that is not in `regions`; of any other file nothing.
pub fn unknown_parents(file: &DataFile, regions: &Regions) -> Vec<Diagnostic> {
    let mut unknown = Vec::new();
    if stem(&file.file) == "regions" {
        each_row(file, &Findings::default(), |mut fields| {
            let parent = fields.text("parent").filter(|it| !it.is_empty() && regions.get(it).is_none());
            if let Some(code) = parent {
                unknown.push(say_figure::unknown_region_code(fields.place(&["parent".into()]), &code));
            }
        });
    }
    unknown
}
