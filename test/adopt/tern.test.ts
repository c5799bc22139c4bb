// A database as tern leaves it, taken over.

import { test } from "node:test";

import { adoptsWell, openYard } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE } from "./sample.ts";

test("a database of tern is adopted", async (t) => {
  const yard = await openYard(t);
  await yard.write(
    Object.fromEntries(
      SAMPLE.map(({ name, up, down, alone }, index) => [
        `db/${`${index + 1}`.padStart(3, "0")}_${name}.sql`,
        `${alone ? "---- tern: disable-tx ----\n" : ""}${up}\n\n---- create above / drop below ----\n\n${down}\n`,
      ]),
    ),
  );
  await madeByHand(yard, {
    table:
      "create table public.schema_version (version int4 not null); insert into schema_version values (0)",
    row: (_each, index) => `update public.schema_version set version = ${index + 1}`,
  });
  await adoptsWell(t, yard, {
    ...{ tool: "tern", applied: SAMPLE.length, tables: ["public.schema_version"], timeless: true },
  });
});
