//! Diagnostics of figures that are told twice, of changes, and of figures that do not compare.

use super::{Diagnostic, Place};

/// Another figure that a finding names.
#[derive(Clone, Debug)]
pub struct Other {
    /// Name of its source; may be empty.
    pub source: String,
    /// Value as written.
    pub written: String,
    /// Period for people.
    pub period: String,
    /// Where it stands.
    pub place: Place,
}

impl Other {
    /// `content/news/a.md:12`.
    fn at(&self) -> String {
        match self.place.line {
            0 => self.place.file.to_string(),
            line => format!("{}:{line}", self.place.file),
        }
    }

    fn zh(&self) -> String {
        let of = if self.source.is_empty() { "" } else { "的 " };
        format!("{}{of}`{}`（{}）", self.source, self.written, self.at())
    }

    fn en(&self) -> String {
        let of = if self.source.is_empty() { String::new() } else { format!(" of {}", self.source) };
        format!("`{}`{of} ({})", self.written, self.at())
    }
}

/// Two sources cannot both be right. `more` others are not named.
pub fn conflict(place: Place, written: &str, others: &[Other], more: usize) -> Diagnostic {
    let zh: Vec<String> = others.iter().map(Other::zh).collect();
    let en: Vec<String> = others.iter().map(Other::en).collect();
    let (zh_more, en_more) = match more {
        0 => (String::new(), String::new()),
        more => (format!("，另有 {more} 处"), format!(", and {more} more")),
    };
    Diagnostic::warning(
        "conflict",
        place,
        format!("`{written}` 与别处对同一件事的说法不能都对：{}{zh_more}", zh.join("、")),
        format!("`{written}` and what is told elsewhere of the same thing cannot both be right: {}{en_more}", en.join(", ")),
    )
    .help(
        "核对来源；原文确实如此，就都保留，写 `accept: {conflict: 理由}`；说的不是一件事，就写明 `definition`、`category` 或 `period`",
        "look at the sources; where they say so, keep both and write `accept: {conflict: reason}`; where they tell of different things, write `definition`, `category` or `period`",
    )
}

/// Another source tells the same thing more precisely.
pub fn told_more_precisely(place: Place, written: &str, other: &Other) -> Diagnostic {
    Diagnostic::note(
        "conflict",
        place,
        format!("同一件事有更精确的说法，`{written}` 与它相合：{}", other.zh()),
        format!("the same thing is told more precisely, and `{written}` fits it: {}", other.en()),
    )
}

/// The change that would fit.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whether it is a rise.
    pub up: bool,
    /// How much, without a sign.
    pub number: String,
    /// `百分点`, `%`, 件.
    pub unit: String,
    /// Whether nothing has changed.
    pub none: bool,
    /// Whether the change says the other direction.
    pub wrong_way: bool,
}

impl Step {
    fn zh(&self) -> String {
        if self.none {
            return "没有变化".to_owned();
        }
        let verb = if self.up { "上升" } else { "下降" };
        let unit = if self.unit == "百分点" { "个百分点" } else { &self.unit };
        format!("{verb} {}{unit}", self.number)
    }

    fn en(&self) -> String {
        if self.none {
            return "no change".to_owned();
        }
        let verb = if self.up { "up" } else { "down" };
        let unit = if self.unit == "百分点" { " percentage points" } else { &self.unit };
        format!("{verb} {}{unit}", self.number)
    }
}

/// A change does not fit the figure before. `should` are the changes that would, one for each way it can be meant.
pub fn change_disagrees(place: Place, written: &str, before: &Other, should: &[Step]) -> Diagnostic {
    let wrong_way = !should.is_empty() && should.iter().all(|it| it.wrong_way);
    let (zh_way, en_way) = if wrong_way { ("，方向相反", ", and goes the other way") } else { ("", "") };
    let it = Diagnostic::warning(
        "change-mismatch",
        place,
        format!("变化 `{written}` 与 {} 的数对不上{zh_way}：{}", before.period, before.zh()),
        format!(
            "the change `{written}` does not fit the figure of {}{en_way}: {}",
            before.period,
            before.en()
        ),
    );
    if should.is_empty() {
        return it;
    }
    let mut zh: Vec<String> = should.iter().map(Step::zh).collect();
    let mut en: Vec<String> = should.iter().map(Step::en).collect();
    // Nothing is the same in points and in per cent.
    zh.dedup();
    en.dedup();
    it.help(
        format!("按这两个数应当是：{}；原文如此，就写 `accept: {{change-mismatch: 理由}}`", zh.join("，或者 ")),
        format!(
            "by these two it should be: {}; where the source says so, write `accept: {{change-mismatch: reason}}`",
            en.join(", or ")
        ),
    )
}

/// A rate changes by some %, which reads like points. `before` is the figure before, where it is known, and whether a share of
/// that fits as well.
pub fn points_as_percent(
    place: Place,
    written: &str,
    rate: &str,
    before: Option<&(Other, bool)>,
) -> Diagnostic {
    let (zh, en) = match before {
        Some((other, false)) => (
            format!("与 {} 的 `{}` 相比，合的是百分点", other.period, other.written),
            format!("against `{}` of {} it fits as percentage points", other.written, other.period),
        ),
        Some((other, true)) => (
            format!("与 {} 的 `{}` 相比，两种读法都合得上", other.period, other.written),
            format!("against `{}` of {} it fits both ways", other.written, other.period),
        ),
        None => ("读起来像是百分点".to_owned(), "it reads like percentage points".to_owned()),
    };
    Diagnostic::warning(
        "change-mismatch",
        place,
        format!("比率 `{rate}` 的变化写成 `{written}`：{zh}"),
        format!("the rate `{rate}` changes by `{written}`: {en}"),
    )
    .help(
        "原文写的是百分点，就写“个百分点”；原文就写 %，照原文保留，写 `accept: {change-mismatch: 理由}`。程序从不换算",
        "where the source says points, write 个百分点; where it says %, keep it and write `accept: {change-mismatch: reason}`; nothing is ever converted",
    )
}

/// A rate changes by some %, which are a share of what it was.
pub fn share_of_rate(place: Place, written: &str, rate: &str, before: &Other) -> Diagnostic {
    Diagnostic::note(
        "change-mismatch",
        place,
        format!(
            "比率 `{rate}` 的变化 `{written}` 是相对 {} 的 `{}` 说的，不是百分点",
            before.period, before.written
        ),
        format!(
            "the change `{written}` of the rate `{rate}` is a share of `{}` of {}, not points",
            before.written, before.period
        ),
    )
}

/// A figure takes its period from the page, beside another of the other sort of period.
pub fn period_of_page(place: Place, written: &str, period: &str, other: &Other) -> Diagnostic {
    Diagnostic::warning(
        "period-kind",
        place,
        format!(
            "`{written}` 没有写时期，算作页面的 {period}；同一指标在这里还有 {} 的 `{}`（{}）",
            other.period,
            other.written,
            other.at()
        ),
        format!(
            "`{written}` has no period and takes {period} from the page; the same is told here of {}: `{}` ({})",
            other.period,
            other.written,
            other.at()
        ),
    )
    .help(
        "一年的数和几年的数放在一起，要为每一个写明 `period`",
        "one year beside several years: say the `period` of each",
    )
}

/// A total of several years is less than one of them.
pub fn total_less_than_a_year(place: Place, written: &str, period: &str, year: &Other) -> Diagnostic {
    Diagnostic::warning(
        "period-kind",
        place,
        format!("{period} 的合计 `{written}` 比其中 {} 一年的还少：{}", year.period, year.zh()),
        format!("the total `{written}` of {period} is less than {} alone: {}", year.period, year.en()),
    )
    .help(
        "核对两个数的时期；说的是某一天的存量，就写 `period: 截至2022-12-31`",
        "look at the periods of both; where it is what there was on a day, write `period: 截至2022-12-31`",
    )
}

/// A figure without a definition, where another of the same region has one.
pub fn no_definition(place: Place, written: &str, definition: &str, other: &Other) -> Diagnostic {
    Diagnostic::warning(
        "stale-definition",
        place,
        format!(
            "`{written}` 没有写口径，同一地区 {} 的 `{}` 写明了“{definition}”（{}）",
            other.period,
            other.written,
            other.at()
        ),
        format!(
            "`{written}` has no definition; `{}` of {} in the same region has “{definition}” ({})",
            other.written,
            other.period,
            other.at()
        ),
    )
    .help(
        "写明 `definition`，写得一样才能相比；来源没有说明，就写 `accept: {stale-definition: 来源未说明}`",
        "write its `definition`, in the same words where it is the same; where the source has none, write `accept: {stale-definition: reason}`",
    )
}

/// From this figure on, the definition is another one.
pub fn other_definition(place: Place, before: &str, now: &str, since: &str) -> Diagnostic {
    Diagnostic::warning(
        "stale-definition",
        place,
        format!("口径从 {since} 起由“{before}”变成“{now}”，前后不能相比"),
        format!("since {since} the definition is “{now}” and no longer “{before}”: they do not compare"),
    )
    .help(
        "口径没有变，就改成一样的写法；确实变了，就在这里写 `note:` 说明",
        "where it is the same, write it in the same words; where it has changed, say so in a `note:` here",
    )
}

/// A figure outside the time of its region.
#[derive(Clone, Debug)]
pub struct Outside<'a> {
    /// Name of the region.
    pub region: &'a str,
    /// Whether it comes too late, not too early.
    pub late: bool,
    /// When the region ended, or began.
    pub bound: String,
    /// Period of the figure.
    pub period: &'a str,
    /// How many figures it is of.
    pub count: usize,
    /// Code and name of the region of that time.
    pub instead: Option<(&'a str, &'a str)>,
}

/// A region is told of before it began or after it ended.
pub fn outside_its_time(place: Place, told: &Outside<'_>) -> Diagnostic {
    let Outside { region, bound, period, .. } = told;
    let (zh, en) = if told.late {
        (
            format!("{region}只到 {bound}，这里说的是 {period}"),
            format!("{region} was there until {bound}, and this is of {period}"),
        )
    } else {
        (
            format!("{region}从 {bound} 才有，这里说的是 {period}"),
            format!("{region} is there since {bound}, and this is of {period}"),
        )
    };
    let (zh_count, en_count) = match told.count {
        0 | 1 => (String::new(), String::new()),
        count => (format!("（本页共 {count} 个数）"), format!(" ({count} figures of this page)")),
    };
    let it =
        Diagnostic::warning("region-period", place, format!("{zh}{zh_count}"), format!("{en}{en_count}"));
    match told.instead {
        Some((code, name)) => it.help(
            format!("那时是{name}：写 `region: {code}`；或者改 `period`"),
            format!("at that time it was {name}: write `region: {code}`, or another `period`"),
        ),
        None => it.help(
            "改 `region` 或 `period`；起止时间不对，就在 `content/_data/regions.csv` 里更正",
            "write another `region` or `period`; where its dates are wrong, set them right in `content/_data/regions.csv`",
        ),
    }
}
