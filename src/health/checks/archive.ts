// Whether what is written leaves the server: the archive, the standbys, and slots that hold the log back.

import { rowCheck, type HealthCheck } from "../check.ts";

const MIB = 1024 * 1024;

export const ARCHIVE: HealthCheck = rowCheck<{ readonly failures: number; readonly wal: string | null }>({
  name: "archive",
  about: "the write-ahead log is archived, where it shall be",
  query: () => `
select failed_count::int as failures, last_failed_wal as wal from pg_catalog.pg_stat_archiver
where pg_catalog.current_setting('archive_mode') <> 'off'
  and last_failed_time > coalesce(last_archived_time, '-infinity')`,
  ailment: ({ failures, wal }) => ({
    severity: "error",
    message: `The archiver fails at ${wal ?? "a segment"} (${failures} times so far).`,
    remedy:
      "Until it works there is no way back to a point in time, and the disk fills. See the server's log.",
  }),
});

interface Lagging {
  readonly name: string;
  readonly bytes: number;
}

export const REPLICATION: HealthCheck = rowCheck<Lagging>({
  name: "replication-lag",
  about: "standbys keep up",
  query: ({ lagBytes }) => `
select name, bytes from (
  select coalesce(nullif(application_name, ''), client_addr::text, 'a standby') as name,
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), replay_lsn)::float8 as bytes
  from pg_catalog.pg_stat_replication where not pg_catalog.pg_is_in_recovery()) as standby
where bytes > ${lagBytes} order by bytes desc`,
  ailment: ({ name, bytes }) => ({
    severity: "warning",
    message: `${name} is ${Math.round(bytes / MIB)} MiB behind.`,
    remedy: "A change that rewrites a table puts it further behind. Let it catch up first.",
  }),
});

export const SLOTS: HealthCheck = rowCheck<Lagging>({
  name: "replication-slot",
  about: "no slot that nobody reads holds the log back",
  query: ({ slotBytes }) => `
select name, bytes from (
  select slot_name as name,
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::float8 as bytes
  from pg_catalog.pg_replication_slots
  where not active and restart_lsn is not null and not pg_catalog.pg_is_in_recovery()) as slot
where bytes > ${slotBytes} order by bytes desc`,
  ailment: ({ name, bytes }) => ({
    severity: "warning",
    message: `The slot ${name} holds ${Math.round(bytes / MIB)} MiB of log, and nobody reads it.`,
    remedy: `The disk fills. Start its reader, or: select pg_drop_replication_slot('${name}');`,
  }),
});
