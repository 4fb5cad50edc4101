// The letters of charts at random: `YAOMU_SEED` sets the site, `YAOMU_RANDOM_CHARTS` how many charts are tried.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { LOOKS, named, read } from "./support/letters.mjs";
import * as random from "./support/random-site.mjs";
import { host } from "./support/server.mjs";
import { build, pages, temporary } from "./support/site.mjs";

/** More are asked for than must be drawn: a few are refused. */
const ASKED = Number(process.env.YAOMU_RANDOM_CHARTS ?? 240);
const DRAWN = Math.floor((ASKED * 5) / 6);

const seed = random.seed();
const root = join(temporary(), "site");
random.write(root, seed, ASKED);
console.log(`YAOMU_SEED=${seed}`);
const out = build(root);
const asked = pages(out).filter(({ path }) => path.startsWith("news/charts-"));
const paths = asked.map(({ path }) => path);
let browser, site;

before(async () => {
  browser = await launch();
  site = await host(out, "/");
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("most charts are drawn, in both their forms", (t) => {
  const figures = asked.flatMap(({ path, html }) =>
    html
      .split(/(?=<figure class="chart")/)
      .slice(1)
      .map((figure) => ({ path, html: figure.slice(0, figure.indexOf("</figure>")) })),
  );
  const pairs = figures.filter(({ html }) => html.includes('<svg class="chart wide') && html.includes('<svg class="chart narrow'));
  for (const { path, html } of figures.filter((it) => !pairs.includes(it))) {
    const of = (pattern) => pattern.exec(html)?.[1].replace(/<[^>]+>/g, " ").trim() ?? "";
    t.diagnostic(`refused: ${path}#${of(/ id="([^"]+)"/)}: ${of(/<figcaption>(.*?)<\/figcaption>/s)}: ${of(/<p class="refused">(.*?)<\/p>/s)}`);
  }
  assert.equal(figures.length, ASKED, `seed ${seed}`);
  assert.ok(pairs.length >= DRAWN, `seed ${seed}: ${pairs.length} of ${ASKED} were drawn`);
});

for (const look of LOOKS) {
  test(`letters of charts at random: ${named(look)}`, async () => {
    const { charts, wrong } = await read(browser, site, paths, look);
    assert.deepEqual(wrong, [], `seed ${seed}`);
    assert.ok(charts >= DRAWN, `seed ${seed}: ${charts} charts were seen`);
  });
}
