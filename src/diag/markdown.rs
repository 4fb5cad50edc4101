//! Diagnostics of the Markdown stage: what an author wrote that a page cannot carry.

use super::{Diagnostic, Place};

/// Raw HTML that the site does not allow; it was left out of the page.
pub fn raw_html(place: Place) -> Diagnostic {
    Diagnostic::warning("raw-html", place, "原始 HTML 不会出现在网页中", "raw HTML is left out of the page")
        .help(
            "改用 Markdown 写法；确需 HTML 时，在 site.toml 中允许原始 HTML",
            "write it in Markdown, or let site.toml allow raw HTML",
        )
}

/// A link or image whose scheme is not one of http, https, mailto and tel; the text stays, the link does not.
pub fn bad_link(place: Place, dest: &str) -> Diagnostic {
    let dest = shown(dest);
    Diagnostic::error(
        "bad-link",
        place,
        format!("链接地址 `{dest}` 的类型不允许"),
        format!("a link to `{dest}` is not allowed"),
    )
    .help(
        "只接受 http、https、mailto、tel 地址，或指向本站文件的相对路径",
        "use http, https, mailto, tel or a relative path to a file of this site",
    )
}

/// A link to `//host`, which takes its scheme from wherever the page is opened.
pub fn protocol_relative(place: Place, dest: &str) -> Diagnostic {
    let dest = shown(dest);
    let scheme = dest.trim_start_matches(['/', '\\']);
    Diagnostic::error(
        "bad-link",
        place,
        format!("链接地址 `{dest}` 没有写明协议"),
        format!("the link `{dest}` does not name its scheme"),
    )
    .help(format!("写成 `https://{scheme}`"), format!("write `https://{scheme}`"))
}

/// A picture on another host: pages ask no other host for anything. A link stands in its place.
pub fn remote_image(place: Place, dest: &str) -> Diagnostic {
    let dest = shown(dest);
    Diagnostic::warning(
        "remote-image",
        place,
        format!("图片 `{dest}` 在别的网站上，网页中改为链接"),
        format!("the image `{dest}` is on another host and becomes a link"),
    )
    .help("把图片下载到本站，用相对路径引用", "download it into the site and name it by a relative path")
}

/// A picture without alternative text.
pub fn missing_alt(place: Place) -> Diagnostic {
    Diagnostic::warning("missing-alt", place, "图片没有替代文字", "the image has no alternative text").help(
        "在方括号中写明图片内容：`![图片说明](…)`",
        "say in the brackets what it shows: `![what it shows](…)`",
    )
}

/// A character that neither HTML nor XML can carry; it was removed.
pub fn control_character(place: Place, letter: char) -> Diagnostic {
    let code = u32::from(letter);
    Diagnostic::warning(
        "control-character",
        place,
        format!("文中有控制字符 U+{code:04X}，已去掉"),
        format!("the control character U+{code:04X} was removed"),
    )
    .help("多半是复制时带入的，请从文件中删去", "it mostly comes from pasting: delete it from the file")
}

/// A character that turns the direction of the text around it, so that it reads otherwise than it is; removed.
pub fn bidi_control(place: Place, letter: char) -> Diagnostic {
    let code = u32::from(letter);
    Diagnostic::warning(
        "bidi-control",
        place,
        format!("文中有改变文字方向的字符 U+{code:04X}，已去掉"),
        format!("the direction control U+{code:04X} was removed"),
    )
    .help(
        "它会让文字的显示与内容不一致，请从文件中删去",
        "it makes text read otherwise than it is: delete it",
    )
}

/// A footnote that nothing refers to; it was left out.
pub fn unused_footnote(place: Place, label: &str) -> Diagnostic {
    let label = shown(label);
    Diagnostic::warning(
        "unused-footnote",
        place,
        format!("脚注 `[^{label}]` 没有被引用，不会出现在网页中"),
        format!("nothing refers to the footnote `[^{label}]`, so it is left out"),
    )
    .help("在正文中引用它，或删去", "refer to it in the text, or delete it")
}

/// A link or an image whose address has a space and so is none.
pub fn spaced_address(place: Place, address: &str) -> Diagnostic {
    let address = shown(address);
    Diagnostic::warning(
        "spaced-address",
        place,
        format!("地址 `{address}` 里有空格，这里没有读成链接或图片"),
        format!("the address `{address}` has a space, so this is read as words, not as a link or an image"),
    )
    .help(
        format!("加上尖括号：`(<{address}>)`，或者去掉文件名里的空格"),
        format!("put it in angle brackets, `(<{address}>)`, or rename the file"),
    )
}

/// A code block that is called almost as a chart is, and so shows as code.
pub fn chart_fence(place: Place, language: &str) -> Diagnostic {
    let language = shown(language);
    Diagnostic::warning(
        "chart-fence",
        place,
        format!("`{language}` 不是图的写法，这里照代码显示"),
        format!("`{language}` makes no chart: this shows as code"),
    )
    .help("写成 ```` ```chart ````，小写", "write ```` ```chart ````, in small letters")
}

/// A shortcode or tag of another generator in running text.
pub fn leftover_shortcode(place: Place, written: &str) -> Diagnostic {
    let name: String = written
        .chars()
        .skip_while(|it| !it.is_ascii_alphabetic())
        .take_while(|it| it.is_ascii_alphanumeric() || *it == '_')
        .collect();
    let written = shown(&written.split_whitespace().collect::<Vec<_>>().join(" "));
    let it = Diagnostic::warning(
        "leftover-shortcode",
        place,
        format!("`{written}` 是别的生成器的记号，会照原样显示在网页上"),
        format!("`{written}` is a mark of another generator and shows as it is"),
    );
    match &*name {
        "ref" | "relref" | "link" | "post_url" => it.help(
            "写成到那个文件的相对路径：`[文字](文件.md)`",
            "link to the file by its relative path: `[words](file.md)`",
        ),
        "figure" | "image" | "img" => {
            it.help("写成 `![图片说明](图片.jpg)`", "write `![what it shows](picture.jpg)`")
        }
        "highlight" | "endhighlight" => {
            it.help("代码放在两行 ```` ``` ```` 之间", "put code between two lines of ```` ``` ````")
        }
        _ => it.help(
            "改用 Markdown 写法，或者删去；要照样显示的，放进反引号里",
            "write it in Markdown, or take it out; what is to show as it is goes into backticks",
        ),
    }
}

/// A heading id that another heading has, or that begins like the ids of footnotes and figures.
pub fn heading_id(place: Place, id: &str, used: &str) -> Diagnostic {
    Diagnostic::warning(
        "heading-id",
        place,
        format!("标题的锚点 `{id}` 已被占用，改为 `{used}`"),
        format!("the heading id `{id}` is taken, `{used}` is used instead"),
    )
    .help("换一个锚点", "choose another one")
}

/// The author's words, cut where they are long and without what a terminal would obey.
fn shown(words: &str) -> String {
    let mut out: String = words.chars().filter(|letter| !letter.is_control()).take(60).collect();
    if words.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}
