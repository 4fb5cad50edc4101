// The card of a chart's mark: by mouse, finger and keyboard, on a desk and on a phone; and the chart without it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, watch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
import { build, pages } from "./support/site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

const out = build();
// Marks that say their value; of these pages the first has a line in its text.
const telling = pages(out).filter(({ html }) => /<\/title><\/(circle|rect|path|g)>/.test(html));
const lines = telling.find(({ html }) => /<div class="text">.*<\/title><\/circle>/s.test(html)).path;
let browser, site;

before(async () => {
  browser = await launch();
  site = await host(out, "/repo/");
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function open(options, look, path = lines) {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce", ...options });
  try {
    const page = await context.newPage();
    const wrong = watch(page, site.origin);
    await page.goto(site.url(path), { waitUntil: "load" });
    const figure = page.locator("figure.chart:has(.drawing)").first();
    await look(page, figure, figure.locator(".tip"));
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

const cells = (figure) => figure.locator("td").allTextContents();
const shown = (figure) => figure.locator("svg.chart").filter({ visible: true });

/** The middle of each dot of a line that is shown, on the screen. */
const dots = (figure) =>
  shown(figure).locator("circle").evaluateAll((list) =>
    list.map((it) => it.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })),
  );

for (const [name, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
  test(`a mark under the mouse says a value of the table, ${name}`, async () => {
    await open({ viewport }, async (page, figure, card) => {
      await figure.scrollIntoViewIfNeeded();
      const before = await figure.boundingBox();
      const table = await cells(figure);
      const all = await dots(figure);
      assert.ok(all.length > 2);
      for (const { x, y } of all) {
        await page.mouse.move(x + 5, y + 5);
        const value = await card.locator("b").textContent();
        assert.ok(table.includes(value), `${value} is not in the table`);
        assert.ok((await card.textContent()).length > value.length, "it says of which period");
        assert.equal(await shown(figure).locator(".on").count(), 1, "one mark is outlined");
        const box = await card.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= viewport.width && box.y >= 0, "the card is on the screen");
      }
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
      assert.deepEqual(await figure.boundingBox(), before, "nothing moves");
      await page.mouse.move(all[0].x, all[0].y);
      await page.keyboard.press("Escape");
      assert.equal(await card.textContent(), "", "Escape closes");
      await page.mouse.move(all[0].x, all[0].y + 1);
      assert.notEqual(await card.textContent(), "");
      await page.mouse.move(2, 2);
      assert.equal(await card.textContent(), "", "the card goes with the mouse");
      assert.equal(await figure.locator(".on").count(), 0);
    });
  });
}

test("the card stays under a mouse that goes to it", async () => {
  await open({}, async (page, figure, card) => {
    await figure.scrollIntoViewIfNeeded();
    const [{ x, y }] = await dots(figure);
    await page.mouse.move(x, y);
    const says = await card.textContent();
    const box = await card.boundingBox();
    await page.mouse.move(x, box.y + box.height / 2, { steps: 8 });
    assert.equal(await card.textContent(), says);
  });
});

test("the browser tells no value a second time, and names of drawings stay", async () => {
  await open({}, async (page, figure) => {
    assert.equal(await page.locator("figure.chart svg.chart title").count(), 0);
    const named = await figure.locator("svg.chart").evaluateAll((list) =>
      list.map((svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent)),
    );
    for (const names of named) assert.ok(names.every((it) => it.length > 2), names.join());
  });
});

test("the keyboard goes through every chart of the site, and all that is said stands in its table", async () => {
  assert.ok(telling.length > 5, `${telling.length} pages`);
  for (const { path } of telling) {
    await open({}, async (page) => {
      const charts = page.locator("figure.chart:has(.tip)");
      assert.ok((await charts.count()) > 0, path);
      for (const figure of await charts.all()) await walk(page, figure, path);
    }, path);
  }
});

async function walk(page, figure, path) {
  const table = await cells(figure);
  const card = figure.locator(".tip");
  const lit = () => shown(figure).locator(".on").evaluate((it) => it.outerHTML);
  await figure.locator(".drawing").focus();
  await page.keyboard.press("End");
  const last = await lit();
  await page.keyboard.press("Home");
  for (let steps = 0; ; steps += 1) {
    const value = await card.locator("b").textContent();
    assert.ok(table.includes(value), `${path}: ${value} is not in the table`);
    if ((await lit()) === last) break;
    assert.ok(steps < 300, `${path}: the last mark is never reached`);
    await page.keyboard.press("ArrowRight");
  }
}

test("a chart is one tab stop, and its card closes", async () => {
  await open({}, async (page, figure, card) => {
    const drawing = figure.locator(".drawing");
    await figure.evaluate((it) => {
      const stops = [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")].filter((stop) => stop.checkVisibility());
      stops[stops.indexOf(it.querySelector(".drawing")) - 1].focus();
    });
    await page.keyboard.press("Tab");
    assert.ok(await drawing.evaluate((it) => it === document.activeElement));
    const first = await card.textContent();
    assert.notEqual(first, "", "focus shows the first value");
    await page.keyboard.press("ArrowRight");
    const second = await card.textContent();
    assert.notEqual(second, first);
    await page.keyboard.press("Escape");
    assert.equal(await card.textContent(), "");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await card.textContent(), second, "it opens where it was closed");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await card.textContent(), first);
    await page.keyboard.press("Tab");
    assert.equal(await card.textContent(), "", "it goes with the focus");
    assert.ok(await page.evaluate(() => document.activeElement.matches("summary")), "the table comes next");
  });
});

test("a finger opens a card and closes it beside the chart", async () => {
  await open({ viewport: PHONE, hasTouch: true, isMobile: true }, async (page, figure, card) => {
    await figure.scrollIntoViewIfNeeded();
    const [{ x, y }] = await dots(figure);
    await page.touchscreen.tap(x + 8, y + 8);
    assert.ok((await cells(figure)).includes(await card.locator("b").textContent()));
    await figure.locator("figcaption").tap();
    assert.equal(await card.textContent(), "");
  });
});

test("the card follows its mark to the other drawing", async () => {
  await open({}, async (page, figure, card) => {
    await figure.locator(".drawing").focus();
    await page.keyboard.press("End");
    const says = await card.textContent();
    await page.setViewportSize(PHONE);
    await figure.locator("svg.narrow .on").waitFor();
    assert.equal(await card.textContent(), says);
    const [mark, box] = [await figure.locator("svg.narrow .on").boundingBox(), await card.boundingBox()];
    const apart = Math.max(box.y - mark.y - mark.height, mark.y - box.y - box.height);
    assert.ok(apart < 16, `the card is ${apart} px from its mark`);
    assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width);
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`an open card is without fault, ${colorScheme}`, async () => {
    await open({ viewport: PHONE, colorScheme }, async (page, figure, card) => {
      await figure.locator(".drawing").focus();
      await page.keyboard.press("Home");
      assert.notEqual(await card.textContent(), "");
      await page.evaluate(AXE);
      const faults = await page.evaluate(
        async (runOnly) => (await axe.run(document, { runOnly, resultTypes: ["violations"] })).violations.map((it) => `${it.id}: ${it.nodes[0].html}`),
        RULES,
      );
      assert.deepEqual(faults, []);
    });
  });
}

test("print has no card, and a table where it was opened", async () => {
  await open({}, async (page, figure, card) => {
    const table = figure.locator("table");
    await figure.locator(".drawing").focus();
    await page.keyboard.press("Home");
    await page.emulateMedia({ media: "print" });
    assert.ok(await card.isHidden());
    assert.ok(await table.isHidden());
    assert.ok(await figure.locator(".chart-note").first().isVisible(), "the source is printed");
    await figure.locator("details").evaluate((it) => { it.open = true; });
    assert.ok(await table.isVisible());
    assert.ok(await figure.locator("summary").isHidden());
  });
});

test("without a script the marks have titles and the table is there", async () => {
  await open({ javaScriptEnabled: false }, async (page, figure, card) => {
    assert.equal(await card.count(), 0);
    assert.equal(await figure.locator(".drawing[tabindex]").count(), 0);
    assert.ok((await figure.locator("svg.wide circle > title").count()) > 2);
    await figure.locator("summary").click();
    assert.ok(await figure.locator("table").isVisible());
  });
});
