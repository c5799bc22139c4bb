// The files that fixes change: which they are, and how they are written.

import { resolve } from "node:path";

import { createTwoFilesPatch } from "diff";

import { Failure } from "../core/failure.ts";
import type { FixedFile } from "../core/outcome.ts";
import type { LintMigration } from "../lint/lint.ts";
import { scriptsOf } from "./described.ts";
import type { Journey } from "./journey.ts";

interface ChangedFile extends Omit<FixedFile, "written"> {
  readonly before: string;
  readonly after: string;
}

/**
 * The files whose text is another one after the fixes. The two lists hold the same migrations; a file that holds both
 * ways stands in them once for each.
 */
export function changedFiles(
  before: readonly LintMigration[],
  after: readonly LintMigration[],
): readonly ChangedFile[] {
  const now = after.flatMap(scriptsOf);
  return before.flatMap(scriptsOf).flatMap(({ file, source }, at) => {
    const fixed = now[at]?.source ?? source;
    if (fixed === source) return [];
    return [{ file, before: source, after: fixed, diff: unifiedDiff(file, source, fixed) }];
  });
}

/** Without the ruler above it, and without the tabs that stand for times. */
const unifiedDiff = (file: string, before: string, after: string): string =>
  createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 })
    .replace(/^=+\n/, "")
    .replaceAll(/^((?:---|\+\+\+) .*)\t$/gm, "$1")
    .replace(/\n$/, "");

/** Writes a file whole. Throws Failure where somebody has changed it since it was read. */
export async function writeFixed({ world }: Journey, { file, before, after }: ChangedFile): Promise<void> {
  // What a link leads to is written, not the link.
  const path = await world.files.realPath(resolve(world.processes.cwd, file));
  const standing = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await world.files.read(path));
  const mark = standing.startsWith("\uFEFF") ? "\uFEFF" : "";
  if (standing !== mark + before) {
    throw new Failure("bad-files", `${file} was changed while its fix was proven. It was left as it is.`, {
      hint: "Run lockkeeper lint --fix again.",
      file,
    });
  }
  await world.files.write(path, mark + after);
}
