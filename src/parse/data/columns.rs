//! The columns of a table of figures, with the heads that people give them.
//!
//! They are the keys of a long entry and the columns of `figures.csv`, so that what the site gives out goes in again.

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The key it is read under.
    pub key: &'static str,
    /// Its other heads, without spaces and in small letters.
    pub heads: &'static [&'static str],
    /// Whether it says again what other columns say: it is compared with them, or passed over.
    pub is_derived: bool,
}

const fn read(key: &'static str, heads: &'static [&'static str]) -> Column {
    Column { key, heads, is_derived: false }
}

const fn derived(key: &'static str, heads: &'static [&'static str]) -> Column {
    Column { key, heads, is_derived: true }
}

/// All columns.
pub const COLUMNS: [Column; 36] = [
    read("indicator", &["指标", "指标编号", "指标代码"]),
    derived("indicator_name", &["指标名称", "指标名"]),
    read("region", &["地区", "地区代码", "行政区划", "行政区划代码", "区划代码"]),
    derived("region_name", &["地区名称", "地区名", "行政区划名称"]),
    read("level", &["层级", "级别"]),
    read("category", &["类别", "分类", "分项"]),
    read("period", &["时期", "年份", "年度", "时间"]),
    derived("period_kind", &["时期种类", "时期类型"]),
    derived("period_start", &["时期起点", "起点", "开始日期", "起始日期"]),
    derived("period_end", &["时期终点", "终点", "结束日期", "截止日期"]),
    read("value", &["数值", "值", "原文数值"]),
    derived("number", &["换算数", "数字"]),
    derived("lower", &["下界", "下限"]),
    derived("upper", &["上界", "上限"]),
    derived("qualifier", &["限定", "限定词"]),
    derived("unit", &["单位", "计量单位"]),
    read("definition", &["口径", "定义"]),
    read("denominator", &["分母"]),
    read("change", &["变化", "增减", "变动"]),
    read("change_against", &["比较对象", "与什么相比"]),
    read("at", &["出处", "位置", "原文位置"]),
    read("note", &["说明", "备注", "注"]),
    read("parts_complete", &["分项齐全"]),
    read("accept", &["认可"]),
    read("source_name", &["source", "来源", "来源名称"]),
    read("source_url", &["来源网址", "来源地址", "来源链接", "网址"]),
    read("source_date", &["来源日期"]),
    read("source_author", &["来源作者", "作者"]),
    read("source_editor", &["来源编辑", "编辑"]),
    read("source_accessed", &["查阅日期"]),
    read("source_licence", &["来源许可", "许可"]),
    derived("id", &["编号", "数字编号"]),
    derived("article", &["文章", "文章地址"]),
    derived("source_id", &["来源编号"]),
    derived("status", &["状态"]),
    derived("in_conflict", &["说法不同", "有冲突"]),
];

/// The column that a head names.
pub fn of_head(head: &str) -> Option<&'static Column> {
    let plain: String = head.chars().filter(|it| !it.is_whitespace()).collect::<String>().to_lowercase();
    COLUMNS.iter().find(|it| it.key == plain || it.heads.contains(&plain.as_str()))
}

/// How many of `cells` are heads.
pub fn heads_among<'c>(cells: impl Iterator<Item = &'c str>) -> usize {
    cells.filter(|it| of_head(it).is_some()).count()
}

/// Every head there is.
pub fn all_heads() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().flat_map(|it| std::iter::once(it.key).chain(it.heads.iter().copied()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_head_has_two_meanings() {
        let heads: Vec<&str> = all_heads().collect();
        let different: BTreeSet<&&str> = heads.iter().collect();
        assert_eq!(heads.len(), different.len());
    }

    #[test]
    fn heads_are_found_however_they_are_spaced() {
        for (head, key) in [
            (" 数　值\n", "value"),
            ("Indicator", "indicator"),
            ("source", "source_name"),
            ("指标名称", "indicator_name"),
        ] {
            assert_eq!(of_head(head).map(|it| it.key), Some(key), "{head}");
        }
        assert!(of_head("合计").is_none() && of_head("").is_none());
    }
}
