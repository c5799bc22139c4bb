// Damaged projects and tables of Diesel: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const GROUND = {
  tool: "diesel",
  files: {
    "db/2024-01-01-000000_a/up.sql": a,
    "db/2024-01-02-000000-0000_b/up.sql": b,
    "db/20240103000000_c/up.sql": c,
  },
  history: `create table __diesel_schema_migrations
      (version varchar(50) primary key, run_on timestamp not null default current_timestamp);
    insert into __diesel_schema_migrations (version) values
      ('20240101000000'), ('202401020000000000'), ('20240103000000');`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "nothing at all",
    spoil: async () => undefined,
    told: /^$/,
    passes: true,
  },
  {
    title: "a version that no folder has",
    spoil: (yard) => yard.run("rm", ["-r", "db/2024-01-01-000000_a"]),
    told: /`20240101000000` is applied in the database, and no file has it/,
  },
  {
    title: "one that was passed over",
    spoil: (yard) =>
      yard.sql("delete from __diesel_schema_migrations where version like '20240102%'; drop table b"),
    told: /`202401020000000000` is not applied, while a later one is/,
    passes: true,
  },
  {
    title: "a file that was edited after it ran",
    spoil: (yard) => yard.write({ "db/20240103000000_c/up.sql": "create table cc (id int);\n" }),
    told: /is not what its files make: 2 differences/,
  },
  {
    title: "two folders of one version",
    spoil: (yard) => yard.write({ "db/2024-01-03-000000_d/up.sql": "select 1;\n" }),
    told: /are both `20240103000000` to the tool/,
  },
  {
    title: "a row too few, and the table is there",
    spoil: (yard) => yard.sql("delete from __diesel_schema_migrations where version = '20240103000000'"),
    told: /is not what its files make: 1 difference/,
  },
];

tellsAll(GROUND, DAMAGES);
