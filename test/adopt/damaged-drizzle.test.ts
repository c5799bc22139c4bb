// Damaged projects and tables of Drizzle: each is told by name, and nothing is written.

import { hash } from "node:crypto";

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const journalOf = (times: readonly number[]): string =>
  JSON.stringify({
    dialect: "postgresql",
    entries: times.map((when, idx) => ({
      idx,
      when,
      tag: `000${idx}_${"abcd"[idx] ?? ""}`,
      breakpoints: true,
    })),
  });
const JOURNAL = "drizzle/meta/_journal.json";
const GROUND = {
  tool: "drizzle",
  files: {
    [JOURNAL]: journalOf([1000, 2000, 3000]),
    "drizzle/0000_a.sql": a,
    "drizzle/0001_b.sql": b,
    "drizzle/0002_c.sql": c,
  },
  history: `create schema drizzle;
    create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
    insert into drizzle.__drizzle_migrations (hash, created_at) values
      ${UPS.map((text, at) => `('${hash("sha256", text, "hex")}', ${at + 1}000)`).join(",\n")};`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a file that was edited after it ran",
    spoil: (yard) => yard.write({ "drizzle/0001_b.sql": `${b}-- more\n` }),
    told: /`2000` was edited after it was applied/,
  },
  {
    title: "one that Drizzle passed over",
    spoil: (yard) =>
      yard.write({
        [JOURNAL]: journalOf([1000, 2000, 3000, 2500]),
        "drizzle/0003_d.sql": "create table d (id int);",
      }),
    told: /0003_d\.sql is not newer than 0002_c\.sql by the times in meta\/_journal\.json/,
    passes: true,
  },
  {
    title: "a row too few, and the table is there",
    spoil: (yard) => yard.sql("delete from drizzle.__drizzle_migrations where created_at = 2000"),
    told: /is not what its files make: 1 difference/,
    flags: ["--reason", "known"],
  },
  {
    title: "a time that no file has",
    spoil: (yard) =>
      yard.sql("insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 4000)"),
    told: /`4000` is applied in the database, and no file has it/,
  },
  {
    title: "a file that is listed and not there",
    spoil: (yard) => yard.run("rm", ["drizzle/0001_b.sql"]),
    told: /0001_b\.sql: meta\/_journal\.json lists it, and it is not there/,
  },
  {
    title: "a file that is there and not listed",
    spoil: (yard) => yard.write({ "drizzle/0007_x.sql": "select 1;" }),
    told: /0007_x\.sql: meta\/_journal\.json does not list it/,
    passes: true,
  },
  {
    title: "a journal that was merged badly",
    spoil: (yard) => yard.write({ [JOURNAL]: `${journalOf([1000])}<<<<<<<` }),
    told: /_journal\.json: it is not a journal of Drizzle's/,
  },
];

tellsAll(GROUND, DAMAGES);
