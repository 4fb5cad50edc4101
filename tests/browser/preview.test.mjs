// The preview: a change shows by itself and the reader keeps the place; a mistake shows over the page, and goes; that of a chart
// in its place too.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { BINARY, temporary } from "./support/site.mjs";

const root = temporary();
const article = join(root, "content", "news", "a.md");

/** An article that is several screens long. */
function write(opening, frontMatter = "date: 2026-01-05") {
  const text = Array.from({ length: 60 }, (_, nth) => `第${nth + 1}段：代表建议的办理情况。\n`).join("\n");
  writeFileSync(article, `---\ntitle: 试写\n${frontMatter}\n---\n\n${opening}\n\n${text}`);
}

const closing = [];
after(async () => {
  for (const close of closing.reverse()) await close();
});

test("a page follows its source", { timeout: 60_000 }, async () => {
  mkdirSync(join(root, "content", "news"), { recursive: true });
  writeFileSync(join(root, "site.toml"), 'title = "试站"\n');
  write("最早的开头。");

  const server = spawn(BINARY, ["serve", "--root", root, "--port", "0", "--lang", "en"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(server, "exit");
  closing.push(() => server.kill("SIGKILL"));
  let said = "";
  const address = await new Promise((found, failed) => {
    const hear = (chunk) => {
      said += chunk;
      const url = said.match(/http:\/\/[^\s]+/);
      if (url) found(new URL(url[0]));
    };
    server.stdout.setEncoding("utf8").on("data", hear);
    server.stderr.setEncoding("utf8").on("data", hear);
    ended.then(() => failed(new Error(`the preview has ended: ${said}`)));
  });

  const browser = await launch();
  closing.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  await page.goto(new URL("news/a/", address).href);
  await page.getByText("最早的开头。").waitFor();

  // A change shows without a hand on the browser, at the place where the reader was.
  await page.evaluate(() => scrollTo(0, 700));
  write("改过的开头。");
  await page.getByText("改过的开头。").waitFor({ state: "attached" });
  await page.waitForFunction(() => Math.abs(scrollY - 700) < 5);

  // A mistake: the last good page stays, what is wrong stands over it.
  write("改坏的开头。", "date: 2026-02-31");
  const overlay = page.locator('[role="alert"]');
  await overlay.waitFor({ state: "visible" });
  assert.match(await overlay.innerText(), /content\/news\/a\.md:3/);
  assert.equal(await page.getByText("改过的开头。").count(), 1);

  // Mended: the message goes and the new page is there.
  write("修好的开头。");
  await page.getByText("修好的开头。").waitFor({ state: "attached" });
  await overlay.waitFor({ state: "detached" });

  // A chart with a mistake does not keep its page from being shown: what is wrong stands in its place and over the page.
  const chart = "```chart\nindicator: suggestions.closed_rate\nkind: pie\n```";
  write(`图坏了的开头。\n\n${chart}`);
  await page.getByText("图坏了的开头。").waitFor({ state: "attached" });
  await overlay.waitFor({ state: "visible" });
  assert.match(await overlay.innerText(), /content\/news\/a\.md:10/);
  assert.match(await page.locator("figure.chart .refused").innerText(), /kind.*pie/);
  write("又修好了。");
  await page.getByText("又修好了。").waitFor({ state: "attached" });
  await overlay.waitFor({ state: "detached" });

  // At its end the port is free again.
  server.kill("SIGTERM");
  await ended;
  const again = createServer().listen(Number(address.port), "127.0.0.1");
  await once(again, "listening");
  again.close();
});
