// Damaged projects and tables of graphile-migrate: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";
import { committedFiles } from "./graphile-files.ts";

const FILES = committedFiles(UPS.map((body, index) => ({ name: `${index}`, body })));
const [first = "", second = "", third = ""] = Object.keys(FILES);
const hashIn = (path: string): string => /Hash: (.*)/.exec(FILES[path] ?? "")?.[1] ?? "";
const withHead = (path: string, more: string): string => (FILES[path] ?? "").replace("\n\n", `\n${more}\n\n`);

const GROUND = {
  tool: "graphile-migrate",
  files: FILES,
  history: `create schema graphile_migrate;
    create table graphile_migrate.migrations (hash text primary key, previous_hash text references graphile_migrate.migrations,
      filename text not null, date timestamptz not null default now());
    insert into graphile_migrate.migrations (hash, filename) values
      ('${hashIn(first)}', '000001.sql'), ('${hashIn(second)}', '000002.sql'), ('${hashIn(third)}', '000003.sql');`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a body that was edited",
    spoil: (yard) => yard.write({ [second]: `${FILES[second] ?? ""}select 1;\n` }),
    told: /000002-1\.sql: it was edited: its hash is sha1:/,
  },
  {
    title: "an edited body that is allowed",
    spoil: (yard) => yard.write({ [second]: `${withHead(second, "--! AllowInvalidHash")}select 1;\n` }),
    told: /^$/,
    passes: true,
  },
  {
    title: "a chain with a gap",
    spoil: (yard) => yard.run("rm", [second]),
    told: /000003-2\.sql: it follows sha1:[0-9a-f]+, and the file before it is sha1:/,
  },
  {
    title: "a file without its head",
    spoil: (yard) => yard.write({ [third]: "create table c (id int);\n" }),
    told: /000003-2\.sql: its head has no `--! Previous:`/,
  },
  {
    title: "a placeholder",
    spoil: (yard) =>
      yard.write(
        committedFiles(
          UPS.map((body, index) => ({
            name: `${index}`,
            body: index === 2 ? `${body}grant select on c to :DATABASE_OWNER;` : `${body}select 1::INT8;`,
          })),
        ),
      ),
    told: /000003-2\.sql:5: graphile-migrate may put another text in the place of `:DATABASE_OWNER`/,
  },
  {
    title: "a hash that no file has",
    spoil: (yard) =>
      yard.sql("insert into graphile_migrate.migrations (hash, filename) values ('sha1:0', '000004.sql')"),
    told: /`sha1:0` is applied in the database, and no file has it/,
  },
  {
    title: "a change that is not committed",
    spoil: (yard) => yard.write({ "db/current.sql": "alter table c add d int;\n" }),
    told: /current\.sql: it holds a change that is not committed/,
    passes: true,
  },
];

tellsAll(GROUND, DAMAGES);
