// Takes the documentation's pictures: `npm --prefix tests/browser run picture` after a release build.

import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./support/browser.mjs";
import { withPalette } from "./support/png.mjs";
import { host } from "./support/server.mjs";
import { REPOSITORY, build } from "./support/site.mjs";

const DESK = { width: 1120, height: 1080 };
const PHONE = { width: 390, height: 1300 };

/** `of` is a page or a picture of the site; `whole` takes all of it, however long. */
const PICTURES = [
  { name: "home", of: "index.html", ...DESK },
  { name: "home-dark", of: "index.html", ...DESK, colorScheme: "dark" },
  { name: "home-phone", of: "index.html", ...PHONE },
  { name: "charts", of: "docs/charts/index.html", ...DESK, height: 2400 },
  { name: "charts-dark", of: "docs/charts/index.html", ...DESK, height: 2400, colorScheme: "dark" },
  { name: "charts-phone", of: "docs/charts/index.html", ...PHONE, height: 2400 },
  { name: "charts-print", of: "docs/charts/index.html", width: 720, height: 1040, media: "print" },
  { name: "indicator", of: "indicators/suggestions.resolved_or_planned_rate/index.html", ...DESK },
  { name: "poster-henan", of: "reports/henan-2018-2022/poster.png", width: 540, height: 800, whole: true },
  { name: "poster-xiangtan", of: "reports/xiangtan-2022/poster.png", width: 540, height: 800, whole: true },
];

const folder = join(REPOSITORY, "docs", "images");
mkdirSync(folder, { recursive: true });
const out = build();
const isThere = ({ of }) => statSync(join(out, of), { throwIfNoEntry: false })?.isFile() ?? false;
const site = await host(out, "/");
const browser = await launch();
for (const picture of PICTURES.filter(isThere)) {
  const small = withPalette(await take(picture));
  writeFileSync(join(folder, `${picture.name}.png`), small);
  console.log(`${picture.name}.png: ${(small.length / 1000).toFixed(0)} kB`);
}
await browser.close();
await site.close();
const missing = PICTURES.filter((picture) => !isThere(picture));
if (missing.length > 0) {
  for (const { name, of } of missing) console.error(`no ${name}.png: the site has no ${of}`);
  process.exitCode = 1;
}

async function take({ of, width, height, colorScheme = "light", media = "screen", whole = false }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  await page.emulateMedia({ media, colorScheme });
  if (of.endsWith(".html")) {
    await page.goto(site.url(of));
  } else {
    await page.setContent(`<body style="margin:0"><img style="display:block;width:100%" src="${site.url(of)}">`, { waitUntil: "load" });
  }
  const taken = await page.screenshot({ fullPage: whole });
  await page.close();
  return taken;
}
