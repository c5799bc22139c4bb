// postgres-migrations makes a database, and we take it over.

import { test } from "node:test";

import { adoptsWell, openYard, peer } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";

const program = peer("pg-validate-migrations");

const MIGRATE = `${import.meta.dirname}/../peers/postgres-migrations.mjs`;

/** Numbers with and without zeros before them, too many of them included, and each of the separators. */
const nameOf = (index: number, name: string): string => {
  const number = `${index + 1}`;
  return [
    `${number.padStart(4, "0")}-${name.replaceAll("_", "-")}.sql`,
    `${number.padStart(5, "0")}_${name}.sql`,
    `${number}${name}.SQL`,
  ][index % 3] as string;
};

test(
  "a database of postgres-migrations is adopted",
  { skip: program === undefined && "postgres-migrations is not installed" },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(
      Object.fromEntries(
        SAMPLE.map(({ name, up, alone }, index) => [
          `db/${nameOf(index, name)}`,
          `${alone ? "-- postgres-migrations disable-transaction\n" : ""}${up}\n`,
        ]),
      ),
    );
    await yard.run(program ?? "", [`${yard.directory}/db`]);
    await yard.run(process.execPath, [MIGRATE, yard.url, `${yard.directory}/db`]);
    await adoptsWell(t, yard, {
      ...{ tool: "postgres-migrations", applied: SAMPLE.length, tables: ["public.migrations"] },
    });
  },
);
