// The card of a number in the text: what it says, who can reach it, and that it keeps out of the way.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, watch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
import { BASE_URL, build, pages, temporary } from "./support/site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const out = build();
const all = pages(out);
// An article one of whose numbers another source contradicts.
const article = all.find(({ html }) => html.includes('<body class="kind-article"') && html.includes("conflict-mark")).path;
const contradicted = 'a.figure[href="#f-deputies.issues_resolved"]';
let browser, site;

before(async () => {
  browser = await launch();
  site = await host(out, "/repo/");
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function open(options, look, path = article) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  try {
    const page = await context.newPage();
    const wrong = watch(page, site.origin);
    await page.goto(site.url(path));
    await look(page, page.locator(contradicted).first(), page.locator(".card"));
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** Focus as the keyboard gives it. */
async function byKeyboard(page, number) {
  await number.evaluate((link) => {
    const stops = [...document.querySelectorAll("a[href], button")];
    stops[stops.indexOf(link) - 1].focus();
  });
  // Where that is a number too, its card opens.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(await number.evaluate((link) => link === document.activeElement));
}

test("a card tells all that is known of its number", async () => {
  await open({}, async (page, number, card) => {
    await number.hover();
    await card.waitFor();
    const text = await card.innerText();
    const told = ["近6万个", "60,000个", "不少于 50,000，不到 60,000", "代表推动解决问题", "2021年", "湖南省", "湖南日报", "2022年1月19日"];
    const others = ["6万余个", "湖南人大网", "没有共同的取值", `${BASE_URL}indicators/deputies.issues_resolved/#430000-2021-`];
    for (const words of [...told, ...others]) assert.ok(text.includes(words), `the card does not say ${words}:\n${text}`);
    assert.equal(await number.locator("data").getAttribute("value"), "60000");
    const links = await card.locator("a").evaluateAll((list) => list.map((link) => link.getAttribute("href")));
    assert.ok(links.some((link) => link.startsWith("http")), "the original is one click away");
    assert.ok(links.includes("#f-deputies.issues_resolved"), "so is the row of the table");
  });
});

test("a card goes when the mouse does, but not on its way to the card", async () => {
  await open({}, async (page, number, card) => {
    await number.hover();
    await card.waitFor();
    await card.hover();
    await page.waitForTimeout(500);
    assert.ok(await card.isVisible());
    await page.mouse.move(5, 5);
    await card.waitFor({ state: "detached" });
  });
});

test("the keyboard opens a card, goes through it and on from its number", async () => {
  await open({}, async (page, number, card) => {
    await byKeyboard(page, number);
    await card.waitFor();
    const described = await number.getAttribute("aria-describedby");
    assert.match(await page.locator(`#${described}`).innerText(), /湖南日报/);
    await page.keyboard.press("Tab");
    assert.ok(await card.evaluate((it) => it.contains(document.activeElement)), "Tab enters the card");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    assert.ok(await number.evaluate((it) => it === document.activeElement), "Escape gives the focus back");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches("a.figure")), "Tab goes on to the next number");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });

    await byKeyboard(page, number);
    const stops = await card.locator("a, button").count();
    for (let presses = 0; presses <= stops; presses += 1) await page.keyboard.press("Tab");
    const next = await page.evaluate(() => document.activeElement.getAttribute("href"));
    assert.equal(next, "#f-deputies.aid_funds", "after its last link the card is left for what follows its number");
  });
});

test("a finger opens a card and closes it by a tap beside it or on its cross", async () => {
  await open({ hasTouch: true }, async (page, number, card) => {
    await number.tap();
    await card.waitFor();
    assert.equal(await page.evaluate(() => location.hash), "");
    await page.touchscreen.tap(4, 4);
    await card.waitFor({ state: "detached" });
    await number.tap();
    await card.locator("button").last().tap();
    await card.waitFor({ state: "detached" });
    await number.tap();
    await card.getByText("看表中此行").tap();
    await card.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => location.hash), "#f-deputies.issues_resolved");
  });
});

test("a citation is copied from the card and from the row", async () => {
  await open({ permissions: ["clipboard-read", "clipboard-write"] }, async (page, number, card) => {
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await number.hover();
    await card.getByRole("button", { name: "复制引用" }).click();
    await card.getByRole("status").filter({ hasText: "已复制" }).waitFor();
    const citation = await copied();
    assert.match(citation, /^湖南日报\. 代表推动解决问题：湖南省，2021年，近6万个\[DS\/OL\]/);
    await page.keyboard.press("Escape");
    await page.evaluate(() => navigator.clipboard.writeText(""));
    const row = page.locator('[id="f-deputies.issues_resolved"]');
    await row.locator("details.cite summary").click();
    await row.getByRole("button", { name: "复制引用" }).click();
    await row.getByRole("status").filter({ hasText: "已复制" }).waitFor();
    assert.equal(await copied(), citation);
    // The address of the citation is that of the row on the indicator's page.
    const [path, fragment] = citation.slice(citation.indexOf(BASE_URL) + BASE_URL.length).split("#");
    await page.goto(`${site.url(`${path}index.html`)}#${fragment}`);
    assert.ok(await page.locator("tr:target").innerText().then((text) => text.includes("近6万个")));
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`an open card is inside a narrow window and without fault, ${colorScheme}`, async () => {
    await open({ viewport: { width: 320, height: 568 }, hasTouch: true, colorScheme }, async (page, _, card) => {
      for (const number of await page.locator("a.figure").all()) {
        await number.tap();
        await card.waitFor();
        const box = await card.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 320, `the card is ${box.width} px wide at ${box.x}`);
        assert.ok(box.y >= 0 && box.y + box.height <= 568, `the card is ${box.height} px high at ${box.y}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), "nothing scrolls sideways");
      }
      await page.evaluate(AXE);
      const faults = await page.evaluate(
        async (runOnly) => (await axe.run(document, { runOnly, resultTypes: ["violations"] })).violations.map((it) => `${it.id}: ${it.nodes[0].html}`),
        RULES,
      );
      assert.deepEqual(faults, []);
    });
  });
}

test("a number of several figures has all of them in its card", async () => {
  const root = temporary();
  mkdirSync(join(root, "content"));
  writeFileSync(join(root, "site.toml"), 'title = "甲"\nregion = "430000"\n');
  const figures = "figures:\n  suggestions.closed_rate: 100%\n  suggestions.replied_rate: 100%\n";
  writeFileSync(join(root, "content/a.md"), `---\ntitle: 甲\nperiod: 2024\n${figures}---\n办结率和答复率均为100%。\n`);
  const own = await host(build(root), "/repo/");
  const page = await browser.newPage();
  try {
    await page.goto(own.url("a/index.html"));
    await page.locator("a.figure").hover();
    await page.locator(".card").waitFor();
    const names = await page.locator(".card dl dd:first-of-type a").allInnerTexts();
    assert.deepEqual(names, ["办结率", "办复率(答复率)"]);
    assert.deepEqual(await page.locator("a.figure").getAttribute("data-row"), "1,2");
  } finally {
    await page.close();
    await own.close();
  }
});

test("print has no cards, and the number of its row at each number of the text", async () => {
  await open({}, async (page, number, card) => {
    await number.hover();
    await card.waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(await card.isHidden());
    const row = page.locator('[id="f-deputies.issues_resolved"]');
    const place = await row.evaluate((it) => [...it.parentElement.querySelectorAll("tr[id]")].indexOf(it) + 1);
    assert.equal(await number.getAttribute("data-row"), String(place));
    const shown = await number.evaluate((it) => getComputedStyle(it, "::after").content);
    assert.match(shown, /"\[" attr\(data-row\)|\[\d/);
  });
});
