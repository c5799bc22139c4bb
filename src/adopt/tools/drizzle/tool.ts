// Drizzle: files in the order of a journal, or in folders with a stamp, and a table of hashes and times.

import type { ForeignHistory, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import type { Session } from "../../../database/database.ts";
import { above, foldersWith } from "../../folders.ts";
import { isoOf } from "../../then.ts";
import type { Evidence, FoundTable, LookedAt, Tool } from "../../tool.ts";
import { readFolders } from "./folders.ts";
import { JOURNAL, readJournalled } from "./journal.ts";

export const drizzle: Tool = {
  name: "drizzle",
  title: "Drizzle",
  about: "meta/_journal.json with <number>_name.sql, or <stamp>_name/migration.sql with snapshot.json",
  recognise,
  read: (folder) => (folder.paths.includes(JOURNAL) ? readJournalled(folder) : readFolders(folder)),
  history: {
    places: [{ schema: "drizzle", table: "__drizzle_migrations" }, { table: "__drizzle_migrations" }],
    schemas: ["drizzle"],
    columns: ["id", "hash", "created_at"],
    // Drizzle itself asks for the newest row only, and tables that were repaired by hand often hold no other.
    tellsEach: false,
    read: readHistory,
  },
};

async function recognise(folder: LookedAt): Promise<readonly Evidence[]> {
  const journals = await foldersWith(folder, {
    named: /^_journal\.json$/,
    says: /"dialect"\s*:\s*"(?:postgresql|pg)"/,
  });
  const snapshots = await foldersWith(folder, {
    named: /^snapshot\.json$/,
    says: /"dialect"\s*:\s*"postgres/,
  });
  const parents = new Map(above(snapshots).map((evidence) => [evidence.directory, evidence]));
  return [...above(journals), ...parents.values()];
}

/** A row is the file whose time it has; since release 1 it has the folder's name, and the time of its own. */
async function readHistory(
  session: Session,
  { quoted, columns }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const isNamed = columns.has("name");
  const rows = await session.query<{ hash: string; created: string; name: string | null; at: string | null }>(
    `select hash, created_at::text as created, ${isNamed ? "name" : "null::text as name"},
      ${columns.has("applied_at") ? isoOf("applied_at") : "null::text"} as at
    from ${quoted} order by id`,
  );
  const known = new Set(migrations.map(({ origin }) => origin.id));
  return {
    rows: rows.map(({ hash, created, name, at }): HistoryRow => {
      const id = name ?? (known.has(created) ? created : (folderAt(migrations, created) ?? created));
      return { id, state: "applied", checksum: hash, ...(at === null ? {} : { appliedAt: at }) };
    }),
    problems: [],
  };
}

/** The folder of that second, for rows that were written before the files became folders. */
function folderAt(migrations: ForeignProject["migrations"], created: string): string | undefined {
  const stamp = new Date(Number(created)).toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const found = migrations.filter(({ origin }) => origin.id.startsWith(`${stamp}_`));
  return found.length === 1 ? found[0]?.origin.id : undefined;
}
