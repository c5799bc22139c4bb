// Reads a project whose migrations are files of their own, one after the other in the order of their names.

import type { ForeignMigration, ForeignProject } from "../core/adoption.ts";
import type { SourceFile } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import type { ForeignFolder } from "./tool.ts";

/** What one file comes to. */
type Read = (path: string, file: SourceFile) => ForeignMigration | Problem;

/**
 * Every file of the folder itself whose name is one of the tool's. `order` puts the paths in the order in which the
 * tool runs them: by their text, unless it is told otherwise.
 */
export async function filesNamed(
  folder: ForeignFolder,
  { named, order = byNumber }: { readonly named: RegExp; readonly order?: (a: string, b: string) => number },
  read: Read,
): Promise<ForeignProject> {
  const migrations: ForeignMigration[] = [];
  const problems: Problem[] = [];
  for (const path of folder.paths.filter((each) => named.test(each)).toSorted(order)) {
    const file = await folder.read(path);
    const made = file === undefined ? notText(path) : read(path, file);
    if ("code" in made) problems.push(made);
    else migrations.push(made);
  }
  return { migrations, problems };
}

/** By the number that a path begins with, and by its text where that is the same. */
export function byNumber(a: string, b: string): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

const numberOf = (path: string): bigint => BigInt(/^\d+/.exec(path)?.[0] ?? "0");

/** The problem of a file that is the tool's and cannot be taken over as it is. */
export const badFile = (
  { file, line }: { readonly file: string; readonly line?: number },
  what: string,
  remedy: string,
): Problem => ({
  code: "adopt-file",
  severity: "error",
  message: `${file}${line === undefined ? "" : `:${line}`}: ${what}`,
  remedy,
  file,
  ...(line === undefined ? {} : { line }),
});

/** Migrations whose body is a program: what it would do is known only to the tool, so each is told by name. */
export const programsNamed = ({ paths }: ForeignFolder, named: RegExp): readonly Problem[] =>
  paths
    .filter((path) => named.test(path))
    .toSorted(byNumber)
    .map((path) =>
      badFile(
        { file: path },
        "its body is a program, and only SQL is taken over.",
        "Write it as SQL with the old tool; or begin anew from what is there: save `pg_dump --schema-only` as the " +
          "first migration and type `lockkeeper baseline VERSION`.",
      ),
    );

const notText = (path: string): Problem =>
  badFile(
    { file: path },
    "it is not UTF-8.",
    "Save it as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`.",
  );
