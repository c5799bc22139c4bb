// goose: `<digits>_name.sql` with `-- +goose Up` and `-- +goose Down`, and a table that keeps every attempt.

import type { ForeignMigration, HistoryRow } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { foldersWith } from "../../folders.ts";
import { badFile, filesNamed, programsNamed } from "../../reading.ts";
import { cutSections, sectionFile } from "../../sections.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable, Tool } from "../../tool.ts";
import { marksOf, openingOf, withEnds } from "./marks.ts";

const FILE = /^(?<version>\d+)_(?<name>[^/]*)\.sql$/;
const PROGRAM = /^\d+_[^/]*(?<!_test)\.go$/;

export const goose: Tool = {
  name: "goose",
  title: "goose",
  about: "<digits>_name.sql with `-- +goose Up` and `-- +goose Down`",
  recognise: (folder) => foldersWith(folder, { named: FILE, says: /^--\s*\+goose up\s*$/im }),
  read: async (folder) => {
    const { migrations, problems } = await filesNamed(folder, { named: FILE }, migrationFrom);
    return { migrations, problems: [...problems, ...programsNamed(folder, PROGRAM)] };
  },
  history: {
    places: [{ table: "goose_db_version" }],
    columns: ["id", "version_id", "is_applied", "tstamp"],
    tellsEach: true,
    read: async (session, table) => ({ rows: await rowsOf(session, table), problems: [] }),
  },
};

function migrationFrom(path: string, file: SourceFile): ForeignMigration | Problem {
  const marks = marksOf(file.text);
  const { before, up, down } = cutSections(file.text, openingOf);
  if (up === undefined)
    return badFile({ file: file.path }, "it has no line `-- +goose Up`.", "Add it, or move the file away.");
  if (!/^(?:\s|--.*)*$/.test(before)) {
    return badFile(
      { file: file.path },
      "statements stand above `-- +goose Up`.",
      "Move them below that line.",
    );
  }
  if (marks.substitutes) {
    return badFile(
      { file: file.path },
      "goose puts values of the environment into it (ENVSUB).",
      "Write the values out and remove the line that turns it on.",
    );
  }
  const { version = "", name = "" } = FILE.exec(path)?.groups ?? {};
  const way = sectionFile(file.path, down);
  return {
    origin: { id: `${BigInt(version)}`, source: path, checksums: [] },
    title: name.replaceAll("_", " "),
    stamp: version,
    kind: "versioned",
    up: { path: file.path, text: withEnds(up) },
    ...(way && { down: { ...way, text: withEnds(way.text) } }),
    outsideTransaction: marks.outsideTransaction,
    notes: [],
  };
}

/** Older releases wrote a row for each way down as well: the newest one of a version counts. Version 0 is a mark. */
async function rowsOf(session: Session, { quoted }: FoundTable): Promise<readonly HistoryRow[]> {
  const rows = await session.query<{ id: string; at: string | null }>(
    `with newest as (
      select distinct on (attempt.version_id) attempt.* from ${quoted} as attempt
      where attempt.version_id > 0 order by attempt.version_id, attempt.id desc
    )
    select newest.version_id::text as id, ${isoOf("newest.tstamp")} as at
    from newest where newest.is_applied order by newest.id`,
  );
  return rows.map(({ id, at }) => ({ id, state: "applied", ...(at === null ? {} : { appliedAt: at }) }));
}
