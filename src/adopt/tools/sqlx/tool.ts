// sqlx: `<digits>_name.sql`, alone or in pairs, SHA-384 of the bytes, and a table that tells what failed.

import { hash } from "node:crypto";
import { crc32 } from "node:zlib";

import type { ForeignHistory, ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Session } from "../../../database/database.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith, weakly } from "../../folders.ts";
import { filesNamed } from "../../reading.ts";
import { isoOf } from "../../then.ts";
import type { ForeignFolder, FoundTable, Tool } from "../../tool.ts";

const FILE = /^(?<version>\d+)_(?<name>[^/]*?)(?:\.up)?(?<!\.down)\.sql$/;
const NANOSECONDS_PER_MS = 1_000_000;

export const sqlx: Tool = {
  name: "sqlx",
  title: "sqlx",
  about: "<digits>_name.sql, or <digits>_name.up.sql and .down.sql, of a Rust project",
  recognise: async (folder) => weakly(await foldersWith(folder, { named: FILE })),
  read,
  history: {
    places: [{ table: "_sqlx_migrations" }],
    columns: ["version", "success", "checksum", "installed_on", "execution_time"],
    tellsEach: true,
    read: readHistory,
    hold: async (session, _table, how) => holdAdvisory(session, "sqlx", { key: await lockKey(session), how }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const downs = new Map<string, SourceFile>();
  for (const path of folder.paths) {
    const file = path.endsWith(".down.sql") ? await folder.read(path) : undefined;
    if (file) downs.set(path, file);
  }
  return filesNamed(folder, { named: FILE }, (path, file) =>
    migrationFrom(path, file, downs.get(path.replace(/\.up\.sql$/, ".down.sql"))),
  );
}

function migrationFrom(path: string, file: SourceFile, down: SourceFile | undefined): ForeignMigration {
  const { version = "", name = "" } = FILE.exec(path)?.groups ?? {};
  return {
    origin: { id: `${BigInt(version)}`, source: path, checksums: checksumsOf(file.text) },
    title: name.replaceAll("_", " "),
    stamp: version,
    kind: "versioned",
    up: file,
    ...(down && { down }),
    outsideTransaction: file.text.startsWith("-- no-transaction"),
    notes: [],
  };
}

/** Of the bytes: with the BOM that we do not see, where there is one. */
const checksumsOf = (text: string): readonly string[] =>
  [text, `\uFEFF${text}`].map((each) => hash("sha384", each, "hex"));

async function readHistory(session: Session, { quoted }: FoundTable): Promise<ForeignHistory> {
  const rows = await session.query<{
    id: string;
    at: string;
    success: boolean;
    checksum: string;
    ns: string;
  }>(
    `select version::text as id, ${isoOf("installed_on")} as at, success, execution_time::text as ns,
      pg_catalog.encode(checksum, 'hex') as checksum
    from ${quoted} order by version`,
  );
  return {
    rows: rows.map(({ id, at, success, checksum, ns }) => ({
      ...{ id, checksum, appliedAt: at, state: success ? "applied" : "failed" },
      ...(Number(ns) < 0 ? {} : { durationMs: Math.round(Number(ns) / NANOSECONDS_PER_MS) }),
    })),
    problems: [],
  };
}

/** Of the makers: https://github.com/launchbadge/sqlx/blob/main/sqlx-postgres/src/migrate.rs */
const SALT = 0x3d_32_ad_9en;

async function lockKey(session: Session): Promise<bigint> {
  const [row] = await session.query<{ name: string }>("select pg_catalog.current_database() as name");
  return SALT * BigInt(crc32(row?.name ?? ""));
}
