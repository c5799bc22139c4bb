// DETACH PARTITION CONCURRENTLY that was interrupted leaves the partition pending: finished with FINALIZE.

import { quoteRelation, showRelation } from "../../core/name.ts";
import type { ConcurrentWork } from "../../core/statement.ts";
import type { Session } from "../../database/database.ts";
import type { Mended, Mending } from "./mending.ts";

/** A pending detach is finalized; a partition that is not attached any more was detached by the earlier run. */
export async function mendDetach(
  session: Session,
  { parent, partition }: ConcurrentWork & { readonly kind: "detach" },
  { begunBefore, say }: Mending,
): Promise<Mended> {
  const [link] = await session.query<{ readonly pending: boolean }>(
    `select inhdetachpending as pending from pg_catalog.pg_inherits
     where inhrelid = pg_catalog.to_regclass($1) and inhparent = pg_catalog.to_regclass($2)`,
    [quoteRelation(partition), quoteRelation(parent)],
  );
  if (!link) return begunBefore ? "done" : "run";
  if (!link.pending) return "run";
  say(`${showRelation(partition)} is half detached by an interrupted run: this is finished now.`);
  await session.run(
    `alter table ${quoteRelation(parent)} detach partition ${quoteRelation(partition)} finalize`,
  );
  return "done";
}
