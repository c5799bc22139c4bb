// A database without any history: what pg_dump writes of its schema is the one migration, and the replay its proof.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { readDump } from "../../dump.ts";
import { foldersWith } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";

const HEADING = /^-- PostgreSQL database dump$/m;

export const pgDump: Tool = {
  name: "pg_dump",
  title: "pg_dump",
  about:
    "a folder with one file of `pg_dump --schema-only`, for a database that no tool has kept a history of",
  recognise: (folder) => foldersWith(folder, { named: /\.sql$/, says: HEADING }),
  read,
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const dumps: { readonly path: string; readonly file: SourceFile }[] = [];
  for (const path of folder.paths.filter((each) => /^[^/]+\.sql$/.test(each))) {
    const file = await folder.read(path);
    if (file && HEADING.test(file.text)) dumps.push({ path, file });
  }
  const [only, ...others] = dumps;
  if (only === undefined) return { migrations: [], problems: [] };
  if (others.length > 0) return { migrations: [], problems: [several(dumps.map(({ path }) => path))] };
  const { text, problems } = await readDump(only.file);
  const migration: ForeignMigration = {
    origin: { id: only.path, source: only.path, checksums: [] },
    title: "baseline",
    kind: "versioned",
    up: { path: only.file.path, text },
    ...{ outsideTransaction: false, notes: [] },
  };
  return { migrations: [migration], problems };
}

const several = (paths: readonly string[]): Problem =>
  badFile(
    { file: paths[0] ?? "" },
    `the folder holds more than one dump: ${paths.join(", ")}.`,
    "Put the one that counts into a folder of its own, and name that with --source-dir.",
  );
