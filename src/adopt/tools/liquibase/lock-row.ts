// Liquibase's lock: a row in databasechangeloglock, which nobody gives back for a run that died.

import { quoteRelation } from "../../../core/name.ts";
import type { Session } from "../../../database/database.ts";
import { heldBy } from "../../advisory-lock.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable, HeldLock } from "../../tool.ts";

const OWN = "lockkeeper adopt";

/** Takes the row, or looks at it. Throws Failure `locked` with what the row says where it is set. */
export async function holdRow(
  session: Session,
  { schema, lock: named }: FoundTable,
  how: "take" | "look",
): Promise<HeldLock> {
  const lock = quoteRelation({
    schema: named?.schema ?? schema,
    name: named?.table ?? "databasechangeloglock",
  });
  const [found] = await session.query<{ exists: boolean }>(
    "select pg_catalog.to_regclass($1) is not null as exists",
    [lock],
  );
  if (found?.exists !== true) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  if (how === "take") {
    await session.query(
      `update ${lock} set locked = true, lockgranted = pg_catalog.clock_timestamp(), lockedby = $1
      where not locked`,
      [OWN],
    );
  }
  const [set] = await session.query<{ by: string | null; at: string | null }>(
    `select row.lockedby as by, ${isoOf("row.lockgranted")} as at from ${lock} as row
    where row.locked and (row.lockedby is distinct from $1 or $2)`,
    [OWN, how === "look"],
  );
  if (set) {
    const since = set.at === null ? "" : ` since ${set.at}`;
    const free = "`liquibase release-locks` frees it";
    throw heldBy("Liquibase", `by ${set.by ?? "somebody"}${since}, and ${free}`);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      if (how === "look") return;
      await session.query(
        `update ${lock} set locked = false, lockgranted = null, lockedby = null where locked and lockedby = $1`,
        [OWN],
      );
    },
  };
}
