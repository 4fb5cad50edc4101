//! How regions became others: renamed, made a city, merged.
//!
//! A table says of a region which one came after it. Where one region alone went into a new one, that is a plain rename, and
//! what is told of both is one series. Where several went in, or where the other had been there before, it is a merger: the
//! figures stand side by side and make no series.

use super::{Region, Regions};

/// More steps than any region has taken since 1949: tables of a site may go in circles.
const MOST_STEPS: usize = 16;

impl Regions {
    /// The region that came after `region`.
    pub fn successor(&self, region: &Region) -> Option<&Region> {
        self.get(region.successor.as_deref()?).filter(|it| it.code != region.code)
    }

    /// The regions that went into `region`, in the order of the table.
    pub fn predecessors<'a>(&'a self, region: &'a Region) -> impl Iterator<Item = &'a Region> {
        let known = self.predecessors.get(&region.code).map_or(&[][..], |it| &it[..]);
        known.iter().map(|&at| &self.list[at]).filter(|it| it.code != region.code)
    }

    /// All regions that went into `region`, at first hand or through others, the latest first.
    pub fn ancestry<'a>(&'a self, region: &'a Region) -> Vec<&'a Region> {
        let mut all: Vec<&Region> = vec![region];
        let mut next = 0;
        while let Some(&region) = all.get(next) {
            for before in self.predecessors(region) {
                if !all.iter().any(|it| it.code == before.code) {
                    all.push(before);
                }
            }
            next += 1;
        }
        all.remove(0);
        all
    }

    /// The region that `region` was renamed to, where nothing else went into that and it had not been there before.
    pub fn renamed_to<'a>(&'a self, region: &'a Region) -> Option<&'a Region> {
        let after = self.successor(region)?;
        let began = after.valid_from?;
        let alone = self.predecessors(after).nth(1).is_none();
        let new = region.valid_to.is_none_or(|ended| began.last_day() >= ended.first_day());
        (alone && new).then_some(after)
    }

    /// The code under which all figures of a region stand that was only renamed: that of the latest in the line.
    pub fn line<'a>(&'a self, code: &'a str) -> &'a str {
        let last = |it: &'a Region| self.last(it, |region| self.renamed_to(region));
        self.get(code).and_then(last).map_or(code, |it| &it.code)
    }

    /// What became of a region in the end, renamed or merged.
    pub fn heir<'a>(&'a self, code: &'a str) -> &'a str {
        let last = |it: &'a Region| self.last(it, |region| self.successor(region));
        self.get(code).and_then(last).map_or(code, |it| &it.code)
    }

    /// The regions of one line, `code` among them: those that were renamed to its latest, and that itself.
    pub fn of_line<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let line = self.line(code);
        let Some(latest) = self.get(line) else { return vec![code] };
        let before = self.ancestry(latest).into_iter().map(|it| &*it.code).filter(|it| self.line(it) == line);
        std::iter::once(line).chain(before).collect()
    }

    /// The circle that the successors of `region` go in, where they do: itself first.
    pub fn circle<'a>(&'a self, region: &'a Region) -> Option<Vec<&'a Region>> {
        let mut seen = vec![region];
        let mut next = self.get(region.successor.as_deref()?);
        while let Some(after) = next {
            if after.code == region.code {
                return Some(seen);
            }
            if seen.iter().any(|it| it.code == after.code) {
                return None;
            }
            seen.push(after);
            next = after.successor.as_deref().and_then(|code| self.get(code));
        }
        None
    }

    /// The last region that `step` leads to; none where it leads in a circle.
    fn last<'a>(
        &'a self,
        from: &'a Region,
        step: impl Fn(&'a Region) -> Option<&'a Region>,
    ) -> Option<&'a Region> {
        let mut last = from;
        for _ in 0..MOST_STEPS {
            match step(last) {
                Some(next) => last = next,
                None => return Some(last),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::partial_date::PartialDate;
    use crate::figures::region::Level;

    fn region(code: &str, from: &str, to: &str, successor: &str) -> Region {
        Region {
            code: code.into(),
            name: format!("{code}县"),
            level: Level::County,
            parent: None,
            valid_from: PartialDate::parse(from).ok(),
            valid_to: PartialDate::parse(to).ok(),
            successor: Some(successor.to_owned()).filter(|it| !it.is_empty()),
        }
    }

    fn regions(rows: &[(&str, &str, &str, &str)]) -> Regions {
        let mut regions = Regions::default();
        rows.iter().for_each(|(code, from, to, after)| regions.insert(region(code, from, to, after)));
        regions
    }

    #[test]
    fn a_rename_goes_on_and_a_merger_does_not() {
        let regions = regions(&[
            ("1", "", "1995", "2"),
            ("2", "1995", "2021", "3"),
            ("3", "2021", "", ""),
            ("4", "", "2010", "6"),
            ("5", "", "2010", "6"),
            ("6", "2010", "", ""),
            // A county that went into a district that was there.
            ("7", "", "2015", "8"),
            ("8", "", "", ""),
        ]);
        let lines: Vec<&str> =
            ["1", "2", "3", "4", "5", "6", "7", "8"].map(|it| regions.line(it)).into_iter().collect();
        assert_eq!(lines, ["3", "3", "3", "4", "5", "6", "7", "8"]);
        assert_eq!([regions.heir("1"), regions.heir("5"), regions.heir("7")], ["3", "6", "8"]);
        assert_eq!(regions.of_line("1"), ["3", "2", "1"]);
        assert_eq!(regions.of_line("6"), ["6"]);
        assert_eq!(regions.of_line("?"), ["?"]);
        let codes = |code| {
            let all = regions.ancestry(regions.get(code).unwrap());
            all.into_iter().map(|it| it.code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(codes("3"), ["2", "1"]);
        assert_eq!(codes("6"), ["4", "5"]);
    }

    #[test]
    fn circles_are_seen_and_end() {
        let regions = regions(&[
            ("1", "2001", "2002", "2"),
            ("2", "2002", "2003", "1"),
            ("3", "2000", "2001", "1"),
            ("4", "", "", "4"),
            ("5", "", "", "?"),
        ]);
        let circle = |code| {
            regions
                .circle(regions.get(code).unwrap())
                .map(|it| it.iter().map(|it| &*it.code).collect::<String>())
        };
        assert_eq!(circle("1").as_deref(), Some("12"));
        assert_eq!(circle("3"), None);
        assert_eq!(circle("4").as_deref(), Some("4"));
        assert_eq!(circle("5"), None);
        for code in ["1", "2", "3", "4", "5"] {
            let region = regions.get(code).unwrap();
            assert_eq!(regions.heir(code), code);
            let _ = (regions.line(code), regions.ancestry(region), regions.of_line(code));
        }
    }

    #[test]
    fn qiyang_is_one_place() {
        let regions = Regions::builtin();
        assert_eq!(regions.line("431121"), "431181");
        assert_eq!(regions.successor(regions.get("431121").unwrap()).unwrap().name, "祁阳市");
        assert_eq!(regions.of_line("431181"), ["431181", "431121"]);
    }
}
