// Damaged projects and tables of postgres-migrations: each is told by name, and nothing is written.

import { hash } from "node:crypto";

import { testSession } from "../support/server.ts";
import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const FILES: Readonly<Record<string, string>> = { "0001-a.sql": a, "00002-b.sql": b, "0003_c.sql": c };
const IGNORED = "-- postgres-migrations ignore\ncreate table never (id int);\n";

/** What it writes: SHA-1 of the name and the text. */
const rowOf = (id: number, path: string, text: string): string =>
  `insert into migrations (id, name, hash) values
    (${id}, '${path.replace(/^\d+[-_]|\.sql$/g, "")}', '${hash("sha1", `${path}${text}`, "hex")}');\n`;

const GROUND = {
  tool: "postgres-migrations",
  files: Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`db/${path}`, text])),
  history: [
    `create table migrations (id integer primary key, name varchar(100) unique not null,
      hash varchar(40) not null, executed_at timestamp default current_timestamp);
    insert into migrations (id, name, hash) values
      (0, 'create-migrations-table', 'e18db593bcde2aca2a408c4d1100f6abba2195df');\n`,
    ...Object.entries(FILES).map(([path, text], index) => rowOf(index + 1, path, text)),
  ].join(""),
};

const DAMAGES: readonly Damage[] = [
  { title: "nothing at all", spoil: async () => undefined, told: /^$/, passes: true },
  {
    title: "a file that its runner writes down without running it",
    spoil: async (yard) => {
      await yard.write({ "db/0004-never.sql": IGNORED });
      await yard.sql(rowOf(4, "0004-never.sql", IGNORED));
    },
    told: /^$/,
    passes: true,
  },
  {
    title: "an edited file",
    spoil: (yard) => yard.write({ "db/00002-b.sql": `${b}-- more\n` }),
    told: /`2` was edited after it was applied: the database has the checksum [0-9a-f]{40}/,
  },
  {
    title: "a file under another name",
    spoil: (yard) => yard.run("mv", ["db/00002-b.sql", "db/0002-b.sql"]),
    told: /`2` was edited after it was applied/,
  },
  {
    title: "a row that no file has",
    spoil: (yard) => yard.sql("insert into migrations values (4, 'd', 'x')"),
    told: /`4` is applied in the database, and no file has it/,
  },
  {
    title: "a row that is gone",
    spoil: (yard) => yard.sql("delete from migrations where id = 2"),
    told: /`2` is not applied, while a later one is/,
  },
  {
    title: "two files of one number",
    spoil: (yard) => yard.write({ "db/3-d.sql": c }),
    told: /are both `3` to the tool/,
  },
  {
    title: "a program",
    spoil: (yard) => yard.write({ "db/0004-d.js": "module.exports.generateSql = () => 'select 1';\n" }),
    told: /0004-d\.js: its body is a program/,
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
      await session.query("select pg_advisory_lock(-8525285245963000605)");
    },
    told: /lock of postgres-migrations is held: pid \d+/,
  },
];

tellsAll(GROUND, DAMAGES);
