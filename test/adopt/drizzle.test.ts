// Drizzle makes a database, and we take it over; and one that release 1 has taken over before us.

import { hash } from "node:crypto";
import { test } from "node:test";

import { adoptsWell, openYard, peer } from "./adopting.ts";
import { madeByHand } from "./by-hand.ts";
import { SAMPLE, type SampleMigration } from "./sample.ts";

const program = peer("drizzle-kit");

/** All of it runs in one transaction, in which an enum value that is new cannot be used. */
const textOf = ({ up }: SampleMigration): string =>
  up
    .replace(" concurrently", "")
    .replaceAll(/;\n(?=create |grant |create policy)/g, "\n--> statement-breakpoint\n");

const whenOf = (stamp: string): number =>
  Date.UTC(
    +stamp.slice(0, 4),
    +stamp.slice(4, 6) - 1,
    +stamp.slice(6, 8),
    +stamp.slice(8, 10),
    +stamp.slice(10, 12),
    0,
    141,
  );

const tagOf = (index: number, name: string): string => `${`${index}`.padStart(4, "0")}_${name}`;

test(
  "a database of Drizzle is adopted",
  { skip: program === undefined && "drizzle-kit is not installed" },
  async (t) => {
    const yard = await openYard(t);
    const entries = SAMPLE.map(({ stamp, name }, idx) => ({
      ...{ idx, version: "7", when: whenOf(stamp), tag: tagOf(idx, name), breakpoints: true },
    }));
    await yard.write({
      "drizzle/meta/_journal.json": JSON.stringify(
        { version: "7", dialect: "postgresql", entries },
        undefined,
        2,
      ),
      ...Object.fromEntries(
        SAMPLE.map((each, index) => [`drizzle/${tagOf(index, each.name)}.sql`, textOf(each)]),
      ),
    });
    await yard.run(process.execPath, [MIGRATE, yard.url, yard.directory]);
    await adoptsWell(t, yard, {
      ...{
        tool: "drizzle",
        applied: SAMPLE.length,
        tables: ["drizzle.__drizzle_migrations"],
        timeless: true,
      },
    });
  },
);

const MIGRATE = `${import.meta.dirname}/../peers/drizzle-migrate.mjs`;

test("a database of Drizzle 1 is adopted", async (t) => {
  const yard = await openYard(t);
  await yard.write(
    Object.fromEntries(
      SAMPLE.flatMap((each) => [
        [`drizzle/${each.stamp}_${each.name}/migration.sql`, textOf(each)],
        [`drizzle/${each.stamp}_${each.name}/snapshot.json`, '{"version": "8", "dialect": "postgres"}'],
      ]),
    ),
  );
  await madeByHand(yard, {
    table: `create schema drizzle; create table drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint, name text, applied_at timestamptz default now());`,
    // The first rows are from before the change of layout.
    row: (each, index) => {
      const isOld = index < 3;
      const name = isOld ? "null" : `'${each.stamp}_${each.name}'`;
      return `insert into drizzle.__drizzle_migrations (hash, created_at, name, applied_at) values
        ('${hash("sha256", textOf(each), "hex")}', ${whenOf(each.stamp)}, ${name}, now())`;
    },
  });
  await adoptsWell(t, yard, {
    ...{ tool: "drizzle", applied: SAMPLE.length, tables: ["drizzle.__drizzle_migrations"] },
  });
});
