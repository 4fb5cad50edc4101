// One page of every kind on a desk and on a phone, light and dark: quiet, in one column, accessible.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { launch, watch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
import { build, examples, pages } from "./support/site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

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

for (const width of [1280, 360]) {
  for (const colorScheme of ["light", "dark"]) {
    describe(`${width} px, ${colorScheme}`, () => {
      for (const [kind, path] of Object.entries(kinds)) {
        test(kind, async () => {
          const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
          try {
            await look(context, kind, path, width);
          } finally {
            await context.close();
          }
        });
      }
    });
  }
}

async function look(context, kind, path, width) {
  const page = await context.newPage();
  const wrong = watch(page, site.origin);
  const url = kind === "404" ? site.url("no/such/page/") : site.url(path);
  const response = await page.goto(url, { waitUntil: "load" });
  assert.equal(response.status(), kind === "404" ? 404 : 200);

  const seen = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
    return {
      headings: document.querySelectorAll("h1").length,
      twice: ids.filter((id, at) => ids.indexOf(id) !== at),
      scrollWidth: document.documentElement.scrollWidth,
      outside: [...document.querySelectorAll(".tile-value")]
        .filter((value) => {
          const text = document.createRange();
          text.selectNodeContents(value);
          return text.getBoundingClientRect().right > value.closest(".tile").getBoundingClientRect().right + 1;
        })
        .map((value) => value.textContent),
      language: document.documentElement.lang,
    };
  });
  assert.equal(seen.headings, 1, "exactly one h1");
  assert.deepEqual(seen.twice, [], "ids are unique");
  assert.ok(seen.scrollWidth <= width, `the page is ${seen.scrollWidth} px wide`);
  assert.deepEqual(seen.outside, [], "large numbers stay in their tiles");
  assert.ok(seen.language, "the page says its language");

  await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (tags) =>
      (await axe.run(document, { runOnly: tags, resultTypes: ["violations"] })).violations.map((it) => ({
        rule: it.id,
        help: it.help,
        at: it.nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
      })),
    TAGS,
  );
  assert.deepEqual(violations, []);
  assert.deepEqual(wrong, []);
}
