// Diesel: one folder for each migration with up.sql and down.sql, and a table of versions.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { above, foldersWith } from "../../folders.ts";
import { filesNamed } from "../../reading.ts";
import { isoOf } from "../../then.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";

const FILE = /^(?<folder>(?<stamp>\d[\d-]*)_(?<name>[^/]*))\/up\.sql$/;
const STAMP_DIGITS = 14;

export const diesel: Tool = {
  name: "diesel",
  title: "Diesel",
  about: "<stamp>_name/up.sql and down.sql",
  recognise: async (folder) => {
    const found = above(await foldersWith(folder, { named: /^up\.sql$/ }));
    return [...new Map(found.map((evidence) => [evidence.directory, evidence])).values()];
  },
  read,
  history: {
    places: [{ table: "__diesel_schema_migrations" }],
    columns: ["version", "run_on"],
    tellsEach: true,
    read: async (session, { quoted }) => ({
      rows: (
        await session.query<{ version: string; at: string }>(
          `select version, ${isoOf("run_on")} as at from ${quoted} order by version`,
        )
      ).map(({ version, at }) => ({ id: version, state: "applied", appliedAt: at })),
      problems: [],
    }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const others = new Map<string, SourceFile>();
  for (const path of folder.paths) {
    const file = /^[^/]+\/(?:down\.sql|metadata\.toml)$/.test(path) ? await folder.read(path) : undefined;
    if (file) others.set(path, file);
  }
  const order = (a: string, b: string): number => (stampIn(a) < stampIn(b) ? -1 : 1);
  return filesNamed(folder, { named: FILE, order }, (path, file) => migrationFrom(path, file, others));
}

const stampIn = (path: string): string => FILE.exec(path)?.groups?.["stamp"]?.replaceAll("-", "") ?? "";

function migrationFrom(
  path: string,
  file: SourceFile,
  others: ReadonlyMap<string, SourceFile>,
): ForeignMigration {
  const { folder = "", name = "" } = FILE.exec(path)?.groups ?? {};
  const down = others.get(`${folder}/down.sql`);
  return {
    origin: { id: stampIn(path), source: path, checksums: [] },
    title: name.replaceAll(/[_-]/g, " "),
    // Newer releases put a counter behind the seconds.
    stamp: stampIn(path).slice(0, STAMP_DIGITS),
    kind: "versioned",
    up: file,
    ...(down && { down }),
    outsideTransaction: /^\s*run_in_transaction\s*=\s*false\b/m.test(
      others.get(`${folder}/metadata.toml`)?.text ?? "",
    ),
    notes: [],
  };
}
