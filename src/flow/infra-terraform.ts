// Runs the program terraform on definitions: in a folder of its own, so that nothing is left in the project.

import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";

import { Failure } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { Problem } from "../core/problem.ts";
import type { RunResult } from "../core/world.ts";
import type { PolicyFile, ProgramFolder, ProgramOutput } from "../policy/policy.ts";
import type { Journey } from "./journey.ts";

/** A project, the files below the folder that is looked at, and those among them that are definitions. */
export interface TerraformRequest {
  readonly directory: string;
  readonly paths: readonly string[];
  readonly files: readonly PolicyFile[];
}

export interface TerraformAnswer {
  readonly findings: readonly Finding[];
  /** What could not be run, and why; nothing of it is an error of the definitions. */
  readonly problems: readonly Problem[];
}

/** Formats, validates and tests, as far as that goes without an account. Never throws for what terraform says. */
export async function askTerraform(journey: Journey, request: TerraformRequest): Promise<TerraformAnswer> {
  const { programFolders, saidBy } = await import("../policy/policy.ts");
  const { files } = request;
  const folders = await programFolders(files);
  if (folders.length === 0) return { findings: [], problems: [] };
  await using work = await workspace(journey, request);
  const version = await run(work, "", ["version"]);
  if (version.code === NO_PROGRAM) return { findings: [], problems: [missing] };
  const outputs: ProgramOutput[] = [];
  const format = await run(work, "", ["fmt", "-check", "-recursive", "-list=true"]);
  if (format.code === UNFORMATTED) outputs.push({ step: "fmt", folder: "", output: format.stdout });
  const problems: Problem[] = [];
  for (const folder of folders) {
    const answer = await askIn(work, folder);
    outputs.push(...answer.outputs);
    problems.push(...answer.problems);
    if (answer.isOutOfReach === true) break;
  }
  return { findings: (await Promise.all(outputs.map((output) => saidBy(output, files)))).flat(), problems };
}

const NO_PROGRAM = 127;
const TIMEOUT = 124;
const UNFORMATTED = 3;
/** A provider has some hundred megabytes. */
const TERRAFORM_MS_MAX = 10 * 60_000;

interface Answered {
  readonly outputs: readonly ProgramOutput[];
  readonly problems: readonly Problem[];
  /** True where the next folder would only wait for the same registry. */
  readonly isOutOfReach?: true;
}

async function askIn(work: Workspace, { folder, tests }: ProgramFolder): Promise<Answered> {
  const init = await run(work, folder, ["init", "-backend=false", "-input=false", "-no-color"]);
  if (init.code !== 0) {
    const isOutOfReach = init.code === TIMEOUT || OUT_OF_REACH.test(init.stderr);
    const problems = [unprepared(folder, init)];
    return { outputs: [], problems, ...(isOutOfReach ? { isOutOfReach } : {}) };
  }
  const validate = await run(work, folder, ["validate", "-json"]);
  const outputs: ProgramOutput[] = [{ step: "validate", folder, output: validate.stdout }];
  if (tests === "real") return { outputs, problems: [untested(folder)] };
  if (tests === "none" || validate.code !== 0) return { outputs, problems: [] };
  const test = await run(work, folder, ["test", "-json"]);
  if (test.code === TIMEOUT) return { outputs, problems: [unprepared(folder, test)] };
  return { outputs: [...outputs, { step: "test", folder, output: test.stdout }], problems: [] };
}

const OUT_OF_REACH = /could not connect|failed to query available provider|failed to install provider/i;

interface Workspace extends AsyncDisposable {
  readonly journey: Journey;
  readonly folder: string;
}

/** Links to the files of the project; what terraform writes stands beside them, and goes with the folder. */
async function workspace(journey: Journey, { directory, paths }: TerraformRequest): Promise<Workspace> {
  const { files, processes } = journey.world;
  const parent = processes.env["TMPDIR"] || "/tmp";
  const folder = join(parent, `lockkeeper-terraform-${randomBytes(8).toString("hex")}`);
  const made = new Set<string>();
  const work = { journey, folder, [Symbol.asyncDispose]: () => files.remove(folder) };
  try {
    await files.makeDirectory(join(folder, "plugins"), 0o700);
    for (const path of paths) {
      const target = join(folder, "project", path);
      if (!made.has(dirname(target))) await files.makeDirectory(dirname(target));
      made.add(dirname(target));
      // Terraform writes this one anew.
      if (path.endsWith(LOCK_FILE)) await files.write(target, await textOf(journey, join(directory, path)));
      else await files.link(join(directory, path), target);
    }
    return work;
  } catch (error) {
    await files.remove(folder);
    throw error;
  }
}

const LOCK_FILE = ".terraform.lock.hcl";

const textOf = async ({ world }: Journey, path: string): Promise<string> =>
  new TextDecoder().decode(await world.files.read(path));

async function run(
  { journey, folder: root }: Workspace,
  folder: string,
  args: readonly string[],
): Promise<RunResult> {
  const { world, signal } = journey;
  const result = await world.processes.run("terraform", args, {
    cwd: join(root, "project", folder),
    env: environmentIn(root, world.processes.env),
    timeoutMs: TERRAFORM_MS_MAX,
    signal,
  });
  if (signal.aborted) throw new Failure("interrupted", "terraform was interrupted.");
  return result;
}

/** Each provider is fetched once for all folders; what the user's own environment says of places and flags is left out. */
const environmentIn = (
  root: string,
  { TF_PLUGIN_CACHE_DIR: cache }: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> => ({
  CHECKPOINT_DISABLE: "1",
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
  TF_DATA_DIR: ".terraform",
  TF_WORKSPACE: "",
  TF_CLI_ARGS: "",
  TF_PLUGIN_CACHE_DIR: cache || join(root, "plugins"),
  TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
});

const missing: Problem = {
  code: "terraform-missing",
  severity: "warning",
  message: "terraform is not installed, so that only our own rules were asked.",
  remedy: "Install Terraform, or leave --with-terraform out.",
};

const unprepared = (folder: string, { code, stderr }: RunResult): Problem => ({
  code: "terraform-unprepared",
  severity: "warning",
  message: `terraform could not look at ${shown(folder)}: ${code === TIMEOUT ? "it took too long." : firstError(stderr)}`,
  remedy:
    "terraform init -backend=false there shows all of it. Providers come from their registry or from a mirror.",
});

const untested = (folder: string): Problem => ({
  code: "terraform-untested",
  severity: "warning",
  message: `The tests of ${shown(folder)} were not run: not all of their providers are mocked, so that they may make real things.`,
  remedy: "Give each provider a mock_provider block in the .tftest.hcl file, or run terraform test yourself.",
});

const shown = (folder: string): string => folder || "the project";

/** `Error: Failed to query available provider packages` without the frame around it. */
const firstError = (stderr: string): string => {
  const line = /^[\s│╷]*Error: (.+)$/m.exec(stderr)?.[1]?.trim() ?? "terraform init failed";
  return line.endsWith(".") ? line : `${line}.`;
};
