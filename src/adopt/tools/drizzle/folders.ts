// Drizzle since release 1: a folder for each migration, with its SQL and a snapshot.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { filesNamed } from "../../reading.ts";
import type { ForeignFolder } from "../../tool.ts";
import { checksumOf, withBreaks } from "./text.ts";

const FILE = /^(?<folder>(?<stamp>\d{14})_(?<name>[^/]+))\/migration\.sql$/;

/** The folders in the order of their names. */
export const readFolders = (folder: ForeignFolder): Promise<ForeignProject> =>
  filesNamed(folder, { named: FILE }, migrationFrom);

function migrationFrom(path: string, file: SourceFile): ForeignMigration {
  const { folder = "", stamp = "", name = "" } = FILE.exec(path)?.groups ?? {};
  return {
    origin: { id: folder, source: path, checksums: [checksumOf(file.text)] },
    title: name.replaceAll("_", " "),
    stamp,
    kind: "versioned",
    up: { path: file.path, text: withBreaks(file.text) },
    outsideTransaction: false,
    notes: [],
  };
}
