//! The arguments of `yaomu new`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::digest;

/// `yaomu new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What to make
    #[arg(value_name = "KIND")]
    pub kind: Kind,

    /// Its title; else one is made of what it is, to be changed
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,

    /// Words of the file name, such as liaison-stations; else the Latin letters of the title
    #[arg(long, value_name = "NAME", alias = "slug")]
    pub name: Option<String>,

    /// Its date (YYYY-MM-DD); else today
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub date: Option<jiff::civil::Date>,

    /// Its region, by code or name; else that of the site
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,

    /// Its period, such as 2026 or 2021..2025; of a report, else the one after the last
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// Folder of content/ to put it into; else the one for its kind
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,

    /// Take this day for today (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub today: Option<jiff::civil::Date>,
}

/// What `yaomu new` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A piece of news, or a digest of one
    Article,
    /// The figures of a region and a period
    Report,
    /// A numbered bulletin, with the articles since the last one
    Issue,
    /// A page such as “About”
    Page,
}

impl Kind {
    /// The kind of content it is.
    pub fn of_content(self) -> digest::Kind {
        match self {
            Self::Article => digest::Kind::Article,
            Self::Report => digest::Kind::Report,
            Self::Issue => digest::Kind::Issue,
            Self::Page => digest::Kind::Page,
        }
    }
}
