// Lays the other tool's history and its files side by side: what is applied, what is not, and what does not fit.

import type { HistoryRow, LeftOut, Matched, Origin } from "../core/adoption.ts";
import type { Problem } from "../core/problem.ts";

interface Named {
  readonly origin: Origin;
}

/**
 * What rows and files say together. Each thing that does not fit is a problem of its own; errors forbid adopting.
 * `leftOut` are those that the tool does not run here, so that its table should not have them.
 */
export function matchHistory<Migration extends Named>(
  migrations: readonly Migration[],
  rows: readonly HistoryRow[],
  leftOut: readonly LeftOut[] = [],
): Matched<Migration> {
  const byId = new Map(migrations.map((migration) => [migration.origin.id, migration]));
  const applied = new Map<string, { readonly migration: Migration; readonly row: HistoryRow }>();
  const problems: Problem[] = twice(migrations);
  for (const row of rows) {
    const migration = byId.get(row.id);
    if (migration === undefined) problems.push(missing(row, leftOut));
    else if (row.state !== "applied") problems.push(broken(row, migration));
    else if (applied.has(row.id)) problems.push(repeated(row, migration));
    else {
      applied.set(row.id, { migration, row });
      if (!isSame(row, migration)) problems.push(edited(row, migration));
    }
  }
  const seen = new Set(rows.map(({ id }) => id));
  const pending = migrations.filter(({ origin }) => !seen.has(origin.id));
  return { applied: [...applied.values()], pending, problems: [...problems, ...gaps(migrations, applied)] };
}

const isSame = ({ checksum }: HistoryRow, { origin }: Named): boolean =>
  checksum === undefined || origin.checksums.length === 0 || origin.checksums.includes(checksum);

const error = (migration: Named | undefined, message: string, remedy: string): Problem => ({
  code: "adopt-history",
  severity: "error",
  message,
  remedy,
  ...(migration === undefined ? {} : placeOf(migration)),
});

const SOURCE = /^(?<file>.*?)(?::(?<line>\d+))?$/s;

function placeOf({ origin }: Named): Pick<Problem, "file" | "line"> {
  const { file = origin.source, line } = SOURCE.exec(origin.source)?.groups ?? {};
  return { file, ...(line === undefined ? {} : { line: Number(line) }) };
}

function twice(migrations: readonly Named[]): Problem[] {
  const first = new Map<string, Named>();
  return migrations.flatMap((migration) => {
    const { id, source } = migration.origin;
    const before = first.get(id);
    first.set(id, before ?? migration);
    if (before === undefined) return [];
    const message = `${source} and ${before.origin.source} are both \`${id}\` to the tool.`;
    return [error(migration, message, "Give one of them an identity of its own, or remove it.")];
  });
}

function missing({ id, state }: HistoryRow, leftOut: readonly LeftOut[]): Problem {
  const left = leftOut.find((each) => each.id === id);
  if (left !== undefined) {
    return error(
      { origin: { ...left, checksums: [] } },
      `\`${id}\` is in the database, and left out here: ${left.why}.`,
      left.remedy,
    );
  }
  return error(
    undefined,
    `\`${id}\` is ${state === "applied" ? "applied" : "begun"} in the database, and no file has it.`,
    "Get the file back, from Git or the branch that it was made on, and adopt again.",
  );
}

const broken = ({ id, state }: HistoryRow, migration: Named): Problem =>
  error(
    migration,
    state === "failed"
      ? `\`${id}\` failed in the database, and the tool has not been told that it was put right.`
      : `\`${id}\` was begun in the database and did not come to its end.`,
    "Finish it or take it back with the old tool, so that its table says which, and adopt again.",
  );

const repeated = ({ id }: HistoryRow, migration: Named): Problem =>
  error(
    migration,
    `\`${id}\` stands more than once in the tool's table.`,
    "Look which row is right, remove the other one, and adopt again.",
  );

const edited = ({ id, checksum = "" }: HistoryRow, migration: Named): Problem =>
  error(
    migration,
    `\`${id}\` was edited after it was applied: the database has the checksum ${checksum}, ` +
      `the file ${migration.origin.checksums[0] ?? "none"}.`,
    "Put the file back as it was, or have the old tool accept the edit (or apply a repeatable again), and adopt again.",
  );

/** Files that stand before one that is applied, and are not: the old tool may have passed them over for good. */
function gaps(migrations: readonly Named[], applied: ReadonlyMap<string, unknown>): Problem[] {
  const last = migrations.findLastIndex(({ origin }) => applied.has(origin.id));
  return migrations
    .slice(0, Math.max(0, last))
    .filter(({ origin }) => !applied.has(origin.id))
    .map((migration) => ({
      code: "adopt-gap",
      severity: "warning",
      message: `\`${migration.origin.id}\` is not applied, while a later one is.`,
      remedy:
        "After adopting it is pending and out of order: renumber it, or run it with --allow-out-of-order.",
      ...placeOf(migration),
    }));
}
