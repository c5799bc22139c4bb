// Knex's lock: one row in a table, which nobody gives back for a run that died.

import { quoteRelation } from "../../../core/name.ts";
import type { Session } from "../../../database/database.ts";
import { heldBy } from "../../advisory-lock.ts";
import type { FoundTable, HeldLock } from "../../tool.ts";

/** Takes the row, or looks at it. Throws Failure `locked` where it is set. Before Knex has run there is no table. */
export async function holdRow(
  session: Session,
  { schema, table }: FoundTable,
  how: "take" | "look",
): Promise<HeldLock> {
  const lock = quoteRelation({ schema, name: `${table}_lock` });
  const [found] = await session.query<{ exists: boolean }>(
    "select pg_catalog.to_regclass($1) is not null as exists",
    [lock],
  );
  if (found?.exists !== true) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const free =
    how === "take"
      ? await session.query(`update ${lock} set is_locked = 1 where is_locked = 0 returning index`)
      : await session.query(`select index from ${lock} where is_locked = 0`);
  const [row] = await session.query<{ count: number }>(`select count(*)::int as count from ${lock}`);
  if (free.length < (row?.count ?? 0)) {
    throw heldBy("Knex", `is_locked is 1 in ${lock}, and \`knex migrate:unlock\` frees it`);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      if (how === "take") await session.query(`update ${lock} set is_locked = 0 where is_locked = 1`);
    },
  };
}
