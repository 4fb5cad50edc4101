// Chromium from the system, asking nobody for anything.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

export async function launch() {
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium: install it, or name it in CHROMIUM");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
    ],
  });
}

/** Notes what a page must not do: errors on its console, requests to another host, answers that are errors. */
export function watch(page, origin) {
  const wrong = [];
  page.on("console", (message) => {
    // The answer 404 to a page that is not there is noted by the browser itself.
    if (message.type() === "error" && !/status of 404/.test(message.text())) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) wrong.push(`request to another host: ${url}`);
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) wrong.push(`${response.status()}: ${response.url()}`);
  });
  page.on("requestfailed", (request) => wrong.push(`failed: ${request.url()} (${request.method()} ${request.failure()?.errorText})`));
  return wrong;
}
