// Lays files and journal side by side: what is applied, pending, out of order, edited or missing.

import { marksOf, type AppliedMigration, type History } from "../core/history.ts";
import type { Migration, MigrationFolder } from "../core/migration.ts";
import { phaseOf } from "../core/phase.ts";
import type { Standing } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Script } from "../core/statement.ts";
import { compareVersions, type Version } from "../core/version.ts";

/** Compares by the set of versions, never by the highest one: nothing is passed over. */
export function compareWithHistory(folder: MigrationFolder, history: History): Standing {
  if (history.marks === marksOf(folder.migrations)) return settled(folder, history);
  const applied = new Map(history.applied.map((entry) => [entry.version, entry]));
  const files = new Map(folder.migrations.map((migration) => [migration.version, migration]));
  const pending = folder.migrations.filter((migration) => !applied.has(migration.version));
  const newest = newestOf(history.applied);
  return {
    applied: history.applied,
    pending,
    outOfOrder: pending.filter((migration) => isBefore(migration, newest, history)),
    edited: folder.migrations.flatMap((migration) => {
      const entry = applied.get(migration.version);
      return entry && entry.checksum !== migration.checksum ? [{ migration, applied: entry }] : [];
    }),
    revalued: revaluedIn(folder, history),
    missing: history.applied.filter((entry) => !files.has(entry.version)),
    problems: folder.problems,
  };
}

/** Every file is applied as it is, and nothing else is. Most runs end here, so the history is not even taken apart. */
const settled = (folder: MigrationFolder, history: History): Standing => ({
  get applied(): readonly AppliedMigration[] {
    return history.applied;
  },
  pending: [],
  outOfOrder: [],
  edited: [],
  revalued: revaluedIn(folder, history),
  missing: [],
  problems: folder.problems,
});

/** Most folders have no placeholders, and their history is not taken apart for it. */
function revaluedIn({ migrations }: MigrationFolder, history: History): readonly Migration[] {
  const filled = migrations.filter(({ up }) => up.filled !== undefined);
  if (filled.length === 0) return [];
  const applied = new Map(history.applied.map((entry) => [entry.version, entry]));
  return filled.filter(({ version, up }) => {
    const entry = applied.get(version);
    return entry?.by === "applied" && (entry.valuesHash ?? "") !== up.filled?.valuesHash;
  });
}

/**
 * One that was begun is in order: it stands where it stood when it was first let through. So is one of the phase
 * `contract`, which is meant to come after others.
 */
function isBefore(migration: Migration, newest: Version | undefined, history: History): boolean {
  if (newest === undefined || compareVersions(migration.version, newest) >= 0) return false;
  if (phaseOf(migration.up.text) === "contract") return false;
  return !history.unfinished.some((entry) => entry.version === migration.version);
}

function newestOf(applied: readonly AppliedMigration[]): Version | undefined {
  let newest: Version | undefined;
  for (const { version } of applied) {
    if (newest === undefined || compareVersions(version, newest) > 0) newest = version;
  }
  return newest;
}

/**
 * Everything about the standing that a person should know, besides the folder's own problems.
 * `scripts` holds the parsed text of the edited files, which tells a cosmetic edit from a real one.
 */
export function standingProblems(
  standing: Standing,
  scripts: ReadonlyMap<Version, Script>,
  { allowOutOfOrder }: { readonly allowOutOfOrder: boolean },
): Problem[] {
  return [
    ...standing.edited.map(({ migration, applied }) => editProblem(migration, applied, scripts)),
    ...standing.outOfOrder.map((migration) => outOfOrderProblem(migration, standing, allowOutOfOrder)),
    ...standing.revalued.map(revaluedProblem),
    ...missingProblems(standing),
  ];
}

const revaluedProblem = ({ up, version }: Migration): Problem => ({
  code: "other-values",
  severity: "warning",
  message: `${up.path} ran with other values of its placeholders than there are now.`,
  remedy:
    "What has run stays as it is. If the new values are to be there, write a migration that makes them so.",
  file: up.path,
  version,
});

function editProblem(
  migration: Migration,
  applied: AppliedMigration,
  scripts: ReadonlyMap<Version, Script>,
): Problem {
  const essence = scripts.get(migration.version)?.essence;
  const cosmetic = essence !== undefined && essence === applied.essence;
  const what = cosmetic ? "only comments or white space differ" : "the statements differ";
  return {
    code: cosmetic ? "cosmetic-edit" : "edited-migration",
    severity: cosmetic ? "warning" : "error",
    message: `${migration.up.path} was edited after it was applied: ${what}.`,
    remedy:
      `Restore the file, or record the edit: ` +
      `lockkeeper repair accept-edit ${migration.version} --reason "why"`,
    file: migration.up.path,
    version: migration.version,
  };
}

function outOfOrderProblem(migration: Migration, standing: Standing, allowed: boolean): Problem {
  return {
    code: "out-of-order",
    severity: allowed ? "warning" : "error",
    message: `${migration.up.path} comes before ${newestOf(standing.applied) ?? ""}, which is already applied.`,
    remedy: `Give it a new version (lockkeeper renumber) or run it where it stands (--allow-out-of-order).`,
    file: migration.up.path,
    version: migration.version,
  };
}

/** More than these are told together. */
const MISSING_TOLD_ONE_BY_ONE_MAX = 3;

function missingProblems({ applied, missing }: Standing): readonly Problem[] {
  if (missing.length <= MISSING_TOLD_ONE_BY_ONE_MAX) return missing.map(missingProblem);
  const from = `${missing[0]?.version ?? ""} to ${missing.at(-1)?.version ?? ""}`;
  const another = missing.length === applied.length;
  return [
    {
      code: another ? "another-folder" : "missing-file",
      severity: "warning",
      message: another
        ? `Nothing that is applied has its file in the folder: ${missing.length} migrations, ${from}. ` +
          `This database was migrated from another folder.`
        : `${missing.length} of ${applied.length} applied migrations have no file in the folder: ${from}.`,
      remedy: another
        ? `Name the folder that belongs to it (--migrations-dir) or another database (--database-url); ` +
          `lockkeeper db reset empties the embedded server.`
        : `Get the files back from the branch that has them, or undo them from the journal: ` +
          `lockkeeper down --to the version before them.`,
    },
  ];
}

function missingProblem(entry: AppliedMigration): Problem {
  return {
    code: "missing-file",
    severity: "warning",
    message: `${entry.version} ${entry.name} is applied, but its file is not in the folder.`,
    remedy:
      `Get the file back from the branch that has it, or undo it from the journal: ` +
      `lockkeeper down --to the version before it.`,
    version: entry.version,
  };
}
