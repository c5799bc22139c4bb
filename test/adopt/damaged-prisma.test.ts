// Damaged projects and tables of Prisma: each is told by name, and nothing is written.

import { hash } from "node:crypto";

import { testSession } from "../support/server.ts";
import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const NAMES = ["20240101000000_a", "20240102000000_b", "20240103000000_c"];
const GROUND = {
  tool: "prisma",
  files: {
    "migrations-of-prisma/migration_lock.toml": 'provider = "postgresql"\n',
    "migrations-of-prisma/20240101000000_a/migration.sql": a,
    "migrations-of-prisma/20240102000000_b/migration.sql": b,
    "migrations-of-prisma/20240103000000_c/migration.sql": c,
  },
  history: `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
      finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count int not null default 0);
    insert into _prisma_migrations (id, checksum, finished_at, migration_name) values
      ${NAMES.map((name, at) => `('${at}', '${hash("sha256", UPS[at] ?? "", "hex")}', now(), '${name}')`).join(",\n")};`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a file that was edited after it ran",
    spoil: (yard) => yard.write({ "migrations-of-prisma/20240102000000_b/migration.sql": `${b}-- more\n` }),
    told: /`20240102000000_b` was edited after it was applied/,
  },
  {
    title: "other line ends",
    spoil: (yard) =>
      yard.write({ "migrations-of-prisma/20240102000000_b/migration.sql": b.replaceAll("\n", "\r\n") }),
    told: /^$/,
    passes: true,
  },
  {
    title: "one that did not finish",
    spoil: (yard) => yard.sql("update _prisma_migrations set finished_at = null where id = '2'"),
    told: /`20240103000000_c` was begun in the database and did not come to its end/,
  },
  {
    title: "a name that no file has",
    spoil: (yard) => yard.run("rm", ["-r", "migrations-of-prisma/20240101000000_a"]),
    told: /`20240101000000_a` is applied in the database, and no file has it/,
  },
  {
    title: "a rolled-back one whose table is there",
    spoil: (yard) => yard.sql("update _prisma_migrations set rolled_back_at = now() where id = '2'"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "another database",
    spoil: (yard) => yard.write({ "migrations-of-prisma/migration_lock.toml": 'provider = "mysql"\n' }),
    told: /migration_lock\.toml: the migrations are for mysql/,
  },
  {
    title: "somebody is at it",
    spoil: async (yard, context) => {
      const session = await testSession(yard.url);
      context.after(() => session.close());
      await session.query("select pg_advisory_lock(72707369)");
    },
    told: /lock of Prisma is held: pid \d+/,
  },
];

tellsAll(GROUND, DAMAGES);
