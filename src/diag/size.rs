//! Diagnostics on what a site weighs against what its host takes.

use super::{Diagnostic, Language, Place};

/// Bytes in few digits: 1.3 GB, 340 MB. What is under a megabyte is not worth a number here.
fn size(bytes: u64, language: Language) -> String {
    let tenths = bytes / 100_000_000;
    match (bytes / 1_000_000, language) {
        (1_000.., _) if tenths.is_multiple_of(10) => format!("{} GB", tenths / 10),
        (1_000.., _) => format!("{}.{} GB", tenths / 10, tenths % 10),
        (1.., _) => format!("{} MB", bytes / 1_000_000),
        (0, Language::Chinese) => "不到 1 MB".to_owned(),
        (0, Language::English) => "under 1 MB".to_owned(),
    }
}

/// A limit, which may be smaller than what is worth a number elsewhere.
fn limit(bytes: u64, language: Language) -> String {
    if bytes < 1_000_000 { format!("{} kB", bytes.div_ceil(1000)) } else { size(bytes, language) }
}

fn listed(parts: &[(u64, &str)], language: Language) -> String {
    let part = |&(bytes, name): &(u64, &str)| match (size(bytes, language), language) {
        (size, Language::Chinese) => format!("`{name}`（{size}）"),
        (size, Language::English) => format!("`{name}` ({size})"),
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    parts.join(if language == Language::Chinese { "、" } else { ", " })
}

/// A site of more bytes than its host takes; `parts` are its largest folders and files.
pub fn site_too_large(place: Place, bytes: u64, most: u64, parts: &[(u64, &str)]) -> Diagnostic {
    let (zh, en) = (Language::Chinese, Language::English);
    Diagnostic::warning(
        "site-too-large",
        place,
        format!(
            "整个网站（{}）超过上限 {}，托管方可能拒绝发布；最大的是 {}",
            size(bytes, zh),
            limit(most, zh),
            listed(parts, zh)
        ),
        format!(
            "the site ({}) is over the limit of {}, and its host may refuse it; the largest are {}",
            size(bytes, en),
            limit(most, en),
            listed(parts, en)
        ),
    )
    .help(
        "把视频、扫描件移到别处再链接；`[pictures]` 下写 `png = false` 不做 PNG；托管方收得下更多，就改 `[limits]` 的 `site_size`（`\"off\"` 不限）",
        "move videos and scans elsewhere and link them; `png = false` under `[pictures]` makes no PNG; where the host takes more, set `site_size` under `[limits]` (`\"off\"`: none)",
    )
}

/// Files of more bytes than a Git host takes, the largest first.
pub fn large_file(place: Place, most: u64, files: &[(u64, &str)]) -> Diagnostic {
    let (zh, en) = (Language::Chinese, Language::English);
    Diagnostic::warning(
        "large-file",
        place,
        format!("单个文件超过 {}，GitHub 等会拒绝推送：{}", limit(most, zh), listed(files, zh)),
        format!("over {} in one file, which hosts such as GitHub refuse to take: {}", limit(most, en), listed(files, en)),
    )
    .help(
        "压缩它、拆成几个，或者放到别处再链接；不用 Git 发布，就在 `[limits]` 下写 `file_size = \"off\"`",
        "compress it, split it, or put it elsewhere and link it; where the site is not published by Git, set `file_size = \"off\"` under `[limits]`",
    )
}
