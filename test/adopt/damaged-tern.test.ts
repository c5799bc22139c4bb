// Damaged projects and tables of tern: each is told by name, and nothing is written.

import { testSession } from "../support/server.ts";
import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const BELOW = "\n---- create above / drop below ----\n";
const GROUND = {
  tool: "tern",
  files: { "db/001_a.sql": `${a}${BELOW}drop table a;\n`, "db/002_b.sql": b, "db/003_c.sql": c },
  history: "create table schema_version (version int4 not null); insert into schema_version values (3);",
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a number that no file has",
    spoil: (yard) => yard.sql("update schema_version set version = 4"),
    told: /`4` is applied in the database, and no file has it/,
  },
  {
    title: "a number that is too low",
    spoil: (yard) => yard.sql("update schema_version set version = 2"),
    told: /is not what its files make: 1 difference/,
    flags: ["--reason", "known"],
  },
  {
    title: "a template",
    spoil: (yard) => yard.write({ "db/003_c.sql": "-- why\ncreate table {{.name}} (id int);\n" }),
    told: /003_c\.sql:2: it is a template/,
  },
  {
    title: "two files of one number",
    spoil: (yard) => yard.write({ "db/003_d.sql": "select 1;\n" }),
    told: /are both `3` to the tool/,
  },
  {
    title: "a table that was dropped by hand",
    spoil: (yard) => yard.sql("drop table b"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "somebody is at it",
    spoil: async (yard, context) => {
      const session = await testSession(yard.url);
      context.after(() => session.close());
      await session.query("select pg_advisory_lock(9628173550095224)");
    },
    told: /lock of tern is held: pid \d+/,
  },
];

tellsAll(GROUND, DAMAGES);
