// Supabase: `<stamp>_name.sql` in supabase/migrations, and a table that keeps the statements themselves.

import { hash } from "node:crypto";

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { loadParser, parseScript } from "../../../sql/sql.ts";
import { foldersWith, weakly } from "../../folders.ts";
import { filesNamed } from "../../reading.ts";
import type { Evidence, ForeignFolder, LookedAt, Tool } from "../../tool.ts";

const FILE = /^(?<version>\d+)_(?<name>[^/]*)\.sql$/;

export const supabase: Tool = {
  name: "supabase",
  title: "Supabase",
  about: "supabase/migrations/<stamp>_name.sql",
  recognise,
  read,
  history: {
    places: [{ schema: "supabase_migrations", table: "schema_migrations" }],
    schemas: ["supabase_migrations"],
    columns: ["version", "statements", "name"],
    tellsEach: true,
    read: async (session, { quoted }) => {
      await loadParser();
      const rows = await session.query<{ version: string; statements: readonly string[] | null }>(
        `select version, statements from ${quoted} order by version`,
      );
      return {
        rows: rows.map(({ version, statements }) => ({
          id: version,
          state: "applied",
          ...(statements === null ? {} : { checksum: contentOf(statements.join("\n;\n")) }),
        })),
        problems: [],
      };
    },
  },
};

async function recognise(folder: LookedAt): Promise<readonly Evidence[]> {
  const found = await foldersWith(folder, { named: FILE });
  const clear = found.filter(({ directory }) => /(?:^|\/)supabase\/migrations$/.test(directory));
  return clear.length > 0 ? clear : weakly(found);
}

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  await loadParser();
  return filesNamed(folder, { named: FILE }, migrationFrom);
}

function migrationFrom(path: string, file: SourceFile): ForeignMigration {
  const { version = "", name = "" } = FILE.exec(path)?.groups ?? {};
  return {
    origin: { id: version, source: path, checksums: [contentOf(file.text)] },
    title: name.replaceAll("_", " "),
    stamp: version,
    kind: "versioned",
    up: file,
    outsideTransaction: false,
    notes: [],
  };
}

/** The same for texts that differ in white space, comments, empty statements and how they were cut only. */
function contentOf(text: string): string {
  const essenceOf = (part: string): string =>
    parseScript({ path: "", text: part }, { direction: "up" }).essence;
  const { statements } = parseScript({ path: "", text }, { direction: "up" });
  return hash("sha256", statements.map((statement) => essenceOf(statement.text)).join("\n"), "hex");
}
