// dbmate makes a database, and we take it over.

import { test } from "node:test";

import { adoptsWell, openYard, peer } from "./adopting.ts";
import { SAMPLE } from "./sample.ts";

const program = peer("dbmate");

test(
  "a database of dbmate is adopted",
  { skip: program === undefined && "dbmate is not installed" },
  async (t) => {
    const yard = await openYard(t);
    await yard.write(
      Object.fromEntries(
        SAMPLE.map(({ stamp, name, up, down, alone }) => {
          const how = alone ? " transaction:false" : "";
          return [
            `db/migrations/${stamp}_${name}.sql`,
            `-- migrate:up${how}\n${up}\n\n-- migrate:down${how}\n${down}\n`,
          ];
        }),
      ),
    );
    await yard.run(program ?? "", ["--no-dump-schema", "up"], {
      DATABASE_URL: `${yard.url}?sslmode=disable`,
    });
    await adoptsWell(t, yard, {
      ...{ tool: "dbmate", applied: SAMPLE.length, tables: ["public.schema_migrations"], timeless: true },
    });
  },
);
