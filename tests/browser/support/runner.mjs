// Plays a job of a workflow the way the code host's runner does: its `if`s and expressions, `run` steps in bash with the files
// that steps write to, composite actions, and in the place of every other action what a test says it does.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";

/** What an expression is, such as `vars.A || 'b'`; a name that says nothing is empty. */
function evaluate(expression, context) {
  const name = (path) => path.split(".").reduce((value, key) => value?.[key], context) ?? "";
  const format = (text, ...values) => text.replace(/\{(\d+)\}/g, (_, index) => values[index]);
  const code = expression.replace(/'(?:[^']|'')*'|[A-Za-z_][\w-]*(?:\.[\w-]+)*/g, (word) => {
    if (word.startsWith("'")) return JSON.stringify(word.slice(1, -1).replaceAll("''", "'"));
    return word === "format" ? word : `name(${JSON.stringify(word)})`;
  });
  return new Function("name", "format", `return ${code}`)(name, format);
}

/** A text with its expressions filled in. */
function fill(text, context) {
  return String(text).replace(/\$\{\{(.*?)\}\}/g, (_, expression) => evaluate(expression, context));
}

function filled(map, context) {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, fill(value, context)]));
}

/** What a step has written to the file at GITHUB_OUTPUT. */
function outputs(file) {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/**
 * Plays steps in `place`: the folder they run in, one for temporary files, `bin` with stand-ins for tools that need the network,
 * `env`, and `uses`, which gives for a step of an action its outputs, or the folder of the composite action that it is.
 * Gives what was printed, the exit code, and each action that was used with its inputs.
 */
function playSteps(steps, context, place) {
  const ran = { code: 0, log: "", used: [] };
  for (const step of steps) {
    if (step.if && !evaluate(String(step.if).replace(/^\$\{\{|\}\}$/g, ""), context)) continue;
    const done = step.run ? run(step, context, place) : use(step, context, place);
    ran.log += done.log;
    ran.used.push(...done.used);
    if (step.id) context.steps[step.id] = { outputs: done.outputs };
    if (done.code !== 0) return { ...ran, code: done.code };
  }
  return ran;
}

function run(step, context, place) {
  const folder = mkdtempSync(join(place.temporary, "step-"));
  const at = (name) => join(folder, name);
  for (const name of ["output", "path", "env", "summary"]) writeFileSync(at(name), "");
  writeFileSync(at("script.sh"), fill(step.run, context));
  const env = {
    HOME: place.temporary,
    LANG: "C.UTF-8",
    PATH: [...place.path, place.bin, process.env.PATH].join(delimiter),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: place.action ?? "",
    GITHUB_ENV: at("env"),
    GITHUB_OUTPUT: at("output"),
    GITHUB_PATH: at("path"),
    GITHUB_REF_NAME: context.github.ref_name ?? "",
    GITHUB_STEP_SUMMARY: at("summary"),
    GITHUB_WORKSPACE: place.folder,
    RUNNER_ARCH: "X64",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: place.temporary,
    ...place.env,
    ...filled(step.env, context),
  };
  const args = ["--noprofile", "--norc", "-eo", "pipefail", at("script.sh")];
  const { status, stdout, stderr, error } = spawnSync("bash", args, { cwd: place.folder, env, encoding: "utf8" });
  if (error) throw error;
  place.path.unshift(...readFileSync(at("path"), "utf8").split("\n").filter(Boolean));
  return { code: status, log: stdout + stderr, outputs: outputs(at("output")), used: [] };
}

function use(step, context, place) {
  const given = filled(step.with, context);
  const used = [{ uses: step.uses, with: given }];
  const answer = place.uses(step.uses, given);
  if (typeof answer !== "string") return { code: 0, log: "", outputs: answer ?? {}, used };
  const action = parse(readFileSync(join(answer, "action.yml"), "utf8"));
  const defaults = Object.entries(action.inputs).map(([key, input]) => [key, input.default ?? ""]);
  const inner = { ...context, inputs: { ...Object.fromEntries(defaults), ...given }, steps: {} };
  const ran = playSteps(action.runs.steps, inner, { ...place, action: answer });
  return { ...ran, outputs: filled(Object.fromEntries(Object.entries(action.outputs).map(([key, it]) => [key, it.value])), inner), used: [...used, ...ran.used] };
}

/** Plays one job of a workflow; see `playSteps`. A job whose `if` says no is skipped: its code is none. */
export function play(workflow, job, context, place) {
  const whole = { vars: {}, inputs: {}, steps: {}, ...context };
  const { steps, if: condition, env } = workflow.jobs[job];
  if (condition && !evaluate(condition, whole)) return { code: null, log: "", used: [] };
  mkdirSync(place.temporary, { recursive: true });
  return playSteps(steps, whole, { path: [], ...place, env: { ...place.env, ...filled(env, whole) } });
}
