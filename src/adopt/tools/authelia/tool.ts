// Authelia: `V0001.Initial_Schema.up.sql` and `.down.sql`, and a table with a row for each step, up or down.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { foldersWith, nameIn } from "../../folders.ts";
import { filesNamed } from "../../reading.ts";
import { sectionFile } from "../../sections.ts";
import type { Evidence, ForeignFolder, LookedAt, Tool } from "../../tool.ts";
import { readHistory } from "./history.ts";

/** Until 4.38 the files for all databases stood in one folder, and named theirs; those for `all` came second. */
const FILE =
  /^V(?<version>\d{4})\.(?<name>[^.]+)(?:\.(?<database>all|mysql|postgres|sqlite))?\.(?<direction>up|down)\.sql$/;
const UP = /\.up\.sql$/;

export const authelia: Tool = {
  name: "authelia",
  title: "Authelia",
  about: "V<4 digits>.<name>.up.sql and .down.sql",
  recognise,
  read,
  history: {
    places: [{ table: "migrations" }],
    columns: ["id", "applied", "version_before", "version_after", "application_version"],
    tellsEach: true,
    shutByRuns: true,
    read: readHistory,
  },
};

/** Beside the files for PostgreSQL stand those for other databases, each in a folder with its name. */
async function recognise(folder: LookedAt): Promise<readonly Evidence[]> {
  const found = await foldersWith(folder, { named: FILE });
  return found.filter(({ directory }) => !/^(?:mysql|sqlite)$/.test(nameIn(directory)));
}

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const paths = forPostgres(folder.paths);
  const downs = new Map<string, SourceFile>();
  for (const path of paths.filter((each) => !UP.test(each))) {
    const file = await folder.read(path);
    if (file) downs.set(versionOf(path), file);
  }
  return filesNamed({ ...folder, paths }, { named: UP }, (path, file) =>
    migrationFrom(path, file, downs.get(versionOf(path))),
  );
}

/** The files that it would run: what is for PostgreSQL alone comes before what is for all. */
function forPostgres(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => {
    const { version, database, direction } = FILE.exec(path)?.groups ?? {};
    if (version === undefined || database === "mysql" || database === "sqlite") return [];
    return [{ path, step: `${version} ${direction}`, forAll: database === "all" }];
  });
  const own = new Set(files.filter(({ forAll }) => !forAll).map(({ step }) => step));
  return files.filter(({ forAll, step }) => !forAll || !own.has(step)).map(({ path }) => path);
}

const versionOf = (path: string): string => `${Number(FILE.exec(path)?.groups?.["version"])}`;

function migrationFrom(path: string, file: SourceFile, back: SourceFile | undefined): ForeignMigration {
  const { name = "" } = FILE.exec(path)?.groups ?? {};
  // An empty way back is no proof that nothing is to be undone: its program may have done it.
  const down = back && sectionFile(back.path, back.text);
  return {
    origin: { id: versionOf(path), source: path, checksums: [] },
    title: name.replaceAll("_", " "),
    kind: "versioned",
    up: file,
    ...(down && { down }),
    outsideTransaction: false,
    notes:
      file.text.trim() === ""
        ? ["Its file is empty: it was for another database, or for the program alone"]
        : [],
  };
}
