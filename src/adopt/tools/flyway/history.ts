// Reads flyway_schema_history: what stands after baselines, undoings and deletions.

import type { ForeignHistory, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { asVersion, compareVersions, numberOf } from "../../../core/version.ts";
import type { Session } from "../../../database/database.ts";
import { nameIn } from "../../folders.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable } from "../../tool.ts";

interface Row {
  readonly version: string | null;
  readonly description: string;
  readonly type: string;
  readonly script: string;
  readonly checksum: number | null;
  readonly by: string;
  readonly at: string;
  readonly ms: number;
  readonly success: boolean;
}

/** What a repeatable is called, whose row has no version. */
export const repeatableId = (description: string): string => `R ${description}`;

/** The rows in the order of their ranks; later ones say what became of earlier ones. */
export async function readHistory(
  session: Session,
  { quoted }: FoundTable,
  project: ForeignProject,
): Promise<ForeignHistory> {
  const rows = await session.query<Row>(
    `select version, description, type, script, checksum, installed_by as by, ${isoOf("installed_on")} as at,
      execution_time as ms, success
    from ${quoted} order by installed_rank`,
  );
  const standing = standingAfter(rows, project);
  const programs = [...standing.values()].filter(({ type }) => !/^(?:UNDO_)?SQL|BASELINE$/.test(type));
  const left = foldedInto(baselineOf(project), standing);
  return {
    rows: [...left].map(([id, row]) => rowFrom(id, row)),
    problems: [...programs.map(program), ...unmade(rows, project)],
  };
}

/** The newest row of everything that is not undone or deleted since. */
function standingAfter(rows: readonly Row[], project: ForeignProject): ReadonlyMap<string, Row> {
  const standing = new Map<string, Row>();
  for (const row of rows) {
    if (row.type === "SCHEMA") continue;
    const isBack = row.type === "DELETE" || row.type.startsWith("UNDO");
    for (const id of isBaseline(row) ? idsUpTo(row, project) : [idOf(row)]) {
      standing.delete(id);
      // An undo script that failed has left something half-made.
      if (!isBack || !row.success) standing.set(id, isBaseline(row) ? { ...row, checksum: null } : row);
    }
  }
  return standing;
}

const isBaseline = ({ type }: Row): boolean => /(?:^|_)BASELINE$|^SQL_STATE_SCRIPT$/.test(type);

/** The baseline script among the files, where the versions that it stands for have gone. */
const baselineOf = ({ migrations }: ForeignProject): string | undefined =>
  migrations.find(({ origin }) => nameIn(origin.source).startsWith("B"))?.origin.id;

/** Databases that are older than the baseline script have the versions themselves: together they are it. */
function foldedInto(
  baseline: string | undefined,
  standing: ReadonlyMap<string, Row>,
): readonly (readonly [string, Row])[] {
  if (baseline === undefined || !standing.has(baseline)) return [...standing];
  const isIn = ({ version }: Row): boolean =>
    version !== null && compareVersions(asVersion(version), asVersion(baseline)) < 0;
  return [...standing]
    .filter(([, row]) => !isIn(row) || !row.success)
    .map(([id, row]) => [id, id === baseline ? { ...row, checksum: null } : row]);
}

const idOf = ({ version, description }: Row): string =>
  version === null ? repeatableId(description) : numberOf(asVersion(version));

/** A baseline says of everything up to its version that it is there, whoever made it; its own checksum is none of theirs. */
function idsUpTo({ version }: Row, { migrations }: ForeignProject): readonly string[] {
  const last = asVersion(version ?? "0");
  return migrations
    .filter(({ kind, origin }) => kind === "versioned" && compareVersions(asVersion(origin.id), last) <= 0)
    .map(({ origin }) => origin.id);
}

const rowFrom = (id: string, { success, checksum, at, ms, by }: Row): HistoryRow => ({
  id,
  state: success ? "applied" : "failed",
  ...(checksum === null ? {} : { checksum: `${checksum}` }),
  ...{ appliedAt: at, durationMs: ms, by },
});

/** What stood there when Flyway began, which no file makes. */
function unmade(rows: readonly Row[], project: ForeignProject): readonly Problem[] {
  const baseline = rows.findLast(({ type }) => type === "BASELINE");
  if (baseline === undefined || idsUpTo(baseline, project).length > 0) return [];
  const version = baseline.version ?? "1";
  return [
    {
      code: "adopt-history",
      severity: "warning",
      message: `Flyway began at the baseline ${version}, and no file makes what stood there before.`,
      remedy:
        `Where that shows as differences, save what the database had then as V${version}__baseline.sql, ` +
        "for example from a dump of that time, and adopt again.",
    },
  ];
}

const program = ({ script, type }: Row): Problem => ({
  code: "adopt-history",
  severity: "error",
  message: `\`${script}\` is applied, and was a program (${type}): what it did is known only to Flyway.`,
  remedy:
    "Write what it made as SQL with the same version, have Flyway take it (flyway repair), and adopt again; or begin " +
    "from what is there: lockkeeper adopt pg_dump.",
});
