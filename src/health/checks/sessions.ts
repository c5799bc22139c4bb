// Who is at work: what a change would wait for, and what would wait behind it.

import { redact } from "../../core/redact.ts";
import { showDuration } from "../../core/duration.ts";
import { rowCheck, type HealthCheck } from "../check.ts";

const QUERY_SHOWN_MAX = 80;

interface Somebody {
  readonly pid: number;
  readonly role: string | null;
  readonly application: string | null;
  readonly seconds: number;
  readonly query: string | null;
}

const WHO = `pid, usename as role, application_name as application,
  pg_catalog.left(query, ${QUERY_SHOWN_MAX}) as query`;
const OTHERS = "datname = pg_catalog.current_database() and pid <> pg_catalog.pg_backend_pid()";

/** `pid 4711 (app, web) for 12 min: select …` */
function shown({ pid, role, application, seconds, query }: Somebody): string {
  const names = [role, application].filter((name) => name !== null && name !== "").join(", ");
  const doing = query ? `: ${redact(query.replaceAll(/\s+/g, " "))}` : "";
  return `pid ${pid}${names === "" ? "" : ` (${names})`} for ${showDuration(seconds * 1000)}${doing}`;
}

export const DUMP: HealthCheck = rowCheck<Somebody>({
  name: "dump-running",
  about: "no pg_dump runs",
  query: () => `
select ${WHO}, extract(epoch from pg_catalog.clock_timestamp() - xact_start)::float8 as seconds
from pg_catalog.pg_stat_activity
where ${OTHERS} and application_name = 'pg_dump' and xact_start is not null
order by xact_start limit 1`,
  ailment: (dump) => ({
    severity: "error",
    message: `pg_dump runs: ${shown(dump)}.`,
    remedy: "It has every table locked against changes until it ends. Wait for it.",
  }),
});

export const TRANSACTIONS: HealthCheck = rowCheck<Somebody>({
  name: "long-transaction",
  about: "no transaction has been open for minutes",
  query: ({ transactionSeconds }) => `
select ${WHO}, extract(epoch from pg_catalog.clock_timestamp() - xact_start)::float8 as seconds
from pg_catalog.pg_stat_activity
where ${OTHERS} and backend_type = 'client backend' and state <> 'idle in transaction'
  and application_name <> 'pg_dump' and xact_start < pg_catalog.clock_timestamp() - interval '${transactionSeconds} s'
order by xact_start`,
  ailment: (somebody) => ({
    severity: "warning",
    message: `A transaction is open: ${shown(somebody)}.`,
    remedy: `Changes to what it has read wait for its end. Wait, or: select pg_cancel_backend(${somebody.pid});`,
  }),
});

export const IDLE: HealthCheck = rowCheck<Somebody>({
  name: "idle-in-transaction",
  about: "nobody sits in a transaction and does nothing",
  query: ({ idleSeconds }) => `
select ${WHO}, extract(epoch from pg_catalog.clock_timestamp() - state_change)::float8 as seconds
from pg_catalog.pg_stat_activity
where ${OTHERS} and state in ('idle in transaction', 'idle in transaction (aborted)')
  and state_change < pg_catalog.clock_timestamp() - interval '${idleSeconds} s'
order by state_change`,
  ailment: (somebody) => ({
    severity: "warning",
    message: `A transaction is open and idle: ${shown(somebody)}.`,
    remedy: `Its client may have forgotten it: select pg_terminate_backend(${somebody.pid});`,
  }),
});

export const PREPARED: HealthCheck = rowCheck<{ readonly name: string; readonly owner: string }>({
  name: "prepared-transaction",
  about: "no transaction is prepared and left",
  query: () => `
select gid as name, owner from pg_catalog.pg_prepared_xacts
where database = pg_catalog.current_database() order by prepared`,
  ailment: ({ name, owner }) => ({
    severity: "error",
    message: `The transaction ${name} of ${owner} is prepared: it holds its locks until somebody ends it.`,
    remedy: `Ask whose it is, then: commit prepared '${name.replaceAll("'", "''")}'; or rollback prepared.`,
  }),
});

export const WAITING: HealthCheck = rowCheck<Somebody>({
  name: "lock-queue",
  about: "nobody waits for a lock",
  query: ({ waitingSeconds }) => `
select ${WHO}, extract(epoch from pg_catalog.clock_timestamp() - query_start)::float8 as seconds
from pg_catalog.pg_stat_activity
where ${OTHERS} and wait_event_type = 'Lock' and query_start < pg_catalog.clock_timestamp() - interval '${waitingSeconds} s'
order by query_start`,
  ailment: (somebody) => ({
    severity: "warning",
    message: `A session waits for a lock: ${shown(somebody)}.`,
    remedy: `See who holds it: select pg_blocking_pids(${somebody.pid});`,
  }),
});

/** A vacuum against wraparound begins at autovacuum_freeze_max_age, and does not give way. */
export const WRAPAROUND: HealthCheck = rowCheck<Somebody>({
  name: "wraparound-vacuum",
  about: "no vacuum runs that does not give way",
  query: () => `
select ${WHO}, extract(epoch from pg_catalog.clock_timestamp() - xact_start)::float8 as seconds
from pg_catalog.pg_stat_activity
where ${OTHERS} and query ~ '^autovacuum: .*to prevent wraparound'
order by xact_start`,
  ailment: (somebody) => ({
    severity: "warning",
    message: `A vacuum against wraparound runs: ${shown(somebody)}.`,
    remedy: "It does not give way to a change of its table. Wait for it, and do not end it.",
  }),
});
