// Constraints and indexes.

import { isNew, sortedList, yes, type CatalogQuery, type Scope } from "../query.ts";

const VERSION_WITH_NULLS_NOT_DISTINCT = 150_000;

/** The number that constraints of domains have for a table. */
const OF_A_DOMAIN = "0";

/**
 * What is declared where it is: not what a child has from its parent, nor the copies of a foreign key that
 * partitions have. NOT NULL is told of its column, and constraint triggers are triggers.
 */
export const CONSTRAINTS: CatalogQuery = {
  catalog: "pg_constraint",
  again: ({ relation }) => relation ?? OF_A_DOMAIN,
  text: ({ only }) => `
select k.oid::text as id, 'constraint' as kind, quote_ident(k.conname) as name,
  nullif(k.conrelid, 0)::text as relation, nullif(k.contypid, 0)::text as type_id,
  pg_get_constraintdef(k.oid) as definition
from pg_constraint as k
left join pg_class as c on c.oid = k.conrelid
where ${isNew("k.oid")} ${only("k.conrelid")} and (
  k.contype in ('p', 'u', 'x')
  or k.contype = 'f' and k.conparentid = 0
  or k.contype = 'c' and (k.conislocal or c.relispartition))`,
};

/**
 * The columns of all indexes at once, which takes a quarter of the time of `pg_get_indexdef`. The operator class is
 * named unless it is the one for just this type, the collation unless it is the column's.
 */
const keys = ({ only }: Scope): string => `
select x.indexrelid,
  string_agg(
    coalesce(quote_ident(a.attname), pg_get_indexdef(x.indexrelid, key.number::integer, false))
      || case when key.collation_id not in (0, coalesce(a.attcollation, 100))
        then ' collate ' || key.collation_id::regcollation::text else '' end
      || case when o.opcdefault and o.opcintype = coalesce(a.atttypid, (
          select e.atttypid from pg_attribute as e where e.attrelid = x.indexrelid and e.attnum = key.number)) then ''
        when o.opcnamespace = 'pg_catalog'::regnamespace then ' ' || quote_ident(o.opcname)
        else ' ' || o.opcnamespace::regnamespace::text || '.' || quote_ident(o.opcname) end
      || case key.option when 1 then ' desc nulls last' when 2 then ' nulls first' when 3 then ' desc' else '' end,
    ', ' order by key.number) filter (where key.number <= x.indnkeyatts) as columns,
  string_agg(quote_ident(a.attname), ', ' order by key.number) filter (where key.number > x.indnkeyatts)
    as included
from pg_index as x
cross join lateral unnest(x.indkey::int2[], x.indclass::oid[], x.indcollation::oid[], x.indoption::int2[])
  with ordinality as key(attribute, class_id, collation_id, option, number)
left join pg_attribute as a on a.attrelid = x.indrelid and a.attnum = key.attribute and ${isNew("a.attrelid")} ${only("a.attrelid")}
left join pg_opclass as o on o.oid = key.class_id
where ${isNew("x.indexrelid")} ${only("x.indrelid")}
group by x.indexrelid`;

/** An index that a constraint has made is a part of it. */
export const INDEXES: CatalogQuery = {
  catalog: "pg_class",
  again: ({ relation }) => relation ?? "",
  text: (scope) => `
select i.indexrelid::text as id, c.relnamespace::text as schema, 'index' as kind, quote_ident(c.relname) as name,
  k.oid::text as constraint, i.indrelid::text as relation,
  (select m.amname from pg_am as m where m.oid = c.relam) as method,
  keys.columns, keys.included,
  ${yes("i.indisunique")} as unique,
  ${scope.version < VERSION_WITH_NULLS_NOT_DISTINCT ? "null" : yes("i.indnullsnotdistinct")} as "nulls not distinct",
  pg_get_expr(i.indpred, i.indrelid) as where,
  ${sortedList("c.reloptions")} as options,
  case when c.reltablespace <> 0 then (select spcname from pg_tablespace where oid = c.reltablespace) end
    as tablespace,
  case when not i.indisvalid or not i.indisready then 'no' end as valid,
  ${yes("i.indisclustered")} as "clustered on",
  ${yes("i.indisreplident")} as "replica identity",
  case when c.relispartition then (
    select h.inhparent::regclass::text from pg_inherits as h where h.inhrelid = i.indexrelid) end as "attached to"
from pg_index as i
join pg_class as c on c.oid = i.indexrelid
join (${keys(scope)}) as keys on keys.indexrelid = i.indexrelid
left join pg_constraint as k on k.conrelid = i.indrelid and k.conindid = i.indexrelid
  and k.contype in ('p', 'u', 'x')
where ${isNew("i.indexrelid")} ${scope.only("i.indrelid")}`,
};
