//! The settings of `site.toml`, in the order in which a new site has them: first those at its top, then the tables.

use super::{Key, Shape, key};
use crate::diag::Language;

/// All of them.
pub const KEYS: &[Key] = &[
    key(
        "title",
        Shape::Text,
        "\"某县人大工作摘编\"",
        "站名，印在报头、浏览器标签和订阅源里",
        "name of the site: in the masthead, the browser's tab and feeds",
    )
    .needed()
    .example_en("\"Congress Digest\""),
    key(
        "description",
        Shape::Text,
        "\"县人大工作的数字，每个都有出处\"",
        "一句话简介，给搜索引擎和分享卡片看",
        "what the site is, in one sentence, for search engines and link cards",
    )
    .example_en("\"Figures of the county congress, each with its source\""),
    key(
        "base_url",
        Shape::SiteAddress,
        "\"https://example.github.io/digest/\"",
        "网站的完整地址；订阅源、站点地图、规范链接和二维码要用它。写成空的 \"\" 表示现在没有，发布时再用 --base-url 给出",
        "whole address of the site, which feeds, sitemap, canonical links and QR codes need; an empty \"\" says that there is none yet, or that --base-url gives it when the site is published",
    ),
    key("language", Shape::OneOf(languages), "\"zh-CN\"", "页面用语", "language of the pages' own words")
        .default("\"zh-CN\"")
        .example_en("\"en\""),
    key(
        "region",
        Shape::Text,
        "\"430000\"",
        "文章没写地区时归到哪里：代码或全名，也可以是 content/_data/regions.csv 里自己加的",
        "the region of pages that name none: code or full name, also one of your own content/_data/regions.csv",
    ),
    key("time_zone", Shape::Offset, "\"+08:00\"", "时区", "time zone").default("\"+08:00\""),
    key(
        "cname",
        Shape::Text,
        "\"digest.example.org\"",
        "GitHub Pages 的自有域名，写了就生成 CNAME 文件",
        "own domain on GitHub Pages: makes a file CNAME",
    ),
    key(
        "nav",
        Shape::Maps(NAV),
        "[{ title = \"动态\", path = \"news/\" }, { title = \"数据\", path = \"data/\" }]",
        "菜单，一项一行",
        "the menu, an entry a line",
    )
    .example_en("[{ title = \"News\", path = \"news/\" }, { title = \"Data\", path = \"data/\" }]"),
    key("publication", Shape::Map(PUBLICATION), "", "简报的报头和版记", "masthead and colophon of bulletins"),
    key("home", Shape::Map(HOME), "", "首页", "the home page"),
    key("footer", Shape::Map(FOOTER), "", "页脚", "the foot of each page"),
    key("theme", Shape::Map(THEME), "", "颜色", "colours"),
    key("content", Shape::Map(CONTENT), "", "文章和列表", "texts and lists"),
    key("feeds", Shape::Map(FEEDS), "", "订阅源", "feeds"),
    key("pictures", Shape::Map(PICTURES), "", "图表和图解的图片", "pictures of charts and posters"),
    key("limits", Shape::Map(LIMITS), "", "大小上限", "how large a site may be"),
    key("data", Shape::Map(DATA), "", "数据文件", "data files"),
    key(
        "checks",
        Shape::Rules,
        "",
        "检查规则的级别：error 错误、warning 警告、note 提示、off 关闭",
        "how grave the findings of rules are: error, warning, note or off",
    ),
    key(
        "extra",
        Shape::Free,
        "hotline = \"12345\"",
        "自己的模板要用的内容，键名自定",
        "whatever your own templates need, under keys of your own",
    ),
];

/// The languages that a site or page may be in.
pub fn languages() -> Vec<&'static str> {
    Language::TAGS.iter().map(|&(tag, _)| tag).collect()
}

const NAV: &[Key] = &[
    key("title", Shape::Text, "\"动态\"", "菜单上的字", "what the menu says").needed().example_en("\"News\""),
    key(
        "path",
        Shape::Text,
        "\"news/\"",
        "content 里的文件夹或文件，自动生成的 topics/、regions/、indicators/、data/、archive/，或者完整的网址",
        "a folder or file of content, a generated page (topics/, regions/, indicators/, data/, archive/), or a whole address",
    )
    .needed(),
];

const PUBLICATION: &[Key] = &[
    key("name", Shape::Text, "\"某县人大简报\"", "刊名", "name of the bulletin")
        .example_en("\"Congress Bulletin\""),
    key("publisher", Shape::Text, "\"某县人大常委会办公室\"", "编发单位", "the body that publishes it")
        .example_en("\"Office of the Standing Committee\""),
    key(
        "approval",
        Shape::Text,
        "\"某简准字〔2025〕第1号\"",
        "批准文号，印在版记里",
        "approval number, in the colophon",
    )
    .example_en("\"No. 1 of 2025\""),
    key("editor", Shape::Text, "\"某某\"", "责任编辑", "editor in charge").example_en("\"A. Editor\""),
    key(
        "phone",
        Shape::Text,
        "\"0000-0000000\"",
        "电话；show_contacts = true 时才公开",
        "telephone, published with show_contacts = true only",
    ),
    key(
        "email",
        Shape::Text,
        "\"office@example.org\"",
        "电子邮箱；show_contacts = true 时才公开",
        "e-mail address, published with show_contacts = true only",
    ),
    key(
        "recipients",
        Shape::Text,
        "\"县委办公室，各乡镇人大主席团\"",
        "送：收件单位；show_contacts = true 时才公开",
        "who receives it, published with show_contacts = true only",
    )
    .example_en("\"Offices of the towns\""),
    key(
        "show_contacts",
        Shape::Flag,
        "true",
        "是否公开电话、邮箱和收件单位",
        "whether telephone, e-mail and recipients are published",
    )
    .default("false"),
    key("note", Shape::Text, "\"内部资料，免费交流\"", "版记里的附注", "a note in the colophon")
        .example_en("\"Free of charge\""),
];

const HOME: &[Key] = &[
    key(
        "figures",
        Shape::TextsOrMaps(HOME_FIGURES),
        "[\"suggestions.total\", \"suggestions.closed_rate\"]",
        "首页上的关键数字：指标，或 { indicator, region }；不写就自动选",
        "key figures: an indicator each, or { indicator, region }; left out, they are chosen",
    ),
    key("latest", Shape::Count, "6", "首页列几篇最新文章", "how many of the latest articles").default("10"),
];

const HOME_FIGURES: &[Key] = &[
    key("indicator", Shape::Text, "\"suggestions.total\"", "指标：代号或名称", "indicator: id or name")
        .needed(),
    key(
        "region",
        Shape::Text,
        "\"430000\"",
        "哪个地区的；不写就是本站的",
        "of which region; left out, the site's own",
    ),
];

const FOOTER: &[Key] = &[
    key("organiser", Shape::Text, "\"某县人大常委会\"", "主办单位", "the body responsible")
        .example_en("\"Standing Committee of the County Congress\""),
    key("operator", Shape::Text, "\"某县人大常委会办公室\"", "承办单位", "who runs it")
        .example_en("\"Office of the Standing Committee\""),
    key("address", Shape::Text, "\"某县某路1号\"", "通信地址", "postal address")
        .example_en("\"1 Example Road\""),
    key("icp", Shape::Text, "\"某ICP备00000000号\"", "网站备案号", "ICP record number"),
    key("police", Shape::Text, "\"某公网安备00000000000000号\"", "公安备案号", "record number of the police"),
    key(
        "site_code",
        Shape::Text,
        "\"0000000000\"",
        "政府网站标识码",
        "identification code of a government site",
    ),
    key("copyright", Shape::Text, "\"转载请注明出处\"", "版权或转载说明", "rights")
        .example_en("\"Name us when you quote\""),
    key(
        "links",
        Shape::Maps(LINKS),
        "[{ title = \"中国人大网\", url = \"http://www.npc.gov.cn/\" }]",
        "其他链接",
        "further links",
    ),
];

const LINKS: &[Key] = &[
    key("title", Shape::Text, "\"中国人大网\"", "链接的字", "what the link says").needed(),
    key("url", Shape::Text, "\"http://www.npc.gov.cn/\"", "网址", "address").needed(),
];

const THEME: &[Key] = &[
    key("accent", Shape::Colour, "\"#b3261a\"", "主色：标题线、链接", "main colour: rules and links"),
    key("paper", Shape::Colour, "\"#fdfcf9\"", "纸的底色", "the paper"),
    key("ink", Shape::Colour, "\"#1b1a17\"", "字的颜色", "the text"),
    key("ink-2", Shape::Colour, "\"#5d574d\"", "次要文字的颜色", "text of less weight"),
    key("rule", Shape::Colour, "\"#d8d1c2\"", "细线的颜色", "thin lines"),
];

const CONTENT: &[Key] = &[
    key("page_size", Shape::Count, "30", "列表每页几篇", "entries on a page of a list").default("20"),
    key(
        "reading_speed",
        Shape::Count,
        "500",
        "每分钟读几个字，用来估计阅读时间",
        "characters read in a minute, for reading times",
    )
    .default("400"),
    key("raw_html", Shape::Flag, "true", "是否放行文章里的 HTML", "whether HTML in texts is passed through")
        .default("false"),
];

const FEEDS: &[Key] =
    &[key("limit", Shape::Count, "50", "订阅源收几篇", "how many entries a feed has").default("20")];

const PICTURES: &[Key] = &[key(
    "png",
    Shape::Flag,
    "false",
    "图表和报告的图解是否另存 PNG；不存，页面也没有分享图",
    "whether charts and posters are made as PNG too; without, links to pages have no card",
)
.default("true")];

const LIMITS: &[Key] = &[
    key(
        "site_size",
        Shape::Text,
        "\"500 MB\"",
        "整个网站多大就警告：GitHub Pages 只收 1 GB；\"off\" 不管",
        "a larger site is warned of: GitHub Pages takes 1 GB; \"off\" for none",
    )
    .default("\"1 GB\""),
    key(
        "file_size",
        Shape::Text,
        "\"50 MB\"",
        "单个文件多大就警告：代码托管不收 100 MB 以上的；\"off\" 不管",
        "a larger file is warned of: code hosts refuse more than 100 MB; \"off\" for none",
    )
    .default("\"100 MB\""),
];

const DATA: &[Key] = &[
    key("licence", Shape::Text, "\"CC-BY-4.0\"", "数据文件的许可", "licence of the data files"),
    key(
        "licence_url",
        Shape::Address,
        "\"https://creativecommons.org/licenses/by/4.0/deed.zh-hans\"",
        "许可的网址",
        "address of the licence",
    )
    .example_en("\"https://creativecommons.org/licenses/by/4.0/\""),
    key(
        "sheets",
        Shape::Names,
        "{ \"建议.xlsx\" = \"2024年\" }",
        "content/_data 里的工作簿读哪一张表；工作簿要在那里才能写",
        "which sheet is read of a workbook of content/_data; the workbook must be there",
    ),
];
