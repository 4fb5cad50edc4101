//! The charts of the site: which there are, where they stand, and what figures each shows.
//!
//! 1. Those that texts ask for, in blocks and in front matter.
//! 2. Those that pages have by themselves: an indicator's over years, regions and parts; a region's small lines; a report's own
//!    figures; the key figures of the home page.
//!
//! What may be drawn is [`choice`]'s to say. The plan, the checks and the pages all take it from here, so nothing is chosen twice.

mod refusal;
pub mod unmet;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::{PageId, Site};
use crate::diag::Said;
use crate::digest::Kind as PageKind;
use crate::figures::choice::{self, By, Chosen, Kind, Offer, Refusal};
use crate::figures::compare::{self, Axis};
use crate::parse::Document;
use crate::parse::chart_block::{Asked, ChartBlock, Unmet, Wish};

/// Charts of a report's own figures.
const MOST_OF_REPORT: usize = 3;

/// Whose page a chart stands on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// A page.
    Page(PageId),
    /// A folder, by its own text: an index into [`Site::sections`].
    Section(usize),
    /// The indicator at this position of the catalogue.
    Indicator(usize),
    /// The region with this code.
    Region(Arc<str>),
}

/// A chart on a page, or what stands in its place.
#[derive(Debug)]
pub struct Chart {
    /// Whose page it stands on.
    pub owner: Owner,
    /// Unique in its page, and the name of its files.
    pub id: String,
    /// The place of the text that asks for it; none for a chart that the page has by itself.
    pub asked: Option<Place>,
    /// Title, where its author gives one.
    pub title: Option<String>,
    /// What its author says below it.
    pub note: Option<String>,
    /// What was asked for and is not in it.
    pub unmet: Vec<Unmet>,
    /// What is drawn, or why nothing is.
    pub what: What,
}

/// What is drawn, or why nothing is; one for all texts that ask for the same.
pub type What = Result<Arc<Chosen>, Arc<Refused>>;

/// Where a text asks for a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the block of this number.
    Block(usize),
    /// In the entry of this number of `charts:`.
    Entry(usize),
}

/// What stands in the place of a chart.
#[derive(Debug)]
pub struct Refused {
    /// Why, in sentences.
    pub why: Vec<Said>,
    /// Why, where it is not the way it was asked for.
    pub refusal: Option<Refusal>,
    /// What would have been drawn: for the title and the table.
    pub figures: Vec<usize>,
    /// Position of the indicator that was asked for.
    pub indicator: Option<usize>,
}

/// All charts of a site.
#[derive(Debug, Default)]
pub struct Charts {
    list: Vec<Chart>,
    of: HashMap<Owner, Range<usize>>,
    /// Of an indicator with several figures, why some of them share no chart.
    not_drawn: HashMap<usize, Said>,
}

impl Charts {
    /// All, owner by owner.
    pub fn all(&self) -> &[Chart] {
        &self.list
    }

    /// Those on the page of `owner`, in their order.
    pub fn of(&self, owner: &Owner) -> &[Chart] {
        self.of.get(owner).map_or(&[], |range| &self.list[range.clone()])
    }

    /// The one that the block of this number asks for.
    pub fn of_block(&self, owner: &Owner, number: usize) -> Option<&Chart> {
        self.of(owner).iter().find(|it| it.asked == Some(Place::Block(number)))
    }

    /// Why some figures of the indicator at `position` share no chart although there are several.
    pub fn not_drawn(&self, position: usize) -> Option<&Said> {
        self.not_drawn.get(&position)
    }

    /// Chooses all charts of `site`.
    pub fn new(site: &Site) -> Self {
        let chooser = Chooser { site, granted: HashMap::new() };
        let granted = chooser.grant();
        let chooser = Chooser { site, granted };
        let pages: Vec<Vec<Chart>> =
            site.pages.par_iter().enumerate().map(|(id, _)| chooser.of_page(id)).collect();
        let sections = (0..site.sections.len()).map(|id| chooser.of_section(id));
        let positions: Vec<usize> = site.ledger.indicators().map(|(position, _)| position).collect();
        let indicators: Vec<(Vec<Chart>, Option<Said>)> =
            positions.par_iter().map(|&it| chooser.of_indicator(it)).collect();
        let codes: Vec<&Arc<str>> = site.ledger.regions().map(|(code, _)| code).collect();
        let regions: Vec<Option<Chart>> = codes.par_iter().map(|code| chooser.of_region(code)).collect();

        let mut charts = Self::default();
        for (&position, (_, why)) in positions.iter().zip(&indicators) {
            charts.not_drawn.extend(why.clone().map(|why| (position, why)));
        }
        let groups = pages.into_iter().chain(sections).chain(indicators.into_iter().map(|it| it.0));
        charts.list =
            groups.chain(regions.into_iter().map(|it| it.into_iter().collect())).flatten().collect();
        charts.find_owners();
        charts
    }
}

impl Charts {
    /// Those of one page again, once its text has changed. Whether other files come of them.
    pub fn again(site: &mut Site, owner: &Owner) -> bool {
        let chooser = Chooser { site, granted: HashMap::new() };
        let charts = match *owner {
            Owner::Page(id) => chooser.of_page(id),
            Owner::Section(id) => chooser.of_section(id),
            // These hang on no text.
            Owner::Indicator(_) | Owner::Region(_) => return false,
        };
        let names = |charts: &[Chart]| -> Vec<(String, bool)> {
            charts.iter().map(|it| (it.id.clone(), it.what.is_ok())).collect()
        };
        let all = &mut site.charts;
        let is_other = names(all.of(owner)) != names(&charts);
        let end = all.list.len();
        let range = all.of.get(owner).cloned().unwrap_or(end..end);
        all.list.splice(range, charts);
        all.find_owners();
        is_other
    }

    fn find_owners(&mut self) {
        self.of.clear();
        let mut start = 0;
        for group in self.list.chunk_by(|a, b| a.owner == b.owner) {
            self.of.insert(group[0].owner.clone(), start..start + group.len());
            start += group.len();
        }
    }
}

struct Chooser<'a> {
    site: &'a Site,
    /// What became of each wish of a text.
    granted: HashMap<Wish<'a>, What>,
}

impl<'a> Chooser<'a> {
    /// What becomes of the wishes of all texts, each chosen once however many pages have it.
    fn grant(&self) -> HashMap<Wish<'a>, What> {
        let site = self.site;
        let indices = site.sections.iter().filter_map(|it| it.index.as_ref());
        let documents = site.pages.iter().map(|it| &it.document).chain(indices);
        let asked = documents.flat_map(|it| it.top_charts.iter().chain(&it.charts));
        let wishes: HashMap<Wish<'a>, &ChartBlock> =
            asked.filter_map(|it| it.as_ref().ok()).map(|it| (it.wish(), it)).collect();
        let choose = |(wish, block): (Wish<'a>, &ChartBlock)| {
            (wish, self.block(block).map(Arc::new).map_err(Arc::new))
        };
        wishes.into_par_iter().map(choose).collect()
    }

    /// What a page asks for, and a report has by itself.
    fn of_page(&self, id: PageId) -> Vec<Chart> {
        let page = &self.site.pages[id];
        let mut charts = self.of_document(&Owner::Page(id), &page.document);
        if page.kind == PageKind::Report {
            charts.extend(self.of_report(id, &page.figures));
        }
        charts
    }

    fn of_section(&self, id: usize) -> Vec<Chart> {
        let index = self.site.sections[id].index.as_ref();
        index.map_or_else(Vec::new, |it| self.of_document(&Owner::Section(id), it))
    }

    /// What the text of `owner` asks for.
    fn of_document(&self, owner: &Owner, document: &Document) -> Vec<Chart> {
        let charts = |list: &[Asked], id: &str, place: fn(usize) -> Place| -> Vec<Chart> {
            let made = list.iter().enumerate();
            made.map(|(nth, asked)| self.asked(owner, format!("{id}{}", nth + 1), place(nth), asked))
                .collect()
        };
        let mut all = charts(&document.top_charts, "chart-top-", Place::Entry);
        all.extend(charts(&document.charts, "chart-", Place::Block));
        all
    }

    fn asked(&self, owner: &Owner, id: String, place: Place, asked: &Asked) -> Chart {
        let (owner, asked_at) = (owner.clone(), Some(place));
        match asked {
            Ok(block) => {
                let granted = self.granted.get(&block.wish()).cloned();
                let what = granted.unwrap_or_else(|| self.block(block).map(Arc::new).map_err(Arc::new));
                let unmet = what.as_ref().map_or_else(|_| Vec::new(), |it| self.unmet(block, it));
                let (title, note) = (block.title.clone(), block.note.clone());
                Chart { owner, id, asked: asked_at, title, note, unmet, what }
            }
            Err(why) => {
                let refused =
                    Refused { why: why.clone(), refusal: None, figures: Vec::new(), indicator: None };
                let what = Err(Arc::new(refused));
                Chart { owner, id, asked: asked_at, title: None, note: None, unmet: Vec::new(), what }
            }
        }
    }

    fn unmet(&self, block: &ChartBlock, chosen: &Chosen) -> Vec<Unmet> {
        let drawn: BTreeSet<usize> = chosen.figures().collect();
        block.unmet(drawn.iter().map(|&it| self.site.ledger.get(it)), &self.site.tables.regions)
    }

    fn block(&self, block: &ChartBlock) -> Result<Chosen, Refused> {
        let catalogue = &self.site.tables.catalogue;
        let mut positions: Vec<usize> = Vec::new();
        for id in &block.indicators {
            // One that is named twice is one.
            positions.extend(catalogue.position(id).filter(|it| !positions.contains(it)));
        }
        let figures = self.wanted(block, &positions);
        let found = self.choose(&figures, block.kind, block.by);
        let found = match (&positions[..], &found) {
            // The parts of a total are other indicators.
            ([whole], Err(_)) if block.kind == Some(Kind::Stacked) => {
                let ways = choice::ways_to_cut(*whole, catalogue).into_iter();
                let cut = ways.map(|parts| self.wanted(block, &parts));
                let drawn = cut.filter_map(|figures| self.choose(&figures, block.kind, block.by).ok());
                drawn.max_by_key(|it| it.figures().count()).map_or(found, Ok)
            }
            _ => found,
        };
        found.map_err(|why| Refused {
            why: vec![self.say(&why, &figures)],
            refusal: Some(why),
            indicator: positions.first().copied(),
            figures,
        })
    }

    /// The figures of some indicators that a block wants.
    fn wanted(&self, block: &ChartBlock, positions: &[usize]) -> Vec<usize> {
        let (ledger, regions) = (&self.site.ledger, &self.site.tables.regions);
        // All regions of their lines, in the order of the ledger.
        let codes: BTreeSet<&str> = block.regions.iter().flat_map(|it| regions.of_line(it)).collect();
        let told = |position: usize| -> Vec<&[usize]> {
            if codes.is_empty() {
                return vec![ledger.of_indicator(position)];
            }
            codes.iter().map(|code| ledger.of_indicator_in(position, code)).collect()
        };
        let all = positions.iter().flat_map(|&it| told(it)).flat_map(|it| self.on_axis(it));
        all.filter(|&it| block.wants(ledger.get(it), regions)).collect()
    }

    /// Those of the figures that may stand on an axis: one with a unit that its indicator does not take has none.
    fn on_axis<'i>(&'i self, indices: &'i [usize]) -> impl Iterator<Item = usize> + 'i {
        let catalogue = &self.site.tables.catalogue;
        indices.iter().copied().filter(|&it| {
            let figure = self.site.ledger.get(it);
            catalogue.get(&figure.indicator).is_some_and(|it| it.accepts(&figure.quantity.unit))
        })
    }

    fn offer<'o>(&'o self, figures: &'o [usize]) -> Offer<'o> {
        Offer { ledger: &self.site.ledger, grounds: self.site.tables.grounds(), figures }
    }

    fn choose(&self, figures: &[usize], kind: Option<Kind>, by: Option<By>) -> Result<Chosen, Refusal> {
        choice::choose(self.offer(figures), kind, by)
    }

    fn say(&self, why: &Refusal, figures: &[usize]) -> Said {
        refusal::say(why, figures, &self.site.ledger, &self.site.tables)
    }

    /// Over years, over regions, over parts and how they changed, and why some of them are not there although there is more than one figure.
    fn of_indicator(&self, position: usize) -> (Vec<Chart>, Option<Said>) {
        let figures: Vec<usize> = self.on_axis(self.site.ledger.of_indicator(position)).collect();
        let wholes = self.wholes(&figures);
        let years = choice::telling_lines(self.offer(&wholes));
        let regions = self.choose(&figures, Some(Kind::Bar), Some(By::Region));
        let parts = self.choose(&figures, Some(Kind::Bar), Some(By::Part));
        let terms = if years.is_ok() {
            Err(Refusal::Spans)
        } else {
            self.choose(&wholes, Some(Kind::Bar), Some(By::Year))
        };
        let why = self.why_not(&figures, &regions, years.is_ok() || parts.is_ok() || terms.is_ok());
        let owner = Owner::Indicator(position);
        let changes = if wholes.len() == figures.len() {
            Err(Refusal::NoParts)
        } else {
            let grouped = self.choose(&figures, Some(Kind::Grouped), Some(By::Part));
            // So many bars are read one by one.
            match grouped {
                Ok(many) if many.figures().count() > choice::MOST_ROWS => {
                    self.choose(&figures, Some(Kind::Dot), Some(By::Part))
                }
                few => few,
            }
        };
        let made = [
            ("years", years),
            ("regions", regions),
            ("parts", parts),
            ("changes", changes),
            ("terms", terms),
        ];
        let charts =
            made.into_iter().filter_map(|(id, what)| Some(own(&owner, format!("chart-{id}"), what.ok()?)));
        (charts.collect(), why)
    }

    /// Those of figures that are no parts: the line of one part says little without the others.
    fn wholes(&self, figures: &[usize]) -> Vec<usize> {
        figures.iter().copied().filter(|&it| self.site.ledger.get(it).category.is_none()).collect()
    }

    fn why_not(&self, figures: &[usize], regions: &Result<Chosen, Refusal>, drawn: bool) -> Option<Said> {
        let get = |&it: &usize| self.site.ledger.get(it);
        let several =
            |differ: &dyn Fn(usize, usize) -> bool| figures.windows(2).any(|it| differ(it[0], it[1]));
        let reason = |axis| {
            let reasons = compare::comparable(figures.iter().map(get), axis, self.site.tables.grounds());
            reasons.err().map(|reasons| self.say(&Refusal::Incomparable(axis, reasons), figures))
        };
        let over_regions = (regions.is_err() && several(&|a, b| get(&a).region != get(&b).region))
            .then(|| reason(Axis::Regions))
            .flatten();
        // One sentence is enough: along years the same would be said again.
        over_regions.or_else(|| {
            let years =
                !drawn && regions.is_err() && several(&|a, b| get(&a).period.label != get(&b).period.label);
            years.then(|| reason(Axis::Years)).flatten()
        })
    }

    /// A small line for each indicator that a region has a line over years of.
    fn of_region(&self, code: &Arc<str>) -> Option<Chart> {
        let mut rows = Vec::new();
        let told = self.site.ledger.of_region(code);
        let same = |&one: &usize, &other: &usize| {
            self.site.ledger.get(one).indicator == self.site.ledger.get(other).indicator
        };
        for figures in told.chunk_by(same) {
            let figures: Vec<usize> = self.on_axis(figures).collect();
            let figures = self.wholes(&figures);
            if let Ok(lines) = choice::telling_lines(self.offer(&figures)) {
                rows.extend(lines.rows);
            }
        }
        let owner = Owner::Region(code.clone());
        choice::lines_of_many(rows).map(|chosen| own(&owner, "chart-lines".to_owned(), chosen))
    }

    /// A report's partitions, and its figures over the years where earlier ones are known.
    fn of_report(&self, id: PageId, indices: &[usize]) -> Vec<Chart> {
        let ledger = &self.site.ledger;
        let figures: Vec<usize> = self.on_axis(indices).collect();
        let mut charts = Vec::new();
        let mut seen = BTreeSet::new();
        for &index in &figures {
            if charts.len() == MOST_OF_REPORT {
                break;
            }
            let figure = ledger.get(index);
            if !seen.insert((&figure.indicator, figure.level)) {
                continue;
            }
            let same: Vec<usize> =
                figures.iter().copied().filter(|&it| ledger.get(it).indicator == figure.indicator).collect();
            let parts = self.choose(&same, Some(Kind::Bar), Some(By::Part));
            let drawn = parts.or_else(|_| choice::telling_lines(self.offer(&self.site.in_line_with(index))));
            let id_of = format!("chart-own-{}", charts.len() + 1);
            charts.extend(drawn.ok().map(|chosen| own(&Owner::Page(id), id_of, chosen)));
        }
        charts
    }
}

/// A chart that a page has by itself.
fn own(owner: &Owner, id: String, chosen: Chosen) -> Chart {
    Chart {
        owner: owner.clone(),
        id,
        asked: None,
        title: None,
        note: None,
        unmet: Vec::new(),
        what: Ok(Arc::new(chosen)),
    }
}

impl Site {
    /// The site path of the page of `owner`.
    pub fn path_of(&self, owner: &Owner) -> Cow<'_, str> {
        match owner {
            Owner::Page(id) => Cow::Borrowed(&self.pages[*id].path),
            Owner::Section(id) => Cow::Borrowed(&self.sections[*id].path),
            Owner::Indicator(position) => {
                format!("indicators/{}/", self.tables.catalogue.at(*position).id).into()
            }
            Owner::Region(code) => format!("regions/{code}/").into(),
        }
    }

    /// All figures that make one line over the years with the one at `index`, itself among them.
    pub fn in_line_with(&self, index: usize) -> Vec<usize> {
        let figure = self.ledger.get(index);
        let Some(position) = self.tables.catalogue.position(&figure.indicator) else { return Vec::new() };
        let regions = self.tables.regions.of_line(&figure.region).into_iter();
        let indices = regions.flat_map(|code| self.ledger.of_indicator_in(position, code));
        let grounds = self.tables.grounds();
        let fits =
            |&&it: &&usize| compare::comparable([figure, self.ledger.get(it)], Axis::Line, grounds).is_ok();
        indices.filter(fits).copied().collect()
    }
}
