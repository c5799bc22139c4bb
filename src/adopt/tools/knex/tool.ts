// Knex: programs, of which those that are nothing but raw SQL are read, and a table of their file names.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import { foldersWith } from "../../folders.ts";
import { badFile, filesNamed } from "../../reading.ts";
import { sectionFile } from "../../sections.ts";
import { isoOf } from "../../then.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";
import { holdRow } from "./lock-row.ts";
import { rawSqlIn } from "./raw-sql.ts";

const FILE = /^(?<stamp>\d+)_(?<name>[^/]+?)(?<!\.d)\.[cm]?[jt]s$/;

export const knex: Tool = {
  name: "knex",
  title: "Knex",
  about: "<stamp>_name.js or .ts that hold nothing but knex.raw",
  recognise: (folder) => foldersWith(folder, { named: FILE, says: /\bknex\b/i }),
  read,
  history: {
    places: [{ table: "knex_migrations" }],
    others: [{ table: "knex_migrations_lock" }],
    columns: ["id", "name", "batch", "migration_time"],
    tellsEach: true,
    read: async (session, { quoted }) => ({
      rows: (
        await session.query<{ name: string; at: string }>(
          `select name, ${isoOf("migration_time")} as at from ${quoted} order by id`,
        )
      ).map(({ name, at }) => ({ id: idOf(name), state: "applied", appliedAt: at })),
      problems: [],
    }),
    hold: holdRow,
  },
};

function read(folder: ForeignFolder): Promise<ForeignProject> {
  const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return filesNamed(folder, { named: FILE, order }, migrationFrom);
}

/** Without its ending: a project that began to build its TypeScript has `.ts` on one side and `.js` on the other. */
const idOf = (name: string): string => name.replace(/\.[cm]?[jt]s$/, "");

function migrationFrom(path: string, file: SourceFile): ForeignMigration | Problem {
  const raw = rawSqlIn(file.text);
  if (raw === undefined) {
    return badFile(
      { file: file.path },
      "it does more than to pass SQL to `knex.raw`, and only Knex knows what it comes to.",
      "Write it as SQL with `knex.raw`; or begin anew from what is there: save `pg_dump --schema-only` as the first " +
        "migration and type `lockkeeper baseline VERSION`.",
    );
  }
  const { stamp = "", name = "" } = FILE.exec(path)?.groups ?? {};
  const down = sectionFile(file.path, raw.down);
  return {
    origin: { id: idOf(path), source: path, checksums: [] },
    title: name.replaceAll(/[_-]/g, " "),
    stamp,
    kind: "versioned",
    up: { path: file.path, text: raw.up },
    ...(down && { down }),
    outsideTransaction: raw.outsideTransaction,
    notes: [],
  };
}
