// Takes the README's picture of the home page: `npm --prefix tests/browser run picture` after a release build.

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { launch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
import { REPOSITORY, build } from "./support/site.mjs";

const path = join(REPOSITORY, "docs", "images", "home.png");
mkdirSync(dirname(path), { recursive: true });
const site = await host(build(), "/");
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1120, height: 1080 }, colorScheme: "light" });
await page.goto(site.url("index.html"));
await page.screenshot({ path });
await browser.close();
await site.close();
