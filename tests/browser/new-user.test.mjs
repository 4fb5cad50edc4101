// From an empty folder to a site that can be published, as somebody does it who has the program and nothing else. scripts/test.sh
// has the program here that is installed from the packaged crate.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { extname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, watch } from "./support/browser.mjs";
import { crawlEverywhere } from "./support/crawl.mjs";
import { BINARY, files, temporary } from "./support/site.mjs";

const home = temporary();
const root = join(home, "site");
const TODAY = "2026-03-02";

/** Nothing of this machine but where programs are. */
const env = { HOME: home, PATH: process.env.PATH, LANG: "zh_CN.UTF-8" };

function run(args, { cwd = root, program = [BINARY], input } = {}) {
  const [command, ...first] = program;
  const { status, stdout, stderr, error } = spawnSync(command, [...first, ...args], { cwd, env, input, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Runs what must end well, with no warning; gives what it prints. */
function well(args, options) {
  const { status, stdout, stderr } = run(args, options);
  assert.equal(status, 0, `${args.join(" ")}: ${stderr}`);
  assert.doesNotMatch(stderr, /^(警告|错误)\[/m, args.join(" "));
  return stdout;
}

const path = (file) => join(root, ...file.split("/"));
const text = (file) => readFileSync(path(file), "utf8");
function write(file, text) {
  mkdirSync(join(path(file), ".."), { recursive: true });
  writeFileSync(path(file), text);
}

/** What the program is run in to have a terminal. */
const TERMINAL = ["python3", "-c", "import os, pty, sys\nsys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))", BINARY];

test("the program says which commit it was made of", () => {
  assert.match(well(["--version"], { cwd: home }), /^yaomu \d+\.\d+\.\d+ \([0-9a-f]{10}( \d{4}-\d\d-\d\d)?\)\n/);
});

test("where there is no site yet, the program says how to begin", () => {
  for (const args of [["serve"], ["build"], ["check"], ["new", "article"]]) {
    const { status, stderr } = run(args, { cwd: home });
    assert.equal(status, 3, args.join(" "));
    assert.match(stderr, /帮助: .*`yaomu init`/);
  }
});

test("a site is asked for on a terminal", () => {
  const { status, stdout } = run(["init", "asked"], {
    cwd: home,
    program: TERMINAL,
    input: "西湖人大\n某区人大常委会办公室\n没有这个地方\n湘潭市\nhttps://example.org/\n",
  });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /没有这个地方/);
  const settings = readFileSync(join(home, "asked", "site.toml"), "utf8");
  for (const line of ['title = "西湖人大"', 'region = "430300"', 'base_url = "https://example.org/"']) {
    assert.ok(settings.split("\n").includes(line), `${line} is missing:\n${settings}`);
  }
  well(["build", "--strict"], { cwd: join(home, "asked") });
});

test("a site, a file of each kind, checks and a build", () => {
  const answers = ["--name", "试点摘编", "--publisher", "某市人大常委会办公室", "--region", "湘潭市", "--base-url", "https://example.org/repo/"];
  well(["init", "site", ...answers], { cwd: home });
  well(["build", "--strict"]);
  const built = files(path("public"));
  for (const kind of ["article", "report", "issue", "page"]) {
    const made = well(["new", kind, "--today", TODAY]).trim();
    assert.ok(existsSync(path(made)), `${kind}: ${made}`);
  }
  well(["check", "--strict", "--drafts", "--today", TODAY]);
  well(["build", "--strict", "--drafts", "--today", TODAY]);
  assert.ok(files(path("public")).length > built.length);
});

/** A preview: its address, how to end it as a terminal does, and how it has ended. */
async function serve(...args) {
  const server = spawn(BINARY, ["serve", "--port", "0", "--today", TODAY, ...args], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(server, "exit");
  let said = "";
  const address = await new Promise((found, failed) => {
    const hear = (chunk) => {
      said += chunk;
      const url = /http:\/\/\S+\//.exec(said);
      if (url) found(new URL(url[0]));
    };
    for (const out of [server.stdout, server.stderr]) out.setEncoding("utf8").on("data", hear);
    ended.then(() => failed(new Error(`the preview has ended: ${said}`)));
  });
  return { address, kill: () => server.kill("SIGKILL"), interrupt: () => (server.kill("SIGINT"), ended), said: () => said };
}

const MEDIA = {
  "": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};
const SCRIPT = /<script src="\/_yaomu\/reload\.js" data-stamp="[\d-]+" data-tag="[\da-f]+"><\/script>/;

/** How what a preview answers differs from what is built for its address. */
async function differences({ address }) {
  const out = join(home, "same");
  well(["build", "--today", TODAY, "--base-url", address.href, "--output", out]);
  const wrong = [];
  // What the program notes of its own files is for the next build.
  for (const file of files(out).filter((it) => it !== ".yaomu-manifest.json")) {
    const answer = await fetch(new URL(file.split("/").map(encodeURIComponent).join("/"), address));
    const bytes = Buffer.from(await answer.arrayBuffer());
    const same = file.endsWith(".html") ? Buffer.from(bytes.toString("utf8").replace(SCRIPT, "")) : bytes;
    if (answer.status !== 200) wrong.push(`${file}: ${answer.status}`);
    else if (!same.equals(readFileSync(join(out, file)))) wrong.push(`${file}: other bytes`);
    else if (answer.headers.get("content-type") !== MEDIA[extname(file)]) wrong.push(`${file}: ${answer.headers.get("content-type")}`);
    if (file.endsWith(".html") && same.length === bytes.length) wrong.push(`${file}: no script`);
  }
  return wrong;
}

/** Whether what a browser notes is wrong here: a page asks whether it is still the same, or there, and hangs up when it is not. */
const matters = (noted) => !/net::ERR_ABORTED\)$|^404: .*\/$/.test(noted);

/** An article that is several screens long. */
const long = (opening) =>
  `---\ntitle: 一篇长文\ndate: 2026-03-01\n---\n\n${opening}\n\n${Array.from({ length: 80 }, (_, nth) => `第${nth + 1}段：代表建议的办理情况。\n`).join("\n")}`;

describe("the preview", () => {
  let preview, browser, page, article;
  const wrong = [];
  const at = (path) => new URL(path, preview.address).href;
  const overlay = () => page.locator('[role="alert"]');
  const shows = (words) => page.getByText(words).first().waitFor({ state: "attached" });

  /** A new tab: the page in the old one may just be about to load itself again. */
  async function open(path) {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 900, height: 600 } });
    wrong.push(watch(page, preview.address.origin));
    return page.goto(at(path));
  }

  /** Sees that a mistake is shown over the page that was there, and is gone when it is mended. */
  async function mistake(file, broken, place, help, stays) {
    const good = existsSync(path(file)) ? text(file) : undefined;
    write(file, broken);
    try {
      await overlay().waitFor({ state: "visible" });
      const told = await overlay().innerText();
      assert.match(told, place);
      assert.match(told, help);
      await shows(stays);
      // Whoever comes later sees the same.
      const other = await browser.newPage();
      await other.goto(page.url());
      await other.locator('[role="alert"]').filter({ hasText: place }).waitFor();
      await other.getByText(stays).first().waitFor({ state: "attached" });
      await other.close();
    } finally {
      if (good === undefined) rmSync(path(file));
      else write(file, good);
    }
    await overlay().waitFor({ state: "detached" });
    await shows(stays);
  }

  before(async () => {
    article = "content/news/2026-03-01-long.md";
    write(article, long("最早的开头。"));
    write("templates/base.html", '{% extends "theme/base.html" %}\n{% block head %}<link rel="stylesheet" href="{{ root }}own.css">{% endblock head %}\n');
    write("static/own.css", "h1 { color: rgb(1, 2, 3) }\n");
    well(["build", "--strict", "--today", TODAY]);
    preview = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    preview?.kill();
  });

  test("has the bytes of a build", async () => {
    assert.deepEqual(await differences(preview), []);
  });

  test("shows a saved text where the reader was", async () => {
    await open("news/2026-03-01-long/");
    await shows("最早的开头。");
    await page.evaluate(() => scrollTo(0, 700));
    write(article, long("改过的开头。"));
    await shows("改过的开头。");
    await page.waitForFunction(() => Math.abs(scrollY - 700) < 5);
  });

  test("takes in a style sheet without loading the page", async () => {
    await page.evaluate(() => (window.isStill = true));
    const colour = (wanted) =>
      page.waitForFunction((wanted) => getComputedStyle(document.querySelector("h1")).color === wanted, wanted);
    await colour("rgb(1, 2, 3)");
    for (const step of [4, 5]) {
      write("static/own.css", `h1 { color: rgb(${step}, ${step}, ${step}) }\n`);
      await colour(`rgb(${step}, ${step}, ${step})`);
    }
    assert.equal(await page.evaluate(() => window.isStill), true);
    assert.equal(await page.evaluate(() => document.querySelectorAll('link[href*="own.css"]').length), 1);
    assert.ok(await page.evaluate(() => Math.abs(scrollY - 700) < 5));
  });

  test("tells a mistake in front matter over the last good page", async () => {
    const broken = long("改坏的开头。").replace("2026-03-01", "2026-02-31");
    await mistake(article, broken, /content\/news\/2026-03-01-long\.md:3/, /写成 `2022-01-19`/, "改过的开头。");
  });

  test("tells front matter that cannot be read over the last good page", async () => {
    const broken = long("改坏的开头。").replace("title: ", 'title: "');
    await mistake(article, broken, /content\/news\/2026-03-01-long\.md:2/, /引号/, "改过的开头。");
  });

  test("tells a mistake in a template over the last good page", async () => {
    const broken = '{% extends "theme/article.html" %}\n{% block head %}\n{{ page.title | }}\n{% endblock head %}\n';
    await mistake("templates/article.html", broken, /templates\/article\.html:3/, /帮助: .*内置模板/, "改过的开头。");
  });

  test("tells what a template cannot make over the last good page", async () => {
    const broken = '{% extends "theme/article.html" %}\n{% block head %}\n{{ page.no_such.value }}\n{% endblock head %}\n';
    await mistake("templates/article.html", broken, /templates\/article\.html:3/, /帮助: .*内置模板/, "改过的开头。");
  });

  test("has a new file in the list, and none that has gone", async () => {
    const file = "content/news/2026-03-02-new.md";
    const fresh = (words) => `---\ntitle: 刚写的一篇\ndate: 2026-03-02\n---\n\n${words}\n`;
    await open("news/");
    await shows("一篇长文");
    assert.equal(await page.getByText("刚写的一篇").count(), 0);
    write(file, fresh("正文。"));
    await shows("刚写的一篇");
    await open("news/2026-03-02-new/");
    await shows("正文。");
    rmSync(path(file));
    await page.getByText("正文。").waitFor({ state: "detached" });
    // As many editors save: another file takes its place.
    writeFileSync(join(home, "saved"), fresh("正文回来了。"));
    renameSync(join(home, "saved"), path(file));
    await shows("正文回来了。");
    await open("news/");
    await shows("刚写的一篇");
  });

  test("follows the settings", async () => {
    await open("");
    const settings = text("site.toml");
    write("site.toml", settings.replace('title = "试点摘编"', 'title = "改名摘编"'));
    await page.waitForFunction(() => document.title.includes("改名摘编"));
    await mistake("site.toml", settings.replace('title = "试点摘编"', 'title = 改名'), /site\.toml:\d+/, /引号/, /^改名摘编$/);
  });

  test("has the page for what is not there", async () => {
    const answer = await open("no/such/page/");
    assert.equal(answer.status(), 404);
    await page.locator("a.site-title").click();
    assert.equal(page.url(), at(""));
  });

  test("has the bytes of a build after all of that", async () => {
    assert.deepEqual(await differences(preview), []);
    assert.deepEqual(wrong.flat().filter(matters), []);
  });

  test("lies below a path", async () => {
    const below = await serve("--base-path", "/repo/");
    try {
      assert.equal(below.address.pathname, "/repo/");
      assert.deepEqual(await differences(below), []);
      const other = await browser.newPage();
      const amiss = watch(other, below.address.origin);
      await other.goto(new URL("news/", below.address).href);
      await other.getByText("刚写的一篇").first().click();
      await other.getByText("正文回来了。").waitFor();
      write("content/news/2026-03-02-new.md", "---\ntitle: 刚写的一篇\ndate: 2026-03-02\n---\n\n改了的正文。\n");
      await other.getByText("改了的正文。").waitFor();
      assert.equal((await other.goto(new URL("no/such/", below.address).href)).status(), 404);
      await other.locator("a.site-title").click();
      assert.equal(other.url(), below.address.href);
      assert.deepEqual(amiss.filter(matters), []);
      await other.close();
    } finally {
      below.kill();
    }
  });

  test("ends when it is interrupted, and gives its port back", async () => {
    assert.deepEqual(await preview.interrupt(), [0, null], preview.said());
    const again = createServer().listen(Number(preview.address.port), "127.0.0.1");
    await once(again, "listening");
    again.close();
  });
});

test("the site works wherever it is put", async () => {
  for (const [way, { read, links, wrong }] of Object.entries(await crawlEverywhere(root))) {
    assert.deepEqual(wrong, [], way);
    assert.ok(read > 30 && links > 300, `${way}: ${read} files, ${links} links`);
  }
});

test("the site works in a browser from a folder on disk", async () => {
  const out = join(home, "portable");
  well(["build", "--portable", "--output", out]);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const wrong = watch(page, "file://");
    await page.goto(new URL(`file://${out}/index.html`).href);
    await page.getByText("刚写的一篇").first().click();
    await page.getByText("改了的正文。").waitFor();
    assert.match(page.url(), /\/news\/2026-03-02-new\/index\.html$/);
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
  }
});
