// Who stands in the way of a lock: sessions that hold a conflicting one in a transaction that has gone on for long.

import type { Blocker } from "../core/blocker.ts";
import { catalogName, conflictsWith, type LockForecast } from "../core/lock.ts";
import { quoteRelation, showRelation } from "../core/name.ts";
import { redact } from "../core/redact.ts";
import type { Session } from "./session.ts";

const BLOCKERS_MAX = 20;
const QUERY_SHOWN_MAX = 120;

/**
 * Besides the relations themselves: the table of an index, everything below a partitioned or inherited table, and the
 * other ends of foreign keys where these go.
 */
const FIND = `
with recursive wanted as (
  select given.shown as relation, given.modes, given.partners, there.oid
  from pg_catalog.json_to_recordset($1::json) as given(relation text, shown text, modes text[], partners bool)
  cross join lateral (select pg_catalog.to_regclass(given.relation)::oid as oid offset 0) as there
  where there.oid is not null
), foreign_keys as (
  select conrelid as one, confrelid as other from pg_catalog.pg_constraint where contype = 'f'
), covered as (
  select relation, modes, oid from wanted
  union
  select other::regclass::text, wanted.modes, other from wanted join foreign_keys on one = wanted.oid
  where wanted.partners
  union
  select one::regclass::text, wanted.modes, one from wanted join foreign_keys on other = wanted.oid
  where wanted.partners
  union
  select wanted.relation, wanted.modes, i.indrelid
  from wanted join pg_catalog.pg_index as i on i.indexrelid = wanted.oid
  union
  select covered.relation, covered.modes, child.inhrelid
  from covered join pg_catalog.pg_inherits as child on child.inhparent = covered.oid
)
select pg_catalog.json_strip_nulls(pg_catalog.to_json(found)) as blocker from (
select distinct on (l.pid, l.virtualtransaction)
  covered.relation, l.pid, a.usename as "user", nullif(a.application_name, '') as application, a.state,
  (extract(epoch from pg_catalog.clock_timestamp() - a.xact_start) * 1000)::float8 as "ageMs", a.query,
  case
    when l.pid is null then 'prepared'
    when a.application_name = 'pg_dump' then 'dump'
    when a.backend_type = 'autovacuum worker' and a.query like '%(to prevent wraparound)%' then 'wraparound'
    else 'session'
  end as kind
from covered
join pg_catalog.pg_locks as l on l.locktype = 'relation' and l.granted
  and l.relation = covered.oid and l.mode = any (covered.modes)
  and l.pid is distinct from pg_catalog.pg_backend_pid()
  and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
left join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where l.pid is null or a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => $2::float8 / 1000)
order by l.pid, l.virtualtransaction, a.xact_start
limit ${BLOCKERS_MAX}
) as found
`;

/**
 * Looks without queueing. `olderThanMs` leaves out transactions that will be over before anybody notices;
 * 0 names everybody who holds a conflicting lock right now.
 */
export async function findBlockers(
  session: Session,
  locks: readonly LockForecast[],
  olderThanMs: number,
): Promise<readonly Blocker[]> {
  if (locks.length === 0) return [];
  const wanted = locks.map(({ relation, mode, partners = false }) => ({
    partners,
    relation: quoteRelation(relation),
    shown: showRelation(relation),
    modes: conflictsWith(mode).map(catalogName),
  }));
  const rows = await session.query<{ readonly blocker: Blocker }>(FIND, [
    JSON.stringify(wanted),
    olderThanMs,
  ]);
  return rows.map(({ blocker: { query, ...seen } }) =>
    query === undefined || query === "" ? seen : { ...seen, query: shorten(query) },
  );
}

const shorten = (query: string): string => {
  const line = redact(query).replaceAll(/\s+/g, " ").trim();
  return line.length > QUERY_SHOWN_MAX ? `${line.slice(0, QUERY_SHOWN_MAX - 1)}…` : line;
};
