// Runs a workflow of GitHub on this machine: every script by bash, as the runner does, in the order of `needs`.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { filled, isMet, type Before, type Contexts } from "./expression.ts";
import { execGit } from "./project.ts";

const env = z.record(z.string(), z.coerce.string()).optional();
const step = z.object({
  name: z.string().optional(),
  if: z.string().optional(),
  run: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.coerce.string()).optional(),
  env,
});
const job = z.object({
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: z.string().optional(),
  environment: z.string().optional(),
  steps: z.array(step),
});
const workflow = z.object({ jobs: z.record(z.string(), job) });
type Job = z.infer<typeof job>;
type Step = z.infer<typeof step>;

/** Where a workflow runs. */
export interface Surroundings {
  /** What is checked out. */
  readonly repository: string;
  /** For workspaces and artifacts. */
  readonly directory: string;
  readonly nodeModules: string;
  /** Secrets and variables by the environment of a job. */
  readonly environments: Readonly<Record<string, EnvironmentValues>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Where a pull request comes from, when not from the repository itself. */
  readonly fork?: string;
  /** What the machine itself has set. */
  readonly env: Readonly<Record<string, string>>;
}

export interface EnvironmentValues {
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly id: string;
  readonly result: Before;
  /** Everything that its scripts have printed. */
  readonly output: string;
  /** What it has written to its summary. */
  readonly summary: string;
}

const REPOSITORY = "team/shop";
const STEP_MS_MAX = 300_000;

/** Runs all jobs but those `without`, one after the other. Gives them in the order in which they came up. */
export async function runWorkflow(
  text: string,
  around: Surroundings,
  without: readonly string[] = [],
): Promise<readonly JobResult[]> {
  // Each run begins on new machines, with an empty shelf.
  for (const folder of ["workspaces", "files", "artifacts"]) {
    rmSync(join(around.directory, folder), { recursive: true, force: true });
  }
  const all = workflow.parse(parse(text)).jobs;
  const jobs = Object.fromEntries(Object.entries(all).filter(([id]) => !without.includes(id)));
  const results = new Map<string, JobResult>();
  while (results.size < Object.keys(jobs).length) {
    const next = Object.entries(jobs).find(
      ([id, each]) => !results.has(id) && needsOf(each).every((need) => results.has(need)),
    );
    if (next === undefined) throw new Error("The jobs wait for each other.");
    const [id, each] = next;
    const before = needsOf(each).map((need) => results.get(need)?.result ?? "skipped");
    results.set(id, await runJob(id, each, { around, before: worstOf(before) }));
  }
  return [...results.values()];
}

const needsOf = ({ needs = [] }: Job): readonly string[] => (typeof needs === "string" ? [needs] : needs);

const worstOf = (all: readonly Before[]): Before =>
  all.includes("failure") ? "failure" : all.includes("skipped") ? "skipped" : "success";

async function runJob(
  id: string,
  { environment, if: condition, steps }: Job,
  { around, before }: { readonly around: Surroundings; readonly before: Before },
): Promise<JobResult> {
  const values = around.environments[environment ?? ""] ?? { secrets: {}, vars: {} };
  const contexts: Contexts = {
    github: {
      sha: execGit(around.repository, "rev-parse", "HEAD").trim(),
      token: "",
      base_ref: "main",
      repository: REPOSITORY,
      event: { pull_request: { number: "7", head: { repo: { full_name: around.fork ?? REPOSITORY } } } },
    },
    secrets: values.secrets,
    vars: { ...around.vars, ...values.vars },
  };
  if (!isMet(condition, contexts, before)) return { id, result: "skipped", output: "", summary: "" };
  const workspace = join(around.directory, "workspaces", id);
  const files = join(around.directory, "files", id);
  mkdirSync(workspace, { recursive: true });
  mkdirSync(files, { recursive: true });
  const place: Place = { around, contexts, workspace, files };
  let result: Before = "success";
  let output = "";
  for (const each of steps) {
    if (!isMet(each.if, contexts, result)) continue;
    const done = each.uses === undefined ? await runScript(each, place) : runAction(each, place);
    output += done.output;
    if (done.code !== 0) result = "failure";
  }
  const summary = join(files, "summary.md");
  return { id, result, output, summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" };
}

interface Place {
  readonly around: Surroundings;
  readonly contexts: Contexts;
  readonly workspace: string;
  readonly files: string;
}

interface Done {
  readonly code: number | null;
  readonly output: string;
}

function runScript({ run = "", env: own = {} }: Step, place: Place): Promise<Done> {
  const { around, contexts, workspace, files } = place;
  const script = join(files, "step.sh");
  writeFileSync(script, filled(run, contexts));
  const given = Object.fromEntries(
    Object.entries(own).map(([name, value]) => [name, filled(value, contexts)]),
  );
  // What GitHub calls bash with where a step names no shell.
  const child = spawn("bash", ["-e", script], {
    cwd: workspace,
    env: {
      PATH: process.env["PATH"],
      HOME: around.directory,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: filled("${{ github.sha }}", contexts),
      GITHUB_STEP_SUMMARY: join(files, "summary.md"),
      GITHUB_OUTPUT: join(files, "output"),
      ...around.env,
      ...given,
    },
    timeout: STEP_MS_MAX,
  });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (output += piece.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** What the actions that our workflows use do, on this machine. Another one is a mistake of the test. */
function runAction({ uses = "", with: given = {} }: Step, { around, workspace }: Place): Done {
  const [action] = uses.split("@");
  const shelf = join(around.directory, "artifacts", given["name"] ?? "");
  const path = join(workspace, given["path"] ?? ".");
  switch (action) {
    case "actions/checkout":
      rmSync(workspace, { recursive: true });
      execGit(dirname(workspace), "clone", "--quiet", around.repository, basename(workspace));
      symlinkSync(around.nodeModules, join(workspace, "node_modules"));
      return { code: 0, output: "" };
    case "actions/upload-artifact":
      if (!existsSync(path)) return { code: 1, output: `there is no ${path}\n` };
      cpSync(path, shelf, { recursive: true });
      return { code: 0, output: "" };
    case "actions/download-artifact":
      if (!existsSync(shelf)) return { code: 1, output: `there is no artifact ${shelf}\n` };
      cpSync(shelf, path, { recursive: true });
      return { code: 0, output: "" };
    default:
      throw new Error(`The runner does not know ${uses}.`);
  }
}
