// Damaged projects and tables of Supabase: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const FOLDER = "supabase/migrations";
const GROUND = {
  tool: "supabase",
  files: {
    [`${FOLDER}/20240101000000_a.sql`]: a,
    [`${FOLDER}/20240102000000_b.sql`]: b,
    [`${FOLDER}/20240103000000_c.sql`]: c,
  },
  history: `create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
    insert into supabase_migrations.schema_migrations values
      ('20240101000000', array['create table a (id int)'], 'a'),
      ('20240102000000', array['create table b (id int)'], 'b'),
      ('20240103000000', null, 'c');`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a file that says something else than what ran",
    spoil: (yard) => yard.write({ [`${FOLDER}/20240102000000_b.sql`]: "create table b (id bigint);\n" }),
    told: /`20240102000000` was edited after it was applied/,
  },
  {
    title: "a file with another layout",
    spoil: (yard) =>
      yard.write({ [`${FOLDER}/20240102000000_b.sql`]: "-- why\ncreate  table b\n(id int)\n;;\n" }),
    told: /^$/,
    passes: true,
  },
  {
    title: "one that the dashboard made",
    spoil: (yard) =>
      yard.sql(
        "insert into supabase_migrations.schema_migrations values ('20240104000000', array['select 1'], 'd')",
      ),
    told: /`20240104000000` is applied in the database, and no file has it/,
  },
  {
    title: "a row too few, and the table is there",
    spoil: (yard) =>
      yard.sql("delete from supabase_migrations.schema_migrations where version = '20240103000000'"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "two files of one version",
    spoil: (yard) => yard.write({ [`${FOLDER}/20240103000000_d.sql`]: "select 1;\n" }),
    told: /are both `20240103000000` to the tool/,
  },
  {
    title: "a schema that was changed in the dashboard",
    spoil: (yard) => yard.sql("alter table c add made_by_hand int"),
    told: /is not what its files make: 1 difference/,
  },
];

tellsAll(GROUND, DAMAGES);
