// node-pg-migrate makes a database, and we take it over.

import { test } from "node:test";

import { adoptsWell, openYard, peer } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";

const program = peer("node-pg-migrate");

test(
  "a database of node-pg-migrate is adopted",
  { skip: program === undefined && "node-pg-migrate is not installed" },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(
      Object.fromEntries(
        SAMPLE.map(({ stamp, name, up, down }) => [
          `db/${stamp}000_${name}.sql`,
          // It has no way out of the transaction for a file of SQL.
          `-- Up Migration\n${up.replace(" concurrently", "")}\n\n-- Down Migration\n${down.replace(" concurrently", "")}\n`,
        ]),
      ),
    );
    await yard.run(program ?? "", ["up", "--migrations-dir", "db", "--single-transaction=false"], {
      DATABASE_URL: yard.url,
    });
    await adoptsWell(t, yard, {
      ...{ tool: "node-pg-migrate", applied: SAMPLE.length, tables: ["public.pgmigrations"] },
    });
  },
);
