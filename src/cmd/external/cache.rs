//! Answers of other hosts, kept in a file of the user's cache folder.
//!
//! A good answer holds for a week, a bad one for a day. What may be our own network's fault is not kept at all, nor is what
//! was not asked. A file that cannot be read is as good as none.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::check::external::{Answer, Why};
use crate::path::outward;

use super::client;

const DAY: i64 = 24 * 60 * 60;

/// The form of the file; another one is not read.
const VERSION: u32 = 1;

/// Known answers, by what was asked for.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Cache {
    version: u32,
    answers: BTreeMap<String, Kept>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// Seconds since 1970.
    at: i64,
    answer: Answer,
}

impl Cache {
    /// The answers in `file` that still hold at the time `now`.
    pub fn read(file: &Path, now: i64) -> Self {
        let read = std::fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        let mut cache = read.filter(|it| it.version == VERSION).unwrap_or_default();
        // A date of the future says that a clock was wrong.
        cache.answers.retain(|_, kept| {
            lifetime(&kept.answer)
                .is_some_and(|lifetime| (0..lifetime).contains(&now.saturating_sub(kept.at)))
        });
        cache.version = VERSION;
        cache
    }

    /// What is known of `url`. What lies in this network is only told to those who ask for it.
    pub fn get(&self, url: &str, private: bool) -> Option<&Answer> {
        let is_private = || client::literal(outward::host(url)).is_some_and(client::is_private);
        self.answers.get(url).filter(|_| private || !is_private()).map(|it| &it.answer)
    }

    /// Notes an answer, if it is one to keep.
    pub fn put(&mut self, url: &str, answer: &Answer, now: i64) {
        if lifetime(answer).is_some() {
            self.answers.insert(url.to_owned(), Kept { at: now, answer: answer.clone() });
        }
    }

    /// Writes the file, whole or not at all.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}", std::process::id()));
        let beside = folder.join(name);
        let mut bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        bytes.push(b'\n');
        let written = std::fs::File::create(&beside)
            .and_then(|mut it| it.write_all(&bytes))
            .and_then(|()| std::fs::rename(&beside, file));
        if written.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
        written
    }
}

/// How long an answer holds, in seconds.
fn lifetime(answer: &Answer) -> Option<i64> {
    match answer {
        Answer::Fine | Answer::Moved(_) => Some(7 * DAY),
        Answer::Dead(Why::Status(_) | Why::Redirects) => Some(DAY),
        Answer::Dead(_) | Answer::Unasked(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn kept(answers: &[(&str, Answer)], after: i64) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b.json");
        let mut cache = Cache::read(&file, NOW);
        for (url, answer) in answers {
            cache.put(url, answer, NOW);
        }
        cache.write(&file).unwrap();
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
        Cache::read(&file, NOW + after).answers.into_keys().collect()
    }

    #[test]
    fn good_answers_hold_for_a_week_and_bad_ones_for_a_day() {
        let answers = [
            ("http://a/", Answer::Fine),
            ("http://b/", Answer::Moved("http://a/".to_owned())),
            ("http://c/", Answer::Dead(Why::Status(404))),
            ("http://d/", Answer::Dead(Why::NoHost)),
            ("http://e/", Answer::Unasked(crate::check::external::Unasked::Busy)),
        ];
        assert_eq!(kept(&answers, DAY - 1), ["http://a/", "http://b/", "http://c/"]);
        assert_eq!(kept(&answers, DAY), ["http://a/", "http://b/"]);
        assert_eq!(kept(&answers, 7 * DAY), [""; 0]);
        assert_eq!(kept(&answers, -1), [""; 0]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        let texts = [
            "",
            "{",
            "[]",
            "{\"version\":1}",
            "{\"version\":2,\"answers\":{}}",
            "\u{0}\u{ff}",
            "{\"version\":1,\"answers\":{\"http://a/\":{\"at\":0,\"answer\":\"new\"}}}",
        ];
        for text in texts {
            std::fs::write(&file, text).unwrap();
            let cache = Cache::read(&file, NOW);
            assert!(cache.answers.is_empty(), "{text}");
            cache.write(&file).unwrap();
        }
        assert!(Cache::read(folder.path(), NOW).answers.is_empty());
        assert!(Cache::default().write(&folder.path().join("a.json/b.json")).is_err());
    }

    #[test]
    fn private_addresses_are_not_told_without_the_option() {
        let mut cache = Cache::default();
        for url in ["http://127.0.0.1:81/", "http://a.cn/"] {
            cache.put(url, &Answer::Fine, NOW);
        }
        assert!(cache.get("http://127.0.0.1:81/", false).is_none());
        assert!(cache.get("http://127.0.0.1:81/", true).is_some());
        assert!(cache.get("http://a.cn/", false).is_some());
    }
}
