import { launch } from "./support/browser.mjs";
import { host } from "./support/server.mjs";
const site = await host("/tmp/sc-mock", "/repo/");
const b = await launch();
for (const a of JSON.parse(process.argv[2])) {
  const c = await b.newContext({ viewport: { width: a.w, height: a.h ?? 800 }, colorScheme: a.dark ? "dark" : "light" });
  const p = await c.newPage();
  await p.goto(site.url(a.path));
  if (a.print) await p.emulateMedia({ media: "print" });
  if (a.key) { await p.locator(a.sel ?? "figure.chart .drawing[tabindex]").first().focus(); for (const k of a.key) await p.keyboard.press(k); }
  if (a.open) await p.locator("figure.chart details").first().evaluate((it) => { it.open = true; });
  if (a.shot) await p.locator(a.shot).first().screenshot({ path: a.out }); else await p.screenshot({ path: a.out, fullPage: !!a.full });
  await c.close();
}
await b.close(); await site.close();
