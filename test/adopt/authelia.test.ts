// A database as Authelia leaves it, taken over.

import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { AUTHELIA_TABLE, stepOf } from "./authelia-table.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE } from "./sample.ts";

/** All of it runs in one transaction, which nothing can leave. */
const together = (sql: string): string => sql.replace(" concurrently", "");

/** Behind the first, and with a number left out, for which PostgreSQL had no file. */
const numberOf = (index: number): number => (index < 9 ? index + 2 : index + 3);

test("a database of Authelia is adopted", async (t) => {
  const yard = await openYard(t);
  const folder = "internal/storage/migrations";
  await yard.write({
    [`${folder}/postgres/V0001.Initial_Schema.up.sql`]: AUTHELIA_TABLE,
    [`${folder}/postgres/V0001.Initial_Schema.down.sql`]: "drop table if exists migrations;\n",
    [`${folder}/sqlite/V0001.Initial_Schema.up.sql`]: "create table migrations (id integer);\n",
  });
  await yard.write(
    Object.fromEntries(
      SAMPLE.flatMap(({ name, up, down }, index) => {
        const stem = `${folder}/postgres/V${`${numberOf(index)}`.padStart(4, "0")}.${name}`;
        return [
          [`${stem}.up.sql`, together(up)],
          [`${stem}.down.sql`, together(down)],
        ];
      }),
    ),
  );
  await madeByHand(yard, {
    table: `${AUTHELIA_TABLE}${stepOf(0, 1)}`,
    row: (_each, index) => stepOf(numberOf(index) - 1, numberOf(index)),
  });
  // The last one was taken back once.
  const last = numberOf(SAMPLE.length - 1);
  await yard.sql(`${stepOf(last, last - 1)}${stepOf(last - 1, last)}`);
  await adoptsWell(t, yard, {
    ...{ tool: "authelia", applied: SAMPLE.length + 1, tables: ["public.migrations"] },
  });
});
