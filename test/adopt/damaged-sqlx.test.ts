// Damaged projects and tables of sqlx: each is told by name, and nothing is written.

import { hash } from "node:crypto";
import { crc32 } from "node:zlib";

import { testSession } from "../support/server.ts";
import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const GROUND = {
  tool: "sqlx",
  files: { "db/1_a.sql": a, "db/2_b.sql": b, "db/3_c.sql": c },
  history: `create table _sqlx_migrations (version bigint primary key, description text not null,
      installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null,
      execution_time bigint not null);
    insert into _sqlx_migrations (version, description, success, checksum, execution_time) values
      ${UPS.map((text, at) => `(${at + 1}, 'x', true, '\\x${hash("sha384", text, "hex")}', 1000)`).join(",\n")};`,
};

const DAMAGES: readonly Damage[] = [
  {
    title: "a file that was edited after it ran",
    spoil: (yard) => yard.write({ "db/2_b.sql": `${b}-- more\n` }),
    told: /`2` was edited after it was applied/,
  },
  {
    title: "other line ends, which sqlx takes for an edit",
    spoil: (yard) => yard.write({ "db/2_b.sql": b.replaceAll("\n", "\r\n") }),
    told: /`2` was edited after it was applied/,
  },
  {
    title: "one that failed",
    spoil: (yard) => yard.sql("update _sqlx_migrations set success = false where version = 3"),
    told: /`3` failed in the database/,
  },
  {
    title: "a version that no file has",
    spoil: (yard) => yard.run("rm", ["db/1_a.sql"]),
    told: /`1` is applied in the database, and no file has it/,
  },
  {
    title: "a row too few, and the table is there",
    spoil: (yard) => yard.sql("delete from _sqlx_migrations where version = 3"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "somebody is at it",
    spoil: async (yard, context) => {
      const session = await testSession(yard.url);
      context.after(() => session.close());
      const name = decodeURIComponent(new URL(yard.url).pathname.slice(1));
      await session.query(`select pg_advisory_lock(${0x3d_32_ad_9en * BigInt(crc32(name))})`);
    },
    told: /lock of sqlx is held: pid \d+/,
  },
];

tellsAll(GROUND, DAMAGES);
