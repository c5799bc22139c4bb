// Knex makes a database, and we take it over.

import { test } from "node:test";

import { adoptsWell, openYard, peer } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";

const program = peer("knex");

const MIGRATE = `${import.meta.dirname}/../peers/knex-migrate.mjs`;

const literal = (sql: string): string => `\`${sql}\``;

/** Without escapes, which are those of JavaScript first. */
const SIMPLE = SAMPLE.filter(({ up }) => !up.includes("\\"));

test(
  "a database of Knex is adopted where its migrations are raw SQL",
  { skip: program === undefined && "knex is not installed" },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(
      Object.fromEntries(
        SIMPLE.map(({ stamp, name, up, down, alone }) => [
          `db/${stamp}_${name}.js`,
          `/** @param { import("knex").Knex } knex */
exports.up = async function (knex) {
  await knex.raw(${literal(up)});
};

exports.down = (knex) => {
  return knex.raw(${literal(down)});
};
${alone ? "\nexports.config = { transaction: false };\n" : ""}`,
        ]),
      ),
    );
    await yard.run(process.execPath, [MIGRATE, yard.url, yard.directory]);
    await adoptsWell(t, yard, {
      tool: "knex",
      applied: SIMPLE.length,
      tables: ["public.knex_migrations", "public.knex_migrations_lock"],
    });
  },
);
