// dbmate: `<digits>_name.sql` with `-- migrate:up` and `-- migrate:down`, and a table of version numbers.

import type { ForeignMigration } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { foldersWith } from "../../folders.ts";
import { badFile, filesNamed } from "../../reading.ts";
import { cutSections, sectionFile, type Opening } from "../../sections.ts";
import type { Tool } from "../../tool.ts";

const FILE = /^(?<version>\d+)(?<name>.*)\.sql$/;
const MARK = /^--\s*migrate:(?<section>up|down)(?<rest>(?:\s.*)?)$/;

export const dbmate: Tool = {
  name: "dbmate",
  title: "dbmate",
  about: "<digits>_name.sql with `-- migrate:up` and `-- migrate:down`",
  recognise: (folder) => foldersWith(folder, { named: FILE, says: /^--\s*migrate:up\b/m }),
  read: (folder) => filesNamed(folder, { named: FILE }, migrationFrom),
  history: {
    places: [{ table: "schema_migrations" }],
    columns: ["version"],
    tellsEach: true,
    read: async (session, { quoted }) => ({
      rows: (await session.query<{ version: string }>(`select version from ${quoted} order by version`)).map(
        ({ version }) => ({ id: version, state: "applied" }),
      ),
      problems: [],
    }),
  },
};

function opens(line: string): Opening | undefined {
  const { section, rest = "" } = MARK.exec(line)?.groups ?? {};
  return section === undefined ? undefined : { section: section === "up" ? "up" : "down", rest };
}

function migrationFrom(path: string, file: SourceFile): ForeignMigration | Problem {
  const { before, up, down, options } = cutSections(file.text, opens);
  if (up === undefined)
    return badFile({ file: file.path }, "it has no line `-- migrate:up`.", "Add it, or move the file away.");
  if (!/^(?:\s|--.*)*$/.test(before)) {
    return badFile(
      { file: file.path },
      "statements stand above `-- migrate:up`.",
      "Move them below that line.",
    );
  }
  const { version = "", name = "" } = FILE.exec(path)?.groups ?? {};
  const way = sectionFile(file.path, down);
  return {
    origin: { id: version, source: path, checksums: [] },
    title: name.replaceAll("_", " ").trim(),
    stamp: version,
    kind: "versioned",
    up: { path: file.path, text: up },
    ...(way && { down: way }),
    outsideTransaction: /\btransaction:false\b/.test(options.up),
    notes: [],
  };
}
