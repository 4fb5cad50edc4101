//! Every word the built-in theme shows, in Chinese and in English.
//!
//! A template writes `{{ t.source }}`; a word in braces inside a text (`{n}`) is replaced by the template. A text that
//! is joined to another (`colon`, `list_joint`) carries its own spaces.

use crate::diag::Language;

/// The texts of the theme in `language`: key and text, sorted by key, the same keys in every language.
pub fn messages(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::Chinese => CHINESE,
        Language::English => ENGLISH,
    }
}

const CHINESE: &[(&str, &str)] = &[
    ("accepted", "核对：{finding}。说明：{reason}"),
    ("accessed", "查阅日期"),
    ("address", "地址"),
    ("all_entries", "全部文章"),
    ("all_figures", "全部数字"),
    ("and_more", "等 {n} 个来源"),
    ("approval", "批准文号"),
    ("archive", "归档"),
    ("author", "作者"),
    ("better", "方向"),
    ("bound_lower", "不少于 {n}"),
    ("bound_most", "不超过 {n}"),
    ("bound_upper", "不到 {n}"),
    ("breadcrumb", "当前位置"),
    ("caption_joint", "："),
    ("category", "类别"),
    ("chart_data", "看数据"),
    ("chart_left_out", "另有 {n} 个地区未画出，见下表"),
    ("chart_no_data", "没有这个指标的数字。"),
    ("chart_not_comparable", "这些数字的口径、时期或层级不同，放在一张图上会误导，所以只列表。"),
    ("chart_one_figure", "这个指标只有一个数字，画不成图。"),
    ("chart_refused", "不画图的原因："),
    ("charts", "图解"),
    ("cite", "引用"),
    ("clause_joint", "，"),
    ("close", "关闭"),
    ("colon", "："),
    ("column", "列"),
    ("columns", "数据表的列"),
    ("columns_caption", "figures.csv 各列的含义"),
    ("conflict_apart", "{low}与{high}没有共同的取值，不会都对"),
    ("conflicts", "说法不一"),
    ("conflicts_hint", "同一件事，各处数字不同。各种说法并列如下，不作取舍。"),
    ("contents", "目录"),
    ("copied", "已复制"),
    ("copy_citation", "复制引用"),
    ("corrected", "本文有更正"),
    ("correction_now", "更正为"),
    ("correction_reason", "原因"),
    ("correction_was", "原文"),
    ("corrections", "更正"),
    ("data", "数据"),
    ("definition", "口径"),
    ("definition_none", "未注明"),
    ("denominator", "分母"),
    ("download", "下载"),
    ("download_csv", "下载 CSV"),
    ("edited_by", "{publisher}编"),
    ("editor", "编辑"),
    ("email", "邮箱"),
    ("entries", "文章"),
    ("entries_n", "共 {n} 篇"),
    ("feed", "订阅"),
    ("figure_in_table", "看表中此行"),
    ("figures", "文中数字"),
    ("figures_caption", "文中数字及其口径、时期和出处"),
    ("figures_n", "{n} 个数字"),
    ("files", "数据文件"),
    ("footer_links", "页脚链接"),
    ("formula", "算法"),
    ("full_text", "阅读全文"),
    ("home", "首页"),
    ("how_to_cite", "如何引用"),
    ("in_conflict", "说法不一"),
    ("indicator", "指标"),
    ("indicator_id", "代码"),
    ("indicators", "指标"),
    ("key_figures", "关键数字"),
    ("kind", "类型"),
    ("kind_report", "工作报告"),
    ("latest", "最新摘编"),
    ("latest_issue", "最新一期"),
    ("length", "约 {characters} 字，阅读约 {minutes} 分钟"),
    ("level_of", "层级：{level}"),
    ("level_region", "层级：{level}"),
    ("level_short", "{level}级"),
    ("licence", "许可"),
    ("list_joint", "、"),
    ("made_with", "生成工具："),
    ("managing_editor", "责任编辑"),
    ("meaning", "含义"),
    ("menu", "栏目"),
    ("moved", "此页已移到新地址"),
    ("neighbours", "上一篇和下一篇"),
    ("next_issue", "下一期"),
    ("next_page", "下一篇"),
    ("no_date", "无日期"),
    ("not_found", "没有这一页"),
    ("not_found_hint", "您要找的页面不在这里：也许已经移走，也许地址有误。请从上面的栏目或首页找起。"),
    ("note", "注"),
    ("notes", "说明"),
    ("nothing_yet", "暂无内容。"),
    ("og_locale", "zh_CN"),
    ("operator", "承办单位"),
    ("organiser", "主办单位"),
    ("original", "原文"),
    ("other_language", "en"),
    ("other_name", "英文名"),
    ("page_of", "第 {n} 页，共 {count} 页"),
    ("pager", "翻页"),
    ("pager_newer", "上一页"),
    ("pager_older", "下一页"),
    ("paren_close", "）"),
    ("paren_open", "（"),
    ("period", "时期"),
    ("phone", "联系电话"),
    ("previous_issue", "上一期"),
    ("previous_page", "上一篇"),
    ("print", "打印"),
    ("publication", "原载"),
    ("published", "发布日期"),
    ("recipients", "送："),
    ("region", "地区"),
    ("region_code", "区划代码"),
    ("regions", "地区"),
    ("regions_below", "下级地区"),
    ("report_in_figures", "报告数说"),
    ("rows_n", "{n} 条"),
    ("sections", "子栏目"),
    ("series", "系列"),
    ("series_next", "本系列下一篇"),
    ("series_previous", "本系列上一篇"),
    ("site_code", "网站标识码"),
    ("size_large", "字号：大"),
    ("size_larger", "字号：特大"),
    ("size_normal", "字号：标准"),
    ("skip", "跳到正文"),
    ("source", "来源"),
    ("source_and_note", "出处与说明"),
    ("synonyms", "又称"),
    ("tags", "标签"),
    ("theme_auto", "配色：自动"),
    ("theme_dark", "配色：深色"),
    ("theme_light", "配色：浅色"),
    ("this_page", "本页网址"),
    ("title_joint", " - "),
    ("to_home", "回到首页"),
    ("told_elsewhere", "他处"),
    ("topics", "主题"),
    ("total_figures", "数字"),
    ("total_indicators", "指标"),
    ("total_regions", "地区"),
    ("total_sources", "来源"),
    ("unit", "单位"),
    ("units_too", "可用单位"),
    ("unless_said", "未另注明的"),
    ("updated", "更新"),
    ("value", "数值"),
    ("yaomu", "要目"),
    ("years", "年份"),
];

const ENGLISH: &[(&str, &str)] = &[
    ("accepted", "Checked: {finding}. Why it stands: {reason}"),
    ("accessed", "Accessed"),
    ("address", "Address"),
    ("all_entries", "All entries"),
    ("all_figures", "All figures"),
    ("and_more", " and more, {n} sources in all"),
    ("approval", "Approval number"),
    ("archive", "Archive"),
    ("author", "Author"),
    ("better", "Better when"),
    ("bound_lower", "at least {n}"),
    ("bound_most", "at most {n}"),
    ("bound_upper", "below {n}"),
    ("breadcrumb", "You are here"),
    ("caption_joint", ": "),
    ("category", "Category"),
    ("chart_data", "Show the numbers"),
    ("chart_left_out", "{n} more regions are in the table below"),
    ("chart_no_data", "There are no figures for this indicator."),
    (
        "chart_not_comparable",
        "These figures differ in definition, kind of period or level; on one axis they would mislead, so here they stand as a table.",
    ),
    ("chart_one_figure", "There is only one figure, which makes no chart."),
    ("chart_refused", "Why there is no chart: "),
    ("charts", "Charts"),
    ("cite", "Cite"),
    ("clause_joint", ", "),
    ("close", "Close"),
    ("colon", ": "),
    ("column", "Column"),
    ("columns", "Columns of the table"),
    ("columns_caption", "What the columns of figures.csv mean"),
    ("conflict_apart", "{low} and {high} have no value in common: they cannot both be right"),
    ("conflicts", "Sources disagree"),
    (
        "conflicts_hint",
        "Figures of the same thing that cannot all be right, side by side. None is preferred.",
    ),
    ("contents", "Contents"),
    ("copied", "Copied"),
    ("copy_citation", "Copy citation"),
    ("corrected", "This text has been corrected"),
    ("correction_now", "Now"),
    ("correction_reason", "Reason"),
    ("correction_was", "Was"),
    ("corrections", "Corrections"),
    ("data", "Data"),
    ("definition", "Definition"),
    ("definition_none", "not stated"),
    ("denominator", "Share of"),
    ("download", "Download"),
    ("download_csv", "Download CSV"),
    ("edited_by", "Edited by {publisher}"),
    ("editor", "Editor"),
    ("email", "E-mail"),
    ("entries", "Entries"),
    ("entries_n", "Entries: {n}"),
    ("feed", "Feed"),
    ("figure_in_table", "See its row"),
    ("figures", "Figures in this text"),
    ("figures_caption", "Figures in this text with definition, period and source"),
    ("figures_n", "Figures: {n}"),
    ("files", "Files"),
    ("footer_links", "Footer links"),
    ("formula", "Formula"),
    ("full_text", "Read the full text"),
    ("home", "Home"),
    ("how_to_cite", "How to cite"),
    ("in_conflict", "Sources disagree"),
    ("indicator", "Indicator"),
    ("indicator_id", "Identifier"),
    ("indicators", "Indicators"),
    ("key_figures", "Key figures"),
    ("kind", "Kind"),
    ("kind_report", "Work report"),
    ("latest", "Latest"),
    ("latest_issue", "Latest issue"),
    ("length", "{characters} characters, {minutes} min read"),
    ("level_of", "Level: {level}"),
    ("level_region", "Level: {level}"),
    ("level_short", "{level} level"),
    ("licence", "Licence"),
    ("list_joint", ", "),
    ("made_with", "Made with "),
    ("managing_editor", "Managing editor"),
    ("meaning", "Meaning"),
    ("menu", "Sections"),
    ("moved", "This page has moved"),
    ("neighbours", "Previous and next"),
    ("next_issue", "Next issue"),
    ("next_page", "Newer"),
    ("no_date", "No date"),
    ("not_found", "Page not found"),
    (
        "not_found_hint",
        "What you are looking for is not here. It may have moved, or the address may be wrong. Try the sections above, or the home page.",
    ),
    ("note", "Note"),
    ("notes", "Notes"),
    ("nothing_yet", "Nothing here yet."),
    ("og_locale", "en_US"),
    ("operator", "Operated by"),
    ("organiser", "Organised by"),
    ("original", "Original"),
    ("other_language", "zh-CN"),
    ("other_name", "Chinese name"),
    ("page_of", "Page {n} of {count}"),
    ("pager", "Pages"),
    ("pager_newer", "Previous"),
    ("pager_older", "Next"),
    ("paren_close", ")"),
    ("paren_open", " ("),
    ("period", "Period"),
    ("phone", "Phone"),
    ("previous_issue", "Previous issue"),
    ("previous_page", "Older"),
    ("print", "Print"),
    ("publication", "Publication"),
    ("published", "Published"),
    ("recipients", "To: "),
    ("region", "Region"),
    ("region_code", "Region code"),
    ("regions", "Regions"),
    ("regions_below", "Regions below"),
    ("report_in_figures", "The report in figures"),
    ("rows_n", "Rows: {n}"),
    ("sections", "Subsections"),
    ("series", "Series"),
    ("series_next", "Next in series"),
    ("series_previous", "Previous in series"),
    ("site_code", "Site code"),
    ("size_large", "Text: large"),
    ("size_larger", "Text: extra large"),
    ("size_normal", "Text: normal"),
    ("skip", "Skip to the text"),
    ("source", "Source"),
    ("source_and_note", "Source and notes"),
    ("synonyms", "Also called"),
    ("tags", "Tags"),
    ("theme_auto", "Colours: auto"),
    ("theme_dark", "Colours: dark"),
    ("theme_light", "Colours: light"),
    ("this_page", "This page"),
    ("title_joint", " - "),
    ("to_home", "Back to the home page"),
    ("told_elsewhere", "Elsewhere"),
    ("topics", "Topics"),
    ("total_figures", "Figures"),
    ("total_indicators", "Indicators"),
    ("total_regions", "Regions"),
    ("total_sources", "Sources"),
    ("unit", "Unit"),
    ("units_too", "Accepted"),
    ("unless_said", "Unless said otherwise"),
    ("updated", "Updated"),
    ("value", "Value"),
    ("yaomu", "Contents"),
    ("years", "Years"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(language: Language) -> Vec<&'static str> {
        messages(language).iter().map(|(key, _)| *key).collect()
    }

    /// The words in braces of a text, sorted.
    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_eq!(keys(Language::Chinese), keys(Language::English));
    }

    #[test]
    fn keys_are_sorted_and_stand_once() {
        assert!(keys(Language::Chinese).windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// `word("…")` in the code and `t.…` in the templates: a word that is missing shows as nothing.
    #[test]
    fn every_word_that_is_asked_for_is_there() {
        static RENDER: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/src/render");
        let known = keys(Language::Chinese);
        let code = RENDER.files().filter_map(|file| file.contents_utf8());
        let mut asked: Vec<&str> = code
            .flat_map(|text| text.split("word(\"").skip(1))
            .filter_map(|it| it.split('"').next())
            .collect();
        let is_letter = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        for (_, text) in crate::theme::templates() {
            for part in text.split([' ', '{', '(', '=']).filter_map(|it| it.strip_prefix("t.")) {
                asked.push(part.split(|letter| !is_letter(letter)).next().unwrap_or_default());
            }
        }
        asked.retain(|key| !known.contains(key));
        assert!(asked.is_empty(), "{asked:?}");
    }

    #[test]
    fn no_text_is_empty_and_both_languages_fill_in_the_same_words() {
        for ((key, chinese), (_, english)) in CHINESE.iter().zip(ENGLISH) {
            assert!(!chinese.is_empty() && !english.is_empty(), "{key}");
            assert_eq!(places(chinese), places(english), "{key}");
        }
    }
}
