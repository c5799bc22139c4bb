// What earlier changes left half done.

import { rowCheck, type HealthCheck } from "../check.ts";

export const INDEXES: HealthCheck = rowCheck<{ readonly index: string; readonly relation: string }>({
  name: "invalid-index",
  about: "every index is valid",
  query: () => `
select i.indexrelid::pg_catalog.regclass::text as index, i.indrelid::pg_catalog.regclass::text as relation
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
where not i.indisvalid and c.relkind = 'i'
  and not exists (
    select from pg_catalog.pg_stat_progress_create_index as p
    where p.index_relid = i.indexrelid or (p.relid = i.indrelid and p.index_relid = 0))
order by 1`,
  ailment: ({ index, relation }) => ({
    severity: "warning",
    message: `The index ${index} on ${relation} is invalid: it is written to and never read.`,
    remedy: `A build was interrupted. reindex index concurrently ${index}; or drop index concurrently ${index};`,
  }),
});

export const CONSTRAINTS: HealthCheck = rowCheck<{ readonly name: string; readonly relation: string }>({
  name: "not-validated-constraint",
  about: "every constraint is validated",
  query: () => `
select pg_catalog.quote_ident(conname) as name, conrelid::pg_catalog.regclass::text as relation
from pg_catalog.pg_constraint as c
where not convalidated and conrelid <> 0 and contype in ('c', 'f', 'n')
  and conparentid = 0
  -- PostgreSQL 18 has constraints that nobody enforces, and nobody validates.
  and coalesce(pg_catalog.to_jsonb(c) ->> 'conenforced', 'true') = 'true'
order by 2, 1`,
  ailment: ({ name, relation }) => ({
    severity: "warning",
    message: `The constraint ${name} on ${relation} is not validated: rows from before it may break it.`,
    remedy: `Write a migration: alter table ${relation} validate constraint ${name};`,
  }),
});
