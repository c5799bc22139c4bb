// tern: `001_name.sql` with the way back below a line of dashes, and a table that holds one number.

import type { ForeignHistory, ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith } from "../../folders.ts";
import { badFile, filesNamed } from "../../reading.ts";
import { sectionFile } from "../../sections.ts";
import type { FoundTable, Tool } from "../../tool.ts";

const FILE = /^(?<number>\d+)_(?<name>[^/]+)\.sql$/;
const BETWEEN = /^---- create above \/ drop below ----\s*$/m;
/** Of the makers: https://github.com/jackc/tern/blob/master/migrate/migrate.go */
const LOCK_KEY = 9_628_173_550_095_224n;

export const tern: Tool = {
  name: "tern",
  title: "tern",
  about: "<number>_name.sql with `---- create above / drop below ----`",
  recognise: (folder) => foldersWith(folder, { named: FILE, says: BETWEEN }),
  read: (folder) => filesNamed(folder, { named: FILE }, migrationFrom),
  history: {
    places: [{ schema: "public", table: "schema_version" }, { table: "schema_version" }],
    columns: ["version"],
    tellsEach: false,
    read: readHistory,
    hold: (session, _table, how) => holdAdvisory(session, "tern", { key: LOCK_KEY, how }),
  },
};

function migrationFrom(path: string, file: SourceFile): ForeignMigration | Problem {
  const line = file.text.split("\n").findIndex((each) => each.includes("{{"));
  if (line !== -1) {
    return badFile(
      { file: file.path, line: line + 1 },
      "it is a template, and only tern knows what it comes to.",
      "Write out what `{{` stands for there.",
    );
  }
  const { number = "", name = "" } = FILE.exec(path)?.groups ?? {};
  const [up = "", ...below] = file.text.split(BETWEEN);
  const down = sectionFile(file.path, below.join("\n"));
  return {
    origin: { id: `${BigInt(number)}`, source: path, checksums: [] },
    title: name.replaceAll("_", " "),
    kind: "versioned",
    up: { path: file.path, text: up },
    ...(down && { down }),
    outsideTransaction: /^---- tern: disable-tx ----\s*$/m.test(file.text),
    notes: [],
  };
}

/** tern runs its files one after the other and keeps the number of the last. */
async function readHistory(
  session: Session,
  { quoted }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const [row] = await session.query<{ version: string }>(`select version::text from ${quoted}`);
  const reached = Number(row?.version ?? 0);
  const ids = migrations.map(({ origin }) => origin.id).filter((id) => Number(id) < reached);
  return {
    rows: (reached === 0 ? ids : [...ids, `${reached}`]).map((id) => ({ id, state: "applied" })),
    problems: [],
  };
}
