// Counts rows: of tables, up to what matters, and of what foreign keys are taken from.

import { quoteRelation, type RelationName } from "../../core/name.ts";
import type { Session } from "../../database/database.ts";
import { textOf, type Fragment } from "./fragment.ts";

/** How many rows a table has, counted up to `most`. */
export const countRows = (session: Session, relation: RelationName, most: number): Promise<number> =>
  count(session, `select from ${quoteRelation(relation)} limit ${most}`);

/** How many rows a query gives. It must not carry values. */
export const countQuery = (session: Session, query: Fragment): Promise<number> =>
  count(
    session,
    textOf(query, () => "null"),
  );

async function count(session: Session, query: string): Promise<number> {
  const [row] = await session.query<{ readonly rows: number }>(
    `select pg_catalog.count(*)::float8 as rows from (${query}) as counted`,
  );
  return row?.rows ?? 0;
}
