// One look at what a session has done so far: the locks it holds, the rows it has read, the log it has written.

import { catalogName, LOCK_MODES, type LockMode } from "../../core/lock.ts";
import type { Session } from "../../database/database.ts";
import { FIRST_OWN_OID, RELATION_COLUMNS, relationFrom } from "./surroundings.ts";
import type { Oid, Relation, RelationRow } from "./surroundings.ts";

export interface SeenRelation {
  /** As it is now; absent once it is dropped. */
  readonly relation?: Relation;
  /** The strongest mode held on it; absent for a relation that is looked at without being locked. */
  readonly mode?: LockMode;
}

export interface Sight {
  readonly seen: ReadonlyMap<Oid, SeenRelation>;
  /** The log's position in bytes. */
  readonly wal: bigint;
}

const JOURNAL_SCHEMA = "lockkeeper";
const MODES: ReadonlyMap<string, LockMode> = new Map(LOCK_MODES.map((mode) => [catalogName(mode), mode]));

const looking = (wanted: string): string => `
with o as materialized (${wanted})
select o.oid::text as number, o.modes, pg_catalog.pg_wal_lsn_diff(w.lsn, '0/0')::text as wal, ${RELATION_COLUMNS}
from (select pg_catalog.pg_current_wal_insert_lsn() as lsn) as w
left join o on true
left join pg_catalog.pg_class as c on c.oid = o.oid
left join pg_catalog.pg_namespace as n on n.oid = c.relnamespace`;

const LOCKED = looking(`
  select relation as oid, pg_catalog.array_agg(mode) as modes from pg_catalog.pg_locks
  where locktype = 'relation' and pid = pg_catalog.pg_backend_pid() and relation::oid >= ${FIRST_OWN_OID}
  group by relation`);

const LOG = "select pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::text as wal";

const EVERYTHING = looking(`
  select oid, null::text[] as modes from pg_catalog.pg_class where oid >= ${FIRST_OWN_OID}`);

type Row = {
  /** Null where nothing at all is seen. */
  readonly number: Oid | null;
  readonly modes: readonly string[] | null;
  readonly wal: string;
} & (RelationRow | Dropped);

/** A dropped relation has left the catalogs, but its lock stays until the transaction ends. */
interface Dropped {
  readonly oid: null;
  readonly schema: null;
}

/** What the session itself has locked: for a look from inside its transaction. */
export const lookAtLocked = (session: Session): Promise<Sight> => look(session, LOCKED);

/** Every relation of the database, without locks: for before and after a statement outside transactions. */
export const lookAtEverything = (session: Session): Promise<Sight> => look(session, EVERYTHING);

/** The log alone: at the start of a step nothing is locked yet, and what was there before is in the surroundings. */
export async function lookAtLog(session: Session): Promise<Sight> {
  const [row] = await session.query<{ readonly wal: string }>(LOG);
  return { seen: new Map(), wal: BigInt(row?.wal ?? "0") };
}

async function look(session: Session, query: string): Promise<Sight> {
  const rows = await session.query<Row>(query);
  const seen = rows.flatMap((row): [Oid, SeenRelation][] =>
    row.number === null || row.schema === JOURNAL_SCHEMA ? [] : [[row.number, seenFrom(row)]],
  );
  return { seen: new Map(seen), wal: BigInt(rows[0]?.wal ?? "0") };
}

function seenFrom(row: Row): SeenRelation {
  const mode = strongest((row.modes ?? []).map(modeNamed));
  return {
    ...(row.oid === null ? {} : { relation: relationFrom(row) }),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** The mode by its name in pg_locks: `AccessExclusiveLock`. */
export const modeNamed = (name: string): LockMode | undefined => MODES.get(name);

/** The strongest of some modes. */
export function strongest(modes: readonly (LockMode | undefined)[]): LockMode | undefined {
  const known = modes.filter((mode) => mode !== undefined);
  return known.toSorted((a, b) => LOCK_MODES.indexOf(b) - LOCK_MODES.indexOf(a))[0];
}
