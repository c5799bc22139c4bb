// Prisma: one folder for each migration, SHA-256 of its file, and a table with a row for each attempt.

import { hash } from "node:crypto";

import type { ForeignMigration } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith } from "../../folders.ts";
import { badFile, filesNamed } from "../../reading.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";
import { readHistory } from "./history.ts";

const FILE = /^(?<folder>(?<stamp>\d*)_?(?<name>[^/]*))\/migration\.sql$/;
const LOCK_FILE = "migration_lock.toml";
const PROVIDER = /^\s*provider\s*=\s*"(?<provider>[^"]*)"/m;
/** Of the makers: https://github.com/prisma/prisma-engines, the connector for PostgreSQL. */
const LOCK_KEY = 72_707_369n;

export const prisma: Tool = {
  name: "prisma",
  title: "Prisma",
  about: "<stamp>_name/migration.sql beside migration_lock.toml",
  recognise: (folder) => foldersWith(folder, { named: /^migration_lock\.toml$/, says: PROVIDER }),
  read: async (folder) => {
    const downs = await downsOf(folder);
    const { migrations, problems } = await filesNamed(
      folder,
      { named: FILE, order: (a, b) => (a < b ? -1 : Number(a > b)) },
      (path, file) => migrationFrom(path, file, downs.get(path.replace(/[^/]*$/, "down.sql"))),
    );
    return { migrations, problems: [...problems, ...(await wrongProvider(folder))] };
  },
  history: {
    places: [{ table: "_prisma_migrations" }],
    columns: ["id", "checksum", "finished_at", "migration_name", "rolled_back_at", "started_at"],
    tellsEach: true,
    read: readHistory,
    hold: (session, _table, how) => holdAdvisory(session, "Prisma", { key: LOCK_KEY, how }),
  },
};

/** Prisma has no way down; teams put one beside the migration, as `prisma migrate diff` writes it. */
async function downsOf(folder: ForeignFolder): Promise<ReadonlyMap<string, SourceFile>> {
  const downs = new Map<string, SourceFile>();
  for (const path of folder.paths) {
    const file = /^[^/]+\/down\.sql$/.test(path) ? await folder.read(path) : undefined;
    if (file) downs.set(path, file);
  }
  return downs;
}

function migrationFrom(path: string, file: SourceFile, down: SourceFile | undefined): ForeignMigration {
  const { folder = "", stamp = "", name = "" } = FILE.exec(path)?.groups ?? {};
  return {
    origin: { id: folder, source: path, checksums: checksumsOf(file.text) },
    title: name.replaceAll("_", " "),
    stamp,
    kind: "versioned",
    up: file,
    ...(down && { down }),
    outsideTransaction: false,
    notes: [],
  };
}

/** Line ends may have changed in Git since: each of the three ways counts as unchanged, as Prisma has it. */
function checksumsOf(text: string): readonly string[] {
  const lines = text.replaceAll("\r\n", "\n");
  const texts = [text, lines, lines.replaceAll("\n", "\r\n")];
  return [...new Set(texts.map((each) => hash("sha256", each, "hex")))];
}

async function wrongProvider(folder: ForeignFolder): Promise<readonly ReturnType<typeof badFile>[]> {
  const { provider } = PROVIDER.exec((await folder.read(LOCK_FILE))?.text ?? "")?.groups ?? {};
  if (provider === undefined || provider === "postgresql") return [];
  return [
    badFile(
      { file: LOCK_FILE },
      `the migrations are for ${provider}.`,
      "Name the folder of the ones for PostgreSQL with --source-dir DIR.",
    ),
  ];
}
