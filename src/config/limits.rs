//! `[limits]`: what the host of the site takes.
//!
//! A size is a number with a unit, `500 MB`; a kilobyte has 1000 bytes, a kibibyte 1024. `0` and `off` are no limit.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::diag::{Place, config as say};
use crate::parse::fields::Fields;

/// Largest site in bytes, unless the site says otherwise: what GitHub Pages publishes.
const SITE_SIZE: u64 = 1_000_000_000;
/// Largest file in bytes, unless the site says otherwise: what can be pushed to GitHub.
const FILE_SIZE: u64 = 100_000_000;

/// `[limits]`.
#[derive(Debug, Clone)]
pub struct Limits {
    /// All files together.
    pub site_size: Option<Limit>,
    /// One file.
    pub file_size: Option<Limit>,
}

/// A limit, and where it is set.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Bytes.
    pub bytes: u64,
    /// `site.toml`, at the setting where there is one.
    pub place: Place,
}

impl Default for Limits {
    fn default() -> Self {
        let limit = |bytes| Some(Limit { bytes, place: Place::file("site.toml") });
        Self { site_size: limit(SITE_SIZE), file_size: limit(FILE_SIZE) }
    }
}

/// Reads `[limits]`.
pub fn read(mut fields: Fields<'_>) -> Limits {
    let defaults = Limits::default();
    let site_size = fields.text("site_size");
    let file_size = fields.text("file_size");
    let limits = Limits {
        site_size: limit(&fields, "site_size", site_size, defaults.site_size),
        file_size: limit(&fields, "file_size", file_size, defaults.file_size),
    };
    fields.finish();
    limits
}

/// What is `written` under `key`; the default where nothing is, or nothing that is a size.
fn limit(
    fields: &Fields<'_>,
    key: &'static str,
    written: Option<String>,
    default: Option<Limit>,
) -> Option<Limit> {
    let Some(written) = written else { return default };
    let place = fields.place(&[key.into()]);
    match size(&written) {
        Some(0) => None,
        Some(bytes) => Some(Limit { bytes, place }),
        None => {
            fields.say(say::bad_size(place, &written));
            default
        }
    }
}

/// A size in bytes; 0 for `off`.
fn size(written: &str) -> Option<u64> {
    if written == "off" {
        return Some(0);
    }
    let digits =
        written.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(written.len());
    let (number, unit) = written.split_at(digits);
    let unit: u32 = match &*unit.trim().to_ascii_lowercase() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        _ => return None,
    };
    number.parse::<Decimal>().ok()?.checked_mul(unit.into())?.to_u64()
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_with_their_units() {
        for (written, bytes) in [
            ("1 GB", Some(1_000_000_000)),
            ("1.5GB", Some(1_500_000_000)),
            ("500 MB", Some(500_000_000)),
            ("100 MiB", Some(104_857_600)),
            ("800k", Some(800_000)),
            ("12", Some(12)),
            ("0", Some(0)),
            ("off", Some(0)),
            ("", None),
            ("GB", None),
            ("-1 GB", None),
            ("1 TB", None),
            ("1..5 GB", None),
            ("99999999999999999999 GB", None),
        ] {
            assert_eq!(size(written), bytes, "{written}");
        }
    }
}
