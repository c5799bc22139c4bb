// A database as Supabase's program leaves it, taken over.

import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE } from "./sample.ts";

test("a database of Supabase is adopted", async (t) => {
  const yard = await openYard(t);
  await yard.write(
    Object.fromEntries(
      SAMPLE.map(({ stamp, name, up }) => [`supabase/migrations/${stamp}_${name}.sql`, `-- why\n${up}\n\n`]),
    ),
  );
  await madeByHand(yard, {
    table: `create schema supabase_migrations; create table supabase_migrations.schema_migrations
      (version text not null primary key, statements text[], name text);`,
    // It keeps each statement without its semicolon, and comments with the statement below them.
    row: ({ stamp, name, up }) =>
      `insert into supabase_migrations.schema_migrations (version, name, statements) values
        ('${stamp}', '${name}', array[$s$-- why\n${up.replace(/;$/, "")}$s$])`,
  });
  await adoptsWell(t, yard, {
    tool: "supabase",
    ...{ applied: SAMPLE.length, tables: ["supabase_migrations.schema_migrations"], timeless: true },
  });
});
