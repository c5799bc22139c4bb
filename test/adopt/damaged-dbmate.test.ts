// Damaged projects and tables of dbmate: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll } from "./damaged.ts";

const FILES = {
  "db/migrations/20240101090000_a.sql":
    "-- migrate:up\ncreate table a (id int);\n-- migrate:down\ndrop table a;\n",
  "db/migrations/20240102090000_b.sql":
    "-- migrate:up\ncreate table b (id int);\n-- migrate:down\ndrop table b;\n",
  "db/migrations/20240103090000_c.sql":
    "-- migrate:up\ncreate table c (id int);\n-- migrate:down\ndrop table c;\n",
};
const HISTORY = `
create table schema_migrations (version varchar(128) primary key);
insert into schema_migrations values ('20240101090000'), ('20240102090000'), ('20240103090000');
`;

const DAMAGES: readonly Damage[] = [
  {
    title: "a version that no file has",
    spoil: (yard) => yard.sql("insert into schema_migrations values ('20240104090000')"),
    told: /`20240104090000` is applied in the database, and no file has it/,
  },
  {
    title: "a file that was passed over",
    spoil: (yard) => yard.sql("delete from schema_migrations where version = '20240102090000'; drop table b"),
    told: /`20240102090000` is not applied, while a later one is/,
    passes: true,
  },
  {
    title: "a row too few, and the table is there",
    spoil: (yard) => yard.sql("delete from schema_migrations where version = '20240103090000'"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a file that was edited after it ran",
    spoil: (yard) =>
      yard.write({
        "db/migrations/20240102090000_b.sql": "-- migrate:up\ncreate table bb (id int);\n-- migrate:down\n",
      }),
    told: /is not what its files make: 2 differences/,
  },
  {
    title: "a file without its mark",
    spoil: (yard) => yard.write({ "db/migrations/20240103090000_c.sql": "create table c (id int);\n" }),
    told: /20240103090000_c\.sql: it has no line `-- migrate:up`/,
  },
  {
    title: "statements above the mark",
    spoil: (yard) =>
      yard.write({ "db/migrations/20240103090000_c.sql": "select 1;\n-- migrate:up\nselect 2;\n" }),
    told: /20240103090000_c\.sql: statements stand above/,
  },
  {
    title: "two files of one version",
    spoil: (yard) => yard.write({ "db/migrations/20240103090000_d.sql": "-- migrate:up\nselect 1;\n" }),
    told: /are both `20240103090000`/,
  },
  {
    title: "no table at all",
    spoil: (yard) => yard.sql("drop table schema_migrations"),
    told: /has no table of dbmate's/,
    flags: ["--history-table", "schema_migrations"],
  },
];

tellsAll({ tool: "dbmate", files: FILES, history: HISTORY }, DAMAGES);
