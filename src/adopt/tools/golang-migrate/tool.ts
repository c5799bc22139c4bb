// golang-migrate: `<digits>_name.up.sql` and `.down.sql`, and a table that holds nothing but one number.

import { crc32 } from "node:zlib";

import type { ForeignHistory, ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Session } from "../../../database/database.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith } from "../../folders.ts";
import { filesNamed } from "../../reading.ts";
import type { ForeignFolder, FoundTable, Tool } from "../../tool.ts";

const UP = /^(?<version>\d+)_(?<name>.*)\.up\.sql$/;

export const golangMigrate: Tool = {
  name: "golang-migrate",
  title: "golang-migrate",
  about: "<digits>_name.up.sql and <digits>_name.down.sql",
  recognise: (folder) => foldersWith(folder, { named: UP }),
  read,
  history: {
    places: [{ table: "schema_migrations" }],
    columns: ["version", "dirty"],
    tellsEach: false,
    read: readHistory,
    hold: async (session, table, how) =>
      holdAdvisory(session, "golang-migrate", { key: await lockKey(session, table), how }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const downs = new Map<string, SourceFile>();
  for (const path of folder.paths) {
    const file = path.endsWith(".down.sql") ? await folder.read(path) : undefined;
    if (file) downs.set(path, file);
  }
  return filesNamed(folder, { named: UP }, (path, file) => migrationFrom(path, file, downs));
}

function migrationFrom(
  path: string,
  file: SourceFile,
  downs: ReadonlyMap<string, SourceFile>,
): ForeignMigration {
  const { version = "", name = "" } = UP.exec(path)?.groups ?? {};
  const down = downs.get(path.replace(/\.up\.sql$/, ".down.sql"));
  return {
    origin: { id: `${BigInt(version)}`, source: path, checksums: [] },
    title: name.replaceAll("_", " "),
    stamp: version,
    kind: "versioned",
    up: file,
    ...(down && { down }),
    outsideTransaction: false,
    notes: [],
  };
}

/** The number says how far it came; that everything before it ran is for the replay to prove. */
async function readHistory(
  session: Session,
  { quoted }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const rows = await session.query<{ version: string; dirty: boolean }>(
    `select version::text, dirty from ${quoted}`,
  );
  const [row, ...others] = rows;
  if (row === undefined) return { rows: [], problems: [] };
  if (others.length > 0) {
    return doubt(
      `${quoted} holds ${rows.length} rows, and golang-migrate keeps one.`,
      "Look which number is right, remove the other rows, and adopt again.",
    );
  }
  if (row.dirty) return { rows: [{ id: row.version, state: "failed" }], problems: [] };
  const reached = BigInt(row.version);
  const ids = migrations.map(({ origin }) => origin.id).filter((id) => BigInt(id) < reached);
  return { rows: [...ids, row.version].map((id) => ({ id, state: "applied" })), problems: [] };
}

const doubt = (message: string, remedy: string): ForeignHistory => ({
  rows: [],
  problems: [{ code: "adopt-history", severity: "error", message, remedy }],
});

/** Of the makers: https://github.com/golang-migrate/migrate/blob/master/database/util.go */
const SALT = 1_486_364_155n;

async function lockKey(session: Session, { schema, table }: FoundTable): Promise<bigint> {
  const [row] = await session.query<{ name: string }>("select pg_catalog.current_database() as name");
  return (BigInt(crc32(`${schema}\0${table}\0${row?.name ?? ""}`)) * SALT) % 2n ** 32n;
}
