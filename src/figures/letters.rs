//! One shape for each letter before reading: full-width forms become ASCII, traditional ones of the domain simplified.
//!
//! Letter for letter, so that places in the folded text are places in the original.

/// `letter` as the readers of this folder expect it.
pub(super) fn fold(letter: char) -> char {
    match letter {
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\t' | '\n' | '\r' => ' ',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{FE63}' => '-',
        '\u{223C}' | '\u{301C}' => '~',
        '\u{2012}' | '\u{2013}' | '\u{2015}' | '\u{2500}' | '\u{FE58}' => '—',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{FE50}' => ',',
        '\u{FE6A}' => '%',
        '\u{FE62}' => '+',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(letter) - u32::from('\u{FF01}') + u32::from('!')).unwrap_or(letter)
        }
        other => simplified(other),
    }
}

/// The simplified form of the traditional letters that numbers, units, hedges and session names are made of.
fn simplified(letter: char) -> char {
    match letter {
        '億' => '亿',
        '萬' => '万',
        '餘' => '余',
        '約' => '约',
        '個' => '个',
        '點' => '点',
        '兩' => '两',
        '幾' => '几',
        '數' => '数',
        '達' => '达',
        '過' => '过',
        '於' => '于',
        '來' => '来',
        '無' => '无',
        '沒' => '没',
        '條' => '条',
        '項' => '项',
        '戶' => '户',
        '場' => '场',
        '張' => '张',
        '處' => '处',
        '類' => '类',
        '間' => '间',
        '屆' => '届',
        '會' => '会',
        '議' => '议',
        '國' => '国',
        '縣' => '县',
        '區' => '区',
        '鄉' => '乡',
        '鎮' => '镇',
        '發' => '发',
        '現' => '现',
        '總' => '总',
        '計' => '计',
        '將' => '将',
        '減' => '减',
        '長' => '长',
        '較' => '较',
        '畝' => '亩',
        '噸' => '吨',
        '員' => '员',
        '對' => '对',
        '隻' => '只',
        '臺' => '台',
        '輛' => '辆',
        '週' => '周',
        '時' => '时',
        '鐘' => '钟',
        '節' => '节',
        '為' => '为',
        '實' => '实',
        '貳' => '贰',
        '參' => '叁',
        '陸' => '陆',
        '內' => '内',
        '蓋' => '盖',
        '從' => '从',
        '歲' => '岁',
        '佔' => '占',
        '僅' => '仅',
        '昇' => '升',
        '與' => '与',
        '環' => '环',
        '淨' => '净',
        '漲' => '涨',
        '壓' => '压',
        '縮' => '缩',
        '擴' => '扩',
        '維' => '维',
        '穩' => '稳',
        '圓' | '圆' => '元',
        '叄' => '叁',
        '滿' => '满',
        '負' => '负',
        '辦' => '办',
        '結' => '结',
        '輪' => '轮',
        '組' => '组',
        '級' => '级',
        '頁' => '页',
        '冊' => '册',
        '門' => '门',
        '頭' => '头',
        '層' => '层',
        '種' => '种',
        '筆' => '笔',
        '頃' => '顷',
        '單' => '单',
        '課' => '课',
        '產' => '产',
        '經' => '经',
        other => other,
    }
}

/// Whether `letter` shows nothing and takes no room: what pages leave between letters when they are copied.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// `text` folded letter for letter.
pub(super) fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

/// Whether `letters` begin with `word`.
pub(super) fn starts_with(letters: &[char], word: &str) -> bool {
    let mut at = letters.iter();
    word.chars().all(|letter| at.next() == Some(&letter))
}
