// Tables, views and their likes, and the sequences.

import { grants, isNew, sortedList, yes, type CatalogQuery } from "../query.ts";

/** Temporary relations are the session's own and not the schema's. */
const lasting = (relation: string): string => `${relation}.relpersistence <> 't'`;

const VERSION_WITH_CONCURRENT_DETACH = 140_000;

const tablespaceOf = (relation: string): string =>
  `case when ${relation}.reltablespace <> 0 then (
    select spcname from pg_tablespace where oid = ${relation}.reltablespace) end`;

export const RELATIONS: CatalogQuery = {
  catalog: "pg_class",
  again: ({ id }) => id,
  text: ({ version, only }) => `
select c.oid::text as id, c.relnamespace::text as schema, quote_ident(c.relname) as name,
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
    else 'table' end as kind,
  pg_get_userbyid(c.relowner) as owner,
  case when c.relkind in ('v', 'm') then rtrim(pg_get_viewdef(c.oid), ';') end as definition,
  ${yes("c.relpersistence = 'u'")} as unlogged,
  case when c.relam not in (0, 2) then (select amname from pg_am where oid = c.relam) end as "access method",
  ${tablespaceOf("c")} as tablespace,
  ${sortedList("c.reloptions")} as options,
  (select ${sortedList("toast.reloptions")} from pg_class as toast where toast.oid = c.reltoastrelid)
    as "toast options",
  nullif(c.reloftype, 0)::regtype::text as "of type",
  case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "partition by",
  parents.names as "child of",
  case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as "partition bound",
  ${yes("parents.detaching")} as "detach pending",
  ${yes("c.relrowsecurity")} as "row security",
  ${yes("c.relforcerowsecurity")} as "row security for the owner",
  case c.relreplident when 'f' then 'full' when 'n' then 'nothing' end as "replica identity",
  quote_ident(server.srvname) as server, ${sortedList("f.ftoptions")} as "foreign options",
  ${grants("c.relacl", "r", "c.relowner")}
from pg_class as c
left join (
  select i.inhrelid, string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno) as names,
    ${version < VERSION_WITH_CONCURRENT_DETACH ? "false" : "bool_or(i.inhdetachpending)"} as detaching
  from pg_inherits as i group by i.inhrelid
) as parents on parents.inhrelid = c.oid
left join pg_foreign_table as f on f.ftrelid = c.oid
left join pg_foreign_server as server on server.oid = f.ftserver
where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${lasting("c")} and ${isNew("c.oid")}
  ${only("c.oid")}`,
};

/** Where a sequence stands is data, and no part of the schema. */
export const SEQUENCES: CatalogQuery = {
  catalog: "pg_class",
  again: ({ id }) => id,
  text: ({ only }) => `
select c.oid::text as id, c.relnamespace::text as schema, quote_ident(c.relname) as name, 'sequence' as kind,
  d.refobjid::text as relation, d.refobjsubid as column,
  pg_get_userbyid(c.relowner) as owner,
  ${yes("c.relpersistence = 'u'")} as unlogged,
  format_type(s.seqtypid, null) as type, s.seqstart::text as start, s.seqincrement::text as increment,
  s.seqmin::text as minimum, s.seqmax::text as maximum, s.seqcache::text as cache, ${yes("s.seqcycle")} as cycle,
  ${grants("c.relacl", "s", "c.relowner")}
from pg_class as c
join pg_sequence as s on s.seqrelid = c.oid
left join pg_depend as d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
  and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
where ${lasting("c")} and ${isNew("c.oid")} ${only("c.oid")}`,
};
