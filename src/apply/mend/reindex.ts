// REINDEX CONCURRENTLY that failed leaves a second, invalid index named …_ccnew or …_ccold: dropped before it runs again.

import { quoteRelation, showRelation } from "../../core/name.ts";
import type { ConcurrentWork } from "../../core/statement.ts";
import type { Session } from "../../database/database.ts";
import type { Mended, Mending } from "./mending.ts";

const LEFT_OVER = `
select n.nspname as schema, c.relname as name
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_class as t on t.oid = i.indrelid
where not i.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'
  and not exists (select from pg_catalog.pg_stat_progress_create_index as p where p.index_relid = c.oid)
  and case $1
    when 'index' then i.indrelid =
      (select own.indrelid from pg_catalog.pg_index as own where own.indexrelid = pg_catalog.to_regclass($2))
    when 'table' then pg_catalog.to_regclass($2) in (i.indrelid,
      (select owner.oid from pg_catalog.pg_class as owner where owner.reltoastrelid = i.indrelid))
    when 'schema' then t.relnamespace = pg_catalog.to_regnamespace($2)
    else true end
`;

/** Drops the left-overs on the tables that the statement works on, and lets it run. */
export async function mendReindex(
  session: Session,
  { object, name }: ConcurrentWork & { readonly kind: "reindex" },
  { say }: Mending,
): Promise<Mended> {
  const target = name === undefined ? null : quoteRelation(name);
  const left = await session.query<{ readonly schema: string; readonly name: string }>(LEFT_OVER, [
    object,
    target,
  ]);
  for (const index of left) {
    say(`${showRelation(index)} was left invalid by an interrupted REINDEX: it is dropped.`);
    await session.run(`drop index concurrently ${quoteRelation(index)}`);
  }
  return "run";
}
