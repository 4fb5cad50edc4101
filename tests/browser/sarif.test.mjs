// What `--format sarif` prints keeps to the schema of SARIF 2.1.0, for every case of tests/faults that `check` has words for.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { BINARY, REPOSITORY, temporary } from "./support/site.mjs";

// The package is a set of matchers; of it we want the schema, and the validator of the schema's own draft.
const its = createRequire(createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json"));

function validator() {
  const Ajv = its("ajv");
  const ajv = new Ajv({ schemaId: "auto", allErrors: true, unknownFormats: "ignore" });
  ajv.addMetaSchema(its("ajv/lib/refs/json-schema-draft-04.json"));
  return ajv.compile(its("./lib/schemas/sarif-2.1.0-rtm.5.json"));
}

/** Writes the files of a case that are plain text to `folder`. */
function write(folder, text) {
  mkdirSync(join(folder, "content"), { recursive: true });
  writeFileSync(join(folder, "site.toml"), 'title = "a"\nregion = "430000"\n');
  for (const part of text.split(/^== /m)[0].split(/^-- /m).slice(1)) {
    const [heading, ...lines] = part.split("\n");
    if (heading.includes(" ")) continue;
    const file = join(folder, heading);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.join("\n"));
  }
}

test("SARIF keeps to its schema", () => {
  const valid = validator();
  const codes = new Set();
  const [sites, cases] = [temporary(), join(REPOSITORY, "tests", "faults")];
  for (const name of readdirSync(cases)) {
    const folder = join(sites, name);
    write(folder, readFileSync(join(cases, name), "utf8"));
    for (const lang of ["zh", "en"]) {
      const args = ["check", "--root", folder, "--format", "sarif", "--lang", lang, "--today", "2026-11-22"];
      const { stdout, error } = spawnSync(BINARY, args, { encoding: "utf8" });
      assert.ifError(error);
      const log = JSON.parse(stdout);
      assert.ok(valid(log), `${name}: ${JSON.stringify(valid.errors, null, 2)}`);
      for (const result of log.runs[0].results) codes.add(result.ruleId);
    }
  }
  assert.ok(codes.size > 50, `only ${[...codes]}`);
  assert.ok(!valid({ version: "2.1.0", runs: [{ results: [] }] }), "the schema finds nothing at all");
});
