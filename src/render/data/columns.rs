//! What the tables hold: every column with its meaning, its type and what its cells must be.

use crate::diag::Language;
use crate::figures::catalogue::{Better, Kind, Tier};
use crate::figures::period::PeriodKind;
use crate::figures::quantity::Qualifier;
use crate::figures::region::Level;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// What its cells are.
    pub cells: Cells,
    /// Whether every row has it.
    pub required: bool,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug)]
pub enum Cells {
    /// Any text.
    Text,
    /// Any text, in no two rows the same.
    Key,
    /// A number.
    Number,
    /// A whole number, not below this.
    Whole(u32),
    /// A day.
    Day,
    /// A text that this pattern matches as a whole.
    Pattern(&'static str),
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
}

impl Column {
    /// What it holds, in `language`.
    pub fn meaning(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

const fn column(name: &'static str, cells: Cells, zh: &'static str, en: &'static str) -> Column {
    Column { name, zh, en, cells, required: false }
}

/// A code after GB/T 2260; what lies below a county has three or six digits more.
const CODE: Cells = Cells::Pattern("[0-9]{6}([0-9]{3}){0,2}");
/// A year, a month or a day.
const PARTIAL_DATE: Cells = Cells::Pattern("[0-9]{4}(-[0-9]{2}){0,2}");
const ADDRESS: Cells = Cells::Pattern("https?://\\S+");
/// As [`super::sources`] makes it.
const SOURCE_ID: Cells = Cells::Pattern("s-[0-9a-f]{12}");
const STATUS: Cells = Cells::Pattern("(conflict|corrected|accepted)( (conflict|corrected|accepted)){0,2}");

fn levels() -> Vec<&'static str> {
    Level::ALL.map(Level::letter).to_vec()
}

fn period_kinds() -> Vec<&'static str> {
    PeriodKind::ALL.map(PeriodKind::as_str).to_vec()
}

fn qualifiers() -> Vec<&'static str> {
    Qualifier::ALL.map(Qualifier::as_str).to_vec()
}

fn kinds() -> Vec<&'static str> {
    Kind::ALL.map(Kind::as_str).to_vec()
}

fn betters() -> Vec<&'static str> {
    Better::ALL.map(Better::as_str).to_vec()
}

fn tiers() -> Vec<&'static str> {
    Tier::ALL.map(Tier::as_str).to_vec()
}

/// The columns of figures.csv, and the keys of figures.json.
pub const FIGURES: [Column; 31] = [
    column("id", Cells::Key, "数字的固定编号", "fixed id of the figure").required(),
    column("indicator", Cells::Text, "指标编号", "id of the indicator").required(),
    column("indicator_name", Cells::Text, "指标名称", "name of the indicator").required(),
    column("region", CODE, "行政区划代码", "region code").required(),
    column("region_name", Cells::Text, "地区名称", "name of the region").required(),
    column(
        "level",
        Cells::OneOf(levels),
        "所数机构的层级：国、省、市、县、乡",
        "whose bodies are counted: 国 省 市 县 乡",
    )
    .required(),
    column("category", Cells::Text, "分类中的一类", "part of a partition"),
    column("period", Cells::Text, "时期，照原文", "period as written").required(),
    column(
        "period_kind",
        Cells::OneOf(period_kinds),
        "时期的种类：year、session、term、term-to-date、as-of、campaign",
        "kind of period: year, session, term, term-to-date, as-of, campaign",
    )
    .required(),
    column("period_start", PARTIAL_DATE, "时期的起点（年、月或日）", "first year, month or day").required(),
    column(
        "period_end",
        PARTIAL_DATE,
        "时期的终点（年、月或日）；空：还没有终点",
        "last year, month or day; empty: open",
    ),
    column("value", Cells::Text, "数值，照原文", "value as the source wrote it").required(),
    column("number", Cells::Number, "数值换成的数", "the value as a number").required(),
    column("lower", Cells::Number, "下界（含）；空：没有下界", "lower bound, included; empty: open"),
    column(
        "upper",
        Cells::Number,
        "上界（与下界相等时含，否则不含）；空：没有上界",
        "upper bound, not included unless it equals the lower one; empty: open",
    ),
    column(
        "qualifier",
        Cells::OneOf(qualifiers),
        "限定：exact、approx-below（近）、at-least（余、多、超）、about（约）、range、all（全部）、none（没有）",
        "qualifier: exact, approx-below (近), at-least (余, 多, 超), about (约), range, all (全部), none (没有)",
    )
    .required(),
    column("unit", Cells::Text, "单位", "unit"),
    column("definition", Cells::Text, "口径", "what counts"),
    column("denominator", Cells::Text, "分母", "what it is a share of"),
    column("change", Cells::Text, "变化，照原文", "change as written"),
    column("change_against", Cells::Text, "与什么相比", "against what"),
    column("at", Cells::Text, "在来源中的位置", "where in the source"),
    column("note", Cells::Text, "说明", "note"),
    column(
        "parts_complete",
        Cells::Text,
        "分项是否齐全：true，或者齐全的那几种分法的指标代码，用分号隔开",
        "whether its parts are complete: true, or the ids of the partitions that are, with semicolons between",
    ),
    column(
        "accept",
        Cells::Text,
        "接受了哪些检查结果：规则和理由，用分号隔开",
        "findings of checks that are accepted: rule and reason, with semicolons between",
    ),
    column("source_name", Cells::Text, "来源名称", "name of the source"),
    column("source_url", ADDRESS, "来源地址", "address of the source"),
    column("source_date", Cells::Day, "来源日期", "date of the source"),
    column("source_id", SOURCE_ID, "来源编号，见 sources.csv", "id of the source, see sources.csv"),
    column("article", Cells::Text, "本站文章的地址", "address of the article of this site"),
    column(
        "status",
        STATUS,
        "状态：conflict（别的来源说法不同）、corrected（更正过）、accepted（有一处检查结果经说明理由后接受）；几种都有时用空格隔开",
        "status: conflict (another source contradicts it), corrected, accepted (a finding about it was accepted with a reason); \
         several are separated by spaces",
    ),
];

/// The columns of indicators.csv.
pub const INDICATORS: [Column; 12] = [
    column("id", Cells::Key, "指标编号", "id of the indicator").required(),
    column("function", Cells::Text, "人大职能：立法、监督等", "function of the congress"),
    column("name_zh", Cells::Text, "中文名称", "name in Chinese").required(),
    column("name_en", Cells::Text, "英文名称", "name in English"),
    column("unit", Cells::Text, "主要单位", "main unit"),
    column("units", Cells::Text, "可用的单位，用顿号隔开", "accepted units, separated by 、"),
    column("kind", Cells::OneOf(kinds), "数的种类", "kind of number").required(),
    column(
        "better",
        Cells::OneOf(betters),
        "方向：越高（up）或越低（down）越好，或无（neutral）",
        "which way is better",
    )
    .required(),
    column("formula", Cells::Text, "算法或说明（英文）", "formula or note"),
    column("formula_zh", Cells::Text, "算法或说明", "formula or note in Chinese"),
    column("synonyms", Cells::Text, "别的叫法，用顿号隔开", "words it goes by, separated by 、"),
    column(
        "tier",
        Cells::OneOf(tiers),
        "core：常见；ext：少见",
        "core: most congresses report it; ext: some do",
    )
    .required(),
];

/// The columns of regions.csv.
pub const REGIONS: [Column; 7] = [
    column("code", CODE, "行政区划代码", "region code").required(),
    column("name", Cells::Text, "名称", "name").required(),
    column("level", Cells::OneOf(levels), "层级：国、省、市、县、乡", "level: 国 省 市 县 乡").required(),
    column("parent", CODE, "上级地区的代码", "code of the region it lies in"),
    column("valid_from", PARTIAL_DATE, "从何时起用这个代码和名称", "since when it has this code and name"),
    column("valid_to", PARTIAL_DATE, "用到何时", "until when"),
    column("successor", CODE, "接续它的地区的代码", "code of the region that came after it"),
];

/// The columns of sources.csv.
pub const SOURCES: [Column; 9] = [
    column("id", SOURCE_ID, "来源编号，由名称、地址和日期得出", "id, made of name, address and date")
        .required(),
    column("name", Cells::Text, "名称", "name"),
    column("url", ADDRESS, "地址", "address"),
    column("author", Cells::Text, "作者", "author"),
    column("editor", Cells::Text, "编辑", "editor"),
    column("date", Cells::Day, "日期", "date"),
    column("accessed", Cells::Day, "查阅日期", "when it was read"),
    column("licence", Cells::Text, "许可", "licence"),
    column("figures", Cells::Whole(1), "出自它的数字有几个", "how many figures come from it").required(),
];
