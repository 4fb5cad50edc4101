// The markup of every page of the site is valid.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { build, pages } from "./support/site.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // Ids are fragments that readers see: Han letters and region codes are what they should say.
    "valid-id": ["error", { relaxed: true }],
    "doctype-style": ["error", { style: "lowercase" }],
  },
});

test("every page is valid HTML", async () => {
  const wrong = new Map();
  const all = pages(build());
  for (const { path, html } of all) {
    const report = await validator.validateString(html, path);
    for (const { messages } of report.results) {
      for (const { ruleId, message, line, column } of messages) {
        const places = wrong.get(`${ruleId}: ${message}`) ?? [];
        places.push(`${path}:${line}:${column}`);
        wrong.set(`${ruleId}: ${message}`, places);
      }
    }
  }
  const told = [...wrong].map(([what, places]) => `${what} (${places.length} times, first at ${places[0]})`);
  assert.deepEqual(told, []);
  assert.ok(all.length > 100, `${all.length} pages`);
});
