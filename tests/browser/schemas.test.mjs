// The schemas that `yaomu schema` prints, applied as an editor applies them: by a validator of draft 7, to YAML and TOML as other
// programs read them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { BINARY, REPOSITORY, temporary } from "./support/site.mjs";

function run(args, options = {}) {
  const ran = spawnSync(BINARY, args, { encoding: "utf8", ...options });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout;
}

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
const compiled = (of) => ajv.compile(JSON.parse(run(["schema", of])));
const site = compiled("site");
const frontMatter = compiled("front-matter");

/** The front matter of every page below `folder`: path and values. */
function pages(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((it) => it.endsWith(".md"));
  return files.map((path) => {
    const text = readFileSync(join(folder, path), "utf8");
    return { path, values: parseYaml(text.split(/^---$/m)[1]) };
  });
}

function fits(validate, values, name) {
  assert.ok(validate(values), `${name}: ${ajv.errorsText(validate.errors)}`);
}

test("this repository's own settings and pages fit", () => {
  fits(site, parseToml(readFileSync(join(REPOSITORY, "site.toml"), "utf8")), "site.toml");
  const all = pages(join(REPOSITORY, "content"));
  assert.ok(all.length > 30);
  for (const { path, values } of all) fits(frontMatter, values, path);
});

for (const lang of ["zh", "en"]) {
  test(`a new site fits (${lang})`, () => {
    const folder = join(temporary(), lang);
    run(["init", folder, "--yes", "--lang", lang]);
    const settings = readFileSync(join(folder, "site.toml"), "utf8");
    fits(site, parseToml(settings), "site.toml");
    // Also with everything that is not in use.
    fits(site, parseToml(settings.replace(/^#(?![ :])/gm, "")), "site.toml, all of it");
    for (const { path, values } of pages(join(folder, "content"))) fits(frontMatter, values, path);
    for (const name of ["settings.json", "extensions.json", "front-matter.code-snippets"]) {
      JSON.parse(readFileSync(join(folder, ".vscode", name), "utf8"));
    }
    const snippets = JSON.parse(readFileSync(join(folder, ".vscode", "front-matter.code-snippets"), "utf8"));
    for (const { prefix, body } of Object.values(snippets)) {
      // What a snippet puts into the text is YAML that fits.
      const text = body.replace(/\$\{1:(.*)\}$/s, "$1").replace(/\\([\\$}])/g, "$1");
      fits(frontMatter, { title: "a", ...parseYaml(text) }, prefix);
    }
  });
}

test("all ways to write figures fit", () => {
  for (const figures of [
    "{stations.count: 70个}",
    "{stations.count: 70}",
    "{own.indicator: {value: 94.35%, change: 6.9%}}",
    "[{indicator: election.quota, level: 县, value: 3名}, {stations.count: 9583个}, {stations.count: {value: 1个}}]",
    "",
  ]) {
    fits(frontMatter, parseYaml(`title: a\nfigures: ${figures}`), figures);
  }
});

test("what the program refuses does not fit", () => {
  for (const text of [
    "date: 2026-01-01",
    "title: a\ntitel: b",
    "title: a\ndate: tomorrow",
    "title: a\nkind: story",
    "title: a\nsource: {site: x}",
    "title: a\nsource: {url: example.org}",
    "title: a\nfigures: {stations.count: {worth: 70个}}",
    "title: a\nfigures: {stations.count: {note: x}}",
    "title: a\nfigures: [{value: 70个}]",
    "title: a\nfigures: 70个",
    "title: a\ncharts: [{indicator: a, kind: pie}]",
    "title: a\ncorrections: [{was: 1件}]",
    "title: a\naccept: {no-such-rule: x}",
    "title: a\nweight: heavy",
  ]) {
    assert.ok(!frontMatter(parseYaml(text)), text);
  }
  for (const text of [
    "",
    'title = "a"\nlanguage = "fr"',
    'title = "a"\nbase_url = "example.org"',
    'title = "a"\n[theme]\naccent = "red"',
    'title = "a"\n[home]\nlatest = -1',
    'title = "a"\n[checks]\nbound = "loud"',
    'title = "a"\n[checks]\nno-such-rule = "off"',
    'title = "a"\nnav = [{ title = "b" }]',
    'title = "a"\n[footer]\nicq = "1"',
  ]) {
    assert.ok(!site(parseToml(text)), text);
  }
});
