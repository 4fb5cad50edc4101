//! Values at random: whatever is read keeps its promises, and nothing makes the reader panic.
//!
//! Texts are made of the grammar's own words, of letters that stand near them, and of noise. The seed is the same in every run
//! and printed with what fails; `YAOMU_RANDOM_VALUES` sets how many are tried, `YAOMU_RANDOM_SEED` where they begin.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;

use yaomu::figures::quantity::{self, Quantity};

use super::site::tree;

const SEED: u64 = 20_220_119;
const COUNT: u64 = 200_000;

/// The parts of a value, in their order.
const PARTS: [&[&str]; 7] = [
    &[
        "近",
        "约",
        "超过",
        "不到",
        "不少于",
        "上",
        "过",
        "突破",
        "逾",
        "至少",
        "≥",
        "<",
        "~",
        "增加",
        "增加到",
        "下降",
        "提高了",
        "降幅为",
        "翻",
        "较上年",
        "同比",
        "由",
        "从",
        "共",
        "达到",
        "均为",
        "其中",
        "百分之",
        "千分之",
        "万分之",
        "负",
        "-",
        "+",
    ],
    &[
        "0",
        "1",
        "2",
        "3",
        "5",
        "7",
        "9",
        "10",
        "60",
        "100",
        "460",
        "2022",
        "14.70",
        "3.16",
        "0.5",
        "5,100",
        "１２",
        "1/3",
        "一",
        "二",
        "两",
        "三",
        "四",
        "五",
        "六",
        "八",
        "九",
        "十",
        "零",
        "〇",
        "廿",
        "壹",
        "拾",
        "佰",
        "点",
        "點",
        "百",
        "千",
        "数百",
        "几十",
        "三四",
        "十五",
        "一百零五",
        "两万五",
        "一半",
        "半",
        "三分之二",
        "6",
        "八",
    ],
    &["余", "多", "来", "几", "餘", "点五", ".5"],
    &["万", "亿", "千", "百", "万亿", "千万", "兆", "萬", "億", "成", "成五", "分之一"],
    &[
        "件",
        "个",
        "名",
        "人次",
        "件次",
        "年",
        "月",
        "天",
        "小时",
        "个月",
        "个百分点",
        "个方面",
        "元",
        "元整",
        "倍",
        "番",
        "人(次)",
        "项（件）",
        "元/人",
        "桶",
        "kWh",
        "%",
        "％",
        "‰",
        "点",
        "千瓦",
        "百分点",
    ],
    &["半", "多", "余", "有余", "来", "多月"],
    &["以上", "左右", "以下", "以内", "上下", "+", "之间"],
];
/// How likely each is, of eight.
const LIKELY: [u64; 7] = [3, 8, 1, 2, 6, 1, 2];
/// What stands between the ends of a range.
const MARKS: &[&str] = &["-", "~", "～", "—", "–", "至", "到", " - ", "——"];
/// What belongs to no number, or to none in this place.
const NOISE: &[&str] = &[
    " ", "　", "\u{200B}", ".", ",", "，", "、", "(", ")", "第", "的", "𠀀", "é", "\u{0301}", "\u{FE0F}",
    "\n", "*", "全部", "均", "办结", "没有", "无", "未", "出现", "一例", "为", "了", "是", "有", "代表", "/",
    "分之", "成",
];

/// Numbers in a row that look like chance (splitmix64): no crate, the same on every machine.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len() as u64) as usize]
    }
}

/// The text number `index`: in half of them the parts stand in their order.
fn text(seed: u64, index: u64, out: &mut String) {
    out.clear();
    let mut chance = Chance(seed ^ index.wrapping_mul(0xD134_2543_DE82_EF95));
    if chance.below(2) == 0 {
        for _ in 0..=chance.below(7) {
            let part = chance.below(PARTS.len() as u64 + 1);
            out.push_str(chance.one_of(PARTS.get(part as usize).unwrap_or(&NOISE)));
        }
        return;
    }
    loop {
        for (part, likely) in PARTS.iter().zip(LIKELY) {
            if chance.below(8) < likely {
                out.push_str(chance.one_of(part));
            }
        }
        if chance.below(8) > 0 {
            break;
        }
        out.push_str(chance.one_of(MARKS));
    }
    if chance.below(8) == 0 {
        let places: Vec<usize> = out.char_indices().map(|(at, _)| at).collect();
        let at = places[chance.below(places.len() as u64) as usize];
        match char::from_u32(chance.below(0x20_0000) as u32) {
            Some(letter) => out.insert(at, letter),
            None => out.insert_str(at, chance.one_of(NOISE)),
        }
    }
}

/// What a value that was read promises.
fn keeps_its_promises(it: &Quantity) -> Result<(), String> {
    if it.lower.is_some_and(|lower| lower > it.number) || it.upper.is_some_and(|upper| it.number > upper) {
        return Err(format!("the number is not within its bounds: {it:?}"));
    }
    let normal = it.canonical();
    let again = quantity::parse(&normal).map_err(|unread| format!("`{normal}` is not read: {unread:?}"))?;
    let meaning =
        |it: &Quantity| (it.number, it.unit.clone(), it.qualifier, it.lower, it.upper, it.direction);
    if meaning(it) != meaning(&again) {
        return Err(format!("`{normal}` is another value\n{it:?}\n{again:?}"));
    }
    if again.canonical() != normal {
        return Err(format!("`{normal}` has another normal form: `{}`", again.canonical()));
    }
    Ok(())
}

/// Tries the texts `indices`; how many were read, and what went wrong.
fn try_out(seed: u64, indices: std::ops::Range<u64>) -> (u64, Vec<String>) {
    let (mut read, mut wrong) = (0, Vec::new());
    let mut out = String::new();
    for index in indices {
        text(seed, index, &mut out);
        let tried = catch_unwind(AssertUnwindSafe(|| match quantity::parse(&out) {
            Ok(it) => keeps_its_promises(&it).map(|()| true),
            Err(unread) if out.get(unread.range.clone()).is_none() => {
                Err(format!("a place in no text: {unread:?}"))
            }
            Err(_) => Ok(false),
        }));
        match tried {
            Ok(Ok(is_read)) => read += u64::from(is_read),
            Ok(Err(why)) => wrong.push(format!("{index} {out:?}: {why}")),
            Err(_) => wrong.push(format!("{index} {out:?}: a panic")),
        }
        if wrong.len() > 10 {
            break;
        }
    }
    (read, wrong)
}

#[test]
fn values_at_random_keep_their_promises() {
    let set = |name: &str, otherwise| std::env::var(name).map_or(otherwise, |it| it.parse().unwrap());
    let (seed, count) = (set("YAOMU_RANDOM_SEED", SEED), set("YAOMU_RANDOM_VALUES", COUNT));
    let threads = thread::available_parallelism().map_or(1, |it| it.get() as u64);
    let workers: Vec<_> = (0..threads)
        .map(|it| (count * it / threads)..(count * (it + 1) / threads))
        .map(|indices| thread::spawn(move || try_out(seed, indices)))
        .collect();
    let (mut read, mut wrong) = (0, Vec::new());
    for worker in workers {
        let (more, bad) = worker.join().unwrap();
        read += more;
        wrong.extend(bad);
    }
    println!("{count} texts from seed {seed}: {read} were read");
    assert!(wrong.is_empty(), "seed {seed}\n{}", wrong.join("\n"));
    // Chance that makes nothing but errors would test nothing.
    assert!(read > count / 10, "{read}");
}

/// What the fuzzer has found worth keeping, and values of the golden tables: one in each file.
#[test]
fn the_corpus_of_the_fuzzer_keeps_its_promises() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/quantity");
    let (mut read, mut unread) = (0, 0);
    for (name, bytes) in tree(&folder) {
        let text = String::from_utf8_lossy(&bytes);
        match quantity::parse(&text) {
            Ok(it) => {
                read += 1;
                keeps_its_promises(&it).unwrap_or_else(|why| panic!("{name} {text:?}: {why}"));
            }
            Err(it) => {
                unread += 1;
                assert!(text.get(it.range.clone()).is_some(), "{name} {text:?}: {it:?}");
            }
        }
    }
    assert!(read > 200 && unread > 50, "{read} read, {unread} not");
}
