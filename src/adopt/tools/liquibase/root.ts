// Finds the changelog that all others hang on.

import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";
import { isBuilt } from "../../folders.ts";
import type { LookedAt } from "../../tool.ts";
import { plainPath } from "./change-set.ts";
import { takenIn, type Located } from "./changelog.ts";
import { entriesOf, isChangelog, isChangelogName } from "./formats.ts";

/** The changelog to begin with: the one that is named, or the only one that no other takes in. */
export async function rootOf(folder: LookedAt, named: string | undefined): Promise<Located | Problem> {
  if (named !== undefined) {
    const path = plainPath(named);
    const fits = folder.paths.filter(
      (each) => !isBuilt(each) && (each === path || each.endsWith(`/${path}`) || path.endsWith(`/${each}`)),
    );
    const file = fits.find((each) => each === path) ?? (fits.length === 1 ? fits[0] : undefined);
    return file === undefined ? notThere(named, fits) : { path, file };
  }
  const changelogs = await changelogsIn(folder);
  const unread = changelogs.find(({ bad }) => bad !== undefined)?.bad;
  if (unread) return unread;
  const below = new Set(changelogs.flatMap(({ file, takes }) => takes.filter((each) => each !== file)));
  const [only, ...others] = changelogs.map(({ file }) => file).filter((file) => !below.has(file));
  if (only !== undefined && others.length === 0) return { path: only, file: only };
  return only === undefined ? noRoot() : manyRoots([only, ...others]);
}

interface Found {
  readonly file: string;
  readonly takes: readonly string[];
  /** Why nothing of it could be read. */
  readonly bad?: Problem;
}

async function changelogsIn(folder: LookedAt): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const file of folder.paths.filter((path) => isChangelogName(path) && !isBuilt(path))) {
    const text = (await folder.read(file))?.text;
    if (text === undefined || !isChangelog(file, text)) continue;
    const where = { path: file, file };
    const entries = entriesOf(text, where);
    const [first, ...rest] = entries;
    const bad =
      first?.kind === "bad" && rest.length === 0
        ? badFile({ file, line: first.line }, first.what, first.remedy)
        : undefined;
    found.push({ file, takes: takenIn(folder, where, entries), ...(bad && { bad }) });
  }
  return found;
}

const HOW = "Say in liquibase.properties which: `changeLogFile=PATH`, or name its folder with --source-dir.";
const NAMED_MAX = 5;

const notThere = (named: string, fits: readonly string[]): Problem =>
  badFile(
    { file: named },
    fits.length === 0
      ? "the settings name this changelog, and it is not below the folder."
      : `the settings name this changelog, and more than one fits: ${fits.join(", ")}.`,
    HOW,
  );

const noRoot = (): Problem => badFile({ file: "." }, "every changelog is taken in by another one.", HOW);

const manyRoots = (files: readonly string[]): Problem =>
  badFile(
    { file: files[0] ?? "." },
    `no other changelog takes it in, nor ${files.slice(1, NAMED_MAX).join(", ")}${files.length > NAMED_MAX ? ", …" : ""}: in which order Liquibase runs them is not said.`,
    HOW,
  );
