// What lint speaks of: all of the folder, what differs from a branch, or one file.

import { Failure } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { Migration, MigrationFolder, Repeatable } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { baseFindings } from "../lint/lint.ts";
import { holdsBothWays } from "../store/store.ts";
import { readBaseBranch } from "./base-branch.ts";
import type { Journey } from "./journey.ts";
import { shownPathOf, type UnsavedFile } from "./unsaved.ts";

export interface Scope {
  readonly speaksOf: (file: string) => boolean;
  /** True for problems that are told: of one file none are that other files have. */
  readonly concerns: (problem: Problem) => boolean;
  /** The migrations up to the last that is spoken of: the schema is folded from them. */
  readonly needed: readonly Migration[];
  /** All of them where one is spoken of: they come after every migration. */
  readonly repeatables: readonly Repeatable[];
  /** What the base branch speaks against. */
  readonly findings: readonly Finding[];
  /** Files that are not edited, with the reason. */
  readonly closed: ReadonlyMap<string, string>;
}

export interface ScopeRequest {
  readonly base?: string;
  readonly unsaved?: UnsavedFile;
}

/** Throws Failure where git does not know the branch, or the file is none of the folder's. */
export async function scopeOf(
  journey: Journey,
  folder: MigrationFolder,
  { base, unsaved }: ScopeRequest,
): Promise<Scope> {
  const ofBase = base === undefined ? ALL : await scopeOfBase(journey, folder, base);
  const one = unsaved === undefined ? undefined : await ownFile(journey, folder, unsaved);
  const speaksOf = (file: string): boolean => ofBase.speaksOf(file) && (one === undefined || file === one);
  const repeatables = folder.repeatables.some(({ file }) => speaksOf(file.path)) ? folder.repeatables : [];
  return {
    speaksOf,
    concerns: ({ file }) => one === undefined || file === undefined || file === one,
    needed: repeatables.length > 0 ? folder.migrations : upToLast(folder, speaksOf),
    repeatables,
    findings: ofBase.findings.filter(({ file = "" }) => speaksOf(file)),
    closed: new Map([
      ...ofBase.closed,
      ...folder.repeatables.map(closedRepeatable),
      ...withPlaceholders(folder),
      ...closedPairs(folder),
    ]),
  };
}

const closedRepeatable = ({ file }: Repeatable): [string, string] => [
  file.path,
  "It is a repeatable, and only fixes of migrations are proven.",
];

/** A fix is made of the filled text. */
const withPlaceholders = ({ migrations }: MigrationFolder): readonly [string, string][] =>
  migrations
    .flatMap(({ up, down, verify }) => [up, down, verify])
    .flatMap((file) =>
      file?.filled === undefined ? [] : [[file.path, "It has placeholders, which a fix would write over."]],
    );

/** A fix that adds something to the end of the up would put it into the down. */
const closedPairs = ({ format, migrations }: MigrationFolder): readonly [string, string][] =>
  holdsBothWays(format)
    ? migrations.map(({ up }) => [
        up.path,
        "It holds the way back as well, and only files of one way are edited.",
      ])
    : [];

type BaseScope = Pick<Scope, "speaksOf" | "findings" | "closed">;

const ALL: BaseScope = { speaksOf: () => true, findings: [], closed: new Map() };

async function scopeOfBase(journey: Journey, folder: MigrationFolder, name: string): Promise<BaseScope> {
  const base = await readBaseBranch(journey, folder, name);
  const { allowOutOfOrder } = journey.settings;
  const reason = `${name} has the file, and what others may have run is not edited.`;
  return {
    speaksOf: (file) => !base.files.has(file) || base.edited.has(file),
    findings: baseFindings(folder.migrations, base, { allowOutOfOrder }),
    closed: new Map([...base.files].map((file) => [file, reason])),
  };
}

const filesOf = ({ up, down, verify }: Migration): readonly string[] =>
  [up, down, verify].flatMap((file) => file?.path ?? []);

function upToLast({ migrations }: MigrationFolder, speaksOf: Scope["speaksOf"]): readonly Migration[] {
  return migrations.slice(0, migrations.findLastIndex((each) => filesOf(each).some(speaksOf)) + 1);
}

async function ownFile(journey: Journey, folder: MigrationFolder, { path }: UnsavedFile): Promise<string> {
  const shown = await shownPathOf(journey, path);
  const isKnown =
    folder.migrations.some((migration) => filesOf(migration).some((file) => file === shown)) ||
    folder.repeatables.some(({ file }) => file.path === shown) ||
    folder.problems.some(({ file }) => file === shown);
  if (shown !== undefined && isKnown) return shown;
  throw new Failure("wrong-use", `--stdin: ${path} is no migration of ${journey.settings.folder.shownAs}.`, {
    hint: "Name the folder that it is in with --migrations-dir DIR.",
  });
}
