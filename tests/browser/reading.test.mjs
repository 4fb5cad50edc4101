// What a reader does: follow a number to its source, with a script and without; move by keyboard; wait for the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { launch, watch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
import { build, examples, files, pages } from "./support/site.mjs";

const FIRST_VIEW = 60_000;
const SCRIPT = 15_000;

const out = build();
const kinds = examples(pages(out));
let browser, site;

before(async () => {
  browser = await launch();
  site = await host(out, "/repo/");
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens a page in a context of its own, and closes it whatever `look` finds. */
async function open(path, options, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  try {
    const page = await context.newPage();
    const wrong = watch(page, site.origin);
    await page.goto(site.url(path));
    await look(page);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

test("without a script every kind of page shows its text, and no control that does nothing", async () => {
  for (const [kind, path] of Object.entries(kinds)) {
    await open(path, { javaScriptEnabled: false }, async (page) => {
      assert.ok((await page.locator("main").innerText()).trim().length > 20, kind);
      assert.equal(await page.locator("button:visible").count(), 0, `${kind}: buttons need the script`);
    });
  }
});

for (const javaScriptEnabled of [true, false]) {
  test(`a number in the text leads to its row, ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    await open(kinds.article, { javaScriptEnabled }, async (page) => {
      const number = page.locator("a.figure").first();
      const id = decodeURIComponent((await number.getAttribute("href")).slice(1));
      await number.click();
      const row = page.locator(`[id="${id}"]`);
      // The card, where there is one, tells the same.
      const card = page.locator(".card");
      if ((await card.count()) === 0) {
        await page.waitForFunction((at) => decodeURIComponent(location.hash.slice(1)) === at, id);
        const box = await row.boundingBox();
        assert.ok(box.y >= 0 && box.y < 800, `the row is at ${box.y} px`);
        assert.ok(await row.evaluate((it) => it.matches(":target")));
      } else {
        assert.ok(javaScriptEnabled);
        assert.ok(await card.isVisible());
      }
    });
  });
}

test("with a script a number shows its card: to the mouse, to the keyboard, and not for good", async () => {
  await open(kinds.article, {}, async (page) => {
    const number = page.locator("a.figure").first();
    const card = page.locator(".card");
    await number.hover();
    await card.waitFor({ state: "visible" });
    const value = (await number.innerText()).trim();
    assert.ok((await card.innerText()).includes(value), `the card says ${value}`);
    const box = await card.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 1280, "the card is inside the page");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.querySelector("main").focus());
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.matches("a.figure"))) break;
    }
    await card.waitFor({ state: "visible" });
  });
});

test("the first stop of the keyboard skips to the text", async () => {
  for (const path of [kinds.home, kinds.article, kinds.data]) {
    await open(path, {}, async (page) => {
      await page.keyboard.press("Tab");
      const first = await page.evaluate(() => {
        const it = document.activeElement;
        const box = it.getBoundingClientRect();
        return { skips: it.matches("a.skip"), shown: box.width > 20 && box.height > 10 && box.top >= 0 };
      });
      assert.deepEqual(first, { skips: true, shown: true });
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement.id === "main");
    });
  }
});

test("a first page view weighs little", async () => {
  for (const path of [kinds.home, kinds.article]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const parts = [];
    page.on("response", async (response) => {
      if (response.request().resourceType() !== "image") parts.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(site.url(path), { waitUntil: "networkidle" });
    const weight = (await Promise.all(parts)).reduce((sum, part) => sum + part, 0);
    await context.close();
    assert.ok(parts.length > 1 && weight < FIRST_VIEW, `${path}: ${weight} bytes in ${parts.length} parts`);
  }
});

test("scripts weigh little", () => {
  const scripts = files(out).filter((path) => path.endsWith(".js"));
  const weight = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(out, path))).length, 0);
  assert.ok(scripts.length > 0 && weight < SCRIPT, `${weight} bytes`);
});
