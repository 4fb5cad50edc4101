//! Diagnostics of templates.

use super::{Diagnostic, Place};

/// What the template engine says, and of which page.
pub fn wrong(place: Place, words: &str, page: &str) -> Diagnostic {
    let it = Diagnostic::error(
        "bad-template",
        place,
        format!("模板有错：{words}"),
        format!("the template is wrong: {words}"),
    );
    if page.is_empty() {
        return it.help(
            "改正模板；删掉这个文件就用内置模板",
            "mend the template; without the file the built-in one is used",
        );
    }
    it.help(
        format!("生成 `{page}` 时发现；删掉这个文件就用内置模板"),
        format!("found while making `{page}`; without the file the built-in one is used"),
    )
}

/// Templates that include or extend each other in a circle.
pub fn circular(place: Place, chain: &str) -> Diagnostic {
    Diagnostic::error(
        "circular-template",
        place,
        format!("模板互相引用成环：{chain}"),
        format!("templates use each other in a circle: {chain}"),
    )
    .help("去掉其中一处 `include` 或 `extends`", "remove one `include` or `extends`")
}

/// A template that another names is not there.
pub fn missing(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(
        "missing-template",
        place,
        format!("没有模板 `{name}`"),
        format!("there is no template `{name}`"),
    )
    .help("检查名字；路径从 `templates/` 算起", "look at the name; paths start at `templates/`")
}

/// A template fills a block that none of its parents has: mostly one of the theme's, whose parent the site overrides.
pub fn missing_block(place: Place, block: &str, template: &str) -> Diagnostic {
    Diagnostic::error(
        "missing-block",
        place,
        format!("`{template}` 要填的块 `{block}`，它的父模板里没有"),
        format!("`{template}` fills the block `{block}`, which none of its parents has"),
    )
    .help(
        format!("在父模板里写 `{{% block {block} %}}{{% endblock %}}`，或者同时改写 `{template}`"),
        format!(
            "write `{{% block {block} %}}{{% endblock %}}` in the parent, or override `{template}` as well"
        ),
    )
}

/// A page grew beyond all measure.
pub fn too_large(template: &str, page: &str) -> Diagnostic {
    Diagnostic::error(
        "page-too-large",
        Place::file(format!("templates/{template}")),
        format!("`{page}` 超过了 50 MB 的上限"),
        format!("`{page}` is larger than 50 MB"),
    )
    .help("检查模板里的循环", "look at the loops of the template")
}
