// node-pg-migrate: SQL files in one or two parts, and a table of file names without their ending.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { stampOf } from "../../../store/store.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith } from "../../folders.ts";
import { filesNamed, programsNamed } from "../../reading.ts";
import { sectionFile } from "../../sections.ts";
import { isoOf } from "../../then.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";

const FILE = /^(?<number>\d+)[^/]*?(?<!\.down)\.sql$/;
const PROGRAM = /^\d+[^/]*(?<!\.d)\.[cm]?[jt]s$/;
const UP = /^\s*--[\s-]*up\s+migration/im;
const DOWN = /^\s*--[\s-]*down\s+migration/im;
/** Of the makers: https://github.com/salsita/node-pg-migrate/blob/main/src/runner.ts */
const LOCK_KEY = 7_241_865_325_823_964n;

export const nodePgMigrate: Tool = {
  name: "node-pg-migrate",
  title: "node-pg-migrate",
  about: "<digits>_name.sql with `-- Up Migration` and `-- Down Migration`, or .up.sql and .down.sql",
  recognise: (folder) =>
    foldersWith(folder, {
      named: /^\d+.*\.(?:sql|[cm]?[jt]s)$/,
      says: /^\s*--[\s-]*up\s+migration|\bpgm\b/im,
    }),
  read,
  history: {
    places: [{ table: "pgmigrations" }],
    columns: ["id", "name", "run_on"],
    tellsEach: true,
    read: async (session, { quoted }) => ({
      rows: (
        await session.query<{ name: string; at: string }>(
          `select name, ${isoOf("run_on")} as at from ${quoted} as migration order by migration.run_on, migration.id`,
        )
      ).map(({ name, at }) => ({ id: name, state: "applied", appliedAt: at })),
      problems: [],
    }),
    hold: (session, _table, how) => holdAdvisory(session, "node-pg-migrate", { key: LOCK_KEY, how }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const downs = new Map<string, SourceFile>();
  for (const path of folder.paths) {
    const file = path.endsWith(".down.sql") ? await folder.read(path) : undefined;
    if (file) downs.set(path, file);
  }
  const { migrations, problems } = await filesNamed(
    folder,
    { named: FILE, order: (a, b) => momentIn(a) - momentIn(b) || (a < b ? -1 : Number(a > b)) },
    (path, file) => migrationFrom(path, file, downs.get(path.replace(/\.up\.sql$/, ".down.sql"))),
  );
  return { migrations, problems: [...problems, ...programsNamed(folder, PROGRAM)] };
}

function migrationFrom(path: string, file: SourceFile, other: SourceFile | undefined): ForeignMigration {
  const id = path.replace(/(?:\.up)?\.sql$/, "");
  const parts = path.endsWith(".up.sql") ? { up: file.text } : partsOf(file.text);
  const down = other ?? sectionFile(file.path, parts.down);
  return {
    origin: { id, source: path, checksums: [] },
    title: id.replaceAll(/^\d+|[_-]/g, " ").trim(),
    ...(momentIn(path) < INDEX_MAX ? {} : { stamp: stampOf(new Date(momentIn(path))) }),
    kind: "versioned",
    up: { path: file.path, text: parts.up },
    ...(down && { down }),
    outsideTransaction: false,
    notes: [],
  };
}

/** Either may stand first; what stands above both is part of neither, unless there is no mark for the up. */
function partsOf(text: string): { readonly up: string; readonly down?: string } {
  const [up, down] = [text.search(UP), text.search(DOWN)];
  const until = (start: number, other: number): string =>
    text.slice(start, other > start ? other : undefined);
  return {
    up: up === -1 ? text : until(up, down),
    ...(down === -1 ? {} : { down: until(down, up) }),
  };
}

/** Below it a number counts files; above it is a moment in milliseconds. */
const INDEX_MAX = 10_000;

/** The number that the tool sorts by: milliseconds, also for seventeen digits that are a date with them. */
function momentIn(path: string): number {
  const { number = "" } = /^(?<number>\d+)/.exec(path)?.groups ?? {};
  const date = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(number);
  if (date === null) return Number(number);
  const [year = 0, month = 0, day, hour, minute, second, ms] = date.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}
