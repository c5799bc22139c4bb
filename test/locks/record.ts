// The record of observed locks as a page that people can read: written from observations, and read back.

import { LOCK_MODES } from "../../src/core/lock.ts";
import type { LockMode } from "../../src/core/lock.ts";
import { DIFFERENCES } from "./differences.ts";
import type { Observation } from "./observe.ts";
import { GROUPS } from "./statements.ts";

/** The cells of a row: locks on tables, locks on indexes, scans, rewrites. */
export type Cells = string;
/** By statement, then by major version. */
export type LockRecord = ReadonlyMap<string, ReadonlyMap<number, Cells>>;

/** The page names no schema: the setup has no two relations of one name. */
const HEAD = `# What PostgreSQL locks

Watched on real servers by \`locks.test.ts\`, which also writes this page (\`UPDATE_GOLDENS=1\`). Each statement
meets the schema of \`setup.sql\`. Only relations that were there before it count, each with the strongest mode.
_Scans_ are tables that it read from end to end, _rewrites_ are relations that got a new file. A statement that
behaves differently from one version to the next has a row for each, and the last section says why. A version that is
not named in any row of a statement does not know it. Statements that PostgreSQL refuses in a transaction are watched
from a second session, and without their locks on indexes, which come and go too fast.
`;
/** Aligned columns would make each line some thousand characters wide, and change all of them with one. */
const UNALIGNED = "<!-- prettier-ignore-start -->";
const ALIGNED = "<!-- prettier-ignore-end -->";
const COLUMNS = `| statement | on | tables | indexes | scans | rewrites |
| --- | --- | --- | --- | --- | --- |`;

/** The cells of an observation. */
export function cellsOf({ tableLocks, indexLocks, scans, rewrites }: Observation): Cells {
  return [showLocks(tableLocks), showLocks(indexLocks), scans.join(", "), rewrites.join(", ")].join(" | ");
}

function showLocks(locks: ReadonlyMap<string, LockMode>): string {
  return LOCK_MODES.toReversed()
    .flatMap((mode) => {
      const names = [...locks].filter(([, own]) => own === mode).map(([name]) => name);
      return names.length === 0 ? [] : [`${mode}: ${names.join(", ")}`];
    })
    .join("; ");
}

/** The page of a record, in the order of the statements. Statements that are not on record have no row. */
export function writeRecord(record: LockRecord): string {
  const parts = Object.entries(GROUPS).map(([title, statements]) => {
    const rows = statements.flatMap((statement) => {
      const sql = typeof statement === "string" ? statement : statement.sql;
      return rowsOf(sql, record.get(sql) ?? new Map());
    });
    return [`## ${title}`, "", COLUMNS, ...rows, ""].join("\n");
  });
  return [HEAD, UNALIGNED, "", ...parts, ALIGNED, "", writeDifferences()].join("\n");
}

function writeDifferences(): string {
  const parts = DIFFERENCES.map(({ reason, statements }) =>
    [reason, "", ...statements.map((sql) => `- \`${sql}\``), ""].join("\n"),
  );
  return ["## What differs from version to version", "", ...parts].join("\n");
}

function rowsOf(sql: string, byMajor: ReadonlyMap<number, Cells>): readonly string[] {
  const majors = [...byMajor].toSorted(([a], [b]) => a - b);
  const groups = Map.groupBy(majors, ([, cells]) => cells);
  return [...groups].map(
    ([cells, own]) => `| \`${sql}\` | ${own.map(([major]) => major).join(", ")} | ${cells} |`,
  );
}

/** Reads the page back. */
export function readRecord(page: string): LockRecord {
  const record = new Map<string, Map<number, Cells>>();
  for (const line of page.split("\n")) {
    const [, sql, majors, cells] = /^\| `(.+?)` \| ([\d, ]+) \| (.*) \|$/.exec(line) ?? [];
    if (sql === undefined || majors === undefined || cells === undefined) continue;
    const byMajor = record.get(sql) ?? new Map<number, Cells>();
    for (const major of majors.split(", ")) byMajor.set(Number(major), cells);
    record.set(sql, byMajor);
  }
  return record;
}

/** The locks of a row: the strongest mode by relation, of tables or of indexes. */
export function locksIn(cells: Cells, column: "tables" | "indexes"): ReadonlyMap<string, LockMode> {
  const cell = cells.split(" | ")[column === "tables" ? 0 : 1] ?? "";
  const locks = new Map<string, LockMode>();
  for (const part of cell.split("; ")) {
    const [modeName, names] = part.split(": ");
    const mode = LOCK_MODES.find((known) => known === modeName);
    if (mode === undefined || names === undefined) continue;
    for (const name of names.split(", ")) locks.set(name, mode);
  }
  return locks;
}
