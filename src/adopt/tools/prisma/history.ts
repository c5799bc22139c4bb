// What Prisma's table says: the rows of one name together tell whether it is applied.

import type { ForeignHistory, HistoryRow } from "../../../core/adoption.ts";
import type { Session } from "../../../database/database.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable } from "../../tool.ts";

interface Attempt {
  readonly name: string;
  readonly checksum: string;
  readonly finished: string | null;
  readonly rolledBack: boolean;
  readonly started: string;
  readonly ms: number | null;
}

/** One row for each migration that is applied or in the middle. What was rolled back leaves no row. */
export async function readHistory(session: Session, { quoted }: FoundTable): Promise<ForeignHistory> {
  const attempts = await session.query<Attempt>(
    `select migration_name as name, checksum, ${isoOf("finished_at")} as finished, ${isoOf("started_at")} as started,
      rolled_back_at is not null as "rolledBack",
      pg_catalog.round(extract(epoch from finished_at - started_at) * 1000)::float8 as ms
    from ${quoted} as attempt order by attempt.started_at, attempt.id`,
  );
  const rows = attempts.filter(({ rolledBack }) => !rolledBack).map(rowOf);
  return { rows, problems: [] };
}

/** `migrate resolve --applied` writes a checksum of its own kind; what is no SHA-256 says nothing of the file. */
function rowOf({ name, checksum, finished, started, ms }: Attempt): HistoryRow {
  const found = {
    id: name,
    ...(/^[0-9a-f]{64}$/.test(checksum) ? { checksum } : {}),
    appliedAt: finished ?? started,
  };
  return finished === null
    ? { ...found, state: "unfinished" }
    : { ...found, state: "applied", ...(ms === null || ms < 0 ? {} : { durationMs: ms }) };
}
