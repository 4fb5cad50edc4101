//! What a text wants of a chart and does not get, in words.

use crate::diag::{Language, Said};
use crate::parse::Tables;
use crate::parse::chart_block::Unmet;
use crate::theme::messages;

/// All of `unmet`, by name.
pub fn say(unmet: &[Unmet], tables: &Tables) -> Said {
    let say = |language| {
        let names: Vec<&str> = unmet.iter().map(|it| name(it, tables, language)).collect();
        names.join(messages::word(language, "list_joint"))
    };
    Said { zh: say(Language::Chinese), en: say(Language::English) }
}

fn name<'a>(unmet: &'a Unmet, tables: &'a Tables, language: Language) -> &'a str {
    match unmet {
        Unmet::Region(code) => tables.regions.get(code).map_or(code, |it| &it.name),
        Unmet::Period(written) => written,
        Unmet::Indicator(id) => tables.catalogue.get(id).map_or(id, |it| it.shown(language)),
    }
}
