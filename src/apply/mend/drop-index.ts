// DROP INDEX CONCURRENTLY that was interrupted: either the index is still there, or the work is done.

import { quoteRelation } from "../../core/name.ts";
import type { ConcurrentWork } from "../../core/statement.ts";
import type { Session } from "../../database/database.ts";
import type { Mended, Mending } from "./mending.ts";

/** An index that is left invalid is dropped by simply dropping it again; one that is gone is done. */
export async function mendDropIndex(
  session: Session,
  { indexes }: ConcurrentWork & { readonly kind: "drop-index" },
  { begunBefore }: Mending,
): Promise<Mended> {
  if (!begunBefore) return "run";
  const [row] = await session.query<{ readonly left: number }>(
    "select count(pg_catalog.to_regclass(name))::int4 as left from pg_catalog.unnest($1::text[]) as name",
    [indexes.map(quoteRelation)],
  );
  return row?.left === 0 ? "done" : "run";
}
