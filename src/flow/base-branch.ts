// Asks git what a branch has of the migrations folder.

import { resolve } from "node:path";

import { Failure } from "../core/failure.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { BaseBranch } from "../lint/lint.ts";
import { askGit } from "./git.ts";
import type { Journey } from "./journey.ts";

/** The files of the folder that the branch has, by the paths that are shown. Throws Failure where git cannot tell. */
export async function readBaseBranch(
  journey: Journey,
  { directory, migrations, repeatables }: MigrationFolder,
  name: string,
): Promise<BaseBranch> {
  const git = gitIn(journey, directory);
  const commit = (
    await git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`],
      noSuchBranch(name),
    )
  ).trim();
  const had = await git(["ls-tree", "-r", "-z", "--name-only", commit]);
  const differing = await git(["diff", "--name-only", "-z", "--relative", "--no-renames", commit, "--", "."]);
  const { cwd } = journey.world.processes;
  const shown = new Map(
    [
      ...migrations.flatMap(({ up, down, verify }) => [up, down, verify]),
      ...repeatables.map(({ file }) => file),
    ].flatMap((file) => (file === undefined ? [] : [[resolve(cwd, file.path), file.path] as const])),
  );
  const named = (list: string): ReadonlySet<string> =>
    new Set(list.split("\0").flatMap((path) => shown.get(resolve(directory, path)) ?? []));
  const files = named(had);
  return { name, files, edited: named(differing).intersection(files) };
}

type Git = (args: readonly string[], onFailure?: Failure) => Promise<string>;

function gitIn(journey: Journey, directory: string): Git {
  return async (args, onFailure) => {
    const { code, stdout, stderr } = await askGit(journey, directory, args);
    if (code === 0) return stdout;
    // Without words of git's own it is what was asked for that is not there.
    if (onFailure !== undefined && code !== NO_PROGRAM && stderr.trim() === "") throw onFailure;
    throw new Failure("wrong-use", `git cannot tell what the base branch has: ${reasonOf(code, stderr)}.`, {
      hint: "--base needs git, and a migrations folder inside of a repository.",
    });
  };
}

/** Told by `processes.run`. */
const NO_PROGRAM = 127;

const reasonOf = (code: number, stderr: string): string =>
  code === NO_PROGRAM ? "it is not installed" : (stderr.trim().split("\n")[0] ?? "").replace(/^fatal: /, "");

/** A base that was named and that git does not know. */
export const noSuchBranch = (name: string): Failure =>
  new Failure("wrong-use", `--base: git knows no ${name}.`, {
    hint: "Fetch it first, with all of its history: git fetch origin",
  });
