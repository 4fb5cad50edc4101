// The site under test: this repository's own, built by the release binary into a folder that goes away again.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** The address that the tree is built for; it must work at `/` all the same, but for its 404 page. */
export const BASE_URL = "https://yaomu.example/repo/";

/** The binary: `cargo build --release` makes it. */
export const BINARY =
  process.env.YAOMU ?? join(process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, "target"), "release", "yaomu");

/** A folder for one test file, removed when its process ends. */
export function temporary() {
  const folder = mkdtempSync(join(tmpdir(), "yaomu-browser-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Builds a site, the repository's own if no other is named; gives the folder. */
export function build(root = REPOSITORY, args = ["--base-url", BASE_URL], out = join(temporary(), "public")) {
  const run = spawnSync(BINARY, ["build", "--root", root, "--output", out, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`the build has failed: ${run.error ?? run.stderr}`);
  return out;
}

/** Paths of all files under `folder`, with `/`, sorted. */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** Every HTML file with its text. */
export function pages(folder) {
  return files(folder)
    .filter((path) => path.endsWith(".html"))
    .map((path) => ({ path, html: readFileSync(join(folder, path), "utf8") }));
}

/** One page of every kind, by a name for it. A kind that the site lacks is an error: this site shows everything. */
export function examples(all) {
  const first = (test) => {
    const page = all.find(test);
    return page?.path;
  };
  const kind = (name) => first(({ html }) => html.includes(`<body class="kind-${name}"`));
  const indicator = (holds) => first(({ path, html }) => path.startsWith("indicators/") && path.split("/").length === 3 && holds(html));
  const found = {
    home: "index.html",
    article: first(({ html }) => html.includes('<body class="kind-article"') && html.includes('class="figure"')),
    report: kind("report"),
    issue: kind("issue"),
    page: kind("page"),
    "page in another language": first(({ path }) => path === "docs/en/theme/index.html"),
    section: first(({ path }) => path === "news/index.html"),
    terms: first(({ path }) => path === "topics/index.html"),
    term: first(({ path }) => /^topics\/[^/]+\/index.html$/.test(path)),
    regions: first(({ path }) => path === "regions/index.html"),
    region: first(({ path }) => path === "regions/430000/index.html"),
    indicators: first(({ path }) => path === "indicators/index.html"),
    "indicator with chart": indicator((html) => html.includes('<svg class="chart wide')),
    "indicator with conflict": indicator((html) => html.includes('id="conflicts"')),
    data: first(({ path }) => path === "data/index.html"),
    archive: first(({ path }) => path === "archive/index.html"),
    404: first(({ path }) => path === "404.html"),
  };
  for (const [name, path] of Object.entries(found)) {
    if (!path) throw new Error(`the site has no page of the kind "${name}"`);
  }
  return found;
}
