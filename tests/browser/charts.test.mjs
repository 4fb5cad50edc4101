// The letters of every chart of the site, on a desk, on a phone and on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { LOOKS, look as lookAt, named, read } from "./support/letters.mjs";
import { host } from "./support/server.mjs";
import { build, pages } from "./support/site.mjs";

const out = build();
const drawn = pages(out).filter(({ html }) => /<svg class="chart (wide|narrow)/.test(html));
const paths = drawn.map(({ path }) => path);
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

test("what is wrong with letters is seen", async () => {
  const faults = {
    "is 10.0 px high": '<text x="9" y="50" font-size="10">一</text>',
    "overlap by": '<text x="9" y="50">一二</text><text x="20" y="55">三</text>',
    "leaves the picture": '<text x="90" y="50">一二</text>',
    "a contrast of 4.48": '<text x="9" y="50" fill="#777">一</text>',
    "a contrast of 4.49": '<text x="9" y="50" fill-opacity=".534">一</text>',
    "a contrast of 1.01": '<g opacity=".5"><path d="M0 0H99V99H0Z"/></g><text x="9" y="50" fill="#808080">一</text>',
    "a contrast of 2.71": '<pattern id="p"><path d="M0 0H9" fill="none" stroke="#357"/></pattern><rect width="99" height="99" fill="url(#p)"/><text x="9" y="50">一</text>',
    "lies on a mark": '<circle cx="20" cy="45" r="2"/><text x="9" y="50" stroke="#fff" stroke-width="3" paint-order="stroke">一</text>',
    "goes on in": '<text x="9" y="40">约16</text><text x="9" y="66">72件</text>',
    "lies under a shape": '<text x="9" y="50">一</text><rect width="20" height="99" fill="#fff"/>',
  };
  const fine = '<rect width="99" height="99"/><text x="9" y="50" stroke="#fff" stroke-width="3" paint-order="stroke">一</text><text x="9" y="80" fill="#fff">二</text>';
  const page = await browser.newPage();
  const wrongWith = async (shapes) => {
    const svg = `<svg class="chart" width="100" height="100" font-size="20">${shapes}</svg>`;
    await page.setContent(`<body style="background:#fff"><figure class="chart" id="a">${svg}</figure>`);
    return (await lookAt(page)).wrong;
  };
  for (const [fault, shapes] of Object.entries(faults)) {
    const wrong = await wrongWith(shapes);
    assert.equal(wrong.length, 1, `${fault}: ${wrong}`);
    assert.ok(wrong[0].includes(fault), `${fault}: ${wrong}`);
  }
  assert.deepEqual(await wrongWith(fine), []);
  await page.close();
});

for (const look of LOOKS) {
  test(`letters of charts: ${named(look)}`, async () => {
    const { texts, wrong } = await read(browser, site, paths, look);
    assert.deepEqual(wrong, []);
    assert.ok(texts > 100, `${texts} texts were measured`);
  });
}
