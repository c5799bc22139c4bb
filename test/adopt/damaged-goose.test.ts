// Damaged projects and tables of goose: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const up = (sql: string): string => `-- +goose Up\n${sql}-- +goose Down\nselect 1;\n`;
const GROUND = {
  tool: "goose",
  files: { "db/00001_a.sql": up(a), "db/00002_b.sql": up(b), "db/00003_c.sql": up(c) },
  history: `create table goose_db_version (id serial primary key, version_id bigint not null,
      is_applied boolean not null, tstamp timestamp default now());
    insert into goose_db_version (version_id, is_applied) values (0, true), (1, true), (2, true), (3, true);`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a version that no file has",
    spoil: (yard) => yard.sql("insert into goose_db_version (version_id, is_applied) values (4, true)"),
    told: /`4` is applied in the database, and no file has it/,
  },
  {
    title: "one that was taken back, and its table is there",
    spoil: (yard) => yard.sql("insert into goose_db_version (version_id, is_applied) values (3, false)"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "one that was passed over",
    spoil: (yard) => yard.sql("delete from goose_db_version where version_id = 2; drop table b"),
    told: /`2` is not applied, while a later one is/,
    passes: true,
  },
  {
    title: "a migration in Go",
    spoil: (yard) => yard.write({ "db/00004_d.go": "package migrations\n" }),
    told: /00004_d\.go: its body is a program/,
  },
  {
    title: "values of the environment",
    spoil: (yard) =>
      yard.write({
        "db/00003_c.sql": "-- +goose ENVSUB ON\n-- +goose Up\ncreate table $NAME (id int);\n",
      }),
    told: /00003_c\.sql: goose puts values of the environment into it/,
  },
  {
    title: "a file without its mark",
    spoil: (yard) => yard.write({ "db/00002_b.sql": "create table b (id int);\n" }),
    told: /00002_b\.sql: it has no line `-- \+goose Up`/,
  },
  {
    title: "a dollar sign that nothing is put in for",
    spoil: (yard) => yard.write({ "db/00003_c.sql": up(`${c}do $$ begin end $$;\n`) }),
    told: /^$/,
    passes: true,
  },
];

tellsAll(GROUND, DAMAGES);
