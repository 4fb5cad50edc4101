// Follows all that the files of a site name, from its front page, over HTTP or in a folder on disk: links, images, scripts, style
// sheets, fragments, and in pages, feeds and the sitemap every whole address of the site.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { host } from "./server.mjs";
import { build, pages, temporary } from "./site.mjs";

/** Elements and relations that may name another host: nothing is loaded from there. */
const POINTS = /^<a\s|\srel="(canonical|alternate)"/;

function unescape(text) {
  return text.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'");
}

/** What a text names: each address as it is written, and whether it may be one of another host. */
function* named(path, text, site) {
  if (path.endsWith(".css")) {
    for (const [, address] of text.matchAll(/(?:url\(|@import\s)\s*["']?([^"')]+)/g)) yield { address };
    return;
  }
  const whole = new RegExp(`${site.replace(/[.?+*()[\]]/g, "\\$&")}[^"<>,\\s\\\\]*`, "g");
  for (const [address] of unescape(text).matchAll(whole)) yield { address };
  if (!path.endsWith(".html")) return;
  for (const [tag] of text.matchAll(/<[a-z][^>]*>/gi)) {
    const points = POINTS.test(tag);
    for (const [, attribute, value] of tag.matchAll(/\s(href|src|srcset|poster|action|data)="([^"]*)"/g)) {
      const all = attribute === "srcset" ? value.split(",").map((it) => it.trim().split(" ")[0]) : [value];
      for (const address of all) yield { address: unescape(address), points };
    }
    const refresh = /http-equiv="refresh"/.test(tag) && /content="[^"]*url=([^"]*)"/i.exec(tag);
    if (refresh) yield { address: unescape(refresh[1]) };
    for (const [, id] of tag.matchAll(/="url\((#[^)]+)\)"/g)) yield { address: unescape(id) };
  }
}

/** What stands at an address: its text, or why there is none. */
async function read(url) {
  if (url.protocol === "file:") {
    const path = fileURLToPath(url);
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? { text: readFileSync(path, "utf8") } : { why: found ? "is a folder" : "leads nowhere" };
  }
  const answer = await fetch(url, { redirect: "manual" });
  const text = await answer.text();
  return answer.status === 200 ? { text } : { why: `is answered with ${answer.status}`, text };
}

/**
 * Reads the addresses of `starts`, and all below `site` that they lead to. One that is `missing` is to be answered with the page
 * for what is not there, and that page is looked at like any other. Gives how many were read, the number of links and what is
 * wrong with them.
 */
async function crawl(site, starts, missing) {
  const known = new Map();
  const ids = new Map();
  const fragments = [];
  const wrong = [];
  let links = 0;

  const take = (url, text) => {
    const path = url.pathname.endsWith("/") ? "index.html" : url.pathname;
    if (!/\.(html|css|csv|xml|json|txt)$/.test(path)) return [];
    if (path.endsWith(".html")) ids.set(url.href, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => unescape(id))));
    const next = [];
    for (const { address, points } of named(path, text, site)) {
      links += 1;
      const tell = (why) => wrong.push(`${decodeURI(url.href.slice(site.length))}: ${address} ${why}`);
      if (!URL.canParse(address, url)) {
        tell("is no address");
        continue;
      }
      const target = new URL(address, url);
      const id = decodeURIComponent(target.hash.slice(1));
      target.hash = "";
      if (!target.href.startsWith(site)) {
        if (target.origin === new URL(site).origin && target.protocol !== "file:") tell("leaves the site");
        else if (/^(https?|file):$/.test(target.protocol) && !points) tell("asks another host");
        continue;
      }
      if (id) fragments.push({ target: target.href, id, tell });
      if (target.href !== url.href) next.push({ target, tell });
    }
    return next;
  };

  const queue = starts.map((start) => ({ target: new URL(start), tell: (why) => wrong.push(`${start} ${why}`) }));
  if (missing) {
    const url = new URL(missing);
    const { text, why } = await read(url);
    if (why && text) queue.push(...take(url, text));
    else wrong.push(`${missing} has no page that says so`);
  }
  while (queue.length) {
    const { target, tell } = queue.pop();
    if (!known.has(target.href)) {
      known.set(target.href, undefined);
      const { text, why } = await read(target);
      known.set(target.href, why);
      if (!why) queue.push(...take(target, text));
    }
    if (known.get(target.href)) tell(known.get(target.href));
  }
  for (const { target, id, tell } of fragments) {
    if (ids.has(target) && !ids.get(target).has(id)) tell("names an id that is not there");
  }
  return { read: known.size, links, wrong: [...new Set(wrong)] };
}

/**
 * Builds the site at `root` for each way to publish it, puts it there and follows it all: at the root of a host, below a path,
 * and in a folder on disk. Gives for each way how much was read and what is wrong.
 */
export async function crawlEverywhere(root) {
  const found = {};
  for (const mount of ["/", "/repo/"]) {
    const out = join(temporary(), "public");
    const server = await host(out, mount);
    try {
      build(root, ["--base-url", server.url("")], out);
      const starts = ["robots.txt", "sitemap.xml", ...pages(out).map(({ path }) => path)];
      found[mount] = await crawl(server.url(""), starts.map(server.url), server.url("no/such/page/"));
    } finally {
      await server.close();
    }
  }
  const out = build(root, ["--portable"]);
  // Its page for what is not there waits for a host.
  const starts = pages(out).filter(({ path }) => path !== "404.html");
  const urls = starts.map(({ path }) => pathToFileURL(join(out, path)).href);
  found["on disk"] = await crawl(pathToFileURL(`${out}/`).href, urls);
  return found;
}
