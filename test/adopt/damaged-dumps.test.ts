// Dumps and Rails tables that do not fit the database: each is told by name, and nothing is written.

import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { openYard, tellsDamage, type Damage } from "./adopting.ts";

const DUMP = `--
-- PostgreSQL database dump
--

\\restrict abc
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA public;
CREATE TABLE public.a (id integer);
CREATE TABLE public.schema_migrations (version character varying NOT NULL);
ALTER TABLE ONLY public.schema_migrations ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
\\unrestrict abc
`;
const STRUCTURE = `${DUMP}
SET search_path TO "$user", public;
INSERT INTO schema_migrations (version) VALUES ('20240101090000');
INSERT INTO schema_migrations (version) VALUES ('20240102090000');
`;
const DATABASE = `
create table a (id integer);
create table schema_migrations (version character varying primary key);
insert into schema_migrations values ('20240101090000'), ('20240102090000');
`;

const RAILS: readonly Damage[] = [
  {
    title: "a version that the dump does not hold",
    spoil: (yard) => yard.sql("insert into schema_migrations values ('20240103090000')"),
    told: /`20240103090000` is applied in the database, and structure\.sql does not hold it/,
  },
  {
    title: "a version that the database does not have",
    spoil: (yard) => yard.sql("delete from schema_migrations where version = '20240101090000'"),
    told: /`20240101090000` is in structure\.sql, and the database has not applied it/,
  },
  {
    title: "a migration in Ruby that was not dumped",
    spoil: (yard) => yard.write({ "db/migrate/20240103090000_more.rb": "class More\nend\n" }),
    told: /its version 20240103090000 is not in structure\.sql, and Ruby cannot be read/,
  },
  {
    title: "a change by hand",
    spoil: (yard) => yard.sql("create index on a (id)"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "no versions at the end",
    spoil: (yard) =>
      yard.write({ "db/structure.sql": STRUCTURE.replaceAll("INSERT INTO", "-- INSERT INTO") }),
    told: /structure\.sql: it does not say which versions it holds/,
  },
  {
    title: "a schema in Ruby",
    spoil: async (yard) => {
      await rm(join(yard.directory, "db/structure.sql"));
      await yard.write({ "db/schema.rb": "ActiveRecord::Schema[8.0].define(version: 1) do\nend\n" });
    },
    told: /schema\.rb: Ruby cannot be read/,
  },
];

const PG_DUMP: readonly Damage[] = [
  {
    title: "a change by hand",
    spoil: (yard) => yard.sql("create index on a (id)"),
    told: /is not what its files make: 1 difference/,
    flags: ["--reason", "it does not help"],
  },
  {
    title: "rows",
    spoil: (yard) => yard.write({ "db/structure.sql": `${DUMP}COPY public.a (id) FROM stdin;\n1\n\\.\n` }),
    told: /structure\.sql:14: it holds rows/,
  },
  {
    title: "another encoding",
    spoil: (yard) => yard.write({ "db/structure.sql": DUMP.replace("UTF8", "LATIN1") }),
    told: /structure\.sql:7: it is written for other settings than ours: SET client_encoding = 'LATIN1'/,
  },
  {
    title: "a dump that begins with another database",
    spoil: (yard) =>
      yard.write({ "db/structure.sql": DUMP.replace("CREATE TABLE public.a", "\\connect x\n$&") }),
    told: /structure\.sql:10: /,
  },
  {
    title: "two dumps",
    spoil: (yard) => yard.write({ "db/other.sql": DUMP }),
    told: /the folder holds more than one dump: other\.sql, structure\.sql/,
  },
  {
    title: "a dump that is none",
    spoil: async ({ directory }) =>
      rename(join(directory, "db/structure.sql"), join(directory, "db/structure.dump")),
    told: /Nothing in \. looks like a project of pg_dump/,
  },
];

for (const [tool, damages, file] of [
  ["rails", RAILS, STRUCTURE],
  ["pg_dump", PG_DUMP, DUMP],
] as const) {
  for (const damage of damages) {
    test(`${tool}: ${damage.title}`, async (t) => {
      const yard = await openYard(t);
      await yard.write({ "db/structure.sql": file });
      await yard.sql(DATABASE);
      await tellsDamage(t, tool, { yard, damage });
    });
  }
}
