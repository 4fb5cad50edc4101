//! The list of the sheets of a workbook, and where its parts lie.

use std::collections::HashMap;

use super::Broken;
use super::archive::{Archive, PART_LIMIT};
use super::format::Epoch;

/// Where the workbook itself lies when the container does not say it.
const WORKBOOK: &str = "xl/workbook.xml";

/// What a workbook consists of.
#[derive(Debug)]
pub struct Book {
    /// Its sheets of cells, in their order.
    pub sheets: Vec<SheetPart>,
    /// The part with the texts that cells share.
    pub strings: Option<String>,
    /// The part with the formats.
    pub styles: Option<String>,
    /// The day that days are counted from.
    pub epoch: Epoch,
}

/// A sheet.
#[derive(Debug)]
pub struct SheetPart {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub part: String,
    /// Whether people do not see it.
    pub is_hidden: bool,
}

/// A relation of a part: what it is, and where.
struct Relation {
    kind: String,
    part: String,
}

impl Book {
    /// Reads what the container has.
    ///
    /// # Errors
    /// A container without a workbook in it, or one that cannot be read.
    pub fn read(archive: &mut Archive<'_>) -> Result<Self, Broken> {
        let roots = relations(archive, "")?;
        let root = roots.into_values().find(|it| it.kind == "officeDocument");
        let workbook = root.map_or_else(|| WORKBOOK.to_owned(), |it| it.part);
        let relations = relations(archive, &workbook)?;
        let Some(xml) = archive.part(&workbook, PART_LIMIT)? else { return Err(Broken::NoWorkbook) };
        let (mut sheets, mut epoch) = (Vec::new(), Epoch::Of1900);
        xml.each_element(|element| match element.name() {
            "workbookPr" if element.flag("date1904") => epoch = Epoch::Of1904,
            "sheet" => {
                let part = element.attribute("id").and_then(|id| relations.get(&id));
                // Sheets that are one chart, and those of old macros, have no cells.
                if let Some(relation) = part.filter(|it| it.kind == "worksheet") {
                    sheets.push(SheetPart {
                        name: element.attribute("name").unwrap_or_default(),
                        part: relation.part.clone(),
                        is_hidden: element.attribute("state").is_some_and(|it| it != "visible"),
                    });
                }
            }
            _ => {}
        })?;
        let part = |kind: &str| relations.values().find(|it| it.kind == kind).map(|it| it.part.clone());
        Ok(Self { sheets, strings: part("sharedStrings"), styles: part("styles"), epoch })
    }
}

/// The relations of a part (of the container for the empty name), by their ids. What lies outside of the container is left
/// out.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<HashMap<String, Relation>, Broken> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let separator = if folder.is_empty() { "" } else { "/" };
    let list = format!("{folder}{separator}_rels/{name}.rels");
    let mut found = HashMap::new();
    let Some(xml) = archive.part(&list, PART_LIMIT)? else { return Ok(found) };
    xml.each_element(|element| {
        let is_inside = element.attribute("TargetMode").as_deref() != Some("External");
        let (id, kind, target) =
            (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"));
        if let (true, Some(id), Some(kind), Some(target)) = (is_inside, id, kind, target) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, Relation { kind, part: resolved(folder, &target) });
        }
    })?;
    Ok(found)
}

/// A target as the name of a part: from the root of the container, or from the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|it| !it.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_names_of_parts() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(folder, target), expected);
        }
    }
}
