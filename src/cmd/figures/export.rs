//! `yaomu figures export`: the data files of a site, or of some of its figures, into a folder or to standard output.

use super::super::{Ended, Shell, put};
use super::select;
use crate::cli::{ExportArgs, Format};
use crate::diag::build as say;
use crate::plan::DataFile;
use crate::render::data::Data;
use crate::write::{self, Target};

/// Exports the figures that are meant. Of all figures, the files are those of the site.
pub fn export(shell: &Shell, args: &ExportArgs) -> Ended {
    let files: Vec<(DataFile, &str)> =
        DataFile::ALL.into_iter().filter(|it| wanted(it.0, shell.format)).collect();
    let people = shell.for_people();
    if args.output.is_none() && files.len() > 1 {
        return Err(say::export_needs_output());
    }
    let site = match select::site(&people, &args.select)? {
        Ok(site) => site,
        Err(code) => return Ok(code),
    };
    let data = Data::new(&site);
    let indices = select::select(&site, &data, &args.select)?;
    let made: Vec<(&str, Vec<u8>)> =
        files.into_iter().map(|(file, name)| (name, data.file(file, &indices))).collect();
    let Some(output) = &args.output else {
        for (_, bytes) in &made {
            put(bytes)?;
        }
        return Ok(0);
    };
    let out = shell.root.join(output);
    let home = shell.home();
    let target = Target { out: &out, root: &shell.root, home: home.as_deref() };
    let report = write::export(&target, &made, args.force)?;
    let (zh, en) = say::exported(&report, indices.len(), &out);
    people.say(shell.language(site.config.language), &zh, &en);
    Ok(0)
}

/// Whether a file is among those of a format; people get all of them.
fn wanted(file: DataFile, format: Format) -> bool {
    match format {
        Format::Csv => file == DataFile::FiguresCsv,
        Format::Json => file == DataFile::FiguresJson,
        // The package describes the tables; figures.json is another form of one of them.
        Format::Package => file != DataFile::FiguresJson,
        _ => true,
    }
}
