// Whether the server takes changes at all, from this role, and for how long still.

import { rowCheck, type HealthCheck } from "../check.ts";

export const READ_ONLY: HealthCheck = rowCheck<{ readonly standby: boolean; readonly readOnly: boolean }>({
  name: "read-only",
  about: "the server takes changes",
  query: () => `
select pg_catalog.pg_is_in_recovery() as standby,
  pg_catalog.current_setting('default_transaction_read_only') = 'on' as "readOnly"
where pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('default_transaction_read_only') = 'on'`,
  ailment: ({ standby }) =>
    standby
      ? {
          severity: "error",
          message: "This server is a standby: it takes no changes.",
          remedy: "Name the primary.",
        }
      : {
          severity: "error",
          message: "Transactions are read-only here (default_transaction_read_only).",
          remedy: "Somebody has closed the database for changes: find out why before you open it.",
        },
});

/** The last release of each major version, as PostgreSQL's versioning policy has it. */
const LAST_RELEASES: Readonly<Record<number, string>> = {
  13: "2025-11-13",
  14: "2026-11-12",
  15: "2027-11-11",
  16: "2028-11-09",
  17: "2029-11-08",
  18: "2030-11-14",
};

export const VERSION: HealthCheck = {
  name: "version",
  about: "the server's version still gets fixes",
  look: async (session) => {
    const major = Math.floor(session.serverVersion / 10_000);
    const [row] = await session.query<{ readonly today: string }>("select current_date::text as today");
    const last = LAST_RELEASES[major] ?? (major < 13 ? "2024-11-21" : undefined);
    if (last === undefined || row === undefined || row.today <= last) return [];
    return [
      {
        severity: "warning",
        message: `PostgreSQL ${major} has had its last release on ${last}.`,
        remedy: "Plan the upgrade: nothing that is found in it now is mended any more.",
      },
    ];
  },
};

export const PRIVILEGES: HealthCheck = rowCheck<{ readonly message: string }>({
  name: "privileges",
  about: "the role may change what is there",
  query: () => `
select pg_catalog.format('The role %I may not create schemas in %I, and so no journal.', current_user,
    pg_catalog.current_database()) as message
where not pg_catalog.has_database_privilege(pg_catalog.current_database(), 'create')
  and pg_catalog.to_regnamespace('lockkeeper') is null
union all
select pg_catalog.format('The role %I does not own %s of %s tables, such as %s, and cannot alter them.', current_user,
  count(*) filter (where not mine), count(*), min(c.oid::pg_catalog.regclass::text) filter (where not mine))
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace,
  lateral (select pg_catalog.pg_has_role(c.relowner, 'usage') as mine) as owned
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (
    select from pg_catalog.pg_depend as d
    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
having count(*) filter (where not mine) > 0`,
  ailment: ({ message }) => ({
    severity: "warning",
    message,
    remedy: "Run as their owner, or name that role with `role:` in lockkeeper.yaml.",
  }),
});

export const CONNECTIONS: HealthCheck = rowCheck<{ readonly used: number; readonly most: number }>({
  name: "connection-room",
  about: "there is room for more connections",
  query: ({ connectionsLeft }) => `
select used, most from (
  select count(*)::int as used,
    (pg_catalog.current_setting('max_connections')::int
      - pg_catalog.current_setting('superuser_reserved_connections')::int) as most
  from pg_catalog.pg_stat_activity where backend_type = 'client backend') as room
where most - used < ${connectionsLeft}`,
  ailment: ({ used, most }) => ({
    severity: "warning",
    message: `${used} of ${most} connections are in use.`,
    remedy: "A deploy needs a few of its own. Close idle ones, or raise max_connections.",
  }),
});
