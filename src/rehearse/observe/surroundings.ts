// What is there before a migration: relations by their numbers, and which of them stand together.

import { showRelation, type RelationName } from "../../core/name.ts";
import { SQLSTATE, type PipelineRequest, type Session } from "../../database/database.ts";

/** The server's number of a relation, as text. */
export type Oid = string;

export interface Relation {
  readonly oid: Oid;
  readonly at: Required<RelationName>;
  /** The same for people: `public.orders`. */
  readonly name: string;
  /** `table`, `index`, `partitioned table` and so on. */
  readonly kind: string;
  /** Number of the file that holds its rows; `0` where it has none. */
  readonly file: string;
  /** How often it was read from end to end, and how many rows that gave, since the server counts. */
  readonly scans: number;
  readonly rows: number;
}

/** Two relations of which one is pulled in when the other is changed. */
export interface Tie {
  readonly kind: "foreign key" | "partition" | "default partition" | "index" | "view";
  /** The referencing table, the partition or child, the index, the view. */
  readonly from: Oid;
  /** The referenced table, the parent, the index's table, what the view reads. */
  readonly to: Oid;
}

export interface Surroundings {
  readonly relations: ReadonlyMap<Oid, Relation>;
  readonly ties: readonly Tie[];
}

/** Numbers below belong to what initdb makes (FirstNormalObjectId in PostgreSQL's access/transam.h). */
export const FIRST_OWN_OID = 16_384;

/** The words for pg_class.relkind. */
const KINDS: Readonly<Record<string, string>> = {
  r: "table",
  i: "index",
  S: "sequence",
  t: "TOAST table",
  v: "view",
  m: "materialized view",
  c: "composite type",
  f: "foreign table",
  p: "partitioned table",
  I: "partitioned index",
};

/**
 * Columns that tell of a relation `c` in schema `n`. The counters of finished transactions and of what the session has
 * not handed in yet only grow when taken together. Scans of an index are look-ups and do not count.
 */
export const RELATION_COLUMNS = `
c.oid::text as oid, n.nspname as schema, c.relname as name, c.relkind::text as relkind, c.relfilenode::text as file,
case when c.relkind in ('r', 'm', 'p') then coalesce(pg_catalog.pg_stat_get_numscans(c.oid), 0)
  + coalesce(pg_catalog.pg_stat_get_xact_numscans(c.oid), 0) else 0 end::float8 as scans,
case when c.relkind in ('r', 'm', 'p') then coalesce(pg_catalog.pg_stat_get_tuples_returned(c.oid), 0)
  + coalesce(pg_catalog.pg_stat_get_xact_tuples_returned(c.oid), 0) else 0 end::float8 as rows`;

const RELATIONS = `
select ${RELATION_COLUMNS}
from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.oid >= ${FIRST_OWN_OID} and n.nspname <> 'lockkeeper'`;

const TIES = `
select 'foreign key' as kind, conrelid::text as "from", confrelid::text as "to"
  from pg_catalog.pg_constraint where contype = 'f'
union all
select case when pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' then 'default partition'
    else 'partition' end, i.inhrelid::text, i.inhparent::text
  from pg_catalog.pg_inherits as i join pg_catalog.pg_class as c on c.oid = i.inhrelid
union all
select 'index', indexrelid::text, indrelid::text from pg_catalog.pg_index where indexrelid >= ${FIRST_OWN_OID}
union all
select distinct 'view', r.ev_class::text, d.refobjid::text
  from pg_catalog.pg_rewrite as r join pg_catalog.pg_depend as d on d.objid = r.oid
  where d.classid = 'pg_catalog.pg_rewrite'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass
    and d.refobjid <> r.ev_class and r.ev_class >= ${FIRST_OWN_OID}`;

const QUESTIONS: readonly PipelineRequest[] = [RELATIONS, TIES].map((text, index) => ({
  text: `select pg_catalog.json_agg(q)::text from (${text}) as q`,
  prepareAs: `lockkeeper_surroundings_${index}`,
}));

/** A row of those columns. */
export interface RelationRow {
  readonly oid: Oid;
  readonly schema: string;
  readonly name: string;
  readonly relkind: string;
  readonly file: string;
  readonly scans: number;
  readonly rows: number;
}

/** Reads what is there now, in one round trip. The tool's own journal is left out. */
export async function readSurroundings(session: Session): Promise<Surroundings> {
  const answers: string[] = [];
  const ask = (): ReturnType<Session["pipeline"]> =>
    session.pipeline(QUESTIONS, (index, [answer]) => void (answers[index] = answer ?? "[]"));
  const { error } = await ask();
  // A migration may have taken what was prepared: DISCARD ALL. The next time it is prepared anew.
  const { error: again } = error?.sqlstate === SQLSTATE.invalidStatementName ? await ask() : { error };
  if (again !== undefined) throw again;
  const [rows, ties] = answers.map((answer): unknown => JSON.parse(answer)) as [
    readonly RelationRow[],
    readonly Tie[],
  ];
  return { relations: new Map(rows.map((row) => [row.oid, relationFrom(row)])), ties };
}

/** The relation that a row tells of. */
export const relationFrom = ({ oid, schema, name, relkind, file, scans, rows }: RelationRow): Relation => ({
  oid,
  at: { schema, name },
  name: showRelation({ schema, name }),
  kind: KINDS[relkind] ?? "relation",
  file,
  scans,
  rows,
});

/** True where a statement may mean this relation by a name: one without a schema fits every schema. */
export const isCalled = ({ at }: Relation, { schema, name }: RelationName): boolean =>
  at.name === name && (schema === undefined || at.schema === schema);
