// The letters of every chart of the site: large enough, apart from each other, inside the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
import { build, pages } from "./support/site.mjs";

const SMALLEST = 11;

const out = build();
const drawn = pages(out).filter(({ html }) => /<svg class="chart (wide|narrow)/.test(html));
let browser, site;

before(async () => {
  browser = await launch();
  site = await host(out, "/");
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("the site has charts", () => assert.ok(drawn.length > 10, `${drawn.length} pages with charts`));

for (const width of [1280, 360]) {
  test(`letters of charts at ${width} px`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    const wrong = [];
    let letters = 0;
    for (const { path } of drawn) {
      await page.goto(site.url(path));
      const found = await page.evaluate(measure, SMALLEST);
      letters += found.count;
      wrong.push(...found.wrong.map((it) => `${path}: ${it}`));
    }
    await context.close();
    assert.deepEqual(wrong, []);
    assert.ok(letters > 100, `${letters} texts were measured`);
  });
}

// Runs in the page. A box as the browser gives it is a line high; the letters themselves fill about an em of it.
function measure(smallest) {
  const wrong = [];
  let count = 0;
  for (const svg of document.querySelectorAll("svg.chart")) {
    const texts = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() && text.checkVisibility())
      .map((text) => {
        const matrix = text.getScreenCTM();
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.a, matrix.b);
        const box = text.getBoundingClientRect();
        const middle = (box.top + box.bottom) / 2;
        return {
          says: text.textContent.trim(),
          size,
          left: box.left,
          right: box.right,
          top: middle - 0.45 * size,
          bottom: middle + 0.45 * size,
        };
      });
    count += texts.length;
    texts.forEach((a, at) => {
      if (a.size < smallest - 0.05) wrong.push(`"${a.says}" is ${a.size.toFixed(1)} px high`);
      if (a.left < -0.5 || a.right > document.documentElement.clientWidth + 0.5) wrong.push(`"${a.says}" leaves the page`);
      for (const b of texts.slice(at + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) wrong.push(`"${a.says}" and "${b.says}" overlap by ${across.toFixed(1)} × ${down.toFixed(1)} px`);
      }
    });
  }
  return { count, wrong };
}
