// graphile-migrate makes a database, and we take it over.

import { test } from "node:test";

import { adoptsWell, openYard, peer } from "./adopting.ts";
import { committedFiles } from "./graphile-files.ts";
import { SAMPLE } from "./sample.ts";

const program = peer("graphile-migrate");

test(
  "a database of graphile-migrate is adopted",
  { skip: program === undefined && "graphile-migrate is not installed" },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(
      committedFiles(
        SAMPLE.map(({ name, up, alone }) => ({ name, body: alone ? `--! no-transaction\n${up}` : up })),
      ),
    );
    await yard.write({
      ".gmrc": '{"migrationsFolder": "./db"}',
      "db/current.sql": "-- Enter migration here\n",
    });
    await yard.run(program ?? "", ["migrate"], { DATABASE_URL: yard.url });
    await adoptsWell(t, yard, {
      tool: "graphile-migrate",
      applied: SAMPLE.length,
      tables: ["graphile_migrate.migrations", "graphile_migrate.current"],
    });
  },
);
