// Reads flyway_schema_history: what stands after baselines, undoings and deletions.

import type { ForeignHistory, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { asVersion, compareVersions, numberOf } from "../../../core/version.ts";
import type { Session } from "../../../database/database.ts";
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
  const standing = new Map<string, HistoryRow>();
  const problems: Problem[] = [];
  for (const row of rows) {
    if (row.type === "SCHEMA") continue;
    if (row.type === "BASELINE" || row.type.endsWith("_BASELINE")) {
      for (const id of idsUpTo(row, project)) standing.set(id, rowFrom(id, { ...row, checksum: null }));
    } else if (row.type === "DELETE" || row.type.startsWith("UNDO")) standing.delete(idOf(row));
    else if (row.type === "SQL") standing.set(idOf(row), rowFrom(idOf(row), row));
    else problems.push(program(row));
  }
  return { rows: [...standing.values()], problems };
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

const program = ({ script, type }: Row): Problem => ({
  code: "adopt-history",
  severity: "error",
  message: `\`${script}\` is applied, and was a program (${type}): what it did is known only to Flyway.`,
  remedy:
    "Write what it made as SQL with the same version, have Flyway take it (flyway repair), and adopt again; or begin " +
    "from what is there: lockkeeper adopt pg_dump.",
});
