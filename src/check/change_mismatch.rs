//! `change-mismatch`: a change (较上年提高6.9个百分点) against the figure of the time before, where that is known.
//!
//! 1. What the change is against: the year before where it does not say (上年, 去年); of a session the session before, of a day the
//!    same day a year earlier; 上届 of a term the term before; else a period, if it can be read. Other words are not checked.
//! 2. The figure of that time: the same thing of the same region, under whatever name it had, that compares with this one.
//! 3. How they agree, [`relation::change`] says. A rate that changes by some % can be meant in points or as a share of what it
//!    was: that is pointed out, and nothing is ever converted.

use rust_decimal::Decimal;

use super::{Checked, Found};
use crate::diag::told as say;
use crate::figures::catalogue::Kind;
use crate::figures::compare::{self, Axis, Reason};
use crate::figures::ledger::{Change, Figure};
use crate::figures::measure;
use crate::figures::partial_date::PartialDate;
use crate::figures::period::{Period, PeriodContext, PeriodKind};
use crate::figures::quantity::Direction;
use crate::figures::relation::{self, Changed, Meaning, Reading};
use crate::figures::unit::PERCENTAGE_POINT;

/// Words for the time just before.
const THE_YEAR_BEFORE: [&str; 12] = [
    "上年",
    "上一年",
    "上年度",
    "上年同期",
    "去年",
    "去年同期",
    "前一年",
    "同比",
    "上年底",
    "上年末",
    "去年底",
    "last year",
];
const THE_TERM_BEFORE: [&str; 3] = ["上届", "上一届", "last term"];

/// Looks at every figure with a change.
pub fn check(checked: &Checked<'_>, found: &mut Found) {
    for (index, figure) in checked.site.ledger.figures().iter().enumerate() {
        if let Some(change) = figure.change.as_deref().filter(|it| !is_level(it)) {
            look(checked, index, figure, change, found);
        }
    }
}

/// 提高到 82% is a level and no change.
fn is_level(change: &Change) -> bool {
    change.quantity.direction.is_none() && change.written.contains(['到', '至', '为'])
}

fn look(checked: &Checked<'_>, index: usize, figure: &Figure, change: &Change, found: &mut Found) {
    let is_rate =
        checked.site.tables.catalogue.get(&figure.indicator).is_some_and(|it| it.kind == Kind::Rate);
    let now = measure::comparable(&figure.quantity);
    let judge = |before: Option<usize>| {
        let before = before.map(|it| measure::comparable(&checked.site.ledger.get(it).quantity));
        relation::change(before.as_deref(), &change.quantity, &now, is_rate)
    };
    let known: Vec<(usize, (Changed, Vec<Reading>))> =
        before(checked, figure, change).into_iter().map(|it| (it, judge(Some(it)))).collect();
    let agrees = |(_, (verdict, _)): &&(usize, (Changed, Vec<Reading>))| *verdict == Changed::Agrees;
    if let Some((before, (_, readings))) = known.iter().find(agrees) {
        // % of a rate that are a share of what it was, and not points: worth a word.
        if readings.len() > 1 {
            let other = checked.other(*before);
            let place = checked.place(index, "change");
            found.of_figure(index, say::share_of_rate(place, &change.written, &figure.written, &other));
        }
        return;
    }
    // One source of the time before that it fits is enough.
    let best = known
        .iter()
        .find(|(_, (verdict, _))| *verdict == Changed::Ambiguous)
        .or_else(|| known.iter().find(|(_, (verdict, _))| *verdict == Changed::Disagrees));
    let place = || checked.place(index, "change");
    match best {
        Some((before, (Changed::Ambiguous, readings))) => {
            let fits =
                |wanted: Meaning| readings.iter().any(|it| it.meaning == wanted && it.fits == Some(true));
            let other = fits(Meaning::Points).then(|| (checked.other(*before), fits(Meaning::Share)));
            let finding = say::points_as_percent(place(), &change.written, &figure.written, other.as_ref());
            found.of_figures([index, *before], finding);
        }
        Some((before, (_, readings))) => {
            let earlier = &measure::comparable(&checked.site.ledger.get(*before).quantity);
            let should =
                readings.iter().filter_map(|it| should_be(it.meaning, earlier.number, now.number, change));
            let finding = say::change_disagrees(
                place(),
                &change.written,
                &checked.other(*before),
                &should.collect::<Vec<_>>(),
            );
            found.of_figures([index, *before], finding);
        }
        None => {
            let (verdict, readings) = judge(None);
            if verdict == Changed::Ambiguous && readings.iter().any(reads_like_points) {
                found.of_figure(
                    index,
                    say::points_as_percent(place(), &change.written, &figure.written, None),
                );
            }
        }
    }
}

/// Whether the rate before would have been one, had it changed by that many points.
fn reads_like_points(reading: &Reading) -> bool {
    let share = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    reading.meaning == Meaning::Points && reading.before.is_some_and(|level| share.contains(&level.number))
}

/// The change that would fit, to the decimals that are written.
fn should_be(meaning: Meaning, before: Decimal, now: Decimal, change: &Change) -> Option<say::Step> {
    let rise = now.checked_sub(before)?;
    let number = match meaning {
        Meaning::Amount | Meaning::Points => rise,
        Meaning::Share => rise.checked_div(before)?.checked_mul(Decimal::ONE_HUNDRED)?,
    };
    let number = if meaning == Meaning::Amount {
        number.normalize()
    } else {
        relation::rounded(number, change.quantity.last_place)?
    };
    Some(say::Step {
        up: !number.is_sign_negative(),
        number: number.abs().to_string(),
        unit: match meaning {
            Meaning::Amount => change.quantity.unit.clone(),
            Meaning::Points => PERCENTAGE_POINT.to_owned(),
            Meaning::Share => "%".to_owned(),
        },
        none: number.is_zero(),
        wrong_way: change
            .quantity
            .direction
            .is_some_and(|it| (it == Direction::Up) == number.is_sign_negative()),
    })
}

/// Indices of the figures that the change is against.
fn before(checked: &Checked<'_>, figure: &Figure, change: &Change) -> Vec<usize> {
    let tables = &checked.site.tables;
    let Some(position) = tables.catalogue.position(&figure.indicator) else { return Vec::new() };
    let mut found = Vec::new();
    for time in times(checked, figure, change) {
        for region in tables.regions.of_line(&figure.region) {
            let like = (region, figure.level, figure.category.as_deref());
            let told = checked.site.ledger.at(position, like, (time.start, time.end));
            let same = told.filter(|(_, it)| time.is_of(&it.period) && compares(checked, figure, it));
            found.extend(same.map(|(index, _)| index));
        }
    }
    found
}

/// Whether both tell the same thing of two times. Two terms do, though they share no axis.
fn compares(checked: &Checked<'_>, now: &Figure, before: &Figure) -> bool {
    let grounds = checked.site.tables.grounds();
    match compare::comparable([now, before], Axis::Line, grounds) {
        Ok(()) => true,
        Err(reasons) => reasons == [Reason::Spans],
    }
}

/// A time that figures may be told of.
struct Time {
    kind: PeriodKind,
    start: PartialDate,
    end: Option<PartialDate>,
    /// Term and number, of a session.
    session: Option<(u16, u16)>,
}

impl Time {
    fn is_of(&self, period: &Period) -> bool {
        let session = period.session.as_ref().map(|it| (it.term, it.number));
        self.kind == period.kind && (self.session.is_none() || self.session == session)
    }

    fn of(period: &Period) -> Self {
        let session = period.session.as_ref().map(|it| (it.term, it.number));
        Self { kind: period.kind, start: period.start, end: period.end, session }
    }
}

/// The time that a change is against; of a session there are two ways to tell its end.
fn times(checked: &Checked<'_>, figure: &Figure, change: &Change) -> Vec<Time> {
    let period = &figure.period;
    let earlier = |years: i16| {
        let end = match period.end {
            Some(end) => Some(end.years_earlier(years)?),
            None => None,
        };
        Some(Time { kind: period.kind, start: period.start.years_earlier(years)?, end, session: None })
    };
    let against = change.against.as_deref().unwrap_or(THE_YEAR_BEFORE[0]).trim();
    let against = ["较", "比", "与"].iter().find_map(|word| against.strip_prefix(word)).unwrap_or(against);
    if THE_YEAR_BEFORE.contains(&against) {
        return match period.kind {
            PeriodKind::Session => session_before(checked, period),
            PeriodKind::Term | PeriodKind::TermToDate => Vec::new(),
            PeriodKind::AsOf if against.ends_with(['底', '末']) => end_of_year_before(period),
            // Three years have no year before them.
            PeriodKind::Campaign if period.on_year_axis().is_none() => Vec::new(),
            _ => earlier(1).into_iter().collect(),
        };
    }
    if THE_TERM_BEFORE.contains(&against) {
        let is_term = period.kind == PeriodKind::Term;
        return is_term.then(|| earlier(5)).flatten().into_iter().collect();
    }
    let tables = &checked.site.tables;
    let Some(region) = tables.regions.get(&figure.region) else { return Vec::new() };
    let context = PeriodContext { region, regions: &tables.regions, sessions: &tables.sessions };
    Period::parse(against, &context).map(|it| Time::of(&it)).into_iter().collect()
}

/// The end of the year before that of the day `period` tells of, as exact as it may be told: at the middle of a year 上年底 is
/// half a year ago.
fn end_of_year_before(period: &Period) -> Vec<Time> {
    let Some(year) = period.start.to_year().years_earlier(1) else { return Vec::new() };
    let month = u32::try_from(year.year()).ok().and_then(|it| PartialDate::new(it, Some(12), None).ok());
    let days = [Some(PartialDate::of_day(year.last_day())), month, Some(year)].into_iter().flatten();
    days.map(|day| Time { kind: period.kind, start: day, end: Some(day), session: None }).collect()
}

fn session_before(checked: &Checked<'_>, period: &Period) -> Vec<Time> {
    let sessions = &checked.site.tables.sessions;
    let Some(own) = &period.session else { return Vec::new() };
    let Some(before) = sessions.before(&own.region, own.term, own.number) else { return Vec::new() };
    let session = Some((before.term, before.number));
    let ends = [before.end, sessions.next(before).map(|it| it.start)];
    let time = |end| Time { kind: PeriodKind::Session, start: before.start, end, session };
    let same = ends[0] == ends[1];
    ends.into_iter().take(if same { 1 } else { 2 }).map(time).collect()
}
