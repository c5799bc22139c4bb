// CREATE INDEX CONCURRENTLY that failed leaves an invalid index: found, compared, dropped and built again.

import { Failure } from "../../core/failure.ts";
import { quoteRelation, showRelation } from "../../core/name.ts";
import type { ConcurrentWork } from "../../core/statement.ts";
import type { Session } from "../../database/database.ts";
import type { Mended, Mending } from "./mending.ts";

type CreateIndex = ConcurrentWork & { readonly kind: "create-index" };

interface FoundIndex {
  readonly schema: string;
  readonly name: string;
  readonly valid: boolean;
  readonly onTable: boolean;
  readonly unique: boolean;
  /** The definition from USING on, as PostgreSQL writes it. */
  readonly definition: string;
  /** The process that is building it right now. */
  readonly builder: number | null;
}

/** Indexes of that name beside the table; without a name, the table's own indexes. */
const FIND = `
select n.nspname as schema, c.relname as name, i.indisvalid and i.indisready as valid,
  i.indrelid = pg_catalog.to_regclass($1) as "onTable", i.indisunique as unique,
  pg_catalog.substring(pg_catalog.pg_get_indexdef(c.oid), ' USING .*') as definition,
  (select p.pid from pg_catalog.pg_stat_progress_create_index as p where p.index_relid = c.oid limit 1) as builder
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where case when $2::text is null then i.indrelid = pg_catalog.to_regclass($1)
  else c.relname = $2 and c.relnamespace =
    (select t.relnamespace from pg_catalog.pg_class as t where t.oid = pg_catalog.to_regclass($1)) end
`;

const BUILDING =
  "select exists (select from pg_catalog.pg_stat_progress_create_index where pid = $1) as building";
const LOOK_EVERY_MS = 250;

/**
 * An invalid index with this definition is dropped, so that the statement builds it anew. A valid one counts as
 * done where an earlier run began it or the statement says IF NOT EXISTS. Another definition is an error.
 */
export async function mendCreateIndex(
  session: Session,
  work: CreateIndex,
  mending: Mending,
): Promise<Mended> {
  const found = await session.query<FoundIndex>(FIND, [quoteRelation(work.table), work.index ?? null]);
  if (found.length === 0) return "run";
  const wanted = await wantedDefinition(session, work);
  const same = found.filter((index) => index.onTable && sameIndex(index, work, wanted));
  const other = found.find((index) => !same.includes(index));
  if (work.index !== undefined && other) throw mismatch(other, work, { mending, wanted });
  const building = same.find(({ valid, builder }) => !valid && builder !== null);
  if (building) {
    // Bound: the wait throws at its deadline. What the builder leaves is looked at anew.
    await waitForBuilder(session, building, mending);
    return mendCreateIndex(session, work, mending);
  }
  for (const index of same.filter(({ valid }) => !valid)) await dropInvalid(session, index, mending);
  const valid = same.find((index) => index.valid);
  if (!valid || (work.index === undefined && !mending.begunBefore)) return "run";
  if (!mending.begunBefore && !work.ifNotExists) return "run";
  mending.say(`${showRelation(valid)} is there already, valid and with this definition.`);
  return "done";
}

/**
 * How PostgreSQL writes the definition that the statement asks for: read off the same index on an empty copy of
 * the table's columns. Comparing the statement's own text would take `lower(a)` and `lower((a)::text)` for two.
 */
async function wantedDefinition(
  session: Session,
  { table, unique, definition }: CreateIndex,
): Promise<string> {
  await session.run("begin");
  try {
    await session.run(`create temporary table lockkeeper_probe (like ${quoteRelation(table)})`);
    const kind = unique ? "unique index" : "index";
    await session.run(`create ${kind} lockkeeper_probe_index on pg_temp.lockkeeper_probe ${definition}`);
    const [row] = await session.query<{ readonly definition: string }>(
      `select pg_catalog.substring(pg_catalog.pg_get_indexdef('pg_temp.lockkeeper_probe_index'::regclass),
         ' USING .*') as definition`,
    );
    return row?.definition ?? "";
  } finally {
    await session.run("rollback");
  }
}

const sameIndex = (index: FoundIndex, work: CreateIndex, wanted: string): boolean =>
  index.unique === work.unique && index.definition === wanted;

async function dropInvalid(session: Session, index: FoundIndex, mending: Mending): Promise<void> {
  mending.say(
    `${showRelation(index)} was left invalid by an interrupted build: it is dropped and built again.`,
  );
  await session.run(`drop index concurrently if exists ${quoteRelation(index)}`);
}

/** A build whose client has gone may go on for a while; it ends by itself, or somebody builds by hand. */
async function waitForBuilder(session: Session, index: FoundIndex, mending: Mending): Promise<void> {
  const { migration, clock, waitMs, signal } = mending;
  const deadlineMs = clock.monotonicMs() + waitMs;
  // Bound: the deadline; every pass sleeps.
  for (;;) {
    const [row] = await session.query<{ readonly building: boolean }>(BUILDING, [index.builder]);
    if (row?.building !== true) return;
    signal.throwIfAborted();
    if (clock.monotonicMs() > deadlineMs) break;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  throw new Failure(
    "in-the-way",
    `${migration.file}: process ${index.builder} is building ${showRelation(index)} now.`,
    {
      hint: "Run the same command again when it is done.",
      file: migration.file,
    },
  );
}

interface Comparison {
  readonly mending: Mending;
  readonly wanted: string;
}

function mismatch(index: FoundIndex, work: CreateIndex, { mending, wanted }: Comparison): Failure {
  const { migration, statement } = mending;
  const state = index.valid ? "valid" : "invalid";
  const there = `${index.unique ? "unique" : "not unique"},${index.definition}${index.onTable ? "" : ", on another table"}`;
  const asked = `${work.unique ? "unique" : "not unique"},${wanted}`;
  return new Failure(
    "index-mismatch",
    `${migration.file}:${statement.line}: there is already an index ${showRelation(index)}, ${state}, and it is ` +
      `another one.\n  there: ${there}\n  asked: ${asked}`,
    {
      hint: `Give the new index another name, or drop the old one: drop index concurrently ${showRelation(index)};`,
      file: migration.file,
      line: statement.line,
    },
  );
}
