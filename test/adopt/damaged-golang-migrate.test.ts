// Damaged projects and tables of golang-migrate: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const GROUND = {
  tool: "golang-migrate",
  files: { "db/1_a.up.sql": a, "db/1_a.down.sql": "drop table a;", "db/2_b.up.sql": b, "db/3_c.up.sql": c },
  history: `create table schema_migrations (version bigint primary key, dirty boolean not null);
    insert into schema_migrations values (3, false);`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "dirty",
    spoil: (yard) => yard.sql("update schema_migrations set dirty = true"),
    told: /`3` failed in the database/,
  },
  {
    title: "a number that no file has",
    spoil: (yard) => yard.sql("update schema_migrations set version = 4"),
    told: /`4` is applied in the database, and no file has it/,
  },
  {
    title: "two rows",
    spoil: (yard) => yard.sql("insert into schema_migrations values (2, false)"),
    told: /holds 2 rows, and golang-migrate keeps one/,
  },
  {
    title: "a file below the number that never ran, and no reason helps",
    spoil: (yard) => yard.sql("drop table b"),
    told: /is not what its files make: 1 difference/,
    flags: ["--reason", "known"],
  },
  {
    title: "a number that is too low",
    spoil: (yard) => yard.sql("update schema_migrations set version = 2"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a file that is not UTF-8",
    spoil: (yard) => yard.run("sh", ["-c", String.raw`printf '\344' > db/2_b.up.sql`]),
    told: /2_b\.up\.sql: it is not UTF-8/,
  },
];

tellsAll(GROUND, DAMAGES);
