//! The corrections of a page: what they say, and which of its figures each corrects.
//!
//! 1. [`read`] takes them from the front matter.
//! 2. [`resolve()`] finds their figures, the newest correction first: one that names an indicator by that (and by `category`,
//!    `period`, `region`, `level` where they are given), any other where exactly one figure says what is right now.
//!
//! A figure that was corrected twice says what its last correction says; the one before is right where it leads to what
//! that one found wrong.

use std::cmp::Reverse;

use jiff::tz::Offset;

use super::entries::{self, PeriodText};
use super::fields::{Fields, Places, YamlText};
use super::yaml::Step;
use super::{Tables, front_matter, resolve};
use crate::diag::{Diagnostic, Place, corrections as say};
use crate::digest::Correction;
use crate::figures::ledger::Figure;
use crate::figures::region::Level;

/// A correction as written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Where it stands in its source.
    at_path: Vec<Step>,
    /// What it says.
    correction: Correction,
    /// What it says of its figure.
    named: Option<Named>,
}

/// How a correction names its figure.
#[derive(Clone, Debug)]
struct Named {
    /// Id or name.
    indicator: String,
    category: Option<String>,
    period: Option<PeriodText>,
    region: Option<String>,
    level: Option<String>,
}

/// What corrections are looked up in.
pub struct Page<'a> {
    /// The figures of the page.
    pub figures: &'a [Figure],
    /// Whether these are all that it declares.
    pub whole: bool,
    /// The tables.
    pub tables: &'a Tables,
    /// The front matter.
    pub source: &'a YamlText<'a>,
}

/// The `corrections` of a page.
pub fn read(fields: &mut Fields<'_>, zone: Offset) -> Vec<Written> {
    let items = fields.items("corrections");
    items.into_iter().filter_map(|(path, value)| Some(one(fields.inner(value, &path)?, zone))).collect()
}

fn one(mut fields: Fields<'_>, zone: Offset) -> Written {
    let mut needed = |key: &'static str| {
        let text = fields.text(key).filter(|text| !text.is_empty());
        if text.is_none() {
            fields.say(say::needs(fields.place(&[]), key));
        }
        text
    };
    let (was, now) = (needed("was").unwrap_or_default(), needed("now").unwrap_or_default());
    let dated = needed("date").is_some();
    let correction = Correction {
        date: if dated { front_matter::date(&mut fields, "date", zone) } else { None },
        was,
        now,
        reason: fields.text("reason").filter(|text| !text.is_empty()),
        figure: None,
    };
    let (category, period) = (fields.text("category"), entries::period(&mut fields));
    let (region, level) = (fields.text("region"), fields.text("level"));
    let named =
        fields.text("indicator").map(|indicator| Named { indicator, category, period, region, level });
    let at_path = fields.below(&[]);
    fields.finish();
    Written { at_path, correction, named }
}

/// Finds the figure of each; what is wrong goes to `findings`.
pub fn resolve(written: Vec<Written>, page: &Page<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Correction> {
    let mut newest_first: Vec<usize> = (0..written.len()).collect();
    newest_first.sort_by_key(|&nth| (Reverse(written[nth].correction.date), nth));
    // What a correction of each figure may lead to: what it says, and what a later correction found wrong.
    let mut right: Vec<Vec<&str>> = page.figures.iter().map(|figure| vec![&*figure.written]).collect();
    let mut found: Vec<Option<usize>> = vec![None; written.len()];
    for nth in newest_first {
        let it = &written[nth];
        found[nth] = match &it.named {
            Some(named) => page.named(it, named, &right, findings),
            None => only((0..right.len()).filter(|&at| right[at].contains(&&*it.correction.now))),
        };
        if let Some(figure) = found[nth] {
            right[figure].push(&it.correction.was);
        }
    }
    let correct = |(it, figure): (Written, Option<usize>)| Correction { figure, ..it.correction };
    written.into_iter().zip(found).map(correct).collect()
}

/// The only one of `found`.
fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

impl Page<'_> {
    /// The figure that a correction names, if the page has it and it says what is right now.
    fn named(
        &self,
        it: &Written,
        named: &Named,
        right: &[Vec<&str>],
        findings: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let place = |steps: &[Step]| self.place(it, steps);
        let id = &resolve::indicator(&named.indicator, self.tables, &place, findings)?.id;
        let mut fitting = Vec::new();
        let before = findings.len();
        for (at, figure) in self.figures.iter().enumerate().filter(|(_, figure)| *figure.indicator == **id) {
            if self.fits(it, named, figure, findings) {
                fitting.push(at);
            }
        }
        // A period or a region that cannot be read is the same for every figure.
        findings.truncate(before + usize::from(fitting.is_empty() && findings.len() > before));
        if findings.len() > before {
            return None;
        }
        let now = &*it.correction.now;
        match *fitting {
            [] if self.whole => {
                findings.push(say::no_such_figure(place(&["indicator".into()]), &named.indicator))
            }
            [] => {}
            [one] if right[one].contains(&now) => return Some(one),
            // That `now` is missing has been said.
            [_] if now.is_empty() => {}
            [one] => findings.push(say::mismatch(place(&["now".into()]), now, &self.figures[one].written)),
            _ => {
                let one = only(fitting.iter().copied().filter(|&at| right[at].contains(&now)));
                if one.is_none() {
                    findings.push(say::ambiguous(place(&["indicator".into()]), &named.indicator));
                }
                return one;
            }
        }
        None
    }

    /// Whether `figure` is of the part, period, region and level that a correction names.
    fn fits(&self, it: &Written, named: &Named, figure: &Figure, findings: &mut Vec<Diagnostic>) -> bool {
        let tables = self.tables;
        let of_part = named.category.is_none() || named.category == figure.category;
        let of_level = named.level.as_deref().is_none_or(|it| Level::from_letter(it) == Some(figure.level));
        let of_region = named.region.as_deref().is_none_or(|written| {
            match resolve::find_region(written, tables, &|| self.place(it, &["region".into()])) {
                Ok(region) => region.code == *figure.region,
                Err(why) => {
                    findings.push(*why);
                    false
                }
            }
        });
        let own = tables.regions.get(&figure.region);
        let of_period =
            named.period.as_ref().zip(own).is_none_or(|(written, region)| {
                match resolve::period(written, region, tables, &|| self.place(it, &["period".into()])) {
                    Ok(period) => period.is_same_time(&figure.period),
                    Err(why) => {
                        let as_written =
                            matches!(written, PeriodText::Text(text) if *text == figure.period.label);
                        if !as_written {
                            findings.push(*why);
                        }
                        as_written
                    }
                }
            });
        of_part && of_level && of_region && of_period
    }

    fn place(&self, it: &Written, steps: &[Step]) -> Place {
        let path: Vec<Step> = it.at_path.iter().chain(steps).cloned().collect();
        self.source.place(&path, false)
    }
}
