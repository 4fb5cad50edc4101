//! `yaomu new`: a content file with the right name in the right folder, its front matter to be filled in.
//!
//! 1. The site is read as a build reads it, with drafts and pages of the future; what is wrong elsewhere is for `check` to say.
//! 2. [`place`] chooses folder and name; [`issue`] the numbers of a bulletin and what it lists; [`report`] the period of a report
//!    and the figures of the one before.
//! 3. [`archetype`] makes the text, from the site's own archetype or a built-in one.
//! 4. The file is written unless something is in its way, and its path goes to standard output.
//!
//! Every choice that was made for the user is told.

mod archetype;
mod issue;
mod place;
mod report;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::{CONTENT, Ended, Shell, clock, put};
use crate::assemble::{self, Site};
use crate::cli::{Format, NewArgs};
use crate::diag::build::{Doing, Failure, disk};
use crate::diag::{self, Place, Said, new as say};
use crate::digest::Kind;
use crate::figures::period::Period;
use crate::figures::region::NATION;
use crate::parse::{self, entries::PeriodText, resolve};
use crate::scan;
use archetype::Values;
use place::Name;

/// Makes a content file.
pub fn new(shell: &Shell, args: &NewArgs) -> Ended {
    let (site, today) = read(shell, args)?;
    let language = shell.language(site.config.language);
    let kind = args.kind.of_content();
    let Draft { file, values, notes } = draft(&shell.root, &site, args, today)?;
    let text = archetype::fill(&shell.root, &site.config, kind, &values)?;
    let mut findings = archetype::findings(&file, &text, &site.config);
    if diag::has_errors(&findings) {
        diag::sort(&mut findings);
        shell.tell(&findings, language);
        let (zh, en) = say::not_made(&file, kind.name());
        shell.say(language, &zh, &en);
        return Ok(CONTENT);
    }
    write(&shell.root, &file, &text)?;
    if shell.format == Format::Json {
        let notes: Vec<&str> = notes.iter().map(|it| it.text(language)).collect();
        put(format!("{}\n", serde_json::json!({ "file": file, "notes": notes })).as_bytes())?;
        return Ok(0);
    }
    for note in &notes {
        shell.say(language, &note.zh, &note.en);
    }
    // Joined, the folder that we are in would stand before it as a dot.
    let path = if shell.root == Path::new(".") { file } else { shell.root.join(&file).display().to_string() };
    put(format!("{path}\n").as_bytes())?;
    Ok(0)
}

/// The site with all that is not published yet, and today.
fn read(shell: &Shell, args: &NewArgs) -> Result<(Site, Date), Failure> {
    let (mut inputs, mut findings) = scan::scan(&shell.root)?;
    let config = parse::settings(inputs.config.take(), &mut findings);
    let today = args.today.unwrap_or_else(|| clock(config.zone));
    let parsed = parse::parse(&mut inputs, config);
    let options = assemble::Options { today, drafts: true, future: true };
    let attachments = std::mem::take(&mut inputs.attachments);
    let site = assemble::assemble(parsed, attachments, inputs.static_files, options, &mut findings);
    Ok((site, today))
}

/// What will be written.
struct Draft {
    /// Path from the site's root.
    file: String,
    values: Values,
    /// What was chosen.
    notes: Vec<Said>,
}

fn draft(root: &Path, site: &Site, args: &NewArgs, today: Date) -> Result<Draft, Failure> {
    let kind = args.kind.of_content();
    let date = args.date.unwrap_or(today);
    let mut notes = Vec::new();
    let folder = place::folder(site, kind, args.folder.as_deref(), &mut notes)?;
    place::without_links(root, &folder)?;
    let region = region(site, args.region.as_deref())?;
    // Pasted from elsewhere it may have line ends and what no YAML takes.
    let title = args.title.as_deref().unwrap_or_default().split(char::is_control).map(str::trim);
    let title = title.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let mut values = Values {
        title: Some(title).filter(|it| !it.is_empty()),
        date: date.to_string(),
        kind: (place::default_kind(site, &folder) != kind).then(|| kind.name()),
        region: region.clone(),
        region_name: region
            .as_deref()
            .and_then(|code| site.tables.regions.get(code))
            .map(|it| archetype::one_line(&it.name)),
        publication: site.config.publication.name.clone().unwrap_or_else(|| site.config.title.clone()),
        year: date.year(),
        ..Values::default()
    };
    let period = args.period.as_deref().map(|it| period(site, region.as_deref(), it)).transpose()?;
    values.period = args.period.clone();
    let named = args.name.as_deref().map(place::checked).transpose()?;
    let title = values.title.as_deref();
    let name = match kind {
        Kind::Article => Name::of_article(named, title, date),
        Kind::Page => Name::of_page(named, title),
        Kind::Issue => {
            let usual = issue::fill(site, &folder, (date, today), &mut values, &mut notes);
            Name { words: Some(named.unwrap_or(usual)), ..Name::default() }
        }
        Kind::Report => {
            let code = region.ok_or_else(say::report_without_region)?;
            report::fill(site, &code, (named, period), date, &mut values, &mut notes)?
        }
    };
    let file = place::free(root, site, &folder, &name, &mut notes)?;
    Ok(Draft { file, values, notes })
}

/// The code of the region asked for, else of the site's.
fn region(site: &Site, asked: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(asked) = asked else {
        let own = site.config.region.as_ref().and_then(|it| site.tables.regions.find(&it.text).ok());
        return Ok(own.map(|it| it.code.clone()));
    };
    let found = resolve::find_region(asked, &site.tables, &|| Place::file("--region"));
    found.map(|it| Some(it.code.clone())).map_err(Failure::usage)
}

/// The period that `written` means, seen from the region with `code`.
fn period(site: &Site, code: Option<&str>, written: &str) -> Result<Arc<Period>, Failure> {
    let place = || Place::file("--period");
    let Some(region) = site.tables.regions.get(code.unwrap_or(NATION)) else {
        return Err(say::report_without_region());
    };
    let text = PeriodText::Text(written.to_owned());
    resolve::period(&text, region, &site.tables, &place).map_err(Failure::usage)
}

/// Writes a file that is not there yet.
fn write(root: &Path, file: &str, text: &str) -> Result<(), Failure> {
    let path = root.join(file);
    let failed = |error: &std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => say::in_the_way(file, file, None),
        _ => disk(Doing::Writing, &path, error),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| disk(Doing::Writing, folder, &error))?;
    }
    let opened = fs::OpenOptions::new().write(true).create_new(true).open(&path);
    opened.and_then(|mut it| it.write_all(text.as_bytes())).map_err(|error| failed(&error))
}
