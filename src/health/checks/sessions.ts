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

/** Those others to whom the condition applies, and for how long since the moment in that column; the longest first. */
const whoSince = (since: string, condition: string): string => `
select pid, usename as role, application_name as application,
  pg_catalog.left(query, ${QUERY_SHOWN_MAX}) as query,
  extract(epoch from pg_catalog.clock_timestamp() - ${since})::float8 as seconds
from pg_catalog.pg_stat_activity
where datname = pg_catalog.current_database() and pid <> pg_catalog.pg_backend_pid() and ${condition}
order by ${since}`;

/** True where that moment is so many seconds ago. */
const before = (since: string, seconds: number): string =>
  `${since} < pg_catalog.clock_timestamp() - interval '${seconds} s'`;

/** `pid 4711 (app, web) for 12 min: select …` */
function shown({ pid, role, application, seconds, query }: Somebody): string {
  const names = [role, application].filter((name) => name !== null && name !== "").join(", ");
  const doing = query ? `: ${redact(query.replaceAll(/\s+/g, " "))}` : "";
  return `pid ${pid}${names === "" ? "" : ` (${names})`} for ${showDuration(seconds * 1000)}${doing}`;
}

export const DUMP: HealthCheck = rowCheck<Somebody>({
  name: "dump-running",
  about: "no pg_dump runs",
  query: () => whoSince("xact_start", "application_name = 'pg_dump' and xact_start is not null"),
  ailment: (dump) => ({
    severity: "error",
    message: `pg_dump runs: ${shown(dump)}.`,
    remedy: "It has every table locked against changes until it ends. Wait for it.",
  }),
});

export const TRANSACTIONS: HealthCheck = rowCheck<Somebody>({
  name: "long-transaction",
  about: "no transaction has been open for minutes",
  query: ({ transactionSeconds }) =>
    whoSince(
      "xact_start",
      `backend_type = 'client backend' and state not like 'idle in transaction%' and application_name <> 'pg_dump'
  and ${before("xact_start", transactionSeconds)}`,
    ),
  ailment: (somebody) => ({
    severity: "warning",
    message: `A transaction is open: ${shown(somebody)}.`,
    remedy: `Changes to what it has read wait for its end. Wait, or: select pg_cancel_backend(${somebody.pid});`,
  }),
});

export const IDLE: HealthCheck = rowCheck<Somebody>({
  name: "idle-in-transaction",
  about: "nobody sits in a transaction and does nothing",
  query: ({ idleSeconds }) =>
    whoSince("state_change", `state like 'idle in transaction%' and ${before("state_change", idleSeconds)}`),
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
  query: ({ waitingSeconds }) =>
    whoSince("query_start", `wait_event_type = 'Lock' and ${before("query_start", waitingSeconds)}`),
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
  query: () => whoSince("xact_start", "query ~ '^autovacuum: .*to prevent wraparound'"),
  ailment: (somebody) => ({
    severity: "warning",
    message: `A vacuum against wraparound runs: ${shown(somebody)}.`,
    remedy: "It does not give way to a change of its table. Wait for it, and do not end it.",
  }),
});
