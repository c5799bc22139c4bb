// Damaged projects and tables of node-pg-migrate: each is told by name, and nothing is written.

import { testSession } from "../support/server.ts";
import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const GROUND = {
  tool: "node-pg-migrate",
  files: {
    "db/1700000000000_a.sql": `-- Up Migration\n${a}-- Down Migration\ndrop table a;\n`,
    "db/1700000000001_b.sql": `-- Down Migration\ndrop table b;\n-- Up Migration\n${b}`,
    "db/1700000000002_c.up.sql": c,
    "db/1700000000002_c.down.sql": "drop table c;\n",
  },
  history: `create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
    insert into pgmigrations (name, run_on) values
      ('1700000000000_a', now()), ('1700000000001_b', now()), ('1700000000002_c', now());`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "nothing at all",
    spoil: async () => undefined,
    told: /^$/,
    passes: true,
  },
  {
    title: "a name that no file has",
    spoil: (yard) => yard.sql("insert into pgmigrations (name, run_on) values ('1800000000000_gone', now())"),
    told: /`1800000000000_gone` is applied in the database, and no file has it/,
  },
  {
    title: "a file that was renamed",
    spoil: (yard) => yard.run("mv", ["db/1700000000001_b.sql", "db/1700000000001_bb.sql"]),
    told: /`1700000000001_b` is applied in the database, and no file has it/,
  },
  {
    title: "a migration in TypeScript",
    spoil: (yard) =>
      yard.write({ "db/1700000000003_d.ts": "export const up = (pgm) => pgm.sql('select 1');\n" }),
    told: /1700000000003_d\.ts: its body is a program/,
  },
  {
    title: "a name that stands twice",
    spoil: (yard) =>
      yard.sql("insert into pgmigrations (name, run_on) select name, run_on from pgmigrations"),
    told: /`1700000000000_a` stands more than once/,
  },
  {
    title: "a file that was edited after it ran",
    spoil: (yard) => yard.write({ "db/1700000000000_a.sql": "create table aa (id int);\n" }),
    told: /is not what its files make: 2 differences/,
  },
  {
    title: "somebody is at it",
    spoil: async (yard, context) => {
      const session = await testSession(yard.url);
      context.after(() => session.close());
      await session.query("select pg_advisory_lock(7241865325823964)");
    },
    told: /lock of node-pg-migrate is held: pid \d+/,
  },
];

tellsAll(GROUND, DAMAGES);
