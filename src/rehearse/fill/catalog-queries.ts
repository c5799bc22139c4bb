// The questions to the catalogs: which tables have to be filled, and what they are made of.

/**
 * The asked tables ($1: quoted names) with all that they need: the parents of foreign keys that cannot be null,
 * and of those that a check speaks of, because it may want one of several.
 */
export const TABLES = `
with recursive asked as (
  select distinct on (oid) given.position, pg_catalog.to_regclass(given.relation)::oid as oid
  from unnest($1::text[]) with ordinality as given(relation, position)
  where pg_catalog.to_regclass(given.relation) is not null
  order by oid, position
), wanted as (
  select oid from asked
  union
  select con.confrelid
  from wanted
  join pg_catalog.pg_constraint as con on con.conrelid = wanted.oid and con.contype = 'f'
  where coalesce(pg_catalog.to_jsonb(con) ->> 'conenforced', 'true') = 'true'
    and (
      not exists (
        select from pg_catalog.pg_attribute as a join pg_catalog.pg_type as t on t.oid = a.atttypid
        where a.attrelid = con.conrelid and a.attnum = any (con.conkey) and not (a.attnotnull or t.typnotnull)
      )
      or exists (
        select from pg_catalog.pg_constraint as ck
        where ck.conrelid = con.conrelid and ck.contype = 'c' and ck.conkey && con.conkey
      )
    )
)
select c.oid::text as id, n.nspname as schema, c.relname as name, c.relkind::text as kind,
  case when c.relispartition then pg_catalog.pg_get_partition_constraintdef(c.oid) end as bounds
from wanted
join pg_catalog.pg_class as c on c.oid = wanted.oid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join asked on asked.oid = c.oid
order by asked.position nulls last, c.oid
`;

/** The columns of the tables $1, in their order. */
export const COLUMNS = `
select a.attrelid::text as "table", a.attname as name, a.atttypid::text as "typeId", a.atttypmod as modifier,
  pg_catalog.format_type(a.atttypid, a.atttypmod) as sql, not a.attnotnull as nullable,
  a.attgenerated <> '' as generated, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as expression, s.sequence
from pg_catalog.pg_attribute as a
left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join lateral (
  select pg_catalog.format('%I.%I', sn.nspname, sc.relname) as sequence
  from pg_catalog.pg_depend as dep
  join pg_catalog.pg_class as sc on sc.relkind = 'S'
    and ((dep.classid = 'pg_catalog.pg_class'::regclass and dep.objid = sc.oid
        and dep.refobjid = a.attrelid and dep.refobjsubid = a.attnum)
      or (dep.classid = 'pg_catalog.pg_attrdef'::regclass and dep.objid = d.oid and dep.refobjid = sc.oid))
  join pg_catalog.pg_namespace as sn on sn.oid = sc.relnamespace
  limit 1
) as s on true
where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum
`;

/** The types $1 and all that they are made of. */
export const TYPES = `
with recursive parts(oid) as (
  select unnest($1::oid[])
  union
  select part.oid
  from parts
  join pg_catalog.pg_type as t on t.oid = parts.oid
  cross join lateral (
    select t.typbasetype where t.typtype = 'd'
    union all
    select t.typelem where t.typcategory = 'A'
    union all
    select r.rngsubtype from pg_catalog.pg_range as r where r.rngtypid = t.oid
    union all
    select r.rngtypid from pg_catalog.pg_range as r where r.rngmultitypid = t.oid
    union all
    select a.atttypid from pg_catalog.pg_attribute as a
    where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
  ) as part(oid)
)
select t.oid::text as id, t.typname as name, t.typtype::text as kind,
  pg_catalog.format_type(t.oid, null) as sql,
  coalesce(
    nullif(t.typbasetype, 0), case when t.typcategory = 'A' then nullif(t.typelem, 0) end, r.rngsubtype, m.rngtypid
  )::text as inner,
  t.typtypmod as "innerModifier",
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end as "innerSql",
  not t.typnotnull as nullable,
  array(
    select e.enumlabel::text from pg_catalog.pg_enum as e where e.enumtypid = t.oid order by e.enumsortorder
  ) as labels,
  array(
    select pg_catalog.pg_get_expr(con.conbin, 0) from pg_catalog.pg_constraint as con
    where con.contypid = t.oid and con.contype = 'c'
    union all
    select f.prosrc from pg_catalog.pg_constraint as con
    join pg_catalog.pg_depend as dep
      on dep.classid = 'pg_catalog.pg_constraint'::regclass and dep.objid = con.oid
    join pg_catalog.pg_proc as f on dep.refclassid = 'pg_catalog.pg_proc'::regclass and f.oid = dep.refobjid
    where con.contypid = t.oid and con.contype = 'c'
  ) as clues,
  array(
    select pg_catalog.json_build_object('typeId', a.atttypid::text, 'modifier', a.atttypmod,
      'sql', pg_catalog.format_type(a.atttypid, a.atttypmod))
    from pg_catalog.pg_attribute as a
    where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
    order by a.attnum
  ) as attributes
from parts
join pg_catalog.pg_type as t on t.oid = parts.oid
left join pg_catalog.pg_range as r on r.rngtypid = t.oid
left join pg_catalog.pg_range as m on m.rngmultitypid = t.oid
`;

/** The enforced checks of the tables $1, with the source of the functions that they call. */
export const CHECKS = `
select con.conrelid::text as "table", con.conname as name,
  pg_catalog.pg_get_expr(con.conbin, con.conrelid) as expression,
  array(
    select f.prosrc from pg_catalog.pg_depend as dep
    join pg_catalog.pg_proc as f on dep.refclassid = 'pg_catalog.pg_proc'::regclass and f.oid = dep.refobjid
    where dep.classid = 'pg_catalog.pg_constraint'::regclass and dep.objid = con.oid
  ) as sources
from pg_catalog.pg_constraint as con
where con.conrelid = any ($1::oid[]) and con.contype = 'c'
  and coalesce(pg_catalog.to_jsonb(con) ->> 'conenforced', 'true') = 'true'
order by con.conrelid, con.conname
`;

/** The enforced foreign keys of the tables $1, without those that only stand for a partition of the parent. */
export const FOREIGN_KEYS = `
select con.conrelid::text as "table", con.conname as name, con.confrelid::text as "parentId",
  n.nspname as "parentSchema", c.relname as "parentName",
  con.confmatchtype = 'f' as full,
  array(
    select a.attname::text from unnest(con.conkey) with ordinality as k(number, position)
    join pg_catalog.pg_attribute as a on a.attrelid = con.conrelid and a.attnum = k.number order by k.position
  ) as columns,
  array(
    select a.attname::text from unnest(con.confkey) with ordinality as k(number, position)
    join pg_catalog.pg_attribute as a on a.attrelid = con.confrelid and a.attnum = k.number
    order by k.position
  ) as "parentColumns"
from pg_catalog.pg_constraint as con
join pg_catalog.pg_class as c on c.oid = con.confrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_constraint as whole on whole.oid = con.conparentid and whole.conrelid = con.conrelid
where con.conrelid = any ($1::oid[]) and con.contype = 'f' and whole.oid is null
  and coalesce(pg_catalog.to_jsonb(con) ->> 'conenforced', 'true') = 'true'
order by con.conrelid, con.conname
`;

/** The indexes of the tables $1 that are unique, exclude something, or compute something. */
export const INDEXES = `
select i.indrelid::text as "table", c.relname as name, i.indisunique as unique, i.indisexclusion as exclusion,
  not i.indimmediate as deferrable, pg_catalog.pg_get_expr(i.indexprs, i.indrelid) as expressions,
  pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate,
  coalesce(pg_catalog.to_jsonb(con) ->> 'conperiod', 'false') = 'true' as period,
  array(
    select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k(number, position)
    join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = k.number
    where k.position <= i.indnkeyatts order by k.position
  ) as columns
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
left join pg_catalog.pg_constraint as con on con.conindid = i.indexrelid and con.conrelid = i.indrelid
  and con.contype in ('p', 'u', 'x')
where i.indrelid = any ($1::oid[]) and i.indislive
  and (i.indisunique or i.indisexclusion or i.indexprs is not null or i.indpred is not null)
order by i.indrelid, c.relname
`;

/** The bounds of the partitions below the tables $1 that rows end up in, null for one that takes anything. */
export const LEAVES = `
select root.oid::text as "table", pg_catalog.pg_get_partition_constraintdef(leaf.relid) as bounds
from unnest($1::oid[]) as root(oid)
cross join lateral pg_catalog.pg_partition_tree(root.oid::regclass) as leaf
where leaf.isleaf and leaf.level > 0
order by root.oid, leaf.relid
`;
