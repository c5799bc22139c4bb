// postgres-migrations: `<number>_name.sql` without gaps, SHA-1 of name and text, and the file that makes its own table.

import { hash } from "node:crypto";

import type { ForeignMigration, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Session } from "../../../database/database.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith, weakly } from "../../folders.ts";
import { filesNamed, programsNamed } from "../../reading.ts";
import { isoOf } from "../../then.ts";
import type { ForeignFolder, FoundTable, Tool } from "../../tool.ts";

const FILE = /^(?<number>\d+)[-_]?(?<name>[^/]*)\.sql$/i;
const PROGRAM = /^\d+[^/]*\.js$/i;
/** Of the makers: https://github.com/ThomWright/postgres-migrations/blob/master/src/with-lock.ts */
const LOCK_KEY = -8_525_285_245_963_000_605n;

export const postgresMigrations: Tool = {
  name: "postgres-migrations",
  title: "postgres-migrations",
  about: "<number>_name.sql, numbered without gaps, of a Node project",
  recognise: async (folder) => weakly(await foldersWith(folder, { named: FILE })),
  read,
  history: {
    places: [{ table: "migrations" }],
    columns: ["id", "name", "hash", "executed_at"],
    tellsEach: true,
    read: async (session, table) => ({ rows: await rowsIn(session, table), problems: [] }),
    hold: (session, _table, how) => holdAdvisory(session, "postgres-migrations", { key: LOCK_KEY, how }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const { migrations, problems } = await filesNamed(folder, { named: FILE }, migrationFrom);
  return { migrations, problems: [...problems, ...programsNamed(folder, PROGRAM)] };
}

/** A line of Supabase Storage's own runner: the file is written down as applied, and not run. */
const IGNORED = "-- postgres-migrations ignore";
const ALONE = "-- postgres-migrations disable-transaction";

function migrationFrom(path: string, file: SourceFile): ForeignMigration {
  const { number = "", name = "" } = FILE.exec(path)?.groups ?? {};
  const isIgnored = file.text.includes(IGNORED);
  return {
    origin: {
      id: `${BigInt(number)}`,
      source: path,
      checksums: [hash("sha1", `${path}${file.text}`, "hex")],
    },
    title: name.replaceAll(/[-_]/g, " "),
    kind: "versioned",
    up: isIgnored ? { path: file.path, text: "" } : file,
    outsideTransaction: !isIgnored && file.text.includes(ALONE),
    notes: isIgnored ? [`It says \`${IGNORED}\`, and its statements were not run`] : [],
  };
}

/** Without the one that makes the table itself, which is the tool's own. */
const rowsIn = async (session: Session, { quoted }: FoundTable): Promise<readonly HistoryRow[]> => {
  const rows = await session.query<{ number: string; hash: string; at: string | null }>(
    `select id::text as number, hash, ${isoOf("executed_at")} as at from ${quoted} where id > 0 order by id`,
  );
  return rows.map(({ number: id, hash: checksum, at }) => ({
    ...{ id, checksum, state: "applied" },
    ...(at === null ? {} : { appliedAt: at }),
  }));
};
