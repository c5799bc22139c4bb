// A database as Diesel leaves it, taken over.

import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE } from "./sample.ts";

test("a database of Diesel is adopted", async (t) => {
  const yard = await openYard(t);
  const folderOf = (stamp: string): string =>
    `db/${stamp.replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/, "$1-$2-$3-$4")}`;
  await yard.write(
    Object.fromEntries(
      SAMPLE.flatMap(({ stamp, name, up, down, alone }): readonly (readonly [string, string])[] => [
        [`${folderOf(stamp)}_${name}/up.sql`, up],
        [`${folderOf(stamp)}_${name}/down.sql`, down],
        [`${folderOf(stamp)}_${name}/metadata.toml`, alone ? "run_in_transaction = false\n" : ""],
      ]),
    ),
  );
  await madeByHand(yard, {
    table: `create table __diesel_schema_migrations
      (version varchar(50) primary key not null, run_on timestamp not null default current_timestamp);`,
    row: ({ stamp }) => `insert into __diesel_schema_migrations (version) values ('${stamp}')`,
  });
  await adoptsWell(t, yard, {
    ...{ tool: "diesel", applied: SAMPLE.length, tables: ["public.__diesel_schema_migrations"] },
  });
});
