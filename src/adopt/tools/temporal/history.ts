// What Temporal has written down: the version that the schema is at, and how it came there.

import type { ForeignHistory, ForeignProject, HistoryRow, Origin } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { findTable } from "../../history-table.ts";
import { isoOfUtc } from "../../then.ts";
import type { FoundTable } from "../../tool.ts";
import { compareVersions } from "./version.ts";

/** The table with the one version that counts. */
export const CURRENT = "schema_version";

/** A row of the history. */
interface Update {
  readonly version: string;
  readonly before: string;
  /** Of the manifest; empty for the row with which a schema begins. */
  readonly md5: string;
  readonly at: string;
}

export async function readHistory(
  session: Session,
  { schema, quoted }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const updates = await session.query<Update>(
    `select new_version as version, old_version as before, coalesce(manifest_md5, '') as md5,
      ${isoOfUtc("update_time")} as at
    from ${quoted} order by update_time`,
  );
  const current = await currentIn(session, schema);
  if (typeof current === "object") return { rows: [], problems: [current] };
  const newest = updates
    .map(({ version }) => version)
    .toSorted(compareVersions)
    .at(-1);
  if (current === undefined && newest === undefined) return { rows: [], problems: [] };
  if (current === undefined || (newest !== undefined && compareVersions(newest, current) > 0)) {
    const says = current === undefined ? "has no row" : `says \`${current}\``;
    return { rows: [], problems: [contradiction(says, newest ?? "")] };
  }
  const origins = migrations.map(({ origin }) => origin);
  return {
    rows: appliedBy(updates, current, origins),
    problems: [...updates.flatMap((update) => begunAt(update, origins)), ...editedSince(updates, origins)],
  };
}

/** The version of this database; undefined where none is written down. */
async function currentIn(session: Session, schema: string): Promise<string | Problem | undefined> {
  const wanted = { places: [{ schema, table: CURRENT }], columns: ["db_name", "curr_version"] };
  const table = await findTable(session, wanted, {});
  if (table === undefined) return undefined;
  const rows = await session.query<{ name: string; version: string; here: boolean }>(
    `select db_name as name, curr_version as version, db_name = pg_catalog.current_database() as here
    from ${table.quoted} order by db_name`,
  );
  // A copy keeps the name of the database that it was made from.
  const row = rows.length === 1 ? rows[0] : rows.find(({ here }) => here);
  if (row !== undefined || rows.length === 0) return row?.version;
  return doubt(
    `${table.quoted} tells of ${rows.map(({ name }) => `\`${name}\``).join(", ")}, and of none with this database's name.`,
    "Look which row is this database's, remove the others, and adopt again.",
  );
}

/**
 * What the tool itself takes as applied: all below the version with which it began, each that it came to, and each
 * that it went on from, where it died before it wrote that down.
 */
function appliedBy(
  updates: readonly Update[],
  current: string,
  origins: readonly Origin[],
): readonly HistoryRow[] {
  const rows = new Map<string, HistoryRow>();
  const add = (id: string, at?: string): void => {
    if (!rows.has(id)) rows.set(id, { id, state: "applied", ...(at === undefined ? {} : { appliedAt: at }) });
  };
  const begun = new Set<string>();
  for (const { version, before, md5, at } of updates) {
    if (md5 === "") {
      begun.add(version);
      for (const { id } of coveredBy(version, origins)) add(id, at);
    } else {
      if (!begun.has(before)) add(before);
      add(version, at);
    }
  }
  if (!begun.has(current)) add(current);
  return [...rows.values()];
}

const coveredBy = (version: string, origins: readonly Origin[]): readonly Origin[] =>
  origins.filter(({ id }) => compareVersions(id, version) <= 0);

/** A schema that was made whole at a later version: its files are known to have run by that number alone. */
function begunAt({ version, md5 }: Update, origins: readonly Origin[]): readonly Problem[] {
  if (md5 !== "" || coveredBy(version, origins).length === 0) return [];
  return [
    warning(
      `The schema was set up at \`${version}\`: that the versions up to there are in it is proven by the replay alone.`,
      "Nothing is to be done where the schema is the same.",
    ),
  ];
}

/** The tool never looks at the checksum again, and its makers do edit manifests of versions that are out. */
function editedSince(updates: readonly Update[], origins: readonly Origin[]): readonly Problem[] {
  return updates.flatMap(({ version, md5 }) => {
    const origin = origins.find(({ id }) => id === version);
    if (md5 === "" || origin === undefined || origin.checksums.includes(md5)) return [];
    return [
      warning(
        `The manifest of \`${version}\` was edited after it was applied: the database has the MD5 ${md5}, ` +
          `the file ${origin.checksums[0] ?? "none"}.`,
        "Look in Git what was changed. Where the files that it names make the same schema, nothing is to be done.",
      ),
    ];
  });
}

const contradiction = (says: string, newest: string): Problem =>
  doubt(
    `${CURRENT} ${says}, while schema_update_history comes to \`${newest}\`.`,
    `Look which of them is right, correct the row in ${CURRENT}, and adopt again.`,
  );

const doubt = (message: string, remedy: string): Problem => ({
  ...{ code: "adopt-history", severity: "error", message, remedy },
});

const warning = (message: string, remedy: string): Problem => ({
  ...{ code: "adopt-history", severity: "warning", message, remedy },
});
