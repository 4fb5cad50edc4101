//! Tests of the Markdown stage as a whole.

use std::sync::Arc;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use scraper::Html;

use super::*;
use crate::diag::Language;

fn body(markdown: &str) -> Body {
    body_with(markdown, false, &[])
}

fn body_with(markdown: &str, raw_html: bool, marks: &[Mark<'_>]) -> Body {
    let file: Arc<str> = "content/a.md".into();
    let source = Source { file: &file, text: markdown, body: 0 };
    render(&source, &Options { raw_html, language: Language::Chinese }, marks)
}

/// The HTML with every slot filled with what it names.
fn filled(body: &Body) -> String {
    let mut html = body.html.clone();
    for slot in body.slots.iter().rev() {
        let text = match &slot.what {
            Hole::Link { dest } | Hole::Image { dest } => {
                let mut address = String::new();
                push_address(&mut address, dest);
                address
            }
            Hole::Chart { text } => format!("<!--{text}-->"),
        };
        html.insert_str(slot.at, &text);
    }
    html
}

fn check(markdown: &str, expect: Expect) {
    expect.assert_eq(&filled(&body(markdown)));
}

fn mark(written: &str) -> Mark<'_> {
    Mark { written, anchor: format!("f-{}", written.trim()), value: "1".to_owned() }
}

#[test]
fn links_to_other_hosts_are_noted_with_their_place() {
    let text = "[甲](https://a.cn/x#y \"t\")、![图](http://b.cn/i.png)、[丙][r]、<https://d.cn>。[内](a.md)<a@b.cn>[电](tel:1)\n\n[r]: https://c.cn\n";
    let found = body(text).outward;
    let shown: Vec<_> = found.iter().map(|it| (&*it.url, &text[it.range.clone()])).collect();
    let expected = [
        ("https://a.cn/x#y", "https://a.cn/x#y"),
        ("http://b.cn/i.png", "http://b.cn/i.png"),
        ("https://c.cn", "[丙][r]"),
        ("https://d.cn", "<https://d.cn>"),
    ];
    assert_eq!(shown, expected);
}

/// The text with figures in brackets, without other tags.
fn figures(markdown: &str, values: &[&str]) -> String {
    let marks: Vec<_> = values.iter().map(|value| mark(value)).collect();
    let html = body_with(markdown, false, &marks).html;
    let html = html.replace("</data>", "]").replace("<data", "[<data");
    let mut text = String::new();
    let mut tag = false;
    for letter in html.chars() {
        match letter {
            '<' => tag = true,
            '>' => tag = false,
            _ if !tag => text.push(letter),
            _ => {}
        }
    }
    text.trim().to_owned()
}

fn found(markdown: &str, value: &str) -> bool {
    body_with(markdown, false, &[mark(value)]).found[0]
}

fn codes(body: &Body) -> Vec<String> {
    let mut list = body.diagnostics.clone();
    diag::sort(&mut list);
    list.iter()
        .map(|it| format!("{}:{}+{} {}", it.place.line, it.place.column, it.place.length, it.code))
        .collect()
}

#[test]
fn emphasis_beside_full_width_marks() {
    for (markdown, html) in [
        ("**送：**全国人大", "<strong>送：</strong>全国人大"),
        ("**“中文”**中文", "<strong>“中文”</strong>中文"),
        ("中文**“中文”**中文", "中文<strong>“中文”</strong>中文"),
        ("前**《决定》**后", "前<strong>《决定》</strong>后"),
        ("**加粗。**后文", "<strong>加粗。</strong>后文"),
        ("~~删除。~~后", "<del>删除。</del>后"),
        ("前*（注）*后", "前<em>（注）</em>后"),
        ("前***（注）***后", "前<em><strong>（注）</strong></em>后"),
        ("**甲*（乙）*丙。**丁", "<strong>甲<em>（乙）</em>丙。</strong>丁"),
        ("**甲~~（乙）~~丙。**丁", "<strong>甲<del>（乙）</del>丙。</strong>丁"),
        ("**[链接](#a)**后", "<strong><a href=\"#a\">链接</a></strong>后"),
        ("前**[链接。](#a)**后", "前<strong><a href=\"#a\">链接。</a></strong>后"),
        ("**`代码`**后", "<strong><code>代码</code></strong>后"),
        ("`**送：**后`", "<code>**送：**后</code>"),
        ("占**94%**以上", "占<strong>94%</strong>以上"),
        ("Go**“初学者”**用", "Go<strong>“初学者”</strong>用"),
        ("**国际标准[ISO](#i)。**Go", "<strong>国际标准<a href=\"#i\">ISO</a>。</strong>Go"),
        (r"\**送：*后", "*<em>送：</em>后"),
        (r"前\*\*（注）\*\*后", "前**（注）**后"),
        ("9~16亿，15%~30%，（甲）~（乙）与（丙）~（丁）", "9~16亿，15%~30%，（甲）~（乙）与（丙）~（丁）"),
        ("a ~b~ c", "a <del>b</del> c"),
        (
            "<https://a.example/中**（注）**文>",
            "<a href=\"https://a.example/%E4%B8%AD**%EF%BC%88%E6%B3%A8%EF%BC%89**%E6%96%87\" rel=\"noopener\">https://a.example/中**（注）**文</a>",
        ),
    ] {
        assert_eq!(filled(&body(markdown)), format!("<p>{html}</p>\n"), "{markdown}");
    }
}

/// Every row of the table in commonmark-spec issue 650, whose marks stand at the end of the strong text, the rows beside it,
/// and the same marks at its start.
#[test]
fn the_table_of_commonmark_spec_issue_650() {
    let marks = "，。、；：？！“”‘’（）【】《》—～…·〃-々";
    for mark in marks.chars().map(String::from).chain([String::new()]) {
        let strong = |before: &str, text: &str, after: &str| {
            let markdown = format!("{before}**{text}**{after}");
            assert_eq!(body(&markdown).html, format!("<p>{before}<strong>{text}</strong>{after}</p>\n"));
        };
        strong("", &format!("真{mark}"), "她");
        strong("真", &format!("{mark}她"), "");
        strong("他", &format!("{mark}真{mark}"), "她");
        strong("", "真", &format!("{mark}她"));
    }
    assert_eq!(body("**真，** 她").html, "<p><strong>真，</strong> 她</p>\n");
    assert_eq!(body("**真，**&ZeroWidthSpace;她").html, "<p><strong>真，</strong>\u{200B}她</p>\n");
}

#[test]
fn soft_breaks() {
    for (markdown, html) in [
        ("甲\n乙", "甲乙"),
        ("甲，\n乙", "甲，乙"),
        ("甲\n**乙**", "甲<strong>乙</strong>"),
        ("**甲**\n乙", "<strong>甲</strong>乙"),
        ("**甲**\n*乙*", "<strong>甲</strong><em>乙</em>"),
        ("甲\n[乙](#a)", "甲<a href=\"#a\">乙</a>"),
        ("a\n[乙](#a)", "a\n<a href=\"#a\">乙</a>"),
        ("甲\nabc", "甲\nabc"),
        ("abc\n甲", "abc\n甲"),
        ("甲，\nabc", "甲，abc"),
        ("abc\n，甲", "abc，甲"),
        ("其中办结\n434件", "其中办结434件"),
        ("其中，\n434件", "其中，434件"),
        ("收到460\n件", "收到460件"),
        ("收到460\n**件**", "收到460<strong>件</strong>"),
        ("办结\n**434**件", "办结<strong>434</strong>件"),
        ("占94.35%\n的建议", "占94.35%的建议"),
        ("他说“\n5件", "他说“5件"),
        ("no “\n5", "no “\n5"),
        ("in 2024\n“yes”", "in 2024\n“yes”"),
        ("4\n5", "4\n5"),
        ("4\nabc", "4\nabc"),
        ("abc\ndef", "abc\ndef"),
        ("甲\n**abc**", "甲\n<strong>abc</strong>"),
        ("甲  \n乙", "甲<br>\n乙"),
        ("甲\\\n乙", "甲<br>\n乙"),
        ("they said “no”\n“yes”", "they said “no”\n“yes”"),
        ("他说“不”\n“好”", "他说“不”“好”"),
        ("甲。”\n“乙", "甲。”“乙"),
        ("甲\n![](a.png)", "甲\n<img src=\"a.png\" alt=\"\" loading=\"lazy\">"),
        ("甲\r\n乙", "甲乙"),
    ] {
        assert_eq!(filled(&body(markdown)), format!("<p>{html}</p>\n"), "{markdown}");
    }
    assert_eq!(body("> 甲\n> 乙").html, "<blockquote>\n<p>甲乙</p>\n</blockquote>\n");
    assert_eq!(body("- 甲\n  乙\n- 丙").html, "<ul>\n<li>甲乙</li>\n<li>丙</li>\n</ul>\n");
}

#[test]
fn extensions() {
    check(
        "|指标|数量|说明|\n|:-|-:|-|\n|站点|70个|甲\\|乙|\n|||\n",
        expect![[r#"
            <div class="table" role="group" tabindex="0" aria-label="表格"><table><thead><tr><th scope="col" class="align-left">指标</th><th scope="col" class="align-right">数量</th><th scope="col">说明</th></tr></thead>
            <tbody>
            <tr><td class="align-left">站点</td><td class="align-right">70个</td><td>甲|乙</td></tr>
            <tr><td class="align-left"></td><td class="align-right"></td><td></td></tr>
            </tbody></table></div>
        "#]],
    );
    check(
        "- [x] 办结\n- [ ] 办理中\n",
        expect![[r#"
            <ul>
            <li><input type="checkbox" disabled checked aria-label="已完成"> 办结</li>
            <li><input type="checkbox" disabled aria-label="未完成"> 办理中</li>
            </ul>
        "#]],
    );
    check(
        "办结率\n: 办理程序已经完成的比例\n\n办复率\n: 已经书面答复的比例\n",
        expect![[r#"
            <dl>
            <dt>办结率</dt>
            <dd>办理程序已经完成的比例</dd>
            <dt>办复率</dt>
            <dd>已经书面答复的比例</dd>
            </dl>
        "#]],
    );
    check(
        "“不变” -- 'as is'...\n\n```rust title=\"a\"\nlet a = \"<b>\";\n```\n\n```x\" onclick=\"y\n```\n",
        expect![[r#"
            <p>“不变” -- 'as is'...</p>
            <pre><code class="language-rust">let a = "&lt;b&gt;";
            </code></pre>
            <pre><code></code></pre>
        "#]],
    );
}

#[test]
fn footnotes() {
    check(
        "甲[^b]，乙[^注。]\n[^b]。\n\n[^注。]: 第一段。\n\n    第二段[^b]。\n[^b]: 乙注\n",
        expect![[r##"
            <p>甲<sup class="footnote"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>，乙<sup class="footnote"><a href="#fn-2" id="fnref-2" role="doc-noteref">2</a></sup><sup class="footnote"><a href="#fn-1" id="fnref-1-2" role="doc-noteref">1</a></sup>。</p>
            <section class="footnotes" role="doc-endnotes" aria-label="注释">
            <ol>
            <li id="fn-1"><p>乙注 <a href="#fnref-1" role="doc-backlink" aria-label="返回正文 1-1">↩</a> <a href="#fnref-1-2" role="doc-backlink" aria-label="返回正文 1-2">↩</a> <a href="#fnref-1-3" role="doc-backlink" aria-label="返回正文 1-3">↩</a></p>
            </li>
            <li id="fn-2"><p>第一段。</p>
            <p>第二段<sup class="footnote"><a href="#fn-1" id="fnref-1-3" role="doc-noteref">1</a></sup>。 <a href="#fnref-2" role="doc-backlink" aria-label="返回正文 2">↩</a></p>
            </li>
            </ol>
            </section>
        "##]],
    );
    let unused = body("甲\n\n[^a]: 没有人引用\n");
    assert_eq!(codes(&unused), ["3:1+11 unused-footnote"]);
    assert_eq!(unused.html, "<p>甲</p>\n");
}

#[test]
fn notes_keep_their_slots_and_figures() {
    let body = body_with("甲[^1]\n\n[^1]: 见[报告](a.md)，共70个\n\n乙[b](b.md)\n", false, &[mark("70个")]);
    assert_eq!(body.found, [true]);
    let html = filled(&body);
    assert!(html.contains("<a href=\"a.md\">报告</a>，共<a class=\"figure\""), "{html}");
    assert!(html.contains("<a href=\"b.md\">b</a>"), "{html}");
    assert!(body.slots.is_sorted_by_key(|slot| slot.at));
    assert!(
        html[body.notes.start..].starts_with("b.md") || body.html[body.notes.clone()].starts_with("<section")
    );
}

#[test]
fn headings() {
    let ids = |markdown| -> Vec<String> {
        body(markdown).headings.iter().map(|it| format!("{} {} {}", it.level, it.id, it.title)).collect()
    };
    assert_eq!(
        ids(
            "## 代表工作\n### Q & A（一）\n## 代表工作\n## 代表工作-2\n## ！\n## **加粗**`码`\n## fn-1\n## F-x\n"
        ),
        [
            "2 代表工作 代表工作",
            "3 q-a-一 Q & A（一）",
            "2 代表工作-2 代表工作",
            "2 代表工作-2-2 代表工作-2",
            "2 section ！",
            "2 加粗码 加粗码",
            "2 h-fn-1 fn-1",
            "2 h-f-x F-x",
        ]
    );
    assert_eq!(
        ids("## 目标 {#goal .wide}\n## 甲 {#goal}\n## 乙 {x=y}\n## 丙 \\{#b}\n## {#empty}\n"),
        ["2 goal 目标", "2 goal-2 甲", "2 乙-x-y 乙 {x=y}", "2 丙-b 丙 {#b}", "2 empty ",]
    );
    assert_eq!(ids("# 甲\n## 乙\n###### 丙\n"), ["2 甲 甲", "3 乙 乙", "6 丙 丙"]);
    check(
        "甲\n===\n> # 乙 {#b .wide}\n\n## [丙](#b) **丁** {#c}\n",
        expect![[r##"
            <h2 id="甲">甲</h2>
            <blockquote>
            <h2 id="b" class="wide">乙</h2>
            </blockquote>
            <h3 id="c"><a href="#b">丙</a> <strong>丁</strong></h3>
        "##]],
    );
    assert_eq!(
        codes(&body("## 甲 {#x}\n\n## 乙 {#x}\n\n## 丙 {#f-a}\n")),
        ["3:1+9 heading-id", "5:1+11 heading-id"]
    );
}

#[test]
fn sections_are_articles_of_a_bulletin() {
    let body = body(
        "引言\n\n## 第一篇\n\n正文一。\n\n（摘自测试材料）\n\n## 第二篇\n\n正文[^1]二。\n\n### 小节\n\n完\n\n[^1]: 注\n",
    );
    let parts: Vec<_> = body
        .sections
        .iter()
        .map(|it| (&*it.title, &body.html[it.html.clone()], it.source_line.as_deref()))
        .collect();
    assert_eq!(parts[0], ("第一篇", "<p>正文一。</p>\n", Some("摘自测试材料")));
    assert_eq!(parts[1].0, "第二篇");
    assert!(parts[1].1.ends_with("<h3 id=\"小节\">小节</h3>\n<p>完</p>\n"), "{}", parts[1].1);
    assert!(body.html[body.notes.clone()].starts_with("<section class=\"footnotes\""));
}

#[test]
fn links_and_slots() {
    let markdown = "[甲](../news/a.md#x \"题\") [乙](https://example.org/?a=1&b=2) <a@example.org> [丙](#p) ![图](i.png)\n";
    check(
        markdown,
        expect![[r##"
            <p><a href="../news/a.md#x" title="题">甲</a> <a href="https://example.org/?a=1&amp;b=2" rel="noopener">乙</a> <a href="mailto:a@example.org" rel="noopener">a@example.org</a> <a href="#p">丙</a> <img src="i.png" alt="图" loading="lazy"></p>
        "##]],
    );
    let body = body(markdown);
    let places: Vec<_> = body.slots.iter().map(|slot| &markdown[slot.range.clone()]).collect();
    assert_eq!(places, ["../news/a.md#x", "#p", "i.png"]);
}

#[test]
fn slots_point_into_the_file() {
    let file: Arc<str> = "a.md".into();
    let text = "---\ntitle: 甲\n---\r\n**送：**后\0，前**（注）**后[乙](b.md)\r\n";
    let source = Source { file: &file, text, body: text.find("**").unwrap() };
    let body = render(&source, &Options::default(), &[]);
    assert_eq!(&text[body.slots[0].range.clone()], "b.md");
    assert_eq!(codes(&body), ["4:8+1 control-character"]);
}

#[test]
fn images() {
    check(
        "![图](a.png \"说明 <1>\")\n\n前![图](a.png \"说明\")\n\n![图 *一*\n![内](b.png)](a.png)\n",
        expect![[r#"
            <figure><img src="a.png" alt="图" loading="lazy"><figcaption>说明 &lt;1&gt;</figcaption></figure>
            <p>前<img src="a.png" alt="图" loading="lazy" title="说明"></p>
            <p><img src="a.png" alt="图 一
            内" loading="lazy"></p>
        "#]],
    );
    let body = body("甲 ![](a.png)\n\n![图](https://example.org/a.png)\n");
    assert_eq!(codes(&body), ["1:3+10 missing-alt", "3:6+25 remote-image"]);
    assert!(!body.html.contains("<img src=\"https"));
}

#[test]
fn charts() {
    let markdown = "甲\n\n> ```chart\n> indicator: stations.count\n> by: year\n> ```\n\n乙\n";
    let body = body(markdown);
    let slot = &body.slots[0];
    assert_eq!(slot.what, Hole::Chart { text: "indicator: stations.count\nby: year\n".to_owned() });
    assert!(markdown[slot.range.clone()].starts_with("indicator"));
    assert_eq!(body.html, "<p>甲</p>\n<blockquote>\n\n</blockquote>\n<p>乙</p>\n");
    assert_eq!(&body.html[slot.at..], "\n</blockquote>\n<p>乙</p>\n");
}

#[test]
fn raw_html() {
    let markdown =
        "<div>甲</div>\n\n乙 <b>丙</b> <!-- 注 -->丁\n\n<!-- 注\n\n注 -->\n\n<script>\nalert(1)\n</script>\n";
    let dropped = body(markdown);
    assert_eq!(dropped.html, "<p>乙 丙 丁</p>\n");
    assert_eq!(codes(&dropped), ["1:1+12 raw-html", "3:3+3 raw-html", "9:1+8 raw-html"]);
    let kept = body_with(markdown, true, &[]);
    assert!(kept.html.contains("<b>丙</b>") && kept.html.contains("alert(1)"));
    assert!(kept.diagnostics.is_empty());
}

#[test]
fn figures_in_links_of_raw_html_do_not_nest() {
    let body = body_with("<a href=\"x\">70个</a> <abbr>71个</abbr>", true, &[mark("70个"), mark("71个")]);
    assert_eq!(body.html.matches("<a ").count(), 2, "{}", body.html);
}

#[test]
fn control_characters() {
    let body = body("甲\0乙\u{1b}\n丙\u{202e}丁&#27;&#x202e;戊\u{fdd0}**送：**后 `a\u{fdd0}b`");
    assert_eq!(body.html, "<p>甲乙丙丁戊<strong>送：</strong>后 <code>ab</code></p>\n");
    assert_eq!(codes(&body), ["1:2+1 control-character", "2:2+1 bidi-control", "2:18+1 control-character"]);
}

#[test]
fn messages() {
    let mut list = body("[甲](javascript:alert(1)) ![](//example.org/a.png)\n").diagnostics;
    diag::sort(&mut list);
    expect![[r#"
        错误[bad-link]: 链接地址 `javascript:alert(1)` 的类型不允许
         --> content/a.md:1:5
          |
        1 | [甲](javascript:alert(1)) ![](//example.org/a.png)
          |      ^^^^^^^^^^^^^^^^^^^
          |
          = 帮助: 只接受 http、https、mailto、tel 地址，或指向本站文件的相对路径"#]]
    .assert_eq(diag::human(&list, Language::Chinese, false).split("\n\n").next().unwrap_or_default());
}

#[test]
fn figures_in_the_text() {
    let body = body_with(
        "办结率 **94.35**% 。\n",
        false,
        &[Mark { written: "94.35%", anchor: "f-rate".to_owned(), value: "94.35".to_owned() }],
    );
    expect![[r##"
        <p>办结率 <strong><a class="figure" href="#f-rate" id="at-rate" data-row="1"><data value="94.35">94.35</data></a></strong><a class="figure" href="#f-rate"><data value="94.35">%</data></a> 。</p>
    "##]]
    .assert_eq(&body.html);
    for (markdown, values, expected) in [
        ("共211项，其中11项。", &["11项"][..], "共211项，其中[11项]。"),
        ("满意率和办复率均为100%。", &["100%", "100%"], "满意率和办复率均为[100%]。"),
        ("甲100%，乙100%。", &["100%", "100%"], "甲[100%]，乙[100%]。"),
        ("９４．３５％", &["94.35%"], "[９４．３５％]"),
        ("3,450件与13450件", &["3450件"], "[3,450件]与13450件"),
        ("近6万个，6万个", &["6万个"], "近6万个，[6万个]"),
        ("近6万个", &["6万个"], "近[6万个]"),
        ("近6万个，6万个", &["近6万个", "6万个"], "[近6万个]，[6万个]"),
        ("[近6万个](#a)", &["近6万个"], "[近6万个]"),
        ("制定9个方面23条", &["9个方面", "23条"], "制定[9个方面][23条]"),
        ("帮扶4.4\n亿余元", &["4.4亿余元"], "帮扶[4.4亿余元]"),
        ("帮扶4.4\\\n亿余元", &["4.4亿余元"], "帮扶[4.4]\n[亿余元]"),
        ("# 建站70个\n\n建站70个", &["70个"], "建站70个\n建站[70个]"),
        ("# 建站70个\n\n`70个`", &["70个"], "建站[70个]\n70个"),
        ("2 400元，400元", &["400元"], "2 400元，[400元]"),
        ("2 400元", &["2400元"], "[2 400元]"),
        ("2022 11项", &["11项"], "2022 [11项]"),
        ("a & b < 70个 & c", &["70个"], "a &amp; b &lt; [70个] &amp; c"),
        ("2022年，11项", &["11项"], "2022年，[11项]"),
        ("all 70 stations", &["70"], "all [70] stations"),
        ("2 170 and 2 170 000, 170 seats", &["170"], "2 170 and 2 170 000, [170] seats"),
        ("共18万各级人大代表", &["18万"], "共[18万]各级人大代表"),
        ("9亿~16亿元，16亿元", &["16亿元"], "9亿~16亿元，[16亿元]"),
        ("第18期，18期", &["18期"], "第18期，[18期]"),
        ("共收到460\n件", &["460件"], "共收到[460件]"),
        ("收到\n460件", &["460件"], "收到[460件]"),
    ] {
        assert_eq!(figures(markdown, values), expected, "{markdown}");
    }
}

#[test]
fn number_boundaries() {
    for (markdown, value) in [
        ("211项", "11项"),
        ("16万", "6万"),
        ("6万亿", "6万"),
        ("3个百分点", "3个"),
        ("3个方面", "3个"),
        ("766人次", "766人"),
        ("87人(次)", "87人"),
        ("12件次", "12件"),
        ("13450件", "3450件"),
        ("177.5%", "77.5%"),
        ("77.5%", "7.5%"),
        ("77.5%", "77.5"),
        ("77.5%", "5%"),
        ("1,480件", "480件"),
        ("`70个`", "70个"),
        ("![70个](a.png)", "70个"),
        ("百分之七十", "七十"),
        ("二十三件", "三件"),
        ("四天半", "四天"),
        ("70\n\n个", "70个"),
        ("70", ""),
        ("COVID-19件", "19件"),
        ("70 stations", "70 station"),
    ] {
        assert!(!found(markdown, value), "{value} in {markdown}");
    }
}

#[test]
fn shared_figures_keep_all_their_ids() {
    let marks = ["f-a", "f-b"].map(|anchor| Mark {
        written: "100%",
        anchor: anchor.to_owned(),
        value: "100".to_owned(),
    });
    let body = body_with("均为100%", false, &marks);
    expect![[r##"
        <p>均为<a class="figure" href="#f-a" id="at-a" data-row="1,2" data-figures="f-a f-b"><data value="100"><span id="at-b"></span>100%</data></a></p>
    "##]]
    .assert_eq(&body.html);
    assert_eq!(body.found, [true, true]);
}

#[test]
fn figures_move_slots_and_sections() {
    let markdown = "70个[a](a.md)\n\n## 建站70个\n\n71个，[b](b.md)，72个\n\n## 丙\n\n73个\n";
    let marks: Vec<_> = ["70个", "71个", "72个", "73个"].map(mark).into();
    let body = body_with(markdown, false, &marks);
    let html = filled(&body);
    assert!(html.contains("<a href=\"a.md\">a</a>") && html.contains("<a href=\"b.md\">b</a>"), "{html}");
    let section = &body.html[body.sections[0].html.clone()];
    assert!(section.starts_with("<p><a class=\"figure\"") && section.ends_with("</a></p>\n"), "{section}");
}

#[test]
fn counts() {
    let body = body("# 题目\n\n共70个 stations。\n\n```\n不计\n```\n");
    assert_eq!(body.characters, 2 + 5);
    assert_eq!(body.summary, "共70个 stations。");
}

/// Inputs that others have tripped over (among them OWASP's list), none of which may leave a trace that runs.
#[test]
fn hostile_content_is_inert() {
    for markdown in include_str!("hostile.txt").split("\n%%\n") {
        for raw in [
            markdown.to_owned(),
            format!("# {markdown}\n"),
            format!("- {markdown}\n"),
            format!("[^1]\n\n[^1]: {markdown}"),
        ] {
            assert_inert(&raw);
        }
    }
    assert_inert("[a](java\u{1}script:x) [b](\u{1}javascript:x) [c](javascript\0:x)");
}

fn assert_inert(markdown: &str) {
    let body = body(markdown);
    let html = filled(&body);
    let document = Html::parse_fragment(&html);
    for element in document.root_element().descendants().filter_map(scraper::ElementRef::wrap) {
        let name = element.value().name();
        assert!(
            !["script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "svg", "math"]
                .contains(&name),
            "{markdown:?} gives {html}"
        );
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{markdown:?} gives {html}");
            if matches!(attribute, "href" | "src") {
                let value: String =
                    value.chars().filter(|letter| *letter > ' ').collect::<String>().to_lowercase();
                let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                let safe = scheme.contains(['/', '#', '?', '%'])
                    || ["", "http", "https", "mailto", "tel"].contains(&scheme);
                assert!(safe && !value.starts_with("//"), "{markdown:?} gives {html}");
            }
        }
    }
}

/// Whether every tag is closed in its order.
fn assert_balanced(html: &str) {
    const VOID: [&str; 4] = ["br", "hr", "img", "input"];
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
}

fn assert_sound(markdown: &str) {
    let marks = [mark("1个"), mark("2"), mark("近3%")];
    let body = body_with(markdown, false, &marks);
    assert_balanced(&body.html);
    assert!(body.slots.is_sorted_by_key(|slot| slot.at));
    assert!(
        body.slots
            .iter()
            .all(|slot| body.html.is_char_boundary(slot.at) && markdown.get(slot.range.clone()).is_some())
    );
    assert!(body.sections.iter().all(|it| body.html.get(it.html.clone()).is_some()));
    assert!(body.html.get(body.notes.clone()).is_some());
    let mut ids: Vec<_> = body.html.split(" id=\"").skip(1).map(|it| it.split('"').next()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
}

/// Pieces of Markdown that meet in unlucky ways.
fn markdown() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "*",
        "**",
        "~~",
        "~",
        "_",
        "`",
        "```",
        "\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](a.md)",
        "[^1]",
        "[^1]: ",
        "# ",
        "## ",
        "{#a}",
        " {#f-a .b}",
        "> ",
        "- ",
        "1. ",
        ": ",
        ":",
        "|",
        "|-|\n",
        "---\n",
        "===\n",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "&amp;",
        "&#0;",
        "\\",
        "中",
        "文。",
        "，",
        "“",
        "”",
        "（",
        "）",
        "a",
        "B",
        "1个",
        "2",
        "近3%",
        "%",
        "\r",
        "\r\n",
        "\0",
        "\u{202e}",
        "\u{fdd0}",
        "\u{301}",
        "😀",
        "https://a.example",
        "<https://a.example>",
        "[x] ",
        "```chart\n",
        "%",
        ":\u{301}",
    ]);
    prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tokens_give_sound_html(markdown in markdown()) {
        assert_sound(&markdown);
        assert_inert(&markdown);
    }

    #[test]
    fn any_text_gives_sound_html(text in "\\PC{0,200}") {
        assert_sound(&text);
        assert_inert(&text);
    }
}

/// Inputs that made releases of the parser panic, or give offsets inside characters.
#[test]
fn known_crashers() {
    for markdown in [
        "%\n:\u{301}\n\t:",
        "甲\n:乙\n\t:",
        "甲！\n:\n    乙！\n    :\n        丙！\n        :\n\n丁！\n:\n",
        "> 甲\n> :乙 与/或\n> :丙 是\n",
        "* 甲\n  : 乙\n",
        "- [x]\t\t\n\\\n-",
        "[^1]:\n    *\n      + > 甲\n        > [^2]\n        > {.乙}\n        > ---------\n\n[^2]: 丙\n",
        "# ![][甲] {#乙}\n\n[甲]: 丙.png\n",
        "[~]:\n-\n",
        "+ [B]:[\n:\n",
    ] {
        assert_sound(markdown);
        assert_inert(markdown);
    }
}

/// Inputs at which parsers went quadratic or overflowed the stack: they must be got through, balanced.
#[test]
fn pathological_inputs() {
    let many = |text: &str, times: usize| text.repeat(times);
    for markdown in [
        many(">", 20_000),
        many("[", 20_000),
        many("*", 20_000),
        many("![[]()", 5_000),
        many("**中（", 5_000),
        many("）**中", 5_000),
        many("<b>", 20_000),
        many("<!-- ", 5_000),
        many("[a](javascript:x)\n", 5_000),
        many("甲\n", 20_000),
        many("a[^1]\n", 5_000) + "\n\n[^1]: b\n",
        (0..2_000).map(|it| format!("[^{it}]: [^{}]\n\n", it + 1)).collect::<String>() + "[^0]",
        (0..1_000).map(|it| format!("{}- a\n", "  ".repeat(it))).collect(),
        format!("{}\n{}\n{}\n", many("|a", 5_000), many("|-", 5_000), many("|1个", 5_000)),
        many("## 同\n", 5_000),
        many("1个", 20_000),
        many("\0", 20_000),
        many("![a](b \"c\")\n\n", 5_000),
        many("~a", 10_000),
        many("a\n:b\n", 2_000),
    ] {
        assert_sound(&markdown);
    }
}
