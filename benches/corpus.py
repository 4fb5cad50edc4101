#!/usr/bin/env python3
"""Writes a made-up digest of N articles, once as a site for Yaomu and once as one for Hugo.

usage: corpus.py (yaomu|hugo) N FOLDER

Both get the same words: about 1,800 Chinese characters a page under six headings, with emphasis, a list, a table,
links to two other pages, three tags and a date. For Yaomu each of the first 6,000 pages also declares three figures,
which stand in its text: one page for each region and year, so that none contradict. Its charts are drawn into pages and as
SVG files, but not as PNG files, as Hugo draws none. The same N gives the same bytes.
"""

import csv
import datetime
import pathlib
import random
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
SEED = 8_347_603
FIRST_DAY = datetime.date(2015, 1, 1)
YEARS = 10
REGIONS = 600

PLACES = """湖南 湘潭 长沙 株洲 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 河南 山东 江苏 浙江 四川
广东""".split()
TOPICS = "立法 监督 决定 任免 代表工作 自身建设 选举 民生实事 联络站 建议办理 备案审查 执法检查".split()
WORDS = """常委会 坚持 党的领导 人民当家作主 依法治国 有机统一 代表 联络站 群众 建议 办理 满意率 解决率 听取 审议
专项工作报告 执法检查 调研 视察 规范性文件 备案审查 立法规划 条例 预算 决算 监督 换届选举 县乡 票决制 民生实事
项目 推动 解决 问题 落实 帮扶 资金 物资 开展 联系群众 办实事 活动 制定 具体措施 丰富 拓展 渠道 方式 内涵 高质量
发展 全过程人民民主""".split()

SITE = """\
title = "人大工作摘编"
base_url = "https://example.org/digest/"
region = "430000"
nav = [{ title = "动态", path = "news/" }, { title = "主题", path = "topics/" }, { title = "地区", path = "regions/" }]

[pictures]
png = false
"""


def main():
    kind, count, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    if kind not in ("yaomu", "hugo"):
        sys.exit(__doc__)
    if kind == "hugo":
        shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
        pages = folder / "content" / "posts"
    else:
        pages = folder / "content" / "news"
    pages.mkdir(parents=True, exist_ok=True)
    if kind == "yaomu":
        (folder / "site.toml").write_text(SITE, encoding="utf-8")
    choose = random.Random(SEED)
    codes = region_codes()
    for nth in range(count):
        (pages / f"p{nth:06}.md").write_text(article(choose, kind, nth, count, codes), encoding="utf-8")


def region_codes():
    with open(HERE / "../src/figures/tables/regions.csv", encoding="utf-8") as table:
        return [row["code"] for row in csv.DictReader(table)][1 : REGIONS + 1]


def article(choose, kind, nth, count, codes):
    day = FIRST_DAY + datetime.timedelta(days=nth % 3900)
    tags = choose.sample(TOPICS, 3)
    place = choose.choice(PLACES)
    title = f"{place}人大常委会{choose.choice(TOPICS)}工作动态（{nth}）"
    total = choose.randint(200, 5000)
    closed = int(total * choose.uniform(0.6, 1))
    rate = f"{100 * closed / total:.2f}%"
    summary = sentence(choose)
    front = [f'title: "{title}"', f"date: {day}", f"tags: [{', '.join(tags)}]"]
    if kind == "hugo":
        front += [f'description: "{summary}"', f"categories: [{place}]"]
    else:
        front += [f'summary: "{summary}"', "source: {name: 湖南日报}", f"topics: [{tags[0]}]"]
        if nth < YEARS * len(codes):
            front += [
                f"region: {codes[nth % len(codes)]}",
                f"period: {FIRST_DAY.year + nth // len(codes)}",
                "figures:",
                f"  suggestions.total: {total}件",
                f"  suggestions.closed: {closed}件",
                f"  suggestions.closed_rate: {rate}",
            ]
    opening = f"共收到代表建议{total}件，已办结{closed}件，办结率{rate}。\n"
    return "\n".join(["---", *front, "---", "", opening, body(choose, kind, count)])


def body(choose, kind, count):
    lines = []
    for section in range(6):
        lines.append(f"## {choose.choice(TOPICS)}取得新进展（{section + 1}）\n")
        for _ in range(2):
            first, second, third = (sentence(choose) for _ in range(3))
            lines.append(f"{first}**{second[:-1]}**。{third}\n")
        if section == 1:
            lines += [f"- {sentence(choose)}" for _ in range(4)] + [""]
        if section == 2:
            lines += ["| 指标 | 数值 | 较上年 |", "| --- | ---: | ---: |"]
            lines += [table_row(choose) for _ in range(5)] + [""]
        if section == 3:
            one, other = choose.randrange(count), choose.randrange(count)
            lines.append(f"参见[第{one}号]({link(kind, one)})和[第{other}号]({link(kind, other)})。\n")
    return "\n".join(lines)


def table_row(choose):
    return f"| {choose.choice(TOPICS)} | {choose.randint(10, 9999)} | {choose.uniform(-9, 9):.1f}% |"


def link(kind, nth):
    return f"/posts/p{nth:06}/" if kind == "hugo" else f"p{nth:06}.md"


def sentence(choose):
    count = choose.randint(8, 16)
    words = [choose.choice(WORDS) for _ in range(count)]
    if choose.random() < 0.5:
        words.insert(choose.randint(0, count), f"{choose.randint(2, 9999)}{choose.choice('件个次项名')}")
    if choose.random() < 0.2:
        words.insert(choose.randint(0, count), f"{choose.uniform(60, 100):.2f}%")
    half = count // 2
    return f"{''.join(words[:half])}，{''.join(words[half:])}。"


if __name__ == "__main__":
    main()
