//! The keys of front matter, in the order in which an editor meets them.

use super::settings::languages;
use super::{Key, Shape, key};
use crate::digest;
use crate::figures::choice::{By, Kind};
use crate::figures::period::PeriodKind;
use crate::figures::region::Level;

/// All of them.
pub const KEYS: &[Key] = &[
    key(
        "title",
        Shape::Text,
        "县人大代表建议办理情况",
        "标题；文件夹 _index.md 里的是栏目名",
        "title; in a folder's _index.md the name of the section",
    )
    .needed()
    .example_en("How deputies' suggestions were handled"),
    key(
        "date",
        Shape::Date,
        "2026-03-02",
        "发布日期，可以带时刻；日期没到的先不发布",
        "date of publication, perhaps with a time; a page of the future waits for its day",
    ),
    key("updated", Shape::Date, "2026-03-09", "更新日期", "date of the last change"),
    key(
        "expires",
        Shape::Date,
        "2099-12-31",
        "失效日期，从这天起不在列表里",
        "from this day on it is in no list",
    ),
    key(
        "kind",
        Shape::OneOf(kinds),
        "article",
        "article 文章、report 工作报告、issue 简报、page 普通页；不写就按文件夹 _index.md 里的 kind",
        "what kind of page; left out, what the folder's _index.md says",
    ),
    key(
        "language",
        Shape::OneOf(languages),
        "en",
        "这一页（或 _index.md 所在文件夹）的语言；不写就按文件夹，再按本站",
        "language of the page, or in an _index.md of its folder; left out, that of the folder or the site",
    ),
    key(
        "translation",
        Shape::Text,
        "../en/a.md",
        "同一页的另一种语言，写文件的相对路径；文件名相同的会自己配上",
        "the same page in another language, by relative path; files of one name are paired without it",
    ),
    key(
        "summary",
        Shape::Text,
        "共收到代表建议460件，已全部答复。",
        "摘要；不写就取正文开头",
        "summary; left out, the beginning of the text",
    )
    .example_en("460 suggestions came in; all were answered."),
    key(
        "region",
        Shape::Text,
        "湖南省",
        "地区：全名或代码，不写就是本站的；工作报告必填",
        "region: full name or code; left out, the site's own; a report needs it",
    ),
    key(
        "period",
        Shape::TextOrMap(PERIOD),
        "2025",
        "文中数字说的是什么时候：2025、2021..2025、2025-01..2025-10、截至2025-12-31、省十四届人大三次会议以来；工作报告必填",
        "the time that the figures tell of: 2025, 2021..2025, 2025-01..2025-10, 截至2025-12-31, or a session; a report needs it",
    ),
    key(
        "source",
        Shape::Map(SOURCE),
        "{name: 某日报, url: \"https://example.org/a\", date: 2026-03-01}",
        "来源",
        "where the text comes from",
    )
    .example_en("{name: A Daily, url: \"https://example.org/a\", date: 2026-03-01}"),
    key(
        "topics",
        Shape::Words,
        "[代表工作, 监督]",
        "主题，用人大职能的名称",
        "topics: functions of the congress",
    ),
    key("tags", Shape::Words, "[建议办理]", "标签，自定", "tags, free words").example_en("[suggestions]"),
    key(
        "series",
        Shape::Text,
        "工作报告图解",
        "系列；同一系列的文章前后相连",
        "series; its pages are linked one after another",
    )
    .example_en("Reports in figures"),
    key(
        "figures",
        Shape::Figures(FIGURE),
        "{suggestions.total: 460件}",
        "数字：写“指标: 原文的值”，或带 indicator 的列表",
        "figures: `indicator: value as the source has it`, or a list of entries with `indicator`",
    ),
    key(
        "charts",
        Shape::Maps(CHART),
        "[{indicator: suggestions.total}]",
        "放在正文前面的图，一张一项；写法与正文里的 chart 代码块相同",
        "charts before the text, an entry each; the same keys as in a chart block of the text",
    ),
    key(
        "corrections",
        Shape::Maps(CORRECTION),
        "[{date: 2026-03-09, was: 459件, now: 460件, reason: 原文勘误}]",
        "更正",
        "corrections",
    )
    .example_en("[{date: 2026-03-09, was: 459件, now: 460件, reason: The source was mended}]"),
    key(
        "accept",
        Shape::Accepted,
        "{no-source: 本单位的统计}",
        "接受检查规则的提示：“规则: 理由”",
        "findings that are accepted: `rule: reason`",
    )
    .example_en("{no-source: Our own count}"),
    key("number", Shape::Numeral, "3", "简报的期号", "number of the bulletin within its year"),
    key("serial", Shape::Numeral, "七百二十", "简报的总期号", "number of the bulletin since the first")
        .example_en("720"),
    key(
        "articles",
        Shape::Texts,
        "[../news/jianyi.md]",
        "简报收入的文章：从本文件到那个 .md 文件的路径；不写，正文的二级标题各是一篇",
        "the bulletin's articles: paths from this file to their .md files; left out, each heading of level 2 begins one",
    ),
    key(
        "slug",
        Shape::Text,
        "jianyi",
        "网址里用的名字；不写就是文件名",
        "its name in the address; left out, the file's",
    ),
    key(
        "aliases",
        Shape::Texts,
        "[/old/jianyi/]",
        "以前的网址，打开时转到这里",
        "earlier addresses that lead here",
    ),
    key("weight", Shape::Whole, "10", "在文件夹里的次序，小的在前", "order within the folder, small first")
        .default("0"),
    key("draft", Shape::Flag, "true", "草稿，不发布", "a draft is not published").default("false"),
    key(
        "visibility",
        Shape::OneOf(visibilities),
        "internal",
        "internal 内部材料，永不发布",
        "internal: never published",
    )
    .default("public"),
    key(
        "extra",
        Shape::Free,
        "{hotline: 12345}",
        "自己的模板要用的内容，键名自定",
        "whatever your own templates need",
    ),
];

fn kinds() -> Vec<&'static str> {
    digest::Kind::ALL.iter().map(|it| it.name()).collect()
}

fn visibilities() -> Vec<&'static str> {
    vec!["public", "internal"]
}

fn levels() -> Vec<&'static str> {
    Level::ALL.iter().map(|it| it.letter()).collect()
}

fn period_kinds() -> Vec<&'static str> {
    PeriodKind::ALL.iter().map(|it| it.as_str()).collect()
}

fn chart_kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|&(name, _)| name).collect()
}

fn chart_axes() -> Vec<&'static str> {
    By::ALL.iter().map(|&(name, _)| name).collect()
}

const PERIOD: &[Key] = &[
    key(
        "kind",
        Shape::OneOf(period_kinds),
        "campaign",
        "year 一年、session 一次会议、term 一届、term-to-date 本届以来、as-of 截至某日、campaign 其他一段时间",
        "what kind of time it is",
    ),
    key("start", Shape::Text, "2025-01", "从何时起：年、年月或年月日", "from when: year, month or day"),
    key("end", Shape::Text, "2025-10", "到何时止", "until when"),
    key("label", Shape::Text, "2025年县乡换届", "怎样称呼它", "what people call it")
        .example_en("Elections of 2025"),
];

const SOURCE: &[Key] = &[
    key("name", Shape::Text, "某日报", "名称", "its name").example_en("A Daily"),
    key("url", Shape::Address, "\"https://example.org/a\"", "网址", "its address"),
    key("author", Shape::Text, "某某", "作者", "author").example_en("A. Writer"),
    key("editor", Shape::Text, "某某", "编辑", "editor").example_en("An Editor"),
    key("date", Shape::Date, "2026-03-01", "发表日期", "its date"),
    key("accessed", Shape::Date, "2026-03-02", "查阅日期", "when it was read"),
    key("licence", Shape::Text, "CC-BY-4.0", "许可", "licence"),
];

const FIGURE: &[Key] = &[
    key(
        "indicator",
        Shape::Text,
        "suggestions.total",
        "指标：代号或名称；只在列表里写",
        "indicator: id or name; in lists only",
    ),
    key(
        "value",
        Shape::Text,
        "460件",
        "数值，照原文写：94.35%、近6万个、4.4亿余元",
        "value as the source has it: 94.35%, 近6万个, 4.4亿余元",
    )
    .needed(),
    key("period", Shape::TextOrMap(PERIOD), "2025", "时期；不写就是本页的", "period; left out, the page's"),
    key("region", Shape::Text, "湖南省", "地区；不写就是本页的", "region; left out, the page's"),
    key(
        "level",
        Shape::OneOf(levels),
        "县",
        "层级：哪一级的；不写就是地区的层级",
        "level of the congress; left out, the region's own",
    ),
    key("category", Shape::Text, "财政经济", "分项：总数的哪一部分", "which part of a whole"),
    key(
        "definition",
        Shape::Text,
        "办结",
        "口径：什么才算数；口径一样的才能比",
        "what counts; only what is defined alike compares",
    ),
    key(
        "denominator",
        Shape::Text,
        "suggestions.total",
        "分母是哪个指标",
        "the indicator that it is a share of",
    ),
    key("change", Shape::TextOrMap(CHANGE), "{value: 6.9%, against: 上年}", "增减", "change"),
    key(
        "parts_complete",
        Shape::Words,
        "true",
        "各部分是否写全了：true，或者写全的是哪一种分法（suggestions.by_unit）；写全的要加起来等于总数",
        "whether its parts are all there: true, or the partition that is complete; they must add up to it",
    ),
    key("at", Shape::Text, "第二部分第三段", "在原文的哪里", "where in the source").example_en("Part two"),
    key("note", Shape::Text, "原文写作“约460件”", "注", "note").example_en("The source says 约460件"),
    key(
        "source",
        Shape::Map(SOURCE),
        "{name: 某日报}",
        "来源；不写就是本页的",
        "source; left out, the page's",
    )
    .example_en("{name: A Daily}"),
    key(
        "accept",
        Shape::Accepted,
        "{not-in-text: 只在附表里}",
        "接受检查规则的提示：“规则: 理由”",
        "findings that are accepted: `rule: reason`",
    )
    .example_en("{not-in-text: Only in the annex}"),
];

const CHANGE: &[Key] = &[
    key(
        "value",
        Shape::Text,
        "6.9%",
        "增减多少：6.9%、10个百分点、15件",
        "by how much: 6.9%, 10个百分点, 15件",
    )
    .needed(),
    key("against", Shape::Text, "上年", "与什么比", "against what"),
];

const CORRECTION: &[Key] = &[
    key("date", Shape::Date, "2026-03-09", "更正日期", "date of the correction").needed(),
    key("was", Shape::Text, "459件", "原来怎样写", "what it said").needed(),
    key("now", Shape::Text, "460件", "现在怎样写", "what it says now").needed(),
    key("reason", Shape::Text, "原文勘误", "原因", "why").example_en("The source was mended"),
    key(
        "indicator",
        Shape::Text,
        "suggestions.total",
        "更正的是哪个指标；看不出时才要写",
        "the indicator that is corrected; needed only where it is not clear",
    ),
    key("category", Shape::Text, "财政经济", "同上：分项", "the same: part"),
    key("period", Shape::TextOrMap(PERIOD), "2025", "同上：时期", "the same: period"),
    key("region", Shape::Text, "湖南省", "同上：地区", "the same: region"),
    key("level", Shape::OneOf(levels), "省", "同上：层级", "the same: level"),
];

const CHART: &[Key] = &[
    key("indicator", Shape::Text, "suggestions.total", "画哪个指标：代号或名称", "the indicator: id or name"),
    key(
        "indicators",
        Shape::Texts,
        "[suggestions.resolved, suggestions.resolving]",
        "一个整体的几个部分",
        "the parts of a whole",
    ),
    key("region", Shape::Text, "湖南省", "哪个地区", "one region"),
    key(
        "regions",
        Shape::Texts,
        "[湖南省, 河南省]",
        "哪些地区；不写就是全部",
        "which regions; left out, all",
    ),
    key("periods", Shape::Words, "[2024, 2025]", "哪些时期；不写就是全部", "which periods; left out, all"),
    key("category", Shape::Text, "财政经济", "只画这个分项", "only of this part"),
    key("definition", Shape::Text, "办结", "只画这个口径", "only of this definition"),
    key("level", Shape::OneOf(levels), "省", "只画这个层级", "only of this level"),
    key(
        "by",
        Shape::OneOf(chart_axes),
        "year",
        "沿什么排开：year 年份、region 地区、part 分项；不写由数据决定",
        "along what; left out, the data decides",
    ),
    key(
        "kind",
        Shape::OneOf(chart_kinds),
        "bar",
        "画成什么：line 线、bar 横条、grouped 并列、stacked 分部、dot 和 slope 两期变化、share 一个比率、multiples 每地一格；不写由数据决定",
        "drawn as what; left out, the data decides",
    ),
    key("title", Shape::Text, "建议件数", "图的标题", "title").example_en("Suggestions"),
    key("note", Shape::Text, "2024年口径有变", "图下的注", "a note below").example_en("Counted anew in 2024"),
];
