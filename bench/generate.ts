// Writes the same migrations in the files of each tool: `node generate.ts DIR [COUNT] [TOOL…]`.

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changes, type Change } from "./statements.ts";

/** A way to write migrations. Tools that read the same files share one. */
export type Layout =
  | "lockkeeper"
  | "psql"
  | "dbmate"
  | "node-pg-migrate"
  | "graphile-migrate"
  | "knex"
  | "sqitch"
  | "alembic";

/** A file to write: its path within the folder, and its text. */
type Page = readonly [path: string, text: string];

const FIRST_MINUTE = Date.UTC(2020, 0, 1);
const MINUTE_MS = 60_000;

const LAYOUTS: Readonly<Record<Layout, (all: readonly Change[]) => readonly Page[]>> = {
  lockkeeper: (all) =>
    all.flatMap((change): readonly Page[] => {
      const base = `migrations/${stampOf(change, "_")}_${change.name}`;
      return [
        [`${base}.sql`, `${change.up}\n`],
        [`${base}_down.sql`, `${change.down}\n`],
      ];
    }),

  psql: (all) => [
    ["up.sql", psqlHistory + all.map((change) => `begin;\n${psqlUp(change)}commit;\n`).join("")],
    ["up-in-one.sql", `begin;\n${psqlHistory}${all.map(psqlUp).join("")}commit;\n`],
    ["down.sql", all.toReversed().map(psqlDown).join("")],
    [
      "status.sql",
      "select version, name, checksum, applied_at from public.bench_history order by version;\n",
    ],
  ],

  dbmate: (all) =>
    all.map((change) => [
      `migrations/${stampOf(change)}_${change.name}.sql`,
      `-- migrate:up\n${change.up}\n\n-- migrate:down\n${change.down}\n`,
    ]),

  "node-pg-migrate": (all) =>
    all.map((change) => [
      `migrations/${FIRST_MINUTE + change.number * MINUTE_MS}_${change.name}.sql`,
      `-- Up Migration\n${change.up}\n\n-- Down Migration\n${change.down}\n`,
    ]),

  "graphile-migrate": graphilePages,

  knex: (all) => [
    [
      "knexfile.cjs",
      `module.exports = {
  client: "pg",
  connection: process.env.DATABASE_URL,
  migrations: { directory: "./migrations", loadExtensions: [".cjs"] },
};
`,
    ],
    ...all.map((change): Page => [
      `migrations/${stampOf(change)}_${change.name}.cjs`,
      `exports.up = (knex) => knex.raw(${JSON.stringify(change.up)});
exports.down = (knex) => knex.raw(${JSON.stringify(change.down)});
`,
    ]),
  ],

  sqitch: (all) => [
    ["sqitch.conf", "[core]\n\tengine = pg\n"],
    ["sqitch.plan", `%syntax-version=1.0.0\n%project=bench\n\n${all.map(sqitchLine).join("")}`],
    ...all.flatMap((change): readonly Page[] => [
      [`deploy/${change.name}.sql`, `begin;\n${change.up}\ncommit;\n`],
      [`revert/${change.name}.sql`, `begin;\n${change.down}\ncommit;\n`],
    ]),
  ],

  alembic: (all) => [
    ["alembic.ini", "[alembic]\nscript_location = %(here)s\n"],
    ["env.py", ALEMBIC_ENV],
    ["script.py.mako", ""],
    ...all.map((change): Page => [`versions/${idOf(change)}_${change.name}.py`, alembicPage(change)]),
  ],
};

/** Every layout there is. */
export const LAYOUT_NAMES: readonly Layout[] = Object.keys(LAYOUTS) as Layout[];

/** Writes `count` migrations in a layout into a folder, which is made. */
export function generate(layout: Layout, folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  const made = new Set<string>();
  for (const [path, text] of LAYOUTS[layout](changes(count))) {
    const file = join(folder, path);
    const parent = join(file, "..");
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, text);
  }
}

/** `20200101000100` for the first; a separator between the date and the time where one is given. */
function stampOf({ number }: Change, separator = ""): string {
  const digits = new Date(FIRST_MINUTE + number * MINUTE_MS).toISOString().replaceAll(/\D/g, "");
  return `${digits.slice(0, 8)}${separator}${digits.slice(8, 14)}`;
}

const idOf = ({ number }: Change): string => String(number).padStart(6, "0");

const psqlHistory = `create table if not exists public.bench_history (
  version bigint primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
);
`;

function psqlUp(change: Change): string {
  const checksum = createHash("sha256").update(change.up).digest("hex");
  return `${change.up}
insert into public.bench_history (version, name, checksum) values (${stampOf(change)}, '${change.name}', '${checksum}');
`;
}

function psqlDown(change: Change): string {
  return `begin;
${change.down}
delete from public.bench_history where version = ${stampOf(change)};
commit;
`;
}

/** Each committed file names the hash of the one before it. */
function graphilePages(all: readonly Change[]): readonly Page[] {
  let previous = "";
  const committed = all.map((change): Page => {
    const hash = `sha1:${createHash("sha1")
      .update(`${`${previous}\n${change.up}`.trim()}\n`)
      .digest("hex")}`;
    const header = `--! Previous: ${previous || "-"}\n--! Hash: ${hash}\n`;
    previous = hash;
    return [`migrations/committed/${idOf(change)}.sql`, `${header}\n${change.up}\n`];
  });
  return [[".gmrc", "{}\n"], ["migrations/current.sql", ""], ...committed];
}

function sqitchLine(change: Change): string {
  const time = new Date(FIRST_MINUTE + change.number * MINUTE_MS).toISOString().replace(/\.\d+/, "");
  return `${change.name} ${time} Bench <bench@example.org> # ${change.name}\n`;
}

const ALEMBIC_ENV = `import os
from alembic import context
from sqlalchemy import create_engine

url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://").split("?")[0]
with create_engine(url).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

function alembicPage(change: Change): string {
  const previous = change.number === 1 ? "None" : `"${idOf({ ...change, number: change.number - 1 })}"`;
  return `from alembic import op

revision = "${idOf(change)}"
down_revision = ${previous}


def upgrade():
    op.get_bind().exec_driver_sql(r"""${change.up}""")


def downgrade():
    op.get_bind().exec_driver_sql(r"""${change.down}""")
`;
}

if (import.meta.main) {
  const [folder, count = "1000", ...names] = process.argv.slice(2);
  if (folder === undefined) throw new Error("Say where: node generate.ts DIR [COUNT] [TOOL…]");
  for (const layout of LAYOUT_NAMES.filter((name) => names.length === 0 || names.includes(name))) {
    generate(layout, join(folder, layout), Number(count));
  }
}
