// Rails: migrations in Ruby, which only Rails can read, so that the schema it has dumped becomes the one migration.

import { crc32 } from "node:zlib";

import type { ForeignHistory, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { readDump } from "../../dump.ts";
import { foldersWith } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder, FoundTable, Tool } from "../../tool.ts";

const STRUCTURE = "structure.sql";
const RUBY = /^migrate\/(?<version>\d+)_\w+\.rb$/;

export const rails: Tool = {
  name: "rails",
  title: "Rails",
  about: "db/structure.sql, as `rails db:schema:dump` writes it",
  recognise: (folder) =>
    foldersWith(folder, {
      named: /^(?:structure\.sql|schema\.rb)$/,
      says: /insert into "?schema_migrations"?|ActiveRecord::Schema/i,
    }),
  read,
  history: {
    places: [{ table: "schema_migrations" }],
    others: [{ table: "ar_internal_metadata" }],
    columns: ["version"],
    tellsEach: true,
    read: readHistory,
    hold: async (session, _, how) => holdAdvisory(session, "Rails", { key: await lockKey(session), how }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const file = await folder.read(STRUCTURE);
  if (file === undefined) return { migrations: [], problems: [onlyRuby] };
  const { text, statements, problems } = await readDump(file);
  const versions = statements.flatMap(versionsIn).toSorted(byNumber);
  const newest = versions.at(-1);
  if (newest === undefined) return { migrations: [], problems: [...problems, noVersions(file.path)] };
  const held = new Set(versions);
  return {
    migrations: [
      {
        origin: { id: newest, source: STRUCTURE, checksums: [], after: versions.slice(0, -1) },
        title: "rails structure",
        stamp: newest,
        kind: "versioned",
        up: { path: file.path, text },
        outsideTransaction: false,
        notes: [
          `It holds ${versions.length === 1 ? "1 migration" : `${versions.length} migrations`} of Rails, up to ${newest}`,
        ],
      },
    ],
    problems: [...problems, ...folder.paths.flatMap((path) => notDumped(path, held))],
  };
}

/** Older Rails has a statement for each version, newer one for all. */
const versionsIn = (statement: string): readonly string[] =>
  /^insert into "?schema_migrations"? \("?version"?\) values/i.test(statement)
    ? [...statement.matchAll(/\('(\d+)'\)/g)].map(([, version = ""]) => version)
    : [];

const byNumber = (a: string, b: string): number =>
  Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b));

function notDumped(path: string, held: ReadonlySet<string>): readonly Problem[] {
  const digits = RUBY.exec(path)?.groups?.["version"];
  // Versions were counted once: 053 is 53 to Rails.
  const version = digits === undefined ? undefined : `${BigInt(digits)}`;
  if (version === undefined || held.has(version)) return [];
  return [
    badFile(
      { file: path },
      `its version ${version} is not in ${STRUCTURE}, and Ruby cannot be read.`,
      "Run it with `rails db:migrate`, which dumps the schema with it, and on this database too.",
    ),
  ];
}

const onlyRuby: Problem = badFile(
  { file: "schema.rb" },
  "Ruby cannot be read.",
  "Set `config.active_record.schema_format = :sql` in config/application.rb, and type `rails db:schema:dump`: " +
    "it writes db/structure.sql.",
);

const noVersions = (path: string): Problem =>
  badFile(
    { file: path },
    "it does not say which versions it holds.",
    "Have Rails write it: `rails db:schema:dump` ends it with INSERT INTO schema_migrations.",
  );

/** The structure is applied where the table has each version that it holds, and not one more. */
async function readHistory(
  session: Session,
  { quoted }: FoundTable,
  { migrations: [only] }: ForeignProject,
): Promise<ForeignHistory> {
  const rows = await session.query<{ version: string }>(`select version from ${quoted}`);
  const there = new Set(rows.map(({ version }) => version));
  if (only === undefined || there.size === 0) return { rows: [], problems: [] };
  const { id, after = [] } = only.origin;
  const held = new Set([...after, id]);
  const absent = [...held].filter((version) => !there.has(version));
  const unknown = [...there].filter((version) => !held.has(version)).toSorted();
  return {
    rows: [{ id, state: "applied" }],
    problems: [
      ...absent.map((version) =>
        doubt(
          `\`${version}\` is in ${STRUCTURE}, and the database has not applied it.`,
          "Run `rails db:migrate` on this database, or take the structure.sql that was committed with what it has.",
        ),
      ),
      ...unknown.map((version) =>
        doubt(
          `\`${version}\` is applied in the database, and ${STRUCTURE} does not hold it.`,
          "Get the structure.sql that was committed with it, or have Rails write it anew: `rails db:schema:dump`.",
        ),
      ),
    ],
  };
}

const doubt = (message: string, remedy: string): Problem => ({
  ...{ code: "adopt-history", severity: "error", message, remedy },
});

/** Of the makers: `ActiveRecord::Migrator`. */
const SALT = 2_053_462_845n;

async function lockKey(session: Session): Promise<bigint> {
  const [row] = await session.query<{ name: string }>("select pg_catalog.current_database() as name");
  return BigInt(crc32(row?.name ?? "")) * SALT;
}
