//! The pictures of a report: which figures stand on its poster and on its card, with what words.

use std::cmp::Reverse;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::charts::is_approximate;
use super::figure::source_name;
use super::shared::under_headings;
use super::view::{Image, Poster as Links};
use super::{Content, Drawing, Renderer};
use crate::assemble::{Page, PageId};
use crate::chart::poster::{
    CARD_HEIGHT, CARD_WIDTH, Card, Picture, Poster, PosterFigure, PosterGroup, Share, card, poster,
};
use crate::figures::catalogue::{Kind, Tier};
use crate::figures::ledger::Figure;
use crate::figures::quantity::Qualifier;
use crate::figures::unit::PERCENT;
use crate::path;
use crate::plan::ReportPicture;

/// Rates that come first on a card, and counts of one function: what is alike tells less.
const MOST_RATES: usize = 2;
const MOST_OF_FUNCTION: usize = 2;

impl Renderer<'_> {
    /// A picture of the report `id`. One of pixels is drawn when it is wanted.
    pub(super) fn report_picture(&self, id: PageId, picture: ReportPicture) -> Content<'static> {
        let page = &self.site.pages[id];
        match picture {
            ReportPicture::PosterSvg => Content::Bytes(poster(&self.poster(page)).svg().into_bytes().into()),
            ReportPicture::PosterPng => drawn(poster(&self.poster(page))),
            ReportPicture::CardPng => drawn(card(&self.card(page))),
        }
    }

    /// Where the poster of the page is, when it has one.
    pub(super) fn poster_links(&self, id: PageId) -> Option<Links> {
        let page = &self.site.pages[id];
        let planned = |picture| {
            let path = picture_path(page, picture);
            self.plan.has(&path).then(|| path::href(&path, self.portable))
        };
        let svg = planned(ReportPicture::PosterSvg).filter(|_| page.has_pictures())?;
        Some(Links { svg, png: planned(ReportPicture::PosterPng), count: page.figures.len() })
    }

    /// What stands for a link to the page, when it has a card and an address.
    pub(super) fn card_image(&self, id: PageId) -> Option<Image> {
        let page = &self.site.pages[id];
        let path = picture_path(page, ReportPicture::CardPng);
        let planned = page.has_pictures() && self.plan.has(&path);
        planned.then_some(Image {
            url: self.absolute(&path)?,
            width: CARD_WIDTH,
            height: CARD_HEIGHT,
            alt: self.word("poster_alt").replace("{title}", &page.document.meta.title),
        })
    }

    fn poster(&self, page: &Page) -> Poster {
        let figure = |&index: &usize| {
            let indicator = self.indicator_of(self.site.ledger.get(index));
            (&*indicator.function, self.poster_figure(page, index))
        };
        let groups = under_headings(page.figures.iter().map(figure)).into_iter();
        let groups = groups.map(|(title, figures)| PosterGroup { title, figures }).collect();
        let address = self.absolute(&page.path);
        Poster {
            masthead: self.masthead().to_owned(),
            title: page.document.meta.title.clone(),
            subtitle: self.region_and_period(page),
            groups,
            foot: self.poster_foot(page, address.is_some()),
            address,
        }
    }

    fn card(&self, page: &Page) -> Card {
        let figures = self.most_telling(page).into_iter().map(|index| self.poster_figure(page, index));
        Card {
            masthead: self.masthead().to_owned(),
            title: page.document.meta.title.clone(),
            subtitle: self.region_and_period(page),
            figures: figures.collect(),
        }
    }

    /// The name of the publication, else that of the site.
    fn masthead(&self) -> &str {
        let config = &self.site.config;
        config.publication.name.as_deref().unwrap_or(&config.title)
    }

    fn region_and_period(&self, page: &Page) -> String {
        let region = page.document.region.as_deref().map(|code| self.region_name(code).to_owned());
        let period = page.document.period.as_ref().map(|it| it.text(self.language).into_owned());
        let told: Vec<String> = region.into_iter().chain(period).filter(|it| !it.is_empty()).collect();
        told.join(" · ")
    }

    /// Source with its date, who publishes it, how to read on.
    fn poster_foot(&self, page: &Page, has_address: bool) -> Vec<String> {
        let config = &self.site.config;
        let meta = &page.document.meta;
        let source = meta.source.as_deref().and_then(|it| Some((source_name(it)?, self.date(it.date))));
        let source = source.map(|(name, date)| {
            let date = date.map_or_else(String::new, |it| format!(" · {it}"));
            format!("{}{}{name}{date}", self.word("source"), self.word("colon"))
        });
        let publisher = config.publication.publisher.clone().or_else(|| config.footer.organiser.clone());
        let site = match publisher {
            Some(publisher) if publisher != config.title => format!("{} · {publisher}", config.title),
            _ => config.title.clone(),
        };
        let scan = has_address.then(|| self.word("poster_scan").to_owned());
        source.into_iter().chain([site]).chain(scan).collect()
    }

    /// The figure at `index` of the ledger as the pictures of `page` show it.
    fn poster_figure(&self, page: &Page, index: usize) -> PosterFigure {
        let figure = self.site.ledger.get(index);
        let (value, unit) = figure.quantity.split_unit();
        PosterFigure {
            name: self.tile_title(figure),
            value: value.to_owned(),
            unit: unit.to_owned(),
            notes: self.poster_notes(page, index),
            share: self.share(figure),
        }
    }

    /// What the title of the page does not say: another region or period, what counts, who says otherwise.
    fn poster_notes(&self, page: &Page, index: usize) -> Vec<String> {
        let figure = self.site.ledger.get(index);
        let own = &page.document;
        let mut told: Vec<String> = Vec::new();
        if own.region.as_deref() != Some(&*figure.region) {
            told.push(self.region_name(&figure.region).to_owned());
        }
        if !own.period.as_ref().is_some_and(|it| it.is_same_time(&figure.period)) {
            told.push(self.period_text(figure));
        }
        let name = self.indicator_name(self.indicator_of(figure));
        told.extend(figure.definition.clone().filter(|it| !name.contains(it.as_str())));
        if self.site.ledger.in_conflict(index) {
            let others = self.beside(index).others;
            let said = |value: &str, source: Option<&str>| {
                let source = source.map_or_else(String::new, |it| {
                    [self.word("paren_open"), it, self.word("paren_close")].concat()
                });
                format!("{}{}{value}{source}", self.word("told_elsewhere"), self.word("colon"))
            };
            told.extend(others.iter().map(|it| said(&it.value, it.source.as_deref())));
        }
        told
    }

    /// The bar of a rate; none for what is not within 0 and 100%.
    fn share(&self, figure: &Figure) -> Option<Share> {
        if self.indicator_of(figure).kind != Kind::Rate {
            return None;
        }
        let quantity = figure.quantity.converted(PERCENT)?;
        let within = |it: &Decimal| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(it);
        within(&quantity.number).then(|| {
            if !is_approximate(figure) {
                return Share { least: quantity.number, most: quantity.number };
            }
            Share {
                least: quantity.lower.filter(within).unwrap_or(Decimal::ZERO),
                most: quantity.upper.filter(within).unwrap_or(Decimal::ONE_HUNDRED),
            }
        })
    }

    /// The figures of the page, the most telling first: those with a number, of well known indicators, of the page's own region
    /// and period, rates, and of what most others tell, too. Few of one function, and few rates, before all others.
    fn most_telling(&self, page: &Page) -> Vec<usize> {
        let (ledger, catalogue) = (&self.site.ledger, &self.site.tables.catalogue);
        let mut ranked = page.figures.clone();
        ranked.sort_by_key(|&index| {
            let figure = ledger.get(index);
            let indicator = self.indicator_of(figure);
            (
                figure.quantity.qualifier == Qualifier::None,
                indicator.tier != Tier::Core,
                !self.poster_notes(page, index).is_empty() && indicator.kind != Kind::Rate,
                Reverse(self.share(figure).is_some()),
                Reverse(catalogue.position(&indicator.id).map_or(0, |it| ledger.of_indicator(it).len())),
            )
        });
        let (mut first, mut later) = (Vec::new(), Vec::new());
        for index in ranked {
            let indicator = |index: usize| self.indicator_of(ledger.get(index));
            let rates = first.iter().filter(|&&it| indicator(it).kind == Kind::Rate).count();
            let counts = first.iter().filter(|&&it| {
                indicator(it).kind != Kind::Rate && indicator(it).function == indicator(index).function
            });
            let told = first.iter().any(|&it| indicator(it).id == indicator(index).id);
            let enough = if indicator(index).kind == Kind::Rate {
                rates >= MOST_RATES
            } else {
                counts.count() >= MOST_OF_FUNCTION
            };
            if told || enough {
                later.push(index);
            } else {
                first.push(index);
            }
        }
        first.append(&mut later);
        first
    }
}

fn picture_path(page: &Page, picture: ReportPicture) -> String {
    let name = ReportPicture::ALL.into_iter().find(|(it, _)| *it == picture).map_or("", |(_, name)| name);
    format!("{}{name}", page.path)
}

/// The PNG of a picture, drawn when it is wanted.
fn drawn(picture: Picture) -> Content<'static> {
    let fingerprint = picture.fingerprint();
    // No picture is so large that there is no memory for it.
    Content::Drawn(Drawing { fingerprint, draw: Arc::new(move || picture.png().unwrap_or_default()) })
}
