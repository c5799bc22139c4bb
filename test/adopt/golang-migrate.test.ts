// A database as golang-migrate leaves it, taken over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE } from "./sample.ts";

test("a database of golang-migrate is adopted", async (t) => {
  const yard = await openYard(t);
  await yard.write(
    Object.fromEntries(
      SAMPLE.flatMap(({ stamp, name, up, down }) => [
        [`db/${stamp}_${name}.up.sql`, up],
        [`db/${stamp}_${name}.down.sql`, down],
      ]),
    ),
  );
  await madeByHand(yard, {
    table: "create table schema_migrations (version bigint not null primary key, dirty boolean not null);",
    row: ({ stamp }) => `truncate schema_migrations; insert into schema_migrations values (${stamp}, false)`,
  });
  // dbmate and Rails call their table alike, with fewer columns.
  const { found } = await yard.lockkeeper("adopt");
  assert.deepEqual([...new Set(found.map(({ tool }) => tool))], ["golang-migrate"]);
  await adoptsWell(t, yard, {
    ...{
      tool: "golang-migrate",
      applied: SAMPLE.length,
      tables: ["public.schema_migrations"],
      timeless: true,
    },
  });
});
