//! What a site weighs, as it is written: in all, by what lies at its top, and its largest files.

use std::collections::BTreeMap;

use crate::config::{Limit, Limits};
use crate::diag::{Diagnostic, size as say};

/// How many files and folders are named.
const NAMED: usize = 5;

/// What a site weighs, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Weight {
    total: u64,
    /// By what lies at the top: a folder, with its slash, or a file.
    tops: BTreeMap<String, u64>,
    /// The largest first.
    files: Vec<(u64, String)>,
}

impl Weight {
    /// Adds a file.
    pub fn add(&mut self, path: &str, bytes: u64) {
        self.total += bytes;
        let top = path.find('/').map_or(path, |slash| &path[..=slash]);
        match self.tops.get_mut(top) {
            Some(sum) => *sum += bytes,
            None => {
                self.tops.insert(top.to_owned(), bytes);
            }
        }
        // Files come from several threads in no order: of those of one size, the first by name stay.
        let comes_first = |(size, name): &(u64, String)| *size > bytes || (*size == bytes && &**name < path);
        let at = self.files.partition_point(comes_first);
        if at < NAMED {
            self.files.truncate(NAMED - 1);
            self.files.insert(at, (bytes, path.to_owned()));
        }
    }

    /// What the host of the site would refuse.
    pub fn beyond(&self, limits: &Limits) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if let Some(Limit { bytes, place }) = limits.site_size.as_ref().filter(|it| self.total > it.bytes) {
            let mut parts: Vec<(u64, &str)> = self.tops.iter().map(|(name, &size)| (size, &**name)).collect();
            parts.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
            parts.truncate(NAMED);
            found.push(say::site_too_large(place.clone(), self.total, *bytes, &parts));
        }
        if let Some(Limit { bytes, place }) = &limits.file_size {
            let large: Vec<(u64, &str)> = self
                .files
                .iter()
                .filter(|(size, _)| size > bytes)
                .map(|(size, name)| (*size, &**name))
                .collect();
            if !large.is_empty() {
                found.push(say::large_file(place.clone(), *bytes, &large));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Language, Place, human};

    fn said(weight: &Weight, site: u64, file: u64) -> String {
        let limit = |bytes| Some(Limit { bytes, place: Place::file("site.toml") });
        human(
            &weight.beyond(&Limits { site_size: limit(site), file_size: limit(file) }),
            Language::English,
            false,
        )
    }

    #[test]
    fn what_weighs_most_is_named_whatever_the_order_of_files() {
        let mut files: Vec<(String, u64)> =
            (0..40).map(|nth| (format!("news/{nth}/index.html"), 2_000_000)).collect();
        files.extend([("scan.pdf".to_owned(), 340_000_000), ("index.html".to_owned(), 30_000)]);
        files.extend((0..9).map(|nth| (format!("video/{nth}.mp4"), 100_000_000 + nth % 2)));
        let mut texts = Vec::new();
        for turn in 0..2 {
            let mut weight = Weight::default();
            files.iter().for_each(|(path, bytes)| weight.add(path, *bytes));
            assert_eq!(said(&weight, 1_320_030_004, 340_000_000), "", "turn {turn}: at the limit is fine");
            texts.push(said(&weight, 1_000_000_000, 100_000_000));
            files.reverse();
        }
        assert_eq!(texts[0], texts[1]);
        for words in [
            "the site (1.3 GB) is over the limit of 1 GB",
            "`video/` (900 MB), `scan.pdf` (340 MB), `news/` (80 MB), `index.html` (under 1 MB)",
            "`scan.pdf` (340 MB), `video/1.mp4` (100 MB), `video/3.mp4` (100 MB)",
        ] {
            assert!(texts[0].contains(words), "{words} in {}", texts[0]);
        }
    }
}
