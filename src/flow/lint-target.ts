// What a target says to lint: which files are applied there, and how large its tables are.

import type { MigrationFolder } from "../core/migration.ts";
import { readHistory } from "../journal/journal.ts";
import type { TableSize } from "../lint/lint.ts";
import type { Journey } from "./journey.ts";
import { openTarget, shownTarget } from "./target.ts";

/** Every file of the migrations that the target has, or has begun, with the sentence that says so. */
export async function appliedFiles(
  journey: Journey,
  { migrations }: MigrationFolder,
): Promise<ReadonlyMap<string, string>> {
  await using session = await openTarget(journey);
  const { applied, unfinished } = await readHistory(session);
  const there = new Set([...applied, ...unfinished].map(({ version }) => version));
  const reason = `It is applied on ${shownTarget(journey)}, and what is applied is not edited.`;
  return new Map(
    migrations
      .filter(({ version }) => there.has(version))
      .flatMap(({ up, down, verify }) => [up, down, verify])
      .flatMap((file) => (file === undefined ? [] : [[file.path, reason] as const])),
  );
}

/** A row has a header of 24 bytes and a pointer of 4. */
const BYTES_OF_ROW_MIN = 28;

/** Rows and bytes of every table, by full name. Without statistics: as many rows as fit. Partitions count together. */
export async function tableSizes(journey: Journey): Promise<ReadonlyMap<string, TableSize>> {
  await using session = await openTarget(journey);
  const rows = await session.query<{ schema: string; name: string; rows: number; bytes: number }>(
    `select n.nspname as schema, c.relname as name, sum(s.bytes)::float8 as bytes,
       sum(case when p.reltuples < 0 then floor(s.bytes / $1::float8) else p.reltuples end)::float8 as rows
     from pg_catalog.pg_class as c
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     cross join lateral (
       select c.oid where c.relkind <> 'p'
       union all
       select relid from pg_catalog.pg_partition_tree(c.oid) where isleaf and c.relkind = 'p'
     ) as leaf (oid)
     join pg_catalog.pg_class as p on p.oid = leaf.oid
     cross join lateral (select pg_catalog.pg_relation_size(p.oid) as bytes) as s
     where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
     group by n.nspname, c.relname`,
    [BYTES_OF_ROW_MIN],
  );
  return new Map(
    rows.map(({ schema, name, rows: count, bytes }) => [`${schema}.${name}`, { rows: count, bytes }]),
  );
}
