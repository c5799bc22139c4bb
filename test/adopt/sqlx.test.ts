// A database as sqlx leaves it, taken over.

import { hash } from "node:crypto";
import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE, type SampleMigration } from "./sample.ts";

const textOf = ({ up, alone }: SampleMigration): string => `${alone ? "-- no-transaction\n" : ""}${up}\n`;

test("a database of sqlx is adopted", async (t) => {
  const yard = await openYard(t);
  await yard.write(
    Object.fromEntries(
      SAMPLE.flatMap((each) => [
        [`db/${each.stamp}_${each.name}.up.sql`, textOf(each)],
        [`db/${each.stamp}_${each.name}.down.sql`, each.down],
      ]),
    ),
  );
  await madeByHand(yard, {
    table: `create table _sqlx_migrations (version bigint primary key, description text not null,
      installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null,
      execution_time bigint not null);`,
    row: (each) =>
      `insert into _sqlx_migrations (version, description, success, checksum, execution_time) values
        (${each.stamp}, '${each.name.replaceAll("_", " ")}', true, '\\x${hash("sha384", textOf(each), "hex")}', 1234567)`,
  });
  await adoptsWell(t, yard, { tool: "sqlx", applied: SAMPLE.length, tables: ["public._sqlx_migrations"] });
});
