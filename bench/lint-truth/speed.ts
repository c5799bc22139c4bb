// How long linters take for other people's migrations: `node lint-truth/speed.ts [--runs N] NAME=FOLDER…`.

import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { measure } from "../measure.ts";
import { PACKAGES, binaryPackage } from "../packages.ts";
import { median, pairedRatio, spreadOf } from "../statistics.ts";

const LOCKKEEPER = resolve(import.meta.dirname, "../../bin/lockkeeper.cjs");
const PGFENCE = join(PACKAGES, "@flvmnt/pgfence/dist/index.js");
const SQUAWK = join(PACKAGES, binaryPackage("@squawk-cli"), "bin/squawk");
/** How a linter exits that has found something, and pgfence when there is a file that it cannot read. */
const GOOD_CODES = [1, 2];

interface Linter {
  readonly name: string;
  /** What it is called with for a folder of migrations and the files in it. */
  readonly argvFor: (folder: string, files: readonly string[]) => readonly string[];
  /** True where it is to forget what it found before. */
  readonly forgets?: true;
}

const lockkeeper = (folder: string): readonly string[] => [
  ...[process.execPath, LOCKKEEPER, "lint", "--migrations-dir", folder],
];

const LINTERS: readonly Linter[] = [
  { name: "lockkeeper", argvFor: lockkeeper, forgets: true },
  { name: "lockkeeper, nothing changed", argvFor: lockkeeper },
  { name: "squawk", argvFor: (_folder, files) => [SQUAWK, ...files] },
  { name: "pgfence", argvFor: (_folder, files) => [process.execPath, PGFENCE, "analyze", ...files] },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "5" } },
});
const projects = positionals.map((text) => {
  const [title = "", folder = ""] = text.split("=");
  return {
    title,
    folder: resolve(folder),
    files: globSync("**/*.sql", { cwd: folder })
      .toSorted()
      .map((path) => resolve(folder, path)),
    cwd: mkdtempSync(join(tmpdir(), "lint-speed-")),
  };
});

const sums = new Map(LINTERS.map(({ name }) => [name, new Map<number, number>()]));
for (let round = 0; round <= Number(values.runs); round += 1) {
  for (const linter of LINTERS) {
    const taken = await roundOf(linter);
    // The first round warms up.
    if (round > 0) sums.get(linter.name)?.set(round, taken);
  }
}
for (const { cwd } of projects) rmSync(cwd, { recursive: true });

const files = projects.reduce((sum, project) => sum + project.files.length, 0);
console.log(`${projects.length} folders, ${files} files, milliseconds for all of them one after the other`);
const squawk = sums.get("squawk") ?? new Map<number, number>();
console.table(
  Object.fromEntries(
    [...sums].map(([name, taken]) => {
      const { min, max } = spreadOf([...taken.values()]);
      const row = { median: Math.round(median([...taken.values()])), min, max };
      return [name, { ...row, "÷ squawk": pairedRatio(taken, squawk)?.median }];
    }),
  ),
);

/** Milliseconds for all folders, one process for each. */
async function roundOf({ argvFor, forgets }: Linter): Promise<number> {
  let sum = 0;
  for (const { folder, files: paths, cwd } of projects) {
    if (forgets) rmSync(join(cwd, ".lockkeeper"), { recursive: true, force: true });
    const env = { PATH: process.env["PATH"] ?? "", HOME: cwd };
    const { wallMs } = await measure({ argv: argvFor(folder, paths), cwd, env, goodCodes: GOOD_CODES });
    sum += wallMs;
  }
  return sum;
}
