// A database as Prisma leaves it, taken over.

import { hash } from "node:crypto";
import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE } from "./sample.ts";

test("a database of Prisma is adopted", async (t) => {
  const yard = await openYard(t);
  const textOf = (up: string): string => `-- CreateThing\n${up}\n`;
  await yard.write({
    "prisma/migrations/migration_lock.toml": '# Please do not edit\nprovider = "postgresql"\n',
    ...Object.fromEntries(
      SAMPLE.map(({ stamp, name, up }) => [`prisma/migrations/${stamp}_${name}/migration.sql`, textOf(up)]),
    ),
  });
  await madeByHand(yard, {
    table: `create table _prisma_migrations (
      id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
      migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count integer not null default 0);`,
    // A first attempt that was rolled back, a file that came with other line ends, and a row that was made by hand.
    row: ({ stamp, name, up }, index) => {
      const text = index === 5 ? textOf(up).replaceAll("\n", "\r\n") : textOf(up);
      const checksum = index === 7 ? "baseline" : hash("sha256", text, "hex");
      const insert = `insert into _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at, applied_steps_count)
        values (gen_random_uuid()::text, '${checksum}', '${stamp}_${name}'`;
      return `${index === 4 ? `${insert}, null, now(), 0);` : ""} ${insert}, now(), null, 1)`;
    },
  });
  await adoptsWell(t, yard, {
    tool: "prisma",
    applied: SAMPLE.length,
    tables: ["public._prisma_migrations"],
  });
});
