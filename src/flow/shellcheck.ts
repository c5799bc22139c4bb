// Asks shellcheck about scripts, where it is installed.

import { dirname, join } from "node:path";

import type { Problem } from "../core/problem.ts";
import type { PolicyFile } from "../policy/policy.ts";
import type { Journey } from "./journey.ts";
import type { ProjectFolder } from "./project-files.ts";

/** It takes a second for a hundred scripts; a minute is a hang. */
const MS_MAX = 60_000;
/** The settings of whoever runs it: the verdict is to be the same for everybody. */
const NOBODY = { HOME: "/nonexistent", XDG_CONFIG_HOME: "/nonexistent", SHELLCHECK_OPTS: "" };
const FOUND_NOTHING = 0;
const FOUND_SOMETHING = 1;
/** "Not following": it was not asked to. */
const LEFT_OUT = "SC1091";

/** What it says of itself; undefined where it is not installed. */
export async function shellcheckVersion({ world, signal }: Journey): Promise<string | undefined> {
  const { code, stdout } = await world.processes.run("shellcheck", ["--version"], {
    timeoutMs: MS_MAX,
    signal,
  });
  return code === 0 ? stdout : undefined;
}

export interface ShellcheckSaid {
  /** What it printed, as `json1`; absent where it could not be asked. */
  readonly printed?: string;
  readonly problems: readonly Problem[];
  /** False where it also reads files that nobody names here. */
  readonly lasting: boolean;
}

/** Asks about scripts of a project. The project's own `.shellcheckrc` counts, as it does for shellcheck. */
export async function askShellcheck(
  { world, signal }: Journey,
  project: ProjectFolder,
  scripts: readonly PolicyFile[],
): Promise<ShellcheckSaid> {
  if (scripts.length === 0) return { problems: [], lasting: true };
  const lasting = !(await readsOthers(project, scripts));
  const args = ["--format=json1", `--exclude=${LEFT_OUT}`, "--", ...scripts.map(({ path }) => path)];
  const { code, stdout, stderr } = await world.processes.run("shellcheck", args, {
    cwd: project.directory,
    env: NOBODY,
    timeoutMs: MS_MAX,
    signal,
  });
  if (code === FOUND_NOTHING || code === FOUND_SOMETHING) return { printed: stdout, problems: [], lasting };
  signal.throwIfAborted();
  const reason = stderr.trim().split("\n")[0] ?? "";
  const problem: Problem = {
    code: "shellcheck-failed",
    severity: "warning",
    message: `shellcheck could not be asked about the scripts: ${reason === "" ? `it ended with ${code}` : reason}.`,
    remedy: "Run it by itself to see why: shellcheck scripts/*.sh",
  };
  return { problems: [problem], lasting: false };
}

const RC_NAMES = [".shellcheckrc", "shellcheckrc"];
/** Deeper than this nobody keeps a script. */
const FOLDERS_MAX = 100;

/** Reads its settings beside the scripts and in all folders above: true where they have it read what scripts source. */
async function readsOthers(
  { files, directory }: ProjectFolder,
  scripts: readonly PolicyFile[],
): Promise<boolean> {
  const folders = new Set(scripts.flatMap(({ path }) => foldersAbove(join(directory, dirname(path)))));
  for (const folder of folders) {
    for (const name of RC_NAMES) {
      const path = join(folder, name);
      if ((await files.kindOf(path)) !== "file") continue;
      if (new TextDecoder().decode(await files.read(path)).includes("external-sources")) return true;
    }
  }
  return false;
}

function foldersAbove(folder: string): readonly string[] {
  const folders = [folder];
  for (
    let next = dirname(folder);
    next !== folders.at(-1) && folders.length < FOLDERS_MAX;
    next = dirname(next)
  ) {
    folders.push(next);
  }
  return folders;
}
