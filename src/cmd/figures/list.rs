//! `yaomu figures list`: the figures of a site as a table for people, as CSV or as JSON.

use std::io::{IsTerminal, stdout};

use super::super::{Ended, Shell, put};
use super::{select, table};
use crate::assemble::Site;
use crate::cli::{Format, ListArgs};
use crate::diag::Language;
use crate::render::data::Data;

/// Lists the figures that are meant on standard output.
pub fn list(shell: &Shell, args: &ListArgs) -> Ended {
    // The table goes to standard output, whatever there is to say to standard error.
    let people = shell.for_people();
    let site = match select::site(&people, &args.select)? {
        Ok(site) => site,
        Err(code) => return Ok(code),
    };
    let data = Data::new(&site);
    let indices = select::select(&site, &data, &args.select)?;
    match shell.format {
        Format::Csv => put(&data.figures_csv(&indices))?,
        Format::Json => put(&data.figures_json(&indices))?,
        _ => {
            let language = shell.language(site.config.language);
            let width = if stdout().is_terminal() { table::terminal_width() } else { None };
            put(rows(&site, &data, &indices, language).text(width).as_bytes())?;
            let (zh, en) = crate::diag::build::listed(indices.len());
            people.say(language, &zh, &en);
        }
    }
    Ok(0)
}

/// One row a figure: what it measures, where, when, what it says, where that comes from, its status.
fn rows(site: &Site, data: &Data<'_>, indices: &[usize], language: Language) -> table::Table {
    let head = match language {
        Language::Chinese => ["指标", "地区", "时期", "数值", "来源", "状态"],
        Language::English => ["indicator", "region", "period", "value", "source", "status"],
    };
    let mut table = table::Table::new(head.map(str::to_owned));
    for &index in indices {
        let figure = site.ledger.get(index);
        let mut name = site
            .tables
            .catalogue
            .get(&figure.indicator)
            .map_or_else(String::new, |it| it.shown(language).to_owned());
        for part in [&figure.category, &figure.definition].into_iter().flatten() {
            name.push_str(" · ");
            name.push_str(part);
        }
        let mut region =
            site.tables.regions.get(&figure.region).map_or_else(String::new, |it| it.name.clone());
        if figure.foreign_level {
            region.push_str(" · ");
            region.push_str(figure.level.letter());
        }
        let source = figure.source.as_deref();
        let mut origin = source.map_or("", |it| &it.name).to_owned();
        if let Some(date) = source.and_then(|it| it.date) {
            origin.push(' ');
            origin.push_str(&date.iso());
        }
        let status = status_words(&data.status(index), language);
        table.row([name, region, figure.period.label.clone(), figure.written.clone(), origin, status]);
    }
    table
}

/// A status in words of `language`; that of the tables and of `--status` is English.
fn status_words(status: &str, language: Language) -> String {
    if language == Language::English {
        return status.to_owned();
    }
    let words: Vec<&str> = status
        .split(' ')
        .map(|word| match word {
            "conflict" => "说法不一",
            "corrected" => "更正过",
            "accepted" => "已接受",
            other => other,
        })
        .collect();
    words.join("、")
}
