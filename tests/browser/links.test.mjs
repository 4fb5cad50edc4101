// Everything that this repository's own site names leads somewhere, wherever the site is put; nothing but a link names another host.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crawlEverywhere } from "./support/crawl.mjs";
import { REPOSITORY, build, files } from "./support/site.mjs";

test("at the root of a host, below a path and from a folder on disk", async () => {
  for (const [way, { read, links, wrong }] of Object.entries(await crawlEverywhere(REPOSITORY))) {
    assert.deepEqual(wrong.slice(0, 50), [], `${wrong.length} ${way}`);
    assert.ok(read > 200 && links > 1000, `${way}: ${read} files, ${links} links`);
  }
});

test("style sheets and scripts ask nobody", () => {
  const out = build();
  const outside = files(out)
    .filter((path) => /\.(css|js)$/.test(path))
    .filter((path) => /url\(\s*["']?(?:https?:)?\/\/|@import|fetch\(\s*["']http/.test(readFileSync(join(out, path), "utf8")));
  assert.deepEqual(outside, []);
});
