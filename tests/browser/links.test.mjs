// Every link, image and style sheet of every page leads somewhere, with the tree at `/` and under `/repo/`; so do the
// addresses that feeds, sitemap and canonical links name. Nothing but a link names another host.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BASE_URL, build, files, pages } from "./support/site.mjs";

const out = build();
const all = pages(out);
const there = new Set(files(out));
const ids = new Map(all.map(({ path, html }) => [path, new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => unescape(id)))]));

function unescape(text) {
  return text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'");
}

/** The file that a path inside the site leads to, as a static host finds it. */
function file(path) {
  const plain = decodeURIComponent(path);
  if (plain === "" || plain.endsWith("/")) return there.has(`${plain}index.html`) ? `${plain}index.html` : undefined;
  return there.has(plain) ? plain : undefined;
}

/** What is wrong with a destination on a page; nothing, when it leads somewhere. */
function follow(from, written, mount, isLink) {
  const origin = "http://site.invalid";
  const url = new URL(written, origin + mount + from.split("/").map(encodeURIComponent).join("/"));
  if (url.origin !== origin) {
    return isLink || !/^https?:$/.test(url.protocol) ? undefined : "asks another host";
  }
  if (!url.pathname.startsWith(mount)) return "leaves the site";
  const target = file(url.pathname.slice(mount.length));
  if (!target) return "leads nowhere";
  const id = decodeURIComponent(url.hash.slice(1));
  if (id && target.endsWith(".html") && !ids.get(target).has(id)) return "names an id that is not there";
  return undefined;
}

for (const mount of ["/", "/repo/"]) {
  test(`links at ${mount}`, () => {
    const wrong = [];
    let count = 0;
    for (const { path, html } of all) {
      // 404.html stands in for any path, so its links hold at its own address only.
      if (path === "404.html" && mount !== "/repo/") continue;
      for (const [tag, name, attributes] of html.matchAll(/<([a-z]+)\s([^>]*)>/g)) {
        for (const [, attribute, value] of attributes.matchAll(/(?:^|\s)(href|src|srcset|poster|action)="([^"]*)"/g)) {
          if (/rel="canonical"/.test(tag)) continue;
          count += 1;
          const why = follow(path, unescape(value), mount, name === "a");
          if (why) wrong.push(`${path}: ${attribute}="${value}" ${why}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(count > 1000, `${count} links`);
  });
}

test("style sheets and scripts ask nobody", () => {
  const outside = [...there]
    .filter((path) => /\.(css|js)$/.test(path))
    .filter((path) => /url\(\s*["']?(?:https?:)?\/\/|@import|fetch\(\s*["']http/.test(readFileSync(join(out, path), "utf8")));
  assert.deepEqual(outside, []);
});

test("whole addresses name files of the site", () => {
  const wrong = [];
  let count = 0;
  for (const path of there) {
    if (!/\.(html|xml|json)$/.test(path)) continue;
    const text = readFileSync(join(out, path), "utf8");
    for (const [, rest] of text.matchAll(/https:\/\/yaomu\.example\/repo\/([^"<>\s\\#&]*)/g)) {
      count += 1;
      if (!file(unescape(rest))) wrong.push(`${path}: ${BASE_URL}${rest}`);
    }
  }
  assert.deepEqual([...new Set(wrong)].slice(0, 50), []);
  assert.ok(count > 100, `${count} addresses`);
});
