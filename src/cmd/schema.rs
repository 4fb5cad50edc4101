//! `yaomu schema`: prints a JSON Schema of front matter or of `site.toml`.

use super::{Ended, put};
use crate::cli::{Lang, SchemaArgs, SchemaOf};
use crate::diag::Language;
use crate::reference::{self, Descriptions, Table};

/// Prints it, described in both languages unless one is asked for.
pub fn schema(lang: Option<Lang>, args: &SchemaArgs) -> Ended {
    let table = match args.of {
        SchemaOf::FrontMatter => Table::FrontMatter,
        SchemaOf::Site => Table::Settings,
    };
    let descriptions = match lang {
        None => Descriptions::Both,
        Some(Lang::Zh) => Descriptions::In(Language::Chinese),
        Some(Lang::En) => Descriptions::In(Language::English),
    };
    put(reference::schema_text(table, descriptions).as_bytes())?;
    Ok(0)
}
