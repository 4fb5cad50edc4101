//! What a chart shows: decimal values with their bounds, what the source wrote, and the words around them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diag::Language;

/// A chart of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Lines over years, in one field.
    Line(Line),
    /// Horizontal bars.
    Bars(Bars),
    /// One rate, as a bar of a hundred.
    Share(Share),
    /// Bars of several periods.
    Grouped(Grouped),
    /// Wholes cut into the same parts.
    Stacked(Stacked),
    /// Changes, as two marks on a scale.
    Dots(Changes),
    /// Changes, as a line between two uprights.
    Slope(Changes),
    /// Series over years, a field for each.
    Multiples(Line),
}

impl Chart {
    /// What it is called, for those who do not see it: id, title, description.
    pub(super) fn head(&self) -> (&str, &str, &str) {
        match self {
            Self::Line(it) | Self::Multiples(it) => (&it.id, &it.title, &it.description),
            Self::Bars(it) => (&it.id, &it.title, &it.description),
            Self::Share(it) => (&it.id, &it.title, &it.description),
            Self::Grouped(it) => (&it.id, &it.title, &it.description),
            Self::Stacked(it) => (&it.id, &it.title, &it.description),
            Self::Dots(it) | Self::Slope(it) => (&it.id, &it.title, &it.description),
        }
    }
}

/// A value as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The value, in the chart's unit (a rate of 72.2 % is 72.2).
    pub number: Decimal,
    /// Least it can be; open when `None`. Drawn only where the value is approximate.
    pub lower: Option<Decimal>,
    /// Most it can be; open when `None`. Drawn only where the value is approximate.
    pub upper: Option<Decimal>,
    /// Whether the source wrote 近, 余, 约 …: drawn hollow, with a whisker over its bounds.
    pub approximate: bool,
    /// As the source wrote it, with its unit: the label.
    pub written: String,
}

impl Mark {
    /// The least and the most that has to be in the picture.
    pub(super) fn extent(&self) -> (Decimal, Decimal) {
        if !self.approximate {
            return (self.number, self.number);
        }
        let (lower, upper) = (self.lower.unwrap_or(self.number), self.upper.unwrap_or(self.number));
        (lower.min(self.number), upper.max(self.number))
    }
}

/// What the numbers of a chart count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A rate in percent.
    Percent,
    /// A count of this unit (件, 名, 个); empty where there is none to name.
    Count(String),
}

/// Where a value stands on an axis of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// A year as a whole, or the session held in it: the middle of the year's band.
    Year(i32),
    /// As of a day: that day in the year's band.
    Day(Date),
}

impl At {
    /// The year it lies in.
    pub(super) fn year(self) -> i32 {
        match self {
            Self::Year(year) => year.clamp(-9999, 9999),
            Self::Day(date) => i32::from(date.year()),
        }
    }

    /// In years, from the first moment of the year 0.
    pub(super) fn position(self) -> Decimal {
        let part = match self {
            Self::Year(_) => Decimal::new(5, 1),
            Self::Day(date) => {
                let noon = Decimal::from(date.day_of_year()) - Decimal::new(5, 1);
                noon / Decimal::from(date.days_in_year())
            }
        };
        Decimal::from(self.year()) + part
    }
}

/// A value at its place in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearPoint {
    /// When.
    pub at: At,
    /// The period for people: 2018年, 截至2022年底.
    pub label: String,
    /// The value.
    pub mark: Mark,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name, at its end; not drawn where it is the only one.
    pub name: String,
    /// Its values, in any order. Several at one time are all drawn: sources that contradict each other.
    pub points: Vec<YearPoint>,
    /// What its own numbers count, where small multiples show different things: its field has a scale of its own.
    pub unit: Option<Unit>,
}

/// Series over years: lines in one field, or small multiples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What the numbers count.
    pub unit: Unit,
    /// What kind of time the years stand for, at their axis: 年度, 截至年末.
    pub time: Option<String>,
    /// Lines; colours repeat after seven.
    pub series: Vec<Series>,
    /// Language of the axes.
    pub language: Language,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is of: the name of a region.
    pub label: String,
    /// Its value.
    pub mark: Mark,
}

/// Horizontal bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What the numbers count.
    pub unit: Unit,
    /// What time the values are of, above the bars (截至2022年末), where nothing else says it.
    pub time: Option<String>,
    /// Bars; of equal ones the first stands first.
    pub bars: Vec<Bar>,
    /// Which of them stands first.
    pub order: Order,
    /// Language of what marks say.
    pub language: Language,
}

/// In which order bars stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The highest first.
    #[default]
    Ranked,
    /// As they are given: spans of years, or parts that have an order of their own.
    Given,
}

/// One rate as a part of a hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What time the values are of, above the bar, where nothing else says it.
    pub time: Option<String>,
    /// The rate, in percent: what it leaves of the bar stays empty.
    pub rate: Bar,
    /// Language of what marks say.
    pub language: Language,
}

/// Bars of several periods, a group for each name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// Names of the periods, in the order of the bars in a group.
    pub periods: Vec<String>,
    /// Groups, from the top.
    pub groups: Vec<Group>,
    /// Language of what marks say.
    pub language: Language,
}

/// A name with one value for each of several things that all names share: periods, or parts of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is of: the name of a region.
    pub label: String,
    /// A value for each; none where there is none to know.
    pub marks: Vec<Option<Mark>>,
}

/// Wholes cut into the same parts, a row for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stacked {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// Names of the parts, in the order of the pieces.
    pub parts: Vec<String>,
    /// What time the values are of, above the bars, where nothing else says it.
    pub time: Option<String>,
    /// Rows, from the top; all count the same thing in the same unit.
    pub rows: Vec<Group>,
    /// Language of what marks say.
    pub language: Language,
}

/// Changes from one period to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// Title, for those who do not see the chart; the page shows it itself.
    pub title: String,
    /// What there is to see, in a sentence, for those who do not see it.
    pub description: String,
    /// What the numbers count.
    pub unit: Unit,
    /// Names of the earlier and the later period.
    pub periods: [String; 2],
    /// Rows, from the top.
    pub rows: Vec<Change>,
    /// Language of the axis.
    pub language: Language,
}

/// The change of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is of: the name of a region.
    pub label: String,
    /// Its value in the earlier period.
    pub before: Mark,
    /// Its value in the later period.
    pub after: Mark,
}

/// A line the size of a word, without labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sparkline {
    /// Unique in the page; ids in the SVG begin with it.
    pub id: String,
    /// What it shows, for those who do not see it; with an empty one it is hidden from them.
    pub title: String,
    /// Values, in any order.
    pub points: Vec<(At, Decimal)>,
}
